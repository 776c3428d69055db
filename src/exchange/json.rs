//! The graph as JSON, schema `interlex/graph/1`.

use std::io::{self, Write};

use serde::Serialize;

use super::demands::DemandsJson;
use super::parts::{edge_id, edges, head, implied_by, nodes, sources};
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
pub(super) struct NodeJson<'g> {
    pub(super) id: &'g str,
    pub(super) name: &'g str,
    pub(super) short: Option<&'g str>,
    pub(super) aliases: &'g [String],
    pub(super) kind: &'static str,
    #[serde(rename = "type")]
    pub(super) type_: Option<&'g str>,
    pub(super) jurisdiction: Option<&'g str>,
    pub(super) jurisdictions: Vec<&'g str>,
    pub(super) region: Option<&'g str>,
    /// Who made a framework, as far as the question sees them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) issuers: Vec<&'g str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) addressed_to: Vec<&'g str>,
    /// The institution that an institution is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<&'g str>,
    pub(super) layers: Vec<Layer>,
    pub(super) topics: Vec<&'g str>,
    pub(super) status: Option<&'static str>,
    /// The status that the record gives, where it is not that of the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) recorded_status: Option<&'static str>,
    pub(super) dates: DatesJson,
    pub(super) binding: Option<&'static str>,
    pub(super) patterns: PatternsJson<'g>,
    pub(super) risk_scheme: Option<RiskSchemeJson<'g>>,
    pub(super) liability: Vec<LiabilityJson<'g>>,
    pub(super) terms: Vec<DefinedTermJson<'g>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) covers: Vec<CoverJson<'g>>,
    #[serde(flatten)]
    pub(super) demands: DemandsJson<'g>,
    pub(super) provisions: Vec<ProvisionJson<'g>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<PlaceJson<'g>>,
    /// Why a framework may stand without links.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exempt: Option<&'g str>,
    pub(super) notes: &'g [String],
    pub(super) evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Default, Serialize)]
pub(super) struct DatesJson {
    pub(super) proposed: Option<PartialDate>,
    pub(super) adopted: Option<PartialDate>,
    pub(super) in_force: Option<PartialDate>,
    pub(super) ended: Option<PartialDate>,
}

#[derive(Serialize)]
pub(super) struct SetJson<'g> {
    pub(super) values: Vec<&'g str>,
    pub(super) evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
pub(super) struct StepJson<'g> {
    pub(super) value: &'static str,
    pub(super) evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Default, Serialize)]
pub(super) struct PatternsJson<'g> {
    pub(super) objectives: Option<SetJson<'g>>,
    pub(super) principles: Option<SetJson<'g>>,
    pub(super) approach: Option<StepJson<'g>>,
    pub(super) binding: Option<StepJson<'g>>,
    pub(super) integration: Option<StepJson<'g>>,
    pub(super) components: Option<SetJson<'g>>,
}

#[derive(Serialize)]
pub(super) struct RiskSchemeJson<'g> {
    pub(super) basis: &'g str,
    pub(super) tiers: &'g [String],
    pub(super) evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
pub(super) struct CoverJson<'g> {
    pub(super) what: &'g [Id],
    pub(super) evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
pub(super) struct LiabilityJson<'g> {
    pub(super) regime: &'static str,
    pub(super) scope: &'g str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) matters: &'g [Id],
    /// Left out where the regime exists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) modality: Option<Modality>,
    pub(super) evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
pub(super) struct DefinedTermJson<'g> {
    pub(super) term: &'g str,
    pub(super) definition: &'g str,
    pub(super) evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
pub(super) struct ProvisionJson<'g> {
    pub(super) id: &'g str,
    pub(super) title: &'g str,
}

/// What only jurisdictions have.
#[derive(Serialize)]
pub(super) struct PlaceJson<'g> {
    pub(super) iso: Option<&'g (String, String)>,
    pub(super) m49: Option<&'g str>,
    pub(super) g77: bool,
    pub(super) regulator_model: Option<StepJson<'g>>,
    pub(super) absences: Vec<AbsenceJson<'g>>,
}

#[derive(Serialize)]
pub(super) struct AbsenceJson<'g> {
    pub(super) layer: Layer,
    pub(super) lacks: &'g str,
    pub(super) evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
pub(super) struct EdgeJson<'g> {
    pub(super) id: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) relation: &'static str,
    /// Relation and mechanism in words; only in tables.
    #[serde(skip)]
    pub(super) label: String,
    pub(super) mechanism: Option<&'static str>,
    pub(super) layers: Vec<Layer>,
    pub(super) modality: &'static str,
    pub(super) since: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
    pub(super) strength: Option<f64>,
    pub(super) claim: &'g str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) binds: Vec<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mapping: Option<MappingJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<&'g str>,
    /// The field of a node that says the same: an importer that reads the field needs no such edge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) implied_by: Option<&'static str>,
    pub(super) evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
pub(super) struct MappingJson {
    pub(super) set: &'static str,
    pub(super) strength: Option<u8>,
    pub(super) rationale: Option<&'static str>,
}

/// Writes what the question sees of the graph: one source, node or link a line, nodes by id, links by their ends.
///
/// # Errors
/// If writing fails.
pub fn graph_json(scope: &Scope<'_>, out: &mut dyn Write) -> io::Result<()> {
    let head = serde_json::to_string(&head(scope))?;
    write!(out, "{},\n\"sources\":[", head.strip_suffix('}').unwrap_or(&head))?;
    lines(out, sources(scope))?;
    write!(out, "],\n\"nodes\":[")?;
    lines(out, nodes(scope))?;
    write!(out, "],\n\"edges\":[")?;
    lines(out, edges(scope))?;
    writeln!(out, "]}}")
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

pub(super) fn node_json<'g>(scope: &Scope<'g>, ix: NodeIx) -> NodeJson<'g> {
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
        issuers: Vec::new(),
        addressed_to: Vec::new(),
        parent: None,
        layers: layer_list(node.layers()),
        topics: terms(topics, node.topics()),
        status: None,
        recorded_status: None,
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
        exempt: None,
        notes: &node.notes,
        evidence: evidence_json(graph, &node.evidence),
    };
    match &node.entity {
        Entity::Framework(framework) => {
            json.type_ = Some(framework.kind.as_str());
            json.jurisdictions = framework.jurisdictions.iter().map(|ix| id(*ix)).collect();
            json.jurisdiction = json.jurisdictions.first().copied();
            json.status = graph.status_on(ix, scope.day()).map(crate::model::Status::as_str);
            json.recorded_status = Some(framework.status.as_str()).filter(|status| json.status != Some(status));
            json.issuers = framework.issuers.iter().filter(|ix| scope.sees(**ix)).map(|ix| id(*ix)).collect();
            json.addressed_to = framework.addressed_to.iter().map(|ix| id(*ix)).collect();
            json.exempt = framework.exempt.as_deref();
            add_framework(graph, framework, &mut json);
        }
        Entity::Institution(institution) => {
            json.type_ = institution.role.as_deref();
            json.jurisdiction = institution.jurisdiction.map(id);
            json.jurisdictions = json.jurisdiction.into_iter().collect();
            json.parent = institution.parent.filter(|ix| scope.sees(*ix)).map(id);
            json.status = graph.institution_status_on(ix, scope.day()).map(crate::model::InstitutionStatus::as_str);
            json.recorded_status = Some(institution.status.as_str()).filter(|status| json.status != Some(status));
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
    json.dates.adopted = jurisdiction.since;
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

pub(super) fn edge_json<'g>(graph: &'g Graph, link: &'g Link) -> EdgeJson<'g> {
    let id = |ix: NodeIx| graph.node(ix).id.as_str();
    EdgeJson {
        id: edge_id(graph, link),
        from: graph.end_id(&link.from),
        to: graph.end_id(&link.to),
        relation: link.relation.as_str(),
        label: link.relation.label(),
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
        implied_by: implied_by(graph, link),
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
