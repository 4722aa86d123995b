//! Files of answers: a person a line, read as a stream in blocks, so that memory stays flat however long the file is.
//!
//! The header names the columns: `person`, then question ids, in any order. One bad row never spoils the others: it is
//! set aside with a reason that names row, column, value and what was allowed.

mod cells;
mod header;
mod quick;
mod reader;
mod records;

pub use reader::{AnswerReader, Block};
pub use records::MAX_RECORD_BYTES;

/// Why a file of answers cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum AnswersError {
    /// The file itself cannot be read.
    #[error("the file of answers cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// There is not even a header.
    #[error("the file of answers is empty; its first line must be `person` and then question ids, with commas between")]
    Empty,
    /// The header is not one.
    #[error("the first line of the file of answers: {0}")]
    Header(String),
    /// A record has no end in sight.
    #[error(
        "row {row} is longer than {MAX_RECORD_BYTES} bytes; a quotation mark may be open, or line ends may be missing"
    )]
    TooLong {
        /// The row, counting the header as row 1.
        row: u64,
    },
}
