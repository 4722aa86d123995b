//! Wrong tries in a row, by a hash of what was tried. An address without an account is counted like one that has one.

use seven_core::sign_in::Failures;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// The wrong tries at one door.
///
/// # Errors
/// What the database says.
pub async fn of_door(at: &mut impl Query, door_hash: &str) -> Result<Failures, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT count, last_at FROM sign_in_failure WHERE authority_id = $1 AND door_hash = $2")
        .bind(authority)
        .bind(door_hash)
        .fetch_optional(at.connection())
        .await?;
    let Some(row) = row else { return Ok(Failures::default()) };
    let line = Line(&row);
    Ok(Failures { count: line.number("count")?.try_into().unwrap_or(u32::MAX), last: line.instant_or_none("last_at")? })
}

/// The same, and nobody else counts at this door until the change is done.
///
/// # Errors
/// What the database says.
pub async fn hold(write: &mut Writing, door_hash: &str) -> Result<Failures, StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    sqlx::query(
        "INSERT INTO sign_in_failure (authority_id, door_hash, count, last_at) VALUES ($1, $2, 0, $3) \
         ON CONFLICT (authority_id, door_hash) DO UPDATE SET count = sign_in_failure.count",
    )
    .bind(authority)
    .bind(door_hash)
    .bind(at)
    .execute(write.connection())
    .await?;
    of_door(write, door_hash).await
}

/// Keeps the wrong tries at one door.
///
/// # Errors
/// What the database says.
pub async fn keep(write: &mut Writing, door_hash: &str, failures: Failures) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(failures.last.unwrap_or(write.moment().at)));
    sqlx::query(
        "INSERT INTO sign_in_failure (authority_id, door_hash, count, last_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (authority_id, door_hash) DO UPDATE SET count = excluded.count, last_at = excluded.last_at",
    )
    .bind(authority)
    .bind(door_hash)
    .bind(i64::from(failures.count))
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Forgets the wrong tries at one door, after a right one.
///
/// # Errors
/// What the database says.
pub async fn forget(write: &mut Writing, door_hash: &str) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query("DELETE FROM sign_in_failure WHERE authority_id = $1 AND door_hash = $2")
        .bind(authority)
        .bind(door_hash)
        .execute(write.connection())
        .await?;
    Ok(())
}
