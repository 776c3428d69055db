//! Identifiers: kebab-case, validated once.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The id of a node, vocabulary term, source, region or provision: words of `a-z` and `0-9` joined by single hyphens.
///
/// ```
/// use interlex::model::Id;
/// assert_eq!(Id::new("sg-ai-verify")?.as_str(), "sg-ai-verify");
/// assert!(Id::new("AI Verify").is_err());
/// # Ok::<(), interlex::model::IdError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(Box<str>);

/// Why a text is not an [`Id`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IdError {
    /// Nothing stands there.
    #[error("an id cannot be empty")]
    Empty,
    /// Longer than [`Id::MAX_LENGTH`] bytes.
    #[error("an id has at most {} characters", Id::MAX_LENGTH)]
    TooLong,
    /// A character outside `a-z`, `0-9` and `-`.
    #[error("`{0}` cannot stand in an id: only a-z, 0-9 and single hyphens can")]
    Character(char),
    /// A hyphen at an end, or two together.
    #[error("hyphens stand singly between words of an id")]
    Hyphen,
}

impl Id {
    /// The longest id accepted, in bytes.
    pub const MAX_LENGTH: usize = 80;

    /// Validates `text`.
    ///
    /// # Errors
    /// Says what keeps the text from being an id.
    pub fn new(text: &str) -> Result<Self, IdError> {
        if text.is_empty() {
            return Err(IdError::Empty);
        }
        if let Some(bad) = text.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-')) {
            return Err(IdError::Character(bad));
        }
        if text.len() > Self::MAX_LENGTH {
            return Err(IdError::TooLong);
        }
        if text.split('-').any(str::is_empty) {
            return Err(IdError::Hyphen);
        }
        Ok(Self(text.into()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest valid id to `text`, for suggestions: lower case, letters of other scripts by those they pass for,
    /// everything else becomes hyphens.
    pub fn suggest(text: &str) -> Option<Self> {
        let words: Vec<String> = text
            .to_lowercase()
            .chars()
            .map(passed_for)
            .collect::<String>()
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        Self::new(&words.join("-")).ok()
    }
}

/// The letter of a-z that a small letter of another script looks like in most typefaces; any other character itself.
fn passed_for(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'с' => 'c',
        'ԁ' => 'd',
        'е' => 'e',
        'һ' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'υ' => 'u',
        'ν' => 'v',
        'ԝ' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        _ => c,
    }
}

impl TryFrom<String> for Id {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        Self::new(&text)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0.into()
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
