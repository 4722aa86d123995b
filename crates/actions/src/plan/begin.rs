//! A plan begins: empty, or as a copy of last year's. Its days and rule packs can be changed while it is a draft.

use std::collections::HashMap;

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::plan::pattern::Stretch;
use seven_core::plan::piece::{Body, Piece};
use seven_core::plan::status::change;
use seven_core::plan::{PlanStatus, pack};
use seven_core::{PersonId, PieceId, PlanId};
use store::plans::{self, StoredPlan};
use store::{StoreError, Writing, budgets, plan_pieces};

use super::{is_draft, refused, view};
use crate::{ActionError, Caller};

/// Begins a plan for a year, to the latest figure that the family was told. A draft that is there already is gone on with:
/// a second press of the button is no second plan.
///
/// # Errors
/// Refused without [`Action::WritePlan`]; [`StoreError::Missing`] where the plan to copy is not this child's.
pub async fn begin(caller: &Caller, child: PersonId, copy: Option<PlanId>) -> Result<PlanId, ActionError> {
    let permit = caller.permit_for(Action::WritePlan, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let plans = plans::of_child(&mut write, child).await?;
    if let Some(draft) = plans.iter().find(|plan| plan.status == PlanStatus::Draft) {
        return Ok(draft.id);
    }
    let told = budgets::of_child(&mut write, child).await?.into_iter().next();
    let new = StoredPlan {
        id: write.id(),
        child,
        stretch: Stretch::year_from(view::first_day(caller.moment.today)),
        status: PlanStatus::Draft,
        budget: told.map(|told| told.id),
        packs: vec!["child-in-need".to_owned()],
        shortfall: String::new(),
        copied_from: copy,
        made_by: by,
        made_at: caller.moment.at,
        version: 1,
    };
    plans::insert(&mut write, &new).await?;
    if let Some(from) = copy {
        copy_pieces(&mut write, child, from, new.id, by).await?;
    }
    let event = Event::of(&permit, format!("plan {}", new.id)).with("from", new.stretch.from);
    let event = match copy {
        Some(from) => event.with("copy-of", from),
        None => event,
    };
    write.commit(event).await?;
    Ok(new.id)
}

/// Copies what a plan says. Days that belonged to the old plan's time are left out, so that nothing lies outside the new one.
async fn copy_pieces(
    write: &mut Writing,
    child: PersonId,
    from: PlanId,
    to: PlanId,
    by: PersonId,
) -> Result<(), ActionError> {
    plans::find(write, child, from).await?.ok_or(StoreError::Missing("plan"))?;
    let old = plan_pieces::of_plan(write, from).await?;
    let ids: HashMap<PieceId, PieceId> = old.iter().map(|stored| (stored.piece.id, write.id())).collect();
    for stored in old {
        let Some(id) = ids.get(&stored.piece.id) else { continue };
        let mut body = stored.piece.body;
        if let Body::Support(line) = &mut body {
            line.outcomes = line.outcomes.iter().filter_map(|outcome| ids.get(outcome).copied()).collect();
            (line.from, line.until) = (None, None);
        }
        if let Body::Page(page) = &mut body {
            // pictures belong to the plan that they were added to
            page.media.clear();
        }
        plan_pieces::write(write, to, child, &Piece { id: *id, place: stored.piece.place, body }, by, 0).await?;
    }
    Ok(())
}

/// Changes a draft's days, its rule packs, and why the money is not enough.
///
/// # Errors
/// Refused without [`Action::WritePlan`]; invalid days or packs; [`StoreError::Changed`].
pub async fn set_heading(
    caller: &Caller,
    child: PersonId,
    plan: PlanId,
    stretch: Stretch,
    packs: Vec<String>,
    shortfall: &str,
    version: i64,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::WritePlan, child).await?;
    if stretch.until < stretch.from || stretch.until > Stretch::year_from(stretch.from).until {
        return Err(ActionError::invalid("until", "plan-a-year-at-most"));
    }
    let known = pack::known().map_err(|error| ActionError::Outside(error.to_string()))?;
    if !packs.iter().all(|id| known.iter().any(|pack| pack.id == *id)) {
        return Err(ActionError::invalid("packs", "choose-from-the-list"));
    }
    let mut write = caller.writing(&permit).await?;
    let stored = plans::find(&mut write, child, plan).await?.ok_or(StoreError::Missing("plan"))?;
    is_draft(&stored)?;
    let shortfall =
        seven_core::plan::writing::text("shortfall", shortfall).map_err(|error| super::unwritten(&error))?;
    let changed = StoredPlan { stretch, packs, shortfall, version, ..stored };
    plans::save(&mut write, &changed).await?;
    let event = Event::of(&permit, format!("plan {plan}")).with("from", stretch.from).with("until", stretch.until);
    write.commit(event).await?;
    Ok(())
}

/// Puts a draft away without asking.
///
/// # Errors
/// Refused without [`Action::DecidePlan`]; a rule where it is no draft.
pub async fn put_away(caller: &Caller, child: PersonId, plan: PlanId) -> Result<(), ActionError> {
    to(caller, child, plan, PlanStatus::PutAway).await
}

/// Takes a plan up again that was put away.
///
/// # Errors
/// As [`put_away`].
pub async fn take_up(caller: &Caller, child: PersonId, plan: PlanId) -> Result<(), ActionError> {
    to(caller, child, plan, PlanStatus::Draft).await
}

async fn to(caller: &Caller, child: PersonId, plan: PlanId, status: PlanStatus) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::DecidePlan, child).await?;
    let mut write = caller.writing(&permit).await?;
    let stored = plans::find(&mut write, child, plan).await?.ok_or(StoreError::Missing("plan"))?;
    if !matches!(stored.status, PlanStatus::Draft | PlanStatus::PutAway) {
        return Err(ActionError::rule("plan-waits"));
    }
    if stored.status == status {
        return Ok(());
    }
    change(stored.status, status).map_err(refused)?;
    plans::save(&mut write, &StoredPlan { status, ..stored }).await?;
    write.commit(Event::of(&permit, format!("plan {plan}")).with("status", status.code())).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;

    #[test]
    fn a_plan_begins_with_the_next_month() {
        let first = view::first_day(Date::constant(2026, 11, 22));
        assert_eq!(first, Date::constant(2026, 12, 1));
        assert_eq!(view::first_day(Date::constant(2026, 12, 31)), Date::constant(2027, 1, 1));
    }
}
