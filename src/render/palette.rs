//! Colours and line styles, shared by every picture.
//!
//! Every text colour has a contrast of at least 4.5 : 1 on the ground it stands on. Relations differ in colour, width
//! and dash, so that they stay apart in grey scale and for colour-blind readers.

use crate::model::Relation;

/// Ink of titles and rows.
pub const INK: &str = "#1A1A1A";
/// Ink of secondary text.
pub const MUTED: &str = "#595959";
/// The page.
pub const PAPER: &str = "#FFFFFF";
/// Ground of a row whose framework is in conflict with another.
pub const CONFLICT_TINT: &str = "#FCE4D2";
/// Ink of numbers of conflicts: darker than their lines, so that it can be read.
pub const CONFLICT_INK: &str = "#9A4400";

/// The colours of a region: headings and card headers, the panel's ground, and card headers of context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tones {
    /// Strong: white text stands on it, and it is legible as text on `ground`.
    pub strong: &'static str,
    /// The ground of the panel.
    pub ground: &'static str,
    /// Light: dark text stands on it.
    pub light: &'static str,
}

/// The colours of known panels; others take the spare ones by position.
pub fn tones(panel: &str, position: usize) -> Tones {
    const SPARE: [Tones; 3] = [
        Tones { strong: "#5B3E96", ground: "#F4F1FA", light: "#DDD3EE" },
        Tones { strong: "#9C2A2A", ground: "#FBF1F1", light: "#EFCFCF" },
        Tones { strong: "#41641E", ground: "#F2F6ED", light: "#D5E3C4" },
    ];
    match panel {
        "north-america" => Tones { strong: "#00664B", ground: "#EFF7F4", light: "#CBE5DC" },
        "europe" => Tones { strong: "#005F96", ground: "#EFF5FB", light: "#CBE0F0" },
        "middle-east" => Tones { strong: "#1F6A8C", ground: "#EEF6F9", light: "#CAE2EC" },
        "africa" => Tones { strong: "#6B4E0B", ground: "#F7F4EB", light: "#E6DBBD" },
        "latin-america" => Tones { strong: "#8A5A00", ground: "#FCF6E8", light: "#F1DFB4" },
        "asia-pacific" => Tones { strong: "#8F3268", ground: "#FAF1F6", light: "#EBCFDF" },
        "international" => Tones { strong: "#3D3D3D", ground: "#F4F4F4", light: "#DCDCDC" },
        _ => SPARE[position % SPARE.len()],
    }
}

/// A family of relations with one look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// One text leans on another.
    Reference,
    /// Brought into line with each other.
    Alignment,
    /// Pull apart.
    Conflict,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub colour: &'static str,
    /// Width in units.
    pub width: f64,
    /// Dash pattern, if broken.
    pub dash: Option<&'static str>,
    /// Opacity, 0 to 1.
    pub opacity: f64,
}

impl Tie {
    /// In the order in which lines are drawn: conflicts last, on top.
    pub const ALL: [Self; 3] = [Self::Reference, Self::Alignment, Self::Conflict];

    /// The tie a relation is drawn as; `None` for relations of structure, which are drawn as containment.
    pub fn of(relation: Relation) -> Option<Self> {
        match relation {
            Relation::Alignment(_) => Some(Self::Alignment),
            Relation::Reference(_) => Some(Self::Reference),
            Relation::Conflict(_) => Some(Self::Conflict),
            _ => None,
        }
    }

    /// The name in attributes and classes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Alignment => "alignment",
            Self::Conflict => "conflict",
        }
    }

    /// The words of the legend.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reference => "Reference (the arrow points at the text referred to)",
            Self::Alignment => "Alignment",
            Self::Conflict => "Conflict",
        }
    }

    /// How its lines are drawn.
    pub fn stroke(self) -> Stroke {
        match self {
            Self::Reference => Stroke { colour: "#777777", width: 1.0, dash: Some("4 2.5"), opacity: 0.9 },
            Self::Alignment => Stroke { colour: "#3B7FB5", width: 1.4, dash: None, opacity: 0.6 },
            Self::Conflict => Stroke { colour: "#D55E00", width: 2.0, dash: None, opacity: 1.0 },
        }
    }
}
