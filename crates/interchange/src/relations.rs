//! Files of parents, carers and those who act in their place.

use seven_core::RelationId;
use seven_core::import::relations::COLUMNS;
use seven_core::import::{RelationRow, Relations, Report, read_relations};

use crate::{ImportError, read_table, template};

/// Reads a file of relations. Nothing is written.
///
/// # Errors
/// [`ImportError`] for a file that cannot be used at all; what is wrong with a row stands in its report.
pub fn read(bytes: &[u8], against: &Relations<'_>) -> Result<Report<RelationRow, RelationId>, ImportError> {
    Ok(read_relations(&read_table(bytes)?, against)?)
}

/// A file to fill in: the columns, and a made-up line.
#[must_use]
pub fn template() -> String {
    let example =
        ["B801200005001", "", "", "", "", "", "Kit", "Bell", "parent", "birth certificate seen", "kit@example.org"];
    template::of(&COLUMNS, &example)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use seven_core::PersonId;
    use seven_core::people::Person;
    use seven_core::people::identifiers::Upn;
    use seven_core::people::name::Name;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_template_reads_as_one_new_line() {
        let name = Name::read("Ann", "Bell", "").unwrap();
        let upn = Some(Upn::read("B801200005001").unwrap());
        let children = [Person { upn, ..Person::new(PersonId(Uuid::from_u128(1)), name) }];
        let against = Relations { children: &children, people: &[], known: &[], today: date(2026, 5, 1) };
        let report = read(template().as_bytes(), &against).unwrap();
        assert_eq!((report.counts().new, report.rows.len()), (1, 1), "{report:?}");
    }
}
