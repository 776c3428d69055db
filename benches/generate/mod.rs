//! Realistic graphs of any size, the same for the same seed: countries in regions and blocs, texts that refer to earlier ones
//! the more often the more these are referred to already, treaties with parties, standards and guides made by many.
//!
//! A graph is written as the files a curator would write, so that loading is measured as well and other programs can read
//! the same data.

use std::fmt::Write as _;

use interlex::load::{self, Loaded};

const COUNTRIES: usize = 195;
const BLOCS: usize = 12;
const SUBREGIONS: [&str; 8] = [
    "eastern-asia",
    "south-eastern-asia",
    "southern-asia",
    "western-asia",
    "northern-europe",
    "eastern-africa",
    "south-america",
    "northern-america",
];
const TOPICS: [&str; 6] = ["general-governance", "risk", "safety", "privacy", "standards", "human-rights"];
const PRINCIPLES: [&str; 8] =
    ["transparency", "accountability", "fairness", "privacy", "safety", "security", "human-oversight", "human-rights"];
const OBJECTIVES: [&str; 5] = ["innovation", "safety", "trust", "data-protection", "risk-management"];
const LAYERS: [&str; 5] = ["Legal", "Technical", "Data", "Legal, Technical", "Legal, Data"];
const RELATIONS: [&str; 10] = [
    "Reference(Cites)",
    "Reference(Cites)",
    "Reference(BuildsOn)",
    "Reference(ModelledOn)",
    "Reference(Benchmark)",
    "Alignment(DeclaredConsistency)",
    "Alignment(SharedPrinciples)",
    "Alignment(Implementation)",
    "Alignment(JointMapping)",
    "Alignment(Cooperation)",
];
const EVIDENCE: &str = r#"[(source: "s", basis: Inferred)]"#;

/// `SplitMix64`: small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("less than a usize")
    }

    /// Small numbers far more often than large ones.
    fn skewed(&mut self, end: usize) -> usize {
        let once = self.below(end) + 1;
        self.below(once)
    }

    fn of<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.below(list.len())]
    }

    fn some(&mut self, list: &[&str], most: usize) -> String {
        let mut picked: Vec<&str> = (0..=self.below(most)).map(|_| self.of(list)).collect();
        picked.sort_unstable();
        picked.dedup();
        picked.iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>().join(", ")
    }
}

/// The files of a graph of so many frameworks: paths and texts.
pub fn files(frameworks: usize, seed: u64) -> Vec<(String, String)> {
    let mut random = Random(seed);
    let mut files = vec![
        (
            "graph.ron".to_owned(),
            r#"Graph(title: "Generated", version: "0", as_of: "2026-01-01", licence: "CC0-1.0")"#.to_owned(),
        ),
        (
            "sources.ron".to_owned(),
            r#"[Source(id: "s", title: "S", issuer: "S", url: "https://example.org", note: "generated")]"#.to_owned(),
        ),
        ("jurisdictions/all.ron".to_owned(), jurisdictions(&mut random)),
    ];
    // Ends of earlier links, each as often as it was one: what is linked already is linked again.
    let mut popular: Vec<usize> = Vec::new();
    for at in 0..frameworks {
        let links = if at == 0 || random.below(2) == 0 { 0 } else { 1 + random.skewed(4) };
        let mut written = String::new();
        for _ in 0..links {
            let earlier = if popular.is_empty() || random.below(4) == 0 {
                random.below(at)
            } else {
                popular[random.below(popular.len())]
            };
            let relation = random.of(&RELATIONS);
            writeln!(written, r#"(relation: {relation}, to: "{}", layers: [Legal, Technical, Data], claim: "c", evidence: {EVIDENCE}),"#, name(earlier)).expect("writing to a string");
            popular.extend([earlier, at]);
        }
        files.push((format!("frameworks/x/{}.ron", name(at)), framework(at, &written, &mut random)));
    }
    files
}

/// The graph itself.
pub fn graph(frameworks: usize, seed: u64) -> Loaded {
    let files = files(frameworks, seed);
    let loaded = load::texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    assert!(loaded.is_sound(), "generated graphs are sound, but: {:#?}", loaded.diagnostics.first());
    loaded
}

fn name(framework: usize) -> String {
    format!("f-{framework:06}")
}

fn jurisdictions(random: &mut Random) -> String {
    let mut rows = String::from("[\n");
    for at in 0..COUNTRIES {
        let (two, three) = (code(at, 2), code(at, 3));
        let subregion = SUBREGIONS[at % SUBREGIONS.len()];
        writeln!(rows, r#"Jurisdiction(id: "c-{at:03}", name: "Country {at}", kind: Country, m49: "{subregion}", iso: ("{two}", "{three}"), g77: {}),"#, at % 3 != 0).expect("writing to a string");
    }
    for at in 0..BLOCS {
        let members: Vec<String> = (0..COUNTRIES)
            .filter(|country| country % SUBREGIONS.len() == at % SUBREGIONS.len() && random.below(2) == 0)
            .map(|country| format!("\"c-{country:03}\""))
            .collect();
        writeln!(rows, r#"Jurisdiction(id: "b-{at:02}", name: "Bloc {at}", kind: Bloc, region: "international", members: [(who: [{}], evidence: {EVIDENCE})]),"#, members.join(", ")).expect("writing to a string");
    }
    rows + "]"
}

/// Letters that no two countries share.
fn code(at: usize, letters: usize) -> String {
    let mut left = at;
    let letter = |_| {
        let letter = char::from(b'A' + u8::try_from(left % 26).expect("a letter"));
        left /= 26;
        letter
    };
    (0..letters).map(letter).collect()
}

fn framework(at: usize, links: &str, random: &mut Random) -> String {
    let (kind, homes, binding, more) = match random.below(20) {
        0 => {
            let who: Vec<String> =
                (0..5 + random.below(40)).map(|_| format!("\"c-{:03}\"", random.below(COUNTRIES))).collect();
            let mut who: Vec<&str> = who.iter().map(String::as_str).collect();
            who.sort_unstable();
            who.dedup();
            let act = random.of(&["Signed", "Ratified", "Endorsed"]);
            (
                "Treaty",
                String::new(),
                "Binding",
                format!("parties: [(act: {act}, who: [{}], evidence: {EVIDENCE})],", who.join(", ")),
            )
        }
        1 => ("Regulation", format!("\"b-{:02}\"", random.skewed(BLOCS)), "Binding", String::new()),
        2..8 => ("Law", format!("\"c-{:03}\"", random.skewed(COUNTRIES)), "Binding", String::new()),
        8..12 => ("Standard", format!("\"b-{:02}\"", random.below(BLOCS)), "Voluntary", String::new()),
        _ => ("Guideline", format!("\"c-{:03}\"", random.skewed(COUNTRIES)), "Voluntary", String::new()),
    };
    let layers = random.of(&LAYERS);
    let (topics, principles, objectives) =
        (random.some(&TOPICS, 3), random.some(&PRINCIPLES, 6), random.some(&OBJECTIVES, 3));
    let integration = random.of(&["General", "Framed", "Specified", "Detailed"]);
    format!(
        r#"Framework(id: "{}", name: "Framework {at}", kind: {kind}, issuers: [{homes}], jurisdictions: [{homes}], layers: [{layers}], topics: [{topics}], status: InForce, {more}
patterns: (objectives: (values: [{objectives}], evidence: {EVIDENCE}), principles: (values: [{principles}], evidence: {EVIDENCE}),
binding: (value: {binding}, evidence: {EVIDENCE}), integration: (value: {integration}, evidence: {EVIDENCE})),
links: [{links}], evidence: {EVIDENCE})"#,
        name(at)
    )
}
