//! Rounds of answering, and what was agreed where sheets differed. The sheets themselves are in `sheets`.

use jiff::Timestamp;
use seven_core::assessment::{Choices, Reason, Settlement, Status};
use seven_core::{AssessmentId, PersonId, SchemeVersionId};
use sqlx::any::AnyRow;

use crate::line::{Line, from_json, instant, json};
use crate::{Query, StoreError, Writing, of_child};

/// A round of answering for one child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Its id.
    pub id: AssessmentId,
    /// The child or young person.
    pub child: PersonId,
    /// The scheme version whose questions are answered.
    pub scheme_version: SchemeVersionId,
    /// Why it began.
    pub reason: Reason,
    /// Where it stands.
    pub status: Status,
    /// The reason of the last change that needed one; empty where none did.
    pub status_why: String,
    /// Which sheets the family lets whom see.
    pub choices: Choices,
    /// Who began it; nobody for the server's command line.
    pub opened_by: Option<PersonId>,
    /// When it began.
    pub opened_at: Timestamp,
    /// When the family handed it in.
    pub submitted_at: Option<Timestamp>,
    /// When all was settled.
    pub settled_at: Option<Timestamp>,
    /// When the family was told the figure.
    pub told_at: Option<Timestamp>,
    /// How often it was changed.
    pub version: i64,
}

/// An assessment by id; nothing where this child has none of this id.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, child: PersonId, id: AssessmentId) -> Result<Option<Assessment>, StoreError> {
    let sql = "SELECT * FROM assessment WHERE authority_id = $1 AND child_id = $2 AND id = $3";
    let row = of_child::one(at, sql, child, id).await?;
    row.as_ref().map(assessment).transpose()
}

/// A child's assessments, the latest first.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<Assessment>, StoreError> {
    let sql = "SELECT * FROM assessment WHERE authority_id = $1 AND child_id = $2 ORDER BY opened_at DESC, id DESC";
    let rows = of_child::all(at, sql, child).await?;
    rows.iter().map(assessment).collect()
}

/// Adds an assessment.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert(write: &mut Writing, new: &Assessment) -> Result<(), StoreError> {
    write.about(new.child)?;
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO assessment (authority_id, id, child_id, scheme_version_id, reason, status, status_why, choices, \
         opened_by, opened_at, submitted_at, settled_at, told_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(authority)
    .bind(new.id.to_string())
    .bind(new.child.to_string())
    .bind(new.scheme_version.to_string())
    .bind(new.reason.code())
    .bind(new.status.code())
    .bind(new.status_why.as_str())
    .bind(json(&new.choices)?)
    .bind(new.opened_by.map(|id| id.to_string()))
    .bind(instant(new.opened_at))
    .bind(new.submitted_at.map(instant))
    .bind(new.settled_at.map(instant))
    .bind(new.told_at.map(instant))
    .bind(new.version)
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Keeps what may change of an assessment, if nobody else changed it since `version` was read.
///
/// # Errors
/// [`StoreError::Changed`].
pub async fn update(write: &mut Writing, changed: &Assessment) -> Result<(), StoreError> {
    write.about(changed.child)?;
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE assessment SET status = $4, status_why = $5, choices = $6, submitted_at = $7, settled_at = $8, \
         told_at = $9, version = version + 1 WHERE authority_id = $1 AND id = $2 AND version = $3",
    )
    .bind(authority)
    .bind(changed.id.to_string())
    .bind(changed.version)
    .bind(changed.status.code())
    .bind(changed.status_why.as_str())
    .bind(json(&changed.choices)?)
    .bind(changed.submitted_at.map(instant))
    .bind(changed.settled_at.map(instant))
    .bind(changed.told_at.map(instant))
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("assessment")) }
}

/// What was settled, by question, in no particular order.
///
/// # Errors
/// What the database says.
pub async fn settlements(at: &mut impl Query, of: AssessmentId) -> Result<Vec<Settlement>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM settlement WHERE authority_id = $1 AND assessment_id = $2 ORDER BY question")
        .bind(authority)
        .bind(of.to_string())
        .fetch_all(at.connection())
        .await?;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            Ok(Settlement {
                question: line.text("question")?,
                value: line.text("answer")?,
                reason: line.text("reason")?,
                by: line.read("settled_by")?,
            })
        })
        .collect()
}

/// Settles a question, or settles it anew.
///
/// # Errors
/// What the database says.
pub async fn settle(write: &mut Writing, of: AssessmentId, settled: &Settlement) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    sqlx::query(
        "INSERT INTO settlement (authority_id, assessment_id, question, answer, reason, settled_by, settled_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (authority_id, assessment_id, question) \
         DO UPDATE SET answer = $4, reason = $5, settled_by = $6, settled_at = $7",
    )
    .bind(authority)
    .bind(of.to_string())
    .bind(settled.question.as_str())
    .bind(settled.value.as_str())
    .bind(settled.reason.as_str())
    .bind(settled.by.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(())
}

fn assessment(row: &AnyRow) -> Result<Assessment, StoreError> {
    let line = Line(row);
    Ok(Assessment {
        id: line.read("id")?,
        child: line.read("child_id")?,
        scheme_version: line.read("scheme_version_id")?,
        reason: line.coded("reason", Reason::from_code)?,
        status: line.coded("status", Status::from_code)?,
        status_why: line.text("status_why")?,
        choices: from_json(&line.text("choices")?, "choices")?,
        opened_by: line.read_or_none("opened_by")?,
        opened_at: line.instant("opened_at")?,
        submitted_at: line.instant_or_none("submitted_at")?,
        settled_at: line.instant_or_none("settled_at")?,
        told_at: line.instant_or_none("told_at")?,
        version: line.number("version")?,
    })
}
