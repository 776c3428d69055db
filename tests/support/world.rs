//! Small made-up worlds of jurisdictions, frameworks, institutions and links, and how to generate them.
//!
//! Every node has a *slot*, a number that never changes: shrinking takes nodes and links away one by one, and whatever
//! named a node that is gone goes with it, so the rest of a failing case keeps its meaning.

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// The number of a node: jurisdictions first, then frameworks, then institutions.
pub type Slot = usize;
/// Slots of jurisdictions; the first is always a bloc.
pub const PLACES: std::ops::Range<Slot> = 0..7;
/// Slots of frameworks.
pub const TEXTS: std::ops::Range<Slot> = 7..17;
/// Slots of institutions.
pub const BODIES: std::ops::Range<Slot> = 17..20;
/// The day that every question is about.
pub const TODAY: &str = "2024-06-15";

/// Layers as bits, in the order of [`LAYERS`].
pub type Layers = u8;
pub const LAYERS: [&str; 3] = ["Legal", "Technical", "Data"];
pub const APPROACHES: [&str; 5] = ["TopDown", "MostlyTopDown", "Mixed", "MostlyBottomUp", "BottomUp"];
pub const BINDINGS: [&str; 5] = ["None", "Declaration", "Voluntary", "Agreement", "Binding"];
pub const INTEGRATIONS: [&str; 4] = ["General", "Framed", "Specified", "Detailed"];
pub const COMPONENTS: [&str; 4] = ["Legal", "Organisational", "Semantic", "Technical"];
/// Terms of each vocabulary.
pub const TERMS: [&str; 4] = ["t0", "t1", "t2", "t3"];

const ALIGNMENTS: [&str; 10] = [
    "HarmonisedStandard",
    "Adoption",
    "MutualRecognition",
    "ComparableProtection",
    "JointMapping",
    "Implementation",
    "JointTesting",
    "SharedPrinciples",
    "DeclaredConsistency",
    "Cooperation",
];
const REFERENCES: [&str; 5] = ["BuildsOn", "ModelledOn", "Benchmark", "Cites", "Considers"];
const CONFLICTS: [&str; 3] = ["DivergentRequirement", "RiskCategorisation", "DataRestriction"];
const STRUCTURES: [&str; 9] = [
    "MemberOf",
    "PartOf",
    "AppliesIn",
    "IssuedBy",
    "AddressedTo",
    "PartyTo(Ratified)",
    "PartyTo(Signed)",
    "Oversees",
    "Develops",
];
const MODALITIES: [&str; 4] = ["Existing", "Proposed", "Recommended", "Possible"];
const KINDS: [&str; 9] =
    ["Law", "Regulation", "Directive", "Treaty", "Guideline", "Standard", "Agreement", "Strategy", "Report"];
const STATUSES: [&str; 8] = ["InForce", "Published", "Adopted", "Proposed", "Draft", "Repealed", "Withdrawn", "Lapsed"];
/// Long past, at the edge of today in each precision, and to come.
const DATES: [&str; 9] =
    ["2020", "2023-05", "2024-06-14", "2024-06-15", "2024-06", "2024", "2024-06-16", "2024-07", "2030"];

/// How two nodes are related, with the mechanism, kind or act as the files write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Alignment(&'static str),
    Reference(&'static str),
    Conflict(&'static str),
    Structure(&'static str),
}

/// When something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub since: Option<&'static str>,
    pub until: Option<&'static str>,
}

#[derive(Debug, Clone)]
pub struct Link {
    pub from: Slot,
    pub to: Slot,
    pub relation: Relation,
    /// None written means those of the record the link stands in.
    pub layers: Layers,
    pub modality: &'static str,
    pub window: Window,
    /// Whether the link starts from, and leads to, a provision; for ends that are frameworks.
    pub provisions: (bool, bool),
    pub claim: u8,
    /// Which of the two sources it cites, as bits.
    pub sources: u8,
}

/// Those who joined together.
#[derive(Debug, Clone)]
pub struct Group {
    /// By which act; of no meaning for members.
    pub act: &'static str,
    pub who: Vec<Slot>,
    pub window: Window,
}

#[derive(Debug, Clone)]
pub struct Place {
    pub kind: &'static str,
    pub parent: Option<Slot>,
    pub members: Vec<Group>,
    pub absent: Layers,
}

#[derive(Debug, Clone)]
pub struct Body {
    pub kind: &'static str,
    pub home: Option<Slot>,
    pub layers: Layers,
    pub status: &'static str,
    pub window: Window,
    pub members: Vec<Group>,
}

/// The six patterns: sets as bits, steps as positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patterns {
    pub objectives: Option<u8>,
    pub principles: Option<u8>,
    pub approach: Option<usize>,
    pub binding: Option<usize>,
    pub integration: Option<usize>,
    pub components: Option<u8>,
}

impl Patterns {
    /// The same without the value of one pattern, numbered in the report's order.
    pub fn forget(&mut self, pattern: usize) {
        match pattern {
            0 => self.objectives = None,
            1 => self.principles = None,
            2 => self.approach = None,
            3 => self.binding = None,
            4 => self.integration = None,
            _ => self.components = None,
        }
    }
}

#[derive(Debug, Clone)]
pub struct Text {
    pub kind: &'static str,
    pub status: &'static str,
    /// Proposed, adopted, in force, ended.
    pub dates: [Option<&'static str>; 4],
    pub homes: Vec<Slot>,
    pub issuers: Vec<Slot>,
    pub addressed: Vec<Slot>,
    pub layers: Layers,
    pub patterns: Patterns,
    pub parties: Vec<Group>,
}

/// A whole graph as data. Nodes that are `None` are not there.
#[derive(Debug, Clone)]
pub struct World {
    pub hop_limit: usize,
    /// Where `Bridged` begins, if not where the shipped scales say.
    pub bridged: Option<f64>,
    pub places: Vec<Option<Place>>,
    pub texts: Vec<Option<Text>>,
    pub bodies: Vec<Option<Body>>,
    pub links: Vec<Link>,
}

impl World {
    pub fn place(&self, slot: Slot) -> Option<&Place> {
        self.places.get(slot)?.as_ref()
    }

    pub fn text(&self, slot: Slot) -> Option<&Text> {
        self.texts.get(slot.checked_sub(TEXTS.start)?)?.as_ref()
    }

    pub fn body(&self, slot: Slot) -> Option<&Body> {
        self.bodies.get(slot.checked_sub(BODIES.start)?)?.as_ref()
    }

    pub fn has(&self, slot: Slot) -> bool {
        self.place(slot).is_some() || self.text(slot).is_some() || self.body(slot).is_some()
    }

    /// The jurisdictions that are there, ascending.
    pub fn here(&self) -> Vec<Slot> {
        PLACES.filter(|slot| self.has(*slot)).collect()
    }

    /// The same world with one link more. An end that is not there is replaced by a node that always is.
    pub fn with(&self, mut link: Link) -> Self {
        let mut world = self.clone();
        link.from = if self.has(link.from) { link.from } else { TEXTS.start };
        link.to = if self.has(link.to) { link.to } else { PLACES.start + 1 };
        world.links.push(link);
        world
    }

    /// Takes out whatever names a node that is not there.
    fn tidy(mut self) -> Self {
        let there: Vec<bool> = (0..BODIES.end).map(|slot| self.has(slot)).collect();
        let keep = |list: &mut Vec<Slot>| {
            list.sort_unstable();
            list.dedup();
            list.retain(|slot| there[*slot]);
        };
        let groups = |list: &mut Vec<Group>| list.iter_mut().for_each(|group| keep(&mut group.who));
        for (slot, place) in self.places.iter_mut().enumerate() {
            let Some(place) = place else { continue };
            let part = place.kind == "SubNational";
            place.parent = place.parent.filter(|parent| part && *parent != slot && there[*parent]);
            groups(&mut place.members);
        }
        for text in self.texts.iter_mut().flatten() {
            keep(&mut text.homes);
            keep(&mut text.issuers);
            keep(&mut text.addressed);
            groups(&mut text.parties);
        }
        for body in self.bodies.iter_mut().flatten() {
            body.home = body.home.filter(|home| there[*home]);
            groups(&mut body.members);
        }
        self.links.retain(|link| there[link.from] && there[link.to]);
        self
    }
}

fn layers() -> impl Strategy<Value = Layers> {
    prop_oneof![4 => Just(0b111), 4 => 1..0b111_u8, 1 => Just(0)]
}

fn window() -> impl Strategy<Value = Window> {
    let date = || proptest::option::of(select(&DATES[..]));
    prop_oneof![
        5 => Just(Window { since: None, until: None }),
        3 => (date(), date()).prop_map(|(since, until)| Window { since, until }),
    ]
}

/// A window that today is not in.
fn closed_window() -> impl Strategy<Value = Window> {
    let past = select(&["2020", "2023-05", "2024-06-14", "2024-06-15", "2023"][..]);
    let future = select(&["2024-06-16", "2024-07", "2030"][..]);
    let any = || proptest::option::of(select(&DATES[..]));
    prop_oneof![
        (any(), past).prop_map(|(since, until)| Window { since, until: Some(until) }),
        (future, any()).prop_map(|(since, until)| Window { since: Some(since), until }),
    ]
}

fn places_listed(most: usize) -> impl Strategy<Value = Vec<Slot>> {
    proptest::collection::vec(PLACES, 0..=most)
}

fn groups(most: usize, who: impl Strategy<Value = Vec<Slot>>) -> impl Strategy<Value = Vec<Group>> {
    let act = select(&["Ratified", "Signed", "Adherent", "Endorsed", "Member"][..]);
    let group = (act, who, window()).prop_map(|(act, who, window)| Group { act, who, window });
    proptest::collection::vec(group, 0..=most)
}

fn place(kind: impl Strategy<Value = &'static str>) -> impl Strategy<Value = Place> {
    let members = groups(2, proptest::collection::vec(PLACES, 0..=4));
    let absent = prop_oneof![3 => Just(0), 1 => 1..0b1000_u8];
    (kind, proptest::option::of(PLACES), members, absent).prop_map(|(kind, parent, members, absent)| {
        let bloc = kind == "Bloc" || kind == "Group";
        Place { kind, parent, members: if bloc { members } else { Vec::new() }, absent }
    })
}

fn body() -> impl Strategy<Value = Body> {
    let kind = select(&["Forum", "StandardsBody", "Regulator"][..]);
    let status = prop_oneof![4 => Just("Existing"), 1 => Just("Dissolved")];
    let members = groups(2, proptest::collection::vec(PLACES, 0..=4));
    (kind, proptest::option::of(PLACES), layers(), status, window(), members)
        .prop_map(|(kind, home, layers, status, window, members)| Body { kind, home, layers, status, window, members })
}

fn patterns() -> impl Strategy<Value = Patterns> {
    let set = || proptest::option::weighted(0.75, 0..16_u8);
    let step = |steps: usize| proptest::option::weighted(0.75, 0..steps);
    (set(), set(), step(5), step(5), step(4), set()).prop_map(
        |(objectives, principles, approach, binding, integration, components)| Patterns {
            objectives,
            principles,
            approach,
            binding,
            integration,
            components,
        },
    )
}

fn text() -> impl Strategy<Value = Text> {
    let status = prop_oneof![6 => select(&STATUSES[..2]), 1 => select(&STATUSES[..])];
    let date = || proptest::option::weighted(0.3, select(&DATES[..]));
    let dates = prop_oneof![
        3 => Just([None; 4]),
        1 => (date(), date(), date(), proptest::option::weighted(0.15, select(&DATES[..])))
            .prop_map(|(proposed, adopted, in_force, ended)| [proposed, adopted, in_force, ended]),
    ];
    let issuers = proptest::collection::vec(prop_oneof![BODIES, PLACES], 0..=1);
    let homes = prop_oneof![4 => PLACES.prop_map(|home| vec![home]), 1 => places_listed(3)];
    let addressed = prop_oneof![3 => Just(Vec::new()), 1 => places_listed(1)];
    let parties = groups(2, places_listed(3));
    (select(&KINDS[..]), status, dates, homes, issuers, addressed, layers(), patterns(), parties).prop_map(
        |(kind, status, dates, homes, issuers, addressed, layers, patterns, parties)| Text {
            kind,
            status,
            dates,
            homes,
            issuers,
            addressed,
            layers,
            patterns,
            parties,
        },
    )
}

fn any_slot() -> impl Strategy<Value = Slot> {
    prop_oneof![10 => TEXTS, 3 => PLACES, 2 => BODIES]
}

fn carrying() -> impl Strategy<Value = Relation> {
    prop_oneof![
        2 => select(&ALIGNMENTS[..]).prop_map(Relation::Alignment),
        1 => select(&REFERENCES[..]).prop_map(Relation::Reference),
    ]
}

fn conflicting() -> impl Strategy<Value = Relation> {
    select(&CONFLICTS[..]).prop_map(Relation::Conflict)
}

fn any_relation() -> impl Strategy<Value = Relation> {
    prop_oneof![8 => carrying(), 2 => conflicting(), 1 => select(&STRUCTURES[..]).prop_map(Relation::Structure)]
}

fn link_of(
    relation: impl Strategy<Value = Relation>,
    modality: impl Strategy<Value = &'static str>,
    window: impl Strategy<Value = Window>,
) -> impl Strategy<Value = Link> {
    let provisions = prop_oneof![4 => Just((false, false)), 1 => any::<(bool, bool)>()];
    (any_slot(), any_slot(), relation, layers(), modality, window, provisions, 0..2_u8, 0..4_u8).prop_map(
        |(from, to, relation, layers, modality, window, provisions, claim, sources)| Link {
            from,
            to,
            relation,
            layers,
            modality,
            window,
            provisions,
            claim,
            sources,
        },
    )
}

fn any_link() -> impl Strategy<Value = Link> {
    let modality = prop_oneof![5 => Just("Existing"), 1 => select(&MODALITIES[..])];
    link_of(any_relation(), modality, window())
}

/// An alignment or reference that exists; it may be over.
pub fn carrying_link() -> impl Strategy<Value = Link> {
    link_of(carrying(), Just("Existing"), window())
}

/// A conflict that exists; it may be over.
pub fn conflict_link() -> impl Strategy<Value = Link> {
    link_of(conflicting(), Just("Existing"), window())
}

/// A relation of any sort: structure as often as the others, for laws about links that must not count.
fn mixed_relation() -> impl Strategy<Value = Relation> {
    prop_oneof![carrying(), conflicting(), select(&STRUCTURES[..]).prop_map(Relation::Structure)]
}

/// A jurisdiction's membership in a bloc or institution, as a link.
fn belonging(
    modality: impl Strategy<Value = &'static str>,
    window: impl Strategy<Value = Window>,
) -> impl Strategy<Value = Link> {
    let relation = select(&STRUCTURES[..2]).prop_map(Relation::Structure);
    let ends = (PLACES, prop_oneof![3 => PLACES, 1 => BODIES]);
    (link_of(relation, modality, window), ends).prop_map(|(link, (from, to))| Link { from, to, ..link })
}

/// A link of any relation that is only proposed, recommended or possible.
pub fn imagined_link() -> impl Strategy<Value = Link> {
    prop_oneof![2 => link_of(mixed_relation(), select(&MODALITIES[1..]), window()), 1 => belonging(select(&MODALITIES[1..]), window())]
}

/// An existing link of any relation that is over, or not yet begun.
pub fn lapsed_link() -> impl Strategy<Value = Link> {
    prop_oneof![2 => link_of(mixed_relation(), Just("Existing"), closed_window()), 1 => belonging(Just("Existing"), closed_window())]
}

/// A second link between the same ends, of which only lesser things differ, or the mechanism.
fn twin() -> impl Strategy<Value = (Index, Layers, Option<&'static str>, u8, Option<Relation>)> {
    let relation = proptest::option::of(carrying());
    (any::<Index>(), layers(), proptest::option::of(select(&DATES[..])), 0..4_u8, relation)
}

/// Links from text to text in a row, without which long chains are rare.
fn ladder() -> impl Strategy<Value = Vec<Link>> {
    let links = proptest::collection::vec(link_of(carrying(), Just("Existing"), window()), 3..=5);
    (0..TEXTS.len() - 5, links).prop_map(|(first, mut links)| {
        for (at, link) in links.iter_mut().enumerate() {
            link.from = TEXTS.start + first + at;
            link.to = link.from + 1;
        }
        links
    })
}

/// Two strong links that lead from text to text through an institution; or to a jurisdiction and on, which no chain may follow.
fn relay() -> impl Strategy<Value = Vec<Link>> {
    let relation = || select(&ALIGNMENTS[..3]).prop_map(Relation::Alignment);
    let always = Window { since: None, until: None };
    let link = move || link_of(relation(), Just("Existing"), Just(always));
    (TEXTS, prop_oneof![BODIES, PLACES], TEXTS, link(), link()).prop_map(|(from, through, to, first, second)| {
        vec![Link { from, to: through, ..first }, Link { from: through, to, ..second }]
    })
}

/// Worlds of 3 to 7 jurisdictions, 1 to 10 frameworks, up to 3 institutions and up to 25 links.
pub fn worlds() -> impl Strategy<Value = World> {
    let kind = || prop_oneof![4 => Just("Country"), 1 => Just("SubNational"), 1 => Just("Bloc")];
    let may_be = |kind| proptest::option::weighted(0.6, place(kind));
    let places =
        (place(Just("Bloc")), place(Just("Country")), place(kind()), proptest::array::uniform4(may_be(kind())))
            .prop_map(|(bloc, first, second, rest)| {
                let mut places = vec![Some(bloc), Some(first), Some(second)];
                places.extend(rest);
                places
            });
    let texts =
        (text(), proptest::collection::vec(proptest::option::weighted(0.8, text()), 9)).prop_map(|(first, rest)| {
            let mut texts = vec![Some(first)];
            texts.extend(rest);
            texts
        });
    let bodies = proptest::collection::vec(proptest::option::weighted(0.6, body()), 3);
    let links = proptest::collection::vec(any_link(), 0..=15);
    let may_be = |links| proptest::option::weighted(0.4, links);
    let rows = (may_be(ladder().boxed()), may_be(relay().boxed()));
    let links = (links, rows).prop_map(|(mut links, (ladder, relay))| {
        links.extend(ladder.into_iter().chain(relay).flatten());
        links
    });
    let twins = proptest::collection::vec(twin(), 0..=3);
    let hop_limit = prop_oneof![3 => Just(4_usize), 1 => 0..=3_usize];
    (hop_limit, places, texts, bodies, links, twins).prop_map(|(hop_limit, places, texts, bodies, links, twins)| {
        let mut world = World { hop_limit, bridged: None, places, texts, bodies, links }.tidy();
        for (of, layers, until, sources, relation) in twins {
            if !world.links.is_empty() {
                let link = of.get(&world.links).clone();
                let window = Window { until, ..link.window };
                let relation = relation.unwrap_or(link.relation);
                world.links.push(Link { relation, layers, window, sources, ..link });
            }
        }
        world
    })
}
