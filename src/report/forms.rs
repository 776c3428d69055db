//! The forms of the answers in JSON, each with the JSON Schema that describes it.
//!
//! The schemas stand in `schema/outputs/` and are written by hand: what a key means is more than its type shows. Tests
//! hold real answers against them. docs/STABILITY.md tells what of them is promised.

/// A form in which the program writes JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The name, such as `gaps`; most forms say `interlex/gaps/1` of themselves.
    pub name: &'static str,
    /// What writes it.
    pub written_by: &'static str,
    /// Its JSON Schema, of draft 2020-12; of a line, where the form is one object a line.
    pub schema: &'static str,
}

/// Lists forms by name, with the command that writes each.
macro_rules! forms {
    ($($name:literal: $written_by:literal,)+) => {
        &[$(Form {
            name: $name,
            written_by: concat!("interlex ", $written_by),
            schema: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/outputs/", $name, ".schema.json")),
        },)+]
    };
}

impl Form {
    /// All of them, in the order of the commands.
    pub const ALL: &[Self] = forms! {
        "graph": "export --format json",
        "jsonl": "export --format jsonl, a line",
        "coverage": "coverage --format json",
        "matrix": "matrix --format json",
        "gaps": "gaps --format json",
        "compare": "compare --format json",
        "terms": "compare --terms --format json",
        "path": "path --format json",
        "census": "census --format json",
        "crosswalk": "crosswalk --format json",
        "plan": "plan --format json",
        "influence": "influence --format json",
        "consensus": "consensus --format json",
        "bridges": "bridges --format json",
        "communities": "communities --format json",
        "robustness": "robustness --format json",
        "timeline": "timeline --format json",
        "simulate": "simulate --format json",
        "whatif": "whatif --format json",
        "diff": "diff --format json",
        "profile": "profile --format json",
        "chord": "chord --format json",
        "show": "show --format json",
        "list": "list --format json",
        "explain": "explain RULE --format json",
        "check": "check --format json, a line",
        "baseline": "check --write-baseline FILE, a line",
        "import-report": "import FORMAT FILE --report FILE",
    };

    /// The form with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|form| form.name.eq_ignore_ascii_case(name))
    }
}
