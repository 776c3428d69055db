//! What is shared, schema `interlex/consensus/1`.

use std::io::{self, Write};

use itertools::Itertools;
use serde_json::{Value, json};

use super::{counted, id, label, lead, listed, rounded};
use crate::analysis::statistics::{percent, share};
use crate::analysis::{Adherence, Consensus, SetConsensus, TermSupport};
use crate::exchange::{evidence_json, terms};
use crate::model::{Graph, Pattern, TermSet, Vocabulary};
use crate::report::document::{Block, Document, Text};
use crate::scope::Scope;

/// How many groups of outliers are listed, those that lack most first.
const GROUPS_SHOWN: usize = 8;

/// How many outliers of a group are named.
const OUTLIERS_SHOWN: usize = 15;

/// The answer as a document for people, below the picture if there is one.
pub fn consensus_document(scope: &Scope<'_>, consensus: &Consensus, picture: Option<String>) -> Document {
    let graph = scope.graph();
    let title = match &consensus.area {
        None => "Consensus".to_owned(),
        Some(area) => format!("Consensus: {}", area.name),
    };
    let mut document = Document::new(title, lead(scope));
    let least = &graph.scales().consensus;
    document.paragraph(format!(
        "What at least {:.1} % of those assessed name is the core. {}",
        least.value.get() * 100.0,
        least.reason
    ));
    if let Some(svg) = picture {
        document.blocks.push(Block::Figure { svg, caption: String::new() });
    }
    for set in &consensus.sets {
        add_set(graph, set, &mut document);
    }
    document.heading("What this does not show");
    document.paragraph("Sources name objectives and principles with very different completeness: a term that is not named is not refused. A jurisdiction names what any text recorded for it names, its own or one that it joined, so a single widely joined text can carry a term over the line; the shares of frameworks count that text once, and the shares by own texts leave it out (law that binds a bloc counts there for each member). Naming a principle says nothing of acting on it. `interlex show ID` gives the source of each value.");
    document
}

fn add_set(graph: &Graph, set: &SetConsensus, document: &mut Document) {
    let (texts, places) = (set.assessed_frameworks.len(), set.assessed_jurisdictions.len());
    let own = set.by_own.len();
    document.heading(set.pattern.label());
    document.paragraph(format!(
        "Assessed for {texts} of {}, and through these for {places} of {}; for {own} of them through texts made there or binding their bloc.",
        counted(set.frameworks, "framework in effect", "frameworks in effect"),
        counted(set.jurisdictions, "jurisdiction", "jurisdictions"),
    ));
    if texts == 0 {
        document.paragraph("Nothing can be said of a consensus here.");
        return;
    }
    let vocabulary = vocabulary(graph, set);
    let core = |core: TermSet, of: &str| {
        let names = labels(vocabulary, core);
        if names.is_empty() { format!("Core of {of}: none.") } else { format!("Core of {of}: {names}.") }
    };
    document.item(core(set.core_of_frameworks, "frameworks"));
    document.item(core(set.core_of_jurisdictions, "jurisdictions"));
    let cells = |count: usize, of: usize| [count.to_string(), percent(share(count, of))];
    let row = |it: &TermSupport| {
        let name = labels(vocabulary, it.term);
        let numbers =
            cells(it.frameworks, texts).into_iter().chain(cells(it.jurisdictions, places)).chain(cells(it.by_own, own));
        std::iter::once(Text::plain(name)).chain(numbers.map(Text::plain)).collect()
    };
    let named = set.terms.iter().filter(|it| it.frameworks > 0);
    let columns = ["term", "frameworks", "share", "jurisdictions", "share", "by own texts", "share"];
    document.table(&columns, &[1, 2, 3, 4, 5, 6], named.map(row).collect());
    let unnamed = set.terms.iter().filter(|it| it.frameworks == 0);
    let unnamed = unnamed.fold(TermSet::EMPTY, |all, it| all.union(it.term));
    if !unnamed.is_empty() {
        document.paragraph(Text::dim(format!("Named by none: {}.", labels(vocabulary, unnamed))));
    }
    add_outliers(graph, vocabulary, "Jurisdictions", &set.outlying_jurisdictions(), document);
    add_outliers(graph, vocabulary, "Frameworks", &set.outlying_frameworks(), document);
}

/// Those that lack something of their core, grouped by what they lack.
fn add_outliers(graph: &Graph, vocabulary: &Vocabulary, who: &str, outliers: &[Adherence], document: &mut Document) {
    let mut groups: Vec<(TermSet, Vec<String>)> = Vec::new();
    for outlier in outliers {
        match groups.iter_mut().find(|(lacking, _)| *lacking == outlier.terms) {
            Some((_, members)) => members.push(label(graph, outlier.node)),
            None => groups.push((outlier.terms, vec![label(graph, outlier.node)])),
        }
    }
    let left: usize = groups.iter().skip(GROUPS_SHOWN).map(|(_, members)| members.len()).sum();
    for (lacking, members) in groups.into_iter().take(GROUPS_SHOWN) {
        document.item(format!(
            "{who} whose record lacks {}: {}",
            labels(vocabulary, lacking),
            listed(members, OUTLIERS_SHOWN)
        ));
    }
    if left > 0 {
        document.item(Text::dim(format!("{who} that lack fewer or other terms of the core: {left} more")));
    }
}

fn vocabulary<'g>(graph: &'g Graph, set: &SetConsensus) -> &'g Vocabulary {
    let vocabularies = graph.vocabularies();
    if set.pattern == Pattern::Objectives { &vocabularies.objectives } else { &vocabularies.principles }
}

fn labels(vocabulary: &Vocabulary, set: TermSet) -> String {
    vocabulary.members(set).map(|term| term.label.as_str()).join(", ")
}

/// Writes the answer as JSON.
///
/// # Errors
/// If writing fails.
pub fn consensus_json(scope: &Scope<'_>, consensus: &Consensus, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let least = &graph.scales().consensus;
    let value = json!({
        "schema": "interlex/consensus/1",
        "as_of": scope.day().to_string(),
        "region": consensus.area.as_ref().map(|area| &area.id),
        "layers": scope.layer_list().collect::<Vec<_>>(),
        "threshold": { "value": least.value, "reason": least.reason },
        "patterns": consensus.sets.iter().map(|set| set_json(graph, set)).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn set_json(graph: &Graph, set: &SetConsensus) -> Value {
    let vocabulary = vocabulary(graph, set);
    let (texts, places) = (set.assessed_frameworks.len(), set.assessed_jurisdictions.len());
    let term = |it: &TermSupport| {
        json!({
            "term": terms(vocabulary, it.term).first(),
            "frameworks": it.frameworks, "share_of_frameworks": rounded(share(it.frameworks, texts)),
            "jurisdictions": it.jurisdictions, "share_of_jurisdictions": rounded(share(it.jurisdictions, places)),
            "by_own": it.by_own, "share_by_own": rounded(share(it.by_own, set.by_own.len())),
        })
    };
    let framework = |it: &Adherence| {
        let evidence = graph.node(it.node).framework().map(|framework| framework.evidence_for(set.pattern));
        json!({
            "framework": id(graph, it.node), "terms": terms(vocabulary, it.terms),
            "evidence": evidence_json(graph, evidence.unwrap_or_default()),
        })
    };
    let jurisdiction =
        |it: &Adherence| json!({ "jurisdiction": id(graph, it.node), "terms": terms(vocabulary, it.terms) });
    let outlier = |it: &Adherence| json!({ "id": id(graph, it.node), "lacks": terms(vocabulary, it.terms) });
    json!({
        "pattern": set.pattern,
        "frameworks": { "in_effect": set.frameworks, "assessed": texts },
        "jurisdictions": { "asked": set.jurisdictions, "assessed": places, "by_own": set.by_own.len() },
        "core": {
            "frameworks": terms(vocabulary, set.core_of_frameworks),
            "jurisdictions": terms(vocabulary, set.core_of_jurisdictions),
        },
        "terms": set.terms.iter().map(term).collect::<Vec<_>>(),
        "outliers": {
            "frameworks": set.outlying_frameworks().iter().map(outlier).collect::<Vec<_>>(),
            "jurisdictions": set.outlying_jurisdictions().iter().map(outlier).collect::<Vec<_>>(),
        },
        "named_by_frameworks": set.assessed_frameworks.iter().map(framework).collect::<Vec<_>>(),
        "named_by_jurisdictions": set.assessed_jurisdictions.iter().map(jurisdiction).collect::<Vec<_>>(),
    })
}

/// Writes a row for each term.
///
/// # Errors
/// If writing fails.
pub fn consensus_csv(scope: &Scope<'_>, consensus: &Consensus, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "pattern",
        "term",
        "frameworks",
        "frameworks_assessed",
        "core_of_frameworks",
        "jurisdictions",
        "jurisdictions_assessed",
        "core_of_jurisdictions",
        "by_own",
        "by_own_assessed",
    ])?;
    for set in &consensus.sets {
        for it in &set.terms {
            let within = |core: TermSet| (!core.intersection(it.term).is_empty()).to_string();
            writer.write_record([
                set.pattern.as_str().to_owned(),
                terms(vocabulary(graph, set), it.term).join(" "),
                it.frameworks.to_string(),
                set.assessed_frameworks.len().to_string(),
                within(set.core_of_frameworks),
                it.jurisdictions.to_string(),
                set.assessed_jurisdictions.len().to_string(),
                within(set.core_of_jurisdictions),
                it.by_own.to_string(),
                set.by_own.len().to_string(),
            ])?;
        }
    }
    writer.flush()
}
