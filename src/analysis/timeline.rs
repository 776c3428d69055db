//! When frameworks were proposed, adopted, in force and over, by region.

use jiff::civil::Date;

use super::structure::made_in;
use crate::model::{BindingStep, Dates, NodeIx, PartialDate, Status};
use crate::scope::{Area, Scope};

/// The dated frameworks of a question, by region and time.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// The region whose frameworks are shown; `None` for all.
    pub area: Option<Area>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The frameworks with a date in this time: by panel of the map, then by their first date, then by id.
    pub instruments: Vec<Instrument>,
    /// How many of those asked about have dates, but none in this time.
    pub outside: usize,
    /// How many of them have no known date.
    pub undated: usize,
}

/// Something that happened to a framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Milestone {
    /// It was proposed.
    Proposed,
    /// It was adopted or published.
    Adopted,
    /// It entered into force.
    InForce,
    /// It was repealed, withdrawn, or lapsed.
    Ended,
}

impl Milestone {
    /// Every event, in the order of a life.
    pub const ALL: [Self; 4] = [Self::Proposed, Self::Adopted, Self::InForce, Self::Ended];

    /// The name in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Adopted => "adopted",
            Self::InForce => "in_force",
            Self::Ended => "ended",
        }
    }

    /// The words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::InForce => "in force",
            other => other.as_str(),
        }
    }

    /// Its date in the life of a framework.
    pub fn of(self, dates: &Dates) -> Option<PartialDate> {
        match self {
            Self::Proposed => dates.proposed,
            Self::Adopted => dates.adopted,
            Self::InForce => dates.in_force,
            Self::Ended => dates.ended,
        }
    }
}

/// A part of a life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// When it begins.
    pub from: PartialDate,
    /// When it ends; `None` if it had not on the day asked about.
    pub until: Option<PartialDate>,
}

/// A dated framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instrument {
    /// Which.
    pub framework: NodeIx,
    /// Position of its panel among those of the data; as many as there are for what has none.
    pub panel: usize,
    /// Its dates.
    pub dates: Dates,
    /// Its status on the day.
    pub status: Status,
    /// Whether it is recorded as binding. Where its legal force is not assessed, it is not.
    pub binding: bool,
    /// The time before it took effect.
    pub pending: Option<Stretch>,
    /// The time in effect.
    pub effect: Option<Stretch>,
}

impl Instrument {
    /// Its events with their dates, in the order of a life.
    pub fn events(&self) -> impl Iterator<Item = (Milestone, PartialDate)> + use<> {
        let dates = self.dates;
        Milestone::ALL.into_iter().filter_map(move |event| Some((event, event.of(&dates)?)))
    }

    /// Its first date; none of the instruments of a [`Timeline`] lacks one.
    pub fn first(&self) -> Option<PartialDate> {
        self.events().map(|(_, date)| date).min_by_key(|date| (date.first_day(), date.last_day()))
    }
}

/// Finds the frameworks that have a date between `from` and `to`.
///
/// A date known to the month or year lies in the time if any of its days does. Without `to` the time ends with the year of
/// the last date, or of the day asked about if that is later. With an area only what was made there counts, as for
/// [`influence`](super::influence). A text takes effect when it enters into force; one that is in effect without such a date,
/// when it is adopted or published. Takes time linear in nodes.
pub fn timeline(scope: &Scope<'_>, area: Option<Area>, from: Date, to: Option<Date>) -> Timeline {
    let graph = scope.graph();
    let asked = |ix: &NodeIx| area.as_ref().is_none_or(|area| made_in(scope, area, *ix));
    let seen = graph.node_indices().filter(|ix| graph.node(*ix).framework().is_some() && scope.sees(*ix)).filter(asked);
    let all: Vec<Instrument> = seen.filter_map(|ix| instrument(scope, ix)).collect();
    let (dated, undated): (Vec<Instrument>, Vec<Instrument>) = all.into_iter().partition(|it| it.first().is_some());
    let last = || dated.iter().flat_map(Instrument::events).map(|(_, date)| date.last_day()).max();
    let to = to.unwrap_or_else(|| last().unwrap_or(scope.day()).max(scope.day()).max(from).last_of_year());
    let within = |it: &Instrument| it.events().any(|(_, date)| date.last_day() >= from && date.first_day() <= to);
    let (mut instruments, outside): (Vec<Instrument>, Vec<Instrument>) = dated.into_iter().partition(within);
    instruments.sort_by_key(|it| (it.panel, it.first().map(PartialDate::first_day), it.framework));
    Timeline { area, from, to, instruments, outside: outside.len(), undated: undated.len() }
}

fn instrument(scope: &Scope<'_>, ix: NodeIx) -> Option<Instrument> {
    let graph = scope.graph();
    let framework = graph.node(ix).framework()?;
    let status = graph.status_on(ix, scope.day())?;
    let panels = &graph.regions().panels;
    let international = || panels.iter().position(|panel| panel.id.as_str() == "international");
    let known = graph.panel(ix).and_then(|id| panels.iter().position(|panel| panel.id == *id));
    let dates = framework.dates;
    let in_effect = framework.status.is_in_effect() || framework.status.is_over();
    let takes_effect = dates.in_force.or(dates.adopted.filter(|_| in_effect));
    // Where it is over since nobody knows when, its life has no known length.
    let over = framework.status.is_over() && dates.ended.is_none();
    let begins = dates.proposed.or(dates.adopted).filter(|date| Some(*date) != takes_effect);
    let stretch = |from: Option<PartialDate>, until: Option<PartialDate>| {
        from.filter(|_| until.is_some() || !over).map(|from| Stretch { from, until })
    };
    Some(Instrument {
        framework: ix,
        panel: known.or_else(international).unwrap_or(panels.len()),
        dates,
        status,
        binding: framework.patterns.binding.as_ref().is_some_and(|it| it.value == BindingStep::Binding),
        pending: stretch(begins, takes_effect.or(dates.ended)),
        effect: stretch(takes_effect, dates.ended),
    })
}
