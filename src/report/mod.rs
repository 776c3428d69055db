//! Findings and answers as documents and data. Writers are parameters; nothing here prints.
//!
//! Answers for people are [`Document`]s, which write themselves as text, Markdown or HTML; answers for programs are JSON
//! and CSV. Text carries ANSI styles; the command line strips them where they are not wanted.

mod cells;
mod chain;
mod cite;
mod compare;
mod derivation;
pub mod diagnostics;
mod document;
mod explain;
mod gaps;
mod lens;
mod list;
mod path;
mod plan;
mod show;
mod structure;
mod terms;

pub use cite::{Citations, Cited};
pub use compare::{Side, compare_csv, compare_document, compare_json};
pub(crate) use document::numbers_html;
pub use document::{Block, Document, Links, Span, Subject, Text};
pub use explain::{explain, explain_list, explain_near, explain_rules};
#[cfg(feature = "xlsx")]
pub use gaps::gaps_xlsx;
pub use gaps::{gaps_brief, gaps_csv, gaps_document, gaps_json};
pub use list::{FilterError, List, ListFilter, ListKind, list, list_csv, list_document, list_json};
pub use path::{LayerAnswer, PathAnswer, path_answer, path_csv, path_document, path_json};
pub use plan::{plan_csv, plan_document, plan_json};
pub use show::{show_brief, show_document, show_json};
pub use structure::{
    bridges_csv, bridges_document, bridges_json, consensus_csv, consensus_document, consensus_json, influence_csv,
    influence_document, influence_json,
};
pub use terms::{terms_document, terms_json};
