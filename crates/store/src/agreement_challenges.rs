//! Families' challenges of decisions on plans, and the answers they got.

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::{AgreementId, ChallengeId, PersonId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// A challenge as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanChallenge {
    /// Its id.
    pub id: ChallengeId,
    /// The asking whose decision is challenged.
    pub agreement: AgreementId,
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
    /// `upheld`, `decide-again` or `withdrawn`; nothing while it waits.
    pub outcome: Option<String>,
    /// Why it was answered so.
    pub reasons: Option<String>,
    /// Who answered.
    pub answered_by: Option<PersonId>,
    /// When.
    pub answered_at: Option<Timestamp>,
    /// How often it was changed.
    pub version: i64,
}

/// The challenges of one asking, the latest first.
///
/// # Errors
/// What the database says.
pub async fn of_agreement(at: &mut impl Query, agreement: AgreementId) -> Result<Vec<PlanChallenge>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM agreement_challenge WHERE authority_id = $1 AND agreement_id = $2 ORDER BY asked_at DESC, id DESC",
    )
    .bind(authority)
    .bind(agreement.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(challenge).collect()
}

/// Adds a challenge that waits for its answer.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert(write: &mut Writing, new: &PlanChallenge) -> Result<(), StoreError> {
    write.about(new.child)?;
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO agreement_challenge (authority_id, id, agreement_id, child_id, asked_by, asked_at, why, answer_by, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
    )
    .bind(authority)
    .bind(new.id.to_string())
    .bind(new.agreement.to_string())
    .bind(new.child.to_string())
    .bind(new.asked_by.to_string())
    .bind(instant(new.asked_at))
    .bind(new.why.as_str())
    .bind(new.answer_by.to_string())
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Keeps how a challenge ended.
///
/// # Errors
/// [`StoreError::Changed`].
pub async fn end(write: &mut Writing, ended: &PlanChallenge) -> Result<(), StoreError> {
    write.about(ended.child)?;
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE agreement_challenge SET outcome = $4, reasons = $5, answered_by = $6, answered_at = $7, \
         version = version + 1 WHERE authority_id = $1 AND id = $2 AND version = $3",
    )
    .bind(authority)
    .bind(ended.id.to_string())
    .bind(ended.version)
    .bind(ended.outcome.as_deref())
    .bind(ended.reasons.as_deref())
    .bind(ended.answered_by.map(|id| id.to_string()))
    .bind(ended.answered_at.map(instant))
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("challenge")) }
}

fn challenge(row: &AnyRow) -> Result<PlanChallenge, StoreError> {
    let line = Line(row);
    Ok(PlanChallenge {
        id: line.read("id")?,
        agreement: line.read("agreement_id")?,
        child: line.read("child_id")?,
        asked_by: line.read("asked_by")?,
        asked_at: line.instant("asked_at")?,
        why: line.text("why")?,
        answer_by: line.day("answer_by")?,
        outcome: line.text_or_none("outcome")?,
        reasons: line.text_or_none("reasons")?,
        answered_by: line.read_or_none("answered_by")?,
        answered_at: line.instant_or_none("answered_at")?,
        version: line.number("version")?,
    })
}
