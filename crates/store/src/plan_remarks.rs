//! Comments, proposed changes and views beside plans.

use jiff::Timestamp;
use seven_core::plan::remark::{Remark, RemarkKind, RemarkState};
use seven_core::{PersonId, PlanId, RemarkId};
use sqlx::any::AnyRow;

use crate::line::{Line, from_json, instant, json};
use crate::{Query, StoreError, Writing};

/// A remark as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRemark {
    /// Its id.
    pub id: RemarkId,
    /// The plan.
    pub plan: PlanId,
    /// What it says, and where it stands.
    pub remark: Remark,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who answered it.
    pub answered_by: Option<PersonId>,
    /// How often it was changed.
    pub version: i64,
}

/// A plan's remarks, the oldest first.
///
/// # Errors
/// What the database says.
pub async fn of_plan(at: &mut impl Query, plan: PlanId) -> Result<Vec<StoredRemark>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM plan_remark WHERE authority_id = $1 AND plan_id = $2 ORDER BY made_at, id")
        .bind(authority)
        .bind(plan.to_string())
        .fetch_all(at.connection())
        .await?;
    rows.iter().map(stored).collect()
}

/// Adds a remark.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert(write: &mut Writing, child: PersonId, new: &StoredRemark) -> Result<(), StoreError> {
    write.about(child)?;
    let authority = write.authority().to_string();
    let proposed = new.remark.proposed.as_ref().map(json).transpose()?;
    sqlx::query(
        "INSERT INTO plan_remark (authority_id, id, plan_id, child_id, piece_id, kind, words, proposed, state, made_by, made_at, version, of_version, takes_out) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $13)",
    )
    .bind(authority)
    .bind(new.id.to_string())
    .bind(new.plan.to_string())
    .bind(child.to_string())
    .bind(new.remark.piece.map(|id| id.to_string()))
    .bind(new.remark.kind.code())
    .bind(new.remark.words.as_str())
    .bind(proposed)
    .bind(new.remark.state.code())
    .bind(new.remark.by.to_string())
    .bind(instant(new.made_at))
    .bind(new.remark.of_version)
    .bind(i64::from(new.remark.takes_out))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Keeps a remark's new state.
///
/// # Errors
/// [`StoreError::Changed`] where somebody else answered it since.
pub async fn answer(
    write: &mut Writing,
    child: PersonId,
    answered: &StoredRemark,
    by: PersonId,
) -> Result<(), StoreError> {
    write.about(child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE plan_remark SET state = $4, answered_by = $5, answered_at = $6, version = version + 1 \
         WHERE authority_id = $1 AND id = $2 AND version = $3",
    )
    .bind(authority)
    .bind(answered.id.to_string())
    .bind(answered.version)
    .bind(answered.remark.state.code())
    .bind(by.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("remark")) }
}

fn stored(row: &AnyRow) -> Result<StoredRemark, StoreError> {
    let line = Line(row);
    let proposed = line.text_or_none("proposed")?.map(|body| from_json(&body, "proposed")).transpose()?;
    Ok(StoredRemark {
        id: line.read("id")?,
        plan: line.read("plan_id")?,
        remark: Remark {
            by: line.read("made_by")?,
            kind: line.coded("kind", RemarkKind::from_code)?,
            piece: line.read_or_none("piece_id")?,
            words: line.text("words")?,
            proposed,
            of_version: line.number("of_version")?,
            takes_out: line.flag("takes_out")?,
            state: line.coded("state", RemarkState::from_code)?,
        },
        made_at: line.instant("made_at")?,
        answered_by: line.read_or_none("answered_by")?,
        version: line.number("version")?,
    })
}
