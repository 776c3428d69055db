//! Findings and answers as documents and data. Writers are parameters; nothing here prints.
//!
//! Answers for people are [`Document`]s, which write themselves as text, Markdown or HTML; answers for programs are JSON
//! and CSV. Text carries ANSI styles; the command line strips them where they are not wanted.

mod cells;
mod census;
mod chain;
mod change;
mod checked;
mod chord;
mod cite;
mod compare;
mod coverage;
mod crosswalk;
mod demands;
mod derivation;
pub mod diagnostics;
mod document;
mod explain;
mod forms;
mod gaps;
mod github;
mod junit;
mod lens;
mod list;
mod matrix;
mod path;
mod plan;
mod profile;
#[cfg(feature = "sparql")]
mod query;
mod sarif;
mod show;
mod simulate;
mod structure;
mod terms;
mod timeline;
#[cfg(feature = "xlsx")]
mod workbook;

pub use census::{census_csv, census_document, census_json};
pub use change::{Contrast, diff_document, diff_json, moves_csv, whatif_document, whatif_json};
pub use checked::Checked;
pub use chord::{chord_csv, chord_document, chord_json};
pub use cite::{Citations, Cited};
pub use compare::{Side, compare_csv, compare_document, compare_json};
pub use coverage::{coverage_csv, coverage_document, coverage_json};
#[cfg(feature = "xlsx")]
pub use crosswalk::crosswalk_xlsx;
pub use crosswalk::{crosswalk_csv, crosswalk_document, crosswalk_json};
pub(crate) use document::numbers_html;
pub use document::{Block, Document, Links, Span, Subject, Text};
pub use explain::{explain, explain_json, explain_list, explain_near, explain_rules};
pub use forms::Form;
#[cfg(feature = "xlsx")]
pub use gaps::gaps_xlsx;
pub use gaps::{gaps_brief, gaps_csv, gaps_document, gaps_json};
pub use github::github;
pub use junit::junit;
pub use list::{FilterError, List, ListFilter, ListKind, list, list_csv, list_document, list_json};
pub use matrix::{matrix_csv, matrix_document, matrix_json};
pub use path::{LayerAnswer, PathAnswer, path_answer, path_csv, path_document, path_json};
pub use plan::{plan_csv, plan_document, plan_json};
pub use profile::{profile_csv, profile_document, profile_json};
#[cfg(feature = "sparql")]
pub use query::query_document;
pub use sarif::sarif;
pub use show::{show_brief, show_document, show_json};
pub use simulate::{simulate_csv, simulate_document, simulate_json};
pub use structure::{
    bridges_csv, bridges_document, bridges_json, communities_csv, communities_document, communities_json,
    consensus_csv, consensus_document, consensus_json, influence_csv, influence_document, influence_json,
    robustness_csv, robustness_document, robustness_json,
};
pub use terms::{terms_document, terms_json};
pub use timeline::{timeline_csv, timeline_document, timeline_json};
#[cfg(feature = "xlsx")]
pub use workbook::WorkbookError;
