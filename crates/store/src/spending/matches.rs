//! Lines with what they were for. A match is never changed: it is undone, and another stands beside it.

use jiff::Timestamp;
use seven_core::matching::{ExpectedKind, Why};
use seven_core::{BankLineId, LineMatchId, Pence, PersonId, StatementId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use crate::line::{Line, from_json, instant, json};
use crate::many::{places, rows_of};
use crate::{Query, StoreError, Writing};

/// A match has so many values.
const VALUES: usize = 11;

/// A match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMatch {
    /// Its id.
    pub id: LineMatchId,
    /// The line.
    pub line: BankLineId,
    /// What kind of thing it is for.
    pub kind: ExpectedKind,
    /// Which: a record, a line of the plan, a payment.
    pub target: String,
    /// The sum of the line, above nothing.
    pub pence: Pence,
    /// The points.
    pub points: u16,
    /// What spoke for it.
    pub why: Why,
    /// Who made it; nobody where the rules did.
    pub made_by: Option<PersonId>,
    /// When.
    pub made_at: Timestamp,
}

/// A child's matches that stand.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<StoredMatch>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM line_match WHERE authority_id = $1 AND child_id = $2 AND undone_at IS NULL ORDER BY made_at, id",
    )
    .bind(authority)
    .bind(child.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(found).collect()
}

/// Adds many.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert_all(write: &mut Writing, child: PersonId, new: &[StoredMatch]) -> Result<(), StoreError> {
    write.about(child)?;
    let authority = write.authority().to_string();
    for some in new.chunks(rows_of(VALUES)) {
        let head = "INSERT INTO line_match (authority_id, id, child_id, bank_line_id, kind, target_id, amount_pence, points, \
                    why, made_by, made_at) VALUES ";
        let sql = format!("{head}{}", places(some.len(), VALUES));
        let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(some.len() == rows_of(VALUES));
        for new in some {
            query = query
                .bind(authority.as_str())
                .bind(new.id.to_string())
                .bind(child.to_string())
                .bind(new.line.to_string())
                .bind(new.kind.code())
                .bind(new.target.as_str())
                .bind(new.pence.0)
                .bind(i64::from(new.points))
                .bind(json(&new.why)?)
                .bind(new.made_by.map(|person| person.to_string()))
                .bind(instant(new.made_at));
        }
        query.execute(write.connection()).await?;
    }
    Ok(())
}

/// Undoes one, once.
///
/// # Errors
/// [`StoreError::Changed`] where it was undone meanwhile.
pub async fn undo(write: &mut Writing, child: PersonId, id: LineMatchId, by: PersonId) -> Result<(), StoreError> {
    write.about(child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE line_match SET undone_by = $4, undone_at = $5 WHERE authority_id = $1 AND child_id = $2 AND id = $3 \
         AND undone_at IS NULL",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(id.to_string())
    .bind(by.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("match")) }
}

/// Undoes all of a statement's; how many there were.
///
/// # Errors
/// What the database says.
pub async fn undo_of_statement(
    write: &mut Writing,
    child: PersonId,
    statement: StatementId,
    by: PersonId,
) -> Result<u64, StoreError> {
    write.about(child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE line_match SET undone_by = $4, undone_at = $5 WHERE authority_id = $1 AND child_id = $2 AND undone_at IS NULL \
         AND bank_line_id IN (SELECT id FROM bank_line WHERE authority_id = $1 AND statement_id = $3)",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(statement.to_string())
    .bind(by.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(done.rows_affected())
}

fn found(row: &AnyRow) -> Result<StoredMatch, StoreError> {
    let line = Line(row);
    Ok(StoredMatch {
        id: line.read("id")?,
        line: line.read("bank_line_id")?,
        kind: line.coded("kind", ExpectedKind::from_code)?,
        target: line.text("target_id")?,
        pence: line.pence("amount_pence")?,
        points: u16::try_from(line.number("points")?).unwrap_or_default(),
        why: from_json(&line.text("why")?, "why")?,
        made_by: line.read_or_none("made_by")?,
        made_at: line.instant("made_at")?,
    })
}
