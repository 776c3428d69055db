//! Everything that is recorded of one node.

use std::io::{self, Write};

use itertools::Itertools;
use serde_json::{Value, json};

use crate::analysis::{Applicability, CoverageState};
use crate::model::{
    Entity, Framework, Graph, Institution, Jurisdiction, Liability, Link, LinkIx, NodeIx, PartialDate, Pattern,
    Relation, TermSet, Vocabulary,
};
use crate::scope::Scope;

use super::cite::Citations;
use super::table::{dim, heading};

/// Lines of "name: value" with the values aligned.
struct Facts(Vec<(&'static str, String)>);

impl Facts {
    fn add(&mut self, name: &'static str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.0.push((name, value));
        }
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let width = self.0.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, value) in &self.0 {
            writeln!(out, "{name:>width$}  {value}")?;
        }
        Ok(())
    }
}

/// Writes a node for people: its facts, patterns, links, notes and sources.
///
/// # Errors
/// If writing fails.
pub fn show_text(scope: &Scope<'_>, ix: NodeIx, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let node = graph.node(ix);
    let mut cite = Citations::new(graph);
    let mark = cite.mark(&node.evidence);
    writeln!(out, "{} {}{mark}", heading(&node.name), dim(&format!("({})", node.id)))?;
    let mut facts = Facts(Vec::new());
    facts.add("also called", node.aliases.join(", "));
    facts.add("kind", node.kind().label());
    match &node.entity {
        Entity::Framework(framework) => framework_facts(scope, ix, framework, &mut facts),
        Entity::Institution(institution) => institution_facts(scope, ix, institution, &mut facts),
        Entity::Jurisdiction(jurisdiction) => jurisdiction_facts(scope, ix, jurisdiction, &mut cite, &mut facts),
    }
    facts.write(out)?;
    if let Entity::Framework(framework) = &node.entity {
        framework_detail(graph, framework, &mut cite, out)?;
    }
    if let Entity::Jurisdiction(jurisdiction) = &node.entity {
        liability_text("Liability", &jurisdiction.liability, &mut cite, out)?;
        covered_text(scope, ix, &mut cite, out)?;
    }
    links_text(scope, ix, &mut cite, out)?;
    if !node.notes.is_empty() {
        writeln!(out, "\n{}", heading("Notes"))?;
        for note in &node.notes {
            writeln!(out, "- {note}")?;
        }
    }
    cite.write(out)
}

fn names(graph: &Graph, list: &[NodeIx]) -> String {
    list.iter().map(|ix| graph.node(*ix).name.as_str()).join(", ")
}

fn labels(vocabulary: &Vocabulary, set: TermSet) -> String {
    vocabulary.members(set).map(|term| term.label.as_str()).join(", ")
}

fn dated(date: Option<PartialDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn framework_facts(scope: &Scope<'_>, ix: NodeIx, framework: &Framework, facts: &mut Facts) {
    let graph = scope.graph();
    facts.add("type", framework.kind.label());
    facts.add("issued by", names(graph, &framework.issuers));
    facts.add("applies in", names(graph, &framework.jurisdictions));
    facts.add("addressed to", names(graph, &framework.addressed_to));
    facts.add("layers", framework.layers.iter().map(crate::model::Layer::label).join(", "));
    facts.add("topics", labels(&graph.vocabularies().topics, framework.topics));
    let status = graph.status_on(ix, scope.day());
    facts.add("status", status.map_or("not yet there", crate::model::Status::label));
    let dates = framework.dates;
    facts.add("proposed", dated(dates.proposed));
    facts.add("adopted", dated(dates.adopted));
    facts.add("in force", dated(dates.in_force));
    facts.add("ended", dated(dates.ended));
    facts.add("exempt because", framework.exempt.clone().unwrap_or_default());
}

fn institution_facts(scope: &Scope<'_>, ix: NodeIx, institution: &Institution, facts: &mut Facts) {
    let graph = scope.graph();
    facts.add("role", institution.role.clone().unwrap_or_default());
    facts.add("jurisdiction", institution.jurisdiction.map(|ix| graph.node(ix).name.clone()).unwrap_or_default());
    facts.add("part of", institution.parent.map(|ix| graph.node(ix).name.clone()).unwrap_or_default());
    facts.add("layers", institution.layers.iter().map(crate::model::Layer::label).join(", "));
    facts.add("topics", labels(&graph.vocabularies().topics, institution.topics));
    let status = graph.institution_status_on(ix, scope.day());
    facts.add("status", status.map_or("not yet there", crate::model::InstitutionStatus::label));
    facts.add("proposed", dated(institution.proposed));
    facts.add("since", dated(institution.since));
    facts.add("until", dated(institution.until));
}

fn jurisdiction_facts<'g>(
    scope: &Scope<'g>,
    ix: NodeIx,
    jurisdiction: &'g Jurisdiction,
    cite: &mut Citations<'g>,
    facts: &mut Facts,
) {
    let graph = scope.graph();
    facts.add("type", jurisdiction.kind.label());
    facts.add("ISO 3166", jurisdiction.iso.as_ref().map(|(two, three)| format!("{two}, {three}")).unwrap_or_default());
    facts.add("part of", jurisdiction.parent.map(|ix| graph.node(ix).name.clone()).unwrap_or_default());
    let subregion = graph.regions().subregions.iter().find(|it| Some(&it.id) == jurisdiction.subregion.as_ref());
    facts.add("sub-region", subregion.map(|it| format!("{} (M49 {})", it.name, it.m49)).unwrap_or_default());
    facts.add("belongs to", names(graph, &scope.above(ix)));
    let members = scope.members(ix);
    if !members.is_empty() {
        facts.add("members", format!("{}: {}", members.len(), names(graph, &members)));
    }
    if let Some(model) = &jurisdiction.regulator_model {
        facts.add("AI oversight", format!("{}{}", model.value.label(), cite.mark(&model.evidence)));
    }
    for absence in &jurisdiction.absences {
        let layer = absence.layer.as_str();
        facts.add("absent", format!("{} ({layer} layer){}", absence.lacks, cite.mark(&absence.evidence)));
    }
}

fn framework_detail<'g>(
    graph: &'g Graph,
    framework: &'g Framework,
    cite: &mut Citations<'g>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "\n{}", heading("Patterns"))?;
    let vocabularies = graph.vocabularies();
    let patterns = &framework.patterns;
    let width = Pattern::all().map(|pattern| pattern.label().len()).max().unwrap_or(0);
    for pattern in Pattern::all() {
        let known = match pattern {
            Pattern::Objectives => patterns.objectives.as_ref().map(|it| labels(&vocabularies.objectives, it.value)),
            Pattern::Principles => patterns.principles.as_ref().map(|it| labels(&vocabularies.principles, it.value)),
            Pattern::Approach => patterns.approach.as_ref().map(|it| it.value.label().to_owned()),
            Pattern::Binding => patterns.binding.as_ref().map(|it| it.value.label().to_owned()),
            Pattern::Integration => patterns.integration.as_ref().map(|it| it.value.label().to_owned()),
            Pattern::Components => {
                patterns.components.as_ref().map(|it| it.value.iter().map(crate::model::Component::as_str).join(", "))
            }
        };
        let value = known.unwrap_or_else(|| "not assessed".to_owned());
        let mark = cite.mark(framework.evidence_for(pattern));
        writeln!(out, "{:>width$}  {value}{mark}", pattern.label())?;
    }
    if let Some(scheme) = &framework.risk_scheme {
        writeln!(out, "\n{}", heading("Risk scheme"))?;
        writeln!(out, "{}{}", scheme.basis, cite.mark(&scheme.evidence))?;
        if !scheme.tiers.is_empty() {
            writeln!(out, "tiers: {}", scheme.tiers.join(" > "))?;
        }
    }
    liability_text("Liability", &framework.liability, cite, out)?;
    if !framework.terms.is_empty() {
        writeln!(out, "\n{}", heading("Defined terms"))?;
        for term in &framework.terms {
            writeln!(out, "- {}: {}{}", term.term, term.definition, cite.mark(&term.evidence))?;
        }
    }
    if !framework.provisions.is_empty() {
        writeln!(out, "\n{}", heading(&format!("Provisions ({})", framework.provisions.len())))?;
        for provision in framework.provisions.iter().take(12) {
            writeln!(out, "- {}: {}", provision.id, provision.title)?;
        }
        if framework.provisions.len() > 12 {
            writeln!(
                out,
                "{}",
                dim(&format!("… and {} more; --format json has all.", framework.provisions.len() - 12))
            )?;
        }
    }
    Ok(())
}

fn liability_text<'g>(
    title: &str,
    liability: &'g [Liability],
    cite: &mut Citations<'g>,
    out: &mut dyn Write,
) -> io::Result<()> {
    if liability.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", heading(title))?;
    for it in liability {
        writeln!(out, "- {}: {}{}", it.regime.label(), it.scope, cite.mark(&it.evidence))?;
    }
    Ok(())
}

fn covered_text<'g>(scope: &Scope<'g>, ix: NodeIx, cite: &mut Citations<'g>, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let applicability = Applicability::of(scope, ix);
    for layer in scope.layer_list() {
        let state = match applicability.state(scope, layer) {
            CoverageState::Recorded => "",
            CoverageState::Absent => ": absent",
            CoverageState::NotAssessed => ": not assessed",
        };
        writeln!(out, "\n{}", heading(&format!("What applies in the {} layer{state}", layer.as_str())))?;
        for coverage in applicability.in_layer(scope, layer) {
            let ground = coverage.ground.map_or("", |ground| ground.label());
            let via = coverage.via.map(|via| format!(" via {}", graph.node(via).label())).unwrap_or_default();
            let mark = coverage.link.map(|link| cite.mark(&graph.link(link).evidence)).unwrap_or_default();
            writeln!(out, "- {} ({ground}{via}, {}){mark}", graph.node(coverage.node).label(), coverage.strength)?;
        }
    }
    Ok(())
}

fn links_text<'g>(scope: &Scope<'g>, ix: NodeIx, cite: &mut Citations<'g>, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let seen = |link: &LinkIx| scope.sees_link(graph.link(*link));
    let (leaving, arriving) = (graph.links_from(ix), graph.links_to(ix));
    let all: Vec<LinkIx> = leaving.into_iter().chain(arriving).filter(seen).unique().collect();
    let substantive = all.iter().filter(|link| graph.link(**link).relation.is_substantive());
    let substantive: Vec<&LinkIx> = substantive.collect();
    if !substantive.is_empty() {
        writeln!(out, "\n{}", heading("Links"))?;
        for link in substantive {
            link_text(graph, ix, graph.link(*link), cite, out)?;
        }
    }
    let made = |relation: Relation| matches!(relation, Relation::Oversees | Relation::Develops | Relation::IssuedBy);
    let structure: Vec<&LinkIx> = (all.iter())
        .filter(|link| made(graph.link(**link).relation) || matches!(graph.link(**link).relation, Relation::PartyTo(_)))
        .filter(|link| graph.node(ix).jurisdiction().is_none() || graph.link(**link).to.node == ix)
        .collect();
    if !structure.is_empty() {
        writeln!(out, "\n{}", heading("Structure"))?;
        let lines = structure.iter().map(|link| structure_line(graph, ix, graph.link(**link)));
        for (what, names) in &lines.into_group_map().into_iter().sorted().collect::<Vec<_>>() {
            writeln!(out, "- {what}: {}", names.iter().sorted().join(", "))?;
        }
    }
    Ok(())
}

fn structure_line(graph: &Graph, ix: NodeIx, link: &Link) -> (String, String) {
    let other = graph.node(link.other(ix)).label().to_owned();
    let what = match (link.relation, link.from.node == ix) {
        (Relation::IssuedBy, true) => "issued by".to_owned(),
        (Relation::IssuedBy, false) => "issued".to_owned(),
        (Relation::Oversees, false) => "overseen by".to_owned(),
        (Relation::Develops, false) => "developed by".to_owned(),
        (relation, _) => relation.label(),
    };
    (what, other)
}

fn link_text<'g>(
    graph: &'g Graph,
    ix: NodeIx,
    link: &'g Link,
    cite: &mut Citations<'g>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let outgoing = link.from.node == ix;
    let arrow = match link.relation {
        Relation::Reference(_) if outgoing => "→",
        Relation::Reference(_) => "←",
        _ => "–",
    };
    let other = graph.node(link.other(ix)).label();
    let modality = if link.modality == crate::model::Modality::Existing {
        String::new()
    } else {
        format!(" [{}]", link.modality.as_str())
    };
    let layers = link.layers.iter().map(crate::model::Layer::as_str).join(", ");
    let since = link.since.map(|since| format!(" since {since}")).unwrap_or_default();
    let mark = cite.mark(&link.evidence);
    let relation = link.relation.label();
    writeln!(out, "- {relation} {arrow} {other}{modality} ({layers}{since}): {}{mark}", link.claim)
}

/// Writes a node and its links as JSON in the shapes of the graph export.
///
/// # Errors
/// If writing fails.
pub fn show_json(scope: &Scope<'_>, ix: NodeIx, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let links = graph.links().iter().filter(|link| link.from.node == ix || link.to.node == ix);
    let links = links.filter(|link| scope.sees_link(link)).map(|link| crate::exchange::edge_value(graph, link));
    let value = json!({
        "schema": "interlex/show/1",
        "as_of": scope.day().to_string(),
        "node": crate::exchange::node_value(scope, ix)?,
        "edges": links.collect::<Result<Vec<Value>, _>>()?,
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}
