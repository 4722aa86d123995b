//! Links by which somebody outside sees chosen parts of a plan, until a day or until they are ended.

use jiff::Timestamp;
use seven_core::plan::BodyKind;
use seven_core::{PersonId, PlanId, ShareId};
use sqlx::any::AnyRow;

use crate::line::{Line, from_json, instant, json};
use crate::{Query, StoreError, Writing};

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredShare {
    /// Its id.
    pub id: ShareId,
    /// The plan.
    pub plan: PlanId,
    /// The child.
    pub child: PersonId,
    /// For whom, in the family's words.
    pub for_whom: String,
    /// What is shown.
    pub parts: Vec<BodyKind>,
    /// Until when.
    pub until: Timestamp,
    /// Who made it.
    pub made_by: PersonId,
    /// When it was ended before its time.
    pub ended_at: Option<Timestamp>,
}

/// A plan's links, the latest first.
///
/// # Errors
/// What the database says.
pub async fn of_plan(at: &mut impl Query, plan: PlanId) -> Result<Vec<StoredShare>, StoreError> {
    let authority = at.authority().to_string();
    let rows =
        sqlx::query("SELECT * FROM plan_share WHERE authority_id = $1 AND plan_id = $2 ORDER BY made_at DESC, id")
            .bind(authority)
            .bind(plan.to_string())
            .fetch_all(at.connection())
            .await?;
    rows.iter().map(share).collect()
}

/// The link with a token, by the token's hash.
///
/// # Errors
/// What the database says.
pub async fn by_token(at: &mut impl Query, token_hash: &str) -> Result<Option<StoredShare>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM plan_share WHERE authority_id = $1 AND token_hash = $2")
        .bind(authority)
        .bind(token_hash)
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(share).transpose()
}

/// Adds a link.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert(write: &mut Writing, new: &StoredShare, token_hash: &str) -> Result<(), StoreError> {
    write.about(new.child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    sqlx::query(
        "INSERT INTO plan_share (authority_id, id, plan_id, child_id, token_hash, for_whom, parts, until_at, made_by, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(authority)
    .bind(new.id.to_string())
    .bind(new.plan.to_string())
    .bind(new.child.to_string())
    .bind(token_hash)
    .bind(new.for_whom.as_str())
    .bind(json(&new.parts)?)
    .bind(instant(new.until))
    .bind(new.made_by.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Ends a link.
///
/// # Errors
/// [`StoreError::Missing`] where there is no such link, or it was ended before.
pub async fn end(write: &mut Writing, child: PersonId, id: ShareId) -> Result<(), StoreError> {
    write.about(child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE plan_share SET ended_at = $4 WHERE authority_id = $1 AND id = $2 AND child_id = $3 AND ended_at IS NULL",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(child.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("link")) }
}

fn share(row: &AnyRow) -> Result<StoredShare, StoreError> {
    let line = Line(row);
    Ok(StoredShare {
        id: line.read("id")?,
        plan: line.read("plan_id")?,
        child: line.read("child_id")?,
        for_whom: line.text("for_whom")?,
        parts: from_json(&line.text("parts")?, "parts")?,
        until: line.instant("until_at")?,
        made_by: line.read("made_by")?,
        ended_at: line.instant_or_none("ended_at")?,
    })
}
