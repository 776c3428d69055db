//! Which texts a detector counts, who made them, and what in the data says so.

use super::Question;
use crate::analysis::{Applicability, CoverageState};
use crate::model::{
    CoverageGround, Entity, Evidence, Framework, JurisdictionKind, Layer, NodeIx, Pattern, TermSet, Vocabulary,
};

/// The topics by which a text counts as made for AI. A workplace act or a consumer code that also reaches AI is no AI
/// rule.
const AI_TOPICS: [&str; 5] = ["ethics", "general-governance", "generative-ai", "risk", "safety"];

/// The most subjects a finding names.
const MOST_SUBJECTS: usize = 20;

/// The most pieces of evidence a finding carries.
const MOST_EVIDENCE: usize = 8;

/// The set of those of `ids` that the vocabulary has.
pub(super) fn terms(vocabulary: &Vocabulary, ids: &[&str]) -> TermSet {
    ids.iter().filter_map(|id| vocabulary.find(id)).fold(TermSet::EMPTY, TermSet::union)
}

/// Whether a node has a topic of AI governance.
pub(super) fn has_ai_topic(question: &Question<'_>, ix: NodeIx) -> bool {
    let wanted = terms(&question.graph().vocabularies().topics, &AI_TOPICS);
    !question.graph().node(ix).topics().intersection(wanted).is_empty()
}

/// Whether a text counts for the question: it has a topic of AI governance or, where the question is about a topic,
/// that topic (the scope has seen to it).
pub(super) fn is_about_ai(question: &Question<'_>, ix: NodeIx) -> bool {
    question.scope().topic().is_some() || has_ai_topic(question, ix)
}

/// Whether a node belongs to no region: it is drawn among what is international, or nowhere.
pub(super) fn is_international(question: &Question<'_>, ix: NodeIx) -> bool {
    question.graph().panel(ix).is_none_or(|panel| panel.as_str() == "international")
}

/// The jurisdictions behind a node: those a text was made in or by, the home of an institution, or itself; a part of a
/// country stands for the country. Ascending; empty for what belongs to nobody.
pub(super) fn makers(question: &Question<'_>, ix: NodeIx) -> Vec<NodeIx> {
    let graph = question.graph();
    let mut found: Vec<NodeIx> = match &graph.node(ix).entity {
        Entity::Jurisdiction(jurisdiction) => vec![jurisdiction.parent.unwrap_or(ix)],
        Entity::Institution(institution) => {
            let parent = || institution.parent.and_then(|parent| graph.node(parent).institution()?.jurisdiction);
            institution.jurisdiction.or_else(parent).into_iter().collect()
        }
        Entity::Framework(framework) if framework.jurisdictions.is_empty() => {
            framework.issuers.iter().flat_map(|issuer| makers_of_issuer(question, *issuer)).collect()
        }
        Entity::Framework(framework) => {
            framework.jurisdictions.iter().flat_map(|place| makers_of_issuer(question, *place)).collect()
        }
    };
    found.sort_unstable();
    found.dedup();
    found
}

/// The same for what issues texts, which is never a text itself.
fn makers_of_issuer(question: &Question<'_>, ix: NodeIx) -> Vec<NodeIx> {
    if question.framework(ix).is_some() { Vec::new() } else { makers(question, ix) }
}

/// Whether no single country or territory made a text: its makers are blocs or international bodies.
pub(super) fn is_made_above_countries(question: &Question<'_>, ix: NodeIx) -> bool {
    makers(question, ix).into_iter().all(|maker| !is_country(question, maker))
}

/// Whether a node is a country or a territory.
pub(super) fn is_country(question: &Question<'_>, ix: NodeIx) -> bool {
    let kind = question.graph().node(ix).jurisdiction().map(|jurisdiction| jurisdiction.kind);
    matches!(kind, Some(JurisdictionKind::Country | JurisdictionKind::Territory | JurisdictionKind::SubNational))
}

/// Whether any layer of a jurisdiction is recorded.
pub(super) fn is_recorded(question: &Question<'_>, member: &Applicability) -> bool {
    Layer::ALL.into_iter().any(|layer| member.state(question.scope(), layer) == CoverageState::Recorded)
}

/// The texts about AI by which a layer of a jurisdiction counts as recorded, ascending.
pub(super) fn ai_texts(question: &Question<'_>, member: &Applicability, layer: Layer) -> Vec<NodeIx> {
    let recorded = member.recorded(question.scope(), layer).map(|coverage| coverage.node);
    recorded.filter(|ix| is_about_ai(question, *ix)).collect()
}

/// The same for all layers.
pub(super) fn ai_texts_of_any_layer(question: &Question<'_>, member: &Applicability) -> Vec<NodeIx> {
    let mut texts: Vec<NodeIx> = Layer::ALL.into_iter().flat_map(|layer| ai_texts(question, member, layer)).collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// Whether a jurisdiction made the text itself or is bound by it through a bloc.
pub(super) fn is_own_law(ground: Option<CoverageGround>) -> bool {
    matches!(ground, Some(CoverageGround::MadeHere | CoverageGround::BindsBloc))
}

/// The texts about AI of the region, ascending: those by which a layer counts as recorded in a jurisdiction asked
/// about, and those that a body of the region (not a worldwide one) addresses to its members.
pub(super) fn texts_of_region(question: &Question<'_>, layers: &[Layer]) -> Vec<NodeIx> {
    let least = question.graph().scales().recorded_coverage.value;
    let mut texts: Vec<NodeIx> = (question.members().iter())
        .flat_map(|member| layers.iter().flat_map(|layer| member.in_layer(question.scope(), *layer)))
        .filter(|coverage| coverage.strength >= least || !is_international(question, coverage.node))
        .map(|coverage| coverage.node)
        .filter(|ix| is_about_ai(question, *ix))
        .collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// Each text with its framework.
pub(super) fn frameworks<'g>(
    question: &Question<'g>,
    texts: Vec<NodeIx>,
) -> impl Iterator<Item = (NodeIx, &'g Framework)> {
    texts.into_iter().filter_map(|ix| Some((ix, question.framework(ix)?)))
}

/// What the texts of a question are about, for a sentence: `on AI`, or the topic asked about.
pub(super) fn about(question: &Question<'_>) -> String {
    let topics = &question.graph().vocabularies().topics;
    let topic = question.scope().topic().and_then(|topic| topics.members(topic).next());
    topic.map_or_else(|| "on AI".to_owned(), |topic| format!("on the topic \u{201c}{}\u{201d}", topic.label))
}

/// Why a share of texts says nothing: only one is known.
pub(super) fn too_few_texts(known: usize, what: &str) -> Option<String> {
    (known < 2).then(|| match known {
        0 => format!("{what} is assessed for no text of the region."),
        _ => format!("{what} is assessed for only one text of the region."),
    })
}

/// How many, and who: `0`, or `7 (Chile, Peru and 5 more)`.
pub(super) fn counted(question: &Question<'_>, nodes: &[NodeIx], limit: usize) -> String {
    if nodes.is_empty() { "0".to_owned() } else { format!("{} ({})", nodes.len(), question.names(nodes, limit)) }
}

/// The first few names, without a count of the rest.
pub(super) fn first_names(question: &Question<'_>, nodes: &[NodeIx]) -> String {
    question.names(&nodes[..nodes.len().min(3)], 3)
}

/// Why a measure over pairs says nothing: fewer than three of several are known. One pair out of many is an anecdote.
pub(super) fn too_few_pairs(known: usize, all: usize, what: &str) -> Option<String> {
    (known == 0 || (known < 3 && known < all)).then(|| match known {
        0 => format!("{what} is recorded on both sides of no pair."),
        _ => format!("{what} is recorded on both sides of only {known} of {all} pairs."),
    })
}

/// The nodes with the highest counts first, then ascending; at most as many as a finding names.
pub(super) fn most_concerned(counts: impl IntoIterator<Item = (NodeIx, usize)>) -> Vec<NodeIx> {
    let mut counts: Vec<(NodeIx, usize)> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    subjects(counts.into_iter().map(|(ix, _)| ix))
}

/// The first of each, at most as many as a finding names.
pub(super) fn subjects(nodes: impl IntoIterator<Item = NodeIx>) -> Vec<NodeIx> {
    let mut kept: Vec<NodeIx> = Vec::new();
    for ix in nodes {
        if kept.len() < MOST_SUBJECTS && !kept.contains(&ix) {
            kept.push(ix);
        }
    }
    kept
}

/// The first evidence of each node, without repeats, as much as a finding carries.
pub(super) fn evidence_of_nodes(question: &Question<'_>, nodes: &[NodeIx]) -> Vec<Evidence> {
    limited(nodes.iter().filter_map(|ix| question.graph().node(*ix).evidence.first()))
}

/// The first evidence for a pattern of each text, without repeats, as much as a finding carries.
pub(super) fn evidence_of_pattern(question: &Question<'_>, texts: &[NodeIx], pattern: Pattern) -> Vec<Evidence> {
    limited(texts.iter().filter_map(|ix| question.framework(*ix)?.evidence_for(pattern).first()))
}

/// The evidence given, without repeats, as much as a finding carries.
pub(super) fn limited<'e>(evidence: impl IntoIterator<Item = &'e Evidence>) -> Vec<Evidence> {
    let mut kept: Vec<Evidence> = Vec::new();
    for item in evidence {
        if kept.len() < MOST_EVIDENCE && !kept.contains(item) {
            kept.push(item.clone());
        }
    }
    kept
}
