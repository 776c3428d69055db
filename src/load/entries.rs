//! The entries of a graph's files, by what they say rather than how they are written.
//!
//! An entry is what has an id: the record of a file or a row of a table. Two entries are the same if their tokens are,
//! whatever white space, comments and commas at the end of lists stand between; so reformatting, moving and renaming
//! files change nothing.

use super::files::FileKind;
use super::places::{id, stem};
use crate::source::Span;
use crate::syntax::{self, Node, Token, TokenKind, Value};

/// What tells entries apart: ids are unique among frameworks, institutions and jurisdictions, among sources, and so on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct EntryKey {
    class: FileKind,
    id: String,
}

/// An entry as it is written somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Which entry it is.
    pub key: EntryKey,
    /// Where it stands in its file.
    pub span: Span,
    /// Its tokens.
    pub content: String,
}

/// The entries of a text. One that cannot be read is one entry, named like its file.
pub(crate) fn entries(path: &str, kind: FileKind, text: &str) -> Vec<Entry> {
    if syntax::excess(text).is_some() {
        let key = EntryKey { class: class(kind), id: stem(path).to_owned() };
        return vec![Entry { key, span: Span::new(0, text.len()), content: text.to_owned() }];
    }
    let tree = syntax::parse(text).tree;
    let tokens: Vec<Token> = syntax::tokens(text).filter(|token| !token.kind.is_trivia()).collect();
    let entry = |id: String, span: Span, said: Span| Entry {
        key: EntryKey { class: class(kind), id },
        span,
        content: content(text, &tokens, said),
    };
    let named = |node: &Node| id(&tree, node);
    let whole = Span::new(0, text.len());
    match tree.root() {
        Some(Node { value: Value::List(rows), .. }) => rows
            .iter()
            .enumerate()
            .map(|(row, node)| {
                entry(named(node).unwrap_or_else(|| format!("{}[{row}]", stem(path))), node.span, node.span)
            })
            .collect(),
        Some(root) => vec![entry(named(root).unwrap_or_else(|| stem(path).to_owned()), whole, root.span)],
        None => vec![entry(stem(path).to_owned(), whole, whole)],
    }
}

/// Frameworks, institutions and jurisdictions share one space of ids.
fn class(kind: FileKind) -> FileKind {
    match kind {
        FileKind::Institution | FileKind::Jurisdictions => FileKind::Framework,
        other => other,
    }
}

/// The tokens within a span, each ended by a character that no token holds outside of strings.
fn content(text: &str, tokens: &[Token], span: Span) -> String {
    let from = tokens.partition_point(|token| token.span.start < span.start);
    let to = tokens.partition_point(|token| token.span.end <= span.end);
    let mut content = String::with_capacity(span.len());
    let within = tokens.get(from..to).unwrap_or_default();
    for (position, token) in within.iter().enumerate() {
        let closes = within.get(position + 1).is_none_or(|next| matches!(next.kind, TokenKind::Close(_)));
        if !(token.kind == TokenKind::Comma && closes) {
            content.push_str(&text[token.span.range()]);
            content.push('\0');
        }
    }
    content
}
