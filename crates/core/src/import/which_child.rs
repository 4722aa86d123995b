//! The child that a row of a file is about: by number, or by name and date of birth. A child who is not known is no reason to
//! make one.

use super::match_person::{Known, Marks, Match};
use super::row::Cells;
use super::table::Warning;
use crate::PersonId;
use crate::people::identifiers::{NhsNumber, Uln, Upn};
use crate::people::name::Name;

/// What the columns are called that name the child where there is no number.
#[derive(Debug, Clone, Copy)]
pub(super) struct NamedBy {
    pub given: &'static str,
    pub family: &'static str,
    pub born: &'static str,
}

/// The child, or faults in the cells.
pub(super) fn which_child(
    cells: &mut Cells<'_>,
    people: &Known<'_>,
    by: NamedBy,
    warnings: &mut Vec<Warning>,
) -> Option<PersonId> {
    let faults = cells.faults.len();
    let upn = cells.read("upn", Upn::read);
    let nhs_number = cells.read("nhs_number", NhsNumber::read);
    let uln = cells.read("uln", Uln::read);
    let born = cells.day(by.born);
    if cells.faults.len() > faults {
        return None;
    }
    let name = Name::read(cells.text(by.given), cells.text(by.family), "").ok().map(|name| name.sorting());
    let marks = Marks {
        upn: upn.as_ref().map(Upn::as_str),
        nhs_number: nhs_number.as_ref().map(NhsNumber::as_str),
        uln: uln.as_ref().map(Uln::as_str),
        name: name.as_deref(),
        born,
    };
    if !marks.has_number() && (name.is_none() || born.is_none()) {
        cells.fault("upn", "the row names no child: give a number, or name and date of birth");
        return None;
    }
    match people.find(marks) {
        Match::ByNumber(id) => Some(id),
        Match::ByName(id) => {
            warnings.push(Warning::MatchedByName);
            Some(id)
        }
        Match::Nobody | Match::NobodyButNamesake => {
            cells.fault("upn", "no child who is known fits: import the children first, or look at the number");
            None
        }
        Match::Unclear => {
            cells.fault("upn", "several children who are known fit: give the number that only this child has");
            None
        }
    }
}
