//! One way to write RON, so that a change of the data shows only what changed.
//!
//! The author decides what stands on one line: a bracket with a line break after it is opened, one entry a line, four
//! spaces further in, each entry with a comma; any other stands on one line, as long as that has at most [`MAX_WIDTH`]
//! characters. The last entry of a bracket may open where the bracket itself does not: `values: (of: 1, list: [`. Lists
//! of plain values of which several share a line are filled up to [`FILL_WIDTH`]. One blank line between entries is
//! kept. Names, values and comments stay byte for byte, and so does their order.

mod outline;
mod print;

use std::borrow::Cow;

use super::{SyntaxError, Token, TokenKind, parse, tokens};

/// The longest line that holds a whole bracket, in characters. What cannot be broken, such as a text, may be longer.
pub const MAX_WIDTH: usize = 200;

/// The longest line of a filled list, in characters.
pub const FILL_WIDTH: usize = 120;

const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Writes a text in the one way that all files are written: line ends are `\n`, the last line has one, and a byte order
/// mark is gone.
///
/// Formatting what this gives back changes nothing. Without white space, and without commas after the last entry of a
/// bracket, both texts have the same tokens. The order of fields and entries is the author's.
///
/// Takes time linear in the length of the text.
///
/// ```
/// use interlex::syntax::format;
///
/// let written = "Term( id:\"privacy\" , // the first\n layers: [Legal,Data,] )";
/// let formatted = format(written).expect("valid RON");
/// assert_eq!(formatted, "Term(\n    id: \"privacy\", // the first\n    layers: [Legal, Data],\n)\n");
/// ```
///
/// # Errors
/// If the text is not valid: what it means would be a guess.
pub fn format(text: &str) -> Result<String, Vec<SyntaxError>> {
    let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let errors = parse(body).errors;
    if !errors.is_empty() {
        // Places are those of the text as it was given.
        return Err(if body.len() == text.len() { errors } else { parse(text).errors });
    }
    let formatted = print::document(&outline::document(body));
    let faithful = same(body, &formatted);
    debug_assert!(faithful, "formatting {body:?} gave {formatted:?}");
    // Whatever mistake is left in here must not cost anybody data.
    Ok(if faithful { formatted } else { text.to_owned() })
}

/// Whether two texts have the same tokens and comments, white space and commas before closing brackets aside.
fn same(before: &str, after: &str) -> bool {
    essence(before).eq(essence(after)) && comments(before).eq(comments(after))
}

/// The tokens that carry meaning.
fn essence(text: &str) -> impl Iterator<Item = &str> {
    let mut tokens = tokens(text).filter(|token| !token.kind.is_trivia()).peekable();
    std::iter::from_fn(move || {
        let token = tokens.next()?;
        let closes = |next: &Token| matches!(next.kind, TokenKind::Close(_));
        let token = if token.kind == TokenKind::Comma { tokens.next_if(closes).unwrap_or(token) } else { token };
        Some(&text[token.span.range()])
    })
}

fn comments(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    tokens(text)
        .filter(|token| matches!(token.kind, TokenKind::LineComment | TokenKind::BlockComment))
        .map(|token| outline::comment_text(&text[token.span.range()]))
}
