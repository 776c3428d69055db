//! Worlds of a few texts that ask something of AI systems, and profiles to hold against them.
#![allow(dead_code, reason = "each test file uses some of these")]

use interlex::analysis::simulate::{Simulation, simulate};
use interlex::load::{self, Loaded};
use interlex::scope::Scope;

pub const EVIDENCE: &str = r#"evidence: [(source: "gazette", basis: Stated)]"#;

pub const PLACES: &str = r#"[
    (id: "home", name: "Home", kind: Country, m49: "eastern-asia"),
    (id: "north", name: "North", kind: Country, m49: "northern-europe"),
    (id: "south", name: "South", kind: Country, m49: "southern-europe"),
    (id: "union", name: "Union", kind: Bloc, region: "europe", members: [(who: ["north"], evidence: [(source: "gazette", basis: Stated)])]),
]"#;

pub const TRAITS: &str = r#"[
    (id: "data-cross-border-transfer", label: "Abroad", definition: "d"),
    (id: "data-personal", label: "Personal data", definition: "d"),
    (id: "trait-decides", label: "Decides", definition: "d"),
    (id: "trait-talks", label: "Talks", definition: "d"),
    (id: "use-hiring", label: "Hiring", definition: "d"),
    (id: "use-lending", label: "Lending", definition: "d"),
]"#;

/// A text that binds in one place, with lists of its own.
pub fn law(id: &str, place: &str, lists: &str) -> (String, String) {
    text(id, "Law", place, r#"InForce, dates: (in_force: "2020-01-01")"#, lists)
}

pub fn text(id: &str, kind: &str, place: &str, status: &str, lists: &str) -> (String, String) {
    let record = format!(
        r#"Framework(id: "{id}", name: "{id}", kind: {kind}, jurisdictions: [{place}], layers: [Legal, Data], status: {status},
            patterns: (binding: (value: Binding, {EVIDENCE})), {lists} {EVIDENCE})"#,
        place = if place.is_empty() { String::new() } else { format!("\"{place}\"") },
    );
    (format!("frameworks/{id}.ron"), record)
}

/// `reaches: [...]` with one clause.
pub fn reaches(all: &str, who: &str) -> String {
    format!(r#"reaches: [(all: [{all}], who: [{who}], claim: "reached", {EVIDENCE})],"#)
}

/// An entry of `obligations`.
pub fn asks(category: &str, rest: &str) -> String {
    format!(r#"(category: "obligation-{category}", claim: "do it", {rest} {EVIDENCE}),"#)
}

pub fn obligations(entries: &[String]) -> String {
    format!("obligations: [{}],", entries.concat())
}

/// `risk_scheme` with tiers high, limited, minimal, and classes as pairs of tier and traits.
pub fn classes(entries: &[(&str, &str)]) -> String {
    let class = |(tier, all): &(&str, &str)| format!(r#"(tier: "{tier}", all: [{all}], claim: "so", {EVIDENCE}),"#);
    format!(
        r#"risk_scheme: (basis: "use", tiers: ["high", "limited", "minimal"], {EVIDENCE}), risk_classes: [{}],"#,
        entries.iter().map(class).collect::<String>()
    )
}

pub fn link(relation: &str, to: &str) -> String {
    format!(r#"links: [(relation: {relation}, to: "{to}", claim: "related", {EVIDENCE})],"#)
}

pub fn world(frameworks: &[(String, String)]) -> Loaded {
    let concept = |id: &str| format!(r#"(id: "obligation-{id}", kind: Obligation, title: "{id}", summary: "s"),"#);
    let concepts = ["risk", "logs", "cross-border-transfer"].map(concept).concat();
    let concepts = format!("[{concepts}]");
    let meta = r#"Graph(title: "t", version: "1", as_of: "2026-01-01", licence: "CC0")"#;
    let sources = r#"[(id: "gazette", title: "Gazette", issuer: "Printer", url: "https://a.example")]"#;
    let mut texts = vec![
        ("graph.ron", meta),
        ("sources.ron", sources),
        ("jurisdictions/places.ron", PLACES),
        ("vocabulary/traits.ron", TRAITS),
        ("concepts/obligations.ron", concepts.as_str()),
    ];
    texts.extend(frameworks.iter().map(|(path, record)| (path.as_str(), record.as_str())));
    let loaded = load::texts(texts);
    assert!(loaded.is_sound(), "{:?}", loaded.diagnostics);
    loaded
}

/// A profile that hires and decides, made at home for North.
pub const HIRING: &str = r#"Profile(title: "t", summary: "s", uses: ["use-hiring"], traits: ["trait-decides"], roles: [Provider], home: "home", targets: ["north"])"#;

pub fn for_targets(targets: &str) -> String {
    HIRING.replace(r#""north""#, targets)
}

pub fn ask<T>(
    frameworks: &[(String, String)],
    profile: &str,
    question: impl FnOnce(&Scope<'_>, &Simulation<'_>) -> T,
) -> T {
    let loaded = world(frameworks);
    let read = load::profile_text("profile.ron", profile, &loaded.graph);
    let profile = read.profile.unwrap_or_else(|| panic!("{:?}", read.diagnostics));
    let scope = Scope::new(&loaded.graph);
    question(&scope, &simulate(&scope, &profile))
}
