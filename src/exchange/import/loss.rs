//! What could not be represented: nothing is dropped without a word.

use serde::Serialize;

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
