//! Files of children.

use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::import::people::COLUMNS;
use seven_core::import::{PersonRow, Report, read_people};
use seven_core::people::Person;

use crate::{ImportError, read_table, template};

/// Reads a file of children against everybody who is known. Nothing is written.
///
/// # Errors
/// [`ImportError`] for a file that cannot be used at all; what is wrong with a row stands in its report.
pub fn read(bytes: &[u8], known: &[Person], today: Date) -> Result<Report<PersonRow, PersonId>, ImportError> {
    Ok(read_people(&read_table(bytes)?, known, today)?)
}

/// A file to fill in: the columns, and a made-up child.
#[must_use]
pub fn template() -> String {
    let example = ["Ann Mary", "Bell", "Nan", "2012-05-17", "B801200005001", "943 476 5870"];
    template::of(&COLUMNS, &example)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_template_reads_as_one_new_child() {
        let report = read(template().as_bytes(), &[], date(2026, 5, 1)).unwrap();
        assert_eq!((report.counts().new, report.rows.len(), report.ignored_columns.len()), (1, 1, 0));
        assert_eq!(report.taken[0].1.name.shown(), "Nan Bell");
    }

    #[test]
    fn a_file_without_its_columns_is_refused_whole() {
        let error = read(b"name,dob\nAnn Bell,2012-05-17\n", &[], date(2026, 5, 1)).unwrap_err();
        let wanted = "the first line has no column `given_name`, `family_name`: add it, or give it this name";
        assert_eq!(error.to_string(), wanted);
    }
}
