//! The address under which the resources of a graph stand.

use std::fmt;

use oxiri::Iri;
use oxrdf::NamedNode;
use thiserror::Error;

use super::words::VOCABULARY;

/// What IRIs of nodes, links and sources begin with. The vocabulary has an address of its own, which never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(String);

/// Why something cannot be a [`Base`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BaseError {
    /// It is no IRI, or a relative one.
    #[error("`{0}` is not an absolute IRI ({1}); write one such as https://example.org/governance/")]
    NoIri(String, String),
    /// Ids cannot follow it.
    #[error("`{0}` must end with / or :, as ids follow it; write `{0}/`")]
    Open(String),
    /// It has a query or a fragment.
    #[error("`{0}` has a {1}, where only a path can be followed by ids; end it before the `{2}`")]
    Beyond(String, &'static str, char),
    /// It stands where the terms of the vocabulary stand.
    #[error("`{0}` is kept for the terms of the vocabulary; choose another")]
    Taken(String),
}

impl Default for Base {
    fn default() -> Self {
        Self("urn:interlex:".to_owned())
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Base {
    /// Takes an absolute IRI that ends with `/` or `:`.
    ///
    /// # Errors
    /// Says what keeps it from being one.
    pub fn new(text: &str) -> Result<Self, BaseError> {
        let iri = Iri::parse(text).map_err(|error| BaseError::NoIri(text.to_owned(), error.to_string()))?;
        if iri.query().is_some() {
            return Err(BaseError::Beyond(text.to_owned(), "query", '?'));
        }
        if iri.fragment().is_some() {
            return Err(BaseError::Beyond(text.to_owned(), "fragment", '#'));
        }
        // `https://` has an authority that is empty, and `urn:` a scheme only.
        if iri.path().is_empty() && iri.authority().is_none_or(str::is_empty) {
            let reason = "it names nothing after its scheme".to_owned();
            return Err(BaseError::NoIri(text.to_owned(), reason));
        }
        if text.starts_with(VOCABULARY) {
            return Err(BaseError::Taken(text.to_owned()));
        }
        if !text.ends_with(['/', ':']) || iri.path().is_empty() {
            return Err(BaseError::Open(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }

    /// The IRI.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A node by its id, or a provision by `framework#provision`. Both are made of letters, digits and hyphens.
    pub(super) fn node(&self, id: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{id}", self.0))
    }

    /// Something else by its id: a source, a link, a term.
    pub(super) fn item(&self, kind: &str, id: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{kind}:{id}", self.0))
    }
}
