//! What could not be represented: nothing is dropped without a word.

use serde::Serialize;

use super::{ImportError, Place};
use crate::source::Files;

/// How much of a value is shown, in characters.
const SHOWN: usize = 120;

/// The most losses of one import: a file of which more is lost is none of this format.
pub const MAX_LOSSES: usize = 1_000_000;

/// Something of the file imported that the graph does not have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Loss {
    /// The file it stands in.
    pub file: String,
    /// Its line, from 1; `None` where the format gives no places.
    pub line: Option<usize>,
    /// Its column, from 1.
    pub column: Option<usize>,
    /// The node, link or row it belongs to; empty for the file as a whole.
    pub item: String,
    /// The field, attribute or column; empty where all of the item is lost.
    pub field: String,
    /// What stood there, cut where it is long.
    pub value: String,
    /// Why it is not in the graph, in one sentence without a full stop.
    pub reason: String,
    /// Whether something else stands for it, such as a note or the nearest relation.
    pub kept_as: Option<String>,
}

impl Loss {
    /// The same, with what stands for it instead.
    #[must_use]
    pub fn kept_as(mut self, what: impl Into<String>) -> Self {
        self.kept_as = Some(what.into());
        self
    }
}

/// The losses of an import, as they are found.
#[derive(Debug, Default)]
pub struct Losses {
    list: Vec<Loss>,
    /// Whether there were more than are kept.
    more: bool,
}

impl Losses {
    /// Adds what stood at a place. `item` and `value` are cut where they are long.
    pub fn push(
        &mut self,
        files: &Files,
        place: Place,
        (item, field): (&str, &str),
        value: &str,
        reason: impl Into<String>,
    ) -> &mut Loss {
        if self.list.len() == MAX_LOSSES {
            self.more = true;
            self.list.pop();
        }
        let file = files.get(place.file);
        let at = file.map(|file| file.position(place.span.start));
        self.list.push(Loss {
            file: file.map(|file| file.path().to_owned()).unwrap_or_default(),
            line: at.map(|at| at.line),
            column: at.map(|at| at.column),
            item: cut(item),
            field: cut(field),
            value: cut(value),
            reason: reason.into(),
            kept_as: None,
        });
        self.list.last_mut().expect("one was just added")
    }

    /// Whether nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The losses so far, in the order found.
    pub fn iter(&self) -> impl Iterator<Item = &Loss> {
        self.list.iter()
    }

    /// All losses, by their places.
    ///
    /// # Errors
    /// If there were more than [`MAX_LOSSES`]: a list that is cut off would say that the rest is in the graph.
    pub fn sorted(mut self) -> Result<Vec<Loss>, ImportError> {
        self.list.sort();
        match self.list.first() {
            Some(first) if self.more => Err(ImportError::Unsuitable {
                file: first.file.clone(),
                message: format!(
                    "more than {MAX_LOSSES} values have no place in a graph, the first because {}; is this the right format?",
                    first.reason
                ),
            }),
            _ => Ok(self.list),
        }
    }
}

/// A text cut to what can be shown.
pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
