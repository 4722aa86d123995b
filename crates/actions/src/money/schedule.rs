//! The schedule of payments: fixed days, made once, changed by calling off what is still to come.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::agreement::HandOn;
use seven_core::agreement::hand_on::HandOnLine;
use seven_core::audit::Event;
use seven_core::ledger::AccountKind;
use seven_core::ledger::statement::{by_line, of};
use seven_core::money::opening::outcome_of;
use seven_core::money::schedule::{InstalmentStatus, Rhythm, ScheduleError, instalments};
use seven_core::money::{Instalment, MoneyHolding};
use seven_core::{HoldingId, InstalmentId, Pence, PersonId, PieceId};
use store::{Query, StoreError, agreements, ledger, papers};

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
    let lines = lines_of(&mut write, child, &held).await?;
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

/// The lines that a signed plan handed on with what is promised to each, and the outcome that it serves.
async fn lines_of(
    at: &mut impl Query,
    child: PersonId,
    held: &MoneyHolding,
) -> Result<Vec<(HandOnLine, Option<PieceId>)>, ActionError> {
    let asked = agreements::of_plan(at, held.plan).await?;
    let signed = asked.into_iter().find(|one| one.signatures.are_complete()).ok_or(StoreError::Missing("agreement"))?;
    let view = PlanView::load(at, child, held.plan).await?;
    let handed: HandOn = hand_on(&view, &signed)?.ok_or_else(|| ActionError::rule("plan-not-signed"))?;
    let entries = ledger::of_child(at, child).await?;
    let books = by_line(&held.stream, &entries);
    let promised = |line: PieceId| books.get(&Some(line)).map_or(Pence::ZERO, |on| of(on, AccountKind::Committed));
    let own = handed.lines.into_iter().filter(|line| line.stream == held.stream);
    let mut lines: Vec<_> = own
        .map(|line| {
            let outcome = outcome_of(&signed.pieces, line.piece);
            (HandOnLine { amount: promised(line.piece), ..line }, outcome)
        })
        .collect();
    for (line, support) in super::view::lines_in(at, held).await? {
        if lines.iter().all(|(one, _)| one.piece != line) {
            // a line that ended when the plan was changed: what it was promised before
            let (stream, payee, amount) = (held.stream.clone(), String::new(), promised(line));
            let (hours, stretch) = (None, held.stretch);
            let line = HandOnLine { piece: line, stream, amount, hours, stretch, payee, holding: None };
            lines.push((line, support.outcomes.first().copied()));
        }
    }
    Ok(lines)
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
