//! Ids of our own for whatever others call their nodes.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::model::Id;

/// Ids for the names that others use, the same for the same names in the same order.
///
/// Names that are ids stay as they are. The others are turned into ids ([`kebab`]), and numbered where that makes two
/// the same. One name always has one id, so that a name used twice is found by the checks.
#[derive(Debug, Default)]
pub struct Ids {
    base: Option<Id>,
    by_name: HashMap<String, String>,
    taken: HashSet<String>,
}

impl Ids {
    /// Ids for all of `names`. Those that are ids are served first, whatever the order.
    pub fn new<'n>(base: Option<&Id>, names: impl Iterator<Item = &'n str> + Clone) -> Self {
        let mut ids = Self { base: base.cloned(), ..Self::default() };
        for name in names.clone().filter(|name| Id::new(name).is_ok()) {
            ids.make(name);
        }
        for name in names {
            ids.make(name);
        }
        ids
    }

    /// The id of a name that is one of those known; `None` for others.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(String::as_str)
    }

    /// The id of a name, which is made if the name is new.
    pub fn make(&mut self, name: &str) -> &str {
        if !self.by_name.contains_key(name) {
            let id = self.free(name);
            self.taken.insert(id.clone());
            self.by_name.insert(name.to_owned(), id);
        }
        &self.by_name[name]
    }

    /// The name with the base before it, if the name is an id.
    fn plain(&self, name: &str) -> Option<String> {
        Id::new(name).ok().map(|_| self.based(name))
    }

    fn based(&self, id: &str) -> String {
        self.base.as_ref().map_or_else(|| id.to_owned(), |base| format!("{base}-{id}"))
    }

    fn free(&self, name: &str) -> String {
        let wanted = self.plain(name).unwrap_or_else(|| self.based(&kebab(name)));
        let fits = |id: &String| !self.taken.contains(id);
        let numbered = (2_u64..).map(|number| {
            let number = format!("-{number}");
            shorten(&wanted, Id::MAX_LENGTH - number.len()) + &number
        });
        std::iter::once(shorten(&wanted, Id::MAX_LENGTH))
            .chain(numbered)
            .find(fits)
            .expect("there are more numbers than names")
    }
}

/// A text as an id: without accents, in lower case, whatever is no letter or digit of ASCII as one hyphen, and cut where
/// it is too long. `node` where nothing is left.
///
/// ```
/// use interlex::exchange::import::kebab;
/// assert_eq!(kebab("Loi n° 2016-1321 « République numérique »"), "loi-n-2016-1321-republique-numerique");
/// ```
pub fn kebab(text: &str) -> String {
    // Longer than any id, so that what is cut off cannot matter; a name of a megabyte costs no more than this.
    let letters = text.chars().take(8 * Id::MAX_LENGTH).nfkd().filter(|letter| !is_combining_mark(*letter));
    let mut id = String::new();
    for letter in letters.flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            id.push(letter);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = shorten(id.trim_end_matches('-'), Id::MAX_LENGTH);
    if id.is_empty() { "node".to_owned() } else { id }
}

/// An id cut to at most `most` bytes.
fn shorten(id: &str, most: usize) -> String {
    id[..id.len().min(most)].trim_end_matches('-').to_owned()
}
