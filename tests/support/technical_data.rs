//! Small invented graphs for the technical and the data rules.

use interlex::analysis;
use interlex::load::{self, Loaded};
use interlex::model::Severity;
use interlex::rules::{self, Outcome, Question};
use interlex::scope::Scope;

/// Evidence that every record of a test cites.
pub const EVIDENCE: &str = r#"evidence: [(source: "s", at: "1", find: "as it says there", basis: Stated)]"#;

/// A graph that grows by records.
#[derive(Debug, Default)]
pub struct Small {
    jurisdictions: String,
    files: Vec<(String, String)>,
}

/// What a rule made of it.
#[derive(Debug)]
pub struct Found {
    pub value: Option<f64>,
    pub severity: Option<Severity>,
    pub subjects: Vec<String>,
    pub evidence: usize,
    pub words: String,
}

impl Small {
    /// A graph of these countries and nothing else.
    pub fn of(countries: &[&str]) -> Self {
        countries.iter().fold(Self::default(), |small, id| small.country(id, ""))
    }

    /// Adds a country with further fields.
    pub fn country(mut self, id: &str, fields: &str) -> Self {
        self.jurisdictions.push_str(&format!(
            "Jurisdiction(id: \"{id}\", name: \"{id}\", kind: Country, m49: \"everywhere\", {fields} {EVIDENCE}),\n"
        ));
        self
    }

    /// Adds a bloc of these members.
    pub fn bloc(mut self, id: &str, members: &[&str]) -> Self {
        self.jurisdictions.push_str(&format!(
            "Jurisdiction(id: \"{id}\", name: \"{id}\", kind: Bloc, region: \"lands\", members: [(who: {members:?}, {EVIDENCE})], {EVIDENCE}),\n"
        ));
        self
    }

    /// Adds a framework in force with the fields given.
    pub fn text(mut self, id: &str, kind: &str, fields: &str) -> Self {
        let record =
            format!("Framework(id: \"{id}\", name: \"{id}\", kind: {kind}, status: InForce, {fields} {EVIDENCE})");
        self.files.push((format!("frameworks/all/{id}.ron"), record));
        self
    }

    /// Adds an institution with the fields given.
    pub fn body(mut self, id: &str, kind: &str, fields: &str) -> Self {
        let record = format!("Institution(id: \"{id}\", name: \"{id}\", kind: {kind}, {fields} {EVIDENCE})");
        self.files.push((format!("institutions/all/{id}.ron"), record));
        self
    }

    fn load(&self) -> Loaded {
        let fixed = [
            (
                "graph.ron",
                "Graph(title: \"t\", version: \"1\", as_of: \"2026-01-01\", licence: \"CC0-1.0\")".to_owned(),
            ),
            (
                "sources.ron",
                "[Source(id: \"s\", title: \"s\", issuer: \"s\", url: \"https://example.org/\")]".to_owned(),
            ),
            (
                "regions.ron",
                "Regions(subregions: [(id: \"everywhere\", name: \"e\", m49: \"001\", panel: \"lands\")], panels: [(id: \"lands\", name: \"l\"), (id: \"international\", name: \"i\")], regions: [])".to_owned(),
            ),
            ("jurisdictions/all.ron", format!("[{}]", self.jurisdictions)),
        ];
        let own = self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let loaded = load::texts(fixed.iter().map(|(path, text)| (*path, text.as_str())).chain(own));
        for diagnostic in &loaded.diagnostics {
            let file = diagnostic.primary().and_then(|label| loaded.files.get(label.file));
            let path = file.map(|file| file.path().to_owned()).unwrap_or_default();
            assert!(path.contains("concepts") || path.contains("rules"), "{path}: {diagnostic:?}");
        }
        loaded
    }

    /// Asks a rule about a list of jurisdictions.
    pub fn ask(&self, rule: &str, area: &str) -> Found {
        self.answer(rule, area, None)
    }

    /// Asks a rule about a list of jurisdictions and those of a partner.
    pub fn ask_with(&self, rule: &str, area: &str, partner: &str) -> Found {
        self.answer(rule, area, Some(partner))
    }

    fn answer(&self, rule: &str, region: &str, partner: Option<&str>) -> Found {
        let loaded = self.load();
        let scope = Scope::new(&loaded.graph);
        let area = |text| scope.area(text).expect("the area is there");
        let report = analysis::gaps(&scope, area(region), partner.map(area));
        let findings = rules::findings(&Question::new(scope, &report));
        let finding = findings.iter().find(|it| it.rule.id.as_str() == rule).expect("the rule is registered");
        let id = |ix: &interlex::model::NodeIx| loaded.graph.node(*ix).id.to_string();
        match &finding.outcome {
            Outcome::Measured(measured) => Found {
                value: Some(measured.value),
                severity: finding.severity,
                subjects: measured.subjects.iter().map(id).collect(),
                evidence: measured.evidence.len(),
                words: measured.explanation.clone(),
            },
            Outcome::NotAssessed(why) => {
                Found { value: None, severity: None, subjects: Vec::new(), evidence: 0, words: why.clone() }
            }
        }
    }
}

impl Found {
    /// Asserts the measure, the severity and the first subjects.
    #[track_caller]
    pub fn is(&self, value: f64, severity: Severity, first: &[&str]) {
        let measured = self.value.unwrap_or_else(|| panic!("not assessed: {}", self.words));
        assert!((measured - value).abs() < 1e-9, "measured {measured}, expected {value}: {}", self.words);
        assert_eq!(self.severity, Some(severity), "{}", self.words);
        let subjects: Vec<&str> = self.subjects.iter().take(first.len()).map(String::as_str).collect();
        assert_eq!(subjects, first, "{}", self.words);
        assert!(self.evidence <= 8 && self.subjects.len() <= 20, "{self:?}");
    }

    /// Asserts that nothing was measured, and why.
    #[track_caller]
    pub fn is_unknown(&self, words: &str) {
        assert_eq!(self.value, None, "{}", self.words);
        assert!(self.words.contains(words), "{}", self.words);
    }
}

/// Fields of a technical text made in a country.
pub fn technical(country: &str) -> String {
    format!("jurisdictions: [\"{country}\"], layers: [Technical],")
}

/// Fields of a data text made in a country.
pub fn data(country: &str) -> String {
    format!("jurisdictions: [\"{country}\"], layers: [Data],")
}

/// Fields of an international technical text.
pub fn international() -> &'static str {
    "layers: [Technical],"
}

/// The patterns of a text, each as it stands in a record: `binding: Binding`, `objectives: ["trust"]`.
pub fn patterns(values: &[(&str, &str)]) -> String {
    let field = |(name, value): &(&str, &str)| {
        let key = if value.starts_with('[') { "values" } else { "value" };
        format!("{name}: ({key}: {value}, {EVIDENCE})")
    };
    format!("patterns: ({}),", values.iter().map(field).collect::<Vec<_>>().join(", "))
}

/// The links of a text: relation, target, layer.
pub fn links(list: &[(&str, &str, &str)]) -> String {
    let row = |(relation, to, layer): &(&str, &str, &str)| {
        format!("(relation: {relation}, to: \"{to}\", layers: [{layer}], claim: \"c\", {EVIDENCE})")
    };
    format!("links: [{}],", list.iter().map(row).collect::<Vec<_>>().join(", "))
}

/// Who joined a text, by an act.
pub fn parties(act: &str, who: &[&str]) -> String {
    format!("parties: [(act: {act}, who: {who:?}, {EVIDENCE})],")
}
