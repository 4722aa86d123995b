//! The next plan is signed while money goes on after the last one: the last one's holding ends where the next one's begins, what
//! was paid for the new plan's time counts towards it, and payments go on in their rhythm at the new sums.

use std::collections::BTreeMap;

use jiff::civil::Date;
use seven_core::ledger::statement::{by_line, of};
use seven_core::ledger::{AccountKind, Movement, Owner, Step, Transfer};
use seven_core::money::bridge::{BridgeStatus, Counted, Used, settle};
use seven_core::money::following::Now;
use seven_core::money::opening::outcome_of;
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::{Bridge, Instalment, MoneyHolding};
use seven_core::plan::money::Holding;
use seven_core::plan::piece::supports;
use seven_core::plan::support::Support;
use seven_core::{HoldingId, Pence, PieceId};
use store::ledger::Strand;
use store::papers::{self, Stored};
use store::{Writing, ledger};

use super::bridge::is_between;
use super::follow::{is_open, next_year};
use super::invoices::waiting;
use super::open::Opening;
use super::spend::holdings;
use super::view::lines_in;
use super::{named, post};
use crate::ActionError;

/// The next plan takes over from its first day. Gives its holding; none where it has nothing in the stream.
pub(super) async fn follow(
    write: &mut Writing,
    opening: &Opening,
    (stream, sum): (&str, Pence),
    mut held: Stored<MoneyHolding>,
    mut bridge: Stored<Bridge>,
) -> Result<Option<HoldingId>, ActionError> {
    let child = opening.asked.child;
    let today = write.moment().today;
    let first = opening.view.plan.stretch.from;
    let anew = first.max(today);
    let strand = Strand { owner: Owner::Child(child), stream: stream.to_owned() };
    ledger::lock(write, &strand).await?;
    let old = lines_in(write, &held.paper).await?;
    let mut used = used(write, &held, &bridge.paper, first).await?;
    let own = || opening.hand_on.lines.iter().filter(|line| line.stream == stream);
    goes_on(
        &mut used,
        &old,
        &supports(&opening.asked.pieces).filter(|(id, _)| own().any(|one| one.piece == *id)).collect::<Vec<_>>(),
    );
    let now: Vec<Now> = own()
        .map(|line| {
            let outcome = outcome_of(&opening.asked.pieces, line.piece);
            Now { line: line.piece, outcome, amount: line.amount }
        })
        .collect();
    let lines = now.iter().fold(0_i64, |sum, line| sum.saturating_add(line.amount.0));
    let spare = Pence(sum.0.saturating_sub(lines).max(0));
    let money = of(&holdings(write, &strand).await?, AccountKind::Paid);
    let (changed, counted) = settle(&used, &now, (spare, money)).map_err(|_| ActionError::rule("money-too-large"))?;
    let named = named(write);
    post(write, changed.transfers((child, opening.asked.plan, stream), (today, &named))).await?;
    post(write, bridge.paper.given_back(changed.left_free, (today, &named)).into_iter().collect()).await?;
    let freed = changed.lines.iter().map(|one| (one.line, one.freed)).collect();
    take_off(write, &held, &bridge.paper, freed).await?;
    held.paper.stretch.until = first.yesterday().unwrap_or(first).max(bridge.paper.plan_until);
    papers::save(write, &held).await?;
    bridge.paper.counted = Some(Counted { plan: opening.asked.plan, on: today, sum: counted });
    bridge.paper.cut(first);
    bridge.paper.status = BridgeStatus::Followed;
    papers::save(write, &bridge).await?;
    let left: BTreeMap<PieceId, Pence> = changed.lines.iter().map(|one| (one.line, one.added)).collect();
    let Some(line) = own().next() else { return Ok(None) };
    let way = line.holding.unwrap_or(Holding::CouncilManaged);
    if way == held.paper.way || way != Holding::CouncilManaged {
        return next_year(write, opening, &held, Some((anew, left))).await.map(Some);
    }
    opening.holding(write, stream, way).await.map(Some)
}

/// Which line of the next plan goes on with which of the last: the same support in the same words.
fn goes_on(used: &mut [Used], old: &[(PieceId, Support)], new: &[(PieceId, &Support)]) {
    let mut taken: Vec<PieceId> = Vec::new();
    for one in used {
        let Some((_, before)) = old.iter().find(|(line, _)| *line == one.line) else { continue };
        let words = |line: &Support| line.what.trim().to_lowercase();
        let is_same = |(id, line): &&(PieceId, &Support)| {
            *id == one.line || (line.kind == before.kind && words(line) == words(before))
        };
        let found = new.iter().filter(|(id, _)| !taken.contains(id)).find(is_same);
        one.goes_on = found.map(|(id, _)| *id);
        taken.extend(one.goes_on);
    }
}

/// What each line got between plans for the days from one on, and what of it nobody has yet.
pub(super) async fn used(
    write: &mut Writing,
    held: &Stored<MoneyHolding>,
    bridge: &Bridge,
    day: Date,
) -> Result<Vec<Used>, ActionError> {
    let today = write.moment().today;
    let (child, stream) = (held.paper.child, held.paper.stream.as_str());
    let entries = ledger::of_child(write, child).await?;
    let books = by_line(stream, &entries);
    let payments = papers::part_of::<Instalment>(write, held.id).await?;
    let in_all: BTreeMap<PieceId, Pence> =
        bridge.lines_from(bridge.from()).iter().map(|one| (one.line, one.amount)).collect();
    let mut all = Vec::new();
    for one in bridge.lines_from(day) {
        let there = books.get(&Some(one.line)).cloned().unwrap_or_default();
        let parts = |is_meant: &dyn Fn(&Instalment) -> bool| {
            let meant = payments.iter().map(|stored| &stored.paper).filter(|payment| is_meant(payment));
            let own = meant.flat_map(|payment| &payment.parts).filter(|part| part.line == one.line);
            own.fold(0_i64, |sum, part| sum.saturating_add(part.amount.0))
        };
        let reach = if held.paper.way == Holding::CouncilManaged {
            let before = in_all.get(&one.line).map_or(0, |all| all.0.saturating_sub(one.amount.0));
            let due = fell_due(&entries, (stream, one.line), bridge.from());
            one.amount.0.saturating_sub(due.saturating_sub(before).max(0))
        } else {
            parts(&|payment| is_between(payment, bridge, today))
        };
        let bound = parts(&|payment| is_open(payment) && payment.due < today);
        let invoiced = waiting(write, child, one.line).await?.0;
        let committed = of(&there, AccountKind::Committed).0.saturating_sub(bound).saturating_sub(invoiced);
        let (open, unspent) = (Pence(reach.min(committed).max(0)), of(&there, AccountKind::Paid));
        all.push(Used { line: one.line, goes_on: None, sum: one.amount, open, unspent });
    }
    Ok(all)
}

/// What fell due for a line since a day.
fn fell_due(entries: &[Transfer], (stream, line): (&str, PieceId), since: Date) -> i64 {
    let own = entries.iter().filter(|one| one.stream == stream && one.named.line == Some(line) && one.day >= since);
    own.fold(0_i64, |sum, one| match (one.movement, one.step) {
        (Movement::FallDue, Step::Post) | (Movement::CallOff, Step::Correct(_)) => sum.saturating_add(one.amount.0),
        (Movement::CallOff, Step::Post) | (Movement::FallDue, Step::Correct(_)) => sum.saturating_sub(one.amount.0),
        _ => sum,
    })
}

/// Lowers the payments between plans that nobody has yet by what was freed, the latest first.
pub(super) async fn take_off(
    write: &mut Writing,
    held: &Stored<MoneyHolding>,
    bridge: &Bridge,
    mut freed: BTreeMap<PieceId, Pence>,
) -> Result<(), ActionError> {
    let today = write.moment().today;
    let mut payments = papers::part_of::<Instalment>(write, held.id).await?;
    payments.retain(|one| is_between(&one.paper, bridge, today));
    payments.sort_by_key(|one| std::cmp::Reverse(one.paper.due));
    for mut payment in payments {
        let before = payment.paper.total();
        for part in &mut payment.paper.parts {
            let left = freed.entry(part.line).or_default();
            let less = part.amount.0.min(left.0).max(0);
            part.amount = Pence(part.amount.0.saturating_sub(less));
            *left = Pence(left.0.saturating_sub(less));
        }
        if payment.paper.total() == before {
            continue;
        }
        payment.paper.parts.retain(|part| part.amount > Pence::ZERO);
        if payment.paper.parts.is_empty() {
            payment.paper.status = InstalmentStatus::CalledOff;
        }
        papers::save(write, &payment).await?;
    }
    Ok(())
}
