//! The one place where matches enter the record, and where the books follow what lines and records say, in the same
//! transaction. What the books do not take is not lost: it waits with its reason, and is asked again with every change.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use seven_core::ledger::statement::of;
use seven_core::ledger::{AccountKind, Movement, Owner, Step, Transfer};
use seven_core::spending::books::{
    KeptRecord, MatchedLine, PlanLine, Settled, Spending, TurnedBack, settle as settled, turn_back_id,
};
use seven_core::{BankLineId, Pence, PersonId};
use store::ledger::Strand;
use store::spending::lines::{self, StoredLine};
use store::spending::matches::{self, StoredMatch};
use store::spending::records;
use store::{Query, StoreError, Writing, ledger};

use super::expected::{LineOfPlan, lines_of_plans};
use super::talks;
use crate::ActionError;
use crate::money;

/// Keeps matches that the rules or a person made. Whoever does so lets the books follow before the change ends.
pub(super) async fn keep(write: &mut Writing, child: PersonId, made: &[StoredMatch]) -> Result<(), StoreError> {
    matches::insert_all(write, child, made).await
}

/// Lets the books follow what a child's lines and records say now, and looks whether there is something to talk about. Nothing
/// moves where the books say it already.
///
/// # Errors
/// Rules as the books say, where an entry cannot be turned back.
pub(crate) async fn settle(write: &mut Writing, child: PersonId, why: TurnedBack) -> Result<(), ActionError> {
    let plan = lines_of_plans(write, child).await?;
    let streams: BTreeSet<&String> = plan.iter().map(|line| &line.stream).collect();
    for stream in streams {
        ledger::lock(write, &Strand { owner: Owner::Child(child), stream: stream.clone() }).await?;
    }
    let done = standing(write, child, &plan).await?;
    if !done.turn_back.is_empty() || !done.spend.is_empty() {
        move_money(write, child, done, why).await?;
    }
    talks::look(write, child).await?;
    Ok(())
}

/// Turns entries back and makes the others, all in one.
async fn move_money(write: &mut Writing, child: PersonId, done: Settled, why: TurnedBack) -> Result<(), ActionError> {
    let (named, today) = (money::named(write), write.moment().today);
    let back = named.clone().because(&why.reason());
    let turned = |entry: &Transfer| entry.follow(turn_back_id(entry.id), Step::Correct, today, back.clone());
    let mut transfers: Vec<Transfer> = done.turn_back.iter().map(turned).collect();
    let closed = ledger::closed_until(write).await?;
    for one in done.spend {
        let Spending { id, stream, line, outcome, amount, day, evidence, words } = one;
        let named = named.clone().for_line(line, outcome).shown_by(evidence).because(&words);
        transfers.push(Transfer::post(id, Movement::Spend, child, &stream, amount, open_day(day, closed), named));
    }
    money::post(write, transfers).await
}

/// Lets the books take what waited for a payment that has come now.
///
/// # Errors
/// As [`settle`].
pub(crate) async fn catch_up(write: &mut Writing, child: PersonId) -> Result<(), ActionError> {
    let has_matches = !matches::of_child(write, child).await?.is_empty();
    if has_matches || !records::of_child(write, child).await?.is_empty() {
        settle(write, child, TurnedBack::Shown).await?;
    }
    Ok(())
}

/// What was spent in a year that is closed comes into the books on the first day that is open.
fn open_day(day: Date, closed: Option<Date>) -> Date {
    let first = closed.and_then(|closed| closed.tomorrow().ok());
    first.map_or(day, |first| day.max(first))
}

/// How everything of a child stands in the books, and what is to be done so that it does.
///
/// # Errors
/// What the database says.
pub(super) async fn standing(
    at: &mut impl Query,
    child: PersonId,
    plan: &[LineOfPlan],
) -> Result<Settled, ActionError> {
    let made = matches::of_child(at, child).await?;
    let kept = records::of_child(at, child).await?;
    let lines: HashMap<BankLineId, StoredLine> =
        lines::of_child(at, child).await?.into_iter().map(|line| (line.id, line)).collect();
    let entries = ledger::of_child(at, child).await?;
    let plan: Vec<PlanLine> = plan.iter().map(LineOfPlan::in_books).collect();
    let mut free: BTreeMap<String, Pence> = BTreeMap::new();
    for stream in plan.iter().map(|line| &line.stream) {
        if !free.contains_key(stream) {
            let strand = Strand { owner: Owner::Child(child), stream: stream.clone() };
            free.insert(stream.clone(), of(&money::holdings(at, &strand).await?, AccountKind::Paid));
        }
    }
    let matched: Vec<MatchedLine<'_>> = made
        .iter()
        .filter_map(|made| {
            let line = &lines.get(&made.line)?.line;
            let payee = if line.payee.trim().is_empty() { &line.reference } else { &line.payee };
            let (day, pence, kind) = (line.booked, made.pence, made.kind);
            Some(MatchedLine { line: made.line, day, pence, payee, kind, target: &made.target })
        })
        .collect();
    let records: Vec<KeptRecord<'_>> =
        kept.iter().map(|kept| KeptRecord { id: kept.id, record: &kept.record, state: kept.state }).collect();
    Ok(settled(&matched, &records, &plan, &entries, &free))
}
