//! Bank statements in the formats that banks give out, read into one [`Statement`]. What the file holds decides how it is read,
//! never what it is called. Nothing is guessed: what is unclear is asked, and every refusal names its line.

mod amount;
mod camt;
mod csv;
mod days;
mod error;
mod letters;
mod mt940;
mod node;
mod ofx;
mod xml;

pub use self::csv::{FirstRows, suggested_profile};
pub use error::{FaultyLine, LineFault, Question, StatementError};

use seven_core::banking::Statement;
use seven_core::banking::profile::{ColumnProfile, Letters};

/// A statement has at most so many bytes. A family's busiest year is a hundredth of it.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;
/// A file has at most so many lines of statements.
pub const MAX_LINES: usize = 200_000;

/// Reads every statement of a file. A profile is used where the file is comma-separated; without one its headings decide.
///
/// # Errors
/// [`StatementError`]: what is wrong, where, and what to do. Then nothing of the file is used.
pub fn read(bytes: &[u8], profile: Option<&ColumnProfile>) -> Result<Vec<Statement>, StatementError> {
    if bytes.len() > MAX_BYTES {
        return Err(StatementError::TooLarge);
    }
    error::refuse_other_kinds(bytes)?;
    let wanted = profile.map_or(Letters::Any, |profile| profile.letters);
    let text = letters::decode(bytes, wanted)?;
    let mut statements = match kind_of(&text) {
        Kind::Camt => camt::read(&xml::read(&text)?)?,
        Kind::Ofx => ofx::read(&text)?,
        Kind::Mt940 => mt940::read(&text)?,
        Kind::OtherXml => return Err(StatementError::NoStatement),
        Kind::Table => vec![csv::read(&text, profile)?],
    };
    if statements.iter().map(|statement| statement.lines.len()).sum::<usize>() > MAX_LINES {
        return Err(StatementError::TooLarge);
    }
    statements.iter_mut().for_each(Statement::earliest_first);
    Ok(statements)
}

/// The headings and the first rows of a file of columns, for somebody who says which column is which.
///
/// # Errors
/// [`StatementError`] where it is no file of columns.
pub fn first_rows(bytes: &[u8], profile: Option<&ColumnProfile>) -> Result<FirstRows, StatementError> {
    if bytes.len() > MAX_BYTES {
        return Err(StatementError::TooLarge);
    }
    error::refuse_other_kinds(bytes)?;
    csv::first_rows(&letters::decode(bytes, profile.map_or(Letters::Any, |profile| profile.letters))?)
}

pub(crate) use node::Node as Marked;

/// A file of XML as its elements, for the bank's other messages.
pub(crate) fn marked_up(bytes: &[u8]) -> Result<Marked, StatementError> {
    if bytes.len() > MAX_BYTES {
        return Err(StatementError::TooLarge);
    }
    xml::read(&letters::decode(bytes, Letters::Any)?)
}

enum Kind {
    Camt,
    OtherXml,
    Ofx,
    Mt940,
    Table,
}

/// What a text is, by what stands in it.
fn kind_of(text: &str) -> Kind {
    let start = text.trim_start();
    let head: String = start.chars().take(4_000).collect();
    if start.starts_with("OFXHEADER") || head.contains("<OFX>") || head.contains("<?OFX") {
        return Kind::Ofx;
    }
    if start.starts_with('<') {
        let is_message = ["BkToCstmr", "camt.05"].iter().any(|mark| head.contains(mark));
        return if is_message || head.contains("<!DOCTYPE") { Kind::Camt } else { Kind::OtherXml };
    }
    if mt940::is_tagged(text) { Kind::Mt940 } else { Kind::Table }
}

#[cfg(test)]
mod tests;
