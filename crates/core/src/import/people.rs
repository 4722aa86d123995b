//! Children from a file: a row for each. An empty cell says nothing; it never takes away what is known.

use std::collections::HashMap;

use jiff::civil::Date;

use super::columns::{Column, Found, HeaderError};
use super::match_person::{Known, Marks, Match};
use super::row::Cells;
use super::table::{Change, Fault, Outcome, Report, Row, RowReport, Table, Warning};
use crate::PersonId;
use crate::people::Person;
use crate::people::age::{TWENTY_FIVE, age_on};
use crate::people::identifiers::{NhsNumber, Uln, Upn};
use crate::people::name::{Name, NameError, NamePart};

const fn column(name: &'static str, also: &'static [&'static str], is_required: bool, holds: &'static str) -> Column {
    Column { name, also, is_required, holds }
}

/// The columns of a file of children, in the order of the template.
pub const COLUMNS: [Column; 14] = [
    column("given_name", &["forename", "first name", "forenames"], true, "first and middle names"),
    column("family_name", &["surname", "last name"], true, "surname; empty for a child with a single name"),
    column("known_as", &["preferred name", "chosen name"], false, "what the child is called, if something else"),
    column("date_of_birth", &["dob", "born", "birth date"], true, "2012-05-17 or 17/05/2012"),
    column("upn", &["unique pupil number"], false, "unique pupil number"),
    column("nhs_number", &["nhs no", "nhs"], false, "NHS number, with or without spaces"),
    column("uln", &["unique learner number"], false, "unique learner number"),
    column("sex", &[], false, "M or F, as in statutory returns"),
    column("ethnicity", &["ethnic code"], false, "code such as WBRI"),
    column("primary_need", &["sen type", "primary sen type"], false, "code such as ASD"),
    column("email", &["e-mail address"], false, "e-mail address of the child or young person"),
    column("phone", &["telephone", "mobile"], false, "telephone number"),
    column("address", &["home address"], false, "address with postcode"),
    column("language", &["home language"], false, "language to write in, such as en or cy"),
];

/// One child as a row has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The name.
    pub name: Name,
    /// The date of birth.
    pub born: Date,
    /// Unique pupil number.
    pub upn: Option<Upn>,
    /// NHS number; nobody has traced it yet.
    pub nhs_number: Option<NhsNumber>,
    /// Unique learner number.
    pub uln: Option<Uln>,
    /// M or F.
    pub sex: Option<String>,
    /// Ethnicity code.
    pub ethnicity: Option<String>,
    /// Code of the main need.
    pub primary_need: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Language to write in.
    pub language: Option<String>,
}

impl PersonRow {
    fn marks<'a>(&'a self, sorting: &'a str) -> Marks<'a> {
        Marks {
            upn: self.upn.as_ref().map(Upn::as_str),
            nhs_number: self.nhs_number.as_ref().map(NhsNumber::as_str),
            uln: self.uln.as_ref().map(Uln::as_str),
            name: Some(sorting),
            born: Some(self.born),
        }
    }

    /// The person with what the row says put in; empty cells change nothing.
    #[must_use]
    pub fn put_into(&self, person: &Person) -> Person {
        let mut changed = person.clone();
        let known_as = self.name.known_as().or(person.name.known_as()).unwrap_or_default();
        changed.name =
            Name::read(self.name.given(), self.name.family(), known_as).unwrap_or_else(|_| self.name.clone());
        changed.born = Some(self.born);
        put(&mut changed.upn, self.upn.as_ref());
        put(&mut changed.nhs_number, self.nhs_number.as_ref());
        put(&mut changed.uln, self.uln.as_ref());
        put(&mut changed.sex, self.sex.as_ref());
        put(&mut changed.ethnicity, self.ethnicity.as_ref());
        put(&mut changed.primary_need, self.primary_need.as_ref());
        put(&mut changed.contact.email, self.email.as_ref());
        put(&mut changed.contact.phone, self.phone.as_ref());
        put(&mut changed.contact.address, self.address.as_ref());
        put(&mut changed.contact.language, self.language.as_ref());
        changed
    }
}

fn put<T: Clone>(slot: &mut Option<T>, value: Option<&T>) {
    if value.is_some() {
        *slot = value.cloned();
    }
}

/// Reads a file of children against everybody who is known. Nothing is written.
///
/// # Errors
/// [`HeaderError`] when the first line cannot be used; what is wrong with a row stands in its report.
pub fn read_people(table: &Table, known: &[Person], today: Date) -> Result<Report<PersonRow, PersonId>, HeaderError> {
    let found = Found::of(table, &COLUMNS)?;
    let known = Known::of(known);
    let mut earlier = Earlier::default();
    let mut report = Report { taken: Vec::new(), rows: Vec::new(), ignored_columns: found.ignored.clone() };
    for (at, row) in table.rows.iter().enumerate() {
        let (outcome, warnings) = match person_row(&found, row, today) {
            Err(why) => (Outcome::Refused { why }, Vec::new()),
            Ok(person) => {
                let (outcome, warnings) = outcome_of(&person, row.line, &known, &mut earlier, today);
                if matches!(outcome, Outcome::New | Outcome::Changed { .. }) {
                    report.taken.push((at, person));
                }
                (outcome, warnings)
            }
        };
        report.rows.push(RowReport { line: row.line, outcome, warnings });
    }
    Ok(report)
}

fn person_row(found: &Found, row: &Row, today: Date) -> Result<PersonRow, Vec<Fault>> {
    let mut cells = Cells::new(found, row);
    let name = Name::read(cells.text("given_name"), cells.text("family_name"), cells.text("known_as"));
    if let Err(why) = name {
        cells.fault(column_of(why), why);
    }
    let born = cells.required("date_of_birth", super::read_day);
    if let Some(born) = born.filter(|born| *born > today) {
        cells.fault("date_of_birth", format!("{born} has not come yet: look at the year"));
    }
    let upn = cells.read("upn", Upn::read);
    let nhs_number = cells.read("nhs_number", NhsNumber::read);
    let uln = cells.read("uln", Uln::read);
    let sex = cells.read("sex", |text| match text.to_ascii_uppercase().as_str() {
        sex @ ("M" | "F") => Ok(sex.to_owned()),
        _ => Err("statutory returns know M and F: use one of them, or leave it empty"),
    });
    let email = cells.read("email", |text| {
        let (name, host) = text.split_once('@').unwrap_or_default();
        let is_address = !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace);
        if is_address {
            Ok(text.to_owned())
        } else {
            Err("this is not an e-mail address: write one, or leave it empty")
        }
    });
    match (name, born, cells.faults.is_empty()) {
        (Ok(name), Some(born), true) => Ok(PersonRow {
            name,
            born,
            upn,
            nhs_number,
            uln,
            sex,
            ethnicity: cells.some_text("ethnicity"),
            primary_need: cells.some_text("primary_need"),
            email,
            phone: cells.some_text("phone"),
            address: cells.some_text("address"),
            language: cells.some_text("language"),
        }),
        _ => Err(cells.faults),
    }
}

fn column_of(error: NameError) -> &'static str {
    match error.part() {
        NamePart::Given => "given_name",
        NamePart::Family => "family_name",
        NamePart::KnownAs => "known_as",
    }
}

fn outcome_of(
    row: &PersonRow,
    line: u64,
    known: &Known<'_>,
    earlier: &mut Earlier,
    today: Date,
) -> (Outcome<PersonId>, Vec<Warning>) {
    let refused = |why: String| (Outcome::Refused { why: vec![Fault { column: None, why }] }, Vec::new());
    let sorting = row.name.sorting();
    let marks = row.marks(&sorting);
    if let Some(first) = earlier.seen(marks, line) {
        return refused(format!("line {first} is about the same child: keep one of the two"));
    }
    let mut warnings = Vec::new();
    if age_on(row.born, today).years > TWENTY_FIVE {
        warnings.push(Warning::OverTwentyFive);
    }
    if !marks.has_number() {
        warnings.push(Warning::NoNumber);
    }
    let id = match known.find(marks) {
        Match::Unclear => {
            return refused(
                "its numbers or its name fit several children who are known: look which one it is, and add the number \
                 that only this child has"
                    .to_owned(),
            );
        }
        Match::Nobody => return (Outcome::New, warnings),
        Match::NobodyButNamesake => {
            warnings.push(Warning::SameNameAndBirth);
            return (Outcome::New, warnings);
        }
        Match::ByNumber(id) => id,
        Match::ByName(id) => {
            warnings.push(Warning::MatchedByName);
            id
        }
    };
    if let Some(first) = earlier.person(id, line) {
        return refused(format!("line {first} is about the same child: keep one of the two"));
    }
    let changes = known.people.get(&id).map(|person| changes(person, &row.put_into(person))).unwrap_or_default();
    (if changes.is_empty() { Outcome::Same(id) } else { Outcome::Changed { id, changes } }, warnings)
}

/// What differs between a person and the same person with a row put in.
fn changes(was: &Person, is: &Person) -> Vec<Change> {
    let cells = |person: &Person| {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        [
            person.name.given().to_owned(),
            person.name.family().to_owned(),
            person.name.known_as().unwrap_or_default().to_owned(),
            person.born.map(|born| born.to_string()).unwrap_or_default(),
            person.upn.as_ref().map(|upn| upn.as_str().to_owned()).unwrap_or_default(),
            person.nhs_number.as_ref().map(|number| number.as_str().to_owned()).unwrap_or_default(),
            person.uln.as_ref().map(|uln| uln.as_str().to_owned()).unwrap_or_default(),
            text(&person.sex),
            text(&person.ethnicity),
            text(&person.primary_need),
            text(&person.contact.email),
            text(&person.contact.phone),
            text(&person.contact.address),
            text(&person.contact.language),
        ]
    };
    let both = cells(was).into_iter().zip(cells(is));
    let named = COLUMNS.iter().zip(both).filter(|(_, (was, is))| was != is);
    named.map(|(column, (was, is))| Change { column: column.name.to_owned(), was, is }).collect()
}

/// Rows that came before in the same file.
#[derive(Default)]
struct Earlier {
    marks: HashMap<String, u64>,
    people: HashMap<PersonId, u64>,
}

impl Earlier {
    /// The line that gave one of these marks before. Name and date of birth count only where no number tells two
    /// children apart.
    fn seen(&mut self, marks: Marks<'_>, line: u64) -> Option<u64> {
        let mut keys: Vec<String> = [("upn", marks.upn), ("nhs", marks.nhs_number), ("uln", marks.uln)]
            .into_iter()
            .filter_map(|(kind, number)| number.map(|number| format!("{kind} {number}")))
            .collect();
        if keys.is_empty() {
            keys.extend(marks.name.zip(marks.born).map(|(name, born)| format!("name {born} {name}")));
        }
        let first = keys.iter().find_map(|key| self.marks.get(key).copied());
        for key in keys {
            self.marks.entry(key).or_insert(line);
        }
        first
    }

    /// The line that was about this person before.
    fn person(&mut self, id: PersonId, line: u64) -> Option<u64> {
        let first = self.people.get(&id).copied();
        self.people.entry(id).or_insert(line);
        first
    }
}

#[cfg(test)]
#[path = "people_tests.rs"]
mod tests;
