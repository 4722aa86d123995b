//! Taking a run back, row by row: what it made goes, what it changed is put back as it was. Where later work stands on a
//! row, or somebody changed it since, the row stays and the report says so.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::import::read_day;
use seven_core::people::Person;
use seven_core::people::identifiers::{NhsNumber, Uln, Upn};
use seven_core::people::name::Name;
use seven_core::{ImportId, Pence};
use store::imports;
use store::packages::{self, Package};
use store::{StoreError, Writing, people};

use super::relations::undo_relation;
use super::{DoneRow, Kind};
use crate::{ActionError, Caller};

/// What became of a row when its run was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The line of the file.
    pub line: u64,
    /// Whether it is as it was before the run.
    pub is_undone: bool,
    /// Why not, by its code; empty where it is.
    pub why: &'static str,
}

/// Takes a run back.
///
/// # Errors
/// Refused without [`Action::ImportPeople`]; [`StoreError::Changed`] where it was undone before; a rule where nothing of it
/// can be undone.
pub async fn undo(caller: &Caller, id: ImportId) -> Result<Vec<Undone>, ActionError> {
    let permit = caller.permit(Action::ImportPeople).await?;
    let mut write = caller.writing(&permit).await?;
    let run = imports::find(&mut write, id).await?.ok_or(StoreError::Missing("import"))?;
    if run.undone_at.is_some() {
        return Err(StoreError::Changed("import").into());
    }
    let rows: Vec<DoneRow> =
        serde_json::from_str(&run.report).map_err(|error| ActionError::Outside(error.to_string()))?;
    let mut report = Vec::new();
    for row in rows.iter().filter(|row| row.outcome == "new" || row.outcome == "changed") {
        let why = match Kind::from_code(&run.kind) {
            Some(Kind::Packages) => undo_package(&mut write, id, row).await?,
            Some(Kind::Relations) => undo_relation(&mut write, id, row).await?,
            _ => undo_person(&mut write, id, row).await?,
        };
        report.push(Undone { line: row.line, is_undone: why.is_empty(), why });
    }
    let undone = report.iter().filter(|row| row.is_undone).count();
    if undone == 0 {
        return Err(ActionError::rule("nothing-to-undo"));
    }
    imports::mark_undone(&mut write, id).await?;
    let event = Event::of(&permit, format!("import {id}")).with("undone", undone).with("kept", report.len() - undone);
    write.commit(event).await?;
    Ok(report)
}

async fn undo_person(write: &mut Writing, import: ImportId, row: &DoneRow) -> Result<&'static str, ActionError> {
    let Some(id) = row.person else { return Ok("gone") };
    let Some(person) = people::find(write, id).await? else { return Ok("gone") };
    if row.outcome == "new" {
        if imports::later_work(write, id).await? > 0 {
            return Ok("later-work");
        }
        if person.version != 1 {
            return Ok("changed-since");
        }
        imports::delete_person(write, import, id).await?;
        return Ok("");
    }
    let is_as_imported = row.changes.iter().all(|(column, _, is)| cell(&person, column) == *is);
    if !is_as_imported {
        return Ok("changed-since");
    }
    let mut before = person.clone();
    for (column, was, _) in &row.changes {
        put_back(&mut before, column, was);
    }
    people::update(write, &before).await?;
    Ok("")
}

/// A column of a person as the report of an import writes it.
fn cell(person: &Person, column: &str) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    match column {
        "given_name" => person.name.given().to_owned(),
        "family_name" => person.name.family().to_owned(),
        "known_as" => person.name.known_as().unwrap_or_default().to_owned(),
        "date_of_birth" => person.born.map(|day| day.to_string()).unwrap_or_default(),
        "upn" => person.upn.as_ref().map(|upn| upn.as_str().to_owned()).unwrap_or_default(),
        "nhs_number" => person.nhs_number.as_ref().map(|number| number.as_str().to_owned()).unwrap_or_default(),
        "uln" => person.uln.as_ref().map(|number| number.as_str().to_owned()).unwrap_or_default(),
        "sex" => text(&person.sex),
        "ethnicity" => text(&person.ethnicity),
        "primary_need" => text(&person.primary_need),
        "email" => text(&person.contact.email),
        "phone" => text(&person.contact.phone),
        "address" => text(&person.contact.address),
        "language" => text(&person.contact.language),
        _ => String::new(),
    }
}

fn put_back(person: &mut Person, column: &str, was: &str) {
    let some = || (!was.is_empty()).then(|| was.to_owned());
    let renamed = |given: &str, family: &str, known_as: &str, now: &Name| {
        Name::read(given, family, known_as).unwrap_or_else(|_| now.clone())
    };
    let known_as = person.name.known_as().unwrap_or_default().to_owned();
    match column {
        "given_name" => person.name = renamed(was, person.name.family(), &known_as, &person.name),
        "family_name" => person.name = renamed(person.name.given(), was, &known_as, &person.name),
        "known_as" => person.name = renamed(person.name.given(), person.name.family(), was, &person.name),
        "date_of_birth" => person.born = read_day(was).ok(),
        "upn" => person.upn = Upn::read(was).ok(),
        "nhs_number" => person.nhs_number = NhsNumber::read(was).ok(),
        "uln" => person.uln = Uln::read(was).ok(),
        "sex" => person.sex = some(),
        "ethnicity" => person.ethnicity = some(),
        "primary_need" => person.primary_need = some(),
        "email" => person.contact.email = some(),
        "phone" => person.contact.phone = some(),
        "address" => person.contact.address = some(),
        "language" => person.contact.language = some(),
        _ => {}
    }
}

async fn undo_package(write: &mut Writing, import: ImportId, row: &DoneRow) -> Result<&'static str, ActionError> {
    let (Some(id), Some(child)) = (row.package, row.person) else { return Ok("gone") };
    let all = packages::of_child(write, child).await?;
    let Some(found) = all.into_iter().find(|package| package.id == id) else { return Ok("gone") };
    if row.outcome == "new" {
        if found.import != Some(import) {
            return Ok("changed-since");
        }
        packages::delete(write, child, id).await?;
        return Ok("");
    }
    if row.changes.iter().any(|(column, _, is)| package_cell(&found, column) != *is) {
        return Ok("changed-since");
    }
    let mut before = found;
    for (column, was, _) in &row.changes {
        match column.as_str() {
            "yearly_cost" => before.yearly_cost = Pence::read(was).unwrap_or(before.yearly_cost),
            "ends_on" => before.ends_on = read_day(was).ok(),
            "source" => before.source.clone_from(was),
            _ => {}
        }
    }
    packages::update(write, &before).await?;
    Ok("")
}

fn package_cell(package: &Package, column: &str) -> String {
    match column {
        "yearly_cost" => package.yearly_cost.to_string(),
        "ends_on" => package.ends_on.map(|day| day.to_string()).unwrap_or_default(),
        "source" => package.source.clone(),
        _ => String::new(),
    }
}
