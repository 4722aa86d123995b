//! Files of what children have today.

use seven_core::PackageId;
use seven_core::import::packages::COLUMNS;
use seven_core::import::{PackageRow, Packages, Report, read_packages};

use crate::{ImportError, read_table, template};

/// Reads a file of packages. Nothing is written.
///
/// # Errors
/// [`ImportError`] for a file that cannot be used at all; what is wrong with a row stands in its report.
pub fn read(bytes: &[u8], against: &Packages<'_>) -> Result<Report<PackageRow, PackageId>, ImportError> {
    Ok(read_packages(&read_table(bytes)?, against)?)
}

/// A file to fill in: the columns, and a made-up line.
#[must_use]
pub fn template() -> String {
    let example = [
        "B801200005001",
        "",
        "",
        "",
        "",
        "",
        "Short break, one weekend a month",
        "social-care",
        "3,600.00",
        "2026-04-01",
    ];
    template::of(&COLUMNS, &example)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use seven_core::people::Person;
    use seven_core::people::identifiers::Upn;
    use seven_core::people::name::Name;
    use seven_core::{Pence, PersonId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_template_reads_as_one_new_line() {
        let name = Name::read("Ann", "Bell", "").unwrap();
        let upn = Some(Upn::read("B801200005001").unwrap());
        let people = [Person { upn, ..Person::new(PersonId(Uuid::from_u128(1)), name) }];
        let against = Packages { people: &people, known: &[], streams: &["social-care"], today: date(2026, 5, 1) };
        let report = read(template().as_bytes(), &against).unwrap();
        assert_eq!((report.counts().new, report.rows.len()), (1, 1), "{report:?}");
        assert_eq!(report.taken[0].1.yearly_cost, Pence(360_000));
    }
}
