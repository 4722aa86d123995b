use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;

use super::super::following::Now;
use super::*;
use crate::ledger::statement::{by_line, of};
use crate::ledger::{AccountKind, Book};

const ENDS: Date = date(2027, 9, 30);
const STREAM: &str = "social-care";
const WHY: &str = "the social worker and the family meet about the next plan";

fn line(number: usize) -> PieceId {
    PieceId(Uuid::from_u128(number as u128 + 1))
}

fn child() -> PersonId {
    PersonId(Uuid::from_u128(900))
}

fn named() -> Named {
    Named::by(None, jiff::Timestamp::UNIX_EPOCH)
}

fn bridge(today: Date) -> Bridge {
    let ids = (child(), HoldingId(Uuid::from_u128(901)));
    Bridge::begin(ids, STREAM, (PlanId(Uuid::from_u128(902)), ENDS), (today, 28))
}

fn rate(number: usize, pence: i64) -> Rate {
    Rate { line: line(number), outcome: None, amount: Pence(pence), days: 365 }
}

/// Every month that is wanted on a day.
fn gone_on(bridge: &mut Bridge, rates: &[Rate], today: Date, follows: Option<Date>) -> Vec<Transfer> {
    let mut all = Vec::new();
    while let Some(stretch) = bridge.next(today, follows) {
        all.extend(bridge.step(stretch, rates, (today, &named())));
    }
    all
}

#[test]
fn money_goes_on_month_by_month_at_the_plans_rate_and_is_there_ahead() {
    let mut goes_on = bridge(date(2027, 9, 2));
    assert_eq!((goes_on.until(), goes_on.look_by), (ENDS, date(2027, 10, 28)));
    assert_eq!(goes_on.next(date(2027, 9, 1), None), None, "there is time");
    let entries = gone_on(&mut goes_on, &[rate(0, 93_800)], date(2027, 9, 3), None);
    assert_eq!((goes_on.until(), goes_on.total()), (date(2027, 10, 31), Pence(7_967)), "31 of 365 days");
    assert_eq!(
        entries.iter().map(|one| (one.movement, one.amount.0)).collect::<Vec<_>>(),
        [(Movement::Allocate, 7_967), (Movement::Commit, 7_967)]
    );
    assert!(entries.iter().all(|one| one.named.reason.contains("not signed") && one.check().is_ok()));
    assert_eq!(gone_on(&mut goes_on, &[rate(0, 93_800)], date(2027, 9, 4), None), []);
    gone_on(&mut goes_on, &[rate(0, 93_800)], date(2027, 12, 31), None);
    assert_eq!((goes_on.until(), goes_on.steps.len()), (date(2028, 1, 31), 4));
    let mut short = bridge(ENDS);
    gone_on(&mut short, &[rate(0, 93_800)], ENDS, Some(date(2027, 10, 11)));
    assert_eq!((short.until(), short.total()), (date(2027, 10, 10), Pence(2_570)), "until the next plan begins");
    assert_eq!(short.next(date(2027, 12, 1), Some(date(2027, 10, 11))), None);
}

#[test]
fn a_part_of_a_month_and_what_comes_after_it_are_the_month() {
    let mut goes_on = bridge(ENDS);
    gone_on(&mut goes_on, &[rate(0, 93_800), rate(1, 12_345)], ENDS, None);
    for day in [date(2027, 10, 1), date(2027, 10, 12), date(2027, 11, 1)] {
        let after: i64 = goes_on.lines_from(day).iter().map(|one| one.amount.0).sum();
        let mut before = goes_on.clone();
        before.cut(day);
        assert_eq!(before.total().0 + after, goes_on.total().0, "{day}");
    }
}

#[test]
fn somebody_looks_at_it_by_a_day_and_ends_it_with_reasons_and_notice_only() {
    let today = date(2027, 10, 5);
    let (by, mut goes_on) = (PersonId(Uuid::from_u128(3)), bridge(today));
    assert!(matches!(goes_on.look(by, "ok", (date(2027, 10, 20), today)), Err(BridgeError::Reasons(_))));
    let latest = date(2028, 1, 5);
    assert_eq!(goes_on.look(by, WHY, (date(2028, 1, 6), today)), Err(BridgeError::NotThen(latest)));
    assert_eq!(goes_on.look(by, WHY, (today, today)), Err(BridgeError::NotThen(latest)));
    goes_on.look(by, WHY, (date(2027, 11, 20), today)).unwrap();
    assert_eq!((goes_on.look_by, goes_on.looked.len()), (date(2027, 11, 20), 1));
    let soon = goes_on.end((by, WHY), date(2027, 11, 1), (today, 28));
    assert_eq!(soon, Err(BridgeError::TooSoon(date(2027, 11, 2))));
    goes_on.end((by, WHY), date(2027, 11, 30), (today, 28)).unwrap();
    assert_eq!((goes_on.status, goes_on.next(date(2028, 1, 1), None)), (BridgeStatus::Ended, None));
    assert_eq!(goes_on.look(by, WHY, (date(2027, 11, 20), today)), Err(BridgeError::Over));
}

/// A line between plans: a year's cost, how much of what it got is paid out, how much of that is spent, and what the next plan
/// has for it.
#[derive(Debug, Clone, Copy)]
struct Life {
    year: i64,
    paid: i64,
    spent: i64,
    next: Option<i64>,
}

fn promised(entries: &[Transfer], line: PieceId) -> i64 {
    let lines = by_line(STREAM, entries);
    let kinds = [AccountKind::Committed, AccountKind::Due, AccountKind::Paid, AccountKind::Spent];
    lines.get(&Some(line)).map_or(0, |held| kinds.iter().map(|kind| of(held, *kind).0).sum())
}

/// Lives through some months between plans, and lets the next plan follow from its first day.
fn followed(lives: &[Life], spare: i64) -> (Vec<Transfer>, Book, crate::money::following::Changed, Pence, Pence) {
    let today = date(2027, 12, 10);
    let mut goes_on = bridge(today);
    let rates: Vec<Rate> = lives.iter().enumerate().map(|(at, life)| rate(at, life.year)).collect();
    let mut entries = gone_on(&mut goes_on, &rates, today, None);
    let total = goes_on.total();
    let mut used = Vec::new();
    for one in goes_on.lines_from(goes_on.from()) {
        let at = usize::try_from(one.line.0.as_u128() - 1).unwrap();
        let life = lives[at];
        let paid = one.amount.0 * life.paid / 100;
        let spent = paid * life.spent / 100;
        for (movement, amount) in [(Movement::FallDue, paid), (Movement::Pay, paid), (Movement::Spend, spent)] {
            if amount > 0 {
                let named = named().for_line(one.line, None).shown_by(EvidenceId(Uuid::from_u128(1)));
                let id = TransferId::of(&["lived", &movement.to_string(), &at.to_string()]);
                entries.push(Transfer::post(id, movement, child(), STREAM, Pence(amount), today, named));
            }
        }
        let goes_on = life.next.filter(|_| at.is_multiple_of(2)).map(|_| line(at + 100));
        let (open, unspent) = (Pence(one.amount.0 - paid), Pence(paid - spent));
        used.push(Used { line: one.line, goes_on, sum: one.amount, open, unspent });
    }
    let now: Vec<Now> = (lives.iter().enumerate())
        .filter_map(|(at, life)| Some(Now { line: line(at + 100), outcome: None, amount: Pence(life.next?) }))
        .collect();
    let held = Pence(used.iter().map(|one| one.unspent.0).sum());
    let (done, counted) = settle(&used, &now, (Pence(spare), held)).unwrap();
    entries.extend(done.transfers((child(), PlanId(Uuid::from_u128(7)), STREAM), (today, &named())));
    let mut book = Book::new();
    for entry in &entries {
        book.take(entry).expect("the books take every step");
    }
    (entries, book, done, counted, total)
}

#[test]
fn what_was_paid_between_plans_counts_towards_the_next_one() {
    // £1,200 a year, four months of it between the plans: £3.29 a day for 123 days
    let (entries, _, done, counted, total) =
        followed(&[Life { year: 120_000, paid: 75, spent: 50, next: Some(120_000) }], 0);
    assert_eq!((total, counted), (Pence(40_439), Pence(30_329)));
    assert_eq!(done.allocated.0 + total.0, 120_000, "the year costs what the plan says, and no month twice");
    assert_eq!(promised(&entries, line(0)) + promised(&entries, line(100)), 120_000);
    // half of what was paid is still there and is for the new plan now
    assert_eq!(promised(&entries, line(0)), 15_164);
}

#[test]
fn a_part_that_does_not_go_on_counts_towards_the_others_by_their_sums() {
    let ended = Life { year: 120_000, paid: 100, spent: 100, next: None };
    let new = |next| Life { year: 0, paid: 0, spent: 0, next: Some(next) };
    let (_, _, done, counted, _) = followed(&[ended, new(90_000), new(30_000)], 0);
    let added: Vec<i64> = done.lines.iter().take(2).map(|one| one.added.0).collect();
    assert_eq!((counted, added), (Pence(40_439), vec![90_000 - 30_329, 30_000 - 10_110]));
    // nothing is asked back where the next plan has less than was paid already
    let (entries, _, done, ..) = followed(&[ended, new(10_000)], 0);
    assert_eq!((done.allocated, done.left_free, promised(&entries, line(101))), (Pence::ZERO, Pence::ZERO, 0));
}

proptest! {
    /// However much was paid and spent: the books balance, no pot falls below nothing, and both together cost what the next
    /// plan says, or what was paid already where that is more.
    #[test]
    fn money_between_plans_is_neither_lost_nor_paid_twice(
        lives in vec((0..500_000_i64, 0..=100_i64, 0..=100_i64, proptest::option::of(0..600_000_i64)), 1..7),
        spare in 0..50_000_i64,
    ) {
        let lives: Vec<Life> =
            lives.into_iter().map(|(year, paid, spent, next)| Life { year, paid, spent, next }).collect();
        let (entries, book, done, counted, total) = followed(&lives, spare);
        prop_assert!(book.trial_balance().balances());
        for (account, balance) in book.accounts() {
            prop_assert!(account.kind.may_go_below_nothing() || balance.free() >= Pence::ZERO, "{account}");
        }
        let wanted: i64 = lives.iter().filter_map(|life| life.next).sum::<i64>();
        let lines: i64 = (0..lives.len()).map(|at| promised(&entries, line(at)) + promised(&entries, line(at + 100))).sum();
        prop_assert_eq!(lines, wanted.max(counted.0), "every line together");
        let given = total.0 + done.allocated.0;
        prop_assert_eq!(given, lines + spare + done.left_free.0, "what is not promised to a line is free");
        let unspent = |entries: &[Transfer]| -> i64 {
            by_line(STREAM, entries).values().map(|held| of(held, AccountKind::Paid).0).sum()
        };
        let before: Vec<Transfer> = entries.iter().filter(|one| !matches!(one.movement, Movement::Earmark | Movement::EndEarmark)).cloned().collect();
        prop_assert_eq!(unspent(&entries), unspent(&before), "nothing is taken from whoever holds it");
        let by: BTreeMap<PieceId, i64> = done.lines.iter().map(|one| (one.line, one.added.0)).collect();
        prop_assert!(by.values().all(|added| *added >= 0));
    }
}
