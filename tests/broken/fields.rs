//! Fields and values: unknown, missing, twice, of another type, out of range, and dates that no calendar has.

use super::{ACT, Case, replace, write};

const KIT: &str = "frameworks/north/north-test-kit.ron";
const PLACES: &str = "jurisdictions/mainland.ron";
const SCALES: &str = "scales.ron";

pub fn cases() -> Vec<Case> {
    let mut cases = fields();
    cases.extend(types());
    cases.extend(numbers());
    cases.extend(dates());
    cases
}

fn fields() -> Vec<Case> {
    vec![
        replace("a misspelt field", ACT, "issuers:", "isuers:"),
        replace("a field in the singular", ACT, "jurisdictions:", "jurisdiction:"),
        replace("a field that nothing resembles", ACT, "    kind:", "    colour: \"blue\",\n    kind:"),
        replace("a field with a letter of another script", ACT, "name:", "n\u{430}me:"),
        replace("a field in capitals", ACT, "name:", "Name:"),
        replace("a field twice", ACT, "    kind:", "    name: \"Another\",\n    kind:"),
        replace("a required field is missing", ACT, "    status: InForce,\n", ""),
        replace("a misspelt value", ACT, "kind: Law", "kind: Lwa"),
        replace("a value in lower case", ACT, "status: InForce", "status: in_force"),
        replace("a value that nothing resembles", ACT, "kind: Law", "kind: Spaceship"),
        replace("a misspelt mechanism", ACT, "Alignment(Implementation)", "Alignment(Implementaton)"),
        replace("a relation without its mechanism", ACT, "Alignment(Implementation)", "Alignment"),
        replace("a relation with a mechanism of another", ACT, "Alignment(Implementation)", "Alignment(Considers)"),
        replace("a misspelt field of a pattern", ACT, "binding: (value: Binding", "binding: (val: Binding"),
        write("a record without a field", ACT, "Framework()\n"),
        write(
            "a record of another kind",
            ACT,
            "Institution(\n    id: \"north-ai-act\",\n    name: \"Northland AI Act\",\n    kind: Regulator,\n)\n",
        ),
        write("a list in place of a record", ACT, "[]\n"),
        write(
            "a record in place of a list",
            "sources.ron",
            "Source(id: \"a\", title: \"A\", issuer: \"B\", url: \"https://example.org\")\n",
        ),
    ]
}

fn types() -> Vec<Case> {
    vec![
        replace("a text in place of a list", ACT, "[\"northland\"],\n    jur", "\"northland\",\n    jur"),
        replace("a list in place of a text", ACT, "\"Northland AI Act\"", "[\"Northland AI Act\"]"),
        replace("a number in place of a text", ACT, "\"Northland AI Act\"", "2022"),
        replace("a bare name in place of a text", ACT, "source: \"north-gazette\"", "source: gazette"),
        replace("a text in place of a bare name", ACT, "kind: Law", "kind: \"Law\""),
        replace("a text in place of yes or no", PLACES, "g77: true", "g77: \"yes\""),
        replace(
            "a text in place of a record",
            ACT,
            "(adopted: \"2022-02\", in_force: \"2022-05-01\")",
            "\"2022-05-01\"",
        ),
        replace(
            "a map in place of a record",
            ACT,
            "(adopted: \"2022-02\", in_force: \"2022-05-01\")",
            "{\"in_force\": \"2022-05-01\"}",
        ),
        replace(
            "a record in place of a list of records",
            ACT,
            "evidence: [(source: \"north-gazette\", at: \"2022 no. 14\", find: \"to deserve public trust\", basis: Stated)]",
            "evidence: (source: \"north-gazette\", basis: Stated)",
        ),
        replace("a date without quotes", ACT, "\"2022-05-01\"", "2022-05-01"),
        replace("a word for nothing", ACT, "\"2022-05-01\"", "null"),
        replace("one code where two are needed", PLACES, "(\"XN\", \"XNN\")", "(\"XN\")"),
    ]
}

fn numbers() -> Vec<Case> {
    vec![
        replace("a strength above one", SCALES, "strength: 0.95", "strength: 1.5"),
        replace("a strength below zero", SCALES, "strength: 0.95", "strength: -0.1"),
        replace("a strength that is no number", SCALES, "strength: 0.95", "strength: NaN"),
        replace("a strength without end", SCALES, "strength: 0.95", "strength: inf"),
        replace("a strength too large to write", SCALES, "strength: 0.95", "strength: 1e999"),
        replace("a strength with a decimal comma", SCALES, "strength: 0.95", "strength: 0,95"),
        replace("a strength in quotes", SCALES, "strength: 0.95", "strength: \"0.95\""),
        replace("a mapping stronger than ten", KIT, "strength: 6", "strength: 11"),
        replace("a mapping stronger than a byte", KIT, "strength: 6", "strength: 300"),
        replace("a mapping weaker than zero", KIT, "strength: 6", "strength: -1"),
        replace("a mapping with a fraction", KIT, "strength: 6", "strength: 6.5"),
        replace(
            "a mechanism without strength",
            SCALES,
            "        (of: Cooperation, strength: 0.4, reason: \"They talk.\"),\n",
            "",
        ),
    ]
}

fn dates() -> Vec<Case> {
    let in_force = |name, date: &str| replace(name, ACT, "2022-05-01", date);
    vec![
        in_force("the thirtieth of February", "2023-02-30"),
        in_force("the twenty-ninth of February of a common year", "2023-02-29"),
        in_force("a thirteenth month", "2022-13"),
        in_force("a day before a month", "01-05-2022"),
        in_force("a date in words", "1 May 2022"),
        in_force("a date with slashes", "2022/05/01"),
        in_force("a year of two digits", "22"),
        in_force("an empty date", ""),
        in_force("in force before it was adopted", "2021-05-01"),
        replace("an end before the beginning", PLACES, "until: \"2020-12-31\"", "until: \"1999-12-31\""),
        replace("a graph on no day", "graph.ron", "2024-06-30", "2024-06-31"),
    ]
}
