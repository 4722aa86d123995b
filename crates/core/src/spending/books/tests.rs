use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::PersonId;
use crate::ledger::AccountKind;
use crate::ledger::Named;
use crate::ledger::statement::{Holdings, apply, of};
use crate::spending::Working;

const STREAM: &str = "social-care";

fn piece(number: u128) -> PieceId {
    PieceId(Uuid::from_u128(number))
}

fn plan() -> Vec<PlanLine> {
    let line = |number, is_with_family| PlanLine {
        piece: piece(number),
        stream: STREAM.to_owned(),
        outcome: None,
        is_with_family,
    };
    vec![line(1, Some(true)), line(2, Some(true)), line(3, Some(false)), line(4, None)]
}

fn record(kind: ExpectedKind, day: i8, pence: i64, of: Option<u128>) -> NewRecord {
    NewRecord {
        kind,
        day: date(2026, 5, day),
        pence: Pence(pence),
        payee: "Village Pool".to_owned(),
        reference: String::new(),
        piece: of.map(piece),
        working: Working::Paid,
    }
}

/// A family's spending and its books, as they go along.
#[derive(Default)]
struct Town {
    lines: Vec<(BankLineId, i8, i64, ExpectedKind, String)>,
    records: Vec<(SpendingId, NewRecord, RecordState)>,
    entries: Vec<Transfer>,
    paid: i64,
}

impl Town {
    fn line(&mut self, number: u128, day: i8, pence: i64, kind: ExpectedKind, target: &impl ToString) -> BankLineId {
        let id = BankLineId(Uuid::from_u128(number));
        self.lines.push((id, day, pence, kind, target.to_string()));
        id
    }

    fn keeps(&mut self, number: u128, record: NewRecord) -> SpendingId {
        let id = SpendingId(Uuid::from_u128(number));
        self.records.push((id, record, RecordState::Standing));
        id
    }

    fn spent(&self) -> i64 {
        let mut held = Holdings::new();
        self.entries.iter().for_each(|entry| apply(&mut held, entry));
        of(&held, AccountKind::Spent).0
    }

    fn asked(&self) -> Settled {
        let lines: Vec<MatchedLine<'_>> = self
            .lines
            .iter()
            .map(|(line, day, pence, kind, target)| MatchedLine {
                line: *line,
                day: date(2026, 5, *day),
                pence: Pence(*pence),
                payee: "VILLAGE POOL",
                kind: *kind,
                target,
            })
            .collect();
        let records: Vec<KeptRecord<'_>> =
            self.records.iter().map(|(id, record, state)| KeptRecord { id: *id, record, state: *state }).collect();
        let free = BTreeMap::from([(STREAM.to_owned(), Pence(self.paid - self.spent()))]);
        settle(&lines, &records, &plan(), &self.entries, &free)
    }

    /// Does what is to be done, and asks again: then nothing is to be done.
    fn settled(&mut self) -> Settled {
        let named = Named::by(None, Timestamp::UNIX_EPOCH);
        let child = PersonId(Uuid::from_u128(99));
        let done = self.asked();
        for entry in &done.turn_back {
            let named = named.clone().because(&TurnedBack::Undone.reason());
            self.entries.push(entry.follow(turn_back_id(entry.id), Step::Correct, date(2026, 5, 31), named));
        }
        for one in &done.spend {
            let named = named.clone().for_line(one.line, one.outcome).shown_by(one.evidence);
            self.entries.push(Transfer::post(one.id, Movement::Spend, child, STREAM, one.amount, one.day, named));
        }
        let ids: BTreeSet<TransferId> = self.entries.iter().map(|entry| entry.id).collect();
        assert_eq!(ids.len(), self.entries.len(), "every entry has an id of its own");
        let again = self.asked();
        assert!(again.turn_back.is_empty() && again.spend.is_empty(), "asked again, there is nothing to do: {again:?}");
        again
    }
}

fn town() -> Town {
    Town { paid: 100_000, ..Town::default() }
}

#[test]
fn a_receipt_that_a_line_shows_too_is_spent_once() {
    let mut town = town();
    let receipt = town.keeps(10, record(ExpectedKind::Receipt, 4, 885, Some(1)));
    town.settled();
    assert_eq!(town.spent(), 885);
    let line = town.line(20, 4, 885, ExpectedKind::Receipt, &receipt);
    let done = town.settled();
    assert_eq!((town.spent(), town.entries.len()), (885, 1), "nothing new is written");
    assert_eq!(done.lines[&line], Standing::Shown(EvidenceId(receipt.0)));
    // the bank says another sum: what the bank says counts
    town.lines[0].2 = 900;
    town.settled();
    assert_eq!(town.spent(), 900);
    town.lines.clear();
    town.settled();
    assert_eq!(town.spent(), 885, "undone, the receipt counts again");
}

#[test]
fn a_receipt_that_comes_after_its_line_is_shown_by_it() {
    let mut town = town();
    let line = town.line(20, 5, 885, ExpectedKind::PlanLine, &piece(1));
    town.settled();
    let receipt = town.keeps(10, record(ExpectedKind::Receipt, 4, 885, Some(1)));
    let second = town.keeps(11, record(ExpectedKind::Receipt, 5, 885, Some(1)));
    let done = town.settled();
    assert_eq!(done.records[&second], Standing::Shown(EvidenceId(line.0)), "the nearer day is meant");
    assert!(matches!(done.records[&receipt], Standing::Posted(_)), "another afternoon is another sum");
    assert_eq!(town.spent(), 2 * 885);
    town.lines.clear();
    town.settled();
    assert_eq!(town.spent(), 2 * 885, "the receipts stand for themselves");
}

#[test]
fn bills_and_hours_are_spent_when_they_are_paid() {
    let mut town = town();
    let bill = town.keeps(10, record(ExpectedKind::Invoice, 4, 5_000, Some(1)));
    assert_eq!(town.settled().records[&bill], Standing::Not(WhyNot::NotPaidYet));
    let line = town.line(20, 9, 5_000, ExpectedKind::Invoice, &bill);
    let done = town.settled();
    assert_eq!(done.records[&bill], Standing::Shown(EvidenceId(line.0)));
    assert_eq!(town.spent(), 5_000);
}

#[test]
fn what_is_not_posted_says_why() {
    let mut town = town();
    let not = |town: &mut Town, kind, pence, of| {
        town.records.clear();
        let id = town.keeps(10, record(kind, 4, pence, of));
        town.settled().records[&id]
    };
    assert_eq!(not(&mut town, ExpectedKind::Receipt, 5, None), Standing::Not(WhyNot::NoLine));
    assert_eq!(not(&mut town, ExpectedKind::Receipt, 5, Some(3)), Standing::Not(WhyNot::HeldElsewhere));
    assert_eq!(not(&mut town, ExpectedKind::Receipt, 5, Some(4)), Standing::Not(WhyNot::NotOpen));
    assert_eq!(not(&mut town, ExpectedKind::Cash, 100_001, Some(1)), Standing::Not(WhyNot::NotEnough));
    town.paid = 100_001;
    assert!(matches!(town.settled().records.values().next(), Some(Standing::Posted(_))), "the payment has come");
    let line = town.line(20, 1, 40_000, ExpectedKind::ScheduledPayment, &"a payment");
    assert_eq!(town.settled().lines[&line], Standing::CameIn);
}

#[test]
fn what_finance_put_right_by_hand_is_not_made_again() {
    let mut town = town();
    let line = town.line(20, 5, 885, ExpectedKind::PlanLine, &piece(1));
    town.settled();
    let wrong = town.entries[0].clone();
    let named = wrong.named.clone().because("It was bought for another child.");
    town.entries.push(wrong.follow(TransferId::of(&["by hand"]), Step::Correct, date(2026, 5, 9), named));
    assert_eq!(town.settled().lines[&line], Standing::Not(WhyNot::PutRight));
    assert_eq!(town.spent(), 0);
    // said of another line of the plan, it is another entry
    town.lines[0].4 = piece(2).to_string();
    town.settled();
    assert_eq!(town.spent(), 885);
}

#[test]
fn what_a_family_wrote_down_before_is_not_spent_again() {
    let mut town = town();
    let named = Named::by(None, Timestamp::UNIX_EPOCH).for_line(piece(1), None);
    let named = named.shown_by(EvidenceId(Uuid::from_u128(77)));
    let id = TransferId::of(&["by the family"]);
    let child = PersonId(Uuid::from_u128(99));
    let day = date(2026, 5, 4);
    town.entries.push(Transfer::post(id, Movement::Spend, child, STREAM, Pence(2_400), day, named));
    assert_eq!(by_hand(&town.entries).len(), 1);
    let line = town.line(20, 5, 2_400, ExpectedKind::Receipt, &id);
    assert!(matches!(town.settled().lines[&line], Standing::Shown(_)));
    assert_eq!(town.spent(), 2_400);
    let other = town.line(21, 6, 900, ExpectedKind::PlanLine, &piece(1));
    assert!(matches!(town.settled().lines[&other], Standing::Posted(_)));
    assert_eq!(by_hand(&town.entries).len(), 1, "what lines show is not by hand");
}

#[derive(Debug, Clone)]
enum Change {
    Line(i8, i64, u128),
    Record(i8, i64, u128, usize),
    Pair(usize, usize),
    Undo(usize),
    TakeBack(usize),
    Pay(i64),
}

fn change() -> impl Strategy<Value = Change> {
    let sum = prop_oneof![Just(885_i64), Just(2_400), 1..30_000_i64];
    prop_oneof![
        4 => (1..=28_i8, sum.clone(), 1..5_u128).prop_map(|(day, pence, of)| Change::Line(day, pence, of)),
        4 => (1..=28_i8, sum, 1..5_u128, 0..5_usize).prop_map(|(day, pence, of, kind)| Change::Record(day, pence, of, kind)),
        2 => (0..9_usize, 0..9_usize).prop_map(|(line, record)| Change::Pair(line, record)),
        2 => (0..9_usize).prop_map(Change::Undo),
        1 => (0..9_usize).prop_map(Change::TakeBack),
        1 => (1..50_000_i64).prop_map(Change::Pay),
    ]
}

proptest! {
    #[test]
    fn the_books_spend_what_matched_lines_and_records_say(changes in prop::collection::vec(change(), 1..40)) {
        let kinds = [ExpectedKind::Receipt, ExpectedKind::Cash, ExpectedKind::Mileage, ExpectedKind::Invoice, ExpectedKind::Timesheet];
        let mut town = Town { paid: 20_000, ..Town::default() };
        for (number, change) in (1_000_u128..).zip(changes) {
            match change {
                Change::Line(day, pence, of) => drop(town.line(number, day, pence, ExpectedKind::PlanLine, &piece(of))),
                Change::Record(day, pence, of, kind) => drop(town.keeps(number, record(kinds[kind], day, pence, Some(of)))),
                Change::Pair(line, kept) => {
                    let target = town.records.get(kept).filter(|kept| kept.2 == RecordState::Standing);
                    let target = target.map(|kept| (kept.1.kind, kept.0.to_string()));
                    let is_free = target.as_ref().is_some_and(|(_, id)| !town.lines.iter().any(|line| line.4 == *id));
                    if let (Some((kind, id)), Some(line), true) = (target, town.lines.get_mut(line), is_free) {
                        (line.3, line.4) = (kind, id);
                    }
                }
                Change::Undo(line) if line < town.lines.len() => drop(town.lines.remove(line)),
                Change::TakeBack(kept) => {
                    let free = town.records.get(kept).is_some_and(|kept| !town.lines.iter().any(|line| line.4 == kept.0.to_string()));
                    if let (Some(kept), true) = (town.records.get_mut(kept), free) {
                        kept.2 = RecordState::TakenBack;
                    }
                }
                Change::Undo(_) => {}
                Change::Pay(pence) => town.paid += pence,
            }
            let done = town.settled();
            let of_lines = town.lines.iter().filter(|line| matches!(done.lines[&line.0], Standing::Posted(_))).map(|line| line.2);
            let of_records = town.records.iter().filter(|kept| matches!(done.records[&kept.0], Standing::Posted(_)));
            let said: i64 = of_lines.chain(of_records.map(|kept| kept.1.pence.0)).sum();
            prop_assert_eq!(town.spent(), said);
            prop_assert!(town.spent() <= town.paid);
            // nothing is left out without a reason, and what something else shows is shown by something that is there
            for (id, standing) in &done.records {
                if let Standing::Shown(by) = standing {
                    let line = town.lines.iter().find(|line| line.0.0 == by.0);
                    prop_assert!(line.is_some(), "{id} is shown by nothing");
                }
            }
        }
    }
}
