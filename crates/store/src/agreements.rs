//! Askings for a plan to be agreed: the frozen plan, the answers to the questions, the decision, the signatures.

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::agreement::{AgreementRequest, CheckAnswer, Decision, Enough, PlanOutcome, Signatures};
use seven_core::plan::Piece;
use seven_core::pot::Signed;
use seven_core::{AgreementId, PersonId, PlanId};
use sqlx::any::AnyRow;

use crate::line::{Line, from_json, instant, json};
use crate::{Query, StoreError, Writing};

/// One asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAgreement {
    /// Its id.
    pub id: AgreementId,
    /// The plan.
    pub plan: PlanId,
    /// The child or young person.
    pub child: PersonId,
    /// The how many-th asking for this plan.
    pub number: i64,
    /// Who asked.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Timestamp,
    /// The last day to answer.
    pub answer_by: Date,
    /// The plan as it was frozen.
    pub pieces: Vec<Piece>,
    /// SHA-256 of it.
    pub hash: String,
    /// Who wrote, and what it costs.
    pub request: AgreementRequest,
    /// The answers to the questions.
    pub checks: Vec<CheckAnswer>,
    /// The answer to "is it enough?".
    pub enough: Option<Enough>,
    /// The decision.
    pub decision: Option<Decision>,
    /// When it was made.
    pub decided_at: Option<Timestamp>,
    /// The last day to ask for another look at it.
    pub challenge_by: Option<Date>,
    /// Who has signed.
    pub signatures: Signatures,
    /// When it was taken back, signed by both, or declined.
    pub ended_at: Option<Timestamp>,
    /// How often it was changed.
    pub version: i64,
}

impl StoredAgreement {
    /// How it was decided.
    #[must_use]
    pub fn outcome(&self) -> Option<PlanOutcome> {
        self.decision.as_ref().map(|decision| decision.outcome)
    }
}

/// The plans that stand signed and were signed before a day, each child's newest last.
///
/// # Errors
/// What the database says.
pub async fn signed_before(at: &mut impl Query, until: Date) -> Result<Vec<Signed>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT g.child_id, g.ended_at, g.decision, g.request, p.changes_plan FROM agreement g \
         JOIN plan p ON p.authority_id = g.authority_id AND p.id = g.plan_id AND p.status = 'signed' \
         WHERE g.authority_id = $1 AND g.outcome IN ('agree', 'agree-in-part') AND g.ended_at < $2 ORDER BY g.ended_at, g.id",
    )
    .bind(authority)
    .bind(until.to_string())
    .fetch_all(at.connection())
    .await?;
    let signed = |row: &AnyRow| {
        let line = Line(row);
        let decision: Decision = from_json(&line.text("decision")?, "decision")?;
        let agreed = match line.text_or_none("changes_plan")? {
            None => decision.agreed,
            Some(_) => {
                let request: AgreementRequest = from_json(&line.text("request")?, "request")?;
                request.full_year(&decision.without)
            }
        };
        Ok(Signed { child: line.read("child_id")?, at: line.instant("ended_at")?, agreed })
    };
    rows.iter().map(signed).collect()
}

/// A plan's askings, the latest first.
///
/// # Errors
/// What the database says.
pub async fn of_plan(at: &mut impl Query, plan: PlanId) -> Result<Vec<StoredAgreement>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM agreement WHERE authority_id = $1 AND plan_id = $2 ORDER BY number DESC")
        .bind(authority)
        .bind(plan.to_string())
        .fetch_all(at.connection())
        .await?;
    rows.iter().map(agreement).collect()
}

/// One asking about a child.
///
/// # Errors
/// What the database says.
pub async fn find(
    at: &mut impl Query,
    child: PersonId,
    id: AgreementId,
) -> Result<Option<StoredAgreement>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM agreement WHERE authority_id = $1 AND child_id = $2 AND id = $3")
        .bind(authority)
        .bind(child.to_string())
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(agreement).transpose()
}

/// All that wait for somebody, or were decided and may be challenged still, the oldest first: those that have not ended, and
/// those with a challenge that nobody has answered.
///
/// # Errors
/// What the database says.
pub async fn open(at: &mut impl Query) -> Result<Vec<StoredAgreement>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM agreement a WHERE a.authority_id = $1 AND (a.ended_at IS NULL OR EXISTS (SELECT 1 FROM \
         agreement_challenge c WHERE c.authority_id = a.authority_id AND c.agreement_id = a.id AND c.outcome IS NULL)) \
         ORDER BY a.asked_at, a.id",
    )
    .bind(authority)
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(agreement).collect()
}

/// All that were decided from one instant to before another, the earliest first.
///
/// # Errors
/// What the database says.
pub async fn decided_between(
    at: &mut impl Query,
    from: Timestamp,
    before: Timestamp,
) -> Result<Vec<StoredAgreement>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM agreement WHERE authority_id = $1 AND decided_at >= $2 AND decided_at < $3 ORDER BY decided_at, id",
    )
    .bind(authority)
    .bind(instant(from))
    .bind(instant(before))
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(agreement).collect()
}

/// Adds an asking.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert(write: &mut Writing, new: &StoredAgreement) -> Result<(), StoreError> {
    write.about(new.child)?;
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO agreement (authority_id, id, plan_id, child_id, number, asked_by, asked_at, answer_by, pieces, hash, \
         request, checks, signatures, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)",
    )
    .bind(authority)
    .bind(new.id.to_string())
    .bind(new.plan.to_string())
    .bind(new.child.to_string())
    .bind(new.number)
    .bind(new.asked_by.to_string())
    .bind(instant(new.asked_at))
    .bind(new.answer_by.to_string())
    .bind(json(&new.pieces)?)
    .bind(new.hash.as_str())
    .bind(json(&new.request)?)
    .bind(json(&new.checks)?)
    .bind(json(&new.signatures)?)
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Keeps answers, decision and signatures; what was frozen never changes.
///
/// # Errors
/// [`StoreError::Changed`] where somebody else changed it since `version` was read.
pub async fn save(write: &mut Writing, asked: &StoredAgreement) -> Result<(), StoreError> {
    write.about(asked.child)?;
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE agreement SET checks = $4, enough = $5, outcome = $6, decision = $7, decided_by = $8, decided_at = $9, \
         challenge_by = $10, signatures = $11, ended_at = $12, version = version + 1 \
         WHERE authority_id = $1 AND id = $2 AND version = $3",
    )
    .bind(authority)
    .bind(asked.id.to_string())
    .bind(asked.version)
    .bind(json(&asked.checks)?)
    .bind(asked.enough.as_ref().map(json).transpose()?)
    .bind(asked.outcome().map(PlanOutcome::code))
    .bind(asked.decision.as_ref().map(json).transpose()?)
    .bind(asked.decision.as_ref().map(|decision| decision.by.to_string()))
    .bind(asked.decided_at.map(instant))
    .bind(asked.challenge_by.map(|day| day.to_string()))
    .bind(json(&asked.signatures)?)
    .bind(asked.ended_at.map(instant))
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("agreement")) }
}

fn agreement(row: &AnyRow) -> Result<StoredAgreement, StoreError> {
    let line = Line(row);
    let optional = |column: &'static str| line.text_or_none(column);
    Ok(StoredAgreement {
        id: line.read("id")?,
        plan: line.read("plan_id")?,
        child: line.read("child_id")?,
        number: line.number("number")?,
        asked_by: line.read("asked_by")?,
        asked_at: line.instant("asked_at")?,
        answer_by: line.day("answer_by")?,
        pieces: from_json(&line.text("pieces")?, "pieces")?,
        hash: line.text("hash")?,
        request: from_json(&line.text("request")?, "request")?,
        checks: from_json(&line.text("checks")?, "checks")?,
        enough: optional("enough")?.map(|text| from_json(&text, "enough")).transpose()?,
        decision: optional("decision")?.map(|text| from_json(&text, "decision")).transpose()?,
        decided_at: line.instant_or_none("decided_at")?,
        challenge_by: line.day_or_none("challenge_by")?,
        signatures: from_json(&line.text("signatures")?, "signatures")?,
        ended_at: line.instant_or_none("ended_at")?,
        version: line.number("version")?,
    })
}
