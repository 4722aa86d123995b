//! From where on something is out of the ordinary: dated data with its source, as every rate here.

use jiff::civil::Date;
use serde::Deserialize;

const STANDARD: &str = include_str!("thresholds.toml");

/// Thresholds as they stand on a day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Thresholds {
    /// From which day they hold.
    #[serde(deserialize_with = "day")]
    pub from: Date,
    /// Where they are from.
    pub source: String,
    /// For how many days a question about spending may be raised.
    pub question_days: u16,
    /// Within how many days the key worker talks with the family.
    pub talk_days: u16,
    /// Low use: less than this share of what was paid in, in hundredths.
    pub low_use_percent: u8,
    /// Low use: so many days after the first payment.
    pub low_use_after_days: u16,
    /// Unmatched: at least so many pence.
    pub unmatched_pence: i64,
    /// Unmatched: at least this share of what was paid in, in hundredths.
    pub unmatched_percent: u8,
    /// Piling up: more than so many months' payments.
    pub piling_months: u8,
    /// Sudden cash: within so many days.
    pub cash_days: u16,
    /// Sudden cash: at least so many pence.
    pub cash_pence: i64,
    /// Sudden cash: so many times as much as in the days before.
    pub cash_times: u8,
    /// Household: at least so many pence.
    pub household_pence: i64,
    /// Missing statement: nothing for so many days.
    pub statement_days: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    thresholds: Vec<Thresholds>,
}

/// Thresholds that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThresholdsFault {
    /// The file is not as it should be.
    #[error("the thresholds cannot be read: {0}")]
    File(String),
    /// None holds on a day: an earlier one is not taken for it.
    #[error("no thresholds hold on {0}: add those from that day on")]
    NotYet(Date),
}

impl Thresholds {
    /// Those of a file that hold on a day: the latest that began on it or before.
    ///
    /// # Errors
    /// [`ThresholdsFault`].
    pub fn read(text: &str, day: Date) -> Result<Thresholds, ThresholdsFault> {
        let file: File = toml_edit::de::from_str(text).map_err(|error| ThresholdsFault::File(error.to_string()))?;
        let held = file.thresholds.into_iter().filter(|known| known.from <= day);
        held.max_by_key(|known| known.from).ok_or(ThresholdsFault::NotYet(day))
    }

    /// Those that come with the program.
    ///
    /// # Errors
    /// [`ThresholdsFault::NotYet`] for days before they begin.
    pub fn on(day: Date) -> Result<Thresholds, ThresholdsFault> {
        Thresholds::read(STANDARD, day)
    }
}

fn day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}
