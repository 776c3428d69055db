//! Text in XML 1.0.

use std::borrow::Cow;

/// A text as the content of an element.
pub(super) fn content(text: &str) -> Cow<'_, str> {
    escaped(text, |c| matches!(c, '&' | '<' | '>' | '\r'))
}

/// A text as the value of an attribute in double quotes. Line breaks and tabs are written as references: parsers turn
/// the characters themselves into spaces.
pub(super) fn attribute(text: &str) -> Cow<'_, str> {
    escaped(text, |c| matches!(c, '&' | '<' | '>' | '"' | '\r' | '\n' | '\t'))
}

/// What XML forbids even as a reference is replaced by U+FFFD, the replacement character.
fn escaped(text: &str, special: fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(|c| special(c) || forbidden(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            _ if forbidden(c) => out.push('\u{FFFD}'),
            _ if !special(c) => out.push(c),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push_str(&format!("&#{};", u32::from(c))),
        }
    }
    Cow::Owned(out)
}

/// Whether XML 1.0 has no way to write a character.
pub(super) fn forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}
