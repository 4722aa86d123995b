//! Scheme versions as an authority holds them. Files never change after publishing; only dates in force do.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::{PersonId, SchemeVersionId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// A published version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeVersion {
    /// Its id.
    pub id: SchemeVersionId,
    /// The scheme's id, the same for all its versions.
    pub scheme: String,
    /// First day that the version is made for.
    pub effective_from: Date,
    /// Last day that it is made for, where one is known.
    pub effective_until: Option<Date>,
    /// SHA-256 of its rule files.
    pub hash: String,
    /// Its files: name to text.
    pub files: BTreeMap<String, String>,
    /// What the check found, as JSON.
    pub findings: String,
    /// Who published it; nobody for the server's command line.
    pub published_by: Option<PersonId>,
    /// When.
    pub published_at: Timestamp,
    /// Who accepted its cliffs, by name.
    pub cliffs_accepted_by: Option<String>,
    /// Who may lose by it, and what was done about it.
    pub equality_note: String,
    /// From when awards are made under it; nothing until it is put in force.
    pub in_force_from: Option<Date>,
    /// Who put it in force.
    pub in_force_by: Option<PersonId>,
    /// From when no new award is made under it.
    pub withdrawn_from: Option<Date>,
    /// Who withdrew it.
    pub withdrawn_by: Option<PersonId>,
    /// Why.
    pub withdrawn_why: Option<String>,
    /// How often its dates were changed.
    pub version: i64,
}

/// The version under which awards are made on a day: the one put in force last.
///
/// # Errors
/// What the database says.
pub async fn in_force(at: &mut impl Query, day: Date) -> Result<Option<SchemeVersion>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query(
        "SELECT * FROM scheme_version WHERE authority_id = $1 AND in_force_from <= $2 \
         AND (withdrawn_from IS NULL OR withdrawn_from > $2) ORDER BY in_force_from DESC, id DESC LIMIT 1",
    )
    .bind(authority)
    .bind(day.to_string())
    .fetch_optional(at.connection())
    .await?;
    row.as_ref().map(scheme_version).transpose()
}

/// A version by id.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, id: SchemeVersionId) -> Result<Option<SchemeVersion>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM scheme_version WHERE authority_id = $1 AND id = $2")
        .bind(authority)
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(scheme_version).transpose()
}

/// Every version, newest first.
///
/// # Errors
/// What the database says.
pub async fn all(at: &mut impl Query) -> Result<Vec<SchemeVersion>, StoreError> {
    let authority = at.authority().to_string();
    let rows =
        sqlx::query("SELECT * FROM scheme_version WHERE authority_id = $1 ORDER BY effective_from DESC, id DESC")
            .bind(authority)
            .fetch_all(at.connection())
            .await?;
    rows.iter().map(scheme_version).collect()
}

/// Adds a published version.
///
/// # Errors
/// [`StoreError::Conflict`] where these rules were published already.
pub async fn insert(write: &mut Writing, version: &SchemeVersion) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let files = serde_json::to_string(&version.files).map_err(|error| StoreError::Database(error.to_string()))?;
    sqlx::query(
        "INSERT INTO scheme_version (authority_id, id, scheme_id, effective_from, effective_until, hash, files, findings, \
         published_by, published_at, cliffs_accepted_by, equality_note, in_force_from, in_force_by, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)",
    )
    .bind(authority)
    .bind(version.id.to_string())
    .bind(version.scheme.as_str())
    .bind(version.effective_from.to_string())
    .bind(version.effective_until.map(|day| day.to_string()))
    .bind(version.hash.as_str())
    .bind(files)
    .bind(version.findings.as_str())
    .bind(version.published_by.map(|id| id.to_string()))
    .bind(instant(version.published_at))
    .bind(version.cliffs_accepted_by.as_deref())
    .bind(version.equality_note.as_str())
    .bind(version.in_force_from.map(|day| day.to_string()))
    .bind(version.in_force_by.map(|id| id.to_string()))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Puts a version in force from a day, if nobody else changed its dates since `version` was read.
///
/// # Errors
/// [`StoreError::Changed`].
pub async fn put_in_force(
    write: &mut Writing,
    (id, version): (SchemeVersionId, i64),
    from: Date,
    by: PersonId,
) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE scheme_version SET in_force_from = $4, in_force_by = $5, version = version + 1 \
         WHERE authority_id = $1 AND id = $2 AND version = $3 AND in_force_from IS NULL",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(version)
    .bind(from.to_string())
    .bind(by.to_string())
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("scheme version")) }
}

/// Withdraws a version from a day on; what was awarded under it stands.
///
/// # Errors
/// [`StoreError::Changed`].
pub async fn withdraw(
    write: &mut Writing,
    (id, version): (SchemeVersionId, i64),
    from: Date,
    by: PersonId,
    why: &str,
) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE scheme_version SET withdrawn_from = $4, withdrawn_by = $5, withdrawn_why = $6, version = version + 1 \
         WHERE authority_id = $1 AND id = $2 AND version = $3 AND withdrawn_from IS NULL",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(version)
    .bind(from.to_string())
    .bind(by.to_string())
    .bind(why)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("scheme version")) }
}

fn scheme_version(row: &AnyRow) -> Result<SchemeVersion, StoreError> {
    let line = Line(row);
    let files = serde_json::from_str(&line.text("files")?)
        .map_err(|error| StoreError::Unreadable { column: "files", why: error.to_string() })?;
    Ok(SchemeVersion {
        id: line.read("id")?,
        scheme: line.text("scheme_id")?,
        effective_from: line.day("effective_from")?,
        effective_until: line.day_or_none("effective_until")?,
        hash: line.text("hash")?,
        files,
        findings: line.text("findings")?,
        published_by: line.read_or_none("published_by")?,
        published_at: line.instant("published_at")?,
        cliffs_accepted_by: line.text_or_none("cliffs_accepted_by")?,
        equality_note: line.text("equality_note")?,
        in_force_from: line.day_or_none("in_force_from")?,
        in_force_by: line.read_or_none("in_force_by")?,
        withdrawn_from: line.day_or_none("withdrawn_from")?,
        withdrawn_by: line.read_or_none("withdrawn_by")?,
        withdrawn_why: line.text_or_none("withdrawn_why")?,
        version: line.number("version")?,
    })
}
