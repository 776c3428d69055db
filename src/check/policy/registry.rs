//! What may be wrong with a configuration or a baseline, explained like any lint.

use super::super::Rule;
use crate::diagnostic::Level;

const fn rule(id: &'static str, level: Level, title: &'static str, why: &'static str, fix: &'static str) -> Rule {
    Rule { id, level, title, why, fix, run: None }
}

/// The rules about `interlex.toml` and baselines.
pub(in crate::check) static RULES: [Rule; 10] = [
    rule(
        "baseline_invalid",
        Level::Deny,
        "A baseline has one recorded finding a line, as JSON.",
        "What it hides must be known for certain.",
        "Write it anew with `interlex check --write-baseline FILE`.",
    ),
    rule(
        "baseline_stale",
        Level::Warn,
        "A baseline records only findings that still occur.",
        "What was put right would otherwise be free to come back; a baseline should only ever shrink.",
        "Delete the line, or write the baseline anew with `interlex check --write-baseline FILE`.",
    ),
    rule(
        "config_fixed_rule",
        Level::Deny,
        "The level of a rule that the graph rests on is not changed, and nothing is exempted from it.",
        "Where a file cannot be read or an id leads nowhere, the graph is not what its files say, and every answer drawn from it would be wrong without a word.",
        "Remove the line and put right what the rule finds.",
    ),
    rule(
        "config_invalid",
        Level::Deny,
        "Values in interlex.toml are of the kind that their key asks for, and what is needed is there.",
        "A configuration that cannot be understood checks something else than its author wanted.",
        "Follow the message; docs/CHECK.md shows every key.",
    ),
    rule(
        "config_syntax",
        Level::Deny,
        "interlex.toml is valid TOML.",
        "What cannot be read configures nothing.",
        "Follow the message; texts stand in quotes, tables begin with [name].",
    ),
    rule(
        "config_unknown_key",
        Level::Deny,
        "interlex.toml has only keys that exist.",
        "A misspelt key would be ignored, and what it was meant to change would not be.",
        "Correct the name; docs/CHECK.md shows every key.",
    ),
    rule(
        "config_unknown_rule",
        Level::Deny,
        "Rules that interlex.toml names exist.",
        "A level or exemption for a rule that nobody knows would have no effect.",
        "Correct the id; `interlex explain list` shows all.",
    ),
    rule(
        "exemption_entry_unknown",
        Level::Deny,
        "Exemptions are for entries that the graph has.",
        "An exemption for a misspelt or deleted entry protects nothing.",
        "Correct the id, or delete the exemption.",
    ),
    rule(
        "exemption_expired",
        Level::Deny,
        "Exemptions with a last day are renewed or removed after it.",
        "Whoever gave the day promised to look again; the finding is shown again since.",
        "Put right what was exempted and delete the exemption, or give a later day and the reason for it.",
    ),
    rule(
        "exemption_unused",
        Level::Warn,
        "Exemptions hide a finding.",
        "One that hides nothing would hide the next mistake of the same kind.",
        "Delete the exemption.",
    ),
];
