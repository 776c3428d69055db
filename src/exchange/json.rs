//! The graph as JSON, schema `interlex/graph/1`.

use std::io::{self, Write};

use serde::Serialize;

use super::demands::DemandsJson;
use crate::model::{
    ComponentSet, Entity, Evidence, EvidenceBasis, Framework, Graph, Id, Layer, LayerSet, Link, Modality, Node, NodeIx,
    PartialDate, Patterns, TermSet, Vocabulary,
};
use crate::scope::Scope;

/// Evidence in exports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceJson<'g> {
    /// Source id.
    pub source: &'g str,
    /// Place in the source.
    pub at: Option<&'g str>,
    /// Words found there.
    pub find: Option<&'g str>,
    /// `stated` or `inferred`.
    pub basis: EvidenceBasis,
}

/// Evidence as it stands in exports.
pub fn evidence_json<'g>(graph: &'g Graph, evidence: &'g [Evidence]) -> Vec<EvidenceJson<'g>> {
    evidence
        .iter()
        .map(|it| EvidenceJson {
            source: graph.source(it.source).id.as_str(),
            at: it.at.as_deref(),
            find: it.find.as_deref(),
            basis: it.basis,
        })
        .collect()
}

#[derive(Serialize)]
struct NodeJson<'g> {
    id: &'g str,
    name: &'g str,
    short: Option<&'g str>,
    aliases: &'g [String],
    kind: &'static str,
    #[serde(rename = "type")]
    type_: Option<&'g str>,
    jurisdiction: Option<&'g str>,
    jurisdictions: Vec<&'g str>,
    region: Option<&'g str>,
    layers: Vec<Layer>,
    topics: Vec<&'g str>,
    status: Option<&'static str>,
    dates: DatesJson,
    binding: Option<&'static str>,
    patterns: PatternsJson<'g>,
    risk_scheme: Option<RiskSchemeJson<'g>>,
    liability: Vec<LiabilityJson<'g>>,
    terms: Vec<DefinedTermJson<'g>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    covers: Vec<CoverJson<'g>>,
    #[serde(flatten)]
    demands: DemandsJson<'g>,
    provisions: Vec<ProvisionJson<'g>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceJson<'g>>,
    notes: &'g [String],
    evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Default, Serialize)]
struct DatesJson {
    proposed: Option<PartialDate>,
    adopted: Option<PartialDate>,
    in_force: Option<PartialDate>,
    ended: Option<PartialDate>,
}

#[derive(Serialize)]
struct SetJson<'g> {
    values: Vec<&'g str>,
    evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
struct StepJson<'g> {
    value: &'static str,
    evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Default, Serialize)]
struct PatternsJson<'g> {
    objectives: Option<SetJson<'g>>,
    principles: Option<SetJson<'g>>,
    approach: Option<StepJson<'g>>,
    binding: Option<StepJson<'g>>,
    integration: Option<StepJson<'g>>,
    components: Option<SetJson<'g>>,
}

#[derive(Serialize)]
struct RiskSchemeJson<'g> {
    basis: &'g str,
    tiers: &'g [String],
    evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
struct CoverJson<'g> {
    what: &'g [Id],
    evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
struct LiabilityJson<'g> {
    regime: &'static str,
    scope: &'g str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    matters: &'g [Id],
    /// Left out where the regime exists.
    #[serde(skip_serializing_if = "Option::is_none")]
    modality: Option<Modality>,
    evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
struct DefinedTermJson<'g> {
    term: &'g str,
    definition: &'g str,
    evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
struct ProvisionJson<'g> {
    id: &'g str,
    title: &'g str,
}

/// What only jurisdictions have.
#[derive(Serialize)]
struct PlaceJson<'g> {
    iso: Option<&'g (String, String)>,
    m49: Option<&'g str>,
    g77: bool,
    regulator_model: Option<StepJson<'g>>,
    absences: Vec<AbsenceJson<'g>>,
}

#[derive(Serialize)]
struct AbsenceJson<'g> {
    layer: Layer,
    lacks: &'g str,
    evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
struct EdgeJson<'g> {
    from: String,
    to: String,
    relation: &'static str,
    mechanism: Option<&'static str>,
    layers: Vec<Layer>,
    modality: &'static str,
    since: Option<PartialDate>,
    until: Option<PartialDate>,
    strength: Option<f64>,
    claim: &'g str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    binds: Vec<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mapping: Option<MappingJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'g str>,
    evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
struct MappingJson {
    set: &'static str,
    strength: Option<u8>,
    rationale: Option<&'static str>,
}

/// Writes what the question sees of the graph: one node or link a line, nodes by id, links by their ends.
///
/// # Errors
/// If writing fails.
pub fn graph_json(scope: &Scope<'_>, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    write!(out, "{{\"schema\":\"interlex/graph/1\",\"as_of\":\"{}\",", scope.day())?;
    let meta = graph.meta();
    write!(out, "\"title\":{},\"version\":{},", json(&meta.title)?, json(&meta.version)?)?;
    write!(out, "\"licence\":{},\n\"nodes\":[", json(&meta.licence)?)?;
    let seen = graph.node_indices().filter(|ix| scope.sees(*ix));
    lines(out, seen.map(|ix| node_json(scope, ix)))?;
    write!(out, "],\n\"edges\":[")?;
    let seen = graph.links().iter().filter(|link| scope.sees_link(link));
    lines(out, seen.map(|link| edge_json(graph, link)))?;
    writeln!(out, "]}}")
}

fn json(text: &str) -> io::Result<String> {
    serde_json::to_string(text).map_err(io::Error::from)
}

fn lines<T: Serialize>(out: &mut dyn Write, items: impl Iterator<Item = T>) -> io::Result<()> {
    let mut separator = "\n";
    for item in items {
        out.write_all(separator.as_bytes())?;
        serde_json::to_writer(&mut *out, &item)?;
        separator = ",\n";
    }
    out.write_all(b"\n")
}

fn node_json<'g>(scope: &Scope<'g>, ix: NodeIx) -> NodeJson<'g> {
    let graph = scope.graph();
    let node = graph.node(ix);
    let id = |ix: NodeIx| graph.node(ix).id.as_str();
    let topics = &graph.vocabularies().topics;
    let mut json = NodeJson {
        id: node.id.as_str(),
        name: &node.name,
        short: node.short.as_deref(),
        aliases: &node.aliases,
        kind: node.kind().as_str(),
        type_: None,
        jurisdiction: None,
        jurisdictions: Vec::new(),
        region: graph.panel(ix).map(crate::model::Id::as_str),
        layers: layer_list(node.layers()),
        topics: terms(topics, node.topics()),
        status: None,
        dates: DatesJson::default(),
        binding: None,
        patterns: PatternsJson::default(),
        risk_scheme: None,
        liability: Vec::new(),
        terms: Vec::new(),
        covers: Vec::new(),
        demands: DemandsJson::default(),
        provisions: Vec::new(),
        place: None,
        notes: &node.notes,
        evidence: evidence_json(graph, &node.evidence),
    };
    match &node.entity {
        Entity::Framework(framework) => {
            json.type_ = Some(framework.kind.as_str());
            json.jurisdictions = framework.jurisdictions.iter().map(|ix| id(*ix)).collect();
            json.jurisdiction = json.jurisdictions.first().copied();
            json.status = graph.status_on(ix, scope.day()).map(crate::model::Status::as_str);
            add_framework(graph, framework, &mut json);
        }
        Entity::Institution(institution) => {
            json.type_ = institution.role.as_deref();
            json.jurisdiction = institution.jurisdiction.map(id);
            json.jurisdictions = json.jurisdiction.into_iter().collect();
            json.status = graph.institution_status_on(ix, scope.day()).map(crate::model::InstitutionStatus::as_str);
            json.dates.proposed = institution.proposed;
            json.dates.adopted = institution.since;
            json.dates.ended = institution.until;
        }
        Entity::Jurisdiction(_) => add_jurisdiction(graph, node, &mut json),
    }
    json
}

fn add_framework<'g>(graph: &'g Graph, framework: &'g Framework, json: &mut NodeJson<'g>) {
    let dates = framework.dates;
    json.dates =
        DatesJson { proposed: dates.proposed, adopted: dates.adopted, in_force: dates.in_force, ended: dates.ended };
    json.binding = framework.patterns.binding.as_ref().map(|binding| binding.value.as_str());
    json.patterns = patterns_json(graph, &framework.patterns);
    json.risk_scheme = framework.risk_scheme.as_ref().map(|scheme| RiskSchemeJson {
        basis: &scheme.basis,
        tiers: &scheme.tiers,
        evidence: evidence_json(graph, &scheme.evidence),
    });
    json.liability = liability_json(graph, &framework.liability);
    json.terms = (framework.terms.iter())
        .map(|it| DefinedTermJson {
            term: &it.term,
            definition: &it.definition,
            evidence: evidence_json(graph, &it.evidence),
        })
        .collect();
    json.covers = (framework.covers.iter())
        .map(|it| CoverJson { what: &it.what, evidence: evidence_json(graph, &it.evidence) })
        .collect();
    json.demands = DemandsJson::of(graph, framework);
    json.provisions =
        framework.provisions.iter().map(|it| ProvisionJson { id: it.id.as_str(), title: &it.title }).collect();
}

fn add_jurisdiction<'g>(graph: &'g Graph, node: &'g Node, json: &mut NodeJson<'g>) {
    let Some(jurisdiction) = node.jurisdiction() else { return };
    json.type_ = Some(jurisdiction.kind.as_str());
    json.jurisdiction = jurisdiction.parent.map(|ix| graph.node(ix).id.as_str());
    json.liability = liability_json(graph, &jurisdiction.liability);
    json.place = Some(PlaceJson {
        iso: jurisdiction.iso.as_ref(),
        m49: jurisdiction.subregion.as_ref().map(crate::model::Id::as_str),
        g77: jurisdiction.g77,
        regulator_model: jurisdiction
            .regulator_model
            .as_ref()
            .map(|model| StepJson { value: model.value.as_str(), evidence: evidence_json(graph, &model.evidence) }),
        absences: (jurisdiction.absences.iter())
            .map(|it| AbsenceJson { layer: it.layer, lacks: &it.lacks, evidence: evidence_json(graph, &it.evidence) })
            .collect(),
    });
}

fn liability_json<'g>(graph: &'g Graph, liability: &'g [crate::model::Liability]) -> Vec<LiabilityJson<'g>> {
    liability
        .iter()
        .map(|it| LiabilityJson {
            regime: it.regime.as_str(),
            scope: &it.scope,
            matters: &it.matters,
            modality: Some(it.modality).filter(|modality| *modality != Modality::Existing),
            evidence: evidence_json(graph, &it.evidence),
        })
        .collect()
}

fn patterns_json<'g>(graph: &'g Graph, patterns: &'g Patterns) -> PatternsJson<'g> {
    let vocabularies = graph.vocabularies();
    let set = |vocabulary: &'g Vocabulary, it: &'g crate::model::Assessed<TermSet>| SetJson {
        values: terms(vocabulary, it.value),
        evidence: evidence_json(graph, &it.evidence),
    };
    PatternsJson {
        objectives: patterns.objectives.as_ref().map(|it| set(&vocabularies.objectives, it)),
        principles: patterns.principles.as_ref().map(|it| set(&vocabularies.principles, it)),
        approach: patterns.approach.as_ref().map(|it| step(graph, it.value.as_str(), &it.evidence)),
        binding: patterns.binding.as_ref().map(|it| step(graph, it.value.as_str(), &it.evidence)),
        integration: patterns.integration.as_ref().map(|it| step(graph, it.value.as_str(), &it.evidence)),
        components: patterns
            .components
            .as_ref()
            .map(|it| SetJson { values: components(it.value), evidence: evidence_json(graph, &it.evidence) }),
    }
}

fn step<'g>(graph: &'g Graph, value: &'static str, evidence: &'g [Evidence]) -> StepJson<'g> {
    StepJson { value, evidence: evidence_json(graph, evidence) }
}

fn edge_json<'g>(graph: &'g Graph, link: &'g Link) -> EdgeJson<'g> {
    let id = |ix: NodeIx| graph.node(ix).id.as_str();
    EdgeJson {
        from: graph.end_id(&link.from),
        to: graph.end_id(&link.to),
        relation: link.relation.as_str(),
        mechanism: link.relation.mechanism(),
        layers: layer_list(link.layers),
        modality: link.modality.as_str(),
        since: link.since,
        until: link.until,
        strength: graph.strength(link.relation).map(crate::model::Strength::get),
        claim: &link.claim,
        binds: link.binds.iter().map(|ix| id(*ix)).collect(),
        mapping: link.mapping.map(|mapping| MappingJson {
            set: mapping.set.as_str(),
            strength: mapping.strength,
            rationale: mapping.rationale.map(crate::model::MappingRationale::as_str),
        }),
        note: link.note.as_deref(),
        evidence: evidence_json(graph, &link.evidence),
    }
}

/// Layers in the report's order.
fn layer_list(layers: LayerSet) -> Vec<Layer> {
    layers.iter().collect()
}

/// Ids of the terms of a set.
pub(crate) fn terms(vocabulary: &Vocabulary, set: TermSet) -> Vec<&str> {
    vocabulary.members(set).map(|term| term.id.as_str()).collect()
}

/// Export names of components.
pub(crate) fn components(set: ComponentSet) -> Vec<&'static str> {
    set.iter().map(crate::model::Component::as_str).collect()
}

/// One node in the shape of the export.
pub(crate) fn node_value(scope: &Scope<'_>, ix: NodeIx) -> serde_json::Result<serde_json::Value> {
    serde_json::to_value(node_json(scope, ix))
}

/// One link in the shape of the export.
pub(crate) fn edge_value(graph: &Graph, link: &Link) -> serde_json::Result<serde_json::Value> {
    serde_json::to_value(edge_json(graph, link))
}
