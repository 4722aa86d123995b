//! A plan begins: empty, or as a copy of last year's. Its days and rule packs can be changed while it is a draft.

use std::collections::HashMap;

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::plan::amending::{AmendError, carried, first_day, rest_of};
use seven_core::plan::pattern::Stretch;
use seven_core::plan::piece::{Body, Piece};
use seven_core::plan::status::change;
use seven_core::plan::{PlanStatus, pack};
use seven_core::{PersonId, PieceId, PlanId};
use store::plan_pieces::StoredPiece;
use store::plans::{self, StoredPlan};
use store::{StoreError, Writing, agreements, budgets, plan_pieces};

use super::{PlanView, is_draft, refused, view};
use crate::{ActionError, Caller, Problem};

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
        changes: None,
        made_by: by,
        made_at: caller.moment.at,
        version: 1,
    };
    plans::insert(&mut write, &new).await?;
    if let Some(from) = copy {
        copy_pieces(&mut write, child, (from, new.id), Some(by)).await?;
    }
    let event = Event::of(&permit, format!("plan {}", new.id)).with("from", new.stretch.from);
    let event = match copy {
        Some(from) => event.with("copy-of", from),
        None => event,
    };
    write.commit(event).await?;
    Ok(new.id)
}

/// Begins to change the plan in force from a day on: a new version for the rest of its time, to the latest figure, in which
/// every piece is the agreed one until somebody changes it. Begun before, it is gone on with.
///
/// # Errors
/// Refused without [`Action::WritePlan`]; rules where no plan is signed, or another draft is there; invalid for a day that is
/// not within the plan's time.
pub async fn amend(caller: &Caller, child: PersonId, from: Date) -> Result<PlanId, ActionError> {
    let permit = caller.permit_for(Action::WritePlan, child).await?;
    let mut write = caller.writing(&permit).await?;
    let (id, event) = match amend_within(&mut write, child, from).await? {
        (id, true) => (id, Event::of(&permit, format!("plan {id}")).with("changes-from", from)),
        (id, false) => return Ok(id),
    };
    write.commit(event).await?;
    Ok(id)
}

/// The same inside another change, such as the decision after a review; says whether it was begun now.
pub(crate) async fn amend_within(
    write: &mut Writing,
    child: PersonId,
    from: Date,
) -> Result<(PlanId, bool), ActionError> {
    let by = write.permit().actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let plans = plans::of_child(write, child).await?;
    let agreed = plans.iter().find(|plan| plan.status == PlanStatus::Signed);
    let agreed = agreed.ok_or_else(|| ActionError::rule("plan-none-to-change"))?.clone();
    if let Some(open) = plans.iter().find(|plan| is_open(plan)) {
        return if open.changes == Some(agreed.id) {
            Ok((open.id, false))
        } else {
            Err(ActionError::rule("plan-draft-there"))
        };
    }
    let stretch = rest_of(agreed.stretch, from).map_err(outside)?;
    let told = budgets::of_child(write, child).await?.into_iter().next();
    let new = StoredPlan {
        id: write.id(),
        stretch,
        status: PlanStatus::Draft,
        budget: told.map(|told| told.id).or(agreed.budget),
        shortfall: String::new(),
        copied_from: Some(agreed.id),
        changes: Some(agreed.id),
        made_by: by,
        made_at: write.moment().at,
        version: 1,
        ..agreed.clone()
    };
    plans::insert(write, &new).await?;
    let wrote: HashMap<PieceId, PersonId> =
        plan_pieces::of_plan(write, agreed.id).await?.iter().map(|one| (one.piece.id, one.written_by)).collect();
    for mut piece in goes_on(write, &agreed, stretch).await? {
        if let Body::Page(page) = &mut piece.body {
            // pictures belong to the plan that they were added to
            page.media.clear();
        }
        // what nobody has changed is still in the words of whoever wrote it
        let by = wrote.get(&piece.id).copied().unwrap_or(agreed.made_by);
        plan_pieces::write(write, new.id, child, &piece, by, 0).await?;
    }
    Ok((new.id, true))
}

/// Whether another plan of the child is being written or waits for an answer or a signature.
pub(crate) async fn is_being_written(write: &mut Writing, child: PersonId) -> Result<bool, ActionError> {
    Ok(plans::of_child(write, child).await?.iter().any(is_open))
}

fn is_open(plan: &StoredPlan) -> bool {
    matches!(plan.status, PlanStatus::Draft | PlanStatus::Asked | PlanStatus::Agreed)
}

/// The day on which a change begins that nobody has named one for: the first of a month, in the time of the plan in force. None
/// where there is no such plan, or too little is left of it.
pub(crate) async fn change_day(write: &mut Writing, child: PersonId) -> Result<Option<Date>, ActionError> {
    let plans = plans::of_child(write, child).await?;
    let agreed = plans.into_iter().find(|plan| plan.status == PlanStatus::Signed);
    Ok(agreed.and_then(|agreed| first_day(agreed.stretch, write.moment().today)))
}

/// What goes on of an agreed plan: as both sides signed it, without lines that were not agreed.
async fn goes_on(write: &mut Writing, agreed: &StoredPlan, rest: Stretch) -> Result<Vec<Piece>, ActionError> {
    let asked = agreements::of_plan(write, agreed.id).await?;
    let signed = asked.into_iter().find(|one| one.signatures.are_complete()).ok_or(StoreError::Missing("agreement"))?;
    let without = signed.decision.map(|decision| decision.without).unwrap_or_default();
    let view = PlanView::load(write, agreed.child, agreed.id).await?;
    let agreed: Vec<Piece> = signed.pieces.into_iter().filter(|piece| !without.contains(&piece.id)).collect();
    going_on(&view, &agreed, rest)
}

/// The pieces of an agreed plan as they go on in the rest of its time.
///
/// # Errors
/// [`ActionError::Outside`] where a cost cannot be worked out.
pub fn going_on(agreed: &PlanView, pieces: &[Piece], rest: Stretch) -> Result<Vec<Piece>, ActionError> {
    let left = agreed.costs_from(pieces, rest.from)?.into_iter().map(|then| (then.line, then.rest)).collect();
    Ok(carried(pieces, rest, &left))
}

/// So many days before its end the next year of a plan is begun where all goes on.
const NEXT_YEAR_DAYS: i64 = 92;

/// Begins the next year of the plan in force as a copy of it, so that it can be agreed before this one ends. Nothing where the
/// plan still has months to run, or something else is being written; the family goes on with that.
pub(crate) async fn next_year_within(write: &mut Writing, child: PersonId) -> Result<Option<PlanId>, ActionError> {
    let by = write.permit().actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let today = write.moment().today;
    let plans = plans::of_child(write, child).await?;
    let Some(agreed) = plans.iter().find(|plan| plan.status == PlanStatus::Signed).cloned() else { return Ok(None) };
    let last_begin = agreed.stretch.until.saturating_sub(jiff::Span::new().days(NEXT_YEAR_DAYS));
    if plans.iter().any(is_open) || today < last_begin {
        return Ok(None);
    }
    let first = agreed.stretch.until.tomorrow().unwrap_or(agreed.stretch.until);
    let told = budgets::of_child(write, child).await?.into_iter().next();
    let new = StoredPlan {
        id: write.id(),
        stretch: Stretch::year_from(first),
        status: PlanStatus::Draft,
        budget: told.map(|told| told.id).or(agreed.budget),
        shortfall: String::new(),
        copied_from: Some(agreed.id),
        changes: None,
        made_by: by,
        made_at: write.moment().at,
        version: 1,
        ..agreed.clone()
    };
    plans::insert(write, &new).await?;
    copy_pieces(write, child, (agreed.id, new.id), None).await?;
    Ok(Some(new.id))
}

/// Copies what a plan says. Days that belonged to the old plan's time are left out, so that nothing lies outside the new one.
/// Where nobody copies it for themself, the words stay those of whoever wrote them.
async fn copy_pieces(
    write: &mut Writing,
    child: PersonId,
    (from, to): (PlanId, PlanId),
    by: Option<PersonId>,
) -> Result<(), ActionError> {
    plans::find(write, child, from).await?.ok_or(StoreError::Missing("plan"))?;
    let old = plan_pieces::of_plan(write, from).await?;
    // in its next year a plan has the same outcomes and pages, and lines of its own
    let stays = |stored: &StoredPiece| by.is_none() && !matches!(stored.piece.body, Body::Support(_));
    let ids: HashMap<PieceId, PieceId> =
        old.iter().map(|stored| (stored.piece.id, if stays(stored) { stored.piece.id } else { write.id() })).collect();
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
        let by = by.unwrap_or(stored.written_by);
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
    stays_what_it_is(&mut write, &stored, stretch).await?;
    let shortfall =
        seven_core::plan::writing::text("shortfall", shortfall).map_err(|error| super::unwritten(&error))?;
    let changed = StoredPlan { stretch, packs, shortfall, version, ..stored };
    plans::save(&mut write, &changed).await?;
    let event = Event::of(&permit, format!("plan {plan}")).with("from", stretch.from).with("until", stretch.until);
    write.commit(event).await?;
    Ok(())
}

/// A change of a running plan stays one: its lines are those of the agreed plan, and go on in the same year.
async fn stays_what_it_is(write: &mut Writing, stored: &StoredPlan, stretch: Stretch) -> Result<(), ActionError> {
    let Some(changes) = stored.changes else { return Ok(()) };
    let Some(agreed) = plans::find(write, stored.child, changes).await? else { return Ok(()) };
    rest_of(agreed.stretch, stretch.from).map(drop).map_err(outside)
}

fn outside(error: AmendError) -> ActionError {
    let AmendError::OutsideThePlan { from, until } = error;
    let problem = Problem::new("from", "plan-change-outside").with("from", from.to_string());
    ActionError::Invalid(vec![problem.with("until", until.to_string())])
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
    use super::*;

    #[test]
    fn a_plan_begins_with_the_next_month() {
        let first = view::first_day(Date::constant(2026, 11, 22));
        assert_eq!(first, Date::constant(2026, 12, 1));
        assert_eq!(view::first_day(Date::constant(2026, 12, 31)), Date::constant(2027, 1, 1));
    }
}
