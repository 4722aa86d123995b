//! A change of rates reaches every live award of a stream, or lists by name those that it did not.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::ledger::{Movement, Transfer};
use seven_core::money::holding::HoldingStatus;
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::uplift::{Reached, raise};
use seven_core::money::{Instalment, MoneyHolding, Uplift, UpliftAward};
use seven_core::plan::money::Holding;
use seven_core::{HoldingId, Pence, PersonId, TransferId, UpliftId};
use store::papers::{self, Stored};
use store::{Query, StoreError, Writing};

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
    (from, basis_points): (Date, u32),
    why: &str,
) -> Result<UpliftId, ActionError> {
    let permit = caller.permit(Action::ChangeRates).await?;
    check_rate(basis_points)?;
    if why.trim().is_empty() {
        return Err(ActionError::invalid("why", "empty"));
    }
    let mut write = caller.writing(&permit).await?;
    let id: UpliftId = write.id();
    let (stream, why) = (stream.to_owned(), why.trim().to_owned());
    let mut event = Uplift { stream, from, basis_points, why, total: Pence::ZERO, reached: 0, missed: 0 };
    for holding in meant(&mut write, &event.stream, from).await? {
        reach(&mut write, (id, &mut event), &holding).await?;
    }
    papers::insert(&mut write, id, &event).await?;
    let told = Event::of(&permit, format!("uplift {id}")).with("from", from).with("basis-points", basis_points);
    write.commit(told.with("reached", event.reached).with("missed", event.missed)).await?;
    Ok(id)
}

/// What a change of rates would do to an award: what is to come before and after it.
fn outlook(
    holding: &MoneyHolding,
    payments: &[Stored<Instalment>],
    (from, basis_points): (Date, u32),
) -> Result<(Pence, Pence, Reached), ActionError> {
    let (mut before, mut after) = (0_i64, 0_i64);
    if holding.status != HoldingStatus::SetUp {
        for payment in payments.iter().filter(|one| is_to_come(one, from)) {
            let parts =
                raise(&payment.paper.parts, basis_points).ok_or_else(|| ActionError::rule("money-too-large"))?;
            before = before.saturating_add(payment.paper.total().0);
            after = parts.iter().fold(after, |sum, (part, _)| sum.saturating_add(part.amount.0));
        }
    }
    let reached = match holding.status {
        HoldingStatus::SetUp if holding.way != Holding::CouncilManaged => Reached::NotLive,
        _ if payments.is_empty() => Reached::NoSchedule,
        _ if before == 0 => Reached::NothingToCome,
        _ => Reached::Raised,
    };
    Ok((Pence(before), Pence(after), reached))
}

fn is_to_come(one: &Stored<Instalment>, from: Date) -> bool {
    let waits = [InstalmentStatus::Planned, InstalmentStatus::Resting];
    one.paper.due >= from && waits.contains(&one.paper.status)
}

/// The awards of a stream that a change of rates from a day on is meant for.
async fn meant(at: &mut impl Query, stream: &str, from: Date) -> Result<Vec<Stored<MoneyHolding>>, StoreError> {
    let mut all = Vec::new();
    for status in HoldingStatus::ALL.iter().filter(|status| **status != HoldingStatus::Ended) {
        let holdings = papers::until::<MoneyHolding>(at, status.code(), Date::MAX).await?;
        // an award of another stream, or one that is over by then, is not meant
        all.extend(
            holdings
                .into_iter()
                .filter(|one| one.paper.stream == stream && one.paper.stretch.until >= from && !one.paper.waits()),
        );
    }
    Ok(all)
}

/// What a change of rates would do to each award, without doing it: the child, what is to come before and after, and whether
/// it is reached.
///
/// # Errors
/// As [`change_rates`].
pub async fn preview_rates(
    caller: &Caller,
    stream: &str,
    change: (Date, u32),
) -> Result<Vec<(PersonId, Pence, Pence, Reached)>, ActionError> {
    caller.permit(Action::ChangeRates).await?;
    check_rate(change.1)?;
    let mut reading = caller.reading().await?;
    let mut told = Vec::new();
    for holding in meant(&mut reading, stream, change.0).await? {
        let payments = papers::part_of::<Instalment>(&mut reading, holding.id).await?;
        let (before, after, reached) = outlook(&holding.paper, &payments, change)?;
        told.push((holding.paper.child, before, after, reached));
    }
    Ok(told)
}

fn check_rate(basis_points: u32) -> Result<(), ActionError> {
    if basis_points == 0 || basis_points > 5_000 { Err(ActionError::invalid("rate", "uplift-rate")) } else { Ok(()) }
}

async fn reach(
    write: &mut Writing,
    (id, event): (UpliftId, &mut Uplift),
    holding: &Stored<MoneyHolding>,
) -> Result<(), ActionError> {
    let mut payments = papers::part_of::<Instalment>(write, holding.id).await?;
    let (before, after, reached) = outlook(&holding.paper, &payments, (event.from, event.basis_points))?;
    if reached == Reached::Raised {
        for payment in payments.iter_mut().filter(|one| is_to_come(one, event.from)) {
            let parts =
                raise(&payment.paper.parts, event.basis_points).ok_or_else(|| ActionError::rule("money-too-large"))?;
            let more: Vec<Transfer> = parts
                .iter()
                .filter(|(_, more)| *more > Pence::ZERO)
                .flat_map(|(part, more)| added(write, (id, payment, holding), part, *more))
                .collect();
            post(write, more).await?;
            for (part, more) in &parts {
                super::bridge::raised_by(write, holding, (part.line, payment.paper.due), *more).await?;
            }
            payment.paper.parts = parts.into_iter().map(|(part, _)| part).collect();
            papers::save(write, payment).await?;
        }
    }
    let award = UpliftAward {
        uplift: id,
        child: holding.paper.child,
        holding: HoldingId(holding.id),
        stream: event.stream.clone(),
        from: event.from,
        before,
        after,
        reached,
    };
    match reached {
        Reached::Raised => event.reached = event.reached.saturating_add(1),
        Reached::NothingToCome => {}
        Reached::NotLive | Reached::NoSchedule => event.missed = event.missed.saturating_add(1),
    }
    event.total = Pence(event.total.0.saturating_add(after.0.saturating_sub(before.0)));
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
