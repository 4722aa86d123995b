//! Files to fill in.

use seven_core::import::Column;

use crate::report::{line, text_of};

/// The columns' names and one example below them.
pub(crate) fn of(columns: &[Column], example: &[&str]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    line(&mut writer, columns.iter().map(|column| column.name));
    let blanks = std::iter::repeat("");
    line(&mut writer, example.iter().copied().chain(blanks).take(columns.len()));
    text_of(writer)
}
