//! Formats of the outside world: what other systems and spreadsheets give and take. Bytes in, bytes out, nothing opened.
//!
//! What a row means is decided in `seven_core::import`; here is only how it is written.

pub mod bills;
pub mod expected;
pub mod packages;
pub mod payments;
pub mod pdf;
pub mod people;
pub mod relations;
mod report;
pub mod statements;
mod table;
mod template;

pub use report::write_report;
pub use table::{MAX_BYTES, MAX_ROWS, TextError, read_table};

use seven_core::import::HeaderError;

/// A file that cannot be imported at all, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is no table.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Its first line cannot be used.
    #[error(transparent)]
    Header(#[from] HeaderError),
}
