//! Indicative budgets as families were told them. A row is added and never changed.

use jiff::Timestamp;
use jiff::civil::Date;
use ras::record::Record;
use seven_core::{AssessmentId, BudgetId, Pence, PersonId, SchemeVersionId};
use sqlx::any::AnyRow;

use crate::line::{Line, from_json, instant, json};
use crate::{Query, StoreError, Writing, of_child};

/// A figure as it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredBudget {
    /// Its id.
    pub id: BudgetId,
    /// The child or young person.
    pub child: PersonId,
    /// The round of answering that it came of.
    pub assessment: AssessmentId,
    /// The scheme version that made it.
    pub scheme_version: SchemeVersionId,
    /// The day of calculation.
    pub worked_out_on: Date,
    /// What works it out again.
    pub record: Record,
    /// Points over all streams, in thousandths.
    pub points_thousandths: i64,
    /// The amounts of a year added up; streams without an amount add nothing.
    pub total: Pence,
    /// The last day to ask for another look.
    pub challenge_by: Date,
    /// Who told it.
    pub told_by: Option<PersonId>,
    /// When.
    pub told_at: Timestamp,
}

/// One stream of a stored budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetLine {
    /// The stream's id.
    pub stream: String,
    /// Points, in thousandths.
    pub points_thousandths: i64,
    /// The amount; none where the scheme gives no figure.
    pub amount: Option<Pence>,
    /// Why there is none, or what else there is to say; may be empty.
    pub reason: String,
}

/// A decided amount that stands beside a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetBeside {
    /// The stream.
    pub stream: String,
    /// What was decided.
    pub decided: Pence,
    /// Why, as the decider wrote it.
    pub reasons: String,
    /// Who decided.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// A child's budgets, the latest first.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<StoredBudget>, StoreError> {
    let sql =
        "SELECT * FROM indicative_budget WHERE authority_id = $1 AND child_id = $2 ORDER BY told_at DESC, id DESC";
    let rows = of_child::all(at, sql, child).await?;
    rows.iter().map(budget).collect()
}

/// A budget of a child by id; nothing where the child has none of this id.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, child: PersonId, id: BudgetId) -> Result<Option<StoredBudget>, StoreError> {
    let sql = "SELECT * FROM indicative_budget WHERE authority_id = $1 AND child_id = $2 AND id = $3";
    let row = of_child::one(at, sql, child, id).await?;
    row.as_ref().map(budget).transpose()
}

/// The streams of a budget, in the scheme's order.
///
/// # Errors
/// What the database says.
pub async fn lines(at: &mut impl Query, of: BudgetId) -> Result<Vec<BudgetLine>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM budget_line WHERE authority_id = $1 AND budget_id = $2 ORDER BY position")
        .bind(authority)
        .bind(of.to_string())
        .fetch_all(at.connection())
        .await?;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            Ok(BudgetLine {
                stream: line.text("stream")?,
                points_thousandths: line.number("points")?,
                amount: line.number_or_none("amount_pence")?.map(Pence),
                reason: line.text("reason")?,
            })
        })
        .collect()
}

/// Amounts that were decided beside a budget, the oldest first; what is still being asked for is left out.
///
/// # Errors
/// What the database says.
pub async fn set_beside(at: &mut impl Query, of: BudgetId) -> Result<Vec<SetBeside>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT stream, decided_pence, reasons, decided_by, decided_at FROM budget_decision \
         WHERE authority_id = $1 AND budget_id = $2 AND decided_pence IS NOT NULL AND decided_at IS NOT NULL \
         ORDER BY decided_at, id",
    )
    .bind(authority)
    .bind(of.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            Ok(SetBeside {
                stream: line.text("stream")?,
                decided: Pence(line.number("decided_pence")?),
                reasons: line.text_or_none("reasons")?.unwrap_or_default(),
                by: line.read("decided_by")?,
                at: line.instant("decided_at")?,
            })
        })
        .collect()
}

/// Adds a budget with its streams.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert(write: &mut Writing, new: &StoredBudget, lines: &[BudgetLine]) -> Result<(), StoreError> {
    write.about(new.child)?;
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO indicative_budget (authority_id, id, child_id, assessment_id, scheme_version_id, worked_out_on, \
         record, points, total_pence, challenge_by, told_by, told_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(authority.clone())
    .bind(new.id.to_string())
    .bind(new.child.to_string())
    .bind(new.assessment.to_string())
    .bind(new.scheme_version.to_string())
    .bind(new.worked_out_on.to_string())
    .bind(json(&new.record)?)
    .bind(new.points_thousandths)
    .bind(new.total.0)
    .bind(new.challenge_by.to_string())
    .bind(new.told_by.map(|id| id.to_string()))
    .bind(instant(new.told_at))
    .execute(write.connection())
    .await?;
    for (position, line) in (0_i64..).zip(lines) {
        sqlx::query(
            "INSERT INTO budget_line (authority_id, budget_id, position, stream, points, amount_pence, reason) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(authority.clone())
        .bind(new.id.to_string())
        .bind(position)
        .bind(line.stream.as_str())
        .bind(line.points_thousandths)
        .bind(line.amount.map(|amount| amount.0))
        .bind(line.reason.as_str())
        .execute(write.connection())
        .await?;
    }
    Ok(())
}

fn budget(row: &AnyRow) -> Result<StoredBudget, StoreError> {
    let line = Line(row);
    Ok(StoredBudget {
        id: line.read("id")?,
        child: line.read("child_id")?,
        assessment: line.read("assessment_id")?,
        scheme_version: line.read("scheme_version_id")?,
        worked_out_on: line.day("worked_out_on")?,
        record: from_json(&line.text("record")?, "record")?,
        points_thousandths: line.number("points")?,
        total: Pence(line.number("total_pence")?),
        challenge_by: line.day("challenge_by")?,
        told_by: line.read_or_none("told_by")?,
        told_at: line.instant("told_at")?,
    })
}
