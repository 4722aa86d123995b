//! Resource allocation schemes as data: read, check, work out, explain, replay.
//!
//! A *scheme* turns the answers on a questionnaire into an indicative budget. It is a folder of text files, described in
//! `docs/schemes.md`; this library gives its figures exactly, for one child or a million, and says how each was reached.
//! It is pure: files come in as bytes, the day comes in as a date.
//!
//! ```
//! use jiff::civil::date;
//! use ras::{Scheme, SchemeFiles};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let files = SchemeFiles::new()
//!     .with("scheme.toml", r#"
//!         format = 1
//!         id = "short-breaks"
//!         effective-from = 2026-04-01
//!         currency = "GBP"
//!         period = "year"
//!         [sources]
//!         report = { title = "Report 7 to the children's committee" }
//!         [[stream]]
//!         id = "social-care"
//!         points = "care-points"
//!         amount = "care-budget"
//!         round = { to = 1, mode = "half-up" }
//!     "#)
//!     .with("questions.toml", r#"
//!         [[question]]
//!         id = "eating"
//!         kind = "levels"
//!         options = ["none", "some", "substantial", "exceptional"]
//!         points = [0, 10, 25, 50]
//!     "#)
//!     .with("rules.toml", r#"
//!         [defaults]
//!         source = "report, table 2"
//!         [[parameter]]
//!         id = "price-point"
//!         value = 62.50
//!         [[step]]
//!         id = "care-points"
//!         kind = "points"
//!         [[step]]
//!         id = "care-budget"
//!         kind = "product"
//!         of = ["care-points", "price-point"]
//!     "#);
//! let scheme = Scheme::read(&files)?;
//! let calculator = scheme.on(date(2026, 9, 1))?;
//! let sheet = calculator.sheet([("eating", "substantial")])?;
//! let score = calculator.score(&sheet);
//! // 25 points × £62.50 = £1,562.50, rounded once to the nearest pound, halves up
//! assert_eq!(score.streams[0].amount, Ok(ras::Money(156_300)));
//! # Ok(())
//! # }
//! ```
//!
//! - [`Scheme::read`] gives every fault of shape with file and line; [`Scheme::on`] makes the scheme ready for a day and
//!   gives every fault that a calculation could meet. After that calculating cannot fail: it gives an amount or a
//!   [`Refusal`].
//! - [`check`] finds what is doubtful, proves that more need never means less money, and lists the cliffs.
//! - [`explain`] shows one result with all its working; [`record`] stores and replays it.
//! - [`Plan`] works out many people at once; [`AnswerReader`] and [`CsvResults`] do so from file to file.

mod answers;
mod batch;
mod calculator;
mod calendar;
mod catalogue;
pub mod check;
pub mod compare;
#[doc(hidden)]
pub mod doc;
pub mod explain;
mod finding;
mod hash;
mod number;
mod prepare;
pub mod publish;
mod read;
pub mod record;
mod results;
pub mod scheme;
#[cfg(test)]
mod tests;

pub use answers::{AnswerReader, AnswersError, Block, MAX_RECORD_BYTES};
pub use batch::{Amounts, BatchError, Plan, Population, Standing, StreamAmounts, Totals, simulate};
pub use calculator::{BLANK, Calculator, Input, Money, Refusal, Score, Sheet, SheetError, StreamScore};
pub use finding::{Faults, Finding, Place, Severity};
pub use hash::SchemeHash;
pub use number::{NumberError, Ratio, RoundingMode};
pub use read::{MAX_FILE_BYTES, RULE_FILES, SchemeFiles, is_id};
pub use results::{COLUMNS, CsvResults, JsonResults};
pub use scheme::Scheme;
