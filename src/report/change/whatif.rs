//! `whatif` as a document.

use super::{Contrast, body};
use crate::analysis::Effect;
use crate::model::{Graph, LinkIx, Modality, NodeIx, Scenario};
use crate::report::cite::Citations;
use crate::report::document::{Document, Span, Text};
use crate::report::gaps::names;
use crate::report::structure::{counted, label, lead, listed};

/// What would change if a scenario came true; `effects` is what its changes do.
pub fn whatif_document<'g>(scenario: &'g Scenario, effects: &[Effect], contrast: &'g Contrast<'_, 'g>) -> Document {
    let graph = contrast.before.scope.graph();
    let mut cite = Citations::new();
    let title = match &scenario.title[..] {
        "" => "What if".to_owned(),
        title => format!("What if: {title}"),
    };
    let mut document = Document::new(title, lead(&contrast.before.scope));
    if !scenario.summary.is_empty() {
        document.paragraph(Text::plain(scenario.summary.clone()).cited(&mut cite, &scenario.evidence));
    }
    document.heading(format!("Assumed from {} on", contrast.before.scope.day()));
    for effect in effects {
        let (text, foreseen) = told(graph, effect, &mut cite);
        document.item_with(text, foreseen);
    }
    body::add_numbers(contrast, &mut document);
    body::add_moves(contrast, &mut cite, &mut document);
    document.heading("What this does not show");
    document.paragraph("Whether the change is likely, what it would take, and what others would do in turn. An assumed link counts like a recorded one of its mechanism; it rests on no source and is marked as assumed. Everything else stays as recorded on the day: nothing that would follow from the change in life follows here.");
    document.sources(graph, &cite);
    document
}

/// A change in words, and what the data says of it already.
fn told<'g>(graph: &'g Graph, effect: &Effect, cite: &mut Citations<'g>) -> (Text, Vec<Text>) {
    match effect {
        Effect::Linked { from, to, relation, layers, foreseen } => {
            let layers = listed(layers.iter().map(|layer| layer.as_str().to_owned()), usize::MAX);
            let words = format!("{} —{}— {} ({layers})", label(graph, *from), relation.label(), label(graph, *to));
            (Text::plain(words), known(graph, foreseen, cite))
        }
        Effect::Parted { from, to, links } => {
            let text =
                Text::plain(format!("{} and {} part: what joins them ends", label(graph, *from), label(graph, *to)));
            let below = links.iter().map(|ix| {
                let link = graph.link(*ix);
                let ends = [link.from.node, link.to.node].map(|end| label(graph, end));
                let words = format!("{} —{}— {}", ends[0], link.relation.label(), ends[1]);
                Text::plain(words).cited(cite, &link.evidence)
            });
            (text, below.collect())
        }
        Effect::Repealed { framework } => {
            let node = graph.node(*framework);
            (
                Text::plain(format!("{} ceases to apply", node.name)).cited(cite, &node.evidence),
                vec![joins(graph, *framework)],
            )
        }
        Effect::InForce { framework, was } => {
            let node = graph.node(*framework);
            let words = format!("{} enters into force; until then: {}", node.name, was.label().to_lowercase());
            let homes = node.framework().map(|it| &it.jurisdictions[..]).unwrap_or_default();
            let homes = (!homes.is_empty()).then(|| Text::dim(format!("in {}", names(graph, homes, 12))));
            let below = homes.into_iter().chain([joins(graph, *framework)]).collect();
            (Text::plain(words).cited(cite, &node.evidence), below)
        }
        Effect::Joined { jurisdiction, framework, act, foreseen } => {
            let words = format!("{} joins {}: {}", label(graph, *jurisdiction), label(graph, *framework), act.label());
            (Text::plain(words), known(graph, foreseen, cite))
        }
    }
}

/// How much a text is linked: without alignments and references no chain runs over it, and little can move.
fn joins(graph: &Graph, framework: NodeIx) -> Text {
    let links = graph.links_from(framework).into_iter().chain(graph.links_to(framework)).map(|ix| graph.link(ix));
    let links: Vec<_> = links.filter(|link| link.modality == Modality::Existing).collect();
    let carrying = links.iter().filter(|link| link.relation.carries()).count();
    let conflicts = links.iter().filter(|link| link.relation.is_conflict()).count();
    let carrying = match carrying {
        0 => "no alignment or reference of it is recorded, so no chain runs over it".to_owned(),
        count => format!("{} of it recorded", counted(count, "alignment or reference", "alignments and references")),
    };
    let conflicts =
        if conflicts == 0 { String::new() } else { format!("; {}", counted(conflicts, "conflict", "conflicts")) };
    Text::dim(format!("{carrying}{conflicts}"))
}

/// Links of the data that propose or recommend the same.
fn known<'g>(graph: &'g Graph, foreseen: &[LinkIx], cite: &mut Citations<'g>) -> Vec<Text> {
    let line = |ix: &LinkIx| {
        let link = graph.link(*ix);
        let text = Text::default().and(Span::Dim(format!("{} in the data: ", link.modality.label().to_lowercase())));
        text.then(format!("{}. {}", link.relation.label(), link.claim)).cited(cite, &link.evidence)
    };
    foreseen.iter().map(line).collect()
}
