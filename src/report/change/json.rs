//! Both answers as JSON, schemas `interlex/whatif/1` and `interlex/diff/1`.

use std::io::{self, Write};

use itertools::Itertools;
use serde_json::{Value, json};

use super::Contrast;
use crate::analysis::{
    Assessment, CoreMove, Counts, Coverage, CoverageMove, Effect, Event, GridCell, Happening, InfluenceRow, LayerShape,
    Moment, Move, RankMove,
};
use crate::exchange::evidence_json;
use crate::model::{
    CoverageGround, Graph, InstitutionStatus, Link, LinkIx, NodeIx, Pattern, Scenario, Status, TermSet,
};
use crate::report::chain;
use crate::report::gaps::{conflicts_json, finding_json, rows};
use crate::report::structure::id;

/// Writes what would change as JSON, one entry a line.
///
/// # Errors
/// If writing fails.
pub fn whatif_json(
    scenario: &Scenario,
    effects: &[Effect],
    contrast: &Contrast<'_, '_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let graph = contrast.before.scope.graph();
    write!(out, "{{\"schema\":\"interlex/whatif/1\",\"as_of\":\"{}\"", contrast.before.scope.day())?;
    let about = json!({
        "title": scenario.title, "summary": scenario.summary, "evidence": evidence_json(graph, &scenario.evidence),
    });
    write!(out, ",\"scenario\":{about}")?;
    rows(out, "changes", effects.iter().map(|effect| effect_json(graph, effect)))?;
    contrast_json(contrast, out)
}

/// Writes what changed as JSON, one entry a line.
///
/// # Errors
/// If writing fails.
pub fn diff_json(contrast: &Contrast<'_, '_>, events: &[Event], out: &mut dyn Write) -> io::Result<()> {
    let (from, to) = (contrast.before.scope.day(), contrast.after.scope.day());
    write!(out, "{{\"schema\":\"interlex/diff/1\",\"from\":\"{from}\",\"to\":\"{to}\"")?;
    rows(out, "events", events.iter().map(|event| event_json(contrast.after.scope.graph(), event)))?;
    contrast_json(contrast, out)
}

fn contrast_json(contrast: &Contrast<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let (before, after) = (contrast.before.scope.graph(), contrast.after.scope.graph());
    let report = contrast.after.report;
    let with = report.with.as_ref().map(|with| &with.id);
    write!(out, ",\n\"region\":{},\"with\":{}", json!(report.area.id), json!(with))?;
    rows(
        out,
        "layers",
        contrast.difference.layers.iter().map(|(layer, counts)| {
            let mut value = counts_json(counts);
            value["layer"] = json!(layer);
            value["pairs"] = json!(counts.pairs);
            value
        }),
    )?;
    rows(out, "moved", contrast.difference.moves.iter().map(|it| move_json(contrast, it)))?;
    rows(
        out,
        "regions",
        contrast.difference.regions.iter().map(|(a, b, layer, counts)| {
            let mut value = counts_json(counts);
            value["a"] = json!(a);
            value["b"] = json!(b);
            value["layer"] = json!(layer);
            value
        }),
    )?;
    let moments = (contrast.before, contrast.after);
    rows(out, "coverage", contrast.difference.coverage.iter().map(|it| coverage_json(moments, it)))?;
    let grid = contrast.before.report.grid.cells.iter().zip(&contrast.after.report.grid.cells);
    let cell = |it: &GridCell| {
        json!({
            "compatible": it.compatible, "partial": it.partial, "divergent": it.divergent, "unknown": it.unknown,
        })
    };
    let grid = grid.filter(|(old, new)| old != new).map(
        |(old, new)| json!({ "layer": new.layer, "pattern": new.pattern, "before": cell(old), "after": cell(new) }),
    );
    rows(out, "grid", grid)?;
    let findings = contrast.findings.iter().map(|it| {
        let sides = (finding_json(before, it.before), finding_json(after, it.after));
        json!({ "rule": it.after.rule.id, "before": sides.0, "after": sides.1 })
    });
    rows(out, "findings", findings)?;
    let structure = &contrast.structure;
    rows(
        out,
        "networks",
        structure
            .shapes
            .iter()
            .map(|(old, new)| json!({ "layer": new.layer, "before": shape_json(old), "after": shape_json(new) })),
    )?;
    rows(out, "influence", structure.ranks.iter().map(|it| rank_json(after, it)))?;
    rows(out, "core", structure.core.iter().map(|it| core_json(after, it)))?;
    writeln!(out, "}}")
}

fn counts_json(it: &Counts) -> Value {
    json!({
        "up": it.up, "down": it.down, "newly_assessed": it.opened, "no_longer_assessed": it.closed,
        "newly_contested": it.contested, "no_longer_contested": it.settled, "stronger": it.stronger, "weaker": it.weaker,
    })
}

fn move_json(contrast: &Contrast<'_, '_>, it: &Move) -> Value {
    let (old, new) = (contrast.before.scope.graph(), contrast.after.scope.graph());
    let side = |graph: &Graph, assessment: &Assessment| {
        let path = assessment.path.as_ref();
        let steps = path.map(|path| chain::steps(graph, it.a, it.b, path)).unwrap_or_default();
        json!({
            "verdict": assessment.verdict.as_str(), "contested": assessment.contested,
            "strength": path.is_some().then(|| chain::product(&steps)), "path": steps,
        })
    };
    json!({
        "a": id(new, it.a), "b": id(new, it.b), "layer": it.layer, "direction": it.direction().as_str(),
        "before": side(old, &it.before), "after": side(new, &it.after),
        "newly_contested_by": conflicts_json(new, &it.contests),
        "no_longer_contested_by": conflicts_json(old, &it.settles),
    })
}

fn coverage_json((before, after): (Moment<'_, '_>, Moment<'_, '_>), it: &CoverageMove) -> Value {
    let (old, new) = (before.scope.graph(), after.scope.graph());
    let one = |graph: &Graph, coverage: &Coverage| {
        let link = coverage.link.map(|ix| graph.link(ix));
        json!({
            "framework": id(graph, coverage.node), "ground": coverage.ground.map(CoverageGround::as_str),
            "strength": coverage.strength.get(), "assumed": link.is_some_and(Link::is_assumed),
            "evidence": link.map(|link| evidence_json(graph, &link.evidence)).unwrap_or_default(),
        })
    };
    let list = |graph: &Graph, coverage: &[Coverage]| coverage.iter().map(|it| one(graph, it)).collect::<Vec<_>>();
    let changed = it.changed.iter().map(|(was, is)| json!({ "before": one(old, was), "after": one(new, is) }));
    json!({
        "jurisdiction": id(new, it.jurisdiction), "layer": it.layer,
        "before": it.before.as_str(), "after": it.after.as_str(),
        "gained": list(new, &it.gained), "lost": list(old, &it.lost), "changed": changed.collect::<Vec<_>>(),
    })
}

fn shape_json(it: &LayerShape) -> Value {
    json!({
        "nodes": it.nodes, "linked_pairs": it.ties, "parts": it.parts, "recorded": it.recorded, "joined": it.joined,
    })
}

fn rank_json(graph: &Graph, it: &RankMove) -> Value {
    let side = |row: Option<&InfluenceRow>| {
        row.map(|row| {
            json!({
                "place": row.place, "rank": row.rank, "referred_by": row.referred_by, "aligned_with": row.aligned_with,
            })
        })
    };
    json!({ "framework": id(graph, it.framework), "before": side(it.before.as_ref()), "after": side(it.after.as_ref()) })
}

fn core_json(graph: &Graph, it: &CoreMove) -> Value {
    let vocabularies = graph.vocabularies();
    let vocabulary =
        if it.pattern == Pattern::Objectives { &vocabularies.objectives } else { &vocabularies.principles };
    let terms = |set: TermSet| vocabulary.members(set).map(|term| &term.id).collect::<Vec<_>>();
    let of = if it.of_frameworks { "frameworks" } else { "jurisdictions" };
    json!({ "pattern": it.pattern, "of": of, "gained": terms(it.gained), "lost": terms(it.lost) })
}

fn link_json(graph: &Graph, ix: LinkIx) -> Value {
    let link = graph.link(ix);
    json!({
        "from": graph.end_id(&link.from), "to": graph.end_id(&link.to), "relation": link.relation.as_str(),
        "mechanism": link.relation.mechanism(), "layers": link.layers.iter().collect::<Vec<_>>(),
        "modality": link.modality, "claim": link.claim, "evidence": evidence_json(graph, &link.evidence),
    })
}

fn effect_json(graph: &Graph, effect: &Effect) -> Value {
    let links = |list: &[LinkIx]| list.iter().map(|ix| link_json(graph, *ix)).collect::<Vec<_>>();
    let framework = |name: &str, ix: NodeIx| json!({ "change": name, "framework": id(graph, ix), "assumed": true });
    match effect {
        Effect::Linked { from, to, relation, layers, foreseen } => json!({
            "change": "add", "from": id(graph, *from), "to": id(graph, *to), "relation": relation.as_str(),
            "mechanism": relation.mechanism(), "layers": layers.iter().collect::<Vec<_>>(), "assumed": true,
            "foreseen": links(foreseen),
        }),
        Effect::Parted { from, to, links: ended } => json!({
            "change": "drop", "from": id(graph, *from), "to": id(graph, *to), "assumed": true, "links": links(ended),
        }),
        Effect::Repealed { framework: ix } => framework("repeal", *ix),
        Effect::InForce { framework: ix, was } => {
            let mut value = framework("adopt", *ix);
            value["was"] = json!(was);
            value
        }
        Effect::Joined { jurisdiction, framework, act, foreseen } => json!({
            "change": "join", "jurisdiction": id(graph, *jurisdiction), "framework": id(graph, *framework), "act": act,
            "assumed": true, "foreseen": links(foreseen),
        }),
    }
}

fn event_json(graph: &Graph, event: &Event) -> Value {
    let evidence = |ix: NodeIx| evidence_json(graph, &graph.node(ix).evidence);
    let one = |it| evidence_json(graph, std::slice::from_ref(it));
    let mut value = match &event.what {
        Happening::Instrument { framework, before, after } => json!({
            "event": "framework", "framework": id(graph, *framework), "before": before.map(Status::as_str),
            "after": after.map(Status::as_str), "evidence": evidence(*framework),
        }),
        Happening::Institution { institution, before, after } => json!({
            "event": "institution", "institution": id(graph, *institution),
            "before": before.map(InstitutionStatus::as_str), "after": after.map(InstitutionStatus::as_str),
            "evidence": evidence(*institution),
        }),
        Happening::Link { link, began } => {
            let mut value = link_json(graph, *link);
            value["event"] = json!(if *began { "link_begun" } else { "link_ended" });
            value
        }
        Happening::Parties { of, relation, who, joined } => json!({
            "event": if *joined { "joined" } else { "left" }, "of": id(graph, *of), "relation": relation.as_str(),
            "act": relation.mechanism(), "who": who.iter().map(|(ix, _)| id(graph, *ix)).collect::<Vec<_>>(),
            "evidence": who.iter().flat_map(|(_, link)| &graph.link(*link).evidence).unique().flat_map(one).collect::<Vec<_>>(),
        }),
    };
    value["region"] = json!(event.region);
    value["date"] = json!(event.date.map(|date| date.to_string()));
    value
}
