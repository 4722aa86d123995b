//! A panel, where the authority has one: each member says how they would decide and why, on record; the chair decides within
//! their own limit once enough have spoken.

use seven_core::access::Action;
use seven_core::agreement::PlanOutcome;
use seven_core::audit::Event;
use seven_core::budget::read_reasons;
use seven_core::settings::Settings;
use seven_core::{AgreementId, PersonId};
use store::panel_views::{self, PanelView};
use store::{Query, StoreError, authorities};

use super::decide::not_free;
use super::waiting;
use crate::{ActionError, Caller};

/// Gives one's view, or another than before while the plan waits.
///
/// # Errors
/// Refused without [`Action::SitOnPanel`]; rules where there is no panel, where it was decided, and for whoever wrote in the
/// plan, asked, or decided before; invalid without reasons.
pub async fn give_view(
    caller: &Caller,
    child: PersonId,
    agreement: AgreementId,
    view: PlanOutcome,
    reasons: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::SitOnPanel, child).await?;
    let person = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let reasons = read_reasons(reasons).map_err(|_| ActionError::invalid("reasons", "reasons-too-short"))?;
    let mut write = caller.writing(&permit).await?;
    if Settings::read(&authorities::settings(&mut write).await?).panel_of == 0 {
        return Err(ActionError::rule("no-panel"));
    }
    let asked = waiting(&mut write, child, agreement).await?;
    if not_free(&asked).contains(&person) {
        return Err(ActionError::rule("own-plan"));
    }
    let given = PanelView { agreement, person, child, view, reasons, given_at: caller.moment.at, version: 1 };
    panel_views::give(&mut write, &given).await?;
    write.commit(Event::of(&permit, format!("agreement {agreement}")).with("panel-view", view.code())).await?;
    Ok(())
}

/// The views on an asking, in the order in which they were given.
///
/// # Errors
/// What the database says.
pub async fn views(at: &mut impl Query, agreement: AgreementId) -> Result<Vec<PanelView>, StoreError> {
    panel_views::of_agreement(at, agreement).await
}
