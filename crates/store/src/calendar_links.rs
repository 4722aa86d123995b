//! Secret links by which somebody's own calendar fetches the days of a child; of a link only the hash of its token is kept.

use jiff::Timestamp;
use seven_core::{CalendarLinkId, PersonId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarLink {
    /// Its id.
    pub id: CalendarLinkId,
    /// The child.
    pub child: PersonId,
    /// Who made it, and whose calendar it is for.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
}

/// The link of a person for a child that is not ended.
///
/// # Errors
/// What the database says.
pub async fn live(at: &mut impl Query, child: PersonId, person: PersonId) -> Result<Option<CalendarLink>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query(
        "SELECT * FROM calendar_link WHERE authority_id = $1 AND child_id = $2 AND made_by = $3 AND ended_at IS NULL \
         ORDER BY made_at DESC, id",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(person.to_string())
    .fetch_optional(at.connection())
    .await?;
    row.as_ref().map(link).transpose()
}

/// The link of a token, by the token's hash.
///
/// # Errors
/// What the database says.
pub async fn by_token(at: &mut impl Query, token_hash: &str) -> Result<Option<CalendarLink>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM calendar_link WHERE authority_id = $1 AND token_hash = $2")
        .bind(authority)
        .bind(token_hash)
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(link).transpose()
}

/// Adds a link.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert(write: &mut Writing, new: &CalendarLink, token_hash: &str) -> Result<(), StoreError> {
    write.about(new.child)?;
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO calendar_link (authority_id, id, child_id, token_hash, made_by, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(authority)
    .bind(new.id.to_string())
    .bind(new.child.to_string())
    .bind(token_hash)
    .bind(new.made_by.to_string())
    .bind(instant(new.made_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Ends the links of a person for a child; how many there were.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn end_all(write: &mut Writing, child: PersonId, person: PersonId) -> Result<u64, StoreError> {
    write.about(child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE calendar_link SET ended_at = $4 \
         WHERE authority_id = $1 AND child_id = $2 AND made_by = $3 AND ended_at IS NULL",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(person.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(done.rows_affected())
}

fn link(row: &AnyRow) -> Result<CalendarLink, StoreError> {
    let line = Line(row);
    Ok(CalendarLink {
        id: line.read("id")?,
        child: line.read("child_id")?,
        made_by: line.read("made_by")?,
        made_at: line.instant("made_at")?,
        ended_at: line.instant_or_none("ended_at")?,
    })
}
