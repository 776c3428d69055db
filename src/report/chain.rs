//! Chains of links: in words, and as the steps of the JSON contract.

use serde::Serialize;

use crate::analysis::{Coverage, Path, Step};
use crate::exchange::{EvidenceJson, evidence_json};
use crate::model::{CoverageGround, Graph, Link, LinkIx, NodeIx, Strength};

use super::cite::Citations;
use super::document::{Span, Text};

/// One step of a chain in the contract's shape: how the jurisdiction is covered, or a link.
#[derive(Debug, Clone, Serialize)]
pub(super) struct StepJson<'g> {
    pub from: &'g str,
    pub to: &'g str,
    pub relation: &'static str,
    pub mechanism: Option<&'static str>,
    pub strength: f64,
    pub evidence: Vec<EvidenceJson<'g>>,
    /// Whether a scenario assumes it; left out where a record says so.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub assumed: bool,
}

/// The weakest step of a chain, without its evidence.
#[derive(Debug, Clone, Serialize)]
pub(super) struct WeakestJson<'g> {
    pub from: &'g str,
    pub to: &'g str,
    pub relation: &'static str,
    pub mechanism: Option<&'static str>,
    pub strength: f64,
}

/// The strength of a chain as the product of its steps, to nine decimals: more would only show how computers multiply.
pub(super) fn product(steps: &[StepJson<'_>]) -> f64 {
    let product: f64 = steps.iter().map(|step| step.strength).product();
    (product * 1e9).round() / 1e9
}

/// The weakest step; of equals the first.
pub(super) fn weakest<'g>(steps: &[StepJson<'g>]) -> Option<WeakestJson<'g>> {
    let weakest = steps.iter().min_by(|a, b| a.strength.total_cmp(&b.strength))?;
    Some(WeakestJson {
        from: weakest.from,
        to: weakest.to,
        relation: weakest.relation,
        mechanism: weakest.mechanism,
        strength: weakest.strength,
    })
}

/// The steps of a chain from jurisdiction `a` to jurisdiction `b`.
pub(super) fn steps<'g>(graph: &'g Graph, a: NodeIx, b: NodeIx, path: &Path) -> Vec<StepJson<'g>> {
    let mut steps = Vec::with_capacity(path.steps.len() + 2);
    steps.extend(covered(graph, a, &path.start, true));
    steps.extend(links(graph, &path.steps));
    steps.extend(covered(graph, b, &path.end, false));
    steps
}

/// The links of a chain.
pub(super) fn links<'g>(graph: &'g Graph, steps: &[Step]) -> Vec<StepJson<'g>> {
    let id = |ix: NodeIx| graph.node(ix).id.as_str();
    let link = |step: &Step| {
        let link = graph.link(step.link);
        StepJson {
            from: id(step.from),
            to: id(step.to),
            relation: link.relation.as_str(),
            mechanism: link.relation.mechanism(),
            strength: graph.strength(link.relation).unwrap_or(Strength::FULL).get(),
            evidence: evidence_json(graph, &link.evidence),
            assumed: link.is_assumed(),
        }
    };
    steps.iter().map(link).collect()
}

/// The step between a jurisdiction and what applies in it; none where the chain starts at the jurisdiction itself.
fn covered<'g>(graph: &'g Graph, jurisdiction: NodeIx, coverage: &Coverage, leaving: bool) -> Option<StepJson<'g>> {
    let ground = coverage.ground?;
    let outer = graph.node(jurisdiction).id.as_str();
    let inner = graph.node(coverage.node).id.as_str();
    let (from, to) = if leaving { (outer, inner) } else { (inner, outer) };
    let link = coverage.link.map(|ix| graph.link(ix));
    Some(StepJson {
        from,
        to,
        relation: relation(ground, coverage, jurisdiction),
        mechanism: Some(ground.as_str()),
        strength: coverage.strength.get(),
        evidence: link.map(|link| evidence_json(graph, &link.evidence)).unwrap_or_default(),
        assumed: link.is_some_and(Link::is_assumed),
    })
}

fn relation(ground: CoverageGround, coverage: &Coverage, jurisdiction: NodeIx) -> &'static str {
    match ground {
        _ if coverage.via == Some(coverage.node) && coverage.node != jurisdiction => "member_of",
        CoverageGround::MadeHere | CoverageGround::BindsBloc | CoverageGround::Addressed => "applies_in",
        _ => "party_to",
    }
}

/// A chain in words, with citations: `Singapore › AI Verify —joint mapping 0.80— NIST AI RMF ‹ United States`; a ground
/// that is not a jurisdiction's own stands in brackets beside it.
pub(super) fn words<'g>(graph: &'g Graph, (a, b): (&str, &str), path: &Path, cite: &mut Citations<'g>) -> Text {
    let label = |ix: NodeIx| Span::node(ix, graph.node(ix).label());
    let mut text = Text::plain(a);
    if path.start.ground.is_some() {
        text = text.then(format!("{} › ", ground(graph, &path.start))).and(label(path.start.node));
    }
    text = text.join(link_words(graph, &path.steps, cite));
    if path.end.ground.is_some() {
        text = text.then(format!(" ‹ {b}{}", ground(graph, &path.end)));
    }
    text
}

/// The links of a chain in words, each followed by what it leads to.
pub(super) fn link_words<'g>(graph: &'g Graph, steps: &[Step], cite: &mut Citations<'g>) -> Text {
    steps.iter().fold(Text::default(), |text, step| {
        let link = graph.link(step.link);
        let strength = graph.strength(link.relation).unwrap_or(Strength::FULL);
        let assumed = if link.is_assumed() { ", assumed" } else { "" };
        let text = text.then(format!(" —{} {strength}{assumed}", link.relation.label())).cited(cite, &link.evidence);
        text.then("— ").and(Span::node(step.to, graph.node(step.to).label()))
    })
}

/// Why something applies, where it is not the jurisdiction's own: ` (signed 0.60)`.
fn ground(graph: &Graph, coverage: &Coverage) -> String {
    let assumed = coverage.link.is_some_and(|ix| graph.link(ix).is_assumed());
    match coverage.ground {
        Some(CoverageGround::MadeHere) if assumed => " (assumed)".to_owned(),
        None | Some(CoverageGround::MadeHere) => String::new(),
        Some(ground) => {
            let via = coverage.via.filter(|via| *via != coverage.node);
            let via = via.map(|via| format!(" via {}", graph.node(via).label())).unwrap_or_default();
            let assumed = if assumed { ", assumed" } else { "" };
            format!(" ({}{via} {}{assumed})", ground.label(), coverage.strength)
        }
    }
}

/// The conflicts that stand between two sides, a line each.
pub(super) fn conflicts<'g>(graph: &'g Graph, conflicts: &[LinkIx], cite: &mut Citations<'g>) -> Vec<Text> {
    conflicts
        .iter()
        .map(|ix| {
            let link = graph.link(*ix);
            let [from, to] = [link.from.node, link.to.node].map(|end| Span::node(end, graph.node(end).label()));
            let text = Text::default().and(Span::Warn(link.relation.label())).then(": ").and(from);
            let claim = match (&link.claim[..], link.is_assumed()) {
                ("", true) => "Assumed".to_owned(),
                (claim, true) => format!("Assumed: {claim}"),
                (claim, false) => claim.to_owned(),
            };
            text.then(" ✕ ").and(to).then(format!(". {claim}")).cited(cite, &link.evidence)
        })
        .collect()
}
