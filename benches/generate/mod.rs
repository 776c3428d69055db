//! Realistic graphs of any size, the same for the same seed: countries in regions and blocs, texts that refer to earlier ones
//! the more often the more these are referred to already, treaties with parties, standards and guides made by many.
//!
//! A graph is written as the files a curator would write, so that loading is measured as well and other programs can read
//! the same data.

#![allow(dead_code, reason = "each benchmark uses a part")]

use std::fmt::Write as _;
use std::path::PathBuf;

use interlex::analysis::{Entry, Profile};
use interlex::load::{self, Loaded};
use interlex::model::{ApproachStep, BindingStep, Component, IntegrationStep, Layer, TermSet, Vocabulary};

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
const APPROACHES: [ApproachStep; 5] = [
    ApproachStep::TopDown,
    ApproachStep::MostlyTopDown,
    ApproachStep::Mixed,
    ApproachStep::MostlyBottomUp,
    ApproachStep::BottomUp,
];
const COMPONENTS: [Component; 4] =
    [Component::Legal, Component::Organisational, Component::Semantic, Component::Technical];
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

    fn some(&mut self, list: &[&'static str], most: usize) -> Vec<&'static str> {
        let mut picked: Vec<&str> = (0..=self.below(most)).map(|_| self.of(list)).collect();
        picked.sort_unstable();
        picked.dedup();
        picked
    }
}

/// What a benchmark is asked on its command line: the numbers of frameworks, or the usual ones, and the folder after
/// `--write`, if it is to write what it measures.
pub fn asked(usual: &[usize]) -> (Vec<usize>, Option<PathBuf>) {
    let mut sizes = Vec::new();
    let mut write = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--write" => write = Some(PathBuf::from(arguments.next().expect("a folder after --write"))),
            other => sizes.extend(other.parse::<usize>()),
        }
    }
    (if sizes.is_empty() { usual.to_vec() } else { sizes }, write)
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
    each(frameworks, &mut random, |at, links, drawn| {
        let mut written = String::new();
        for (relation, to) in links {
            writeln!(written, r#"(relation: {relation}, to: "{}", layers: [Legal, Technical, Data], claim: "c", evidence: {EVIDENCE}),"#, name(*to)).expect("writing to a string");
        }
        files.push((format!("frameworks/x/{}.ron", name(at)), framework(at, &written, drawn)));
    });
    files
}

/// Draws one framework after the other, with its links to earlier ones.
fn each(frameworks: usize, random: &mut Random, mut each: impl FnMut(usize, &[(&str, usize)], &Drawn)) {
    // Ends of earlier links, each as often as it was one: what is linked already is linked again.
    let mut popular: Vec<usize> = Vec::new();
    for at in 0..frameworks {
        let count = if at == 0 || random.below(2) == 0 { 0 } else { 1 + random.skewed(4) };
        let mut links = Vec::new();
        for _ in 0..count {
            let earlier = if popular.is_empty() || random.below(4) == 0 {
                random.below(at)
            } else {
                popular[random.below(popular.len())]
            };
            links.push((random.of(&RELATIONS), earlier));
            popular.extend([earlier, at]);
        }
        each(at, &links, &Drawn::new(at, random));
    }
}

/// The frameworks of a graph of so many as a census counts them, without the graph: with 200,000 of them, loading what
/// [`files`] writes takes longer than comparing. Homes are positions among all blocs and then all countries.
pub fn entries(frameworks: usize, seed: u64) -> Vec<Entry> {
    let vocabularies = self::vocabularies();
    let mut random = Random(seed);
    jurisdictions(&mut random);
    let mut entries = Vec::with_capacity(frameworks);
    each(frameworks, &mut random, |_, _, drawn| entries.push(drawn.entry(&vocabularies)));
    entries
}

/// The vocabularies of objectives and principles that every generated graph has.
fn vocabularies() -> [Vocabulary; 2] {
    let graph = graph(0, 1).graph;
    [graph.vocabularies().objectives.clone(), graph.vocabularies().principles.clone()]
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

/// What chance made of one framework.
struct Drawn {
    kind: &'static str,
    home: Option<String>,
    binding: BindingStep,
    /// Parties, as the record has them.
    more: String,
    layers: &'static str,
    topics: Vec<&'static str>,
    principles: Vec<&'static str>,
    objectives: Vec<&'static str>,
    integration: IntegrationStep,
    /// Where anybody has assessed them.
    approach: Option<ApproachStep>,
    components: Option<Vec<Component>>,
}

impl Drawn {
    fn new(at: usize, random: &mut Random) -> Self {
        let country = |number: usize| Some(format!("c-{number:03}"));
        let bloc = |number: usize| Some(format!("b-{number:02}"));
        let (kind, home, binding, more) = match random.below(20) {
            0 => {
                let who: Vec<String> =
                    (0..5 + random.below(40)).map(|_| format!("\"c-{:03}\"", random.below(COUNTRIES))).collect();
                let mut who: Vec<&str> = who.iter().map(String::as_str).collect();
                who.sort_unstable();
                who.dedup();
                let act = random.of(&["Signed", "Ratified", "Endorsed"]);
                let parties = format!("parties: [(act: {act}, who: [{}], evidence: {EVIDENCE})],", who.join(", "));
                ("Treaty", None, BindingStep::Binding, parties)
            }
            1 => ("Regulation", bloc(random.skewed(BLOCS)), BindingStep::Binding, String::new()),
            2..8 => ("Law", country(random.skewed(COUNTRIES)), BindingStep::Binding, String::new()),
            8..12 => ("Standard", bloc(random.below(BLOCS)), BindingStep::Voluntary, String::new()),
            _ => ("Guideline", country(random.skewed(COUNTRIES)), BindingStep::Voluntary, String::new()),
        };
        let layers = random.of(&LAYERS);
        let topics = random.some(&TOPICS, 3);
        let principles = random.some(&PRINCIPLES, 6);
        let objectives = random.some(&OBJECTIVES, 3);
        let steps: Vec<IntegrationStep> = IntegrationStep::all().collect();
        let integration = steps[random.below(steps.len())];
        // From a stream of their own, so that everything else stays as it was without them.
        let mut apart = Random((at as u64).wrapping_mul(0xA076_1D64_78BD_642F));
        let approach = (apart.below(4) > 0).then(|| APPROACHES[apart.below(APPROACHES.len())]);
        let components = (apart.below(4) > 0).then(|| COMPONENTS.into_iter().filter(|_| apart.below(3) == 0).collect());
        Self { kind, home, binding, more, layers, topics, principles, objectives, integration, approach, components }
    }

    fn entry(&self, [objectives, principles]: &[Vocabulary; 2]) -> Entry {
        let set = |vocabulary: &Vocabulary, terms: &[&str]| {
            let find = |term: &&str| vocabulary.find(term).expect("a term of the vocabulary");
            terms.iter().map(find).fold(TermSet::EMPTY, TermSet::union)
        };
        let number = |home: &String| home[2..].parse::<u32>().expect("a number");
        let blocs = u32::try_from(BLOCS).expect("few blocs");
        let home = |home: &String| if home.starts_with('b') { number(home) } else { blocs + number(home) };
        Entry {
            profile: Profile {
                objectives: Some(set(objectives, &self.objectives)),
                principles: Some(set(principles, &self.principles)),
                approach: self.approach,
                binding: Some(self.binding),
                integration: Some(self.integration),
                components: self.components.as_ref().map(|list| list.iter().copied().collect()),
            },
            layers: Layer::ALL.into_iter().filter(|layer| self.layers.contains(&format!("{layer:?}"))).collect(),
            homes: self.home.iter().map(home).collect(),
        }
    }
}

fn quoted(terms: &[&str]) -> String {
    terms.iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>().join(", ")
}

fn framework(at: usize, links: &str, drawn: &Drawn) -> String {
    let Drawn { kind, binding, more, layers, integration, .. } = drawn;
    let home = drawn.home.as_ref().map_or(String::new(), |home| format!("\"{home}\""));
    let [topics, principles, objectives] = [&drawn.topics, &drawn.principles, &drawn.objectives].map(|it| quoted(it));
    let mut patterns = String::new();
    if let Some(step) = drawn.approach {
        write!(patterns, "approach: (value: {step:?}, evidence: {EVIDENCE}), ").expect("writing to a string");
    }
    if let Some(list) = &drawn.components {
        let list: Vec<String> = list.iter().map(|it| format!("{it:?}")).collect();
        write!(patterns, "components: (values: [{}], evidence: {EVIDENCE}), ", list.join(", "))
            .expect("writing to a string");
    }
    format!(
        r#"Framework(id: "{}", name: "Framework {at}", kind: {kind}, issuers: [{home}], jurisdictions: [{home}], layers: [{layers}], topics: [{topics}], status: InForce, {more}
patterns: (objectives: (values: [{objectives}], evidence: {EVIDENCE}), principles: (values: [{principles}], evidence: {EVIDENCE}),
{patterns}binding: (value: {binding:?}, evidence: {EVIDENCE}), integration: (value: {integration:?}, evidence: {EVIDENCE})),
links: [{links}], evidence: {EVIDENCE})"#,
        name(at)
    )
}
