//! Texts to records, with every error of a file in one run.
//!
//! `ron` decides what is valid. If it accepts a text, that is all there is to it. If not, [`crate::syntax`] finds every
//! syntax error; and where the text can be read, every type error is found by letting `ron` try again on a copy in
//! which what was reported is put right or taken out.

mod bounds;
mod draft;
mod explain;
mod foreign;
mod read;
mod words;

use std::borrow::Cow;

use serde::de::{DeserializeOwned, IgnoredAny};

use self::draft::{Draft, Edit};
use self::explain::{Context, Remedy, explain};
pub use self::read::{ReadError, read_file, read_named};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Position, SourceFile, Span};
use crate::syntax::{self, Duplicate, Node, Parsed, SyntaxError, TokenKind, Tree, Value};

/// Most type errors reported for one file.
const MAX_FINDINGS: usize = 50;

/// Reads the whole of a file as one value.
///
/// What is wrong with it is pushed to `out`. `None` if `ron` refuses the text, and then `out` has grown; but a value may
/// also come with findings (a map key given twice, hidden control characters).
///
/// ```
/// use interlex::load::decode::decode;
/// use interlex::source::{FileId, SourceFile};
///
/// #[derive(serde::Deserialize)]
/// #[serde(deny_unknown_fields)]
/// struct Term { id: String, label: Option<String> }
///
/// let source = SourceFile::new("terms.ron".into(), "(id: privacy, lable: \"Privacy\")".into());
/// let mut found = Vec::new();
/// assert!(decode::<Term>(FileId(0), &source, &mut found).is_none());
/// assert_eq!(found[0].message, "`id` takes a text in quotes, not the bare name `privacy`");
/// assert_eq!(found[1].message, "unknown field `lable` in `Term`");
/// ```
pub fn decode<T: DeserializeOwned>(file: FileId, source: &SourceFile, out: &mut Vec<Diagnostic>) -> Option<T> {
    if syntax::excess(source.text()).is_some() {
        out.extend(syntax_errors(file, source.text()));
        return None;
    }
    let error = match from_str::<T>(source.text()) {
        Ok(value) => {
            report_accepted(file, source, out);
            return Some(value);
        }
        Err(error) => error,
    };
    if let Some(finding) = foreign::foreign(file, source) {
        out.push(finding);
        return None;
    }
    let parsed = syntax::parse(source.text());
    let duplicates = parsed.tree.duplicates();
    let before = out.len();
    report_syntax(file, &parsed, &duplicates, out);
    let context = Context { file, source, parsed: &parsed, duplicates: &duplicates };
    let whole = Span::new(0, source.text().len());
    let most = MAX_FINDINGS.min(bounds::attempts(whole));
    if report_types::<T>(&context, "", whole, most, out) >= most {
        out.push(words::and_more(file, Span::empty(0), &format!("only the first {most} errors of type are shown")));
    }
    if out.len() == before {
        out.push(unexplained(file, source, &error));
    }
    None
}

/// Reads a file that holds a list of records, keeping every good record with its index in the list.
///
/// What is wrong with the others is pushed to `out`; so is what is wrong with the list itself.
pub fn decode_list<T: DeserializeOwned>(
    file: FileId,
    source: &SourceFile,
    out: &mut Vec<Diagnostic>,
) -> Vec<(usize, T)> {
    if syntax::excess(source.text()).is_some() {
        out.extend(syntax_errors(file, source.text()));
        return Vec::new();
    }
    let error = match from_str::<Vec<T>>(source.text()) {
        Ok(records) => {
            report_accepted(file, source, out);
            return records.into_iter().enumerate().collect();
        }
        Err(error) => error,
    };
    if let Some(finding) = foreign::foreign(file, source) {
        out.push(finding);
        return Vec::new();
    }
    let parsed = syntax::parse(source.text());
    let duplicates = parsed.tree.duplicates();
    let before = out.len();
    report_syntax(file, &parsed, &duplicates, out);
    let context = Context { file, source, parsed: &parsed, duplicates: &duplicates };
    let mut records = Vec::new();
    match parsed.tree.root() {
        Some(root) if let Value::List(items) = &root.value => {
            records = read_each(&context, root.span.start, items, out);
        }
        Some(root) => out.push(words::not_a_list(&context, root)),
        None => {}
    }
    if out.len() == before {
        out.push(unexplained(file, source, &error));
    }
    records
}

fn from_str<T: DeserializeOwned>(text: &str) -> ron::error::SpannedResult<T> {
    use ron::extensions::Extensions;
    let extensions = Extensions::IMPLICIT_SOME | Extensions::UNWRAP_NEWTYPES;
    ron::Options::default().with_default_extension(extensions).from_str(text)
}

/// Reads the elements of the list that begins at `start` one by one.
fn read_each<T: DeserializeOwned>(
    context: &Context<'_>,
    start: usize,
    items: &[Node],
    out: &mut Vec<Diagnostic>,
) -> Vec<(usize, T)> {
    let text = context.source.text();
    let header = header(text, start);
    // A broken attribute would be told again for every record.
    if from_str::<IgnoredAny>(&format!("{header}()")).is_err() {
        return Vec::new();
    }
    let mut records = Vec::with_capacity(items.len());
    let mut findings = 0;
    let mut unexplained = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let record = text.get(item.span.range()).unwrap_or_default();
        let record = if header.is_empty() { Cow::Borrowed(record) } else { Cow::Owned(format!("{header}{record}")) };
        let broken = context.parsed.errors.iter().any(|error| breaks(error, item.span));
        match from_str::<T>(&record) {
            Ok(value) if !broken => records.push((index, value)),
            _ if findings < MAX_FINDINGS => {
                findings += report_types::<T>(context, &header, item.span, MAX_FINDINGS - findings, out);
            }
            _ => unexplained.push(item),
        }
    }
    if let Some(first) = unexplained.first() {
        let message = format!("{} more elements of this list have errors", unexplained.len());
        out.push(words::and_more(context.file, first.head(), &message));
    }
    records
}

/// Where `ron` says something is.
fn offset(source: &SourceFile, position: &ron::error::Position) -> usize {
    source.offset(Position { line: position.line, column: position.col }).unwrap_or(source.text().len())
}

/// The attributes before the first value, which hold for each record of a list.
fn header(text: &str, end: usize) -> String {
    syntax::tokens(text)
        .take_while(|token| token.span.start < end)
        .filter(|token| token.kind == TokenKind::Attribute)
        .map(|token| &text[token.span.range()])
        .collect()
}

/// Whether a syntax error lies in a record: what is missing right after it does not harm it.
fn breaks(error: &SyntaxError, record: Span) -> bool {
    record.start <= error.span.start && error.span.start < record.end
}

/// What `ron` lets pass: keys given twice, of which the last would silently win, and hidden control characters.
fn report_accepted(file: FileId, source: &SourceFile, out: &mut Vec<Diagnostic>) {
    if source.text().contains('{') || syntax::has_bidi_control(source.text()) {
        let parsed = syntax::parse(source.text());
        report_syntax(file, &parsed, &parsed.tree.duplicates(), out);
    }
    let control = |&(_, c): &(usize, char)| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    // Bytes first: looking for characters in every text would take longer than reading it.
    if source.text().bytes().any(|byte| byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t') || byte == 0x7F)
        && let Some((at, c)) = source.text().char_indices().find(control)
    {
        let span = Span::new(at, at + c.len_utf8());
        let message = format!("control character U+{:04X}, which cannot be seen", u32::from(c));
        out.push(Diagnostic::deny("syntax", message).label(file, span, "").help("delete it").suggest(file, span, ""));
    }
}

/// Every syntax error of a text, and every name given twice in one record.
#[must_use]
pub fn syntax_errors(file: FileId, text: &str) -> Vec<Diagnostic> {
    let parsed = syntax::parse(text);
    let mut found = Vec::new();
    report_syntax(file, &parsed, &parsed.tree.duplicates(), &mut found);
    found
}

fn report_syntax(file: FileId, parsed: &Parsed, duplicates: &[Duplicate], out: &mut Vec<Diagnostic>) {
    out.extend(parsed.errors.iter().map(|error| {
        let mut diagnostic = Diagnostic::deny("syntax", error.message.clone()).label(file, error.span, "");
        if let Some((span, text)) = error.related {
            diagnostic = diagnostic.label(file, span, text);
        }
        if let Some(fix) = &error.fix {
            diagnostic = diagnostic.suggest(file, fix.span, fix.replacement.clone()).safe(fix.safe);
        }
        Diagnostic { help: error.help.clone(), ..diagnostic }
    }));
    out.extend(duplicates.iter().take(MAX_FINDINGS).map(|duplicate| duplicate_field(file, duplicate)));
}

fn duplicate_field(file: FileId, duplicate: &Duplicate) -> Diagnostic {
    let what = if duplicate.field { "field" } else { "key" };
    Diagnostic::deny("duplicate_field", format!("{what} `{}` given twice", syntax::clip(&duplicate.name)))
        .label(file, duplicate.again, "given again")
        .label(file, duplicate.first, "first given here")
        .help("keep one of them")
}

/// Reports type errors in `part` of a file, read as a `T` after `header`: at most `limit` of them. Returns how many.
///
/// Does nothing if the part has syntax errors that cannot be put right: what a broken text means would be a guess.
fn report_types<T: DeserializeOwned>(
    context: &Context<'_>,
    header: &str,
    part: Span,
    limit: usize,
    out: &mut Vec<Diagnostic>,
) -> usize {
    let Some(mut draft) = readable(context, header, part) else { return 0 };
    let before = out.len();
    for _ in 0..bounds::attempts(part) {
        let copy = SourceFile::new(String::new(), draft.text());
        let Err(error) = from_str::<T>(copy.text()) else { break };
        if !context.parsed.errors.is_empty() && is_about_syntax(&error.code) {
            break;
        }
        let goes_on = match draft.origin(offset(&copy, &error.span.end)) {
            draft::Origin::Edit(edit) => revise(context, &mut draft, edit, &error.code, out),
            draft::Origin::Source(offset) => {
                let (diagnostic, remedy) = explain(context, &error.code, offset);
                let known = matches!(remedy, Remedy::Restore { .. }) || out.last() == Some(&diagnostic);
                if !known {
                    out.push(diagnostic);
                }
                apply(&mut draft, remedy, out.len().checked_sub(1))
            }
        };
        if !goes_on || out.len() - before >= limit {
            break;
        }
    }
    out.len() - before
}

/// A copy of a part with its syntax errors put right and duplicate fields taken out, if that makes it readable.
fn readable<'c>(context: &Context<'c>, header: &str, part: Span) -> Option<Draft<'c>> {
    let Context { source, parsed, .. } = *context;
    let mut draft = Draft::new(source.text(), &parsed.tree, header.to_owned(), part);
    // An error at the very end is about what follows, unless nothing does.
    let whole = part.end == source.text().len();
    let mut broken = false;
    for error in parsed.errors.iter().filter(|error| breaks(error, part) || whole && error.span.start == part.end) {
        broken = true;
        if !draft.add(Edit::fix(error.fix.as_ref()?)) {
            return None;
        }
    }
    if broken && !syntax::parse(&draft.text()).errors.is_empty() {
        return None;
    }
    let again = |duplicate: &&Duplicate| duplicate.field && part.encloses(duplicate.again);
    for (taken, duplicate) in context.duplicates.iter().filter(again).enumerate() {
        // More are told of than can be read over: each is looked for among those before.
        if taken == MAX_FINDINGS {
            return None;
        }
        draft.remove(Span::new(duplicate.again.start, duplicate.value.end));
    }
    Some(draft)
}

/// Puts right in the copy what was reported. `false` if that cannot be done.
fn apply(draft: &mut Draft<'_>, remedy: Remedy, reported: Option<usize>) -> bool {
    match remedy {
        Remedy::Replace { span, text } => draft.add(Edit::replace(span, text, reported)) || draft.remove_around(span),
        Remedy::Remove(span) => draft.remove_around(span),
        Remedy::RemoveItem(span) => draft.remove(span),
        Remedy::Add { open, field } | Remedy::Restore { open, field } => {
            draft.add(Edit::insert(open, field)) || draft.remove_around(Span::new(open, open + 1))
        }
        Remedy::None => false,
    }
}

/// Deals with an error in something this module wrote into the copy itself.
fn revise(
    context: &Context<'_>,
    draft: &mut Draft<'_>,
    edit: usize,
    error: &ron::Error,
    out: &mut [Diagnostic],
) -> bool {
    if draft.refine(edit, error) {
        return true;
    }
    let Some((span, reported)) = draft.reported(edit) else {
        return draft.give_up(edit);
    };
    // A text was read as a bare name, and is not one of those allowed either: say that instead.
    let better = words::unknown_variant(context, span, error);
    match (better, out.get_mut(reported)) {
        (Some(better), Some(diagnostic)) => {
            let replacement = better.suggestion.as_ref().map(|suggestion| suggestion.replacement.clone());
            *diagnostic = better;
            match replacement {
                Some(text) => draft.add(Edit::replace(span, text, None)),
                None => draft.give_up(edit),
            }
        }
        _ => draft.give_up(edit),
    }
}

/// Whether `ron` stumbled over what has been reported as an error of syntax, and would tell it again in its own words.
fn is_about_syntax(error: &ron::Error) -> bool {
    use ron::Error;
    matches!(
        error,
        Error::ExpectedComma
            | Error::ExpectedArrayEnd
            | Error::ExpectedMapEnd
            | Error::ExpectedMapColon
            | Error::ExpectedStructLikeEnd
    )
}

/// What `ron` said, where nothing better is known.
fn unexplained(file: FileId, source: &SourceFile, error: &ron::error::SpannedError) -> Diagnostic {
    let span = Span::new(offset(source, &error.span.start), offset(source, &error.span.end));
    Diagnostic::deny("syntax", error.code.to_string()).label(file, span, "")
}

/// Whether a name is a field of the record that opens at `open`.
fn has_field(tree: &Tree, open: usize, field: &str) -> bool {
    tree.path_to(open).last().is_some_and(|hop| match &hop.node.value {
        Value::Record { fields, .. } => fields.iter().any(|own| tree.name(own.name) == field),
        _ => false,
    })
}
