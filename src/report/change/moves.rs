//! Verdicts that move, with the chain that explains it; pairs that move alike are told once.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::Contrast;
use crate::analysis::{Assessment, Coverage, CoverageMove, CoverageState, Direction, Move, Path};
use crate::model::{Graph, Layer, NodeIx};
use crate::report::chain;
use crate::report::cite::Citations;
use crate::report::document::{Document, Span, Text};
use crate::report::gaps::names;

/// How many groups of pairs of a layer are spelt out.
const GROUPS_SHOWN: usize = 12;

/// How many names stand in a sentence before the rest is counted.
const NAMES_SHOWN: usize = 12;

/// How many conflicts, and how many frameworks, are listed below a group.
const LINES_SHOWN: usize = 5;

/// A jurisdiction with all to which it moves in the same way: same verdicts, same chain, same conflicts.
struct Group<'r> {
    hub: NodeIx,
    first: &'r Move,
    /// Whether the hub is the first jurisdiction of `first`.
    as_is: bool,
    partners: Vec<NodeIx>,
    /// Whether all have the chain that does not explain the move in common, too.
    alike: bool,
}

/// Adds the moves of every layer.
pub(super) fn add<'g>(contrast: &Contrast<'_, 'g>, cite: &mut Citations<'g>, document: &mut Document) {
    for (layer, _) in &contrast.difference.layers {
        let groups = groups(&contrast.difference.moves, *layer);
        if groups.is_empty() {
            continue;
        }
        document.heading(format!("{layer} layer: pairs that move"));
        for group in groups.iter().take(GROUPS_SHOWN) {
            add_group(contrast, group, cite, document);
        }
        let rest: usize = groups.iter().skip(GROUPS_SHOWN).map(|group| group.partners.len()).sum();
        if rest > 0 {
            document.paragraph(Text::dim(format!("… and {rest} more pairs; --format json or csv has all.")));
        }
    }
}

/// The groups of a layer: better first, then newly assessed, lower, no longer assessed, contested; the largest first.
fn groups(moves: &[Move], layer: Layer) -> Vec<Group<'_>> {
    let moves: Vec<&Move> =
        moves.iter().filter(|it| it.layer == layer && it.direction() != Direction::Unassessed).collect();
    let mut often: HashMap<(NodeIx, Direction), usize> = HashMap::new();
    for it in &moves {
        for end in [it.a, it.b] {
            *often.entry((end, it.direction())).or_default() += 1;
        }
    }
    let mut groups: BTreeMap<_, Group<'_>> = BTreeMap::new();
    for it in moves {
        // Whoever moves most stands first, so that what happens around it is told once.
        let weight = |end: NodeIx| often.get(&(end, it.direction())).copied().unwrap_or_default();
        let as_is = weight(it.a) >= weight(it.b);
        let (hub, partner) = if as_is { (it.a, it.b) } else { (it.b, it.a) };
        let seen = |assessment: &Assessment| assessment.path.as_ref().map(|path| shape(path, as_is));
        let (telling, other) = if is_loss(it) { (&it.before, &it.after) } else { (&it.after, &it.before) };
        let verdicts = (it.before.verdict, it.after.verdict);
        let key = (it.direction(), verdicts, hub, seen(telling), it.contests.clone(), it.settles.clone());
        let group =
            groups.entry(key).or_insert_with(|| Group { hub, first: it, as_is, partners: Vec::new(), alike: true });
        let first = if is_loss(it) { &group.first.after } else { &group.first.before };
        let same = first.path.as_ref().map(|path| shape(path, group.as_is)) == seen(other);
        group.alike &= same;
        group.partners.push(partner);
    }
    let mut groups: Vec<Group<'_>> = groups.into_values().collect();
    groups.sort_by_key(|group| (group.first.direction(), Reverse(group.partners.len())));
    groups
}

/// Whether the chain that was explains the move better than the one that is.
fn is_loss(it: &Move) -> bool {
    matches!(it.direction(), Direction::Down | Direction::Closed)
}

/// What makes two chains the same for a reader, from the hub on.
fn shape(path: &Path, as_is: bool) -> impl Ord + use<> {
    let path = if as_is { path.clone() } else { path.reversed() };
    (path.nodes(), path.start.ground, path.end.ground, path.end.via)
}

fn add_group<'g>(contrast: &Contrast<'_, 'g>, group: &Group<'_>, cite: &mut Citations<'g>, document: &mut Document) {
    let (old, new) = (contrast.before.scope.graph(), contrast.after.scope.graph());
    let it = group.first;
    let hub = new.node(group.hub).label();
    let partners = names(new, &group.partners, NAMES_SHOWN);
    let mut head = Text::default().and(Span::Strong(format!("{hub} – {partners}")));
    head = head.then(match it.direction() {
        Direction::Same => format!(": {}, as before", standing(&it.after)),
        _ => format!(": {} → {}", standing(&it.before), standing(&it.after)),
    });
    if !it.contests.is_empty() {
        let word = if it.before.contested { ", contested by more" } else { ", newly contested" };
        head = head.and(Span::Warn(word.to_owned()));
    } else if !it.settles.is_empty() {
        let word = if it.after.contested { ", contested by less" } else { ", no longer contested" };
        head = head.then(word);
    } else if it.after.contested {
        head = head.and(Span::Warn(", contested as before".to_owned()));
    }
    let far = match &group.partners[..] {
        [one] => new.node(*one).label().to_owned(),
        several => format!("each of the {}", several.len()),
    };
    let mut chain = |graph: &'g Graph, when: &str, assessment: &Assessment| {
        let path = assessment.path.as_ref()?;
        let path = if group.as_is { path.clone() } else { path.reversed() };
        Some(Text::dim(format!("{when}: ")).join(chain::words(graph, (hub, &far), &path, cite)))
    };
    let mut below = Vec::new();
    match it.direction() {
        Direction::Same | Direction::Unassessed => {}
        Direction::Opened => below.extend(chain(new, "after", &it.after)),
        Direction::Closed => below.extend(chain(old, "before", &it.before)),
        direction => {
            if group.alike || direction == Direction::Down {
                below.extend(chain(old, "before", &it.before));
            }
            if group.alike || direction == Direction::Up {
                below.extend(chain(new, "after", &it.after));
            }
        }
    }
    below.extend(recorded(contrast, group, cite));
    let conflicts = |graph, list: &[_], cite: &mut Citations<'g>| {
        let shown = &list[..list.len().min(LINES_SHOWN)];
        chain::conflicts(graph, shown, cite)
    };
    below.extend(conflicts(new, &it.contests, cite));
    below.extend(conflicts(old, &it.settles, cite).into_iter().map(|text| Text::dim("no longer: ").join(text)));
    document.item_with(head, below);
}

/// By what a layer is recorded newly, or was until then, where that is why pairs are assessed or no longer are: a line for
/// each framework.
fn recorded<'g>(contrast: &Contrast<'_, 'g>, group: &Group<'_>, cite: &mut Citations<'g>) -> Vec<Text> {
    let opened = match group.first.direction() {
        Direction::Opened => true,
        Direction::Closed => false,
        _ => return Vec::new(),
    };
    let turned = |it: &&CoverageMove| {
        let state = if opened { it.before } else { it.after };
        let asked = it.jurisdiction == group.hub || group.partners.contains(&it.jurisdiction);
        it.layer == group.first.layer && asked && state != CoverageState::Recorded
    };
    let graph = if opened { contrast.after.scope.graph() } else { contrast.before.scope.graph() };
    let mut frameworks: BTreeMap<NodeIx, (Coverage, Vec<NodeIx>)> = BTreeMap::new();
    for it in contrast.difference.coverage.iter().filter(turned) {
        for coverage in if opened { &it.gained } else { &it.lost } {
            frameworks.entry(coverage.node).or_insert_with(|| (*coverage, Vec::new())).1.push(it.jurisdiction);
        }
    }
    let line = |(framework, (coverage, who)): (NodeIx, (Coverage, Vec<NodeIx>))| {
        let when = if opened { "newly recorded by" } else { "no longer recorded by" };
        let who = names(graph, &who, NAMES_SHOWN);
        let text = Text::dim(format!("{when} ")).then(format!("{}: {who}", graph.node(framework).label()));
        match coverage.link {
            Some(link) => text.cited(cite, &graph.link(link).evidence),
            None => text,
        }
    };
    frameworks.into_iter().take(LINES_SHOWN).map(line).collect()
}

/// A verdict with the strength of its chain.
fn standing(assessment: &Assessment) -> String {
    let strength = assessment.path.as_ref().and_then(Path::strength);
    let assessed = assessment.verdict > crate::analysis::Verdict::Unlinked;
    let strength = strength.filter(|_| assessed).map(|strength| format!(" {strength}")).unwrap_or_default();
    format!("{}{strength}", assessment.verdict.label())
}
