//! What the fuzz targets share: a small graph that loads fast, and pieces of an input.

use interlex::load::{self, Loaded};

/// What ends a piece of an input: a byte that no UTF-8 text has.
const END: u8 = 0xFF;

/// A small graph with a file of every kind, each valid; the kinds in the order of the first byte of an input.
pub const FILES: [(&str, &str); 13] = [
    ("frameworks/north/n-act.ron", include_str!("../world/n-act.ron")),
    ("institutions/n-office.ron", include_str!("../world/n-office.ron")),
    ("jurisdictions/all.ron", include_str!("../world/jurisdictions.ron")),
    ("sources.ron", include_str!("../world/sources.ron")),
    ("graph.ron", "Graph(title: \"t\", version: \"1\", as_of: \"2024-06-30\", licence: \"l\")"),
    ("scales.ron", include_str!("../../tests/fixtures/clean/scales.ron")),
    ("regions.ron", include_str!("../world/regions.ron")),
    ("vocabulary/objectives.ron", include_str!("../../tests/fixtures/clean/vocabulary/objectives.ron")),
    ("vocabulary/principles.ron", include_str!("../../tests/fixtures/clean/vocabulary/principles.ron")),
    ("vocabulary/topics.ron", include_str!("../../tests/fixtures/clean/vocabulary/topics.ron")),
    ("vocabulary/traits.ron", include_str!("../../tests/fixtures/clean/vocabulary/traits.ron")),
    ("concepts/obligations.ron", include_str!("../../tests/fixtures/clean/concepts/obligations.ron")),
    ("rules/gap-1-coordinating-mechanism.ron", include_str!("../world/rule.ron")),
];

/// The small graph with other texts in some of its files.
pub fn world(other: &[(&str, &str)]) -> Loaded {
    let fixed = [("frameworks/south/s-code.ron", include_str!("../world/s-code.ron"))];
    let own = FILES.into_iter().chain(fixed).filter(|(path, _)| other.iter().all(|(changed, _)| changed != path));
    load::texts(own.chain(other.iter().copied()))
}

/// The texts that an input holds, divided by a byte that no text has; what is no UTF-8 is made so.
pub fn pieces(input: &[u8]) -> Vec<String> {
    input.split(|byte| *byte == END).map(|piece| String::from_utf8_lossy(piece).into_owned()).collect()
}
