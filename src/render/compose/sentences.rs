//! The sentences around a map, whatever its style.

use crate::model::{Layer, LayerSet, Modality};
use crate::render::palette::Tie;
use crate::render::selection::Selection;
use crate::scope::Scope;

/// The title, unless another was given.
pub fn title(selection: &Selection<'_>) -> String {
    let options = selection.options();
    if let Some(title) = &options.title {
        return title.clone();
    }
    let graph = selection.scope().graph();
    let place = match (&options.focus, &options.area) {
        (Some((node, _)), _) => format!(": {}", graph.node(*node).label()),
        (None, Some(area)) => {
            format!(": {}", graph.find(&area.id).map_or(area.name.as_str(), |ix| graph.node(ix).label()))
        }
        (None, None) => String::new(),
    };
    format!("AI governance interoperability map{place}")
}

/// What is shown, after an opening that says how to read the picture.
pub fn subtitle(selection: &Selection<'_>, opening: &str) -> String {
    let scope = selection.scope();
    let graph = scope.graph();
    let mut sentences = vec![opening.to_owned()];
    if let Some((node, depth)) = selection.options().focus {
        let steps = if depth == 1 { "step" } else { "steps" };
        let whole = if graph.node(node).jurisdiction().is_some() { " and of its texts and institutions" } else { "" };
        sentences.push(format!("Within {depth} {steps} of {}{whole}.", graph.node(node).label()));
    }
    sentences.extend(about(scope));
    sentences.join(" ")
}

/// Which layers and topic a question is about, if not all, and its day, as sentences.
pub fn about(scope: &Scope<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    if scope.layers() != LayerSet::all() {
        let layers: Vec<&str> = scope.layer_list().map(Layer::label).collect();
        sentences.push(format!("Layer: {}.", layers.join(", ")));
    }
    if let Some(topic) = scope.topic() {
        let topics = &scope.graph().vocabularies().topics;
        let labels: Vec<&str> = topics.members(topic).map(|term| term.label.as_str()).collect();
        sentences.push(format!("Topic: {}.", labels.join(", ")));
    }
    sentences.push(format!("As of {}.", scope.day()));
    sentences
}

/// What no map draws, as parts of a sentence.
pub fn missing(selection: &Selection<'_>) -> Vec<String> {
    let scope = selection.scope();
    let planned = scope.graph().links().iter().filter(|link| {
        let shown = |node| selection.role(node).is_some();
        link.modality != Modality::Existing
            && Tie::of(link.relation).is_some()
            && scope.sees_link(link)
            && shown(link.from.node)
            && shown(link.to.node)
    });
    let mut missing = vec![
        "membership in blocs and bodies".to_owned(),
        "who is party to a treaty or is addressed by a text".to_owned(),
    ];
    match planned.count() {
        0 => {}
        1 => missing.push("1 link that is only proposed, recommended or possible".to_owned()),
        many => missing.push(format!("{many} links that are only proposed, recommended or possible")),
    }
    missing
}

/// What the data is.
pub fn data(selection: &Selection<'_>) -> String {
    let meta = selection.scope().graph().meta();
    format!("Data: {} {}, {}. Research aid, not legal advice.", meta.title, meta.version, meta.licence)
}
