//! Entries, read back.

use jiff::civil::Date;
use seven_core::ledger::{Followed, Movement, Named, Step, Transfer};
use seven_core::{EvidenceId, PersonId, TransferId};
use sqlx::any::AnyRow;

use super::ground::followed_by;
use crate::line::Line;
use crate::{Query, StoreError};

/// An entry.
///
/// # Errors
/// What the database says.
pub async fn entry(at: &mut impl Query, id: TransferId) -> Result<Option<Transfer>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM ledger_transfer WHERE authority_id = $1 AND id = $2")
        .bind(authority)
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(transfer).transpose()
}

/// What has followed an entry.
pub(super) async fn followed(at: &mut impl Query, id: TransferId) -> Result<Followed, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT step FROM ledger_transfer WHERE authority_id = $1 AND about_end IN ($2, $3)")
        .bind(authority)
        .bind(format!("{id} correct"))
        .bind(format!("{id} pending"))
        .fetch_all(at.connection())
        .await?;
    let steps: Vec<String> = rows.iter().map(|row| Line(row).text("step")).collect::<Result<_, _>>()?;
    Ok(followed_by(&steps))
}

/// A child's entries in the order in which they were made.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<Transfer>, StoreError> {
    let authority = at.authority().to_string();
    let rows =
        sqlx::query("SELECT * FROM ledger_transfer WHERE authority_id = $1 AND child_id = $2 ORDER BY stream, number")
            .bind(authority)
            .bind(child.to_string())
            .fetch_all(at.connection())
            .await?;
    rows.iter().map(transfer).collect()
}

/// A child's entries that something shows.
///
/// # Errors
/// What the database says.
pub async fn of_evidence(
    at: &mut impl Query,
    child: PersonId,
    evidence: EvidenceId,
) -> Result<Vec<Transfer>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM ledger_transfer WHERE authority_id = $1 AND child_id = $2 AND evidence_id = $3 ORDER BY at, number",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(evidence.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(transfer).collect()
}

/// All entries of the authority in the order in which they were made.
///
/// # Errors
/// What the database says.
pub async fn all(at: &mut impl Query) -> Result<Vec<Transfer>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM ledger_transfer WHERE authority_id = $1 ORDER BY at, number, id")
        .bind(authority)
        .fetch_all(at.connection())
        .await?;
    rows.iter().map(transfer).collect()
}

/// The day of the first entry; none while the books are empty.
///
/// # Errors
/// What the database says.
pub async fn first_day(at: &mut impl Query) -> Result<Option<Date>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT MIN(day) AS day FROM ledger_transfer WHERE authority_id = $1")
        .bind(authority)
        .fetch_one(at.connection())
        .await?;
    Line(&row).day_or_none("day")
}

pub(super) fn transfer(row: &AnyRow) -> Result<Transfer, StoreError> {
    let line = Line(row);
    let about = line.read_or_none("about")?;
    let word = line.text("step")?;
    let step = Step::of(&word, about)
        .ok_or_else(|| StoreError::Unreadable { column: "step", why: format!("`{word}` is no step of an entry") })?;
    Ok(Transfer {
        id: line.read("id")?,
        step,
        movement: line.coded("movement", Movement::from_code)?,
        stream: line.text("stream")?,
        child: line.read_or_none("child_id")?,
        worker: line.read_or_none("worker_id")?,
        amount: line.pence("amount_pence")?,
        day: line.day("day")?,
        named: Named {
            line: line.read_or_none("line_id")?,
            outcome: line.read_or_none("outcome_id")?,
            evidence: line.read_or_none("evidence_id")?,
            by: line.read_or_none("by_id")?,
            at: line.instant("at")?,
            reason: line.text("reason")?,
        },
    })
}
