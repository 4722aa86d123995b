//! A change of rates reaches every live award of a stream, or lists by name those that it did not.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::ledger::{Movement, Transfer};
use seven_core::money::holding::HoldingStatus;
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::uplift::{Reached, raise};
use seven_core::money::{Instalment, MoneyHolding, Uplift, UpliftAward};
use seven_core::plan::money::Holding;
use seven_core::{HoldingId, Pence, TransferId, UpliftId};
use store::Writing;
use store::papers::{self, Stored};

use super::{named, post};
use crate::{ActionError, Caller};

/// Raises what is still to be paid from a day on in every live award of a stream. Returns the event; each award's own line
/// stands beside it, raised or not, with what was to come before and after.
///
/// # Errors
/// Refused without [`Action::ChangeRates`]; invalid for no change or without a reason; [`store::StoreError::Taken`] for the
/// same change twice.
pub async fn change_rates(
    caller: &Caller,
    stream: &str,
    (from, basis_points): (jiff::civil::Date, u32),
    why: &str,
) -> Result<UpliftId, ActionError> {
    let permit = caller.permit(Action::ChangeRates).await?;
    if basis_points == 0 || basis_points > 5_000 {
        return Err(ActionError::invalid("rate", "uplift-rate"));
    }
    if why.trim().is_empty() {
        return Err(ActionError::invalid("why", "empty"));
    }
    let mut write = caller.writing(&permit).await?;
    let id: UpliftId = write.id();
    let (stream, why) = (stream.to_owned(), why.trim().to_owned());
    let mut event = Uplift { stream, from, basis_points, why, total: Pence::ZERO, reached: 0, missed: 0 };
    for status in HoldingStatus::ALL.iter().filter(|status| **status != HoldingStatus::Ended) {
        let holdings = papers::until::<MoneyHolding>(&mut write, status.code(), jiff::civil::Date::MAX).await?;
        for holding in holdings {
            // an award of another stream, or one that is over by then, is not meant
            if holding.paper.stream != event.stream || holding.paper.stretch.until < from {
                continue;
            }
            reach(&mut write, (id, &mut event), &holding).await?;
        }
    }
    papers::insert(&mut write, id, &event).await?;
    let told = Event::of(&permit, format!("uplift {id}")).with("from", from).with("basis-points", basis_points);
    write.commit(told.with("reached", event.reached).with("missed", event.missed)).await?;
    Ok(id)
}

async fn reach(
    write: &mut Writing,
    (id, event): (UpliftId, &mut Uplift),
    holding: &Stored<MoneyHolding>,
) -> Result<(), ActionError> {
    let payments = papers::part_of::<Instalment>(write, holding.id).await?;
    let is_to_come = |one: &&mut Stored<Instalment>| {
        let waits = [InstalmentStatus::Planned, InstalmentStatus::Resting];
        one.paper.due >= event.from && waits.contains(&one.paper.status)
    };
    let (mut before, mut after) = (0_i64, 0_i64);
    let has_schedule = !payments.is_empty();
    let mut payments = payments;
    if holding.paper.status != HoldingStatus::SetUp {
        for payment in payments.iter_mut().filter(is_to_come) {
            let parts =
                raise(&payment.paper.parts, event.basis_points).ok_or_else(|| ActionError::rule("money-too-large"))?;
            before = before.saturating_add(payment.paper.total().0);
            let more: Vec<Transfer> = parts
                .iter()
                .filter(|(_, more)| *more > Pence::ZERO)
                .flat_map(|(part, more)| added(write, (id, payment, holding), part, *more))
                .collect();
            post(write, more).await?;
            payment.paper.parts = parts.into_iter().map(|(part, _)| part).collect();
            after = after.saturating_add(payment.paper.total().0);
            papers::save(write, payment).await?;
        }
    }
    let reached = match holding.paper.status {
        HoldingStatus::SetUp if holding.paper.way != Holding::CouncilManaged => Reached::NotLive,
        _ if !has_schedule => Reached::NoSchedule,
        _ if before == 0 => Reached::NothingToCome,
        _ => Reached::Raised,
    };
    let award = UpliftAward {
        uplift: id,
        child: holding.paper.child,
        holding: HoldingId(holding.id),
        stream: event.stream.clone(),
        from: event.from,
        before: Pence(before),
        after: Pence(after),
        reached,
    };
    match reached {
        Reached::Raised => event.reached = event.reached.saturating_add(1),
        Reached::NothingToCome => {}
        Reached::NotLive | Reached::NoSchedule => event.missed = event.missed.saturating_add(1),
    }
    event.total = Pence(event.total.0.saturating_add(after.saturating_sub(before)));
    let award_id: uuid::Uuid = write.id();
    papers::insert(write, award_id, &award).await?;
    Ok(())
}

/// What a part gains is given to the child and promised to its line.
fn added(
    write: &Writing,
    (id, payment, holding): (UpliftId, &Stored<Instalment>, &Stored<MoneyHolding>),
    part: &seven_core::money::schedule::PartFor,
    more: Pence,
) -> [Transfer; 2] {
    let words = [id.to_string(), payment.id.to_string(), part.line.to_string()];
    let today = write.moment().today;
    [("uplift allocate", Movement::Allocate), ("uplift commit", Movement::Commit)].map(|(word, movement)| {
        let transfer = TransferId::of(&[word, &words[0], &words[1], &words[2]]);
        let named = named(write).for_line(part.line, part.outcome);
        Transfer::post(transfer, movement, holding.paper.child, &holding.paper.stream, more, today, named)
    })
}
