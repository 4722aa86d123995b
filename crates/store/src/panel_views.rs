//! What the members of a panel think of a plan, before its chair decides.

use jiff::Timestamp;
use seven_core::agreement::PlanOutcome;
use seven_core::{AgreementId, PersonId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// One member's view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelView {
    /// The asking that it is about.
    pub agreement: AgreementId,
    /// Whose view it is.
    pub person: PersonId,
    /// The child or young person.
    pub child: PersonId,
    /// How they would decide.
    pub view: PlanOutcome,
    /// Why.
    pub reasons: String,
    /// When they said so.
    pub given_at: Timestamp,
    /// How often it was changed.
    pub version: i64,
}

/// The views on an asking, in the order in which they were given.
///
/// # Errors
/// What the database says.
pub async fn of_agreement(at: &mut impl Query, agreement: AgreementId) -> Result<Vec<PanelView>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM panel_view WHERE authority_id = $1 AND agreement_id = $2 ORDER BY given_at, person_id",
    )
    .bind(authority)
    .bind(agreement.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(view).collect()
}

/// Keeps somebody's view in place of their earlier one.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn give(write: &mut Writing, given: &PanelView) -> Result<(), StoreError> {
    write.about(given.child)?;
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO panel_view (authority_id, agreement_id, person_id, child_id, view, reasons, given_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1) ON CONFLICT (authority_id, agreement_id, person_id) DO UPDATE SET \
         view = excluded.view, reasons = excluded.reasons, given_at = excluded.given_at, version = panel_view.version + 1",
    )
    .bind(authority)
    .bind(given.agreement.to_string())
    .bind(given.person.to_string())
    .bind(given.child.to_string())
    .bind(given.view.code())
    .bind(given.reasons.as_str())
    .bind(instant(given.given_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

fn view(row: &AnyRow) -> Result<PanelView, StoreError> {
    let line = Line(row);
    Ok(PanelView {
        agreement: line.read("agreement_id")?,
        person: line.read("person_id")?,
        child: line.read("child_id")?,
        view: line.coded("view", PlanOutcome::from_code)?,
        reasons: line.text("reasons")?,
        given_at: line.instant("given_at")?,
        version: line.number("version")?,
    })
}
