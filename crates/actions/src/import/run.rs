//! A file read against what is known, and the rows that can be taken, taken.

use std::collections::BTreeMap;

use interchange::ImportError;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::import::{KnownPackage, Outcome, PackageRow, Packages, RelationRow, Report, RowReport};
use seven_core::people::Person;
use seven_core::{ImportId, PackageId, PersonId, RelationId};
use store::imports::{self, ImportRun};
use store::packages::{self, Package};
use store::{Query, Writing, people};

use super::relations::{Around, take_relations};
use super::{DoneRow, told};
use crate::{ActionError, Caller, Problem};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Children and young people.
    People,
    /// Parents, carers and those who act in their place, with what they are to a child.
    Relations,
    /// What each has today.
    Packages,
}

impl Kind {
    /// Every one, in the order in which files are taken over.
    pub const ALL: [Kind; 3] = [Kind::People, Kind::Relations, Kind::Packages];

    /// The word it is stored under.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Kind::People => "people",
            Kind::Relations => "relations",
            Kind::Packages => "packages",
        }
    }

    /// A file to fill in: the first line, with every column.
    #[must_use]
    pub fn template(self) -> String {
        match self {
            Kind::People => interchange::people::template(),
            Kind::Relations => interchange::relations::template(),
            Kind::Packages => interchange::packages::template(),
        }
    }

    /// The kind of a stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What a run would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dry {
    /// A line for each row.
    pub rows: Vec<DoneRow>,
    /// Columns that nothing is done with.
    pub ignored_columns: Vec<String>,
    /// The report as a file to keep.
    pub csv: String,
}

/// What each row came to, with the rows to be written.
enum Read {
    People(Report<seven_core::import::PersonRow, PersonId>, Vec<Person>),
    Relations(Report<RelationRow, RelationId>, Around),
    Packages(Report<PackageRow, PackageId>, Vec<Package>),
}

/// Reads a file and says what would come of each row. Nothing is written.
///
/// # Errors
/// Refused without [`Action::ImportPeople`]; invalid, field `file`, where it cannot be read as a table.
pub async fn dry_run(caller: &Caller, kind: Kind, bytes: &[u8]) -> Result<Dry, ActionError> {
    caller.permit(Action::ImportPeople).await?;
    let mut reading = caller.reading().await?;
    Ok(match read(caller, &mut reading, kind, bytes).await? {
        Read::People(report, _) => dry(&report, of_person),
        Read::Relations(report, around) => dry(&report, |row| around.of_relation(row)),
        Read::Packages(report, _) => dry(&report, of_package),
    })
}

fn dry<T, Id>(report: &Report<T, Id>, row: impl Fn(&RowReport<Id>) -> DoneRow) -> Dry {
    Dry {
        rows: report.rows.iter().map(row).collect(),
        ignored_columns: report.ignored_columns.clone(),
        csv: interchange::write_report(report),
    }
}

fn of_person(row: &RowReport<PersonId>) -> DoneRow {
    DoneRow { person: known_id(&row.outcome), ..done(row) }
}

fn of_package(row: &RowReport<PackageId>) -> DoneRow {
    DoneRow { package: known_id(&row.outcome), ..done(row) }
}

/// What a row is about that is known already.
pub(super) fn known_id<Id: Copy>(outcome: &Outcome<Id>) -> Option<Id> {
    match outcome {
        Outcome::Same(id) | Outcome::Changed { id, .. } => Some(*id),
        Outcome::New | Outcome::Refused { .. } => None,
    }
}

/// A row's line of the report, without what it is about.
pub(super) fn done<Id>(row: &RowReport<Id>) -> DoneRow {
    let (changes, mut remarks) = told(&row.outcome);
    remarks.extend(row.warnings.iter().map(|warning| warning.text().to_owned()));
    let outcome = row.outcome.code().to_owned();
    DoneRow { line: row.line, outcome, person: None, package: None, relation: None, holder: None, changes, remarks }
}

async fn read(caller: &Caller, at: &mut impl Query, kind: Kind, bytes: &[u8]) -> Result<Read, ActionError> {
    let wrong = |error: ImportError| {
        ActionError::Invalid(vec![Problem::new("file", "no-table").with("why", error.to_string())])
    };
    let known = imports::everybody(at).await?;
    let today = caller.moment.today;
    if kind == Kind::People {
        return Ok(Read::People(interchange::people::read(bytes, &known, today).map_err(wrong)?, known));
    }
    if kind == Kind::Relations {
        let around = Around::load(at, today).await?;
        let report = interchange::relations::read(bytes, &around.against(&known, today)).map_err(wrong)?;
        return Ok(Read::Relations(report, around));
    }
    let stored = packages::all(at).await?;
    let lines: Vec<KnownPackage> =
        stored.iter().map(|package| KnownPackage { id: package.id, row: row_of(package) }).collect();
    let loaded = crate::schemes::in_force(at, today).await?;
    let streams: Vec<&str> =
        loaded.iter().flat_map(|loaded| &loaded.scheme.streams).map(|stream| stream.id.as_str()).collect();
    let against = Packages { people: &known, known: &lines, streams: &streams, today };
    Ok(Read::Packages(interchange::packages::read(bytes, &against).map_err(wrong)?, stored))
}

fn row_of(package: &Package) -> PackageRow {
    PackageRow {
        child: package.child,
        description: package.description.clone(),
        stream: package.stream.clone(),
        yearly_cost: package.yearly_cost,
        starts_on: package.starts_on,
        ends_on: package.ends_on,
        source: package.source.clone(),
    }
}

/// Takes over every row that can be taken, all in one change; refused rows are left out and said.
///
/// # Errors
/// As [`dry_run`]; a rule where no row can be taken.
pub async fn import(caller: &Caller, kind: Kind, file_name: &str, bytes: &[u8]) -> Result<ImportId, ActionError> {
    let permit = caller.permit(Action::ImportPeople).await?;
    let mut write = caller.writing(&permit).await?;
    let id: ImportId = write.id();
    let mut rows = match read(caller, &mut write, kind, bytes).await? {
        Read::People(report, known) => take_people(&mut write, id, &report, &known).await?,
        Read::Relations(report, around) => take_relations(&mut write, id, &report, &around).await?,
        Read::Packages(report, known) => take_packages(&mut write, id, &report, &known).await?,
    };
    rows.sort_by_key(|row| row.line);
    let count = |outcome: &str| rows.iter().filter(|row| row.outcome == outcome).count();
    if count("new") + count("changed") == 0 {
        return Err(ActionError::rule("nothing-to-take"));
    }
    let run = ImportRun {
        id,
        kind: kind.code().to_owned(),
        file_name: file_name.chars().filter(|letter| !letter.is_control()).take(200).collect(),
        report: serde_json::to_string(&rows).map_err(|error| ActionError::Outside(error.to_string()))?,
        imported_by: caller.person,
        imported_at: caller.moment.at,
        undone_at: None,
    };
    imports::insert(&mut write, &run).await?;
    let event = Event::of(&permit, format!("import {id}"))
        .with("kind", kind.code())
        .with("new", count("new"))
        .with("changed", count("changed"))
        .with("refused", count("refused"));
    write.commit(event).await?;
    Ok(id)
}

async fn take_people(
    write: &mut Writing,
    import: ImportId,
    report: &Report<seven_core::import::PersonRow, PersonId>,
    known: &[Person],
) -> Result<Vec<DoneRow>, ActionError> {
    let mut rows: Vec<DoneRow> = report.rows.iter().map(of_person).collect();
    let by_id: BTreeMap<PersonId, &Person> = known.iter().map(|person| (person.id, person)).collect();
    for (at, taken) in &report.taken {
        let Some(row) = rows.get_mut(*at) else { continue };
        if let Some(person) = row.person.and_then(|id| by_id.get(&id)) {
            people::update(write, &taken.put_into(person)).await?;
        } else {
            let mut person = taken.put_into(&Person::new(write.id(), taken.name.clone()));
            person.has_record = true;
            people::insert(write, &person).await?;
            imports::made_person(write, import, person.id).await?;
            row.person = Some(person.id);
        }
    }
    Ok(rows)
}

async fn take_packages(
    write: &mut Writing,
    import: ImportId,
    report: &Report<PackageRow, PackageId>,
    known: &[Package],
) -> Result<Vec<DoneRow>, ActionError> {
    let mut rows: Vec<DoneRow> = report.rows.iter().map(of_package).collect();
    for (at, taken) in &report.taken {
        let Some(row) = rows.get_mut(*at) else { continue };
        row.person = Some(taken.child);
        let before = row.package.and_then(|id| known.iter().find(|package| package.id == id));
        let id = before.map_or_else(|| write.id(), |package| package.id);
        let package = Package {
            id,
            child: taken.child,
            description: taken.description.clone(),
            stream: taken.stream.clone(),
            yearly_cost: taken.yearly_cost,
            starts_on: taken.starts_on,
            ends_on: taken.ends_on,
            source: taken.source.clone(),
            import: Some(import),
        };
        if before.is_some() {
            packages::update(write, &package).await?;
        } else {
            packages::insert(write, &package).await?;
            row.package = Some(id);
        }
    }
    Ok(rows)
}
