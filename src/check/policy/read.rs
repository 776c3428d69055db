//! The text of an `interlex.toml` to a [`Policy`], with every mistake in one run.

use jiff::civil::Date;
use serde_json::{Map, Number, Value as Json};
use toml::de::{DeTable, DeValue};

use super::{BaselinePath, Exemption, Policy, can_be_lowered, exact_rule};
use crate::check::{Rule, Thresholds, loading, rules, sources};
use crate::diagnostic::{Diagnostic, Level};
use crate::source::{FileId, Span};

/// The keys at the top of the file.
pub(super) const TOP: [&str; 5] = ["rules", "new", "thresholds", "exempt", "baseline"];

/// The keys of an exemption.
pub(super) const EXEMPT: [&str; 4] = ["rule", "entry", "reason", "until"];

/// What an exemption cannot do without.
const NEEDED: [(&str, &str); 3] = [
    ("rule", "the rule it is from"),
    ("entry", "the id of the entry it is for"),
    ("reason", "a reason, so that whoever reads it later can tell whether it still holds"),
];

/// The levels, as written.
pub(super) const LEVELS: [(&str, Level); 3] = [("deny", Level::Deny), ("warn", Level::Warn), ("allow", Level::Allow)];

/// The most errors of syntax that are told: after so many a file is something else.
const MAX_SYNTAX: usize = 20;

/// The most mistakes that are told.
const MAX_FINDINGS: usize = 50;

type Spanned<T> = toml::Spanned<T>;
type Key<'i> = Spanned<toml::de::DeString<'i>>;
type Value<'i> = Spanned<DeValue<'i>>;

pub(super) fn read(file: FileId, text: &str) -> Result<Policy, Vec<Diagnostic>> {
    // Offsets must stay those of the text.
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { file, text, found: Vec::new() };
    let policy = reader.policy(table.get_ref());
    let broken: Vec<Diagnostic> = errors.iter().take(MAX_SYNTAX).map(|error| reader.syntax(error)).collect();
    let mut found = reader.found;
    if !broken.is_empty() {
        // What a broken line means is a guess, and what seems to be missing may stand in it.
        let line = |offset: usize| text.get(..offset).map_or(usize::MAX, |before| before.matches('\n').count());
        let lines = |it: &Diagnostic| it.labels.iter().map(|label| line(label.span.start)).collect::<Vec<_>>();
        let broken_lines: Vec<usize> = broken.iter().flat_map(lines).collect();
        found
            .retain(|it| !it.message.starts_with(MISSING) && !lines(it).iter().any(|line| broken_lines.contains(line)));
    }
    found.extend(broken);
    found.sort_by_key(|it| it.primary().map(|label| label.span));
    if found.is_empty() { Ok(policy) } else { Err(first(found)) }
}

/// As many mistakes as somebody would read.
pub(super) fn first(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if let Some(next) = found.get(MAX_FINDINGS).cloned() {
        found.truncate(MAX_FINDINGS);
        let message = format!("only the first {MAX_FINDINGS} mistakes are shown");
        let more = Diagnostic { message, suggestion: None, ..next };
        found.push(more.help("put those right first"));
    }
    found
}

/// Why nothing can be said of the rules that the loader reports, and of others.
const LOADERS: (&str, &str) = (
    "the graph rests on it",
    "remove the line and put right what the rule finds: otherwise the graph is not what its files say",
);
const OTHERS: (&str, &str) = ("not for the check to weigh", "remove the line");

/// How messages about what is not there begin.
const MISSING: &str = "an exemption needs";

struct Reader<'t> {
    file: FileId,
    text: &'t str,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn policy(&mut self, table: &DeTable<'_>) -> Policy {
        let mut policy = Policy::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "rules" => {
                    let levels = self.levels(value, "rules").into_iter();
                    policy.levels = levels.map(|(rule, level, _)| (rule.id, level)).collect();
                }
                "thresholds" => policy.thresholds = self.thresholds(value),
                "exempt" => policy.exemptions = self.exemptions(value),
                "baseline" => {
                    let path = self.words(value, "baseline", "the path of a baseline file");
                    policy.baseline = path.map(|path| BaselinePath { path, file: self.file, span: span(value) });
                }
                "new" => {}
                _ => self.unknown_key(key, "interlex.toml", TOP),
            }
        }
        if let Some(value) = table.get("new") {
            for (rule, level, at) in self.levels(value, "new") {
                let usual = policy.levels.get(rule.id).copied().unwrap_or(rule.level);
                if level > usual {
                    let message = format!("`{}` would weigh less for new entries than for others", rule.id);
                    self.invalid(
                        at,
                        message,
                        &format!("{level} here, {usual} elsewhere"),
                        "make it as strict, or remove the line",
                    );
                }
                policy.strict.insert(rule.id, level);
            }
        }
        policy
    }

    /// A table from rules to levels, in the order of the text.
    fn levels(&mut self, value: &Value<'_>, name: &str) -> Vec<(&'static Rule, Level, Span)> {
        let Some(table) = self.table(value, name, "rule_id = \"warn\"") else { return Vec::new() };
        let mut levels = Vec::new();
        for (key, value) in table {
            let rule = self.rule(key.get_ref(), span(key), false);
            let level = self.level(value);
            levels.extend(rule.zip(level).map(|(rule, level)| (rule, level, span(value))));
        }
        levels
    }

    fn level(&mut self, value: &Value<'_>) -> Option<Level> {
        let written = value.get_ref().as_str();
        if let Some((_, level)) = LEVELS.iter().find(|(name, _)| Some(*name) == written) {
            return Some(*level);
        }
        let message = match written {
            Some(word) => format!("there is no level `{word}`"),
            None => format!("a level is a text, not {}", kind(value)),
        };
        let near = written.and_then(|word| nearest(word, LEVELS.iter().map(|(name, _)| *name)));
        let help = "levels are \"deny\", \"warn\" and \"allow\"";
        self.invalid(span(value), message, "not a level", help);
        self.suggest(span(value), near.map(|near| format!("\"{near}\"")));
        None
    }

    /// The rule of this name, if it may be configured. `quoted`: whether the name stands in quotes.
    fn rule(&mut self, name: &str, at: Span, quoted: bool) -> Option<&'static Rule> {
        let Some(rule) = exact_rule(name) else {
            let near = nearest(name, rules().into_iter().map(|rule| rule.id).filter(|id| is_configurable(id)));
            let found = Diagnostic::deny("config_unknown_rule", format!("there is no rule `{}`", clip(name)))
                .label(self.file, at, "not a rule")
                .help(near.map_or("`interlex explain list` shows all".to_owned(), |near| {
                    format!("a similar one exists: `{near}`")
                }));
            self.found.push(found);
            self.suggest(at, near.map(|near| if quoted { format!("\"{near}\"") } else { near.to_owned() }));
            return None;
        };
        if is_configurable(rule.id) {
            return Some(rule);
        }
        let is_loaders = loading::RULES.iter().any(|it| it.id == rule.id);
        let (label, help) = if is_loaders { LOADERS } else { OTHERS };
        let message = format!("nothing can be said here of `{}`: it always applies in full", rule.id);
        self.found.push(Diagnostic::deny("config_fixed_rule", message).label(self.file, at, label).help(help));
        None
    }

    /// Every field of [`Thresholds`] that the table has, over the default of the others.
    fn thresholds(&mut self, value: &Value<'_>) -> Thresholds {
        let Some(table) = self.table(value, "thresholds", "locator_words_max = 8") else {
            return Thresholds::default();
        };
        let mut fields = default_thresholds();
        let known: Vec<String> = fields.keys().cloned().collect();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let Some(default) = fields.get(name) else {
                self.unknown_key(key, "[thresholds]", known.iter().map(String::as_str));
                continue;
            };
            let wanted = match default {
                Json::Number(number) if number.is_u64() => "a whole number from 0",
                Json::Number(_) => "a number",
                Json::Bool(_) => "true or false",
                _ => "another value",
            };
            let mut tried = fields.clone();
            let given = json(value);
            let fits = given.is_some_and(|given| {
                tried.insert(name.to_owned(), given);
                serde_json::from_value::<Thresholds>(Json::Object(tried.clone())).is_ok()
            });
            if fits {
                fields = tried;
            } else {
                let help = format!("write {wanted}, such as {default}, which it is without this line");
                let message = format!("`{name}` takes {wanted}, not {}", kind(value));
                self.invalid(span(value), message, "", &help);
            }
        }
        self.ordered(table, &fields);
        serde_json::from_value(Json::Object(fields)).unwrap_or_default()
    }

    /// Reports a least number that is above the most.
    fn ordered(&mut self, table: &DeTable<'_>, fields: &Map<String, Json>) {
        for (name, least) in fields {
            let Some(max) = name.strip_suffix("_min").map(|stem| format!("{stem}_max")) else { continue };
            let (Some(least), Some(most)) = (least.as_f64(), fields.get(&max).and_then(Json::as_f64)) else { continue };
            let written = [name, &max].into_iter().find_map(|key| table.get(key.as_str()));
            if let Some(value) = written.filter(|_| least > most) {
                let message = format!("`{name}` is {least}, more than `{max}`, which is {most}");
                self.invalid(span(value), message, "nothing could satisfy both", "change one of the two");
            }
        }
    }

    fn exemptions(&mut self, value: &Value<'_>) -> Vec<Exemption> {
        let DeValue::Array(entries) = value.get_ref() else {
            let message = format!("exemptions are a list, not {}", kind(value));
            self.invalid(span(value), message, "", "begin each with [[exempt]], in double brackets");
            return Vec::new();
        };
        let mut exemptions: Vec<Exemption> = Vec::new();
        for entry in entries {
            let Some(exemption) = self.exemption(entry) else { continue };
            let same = |other: &&Exemption| other.rule == exemption.rule && other.entry == exemption.entry;
            match exemptions.iter().find(same) {
                Some(first) => {
                    let message = format!("`{}` is exempt from `{}` twice", first.entry, first.rule);
                    let first = first.entry_span;
                    self.invalid(exemption.entry_span, message, "again", "keep one of the two");
                    if let Some(last) = self.found.pop() {
                        self.found.push(last.label(self.file, first, "first given here"));
                    }
                }
                None => exemptions.push(exemption),
            }
        }
        exemptions
    }

    fn exemption(&mut self, value: &Value<'_>) -> Option<Exemption> {
        let table = self.table(value, "exempt", "rule = …, entry = …, reason = …")?;
        for (key, _) in table.iter().filter(|(key, _)| !EXEMPT.contains(&key.get_ref().as_ref())) {
            self.unknown_key(key, "[[exempt]]", EXEMPT);
        }
        let head = table.iter().map(|(key, _)| span(key)).min().unwrap_or(span(value));
        for (key, what) in NEEDED.iter().filter(|(key, _)| !table.contains_key(*key)) {
            self.invalid(
                head,
                format!("{MISSING} `{key}`"),
                "in this exemption",
                &format!("add {what}: `{key} = \"…\"`"),
            );
        }
        let rule = table.get("rule").and_then(|value| {
            let name = self.words(value, "rule", "the id of a rule")?;
            Some((self.rule(&name, span(value), true)?, span(value)))
        });
        let entry =
            table.get("entry").and_then(|value| Some((self.words(value, "entry", "the id of an entry")?, span(value))));
        let reason = table.get("reason").and_then(|value| self.words(value, "reason", "why the finding may stand"));
        let until = table.get("until").map(|value| self.day(value));
        let ((rule, rule_span), (entry, entry_span)) = (rule?, entry?);
        reason?;
        let until = match until {
            Some(day) => Some(day?),
            None => None,
        };
        Some(Exemption { rule: rule.id, entry, until, file: self.file, rule_span, entry_span })
    }

    /// A day, in quotes or bare.
    fn day(&mut self, value: &Value<'_>) -> Option<(Date, Span)> {
        let written = match value.get_ref() {
            DeValue::Datetime(it) if it.time.is_none() && it.offset.is_none() => it.to_string(),
            DeValue::String(text) => text.as_ref().to_owned(),
            _ => String::new(),
        };
        // Only to the day: of a month nobody could say when it is over without looking it up.
        let day = Some(&written).filter(|it| it.len() == 10).and_then(|it| it.parse::<Date>().ok());
        if day.is_none() {
            let message = "`until` takes a day".to_owned();
            self.invalid(
                span(value),
                message,
                "not a day",
                "write YYYY-MM-DD, such as 2027-06-30: the last day on which the exemption holds",
            );
        }
        Some((day?, span(value)))
    }

    /// A text that says something.
    fn words(&mut self, value: &Value<'_>, key: &str, what: &str) -> Option<String> {
        let message = match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => return Some(text.to_owned()),
            Some(_) => format!("`{key}` is blank"),
            None => format!("`{key}` is a text, not {}", kind(value)),
        };
        self.invalid(span(value), message, "", &format!("write {what}, in quotes"));
        None
    }

    fn table<'v, 'i>(&mut self, value: &'v Value<'i>, name: &str, example: &str) -> Option<&'v DeTable<'i>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        let message = format!("`{name}` is a table, not {}", kind(value));
        self.invalid(span(value), message, "", &format!("write {example} in it"));
        None
    }

    fn unknown_key<'k>(&mut self, key: &Key<'_>, place: &str, known: impl IntoIterator<Item = &'k str>) {
        let known: Vec<&str> = known.into_iter().collect();
        let name = key.get_ref().as_ref();
        let near = nearest(name, known.iter().copied());
        let help = match near {
            Some(near) => format!("a similar one exists: `{near}`"),
            None => format!("the keys here are {}", known.join(", ")),
        };
        let found = Diagnostic::deny("config_unknown_key", format!("unknown key `{}` in {place}", clip(name)))
            .label(self.file, span(key), "not a key")
            .help(help);
        self.found.push(found);
        self.suggest(span(key), near.map(str::to_owned));
    }

    fn invalid(&mut self, at: Span, message: String, label: &str, help: &str) {
        self.found.push(Diagnostic::deny("config_invalid", message).label(self.file, at, label).help(help));
    }

    /// Adds an edit to what was reported last.
    fn suggest(&mut self, at: Span, replacement: Option<String>) {
        let Some(replacement) = replacement else { return };
        if let Some(last) = self.found.pop() {
            self.found.push(last.suggest(self.file, at, replacement));
        }
    }

    fn syntax(&self, error: &toml::de::Error) -> Diagnostic {
        let end = self.text.len();
        let span = error.span().map_or(Span::empty(end), |span| Span::new(span.start.min(end), span.end.min(end)));
        let message = match error.message().trim_end_matches('.') {
            "" => "not valid TOML",
            message => message,
        };
        Diagnostic::deny("config_syntax", message)
            .label(self.file, span, "")
            .help("texts stand in quotes, tables begin with [name], exemptions with [[exempt]]")
    }
}

/// Whether levels and exemptions may name the rule.
pub(super) fn is_configurable(id: &str) -> bool {
    can_be_lowered(id) && id != sources::COPIED.id && id != sources::NOT_FOUND.id
}

/// The fields of [`Thresholds`] and what they are by default.
pub(super) fn default_thresholds() -> Map<String, Json> {
    match serde_json::to_value(Thresholds::default()) {
        Ok(Json::Object(fields)) => fields,
        _ => Map::new(),
    }
}

fn span<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span::new(range.start, range.end)
}

fn json(value: &Value<'_>) -> Option<Json> {
    Some(match value.get_ref() {
        DeValue::String(text) => Json::from(text.as_ref()),
        DeValue::Boolean(it) => Json::from(*it),
        DeValue::Integer(it) => Json::from(i64::from_str_radix(it.as_str(), it.radix()).ok()?),
        DeValue::Float(it) => Json::Number(Number::from_f64(it.as_str().parse().ok()?)?),
        _ => return None,
    })
}

fn kind(value: &Value<'_>) -> String {
    match value.get_ref() {
        DeValue::String(text) => format!("the text \"{}\"", clip(text)),
        DeValue::Boolean(it) => it.to_string(),
        DeValue::Integer(it) => clip(it.as_str()),
        DeValue::Float(it) => clip(it.as_str()),
        DeValue::Datetime(_) => "a date".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// As much of a text as a message can hold.
fn clip(text: &str) -> String {
    crate::syntax::clip(text).into_owned()
}

/// The known name that is near enough to be meant.
pub(super) fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let spelled: String = name.chars().take(100).collect::<String>().to_lowercase().replace('-', "_");
    known
        .map(|candidate| (strsim::damerau_levenshtein(&spelled, &candidate.replace('-', "_")), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 5)
        .min()
        .map(|(_, candidate)| candidate)
}
