//! Families' challenges of a figure, and the answers they got.

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::{BudgetId, ChallengeId, Pence, PersonId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing, of_child};

/// A challenge as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredChallenge {
    /// Its id.
    pub id: ChallengeId,
    /// The figure that is challenged.
    pub budget: BudgetId,
    /// The child or young person.
    pub child: PersonId,
    /// Who asked.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Timestamp,
    /// What they say.
    pub why: String,
    /// The last day to answer.
    pub answer_by: Date,
    /// `upheld`, `changed` or `withdrawn`; nothing while it waits.
    pub outcome: Option<String>,
    /// The amount of a year, where it was changed.
    pub decided: Option<Pence>,
    /// Why it was answered so.
    pub reasons: Option<String>,
    /// Who answered.
    pub answered_by: Option<PersonId>,
    /// When.
    pub answered_at: Option<Timestamp>,
    /// How often it was changed.
    pub version: i64,
}

/// A child's challenges, the latest first.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<StoredChallenge>, StoreError> {
    let sql = "SELECT * FROM challenge WHERE authority_id = $1 AND child_id = $2 ORDER BY asked_at DESC, id DESC";
    let rows = of_child::all(at, sql, child).await?;
    rows.iter().map(challenge).collect()
}

/// A challenge of a child by id.
///
/// # Errors
/// What the database says.
pub async fn find(
    at: &mut impl Query,
    child: PersonId,
    id: ChallengeId,
) -> Result<Option<StoredChallenge>, StoreError> {
    let sql = "SELECT * FROM challenge WHERE authority_id = $1 AND child_id = $2 AND id = $3";
    let row = of_child::one(at, sql, child, id).await?;
    row.as_ref().map(challenge).transpose()
}

/// Adds a challenge that waits for its answer.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert(write: &mut Writing, new: &StoredChallenge) -> Result<(), StoreError> {
    write.about(new.child)?;
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO challenge (authority_id, id, budget_id, child_id, asked_by, asked_at, why, answer_by, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
    )
    .bind(authority)
    .bind(new.id.to_string())
    .bind(new.budget.to_string())
    .bind(new.child.to_string())
    .bind(new.asked_by.to_string())
    .bind(instant(new.asked_at))
    .bind(new.why.as_str())
    .bind(new.answer_by.to_string())
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Keeps how a challenge ended, if nobody else changed it since `version` was read.
///
/// # Errors
/// [`StoreError::Changed`].
pub async fn end(write: &mut Writing, ended: &StoredChallenge) -> Result<(), StoreError> {
    write.about(ended.child)?;
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE challenge SET outcome = $4, decided_pence = $5, reasons = $6, answered_by = $7, answered_at = $8, \
         version = version + 1 WHERE authority_id = $1 AND id = $2 AND version = $3",
    )
    .bind(authority)
    .bind(ended.id.to_string())
    .bind(ended.version)
    .bind(ended.outcome.as_deref())
    .bind(ended.decided.map(|amount| amount.0))
    .bind(ended.reasons.as_deref())
    .bind(ended.answered_by.map(|id| id.to_string()))
    .bind(ended.answered_at.map(instant))
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("challenge")) }
}

fn challenge(row: &AnyRow) -> Result<StoredChallenge, StoreError> {
    let line = Line(row);
    Ok(StoredChallenge {
        id: line.read("id")?,
        budget: line.read("budget_id")?,
        child: line.read("child_id")?,
        asked_by: line.read("asked_by")?,
        asked_at: line.instant("asked_at")?,
        why: line.text("why")?,
        answer_by: line.day("answer_by")?,
        outcome: line.text_or_none("outcome")?,
        decided: line.number_or_none("decided_pence")?.map(Pence),
        reasons: line.text_or_none("reasons")?,
        answered_by: line.read_or_none("answered_by")?,
        answered_at: line.instant_or_none("answered_at")?,
        version: line.number("version")?,
    })
}
