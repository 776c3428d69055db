//! Everything that is recorded of one node.

use std::io::{self, Write};

use itertools::Itertools;
use serde_json::{Value, json};

use crate::analysis::{Applicability, Coverage, CoverageState};
use crate::model::{
    CoverageGround, Entity, Framework, Graph, Institution, Jurisdiction, Layer, Liability, Link, LinkIx, NodeIx,
    PartialDate, Pattern, Relation, TermSet, Vocabulary,
};
use crate::scope::Scope;

use super::cite::Citations;
use super::demands::add_demands;
use super::document::{Document, Span, Text};
use super::structure::counted;

/// How many provisions are listed before the rest is counted.
const PROVISIONS_SHOWN: usize = 12;

/// Facts under construction: empty values are left out.
#[derive(Default)]
struct Facts(Vec<(String, Text)>);

impl Facts {
    fn add(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.0.push((name.to_owned(), value.into()));
        }
    }

    fn add_text(&mut self, name: &str, value: Text) {
        self.0.push((name.to_owned(), value));
    }

    fn add_nodes<'i>(&mut self, graph: &Graph, name: &str, nodes: impl IntoIterator<Item = &'i NodeIx>) {
        let names = nodes.into_iter().map(|ix| Span::node(*ix, graph.node(*ix).name.as_str()));
        let names: Vec<Span> = names.collect();
        if !names.is_empty() {
            self.add_text(name, Text(names).separated(", "));
        }
    }
}

/// A node as a document for people: its facts, patterns, links, notes and sources.
pub fn show_document(scope: &Scope<'_>, ix: NodeIx) -> Document {
    document(scope, ix, false)
}

/// The same, with the texts that are merely addressed to a jurisdiction counted by who addresses them. Nearly two hundred
/// states have the same dozens of these; who reads on finds them with the bloc or body.
pub fn show_brief(scope: &Scope<'_>, ix: NodeIx) -> Document {
    document(scope, ix, true)
}

fn document(scope: &Scope<'_>, ix: NodeIx, brief: bool) -> Document {
    let graph = scope.graph();
    let node = graph.node(ix);
    let mut cite = Citations::new();
    let lead = format!("{}, as of {}. A research aid, not legal advice.", node.id, scope.day());
    let mut document = Document::new(node.name.clone(), lead);
    let mut facts = Facts::default();
    facts.add("also called", node.aliases.join(", "));
    facts.add_text("kind", Text::plain(node.kind().label()).cited(&mut cite, &node.evidence));
    match &node.entity {
        Entity::Framework(framework) => framework_facts(scope, ix, framework, &mut facts),
        Entity::Institution(institution) => institution_facts(scope, ix, institution, &mut facts),
        Entity::Jurisdiction(jurisdiction) => jurisdiction_facts(scope, ix, jurisdiction, &mut cite, &mut facts),
    }
    document.facts(facts.0);
    if let Entity::Framework(framework) = &node.entity {
        add_framework(graph, framework, brief, &mut cite, &mut document);
    }
    if let Entity::Jurisdiction(jurisdiction) = &node.entity {
        add_liability(&jurisdiction.liability, &mut cite, &mut document);
        add_covered(scope, ix, brief, &mut cite, &mut document);
    }
    add_links(scope, ix, brief, &mut cite, &mut document);
    if !node.notes.is_empty() {
        document.heading("Notes");
        for note in &node.notes {
            document.item(note.as_str());
        }
    }
    document.sources(graph, &cite);
    document
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
    facts.add_nodes(graph, "issued by", &framework.issuers);
    facts.add_nodes(graph, "applies in", &framework.jurisdictions);
    facts.add_nodes(graph, "addressed to", &framework.addressed_to);
    facts.add("layers", framework.layers.iter().map(Layer::label).join(", "));
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
    facts.add_nodes(graph, "jurisdiction", &institution.jurisdiction);
    facts.add_nodes(graph, "part of", &institution.parent);
    facts.add("layers", institution.layers.iter().map(Layer::label).join(", "));
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
    facts.add_nodes(graph, "part of", &jurisdiction.parent);
    let subregion = graph.regions().subregions.iter().find(|it| Some(&it.id) == jurisdiction.subregion.as_ref());
    facts.add("sub-region", subregion.map(|it| format!("{} (M49 {})", it.name, it.m49)).unwrap_or_default());
    facts.add("founded", dated(jurisdiction.since));
    let itself = scope.directly_above(ix);
    let (direct, through): (Vec<_>, Vec<_>) = (scope.above(ix).into_iter())
        .filter(|bloc| Some(*bloc) != jurisdiction.parent)
        .partition(|bloc| itself.contains(bloc));
    facts.add_nodes(graph, "belongs to", &direct);
    facts.add_nodes(graph, "through these to", &through);
    let members = scope.members(ix);
    if !members.is_empty() {
        let names = members.iter().map(|ix| Span::node(*ix, graph.node(*ix).name.as_str())).collect();
        facts.add_text("members", Text::plain(format!("{}: ", members.len())).join(Text(names).separated(", ")));
    }
    if let Some(model) = &jurisdiction.regulator_model {
        facts.add_text("AI oversight", Text::plain(model.value.label()).cited(cite, &model.evidence));
    }
    for absence in &jurisdiction.absences {
        let text = format!("{} ({} layer)", absence.lacks, absence.layer.as_str());
        facts.add_text("absent", Text::plain(text).cited(cite, &absence.evidence));
    }
}

fn add_framework<'g>(
    graph: &'g Graph,
    framework: &'g Framework,
    brief: bool,
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    document.heading("Patterns");
    let facts = Pattern::all().map(|pattern| {
        let value = pattern_value(graph, framework, pattern).map_or_else(|| Text::dim("not assessed"), Text::plain);
        (pattern.label().to_owned(), value.cited(cite, framework.evidence_for(pattern)))
    });
    document.facts(facts.collect());
    if let Some(scheme) = &framework.risk_scheme {
        document.heading("Risk scheme");
        document.paragraph(Text::plain(scheme.basis.as_str()).cited(cite, &scheme.evidence));
        if !scheme.tiers.is_empty() {
            document.paragraph(format!("Tiers: {}", scheme.tiers.join(" > ")));
        }
    }
    add_liability(&framework.liability, cite, document);
    if !framework.terms.is_empty() {
        document.heading("Defined terms");
        for term in &framework.terms {
            let text = Text::default().and(Span::Strong(term.term.clone()));
            document.item(text.then(format!(": {}", term.definition)).cited(cite, &term.evidence));
        }
    }
    add_covers(graph, framework, cite, document);
    add_demands(graph, framework, cite, document);
    if !framework.provisions.is_empty() {
        document.heading(format!("Provisions ({})", framework.provisions.len()));
        for provision in framework.provisions.iter().take(PROVISIONS_SHOWN) {
            document.item(format!("{}: {}", provision.id, provision.title));
        }
        if framework.provisions.len() > PROVISIONS_SHOWN {
            let more = framework.provisions.len() - PROVISIONS_SHOWN;
            let rest = if brief { "" } else { "; --format json has all" };
            document.paragraph(Text::dim(format!("… and {more} more{rest}.")));
        }
    }
}

fn pattern_value(graph: &Graph, framework: &Framework, pattern: Pattern) -> Option<String> {
    let vocabularies = graph.vocabularies();
    let patterns = &framework.patterns;
    match pattern {
        Pattern::Objectives => patterns.objectives.as_ref().map(|it| labels(&vocabularies.objectives, it.value)),
        Pattern::Principles => patterns.principles.as_ref().map(|it| labels(&vocabularies.principles, it.value)),
        Pattern::Approach => patterns.approach.as_ref().map(|it| it.value.label().to_owned()),
        Pattern::Binding => patterns.binding.as_ref().map(|it| it.value.label().to_owned()),
        Pattern::Integration => patterns.integration.as_ref().map(|it| it.value.label().to_owned()),
        Pattern::Components => {
            patterns.components.as_ref().map(|it| it.value.iter().map(crate::model::Component::as_str).join(", "))
        }
    }
}

fn add_covers<'g>(graph: &'g Graph, framework: &'g Framework, cite: &mut Citations<'g>, document: &mut Document) {
    if framework.covers.is_empty() {
        return;
    }
    document.heading("Covers");
    for cover in &framework.covers {
        let titles = cover.what.iter().filter_map(|id| graph.concept(id.as_str())).map(|it| it.title.as_str());
        document.item(Text::plain(titles.collect::<Vec<_>>().join(" × ")).cited(cite, &cover.evidence));
    }
}

fn add_liability<'g>(liability: &'g [Liability], cite: &mut Citations<'g>, document: &mut Document) {
    if liability.is_empty() {
        return;
    }
    document.heading("Liability");
    for it in liability {
        document.item(Text::plain(format!("{}: {}", it.regime.label(), it.scope)).cited(cite, &it.evidence));
    }
}

fn add_covered<'g>(scope: &Scope<'g>, ix: NodeIx, brief: bool, cite: &mut Citations<'g>, document: &mut Document) {
    let graph = scope.graph();
    let applicability = Applicability::of(scope, ix);
    let unknown = |layer: &Layer| brief && applicability.state(scope, *layer) == CoverageState::NotAssessed;
    let silent = scope.layer_list().filter(unknown).map(Layer::as_str).join(", ");
    if !silent.is_empty() {
        document.paragraph(format!("Not assessed in these layers: {silent}."));
    }
    for layer in scope.layer_list().filter(|layer| !unknown(layer)) {
        let state = match applicability.state(scope, layer) {
            CoverageState::Recorded => "",
            CoverageState::Absent => ": absent",
            CoverageState::NotAssessed => ": not assessed",
        };
        document.heading(format!("What applies in the {} layer{state}", layer.as_str()));
        // What comes from a bloc stands together in brief.
        let own = |it: &&Coverage| {
            it.ground != Some(CoverageGround::Addressed) && it.ground != Some(CoverageGround::BindsBloc)
        };
        for coverage in applicability.in_layer(scope, layer).filter(|it| !brief || own(it)) {
            let ground = coverage.ground.map_or("", |ground| ground.label());
            let text = Text::nodes(graph, [&coverage.node], "").then(format!(" ({ground}"));
            let text = match coverage.via {
                Some(via) => text.then(" via ").join(Text::nodes(graph, [&via], "")),
                None => text,
            };
            let evidence = coverage.link.map_or(&[][..], |link| &graph.link(link).evidence);
            document.item(text.then(format!(", {})", coverage.strength)).cited(cite, evidence));
        }
        let bound = |it: &&Coverage| brief && it.ground == Some(CoverageGround::BindsBloc);
        let by_bloc = applicability.in_layer(scope, layer).filter(bound).into_group_map_by(|it| it.via);
        for (via, texts) in by_bloc.into_iter().sorted_by_key(|(via, _)| *via) {
            let names = Text::nodes(graph, texts.iter().map(|it| &it.node), ", ");
            let words = format!(
                ", {} ({}): ",
                CoverageGround::BindsBloc.label(),
                graph.scales().coverage(CoverageGround::BindsBloc)
            );
            document.item(Text::nodes(graph, via.as_ref(), "").then(words).join(names));
        }
    }
    if brief {
        add_addressed(scope, &applicability, document);
    }
}

/// Who addresses how many texts to a jurisdiction as a member, by layer.
fn add_addressed(scope: &Scope<'_>, applicability: &Applicability, document: &mut Document) {
    let graph = scope.graph();
    let addressed = applicability.frameworks.iter().filter(|it| it.ground == Some(CoverageGround::Addressed));
    let by_sender = addressed.filter(|it| it.via.is_some()).into_group_map_by(|it| it.via);
    if by_sender.is_empty() {
        return;
    }
    document.heading("Addressed to it as a member");
    for (via, texts) in by_sender.into_iter().sorted_by_key(|(via, _)| *via) {
        let counts = scope.layer_list().filter_map(|layer| {
            let in_layer = |it: &&&Coverage| graph.node(it.node).layers().contains(layer);
            let count = texts.iter().filter(in_layer).count();
            (count > 0).then(|| format!("{count} {}", layer.as_str()))
        });
        let strength = texts.iter().map(|it| it.strength.to_string()).next().unwrap_or_default();
        let (count, layers) = (counted(texts.len(), "text", "texts"), counts.collect::<Vec<_>>().join(", "));
        document.item(Text::nodes(graph, via.as_ref(), "").then(format!(": {count}, {strength} ({layers})")));
    }
}

fn add_links<'g>(scope: &Scope<'g>, ix: NodeIx, brief: bool, cite: &mut Citations<'g>, document: &mut Document) {
    let graph = scope.graph();
    let seen = |link: &LinkIx| scope.sees_link(graph.link(*link));
    let (leaving, arriving) = (graph.links_from(ix), graph.links_to(ix));
    let all: Vec<LinkIx> = leaving.into_iter().chain(arriving).filter(seen).unique().collect();
    let substantive: Vec<&LinkIx> = all.iter().filter(|link| graph.link(**link).relation.is_substantive()).collect();
    if !substantive.is_empty() {
        document.heading("Links");
        // A crosswalk has hundreds of pairs: the first stands for those that say the same.
        let repetitions = graph.repetitions();
        for link in substantive.into_iter().filter(|link| graph.repeats(**link).is_none()) {
            let text = link_text(graph, ix, graph.link(*link), cite);
            document.item(match repetitions[link.index()] {
                0 => text,
                more => text.and(Span::Dim(format!(
                    "; and {}",
                    counted(more, "more pair of provisions", "more pairs of provisions")
                ))),
            });
        }
    }
    let made = |relation: Relation| matches!(relation, Relation::Oversees | Relation::Develops | Relation::IssuedBy);
    let structure: Vec<&LinkIx> = (all.iter())
        .filter(|link| made(graph.link(**link).relation) || matches!(graph.link(**link).relation, Relation::PartyTo(_)))
        // Who issued a framework stands among its facts.
        .filter(|link| !brief || graph.link(**link).relation != Relation::IssuedBy || graph.link(**link).to.node == ix)
        .filter(|link| graph.node(ix).jurisdiction().is_none() || graph.link(**link).to.node == ix)
        .collect();
    if !structure.is_empty() {
        document.heading("Structure");
        let lines = structure.iter().map(|link| structure_line(graph, ix, graph.link(**link)));
        for (what, names) in lines.into_group_map().into_iter().sorted() {
            let names = names.into_iter().sorted().map(|(label, node)| Span::node(node, label)).collect();
            document.item(Text::plain(format!("{what}: ")).join(Text(names).separated(", ")));
        }
    }
}

/// How another node stands to this one, and its label.
fn structure_line(graph: &Graph, ix: NodeIx, link: &Link) -> (String, (String, NodeIx)) {
    let other = (graph.node(link.other(ix)).label().to_owned(), link.other(ix));
    let what = match (link.relation, link.from.node == ix) {
        (Relation::IssuedBy, true) => "issued by".to_owned(),
        (Relation::IssuedBy, false) => "issued".to_owned(),
        (Relation::Oversees, false) => "overseen by".to_owned(),
        (Relation::Develops, false) => "developed by".to_owned(),
        (relation, _) => relation.label(),
    };
    (what, other)
}

fn link_text<'g>(graph: &'g Graph, ix: NodeIx, link: &'g Link, cite: &mut Citations<'g>) -> Text {
    let arrow = match link.relation {
        Relation::Reference(_) if link.from.node == ix => "→",
        Relation::Reference(_) => "←",
        _ => "–",
    };
    let other = graph.node(link.other(ix)).label();
    let part = |end: &crate::model::End| end.provision.as_ref().map(|id| format!("{id} ")).unwrap_or_default();
    let (near, far) = if link.from.node == ix { (&link.from, &link.to) } else { (&link.to, &link.from) };
    let (near, far) = (part(near), part(far));
    let set = link.mapping.map(|mapping| format!(" ({})", mapping.set.label())).unwrap_or_default();
    let existing = link.modality == crate::model::Modality::Existing;
    let modality = if existing { String::new() } else { format!(" [{}]", link.modality.as_str()) };
    let layers = link.layers.iter().map(Layer::as_str).join(", ");
    let since = link.since.map(|since| format!(" since {since}")).unwrap_or_default();
    let relation = link.relation.label();
    let relation = if link.relation.is_conflict() { Span::Warn(relation) } else { Span::Plain(relation) };
    let text = Text::plain(near)
        .and(relation)
        .then(format!("{set} {arrow} {far}"))
        .and(Span::Strong(other.to_owned()).about(link.other(ix)));
    text.then(format!("{modality} ({layers}{since}): {}", link.claim)).cited(cite, &link.evidence)
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
