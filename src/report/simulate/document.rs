//! The briefing: what reaches the system where, what is asked, what can be reused, what stands in the way.

use std::cmp::Reverse;

use itertools::Itertools;

use super::{condition, framework, labels, reuse, role, side, unassessed};
use crate::analysis::simulate::{Bridge, Class, Duty, FlowAnswer, Placed, Reaching, Side, Simulation, TextPair};
use crate::model::{Graph, LinkIx, NodeIx, PartialDate, TermSet};
use crate::report::chain;
use crate::report::cite::Citations;
use crate::report::demands::{category, who};
use crate::report::document::{Document, Span, Text};
use crate::report::structure::{counted, lead, listed};
use crate::scope::Scope;

/// The four lists of a profile: what facts call them, and how the ids in them begin.
const LISTS: [(&str, &str); 4] = [("does", "use-"), ("sector", "sector-"), ("traits", "trait-"), ("data", "data-")];

/// The answer as a document for people.
pub fn simulate_document(scope: &Scope<'_>, answer: &Simulation<'_>) -> Document {
    let graph = scope.graph();
    let mut cite = Citations::new();
    let mut document = Document::new(answer.profile.title.clone(), lead(scope));
    document.paragraph(answer.profile.summary.as_str());
    document.facts(facts(graph, answer));
    add_summary(graph, answer, &mut document);
    let mut told = side::Told::new();
    for it in targets_first(answer) {
        side::add(scope, it, &mut told, &mut cite, &mut document);
    }
    add_flows(graph, answer, &mut cite, &mut document);
    reuse::add(scope, answer, &mut cite, &mut document);
    add_conflicts(graph, answer, &mut cite, &mut document);
    add_coming(scope, answer, &mut cite, &mut document);
    unassessed::add(graph, answer, &mut document);
    document.sources_once(graph, &cite);
    document
}

/// The targets, which a reader asks about, then home.
fn targets_first<'a, 'g>(answer: &'a Simulation<'g>) -> impl Iterator<Item = &'a Side<'g>> {
    answer.sides.iter().skip(1).chain(answer.sides.first())
}

fn facts(graph: &Graph, answer: &Simulation<'_>) -> Vec<(String, Text)> {
    let traits = &graph.vocabularies().traits;
    let terms = |prefix: &str| {
        let own = traits.members(answer.profile.traits).filter(|term| term.id.as_str().starts_with(prefix));
        own.map(|term| term.label.as_str()).join(", ")
    };
    let mut facts: Vec<(String, Text)> = (LISTS.into_iter())
        .map(|(name, prefix)| (name.to_owned(), terms(prefix)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name, value.into()))
        .collect();
    let targets = answer.sides.iter().skip(1).map(|side| side.name).join(", ");
    let home = answer.sides.first().map_or("", |side| side.name);
    facts.push(("role".to_owned(), who(answer.profile.roles).into()));
    facts.push(("home".to_owned(), home.into()));
    facts.push(("targets".to_owned(), targets.into()));
    facts
}

/// A line a place, then what stands between the places.
fn add_summary(graph: &Graph, answer: &Simulation<'_>, document: &mut Document) {
    document.heading("In short");
    for side in targets_first(answer) {
        let head = Text::default().and(Span::Strong(side.name.to_owned())).then(format!(" ({}): ", role(side)));
        document.item(head.join(side_summary(graph, side)));
    }
    let shared: Vec<_> = answer.categories.iter().filter(|row| row.sides().count() > 1).collect();
    let same = shared.iter().filter(|row| !reuse::common(row).is_empty()).count();
    let usable = |pair: Option<&TextPair<'_>>| pair.is_some_and(|it| is_usable(graph, it));
    let bridged = shared.iter().filter(|row| usable(reuse::best(answer, row))).count();
    let binding = shared.iter().filter(|row| usable(reuse::best_binding(graph, answer, row))).count();
    let asked = counted(answer.categories.len(), "kind of obligation is", "kinds of obligations are");
    let text = match shared.len() {
        0 => format!("{asked} asked, none of them in several places."),
        several => format!(
            "{asked} asked, {several} of them in several places: {same} by a text that applies in two of them, {bridged} by texts with a recorded mapping of {} or more, {binding} with such a mapping to a text that binds.",
            graph.scales().bridged.value
        ),
    };
    document.item(text);
    let certain = answer.conflicts.iter().filter(|conflict| conflict.is_certain(graph)).count();
    if !answer.conflicts.is_empty() {
        let all = counted(answer.conflicts.len(), "recorded conflict stands", "recorded conflicts stand");
        document.item(format!("{all} between the places, {certain} of them between texts that both reach the system."));
    }
}

fn side_summary(graph: &Graph, side: &Side<'_>) -> Text {
    let reaching: Vec<&Placed<'_>> = side.reaching().collect();
    let text = |text: &&Placed<'_>| {
        let tier = match (&text.demand.class, framework(graph, text)) {
            (Class::Tier(tier, _), Some(framework)) => format!(" ({})", framework.tier(*tier)),
            (Class::NotAssessed, _) => " (tier not assessed)".to_owned(),
            _ => String::new(),
        };
        format!("{}{tier}", graph.node(text.demand.node).label())
    };
    let foremost = reaching.iter().sorted_by_key(|text| (text.binds(graph) != Some(true), Reverse(text.places.len())));
    let texts = match reaching.len() {
        0 => "nothing recorded reaches the system".to_owned(),
        count => {
            format!("{} the system: {}", counted(count, "text reaches", "texts reach"), listed(foremost.map(text), 8))
        }
    };
    let binding = reaching.iter().filter(|text| text.binds(graph) == Some(true));
    let binding: Vec<&Duty<'_>> = binding.flat_map(|text| text.demand.own()).collect();
    let all: usize = reaching.iter().map(|text| text.demand.own().count()).sum();
    let now = binding.iter().filter(|duty| duty.begins.is_none() && !duty.conditional).count();
    let later = binding.iter().filter(|duty| duty.begins.is_some() && !duty.conditional).count();
    let conditional = binding.iter().filter(|duty| duty.conditional).count();
    let mut parts = Vec::new();
    if !reaching.is_empty() {
        parts.push(format!("{} in effect", counted(now, "binding obligation", "binding obligations")));
    }
    parts.extend((later > 0).then(|| format!("{later} to come")));
    parts.extend((conditional > 0).then(|| format!("{conditional} that depend on a tier not assessed")));
    let soft = all - binding.len();
    parts.extend((soft > 0).then(|| format!("{soft} asked by texts not recorded as binding here")));
    let rest = if parts.is_empty() { String::new() } else { format!("; {}", parts.join(", ")) };
    let open = side.texts.iter().filter(|text| text.demand.reaching == Reaching::NotAssessed).count();
    let open = match open {
        0 => String::new(),
        open => format!(" Not assessed whether {} the system.", counted(open, "text reaches", "texts reach")),
    };
    Text::plain(format!("{texts}{rest}.{open}"))
}

fn add_flows<'g>(graph: &'g Graph, answer: &Simulation<'g>, cite: &mut Citations<'g>, document: &mut Document) {
    if answer.flows.is_empty() {
        return;
    }
    document.heading("Data flows");
    for it in &answer.flows {
        let ends = [it.flow.from, it.flow.to].map(|ix| graph.node(ix).label().to_owned());
        let head = Text::default().and(Span::Strong(format!("{} → {}", ends[0], ends[1])));
        document.item_with(head.then(format!(": {}", it.flow.claim)), flow_lines(graph, it, cite));
    }
}

fn flow_lines<'g>(graph: &'g Graph, it: &FlowAnswer<'g>, cite: &mut Citations<'g>) -> Vec<Text> {
    let mut line = |ix: &LinkIx, what: &str| {
        let link = graph.link(*ix);
        let ends = labels(graph, [link.from.node, link.to.node]);
        Text::plain(format!("{what} ({ends}): {}", link.claim)).cited(cite, &link.evidence)
    };
    let mut lines: Vec<Text> = it.findings.iter().map(|ix| line(ix, "Protection found comparable")).collect();
    lines.extend(it.restrictions.iter().map(|ix| line(ix, "Restriction")));
    lines.extend(it.reverse.iter().map(|ix| line(ix, "Recorded for data that go the other way")));
    if it.is_unassessed() {
        let way = if it.reverse.is_empty() { "" } else { " for this way" };
        lines.push(Text::dim(format!(
            "Whether the data may go is not assessed: no finding and no restriction is recorded{way}."
        )));
    }
    for (node, obligation) in &it.asked {
        let text = format!("Asked by {}: {}", graph.node(*node).label(), obligation.claim);
        lines.push(Text::plain(text).cited(cite, &obligation.evidence));
    }
    lines
}

fn add_conflicts<'g>(graph: &'g Graph, answer: &Simulation<'g>, cite: &mut Citations<'g>, document: &mut Document) {
    document.heading("Conflicts");
    if answer.conflicts.is_empty() {
        document.paragraph("None is recorded between what applies in the places. Nobody may have looked.");
    }
    for it in &answer.conflicts {
        let name = |side: usize| answer.sides[side].name;
        let between = it
            .between
            .iter()
            .map(|(i, j)| if i == j { format!("within {}", name(*i)) } else { format!("{} – {}", name(*i), name(*j)) });
        let mut below = vec![Text::dim(between.collect::<Vec<_>>().join("; "))];
        if !it.unsure.is_empty() {
            let ends = labels(graph, it.unsure.iter().copied());
            below.push(Text::dim(format!("Whether this reaches the system is not assessed: {ends}")));
        }
        for text in chain::conflicts(graph, &[it.link], cite) {
            document.item_with(text, std::mem::take(&mut below));
        }
    }
}

/// What begins later, by date, and what is adopted or proposed.
fn add_coming<'g>(scope: &Scope<'g>, answer: &Simulation<'g>, cite: &mut Citations<'g>, document: &mut Document) {
    let graph = scope.graph();
    document.heading("Coming");
    let mut any = false;
    for (date, node, categories) in timetable(graph, answer) {
        any = true;
        let head = Text::default().and(Span::Strong(date.to_string()));
        document.item(head.then(format!(" {}: {}", graph.node(node).label(), categories.join(", "))));
    }
    for side in &answer.sides {
        for text in side.coming.iter().filter(|text| text.demand.reaching.concerns()) {
            any = true;
            document.item_with(side::coming_head(scope, side, text), side::reasons(scope, text, cite, true));
        }
    }
    for side in &answer.sides {
        let open = side.coming.iter().filter(|text| text.demand.reaching == Reaching::NotAssessed);
        let names: Vec<String> = open.map(|text| graph.node(text.demand.node).label().to_owned()).collect();
        if !names.is_empty() {
            any = true;
            let text = format!("{}, not assessed whether they would reach the system: {}", side.name, names.join(", "));
            document.item(Text::dim(text));
        }
    }
    if !any {
        document.paragraph("Nothing is recorded that would begin later.");
    }
}

/// Obligations of the profile that begin after the day, by date and framework, with their categories.
fn timetable(graph: &Graph, answer: &Simulation<'_>) -> Vec<(PartialDate, NodeIx, Vec<String>)> {
    let mut rows: Vec<(PartialDate, NodeIx, Vec<String>)> = Vec::new();
    for text in answer.sides.iter().flat_map(Side::reaching).unique_by(|text| text.demand.node) {
        let Some(framework) = framework(graph, text) else { continue };
        let node = text.demand.node;
        for duty in text.demand.own() {
            let Some(begins) = duty.begins else { continue };
            let condition = condition(framework, duty).map(|it| format!(" ({it})")).unwrap_or_default();
            let title = format!("{}{condition}", category(graph, duty.obligation));
            match rows.iter_mut().find(|(date, of, _)| *date == begins && *of == node) {
                Some((_, _, titles)) if titles.contains(&title) => {}
                Some((_, _, titles)) => titles.push(title),
                None => rows.push((begins, node, vec![title])),
            }
        }
    }
    rows.sort_by_key(|(date, node, _)| (date.first_day(), *node));
    rows
}

/// Labels of the traits of a set.
pub(super) fn trait_labels(graph: &Graph, set: TermSet) -> String {
    graph.vocabularies().traits.members(set).map(|term| term.label.as_str()).join(", ")
}

/// Whether the mapping between two texts is strong enough to work with.
pub(super) fn is_usable(graph: &Graph, pair: &TextPair<'_>) -> bool {
    matches!(&pair.bridge, Bridge::Chain(chain, _) if chain.cost.reaches(graph.scales().bridged.value))
}
