//! Rows as text. Each value and each row that a driver hands over costs more than what is in it (SQLite's runs on a thread of its
//! own), so rows that pages read by the hundred come as one text each, or all together as one.

use std::str::FromStr;

use crate::StoreError;
use crate::line::unreadable;

/// What stands between the values of a row.
const FIELD: char = '\u{1f}';
/// What stands between rows.
const RECORD: char = '\u{1e}';

/// An expression of SQL that makes one text of columns, each of which is a text that may be missing: nothing and the empty text
/// are told alike. The columns are the program's own words.
pub(crate) fn of_columns(columns: &[&str]) -> String {
    let all: Vec<String> = columns.iter().map(|column| format!("COALESCE({column}, '')")).collect();
    all.join(&format!(" || '{FIELD}' || "))
}

/// An expression of SQL that makes one text of all rows, each of which is a text already.
pub(crate) fn of_rows(row: &str, order: &str) -> String {
    format!("string_agg({row}, '{RECORD}' ORDER BY {order})")
}

/// The rows of a text.
pub(crate) fn rows(text: &str) -> impl Iterator<Item = &str> {
    text.split(RECORD).filter(|row| !row.is_empty())
}

/// The values of a row, which must be so many.
///
/// # Errors
/// [`StoreError::Unreadable`] where they are not.
pub(crate) fn values<'t, const MANY: usize>(what: &'static str, row: &'t str) -> Result<[&'t str; MANY], StoreError> {
    let mut all = [""; MANY];
    let mut found = 0;
    for value in row.split(FIELD) {
        if let Some(place) = all.get_mut(found) {
            *place = value;
        }
        found += 1;
    }
    if found == MANY { Ok(all) } else { Err(unreadable(what, format!("{found} values in a row of {MANY}"))) }
}

/// A text without what stands between values and rows: for words that people type.
pub(crate) fn plain(words: &str) -> String {
    words.chars().filter(|letter| !matches!(*letter, FIELD | RECORD)).collect()
}

/// A value that reads itself.
///
/// # Errors
/// [`StoreError::Unreadable`].
pub(crate) fn read<T: FromStr<Err: std::fmt::Display>>(column: &'static str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|error| unreadable(column, error))
}

/// The same, or nothing.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_or_none<T: FromStr<Err: std::fmt::Display>>(
    column: &'static str,
    text: &str,
) -> Result<Option<T>, StoreError> {
    (!text.is_empty()).then(|| read(column, text)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_back_value_by_value() {
        let text = format!("a{FIELD}{FIELD}3{RECORD}b{FIELD}c{FIELD}4");
        let read: Vec<[&str; 3]> = rows(&text).map(|row| values("row", row).unwrap()).collect();
        assert_eq!(read, [["a", "", "3"], ["b", "c", "4"]]);
        assert_eq!(rows("").count(), 0);
        assert!(values::<2>("row", "a").is_err() && values::<1>("row", &format!("a{FIELD}b")).is_err());
        assert_eq!(plain(&format!("a{FIELD}b{RECORD}c\nd")), "abc\nd");
        assert_eq!(read_or_none::<i64>("sum", "").unwrap(), None);
        assert!(self::read::<i64>("sum", "x").is_err());
    }
}
