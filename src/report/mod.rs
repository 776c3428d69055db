//! Findings and answers as text and data. Writers are parameters; nothing here prints.
//!
//! Text carries ANSI styles; the command line strips them where they are not wanted.

mod chain;
mod cite;
mod compare;
pub mod diagnostics;
mod explain;
mod gaps;
mod list;
mod path;
mod show;
mod table;

pub use cite::Citations;
pub use compare::{Side, compare_json, compare_text};
pub use explain::{explain, explain_names, explain_near};
pub use gaps::{gaps_json, gaps_text};
pub use list::{List, ListFilter, ListKind, list, list_csv, list_json, list_text};
pub use path::{LayerAnswer, PathAnswer, path_answer, path_json, path_text};
pub use show::{show_json, show_text};
