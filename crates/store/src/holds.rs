//! Legal holds: who ordered that a record stays, why, and who ended it.

use jiff::Timestamp;
use seven_core::retention::Hold;
use seven_core::{HoldId, PersonId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::retention::lock;
use crate::{Query, StoreError, Writing};

/// A hold as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredHold {
    /// Its id.
    pub id: HoldId,
    /// Whose record.
    pub child: PersonId,
    /// The child's name.
    pub child_name: String,
    /// Why the record has to stay.
    pub reason: String,
    /// Who placed it; nobody where it was the command line.
    pub placed_by: Option<String>,
    /// When.
    pub placed_at: Timestamp,
    /// When it was lifted; nothing while it lasts.
    pub lifted_at: Option<Timestamp>,
    /// Who lifted it.
    pub lifted_by: Option<String>,
    /// Why it was lifted.
    pub lifted_reason: Option<String>,
}

const SELECT: &str = "SELECT h.*, TRIM(COALESCE(c.known_as, c.given_name) || ' ' || c.family_name) AS child_name, \
    TRIM(COALESCE(p.known_as, p.given_name) || ' ' || p.family_name) AS placed_name, \
    TRIM(COALESCE(l.known_as, l.given_name) || ' ' || l.family_name) AS lifted_name FROM legal_hold h \
    JOIN person c ON c.authority_id = h.authority_id AND c.id = h.child_id \
    LEFT JOIN person p ON p.authority_id = h.authority_id AND p.id = h.placed_by \
    LEFT JOIN person l ON l.authority_id = h.authority_id AND l.id = h.lifted_by WHERE h.authority_id = $1";

/// Every hold on a child's record, lifted ones too, newest first.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<StoredHold>, StoreError> {
    let authority = at.authority().to_string();
    let sql = format!("{SELECT} AND h.child_id = $2 ORDER BY h.placed_at DESC, h.id DESC");
    let rows =
        sqlx::query(AssertSqlSafe(sql)).bind(authority).bind(child.to_string()).fetch_all(at.connection()).await?;
    rows.iter().map(hold).collect()
}

/// Every hold of the authority that lasts, by when it was placed.
///
/// # Errors
/// What the database says.
pub async fn lasting(at: &mut impl Query) -> Result<Vec<StoredHold>, StoreError> {
    let authority = at.authority().to_string();
    let sql = format!("{SELECT} AND h.lifted_at IS NULL ORDER BY h.placed_at, h.id");
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(authority).fetch_all(at.connection()).await?;
    rows.iter().map(hold).collect()
}

/// A hold by id, as far as whose record it holds.
///
/// # Errors
/// What the database says.
pub async fn child_of(at: &mut impl Query, id: HoldId) -> Result<Option<PersonId>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT child_id FROM legal_hold WHERE authority_id = $1 AND id = $2")
        .bind(authority)
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.map(|row| Line(&row).read("child_id")).transpose()
}

/// The holds on a child's record as the rules of keeping see them.
///
/// # Errors
/// What the database says.
pub async fn as_rules_see(at: &mut impl Query, child: PersonId) -> Result<Vec<Hold>, StoreError> {
    let day = |at: Timestamp| at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let all = of_child(at, child).await?;
    let hold = |one: StoredHold| Hold {
        id: one.id,
        person: child,
        since: day(one.placed_at),
        lifted_on: one.lifted_at.map(day),
    };
    Ok(all.into_iter().map(hold).collect())
}

/// Places a hold on a child's record.
///
/// # Errors
/// [`StoreError::Missing`] where there is no such record.
pub async fn place(write: &mut Writing, child: PersonId, id: HoldId, reason: &str) -> Result<(), StoreError> {
    lock(write, child).await?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let placed_by = write.permit().actor().map(|id| id.to_string());
    sqlx::query(
        "INSERT INTO legal_hold (authority_id, id, child_id, reason, placed_by, placed_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(child.to_string())
    .bind(reason)
    .bind(placed_by)
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Lifts a hold.
///
/// # Errors
/// [`StoreError::Missing`] where there is none on this record, or it was lifted before.
pub async fn lift(write: &mut Writing, child: PersonId, id: HoldId, reason: &str) -> Result<(), StoreError> {
    lock(write, child).await?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let lifted_by = write.permit().actor().map(|id| id.to_string());
    let done = sqlx::query(
        "UPDATE legal_hold SET lifted_at = $4, lifted_by = $5, lifted_reason = $6 \
         WHERE authority_id = $1 AND id = $2 AND child_id = $3 AND lifted_at IS NULL",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(child.to_string())
    .bind(at)
    .bind(lifted_by)
    .bind(reason)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("legal hold")) }
}

fn hold(row: &AnyRow) -> Result<StoredHold, StoreError> {
    let line = Line(row);
    Ok(StoredHold {
        id: line.read("id")?,
        child: line.read("child_id")?,
        child_name: line.text("child_name")?,
        reason: line.text("reason")?,
        placed_by: line.text_or_none("placed_name")?,
        placed_at: line.instant("placed_at")?,
        lifted_at: line.instant_or_none("lifted_at")?,
        lifted_by: line.text_or_none("lifted_name")?,
        lifted_reason: line.text_or_none("lifted_reason")?,
    })
}
