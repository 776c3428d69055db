//! The liability lens in words and as JSON.

use itertools::Itertools;
use serde_json::{Value, json};

use super::{concept_json, mark};
use crate::analysis::lens::{LiabilityLens, MatterRow, RegimeRow, Shopping, Strictest, strictness};
use crate::exchange::evidence_json;
use crate::model::{Graph, Id, LiabilityRegime, Modality, NodeIx};
use crate::report::cite::Citations;
use crate::report::document::{Document, Span, Text};
use crate::report::gaps::names;
use crate::scope::Scope;

/// How many names stand in a sentence before the rest is counted.
const NAMES_SHOWN: usize = 12;

/// The same in the first column of a table, which is as wide as its longest cell.
const NAMES_IN_TABLE: usize = 4;

const ORDER: &str = "Regimes from strictest: strict, presumed fault, product, fault, administrative, none. The \
    order sorts; it is a convention of interlex. A dash means that nothing is recorded, which is not the same as \"none\".";

pub(super) fn add<'g>(scope: &Scope<'g>, lens: &LiabilityLens<'g>, cite: &mut Citations<'g>, document: &mut Document) {
    let graph = scope.graph();
    document.heading("Liability: strictest recorded regime, by matter");
    document.paragraph(Text::dim(ORDER));
    add_table(graph, lens, document);
    if !lens.not_assessed.is_empty() {
        document.paragraph(format!("Not assessed: {}.", names(graph, &lens.not_assessed, usize::MAX)));
    }
    document.heading("Liability: who is liable for what, and where it rests");
    for (members, rows) in groups(lens) {
        let below = rows.iter().map(|row| regime_text(scope, row, cite)).collect();
        document.item_with(Text::default().and(Span::Strong(names(graph, &members, NAMES_SHOWN))), below);
    }
    add_shopping(graph, lens, document);
}

/// Jurisdictions with the same strictest regimes share a row.
fn add_table(graph: &Graph, lens: &LiabilityLens<'_>, document: &mut Document) {
    let mut rows: Vec<(Vec<NodeIx>, Vec<Strictest>)> = Vec::new();
    for jurisdiction in lens.regimes.iter().map(|row| row.jurisdiction).dedup() {
        let of = |row: &MatterRow<'_>| {
            let found = row.strictest.iter().find(|(ix, _)| *ix == jurisdiction);
            let found = found.map(|(_, strictest)| *strictest).unwrap_or_default();
            // What is proposed is told where it would change what exists.
            Strictest { proposed: found.proposed.filter(|regime| Some(*regime) != found.existing), ..found }
        };
        let cells: Vec<Strictest> = lens.matters.iter().map(of).collect();
        match rows.iter_mut().find(|(_, known)| *known == cells) {
            Some((members, _)) => members.push(jurisdiction),
            None => rows.push((vec![jurisdiction], cells)),
        }
    }
    let header: Vec<&str> =
        std::iter::once("Jurisdiction").chain(lens.matters.iter().map(|row| row.matter.title.as_str())).collect();
    let rows = rows.into_iter().map(|(members, cells)| {
        let name = Text::plain(names(graph, &members, NAMES_IN_TABLE));
        std::iter::once(name).chain(cells.into_iter().map(cell)).collect()
    });
    document.table(&header, &[], rows.collect());
}

fn cell(strictest: Strictest) -> Text {
    let proposed = strictest.proposed.map(|regime| format!("(proposed: {})", short(regime)));
    match (strictest.existing, proposed) {
        (None, None) => Text::dim("–"),
        (Some(existing), None) => short(existing).into(),
        (None, Some(proposed)) => Text::dim(proposed),
        (Some(existing), Some(proposed)) => Text::plain(format!("{} ", short(existing))).and(Span::Dim(proposed)),
    }
}

/// The label without the word that the heading says.
fn short(regime: LiabilityRegime) -> &'static str {
    match regime {
        LiabilityRegime::NoneRecorded => "none",
        regime => regime.label().trim_end_matches(" liability"),
    }
}

/// Jurisdictions in which the same regimes rest on the same things, with the regimes.
fn groups<'l, 'g>(lens: &'l LiabilityLens<'g>) -> Vec<(Vec<NodeIx>, Vec<&'l RegimeRow<'g>>)> {
    let mut groups: Vec<(Vec<NodeIx>, Vec<&RegimeRow<'g>>)> = Vec::new();
    for (jurisdiction, rows) in &lens.regimes.iter().chunk_by(|row| row.jurisdiction) {
        let rows: Vec<&RegimeRow<'g>> = rows.collect();
        let alike = |known: &[&RegimeRow<'g>]| {
            let key = |row: &&RegimeRow<'g>| (row.carrier, row.via, row.standing, std::ptr::from_ref(row.liability));
            known.iter().map(key).eq(rows.iter().map(key))
        };
        match groups.iter_mut().find(|(_, known)| alike(known)) {
            Some((members, _)) => members.push(jurisdiction),
            None => groups.push((vec![jurisdiction], rows)),
        }
    }
    groups
}

pub(in crate::report) fn regime_text<'g>(scope: &Scope<'g>, row: &RegimeRow<'g>, cite: &mut Citations<'g>) -> Text {
    let graph = scope.graph();
    let mut text = Text::plain(row.liability.regime.label());
    if row.standing != Modality::Existing {
        text = text.and(Span::Warn(format!(" ({})", mark(scope, row.carrier, row.standing))));
    }
    let carrier = graph.node(row.carrier);
    let via = row.via.filter(|via| *via != row.carrier);
    let via = via.map(|via| format!(" via {}", graph.node(via).label())).unwrap_or_default();
    let rests = match carrier.framework() {
        Some(_) => format!(" Rests on {}{via}", carrier.label()),
        None => format!(" No instrument recorded; said of {}{via}", carrier.label()),
    };
    text.then(format!(": {}.", row.liability.scope.trim_end_matches('.')))
        .and(Span::Dim(rests))
        .cited(cite, &row.liability.evidence)
}

fn add_shopping(graph: &Graph, lens: &LiabilityLens<'_>, document: &mut Document) {
    document.heading("Liability: where forum shopping is possible");
    document.paragraph(Text::dim(
        "Pairs whose strictest recorded regimes for the same matter differ. Nothing unrecorded counts as a difference.",
    ));
    let mut told = false;
    for row in &lens.matters {
        for standing in [Modality::Existing, Modality::Proposed] {
            let of = |it: &&Shopping<'_>| *it.matter == row.matter.id && it.standing == standing;
            let pairs: Vec<&Shopping<'_>> = lens.shopping.iter().filter(of).collect();
            if pairs.is_empty() {
                continue;
            }
            told = true;
            let existing = standing == Modality::Existing;
            let pick = |it: &Strictest| if existing { it.existing } else { it.ahead() };
            let count = match pairs.len() {
                1 if existing => "1 pair differs".to_owned(),
                1 => "1 pair would differ, or differ otherwise, if proposals came true".to_owned(),
                many if existing => format!("{many} pairs differ"),
                many => format!("{many} pairs would differ, or differ otherwise, if proposals came true"),
            };
            let head = Text::default().and(Span::Strong(row.matter.title.clone())).then(format!(": {count}"));
            document.item_with(head, sides(graph, row, &pairs, pick));
        }
    }
    if !told {
        document.paragraph("None in what is recorded.");
    }
}

/// The regimes of a matter, strictest first, with those who have them; only jurisdictions that stand in a pair told.
fn sides(
    graph: &Graph,
    row: &MatterRow<'_>,
    pairs: &[&Shopping<'_>],
    pick: impl Fn(&Strictest) -> Option<LiabilityRegime>,
) -> Vec<Text> {
    let told = |ix: NodeIx| pairs.iter().any(|pair| pair.a == ix || pair.b == ix);
    let known: Vec<(NodeIx, LiabilityRegime)> = (row.strictest.iter())
        .filter(|(ix, _)| told(*ix))
        .filter_map(|(ix, strictest)| Some((*ix, pick(strictest)?)))
        .collect();
    let mut regimes: Vec<LiabilityRegime> = known.iter().map(|(_, regime)| *regime).unique().collect();
    regimes.sort_by_key(|regime| std::cmp::Reverse(strictness(*regime)));
    let line = |regime: LiabilityRegime| {
        let members: Vec<NodeIx> = known.iter().filter(|(_, it)| *it == regime).map(|(ix, _)| *ix).collect();
        Text::plain(format!("{}: {}", regime.label(), names(graph, &members, NAMES_SHOWN)))
    };
    regimes.into_iter().map(line).collect()
}

/// A regime in exports.
pub(in crate::report) fn regime_json(scope: &Scope<'_>, row: &RegimeRow<'_>) -> Value {
    let graph = scope.graph();
    let id = |ix: NodeIx| -> &Id { &graph.node(ix).id };
    json!({
        "jurisdiction": id(row.jurisdiction),
        "regime": row.liability.regime,
        "scope": row.liability.scope,
        "matters": row.liability.matters,
        "standing": row.standing,
        "rests_on": id(row.carrier),
        "status": graph.status_on(row.carrier, scope.day()),
        "via": row.via.map(id),
        "evidence": evidence_json(graph, &row.liability.evidence),
    })
}

pub(super) fn json(scope: &Scope<'_>, lens: &LiabilityLens<'_>) -> Value {
    let graph = scope.graph();
    let id = |ix: NodeIx| -> &Id { &graph.node(ix).id };
    let regimes = lens.regimes.iter().map(|row| regime_json(scope, row));
    let matters = lens.matters.iter().map(|row| {
        let strictest = row
            .strictest
            .iter()
            .map(|(ix, it)| json!({ "jurisdiction": id(*ix), "existing": it.existing, "proposed": it.proposed }));
        json!({ "matter": concept_json(row.matter), "strictest": strictest.collect::<Vec<_>>() })
    });
    let shopping = lens.shopping.iter().map(|it| {
        json!({
            "a": id(it.a), "b": id(it.b), "matter": it.matter,
            "regime_a": it.regime_a, "regime_b": it.regime_b, "standing": it.standing,
        })
    });
    json!({
        "topic": "liability",
        "regimes": regimes.collect::<Vec<_>>(),
        "not_assessed": lens.not_assessed.iter().map(|ix| id(*ix)).collect::<Vec<_>>(),
        "matters": matters.collect::<Vec<_>>(),
        "forum_shopping": shopping.collect::<Vec<_>>(),
    })
}
