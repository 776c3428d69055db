//! Tokens to entries in brackets, each with its comments.

use std::borrow::Cow;

use crate::syntax::{Bracket, TokenKind, tokens};

/// A comment and how it stood.
#[derive(Clone)]
pub(super) struct Comment<'t> {
    /// The text, without white space at its end; line ends are `\n`.
    pub text: Cow<'t, str>,
    /// Whether it reaches to the end of its line.
    pub line: bool,
    /// Whether an empty line stood before it.
    pub blank_before: bool,
    /// Whether the line ended after it.
    pub ends_line: bool,
}

impl Comment<'_> {
    /// Whether it can stand among other things on one line.
    pub fn is_inline(&self) -> bool {
        !self.line && !self.text.contains('\n')
    }
}

/// A piece of an entry.
pub(super) enum Part<'t> {
    Token(&'t str, TokenKind),
    Group(Group<'t>),
    Comment(Comment<'t>),
}

/// What stands between two commas.
pub(super) struct Entry<'t> {
    /// Comments before it.
    pub leading: Vec<Comment<'t>>,
    /// Whether an empty line stood right before it.
    pub blank_before: bool,
    /// Whether it began a line.
    pub begins_line: bool,
    /// Its tokens, brackets and the comments between them.
    pub parts: Vec<Part<'t>>,
    /// Comments between it and its comma.
    pub inner: Vec<Comment<'t>>,
    /// Whether a comma stood after it.
    pub comma: bool,
    /// Comments after its comma, on the same line.
    pub trailing: Vec<Comment<'t>>,
}

/// A pair of brackets.
pub(super) struct Group<'t> {
    pub bracket: Bracket,
    /// Comments on the line of the opening bracket, with the first entry below.
    pub opener: Vec<Comment<'t>>,
    /// Whether the author ended the line after the opening bracket.
    pub opened: bool,
    pub entries: Vec<Entry<'t>>,
    /// Comments after the last entry.
    pub dangling: Vec<Comment<'t>>,
    /// How many characters it takes on one line; `None` if it cannot stand there, or its author opened it.
    pub flat: Option<usize>,
}

impl Entry<'_> {
    /// Whether it is a value of one token without any comment.
    pub fn is_plain(&self) -> bool {
        let bare = self.leading.is_empty() && self.inner.is_empty() && self.trailing.is_empty();
        bare && matches!(self.parts[..], [Part::Token(..)])
    }

    /// How many characters its tokens take on one line, comments around them aside.
    pub fn flat(&self) -> Option<usize> {
        flat_parts(&self.parts)
    }
}

/// How many characters some pieces of an entry take on one line; `None` if they cannot stand there.
pub(super) fn flat_parts(parts: &[Part<'_>]) -> Option<usize> {
    let mut width = 0;
    let mut before = None;
    for part in parts {
        width += usize::from(is_spaced(before, part));
        width += match part {
            Part::Token(text, _) => text.chars().count(),
            Part::Group(group) => group.flat?,
            Part::Comment(comment) => Some(comment.text.chars().count()).filter(|_| comment.is_inline())?,
        };
        before = Some(part);
    }
    Some(width)
}

/// Whether a space stands between two pieces of an entry.
pub(super) fn is_spaced(before: Option<&Part<'_>>, part: &Part<'_>) -> bool {
    match (before, part) {
        (None, _) | (_, Part::Token(_, TokenKind::Colon)) => false,
        (Some(Part::Token(_, TokenKind::Name)), Part::Group(group)) => group.bracket != Bracket::Round,
        _ => true,
    }
}

impl Group<'_> {
    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.opener.is_empty() && self.dangling.is_empty()
    }

    /// Whether a comma after the last entry is the author's business: `(x,)` may be another value than `(x)`.
    pub fn keeps_comma(&self) -> bool {
        let named = |part: &Part<'_>| matches!(part, Part::Token(_, TokenKind::Colon));
        self.bracket == Bracket::Round && self.entries.len() == 1 && !self.entries[0].parts.iter().any(named)
    }

    /// Whether it is a list of plain values of which several share a line.
    pub fn is_filled(&self) -> bool {
        let plain = self.opener.is_empty() && self.dangling.is_empty() && self.entries.iter().all(Entry::is_plain);
        self.bracket == Bracket::Square && plain && self.entries.iter().skip(1).any(|entry| !entry.begins_line)
    }

    fn measure(&self) -> Option<usize> {
        if self.is_empty() {
            return Some(2);
        }
        let spread = self.opened || !self.opener.is_empty() || !self.dangling.is_empty() && !self.entries.is_empty();
        let (width, ends_line) = inline(&self.dangling)?;
        if spread || ends_line {
            return None;
        }
        // The brackets, and a comma and a space after each entry but the last.
        let mut total = 2 + width.saturating_sub(1) + 2 * self.entries.len().saturating_sub(1);
        for (at, entry) in self.entries.iter().enumerate() {
            let last = at + 1 == self.entries.len();
            let ((leading, ends_line), (inner, _)) = (inline(&entry.leading)?, inline(&entry.inner)?);
            let (trailing, _) = inline(&entry.trailing)?;
            if ends_line || trailing > 0 && !last {
                return None;
            }
            total += leading + entry.flat()? + inner + trailing;
            total += usize::from(last && entry.comma && self.keeps_comma());
        }
        Some(total)
    }
}

/// How many characters comments and a space for each take, and whether a line ended after one; `None` if one of them
/// needs a line of its own.
fn inline(comments: &[Comment<'_>]) -> Option<(usize, bool)> {
    let fits = comments.iter().all(Comment::is_inline);
    let width = comments.iter().map(|comment| comment.text.chars().count() + 1).sum();
    fits.then(|| (width, comments.iter().any(|comment| comment.ends_line)))
}

/// What stands before the value of a file: attributes and comments.
pub(super) struct Heading<'t> {
    pub text: Cow<'t, str>,
    pub blank_before: bool,
    /// Whether it stands on a line of its own.
    pub begins_line: bool,
}

/// A whole file.
pub(super) struct Document<'t> {
    pub headings: Vec<Heading<'t>>,
    /// The value.
    pub root: Entry<'t>,
    /// Comments below the value.
    pub after: Vec<Comment<'t>>,
}

/// A token that is no white space.
struct Lexeme<'t> {
    kind: TokenKind,
    text: &'t str,
    /// Line ends between it and what stands before it.
    breaks: usize,
}

/// Reads a text without syntax errors.
pub(super) fn document(text: &str) -> Document<'_> {
    let mut reader = Reader { lexemes: lexemes(text), at: 0 };
    let mut headings = Vec::new();
    // Everything up to the last attribute; comments after it lead the value.
    let last = reader.lexemes.iter().rposition(|lexeme| lexeme.kind == TokenKind::Attribute);
    for _ in 0..last.map_or(0, |last| last + 1) {
        let Some(lexeme) = reader.take() else { break };
        headings.push(Heading {
            text: if lexeme.kind == TokenKind::Attribute {
                Cow::Borrowed(lexeme.text)
            } else {
                comment_text(lexeme.text)
            },
            blank_before: lexeme.breaks > 1,
            begins_line: lexeme.breaks > 0 || lexeme.kind == TokenKind::Attribute,
        });
    }
    let leading = reader.comments();
    let (root, after) = reader.entry(leading);
    Document { headings, root, after }
}

fn lexemes(text: &str) -> Vec<Lexeme<'_>> {
    let mut breaks = 0;
    let mut found = Vec::new();
    for token in tokens(text) {
        let text = &text[token.span.range()];
        if token.kind == TokenKind::Space {
            breaks += text.matches('\n').count();
        } else {
            found.push(Lexeme { kind: token.kind, text, breaks });
            breaks = 0;
        }
    }
    found
}

fn is_comment(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::LineComment | TokenKind::BlockComment)
}

/// A comment as it is written.
pub(super) fn comment_text(text: &str) -> Cow<'_, str> {
    let text = text.trim_end();
    if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

struct Reader<'t> {
    lexemes: Vec<Lexeme<'t>>,
    at: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<&Lexeme<'t>> {
        self.lexemes.get(self.at)
    }

    fn take(&mut self) -> Option<&Lexeme<'t>> {
        let lexeme = self.lexemes.get(self.at)?;
        self.at += 1;
        Some(lexeme)
    }

    /// Whether the line ends here.
    fn at_line_end(&self) -> bool {
        self.peek().is_none_or(|next| next.breaks > 0)
    }

    fn at_close(&self) -> bool {
        self.peek().is_some_and(|next| matches!(next.kind, TokenKind::Close(_)))
    }

    fn comment(&mut self) -> Option<Comment<'t>> {
        let lexeme = self.peek().filter(|next| is_comment(next.kind))?;
        let (text, line) = (comment_text(lexeme.text), lexeme.kind == TokenKind::LineComment);
        let blank_before = lexeme.breaks > 1;
        self.at += 1;
        Some(Comment { text, line, blank_before, ends_line: line || self.at_line_end() })
    }

    fn comments(&mut self) -> Vec<Comment<'t>> {
        std::iter::from_fn(|| self.comment()).collect()
    }

    /// The comments up to the end of the line, if nothing else stands there.
    fn rest_of_line(&mut self) -> Vec<Comment<'t>> {
        let start = self.at;
        let mut found = Vec::new();
        while !self.at_line_end() {
            let Some(comment) = self.comment() else { break };
            found.push(comment);
        }
        if self.at_line_end() || self.at_close() {
            return found;
        }
        self.at = start;
        Vec::new()
    }

    /// What stands between the bracket just taken and the one that closes it.
    fn group(&mut self, bracket: Bracket) -> Group<'t> {
        let before = self.at;
        let mut opener = self.rest_of_line();
        if self.at_close() && self.peek().is_some_and(|next| next.breaks == 0) {
            (opener, self.at) = (Vec::new(), before);
        }
        let opened = self.at_line_end();
        let mut entries = Vec::new();
        let mut leading = self.comments();
        while self.peek().is_some() && !self.at_close() {
            let (entry, rest) = self.entry(leading);
            entries.push(entry);
            leading = rest;
            leading.extend(self.comments());
        }
        self.take();
        let group = Group { bracket, opener, opened, entries, dangling: leading, flat: None };
        Group { flat: group.measure(), ..group }
    }

    /// An entry with its comma, and the comments after it that are no longer its own.
    fn entry(&mut self, leading: Vec<Comment<'t>>) -> (Entry<'t>, Vec<Comment<'t>>) {
        let breaks = self.peek().map_or(0, |first| first.breaks);
        let mut parts = Vec::new();
        let mut pending: Vec<(Comment<'t>, bool)> = Vec::new();
        while let Some(next) = self.peek() {
            let (kind, text, begins_line) = (next.kind, next.text, next.breaks > 0);
            if matches!(kind, TokenKind::Comma | TokenKind::Close(_)) {
                break;
            }
            if let Some(comment) = self.comment() {
                pending.push((comment, begins_line));
                continue;
            }
            parts.extend(pending.drain(..).map(|(comment, _)| Part::Comment(comment)));
            self.at += 1;
            parts.push(match kind {
                TokenKind::Open(bracket) => Part::Group(self.group(bracket)),
                _ => Part::Token(text, kind),
            });
        }
        let (mut inner, mut trailing) = (Vec::new(), Vec::new());
        let mut pending = pending.into_iter().peekable();
        while let Some((comment, _)) = pending.next_if(|(_, begins_line)| !begins_line) {
            if comment.line { trailing.push(comment) } else { inner.push(comment) }
        }
        let mut rest: Vec<_> = pending.map(|(comment, _)| Comment { ends_line: true, ..comment }).collect();
        let comma = self.peek().is_some_and(|next| next.kind == TokenKind::Comma);
        if comma {
            self.at += 1;
            let after = self.rest_of_line();
            // What came before the comma must stay before this.
            if rest.is_empty() && trailing.is_empty() {
                trailing = after;
            } else {
                rest.extend(after.into_iter().map(|comment| Comment { ends_line: true, ..comment }));
            }
        }
        let entry = Entry { leading, blank_before: breaks > 1, begins_line: breaks > 0, parts, inner, comma, trailing };
        (entry, rest)
    }
}
