//! Tokens to a tree, going on after every error.

use super::brackets::Entries;
use super::lexer::{Lexer, Quotes};
use super::tokens::{Bracket, Token, TokenKind};
use super::tree::{Field, Node, Tree, Value};
use super::{MAX_DEPTH, MAX_ERRORS, Parsed, SyntaxError, clip};
use crate::source::Span;

/// Reads a whole text; see [`super::parse`].
pub(super) fn parse(text: &str, quotes: Quotes) -> Parsed {
    let mut lexer = Lexer::new(text, 0, quotes).check_bidi();
    let tokens: Vec<Token> = lexer.by_ref().filter(|token| !token.kind.is_trivia()).collect();
    let mut parser = Parser { text, tokens, at: 0, open: Vec::new(), errors: lexer.errors, stopped: false };
    let root = parser.document();
    let mut errors = parser.errors;
    errors.sort_by_key(|error| error.span.start);
    errors.truncate(MAX_ERRORS);
    Parsed { tree: Tree::new(text, root), errors }
}

pub(super) struct Parser<'t> {
    text: &'t str,
    /// Without white space and comments.
    tokens: Vec<Token>,
    /// Index of the next token.
    at: usize,
    /// Opening brackets not closed yet.
    pub(super) open: Vec<Token>,
    errors: Vec<SyntaxError>,
    /// Whether reading stopped early, so that nothing can be said about what is missing.
    pub(super) stopped: bool,
}

/// Looking at tokens.
impl<'t> Parser<'t> {
    pub(super) fn peek(&self) -> Option<TokenKind> {
        self.peek_nth(0)
    }

    fn peek_nth(&self, ahead: usize) -> Option<TokenKind> {
        self.tokens.get(self.at + ahead).map(|token| token.kind)
    }

    pub(super) fn next_span(&self) -> Span {
        self.tokens.get(self.at).map_or(Span::empty(self.text.len()), |token| token.span)
    }

    pub(super) fn tokens_ahead(&self) -> &[Token] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    pub(super) fn text(&self, span: Span) -> &'t str {
        &self.text[span.range()]
    }

    pub(super) fn before(&self, offset: usize) -> &'t str {
        &self.text[..offset]
    }

    /// What stands at `span`, short enough to quote.
    pub(super) fn quoted(&self, span: Span) -> String {
        clip(self.text(self.first_line(span))).into_owned()
    }

    /// Whether the last thing said was about the very place `end`.
    pub(super) fn said_at(&self, end: Span) -> bool {
        self.errors.last().is_some_and(|error| error.span == end)
    }

    /// The end of the last token taken.
    pub(super) fn last_end(&self) -> usize {
        self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |token| token.span.end)
    }

    pub(super) fn bump(&mut self) -> Span {
        let span = self.next_span();
        self.at = (self.at + 1).min(self.tokens.len());
        span
    }

    /// Goes back before the last token if that was a comma.
    pub(super) fn untake_comma(&mut self) {
        let last = self.at.checked_sub(1);
        if let Some(last) = last.filter(|&last| self.tokens[last].kind == TokenKind::Comma) {
            self.at = last;
        }
    }

    /// Notes an error; after too many of them nothing more is read.
    pub(super) fn error(&mut self, error: SyntaxError) {
        if self.stopped {
            return;
        }
        self.errors.push(error);
        if self.errors.len() >= MAX_ERRORS {
            self.at = self.tokens.len();
            self.stopped = true;
        }
    }

    /// Whether a field with its colon comes next.
    pub(super) fn at_field(&self) -> bool {
        matches!(self.peek(), Some(TokenKind::Name | TokenKind::String))
            && matches!(self.peek_nth(1), Some(TokenKind::Colon | TokenKind::Equals))
    }
}

/// Values.
impl Parser<'_> {
    fn document(&mut self) -> Option<Node> {
        while self.peek() == Some(TokenKind::Attribute) {
            self.bump();
        }
        if self.peek().is_none() {
            if self.errors.is_empty() {
                let end = Span::empty(self.text.len());
                self.error(
                    SyntaxError::new(end, "the file holds no value").help("write a record or a list of records"),
                );
            }
            return None;
        }
        let root = self.value(None);
        while self.peek().is_some() {
            self.trailing();
        }
        Some(root)
    }

    /// Something after the one value of a file.
    fn trailing(&mut self) {
        let span = self.next_span();
        match self.peek() {
            Some(TokenKind::Close(bracket)) => self.stray_bracket(bracket),
            Some(TokenKind::Comma | TokenKind::Semicolon) => {
                self.bump();
                self.error(SyntaxError::new(span, "no comma stands after the last value of a file").safe_fix(span, ""));
            }
            Some(kind) if kind.begins_value() => {
                let value = self.value(None);
                // Told once: what follows belongs to it more often than not.
                let what = "a second value after the end of the first";
                if self.errors.iter().any(|error| error.message == what) {
                    return;
                }
                let help = "a file holds one value: give each record a file of its own, or put all of them into one list `[ … ]`";
                self.error(SyntaxError::new(self.first_line(value.span), what).help(help));
            }
            _ => self.stray(),
        }
    }

    /// Reads a value; `key` is what it belongs to, to say what is missing if there is none.
    fn value(&mut self, key: Option<Span>) -> Node {
        let start = self.next_span();
        let leaf = |value| Node { span: start, value };
        match self.peek() {
            Some(TokenKind::Name) => self.named(),
            Some(TokenKind::Open(_)) if self.open.len() >= MAX_DEPTH => self.too_deep(),
            Some(TokenKind::Open(Bracket::Round)) => self.round(None),
            Some(TokenKind::Open(Bracket::Square)) => self.list(),
            Some(TokenKind::Open(Bracket::Curly)) => self.map(),
            Some(kind) if kind.is_literal() => {
                self.bump();
                leaf(match kind {
                    TokenKind::String => Value::String,
                    TokenKind::Bytes => Value::Bytes,
                    TokenKind::Char => Value::Char,
                    _ => Value::Number,
                })
            }
            _ => self.missing(key),
        }
    }

    fn missing(&mut self, key: Option<Span>) -> Node {
        let end = Span::empty(self.last_end());
        let wanted = key.map_or("a value".to_owned(), |key| format!("the value of `{}`", self.quoted(key)));
        let error = SyntaxError::new(end, format!("{wanted} is missing here"));
        self.error(if key.is_some() { error.help("write the value, or leave the field out") } else { error });
        Node { span: end, value: Value::Missing }
    }

    /// `true`, `Some(…)`, `Name`, `Name(…)`
    fn named(&mut self) -> Node {
        let name = self.bump();
        let leaf = |value| Node { span: name, value };
        if self.peek() == Some(TokenKind::Open(Bracket::Round)) {
            if self.open.len() >= MAX_DEPTH {
                return self.too_deep();
            }
            return self.round(Some(name));
        }
        if self.text(name) == "Some" {
            return self.bare_some(name);
        }
        leaf(match self.text(name) {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "None" => Value::None,
            _ => Value::Name,
        })
    }

    /// `Some` without brackets around its value, which `ron` accepts where options may be implicit.
    fn bare_some(&mut self, name: Span) -> Node {
        while self.peek() == Some(TokenKind::Name) && self.text(self.next_span()) == "Some" {
            self.bump();
        }
        if self.at_field() || !self.peek().is_some_and(TokenKind::begins_value) {
            return Node { span: name, value: Value::Name };
        }
        let inner = self.value(None);
        Node { span: Span::new(name.start, inner.span.end), value: Value::Some(Box::new([inner])) }
    }

    /// What stands between round brackets: a record, a tuple, `Some(…)` or nothing.
    fn round(&mut self, name: Option<Span>) -> Node {
        let open = self.next_span().start;
        let start = name.map_or(open, |name| name.start);
        if self.holds_fields() {
            let mut fields = Vec::new();
            let end = self.entries(Entries::Fields, |parser| parser.field(&mut fields));
            return Node { span: Span::new(start, end), value: Value::Record { name, open, fields } };
        }
        let mut items = Vec::new();
        let end = self.entries(Entries::Tuple, |parser| items.push(parser.item("among values without names")));
        let value = match name {
            None if items.is_empty() => Value::Unit,
            Some(name) if self.text(name) == "Some" && items.len() == 1 => Value::Some(items.into_boxed_slice()),
            _ => Value::Tuple { name, open, items },
        };
        Node { span: Span::new(start, end), value }
    }

    /// Whether the round bracket that comes next holds `name: value` fields: the first entry tells, or, where that is
    /// none, most of the entries.
    fn holds_fields(&self) -> bool {
        use TokenKind::{Close, Colon, Comma, Equals, Name, Open, String};
        match (self.peek_nth(1), self.peek_nth(2)) {
            (Some(Name | String), Some(Colon | Equals)) | (Some(Colon), _) => return true,
            (Some(first), _) if first.begins_value() => {}
            _ => return false,
        }
        let (mut depth, mut entries, mut fields) = (0_usize, 1_usize, 0_usize);
        // The bound keeps the effort linear; it only matters where the first entry is broken.
        for pair in self.tokens_ahead()[1..].windows(2).take(4096) {
            match pair[0].kind {
                Open(_) => depth += 1,
                Close(_) if depth == 0 => break,
                Close(_) => depth -= 1,
                Comma if depth == 0 && !matches!(pair[1].kind, Close(_)) => entries += 1,
                Name if depth == 0 && matches!(pair[1].kind, Colon | Equals) => fields += 1,
                _ => {}
            }
        }
        fields > 0 && fields * 2 >= entries
    }

    fn list(&mut self) -> Node {
        let start = self.next_span().start;
        let mut items = Vec::new();
        let end = self.entries(Entries::List, |parser| items.push(parser.item("in a list")));
        Node { span: Span::new(start, end), value: Value::List(items) }
    }

    fn map(&mut self) -> Node {
        let start = self.next_span().start;
        let mut entries = Vec::new();
        let end = self.entries(Entries::Map, |parser| {
            let key = parser.value(None);
            let value = parser.named_value(key.span);
            entries.push((key, value));
        });
        Node { span: Span::new(start, end), value: Value::Map(entries) }
    }

    /// An entry that takes no name.
    fn item(&mut self, place: &str) -> Node {
        if self.at_field() {
            let name = self.bump();
            self.bump();
            let message = format!("field `{}` {place}", self.quoted(name).trim_matches('"'));
            self.error(SyntaxError::new(name, message).help("fields stand in a record, between `(` and `)`"));
        }
        self.value(None)
    }

    /// `name: value`
    fn field(&mut self, fields: &mut Vec<Field>) {
        let key = self.next_span();
        match (self.peek(), self.peek_nth(1)) {
            (Some(TokenKind::Name), _) => {
                self.bump();
                let value = self.named_value(key);
                fields.push(Field { name: key, value });
            }
            (Some(TokenKind::String), Some(TokenKind::Colon | TokenKind::Equals)) => {
                self.bump();
                let name = self.text(key).trim_matches('"');
                let error = SyntaxError::new(key, format!("field name `{}` in quotes", clip(name)));
                self.error(error.help("names of fields stand without quotes").safe_fix(key, name));
                let value = self.named_value(key);
                fields.push(Field { name: key, value });
            }
            (Some(TokenKind::Colon | TokenKind::Equals), _) => {
                self.bump();
                self.error(SyntaxError::new(key, "the name of the field is missing before `:`"));
                self.field_value(key);
            }
            (Some(kind), _) if kind.begins_value() => {
                let value = self.value(None);
                let error = SyntaxError::new(self.first_line(value.span), "a value without a name among fields");
                self.error(error.help("write `name: value`"));
            }
            _ => {}
        }
    }

    /// The colon and the value after a name or key.
    fn named_value(&mut self, key: Span) -> Node {
        let ends = matches!(self.peek(), None | Some(TokenKind::Comma | TokenKind::Semicolon | TokenKind::Close(_)));
        let semicolon_for_colon = self.peek() == Some(TokenKind::Semicolon)
            && self.peek_nth(1).is_some_and(TokenKind::begins_value)
            && !matches!(self.peek_nth(2), Some(TokenKind::Colon));
        if ends && !semicolon_for_colon {
            let error = SyntaxError::new(self.first_line(key), format!("`{}` has no value", self.quoted(key)));
            self.error(error.help("write `name: value`, or leave it out"));
            return Node { span: Span::empty(key.end), value: Value::Missing };
        }
        self.colon(key);
        self.field_value(key)
    }

    /// The colon after a name or key.
    fn colon(&mut self, key: Span) {
        match self.peek() {
            Some(TokenKind::Colon) => {
                self.bump();
            }
            Some(TokenKind::Equals | TokenKind::Semicolon) => {
                let span = self.bump();
                let message = format!("`{}` where `:` is needed", self.text(span));
                self.error(SyntaxError::new(span, message).help("write `name: value`").safe_fix(span, ":"));
            }
            _ => {
                let key_text = self.quoted(key);
                let end = Span::empty(key.end);
                let error = SyntaxError::new(end, format!("`:` is missing after `{key_text}`"));
                self.error(error.help("write `name: value`").safe_fix(end, ":"));
            }
        }
    }

    fn field_value(&mut self, key: Span) -> Node {
        if self.at_field() { self.missing(Some(key)) } else { self.value(Some(key)) }
    }

    /// Skips a bracket that lies too deep, without recursion.
    fn too_deep(&mut self) -> Node {
        let start = self.next_span();
        let message = format!("nested deeper than {MAX_DEPTH} brackets");
        self.error(
            SyntaxError::new(start, message).help("no record needs that; look for a bracket that is never closed"),
        );
        let mut depth = 0_usize;
        while let Some(kind) = self.peek() {
            match kind {
                TokenKind::Open(_) => depth += 1,
                TokenKind::Close(_) => depth -= 1,
                _ => {}
            }
            self.bump();
            if depth == 0 {
                break;
            }
        }
        self.stopped |= depth > 0;
        Node { span: Span::new(start.start, self.last_end()), value: Value::Missing }
    }

    /// The part of a span that lies on its first line, to mark.
    pub(super) fn first_line(&self, span: Span) -> Span {
        let first = self.text(span).lines().next().unwrap_or_default();
        Span::new(span.start, span.start + first.len())
    }
}
