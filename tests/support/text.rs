//! Worlds as the files that a curator would write.

use super::world::{
    APPROACHES, BINDINGS, BODIES, Body, COMPONENTS, Group, INTEGRATIONS, LAYERS, Layers, Link, PLACES, Patterns, Place,
    Relation, Slot, TERMS, TEXTS, TODAY, Text, Window, World,
};

/// The scales that ship with the program, in the curator's words.
pub const SCALES: &str = include_str!("../../graph/scales.ron");

/// Which id each slot has.
#[derive(Debug, Clone)]
pub struct Names(Vec<String>);

impl Names {
    /// `j0`…, `f7`…, `i17`….
    pub fn plain() -> Self {
        let of = |slot: Slot| match slot {
            _ if PLACES.contains(&slot) => format!("j{slot:02}"),
            _ if TEXTS.contains(&slot) => format!("f{slot:02}"),
            _ => format!("i{slot:02}"),
        };
        Self((0..BODIES.end).map(of).collect())
    }

    /// Other ids in the same alphabetical order.
    pub fn renamed() -> Self {
        Self(Self::plain().0.into_iter().map(|id| format!("{id}-by-another-name")).collect())
    }

    /// Ids whose alphabetical order is `order`, a permutation of the slots.
    pub fn ordered(order: &[Slot]) -> Self {
        Self(order.iter().map(|at| format!("n{at:02}")).collect())
    }

    pub fn of(&self, slot: Slot) -> &str {
        &self.0[slot]
    }

    pub fn slot(&self, id: &str) -> Slot {
        self.0.iter().position(|known| known == id).expect("only ids of slots are written")
    }
}

/// In what order files, rows and lists are written.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// 0 leaves everything as it stands.
    seed: u64,
    /// Whether lists are shuffled too that exports show as they stand: the jurisdictions of a framework, of which the
    /// first is where it is drawn, and absences.
    shown: bool,
}

impl Order {
    pub const AS_IS: Self = Self { seed: 0, shown: false };

    /// Everything shuffled of which the order says nothing.
    pub fn shuffled(seed: u64) -> Self {
        Self { seed: seed | 1, shown: false }
    }

    /// The same, and lists too that exports show as they stand.
    pub fn shuffled_throughout(seed: u64) -> Self {
        Self { seed: seed | 1, shown: true }
    }

    /// A list in this order: Fisher–Yates with a xorshift seeded by the length.
    fn list<T>(self, items: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut items: Vec<T> = items.into_iter().collect();
        if self.seed != 0 {
            let mut state = self.seed ^ (items.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
            for at in (1..items.len()).rev() {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                items.swap(at, usize::try_from(state % (at as u64 + 1)).expect("smaller than the list"));
            }
        }
        items
    }
}

/// The files of a world: paths and texts.
pub fn files(world: &World, names: &Names, order: Order) -> Vec<(String, String)> {
    let write = Writer { world, names, order };
    let mut files = vec![
        ("graph.ron".to_owned(), format!("Graph(title: \"t\", version: \"1\", as_of: \"{TODAY}\", licence: \"l\")")),
        ("scales.ron".to_owned(), scales(world)),
        ("sources.ron".to_owned(), "[Source(id: \"s0\", title: \"zero\", issuer: \"i\", url: \"https://example.org/0\"), Source(id: \"s1\", title: \"one\", issuer: \"i\", url: \"https://example.org/1\")]".to_owned()),
        ("regions.ron".to_owned(), "Regions(subregions: [], panels: [(id: \"here\", name: \"Here\")], regions: [])".to_owned()),
        ("concepts/none.ron".to_owned(), "[]".to_owned()),
    ];
    for vocabulary in ["objectives", "principles", "topics"] {
        let terms = order.list(TERMS.map(|term| format!("Term(id: \"{term}\", label: \"l\", definition: \"d\")")));
        files.push((format!("vocabulary/{vocabulary}.ron"), format!("[{}]", terms.join(", "))));
    }
    let rows = order.list(world.here());
    let (one, two) = rows.split_at(rows.len() / 2);
    for (name, rows) in [("one", one), ("two", two)] {
        let rows: Vec<String> = rows.iter().map(|slot| write.place(*slot)).collect();
        files.push((format!("jurisdictions/{name}.ron"), format!("[{}]", rows.join(",\n"))));
    }
    for slot in TEXTS {
        if let Some(text) = world.text(slot) {
            files.push((format!("frameworks/x/{}.ron", names.of(slot)), write.text(slot, text)));
        }
    }
    for slot in BODIES {
        if let Some(body) = world.body(slot) {
            files.push((format!("institutions/{}.ron", names.of(slot)), write.body(slot, body)));
        }
    }
    order.list(files)
}

fn scales(world: &World) -> String {
    let (before, after) = SCALES.split_once("hop_limit: (value: 4").expect("the shipped hop limit is 4");
    let scales = format!("{before}hop_limit: (value: {}{after}", world.hop_limit);
    let shipped = "\n    bridged: (value: 0.3,";
    assert!(scales.contains(shipped), "the shipped threshold is 0.3");
    world.bridged.map_or(scales.clone(), |least| scales.replace(shipped, &format!("\n    bridged: (value: {least},")))
}

struct Writer<'w> {
    world: &'w World,
    names: &'w Names,
    order: Order,
}

impl Writer<'_> {
    fn place(&self, slot: Slot) -> String {
        let Place { kind, parent, members, absent } = self.world.place(slot).expect("only those that are there");
        // The loader does not mind that countries share a code here, and no law asks for them by code.
        let iso = if *kind == "Country" { ", iso: (\"AA\", \"AAA\")" } else { "" };
        let parent = parent.map(|parent| format!(", parent: \"{}\"", self.names.of(parent))).unwrap_or_default();
        let absences = bits(&LAYERS, *absent);
        let absences = if self.order.shown { self.order.list(absences) } else { absences };
        let absences = absences
            .into_iter()
            .map(|layer| format!("(layer: {layer}, lacks: \"something in {layer}\", evidence: {})", sources(1)));
        format!(
            "Jurisdiction(id: \"{}\", name: \"node {slot}\", kind: {kind}, region: \"here\"{iso}{parent}, absences: [{}], members: [{}], links: [{}])",
            self.names.of(slot),
            absences.collect::<Vec<_>>().join(", "),
            self.groups(members, false),
            self.links(slot),
        )
    }

    fn text(&self, slot: Slot, text: &Text) -> String {
        let dates: Vec<String> = ["proposed", "adopted", "in_force", "ended"]
            .iter()
            .zip(text.dates)
            .filter_map(|(name, date)| Some(format!("{name}: \"{}\"", date?)))
            .collect();
        let homes = if self.order.shown { self.slots(&text.homes) } else { self.slots_as_is(&text.homes) };
        format!(
            "Framework(id: \"{}\", name: \"node {slot}\", kind: {}, status: {}, dates: ({}),\njurisdictions: [{homes}], issuers: [{}], addressed_to: [{}], layers: [{}],\npatterns: ({}), provisions: [(id: \"art-1\", title: \"One\")], parties: [{}],\nlinks: [{}], evidence: {})",
            self.names.of(slot),
            text.kind,
            text.status,
            dates.join(", "),
            self.slots(&text.issuers),
            self.slots(&text.addressed),
            self.layers(text.layers),
            self.patterns(&text.patterns),
            self.groups(&text.parties, true),
            self.links(slot),
            sources(3),
        )
    }

    fn body(&self, slot: Slot, body: &Body) -> String {
        let home = body.home.map(|home| format!(", jurisdiction: \"{}\"", self.names.of(home))).unwrap_or_default();
        format!(
            "Institution(id: \"{}\", name: \"node {slot}\", kind: {}, layers: [{}], status: {}{}{home}, members: [{}], links: [{}])",
            self.names.of(slot),
            body.kind,
            self.layers(body.layers),
            body.status,
            dates(body.window),
            self.groups(&body.members, false),
            self.links(slot),
        )
    }

    fn patterns(&self, patterns: &Patterns) -> String {
        let set = |name: &str, values: Option<String>| {
            values.map(|values| format!("{name}: (values: [{values}], evidence: {})", sources(1)))
        };
        let step = |name: &str, value: Option<&str>| {
            value.map(|value| format!("{name}: (value: {value}, evidence: {})", sources(2)))
        };
        let quoted = |mask: u8| {
            self.order.list(bits(&TERMS, mask)).iter().map(|term| format!("\"{term}\"")).collect::<Vec<_>>().join(", ")
        };
        let parts = [
            set("objectives", patterns.objectives.map(quoted)),
            set("principles", patterns.principles.map(quoted)),
            step("approach", patterns.approach.map(|at| APPROACHES[at])),
            step("binding", patterns.binding.map(|at| BINDINGS[at])),
            step("integration", patterns.integration.map(|at| INTEGRATIONS[at])),
            set("components", patterns.components.map(|mask| self.order.list(bits(&COMPONENTS, mask)).join(", "))),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn groups(&self, groups: &[Group], with_act: bool) -> String {
        let group = |group: &Group| {
            let act = if with_act { format!("act: {}, ", group.act) } else { String::new() };
            format!("({act}who: [{}]{}, evidence: {})", self.slots(&group.who), dates(group.window), sources(1))
        };
        self.order.list(groups).into_iter().map(group).collect::<Vec<_>>().join(", ")
    }

    fn links(&self, from: Slot) -> String {
        let links = self.order.list(self.world.links.iter().filter(|link| link.from == from));
        links.into_iter().map(|link| self.link(link)).collect::<Vec<_>>().join(",\n")
    }

    fn link(&self, link: &Link) -> String {
        let relation = relation(link.relation);
        let is_text = |slot: Slot| TEXTS.contains(&slot);
        let start = if link.provisions.0 && is_text(link.from) { ", from: \"#art-1\"" } else { "" };
        let end = if link.provisions.1 && is_text(link.to) { "#art-1" } else { "" };
        format!(
            "(relation: {relation}, to: \"{}{end}\"{start}, layers: [{}], modality: {}{}, claim: \"claim {}\", evidence: {})",
            self.names.of(link.to),
            self.layers(link.layers),
            link.modality,
            dates(link.window),
            link.claim,
            sources(link.sources),
        )
    }

    fn layers(&self, layers: Layers) -> String {
        self.order.list(bits(&LAYERS, layers)).join(", ")
    }

    fn slots(&self, slots: &[Slot]) -> String {
        self.slots_as_is(&self.order.list(slots.iter().copied()))
    }

    fn slots_as_is(&self, slots: &[Slot]) -> String {
        slots.iter().map(|slot| format!("\"{}\"", self.names.of(*slot))).collect::<Vec<_>>().join(", ")
    }
}

/// A relation as it is written.
pub fn relation(relation: Relation) -> String {
    match relation {
        Relation::Alignment(mechanism) => format!("Alignment({mechanism})"),
        Relation::Reference(mechanism) => format!("Reference({mechanism})"),
        Relation::Conflict(kind) => format!("Conflict({kind})"),
        Relation::Structure(relation) => relation.to_owned(),
    }
}

fn dates(window: Window) -> String {
    let since = window.since.map(|date| format!(", since: \"{date}\"")).unwrap_or_default();
    let until = window.until.map(|date| format!(", until: \"{date}\"")).unwrap_or_default();
    since + &until
}

fn sources(mask: u8) -> String {
    let cited = bits(&["s0", "s1"], mask).into_iter().map(|id| format!("(source: \"{id}\", basis: Stated)"));
    format!("[{}]", cited.collect::<Vec<_>>().join(", "))
}

fn bits<'n>(names: &[&'n str], mask: u8) -> Vec<&'n str> {
    names.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, name)| *name).collect()
}
