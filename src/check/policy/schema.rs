//! The JSON Schema of `interlex.toml`, for editors.

use serde_json::{Map, Value, json};

use super::read::{EXEMPT, LEVELS, default_thresholds, is_configurable};
use crate::check::{Rule, rules};

/// What an editor needs to complete, explain and check an `interlex.toml`: JSON Schema, draft 7, as editors of TOML know.
///
/// It follows from the registry of rules and from [`Thresholds`](crate::check::Thresholds), so it names all there are.
pub fn schema() -> Value {
    let configurable: Vec<&Rule> = rules().into_iter().filter(|rule| is_configurable(rule.id)).collect();
    let level = |rule: &&Rule| {
        let words =
            json!({ "$ref": "#/definitions/level", "description": rule.title, "default": rule.level.to_string() });
        (rule.id.to_owned(), words)
    };
    let levels: Map<String, Value> = configurable.iter().map(level).collect();
    let ids: Vec<&str> = configurable.iter().map(|rule| rule.id).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "interlex.toml: how `interlex check` judges a data set",
        "type": "object",
        "additionalProperties": false,
        "definitions": {
            "level": {
                "description": "deny: the check fails; warn: shown; allow: shown only with --verbose.",
                "enum": LEVELS.map(|(name, _)| name),
            },
        },
        "properties": {
            "rules": {
                "description": "The level of each rule.",
                "type": "object", "additionalProperties": false, "properties": levels,
            },
            "new": {
                "description": "The level of each rule for entries that are new or changed (check --since); what warns elsewhere is denied there.",
                "type": "object", "additionalProperties": false, "properties": levels,
            },
            "thresholds": {
                "description": "The numbers that rules measure against.",
                "type": "object", "additionalProperties": false, "properties": thresholds(),
            },
            "exempt": {
                "description": "Findings that are there for a reason.",
                "type": "array",
                "items": {
                    "type": "object", "additionalProperties": false,
                    "required": EXEMPT[..3],
                    "properties": {
                        "rule": { "description": "The rule.", "enum": ids },
                        "entry": { "description": "The id of the entry that is exempt.", "type": "string", "pattern": "\\S" },
                        "reason": { "description": "Why the finding may stand.", "type": "string", "pattern": "\\S" },
                        "until": {
                            "description": "The last day on which the exemption holds.",
                            "type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$",
                        },
                    },
                },
            },
            "baseline": {
                "description": "The path of a baseline, from the folder of this file.",
                "type": "string", "pattern": "\\S",
            },
        },
    })
}

fn thresholds() -> Map<String, Value> {
    let describe = |(name, default): (String, Value)| {
        let words = match &default {
            Value::Number(number) if number.is_u64() => json!({ "type": "integer", "minimum": 0, "default": default }),
            Value::Number(_) => json!({ "type": "number", "default": default }),
            Value::Bool(_) => json!({ "type": "boolean", "default": default }),
            _ => json!({ "default": default }),
        };
        (name, words)
    };
    default_thresholds().into_iter().map(describe).collect()
}
