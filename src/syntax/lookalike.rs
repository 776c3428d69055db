//! Characters that pass for others: what word processors, chat windows and web pages slip into a text.

/// What a character stands in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lookalike {
    /// A space, or nothing at all where it has no width.
    Space(&'static str),
    /// A piece of ASCII punctuation.
    Punctuation(char),
    /// A quotation mark.
    Quote,
    /// A control that reorders text.
    Bidi,
}

/// Finds what `c` stands in for, and what it is called.
pub(super) fn of(c: char) -> Option<(Lookalike, &'static str)> {
    use Lookalike::{Bidi, Punctuation, Quote, Space};
    if c.is_ascii() {
        return (c == '`').then_some((Quote, "backtick"));
    }
    Some(match c {
        '\u{A0}' => (Space(" "), "no-break space"),
        '\u{202F}' => (Space(" "), "narrow no-break space"),
        '\u{2000}'..='\u{200A}' | '\u{205F}' | '\u{1680}' => (Space(" "), "typographic space"),
        '\u{3000}' => (Space(" "), "ideographic space"),
        '\u{200B}' => (Space(""), "zero-width space"),
        '\u{FEFF}' => (Space(""), "byte order mark"),
        '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{AD}' => (Space(""), "invisible character"),
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '＂' => (Quote, "typographic quotation mark"),
        '‘' | '’' | '‚' | '‛' | '′' | '‹' | '›' | '＇' | '´' => {
            (Quote, "typographic single quotation mark")
        }
        '，' | '、' | '،' => (Punctuation(','), "comma of another script"),
        '：' | '∶' | '꞉' => (Punctuation(':'), "colon of another script"),
        '；' | '\u{37E}' => (Punctuation(';'), "semicolon of another script"),
        '（' => (Punctuation('('), "full-width bracket"),
        '）' => (Punctuation(')'), "full-width bracket"),
        '［' | '【' => (Punctuation('['), "full-width bracket"),
        '］' | '】' => (Punctuation(']'), "full-width bracket"),
        '｛' => (Punctuation('{'), "full-width bracket"),
        '｝' => (Punctuation('}'), "full-width bracket"),
        '‐' | '‑' | '–' | '—' | '−' | '－' => (Punctuation('-'), "typographic dash"),
        '＝' => (Punctuation('='), "full-width equals sign"),
        '／' => (Punctuation('/'), "full-width slash"),
        c if is_bidi_control(c) => (Bidi, "bidirectional control"),
        _ => return None,
    })
}

/// Whether `c` is a quotation mark of any kind but `"`.
pub(super) fn is_quote(c: char) -> bool {
    c == '\'' || matches!(of(c), Some((Lookalike::Quote, _)))
}

/// Whether `c` embeds, overrides or isolates a direction of writing, so that text shows in another order than it is
/// stored (Unicode Technical Report 36, "Trojan Source"). Plain direction marks, which scripts need, are not meant.
#[must_use]
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether any character of `text` is a [bidi control](is_bidi_control).
///
/// Looks at the two byte prefixes they share, which no other character of a Latin text has.
pub(crate) fn has_bidi_control(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|&byte| byte == 0xE2) {
        rest = &rest[at..];
        match rest {
            [_, 0x80, 0xAA..=0xAE, ..] | [_, 0x81, 0xA6..=0xA9, ..] => return true,
            _ => rest = &rest[1..],
        }
    }
    false
}
