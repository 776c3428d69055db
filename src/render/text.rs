//! Measuring text with the metrics of `DejaVu` Sans.
//!
//! Pictures name `DejaVu` Sans first and narrower families after it, so what fits here fits everywhere. Kerning is left
//! out: it only ever narrows these faces by fractions of a unit.

use std::borrow::Cow;
use std::sync::OnceLock;

/// The families that pictures ask for, widest first.
pub const FONT_FAMILY: &str = "DejaVu Sans, Verdana, Geneva, sans-serif";

/// A face of the family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Upright, normal weight.
    Regular,
    /// Upright, bold.
    Bold,
    /// Slanted, normal weight.
    Oblique,
}

/// Width of a character that the faces lack, in ems: more than that of an ideograph, which is one em wide.
const MISSING_EMS: f64 = 1.3;

struct Metrics {
    face: Option<ttf_parser::Face<'static>>,
    ascii: [f64; 128],
}

impl Metrics {
    fn load(data: &'static [u8]) -> Self {
        let mut metrics = Self { face: ttf_parser::Face::parse(data, 0).ok(), ascii: [0.0; 128] };
        for code in 0..128_u8 {
            metrics.ascii[usize::from(code)] = metrics.look_up(char::from(code));
        }
        metrics
    }

    fn look_up(&self, c: char) -> f64 {
        let Some(face) = &self.face else { return MISSING_EMS };
        let advance = face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph));
        advance.map_or(MISSING_EMS, |advance| f64::from(advance) / f64::from(face.units_per_em()))
    }

    /// In ems.
    fn advance(&self, c: char) -> f64 {
        self.ascii.get(c as usize).copied().unwrap_or_else(|| self.look_up(c))
    }
}

impl Face {
    fn metrics(self) -> &'static Metrics {
        static REGULAR: OnceLock<Metrics> = OnceLock::new();
        static BOLD: OnceLock<Metrics> = OnceLock::new();
        static OBLIQUE: OnceLock<Metrics> = OnceLock::new();
        match self {
            Self::Regular => REGULAR.get_or_init(|| Metrics::load(dejavu::sans::regular())),
            Self::Bold => BOLD.get_or_init(|| Metrics::load(dejavu::sans::bold())),
            Self::Oblique => OBLIQUE.get_or_init(|| Metrics::load(dejavu::sans::oblique())),
        }
    }
}

/// The width of `text` in the unit of `size`, the font size.
pub fn width(text: &str, face: Face, size: f64) -> f64 {
    let metrics = face.metrics();
    text.chars().map(|c| metrics.advance(c)).sum::<f64>() * size
}

/// `text` if it is at most `room` wide, else its beginning with an ellipsis.
pub fn shorten(text: &str, face: Face, size: f64, room: f64) -> Cow<'_, str> {
    if width(text, face, size) <= room {
        return Cow::Borrowed(text);
    }
    let metrics = face.metrics();
    let mut left = room / size - metrics.advance('…');
    let mut kept = String::new();
    for c in text.chars() {
        left -= metrics.advance(c);
        if left < 0.0 {
            break;
        }
        kept.push(c);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    Cow::Owned(kept)
}

/// `text` in lines at most `room` wide, broken at spaces. A word that is wider alone is shortened.
pub fn wrap(text: &str, face: Face, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if let Some(line) = lines.last_mut()
            && width(line, face, size) + width(" ", face, size) + width(word, face, size) <= room
        {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        lines.push(shorten(word, face, size, room).into_owned());
    }
    lines
}

/// `text` without characters that no document may hold: control characters, surrogates' leftovers, direction overrides.
pub fn clean(text: &str) -> Cow<'_, str> {
    fn bad(c: char) -> bool {
        let direction = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        c.is_control() || direction || matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{2028}' | '\u{2029}')
    }
    if !text.contains(bad) {
        return Cow::Borrowed(text);
    }
    let spaced = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
    Cow::Owned(spaced.filter(|c| !bad(*c)).collect())
}
