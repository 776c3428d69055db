//! What a data set asks of its check: levels, thresholds, exemptions, and what is old or new.
//!
//! [`Policy::read`] turns the text of an `interlex.toml` into a policy, [`Policy::judge`] applies it to what
//! [`check`](super::check()) found. A [`Baseline`] hides what was there when it was written; [`Changes`] say which entries
//! are new or changed, and so held to stricter levels. Nothing here reads files or starts programs.

mod baseline;
mod changes;
mod read;
mod registry;
mod schema;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

pub use baseline::{Baseline, fingerprint};
pub use changes::Changes;
pub(super) use registry::RULES;
pub use schema::schema;

use super::{Rule, Thresholds, loading, rule};
use crate::diagnostic::{self, Diagnostic, Level};
use crate::load::Loaded;
use crate::model::Vocabulary;
use crate::source::{FileId, SourceFile, Span};

/// The file that a policy is read from.
pub const FILE_NAME: &str = "interlex.toml";

/// Levels, thresholds and exemptions of a data set. The default changes nothing.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    levels: BTreeMap<&'static str, Level>,
    strict: BTreeMap<&'static str, Level>,
    thresholds: Thresholds,
    exemptions: Vec<Exemption>,
    baseline: Option<BaselinePath>,
}

/// Where a configuration says that its baseline lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaselinePath {
    /// As written: relative to the folder of the configuration.
    pub path: String,
    /// The configuration.
    pub file: FileId,
    /// The place of the path in it.
    pub span: Span,
}

/// A finding that is there for a reason.
#[derive(Debug, Clone)]
struct Exemption {
    rule: &'static str,
    entry: String,
    until: Option<(Date, Span)>,
    file: FileId,
    rule_span: Span,
    entry_span: Span,
}

/// What a judgement depends on besides the policy and the findings.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// The day asked about, for exemptions that end.
    pub day: Date,
    /// What was recorded earlier.
    pub baseline: Option<&'a Baseline>,
    /// Which entries are new or changed.
    pub changes: Option<&'a Changes>,
}

/// Findings after a policy was applied.
#[derive(Debug)]
pub struct Judgement {
    /// What is left, with the levels of the policy, and what is wrong with the policy itself; by path and place.
    pub findings: Vec<Diagnostic>,
    /// How many findings are exempt.
    pub exempt: usize,
    /// How many findings the baseline hides.
    pub recorded: usize,
}

impl Policy {
    /// Reads the text of an `interlex.toml`.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place: by half a configuration nothing should be judged.
    pub fn read(file: FileId, source: &SourceFile) -> Result<Self, Vec<Diagnostic>> {
        read::read(file, source.text())
    }

    /// The numbers that lints measure against.
    pub fn thresholds(&self) -> &Thresholds {
        &self.thresholds
    }

    /// Where the baseline lies.
    pub fn baseline(&self) -> Option<&BaselinePath> {
        self.baseline.as_ref()
    }

    /// Gives each finding its level, and takes out what is exempt or recorded. Findings at [`Level::Allow`] stay, for those
    /// who ask for them.
    ///
    /// Exemptions come first: what is exempt is not looked for in the baseline. The baseline hides nothing about new and
    /// changed entries. Where the graph could not be read as a whole, nobody can say that an exemption or a line of the
    /// baseline is idle, so that is not reported.
    pub fn judge(&self, loaded: &Loaded, findings: Vec<Diagnostic>, on: Circumstances<'_>) -> Judgement {
        let (exempt, open): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|finding| self.exemptions.iter().any(|it| it.covers(finding, on.day)));
        let mut recorded = 0;
        let mut counts = BTreeMap::new();
        let mut left = Vec::with_capacity(open.len());
        for mut finding in open {
            let is_new = on.changes.is_some_and(|changes| changes.concern(&finding));
            finding.level = self.level(&finding, is_new);
            let known = on.baseline.filter(|_| can_be_lowered(finding.rule)).map_or(0, |it| it.count(&finding));
            let seen = counts.entry(fingerprint(&finding)).or_insert(0);
            *seen += 1;
            if *seen <= known && !is_new {
                recorded += 1;
            } else {
                left.push(finding);
            }
        }
        let mut own = Vec::new();
        if loaded.is_sound() {
            own.extend(on.baseline.into_iter().flat_map(|baseline| baseline.stale(&counts)));
        }
        own.extend(self.idle(loaded, &exempt, on.day));
        left.extend(own.into_iter().map(|finding| Diagnostic { level: self.level(&finding, false), ..finding }));
        diagnostic::sort(&mut left, &loaded.files);
        Judgement { findings: left, exempt: exempt.len(), recorded }
    }

    /// The findings to record: those that are neither exempt nor allowed nor about what no baseline may hide.
    pub fn to_record(&self, findings: &[Diagnostic], day: Date) -> Baseline {
        let open = findings.iter().filter(|finding| {
            can_be_lowered(finding.rule)
                && self.level(finding, false) != Level::Allow
                && !self.exemptions.iter().any(|it| it.covers(finding, day))
        });
        Baseline::of(open)
    }

    fn level(&self, finding: &Diagnostic, is_new: bool) -> Level {
        let usual = self.levels.get(finding.rule).copied().unwrap_or(finding.level);
        let strict = || match usual {
            Level::Warn => Level::Deny,
            other => other,
        };
        if is_new { self.strict.get(finding.rule).copied().unwrap_or_else(strict) } else { usual }
    }

    /// Exemptions that are over, hide nothing, or are for nobody.
    fn idle(&self, loaded: &Loaded, exempt: &[Diagnostic], day: Date) -> Vec<Diagnostic> {
        let known = known_entries(loaded);
        let report =
            |exemption: &Exemption| {
                let Exemption { rule, entry, file, .. } = exemption;
                if let Some((until, span)) = exemption.until.filter(|(until, _)| day > *until) {
                    let found = Diagnostic::deny(
                        "exemption_expired",
                        format!("the exemption of `{entry}` from `{rule}` ended on {until}"),
                    );
                    let help = "put it right and delete the exemption, or give a later day and the reason for it";
                    return Some(found.label(*file, span, format!("the day asked about is {day}")).help(help));
                }
                if !loaded.is_sound() {
                    return None;
                }
                if !known.contains(entry.as_str()) {
                    let found = Diagnostic::deny("exemption_entry_unknown", format!("there is no entry `{entry}`"))
                        .label(*file, exemption.entry_span, "not in the graph");
                    return Some(match read::nearest(entry, known.iter().copied()) {
                        Some(near) => found.help(format!("a similar one exists: `{near}`")).suggest(
                            *file,
                            exemption.entry_span,
                            format!("\"{near}\""),
                        ),
                        None => found.help("correct the id, or delete the exemption"),
                    });
                }
                let is_used = exempt.iter().any(|finding| exemption.covers(finding, day));
                (!is_used).then(|| {
                    Diagnostic::warn("exemption_unused", format!("`{rule}` finds nothing wrong with `{entry}`"))
                        .label(*file, exemption.entry_span, "exempt from it without need")
                        .label(*file, exemption.rule_span, "")
                        .help("delete the exemption")
                })
            };
        let about = |it: &Exemption| Some(report(it)?.about(Some(it.entry.clone())));
        self.exemptions.iter().filter_map(about).collect()
    }
}

impl Exemption {
    fn covers(&self, finding: &Diagnostic, day: Date) -> bool {
        self.rule == finding.rule
            && finding.subject.as_ref() == Some(&self.entry)
            && self.until.is_none_or(|(until, _)| day <= until)
    }
}

/// Whether a rule may be told to weigh less: not one that the loader or the policy itself needs.
fn can_be_lowered(id: &str) -> bool {
    !loading::RULES.iter().any(|rule| rule.id == id) && !id.starts_with("config_") && id != "baseline_invalid"
}

/// The rule with exactly this id.
fn exact_rule(id: &str) -> Option<&'static Rule> {
    rule(id).filter(|rule| rule.id == id)
}

/// Everything that a finding may be about.
fn known_entries(loaded: &Loaded) -> BTreeSet<&str> {
    let graph = &loaded.graph;
    let vocabularies = graph.vocabularies();
    let lists = [&vocabularies.objectives, &vocabularies.principles, &vocabularies.topics, &vocabularies.traits];
    let terms = lists.into_iter().flat_map(Vocabulary::terms);
    (graph.nodes().iter().map(|node| node.id.as_str()))
        .chain(graph.sources().iter().map(|source| source.id.as_str()))
        .chain(graph.concepts().iter().map(|concept| concept.id.as_str()))
        .chain(terms.map(|term| term.id.as_str()))
        .chain(loaded.own_files().filter_map(|(_, file, _)| file.path().rsplit('/').next()?.strip_suffix(".ron")))
        .collect()
}
