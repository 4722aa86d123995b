//! Who a child is, as a form gives it: name, date of birth and numbers, read and told what is wrong with each.

use std::fmt::Display;

use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::people::Person;
use seven_core::people::identifiers::{NhsNumber, NhsStatus, Uln, Upn};
use seven_core::people::name::{Name, NameError, NamePart};

use crate::Problem;

/// Who a child is, as it is typed.
#[derive(Debug, Clone, Default)]
pub struct TypedIdentity {
    /// Given names.
    pub given: String,
    /// Family name; empty for somebody who has a single name.
    pub family: String,
    /// What the child wants to be called, if something else.
    pub known_as: String,
    /// Date of birth.
    pub born: Option<Date>,
    /// Unique pupil number; may be empty.
    pub upn: String,
    /// NHS number; may be empty.
    pub nhs_number: String,
    /// Unique learner number; may be empty.
    pub uln: String,
}

/// The same, read.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    name: Name,
    born: Option<Date>,
    upn: Option<Upn>,
    nhs_number: Option<NhsNumber>,
    uln: Option<Uln>,
}

impl TypedIdentity {
    /// Reads it; what is wrong with a field is added to `problems`.
    pub(super) fn read(&self, today: Date, problems: &mut Vec<Problem>) -> Option<Identity> {
        let name = Name::read(&self.given, &self.family, &self.known_as);
        if let Err(error) = &name {
            problems.push(Problem::new(field_of_part(*error), "name").with("why", error.to_string()));
        }
        match self.born {
            None => problems.push(Problem::new("born", "missing")),
            Some(born) if born > today => problems.push(Problem::new("born", "future")),
            Some(_) => {}
        }
        let upn = number(&self.upn, "upn", Upn::read, problems);
        let nhs_number = number(&self.nhs_number, "nhs", NhsNumber::read, problems);
        let uln = number(&self.uln, "uln", Uln::read, problems);
        Some(Identity { name: name.ok()?, born: self.born, upn, nhs_number, uln })
    }
}

impl Identity {
    /// A person of whom no more is known.
    pub(super) fn into_new(self, id: PersonId) -> Person {
        let person = Person::new(id, self.name.clone());
        self.put_into(person)
    }

    /// The person with this identity. A number of the health service that was typed anew has not been traced.
    pub(super) fn put_into(self, mut person: Person) -> Person {
        if person.nhs_number != self.nhs_number {
            person.nhs_status = self.nhs_number.as_ref().map(|_| NhsStatus::PresentNotTraced);
        }
        Person { name: self.name, born: self.born, upn: self.upn, nhs_number: self.nhs_number, uln: self.uln, ..person }
    }
}

/// The field of a part of a name.
fn field_of_part(error: NameError) -> &'static str {
    match error.part() {
        NamePart::Given => "given",
        NamePart::Family => "family",
        NamePart::KnownAs => "known-as",
    }
}

/// The field of the number that another child has, by the index that says so.
pub(super) fn field_of_number(index: &str) -> &'static str {
    match index {
        "person_nhs_number" => "nhs",
        "person_uln" => "uln",
        _ => "upn",
    }
}

fn number<T, E: Display>(
    typed: &str,
    field: &'static str,
    read: impl Fn(&str) -> Result<T, E>,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    if typed.trim().is_empty() {
        return None;
    }
    read(typed).map_err(|error| problems.push(Problem::new(field, "number").with("why", error.to_string()))).ok()
}
