//! Who oversees AI in a jurisdiction.

use super::Question;
use crate::model::{Evidence, NodeIx, RegulatorModel};

/// A recorded model of oversight, and the jurisdiction or bloc it is recorded for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Oversight<'g> {
    /// The model.
    pub model: RegulatorModel,
    /// Whose it is.
    pub of: NodeIx,
    /// What it rests on.
    pub evidence: &'g [Evidence],
}

/// The models recorded for a jurisdiction and for the blocs above it: its own first, then ascending.
pub(super) fn oversight<'g>(question: &Question<'g>, jurisdiction: NodeIx) -> Vec<Oversight<'g>> {
    let graph = question.graph();
    (std::iter::once(jurisdiction).chain(question.scope().above(jurisdiction)))
        .filter_map(|of| {
            let recorded = graph.node(of).jurisdiction()?.regulator_model.as_ref()?;
            Some(Oversight { model: recorded.value, of, evidence: &recorded.evidence })
        })
        .collect()
}
