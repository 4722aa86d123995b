//! Whether a row is about somebody who is known: by any of three numbers, or by name and date of birth.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::PersonId;
use crate::people::Person;

/// The numbers and names that a row gives.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks<'a> {
    pub upn: Option<&'a str>,
    pub nhs_number: Option<&'a str>,
    pub uln: Option<&'a str>,
    /// As `Name::sorting`.
    pub name: Option<&'a str>,
    pub born: Option<Date>,
}

impl Marks<'_> {
    pub fn has_number(&self) -> bool {
        self.upn.is_some() || self.nhs_number.is_some() || self.uln.is_some()
    }

    fn numbers(&self) -> impl Iterator<Item = (Kind, &str)> {
        [(Kind::Upn, self.upn), (Kind::Nhs, self.nhs_number), (Kind::Uln, self.uln)]
            .into_iter()
            .filter_map(|(kind, number)| number.map(|number| (kind, number)))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Upn,
    Nhs,
    Uln,
}

/// Who a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    /// Nobody who is known.
    Nobody,
    /// Nobody by number, though somebody has the same name and date of birth and other numbers.
    NobodyButNamesake,
    /// One person, by a number.
    ByNumber(PersonId),
    /// One person, by name and date of birth; no number speaks against it.
    ByName(PersonId),
    /// Its numbers are of different people, or several people have the name.
    Unclear,
}

/// Everybody who is known, to be found fast.
pub(super) struct Known<'a> {
    pub people: HashMap<PersonId, &'a Person>,
    by_number: HashMap<(Kind, &'a str), PersonId>,
    by_name: HashMap<(String, Date), Vec<PersonId>>,
}

impl<'a> Known<'a> {
    pub fn of(people: &'a [Person]) -> Known<'a> {
        let mut known = Known { people: HashMap::new(), by_number: HashMap::new(), by_name: HashMap::new() };
        for person in people {
            known.people.insert(person.id, person);
            let numbers = marks(person);
            known.by_number.extend(numbers.into_iter().map(|key| (key, person.id)));
            if let Some(born) = person.born {
                known.by_name.entry((person.name.sorting(), born)).or_default().push(person.id);
            }
        }
        known
    }

    /// Who a row with these marks is about.
    pub fn find(&self, marks: Marks<'_>) -> Match {
        let mut found: Vec<PersonId> =
            marks.numbers().filter_map(|(kind, number)| self.by_number.get(&(kind, number)).copied()).collect();
        found.sort_unstable();
        found.dedup();
        match found.as_slice() {
            [one] => return Match::ByNumber(*one),
            [] => {}
            _ => return Match::Unclear,
        }
        let (Some(name), Some(born)) = (marks.name, marks.born) else { return Match::Nobody };
        match self.by_name.get(&(name.to_owned(), born)).map(Vec::as_slice) {
            None | Some([]) => Match::Nobody,
            Some([one]) if self.contradicts(*one, marks) => Match::NobodyButNamesake,
            Some([one]) => Match::ByName(*one),
            Some(several) if several.iter().all(|one| self.contradicts(*one, marks)) => Match::NobodyButNamesake,
            Some(_) => Match::Unclear,
        }
    }

    /// Whether somebody has another number of a kind that the row has as well.
    fn contradicts(&self, person: PersonId, marks: Marks<'_>) -> bool {
        let own = self.people.get(&person).map(|person| self::marks(person)).unwrap_or_default();
        marks.numbers().any(|(kind, number)| own.iter().any(|(k, other)| *k == kind && *other != number))
    }
}

fn marks(person: &Person) -> Vec<(Kind, &str)> {
    let upn = person.upn.as_ref().map(|upn| (Kind::Upn, upn.as_str()));
    let nhs = person.nhs_number.as_ref().map(|number| (Kind::Nhs, number.as_str()));
    let uln = person.uln.as_ref().map(|uln| (Kind::Uln, uln.as_str()));
    [upn, nhs, uln].into_iter().flatten().collect()
}
