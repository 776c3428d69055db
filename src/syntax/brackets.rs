//! Lists of entries between brackets, and which bracket is the broken one.

use super::SyntaxError;
use super::parser::Parser;
use super::tokens::{Bracket, Token, TokenKind};
use crate::source::Span;

/// What a closing bracket of the wrong kind means.
enum Mismatch {
    /// It closes a bracket further out; the innermost one was never closed.
    Unclosed,
    /// It was meant to close the innermost one.
    WrongKind,
    /// It closes nothing.
    Stray,
}

/// What stands between a pair of brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Entries {
    /// `(name: value, …)`
    Fields,
    /// `(value, …)`
    Tuple,
    /// `[value, …]`
    List,
    /// `{key: value, …}`
    Map,
}

impl Entries {
    fn bracket(self) -> Bracket {
        match self {
            Self::Fields | Self::Tuple => Bracket::Round,
            Self::List => Bracket::Square,
            Self::Map => Bracket::Curly,
        }
    }
}

impl Parser<'_> {
    /// Reads the entries from an opening bracket, which comes next, to the one that closes it. Returns where it ends.
    pub(super) fn entries(&mut self, entries: Entries, mut entry: impl FnMut(&mut Self)) -> usize {
        let bracket = entries.bracket();
        let span = self.bump();
        let opening = Token { kind: TokenKind::Open(bracket), span };
        self.open.push(opening);
        loop {
            match self.peek() {
                None => break self.unclosed(opening, bracket),
                Some(TokenKind::Close(found)) if found == bracket => {
                    self.bump();
                    break;
                }
                Some(TokenKind::Close(found)) => match self.mismatch(opening, found) {
                    Mismatch::Unclosed => break self.unclosed(opening, bracket),
                    Mismatch::WrongKind => break self.wrong_kind(opening, bracket),
                    Mismatch::Stray => self.stray_bracket(found),
                },
                Some(TokenKind::Comma) => self.extra_comma(),
                Some(_) if self.belongs_outside(opening, entries) => break self.unclosed(opening, bracket),
                Some(_) => {
                    let before = self.next_span();
                    entry(self);
                    if self.next_span() == before {
                        self.stray();
                    }
                    self.separator(opening, entries);
                }
            }
        }
        self.open.pop();
        self.last_end()
    }

    /// What stands between two entries.
    fn separator(&mut self, opening: Token, entries: Entries) {
        match self.peek() {
            Some(TokenKind::Comma) => {
                self.bump();
            }
            Some(TokenKind::Semicolon) => {
                let span = self.bump();
                self.error(
                    SyntaxError::new(span, "`;` where `,` is needed")
                        .help("entries are separated by commas")
                        .safe_fix(span, ","),
                );
            }
            Some(kind) if kind.begins_value() && !self.belongs_outside(opening, entries) => {
                let end = Span::empty(self.last_end());
                if self.said_at(end) {
                    return;
                }
                let what = match entries {
                    Entries::Fields => "after this field",
                    Entries::Tuple => "after this value",
                    Entries::List => "after this element of the list",
                    Entries::Map => "after this entry of the map",
                };
                let next = self.first_line(self.next_span());
                let error = SyntaxError::new(end, format!("`,` is missing {what}"));
                self.error(error.help("put a comma here").safe_fix(end, ",").related(next, "the next one begins here"));
            }
            _ => {}
        }
    }

    /// A comma with nothing before it.
    fn extra_comma(&mut self) {
        let span = self.bump();
        self.error(SyntaxError::new(span, "a comma with nothing before it").help("delete it").safe_fix(span, ""));
    }

    /// Skips a token that fits nowhere.
    pub(super) fn stray(&mut self) {
        let span = self.bump();
        self.error(SyntaxError::new(span, format!("`{}` does not belong here", self.quoted(span))));
    }

    /// Skips a closing bracket that closes nothing.
    pub(super) fn stray_bracket(&mut self, found: Bracket) {
        let span = self.bump();
        let message = format!("`{}` closes nothing", found.close());
        self.error(SyntaxError::new(span, message).help("delete it, or add the bracket that opens it").fix(span, ""));
    }

    fn unclosed(&mut self, opening: Token, bracket: Bracket) {
        // A comma at the end serves better after the bracket than before it.
        if self.peek().is_some() {
            self.untake_comma();
        }
        let end = Span::empty(self.last_end());
        let close = bracket.close();
        let error = SyntaxError::new(opening.span, format!("this `{}` is never closed", bracket.open()))
            .help(format!("close it with `{close}`"))
            .fix(end, close)
            .related(end, "it was probably meant to end here");
        self.error(error);
    }

    fn wrong_kind(&mut self, opening: Token, bracket: Bracket) {
        let span = self.bump();
        let close = bracket.close();
        let error = SyntaxError::new(span, format!("`{}` where `{close}` is needed", self.text(span)))
            .help(format!("`{}` is closed with `{close}`", bracket.open()))
            .fix(span, close)
            .related(opening.span, "to close this one");
        self.error(error);
    }

    /// Decides what a closing bracket of another kind than `opening` means. Brackets of one pair stand on one line or
    /// on lines indented alike; that tells which of two candidates it was meant for.
    fn mismatch(&self, opening: Token, found: Bracket) -> Mismatch {
        let outer = self.open.iter().rev().skip(1).find(|open| open.kind == TokenKind::Open(found));
        let Some(outer) = outer else {
            let closes_later = self.closes_on_this_line(opening.kind);
            return if closes_later { Mismatch::Stray } else { Mismatch::WrongKind };
        };
        let here = self.next_span().start;
        let line = self.line_start(here);
        let wrong_kind = match (opening.span.start >= line, outer.span.start >= line) {
            (true, true) => self.closes_on_this_line(outer.kind),
            (true, false) => true,
            _ => {
                self.indent(here) == self.indent(opening.span.start)
                    && self.indent(here) != self.indent(outer.span.start)
            }
        };
        if wrong_kind { Mismatch::WrongKind } else { Mismatch::Unclosed }
    }

    /// Whether, after the closing bracket that comes next, the rest of its line closes a bracket like `open` more.
    fn closes_on_this_line(&self, open: TokenKind) -> bool {
        let mut depth = 0_usize;
        // A line of hand-written data is short; the bound is against others.
        let mut ahead = self.tokens_ahead().iter().take(256);
        let Some(first) = ahead.next() else { return false };
        let mut end = first.span.end;
        for token in ahead {
            if self.text(Span::new(end, token.span.start)).contains('\n') {
                return false;
            }
            end = token.span.end;
            match token.kind {
                TokenKind::Open(_) => depth += 1,
                TokenKind::Close(_) if depth > 0 => depth -= 1,
                TokenKind::Close(bracket) => return TokenKind::Open(bracket) == open,
                _ => {}
            }
        }
        false
    }

    /// Whether what comes next cannot belong to this bracket and is indented no further than the line that opened it:
    /// then the bracket was left open before.
    fn belongs_outside(&self, opening: Token, entries: Entries) -> bool {
        let fits = match entries {
            Entries::Fields => self.at_field() || self.peek() != Some(TokenKind::Name),
            Entries::Tuple | Entries::List => !self.at_field(),
            Entries::Map => true,
        };
        let start = self.next_span().start;
        !fits
            && self.open.len() > 1
            && self.line_start(start) > opening.span.start
            && self.indent(start) <= self.indent(opening.span.start)
    }

    fn line_start(&self, offset: usize) -> usize {
        self.before(offset).rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Width of the white space that the line holding `offset` begins with.
    fn indent(&self, offset: usize) -> usize {
        let line = self.line_start(offset);
        let before = self.before(offset);
        before[line..].len() - before[line..].trim_start().len()
    }
}
