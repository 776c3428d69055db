//! Text to tokens.

use unicode_ident::{is_xid_continue, is_xid_start};

use super::lookalike::{self, Lookalike, is_bidi_control};
use super::tokens::{Bracket, Token, TokenKind};
use super::{Fix, MAX_ERRORS, SyntaxError, clip, escape, number, quotes};
use crate::source::Span;

/// How to read a string that may lack its closing quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Up to the next quote, wherever it is.
    Literal,
    /// Up to where a quote was probably meant to stand; see [`quotes::guess_end`].
    Guess,
}

/// An iterator over the tokens of a text that notes what is wrong with them.
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    quotes: Quotes,
    check_bidi: bool,
    /// What was wrong so far.
    pub errors: Vec<SyntaxError>,
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let start = self.at;
        let first = *self.text.as_bytes().get(start)?;
        if self.errors.len() >= MAX_ERRORS {
            self.at = self.text.len();
            return Some(Token { kind: TokenKind::Unknown, span: Span::new(start, self.at) });
        }
        let kind = match first {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => self.take(TokenKind::Space, is_space),
            b'(' => self.single(TokenKind::Open(Bracket::Round)),
            b')' => self.single(TokenKind::Close(Bracket::Round)),
            b'[' => self.single(TokenKind::Open(Bracket::Square)),
            b']' => self.single(TokenKind::Close(Bracket::Square)),
            b'{' => self.single(TokenKind::Open(Bracket::Curly)),
            b'}' => self.single(TokenKind::Close(Bracket::Curly)),
            b',' => self.single(TokenKind::Comma),
            b':' | b'=' => self.separator(),
            b';' => self.single(TokenKind::Semicolon),
            b'"' => self.string(),
            b'\'' => self.character(),
            b'/' => self.comment(),
            b'#' => self.attribute(),
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            _ => self.name_or_other(),
        };
        let token = Token { kind, span: Span::new(start, self.at) };
        if self.check_bidi {
            self.report_bidi(token);
        }
        Some(token)
    }
}

impl<'t> Lexer<'t> {
    /// Tokens of `text` from `offset` on.
    pub(super) fn new(text: &'t str, offset: usize, quotes: Quotes) -> Self {
        Self { text, at: offset, quotes, check_bidi: false, errors: Vec::new() }
    }

    /// Also reports controls that reorder text, wherever they stand.
    pub(super) fn check_bidi(self) -> Self {
        Self { check_bidi: lookalike::has_bidi_control(self.text), ..self }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn single(&mut self, kind: TokenKind) -> TokenKind {
        self.at += 1;
        kind
    }

    /// Takes every character from here on that `belongs`.
    fn take(&mut self, kind: TokenKind, belongs: fn(char) -> bool) -> TokenKind {
        let rest = self.rest();
        self.at += rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        kind
    }

    fn error(&mut self, error: SyntaxError) {
        self.errors.push(error);
    }

    fn separator(&mut self) -> TokenKind {
        let rest = self.rest();
        let other = ["=>", ":=", "="].into_iter().find(|other| rest.starts_with(other));
        self.at += other.map_or(1, str::len);
        if other.is_some() { TokenKind::Equals } else { TokenKind::Colon }
    }

    fn comment(&mut self) -> TokenKind {
        let start = self.at;
        let rest = self.rest();
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
            return TokenKind::LineComment;
        }
        if !rest.starts_with("/*") {
            self.at += 1;
            let span = Span::new(start, self.at);
            self.error(SyntaxError::new(span, "a single `/` means nothing").help("comments begin with `//`"));
            return TokenKind::Unknown;
        }
        if let Some(len) = block_comment(rest) {
            self.at += len;
            return TokenKind::BlockComment;
        }
        let line_end = rest.find('\n').unwrap_or(rest.len());
        let end = if self.quotes == Quotes::Guess { line_end } else { rest.len() };
        self.at += end;
        self.error(
            SyntaxError::new(Span::new(start, start + 2), "this comment is never closed")
                .help("close it with `*/`; comments nest, so each `/*` needs its own")
                .fix(Span::empty(start + rest[..line_end].trim_end().len()), " */"),
        );
        TokenKind::BlockComment
    }

    /// `#![enable(…)]`, `#![type = "…"]`, `#![schema = "…"]`: taken whole, `ron` checks what is in it.
    fn attribute(&mut self) -> TokenKind {
        let rest = self.rest();
        let inside_quotes = |end: usize| rest[..end].matches('"').count() % 2 == 1;
        let line_end = rest.find('\n').unwrap_or(rest.len());
        let end = rest[1..].trim_start().starts_with('!').then(|| rest.find(']')).flatten();
        match end {
            Some(end) if !inside_quotes(end) => self.at += end + 1,
            Some(end) if end < line_end => self.at += rest[..line_end].rfind(']').unwrap_or(end) + 1,
            _ => {
                let span = Span::new(self.at, self.at + 1);
                self.at += 1;
                self.error(SyntaxError::new(span, "stray `#`").help("comments begin with `//`"));
                return TokenKind::Unknown;
            }
        }
        TokenKind::Attribute
    }

    fn string(&mut self) -> TokenKind {
        let start = self.at;
        let rest = self.rest();
        let closed = quotes::closing_quote(rest, 1);
        if self.quotes == Quotes::Guess
            && let Some(guess) = quotes::guess_end(rest, closed)
        {
            self.at += guess.len;
            self.error(guess.error(start));
            return TokenKind::String;
        }
        if let Some(close) = closed {
            self.at += close + 1;
            self.check_escapes(start);
        } else {
            self.at = self.text.len();
            self.error(quotes::unterminated(rest, start));
        }
        TokenKind::String
    }

    fn check_escapes(&mut self, start: usize) {
        if let Err(bad) = escape::unescape(&self.text[start..self.at]) {
            let at = start + bad.at;
            let span = Span::new(at, (at + bad.len).min(self.at));
            let shown = &self.text[span.range()];
            let error = SyntaxError::new(span, format!("`{}` is no escape sequence", printable(shown)))
                .help(bad.advice)
                .fix(Span::empty(at), "\\");
            self.error(error);
        }
    }

    /// `r"…"`, `r#"…"#`, and with a `b` before them the same as bytes.
    fn raw_string(&mut self, prefix: usize, kind: TokenKind) -> TokenKind {
        let start = self.at;
        let body = &self.rest()[prefix..];
        let hashes = body.len() - body.trim_start_matches('#').len();
        let ending = format!("\"{}", &body[..hashes]);
        let Some(content) = body[hashes..].strip_prefix('"') else {
            self.at += prefix + hashes;
            self.error(SyntaxError::new(Span::new(start, self.at), "a raw string needs a `\"` after its `#`"));
            return TokenKind::Unknown;
        };
        if let Some(end) = content.find(&ending) {
            self.at += prefix + hashes + 1 + end + ending.len();
            return kind;
        }
        let line_end = content.find('\n').unwrap_or(content.len());
        self.at += prefix + hashes + 1 + if self.quotes == Quotes::Guess { line_end } else { content.len() };
        let span = Span::new(start, start + prefix + hashes + 1);
        self.error(
            SyntaxError::new(span, "this raw string is never closed")
                .help(format!("it ends at `{ending}`, with as many `#` as it began with")),
        );
        kind
    }

    /// `b"…"`
    fn byte_string(&mut self) -> TokenKind {
        let start = self.at;
        let rest = self.rest();
        if let Some(close) = quotes::closing_quote(rest, 2) {
            self.at += close + 1;
        } else {
            self.at = self.text.len();
            self.error(SyntaxError::new(Span::new(start, start + 2), "this byte string is never closed"));
        }
        TokenKind::Bytes
    }

    /// A character, or a string in the wrong quotes.
    fn character(&mut self) -> TokenKind {
        let start = self.at;
        let rest = self.rest();
        if let Some(len) = character_literal(rest) {
            self.at += len;
            return TokenKind::Char;
        }
        self.wrong_quotes(start, "string in single quotes")
    }

    /// A string that opens with a quotation mark that is none in RON.
    fn wrong_quotes(&mut self, start: usize, what: &str) -> TokenKind {
        let rest = self.rest();
        let opening = rest.chars().next().map_or(1, char::len_utf8);
        let Some(literal) = quotes::wrongly_quoted(rest) else {
            self.at += opening;
            let span = Span::new(start, self.at);
            self.error(SyntaxError::new(span, format!("stray quotation mark `{}`", &rest[..opening])));
            return TokenKind::Unknown;
        };
        self.at += literal.len;
        let span = Span::new(start, self.at);
        self.error(
            SyntaxError::new(span, what.to_owned())
                .help("strings stand between straight double quotes: `\"`")
                .fix(span, literal.corrected)
                .safe(literal.certain),
        );
        TokenKind::String
    }

    fn number(&mut self) -> TokenKind {
        let start = self.at;
        let len = number::length(self.rest());
        self.at += len.max(1);
        let span = Span::new(start, self.at);
        let text = &self.text[span.range()];
        if len == 0 {
            self.error(SyntaxError::new(span, format!("stray `{text}`")));
            return TokenKind::Unknown;
        }
        if !number::is_valid(text) {
            let error = SyntaxError::new(span, format!("`{}` is no number", clip(text)));
            let date = text.starts_with(|c: char| c.is_ascii_digit())
                && text.contains('-')
                && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            let error = error.help("dates, versions and other texts stand in quotes");
            self.error(error.fix(span, format!("\"{text}\"")).safe(date));
        }
        TokenKind::Number
    }

    fn name_or_other(&mut self) -> TokenKind {
        let rest = self.rest();
        if rest.starts_with("r\"") || rest.starts_with("r#\"") || rest.starts_with("r##") {
            return self.raw_string(1, TokenKind::String);
        }
        if rest.starts_with("br\"") || rest.starts_with("br#") {
            return self.raw_string(2, TokenKind::Bytes);
        }
        if rest.starts_with("b\"") {
            return self.byte_string();
        }
        if let Some(len) = rest.strip_prefix('b').and_then(character_literal) {
            self.at += 1 + len;
            return TokenKind::Number;
        }
        if let Some(raw) = rest.strip_prefix("r#") {
            let len = raw.find(|c| !is_raw_name(c)).unwrap_or(raw.len());
            if len > 0 {
                self.at += 2 + len;
                return TokenKind::Name;
            }
        }
        match rest.chars().next() {
            Some(c) if c == '_' || is_xid_start(c) => self.name(),
            Some(c) => self.other(c),
            None => TokenKind::Unknown,
        }
    }

    fn name(&mut self) -> TokenKind {
        let start = self.at;
        self.take(TokenKind::Name, is_xid_continue);
        let plain = self.at;
        // `inf..5` is a range, so two full stops do not belong to a name.
        if self.rest().starts_with(['-', '+', '.']) && !self.rest().starts_with("..") {
            self.take(TokenKind::Name, is_raw_name);
            let end = start + self.text[start..self.at].trim_end_matches(['-', '+', '.']).len();
            self.at = end.max(plain);
            if self.at == plain {
                return TokenKind::Name;
            }
            let span = Span::new(start, self.at);
            let name = &self.text[span.range()];
            let error =
                SyntaxError::new(span, format!("`{}` is no name: names hold letters, digits and `_`", clip(name)));
            let error = if self.rest().trim_start().starts_with(':') {
                let replacement = name.replace(['-', '+', '.'], "_");
                error.help("fields are named with `_`").safe_fix(span, replacement)
            } else {
                error.help("an id is a text and stands in quotes").safe_fix(span, format!("\"{name}\""))
            };
            self.error(error);
        }
        TokenKind::Name
    }

    /// What begins no token of RON, or only looks as if it did.
    fn other(&mut self, first: char) -> TokenKind {
        let start = self.at;
        match lookalike::of(first) {
            Some((Lookalike::Quote, name)) => self.wrong_quotes(start, &format!("string between {name}s")),
            Some((Lookalike::Space(replacement), name)) => {
                let run = self.rest().len() - self.rest().trim_start_matches(first).len();
                self.at += run;
                let span = Span::new(start, self.at);
                self.error(character_error(span, first, name, replacement));
                TokenKind::Space
            }
            Some((Lookalike::Punctuation(meant), name)) => {
                self.at += first.len_utf8();
                let span = Span::new(start, self.at);
                self.error(character_error(span, first, name, meant.encode_utf8(&mut [0; 4])));
                Lexer::new(meant.encode_utf8(&mut [0; 4]), 0, Quotes::Literal)
                    .next()
                    .map_or(TokenKind::Unknown, |token| token.kind)
            }
            Some((Lookalike::Bidi, _)) => self.take(TokenKind::Unknown, is_bidi_control),
            None if is_space(first) => self.take(TokenKind::Space, is_space),
            None => {
                self.take(TokenKind::Unknown, is_stray);
                let span = Span::new(start, self.at.max(start + first.len_utf8()));
                self.at = span.end;
                let shown = printable(&self.text[span.range()]);
                let error = SyntaxError::new(span, format!("`{shown}` does not belong here"));
                self.error(error.help("delete it").fix(span, ""));
                TokenKind::Unknown
            }
        }
    }

    fn report_bidi(&mut self, token: Token) {
        let text = &self.text[token.span.range()];
        let visible = token.kind == TokenKind::String && text.starts_with('"');
        for (at, control) in text.char_indices().filter(|&(_, c)| is_bidi_control(c)).take(MAX_ERRORS) {
            let at = token.span.start + at;
            self.error(bidi_error(Span::new(at, at + control.len_utf8()), control, visible));
        }
    }
}

/// The error about a control that reorders text, in a literal that knows escapes or elsewhere.
fn bidi_error(span: Span, control: char, in_literal: bool) -> SyntaxError {
    let code = u32::from(control);
    let message = format!("hidden control character U+{code:04X} changes the order in which this text is shown");
    let error = SyntaxError::new(span, message);
    if in_literal {
        let escaped = format!("\\u{{{code:X}}}");
        error.help(format!("if the text needs it, write `{escaped}`, which can be seen")).fix(span, escaped)
    } else {
        error.help("delete it").fix(span, "")
    }
}

/// The error about a character that stands in for `replacement`.
fn character_error(span: Span, c: char, name: &str, replacement: &str) -> SyntaxError {
    let code = u32::from(c);
    let (message, help) = match replacement {
        "" if span.start == 0 => {
            (format!("the file begins with a {name} (U+{code:04X})"), "save it as UTF-8 without one")
        }
        "" => (format!("{name} (U+{code:04X}) between the words"), "delete it; it cannot be seen"),
        " " => {
            (format!("{name} (U+{code:04X}) where an ordinary space is needed"), "replace it with an ordinary space")
        }
        meant => {
            (format!("`{c}` (U+{code:04X}) is a {name}, not `{meant}`"), "type it with an English keyboard layout")
        }
    };
    let replacement = if replacement == " " { " ".repeat(span.len() / c.len_utf8()) } else { replacement.to_owned() };
    SyntaxError {
        help: Some(help.to_owned()),
        fix: Some(Fix { span, replacement, safe: true }),
        ..SyntaxError::new(span, message)
    }
}

/// White space as `ron` has it.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r' | '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')
}

fn is_raw_name(c: char) -> bool {
    matches!(c, '.' | '+' | '-') || is_xid_continue(c)
}

/// Whether `c` can begin nothing at all, so that a run of such characters is one mistake.
fn is_stray(c: char) -> bool {
    !(is_space(c) || is_xid_continue(c) || lookalike::of(c).is_some() || "()[]{},:;=\"'/#+-.".contains(c))
}

/// Shows control characters by their code.
fn printable(text: &str) -> String {
    clip(text).chars().flat_map(|c| if c.is_control() { c.escape_unicode().collect() } else { vec![c] }).collect()
}

/// Length of the nested block comment at the start of `text`, if it is closed.
fn block_comment(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => (at, depth) = (at + 2, depth + 1),
            b"*/" => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Length of the character literal at the start of `text`, if there is one.
fn character_literal(text: &str) -> Option<usize> {
    let body = text.strip_prefix('\'')?;
    let first = body.chars().next()?;
    let len = if first == '\\' {
        let after = body[1..].chars().next()?;
        let from = 1 + after.len_utf8();
        // The longest escape is `\u{10FFFF}`.
        from + body[from..].char_indices().take(9).find(|&(_, c)| c == '\'')?.0
    } else {
        first.len_utf8()
    };
    body[len..].starts_with('\'').then_some(len + 2)
}
