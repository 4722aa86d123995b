//! Reading a row: typed values by column name.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::{Pence, UnknownCode};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::StoreError;

/// A row whose values are read by name.
pub(crate) struct Line<'r>(pub &'r AnyRow);

impl Line<'_> {
    /// Text, or nothing.
    pub fn text_or_none(&self, column: &'static str) -> Result<Option<String>, StoreError> {
        self.0.try_get(column).map_err(|error| unreadable(column, error))
    }

    /// Text.
    pub fn text(&self, column: &'static str) -> Result<String, StoreError> {
        self.0.try_get(column).map_err(|error| unreadable(column, error))
    }

    /// A whole number, or nothing.
    pub fn number_or_none(&self, column: &'static str) -> Result<Option<i64>, StoreError> {
        self.0.try_get(column).map_err(|error| unreadable(column, error))
    }

    /// A whole number.
    pub fn number(&self, column: &'static str) -> Result<i64, StoreError> {
        self.0.try_get(column).map_err(|error| unreadable(column, error))
    }

    /// A sum of money.
    pub fn pence(&self, column: &'static str) -> Result<Pence, StoreError> {
        self.number(column).map(Pence)
    }

    /// Yes or no.
    pub fn flag(&self, column: &'static str) -> Result<bool, StoreError> {
        self.number(column).map(|number| number != 0)
    }

    /// An id, a day, an instant: anything that reads itself from text.
    pub fn read<T: FromStr<Err: std::fmt::Display>>(&self, column: &'static str) -> Result<T, StoreError> {
        self.text(column)?.parse().map_err(|error| unreadable(column, error))
    }

    /// The same, or nothing.
    pub fn read_or_none<T: FromStr<Err: std::fmt::Display>>(
        &self,
        column: &'static str,
    ) -> Result<Option<T>, StoreError> {
        self.text_or_none(column)?.map(|text| text.parse().map_err(|error| unreadable(column, error))).transpose()
    }

    /// A day, or nothing.
    pub fn day_or_none(&self, column: &'static str) -> Result<Option<Date>, StoreError> {
        self.read_or_none(column)
    }

    /// A day.
    pub fn day(&self, column: &'static str) -> Result<Date, StoreError> {
        self.read(column)
    }

    /// An instant.
    pub fn instant(&self, column: &'static str) -> Result<Timestamp, StoreError> {
        self.read(column)
    }

    /// An instant, or nothing.
    pub fn instant_or_none(&self, column: &'static str) -> Result<Option<Timestamp>, StoreError> {
        self.read_or_none(column)
    }

    /// One of a coded enum, by its `from_code`.
    pub fn coded<T>(&self, column: &'static str, from: fn(&str) -> Result<T, UnknownCode>) -> Result<T, StoreError> {
        from(&self.text(column)?).map_err(|error| unreadable(column, error))
    }

    /// The same, or nothing.
    pub fn coded_or_none<T>(
        &self,
        column: &'static str,
        from: fn(&str) -> Result<T, UnknownCode>,
    ) -> Result<Option<T>, StoreError> {
        self.text_or_none(column)?.map(|code| from(&code).map_err(|error| unreadable(column, error))).transpose()
    }
}

/// A value as it is stored in a column of JSON.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Database(error.to_string()))
}

/// A value read back from a column of JSON.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(text: &str, column: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| unreadable(column, error))
}

/// What is said of a value that cannot be read back.
pub(crate) fn unreadable(column: &'static str, why: impl std::fmt::Display) -> StoreError {
    StoreError::Unreadable { column, why: why.to_string() }
}

/// An instant as it is stored: always with six digits of a second, so that text sorts as time does.
pub(crate) fn instant(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}
