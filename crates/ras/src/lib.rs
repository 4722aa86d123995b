//! Resource allocation schemes as data.

mod answers;
mod batch;
mod calculator;
mod calendar;
pub mod check;
pub mod compare;
#[doc(hidden)]
pub mod doc;
pub mod explain;
mod finding;
mod hash;
mod number;
mod prepare;
mod read;
pub mod record;
mod results;
pub mod scheme;

pub use answers::{AnswerReader, AnswersError, Block, MAX_RECORD_BYTES};
pub use batch::{Amounts, BatchError, Plan, Population, Standing, StreamAmounts, Totals, simulate};
pub use calculator::{BLANK, Calculator, Input, Money, Refusal, Score, Sheet, SheetError, StreamScore};
pub use finding::{Faults, Finding, Place, Severity};
pub use hash::SchemeHash;
pub use number::{NumberError, Ratio, RoundingMode};
pub use read::{MAX_FILE_BYTES, RULE_FILES, SchemeFiles};
pub use results::{COLUMNS, CsvResults, JsonResults};
pub use scheme::Scheme;
