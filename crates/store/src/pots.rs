//! The money available by year and stream, what is promised from it, and who promised more than there is.

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::pot::Told;
use seven_core::{DecisionId, Pence, PersonId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// The money for one stream in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPot {
    /// First day of the year.
    pub year_from: Date,
    /// The stream's id.
    pub stream: String,
    /// All the money there is.
    pub available: Pence,
    /// The part kept back, in ten-thousandths.
    pub contingency_basis_points: u32,
    /// How often it was changed; 0 for one that is not there yet.
    pub version: i64,
}

/// A decision to promise more than there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOverCommitment {
    /// Its id.
    pub id: DecisionId,
    /// The stream's id.
    pub stream: String,
    /// How much more than there is may be promised, at most.
    pub over_by: Pence,
    /// Why it is promised all the same.
    pub reason: String,
    /// Who decided.
    pub decided_by: PersonId,
    /// Their name.
    pub name: String,
    /// When.
    pub decided_at: Timestamp,
}

/// The pots of a year, by stream.
///
/// # Errors
/// What the database says.
pub async fn of_year(at: &mut impl Query, year_from: Date) -> Result<Vec<StoredPot>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM pot WHERE authority_id = $1 AND year_from = $2 ORDER BY stream")
        .bind(authority)
        .bind(year_from.to_string())
        .fetch_all(at.connection())
        .await?;
    rows.iter().map(pot).collect()
}

/// Sets a pot; `version` 0 adds it.
///
/// # Errors
/// [`StoreError::Changed`] where somebody else changed it since it was read.
pub async fn set(write: &mut Writing, pot: &StoredPot) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let by = write.permit().actor().map(|id| id.to_string());
    let done = sqlx::query(
        "INSERT INTO pot (authority_id, year_from, stream, available_pence, contingency_basis_points, set_by, set_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1) ON CONFLICT (authority_id, year_from, stream) DO UPDATE SET \
         available_pence = excluded.available_pence, contingency_basis_points = excluded.contingency_basis_points, \
         set_by = excluded.set_by, set_at = excluded.set_at, version = pot.version + 1 WHERE pot.version = $8",
    )
    .bind(authority)
    .bind(pot.year_from.to_string())
    .bind(pot.stream.as_str())
    .bind(pot.available.0)
    .bind(i64::from(pot.contingency_basis_points))
    .bind(by)
    .bind(at)
    .bind(pot.version)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("pot")) }
}

/// Locks the pots of a year until the change is kept or dropped, so that two promises never share the last of the money.
///
/// # Errors
/// What the database says.
pub async fn lock(write: &mut Writing, year_from: Date) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query("UPDATE pot SET version = version WHERE authority_id = $1 AND year_from = $2")
        .bind(authority)
        .bind(year_from.to_string())
        .execute(write.connection())
        .await?;
    Ok(())
}

/// What the newest budget of each child that was told before `until` says, line by line.
///
/// # Errors
/// What the database says.
pub async fn told_before(at: &mut impl Query, until: Date) -> Result<Vec<Told>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT l.stream, l.budget_id, b.child_id, b.told_at, COALESCE((SELECT d.decided_pence FROM budget_decision d \
           WHERE d.authority_id = l.authority_id AND d.budget_id = l.budget_id AND d.stream = l.stream \
           AND d.decided_pence IS NOT NULL ORDER BY d.decided_at DESC LIMIT 1), l.amount_pence) AS amount \
         FROM indicative_budget b JOIN budget_line l ON l.authority_id = b.authority_id AND l.budget_id = b.id \
         WHERE b.authority_id = $1 AND b.told_at < $2 AND NOT EXISTS (SELECT 1 FROM indicative_budget later \
           WHERE later.authority_id = b.authority_id AND later.child_id = b.child_id AND later.told_at < $2 \
           AND (later.told_at > b.told_at OR (later.told_at = b.told_at AND later.id > b.id)))",
    )
    .bind(authority)
    .bind(until.to_string())
    .fetch_all(at.connection())
    .await?;
    let mut told = Vec::new();
    for row in &rows {
        let line = Line(row);
        if let Some(amount) = line.number_or_none("amount")? {
            told.push(Told {
                stream: line.text("stream")?,
                budget: line.read("budget_id")?,
                child: line.read("child_id")?,
                at: line.instant("told_at")?,
                amount: Pence(amount),
            });
        }
    }
    Ok(told)
}

/// Records who lets more be promised than there is.
///
/// # Errors
/// What the database says.
pub async fn allow_over(
    write: &mut Writing,
    (year_from, stream): (Date, &str),
    over_by: Pence,
    reason: &str,
    by: PersonId,
) -> Result<DecisionId, StoreError> {
    let (authority, at, id) = (write.authority().to_string(), instant(write.moment().at), write.id::<DecisionId>());
    sqlx::query(
        "INSERT INTO over_commitment (authority_id, id, year_from, stream, over_by_pence, reason, decided_by, decided_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(year_from.to_string())
    .bind(stream)
    .bind(over_by.0)
    .bind(reason)
    .bind(by.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(id)
}

/// Who let more be promised than there was in a year, newest first.
///
/// # Errors
/// What the database says.
pub async fn allowed_over(at: &mut impl Query, year_from: Date) -> Result<Vec<StoredOverCommitment>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT o.*, TRIM(COALESCE(p.known_as, p.given_name) || ' ' || p.family_name) AS name FROM over_commitment o \
         JOIN person p ON p.authority_id = o.authority_id AND p.id = o.decided_by \
         WHERE o.authority_id = $1 AND o.year_from = $2 ORDER BY o.decided_at DESC, o.id DESC",
    )
    .bind(authority)
    .bind(year_from.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            Ok(StoredOverCommitment {
                id: line.read("id")?,
                stream: line.text("stream")?,
                over_by: line.pence("over_by_pence")?,
                reason: line.text("reason")?,
                decided_by: line.read("decided_by")?,
                name: line.text("name")?,
                decided_at: line.instant("decided_at")?,
            })
        })
        .collect()
}

fn pot(row: &AnyRow) -> Result<StoredPot, StoreError> {
    let line = Line(row);
    let share = u32::try_from(line.number("contingency_basis_points")?);
    Ok(StoredPot {
        year_from: line.day("year_from")?,
        stream: line.text("stream")?,
        available: line.pence("available_pence")?,
        contingency_basis_points: share
            .map_err(|error| StoreError::Unreadable { column: "contingency_basis_points", why: error.to_string() })?,
        version: line.number("version")?,
    })
}
