//! Parents, carers and those who act in their place, from a file: a row for each person and child. An empty cell says nothing; it
//! never takes away what is known.
//!
//! A row grants access to a child's record, so nobody is taken for somebody else: an e-mail address and a name that do not go
//! together are refused, and no row lifts a restriction.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::columns::{Column, Found, HeaderError};
use super::match_person::Known;
use super::row::Cells;
use super::table::{Change, Fault, Outcome, Report, Row, RowReport, Table, Warning};
use super::which_child::{NamedBy, which_child};
use crate::people::name::{Name, NamePart};
use crate::people::{Person, RelationKind};
use crate::{PersonId, RelationId};

const fn column(name: &'static str, also: &'static [&'static str], is_required: bool, holds: &'static str) -> Column {
    Column { name, also, is_required, holds }
}

/// The columns of a file of relations, in the order of the template.
pub const COLUMNS: [Column; 15] = [
    column("upn", &["unique pupil number"], false, "unique pupil number of the child"),
    column("nhs_number", &["nhs no", "nhs"], false, "NHS number of the child"),
    column("uln", &["unique learner number"], false, "unique learner number of the child"),
    column("child_given_name", &["child forename", "child first name"], false, "the child's, where there is no number"),
    column("child_family_name", &["child surname"], false, "the child's, where there is no number"),
    column("child_date_of_birth", &["child dob"], false, "the child's, where there is no number"),
    column(
        "given_name",
        &["forename", "first name", "forenames"],
        true,
        "first and middle names of the parent or carer",
    ),
    column("family_name", &["surname", "last name"], true, "their surname; empty for somebody with a single name"),
    column("relation", &["relationship", "relation to child"], true, "parent, carer, nominee or representative"),
    column("source", &["says who"], true, "who or what says so, such as: birth certificate seen"),
    column("email", &["e-mail address"], false, "e-mail address; the same address is the same person"),
    column("phone", &["telephone", "mobile"], false, "telephone number"),
    column("address", &["home address"], false, "address with postcode"),
    column(
        "contact_restricted",
        &["restricted"],
        false,
        "yes where a court or a safeguarding decision restricts contact",
    ),
    column("starts_on", &["start date", "from"], false, "first day; the day of the import where it is empty"),
];

const CHILD: NamedBy = NamedBy { given: "child_given_name", family: "child_family_name", born: "child_date_of_birth" };

/// What a file may say that somebody is to a child.
const KINDS: [RelationKind; 4] =
    [RelationKind::Parent, RelationKind::Carer, RelationKind::Nominee, RelationKind::Representative];

/// One relation as a row has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationRow {
    /// The child.
    pub child: PersonId,
    /// The parent or carer, where they are known already.
    pub holder: Option<PersonId>,
    /// Their name.
    pub name: Name,
    /// What they are to the child.
    pub kind: RelationKind,
    /// Who or what says so.
    pub source: String,
    /// E-mail address, in small letters.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Whether contact is restricted.
    pub is_contact_restricted: bool,
    /// First day.
    pub starts_on: Date,
}

impl RelationRow {
    /// The parent or carer with what the row says put in; empty cells change nothing.
    #[must_use]
    pub fn put_into(&self, holder: &Person) -> Person {
        let mut changed = holder.clone();
        let contact = &mut changed.contact;
        for (slot, value) in [
            (&mut contact.email, &self.email),
            (&mut contact.phone, &self.phone),
            (&mut contact.address, &self.address),
        ] {
            if value.is_some() {
                slot.clone_from(value);
            }
        }
        changed
    }
}

/// A relation that is known and holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRelation {
    /// Its id.
    pub id: RelationId,
    /// The child.
    pub child: PersonId,
    /// Who stands in it.
    pub holder: PersonId,
    /// What they are to the child.
    pub kind: RelationKind,
    /// Whether contact is restricted.
    pub is_contact_restricted: bool,
}

/// What a file of relations is read against.
#[derive(Debug, Clone, Copy)]
pub struct Relations<'a> {
    /// Every child whose record is kept.
    pub children: &'a [Person],
    /// Grown-ups who may be meant: those around a child, and everybody with an e-mail address.
    pub people: &'a [Person],
    /// Relations of persons that hold.
    pub known: &'a [KnownRelation],
    /// The day of the import.
    pub today: Date,
}

/// Everybody who may be meant, to be found fast.
struct Around<'a> {
    by_id: HashMap<PersonId, &'a Person>,
    by_email: HashMap<String, Vec<&'a Person>>,
    of_child: HashMap<PersonId, Vec<&'a KnownRelation>>,
}

impl<'a> Around<'a> {
    fn of(against: &Relations<'a>) -> Around<'a> {
        let by_id: HashMap<PersonId, &Person> = against.people.iter().map(|person| (person.id, person)).collect();
        let mut by_email: HashMap<String, Vec<&Person>> = HashMap::new();
        for person in by_id.values() {
            if let Some(email) = &person.contact.email {
                by_email.entry(email.to_lowercase()).or_default().push(person);
            }
        }
        let mut of_child: HashMap<PersonId, Vec<&KnownRelation>> = HashMap::new();
        for relation in against.known {
            of_child.entry(relation.child).or_default().push(relation);
        }
        Around { by_id, by_email, of_child }
    }

    /// Who a row means; nobody who is known, or why that cannot be said.
    fn find(&self, child: PersonId, name: &Name, email: Option<&str>) -> Result<Option<PersonId>, &'static str> {
        let sorting = name.sorting();
        if let Some(found) = email.and_then(|email| self.by_email.get(email)) {
            let mut namesakes = found.iter().filter(|person| person.name.sorting() == sorting);
            return match (namesakes.next(), namesakes.next()) {
                (Some(one), None) => Ok(Some(one.id)),
                (None, _) => Err("this e-mail address is known as that of somebody with another name: look at both"),
                (Some(_), Some(_)) => {
                    Err("two people of this name have this e-mail address: add them on the child's page")
                }
            };
        }
        let around = self.of_child.get(&child).map(Vec::as_slice).unwrap_or_default();
        let named: HashSet<PersonId> = around
            .iter()
            .filter(|one| self.by_id.get(&one.holder).is_some_and(|person| person.name.sorting() == sorting))
            .map(|one| one.holder)
            .collect();
        match named.len() {
            0 => Ok(None),
            1 => Ok(named.into_iter().next()),
            _ => Err("two people of this name are around the child already: give the e-mail address"),
        }
    }

    fn relation(&self, row: &RelationRow) -> Option<&'a KnownRelation> {
        let around = self.of_child.get(&row.child)?;
        around.iter().find(|one| Some(one.holder) == row.holder && one.kind == row.kind).copied()
    }
}

/// Reads a file of relations. Nothing is written.
///
/// # Errors
/// [`HeaderError`] when the first line cannot be used; what is wrong with a row stands in its report.
pub fn read_relations(table: &Table, against: &Relations<'_>) -> Result<Report<RelationRow, RelationId>, HeaderError> {
    let found = Found::of(table, &COLUMNS)?;
    let children = Known::of(against.children);
    let around = Around::of(against);
    let mut earlier: HashMap<(PersonId, String, RelationKind), u64> = HashMap::new();
    let mut names: HashMap<String, (String, u64)> = HashMap::new();
    let mut report = Report { taken: Vec::new(), rows: Vec::new(), ignored_columns: found.ignored.clone() };
    for (at, row) in table.rows.iter().enumerate() {
        let read = relation_row(&found, row, &children, &around, against.today).and_then(|(relation, warnings)| {
            let sorting = relation.name.sorting();
            let key = (relation.child, sorting.clone(), relation.kind);
            if let Some(first) = earlier.insert(key, row.line) {
                return refused(format!("line {first} says the same of this child: keep one of the two"));
            }
            if let Some(email) = &relation.email {
                let (name, first) = names.entry(email.clone()).or_insert_with(|| (sorting.clone(), row.line));
                if *name != sorting {
                    return refused(format!("line {first} has this e-mail address with another name: look at both"));
                }
            }
            Ok((relation, warnings))
        });
        let outcome = read.and_then(|(relation, warnings)| Ok((compared(&around, &relation)?, relation, warnings)));
        let (outcome, warnings) = match outcome {
            Err(why) => (Outcome::Refused { why }, Vec::new()),
            Ok((outcome, relation, warnings)) => {
                if !matches!(outcome, Outcome::Same(_)) {
                    report.taken.push((at, relation));
                }
                (outcome, warnings)
            }
        };
        report.rows.push(RowReport { line: row.line, outcome, warnings });
    }
    Ok(report)
}

fn refused<T>(why: String) -> Result<T, Vec<Fault>> {
    Err(vec![Fault { column: None, why }])
}

fn relation_row(
    found: &Found,
    row: &Row,
    children: &Known<'_>,
    around: &Around<'_>,
    today: Date,
) -> Result<(RelationRow, Vec<Warning>), Vec<Fault>> {
    let mut cells = Cells::new(found, row);
    let mut warnings = Vec::new();
    let child = which_child(&mut cells, children, CHILD, &mut warnings);
    let name = Name::read(cells.text("given_name"), cells.text("family_name"), "");
    if let Err(why) = name {
        cells.fault(if why.part() == NamePart::Family { "family_name" } else { "given_name" }, why);
    }
    let kind = cells.required("relation", |text| {
        let code = text.to_lowercase().replace([' ', '_'], "-");
        let kind = KINDS.iter().find(|kind| kind.code() == code);
        kind.copied().ok_or("use parent (with parental responsibility), carer, nominee or representative")
    });
    let source = cells.required("source", |text| Ok::<_, String>(text.to_owned()));
    let email = cells.read("email", |text| {
        let (name, host) = text.split_once('@').unwrap_or_default();
        let is_address = !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace);
        if is_address {
            Ok(text.to_lowercase())
        } else {
            Err("this is not an e-mail address: write one, or leave it empty")
        }
    });
    let restricted = cells.read("contact_restricted", |text| match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" => Ok(true),
        "no" | "n" | "false" | "0" => Ok(false),
        _ => Err("write yes or no"),
    });
    let starts_on = cells.day("starts_on").unwrap_or(today);
    if starts_on > today {
        cells.fault("starts_on", format!("{starts_on} has not come yet: record it when it has"));
    }
    let (Some(child), Ok(name), Some(kind), Some(source), true) = (child, name, kind, source, cells.faults.is_empty())
    else {
        return Err(cells.faults);
    };
    let holder = match around.find(child, &name, email.as_deref()) {
        Ok(holder) => holder,
        Err(why) => {
            cells.fault("email", why);
            return Err(cells.faults);
        }
    };
    if holder == Some(child) {
        return refused("nobody is related to themself".to_owned());
    }
    if restricted == Some(true) {
        warnings.push(Warning::ContactRestricted);
    }
    let relation = RelationRow {
        child,
        holder,
        name,
        kind,
        source,
        email,
        phone: cells.some_text("phone"),
        address: cells.some_text("address"),
        is_contact_restricted: restricted.unwrap_or(false),
        starts_on,
    };
    let known = around.relation(&relation);
    if restricted == Some(false) && known.is_some_and(|known| known.is_contact_restricted) {
        cells.fault(
            "contact_restricted",
            "contact is restricted here: a file lifts no restriction, the child's page does",
        );
        return Err(cells.faults);
    }
    let stays = known.is_some_and(|known| known.is_contact_restricted);
    Ok((RelationRow { is_contact_restricted: relation.is_contact_restricted || stays, ..relation }, warnings))
}

fn compared(around: &Around<'_>, row: &RelationRow) -> Result<Outcome<RelationId>, Vec<Fault>> {
    let Some(known) = around.relation(row) else { return Ok(Outcome::New) };
    let Some(was) = around.by_id.get(&known.holder) else { return Ok(Outcome::New) };
    let is = row.put_into(was);
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let pairs = [
        ("email", text(&was.contact.email), text(&is.contact.email)),
        ("phone", text(&was.contact.phone), text(&is.contact.phone)),
        ("address", text(&was.contact.address), text(&is.contact.address)),
        ("contact_restricted", yes(known.is_contact_restricted), yes(row.is_contact_restricted)),
    ];
    let differ = pairs.into_iter().filter(|(_, was, is)| was != is);
    let changes: Vec<Change> = differ.map(|(column, was, is)| Change { column: column.to_owned(), was, is }).collect();
    Ok(if changes.is_empty() { Outcome::Same(known.id) } else { Outcome::Changed { id: known.id, changes } })
}

#[cfg(test)]
#[path = "relations_tests.rs"]
mod tests;
