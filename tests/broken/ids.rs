//! Ids: malformed, twice, and pointing at nothing, from every field that names one.

use super::{ACT, Case, clean, replace, write};

const ACCORD: &str = "frameworks/world/accord-on-ai.ron";
const ETHICS: &str = "frameworks/union/union-ethics-recommendation.ron";
const KIT: &str = "frameworks/north/north-test-kit.ron";
const OFFICE: &str = "institutions/north/north-ai-office.ron";
const PLACES: &str = "jurisdictions/mainland.ron";
const REGULATION: &str = "frameworks/union/union-ai-regulation.ron";

pub fn cases() -> Vec<Case> {
    let mut cases = malformed();
    cases.extend(twice());
    cases.extend(dangling());
    cases
}

fn malformed() -> Vec<Case> {
    let own = |name, id: &str| replace(name, ACT, "\"north-ai-act\"", format!("\"{id}\""));
    vec![
        own("an id in capitals", "North-AI-Act"),
        own("an id with spaces", "north ai act"),
        own("an id with underscores", "north_ai_act"),
        own("an id with an accent", "north-\u{e4}i-act"),
        own("an id with a letter of another script", "north-\u{430}i-act"),
        own("an id that is empty", ""),
        own("an id that goes up a folder", "../north-ai-act"),
        own("an id with two hyphens", "north--ai-act"),
        own("an id of a thousand letters", &"a".repeat(1000)),
        own("an id that is not the name of its file", "north-act"),
    ]
}

fn twice() -> Vec<Case> {
    let link = clean(ACT);
    let start = link.find("        (\n            relation: Alignment").expect("a link");
    let end = start + link[start..].find("        ),\n").expect("its end") + "        ),\n".len();
    let doubled = format!("{}{}{}", &link[..end], &link[start..end], &link[end..]);
    vec![
        write("an id in two files", "frameworks/south/north-ai-act.ron", clean(ACT)),
        replace("an id twice in a table", PLACES, "id: \"westland\"", "id: \"southland\""),
        replace("an id of a framework and of a place", PLACES, "id: \"westland\"", "id: \"north-ai-act\""),
        replace("a source twice", "sources.ron", "id: \"accord-text\"", "id: \"north-gazette\""),
        replace("a term twice", "vocabulary/topics.ron", "id: \"health\"", "id: \"labour\""),
        replace("a provision twice", KIT, "id: \"test-2\"", "id: \"test-1\""),
        replace(
            "a concept twice",
            "concepts/obligations.ron",
            "[\n",
            "[\n    (id: \"liability-matter-harm-by-ai\", kind: Obligation, title: \"t\", summary: \"s\"),\n",
        ),
        write("a link twice", ACT, doubled),
        replace("a link to itself", ACT, "to: \"union-ai-regulation\"", "to: \"north-ai-act\""),
    ]
}

fn dangling() -> Vec<Case> {
    vec![
        replace("an unknown issuer", ACT, "issuers: [\"northland\"]", "issuers: [\"nortland\"]"),
        replace("an unknown jurisdiction", ACT, "jurisdictions: [\"northland\"]", "jurisdictions: [\"atlantis\"]"),
        replace(
            "a name in place of an id",
            ACT,
            "jurisdictions: [\"northland\"]",
            "jurisdictions: [\"Kingdom of Northland\"]",
        ),
        replace("a code in place of an id", ACT, "jurisdictions: [\"northland\"]", "jurisdictions: [\"XN\"]"),
        replace("an unknown addressee", ETHICS, "addressed_to: [\"union\"]", "addressed_to: [\"onion\"]"),
        replace("a link to nothing", ACT, "to: \"union-ai-regulation\"", "to: \"union-ai-regulations\""),
        replace("a link to a provision of nothing", KIT, "\"wso-ai-risk-standard#cl-6\"", "\"wso-risk-standard#cl-6\""),
        replace("a link to no provision", KIT, "\"wso-ai-risk-standard#cl-6\"", "\"wso-ai-risk-standard#cl-66\""),
        replace("a link from no provision", KIT, "\"#test-1\"", "\"#test-9\""),
        replace("a conflict that binds nobody known", ACT, "binds: [\"northland\"]", "binds: [\"norhtland\"]"),
        replace("an unknown party", ACCORD, "who: [\"", "who: [\"nobody\", \""),
        replace("an unknown member", PLACES, "who: [\"northland\"", "who: [\"northlande\""),
        replace("an unknown parent", PLACES, "parent: \"northland\"", "parent: \"north\""),
        replace(
            "an unknown jurisdiction of an institution",
            OFFICE,
            "jurisdiction: \"northland\"",
            "jurisdiction: \"nrthland\"",
        ),
        replace("an unknown source", ACT, "source: \"north-gazette\"", "source: \"north-gazete\""),
        replace("an unknown topic", ACT, "\"general-governance\"", "\"general-goverance\""),
        replace("an unknown objective", ACT, "values: [\"trust\"]", "values: [\"thrust\"]"),
        replace(
            "an unknown principle",
            "frameworks/north/north-privacy-act.ron",
            "\"privacy\", \"transparency\"",
            "\"privacy\", \"apparency\"",
        ),
        replace("an unknown trait", REGULATION, "all: [\"use-hiring\"]", "all: [\"use-hirring\"]"),
        replace("an unknown tier", REGULATION, "tiers: [\"high\"]", "tiers: [\"hihg\"]"),
        replace("an unknown matter of liability", ACT, "liability-matter-harm-by-ai", "liability-matter-harm"),
        replace("an unknown sub-region", PLACES, "m49: \"upper-mainland\"", "m49: \"uper-mainland\""),
        replace("an unknown panel", PLACES, "region: \"mainland\"", "region: \"middleland\""),
        replace("a country without a sub-region", PLACES, "        m49: \"lower-mainland\",\n", ""),
        replace("a place that is part of itself", PLACES, "parent: \"northland\"", "parent: \"northshire\""),
        replace(
            "a committee that its own parent belongs to",
            "institutions/world/world-standards-office.ron",
            "    kind:",
            "    parent: \"wso-ai-committee\",\n    kind:",
        ),
    ]
}
