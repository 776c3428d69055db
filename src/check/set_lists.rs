//! Lists whose order means nothing: an item stands in them once, and some are kept in order.

use std::collections::HashSet;

use rayon::prelude::*;

use super::{Findings, Level, Rule};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Files, SourceFile, Span};
use crate::syntax::{Bracket, Token, TokenKind, excess, tokens};

pub(super) static REPEATED: Rule = Rule {
    id: "list_item_repeated",
    level: Level::Warn,
    title: "An item stands once in a list of layers, topics, names, terms or members.",
    why: "The second time says nothing, and another item may have been meant.",
    fix: "Delete it, or write what was meant; `interlex check --fix` deletes it.",
    run: Some(|findings| report(findings, repeated)),
};

pub(super) static UNSORTED: Rule = Rule {
    id: "list_unsorted",
    level: Level::Warn,
    title: "Layers stand in the order legal, technical, data; parties and members in that of the alphabet.",
    why: "In a long list that is sorted, one finds what is there and sees what is missing.",
    fix: "Sort the list; `interlex check --fix` does.",
    run: Some(|findings| report(findings, unsorted)),
};

/// Fields with lists of single items in which an item stands once.
const SETS: [&str; 15] = [
    "addressed_to",
    "aliases",
    "answers",
    "binds",
    "exclude",
    "include",
    "issuers",
    "jurisdictions",
    "layers",
    "matters",
    "subregions",
    "tiers",
    "topics",
    "values",
    "who",
];

/// The most findings about one list: nobody writes a longer one by hand.
const MAX_FINDINGS: usize = 1_000;

/// A list of single items after the name of a field.
pub(super) struct List<'t> {
    text: &'t str,
    file: FileId,
    field: &'t str,
    items: Vec<Span>,
    /// Whether nothing but commas and white space stands between the items.
    bare: bool,
}

impl<'t> List<'t> {
    fn item(&self, at: usize) -> &'t str {
        &self.text[self.items[at].range()]
    }
}

fn report(findings: &mut Findings<'_>, look: fn(&List<'_>, &'static str, Level) -> Vec<Diagnostic>) {
    let (rule, level, files) = (findings.rule, findings.level, findings.places.files());
    // Both rules look at the same lists: the texts are read for the first of them.
    let lists = findings.lists.get_or_init(|| all_lists(files));
    findings.out.extend(lists.iter().flat_map(|list| look(list, rule, level).into_iter().take(MAX_FINDINGS)));
}

/// The lists of all files, in their order.
fn all_lists(files: &Files) -> Vec<List<'_>> {
    let files: Vec<(FileId, &SourceFile)> = files.iter().collect();
    let found: Vec<Vec<List<'_>>> = files.into_par_iter().map(|(file, source)| lists(file, source.text())).collect();
    found.into_iter().flatten().collect()
}

fn repeated(list: &List<'_>, rule: &'static str, level: Level) -> Vec<Diagnostic> {
    let mut seen = HashSet::new();
    let again = (0..list.items.len()).filter(|&at| !seen.insert(list.item(at)));
    let finding = |at: usize| {
        let item = list.item(at);
        let first = list.items.iter().find(|span| list.text[span.range()] == *item).copied().unwrap_or_default();
        let before = list.items[at - 1].end;
        Diagnostic::new(rule, level, format!("`{}` has {} twice", list.field, quoted(item)))
            .label(list.file, list.items[at], "again here")
            .label(list.file, first, "first here")
            .help("delete it, or write what was meant")
            .suggest(list.file, Span::new(before, list.items[at].end), "")
            .safe(list.bare)
    };
    again.map(finding).collect()
}

fn unsorted(list: &List<'_>, rule: &'static str, level: Level) -> Vec<Diagnostic> {
    // A comment may speak of all that follows it, so a list with comments is the author's to sort.
    let items: Vec<&str> = (0..list.items.len()).map(|at| list.item(at)).collect();
    // `who` also lists roles of obligations, whose order is that of the text.
    let ids = list.field == "who" && items.iter().all(|item| item.starts_with('"'));
    if !list.bare || !(ids || list.field == "layers") {
        return Vec::new();
    }
    let mut sorted = items.clone();
    sorted.sort_by_key(|item| (layer(item), *item));
    let Some(at) = (0..items.len()).find(|&at| items[at] != sorted[at]) else { return Vec::new() };
    let (first, last) = (list.items[at], list.items[items.len() - 1]);
    // Commas and line ends stay where they are.
    let mut text = String::with_capacity(last.end - first.start);
    for (place, item) in sorted.iter().enumerate().skip(at) {
        text.push_str(item);
        let next = list.items.get(place + 1).map_or(last.end, |next| next.start);
        text.push_str(&list.text[list.items[place].end..next]);
    }
    let order = if list.field == "layers" { "legal, technical, data" } else { "the alphabet" };
    let found = Diagnostic::new(rule, level, format!("`{}` is not in the order of {order}", list.field))
        .label(list.file, first, format!("{} comes here", quoted(sorted[at])))
        .help("sort the list")
        .suggest(list.file, Span::new(first.start, last.end), text)
        .safe(true);
    vec![found]
}

/// Layers in their own order, everything else by its letters.
fn layer(item: &str) -> usize {
    ["Legal", "Technical", "Data"].iter().position(|layer| *layer == item).unwrap_or(3)
}

/// An item as messages show it.
fn quoted(item: &str) -> String {
    format!("`{}`", item.trim_matches('"'))
}

/// The lists of single items in a text. Tokens are enough to find them, so that no tree is built of every file.
fn lists(file: FileId, text: &str) -> Vec<List<'_>> {
    // What is too large to be read has been told as such.
    if excess(text).is_some() {
        return Vec::new();
    }
    let all: Vec<Token> = tokens(text).filter(|token| token.kind != TokenKind::Space).collect();
    let shape = [TokenKind::Name, TokenKind::Colon, TokenKind::Open(Bracket::Square)];
    let begins = |window: &[Token]| {
        window.iter().map(|token| token.kind).eq(shape) && SETS.contains(&&text[window[0].span.range()])
    };
    (all.windows(3).enumerate())
        .filter(|(_, window)| begins(window))
        .filter_map(|(at, window)| {
            let (items, bare) = items(&all[at + 3..])?;
            Some(List { text, file, field: &text[window[0].span.range()], items, bare })
        })
        .collect()
}

/// The items up to the closing bracket and whether no comments stand among them; `None` if there is anything but items.
fn items(tokens: &[Token]) -> Option<(Vec<Span>, bool)> {
    let (mut items, mut bare, mut free) = (Vec::new(), true, true);
    for token in tokens {
        match token.kind {
            TokenKind::Close(Bracket::Square) => return Some((items, bare)),
            TokenKind::Comma if !free => free = true,
            TokenKind::Name | TokenKind::String if free => {
                items.push(token.span);
                free = false;
            }
            TokenKind::LineComment | TokenKind::BlockComment => bare = false,
            _ => return None,
        }
    }
    None
}
