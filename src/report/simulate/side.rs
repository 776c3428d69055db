//! One place: the texts that reach the system there, with reason, tier and obligations; who is liable; what does not
//! reach it.

use std::collections::BTreeMap;

use itertools::Itertools;

use super::document::trait_labels;
use super::{NOW, applies, force, framework, labels, region, role, tiers};
use crate::analysis::lens::RegimeRow;
use crate::analysis::simulate::{Bearer, Class, Duty, Placed, Placement, Reaching, Side, SideKind};
use crate::analysis::statistics::counted;
use crate::model::{CoverageGround, Framework, FrameworkKind, Graph, JurisdictionKind, NodeIx, ReachClause};
use crate::report::cite::Citations;
use crate::report::demands::{category, placed, unless, who};
use crate::report::document::{Document, Span, Text};
use crate::report::gaps::names;
use crate::report::lens::regime_text;
use crate::scope::Scope;

/// How many members of a region are named where a text applies.
const PLACES_SHOWN: usize = 6;

/// The texts that were told in full, and the place under which.
pub(super) type Told<'g> = BTreeMap<NodeIx, &'g str>;

pub(super) fn add<'g>(
    scope: &Scope<'g>,
    side: &Side<'g>,
    told: &mut Told<'g>,
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    let graph = scope.graph();
    document.heading(format!("{} ({})", side.name, role(side)));
    if let Some(note) = looked_at(graph, side) {
        document.paragraph(Text::dim(note));
    }
    let concerned: Vec<&Placed<'g>> = side.texts.iter().filter(|text| text.demand.reaching.concerns()).collect();
    if concerned.is_empty() {
        document.paragraph("Nothing that is recorded to apply here is recorded to reach the system.");
    }
    if side.kind == SideKind::Region {
        region::add(scope, side, &concerned, told, cite, document);
    } else {
        for text in concerned {
            add_text(scope, side, text, told, cite, document);
        }
    }
    let spared = side.texts.iter().filter(|text| text.demand.reaching == Reaching::No);
    let spared: Vec<NodeIx> = spared.map(|text| text.demand.node).collect();
    if !spared.is_empty() {
        document.paragraph(format!("Recorded not to reach this system in these roles: {}.", labels(graph, spared)));
    }
    add_liability(scope, side, cite, document);
}

/// Whose law was looked at, where that is not plain.
fn looked_at(graph: &Graph, side: &Side<'_>) -> Option<String> {
    if side.kind == SideKind::Region {
        return Some(format!("What applies in any of {}; home is told apart.", counted(side.members.len(), "place")));
    }
    let whole = *side.members.first()?;
    let jurisdiction = |ix: NodeIx| graph.node(ix).jurisdiction();
    if jurisdiction(whole).is_some_and(|it| matches!(it.kind, JurisdictionKind::Bloc | JurisdictionKind::Group)) {
        return Some("Law of the bloc as such; that of its members is not looked at.".to_owned());
    }
    let parts = graph.node_indices().filter(|ix| jurisdiction(*ix).is_some_and(|it| it.parent == Some(whole)));
    let parts: Vec<NodeIx> = parts.collect();
    let parts = (!parts.is_empty()).then(|| names(graph, &parts, PLACES_SHOWN))?;
    Some(format!("Law of the whole; that of its parts ({parts}) is not looked at."))
}

/// Tells a text in full, or if that was done under another place only on what ground it applies here: what it means
/// for the system is the same everywhere.
pub(super) fn add_text<'g>(
    scope: &Scope<'g>,
    side: &Side<'g>,
    text: &Placed<'g>,
    told: &mut Told<'g>,
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    let graph = scope.graph();
    let Some(framework) = framework(graph, text) else { return };
    let head = Text::default().and(Span::Strong(graph.node(text.demand.node).label().to_owned()));
    let mut head = head.then(format!(" ({}; {})", force(graph, text), where_it_applies(graph, side, text)));
    for link in text.places.iter().filter_map(|place| place.link).take(1) {
        head = head.cited(cite, &graph.link(link).evidence);
    }
    if let Some(place) = told.get(&text.demand.node) {
        document.item_with(head, vec![Text::dim(format!("What it asks and why is told under {place}."))]);
        return;
    }
    told.insert(text.demand.node, side.name);
    let mut below = reasons(scope, text, cite, false);
    below.extend(nothing_asked(framework, text).map(Text::dim));
    document.item_with(head, below);
    add_duties(graph, framework, text, cite, document);
}

/// Why a text reaches the system, or would if it is still to come, and in which tier.
pub(super) fn reasons<'g>(scope: &Scope<'g>, text: &Placed<'g>, cite: &mut Citations<'g>, coming: bool) -> Vec<Text> {
    let graph = scope.graph();
    let Some(framework) = framework(graph, text) else { return Vec::new() };
    let (says, clauses) = match &text.demand.reaching {
        Reaching::System(clauses) if coming => ("Would reach the system", clauses),
        Reaching::System(clauses) => ("Reaches the system", clauses),
        Reaching::States(clauses) if coming => {
            ("Would bind states, which would have to see to systems like this", clauses)
        }
        Reaching::States(clauses) => ("Speaks to states, which are to see to systems like this", clauses),
        Reaching::No | Reaching::NotAssessed => return Vec::new(),
    };
    let mut reason = Text::plain(says);
    for (position, clause) in clauses.iter().enumerate() {
        reason = reason.then(if position == 0 { ": " } else { "; " });
        reason = reason.join(clause_text(graph, clause)).cited(cite, &clause.evidence);
    }
    let mut lines = vec![reason];
    match &text.demand.class {
        Class::NoTiers => {}
        Class::NotAssessed => {
            let scheme = framework.risk_scheme.as_ref().map(|scheme| scheme.tiers.join(" > ")).unwrap_or_default();
            lines.push(Text::dim(format!("Tier of risk not assessed: nothing recorded says which of {scheme}.")));
        }
        Class::Tier(tier, entries) => {
            let mut line = Text::plain("Tier of risk: ").and(Span::Strong(framework.tier(*tier).to_owned()));
            for (position, entry) in entries.iter().enumerate() {
                let separator = if position == 0 { ", as " } else { "; " };
                let since = entry.since.filter(|since| !since.has_begun(scope.day()));
                let since = since.map(|since| format!(", from {since}")).unwrap_or_default();
                line = line.then(format!("{separator}{}{}{since}", entry.claim, placed(&entry.provisions)));
                line = line.cited(cite, &entry.evidence);
            }
            lines.push(line);
        }
    }
    lines
}

fn clause_text(graph: &Graph, clause: &ReachClause) -> Text {
    let claim = Text::plain(clause.claim.clone());
    let all = trait_labels(graph, clause.when.all);
    let all = if all.is_empty() && !clause.when.is_empty() { "any AI system".to_owned() } else { all };
    let traits = (!clause.when.is_empty()).then(|| format!("{all}{}", unless(graph, clause.when.none)));
    let roles = (!clause.who.is_empty()).then(|| who(clause.who));
    let because = traits.into_iter().chain(roles).join("; ");
    if because.is_empty() { claim } else { claim.and(Span::Dim(format!(" ({because})"))) }
}

/// On what ground, and for a region in which of its members.
fn where_it_applies(graph: &Graph, side: &Side<'_>, text: &Placed<'_>) -> String {
    let mut grounds: Vec<(String, Vec<NodeIx>)> = Vec::new();
    let treaty = framework(graph, text).is_some_and(|framework| framework.kind == FrameworkKind::Treaty);
    let strength = |place: &Placement| place.ground.map_or(0.0, |(_, strength)| strength.get());
    for place in text.places.iter().sorted_by(|a, b| strength(b).total_cmp(&strength(a))) {
        let Some((ground, strength)) = place.ground else { continue };
        let via = place.via.map(|via| format!(" via {}", graph.node(via).label())).unwrap_or_default();
        let words = match ground {
            CoverageGround::MadeHere => ground.label().to_owned(),
            CoverageGround::Addressed if treaty => format!("open to it{via}, not recorded as a party, {strength}"),
            _ => format!("{}{via}, {strength}", ground.label()),
        };
        match grounds.iter_mut().find(|(known, _)| *known == words) {
            Some((_, places)) => places.push(place.place),
            None => grounds.push((words, vec![place.place])),
        }
    }
    let of = side.members.len();
    let told = grounds.into_iter().map(|(words, places)| match side.kind {
        SideKind::Region => {
            format!("{words}, in {} of {of}: {}", places.len(), names(graph, &places, PLACES_SHOWN))
        }
        _ => words,
    });
    told.collect::<Vec<_>>().join("; ")
}

fn add_duties<'g>(
    graph: &'g Graph,
    framework: &'g Framework,
    text: &Placed<'g>,
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    let demand = &text.demand;
    if !demand.duties.is_empty() {
        let placed = demand.duties.iter().any(|duty| !duty.obligation.provisions.is_empty());
        // "Now" beside what nobody has to do would read as a duty.
        let timed = text.binds(graph) == Some(true) || demand.duties.iter().any(|duty| applies(framework, duty) != NOW);
        let row = |duty: &Duty<'g>| {
            let it = duty.obligation;
            let bearer = if duty.bearer == Bearer::State { "state".to_owned() } else { who(it.who) };
            let when = match (duty.begins, duty.conditional) {
                (None, false) => Text::plain(applies(framework, duty)),
                _ => Text::default().and(Span::Warn(applies(framework, duty))),
            };
            let mut cells = vec![category(graph, it).into(), bearer.into()];
            cells.extend(timed.then_some(when));
            cells.extend(placed.then(|| it.provisions.iter().join(", ").into()));
            cells.push(Text::plain(it.claim.as_str()).cited(cite, &it.evidence));
            cells
        };
        let columns = ["obligation", "who", "applies", "provision", "what is asked"];
        let shown = |name: &&str| (placed || *name != "provision") && (timed || *name != "applies");
        let columns: Vec<&str> = columns.into_iter().filter(shown).collect();
        document.table(&columns, &[], demand.duties.iter().map(row).collect());
    }
    for text in others(graph, framework, &demand.of_others, cite) {
        document.paragraph(text);
    }
}

/// Why no obligations are told of a text.
fn nothing_asked(framework: &Framework, text: &Placed<'_>) -> Option<&'static str> {
    if framework.obligations.is_empty() {
        return Some("What it asks is not assessed: no obligations are recorded.");
    }
    let demand = &text.demand;
    let nothing = demand.duties.is_empty() && demand.of_others.is_empty();
    nothing.then_some("None of its recorded obligations concerns the system.")
}

/// What others must see to because of the system, a line for each role and day: whoever sells to them has to tell them.
fn others<'g>(graph: &'g Graph, framework: &Framework, duties: &[Duty<'g>], cite: &mut Citations<'g>) -> Vec<Text> {
    let head = |duty: &Duty<'_>| {
        let when = applies(framework, duty);
        let when = if when == NOW { String::new() } else { format!(" {when}") };
        format!("Asked of others ({}){when}", who(duty.obligation.who))
    };
    let mut lines = Vec::new();
    for (head, duties) in grouped(duties, head) {
        let mut line = Text::plain(head);
        for (position, duty) in duties.into_iter().enumerate() {
            let it = duty.obligation;
            let separator = if position == 0 { ": " } else { "; " };
            line = line.then(format!("{separator}{} ({})", category(graph, it), it.claim)).cited(cite, &it.evidence);
        }
        lines.push(line);
    }
    lines
}

/// Duties by what is told of several, in the order in which that comes up first.
pub(super) fn grouped<'a, 'g>(
    duties: impl IntoIterator<Item = &'a Duty<'g>>,
    head: impl Fn(&Duty<'g>) -> String,
) -> Vec<(String, Vec<&'a Duty<'g>>)> {
    let mut groups: Vec<(String, Vec<&'a Duty<'g>>)> = Vec::new();
    for duty in duties {
        let head = head(duty);
        match groups.iter_mut().find(|(known, _)| *known == head) {
            Some((_, duties)) => duties.push(duty),
            None => groups.push((head, vec![duty])),
        }
    }
    groups
}

fn add_liability<'g>(scope: &Scope<'g>, side: &Side<'g>, cite: &mut Citations<'g>, document: &mut Document) {
    let graph = scope.graph();
    // In a region many members share a regime: it is told once, with those who have it.
    let mut groups: Vec<(&RegimeRow<'g>, Vec<NodeIx>)> = Vec::new();
    for row in &side.liability {
        let same = |known: &&mut (&RegimeRow<'g>, Vec<NodeIx>)| {
            std::ptr::eq(known.0.liability, row.liability) && known.0.standing == row.standing
        };
        match groups.iter_mut().find(same) {
            Some((_, members)) => members.push(row.jurisdiction),
            None => groups.push((row, vec![row.jurisdiction])),
        }
    }
    if groups.is_empty() {
        document.paragraph(Text::dim("Liability: not assessed."));
        return;
    }
    let lines = groups.into_iter().map(|(row, members)| {
        let text = regime_text(scope, row, cite);
        if side.kind == SideKind::Region {
            Text::plain(format!("{}: ", names(graph, &members, PLACES_SHOWN))).join(text)
        } else {
            text
        }
    });
    let head = Text::default().and(Span::Strong("Liability".to_owned()));
    let head = head.then(": what is recorded here; whether it covers harm by this system is not assessed");
    document.item_with(head, lines.collect());
}

/// A text that is adopted or proposed: where it stands, and what it would ask.
pub(super) fn coming_head(scope: &Scope<'_>, side: &Side<'_>, text: &Placed<'_>) -> Text {
    let graph = scope.graph();
    let node = text.demand.node;
    let status = graph.status_on(node, scope.day()).map_or("", crate::model::Status::label).to_lowercase();
    let in_force = framework(graph, text).and_then(|framework| framework.dates.in_force);
    let in_force = in_force.map(|date| format!(", in force on {date}")).unwrap_or_default();
    let head = Text::default().and(Span::Strong(graph.node(node).label().to_owned()));
    let titles = text.demand.own().map(|duty| category(graph, duty.obligation)).unique().join(", ");
    let asks = if titles.is_empty() { String::new() } else { format!(" It would ask: {titles}.") };
    let grounds = where_it_applies(graph, side, text);
    let grounds = if grounds.is_empty() { grounds } else { format!("; {grounds}") };
    head.then(format!(" ({}; {status}{in_force}{grounds}).{asks}", side.name))
}

/// Tiers of which one must hold for some obligations of a text whose tier is unknown.
pub(super) fn open_tiers(graph: &Graph, text: &Placed<'_>) -> Option<String> {
    let framework = framework(graph, text)?;
    let open = text.demand.own().filter(|duty| duty.conditional).flat_map(|duty| duty.obligation.tiers.clone());
    let open: Vec<usize> = open.sorted().dedup().collect();
    (!open.is_empty()).then(|| tiers(framework, &open))
}
