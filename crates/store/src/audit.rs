//! The audit chain on disk: adding entries within a change, reading them back in order, purging a detail.

use jiff::{Timestamp, Unit};
use seven_core::access::{Action, Purpose, Seat};
use seven_core::audit::{Entry, Event, Link, genesis, seal};
use seven_core::{AuthorityId, PersonId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::together::Together;
use crate::{Engine, Query, StoreError, Writing};

/// Entries that are written together.
const AT_ONCE: usize = 16;

/// Adds events in their order; the head's row is locked first, so that no two writers continue the same entry.
pub(crate) async fn append_all(
    connection: &mut AnyConnection,
    engine: Engine,
    authority: &AuthorityId,
    events: impl Iterator<Item = (Event, Timestamp, String)>,
) -> Result<(), StoreError> {
    let mut last = lock_head(connection, authority).await?;
    let mut sealed = Vec::new();
    for (event, at, salt) in events {
        // no finer than it is stored, or the entry would not verify when it is read back
        let at = at.round(Unit::Microsecond).unwrap_or(at);
        let entry = seal(authority, &last, at, &event, &salt);
        last = Link { number: entry.number, hash: entry.hash.clone() };
        sealed.push(entry);
    }
    for some in sealed.chunks(AT_ONCE) {
        let Some(newest) = some.last() else { break };
        let mut together = Together::on(engine);
        let own = together.value(authority.as_str())?;
        for entry in some {
            insert(&mut together, &own, entry)?;
        }
        let (number, hash) = (together.value(newest.number)?, together.value(newest.hash.as_str())?);
        together.add(format!("UPDATE audit_head SET number = {number}, hash = {hash} WHERE authority_id = {own}"));
        together.execute(connection, some.len() == 1 || some.len() == AT_ONCE).await?;
    }
    Ok(())
}

async fn lock_head(connection: &mut AnyConnection, authority: &AuthorityId) -> Result<Link, StoreError> {
    // an update that changes nothing takes the row's lock on both engines
    let lock = "UPDATE audit_head SET number = number WHERE authority_id = $1 RETURNING number, hash";
    if let Some(row) = sqlx::query(lock).bind(authority.as_str()).fetch_optional(&mut *connection).await? {
        let line = Line(&row);
        return Ok(Link { number: line.number("number")?, hash: line.text("hash")? });
    }
    let first = genesis(authority);
    sqlx::query("INSERT INTO audit_head (authority_id, number, hash) VALUES ($1, $2, $3)")
        .bind(authority.as_str())
        .bind(first.number)
        .bind(first.hash.clone())
        .execute(connection)
        .await?;
    Ok(first)
}

fn insert(together: &mut Together, authority: &str, entry: &Entry) -> Result<(), StoreError> {
    let values = [
        together.value(entry.number)?,
        together.value(instant(entry.at))?,
        together.value(entry.actor.map(|id| id.to_string()))?,
        together.value(entry.seat.map(Seat::code))?,
        together.value(entry.action.code())?,
        together.value(entry.purpose.code())?,
        together.value(entry.child.map(|id| id.to_string()))?,
        together.value(entry.subject.as_str())?,
        together.value(entry.detail.as_deref())?,
        together.value(entry.detail_hash.as_str())?,
        together.value(entry.previous.as_str())?,
        together.value(entry.hash.as_str())?,
    ];
    together.add(format!(
        "INSERT INTO audit_entry (authority_id, number, at, actor_id, seat, action, purpose, child_id, subject, detail, \
         detail_hash, previous, hash) VALUES ({authority}, {})",
        values.join(", ")
    ));
    Ok(())
}

/// The entries after `after`, in order, at most `limit`: page through a whole chain with the last number seen.
///
/// # Errors
/// What the database says.
pub async fn entries(at: &mut impl Query, after: i64, limit: i64) -> Result<Vec<Entry>, StoreError> {
    let authority = at.authority().to_string();
    let rows =
        sqlx::query("SELECT * FROM audit_entry WHERE authority_id = $1 AND number > $2 ORDER BY number LIMIT $3")
            .bind(authority)
            .bind(after)
            .bind(limit)
            .fetch_all(at.connection())
            .await?;
    rows.iter().map(entry).collect()
}

/// The newest entries about a child before `before`, newest first.
///
/// # Errors
/// What the database says.
pub async fn about_child(
    at: &mut impl Query,
    child: PersonId,
    before: i64,
    limit: i64,
) -> Result<Vec<Entry>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM audit_entry WHERE authority_id = $1 AND child_id = $2 AND number < $3 \
         ORDER BY number DESC LIMIT $4",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(before)
    .bind(limit)
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(entry).collect()
}

/// The end of the chain.
///
/// # Errors
/// What the database says.
pub async fn head(at: &mut impl Query) -> Result<Link, StoreError> {
    let authority = at.authority().clone();
    let row = sqlx::query("SELECT number, hash FROM audit_head WHERE authority_id = $1")
        .bind(authority.as_str())
        .fetch_optional(at.connection())
        .await?;
    match row {
        None => Ok(genesis(&authority)),
        Some(row) => Ok(Link { number: Line(&row).number("number")?, hash: Line(&row).text("hash")? }),
    }
}

/// Takes the detail of a child's entries away; the entries stay and still verify.
///
/// # Errors
/// What the database says.
pub async fn purge_details(write: &mut Writing, child: PersonId) -> Result<u64, StoreError> {
    write.about(child)?;
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE audit_entry SET detail = NULL WHERE authority_id = $1 AND child_id = $2 AND detail IS NOT NULL",
    )
    .bind(authority)
    .bind(child.to_string())
    .execute(write.connection())
    .await?;
    Ok(done.rows_affected())
}

pub(crate) fn entry(row: &AnyRow) -> Result<Entry, StoreError> {
    let line = Line(row);
    Ok(Entry {
        number: line.number("number")?,
        at: line.instant("at")?,
        actor: line.read_or_none("actor_id")?,
        seat: line.coded_or_none("seat", Seat::from_code)?,
        action: line.coded("action", Action::from_code)?,
        purpose: line.coded("purpose", Purpose::from_code)?,
        child: line.read_or_none("child_id")?,
        subject: line.text("subject")?,
        detail: line.text_or_none("detail")?,
        detail_hash: line.text("detail_hash")?,
        previous: line.text("previous")?,
        hash: line.text("hash")?,
    })
}
