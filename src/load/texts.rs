//! The texts of a graph folder before they are read as records: to try a change without writing it.

use std::path::Path;

use crate::progress::Nobody;

use super::files::{self, FileKind, Text};
use super::{LoadError, Loaded, build, with_defaults};

/// The texts of a graph folder, as they were read or as somebody changed them.
#[derive(Clone)]
pub struct Texts(Vec<Text>);

impl Texts {
    /// Reads the graph in `folder`, as [`super::folder`] does.
    ///
    /// # Errors
    /// If the folder is not there, cannot be listed or has no `graph.ron`.
    pub fn read(folder: &Path) -> Result<Self, LoadError> {
        let texts = files::collect(folder, &Nobody)?;
        if !texts.iter().any(|text| text.kind == Some(FileKind::Graph)) {
            return Err(LoadError::NotAGraph(folder.to_owned()));
        }
        Ok(Self(with_defaults(texts)))
    }

    /// Texts in memory, by their paths below the graph folder; see [`super::texts`].
    pub fn new<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        Self(with_defaults(texts.into_iter().map(|(path, text)| Text::embedded(path, text)).collect()))
    }

    /// The graph that they hold.
    #[must_use]
    pub fn load(&self) -> Loaded {
        build(self.0.clone(), &Nobody)
    }

    /// The folder's own texts that could be read, with the paths that [`Loaded::files`] has.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.0.iter().filter(|text| text.lent.is_none());
        own.filter_map(|text| Some((text.path.as_str(), text.content.as_deref().ok()?)))
    }

    /// The folder's own text at a path; `None` if there is none or it could not be read.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.iter().find(|(own, _)| *own == path).map(|(_, text)| text)
    }

    /// Puts another text in the place of one that is there.
    pub fn set(&mut self, path: &str, content: String) {
        if let Some(text) = self.0.iter_mut().find(|text| text.lent.is_none() && text.path == path) {
            text.content = Ok(content);
        }
    }
}
