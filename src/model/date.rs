//! Dates as sources give them: to the day, the month or the year.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A date with its own precision, written as in ISO 8601: `2024-08-01`, `2024-08` or `2024`.
///
/// A coarse date stands for the whole period: something *begins* on its first day and *ends* after its last day.
/// A date to the day ends something on that day itself: on the day of repeal a law no longer applies.
///
/// ```
/// use interlex::model::PartialDate;
/// let month: PartialDate = "2024-08".parse()?;
/// let day: PartialDate = "2024-08-31".parse()?;
/// assert!(month.has_begun(day.first_day()));
/// assert!(!month.has_ended(day.first_day()));
/// assert!(day.has_ended(day.first_day()));
/// # Ok::<(), interlex::model::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    first: Date,
    precision: Precision,
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// Year, month and day.
    Day,
}

/// A text that is no date.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct DateError(String);

impl PartialDate {
    /// A date known to the day.
    pub fn day(date: Date) -> Self {
        Self { first: date, precision: Precision::Day }
    }

    /// The first day of the period.
    pub fn first_day(self) -> Date {
        self.first
    }

    /// The last day of the period.
    pub fn last_day(self) -> Date {
        match self.precision {
            Precision::Day => self.first,
            Precision::Month => self.first.last_of_month(),
            Precision::Year => self.first.last_of_year(),
        }
    }

    /// How exactly the date is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// Whether something that begins on this date has begun on `day`.
    pub fn has_begun(self, day: Date) -> bool {
        self.first <= day
    }

    /// Whether something that ends on this date is over on `day`.
    pub fn has_ended(self, day: Date) -> bool {
        match self.precision {
            Precision::Day => self.first <= day,
            _ => self.last_day() < day,
        }
    }

    /// Whether this date is certainly after `other`: its first day follows the other's last.
    pub fn is_after(self, other: Self) -> bool {
        self.first > other.last_day()
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let error = || DateError(text.to_owned());
        let number = |part: &str, width: usize| -> Result<i16, DateError> {
            let digits = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
            if digits { part.parse().map_err(|_| error()) } else { Err(error()) }
        };
        let parts: Vec<&str> = text.split('-').collect();
        let (year, month, day, precision) = match parts[..] {
            [year] => (year, "01", "01", Precision::Year),
            [year, month] => (year, month, "01", Precision::Month),
            [year, month, day] => (year, month, day, Precision::Day),
            _ => return Err(error()),
        };
        let month = i8::try_from(number(month, 2)?).map_err(|_| error())?;
        let day = i8::try_from(number(day, 2)?).map_err(|_| error())?;
        let first = Date::new(number(year, 4)?, month, day).map_err(|_| error())?;
        Ok(Self { first, precision })
    }
}

impl TryFrom<String> for PartialDate {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.first;
        match self.precision {
            Precision::Year => write!(f, "{:04}", date.year()),
            Precision::Month => write!(f, "{:04}-{:02}", date.year(), date.month()),
            Precision::Day => write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
        }
    }
}
