//! The analysis once more, slowly and from scratch: from docs/METHOD.md and `scales.ron` alone, over the generated data, with
//! plain lists, recursion over every chain, and products of floating-point numbers. It shares no code with the library.

use std::collections::{BTreeMap, BTreeSet};

use super::text::SCALES;
use super::world::{BINDINGS, BODIES, LAYERS, Layers, Link, PLACES, Relation, Slot, TEXTS, TODAY, Window, World};

/// Strengths this near are the same; the library rounds to 10⁻⁹ and allows for 16 roundings.
const TIE: f64 = 1e-8;

/// What the oracle says of a pair in a layer.
#[derive(Debug, Clone)]
pub struct Opinion {
    /// The name in exports.
    pub verdict: &'static str,
    /// The strength of the best chain.
    pub strength: Option<f64>,
    /// The best chains, as the nodes on them; more than one where several are equally strong.
    pub chains: BTreeSet<Vec<Slot>>,
    /// Conflicts that divide the two whatever the chain, as positions in [`Oracle::edges`].
    pub dividing: BTreeSet<usize>,
    /// The names in exports, in the report's order of patterns.
    pub patterns: [&'static str; 6],
}

/// A link written down or implied by a field.
#[derive(Debug, Clone)]
pub struct Edge {
    pub from: Slot,
    pub to: Slot,
    pub relation: Relation,
    pub layers: Layers,
    existing: bool,
    window: Window,
    /// Position among the links of the world, for links that are written.
    pub written: Option<usize>,
}

/// A world with everything that follows from it.
pub struct Oracle<'w> {
    world: &'w World,
    numbers: BTreeMap<String, f64>,
    /// The edges that exist today, whatever their ends.
    pub edges: Vec<Edge>,
}

impl<'w> Oracle<'w> {
    pub fn new(world: &'w World) -> Self {
        let mut edges = implied(world);
        edges.extend(world.links.iter().enumerate().map(|(at, link)| written(world, at, link)));
        edges.retain(|edge| edge.existing && holds(edge.window));
        Self { world, numbers: numbers(), edges }
    }

    /// The opinion on a pair in a layer, by its position.
    pub fn opinion(&self, a: Slot, b: Slot, layer: usize) -> Opinion {
        let (of_a, of_b) = (self.coverage(a), self.coverage(b));
        let (above_a, above_b) = (self.places(a), self.places(b));
        let (strength, chains) = self.chains(a, b, layer);
        let states = [self.state(a, layer), self.state(b, layer)];
        let at_least = |threshold: &str| strength.is_some_and(|it| it >= self.number(threshold) * (1.0 - TIE));
        let verdict = if states.contains(&"absent") {
            "absent"
        } else if states.contains(&"not_assessed") {
            "not_assessed"
        } else if strength.is_none() {
            "unlinked"
        } else if at_least("aligned") {
            "aligned"
        } else if at_least("bridged") {
            "bridged"
        } else {
            "weak"
        };
        let on_a = |node: Slot| of_a.contains_key(&node) || above_a.contains_key(&node);
        let on_b = |node: Slot| of_b.contains_key(&node) || above_b.contains_key(&node);
        let divides = |edge: &Edge| {
            let (from, to) = (edge.from, edge.to);
            let across = on_a(from) && on_b(to) || on_b(from) && on_a(to);
            across && !(on_a(from) && on_a(to)) && !(on_b(from) && on_b(to))
        };
        let conflicts = self.conflicts(layer);
        let dividing = conflicts.into_iter().filter(|at| divides(&self.edges[*at])).collect();
        Opinion { verdict, strength, chains, dividing, patterns: self.patterns(a, b, layer) }
    }

    /// The conflicts of a layer whose ends are there.
    pub fn conflicts(&self, layer: usize) -> Vec<usize> {
        let stands = |edge: &Edge| {
            matches!(edge.relation, Relation::Conflict(_))
                && edge.layers >> layer & 1 == 1
                && self.is_there(edge.from)
                && self.is_there(edge.to)
        };
        (0..self.edges.len()).filter(|at| stands(&self.edges[*at])).collect()
    }

    /// Strength of a mechanism or ground, or a threshold, by its name in `scales.ron`.
    pub fn number(&self, name: &str) -> f64 {
        self.numbers[name]
    }

    /// What applies in a jurisdiction, each with the strength of the strongest ground.
    pub fn coverage(&self, jurisdiction: Slot) -> BTreeMap<Slot, f64> {
        let above = self.above(jurisdiction);
        // A part of a country stands where the country stands.
        let country =
            |place: Slot| self.world.place(place).is_some_and(|it| ["Country", "SubNational"].contains(&it.kind));
        let own = |place: Slot| place == jurisdiction || (above.contains(&place) && country(place));
        let mut grounds: Vec<(Slot, &str)> = Vec::new();
        for edge in &self.edges {
            let Relation::Structure(relation) = edge.relation else { continue };
            match relation {
                "IssuedBy" | "AppliesIn" => {
                    let joint = self.world.text(edge.from).is_some_and(|text| text.homes.len() > 1);
                    if own(edge.to) && joint {
                        grounds.push((edge.from, "MadeJointly"));
                    } else if edge.to == jurisdiction {
                        grounds.push((edge.from, "MadeHere"));
                    } else if above.contains(&edge.to) {
                        let binds = relation == "AppliesIn" && self.binds_below(edge.from, edge.to);
                        grounds.push((edge.from, if binds { "BindsBloc" } else { "Addressed" }));
                    }
                    let member = |body: &Edge| {
                        body.relation == Relation::Structure("MemberOf") && own(body.from) && body.to == edge.to
                    };
                    if relation == "IssuedBy" && BODIES.contains(&edge.to) && self.edges.iter().any(member) {
                        grounds.push((edge.from, "Addressed"));
                    }
                }
                "AddressedTo" if edge.to == jurisdiction || above.contains(&edge.to) => {
                    grounds.push((edge.from, "Addressed"));
                }
                _ => {
                    let Some(act) = relation.strip_prefix("PartyTo(").and_then(|act| act.strip_suffix(')')) else {
                        continue;
                    };
                    if own(edge.from) {
                        let waits = self.world.text(edge.to).is_some_and(|text| waits(text.status, text.dates));
                        grounds.push((
                            edge.to,
                            match act {
                                "Member" => "JoinedAsMember",
                                "Ratified" if waits => "Signed",
                                act => act,
                            },
                        ));
                    } else if above.contains(&edge.from) {
                        grounds.push((edge.to, "Addressed"));
                    }
                }
            }
        }
        let mut strongest = BTreeMap::new();
        for (text, ground) in grounds.into_iter().filter(|(text, _)| self.applies(*text)) {
            let strength: &mut f64 = strongest.entry(text).or_insert(0.0);
            *strength = strength.max(self.number(ground));
        }
        strongest
    }

    /// The jurisdiction itself and what is above it, each with the strength with which a chain may start there.
    pub fn places(&self, jurisdiction: Slot) -> BTreeMap<Slot, f64> {
        let addressed = self.number("Addressed");
        let above = self.above(jurisdiction).into_iter().map(|place| (place, addressed));
        above.chain([(jurisdiction, 1.0)]).collect()
    }

    /// The blocs and countries that a jurisdiction belongs to, directly or through others.
    fn above(&self, jurisdiction: Slot) -> BTreeSet<Slot> {
        let mut above = BTreeSet::from([jurisdiction]);
        loop {
            let more: Vec<Slot> = (self.edges.iter())
                .filter(|edge| matches!(edge.relation, Relation::Structure("MemberOf" | "PartOf")))
                .filter(|edge| above.contains(&edge.from) && PLACES.contains(&edge.to) && !above.contains(&edge.to))
                .map(|edge| edge.to)
                .collect();
            if more.is_empty() {
                above.remove(&jurisdiction);
                return above;
            }
            above.extend(more);
        }
    }

    fn binds_below(&self, text: Slot, place: Slot) -> bool {
        let Some(text) = self.world.text(text) else { return false };
        if self.world.place(place).is_some_and(|place| place.kind == "Country") {
            return true;
        }
        match text.patterns.binding {
            _ if text.kind == "Treaty" => false,
            Some(step) => BINDINGS[step] == "Binding",
            None => false,
        }
    }

    /// Recorded, absent or not assessed.
    fn state(&self, jurisdiction: Slot, layer: usize) -> &'static str {
        if !self.recorded(jurisdiction, layer).is_empty() {
            return "recorded";
        }
        let absent = self.world.place(jurisdiction).is_some_and(|place| place.absent >> layer & 1 == 1);
        if absent { "absent" } else { "not_assessed" }
    }

    fn in_layer(&self, text: Slot, layer: usize) -> bool {
        self.world.text(text).is_some_and(|text| text.layers >> layer & 1 == 1)
    }

    fn recorded(&self, jurisdiction: Slot, layer: usize) -> Vec<Slot> {
        let least = self.number("recorded_coverage");
        let strong = self.coverage(jurisdiction).into_iter().filter(|(_, strength)| *strength >= least);
        strong.map(|(text, _)| text).filter(|text| self.in_layer(*text, layer)).collect()
    }

    /// The best strength, and every chain that has it. A chain visits no node twice, passes through no jurisdiction, and
    /// has at most as many links as the hop limit; without links it joins only in a text that applies on both sides.
    fn chains(&self, a: Slot, b: Slot, layer: usize) -> (Option<f64>, BTreeSet<Vec<Slot>>) {
        let anchors = |side: Slot| -> Vec<(Slot, f64)> {
            let texts = self.coverage(side).into_iter().filter(|(text, _)| self.in_layer(*text, layer));
            texts.chain(self.places(side)).collect()
        };
        let ends: BTreeMap<Slot, f64> = anchors(b).into_iter().collect();
        let walks: Vec<(Slot, Slot, f64)> = (self.edges.iter())
            .filter(|edge| edge.layers >> layer & 1 == 1 && edge.from != edge.to)
            .filter(|edge| self.carries_at(edge.from) && self.carries_at(edge.to))
            .filter_map(|edge| match edge.relation {
                Relation::Alignment(mechanism) | Relation::Reference(mechanism) => {
                    Some((edge.from, edge.to, self.number(mechanism)))
                }
                _ => None,
            })
            .flat_map(|(from, to, strength)| [(from, to, strength), (to, from, strength)])
            .collect();
        let mut found = Vec::new();
        for (start, strength) in anchors(a) {
            self.walk(&walks, &ends, &mut vec![start], strength, &mut found);
        }
        let best = found.iter().map(|(strength, _)| *strength).fold(0.0, f64::max);
        let chains = found.into_iter().filter(|(strength, _)| *strength >= best * (1.0 - TIE)).map(|(_, chain)| chain);
        ((best > 0.0).then_some(best), chains.collect())
    }

    fn walk(
        &self,
        walks: &[(Slot, Slot, f64)],
        ends: &BTreeMap<Slot, f64>,
        chain: &mut Vec<Slot>,
        strength: f64,
        found: &mut Vec<(f64, Vec<Slot>)>,
    ) {
        let at = *chain.last().expect("a chain starts somewhere");
        let hops = chain.len() - 1;
        if let Some(end) = ends.get(&at).filter(|_| hops > 0 || TEXTS.contains(&at)) {
            found.push((strength * end, chain.clone()));
        }
        let report = self.world.text(at).is_some_and(|text| text.kind == "Report");
        if hops == self.world.hop_limit || (hops > 0 && (PLACES.contains(&at) || report)) {
            return;
        }
        for (_, to, link) in
            walks.iter().filter(|(from, to, _)| *from == at && !chain.contains(to)).copied().collect::<Vec<_>>()
        {
            chain.push(to);
            self.walk(walks, ends, chain, strength * link, found);
            chain.pop();
        }
    }

    /// Whether a chain may stand on the node: a text in effect, an institution that is there, a jurisdiction.
    fn carries_at(&self, node: Slot) -> bool {
        if TEXTS.contains(&node) { self.applies(node) } else { self.is_there(node) }
    }

    /// Whether a node is there today.
    fn is_there(&self, node: Slot) -> bool {
        if let Some(text) = self.world.text(node) {
            return life(text.kind, text.status, text.dates).is_some();
        }
        self.world.body(node).is_none_or(|body| {
            let over = body.status == "Dissolved" && body.window.until.is_none();
            holds(body.window) && !over
        })
    }

    /// Whether a node is a text in effect today.
    pub fn applies(&self, node: Slot) -> bool {
        self.world.text(node).is_some_and(|text| life(text.kind, text.status, text.dates) == Some(true))
    }

    fn patterns(&self, a: Slot, b: Slot, layer: usize) -> [&'static str; 6] {
        let profiles = [a, b].map(|side| {
            let texts = self.recorded(side, layer);
            texts.iter().filter_map(|text| self.world.text(*text)).map(|text| text.patterns).collect::<Vec<_>>()
        });
        let sets = |of: fn(&super::world::Patterns) -> Option<u8>| {
            let [a, b] = profiles.each_ref().map(|all| all.iter().filter_map(of).reduce(|a, b| a | b));
            self.sets(a, b)
        };
        let furthest = |of: fn(&super::world::Patterns) -> Option<usize>| {
            let [a, b] = profiles.each_ref().map(|all| all.iter().filter_map(of).max());
            self.steps(a, b)
        };
        let [approach_a, approach_b] = profiles.each_ref().map(|all| {
            let mut steps: Vec<usize> = all.iter().filter_map(|patterns| patterns.approach).collect();
            steps.sort_unstable();
            // The lower median: as many steps above it as below, or one more.
            (!steps.is_empty()).then(|| steps[steps.len().div_ceil(2) - 1])
        });
        [
            sets(|patterns| patterns.objectives),
            sets(|patterns| patterns.principles),
            self.steps(approach_a, approach_b),
            furthest(|patterns| patterns.binding),
            furthest(|patterns| patterns.integration),
            sets(|patterns| patterns.components),
        ]
    }

    fn sets(&self, a: Option<u8>, b: Option<u8>) -> &'static str {
        let Some((a, b)) = a.zip(b) else { return "unknown" };
        let shared = f64::from((a & b).count_ones());
        let smaller = f64::from(a.count_ones().min(b.count_ones()));
        match () {
            () if a == 0 && b == 0 => "compatible",
            () if shared == 0.0 => "divergent",
            () if shared / smaller >= self.number("set_compatible") => "compatible",
            () => "partial",
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "at most four steps")]
    fn steps(&self, a: Option<usize>, b: Option<usize>) -> &'static str {
        let Some((a, b)) = a.zip(b) else { return "unknown" };
        let apart = a.abs_diff(b) as f64;
        match () {
            () if apart <= self.number("step_compatible") => "compatible",
            () if apart <= self.number("step_partial") => "partial",
            () => "divergent",
        }
    }
}

/// The layer names in exports, by position.
pub fn layer_position(name: &str) -> usize {
    LAYERS.iter().position(|layer| layer.eq_ignore_ascii_case(name)).expect("one of three layers")
}

/// Every `(of: Name, strength: 0.5` and `name: (value: 0.5` of the shipped scales.
fn numbers() -> BTreeMap<String, f64> {
    let upto = |text: &str, ends: &[char]| text.split(ends).next().unwrap_or_default().trim().to_owned();
    let number = |text: &str| upto(text, &[',', ')']).parse::<f64>().expect("a number stands there");
    let mut numbers = BTreeMap::new();
    // Without white space, which means nothing in these files.
    let scales: String =
        SCALES.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect::<String>().replace(' ', "");
    for piece in scales.split("(of:").skip(1) {
        let (name, rest) = piece.split_once(",strength:").expect("each entry has a strength");
        numbers.insert(name.to_owned(), number(rest));
    }
    let mut before = "";
    for piece in scales.split(":(value:") {
        if !before.is_empty() {
            numbers.insert(before.to_owned(), number(piece));
        }
        before = piece.rsplit([',', '(']).next().unwrap_or_default();
    }
    numbers
}

/// The links that fields imply: made and applying since adopted (or in force), joined and belonging within their dates.
fn implied(world: &World) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut add = |from: Slot, to: Slot, relation: &'static str, window: Window| {
        edges.push(Edge {
            from,
            to,
            relation: Relation::Structure(relation),
            layers: 0,
            existing: true,
            window,
            written: None,
        });
    };
    let from = |since: Option<&'static str>| Window { since, until: None };
    for slot in TEXTS {
        let Some(text) = world.text(slot) else { continue };
        let [proposed, adopted, in_force, _] = text.dates;
        let made = adopted.or(proposed);
        text.issuers.iter().for_each(|to| add(slot, *to, "IssuedBy", from(made)));
        text.homes.iter().for_each(|to| add(slot, *to, "AppliesIn", from(in_force.or(made))));
        text.addressed.iter().for_each(|to| add(slot, *to, "AddressedTo", from(made)));
        for group in &text.parties {
            let act = match group.act {
                "Ratified" => "PartyTo(Ratified)",
                "Signed" => "PartyTo(Signed)",
                "Adherent" => "PartyTo(Adherent)",
                "Endorsed" => "PartyTo(Endorsed)",
                _ => "PartyTo(Member)",
            };
            group.who.iter().for_each(|who| add(*who, slot, act, group.window));
        }
    }
    for slot in PLACES {
        let Some(place) = world.place(slot) else { continue };
        place.parent.into_iter().for_each(|to| add(slot, to, "PartOf", from(None)));
        for group in &place.members {
            group.who.iter().for_each(|who| add(*who, slot, "MemberOf", group.window));
        }
    }
    for slot in BODIES {
        let Some(body) = world.body(slot) else { continue };
        for group in &body.members {
            group.who.iter().for_each(|who| add(*who, slot, "MemberOf", group.window));
        }
    }
    edges
}

fn written(world: &World, at: usize, link: &Link) -> Edge {
    let own = world.text(link.from).map(|text| text.layers).or(world.body(link.from).map(|body| body.layers));
    Edge {
        from: link.from,
        to: link.to,
        relation: link.relation,
        layers: if link.layers == 0 { own.unwrap_or(0) } else { link.layers },
        existing: link.modality == "Existing",
        window: link.window,
        written: Some(at),
    }
}

/// Whether something with these dates holds today.
fn holds(window: Window) -> bool {
    window.since.is_none_or(begun) && !window.until.is_some_and(ended)
}

/// A coarse date begins on its first day, which sorts before all its days.
fn begun(date: &'static str) -> bool {
    date <= TODAY
}

/// A day ends things on the day itself, a coarse date after its last day.
fn ended(date: &'static str) -> bool {
    date < &TODAY[..date.len()] || date == TODAY
}

/// Whether a text with this status and these dates is in effect today; `None` before its first known date.
fn life(kind: &str, status: &str, [proposed, adopted, in_force, over]: [Option<&'static str>; 4]) -> Option<bool> {
    let recorded_as_over = ["Repealed", "Withdrawn", "Lapsed"].contains(&status);
    let only_planned = ["Draft", "Proposed"].contains(&status);
    if (recorded_as_over && over.is_none()) || over.is_some_and(ended) {
        Some(false)
    } else if [proposed, adopted, in_force] == [None; 3] {
        Some(!recorded_as_over && !only_planned && (status != "Adopted" || kind == "Treaty"))
    } else if in_force.is_some_and(begun) {
        Some(true)
    } else if adopted.is_some_and(begun) {
        let not_yet = status == "Adopted" || (status == "InForce" && in_force.is_some());
        Some(!only_planned && (!not_yet || kind == "Treaty"))
    } else {
        proposed.filter(|date| begun(date)).map(|_| false)
    }
}

/// Whether a text is adopted and waits to enter into force today.
fn waits(status: &str, [proposed, adopted, in_force, over]: [Option<&'static str>; 4]) -> bool {
    if over.is_some_and(ended) || in_force.is_some_and(begun) {
        return false;
    }
    if [proposed, adopted, in_force] == [None; 3] {
        return status == "Adopted";
    }
    adopted.is_some_and(begun) && (status == "Adopted" || (status == "InForce" && in_force.is_some()))
}
