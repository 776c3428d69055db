//! What `ron` reports, as a finding about a place in the tree and what to do about it.

use ron::Error;

use super::has_field;
use super::words::{self, Subject};
use crate::diagnostic::Diagnostic;
use crate::load::typo::is_certain;
use crate::source::{FileId, SourceFile, Span};
use crate::syntax::{Duplicate, Hop, Node, Parsed, Role, Tree, Value, clip};

/// The file a finding is about.
pub(super) struct Context<'a> {
    pub file: FileId,
    pub source: &'a SourceFile,
    pub parsed: &'a Parsed,
    pub duplicates: &'a [Duplicate],
}

impl<'a> Context<'a> {
    pub fn tree(&self) -> &'a Tree {
        &self.parsed.tree
    }
}

/// What to do in the copy so that `ron` gets past an error.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Write something else.
    Replace { span: Span, text: String },
    /// Take out the entry around this place.
    Remove(Span),
    /// Take out this value of a tuple.
    RemoveItem(Span),
    /// Add a field that is missing.
    Add { open: usize, field: &'static str },
    /// Add a field that was taken out before because of another error: nothing to report.
    Restore { open: usize, field: &'static str },
    /// Nothing can be done.
    None,
}

/// Explains an error that `ron` reports at `offset` of the file.
pub(super) fn explain(context: &Context<'_>, error: &Error, offset: usize) -> (Diagnostic, Remedy) {
    let offset = settle(context.source.text(), error, offset);
    let mut path = context.tree().path_to(offset);
    if matches!(error, Error::MissingStructField { .. } | Error::ExpectedDifferentLength { .. }) {
        // What is missing shows at the closing bracket, which the last value in it may touch; or where it should be.
        let ends_at = |end| path.iter().rposition(|hop| hop.node.is_bracketed() && hop.node.span.end == end);
        let closed = ends_at(offset + 1).or_else(|| ends_at(offset));
        path.truncate(closed.map_or(path.len(), |closed| closed + 1));
    }
    let Some(&Hop { node, role }) = path.last() else {
        let diagnostic = Diagnostic::deny("syntax", error.to_string()).label(context.file, Span::empty(offset), "");
        return (diagnostic, Remedy::None);
    };
    let place = Place { context, node, role, parent: path.iter().rev().nth(1).map(|hop| hop.node), offset };
    match error {
        Error::MissingStructField { field, outer } => place.missing_field(field, outer.as_deref()),
        Error::NoSuchStructField { expected, found, outer } => {
            let span = place.key().unwrap_or(node.head());
            let record = Subject { context, span };
            by_suggestion(words::unknown_field(&record, node, expected, found, outer.as_deref()), span)
        }
        Error::DuplicateStructField { field, .. } => {
            let span = place.key().unwrap_or(node.head());
            let diagnostic =
                Diagnostic::deny("duplicate_field", format!("field `{field}` given twice, under two names"));
            (diagnostic.label(context.file, span, "given again").help("keep one of them"), Remedy::Remove(span))
        }
        Error::NoSuchEnumVariant { .. } => {
            let span = place.name();
            let diagnostic = words::unknown_variant(context, span, error);
            by_suggestion(diagnostic.unwrap_or_else(|| place.in_rons_words(error)), span)
        }
        Error::ExpectedDifferentStructName { expected, found } => {
            let span = place.name();
            let diagnostic = Diagnostic::deny(
                "wrong_type",
                format!("expected a record named `{expected}`, found `{}`", clip(found)),
            )
            .label(context.file, span, format!("should be `{expected}`"))
            .suggest(context.file, span, *expected)
            .safe(is_certain(found, expected, std::iter::empty()));
            by_suggestion(diagnostic, span)
        }
        Error::ExpectedComma
        | Error::ExpectedArrayEnd
        | Error::ExpectedMapEnd
        | Error::ExpectedOptionEnd
        | Error::ExpectedStructLikeEnd
        | Error::ExpectedMapColon
        | Error::TrailingCharacters => place.too_much(error),
        Error::ExceededRecursionLimit => {
            let diagnostic = Diagnostic::deny("syntax", "nested too deeply")
                .label(context.file, node.head(), "")
                .help("no record needs that; look for a bracket that is never closed");
            (diagnostic, Remedy::None)
        }
        _ => place.wrong_type(error),
    }
}

/// `ron` looks for an opening bracket after white space: go back to what came before.
fn settle(text: &str, error: &Error, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or(text);
    let after_gap = before.ends_with(|c: char| c.is_whitespace());
    let opens = text.get(offset..).is_some_and(|rest| rest.starts_with([',', ')', ']', '}', ':']));
    let looks_for_bracket = matches!(error, Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_));
    if looks_for_bracket && after_gap && (opens || before.len() == text.len()) {
        before.trim_end().len()
    } else {
        offset
    }
}

/// The place of an error in the tree.
struct Place<'a> {
    context: &'a Context<'a>,
    node: &'a Node,
    role: Role,
    parent: Option<&'a Node>,
    offset: usize,
}

impl Place<'_> {
    /// The name of a field at the place, if the place is one.
    fn key(&self) -> Option<Span> {
        match &self.node.value {
            Value::Record { fields, .. } => {
                fields.iter().map(|field| field.name).find(|name| name.touches(self.offset))
            }
            Value::Map(entries) => entries.iter().map(|(key, _)| key.span).find(|key| key.touches(self.offset)),
            _ => None,
        }
    }

    /// The name of the variant or record at the place.
    fn name(&self) -> Span {
        self.key().unwrap_or(match self.node.value {
            Value::Record { name: Some(name), .. } | Value::Tuple { name: Some(name), .. } => name,
            Value::Some(_) => Span::new(self.node.span.start, self.node.span.start + "Some".len()),
            _ => self.node.span,
        })
    }

    fn in_rons_words(&self, error: &Error) -> Diagnostic {
        Diagnostic::deny("wrong_type", error.to_string()).label(self.context.file, self.node.head(), "")
    }

    fn missing_field(&self, field: &'static str, outer: Option<&str>) -> (Diagnostic, Remedy) {
        let head = self.node.head();
        let open = match self.node.value {
            Value::Record { open, .. } | Value::Tuple { open, .. } => open,
            Value::Unit => self.node.span.start,
            _ => return (words::missing_field(self.context, head, field, outer), Remedy::Remove(self.node.span)),
        };
        let diagnostic = words::missing_field(self.context, Span::new(head.start, open + 1), field, outer);
        let restore = has_field(self.context.tree(), open, field);
        (diagnostic, if restore { Remedy::Restore { open, field } } else { Remedy::Add { open, field } })
    }

    fn wrong_type(&self, error: &Error) -> (Diagnostic, Remedy) {
        let diagnostic =
            words::wrong_type(self.context, self.node, self.role, self.parent, error, self.key().is_some());
        by_suggestion(diagnostic, self.node.span)
    }

    /// `ron` had read all it wanted, and something was left.
    fn too_much(&self, error: &Error) -> (Diagnostic, Remedy) {
        let Self { context, node, parent, offset, .. } = *self;
        match (&node.value, parent) {
            (Value::Record { name: Some(name), open, .. } | Value::Tuple { name: Some(name), open, .. }, _)
                if (name.end..=*open).contains(&offset) =>
            {
                let text = context.tree().text(*name).to_owned();
                let diagnostic = Diagnostic::deny("wrong_type", format!("`{}` takes no values", clip(&text)))
                    .label(context.file, Span::new(*open, node.span.end), "nothing may stand here")
                    .help(format!("write `{}` alone", clip(&text)))
                    .suggest(context.file, Span::new(name.end, node.span.end), "");
                (diagnostic, Remedy::Replace { span: node.span, text })
            }
            (Value::Number, _) if node.span.start < offset && offset < node.span.end => {
                let diagnostic = words::mismatch(context, node, self.role, "a whole number");
                (diagnostic, Remedy::Remove(node.span))
            }
            (_, Some(Node { value: Value::Tuple { name, items, .. }, .. }))
                if self.role == Role::Item && offset == node.span.start =>
            {
                let wanted = items.iter().take_while(|item| item.span.start < offset).count();
                let subject =
                    name.map_or("this tuple".to_owned(), |name| format!("`{}`", clip(context.tree().text(name))));
                let plural = if wanted == 1 { "value" } else { "values" };
                let message = format!("{subject} takes {wanted} {plural}, found {}", items.len());
                let diagnostic = Diagnostic::deny("wrong_type", message).label(context.file, node.span, "one too many");
                (diagnostic, Remedy::RemoveItem(node.span))
            }
            _ => (self.in_rons_words(error), Remedy::Remove(node.span)),
        }
    }
}

/// Goes on with the suggestion taken, or else without the entry.
fn by_suggestion(diagnostic: Diagnostic, span: Span) -> (Diagnostic, Remedy) {
    let remedy = match &diagnostic.suggestion {
        Some(edit) => Remedy::Replace { span: edit.span, text: edit.replacement.clone() },
        None => Remedy::Remove(span),
    };
    (diagnostic, remedy)
}
