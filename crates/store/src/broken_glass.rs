//! Records that staff opened outside their relations: by whom, why, until when, and what the safeguarding lead found.

use jiff::Timestamp;
use seven_core::{BreakGlassId, PersonId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// A record that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedRecord {
    /// Its id.
    pub id: BreakGlassId,
    /// Who opened it.
    pub person: PersonId,
    /// Their name.
    pub person_name: String,
    /// Whose record.
    pub child: PersonId,
    /// The child's name.
    pub child_name: String,
    /// Why.
    pub reason: String,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// Who reviewed it.
    pub reviewed_by: Option<String>,
    /// When.
    pub reviewed_at: Option<Timestamp>,
    /// What they found.
    pub review: Option<String>,
}

const OPENED: &str = "SELECT b.*, TRIM(COALESCE(p.known_as, p.given_name) || ' ' || p.family_name) AS person_name, \
    TRIM(COALESCE(c.known_as, c.given_name) || ' ' || c.family_name) AS child_name, \
    TRIM(COALESCE(r.known_as, r.given_name) || ' ' || r.family_name) AS reviewer_name FROM broken_glass b \
    JOIN person p ON p.authority_id = b.authority_id AND p.id = b.person_id \
    JOIN person c ON c.authority_id = b.authority_id AND c.id = b.child_id \
    LEFT JOIN person r ON r.authority_id = b.authority_id AND r.id = b.reviewed_by WHERE b.authority_id = $1";

/// Opens a record for somebody.
///
/// # Errors
/// [`StoreError::Conflict`] where there is no such child.
pub async fn insert(
    write: &mut Writing,
    person: PersonId,
    child: PersonId,
    reason: &str,
    ends_at: Timestamp,
) -> Result<BreakGlassId, StoreError> {
    let (authority, at, id) = (write.authority().to_string(), instant(write.moment().at), write.id::<BreakGlassId>());
    sqlx::query(
        "INSERT INTO broken_glass (authority_id, id, person_id, child_id, reason, starts_at, ends_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(person.to_string())
    .bind(child.to_string())
    .bind(reason)
    .bind(at)
    .bind(instant(ends_at))
    .execute(write.connection())
    .await?;
    Ok(id)
}

/// Opened records that nobody has reviewed, the oldest first; then the newest fifty that were reviewed.
///
/// # Errors
/// What the database says.
pub async fn for_review(at: &mut impl Query) -> Result<Vec<OpenedRecord>, StoreError> {
    let authority = at.authority().to_string();
    let open = format!("{OPENED} AND b.reviewed_at IS NULL ORDER BY b.starts_at, b.id LIMIT 200");
    let rows = sqlx::query(sqlx::AssertSqlSafe(open)).bind(authority.clone()).fetch_all(at.connection()).await?;
    let done = format!("{OPENED} AND b.reviewed_at IS NOT NULL ORDER BY b.reviewed_at DESC, b.id LIMIT 50");
    let reviewed = sqlx::query(sqlx::AssertSqlSafe(done)).bind(authority).fetch_all(at.connection()).await?;
    rows.iter().chain(&reviewed).map(opened).collect()
}

/// One by id.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, id: BreakGlassId) -> Result<Option<OpenedRecord>, StoreError> {
    let authority = at.authority().to_string();
    let one = format!("{OPENED} AND b.id = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(one))
        .bind(authority)
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(opened).transpose()
}

/// Keeps what the safeguarding lead found, once.
///
/// # Errors
/// [`StoreError::Changed`] where it was reviewed before.
pub async fn review(write: &mut Writing, id: BreakGlassId, by: PersonId, found: &str) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE broken_glass SET reviewed_by = $3, reviewed_at = $4, review = $5 \
         WHERE authority_id = $1 AND id = $2 AND reviewed_at IS NULL",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(by.to_string())
    .bind(at)
    .bind(found)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("review")) }
}

fn opened(row: &AnyRow) -> Result<OpenedRecord, StoreError> {
    let line = Line(row);
    Ok(OpenedRecord {
        id: line.read("id")?,
        person: line.read("person_id")?,
        person_name: line.text("person_name")?,
        child: line.read("child_id")?,
        child_name: line.text("child_name")?,
        reason: line.text("reason")?,
        starts_at: line.instant("starts_at")?,
        ends_at: line.instant("ends_at")?,
        reviewed_by: line.text_or_none("reviewer_name")?,
        reviewed_at: line.instant_or_none("reviewed_at")?,
        review: line.text_or_none("review")?,
    })
}
