//! Which columns a file may have. Names are compared without capitals, blanks, hyphens and underscores, and each column
//! also answers to what other systems call it.

use super::table::{Row, Table};

/// A column that a file may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, as the template has it.
    pub name: &'static str,
    /// What else it is called.
    pub also: &'static [&'static str],
    /// Whether a file must have it.
    pub is_required: bool,
    /// What it holds, for the person who fills it in.
    pub holds: &'static str,
}

/// A header that cannot be used, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Columns that must be there.
    #[error("the first line has no column {}: add it, or give it this name", names(.0))]
    Missing(Vec<&'static str>),
    /// Two columns for one thing.
    #[error("`{first}` and `{second}` are the same column: keep one")]
    Twice {
        /// The first name.
        first: String,
        /// The second name.
        second: String,
    },
}

fn names(columns: &[&str]) -> String {
    columns.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The columns that were found in a file.
#[derive(Debug, Clone)]
pub(super) struct Found {
    at: Vec<(&'static str, usize)>,
    /// How many cells a row has.
    pub width: usize,
    /// Columns that are none of ours.
    pub ignored: Vec<String>,
}

impl Found {
    /// Finds columns in a header.
    pub fn of(table: &Table, columns: &[Column]) -> Result<Found, HeaderError> {
        let mut at: Vec<(&'static str, usize)> = Vec::new();
        let mut ignored = Vec::new();
        for (place, header) in table.header.iter().enumerate() {
            let bare = bare(header);
            let is_it = |column: &&Column| [column.name].iter().chain(column.also).any(|name| self::bare(name) == bare);
            let Some(column) = columns.iter().find(is_it) else {
                ignored.push(header.clone());
                continue;
            };
            if let Some((_, earlier)) = at.iter().find(|(name, _)| *name == column.name) {
                let first = table.header.get(*earlier).cloned().unwrap_or_default();
                return Err(HeaderError::Twice { first, second: header.clone() });
            }
            at.push((column.name, place));
        }
        let is_there = |column: &&Column| at.iter().any(|(name, _)| *name == column.name);
        let missing: Vec<&'static str> =
            columns.iter().filter(|column| column.is_required && !is_there(column)).map(|column| column.name).collect();
        if missing.is_empty() {
            Ok(Found { at, width: table.header.len(), ignored })
        } else {
            Err(HeaderError::Missing(missing))
        }
    }

    /// A row's cell without blanks around it; empty where the file has no such column.
    pub fn cell<'a>(&self, row: &'a Row, name: &str) -> &'a str {
        let place = self.at.iter().find(|(column, _)| *column == name).map(|(_, place)| *place);
        place.and_then(|place| row.cells.get(place)).map_or("", |text| text.trim())
    }
}

fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 2] = [
        Column { name: "given_name", also: &["forename"], is_required: true, holds: "" },
        Column { name: "upn", also: &[], is_required: false, holds: "" },
    ];

    fn found(header: &[&str]) -> Result<Found, HeaderError> {
        Found::of(&Table { header: header.iter().map(|name| (*name).to_owned()).collect(), rows: vec![] }, &COLUMNS)
    }

    #[test]
    fn a_column_is_found_however_it_is_written() {
        for name in ["given_name", "Given name", "GIVEN-NAME", "Forename"] {
            let found = found(&["x", name]).unwrap();
            let row = Row { line: 2, cells: vec!["no".to_owned(), " Ann ".to_owned()] };
            assert_eq!((found.cell(&row, "given_name"), found.cell(&row, "upn")), ("Ann", ""));
            assert_eq!(found.ignored, ["x"]);
        }
    }

    #[test]
    fn a_header_that_cannot_be_used_says_why() {
        assert_eq!(
            found(&["upn"]).unwrap_err().to_string(),
            "the first line has no column `given_name`: add it, or give it this name"
        );
        assert!(matches!(found(&["Forename", "given name"]), Err(HeaderError::Twice { .. })));
    }
}
