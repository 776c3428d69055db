//! New links and what they would bring, schema `interlex/plan/1`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use itertools::Itertools;
use serde_json::{Map, Value, json};

use super::cite::Citations;
use super::document::{Document, Span, Text};
use super::structure::{counted, id, label, listed};
use crate::analysis::statistics::{percent, share};
use crate::analysis::{Among, Lift, PairState, Pick, Plan, Tally, Verdict};
use crate::exchange::evidence_json;
use crate::model::{Graph, LinkIx, NodeIx, Vocabulary};
use crate::scope::Scope;

/// How many names, pairs or links a line spells out.
const NAMES_SHOWN: usize = 6;

/// How many links that must wait are listed.
const WAITING_SHOWN: usize = 10;

/// The plan as a document for people.
pub fn plan_document(scope: &Scope<'_>, plan: &Plan) -> Document {
    let graph = scope.graph();
    let mut cite = Citations::new();
    let title = match &plan.with {
        None => format!("Plan: {}", plan.area.name),
        Some(with) => format!("Plan: {} with {}", plan.area.name, with.name),
    };
    let only = scope.restriction().map(|only| format!(" Only {only}.")).unwrap_or_default();
    let meta = graph.meta();
    let lead =
        format!("{} {}, as of {}.{only} A research aid, not legal advice.", meta.title, meta.version, scope.day());
    let mut document = Document::new(title, lead);
    document.paragraph(headline(plan));
    add_tallies(plan, &mut document);
    if !plan.picks.is_empty() {
        document.heading("Links, the most helpful first");
        add_picks(scope, plan, &mut cite, &mut document);
    }
    add_rest(graph, plan, &mut document);
    add_waiting(graph, plan, &mut cite, &mut document);
    document.heading("What this does not show");
    document.paragraph("Whether a link could be agreed, what it would cost, or how well two texts fit: only how many pairs of jurisdictions it would join by the strengths in the scales. A link counts for the texts as they are; texts that are not in effect join nobody yet. A conflict between two jurisdictions stays whatever links are made.");
    document.sources(graph, &cite);
    document
}

/// What the links come to, in one sentence.
pub(super) fn headline(plan: &Plan) -> Text {
    let gaps: usize = plan.before.iter().map(|it| it.gaps).sum();
    let closed: usize = plan.picks.iter().map(|it| it.closes).sum();
    let target = plan.options.target.label();
    if gaps == 0 {
        let words = format!("Every pair that is assessed is {target} or better: there is no gap for a link to close.");
        return Text::plain(words);
    }
    let links = counted(plan.candidates, "link could be made", "links could be made");
    let links = match plan.options.among {
        Among::Mappable => format!("{links} between texts with a common topic that do more than name aims"),
        Among::AllTexts => format!("{links} between texts of any kind"),
        Among::Recorded => format!("{links} that the data recommends, proposes or calls possible"),
    };
    let pairs = counted(gaps, "gap", "gaps");
    let what = format!("{pairs} (pairs of a layer, assessed on both sides, that are not {target}); {links}. ");
    let short = if plan.picks.len() < plan.options.budget { ", and no further link alone closes any" } else { "" };
    let found = match plan.picks.len() {
        0 => "None of these alone closes any.".to_owned(),
        count => format!(
            "{} would close {closed} of {gaps} ({}){short}.",
            counted(count, "link", "links"),
            percent(share(closed, gaps))
        ),
    };
    Text::plain(what).and(Span::Strong(found))
}

fn add_tallies(plan: &Plan, document: &mut Document) {
    let mut columns = vec!["layer", ""];
    columns.extend(Verdict::ALL.iter().rev().map(|verdict| verdict.label()));
    columns.extend(["contested", "gaps"]);
    let row = |tally: &Tally, name: String, when: &str| {
        let numbers = tally.verdicts.iter().rev().chain([&tally.contested, &tally.gaps]).map(ToString::to_string);
        [name, when.to_owned()].into_iter().chain(numbers).map(Text::plain).collect::<Vec<Text>>()
    };
    let rows = plan.before.iter().zip(&plan.after).flat_map(|(before, after)| {
        [row(before, before.layer.to_string(), "now"), row(after, String::new(), "with the plan")]
    });
    let right: Vec<usize> = (2..columns.len()).collect();
    document.table(&columns, &right, rows.collect());
}

pub(super) fn add_picks<'g>(scope: &Scope<'g>, plan: &'g Plan, cite: &mut Citations<'g>, document: &mut Document) {
    let graph = scope.graph();
    let gaps: usize = plan.before.iter().map(|it| it.gaps).sum();
    let mut closed = 0;
    for (at, pick) in plan.picks.iter().enumerate() {
        closed += pick.closes;
        let closes = counted(pick.closes, "gap", "gaps");
        let so_far = format!("closes {closes}; {closed} of {gaps} so far ({})", percent(share(closed, gaps)));
        let end = |ix: NodeIx| Span::Strong(label(graph, ix)).about(ix);
        let joint = Span::Plain(format!(" —{}— ", pick.relation.label()));
        let head = Text::plain(format!("{}. ", at + 1)).and(end(pick.from)).and(joint).and(end(pick.to));
        let head = head.then(format!(", {} layer: {so_far}", pick.layer.as_str()));
        let mut below = Vec::new();
        if let Some(ix) = pick.recorded {
            let link = graph.link(ix);
            let text = Text::plain(format!("{} in the data: {}.", link.modality.label(), link.claim));
            below.push(text.cited(cite, &link.evidence));
        }
        below.extend(why(graph, pick, cite));
        below.extend(helped(graph, plan, pick));
        if pick.equals > 0 {
            let pair = |(a, b): &(NodeIx, NodeIx)| format!("{} – {}", label(graph, *a), label(graph, *b));
            let such = pick.alternatives.iter().map(pair).join("; ");
            let such = if such.is_empty() { such } else { format!(", such as {such}") };
            let others = counted(pick.equals, "other link would close", "other links would close");
            below.push(Text::dim(format!("{others} as many{such}.")));
        }
        document.item_with(head, below);
    }
}

/// What speaks for a link, and what against it.
fn why<'g>(graph: &'g Graph, pick: &Pick, cite: &mut Citations<'g>) -> Vec<Text> {
    let vocabularies = graph.vocabularies();
    let reasons = &pick.reasons;
    let shared = |name: &str, vocabulary: &Vocabulary, set| {
        let labels = vocabulary.members(set).map(|term| term.label.clone());
        let labels = listed(labels, NAMES_SHOWN);
        (!labels.is_empty()).then(|| format!("{name}: {labels}"))
    };
    let sets = [
        shared("topics", &vocabularies.topics, reasons.topics),
        shared("principles", &vocabularies.principles, reasons.principles),
        shared("objectives", &vocabularies.objectives, reasons.objectives),
    ];
    let sets = sets.into_iter().flatten().join("; ");
    let mut lines = Vec::new();
    if !sets.is_empty() {
        lines.push(Text::plain(format!("Both share {sets}.")));
    }
    let about = |ix: NodeIx| !graph.node(ix).topics().is_empty();
    if reasons.topics.is_empty() && about(pick.from) && about(pick.to) {
        let words = "The two share no topic: look whether a link makes sense.";
        lines.push(Text::default().and(Span::Warn(words.to_owned())));
    }
    if !reasons.aims_only.is_empty() {
        let names = reasons.aims_only.iter().map(|ix| label(graph, *ix)).join(" and ");
        let verb = if reasons.aims_only.len() == 1 { "names" } else { "name" };
        lines.push(Text::default().and(Span::Warn(format!("{names} {verb} aims alone, which leaves little to map."))));
    }
    let words = |ix: &LinkIx| {
        let link = graph.link(*ix);
        format!("{} —{}— {}", label(graph, link.from.node), link.relation.label(), label(graph, link.to.node))
    };
    for ix in reasons.cooperation.iter().take(2) {
        let text = Text::plain(format!("Their makers work together: {}", words(ix)));
        lines.push(text.cited(cite, &graph.link(*ix).evidence));
    }
    for ix in &reasons.conflicts {
        let link = graph.link(*ix);
        let text = Text::default().and(Span::Warn(format!("Against it, {}", link.relation.label())));
        lines.push(text.then(format!(": {}", link.claim)).cited(cite, &link.evidence));
    }
    lines
}

/// Whose verdict rises from what to what.
fn helped(graph: &Graph, plan: &Plan, pick: &Pick) -> Vec<Text> {
    let changes = pick.moves.iter().map(|it| (it.before, it.after)).unique().sorted_by_key(|it| (it.0, Reverse(it.1)));
    let mut lines = Vec::new();
    for (before, after) in changes {
        let moves: Vec<&Lift> = pick.moves.iter().filter(|it| (it.before, it.after) == (before, after)).collect();
        let contested = moves.iter().filter(|it| it.contested).count();
        let contested = if contested == 0 { String::new() } else { format!(", {contested} of them contested") };
        let pairs = counted(moves.len(), "pair", "pairs");
        let words =
            format!("{} → {}: {pairs}{contested}: {}", before.label(), after.label(), whom(graph, plan, &moves));
        lines.push(Text::dim(words));
    }
    lines
}

/// The pairs by name if they are few, else the jurisdictions helped most.
fn whom(graph: &Graph, plan: &Plan, moves: &[&Lift]) -> String {
    if moves.len() <= NAMES_SHOWN {
        return moves.iter().map(|it| format!("{} – {}", label(graph, it.a), label(graph, it.b))).join("; ");
    }
    // With a partner the members of the region are what is asked about; its own are paired with all of them.
    let ours = |ix: &NodeIx| plan.with.is_none() || plan.area.members.contains(ix);
    let helped = counts(moves.iter().flat_map(|it| [it.a, it.b]).filter(ours));
    listed(helped.into_iter().map(|(place, count)| format!("{} ({count})", label(graph, place))), NAMES_SHOWN)
}

/// How often each occurs, most often first.
fn counts(nodes: impl Iterator<Item = NodeIx>) -> Vec<(NodeIx, usize)> {
    let counts: BTreeMap<NodeIx, usize> = nodes.counts().into_iter().collect();
    counts.into_iter().sorted_by_key(|(node, count)| (Reverse(*count), *node)).collect()
}

/// The gaps that remain, and the pairs that no link can help.
fn add_rest(graph: &Graph, plan: &Plan, document: &mut Document) {
    document.heading("What remains");
    for tally in &plan.after {
        let open: Vec<&PairState> = plan.remaining.iter().filter(|it| it.layer == tally.layer).collect();
        let layer = tally.layer;
        let mut words = if open.is_empty() {
            format!("{layer} layer: no gap")
        } else {
            let ours = |ix: &NodeIx| plan.with.is_none() || plan.area.members.contains(ix);
            let most = counts(open.iter().flat_map(|it| [it.a, it.b]).filter(ours)).into_iter();
            let most = listed(most.map(|(place, count)| format!("{} ({count})", label(graph, place))), NAMES_SHOWN);
            format!("{layer} layer: {}, most of all of {most}", counted(open.len(), "gap", "gaps"))
        };
        let silent = tally.verdicts[Verdict::NotAssessed as usize];
        let absent = tally.verdicts[Verdict::Absent as usize];
        if silent > 0 {
            words += &format!(
                "; {} not assessed, which no link can change: first record what applies there",
                counted(silent, "pair is", "pairs are")
            );
        }
        if absent > 0 {
            words += &format!(
                "; {} where a source says that one side lacks what the layer needs",
                counted(absent, "pair", "pairs")
            );
        }
        document.item(Text::plain(format!("{words}.")));
    }
}

/// Links that the data recommends or proposes between texts of which one is not in effect.
fn add_waiting<'g>(graph: &'g Graph, plan: &Plan, cite: &mut Citations<'g>, document: &mut Document) {
    if plan.waiting.is_empty() {
        return;
    }
    document.heading("Recommended or proposed, but waiting for a text to take effect");
    for ix in plan.waiting.iter().take(WAITING_SHOWN) {
        let link = graph.link(*ix);
        let ends =
            format!("{} —{}— {}", label(graph, link.from.node), link.relation.label(), label(graph, link.to.node));
        let text = Text::plain(format!("{ends} ({}): {}.", link.modality.label().to_lowercase(), link.claim));
        document.item(text.cited(cite, &link.evidence));
    }
    if let Some(more) = plan.waiting.len().checked_sub(WAITING_SHOWN).filter(|more| *more > 0) {
        document.paragraph(Text::dim(format!(
            "… and {more} more; `interlex list links --type recommended` and `--type proposed` have all."
        )));
    }
}

/// Writes the plan as JSON.
///
/// # Errors
/// If writing fails.
pub fn plan_json(scope: &Scope<'_>, plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let state = |it: &PairState| {
        json!({
            "a": id(graph, it.a), "b": id(graph, it.b), "layer": it.layer, "verdict": it.verdict.as_str(), "contested": it.contested,
        })
    };
    let value = json!({
        "schema": "interlex/plan/1",
        "as_of": scope.day().to_string(),
        "region": plan.area.id,
        "with": plan.with.as_ref().map(|with| with.id.as_str()),
        "budget": plan.options.budget,
        "among": among(plan.options.among),
        "target": plan.options.target.as_str(),
        "candidates": plan.candidates,
        "links": plan.picks.iter().map(|pick| pick_json(graph, pick, plan.options.target)).collect::<Vec<_>>(),
        "before": tallies_json(&plan.before),
        "after": tallies_json(&plan.after),
        "remaining": plan.remaining.iter().map(state).collect::<Vec<_>>(),
        "waiting": plan.waiting.iter().map(|ix| link_json(graph, *ix)).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn among(among: Among) -> &'static str {
    match among {
        Among::Mappable => "mappable",
        Among::AllTexts => "all_texts",
        Among::Recorded => "recorded",
    }
}

fn tallies_json(tallies: &[Tally]) -> Map<String, Value> {
    let of = |tally: &Tally| {
        let verdicts =
            Verdict::ALL.iter().zip(tally.verdicts).map(|(it, count)| (it.as_str().to_owned(), json!(count)));
        let mut value: Map<String, Value> = verdicts.collect();
        value.insert("contested".to_owned(), json!(tally.contested));
        value.insert("gaps".to_owned(), json!(tally.gaps));
        (tally.layer.as_str().to_owned(), Value::Object(value))
    };
    tallies.iter().map(of).collect()
}

/// A pick in the shape of the contract; `pairs` are those whose gap it closes, `raised` those lifted otherwise.
pub(super) fn pick_json(graph: &Graph, pick: &Pick, target: Verdict) -> Value {
    let reasons = &pick.reasons;
    let vocabularies = graph.vocabularies();
    let terms =
        |vocabulary: &Vocabulary, set| vocabulary.members(set).map(|term| term.id.to_string()).collect::<Vec<_>>();
    let moved = |it: &Lift| {
        json!({
            "a": id(graph, it.a), "b": id(graph, it.b), "before": it.before.as_str(), "after": it.after.as_str(), "contested": it.contested,
        })
    };
    let (closed, raised): (Vec<&Lift>, Vec<&Lift>) =
        pick.moves.iter().partition(|it| it.before < target && it.after >= target);
    let links = |list: &[LinkIx]| list.iter().map(|ix| link_json(graph, *ix)).collect::<Vec<_>>();
    json!({
        "from": id(graph, pick.from),
        "to": id(graph, pick.to),
        "relation": pick.relation.as_str(),
        "mechanism": pick.relation.mechanism(),
        "layer": pick.layer,
        "modality": pick.recorded.map(|ix| graph.link(ix).modality),
        "closes": pick.closes,
        "pairs": closed.into_iter().map(moved).collect::<Vec<_>>(),
        "raised": raised.into_iter().map(moved).collect::<Vec<_>>(),
        "shared": {
            "topics": terms(&vocabularies.topics, reasons.topics),
            "principles": terms(&vocabularies.principles, reasons.principles),
            "objectives": terms(&vocabularies.objectives, reasons.objectives),
        },
        "own": reasons.own,
        "aims_only": reasons.aims_only.iter().map(|ix| id(graph, *ix)).collect::<Vec<_>>(),
        "cooperation": links(&reasons.cooperation),
        "conflicts": links(&reasons.conflicts),
        "recorded": pick.recorded.map(|ix| link_json(graph, ix)),
        "equals": pick.equals,
        "alternatives": pick.alternatives.iter().map(|(a, b)| json!({ "from": id(graph, *a), "to": id(graph, *b) })).collect::<Vec<_>>(),
    })
}

fn link_json(graph: &Graph, ix: LinkIx) -> Value {
    let link = graph.link(ix);
    json!({
        "from": graph.end_id(&link.from), "to": graph.end_id(&link.to), "relation": link.relation.as_str(),
        "mechanism": link.relation.mechanism(), "modality": link.modality, "claim": link.claim,
        "evidence": evidence_json(graph, &link.evidence),
    })
}

/// Writes a row for each link of the plan.
///
/// # Errors
/// If writing fails.
pub fn plan_csv(scope: &Scope<'_>, plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "rank",
        "layer",
        "from",
        "to",
        "relation",
        "mechanism",
        "modality",
        "closes",
        "closed_so_far",
        "raised",
        "equals",
        "pairs",
    ])?;
    let target = plan.options.target;
    let mut closed = 0;
    for (at, pick) in plan.picks.iter().enumerate() {
        closed += pick.closes;
        let pairs = pick.closed(target).map(|it| format!("{}|{}", id(graph, it.a), id(graph, it.b))).join(" ");
        writer.write_record([
            (at + 1).to_string().as_str(),
            pick.layer.as_str(),
            id(graph, pick.from),
            id(graph, pick.to),
            pick.relation.as_str(),
            pick.relation.mechanism().unwrap_or_default(),
            pick.recorded.map_or("", |ix| graph.link(ix).modality.as_str()),
            pick.closes.to_string().as_str(),
            closed.to_string().as_str(),
            (pick.moves.len() - pick.closes).to_string().as_str(),
            pick.equals.to_string().as_str(),
            pairs.as_str(),
        ])?;
    }
    writer.flush()
}
