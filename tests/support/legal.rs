//! Small invented graphs for the rules of the gaps and of the legal layer.

use std::fmt::Write as _;

use interlex::analysis;
use interlex::diagnostic::Level;
use interlex::load::{self, Loaded};
use interlex::model::Severity;
use interlex::rules::{self, Outcome, Question};
use interlex::scope::Scope;

const SOURCES: &str = r#"[Source(id: "s", title: "S", issuer: "S", url: "https://example.org")]"#;
const EVIDENCE: &str = r#"[(source: "s", basis: Stated)]"#;
const META: &str = r#"Graph(title: "T", version: "0", as_of: "2026-01-01", licence: "CC0-1.0")"#;

/// An invented world, record by record.
#[derive(Default)]
pub struct World {
    jurisdictions: String,
    files: Vec<(String, String)>,
}

impl World {
    /// A world of countries; those whose name begins with `s` are of the Global South.
    pub fn of(countries: &[&str]) -> Self {
        countries.iter().fold(Self::default(), |world, id| world.country(id, ""))
    }

    /// Adds a country with further fields.
    pub fn country(mut self, id: &str, fields: &str) -> Self {
        let south = id.starts_with('s');
        let code: String = id.to_uppercase();
        writeln!(
            self.jurisdictions,
            r#"Jurisdiction(id: "{id}", name: "{id}", kind: Country, m49: "eastern-asia", iso: ("{code}", "{code}X"), g77: {south}, {fields}),"#,
        )
        .expect("writing to a string");
        self
    }

    /// Adds a bloc of the region `panel` with its members and further fields.
    pub fn bloc(mut self, id: &str, panel: &str, members: &[&str], fields: &str) -> Self {
        writeln!(
            self.jurisdictions,
            r#"Jurisdiction(id: "{id}", name: "{id}", kind: Bloc, region: "{panel}", members: [(who: {members:?}, evidence: {EVIDENCE})], {fields}),"#
        )
        .expect("writing to a string");
        self
    }

    /// Adds a text in force about AI in general.
    pub fn text(self, id: &str, kind: &str, fields: &str) -> Self {
        let topics = if fields.contains("topics:") { "" } else { r#"topics: ["general-governance"],"# };
        let layers = if fields.contains("layers: [Technical],") { "" } else { "layers: [Legal]," };
        let status = if fields.contains("status:") { "" } else { "status: Published," };
        let record = format!(
            r#"Framework(id: "{id}", name: "{id}", kind: {kind}, {topics} {layers} {status} evidence: {EVIDENCE}, {fields})"#
        );
        self.file(format!("frameworks/x/{id}.ron"), record)
    }

    /// Adds an institution.
    pub fn institution(self, id: &str, kind: &str, fields: &str) -> Self {
        let record = format!(
            r#"Institution(id: "{id}", name: "{id}", kind: {kind}, layers: [Legal, Technical], evidence: {EVIDENCE}, {fields})"#
        );
        self.file(format!("institutions/x/{id}.ron"), record)
    }

    fn file(mut self, path: String, text: String) -> Self {
        self.files.push((path, text));
        self
    }

    fn load(&self) -> Loaded {
        let jurisdictions = format!("[{}]", self.jurisdictions);
        let own = self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let base = [("graph.ron", META), ("sources.ron", SOURCES), ("jurisdictions/x.ron", jurisdictions.as_str())];
        let loaded = load::texts(base.into_iter().chain(own));
        // Regions, concepts and their sources are those of the real graph, of which this one has no countries.
        let ours = |name: &str| name.contains("/x/") || name.contains("jurisdictions/x.ron");
        let wrong: Vec<String> = (loaded.diagnostics.iter())
            .filter(|it| it.level == Level::Deny)
            .filter(|it| {
                it.labels.iter().any(|label| loaded.files.get(label.file).is_some_and(|file| ours(file.path())))
            })
            .map(|it| format!("{}: {}", it.rule, it.message))
            .collect();
        assert!(wrong.is_empty(), "the invented graph is sound: {wrong:#?}");
        loaded
    }

    /// What a rule finds in a region, which is a comma list of jurisdictions or a bloc.
    pub fn finds(&self, rule: &str, region: &str) -> Found {
        let loaded = self.load();
        let scope = Scope::new(&loaded.graph);
        let report = analysis::gaps(&scope, scope.area(region).expect("the region exists"), None);
        let findings = rules::findings(&Question::new(scope, &report));
        let finding = findings.iter().find(|it| it.rule.id.as_str() == rule).expect("the rule is registered with text");
        match &finding.outcome {
            Outcome::Measured(it) => Found {
                value: Some(it.value),
                severity: finding.severity,
                said: it.explanation.clone(),
                subjects: it.subjects.iter().map(|ix| loaded.graph.node(*ix).id.to_string()).collect(),
                evidence: it.evidence.len(),
            },
            Outcome::NotAssessed(why) => {
                Found { value: None, severity: None, said: why.clone(), subjects: Vec::new(), evidence: 0 }
            }
        }
    }
}

/// What a rule found.
#[derive(Debug)]
pub struct Found {
    /// The measure; `None` where it was not assessed.
    pub value: Option<f64>,
    /// The severity.
    pub severity: Option<Severity>,
    /// The explanation, or why not.
    pub said: String,
    /// Ids of the subjects.
    pub subjects: Vec<String>,
    /// How many pieces of evidence.
    pub evidence: usize,
}

impl Found {
    /// Asserts the measure and the severity.
    #[track_caller]
    pub fn is(&self, value: f64, severity: Severity) -> &Self {
        let found = self.value.unwrap_or_else(|| panic!("measured, not: {}", self.said));
        assert!((found - value).abs() < 1e-9, "measured {found}, expected {value}: {}", self.said);
        assert_eq!(self.severity, Some(severity), "{}", self.said);
        assert!(self.evidence <= 8 && self.subjects.len() <= 20, "a finding stays short: {self:?}");
        self
    }

    /// Asserts the first subjects.
    #[track_caller]
    pub fn concerns(&self, subjects: &[&str]) -> &Self {
        let first: Vec<&str> = self.subjects.iter().map(String::as_str).take(subjects.len()).collect();
        assert_eq!(first, subjects, "{}", self.said);
        self
    }

    /// Asserts that the explanation contains something.
    #[track_caller]
    pub fn says(&self, part: &str) -> &Self {
        assert!(self.said.contains(part), "`{part}` is not in: {}", self.said);
        self
    }

    /// Asserts that the rule was not assessed, for the reason given.
    #[track_caller]
    pub fn is_not_assessed(&self, why: &str) {
        assert_eq!(self.value, None, "{}", self.said);
        self.says(why);
    }
}

/// Fields of a pattern that is a set.
pub fn set(name: &str, values: &[&str]) -> String {
    format!("{name}: (values: {values:?}, evidence: {EVIDENCE}),")
}

/// Fields of a pattern that is a step, or a set of components written out.
pub fn step(name: &str, value: &str) -> String {
    format!("{name}: (value: {value}, evidence: {EVIDENCE}),")
}

/// A pattern of components.
pub fn components(values: &str) -> String {
    format!("components: (values: [{values}], evidence: {EVIDENCE}),")
}

/// The patterns field.
pub fn patterns(fields: &[String]) -> String {
    format!("patterns: ({}),", fields.concat())
}

/// Made in a jurisdiction.
pub fn made_in(jurisdiction: &str) -> String {
    format!(r#"jurisdictions: ["{jurisdiction}"],"#)
}

/// Joined by an act.
pub fn joined(act: &str, who: &[&str]) -> String {
    format!("parties: [(act: {act}, who: {who:?}, evidence: {EVIDENCE})],")
}

/// Links to others, all of one relation.
pub fn links(relation: &str, to: &[&str]) -> String {
    let link = |to: &&str| {
        format!(r#"(relation: {relation}, to: "{to}", layers: [Legal, Technical], claim: "c", evidence: {EVIDENCE}),"#)
    };
    format!("links: [{}],", to.iter().map(link).collect::<String>())
}

/// A risk scheme.
pub fn scheme(tiers: &[&str]) -> String {
    format!(r#"risk_scheme: (basis: "harm", tiers: {tiers:?}, evidence: {EVIDENCE}),"#)
}

/// The model of oversight of a jurisdiction.
pub fn overseen(model: &str) -> String {
    format!("regulator_model: (value: {model}, evidence: {EVIDENCE}),")
}
