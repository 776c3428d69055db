//! Who hangs together, schema `interlex/communities/1`.

use std::io::{self, Write};

use itertools::Itertools;
use serde_json::{Value, json};

use super::{counted, id, label, lead, listed, region_name, rounded};
use crate::analysis::statistics::{percent, share};
use crate::analysis::{Between, Communities, Group, Joint, Member};
use crate::exchange::evidence_json;
use crate::model::{Graph, Id, NodeIx};
use crate::report::cite::Citations;
use crate::report::document::{Document, Span, Text};
use crate::scope::Scope;

/// How many groups, brokers and joined groups a document shows unless told otherwise.
const ROWS_SHOWN: usize = 10;

/// How many texts give a group its name.
const NAMES: usize = 3;

/// How many names stand in a line.
const NAMES_SHOWN: usize = 8;

/// How many links are cited between two groups.
const LINKS_SHOWN: usize = 3;

/// The answer as a document for people; `top` groups, else ten.
pub fn communities_document(scope: &Scope<'_>, found: &Communities, top: Option<usize>) -> Document {
    let graph = scope.graph();
    let mut cite = Citations::new();
    let top = top.unwrap_or(ROWS_SHOWN);
    let mut document = Document::new("Communities", lead(scope));
    document.paragraph(format!(
        "{}, joined in {} by links of alignment or reference, stand in {} that no link joins, and fall into {} that are joined more with themselves than chance would have it. Modularity {:.2} (0: no more than by chance; from 0.3 on a division is usually taken to mean something); the worst of {} searches ended at {:.2}. Frameworks in effect that no link joins with another text or body, and that are in no group: {}.",
        counted(found.nodes, "framework or institution", "frameworks and institutions"),
        counted(found.joints, "pair", "pairs"),
        counted(found.parts, "part", "parts"),
        counted(found.groups.len(), "group", "groups"),
        found.modularity,
        found.starts,
        found.least,
        found.unlinked,
    ));
    add_groups(graph, found, top, &mut document);
    add_brokers(graph, found, top, &mut document);
    add_between(graph, found, top, &mut cite, &mut document);
    document.heading("What this does not show");
    document.paragraph("Texts in one group need not agree, and texts in two may: a group says that sources relate its texts to each other more than to the rest. Where little is recorded, a group may be no more than what one source happens to mention. Other divisions can be almost as good: firmness is the share of searches in which two members of a group ended together; near 100 % the group was found nearly always, far below it may as well be cut elsewhere. Jurisdictions are no members; which group serves one is counted from the linked texts that apply there with at least the strength of a recorded layer.");
    document.sources(graph, &cite);
    document
}

/// What a group is called: its most central texts, or bodies where it has no texts.
fn name(graph: &Graph, group: &Group) -> String {
    let texts = group.members.iter().filter(|it| graph.node(it.node).framework().is_some()).map(|it| it.node);
    let named: Vec<NodeIx> = texts.chain(group.members.iter().map(|it| it.node)).unique().take(NAMES).collect();
    named.into_iter().map(|ix| label(graph, ix)).join(", ")
}

/// `3. EU AI Act, ISO/IEC 42001, OECD AI Principles` by position.
fn numbered(graph: &Graph, found: &Communities, at: usize) -> String {
    format!("{}. {}", at + 1, name(graph, &found.groups[at]))
}

fn regions(graph: &Graph, group: &Group) -> String {
    let named = |(region, count): &(Option<Id>, usize)| format!("{} {count}", region_name(graph, region.as_ref()));
    match (group.only_region(), group.regions.len()) {
        (_, 0) => "none: institutions only".to_owned(),
        (Some(_), 1) => format!("one: {}", group.regions.iter().map(named).join(", ")),
        (Some(_), _) => format!("one, and international: {}", group.regions.iter().map(named).join(", ")),
        (None, 1) => group.regions.iter().map(named).join(", "),
        (None, _) => format!("mixed: {}", group.regions.iter().map(named).join(", ")),
    }
}

fn add_groups(graph: &Graph, found: &Communities, top: usize, document: &mut Document) {
    document.heading("Groups, largest first");
    for (at, group) in found.groups.iter().enumerate().take(top) {
        let bodies = group.members.len() - group.frameworks();
        let made_of = format!(
            "{} and {}; {} joined inside, {} with other groups; firmness {}",
            counted(group.frameworks(), "framework", "frameworks"),
            counted(bodies, "institution", "institutions"),
            counted(group.inside, "pair", "pairs"),
            counted(group.outside, "pair", "pairs"),
            percent(group.firmness),
        );
        let central = group.members.iter().map(|it| format!("{} ({:.2})", label(graph, it.node), it.within));
        let mut below = vec![
            Text::dim(made_of),
            Text::plain(format!("regions: {}", regions(graph, group))),
            Text::plain(format!("most central: {}", listed(central, NAMES_SHOWN))),
        ];
        if !group.serves.is_empty() {
            let count = counted(group.serves.len(), "jurisdiction", "jurisdictions");
            let served = group.serves.iter().sorted_by_key(|(place, here, _)| (std::cmp::Reverse(*here), *place));
            let served = served.map(|(place, here, all)| format!("{} ({here} of {all})", label(graph, *place)));
            below.push(Text::plain(format!(
                "mostly serves {count}, by linked texts that apply there: {}",
                listed(served, NAMES_SHOWN)
            )));
        }
        document.item_with(Text::default().and(Span::Strong(numbered(graph, found, at))), below);
    }
    let rest = found.groups.iter().skip(top);
    let (more, in_them) = (rest.clone().count(), rest.map(|group| group.members.len()).sum::<usize>());
    if more > 0 {
        let groups = counted(more, "smaller group", "smaller groups");
        document.paragraph(Text::dim(format!("and {groups} with {in_them} members together.")));
    }
    if !found.shared.is_empty() {
        let places = counted(found.shared.len(), "jurisdiction", "jurisdictions");
        let names = found.shared.iter().map(|place| label(graph, *place));
        document
            .paragraph(format!("{places} get more than half from no single group: {}.", listed(names, NAMES_SHOWN)));
    }
}

fn add_brokers(graph: &Graph, found: &Communities, top: usize, document: &mut Document) {
    document.heading("Who brokers between groups");
    let brokers = found.brokers();
    if brokers.is_empty() {
        document.paragraph("No link joins two groups.");
        return;
    }
    let row = |(at, member): &(usize, Member)| {
        vec![
            Text::plain(label(graph, member.node)),
            Text::plain((at + 1).to_string()),
            Text::plain(member.groups.to_string()),
            Text::plain(format!("{:.2}", member.across)),
            Text::plain(format!("{:.2}", member.within)),
        ]
    };
    let columns = ["broker", "group", "other groups", "strength to them", "strength inside"];
    document.table(&columns, &[1, 2, 3, 4], brokers.iter().take(top).map(row).collect());
    let more = brokers.len().saturating_sub(top);
    if more > 0 {
        let others = counted(more, "member", "members");
        document.paragraph(Text::dim(format!("and {others} more with a link to another group.")));
    }
}

fn add_between<'g>(
    graph: &'g Graph,
    found: &Communities,
    top: usize,
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    if found.between.is_empty() {
        return;
    }
    document.heading("What joins two groups, strongest first");
    for between in found.between.iter().take(top) {
        let (a, b) = (numbered(graph, found, between.a), numbered(graph, found, between.b));
        let pairs = counted(between.joints.len(), "pair", "pairs");
        let words = format!("{a} – {b}: {pairs}, strength {:.2}", between.strength);
        let mut below: Vec<Text> =
            between.joints.iter().take(LINKS_SHOWN).map(|joint| link_words(graph, joint, cite)).collect();
        let more = between.joints.len().saturating_sub(LINKS_SHOWN);
        if more > 0 {
            below.push(Text::dim(format!("and {more} more")));
        }
        document.item_with(words, below);
    }
    let more = found.between.len().saturating_sub(top);
    if more > 0 {
        let pairs = counted(more, "pair of groups", "pairs of groups");
        document.paragraph(Text::dim(format!("and {pairs} more.")));
    }
}

fn link_words<'g>(graph: &'g Graph, joint: &Joint, cite: &mut Citations<'g>) -> Text {
    let link = graph.link(joint.link);
    let ends = [link.from.node, link.to.node].map(|end| label(graph, end));
    let words = format!("{} —{} {:.2}— {}", ends[0], link.relation.label(), joint.strength, ends[1]);
    Text::plain(words).cited(cite, &link.evidence)
}

/// Writes the answer as JSON; everything, or the first `top` groups and what joins these.
///
/// # Errors
/// If writing fails.
pub fn communities_json(
    scope: &Scope<'_>,
    found: &Communities,
    top: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let graph = scope.graph();
    let top = top.unwrap_or(usize::MAX);
    let groups = found.groups.iter().enumerate().take(top).map(|(at, group)| group_json(graph, at, group));
    let between = found.between.iter().filter(|it| it.a < top && it.b < top).map(|it| between_json(graph, it));
    let value = json!({
        "schema": "interlex/communities/1",
        "as_of": scope.day().to_string(),
        "layers": scope.layer_list().collect::<Vec<_>>(),
        "nodes": found.nodes,
        "joined_pairs": found.joints,
        "parts": found.parts,
        "unlinked": found.unlinked,
        "modularity": rounded(found.modularity),
        "modularity_least": rounded(found.least),
        "searches": found.starts,
        "groups": groups.collect::<Vec<_>>(),
        "between": between.collect::<Vec<_>>(),
        "shared": found.shared.iter().map(|place| id(graph, *place)).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn group_json(graph: &Graph, at: usize, group: &Group) -> Value {
    let member = |it: &Member| {
        json!({
            "node": id(graph, it.node), "kind": graph.node(it.node).kind().as_str(),
            "within": rounded(it.within), "across": rounded(it.across), "other_groups": it.groups,
        })
    };
    let region = |(region, count): &(Option<Id>, usize)| json!({ "region": region, "frameworks": count });
    let serves = |(place, here, all): &(NodeIx, usize, usize)| json!({ "jurisdiction": id(graph, *place), "texts": here, "of": all });
    json!({
        "group": at + 1,
        "name": name(graph, group),
        "frameworks": group.frameworks(),
        "members": group.members.iter().map(member).collect::<Vec<_>>(),
        "regions": group.regions.iter().map(region).collect::<Vec<_>>(),
        "joined_inside": group.inside,
        "joined_outside": group.outside,
        "inside_share": rounded(share(group.inside, group.inside + group.outside)),
        "firmness": rounded(group.firmness),
        "serves": group.serves.iter().map(serves).collect::<Vec<_>>(),
    })
}

fn between_json(graph: &Graph, between: &Between) -> Value {
    let joint = |it: &Joint| {
        let link = graph.link(it.link);
        json!({
            "from": graph.end_id(&link.from), "to": graph.end_id(&link.to),
            "relation": link.relation.as_str(), "mechanism": link.relation.mechanism(),
            "strength": rounded(it.strength), "evidence": evidence_json(graph, &link.evidence),
        })
    };
    json!({
        "a": between.a + 1, "b": between.b + 1, "strength": rounded(between.strength),
        "links": between.joints.iter().map(joint).collect::<Vec<_>>(),
    })
}

/// Writes a row for each member, or for those of the first `top` groups.
///
/// # Errors
/// If writing fails.
pub fn communities_csv(
    scope: &Scope<'_>,
    found: &Communities,
    top: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["group", "node", "kind", "region", "within", "across", "other_groups", "firmness"])?;
    for (at, group) in found.groups.iter().enumerate().take(top.unwrap_or(usize::MAX)) {
        for member in &group.members {
            let node = graph.node(member.node);
            writer.write_record([
                (at + 1).to_string().as_str(),
                node.id.as_str(),
                node.kind().as_str(),
                graph.panel(member.node).map_or("", |panel| panel.as_str()),
                &rounded(member.within).to_string(),
                &rounded(member.across).to_string(),
                &member.groups.to_string(),
                &rounded(group.firmness).to_string(),
            ])?;
        }
    }
    writer.flush()
}
