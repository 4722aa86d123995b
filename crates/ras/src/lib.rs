//! Resource allocation schemes as data.

mod calculator;
mod calendar;
pub mod check;
pub mod compare;
pub mod explain;
mod finding;
mod hash;
mod number;
mod prepare;
pub mod publish;
mod read;
pub mod record;
pub mod scheme;

pub use calculator::{BLANK, Calculator, Input, Money, Refusal, Score, Sheet, SheetError, StreamScore};
pub use finding::{Faults, Finding, Place, Severity};
pub use hash::SchemeHash;
pub use number::{NumberError, Ratio, RoundingMode};
pub use read::{MAX_FILE_BYTES, RULE_FILES, SchemeFiles, is_id};
pub use scheme::Scheme;
