//! A row more in a table: everything that stands in the file stays as it is.

use interlex::source::Span;
use interlex::syntax::{self, Node, Step, TokenKind, Value};

/// Inserts a row into a list of records: where the alphabet puts its id if the list keeps to it, else at the end.
/// Returns the new text and where the row stands in it. `row` has no indentation and no comma at its end.
///
/// # Errors
/// If the text is no list without mistakes.
pub fn insert_row(text: &str, id: &str, row: &str) -> Result<(String, Span), String> {
    let parsed = syntax::parse(text);
    let root = parsed.tree.root().filter(|_| parsed.errors.is_empty());
    let Some(Node { value: Value::List(items), span: list }) = root else {
        return Err("it is no list of records, or has mistakes".to_owned());
    };
    let ids: Vec<String> = (0..items.len())
        .filter_map(|at| parsed.tree.find(&[Step::Item(at), Step::Field("id")]))
        .filter_map(|node| Some(parsed.tree.string_value(node.span)?.into_owned()))
        .collect();
    let sorted = ids.len() == items.len() && ids.is_sorted();
    let before = if sorted { ids.partition_point(|known| known.as_str() < id) } else { items.len() };

    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let rows = row.lines().map(|line| if line.is_empty() { String::new() } else { format!("    {line}") });
    let rows = rows.collect::<Vec<_>>().join(end);
    let mut new = String::with_capacity(text.len() + rows.len() + 8);
    let (at, comma) = match before.checked_sub(1).map(|at| items[at].span) {
        None => (after_line(text, list.start + 1), None),
        Some(last) => {
            let with = parsed.tree.with_comma(last);
            let comma = (with.end == last.end).then_some(last.end);
            (after_line(text, with.end), comma)
        }
    };
    match comma {
        Some(comma) => {
            new.push_str(&text[..comma]);
            new.push(',');
            new.push_str(&text[comma..at]);
        }
        None => new.push_str(&text[..at]),
    }
    if !new.ends_with('\n') {
        new.push_str(end);
    }
    let start = new.len();
    new.push_str(&rows);
    new.push(',');
    let span = Span::new(start, new.len());
    new.push_str(end);
    new.push_str(&text[at..]);
    Ok((new, span))
}

/// The start of the line after `offset` if only a comment follows on this one, else `offset` itself.
fn after_line(text: &str, offset: usize) -> usize {
    let rest = &text[offset..];
    let mut at = offset;
    for token in syntax::tokens(rest) {
        let piece = &rest[token.span.range()];
        match token.kind {
            TokenKind::Space => match piece.find('\n') {
                Some(newline) => return offset + token.span.start + newline + 1,
                None => at = offset + token.span.end,
            },
            TokenKind::LineComment | TokenKind::BlockComment => at = offset + token.span.end,
            _ => return offset,
        }
    }
    at
}
