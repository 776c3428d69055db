//! Where strings end, and where they were probably meant to end.

use super::lookalike::is_quote;
use super::{Fix, SyntaxError};
use crate::source::Span;

/// A string whose quotes are not what they should be.
pub(super) struct Guess {
    /// Length of the literal as it stands.
    pub len: usize,
    message: &'static str,
    help: &'static str,
    /// Relative to the literal.
    mark: Span,
    /// Relative to the literal.
    fix: Fix,
}

impl Guess {
    /// The error to report for a literal that begins at `start`.
    pub(super) fn error(self, start: usize) -> SyntaxError {
        let absolute = |span: Span| Span::new(start + span.start, start + span.end);
        SyntaxError::new(absolute(self.mark), self.message)
            .help(self.help)
            .fix(absolute(self.fix.span), self.fix.replacement)
    }
}

/// A string between quotation marks of the wrong kind.
pub(super) struct WronglyQuoted {
    /// Length as it stands, marks included.
    pub len: usize,
    /// The literal as it should be.
    pub corrected: String,
    /// Whether nothing in it could be a quotation mark too.
    pub certain: bool,
}

/// Offset of the quote that closes the string at the start of `text`, whose content begins at `from`.
pub(super) fn closing_quote(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += text.get(at..)?.find(['"', '\\'])?;
        if text[at..].starts_with('"') {
            return Some(at);
        }
        at += 1 + text[at + 1..].chars().next()?.len_utf8();
    }
}

/// The error about a string that begins at `start` and is never closed.
pub(super) fn unterminated(text: &str, start: usize) -> SyntaxError {
    missing_quote(text).error(start)
}

/// Decides whether the string at the start of `text`, which `closed` says where to end, was meant to end elsewhere.
///
/// After a string comes a comma, a bracket, a colon, a comment or the end of the line. Where something else follows,
/// one of three things happened: it was closed with a typographic quote, it holds quotes that are not escaped, or its
/// closing quote is missing and the quote found opens the next string.
pub(super) fn guess_end(text: &str, closed: Option<usize>) -> Option<Guess> {
    let Some(close) = closed else {
        return Some(missing_quote(text));
    };
    if may_follow(&text[close + 1..]) {
        return None;
    }
    let newline = text[..close].find('\n');
    let typographic = text[1..newline.unwrap_or(close)]
        .char_indices()
        .map(|(at, c)| (1 + at, 1 + at + c.len_utf8(), c))
        .find(|&(_, end, c)| c != '\'' && is_quote(c) && may_follow(&text[end..]));
    if let Some((at, end, _)) = typographic {
        let mark = Span::new(at, end);
        return Some(Guess {
            len: end,
            message: "string closed with a typographic quotation mark",
            help: "close it with a straight `\"`",
            mark,
            fix: Fix { span: mark, replacement: "\"".to_owned(), safe: false },
        });
    }
    if newline.is_some() {
        return Some(missing_quote(text));
    }
    let glued = text[close + 1..].starts_with(char::is_alphanumeric);
    if glued { unescaped_quotes(text, close) } else { None }
}

/// Reads the string at the start of `text` that opens with some quotation mark other than `"`, on one line.
pub(super) fn wrongly_quoted(text: &str) -> Option<WronglyQuoted> {
    let open = text.chars().next()?.len_utf8();
    let line = &text[..text.find('\n').unwrap_or(text.len())];
    let (at, close) = line
        .char_indices()
        .skip(1)
        .find(|&(at, c)| (c == '"' || is_quote(c)) && may_follow(&line[at + c.len_utf8()..]))?;
    let inside = &line[open..at];
    let certain = !inside.contains(|c| matches!(c, '"' | '\'' | '\\') || is_quote(c));
    let content = inside.replace('\\', "\\\\").replace('"', "\\\"");
    Some(WronglyQuoted { len: at + close.len_utf8(), corrected: format!("\"{content}\""), certain })
}

/// A string without closing quote: it ends with its line, before the punctuation that follows a value.
fn missing_quote(text: &str) -> Guess {
    let line = &text[1..text.find('\n').unwrap_or(text.len())];
    let mut content = line.trim_end();
    // More than a few brackets rarely close on one line; the bound keeps the effort linear.
    for _ in 0..8 {
        let surplus = |open, close| content.matches(close).count() > content.matches(open).count();
        let punctuation = match content.chars().next_back() {
            Some(',') => true,
            Some(')') => surplus('(', ')'),
            Some(']') => surplus('[', ']'),
            Some('}') => surplus('{', '}'),
            _ => false,
        };
        if !punctuation {
            break;
        }
        content = content[..content.len() - 1].trim_end();
    }
    let len = 1 + content.len();
    Guess {
        len,
        message: "this string is never closed",
        help: "close it with `\"`",
        mark: Span::new(0, len),
        fix: Fix { span: Span::empty(len), replacement: "\"".to_owned(), safe: false },
    }
}

/// Quotes inside a string on one line: the string ends at the first quote that something sensible follows.
fn unescaped_quotes(text: &str, close: usize) -> Option<Guess> {
    let from = close + 1;
    let end = text[from..]
        .match_indices(['"', '\n'])
        .take(32)
        .take_while(|&(_, found)| found == "\"")
        .map(|(at, _)| from + at)
        .find(|&at| may_follow(&text[at + 1..]))?;
    let mut corrected = String::with_capacity(end + 4);
    let mut before = '\0';
    for c in text[1..end].chars() {
        if c == '"' && before != '\\' {
            corrected.push('\\');
        }
        corrected.push(c);
        before = c;
    }
    let span = Span::new(0, end + 1);
    Some(Guess {
        len: span.end,
        message: "quotes inside a string",
        help: "write each of them as `\\\"`",
        mark: span,
        fix: Fix { span, replacement: format!("\"{corrected}\""), safe: false },
    })
}

/// Whether `text` can follow a value.
fn may_follow(text: &str) -> bool {
    let rest = text.trim_start_matches([' ', '\t', '\r']);
    rest.is_empty()
        || rest.starts_with([',', ')', ']', '}', ':', '\n', ';', '，', '）'])
        || rest.starts_with("//")
        || rest.starts_with("/*")
}
