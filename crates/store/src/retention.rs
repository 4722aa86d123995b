//! Records that may be due, and erasing: row by row and value by value, as `columns.toml` says.

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::PersonId;
use sqlx::AssertSqlSafe;

use crate::columns::{Belonging, Erased, STAYS, Table, tables};
use crate::line::{Line, instant};
use crate::{LiveColumn, Query, StoreError, Writing};

/// A child's record, as far as keeping it depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptRecord {
    /// The child.
    pub child: PersonId,
    /// Date of birth.
    pub born: Option<Date>,
    /// When the record was begun.
    pub made_at: Timestamp,
}

/// What an erasure did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Erasure {
    /// Rows that are gone.
    pub deleted: u64,
    /// Rows that stay without what they said.
    pub emptied: u64,
    /// People who were here for this child alone, and were erased too.
    pub people: Vec<PersonId>,
}

/// Records after `after`, by the child's id; those that were erased are left out.
///
/// # Errors
/// What the database says.
pub async fn records(at: &mut impl Query, after: Option<PersonId>, limit: i64) -> Result<Vec<KeptRecord>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT id, born, created_at FROM person WHERE authority_id = $1 AND has_record = 1 AND erased_at IS NULL \
         AND id > $2 ORDER BY id LIMIT $3",
    )
    .bind(authority)
    .bind(after.map(|id| id.to_string()).unwrap_or_default())
    .bind(limit)
    .fetch_all(at.connection())
    .await?;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            let made_at = line.instant("created_at")?;
            Ok(KeptRecord { child: line.read("id")?, born: line.day_or_none("born")?, made_at })
        })
        .collect()
}

/// Locks a record, so that a hold and an erasure never pass each other.
///
/// # Errors
/// [`StoreError::Missing`] where there is no such record, [`StoreError::WrongPermit`] for another child's permit.
pub async fn lock(write: &mut Writing, child: PersonId) -> Result<(), StoreError> {
    write.about(child)?;
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE person SET version = version \
         WHERE authority_id = $1 AND id = $2 AND has_record = 1 AND erased_at IS NULL",
    )
    .bind(authority)
    .bind(child.to_string())
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("record")) }
}

/// Erases a child's record, and the people who are here for this child alone. Whether it may be is decided before, on a
/// record that is locked.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child's permit; what the database says.
pub async fn erase(write: &mut Writing, child: PersonId) -> Result<Erasure, StoreError> {
    write.about(child)?;
    let live = write.live_columns().await?;
    let people = here_for(write, child).await?;
    let mut erasure = Erasure::default();
    // a table comes after those that it points to, so the last goes first
    for table in tables()?.iter().rev() {
        for person in &people {
            if let Some(belonging) = &table.person {
                clear(write, table, belonging, *person, &live, &mut erasure).await?;
            }
        }
        for belonging in [table.child.as_ref(), table.person.as_ref()].into_iter().flatten() {
            clear(write, table, belonging, child, &live, &mut erasure).await?;
            // the person's own row belongs in both ways
            if table.child == table.person {
                break;
            }
        }
    }
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    for person in people.iter().chain([&child]) {
        sqlx::query("UPDATE person SET erased_at = $3, version = version + 1 WHERE authority_id = $1 AND id = $2")
            .bind(authority.as_str())
            .bind(person.to_string())
            .bind(at.as_str())
            .execute(write.connection())
            .await?;
    }
    erasure.people = people;
    Ok(erasure)
}

/// People without record, role or another child here.
async fn here_for(write: &mut Writing, child: PersonId) -> Result<Vec<PersonId>, StoreError> {
    let authority = write.authority().to_string();
    let rows = sqlx::query(
        "SELECT DISTINCT p.id FROM relation r \
         JOIN person p ON p.authority_id = r.authority_id AND p.id = r.holder_person_id \
         WHERE r.authority_id = $1 AND r.child_id = $2 AND p.has_record = 0 AND p.erased_at IS NULL \
         AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.authority_id = $1 AND m.person_id = p.id) \
         AND NOT EXISTS (SELECT 1 FROM relation o JOIN person c ON c.authority_id = $1 AND c.id = o.child_id \
           WHERE o.authority_id = $1 AND o.holder_person_id = p.id AND o.child_id <> $2 AND c.erased_at IS NULL) \
         ORDER BY p.id",
    )
    .bind(authority)
    .bind(child.to_string())
    .fetch_all(write.connection())
    .await?;
    rows.iter().map(|row| Line(row).read("id")).collect()
}

async fn clear(
    write: &mut Writing,
    table: &Table,
    belonging: &Belonging,
    person: PersonId,
    live: &[LiveColumn],
    erasure: &mut Erasure,
) -> Result<(), StoreError> {
    let (name, condition) = (&table.name, belonging.condition());
    let done = match table.erased {
        None => return Ok(()),
        Some(Erased::Delete) => format!("DELETE FROM {name} WHERE authority_id = $1 AND {condition}"),
        Some(Erased::Empty) => {
            let gone = table.columns.iter().filter(|column| !STAYS.contains(&column.kept.as_str()));
            let sets: Vec<String> =
                gone.map(|column| format!("{0} = {1}", column.name, nothing(table, &column.name, live))).collect();
            format!("UPDATE {name} SET {} WHERE authority_id = $1 AND {condition}", sets.join(", "))
        }
    };
    let authority = write.authority().to_string();
    let done =
        sqlx::query(AssertSqlSafe(done)).bind(authority).bind(person.to_string()).execute(write.connection()).await?;
    match table.erased {
        Some(Erased::Delete) => erasure.deleted += done.rows_affected(),
        _ => erasure.emptied += done.rows_affected(),
    }
    Ok(())
}

/// What an emptied column holds.
fn nothing(table: &Table, column: &str, live: &[LiveColumn]) -> &'static str {
    let found = live.iter().find(|one| one.table == table.name && one.column == column);
    match found {
        Some(LiveColumn { is_required: true, is_number: true, .. }) => "0",
        Some(LiveColumn { is_required: true, .. }) => "''",
        _ => "NULL",
    }
}

/// How many rows of a table were written before a day by the column that its rule counts from.
///
/// # Errors
/// What the database says.
pub async fn count_before(at: &mut impl Query, table: &Table, day: Date) -> Result<i64, StoreError> {
    let Some((_, column)) = &table.goes else { return Ok(0) };
    let authority = at.authority().to_string();
    let sql = format!("SELECT COUNT(*) AS rows_due FROM {} WHERE authority_id = $1 AND {column} < $2", table.name);
    let row = sqlx::query(AssertSqlSafe(sql)).bind(authority).bind(day.to_string()).fetch_one(at.connection()).await?;
    Line(&row).number("rows_due")
}

/// Deletes them.
///
/// # Errors
/// What the database says.
pub async fn delete_before(write: &mut Writing, table: &Table, day: Date) -> Result<u64, StoreError> {
    let Some((_, column)) = &table.goes else { return Ok(0) };
    let authority = write.authority().to_string();
    let done =
        sqlx::query(AssertSqlSafe(format!("DELETE FROM {} WHERE authority_id = $1 AND {column} < $2", table.name)))
            .bind(authority)
            .bind(day.to_string())
            .execute(write.connection())
            .await?;
    Ok(done.rows_affected())
}
