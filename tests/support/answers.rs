//! The library's answers about a world, with slots in place of ids so that they can be compared.

use std::collections::{BTreeMap, BTreeSet};

use interlex::analysis::Path;
use interlex::analysis::{Assessment, GapReport, PlanOptions, gaps, plan};
use interlex::load::{self, Loaded};
use interlex::model::Strength;
use interlex::model::{Cost, Graph, Layer, LinkIx, NodeIx};
use interlex::report::gaps_json;
use interlex::rules::{Question, findings};
use interlex::scope::{Area, Scope};

use super::text::{Names, Order, files};
use super::world::{Slot, World};

/// A loaded world, and which ids its slots have.
pub struct Asked {
    pub loaded: Loaded,
    pub names: Names,
}

/// What the library says of a pair in a layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub verdict: &'static str,
    pub contested: bool,
    pub cost: Option<Cost>,
    pub strength: Option<f64>,
    /// The nodes on the chain.
    pub chain: Vec<Slot>,
    pub conflicts: BTreeSet<String>,
    pub patterns: [&'static str; 6],
}

/// Rows by the two jurisdictions and the layer.
pub type Rows = BTreeMap<(Slot, Slot, Layer), Row>;

impl Asked {
    /// The world under its own names.
    pub fn about(world: &World) -> Self {
        Self::written(world, Names::plain(), Order::AS_IS)
    }

    /// The world under these names and in this order. Fails if the loader finds anything wrong with it.
    pub fn written(world: &World, names: Names, order: Order) -> Self {
        let files = files(world, &names, order);
        let loaded = load::texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        assert!(loaded.is_sound(), "generated worlds are sound, but: {:#?}\n{files:#?}", loaded.diagnostics);
        Self { loaded, names }
    }

    pub fn graph(&self) -> &Graph {
        &self.loaded.graph
    }

    pub fn scope(&self) -> Scope<'_> {
        Scope::new(self.graph())
    }

    pub fn node(&self, slot: Slot) -> NodeIx {
        self.graph().by_id(self.names.of(slot)).expect("asked only about nodes that are there")
    }

    pub fn slot(&self, node: NodeIx) -> Slot {
        self.names.slot(self.graph().node(node).id.as_str())
    }

    /// An area of these jurisdictions. Blocs stand for themselves in it.
    pub fn area(&self, slots: &[Slot]) -> Area {
        let mut members: Vec<NodeIx> = slots.iter().map(|slot| self.node(*slot)).collect();
        members.sort_unstable();
        Area { id: "these".to_owned(), name: "These".to_owned(), members }
    }

    /// The gap report of all jurisdictions.
    pub fn report(&self, world: &World) -> GapReport {
        gaps(&self.scope(), self.area(&world.here()), None)
    }

    /// The rows of a report, the smaller slot of each pair first.
    pub fn rows_of(&self, report: &GapReport) -> Rows {
        (report.pairs.iter())
            .map(|pair| {
                let (a, b) = (self.slot(pair.a), self.slot(pair.b));
                let mut row = self.row(&pair.assessment);
                row.patterns = pair.patterns.map(|comparison| comparison.verdict.as_str());
                if b < a {
                    row.chain.reverse();
                }
                ((a.min(b), a.max(b), pair.layer), row)
            })
            .collect()
    }

    /// The rows of all jurisdictions.
    pub fn rows(&self, world: &World) -> Rows {
        self.rows_of(&self.report(world))
    }

    /// An assessment without patterns.
    pub fn row(&self, assessment: &Assessment) -> Row {
        let path = assessment.path.as_ref();
        Row {
            verdict: assessment.verdict.as_str(),
            contested: assessment.contested,
            cost: path.map(|path| path.cost),
            strength: path.and_then(Path::strength).map(Strength::get),
            chain: path.map(Path::nodes).unwrap_or_default().into_iter().map(|node| self.slot(node)).collect(),
            conflicts: assessment.conflicts.iter().map(|ix| self.conflict(*ix)).collect(),
            patterns: [""; 6],
        }
    }

    /// A conflict by its ends and kind.
    pub fn conflict(&self, ix: LinkIx) -> String {
        let link = self.graph().link(ix);
        conflict_name(self.slot(link.from.node), self.slot(link.to.node), link.relation.mechanism().unwrap_or_default())
    }

    /// The gap report of all jurisdictions as bytes.
    pub fn gaps_bytes(&self, world: &World) -> String {
        let mut out = Vec::new();
        let report = self.report(world);
        let findings = findings(&Question::new(self.scope(), &report));
        let plan = plan(&self.scope(), self.area(&world.here()), None, PlanOptions::new());
        gaps_json(&self.scope(), &report, &findings, &plan, &mut out).expect("writing to memory works");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    /// The export of the graph as bytes.
    pub fn graph_bytes(&self) -> String {
        let mut out = Vec::new();
        interlex::exchange::graph_json(&self.scope(), &mut out).expect("writing to memory works");
        String::from_utf8(out).expect("JSON is UTF-8")
    }
}

/// A conflict by its ends and kind as exports name it.
pub fn conflict_name(from: Slot, to: Slot, kind: &str) -> String {
    format!("{from} {kind} {to}")
}
