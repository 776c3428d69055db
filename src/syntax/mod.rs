//! A small, lossless reading of RON: tokens, a tree with the place of every value, and every syntax error at once.
//!
//! `ron` decides what is valid; it stops at the first error and forgets where values stood. This layer knows nothing
//! of types. It finds places in a file, goes on after an error, and explains errors in the words of someone who
//! writes records by hand. What `ron` accepts parses here without errors, with one exception: controls that reorder
//! bidirectional text are refused everywhere, because what they show is not what is stored.
//!
//! ```
//! use interlex::syntax::{Step, parse};
//!
//! let parsed = parse(r#"Term(id: "privacy", layers: [Legal, Data])"#);
//! assert!(parsed.errors.is_empty());
//! let data = parsed.tree.locate(&[Step::Field("layers"), Step::Item(1)]).expect("a second layer");
//! assert_eq!(parsed.tree.text(data), "Data");
//! ```

mod brackets;
mod escape;
mod format;
mod lexer;
mod lookalike;
mod number;
mod parser;
mod quotes;
mod tokens;
mod tree;

use std::borrow::Cow;

use crate::source::Span;

pub use self::format::{FILL_WIDTH, MAX_WIDTH, format};
pub(crate) use self::lookalike::has_bidi_control;
pub use self::lookalike::is_bidi_control;
pub use self::tokens::{Bracket, Token, TokenKind, tokens};
pub use self::tree::{Duplicate, Field, Hop, Node, Role, Step, Tree, Value};

/// Deepest nesting of brackets that is read; what lies deeper is skipped with an error. `ron` gives up earlier.
pub const MAX_DEPTH: usize = 128;

/// Most errors reported for one text; reading stops there.
pub const MAX_ERRORS: usize = 100;

/// The most tokens and comments of one text that is read: a tree of it takes a hundred bytes for each.
pub const MAX_TOKENS: usize = 8_000_000;

/// What a text holds, as far as it could be read.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The values found. Where the text is broken the tree holds what could be made out.
    pub tree: Tree,
    /// What is wrong with the text, in the order found.
    pub errors: Vec<SyntaxError>,
}

/// One thing wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where; empty for something missing.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// How to put it right, in words.
    pub help: Option<String>,
    /// How to put it right, as an edit.
    pub fix: Option<Fix>,
    /// A second place that explains the first, and what to say there.
    pub related: Option<(Span, &'static str)>,
}

/// An edit of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What to replace; empty to insert.
    pub span: Span,
    /// What to put there; empty to delete.
    pub replacement: String,
    /// Whether it can only have been meant so.
    pub safe: bool,
}

impl SyntaxError {
    fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, fix: None, related: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into(), safe: false });
        self
    }

    /// A fix that can only have been meant.
    fn safe_fix(self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix(span, replacement).safe(true)
    }

    fn safe(mut self, safe: bool) -> Self {
        if let Some(fix) = &mut self.fix {
            fix.safe = safe;
        }
        self
    }

    fn related(mut self, span: Span, text: &'static str) -> Self {
        self.related = Some((span, text));
        self
    }
}

/// Text short enough to quote in a message.
pub(crate) fn clip(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// Reads a whole text. Never fails: what is wrong is in [`Parsed::errors`].
///
/// A text is first read to the letter. If that fails it is read again, guessing where a forgotten quote was meant to
/// stand, since one such quote turns everything after it inside out; the reading with fewer errors counts.
///
/// Takes time linear in the length of the text. Of one with more than [`MAX_TOKENS`] there is nothing but that error.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    if let Some(error) = excess(text) {
        return Parsed { tree: Tree::new(text, None), errors: vec![error] };
    }
    let literal = parser::parse(text, lexer::Quotes::Literal);
    if literal.errors.is_empty() {
        return literal;
    }
    let guessed = parser::parse(text, lexer::Quotes::Guess);
    if guessed.errors.len() <= literal.errors.len() { guessed } else { literal }
}

/// That a text has more than [`MAX_TOKENS`].
pub(crate) fn excess(text: &str) -> Option<SyntaxError> {
    // No token is empty, so a shorter text need not be looked at.
    if text.len() <= MAX_TOKENS {
        return None;
    }
    let token = tokens(text).filter(|token| token.kind != TokenKind::Space).nth(MAX_TOKENS)?;
    let message = format!("more than {MAX_TOKENS} names, values and signs are not read");
    Some(SyntaxError::new(Span::empty(token.span.start), message).help("split the file into several"))
}
