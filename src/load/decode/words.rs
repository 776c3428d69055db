//! Findings about types, in the words of someone who writes records by hand.

use ron::Error;

use super::explain::Context;
use crate::diagnostic::Diagnostic;
use crate::load::typo::is_certain;
use crate::source::{FileId, Span};
use crate::syntax::{Node, Role, Value, clip};

/// A place to talk about.
pub(super) struct Subject<'a> {
    pub context: &'a Context<'a>,
    pub span: Span,
}

/// A field that the record does not have.
pub(super) fn unknown_field(
    subject: &Subject<'_>,
    record: &Node,
    expected: &[&str],
    found: &str,
    outer: Option<&str>,
) -> Diagnostic {
    let Subject { context, span } = *subject;
    let place = outer.map(|outer| format!(" in `{outer}`")).unwrap_or_default();
    let diagnostic = Diagnostic::deny("unknown_field", format!("unknown field `{}`{place}", clip(found)))
        .label(context.file, span, "no such field")
        .help(allowed("fields here", expected, found));
    let given = |name: &str| match &record.value {
        Value::Record { fields, .. } => fields.iter().any(|field| context.tree().name(field.name) == name),
        _ => false,
    };
    let free = || expected.iter().copied().filter(|name| !given(name));
    match nearest(found, free()) {
        Some(name) => diagnostic.suggest(context.file, span, name).safe(is_certain(found, name, free())),
        None => diagnostic,
    }
}

/// A name that is none of those allowed; `None` if the error is about something else.
pub(super) fn unknown_variant(context: &Context<'_>, span: Span, error: &Error) -> Option<Diagnostic> {
    let Error::NoSuchEnumVariant { expected, found, outer } = error else { return None };
    let place = outer.as_ref().map(|outer| format!(" for the {}", spaced(outer))).unwrap_or_default();
    let diagnostic = Diagnostic::deny("unknown_variant", format!("unknown value `{}`{place}", clip(found)))
        .label(context.file, span, "no such value")
        .help(allowed("values here", expected, found));
    Some(match nearest(found, expected.iter().copied()) {
        Some(name) => {
            let safe = is_certain(found, name, expected.iter().copied());
            diagnostic.suggest(context.file, span, name).safe(safe)
        }
        None => diagnostic,
    })
}

/// The name of a type as words: `FrameworkKind` becomes `framework kind`.
fn spaced(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for (at, c) in name.char_indices() {
        if c.is_uppercase() && at > 0 {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// A field that is not there.
pub(super) fn missing_field(context: &Context<'_>, head: Span, field: &str, outer: Option<&str>) -> Diagnostic {
    let place = outer.map(|outer| format!(" in `{outer}`")).unwrap_or_default();
    Diagnostic::deny("missing_field", format!("missing field `{field}`{place}"))
        .label(context.file, head, format!("this record has no `{field}`"))
        .help(format!("add `{field}: …`"))
}

/// That not all is shown.
pub(super) fn and_more(file: FileId, span: Span, message: &str) -> Diagnostic {
    Diagnostic::deny("wrong_type", message).label(file, span, "").help("put right what is shown and check again")
}

/// A file that should hold a list.
pub(super) fn not_a_list(context: &Context<'_>, root: &Node) -> Diagnostic {
    mismatch(context, root, Role::Root, "a list of records `[ … ]`").help("put the records between `[` and `]`")
}

/// A value of another type than the one needed.
pub(super) fn wrong_type(
    context: &Context<'_>,
    node: &Node,
    role: Role,
    parent: Option<&Node>,
    error: &Error,
    at_key: bool,
) -> Diagnostic {
    let Some(wanted) = wanted(error, node, role, parent) else {
        return Diagnostic::deny("wrong_type", restate(error)).label(context.file, node.head(), at(context, role));
    };
    if at_key {
        let message = format!("expected {wanted}, found a field with a name");
        return Diagnostic::deny("wrong_type", message)
            .label(context.file, node.head(), "in here")
            .help("write the values alone, without `name:`");
    }
    let diagnostic = match (error, &node.value) {
        (Error::ExpectedStructLike, Value::Name) => {
            let name = context.tree().text(node.span);
            return Diagnostic::deny("wrong_type", format!("`{}` needs a value in brackets", clip(name)))
                .label(context.file, node.span, at(context, role))
                .help(format!("write `{}(…)`", clip(name)));
        }
        (Error::IntegerOutOfBounds, _) => {
            let message = format!("number `{}` is out of range", clip(context.tree().text(node.span)));
            Diagnostic::deny("wrong_type", message).label(context.file, node.span, at(context, role))
        }
        _ => mismatch(context, node, role, &wanted),
    };
    match correction(context, error, node).filter(|_| !is_unnamed_value(error, role, parent)) {
        // A word without quotes, or a value alone where a list belongs; a number may be another mistake.
        Some((help, text)) => {
            let safe = matches!(node.value, Value::Name | Value::String);
            diagnostic.help(help).suggest(context.file, node.span, text).safe(safe)
        }
        None => match general_advice(error, node) {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        },
    }
}

/// `wanted` against what is there.
pub(super) fn mismatch(context: &Context<'_>, node: &Node, role: Role, wanted: &str) -> Diagnostic {
    let found = describe(context, node);
    let message = match role {
        Role::Field(name) => format!("`{}` takes {wanted}, not {found}", clip(context.tree().name(name))),
        _ => format!("expected {wanted}, found {found}"),
    };
    Diagnostic::deny("wrong_type", message).label(context.file, node.head(), at(context, role))
}

fn at(context: &Context<'_>, role: Role) -> String {
    match role {
        Role::Field(name) => format!("the value of `{}`", clip(context.tree().name(name))),
        Role::Element => "this element of the list".to_owned(),
        Role::Item => "this value".to_owned(),
        Role::Key => "this key".to_owned(),
        Role::Root => String::new(),
    }
}

/// What is there, with its text where that is short.
fn describe(context: &Context<'_>, node: &Node) -> String {
    let text = context.tree().text(node.span);
    let shown = text.chars().count() <= 40 && !text.contains('\n');
    match node.value {
        Value::Number if shown => format!("the number `{text}`"),
        Value::String if shown => format!("the text `{text}`"),
        Value::Name | Value::None if shown => format!("the bare name `{text}`"),
        Value::Bool(_) => format!("`{text}`"),
        _ => node.kind().to_owned(),
    }
}

/// What an error asks for.
fn wanted(error: &Error, node: &Node, role: Role, parent: Option<&Node>) -> Option<String> {
    let among_values = is_unnamed_value(error, role, parent);
    Some(match error {
        Error::ExpectedString | Error::ExpectedStringEnd => "a text in quotes".to_owned(),
        Error::ExpectedInteger | Error::UnderscoreAtBeginning | Error::IntegerOutOfBounds => {
            "a whole number".to_owned()
        }
        Error::InvalidIntegerDigit { base, .. } => format!("a whole number to base {base}"),
        Error::ExpectedFloat | Error::FloatUnderscore => "a number".to_owned(),
        Error::ExpectedBoolean => "`true` or `false`".to_owned(),
        Error::ExpectedChar => "a single character in `'`".to_owned(),
        Error::ExpectedByteString | Error::ExpectedByteLiteral => "a byte string".to_owned(),
        Error::ExpectedArray => "a list `[ … ]`".to_owned(),
        Error::ExpectedMap => "a map `{ … }`".to_owned(),
        Error::ExpectedUnit => "`()`".to_owned(),
        _ if among_values => "a field `name: value` or a bare name".to_owned(),
        Error::ExpectedIdentifier | Error::SuggestRawIdentifier(_) => "a bare name".to_owned(),
        Error::ExpectedNamedStructLike(name) if !name.is_empty() => format!("a record `{name}( … )`"),
        Error::ExpectedStructLike if matches!(node.value, Value::Map(_)) => "a record `( … )`".to_owned(),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => "values in round brackets `( … )`".to_owned(),
        _ => return None,
    })
}

/// Whether this may be a value without a name where a field is wanted: `ron` looks for a name in both cases.
fn is_unnamed_value(error: &Error, role: Role, parent: Option<&Node>) -> bool {
    let in_tuple = matches!(parent, Some(Node { value: Value::Tuple { .. }, .. }));
    matches!(error, Error::ExpectedIdentifier) && role == Role::Item && in_tuple
}

/// Errors that explain themselves.
fn restate(error: &Error) -> String {
    match error {
        Error::Message(message) => message.clone(),
        Error::InvalidValueForType { expected, found } => format!("expected {expected}, found {found}"),
        Error::ExpectedDifferentLength { expected, found } => {
            if let Some(count) = expected.strip_prefix("a tuple of size ") {
                return format!("{count} values are needed in these brackets, not {found}");
            }
            let plural = if *found == 1 { "value" } else { "values" };
            format!("expected {expected}, found {found} {plural}")
        }
        other => other.to_string(),
    }
}

/// What the value was probably meant to be, where that is plain.
fn correction(context: &Context<'_>, error: &Error, node: &Node) -> Option<(&'static str, String)> {
    let text = context.tree().text(node.span);
    let decoded = || context.tree().string_value(node.span);
    match (error, &node.value) {
        (Error::ExpectedString, Value::Name) if matches!(text, "null" | "nil" | "none" | "unknown" | "NA") => None,
        (Error::ExpectedString, Value::Name | Value::Number | Value::Bool(_)) => {
            Some(("put it in quotes", format!("\"{text}\"")))
        }
        (Error::ExpectedIdentifier, Value::String) => {
            let name = decoded().filter(|content| is_name(content))?;
            Some(("write it without quotes", name.into_owned()))
        }
        (Error::ExpectedInteger, Value::String) => {
            let number = decoded().filter(|content| content.parse::<i64>().is_ok())?;
            Some(("write numbers without quotes", number.into_owned()))
        }
        (Error::ExpectedFloat, Value::String) => {
            let number = decoded().filter(|content| content.parse::<f64>().is_ok_and(f64::is_finite))?;
            Some(("write numbers without quotes", number.into_owned()))
        }
        (Error::ExpectedBoolean, Value::Name | Value::String) => {
            let word = decoded().map_or_else(|| text.to_ascii_lowercase(), |content| content.to_ascii_lowercase());
            matches!(word.as_str(), "true" | "false").then_some(("write `true` or `false`", word))
        }
        (Error::ExpectedArray, Value::String | Value::Name) => {
            Some(("put it between `[` and `]`, even if it is alone", format!("[{text}]")))
        }
        _ => None,
    }
}

fn general_advice(error: &Error, node: &Node) -> Option<&'static str> {
    Some(match (error, &node.value) {
        (Error::ExpectedArray, _) => "lists stand between `[` and `]`",
        (Error::ExpectedNamedStructLike(_) | Error::ExpectedStructLike, Value::Map(_)) => {
            "records stand between `(` and `)`, and their field names without quotes"
        }
        (_, Value::Name | Value::None) => "leave the field out where the value is unknown",
        _ => return None,
    })
}

fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|c| c == '_' || c.is_alphabetic())
        && characters.all(|c| c == '_' || c.is_alphanumeric())
}

/// Every name that may stand here; and if the one found mixes in letters of another script, which.
fn allowed(what: &str, expected: &[&str], found: &str) -> String {
    let list: Vec<String> = expected.iter().map(|name| format!("`{name}`")).collect();
    let help = if list.is_empty() { format!("there are no {what}") } else { format!("{what}: {}", list.join(", ")) };
    if let Some(odd) = found.chars().find(|c| !c.is_ascii()).filter(|_| expected.iter().all(|name| name.is_ascii())) {
        let code = u32::from(odd);
        return format!("{help}; `{odd}` (U+{code:04X}) is not a letter of the English alphabet");
    }
    help
}

/// The candidate that `found` was probably meant to be: at most a third of it differs, whatever the case.
fn nearest<'a>(found: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let spelled = found.to_lowercase();
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(&spelled, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, candidate)| distance * 3 <= candidate.chars().count().max(3))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}
