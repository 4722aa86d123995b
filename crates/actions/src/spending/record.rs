//! Keeping a receipt, a bill, cash, miles or hours; approving hours; taking a record back.

use seven_core::access::{Action, Purpose};
use seven_core::audit::Event;
use seven_core::matching::ExpectedKind;
use seven_core::spending::books::TurnedBack;
use seven_core::spending::{KnownBill, NewRecord, RecordState, Working, same_bill};
use seven_core::{PersonId, SpendingId};
use store::spending::matches;
use store::spending::records::{self, StoredRecord};
use store::{Query, StoreError};

use super::{by, post};
use crate::{ActionError, Caller, Problem};

/// Keeps a record. Hours that somebody else wrote down wait for the family that employs; the family's own stand at once.
///
/// # Errors
/// Refused without [`Action::RecordSpending`]; invalid by [`seven_core::spending::RecordFault`]; the rule `bill-known` where the
/// same bill is there already, whoever recorded it.
pub async fn record(caller: &Caller, child: PersonId, new: NewRecord) -> Result<SpendingId, ActionError> {
    let permit = caller.permit_for(Action::RecordSpending, child).await?;
    let person = by(&permit)?;
    let new = new.settled(caller.moment.today).map_err(|fault| {
        let (field, code) = fault.field_and_code();
        ActionError::invalid(field, code)
    })?;
    let is_employers = caller.permit_for(Action::ApproveHours, child).await.is_ok();
    let mut write = caller.writing(&permit).await?;
    if new.kind == ExpectedKind::Invoice {
        let known = bills(&mut write, child).await?;
        if let Some(bill) = same_bill(&new, &known) {
            let problem = Problem::new("reference", "bill-known").with("day", bill.day.to_string());
            return Err(ActionError::Rule(problem.with("sum", bill.pence.to_string())));
        }
    }
    let waits = matches!(new.working, Working::Hours { .. }) && !is_employers;
    let state = if waits { RecordState::Waiting } else { RecordState::Standing };
    let kept = StoredRecord {
        id: write.id(),
        child,
        record: new,
        // what a worker keeps for a family came to them on paper
        from_paper: permit.purpose() != Purpose::OwnLife,
        state,
        made_by: person,
        made_at: caller.moment.at,
        decided_by: None,
        version: 1,
    };
    records::insert(&mut write, &kept).await?;
    post::settle(&mut write, child, TurnedBack::Shown).await?;
    let event = Event::of(&permit, format!("spending {}", kept.id)).with("kind", kept.record.kind.code());
    let event = event.with("pence", kept.record.pence.0).with("state", state.code());
    write.commit(if kept.from_paper { event.with("from-paper", true) } else { event }).await?;
    Ok(kept.id)
}

/// Bills that stand.
async fn bills(at: &mut impl Query, child: PersonId) -> Result<Vec<KnownBill>, StoreError> {
    let all = records::of_child(at, child).await?;
    let standing = all.into_iter().filter(|kept| kept.state != RecordState::TakenBack);
    Ok(standing
        .filter(|kept| kept.record.kind == ExpectedKind::Invoice)
        .map(|kept| KnownBill {
            payee_key: kept.record.payee_key(),
            reference: kept.record.reference,
            day: kept.record.day,
            pence: kept.record.pence,
            by: kept.made_by,
        })
        .collect())
}

/// Approves hours for the family that employs.
///
/// # Errors
/// Refused without [`Action::ApproveHours`]; [`StoreError::Missing`]; the rule `hours-not-waiting`.
pub async fn approve_hours(caller: &Caller, child: PersonId, id: SpendingId) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ApproveHours, child).await?;
    let person = by(&permit)?;
    let mut write = caller.writing(&permit).await?;
    let was = records::find(&mut write, child, id).await?.ok_or(StoreError::Missing("record"))?;
    if was.state != RecordState::Waiting {
        return Err(ActionError::rule("hours-not-waiting"));
    }
    records::decide(&mut write, &was, RecordState::Standing, person).await?;
    post::settle(&mut write, child, TurnedBack::Shown).await?;
    write.commit(Event::of(&permit, format!("spending {id}")).with("approved", true)).await?;
    Ok(())
}

/// Takes a record back: a mistake, or one that is there twice.
///
/// # Errors
/// Refused without [`Action::RecordSpending`]; [`StoreError::Missing`]; the rule `record-matched` where a line is matched to it:
/// that is undone first.
pub async fn take_back_record(caller: &Caller, child: PersonId, id: SpendingId) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::RecordSpending, child).await?;
    let person = by(&permit)?;
    let mut write = caller.writing(&permit).await?;
    let was = records::find(&mut write, child, id).await?.ok_or(StoreError::Missing("record"))?;
    if was.state == RecordState::TakenBack {
        return Err(ActionError::rule("record-taken-back"));
    }
    let target = id.to_string();
    if matches::of_child(&mut write, child).await?.iter().any(|made| made.target == target) {
        return Err(ActionError::rule("record-matched"));
    }
    records::decide(&mut write, &was, RecordState::TakenBack, person).await?;
    post::settle(&mut write, child, TurnedBack::Record).await?;
    write.commit(Event::of(&permit, format!("spending {id}")).with("taken-back", true)).await?;
    Ok(())
}
