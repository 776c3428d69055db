//! What a topic lens adds to a gap report: sections of the document, and the value of the JSON key `lens`.

mod covers;
mod liability;

use serde_json::{Value, json};

use crate::analysis::lens::Lens;
use crate::model::{Modality, NodeIx, Status};
use crate::scope::Scope;

use super::cite::Citations;
use super::document::Document;

pub(super) use liability::{regime_json, regime_text};

/// Adds the sections of a lens.
pub(super) fn add<'g>(scope: &Scope<'g>, lens: &Lens<'g>, cite: &mut Citations<'g>, document: &mut Document) {
    match lens {
        Lens::Liability(lens) => liability::add(scope, lens, cite, document),
        Lens::Environment(lens) => covers::add_environment(scope, lens, cite, document),
        Lens::Labour(lens) => covers::add_labour(scope, lens, cite, document),
    }
}

/// A lens as JSON; `topic` says which keys to expect.
pub(super) fn json(scope: &Scope<'_>, lens: &Lens<'_>) -> Value {
    match lens {
        Lens::Liability(lens) => liability::json(scope, lens),
        Lens::Environment(lens) => covers::environment_json(scope, lens),
        Lens::Labour(lens) => covers::labour_json(scope, lens),
    }
}

/// How real something is, where that has to be said: of a text that was adopted and waits for its day, that.
fn mark(scope: &Scope<'_>, carrier: NodeIx, standing: Modality) -> &'static str {
    match standing {
        Modality::Existing => "",
        Modality::Proposed if scope.graph().status_on(carrier, scope.day()) == Some(Status::Adopted) => {
            "adopted, not yet in force"
        }
        Modality::Proposed => "proposed",
        Modality::Recommended => "recommended",
        Modality::Possible => "possible",
    }
}

/// A concept as other values refer to it.
fn concept_json(concept: &crate::model::Concept) -> Value {
    json!({ "id": concept.id, "title": concept.title, "kind": concept.kind })
}
