//! What a graph would be if a scenario came true.

use thiserror::Error;

use crate::model::{
    Act, Change, Entity, FrameworkKind, Graph, GraphParts, InstitutionStatus, LayerSet, Link, LinkIx, Modality, NodeIx,
    NodeKind, Origin, PartialDate, Relation, Scenario, Status,
};
use crate::scope::{Scope, ScopeError};

/// A graph in which a scenario has come true, and what that took.
#[derive(Debug)]
pub struct Applied {
    /// The graph: the same nodes at the same positions; positions of links differ.
    pub graph: Graph,
    /// What each change did, in the scenario's order.
    pub effects: Vec<Effect>,
}

/// What a change did. Positions are those of the graph before it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// A link came into being.
    Linked {
        /// Where it starts.
        from: NodeIx,
        /// Where it leads.
        to: NodeIx,
        /// How they are related.
        relation: Relation,
        /// The layers it holds in.
        layers: LayerSet,
        /// Links of the data that propose or recommend one between the two, or call it possible; ascending.
        foreseen: Vec<LinkIx>,
    },
    /// Links ended.
    Parted {
        /// The one node.
        from: NodeIx,
        /// The other.
        to: NodeIx,
        /// The links, ascending.
        links: Vec<LinkIx>,
    },
    /// A framework ceased to apply.
    Repealed {
        /// Which.
        framework: NodeIx,
    },
    /// A framework entered into force.
    InForce {
        /// Which.
        framework: NodeIx,
        /// Its status until then.
        was: Status,
    },
    /// A jurisdiction became party.
    Joined {
        /// Who.
        jurisdiction: NodeIx,
        /// To what.
        framework: NodeIx,
        /// By which act.
        act: Act,
        /// Links of the data that propose or recommend this, or call it possible; ascending.
        foreseen: Vec<LinkIx>,
    },
}

/// A change that cannot be assumed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("cannot {change}: {problem}")]
pub struct ScenarioError {
    /// The position of the change in the scenario.
    pub at: usize,
    /// The change, as an order.
    pub change: String,
    /// What is wrong with it.
    pub problem: ChangeProblem,
}

/// Why a change cannot be assumed, and what could be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChangeProblem {
    /// A name is unknown.
    #[error(transparent)]
    Unknown(#[from] ScopeError),
    /// Both ends are the same node.
    #[error("both ends are {0}; a link joins two")]
    SameNode(String),
    /// The relation is one of structure.
    #[error(
        "`{0}` is no alignment, reference or conflict; who joins what is told by Join, what applies by Adopt and Repeal"
    )]
    Structure(String),
    /// The link holds in no layer.
    #[error("the link names no layer; name legal, technical or data, or several")]
    NoLayer,
    /// A framework was expected.
    #[error("{name} is a {}, not a framework", .kind.label().to_lowercase())]
    NotAFramework {
        /// What was named.
        name: String,
        /// What it is.
        kind: NodeKind,
    },
    /// A jurisdiction was expected.
    #[error("{name} is a {}, not a jurisdiction: only countries, their parts and blocs join", .kind.label().to_lowercase())]
    NotAJurisdiction {
        /// What was named.
        name: String,
        /// What it is.
        kind: NodeKind,
    },
    /// Something is not in effect, so the change would change nothing.
    #[error("{name} is {standing} on {day}, so that nothing would change; {fix}")]
    NotInEffect {
        /// What was named.
        name: String,
        /// Its status on the day, in words.
        standing: String,
        /// The day.
        day: jiff::civil::Date,
        /// What would make sense.
        fix: &'static str,
    },
    /// It is in effect already.
    #[error("{name} is {standing} on {day} already; `--as-of` asks about an earlier day")]
    InEffect {
        /// What was named.
        name: String,
        /// Its status on the day, in words.
        standing: String,
        /// The day.
        day: jiff::civil::Date,
    },
    /// The link holds already.
    #[error("the data has it already on {0}: {1}; leave the change out, or assume something else")]
    Recorded(jiff::civil::Date, String),
    /// There is nothing to end.
    #[error(
        "no link between {from} and {to} that could end holds on {day}; `interlex show {id}` lists the links of one, and what was made or applies somewhere ends with `--repeal`"
    )]
    NothingToDrop {
        /// The one.
        from: String,
        /// The other.
        to: String,
        /// The id of the one.
        id: String,
        /// The day.
        day: jiff::civil::Date,
    },
}

const LATER_OR_ADOPT: &str = "adopt it as well (`--adopt`), or ask about another day (`--as-of`)";
const OTHER_DAY: &str = "ask about another day (`--as-of`)";

/// Assumes that a scenario comes true on the day of the question.
///
/// All changes take effect on that day and together: first texts enter into force and are repealed, then links end, then
/// links begin. What is assumed carries [`Origin::ASSUMED`]; new links have no evidence. Takes time linear in the graph,
/// and in its links for each change.
///
/// # Errors
/// Every change that names what is not there, does not fit what it names, or would change nothing.
pub fn apply(scope: &Scope<'_>, scenario: &Scenario) -> Result<Applied, Vec<ScenarioError>> {
    let mut editor = Editor { scope: scope.whatever_topic(), parts: scope.graph().to_parts() };
    let mut effects: Vec<Option<Effect>> = vec![None; scenario.changes.len()];
    let mut errors = Vec::new();
    for phase in [Phase::Status, Phase::End, Phase::Begin] {
        // Whether a link can begin depends on what is in effect by then.
        let between = Graph::new(editor.parts.clone());
        let now = editor.scope.about_graph(&between);
        for (at, change) in scenario.changes.iter().enumerate().filter(|(_, change)| phase.does(change)) {
            match editor.change(&now, change) {
                Ok(effect) => effects[at] = Some(effect),
                Err(problem) => errors.push(ScenarioError { at, change: change.to_string(), problem }),
            }
        }
    }
    if errors.is_empty() {
        Ok(Applied { graph: Graph::new(editor.parts), effects: effects.into_iter().flatten().collect() })
    } else {
        errors.sort_by_key(|error| error.at);
        Err(errors)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Status,
    End,
    Begin,
}

impl Phase {
    fn does(self, change: &Change) -> bool {
        self == match change {
            Change::Adopt { .. } | Change::Repeal { .. } => Self::Status,
            Change::Drop { .. } => Self::End,
            Change::Add { .. } | Change::Join { .. } => Self::Begin,
        }
    }
}

/// The parts of the graph on their way.
struct Editor<'g> {
    /// The question, of the graph before.
    scope: Scope<'g>,
    /// Until links begin, those of the graph before at the same positions.
    parts: GraphParts,
}

impl Editor<'_> {
    /// Makes a change; `now` asks about what the phases before have made.
    fn change(&mut self, now: &Scope<'_>, change: &Change) -> Result<Effect, ChangeProblem> {
        match change {
            Change::Repeal { framework } => self.repeal(framework),
            Change::Adopt { framework } => self.adopt(framework),
            Change::Drop { from, to } => self.part(from, to),
            Change::Add { from, to, relation, layers, claim } => self.link(now, (from, to), *relation, *layers, claim),
            Change::Join { jurisdiction, framework, act } => self.join(now, jurisdiction, framework, *act),
        }
    }

    fn repeal(&mut self, name: &str) -> Result<Effect, ChangeProblem> {
        let framework = framework(&self.scope, name)?;
        if !self.scope.applies(framework) {
            return Err(not_in_effect(&self.scope, framework, OTHER_DAY));
        }
        if let Entity::Framework(it) = &mut self.parts.nodes[framework.index()].entity {
            it.dates.ended = Some(PartialDate::day(self.scope.day()));
        }
        Ok(Effect::Repealed { framework })
    }

    fn adopt(&mut self, name: &str) -> Result<Effect, ChangeProblem> {
        let framework = framework(&self.scope, name)?;
        let day = self.scope.day();
        let was = match self.scope.graph().status_on(framework, day) {
            Some(status) if status.is_in_effect() => {
                let (name, standing) = (label(&self.scope, framework), standing(&self.scope, framework));
                return Err(ChangeProblem::InEffect { name, standing, day });
            }
            Some(status) if !status.is_over() => status,
            _ => return Err(not_in_effect(&self.scope, framework, OTHER_DAY)),
        };
        let today = Some(PartialDate::day(day));
        if let Entity::Framework(it) = &mut self.parts.nodes[framework.index()].entity {
            it.status = Status::InForce;
            it.dates.adopted = it.dates.adopted.filter(|date| date.has_begun(day)).or(today);
            it.dates.in_force = today;
            if it.kind == FrameworkKind::Bill {
                it.kind = FrameworkKind::Law;
            }
        }
        for link in self.parts.links.iter_mut().filter(|link| link.from.node == framework) {
            if matches!(link.origin.item, Some(("jurisdictions" | "issuers" | "addressed_to", _))) {
                link.since = today;
                link.origin = Origin::ASSUMED;
            }
        }
        Ok(Effect::InForce { framework, was })
    }

    fn part(&mut self, from: &str, to: &str) -> Result<Effect, ChangeProblem> {
        let (from, to) = ends(&self.scope, from, to)?;
        let day = self.scope.day();
        let ends = |link: &Link| {
            let between = (link.from.node, link.to.node) == (from, to) || (link.from.node, link.to.node) == (to, from);
            let joined = matches!(link.relation, Relation::PartyTo(_) | Relation::MemberOf);
            let holds = link.modality == Modality::Existing && link.holds_on(day);
            between && holds && (joined || link.relation.is_substantive())
        };
        let links: Vec<LinkIx> =
            self.scope.graph().link_indices().filter(|ix| ends(&self.parts.links[ix.index()])).collect();
        if links.is_empty() {
            return Err(ChangeProblem::NothingToDrop {
                from: label(&self.scope, from),
                to: label(&self.scope, to),
                id: self.scope.graph().node(from).id.to_string(),
                day,
            });
        }
        for ix in &links {
            self.parts.links[ix.index()].until = Some(PartialDate::day(day));
        }
        Ok(Effect::Parted { from, to, links })
    }

    fn link(
        &mut self,
        now: &Scope<'_>,
        (from, to): (&str, &str),
        relation: Relation,
        layers: LayerSet,
        claim: &str,
    ) -> Result<Effect, ChangeProblem> {
        let (from, to) = ends(now, from, to)?;
        if !relation.is_substantive() {
            return Err(ChangeProblem::Structure(relation.label()));
        }
        if layers.is_empty() {
            return Err(ChangeProblem::NoLayer);
        }
        for end in [from, to] {
            let there = match now.graph().node(end).entity {
                Entity::Framework(_) => now.applies(end),
                _ => now.graph().exists_on(end, now.day()),
            };
            if !there {
                return Err(not_in_effect(now, end, LATER_OR_ADOPT));
            }
        }
        let holds = |link: &&Link| {
            let same = (link.from.node, link.to.node, link.relation) == (from, to, relation);
            same && link.modality == Modality::Existing && link.holds_on(now.day()) && layers.is_subset(link.layers)
        };
        if let Some(known) = self.parts.links.iter().find(holds) {
            return Err(recorded(now, known));
        }
        self.parts.links.push(assumed((from, to), relation, layers, claim, now));
        let foreseen = self.foreseen((from, to), |other| other.carries() == relation.carries());
        Ok(Effect::Linked { from, to, relation, layers, foreseen })
    }

    fn join(&mut self, now: &Scope<'_>, who: &str, what: &str, act: Option<Act>) -> Result<Effect, ChangeProblem> {
        let jurisdiction = now.node(who)?;
        if now.graph().node(jurisdiction).jurisdiction().is_none() {
            let kind = now.graph().node(jurisdiction).kind();
            return Err(ChangeProblem::NotAJurisdiction { name: label(now, jurisdiction), kind });
        }
        let framework = framework(now, what)?;
        if !now.applies(framework) {
            return Err(not_in_effect(now, framework, LATER_OR_ADOPT));
        }
        let signed = matches!(
            now.graph().node(framework).framework().map(|it| it.kind),
            Some(FrameworkKind::Treaty | FrameworkKind::Agreement)
        );
        let act = act.unwrap_or(if signed { Act::Signed } else { Act::Adherent });
        let scales = now.graph().scales();
        let holds = |link: &&Link| {
            let party = (link.from.node, link.to.node) == (jurisdiction, framework);
            let Relation::PartyTo(known) = link.relation else { return false };
            let holds = link.modality == Modality::Existing && link.holds_on(now.day());
            party && holds && scales.coverage(known.into()) >= scales.coverage(act.into())
        };
        if let Some(known) = self.parts.links.iter().find(holds) {
            return Err(recorded(now, known));
        }
        let layers = now.graph().node(framework).layers();
        self.parts.links.push(assumed((jurisdiction, framework), Relation::PartyTo(act), layers, "", now));
        let foreseen = self.foreseen((jurisdiction, framework), |other| {
            matches!(other, Relation::PartyTo(_) | Relation::Alignment(_))
        });
        Ok(Effect::Joined { jurisdiction, framework, act, foreseen })
    }

    /// Links of the data between two nodes that do not exist yet.
    fn foreseen(&self, (from, to): (NodeIx, NodeIx), fits: impl Fn(Relation) -> bool) -> Vec<LinkIx> {
        let graph = self.scope.graph();
        let between = |ix: &LinkIx| {
            let link = graph.link(*ix);
            let ends = (link.from.node, link.to.node);
            link.modality != Modality::Existing && (ends == (from, to) || ends == (to, from)) && fits(link.relation)
        };
        graph.link_indices().filter(between).collect()
    }
}

/// A link that begins on the day of the question and rests on nothing.
fn assumed((from, to): (NodeIx, NodeIx), relation: Relation, layers: LayerSet, claim: &str, scope: &Scope<'_>) -> Link {
    Link {
        from: from.into(),
        to: to.into(),
        relation,
        layers,
        modality: Modality::Existing,
        since: Some(PartialDate::day(scope.day())),
        until: None,
        claim: claim.to_owned(),
        binds: Vec::new(),
        mapping: None,
        evidence: Vec::new(),
        note: None,
        origin: Origin::ASSUMED,
    }
}

fn ends(scope: &Scope<'_>, from: &str, to: &str) -> Result<(NodeIx, NodeIx), ChangeProblem> {
    let (from, to) = (scope.node(from)?, scope.node(to)?);
    if from == to { Err(ChangeProblem::SameNode(label(scope, from))) } else { Ok((from, to)) }
}

fn framework(scope: &Scope<'_>, name: &str) -> Result<NodeIx, ChangeProblem> {
    let ix = scope.node(name)?;
    let node = scope.graph().node(ix);
    if node.framework().is_some() {
        Ok(ix)
    } else {
        Err(ChangeProblem::NotAFramework { name: node.label().to_owned(), kind: node.kind() })
    }
}

fn label(scope: &Scope<'_>, ix: NodeIx) -> String {
    scope.graph().node(ix).label().to_owned()
}

/// How something stands on the day, in words that follow "is".
fn standing(scope: &Scope<'_>, ix: NodeIx) -> String {
    let graph = scope.graph();
    let status = graph.status_on(ix, scope.day()).map(Status::label);
    let status = status.or_else(|| graph.institution_status_on(ix, scope.day()).map(InstitutionStatus::label));
    status.map_or_else(|| "not there".to_owned(), str::to_lowercase)
}

fn not_in_effect(scope: &Scope<'_>, ix: NodeIx, fix: &'static str) -> ChangeProblem {
    ChangeProblem::NotInEffect { name: label(scope, ix), standing: standing(scope, ix), day: scope.day(), fix }
}

fn recorded(scope: &Scope<'_>, known: &Link) -> ChangeProblem {
    let (from, to) = (label(scope, known.from.node), label(scope, known.to.node));
    ChangeProblem::Recorded(scope.day(), format!("{from} —{}— {to}", known.relation.label()))
}
