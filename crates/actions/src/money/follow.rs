//! Money goes on under the plan that follows: changed in the middle of its time, or in its next year. Holdings, bank details
//! and days of payment stay as they are; only what is still to come is counted anew.

use std::collections::BTreeMap;

use jiff::civil::Date;
use seven_core::agreement::hand_on::HandOnLine;
use seven_core::ledger::statement::{Holdings, by_line, of};
use seven_core::ledger::{AccountKind, Owner};
use seven_core::money::following::{self, Change, LineChange, Now, OnLine};
use seven_core::money::holding::HoldingStatus;
use seven_core::money::opening::outcome_of;
use seven_core::money::schedule::{InstalmentStatus, Rhythm, ToPay, days, instalments, parts_on, rhythm_of};
use seven_core::money::{BankDetails, Instalment, MoneyHolding};
use seven_core::plan::money::Holding;
use seven_core::plan::pattern::Stretch;
use seven_core::{BankDetailsId, HoldingId, InstalmentId, Pence, PersonId, PieceId};
use store::ledger::Strand;
use store::papers::{self, Stored};
use store::{StoreError, Writing, agreements, ledger};

use super::invoices::waiting;
use super::open::Opening;
use super::spend::holdings;
use super::{named, post};
use crate::ActionError;
use crate::plan::PlanView;

/// A payment that can still be changed: nobody has it yet.
pub(super) fn is_open(payment: &Instalment) -> bool {
    use InstalmentStatus::{Planned, Resting, Returned};
    matches!(payment.status, Planned | Resting | Returned)
}

/// The plan is changed in the middle of its time: what the earlier one promised for the rest makes room for what the new one
/// promises, and the payments still to come are counted anew on their days.
pub(super) async fn change(
    write: &mut Writing,
    opening: &Opening,
    mut held: Stored<MoneyHolding>,
) -> Result<HoldingId, ActionError> {
    let child = opening.asked.child;
    let today = write.moment().today;
    let stretch = opening.view.plan.stretch;
    let stream = held.paper.stream.clone();
    let strand = Strand { owner: Owner::Child(child), stream: stream.clone() };
    ledger::lock(write, &strand).await?;
    let payments = papers::part_of::<Instalment>(write, held.id).await?;
    let anew = stretch.from.max(today);
    let stays = |one: &&Stored<Instalment>| is_open(&one.paper) && one.paper.due < anew;
    let mut bound = sums_of(payments.iter().filter(stays));
    let entries = ledger::of_child(write, child).await?;
    let mut books: BTreeMap<PieceId, OnLine> = BTreeMap::new();
    for (line, there) in by_line(&stream, &entries) {
        let Some(line) = line else { continue };
        let invoiced = waiting(write, child, line).await?;
        let bound = Pence(bound.remove(&line).unwrap_or_default().0.saturating_add(invoiced.0));
        books.insert(line, on_line(&there, bound));
    }
    let now: Vec<Now> = opening
        .hand_on
        .lines
        .iter()
        .filter(|line| line.stream == stream)
        .map(|line| Now {
            line: line.piece,
            outcome: outcome_of(&opening.asked.pieces, line.piece),
            amount: line.amount,
        })
        .collect();
    let then = then(write, child, &held.paper, stretch.from).await?;
    let money = of(&holdings(write, &strand).await?, AccountKind::Paid);
    let changed = following::change(Change { then: &then, now: &now, books: &books, held: money })
        .map_err(|_| ActionError::rule("money-too-large"))?;
    let named = named(write);
    post(write, changed.transfers((child, opening.asked.plan, &stream), (today, &named))).await?;
    held.paper.follow(opening.asked.plan, stretch.until);
    papers::save(write, &held).await?;
    let left = left_to_pay(&changed.lines, &books, (opening, &held.paper));
    replan(write, &held, payments, (anew, left)).await?;
    Ok(HoldingId(held.id))
}

/// What the earlier plan's lines of a stream cost, as both sides signed it.
async fn then(
    write: &mut Writing,
    child: PersonId,
    held: &MoneyHolding,
    from: Date,
) -> Result<Vec<following::Then>, ActionError> {
    let asked = agreements::of_plan(write, held.plan).await?;
    let signed = asked.into_iter().find(|one| one.signatures.are_complete()).ok_or(StoreError::Missing("agreement"))?;
    let without = signed.decision.as_ref().map(|decision| decision.without.clone()).unwrap_or_default();
    let of_stream: Vec<_> = signed
        .pieces
        .into_iter()
        .filter(|piece| match &piece.body {
            seven_core::plan::Body::Support(line) => line.stream() == Some(held.stream.as_str()),
            _ => false,
        })
        .filter(|piece| !without.contains(&piece.id))
        .collect();
    PlanView::load(write, child, held.plan).await?.costs_from(&of_stream, from)
}

fn on_line(there: &Holdings, bound: Pence) -> OnLine {
    let kinds = [AccountKind::Committed, AccountKind::Due, AccountKind::Paid, AccountKind::Spent];
    // what the family put in beyond the line is its own
    let own = of(there, AccountKind::Contribution).0;
    OnLine {
        promised: Pence(kinds.iter().fold(own, |sum, kind| sum.saturating_add(of(there, *kind).0))),
        committed: of(there, AccountKind::Committed),
        bound,
        unspent: of(there, AccountKind::Paid),
    }
}

fn sums_of<'i>(payments: impl Iterator<Item = &'i Stored<Instalment>>) -> BTreeMap<PieceId, Pence> {
    let mut sums: BTreeMap<PieceId, Pence> = BTreeMap::new();
    for part in payments.flat_map(|one| &one.paper.parts) {
        let sum = sums.entry(part.line).or_default();
        *sum = Pence(sum.0.saturating_add(part.amount.0));
    }
    sums
}

/// What each line still has with the authority after a change, without what payments take that stay as they are.
fn left_to_pay(
    changes: &[LineChange],
    books: &BTreeMap<PieceId, OnLine>,
    (opening, held): (&Opening, &MoneyHolding),
) -> Vec<ToPay> {
    let mut left: BTreeMap<PieceId, i64> =
        books.iter().map(|(line, on)| (*line, on.committed.0.saturating_sub(on.bound.0))).collect();
    for one in changes {
        let sum = left.entry(one.line).or_default();
        *sum = sum.saturating_add(one.added.0).saturating_sub(one.freed.0);
    }
    let to_pay = |(line, amount): (PieceId, i64)| {
        let stretch = opening.hand_on.lines.iter().find(|now| now.piece == line).map(|now| now.stretch);
        let outcome = changes.iter().find(|one| one.line == line).and_then(|one| one.outcome);
        // what is left of a line that ended was for days that are over: it comes with the next payment
        let over = Stretch { from: held.stretch.from, until: held.stretch.from };
        ToPay { line, outcome, stretch: stretch.unwrap_or(over), amount: Pence(amount) }
    };
    left.into_iter().map(to_pay).filter(|one| one.amount > Pence::ZERO).collect()
}

/// Counts the payments still to come anew, on the days that they have; further days where the plan is longer now. Where no
/// day is left, what is missing is due at once. Without a schedule there is nothing to change.
pub(super) async fn replan(
    write: &mut Writing,
    held: &Stored<MoneyHolding>,
    mut payments: Vec<Stored<Instalment>>,
    (from, left): (Date, Vec<ToPay>),
) -> Result<(), ActionError> {
    if payments.is_empty() {
        return Ok(());
    }
    payments.sort_by_key(|one| one.paper.due);
    let until = held.paper.stretch.until;
    let mut number = payments.iter().map(|one| one.paper.number).max().unwrap_or(0);
    let mut open: Vec<Stored<Instalment>> =
        payments.iter().filter(|one| is_open(&one.paper) && one.paper.due >= from).cloned().collect();
    let last = payments.last().map_or(from, |one| one.paper.due);
    let mut more: Vec<Date> = match rhythm(&payments) {
        Some((rhythm, first)) => {
            days(rhythm, first, until).into_iter().filter(|day| *day > last && *day >= from).collect()
        }
        None => Vec::new(),
    };
    if open.is_empty() && more.is_empty() && !left.is_empty() {
        more.push(from);
    }
    if let (Some(last), Some(next)) = (open.last_mut(), more.first()) {
        last.paper.covers.until = next.yesterday().unwrap_or(*next);
    }
    let mut covered: Vec<(Date, Date)> = open.iter().map(|one| (one.paper.due, one.paper.covers.until)).collect();
    let ends = |at: usize| more.get(at.saturating_add(1)).and_then(|next| next.yesterday().ok()).unwrap_or(until);
    covered.extend(more.iter().enumerate().map(|(at, day)| (*day, ends(at))));
    let mut parts = parts_on(&covered, left).into_iter();
    for (mut payment, parts) in open.into_iter().zip(parts.by_ref()) {
        if parts.is_empty() {
            payment.paper.status = InstalmentStatus::CalledOff;
        }
        payment.paper.parts = parts;
        papers::save(write, &payment).await?;
    }
    let new = covered.split_off(covered.len().saturating_sub(more.len()));
    for ((due, ends), parts) in new.into_iter().zip(parts) {
        if parts.is_empty() {
            continue;
        }
        number = number.saturating_add(1);
        let payment = Instalment {
            child: held.paper.child,
            holding: HoldingId(held.id),
            stream: held.paper.stream.clone(),
            number,
            due,
            covers: Stretch { from: due, until: ends },
            parts,
            run: None,
            paid_on: None,
            note: String::new(),
            is_owed: false,
            status: InstalmentStatus::Planned,
        };
        let id: InstalmentId = write.id();
        papers::insert(write, id, &payment).await?;
    }
    Ok(())
}

/// The rhythm of a schedule and its first day: payments in a crisis come after it and do not count.
pub(super) fn rhythm(payments: &[Stored<Instalment>]) -> Option<(Rhythm, Date)> {
    let mut planned: Vec<(u16, Date)> = payments.iter().map(|one| (one.paper.number, one.paper.due)).collect();
    planned.sort_unstable();
    let days: Vec<Date> = planned.into_iter().map(|(_, due)| due).collect();
    days.first().map(|first| (rhythm_of(&days), *first))
}

/// The next year of money that is held the same way: who is paid, where to, the law's answers and what was signed stand, and
/// payments go on in their rhythm. Where money went on between the plans, so much is left to be paid from a day on.
pub(super) async fn next_year(
    write: &mut Writing,
    opening: &Opening,
    before: &Stored<MoneyHolding>,
    left: Option<(Date, BTreeMap<PieceId, Pence>)>,
) -> Result<HoldingId, ActionError> {
    let child = opening.asked.child;
    let stretch = opening.view.plan.stretch;
    let mut next = before.paper.next_year(opening.asked.plan, stretch);
    let id: HoldingId = write.id();
    for mut details in papers::part_of::<BankDetails>(write, before.id).await? {
        let old = details.id;
        details.paper.holding = id;
        let copy: BankDetailsId = write.id();
        papers::insert(write, copy, &details.paper).await?;
        if next.bank == Some(BankDetailsId(old)) {
            next.bank = Some(copy);
        }
    }
    papers::insert(write, id, &next).await?;
    if next.way == Holding::CouncilManaged || next.status == HoldingStatus::SetUp {
        return Ok(id);
    }
    let Some((rhythm, first)) = rhythm(&papers::part_of::<Instalment>(write, before.id).await?) else { return Ok(id) };
    let anew = left.as_ref().map_or(stretch.from, |(anew, _)| *anew);
    let first = days(rhythm, first, stretch.until).into_iter().find(|day| *day >= anew);
    // where no day is left, what is left is due at once
    let Some(first) = first.or(left.is_some().then_some(anew)) else { return Ok(id) };
    let still = |line: &HandOnLine| match &left {
        Some((_, left)) => left.get(&line.piece).copied().unwrap_or_default(),
        None => line.amount,
    };
    let own = opening.hand_on.lines.iter();
    let lines: Vec<_> = own
        .map(|line| {
            let outcome = outcome_of(&opening.asked.pieces, line.piece);
            (HandOnLine { amount: still(line), ..line.clone() }, outcome)
        })
        .collect();
    let made = instalments((child, id, &next.stream), stretch, &lines, (rhythm, first));
    for mut payment in made.unwrap_or_default() {
        if next.rests_on(payment.due) {
            payment.status = InstalmentStatus::Resting;
        }
        let id: InstalmentId = write.id();
        papers::insert(write, id, &payment).await?;
    }
    Ok(id)
}
