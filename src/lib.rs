//! Machine-readable interoperability of AI governance.
//!
//! Frameworks, regulators, standards bodies and jurisdictions are nodes; alignment, reference and conflict relations are
//! links; every link and every value names its source. interlex answers where the world's AI rules fit together and where
//! they do not: it draws the map, reports the gaps of a region, and keeps the data honest.
//!
//! ```
//! use interlex::analysis::{self, Verdict};
//! use interlex::{load, scope::Scope};
//!
//! let loaded = load::embedded();
//! let scope = Scope::new(&loaded.graph);
//! let area = scope.area("singapore,united-states")?;
//! let report = analysis::gaps(&scope, area, None);
//!
//! // By layer: legal, technical, data. AI Verify and the AI RMF were mapped onto each other.
//! let technical = &report.pairs[1];
//! assert_eq!(technical.assessment.verdict, Verdict::Aligned);
//! let chain = technical.assessment.path.as_ref().expect("aligned pairs have a chain");
//! let nodes: Vec<_> = chain.nodes().iter().map(|ix| loaded.graph.node(*ix).id.as_str()).collect();
//! assert_eq!(nodes, ["sg-ai-verify", "us-nist-ai-rmf"]);
//! # Ok::<(), interlex::scope::ScopeError>(())
//! ```
//!
//! The rooms, in the order data flows; each knows only those before it:
//!
//! - [`source`], [`diagnostic`]: texts, places in them, and what may be said of them
//! - [`progress`]: who is told how far a long answer is
//! - [`syntax`]: lossless RON, for exact places and all errors at once
//! - [`model`]: the immutable graph
//! - [`load`]: files → records → graph
//! - [`scope`]: the day, layers, topic and region of a question
//! - [`analysis`]: applicability, chains, patterns, pairs, the gap report, the shape of the whole
//! - [`rules`]: the detectors of gaps, barriers, tensions and instruments
//! - [`check`]: lints on the data
//! - [`exchange`]: the graph in other formats
//! - [`render`]: the map and the timeline
//! - [`report`]: answers as text, Markdown, HTML, JSON and CSV
//! - [`site`]: the explorer, a static site over the whole graph
//!
//! Nothing here prints, reads the clock or the environment, or depends on the number of threads. A research aid, not legal
//! advice.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod analysis;
pub mod check;
pub mod diagnostic;
pub mod exchange;
pub mod load;
pub mod model;
pub mod progress;
pub mod render;
pub mod report;
pub mod rules;
pub mod scope;
pub mod site;
pub mod source;
pub mod syntax;

mod process;
