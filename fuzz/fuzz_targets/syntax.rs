//! RON, read without loss and written in one way.
//!
//! Tokens give any text back; what `ron` accepts, we accept; what is formatted keeps every token and every comment, means
//! the same, and is not changed by formatting it again.
#![no_main]

use std::borrow::Cow;

use interlex::syntax::{self, Token, TokenKind, format, tokens};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let joined: String = tokens(text).map(|token| &text[token.span.range()]).collect();
    assert_eq!(joined, text, "tokens give the text back");
    let parsed = syntax::parse(text);
    for error in &parsed.errors {
        assert!(text.get(error.span.range()).is_some(), "an error has a place");
        assert!(error.fix.as_ref().is_none_or(|fix| text.get(fix.span.range()).is_some()), "a fix has a place");
    }
    let Ok(once) = format(text) else {
        assert!(!parsed.errors.is_empty(), "what is not formatted is told");
        return;
    };
    assert!(essence(&once).eq(essence(text)), "the same tokens: {once:?}");
    assert!(comments(&once).eq(comments(text)), "the same comments: {once:?}");
    assert_eq!(format(&once).as_deref(), Ok(once.as_str()), "formatting twice is formatting once");
});

/// Tokens that carry meaning, without commas before closing brackets.
fn essence(text: &str) -> impl Iterator<Item = &str> {
    let mut all = tokens(text).filter(|token| !token.kind.is_trivia()).peekable();
    std::iter::from_fn(move || {
        let token = all.next()?;
        let closes = |next: &Token| matches!(next.kind, TokenKind::Close(_));
        let token = if token.kind == TokenKind::Comma { all.next_if(closes).unwrap_or(token) } else { token };
        Some(text[token.span.range()].trim_start_matches('\u{FEFF}'))
    })
    .filter(|token| !token.is_empty())
}

fn comments(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    tokens(text)
        .filter(|token| matches!(token.kind, TokenKind::LineComment | TokenKind::BlockComment))
        .map(|token| Cow::Owned(text[token.span.range()].trim_end().replace("\r\n", "\n")))
}
