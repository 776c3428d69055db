//! The obligations as CSV, a row a place, framework and obligation.

use std::io::{self, Write};

use itertools::Itertools;

use super::{framework, tiers};
use crate::analysis::simulate::{Duty, Placed, Side, Simulation};
use crate::exchange::terms;
use crate::model::{Graph, Role};
use crate::report::cells::inert;
use crate::scope::Scope;

/// Writes a row for each obligation that a text which reaches the system, or states because of it, asks in a place.
///
/// # Errors
/// If writing fails.
pub fn simulate_csv(scope: &Scope<'_>, answer: &Simulation<'_>, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    let columns = ["place", "kind", "framework", "standing", "reaches", "tier", "category", "bearer", "who", "applies"];
    let rest = ["if_tier", "since", "until", "provisions", "binding", "because", "claim"];
    writer.write_record(columns.into_iter().chain(rest))?;
    for side in &answer.sides {
        let texts = side.texts.iter().map(|text| ("in_effect", text));
        for (standing, text) in texts.chain(side.coming.iter().map(|text| ("coming", text))) {
            for duty in &text.demand.duties {
                writer.write_record(row(graph, side, standing, text, duty))?;
            }
        }
    }
    writer.flush()
}

fn row(graph: &Graph, side: &Side<'_>, standing: &str, text: &Placed<'_>, duty: &Duty<'_>) -> Vec<String> {
    let framework = framework(graph, text);
    let it = duty.obligation;
    let tier = text.demand.class.tier().zip(framework).map(|(tier, framework)| framework.tier(tier).to_owned());
    let condition = framework.filter(|_| duty.conditional).map(|framework| tiers(framework, &it.tiers));
    let binding = framework.and_then(|framework| framework.patterns.binding.as_ref());
    let applies = match (standing, duty.begins) {
        ("coming", _) => "coming",
        (_, Some(_)) => "later",
        (_, None) => "now",
    };
    vec![
        side.id.to_owned(),
        side.kind.as_str().to_owned(),
        graph.node(text.demand.node).id.to_string(),
        standing.to_owned(),
        text.demand.reaching.as_str().to_owned(),
        inert(&tier.unwrap_or_default()).into_owned(),
        it.category.to_string(),
        duty.bearer.as_str().to_owned(),
        it.who.iter().map(Role::as_str).join(" "),
        applies.to_owned(),
        inert(&condition.unwrap_or_default()).into_owned(),
        it.since.map(|date| date.to_string()).unwrap_or_default(),
        it.until.map(|date| date.to_string()).unwrap_or_default(),
        it.provisions.iter().join(" "),
        binding.map_or("", |binding| binding.value.as_str()).to_owned(),
        terms(&graph.vocabularies().traits, it.all).join(" "),
        inert(&it.claim).into_owned(),
    ]
}
