//! The pieces of a text.

use super::lexer::{Lexer, Quotes};
use crate::source::Span;

/// A piece of text: the spans of all tokens, in order, cover the text exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// White space, or a character that only looks like it.
    Space,
    /// `// …` up to the end of the line.
    LineComment,
    /// `/* … */`, nested.
    BlockComment,
    /// `#![enable(…)]` and its kin.
    Attribute,
    /// An identifier, `r#raw` ones included.
    Name,
    /// A string, `r#"raw"#` ones included.
    String,
    /// A byte string.
    Bytes,
    /// A character in single quotes.
    Char,
    /// A number, a byte `b'x'` or a range of numbers.
    Number,
    /// An opening bracket.
    Open(Bracket),
    /// A closing bracket.
    Close(Bracket),
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `;`, which some write for `,`.
    Semicolon,
    /// `=`, `:=` or `=>`, which some write for `:`.
    Equals,
    /// Anything else.
    Unknown,
}

impl TokenKind {
    /// Whether the token carries no value: white space, comments and what is no RON at all.
    #[must_use]
    pub fn is_trivia(self) -> bool {
        matches!(self, Self::Space | Self::LineComment | Self::BlockComment | Self::Unknown)
    }

    /// Whether a value may begin here.
    #[must_use]
    pub fn begins_value(self) -> bool {
        matches!(self, Self::Name | Self::Open(_)) || self.is_literal()
    }

    /// Whether this is a value all by itself that no field name could be.
    #[must_use]
    pub fn is_literal(self) -> bool {
        matches!(self, Self::String | Self::Bytes | Self::Char | Self::Number)
    }
}

/// A kind of bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bracket {
    /// `( )`: records, tuples and variants.
    Round,
    /// `[ ]`: lists.
    Square,
    /// `{ }`: maps.
    Curly,
}

impl Bracket {
    /// The opening character.
    #[must_use]
    pub fn open(self) -> char {
        match self {
            Self::Round => '(',
            Self::Square => '[',
            Self::Curly => '{',
        }
    }

    /// The closing character.
    #[must_use]
    pub fn close(self) -> char {
        match self {
            Self::Round => ')',
            Self::Square => ']',
            Self::Curly => '}',
        }
    }
}

/// All tokens of a text, read to the letter. Joined, their texts give `text` back, whatever it holds.
///
/// After [`MAX_ERRORS`](super::MAX_ERRORS) broken tokens the rest of the text is one [`TokenKind::Unknown`].
pub fn tokens(text: &str) -> impl Iterator<Item = Token> {
    Lexer::new(text, 0, Quotes::Literal)
}

/// The first offset at or after `offset` that is neither white space nor comment.
pub(crate) fn skip_trivia(text: &str, offset: usize) -> usize {
    Lexer::new(text, offset, Quotes::Literal)
        .find(|token| !token.kind.is_trivia())
        .map_or(text.len(), |token| token.span.start)
}
