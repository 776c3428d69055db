//! What string literals mean.

use std::borrow::Cow;

/// An escape sequence that `ron` refuses.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BadEscape {
    /// Offset of the backslash in the literal.
    pub at: usize,
    /// Length in bytes of what is wrong, the backslash included.
    pub len: usize,
    /// How to put it right.
    pub advice: &'static str,
}

/// The text that a string literal, quotes included, stands for.
pub(super) fn unescape(literal: &str) -> Result<Cow<'_, str>, BadEscape> {
    if let Some(raw) = literal.strip_prefix('r') {
        let body = raw.trim_start_matches('#');
        let hashes = raw.len() - body.len();
        let end = body.len().saturating_sub(hashes + 1).max(1);
        return Ok(Cow::Borrowed(body.get(1..end).unwrap_or_default()));
    }
    let body = literal.strip_prefix('"').unwrap_or(literal);
    let body = body.strip_suffix('"').unwrap_or(body);
    if !body.contains('\\') {
        return Ok(Cow::Borrowed(body));
    }
    let start = literal.len() - literal.strip_prefix('"').unwrap_or(literal).len();
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(backslash) = rest.find('\\') {
        text.push_str(&rest[..backslash]);
        rest = &rest[backslash..];
        let (character, len) =
            sequence(rest).map_err(|(len, advice)| BadEscape { at: start + body.len() - rest.len(), len, advice })?;
        text.extend(character);
        rest = &rest[len..];
    }
    text.push_str(rest);
    Ok(Cow::Owned(text))
}

/// Reads one escape sequence at the start of `text`: what it stands for, and its length. A line continuation stands
/// for nothing. If it is wrong: how much of it is, and how to put it right.
fn sequence(text: &str) -> Result<(Option<char>, usize), (usize, &'static str)> {
    let after = &text[1..];
    let Some(kind) = after.chars().next() else {
        return Err((1, "for a backslash itself write `\\\\`"));
    };
    let plain = |character| Ok((Some(character), 2));
    match kind {
        '\'' | '"' | '\\' => plain(kind),
        'n' => plain('\n'),
        'r' => plain('\r'),
        't' => plain('\t'),
        '0' => plain('\0'),
        'x' => hexadecimal(text),
        'u' => unicode(text),
        '\n' | '\r' if after.starts_with('\n') || after.starts_with("\r\n") => {
            let next = after.trim_start_matches([' ', '\t', '\n', '\r']);
            Ok((None, text.len() - next.len()))
        }
        other => Err((1 + other.len_utf8(), "for a backslash itself write `\\\\`")),
    }
}

/// `\x41`, or several that together encode one character in UTF-8.
fn hexadecimal(text: &str) -> Result<(Option<char>, usize), (usize, &'static str)> {
    let mut bytes = Vec::with_capacity(4);
    while bytes.len() < 4 {
        let at = bytes.len() * 4;
        let digits = text.get(at..).and_then(|rest| rest.strip_prefix("\\x")).and_then(|rest| rest.get(..2));
        let Some(byte) = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit())) else {
            return Err((at.max(2), "`\\x` takes two hexadecimal digits, and all bytes of a character in turn"));
        };
        bytes.push(u8::from_str_radix(byte, 16).unwrap_or_default());
        if let Some(character) = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next()) {
            return Ok((Some(character), bytes.len() * 4));
        }
    }
    Err((16, "the bytes must be one character in UTF-8"))
}

/// `\u{1F600}`
fn unicode(text: &str) -> Result<(Option<char>, usize), (usize, &'static str)> {
    let digits = text.strip_prefix("\\u{").and_then(|rest| rest.split_once('}')).map(|(digits, _)| digits);
    let Some(digits) = digits.filter(|digits| (1..=6).contains(&digits.len())) else {
        return Err((2, "write `\\u{…}` with one to six hexadecimal digits"));
    };
    // `from_str_radix` would take a sign.
    let code = Some(digits).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let character = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
    match character {
        Some(character) => Ok((Some(character), digits.len() + 4)),
        None => Err((digits.len() + 4, "write the number of a Unicode character, in hexadecimal")),
    }
}
