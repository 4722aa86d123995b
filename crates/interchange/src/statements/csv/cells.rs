//! A file of columns taken apart: its headings and its rows, each with its line.

use crate::{TextError, read_table};

use super::super::StatementError;

/// Headings and rows.
pub(super) struct Sheet {
    pub headings: Vec<String>,
    pub rows: Vec<Row>,
}

/// A row with its line of the file.
pub(super) struct Row {
    pub line: u64,
    cells: Vec<String>,
}

impl Row {
    /// A cell without blanks around it; a cell that is not there is empty.
    pub fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", |cell| cell.trim())
    }
}

/// Takes a file apart whose headings stand after so many lines.
pub(super) fn read(text: &str, skipped: usize) -> Result<Sheet, StatementError> {
    let rest = match skipped.checked_sub(1) {
        None => text,
        Some(last) => text.match_indices('\n').nth(last).and_then(|(at, _)| text.get(at + 1..)).unwrap_or_default(),
    };
    let skipped = u64::try_from(skipped).unwrap_or_default();
    let table = read_table(rest.as_bytes()).map_err(|error| match error {
        TextError::Empty => StatementError::Empty,
        TextError::TooLarge | TextError::TooManyRows => StatementError::TooLarge,
        TextError::Workbook => StatementError::OtherKind("a workbook or an archive"),
        TextError::Encoding { line } => StatementError::Letters { line: line + skipped },
        TextError::OpenQuote { line } => StatementError::OpenQuote { line: line + skipped },
    })?;
    let rows = table.rows.into_iter().map(|row| Row { line: row.line + skipped, cells: row.cells }).collect();
    Ok(Sheet { headings: table.header, rows })
}

/// Whether two headings or words are the same to a person.
pub(super) fn is_same(one: &str, two: &str) -> bool {
    bare(one) == bare(two)
}

/// Letters and digits alone, in small letters.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
