//! What the loader reports, so that it can be explained like any lint.

use super::Rule;
use crate::diagnostic::Level;

const fn rule(id: &'static str, title: &'static str, why: &'static str, fix: &'static str) -> Rule {
    Rule { id, level: Level::Deny, title, why, fix, run: None }
}

pub(super) static RULES: [Rule; 24] = [
    rule(
        "concept_unknown",
        "Concepts that are named exist and are of the kind asked for.",
        "Reports follow these ids: from a gap to what would answer it, from a duty to others like it.",
        "Correct the id, or add the concept to graph/concepts/.",
    ),
    rule(
        "date_invalid",
        "Dates are ISO 8601, to the day, month or year.",
        "Questions about a day need dates that can be compared.",
        "Write YYYY-MM-DD, YYYY-MM or YYYY; leave an unknown date out.",
    ),
    rule(
        "duplicate_field",
        "A field stands once in a record.",
        "Of two values one would be lost without a word.",
        "Keep the right one.",
    ),
    rule(
        "file_unexpected",
        "Files stand in the folders that a graph has.",
        "A file elsewhere would not be read, and its author would not know.",
        "Move it to frameworks/, institutions/, jurisdictions/, concepts/ or vocabulary/.",
    ),
    rule(
        "file_unreadable",
        "Files can be read and are UTF-8 text.",
        "Other encodings would garble names.",
        "Save the file as UTF-8; correct its permissions; replace links that leave the folder.",
    ),
    rule(
        "id_dangling",
        "Every id that is named exists.",
        "A link to nothing is no link.",
        "Correct the id, or add the record.",
    ),
    rule(
        "id_duplicate",
        "An id stands for one thing.",
        "Links would not know which of the two is meant.",
        "Rename one, or delete it if both are the same thing.",
    ),
    rule(
        "id_invalid",
        "Ids are words of a-z and 0-9 joined by single hyphens.",
        "They become file names, addresses and parts of exports.",
        "Use lower case and hyphens, such as sg-ai-verify.",
    ),
    rule(
        "id_not_file_stem",
        "A record's id is the name of its file.",
        "Whoever knows the id finds the file.",
        "Rename the file or the id.",
    ),
    rule("missing_field", "Required fields are there.", "Without them the record means nothing.", "Add the field."),
    rule(
        "profile_unusable",
        "A profile says what the system does, for whom, from where and for where, without contradiction.",
        "Which texts reach a system follows from these lists and from nothing else.",
        "Follow the message; METHOD.md explains the fields of a profile.",
    ),
    rule(
        "provision_unknown",
        "Provisions that are named are listed by their framework.",
        "Coverage counts need the list.",
        "Add the provision with its title to the framework.",
    ),
    rule(
        "region_missing",
        "Jurisdictions have a sub-region or a panel.",
        "Otherwise the map cannot place them.",
        "Give countries `m49`, blocs and groups `region`.",
    ),
    rule(
        "region_unknown",
        "Sub-regions and panels are those of regions.ron.",
        "A misspelt region would leave its members out of reports.",
        "Correct the id.",
    ),
    rule(
        "scale_incomplete",
        "scales.ron gives every mechanism a strength.",
        "A link without strength could carry nothing.",
        "Add the line with its reason.",
    ),
    rule(
        "source_unknown",
        "Evidence names sources that sources.ron lists.",
        "A reader must be able to find the document.",
        "Add the document, or correct the id.",
    ),
    rule(
        "strength_out_of_range",
        "Strengths are above 0 and at most 1; mappings 0 to 10; counts whole.",
        "Products of strengths must stay comparable.",
        "Give a value in range.",
    ),
    rule(
        "syntax",
        "Files are valid RON.",
        "A file that cannot be read is lost as a whole.",
        "Follow the message; `interlex check` shows all errors at once.",
    ),
    rule(
        "term_unknown",
        "Objectives, principles, topics and traits are terms of the vocabularies.",
        "Free words cannot be compared.",
        "Use the nearest term, or define a new one.",
    ),
    rule(
        "tier_unknown",
        "Risk classes and obligations name tiers that the framework's risk scheme lists.",
        "Which tier is the higher one follows from the list.",
        "Correct the name, or add the tier to `risk_scheme.tiers`, highest risk first.",
    ),
    rule(
        "unknown_field",
        "Records have only fields that exist.",
        "A misspelt field would be ignored, and its value with it.",
        "Correct the name.",
    ),
    rule(
        "unknown_variant",
        "Values of fixed lists are those of the list.",
        "Others have no meaning for analyses.",
        "Pick one of the list.",
    ),
    rule(
        "vocabulary_too_large",
        "A vocabulary has at most 64 terms.",
        "Finer terms than curators can tell apart make comparisons random.",
        "Merge terms.",
    ),
    rule(
        "wrong_type",
        "Values have the type of their field.",
        "A list is not a text, a text is not a number.",
        "Write the value as docs/CURATION.md shows.",
    ),
];
