//! The answer as JSON, schema `interlex/simulate/1`.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::framework;
use crate::analysis::simulate::{
    Bridge, CategoryRow, Class, Duty, FlowAnswer, Placed, Placement, Reaching, Side, Simulation, SystemConflict,
    TextPair,
};
use crate::exchange::{evidence_json, terms};
use crate::model::{Framework, Graph, Id, LinkIx, NodeIx, Obligation, Role, RoleSet};
use crate::report::chain;
use crate::report::gaps::conflicts_json;
use crate::report::lens::regime_json;
use crate::scope::Scope;

/// Writes everything the answer says, with its evidence.
///
/// # Errors
/// If writing fails.
pub fn simulate_json(scope: &Scope<'_>, answer: &Simulation<'_>, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let profile = answer.profile;
    let value = json!({
        "schema": "interlex/simulate/1",
        "as_of": scope.day().to_string(),
        "title": profile.title,
        "summary": profile.summary,
        "traits": terms(&graph.vocabularies().traits, profile.traits),
        "roles": roles(profile.roles),
        "places": answer.sides.iter().map(|side| side_json(scope, side)).collect::<Vec<_>>(),
        "categories": answer.categories.iter().map(|row| category_json(graph, answer, row)).collect::<Vec<_>>(),
        "reuse": answer.pairs.iter().map(|pair| pair_json(graph, answer, pair)).collect::<Vec<_>>(),
        "conflicts": answer.conflicts.iter().map(|it| conflict_json(graph, answer, it)).collect::<Vec<_>>(),
        "flows": answer.flows.iter().map(|flow| flow_json(graph, flow)).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn id(graph: &Graph, ix: NodeIx) -> &Id {
    &graph.node(ix).id
}

fn roles(set: RoleSet) -> Vec<&'static str> {
    set.iter().map(Role::as_str).collect()
}

fn side_json(scope: &Scope<'_>, side: &Side<'_>) -> Value {
    let graph = scope.graph();
    json!({
        "id": side.id,
        "name": side.name,
        "kind": side.kind.as_str(),
        "members": side.members.iter().map(|ix| id(graph, *ix)).collect::<Vec<_>>(),
        "frameworks": side.texts.iter().map(|text| text_json(scope, text)).collect::<Vec<_>>(),
        "coming": side.coming.iter().map(|text| text_json(scope, text)).collect::<Vec<_>>(),
        "liability": side.liability.iter().map(|row| regime_json(scope, row)).collect::<Vec<_>>(),
    })
}

fn text_json(scope: &Scope<'_>, text: &Placed<'_>) -> Value {
    let graph = scope.graph();
    let demand = &text.demand;
    let Some(framework) = framework(graph, text) else { return Value::Null };
    let clauses = match &demand.reaching {
        Reaching::System(clauses) | Reaching::States(clauses) => clauses.as_slice(),
        Reaching::No | Reaching::NotAssessed => &[],
    };
    let because = clauses.iter().map(|clause| {
        json!({
            "all": terms(&graph.vocabularies().traits, clause.all), "who": roles(clause.who),
            "claim": clause.claim, "evidence": evidence_json(graph, &clause.evidence),
        })
    });
    json!({
        "framework": id(graph, demand.node),
        "status": graph.status_on(demand.node, scope.day()),
        "binding": framework.patterns.binding.as_ref().map(|binding| binding.value),
        "binds": text.binds(graph),
        "applies_in": text.places.iter().map(|place| place_json(graph, place)).collect::<Vec<_>>(),
        "reaches": demand.reaching.as_str(),
        "because": because.collect::<Vec<_>>(),
        "risk_class": class_json(graph, framework, &demand.class),
        "obligations": demand.duties.iter().map(|duty| duty_json(graph, framework, duty)).collect::<Vec<_>>(),
        "of_others": demand.of_others.iter().map(|it| obligation_json(graph, framework, it)).collect::<Vec<_>>(),
    })
}

fn place_json(graph: &Graph, place: &Placement) -> Value {
    json!({
        "place": id(graph, place.place),
        "ground": place.ground.map(|(ground, _)| ground),
        "strength": place.ground.map(|(_, strength)| strength),
        "via": place.via.map(|via| id(graph, via)),
        "evidence": place.link.map(|link| evidence_json(graph, &graph.link(link).evidence)),
    })
}

fn class_json(graph: &Graph, framework: &Framework, class: &Class<'_>) -> Value {
    match class {
        Class::NoTiers => json!({ "state": "no_tiers" }),
        Class::NotAssessed => json!({ "state": "not_assessed" }),
        Class::Tier(tier, entries) => {
            let entries = entries.iter().map(|entry| {
                json!({
                    "all": terms(&graph.vocabularies().traits, entry.all), "claim": entry.claim,
                    "provisions": entry.provisions, "evidence": evidence_json(graph, &entry.evidence),
                })
            });
            json!({ "state": "assessed", "tier": framework.tier(*tier), "because": entries.collect::<Vec<_>>() })
        }
    }
}

fn duty_json(graph: &Graph, framework: &Framework, duty: &Duty<'_>) -> Value {
    let mut value = obligation_json(graph, framework, duty.obligation);
    value["bearer"] = json!(duty.bearer.as_str());
    value["conditional"] = json!(duty.conditional);
    value["begins"] = json!(duty.begins);
    value
}

fn obligation_json(graph: &Graph, framework: &Framework, it: &Obligation) -> Value {
    json!({
        "category": it.category,
        "who": roles(it.who),
        "tiers": it.tiers.iter().map(|tier| framework.tier(*tier)).collect::<Vec<_>>(),
        "all": terms(&graph.vocabularies().traits, it.all),
        "since": it.since,
        "until": it.until,
        "provisions": it.provisions,
        "claim": it.claim,
        "evidence": evidence_json(graph, &it.evidence),
    })
}

fn category_json(graph: &Graph, answer: &Simulation<'_>, row: &CategoryRow<'_>) -> Value {
    let asked = answer.sides.iter().zip(&row.asked).filter(|(_, texts)| !texts.is_empty());
    let asked = asked.map(|(side, texts)| {
        json!({ "place": side.id, "frameworks": texts.iter().map(|ix| id(graph, *ix)).collect::<Vec<_>>() })
    });
    json!({ "category": row.category.id, "title": row.category.title, "summary": row.category.summary, "asked": asked.collect::<Vec<_>>() })
}

fn pair_json(graph: &Graph, answer: &Simulation<'_>, pair: &TextPair<'_>) -> Value {
    let end = |(side, text): (usize, NodeIx)| json!({ "place": answer.sides[side].id, "framework": id(graph, text) });
    let (through, strength, layer, steps) = match &pair.bridge {
        Bridge::SameText => ("same_text", Some(1.0), None, Vec::new()),
        Bridge::None => ("none", None, None, Vec::new()),
        Bridge::Chain(chain, layer) => {
            let steps = chain::links(graph, &chain.steps);
            let weak = !chain.cost.reaches(graph.scales().bridged.value);
            (if weak { "weak_mapping" } else { "mapping" }, Some(chain::product(&steps)), Some(*layer), steps)
        }
    };
    json!({
        "a": end(pair.a),
        "b": end(pair.b),
        "categories": pair.categories.iter().map(|category| &category.id).collect::<Vec<_>>(),
        "through": through,
        "layer": layer,
        "strength": strength,
        "steps": steps,
    })
}

fn conflict_json(graph: &Graph, answer: &Simulation<'_>, it: &SystemConflict) -> Value {
    let between = it.between.iter().map(|(i, j)| json!([answer.sides[*i].id, answer.sides[*j].id]));
    json!({
        "conflict": conflicts_json(graph, &[it.link]).pop(),
        "between": between.collect::<Vec<_>>(),
        "not_assessed_whether_it_reaches": it.unsure.iter().map(|ix| id(graph, *ix)).collect::<Vec<_>>(),
    })
}

fn flow_json(graph: &Graph, it: &FlowAnswer<'_>) -> Value {
    let links = |links: &[LinkIx]| {
        let links = links.iter().map(|ix| crate::exchange::edge_value(graph, graph.link(*ix)).unwrap_or_default());
        links.collect::<Vec<_>>()
    };
    let asked = it.asked.iter().map(|(node, obligation)| {
        json!({
            "framework": id(graph, *node), "claim": obligation.claim,
            "evidence": evidence_json(graph, &obligation.evidence),
        })
    });
    json!({
        "from": id(graph, it.flow.from),
        "to": id(graph, it.flow.to),
        "claim": it.flow.claim,
        "assessed": !it.is_unassessed(),
        "comparable_protection": links(&it.findings),
        "comparable_protection_of_the_other_way": links(&it.reverse),
        "restrictions": links(&it.restrictions),
        "asked": asked.collect::<Vec<_>>(),
    })
}
