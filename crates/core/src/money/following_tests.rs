use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::ledger::statement::{by_line, of};
use crate::ledger::{AccountKind, Book};

const DAY: Date = date(2027, 2, 1);
const STREAM: &str = "social-care";

fn line(number: usize) -> PieceId {
    PieceId(Uuid::from_u128(number as u128 + 1))
}

fn child() -> PersonId {
    PersonId(Uuid::from_u128(900))
}

fn named() -> Named {
    Named::by(None, jiff::Timestamp::UNIX_EPOCH)
}

/// A line before a change: what it cost in all and from the change on, what of it is out already, and what of that is spent.
#[derive(Debug, Clone, Copy)]
struct Life {
    whole: i64,
    rest: i64,
    raised: i64,
    paid: i64,
    spent: i64,
    after: Option<i64>,
}

/// The books as they stand before the change.
fn lived(lives: &[Life]) -> (Book, Vec<Transfer>) {
    let mut entries = Vec::new();
    let mut post = |word: &str, at: usize, movement: Movement, amount: i64| {
        if amount > 0 {
            let id = TransferId::of(&[word, &at.to_string()]);
            let named = named().for_line(line(at), None).shown_by(crate::EvidenceId(Uuid::from_u128(1)));
            entries.push(Transfer::post(id, movement, child(), STREAM, Pence(amount), DAY, named));
        }
    };
    for (at, life) in lives.iter().enumerate() {
        post("given", at, Movement::Allocate, life.whole + life.raised);
        post("promised", at, Movement::Commit, life.whole + life.raised);
        post("due", at, Movement::FallDue, life.paid);
        post("paid", at, Movement::Pay, life.paid);
        post("spent", at, Movement::Spend, life.spent);
    }
    let mut book = Book::new();
    for entry in &entries {
        book.take(entry).unwrap();
    }
    (book, entries)
}

fn on_lines(entries: &[Transfer]) -> BTreeMap<PieceId, OnLine> {
    let of_line = |held: &crate::ledger::Holdings| {
        let all = [AccountKind::Committed, AccountKind::Due, AccountKind::Paid, AccountKind::Spent];
        OnLine {
            promised: Pence(all.iter().map(|kind| of(held, *kind).0).sum()),
            committed: of(held, AccountKind::Committed),
            bound: Pence::ZERO,
            unspent: of(held, AccountKind::Paid),
        }
    };
    // an allocation names no line in real books; here it does, and holds nothing of a line
    by_line(STREAM, entries).iter().filter_map(|(line, held)| Some(((*line)?, of_line(held)))).collect()
}

fn changed(lives: &[Life]) -> (Changed, Book, BTreeMap<PieceId, OnLine>, BTreeMap<PieceId, OnLine>) {
    let (mut book, mut entries) = lived(lives);
    let before = on_lines(&entries);
    let then: Vec<Then> = (lives.iter().enumerate())
        .map(|(at, life)| Then { line: line(at), rest: Pence(life.rest), whole: Pence(life.whole) })
        .collect();
    let now: Vec<Now> = (lives.iter().enumerate())
        .filter_map(|(at, life)| Some(Now { line: line(at), outcome: None, amount: Pence(life.after?) }))
        .collect();
    let held = Pence(before.values().map(|on| on.unspent.0).sum());
    let done = change(Change { then: &then, now: &now, books: &before, held }).unwrap();
    for transfer in done.transfers((child(), PlanId(Uuid::from_u128(7)), STREAM), (DAY, &named())) {
        book.take(&transfer).expect("the books take every step");
        entries.push(transfer);
    }
    let after = on_lines(&entries);
    (done, book, before, after)
}

fn life(whole: i64, rest: i64, paid: i64, after: Option<i64>) -> Life {
    Life { whole, rest, raised: 0, paid, spent: 0, after }
}

#[test]
fn more_hours_from_february_add_only_the_difference() {
    // £1,200 a year, £800 of it from February on, £400 paid; from February on £1,000
    let (done, _, _, after) = changed(&[life(120_000, 80_000, 40_000, Some(100_000))]);
    assert_eq!((done.allocated, done.left_free), (Pence(20_000), Pence::ZERO));
    assert_eq!((after[&line(0)].promised, after[&line(0)].committed), (Pence(140_000), Pence(100_000)));
}

#[test]
fn a_part_that_ends_pays_for_one_that_begins() {
    let (done, _, _, after) = changed(&[
        life(120_000, 80_000, 40_000, None),
        life(0, 0, 0, Some(80_000)),
        life(60_000, 40_000, 20_000, Some(40_000)),
    ]);
    assert_eq!((done.allocated, done.left_free), (Pence::ZERO, Pence::ZERO), "the same money, for something else");
    let promised: Vec<i64> = (0..3).map(|at| after[&line(at)].promised.0).collect();
    assert_eq!(promised, [40_000, 80_000, 60_000]);
}

#[test]
fn what_was_paid_ahead_is_not_paid_again() {
    // the whole year was paid at once; the part ends in February and another begins
    let (done, book, _, after) = changed(&[life(120_000, 80_000, 120_000, None), life(0, 0, 0, Some(90_000))]);
    assert_eq!(done.allocated, Pence(10_000), "£800 of £900 is with the family already");
    assert_eq!((after[&line(1)].unspent, after[&line(1)].committed), (Pence(80_000), Pence(10_000)));
    assert_eq!(after[&line(0)].promised, Pence(40_000));
    assert!(book.trial_balance().balances());
}

#[test]
fn what_becomes_less_is_not_taken_from_whoever_holds_it() {
    let spent = Life { spent: 70_000, ..life(120_000, 80_000, 120_000, None) };
    let (done, _, before, after) = changed(&[spent]);
    assert_eq!(before, after);
    assert_eq!((done.allocated, done.left_free), (Pence::ZERO, Pence::ZERO));
    // what is not paid yet stays the child's, promised to nothing
    let (done, ..) = changed(&[life(120_000, 80_000, 40_000, Some(50_000))]);
    assert_eq!((done.left_free, done.allocated), (Pence(30_000), Pence::ZERO));
}

#[test]
fn a_change_of_rates_is_kept_by_a_part_that_goes_on() {
    let raised = |after| Life { raised: 6_000, ..life(120_000, 80_000, 40_000, after) };
    let (_, _, _, after) = changed(&[raised(Some(80_000))]);
    assert_eq!(after[&line(0)].promised, Pence(126_000), "the same hours keep their raise");
    let (done, _, _, after) = changed(&[raised(None)]);
    assert_eq!(done.left_free, Pence(84_000), "a part that ends gives up its share of it");
    assert_eq!(after[&line(0)].committed, Pence(2_000));
}

#[test]
fn payments_that_stay_as_they_are_keep_their_money() {
    let on = OnLine { promised: Pence(1_000), committed: Pence(1_000), bound: Pence(700), unspent: Pence::ZERO };
    let then = [Then { line: line(0), rest: Pence(900), whole: Pence(1_000) }];
    let books = BTreeMap::from([(line(0), on)]);
    let done = change(Change { then: &then, now: &[], books: &books, held: Pence::ZERO }).unwrap();
    assert_eq!(done.lines[0].freed, Pence(300));
}

fn lives() -> impl Strategy<Value = Vec<Life>> {
    let one = (0..50_000_i64, 0..=100_i64, 0..3_000_i64, 0..=100_i64, 0..=100_i64, proptest::option::of(0..60_000_i64));
    let one = one.prop_map(|(whole, rest, raised, paid, spent, after)| {
        let paid = (whole + raised) * paid / 100;
        Life { whole, rest: whole * rest / 100, raised, paid, spent: paid * spent / 100, after }
    });
    vec(one, 1..8)
}

proptest! {
    /// Whatever was paid and spent before: no penny appears or goes but what is given, each line has what it had and the
    /// difference, and nobody pays twice for what is held already.
    #[test]
    fn a_change_of_plan_conserves_every_penny(lives in lives()) {
        let (done, book, before, after) = changed(&lives);
        prop_assert!(book.trial_balance().balances());
        for (account, balance) in book.accounts() {
            prop_assert!(account.kind.may_go_below_nothing() || balance.free() >= Pence::ZERO, "{account}");
        }
        let all = |lines: &BTreeMap<PieceId, OnLine>| lines.values().map(|on| on.promised.0).sum::<i64>();
        prop_assert_eq!(all(&after) - all(&before), done.allocated.0 - done.left_free.0);
        let held = |lines: &BTreeMap<PieceId, OnLine>| lines.values().map(|on| on.unspent.0).sum::<i64>();
        prop_assert_eq!(held(&after), held(&before), "nothing is taken from whoever holds it");
        for line in &done.lines {
            let (was, is) = (before.get(&line.line), after.get(&line.line));
            let of = |on: Option<&OnLine>| on.map_or(0, |on| on.promised.0);
            let wanted = of(was) + line.after.0 - line.before.0;
            prop_assert!(of(is) >= wanted, "never less than agreed");
            // more only where it is out of reach: held for it by the family, or spent
            prop_assert!(of(is) == wanted || is.is_some_and(|on| on.committed == Pence::ZERO));
        }
        let (up, down): (Vec<i64>, Vec<i64>) =
            done.lines.iter().map(|one| one.after.0 - one.before.0).partition(|change| *change > 0);
        prop_assert!(done.allocated.0 <= up.iter().sum::<i64>());
        prop_assert!(done.left_free.0 <= -down.iter().sum::<i64>());
        let given: i64 = done.lines.iter().map(|one| one.given.0).sum();
        prop_assert_eq!(given, done.lines.iter().map(|one| one.taken.0).sum::<i64>());
    }

    /// Where nothing is spent yet, a change costs exactly the difference of both plans, or frees it.
    #[test]
    fn a_change_of_plan_costs_the_difference(lives in lives()) {
        let lives: Vec<Life> = lives.into_iter().map(|life| Life { spent: 0, raised: 0, paid: life.paid.min(life.whole), ..life }).collect();
        let (done, ..) = changed(&lives);
        let difference: i64 = lives.iter().map(|life| life.after.unwrap_or(0) - life.rest).sum();
        prop_assert_eq!(done.allocated.0, difference.max(0));
        prop_assert!(done.left_free.0 <= (-difference).max(0));
    }
}
