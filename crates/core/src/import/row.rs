//! Reading one row's cells while collecting everything that is wrong with it, so that a person mends a row once.

use jiff::civil::Date;

use super::columns::Found;
use super::day::read_day;
use super::table::{Fault, Row};

/// A row being read.
pub(super) struct Cells<'a> {
    pub found: &'a Found,
    pub row: &'a Row,
    pub faults: Vec<Fault>,
}

impl<'a> Cells<'a> {
    pub fn new(found: &'a Found, row: &'a Row) -> Cells<'a> {
        let mut cells = Cells { found, row, faults: Vec::new() };
        if row.cells.len() != found.width {
            let why = format!(
                "the row has {} cells and the first line has {}: look for a comma that should stand in quotes",
                row.cells.len(),
                found.width
            );
            cells.faults.push(Fault { column: None, why });
        }
        cells
    }

    pub fn text(&self, column: &str) -> &'a str {
        self.found.cell(self.row, column)
    }

    pub fn some_text(&self, column: &str) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    pub fn fault(&mut self, column: &str, why: impl std::fmt::Display) {
        self.faults.push(Fault { column: Some(column.to_owned()), why: why.to_string() });
    }

    /// What an optional cell says; none where it is empty or wrong.
    pub fn read<T, E: std::fmt::Display>(&mut self, column: &str, read: impl Fn(&str) -> Result<T, E>) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        match read(text) {
            Ok(value) => Some(value),
            Err(why) => {
                self.fault(column, why);
                None
            }
        }
    }

    /// What a cell says that must not be empty.
    pub fn required<T, E: std::fmt::Display>(
        &mut self,
        column: &str,
        read: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        if self.text(column).is_empty() {
            self.fault(column, "the cell is empty: fill it in");
            return None;
        }
        self.read(column, read)
    }

    pub fn day(&mut self, column: &str) -> Option<Date> {
        self.read(column, read_day)
    }
}
