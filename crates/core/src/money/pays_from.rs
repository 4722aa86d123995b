//! Whom payments come from, as an authority's settings name it, and the files that its bank takes. How a file is written
//! stands in `interchange::payments`.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::working_days::bank_holidays;
use crate::banking::{AccountNumber, SortCode, bacs_letters};
use crate::codes::coded;

coded! {
    /// A file of payments.
    pub enum FileFormat ("format of a file of payments") {
        /// Bacs Standard 18.
        Standard18 = "standard-18",
        /// ISO 20022, pain.001.
        Pain001 = "pain-001",
        /// Comma-separated columns as the bank wants them.
        Columns = "columns",
    }
}

coded! {
    /// What stands in a column of the bank's own.
    pub enum BankColumnKind ("column of a file of payments") {
        /// The payment's id.
        Id = "id",
        /// Who is paid.
        Name = "name",
        /// Their sort code.
        SortCode = "sort-code",
        /// Their account.
        Account = "account",
        /// Pounds and pence, 150.50.
        Pounds = "pounds",
        /// Whole pence.
        Pence = "pence",
        /// What they will see.
        Reference = "reference",
        /// The day of processing.
        Day = "day",
        /// The payer's sort code.
        FromSortCode = "from-sort-code",
        /// The payer's account.
        FromAccount = "from-account",
        /// The same text in every row.
        Always = "always",
    }
}

/// A column of the bank's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct BankColumn {
    /// Its heading.
    pub heading: String,
    /// What stands in it.
    pub what: BankColumnKind,
    /// The text that is always the same.
    #[serde(default)]
    pub text: String,
}

/// Whoever pays, and in which files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PaysFrom {
    /// The name on the account.
    pub name: String,
    /// Its sort code.
    pub sort_code: SortCode,
    /// Its number.
    pub account: AccountNumber,
    /// The service user number with Bacs: six digits.
    pub service_user: String,
    /// The files that the bank takes.
    pub formats: Vec<FileFormat>,
    /// The columns, where the bank takes a file of them.
    #[serde(default)]
    pub columns: Vec<BankColumn>,
    /// Whether the first row has their headings.
    #[serde(default)]
    pub has_headings: bool,
}

/// Why payments cannot come from there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaysFromFault {
    /// No name that banks carry.
    #[error("`name` of `pays-from` has no letters that banks carry: write the name of the account")]
    Name,
    /// Not a service user number.
    #[error("`{0}` is not a service user number: it has six digits")]
    ServiceUser(String),
    /// Columns are chosen and none are named.
    #[error("`formats` of `pays-from` has `columns`: name them under `columns`, each with `heading` and `what`")]
    NoColumns,
}

impl PaysFrom {
    /// Whether files can be written from it.
    ///
    /// # Errors
    /// [`PaysFromFault`].
    pub fn check(&self) -> Result<(), PaysFromFault> {
        if bacs_letters(&self.name, 18).is_empty() {
            return Err(PaysFromFault::Name);
        }
        if self.service_user.len() != 6 || !self.service_user.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PaysFromFault::ServiceUser(self.service_user.clone()));
        }
        if self.formats.contains(&FileFormat::Columns) && self.columns.is_empty() {
            return Err(PaysFromFault::NoColumns);
        }
        Ok(())
    }
}

/// The day on which banks work on a run that is to be there on a day: the working day before, and never one that is over.
#[must_use]
pub fn processing_day(pay_day: Date, today: Date) -> Date {
    let holidays = bank_holidays();
    holidays.after(holidays.before(pay_day.saturating_sub(1.day())).max(today))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const FROM: &str = r#"{"name": "Exampleshire", "sort-code": "20-00-00", "account": "12345678",
        "service-user": "654321", "formats": ["standard-18"]}"#;

    #[test]
    fn banks_work_on_a_run_on_the_working_day_before_it_is_there() {
        assert_eq!(processing_day(date(2026, 10, 1), date(2026, 9, 20)), date(2026, 9, 30));
        assert_eq!(processing_day(date(2026, 10, 5), date(2026, 9, 20)), date(2026, 10, 2), "a Monday");
        assert_eq!(processing_day(date(2026, 10, 1), date(2026, 10, 1)), date(2026, 10, 1), "it is late already");
        assert_eq!(processing_day(date(2026, 10, 3), date(2026, 10, 3)), date(2026, 10, 5), "a Saturday");
        assert_eq!(processing_day(date(2026, 12, 29), date(2026, 12, 1)), date(2026, 12, 24), "after Christmas");
    }

    #[test]
    fn what_no_bank_would_take_is_told_when_it_is_set() {
        let read = |text: &str| serde_json::from_str::<PaysFrom>(text);
        assert_eq!(read(FROM).unwrap().check(), Ok(()));
        let few = read(&FROM.replace("654321", "65432")).unwrap();
        assert_eq!(few.check(), Err(PaysFromFault::ServiceUser("65432".to_owned())));
        assert_eq!(read(&FROM.replace("standard-18", "columns")).unwrap().check(), Err(PaysFromFault::NoColumns));
        assert_eq!(read(&FROM.replace("Exampleshire", "✉")).unwrap().check(), Err(PaysFromFault::Name));
        assert!(read(&FROM.replace("20-00-00", "20-00")).unwrap_err().to_string().contains("six digits"));
    }
}
