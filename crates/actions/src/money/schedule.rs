//! The schedule of payments: fixed days, made once, changed by calling off what is still to come.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::agreement::HandOn;
use seven_core::agreement::hand_on::HandOnLine;
use seven_core::audit::Event;
use seven_core::money::Instalment;
use seven_core::money::opening::outcome_of;
use seven_core::money::schedule::{InstalmentStatus, Rhythm, ScheduleError, instalments};
use seven_core::{HoldingId, InstalmentId, PersonId, PieceId, PlanId};
use store::{Query, StoreError, agreements, papers};

use super::arrange::load;
use crate::agreement::hand_on;
use crate::life::not_after_death;
use crate::plan::PlanView;
use crate::{ActionError, Caller};

/// Makes the payments of a holding from a first day on. A schedule is made once.
///
/// # Errors
/// Refused without [`Action::ArrangeMoney`]; rules where there is one, or nothing to pay; invalid for a day outside the plan.
pub async fn schedule(
    caller: &Caller,
    child: PersonId,
    holding: HoldingId,
    (rhythm, first): (Rhythm, Date),
) -> Result<usize, ActionError> {
    let permit = caller.permit_for(Action::ArrangeMoney, child).await?;
    let mut write = caller.writing(&permit).await?;
    not_after_death(&mut write, child).await?;
    let held = load(&mut write, child, holding, None).await?.paper;
    if !papers::part_of::<Instalment>(&mut write, holding).await?.is_empty() {
        return Err(ActionError::rule("schedule-there"));
    }
    let lines = lines_of(&mut write, child, held.plan).await?;
    let made = instalments((child, holding, &held.stream), held.stretch, &lines, (rhythm, first));
    let made = made.map_err(|error| match error {
        ScheduleError::FirstOutside(_) => ActionError::invalid("first", "schedule-first-outside"),
        ScheduleError::Nothing => ActionError::rule("schedule-nothing"),
    })?;
    for payment in &made {
        let id: InstalmentId = write.id();
        papers::insert(&mut write, id, payment).await?;
    }
    let event = Event::of(&permit, format!("holding {holding}"));
    write.commit(event.with("rhythm", rhythm).with("first", first).with("payments", made.len())).await?;
    Ok(made.len())
}

/// The lines that a signed plan handed on, each with the outcome that it serves.
pub(super) async fn lines_of(
    at: &mut impl Query,
    child: PersonId,
    plan: PlanId,
) -> Result<Vec<(HandOnLine, Option<PieceId>)>, ActionError> {
    let asked = agreements::of_plan(at, plan).await?;
    let signed = asked.into_iter().find(|one| one.signatures.are_complete()).ok_or(StoreError::Missing("agreement"))?;
    let view = PlanView::load(at, child, plan).await?;
    let handed: HandOn = hand_on(&view, &signed)?.ok_or_else(|| ActionError::rule("plan-not-signed"))?;
    let with_outcome = |line: HandOnLine| {
        let outcome = outcome_of(&signed.pieces, line.piece);
        (line, outcome)
    };
    Ok(handed.lines.into_iter().map(with_outcome).collect())
}

/// Calls a planned payment off.
///
/// # Errors
/// Refused without [`Action::ArrangeMoney`]; a rule where it is in a run or paid; invalid without a reason.
pub async fn call_off(caller: &Caller, child: PersonId, payment: InstalmentId, why: &str) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ArrangeMoney, child).await?;
    let mut write = caller.writing(&permit).await?;
    if why.trim().is_empty() {
        return Err(ActionError::invalid("why", "empty"));
    }
    let mut found = papers::find_of::<Instalment>(&mut write, child, payment).await?;
    if !matches!(found.paper.status, InstalmentStatus::Planned | InstalmentStatus::Resting) {
        return Err(ActionError::rule("payment-not-planned"));
    }
    found.paper.status = InstalmentStatus::CalledOff;
    found.paper.note = why.trim().to_owned();
    papers::save(&mut write, &found).await?;
    let event = Event::of(&permit, format!("payment {payment}"));
    write.commit(event.with("status", InstalmentStatus::CalledOff)).await?;
    Ok(())
}
