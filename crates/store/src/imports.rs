//! Runs of an import: what came of each row, and whether the run was undone.

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::import::KnownRelation;
use seven_core::people::{Person, RelationKind};
use seven_core::{ImportId, PackageId, PersonId, RelationId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// A run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRun {
    /// Its id.
    pub id: ImportId,
    /// `people`, `relations` or `packages`.
    pub kind: String,
    /// What the file is called.
    pub file_name: String,
    /// A line for each row, as JSON.
    pub report: String,
    /// Who imported.
    pub imported_by: Option<PersonId>,
    /// When.
    pub imported_at: Timestamp,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
}

/// Adds a run.
///
/// # Errors
/// What the database says.
pub async fn insert(write: &mut Writing, run: &ImportRun) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO import_run (authority_id, id, kind, file_name, report, imported_by, imported_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(authority)
    .bind(run.id.to_string())
    .bind(run.kind.as_str())
    .bind(run.file_name.as_str())
    .bind(run.report.as_str())
    .bind(run.imported_by.map(|id| id.to_string()))
    .bind(instant(run.imported_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// A run by id.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, id: ImportId) -> Result<Option<ImportRun>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM import_run WHERE authority_id = $1 AND id = $2")
        .bind(authority)
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(run).transpose()
}

/// The newest fifty runs.
///
/// # Errors
/// What the database says.
pub async fn newest(at: &mut impl Query) -> Result<Vec<ImportRun>, StoreError> {
    let authority = at.authority().to_string();
    let rows =
        sqlx::query("SELECT * FROM import_run WHERE authority_id = $1 ORDER BY imported_at DESC, id DESC LIMIT 50")
            .bind(authority)
            .fetch_all(at.connection())
            .await?;
    rows.iter().map(run).collect()
}

/// Marks a run as undone, once.
///
/// # Errors
/// [`StoreError::Changed`] where it was undone before.
pub async fn mark_undone(write: &mut Writing, id: ImportId) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done =
        sqlx::query("UPDATE import_run SET undone_at = $3 WHERE authority_id = $1 AND id = $2 AND undone_at IS NULL")
            .bind(authority)
            .bind(id.to_string())
            .bind(at)
            .execute(write.connection())
            .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("import")) }
}

/// Everybody whose record is kept here.
///
/// # Errors
/// What the database says.
pub async fn everybody(at: &mut impl Query) -> Result<Vec<Person>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM person WHERE authority_id = $1 AND has_record = 1 AND erased_at IS NULL ORDER BY id",
    )
    .bind(authority)
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(crate::people::person).collect()
}

/// Grown-ups whom a file of relations may mean: whoever is around a child, and everybody else with an e-mail address.
///
/// # Errors
/// What the database says.
pub async fn grown_ups(at: &mut impl Query) -> Result<Vec<Person>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM person p WHERE p.authority_id = $1 AND p.erased_at IS NULL AND (p.email IS NOT NULL OR EXISTS \
         (SELECT 1 FROM relation r WHERE r.authority_id = $1 AND r.holder_person_id = p.id)) ORDER BY p.id",
    )
    .bind(authority)
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(crate::people::person).collect()
}

/// Every relation of a person to a child that holds on a day, or will.
///
/// # Errors
/// What the database says.
pub async fn relations(at: &mut impl Query, today: Date) -> Result<Vec<KnownRelation>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT id, child_id, holder_person_id, kind, is_contact_restricted FROM relation WHERE authority_id = $1 \
         AND holder_person_id IS NOT NULL AND (ends_on IS NULL OR ends_on >= $2) ORDER BY starts_on, id",
    )
    .bind(authority)
    .bind(today.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            Ok(KnownRelation {
                id: line.read("id")?,
                child: line.read("child_id")?,
                holder: line.read("holder_person_id")?,
                kind: line.coded("kind", RelationKind::from_code)?,
                is_contact_restricted: line.flag("is_contact_restricted")?,
            })
        })
        .collect()
}

/// Says that an import made a relation.
///
/// # Errors
/// What the database says.
pub async fn made_relation(write: &mut Writing, import: ImportId, relation: RelationId) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query("UPDATE relation SET import_id = $3 WHERE authority_id = $1 AND id = $2")
        .bind(authority)
        .bind(relation.to_string())
        .bind(import.to_string())
        .execute(write.connection())
        .await?;
    Ok(())
}

/// Takes a relation away that only an import made, if it has not been ended since.
///
/// # Errors
/// [`StoreError::Missing`] where there is none.
pub async fn delete_relation(
    write: &mut Writing,
    import: ImportId,
    child: PersonId,
    relation: RelationId,
) -> Result<(), StoreError> {
    write.about(child)?;
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "DELETE FROM relation WHERE authority_id = $1 AND id = $2 AND child_id = $3 AND import_id = $4 AND ends_on IS NULL",
    )
    .bind(authority)
    .bind(relation.to_string())
    .bind(child.to_string())
    .bind(import.to_string())
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("relation")) }
}

/// What somebody has done about a child: how many answer sheets are theirs.
///
/// # Errors
/// What the database says.
pub async fn sheets_by(at: &mut impl Query, child: PersonId, author: PersonId) -> Result<i64, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query(
        "SELECT COUNT(*) AS sheets FROM sheet WHERE authority_id = $1 AND child_id = $2 AND author_id = $3",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(author.to_string())
    .fetch_one(at.connection())
    .await?;
    Line(&row).number("sheets")
}

/// Whether an import made a person.
///
/// # Errors
/// What the database says.
pub async fn has_made(at: &mut impl Query, import: ImportId, person: PersonId) -> Result<bool, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT 1 FROM person WHERE authority_id = $1 AND id = $2 AND import_id = $3")
        .bind(authority)
        .bind(person.to_string())
        .bind(import.to_string())
        .fetch_optional(at.connection())
        .await?;
    Ok(row.is_some())
}

/// Says that an import made a person.
///
/// # Errors
/// What the database says.
pub async fn made_person(write: &mut Writing, import: ImportId, person: PersonId) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query("UPDATE person SET import_id = $3 WHERE authority_id = $1 AND id = $2")
        .bind(authority)
        .bind(person.to_string())
        .bind(import.to_string())
        .execute(write.connection())
        .await?;
    Ok(())
}

/// What stands on a person by now: how many relations, rounds of answers, notes and packages. Nothing may be undone under it.
///
/// # Errors
/// What the database says.
pub async fn later_work(at: &mut impl Query, person: PersonId) -> Result<i64, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query(
        "SELECT (SELECT COUNT(*) FROM relation WHERE authority_id = $1 AND (child_id = $2 OR holder_person_id = $2)) \
         + (SELECT COUNT(*) FROM assessment WHERE authority_id = $1 AND child_id = $2) \
         + (SELECT COUNT(*) FROM note WHERE authority_id = $1 AND child_id = $2) \
         + (SELECT COUNT(*) FROM account WHERE authority_id = $1 AND person_id = $2) \
         + (SELECT COUNT(*) FROM broken_glass WHERE authority_id = $1 AND child_id = $2) \
         + (SELECT COUNT(*) FROM package WHERE authority_id = $1 AND child_id = $2) AS work",
    )
    .bind(authority)
    .bind(person.to_string())
    .fetch_one(at.connection())
    .await?;
    Line(&row).number("work")
}

/// Takes a person away whom only an import that is undone made.
///
/// # Errors
/// [`StoreError::Conflict`] where something stands on the person.
pub async fn delete_person(write: &mut Writing, import: ImportId, person: PersonId) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query("DELETE FROM worklist WHERE authority_id = $1 AND child_id = $2")
        .bind(authority.clone())
        .bind(person.to_string())
        .execute(write.connection())
        .await?;
    let done = sqlx::query("DELETE FROM person WHERE authority_id = $1 AND id = $2 AND import_id = $3")
        .bind(authority)
        .bind(person.to_string())
        .bind(import.to_string())
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("person")) }
}

/// A package by id.
///
/// # Errors
/// What the database says.
pub async fn package(at: &mut impl Query, id: PackageId) -> Result<Option<PersonId>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT child_id FROM package WHERE authority_id = $1 AND id = $2")
        .bind(authority)
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.map(|row| Line(&row).read("child_id")).transpose()
}

fn run(row: &AnyRow) -> Result<ImportRun, StoreError> {
    let line = Line(row);
    Ok(ImportRun {
        id: line.read("id")?,
        kind: line.text("kind")?,
        file_name: line.text("file_name")?,
        report: line.text("report")?,
        imported_by: line.read_or_none("imported_by")?,
        imported_at: line.instant("imported_at")?,
        undone_at: line.instant_or_none("undone_at")?,
    })
}
