//! Decisions that stand beside a figure: asked for, then decided by somebody else.

use jiff::Timestamp;
use seven_core::{BudgetId, DecisionId, Pence, PersonId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing, of_child};

/// A decision beside a figure, or the request for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDecision {
    /// Its id.
    pub id: DecisionId,
    /// Beside which figure.
    pub budget: BudgetId,
    /// Whose.
    pub child: PersonId,
    /// `adjustment` or `exceptional`.
    pub kind: String,
    /// The stream that it is about.
    pub stream: String,
    /// The ground, by its code; empty for an adjustment.
    pub ground: String,
    /// Who asked.
    pub asked_by: PersonId,
    /// Their name.
    pub asked_by_name: String,
    /// When.
    pub asked_at: Timestamp,
    /// Why.
    pub asked_why: String,
    /// `looked-at`, `amount` or `stands`; nothing while nobody has looked.
    pub outcome: Option<String>,
    /// What the scheme gave.
    pub figure: Option<Pence>,
    /// What is right beside it.
    pub decided: Option<Pence>,
    /// Why.
    pub reasons: Option<String>,
    /// Who decided.
    pub decided_by: Option<PersonId>,
    /// Their name.
    pub decided_by_name: Option<String>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// How often it was changed.
    pub version: i64,
}

/// A request to be kept.
#[derive(Debug, Clone)]
pub struct NewRequest<'a> {
    /// Beside which figure.
    pub budget: BudgetId,
    /// Whose.
    pub child: PersonId,
    /// `adjustment` or `exceptional`.
    pub kind: &'a str,
    /// The stream that it is about.
    pub stream: &'a str,
    /// The ground, by its code.
    pub ground: &'a str,
    /// Who asks.
    pub asked_by: PersonId,
    /// Why.
    pub why: &'a str,
    /// What the scheme gave.
    pub figure: Option<Pence>,
}

const DECISION: &str = "SELECT d.*, TRIM(COALESCE(a.known_as, a.given_name) || ' ' || a.family_name) AS asked_name, \
    TRIM(COALESCE(b.known_as, b.given_name) || ' ' || b.family_name) AS decided_name FROM budget_decision d \
    JOIN person a ON a.authority_id = d.authority_id AND a.id = d.asked_by \
    LEFT JOIN person b ON b.authority_id = d.authority_id AND b.id = d.decided_by \
    WHERE d.authority_id = $1 AND d.child_id = $2";

/// Keeps a request.
///
/// # Errors
/// [`StoreError::WrongPermit`], [`StoreError::Conflict`].
pub async fn ask(write: &mut Writing, new: &NewRequest<'_>) -> Result<DecisionId, StoreError> {
    write.about(new.child)?;
    let (authority, at, id) = (write.authority().to_string(), instant(write.moment().at), write.id::<DecisionId>());
    sqlx::query(
        "INSERT INTO budget_decision (authority_id, id, budget_id, child_id, kind, stream, ground, asked_by, asked_at, \
         asked_why, figure_pence, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(new.budget.to_string())
    .bind(new.child.to_string())
    .bind(new.kind)
    .bind(new.stream)
    .bind(new.ground)
    .bind(new.asked_by.to_string())
    .bind(at)
    .bind(new.why)
    .bind(new.figure.map(|figure| figure.0))
    .execute(write.connection())
    .await?;
    Ok(id)
}

/// A child's decisions and requests, newest first.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<StoredDecision>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{DECISION} ORDER BY d.asked_at DESC, d.id DESC"));
    let rows = of_child::all(at, sql, child).await?;
    rows.iter().map(decision).collect()
}

/// One of a child's.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, child: PersonId, id: DecisionId) -> Result<Option<StoredDecision>, StoreError> {
    let row = of_child::one(at, sqlx::AssertSqlSafe(format!("{DECISION} AND d.id = $3")), child, id).await?;
    row.as_ref().map(decision).transpose()
}

/// Keeps how a request ended, if nobody else changed it since `version` was read.
///
/// # Errors
/// [`StoreError::Changed`].
pub async fn decide(
    write: &mut Writing,
    (child, id, version): (PersonId, DecisionId, i64),
    outcome: &str,
    decided: Option<Pence>,
    reasons: &str,
    by: PersonId,
) -> Result<(), StoreError> {
    write.about(child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE budget_decision SET outcome = $5, decided_pence = $6, reasons = $7, decided_by = $8, decided_at = $9, \
         version = version + 1 WHERE authority_id = $1 AND child_id = $2 AND id = $3 AND version = $4 AND outcome IS NULL",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(id.to_string())
    .bind(version)
    .bind(outcome)
    .bind(decided.map(|amount| amount.0))
    .bind(reasons)
    .bind(by.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("decision")) }
}

fn decision(row: &AnyRow) -> Result<StoredDecision, StoreError> {
    let line = Line(row);
    Ok(StoredDecision {
        id: line.read("id")?,
        budget: line.read("budget_id")?,
        child: line.read("child_id")?,
        kind: line.text("kind")?,
        stream: line.text("stream")?,
        ground: line.text("ground")?,
        asked_by: line.read("asked_by")?,
        asked_by_name: line.text("asked_name")?,
        asked_at: line.instant("asked_at")?,
        asked_why: line.text("asked_why")?,
        outcome: line.text_or_none("outcome")?,
        figure: line.number_or_none("figure_pence")?.map(Pence),
        decided: line.number_or_none("decided_pence")?.map(Pence),
        reasons: line.text_or_none("reasons")?,
        decided_by: line.read_or_none("decided_by")?,
        decided_by_name: line.text_or_none("decided_name")?,
        decided_at: line.instant_or_none("decided_at")?,
        version: line.number("version")?,
    })
}
