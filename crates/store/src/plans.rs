//! Support plans: whose, for what time, where each stands. What they say is in `plan_pieces`.

use jiff::Timestamp;
use seven_core::plan::PlanStatus;
use seven_core::plan::pattern::Stretch;
use seven_core::{BudgetId, PersonId, PlanId};
use sqlx::any::AnyRow;

use crate::line::{Line, from_json, instant, json};
use crate::{Query, StoreError, Writing};

/// A plan as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPlan {
    /// Its id.
    pub id: PlanId,
    /// The child or young person.
    pub child: PersonId,
    /// Its first and last day.
    pub stretch: Stretch,
    /// Where it stands.
    pub status: PlanStatus,
    /// The budget that it is written to.
    pub budget: Option<BudgetId>,
    /// The rule packs attached to it, by id.
    pub packs: Vec<String>,
    /// Why the money is not enough, in the family's words.
    pub shortfall: String,
    /// The plan that it began as a copy of.
    pub copied_from: Option<PlanId>,
    /// The agreed plan that it changes in the middle of its time: its pieces have the same ids.
    pub changes: Option<PlanId>,
    /// Who began it.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// How often its heading was changed.
    pub version: i64,
}

/// A child's plans, the latest first.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<StoredPlan>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM plan WHERE authority_id = $1 AND child_id = $2 ORDER BY from_day DESC, made_at DESC, id DESC",
    )
    .bind(authority)
    .bind(child.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(plan).collect()
}

/// A plan of a child.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, child: PersonId, id: PlanId) -> Result<Option<StoredPlan>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM plan WHERE authority_id = $1 AND child_id = $2 AND id = $3")
        .bind(authority)
        .bind(child.to_string())
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(plan).transpose()
}

/// Adds a plan.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert(write: &mut Writing, new: &StoredPlan) -> Result<(), StoreError> {
    write.about(new.child)?;
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO plan (authority_id, id, child_id, from_day, until_day, status, budget_id, packs, shortfall, \
         copied_from, changes_plan, made_by, made_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)",
    )
    .bind(authority)
    .bind(new.id.to_string())
    .bind(new.child.to_string())
    .bind(new.stretch.from.to_string())
    .bind(new.stretch.until.to_string())
    .bind(new.status.code())
    .bind(new.budget.map(|id| id.to_string()))
    .bind(json(&new.packs)?)
    .bind(new.shortfall.as_str())
    .bind(new.copied_from.map(|id| id.to_string()))
    .bind(new.changes.map(|id| id.to_string()))
    .bind(new.made_by.to_string())
    .bind(instant(new.made_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Keeps a plan's heading and where it stands, if nobody else changed it since `version` was read.
///
/// # Errors
/// [`StoreError::Changed`].
pub async fn save(write: &mut Writing, plan: &StoredPlan) -> Result<(), StoreError> {
    write.about(plan.child)?;
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE plan SET from_day = $4, until_day = $5, status = $6, budget_id = $7, packs = $8, shortfall = $9, \
         version = version + 1 WHERE authority_id = $1 AND id = $2 AND version = $3",
    )
    .bind(authority)
    .bind(plan.id.to_string())
    .bind(plan.version)
    .bind(plan.stretch.from.to_string())
    .bind(plan.stretch.until.to_string())
    .bind(plan.status.code())
    .bind(plan.budget.map(|id| id.to_string()))
    .bind(json(&plan.packs)?)
    .bind(plan.shortfall.as_str())
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("plan")) }
}

fn plan(row: &AnyRow) -> Result<StoredPlan, StoreError> {
    let line = Line(row);
    Ok(StoredPlan {
        id: line.read("id")?,
        child: line.read("child_id")?,
        stretch: Stretch { from: line.day("from_day")?, until: line.day("until_day")? },
        status: line.coded("status", PlanStatus::from_code)?,
        budget: line.read_or_none("budget_id")?,
        packs: from_json(&line.text("packs")?, "packs")?,
        shortfall: line.text("shortfall")?,
        copied_from: line.read_or_none("copied_from")?,
        changes: line.read_or_none("changes_plan")?,
        made_by: line.read("made_by")?,
        made_at: line.instant("made_at")?,
        version: line.number("version")?,
    })
}
