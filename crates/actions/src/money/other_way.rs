//! A plan chooses another way of holding a stream's money. What is needed for it is asked for as at any beginning; until it stands
//! the old way goes on, and on the day it stands the money switches: what was paid out stays accounted for under the old way.

use seven_core::access::Permit;
use seven_core::audit::Event;
use seven_core::ledger::statement::{by_line, of};
use seven_core::ledger::{AccountKind, Owner};
use seven_core::money::holding::HoldingStatus;
use seven_core::money::schedule::{InstalmentStatus, ToPay};
use seven_core::money::{Bridge, Instalment, MoneyHolding};
use seven_core::plan::money::Holding;
use seven_core::plan::pattern::Stretch;
use seven_core::plan::piece::{Body, Piece};
use seven_core::{HoldingId, InstalmentId, Pence, PersonId};
use store::ledger::Strand;
use store::papers::{self, Stored};
use store::{Query, Writing, ledger};

use super::follow::{is_open, replan};
use super::invoices::waiting;
use super::open::Opening;
use super::view::lines_in;
use crate::{ActionError, Caller};

/// The plan wants a stream's money held in a way: nothing to do where it is, else the other way is set up.
pub(super) async fn ask(
    write: &mut Writing,
    opening: &Opening,
    (stream, way): (&str, Holding),
    id: HoldingId,
) -> Result<(), ActionError> {
    let today = write.moment().today;
    let mut held = papers::find::<MoneyHolding>(write, id).await?;
    let set_up = being_set_up(write, held.paper.child, stream).await?;
    if way == held.paper.way {
        return give_up(write, set_up).await;
    }
    let manager = opening.asked.pieces.iter().find_map(|piece| match &piece.body {
        Body::Money(choice) if choice.stream == stream => Some(choice.manager.as_str()),
        _ => None,
    });
    let manager = manager.unwrap_or_default();
    let has_begun = held.paper.status != HoldingStatus::SetUp || held.paper.way == Holding::CouncilManaged;
    if !has_begun {
        // nothing was paid yet: there is no old way to go on in
        held.paper.begin_otherwise(way, manager);
        papers::save(write, &held).await?;
        for mut payment in open_payments(write, id).await? {
            payment.paper.status = InstalmentStatus::CalledOff;
            papers::save(write, &payment).await?;
        }
        return give_up(write, set_up).await;
    }
    let from = opening.view.plan.stretch.from.max(today);
    let (same, others): (Vec<_>, Vec<_>) = set_up.into_iter().partition(|one| one.paper.way == way);
    give_up(write, others).await?;
    match same.into_iter().next() {
        Some(mut known) => {
            known.paper.waits_for(&held.paper, (id, from));
            Ok(papers::save(write, &known).await?)
        }
        None => beside(write, &held, (way, manager), from).await.map(drop),
    }
}

/// Begins to set another way up beside the one that goes on. The council needs nothing for it, so its way stands on its day.
pub(super) async fn beside(
    write: &mut Writing,
    held: &Stored<MoneyHolding>,
    (way, manager): (Holding, &str),
    from: jiff::civil::Date,
) -> Result<HoldingId, ActionError> {
    let ids = (held.paper.child, held.paper.plan);
    let mut paper = MoneyHolding::begin(ids, &held.paper.stream, way, manager, held.paper.stretch);
    paper.waits_for(&held.paper, (HoldingId(held.id), from));
    let id: HoldingId = write.id();
    papers::insert(write, id, &paper).await?;
    if way == Holding::CouncilManaged && from <= write.moment().today {
        let new = papers::find::<MoneyHolding>(write, id).await?;
        stands(write, new).await?;
    }
    Ok(id)
}

/// The ways of a stream that are being set up.
pub(super) async fn being_set_up(
    at: &mut impl Query,
    child: PersonId,
    stream: &str,
) -> Result<Vec<Stored<MoneyHolding>>, ActionError> {
    let mut all = papers::of_child::<MoneyHolding>(at, child).await?;
    all.retain(|one| one.paper.stream == stream && one.paper.waits());
    Ok(all)
}

/// What was being set up is not wanted any more.
pub(super) async fn give_up(write: &mut Writing, all: Vec<Stored<MoneyHolding>>) -> Result<(), ActionError> {
    for mut one in all {
        one.paper.status = HoldingStatus::Ended;
        papers::save(write, &one).await?;
    }
    Ok(())
}

async fn open_payments(write: &mut Writing, holding: HoldingId) -> Result<Vec<Stored<Instalment>>, ActionError> {
    let all = papers::part_of::<Instalment>(write, holding).await?;
    Ok(all.into_iter().filter(|one| is_open(&one.paper)).collect())
}

/// The other way stands: from today the money goes that way. Payments that nobody has yet move over as they are; what is in a run
/// or was paid stays with the old way.
pub(super) async fn stands(write: &mut Writing, mut new: Stored<MoneyHolding>) -> Result<(), ActionError> {
    let Some(old) = new.paper.replaces else { return Ok(()) };
    let today = write.moment().today;
    let mut old = papers::find::<MoneyHolding>(write, old).await?;
    let strand = Strand { owner: Owner::Child(old.paper.child), stream: old.paper.stream.clone() };
    ledger::lock(write, &strand).await?;
    let moved = open_payments(write, HoldingId(old.id)).await?;
    let left = left_to_pay(write, &old.paper).await?;
    new.paper.takes_over(&mut old.paper, today);
    papers::save(write, &old).await?;
    papers::save(write, &new).await?;
    for mut bridge in papers::part_of::<Bridge>(write, old.id).await? {
        bridge.paper.holding = HoldingId(new.id);
        papers::save(write, &bridge).await?;
    }
    let own = papers::part_of::<Instalment>(write, new.id).await?;
    let has_days = !moved.is_empty() && new.paper.way != Holding::CouncilManaged;
    let mut number = own.iter().map(|one| one.paper.number).max().unwrap_or(0);
    for mut payment in moved {
        let mut copy = payment.paper.clone();
        payment.paper.status = InstalmentStatus::CalledOff;
        papers::save(write, &payment).await?;
        if !has_days {
            continue;
        }
        number = number.saturating_add(1);
        (copy.holding, copy.number, copy.due) = (HoldingId(new.id), number, copy.due.max(today));
        copy.run = None;
        let rests = new.paper.rests_on(copy.due);
        copy.status = if rests { InstalmentStatus::Resting } else { InstalmentStatus::Planned };
        let id: InstalmentId = write.id();
        papers::insert(write, id, &copy).await?;
    }
    if has_days {
        // the days of before go on; those that were made while it was being set up are not needed
        for mut payment in own {
            payment.paper.status = InstalmentStatus::CalledOff;
            papers::save(write, &payment).await?;
        }
    } else if new.paper.way != Holding::CouncilManaged {
        new.version += 1;
        replan(write, &new, own, (today, left)).await?;
    }
    Ok(())
}

/// What is promised to each line of a holding, and no bill waits for.
async fn left_to_pay(write: &mut Writing, held: &MoneyHolding) -> Result<Vec<ToPay>, ActionError> {
    let today = write.moment().today;
    let entries = ledger::of_child(write, held.child).await?;
    let books = by_line(&held.stream, &entries);
    let mut left = Vec::new();
    for (line, support) in lines_in(write, held).await? {
        let committed = books.get(&Some(line)).map_or(Pence::ZERO, |there| of(there, AccountKind::Committed));
        let billed = waiting(write, held.child, line).await?;
        let amount = Pence(committed.0.saturating_sub(billed.0).max(0));
        let stretch = Stretch { from: today, until: held.stretch.until.max(today) };
        left.push(ToPay { line, outcome: support.outcomes.first().copied(), stretch, amount });
    }
    Ok(left)
}

/// Ways that need nothing to be set up and begin today.
pub(super) async fn begin_today(caller: &Caller, permit: &Permit, dry: bool) -> Result<usize, ActionError> {
    let mut reading = caller.reading().await?;
    let all = papers::until::<MoneyHolding>(&mut reading, HoldingStatus::SetUp.code(), caller.moment.today).await?;
    drop(reading);
    let mut count = 0;
    for one in all.into_iter().filter(|one| one.paper.waits() && one.paper.way == Holding::CouncilManaged) {
        let mut write = caller.writing(permit).await?;
        let (id, child) = (one.id, one.paper.child);
        stands(&mut write, one).await?;
        count += 1;
        if !dry {
            let event = Event { child: Some(child), ..Event::of(permit, format!("holding {id}")) };
            write.commit(event.with("status", HoldingStatus::Live)).await?;
        }
    }
    Ok(count)
}

/// A stream that a plan wants held in another way than now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherWay {
    /// The stream.
    pub stream: String,
    /// How it is held now.
    pub now: Holding,
    /// How the plan wants it held.
    pub then: Holding,
}

/// What a plan's pieces change about how a child's money is held, so that it is seen before it is signed.
///
/// # Errors
/// What the database says.
pub async fn other_ways(at: &mut impl Query, child: PersonId, pieces: &[Piece]) -> Result<Vec<OtherWay>, ActionError> {
    let held_now = held_now(at, child).await?;
    let mut ways = Vec::new();
    for piece in pieces {
        let Body::Money(choice) = &piece.body else { continue };
        let held = held_now.iter().rfind(|held| held.stream == choice.stream);
        if let Some(held) = held.filter(|held| held.way != choice.holding) {
            ways.push(OtherWay { stream: choice.stream.clone(), now: held.way, then: choice.holding });
        }
    }
    Ok(ways)
}

/// How a child's money is held, with what is not over.
async fn held_now(at: &mut impl Query, child: PersonId) -> Result<Vec<MoneyHolding>, ActionError> {
    let all = papers::of_child::<MoneyHolding>(at, child).await?;
    let is_there = |held: &MoneyHolding| held.status != HoldingStatus::Ended && !held.waits();
    Ok(all.into_iter().map(|one| one.paper).filter(is_there).collect())
}
