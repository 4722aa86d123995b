//! The books as an accountant reads them: T-accounts of one child, entry by entry.

use jiff::civil::{Date, date};

use super::*;
use crate::ledger::FinancialYear;
use crate::ledger::export::{CostCode, rows};
use crate::ledger::statement::{Statement, by_line, of};

const SAM: PersonId = PersonId(Uuid::from_u128(1));
const LINE: PieceId = PieceId(Uuid::from_u128(11));

fn named() -> Named {
    let at = Timestamp::from_second(1_790_000_000).unwrap();
    let shown = EvidenceId(Uuid::from_u128(21));
    Named::by(Some(PersonId(Uuid::from_u128(2))), at)
        .for_line(LINE, Some(PieceId(Uuid::from_u128(12))))
        .shown_by(shown)
        .because("as the plan of 1 April says")
}

fn entry(word: &str, movement: Movement, pounds: i64, day: Date) -> Transfer {
    Transfer::post(TransferId::of(&[word]), movement, SAM, "social-care", Pence(pounds * 100), day, named())
}

fn account(kind: AccountKind) -> Account {
    let owner = if kind == AccountKind::Funding { Owner::Authority } else { Owner::Child(SAM) };
    Account { owner, stream: "social-care".to_owned(), kind }
}

fn pounds(book: &Book, kind: AccountKind) -> i64 {
    book.balance(&account(kind)).posted.0 / 100
}

/// £1,200 for a year, £100 of it paid in April and £60 spent.
fn april() -> Book {
    let mut book = Book::new();
    let day = date(2026, 4, 1);
    for (word, movement, sum) in [
        ("budget", Movement::Allocate, 1_200),
        ("plan", Movement::Commit, 1_200),
        ("april due", Movement::FallDue, 100),
        ("april paid", Movement::Pay, 100),
        ("club", Movement::Spend, 60),
    ] {
        assert_eq!(book.take(&entry(word, movement, sum, day)), Ok(Taken::Now), "{word}");
    }
    book
}

#[test]
fn money_goes_from_the_authority_to_what_it_is_spent_on() {
    let book = april();
    use AccountKind::*;
    let stands = [Funding, Available, Committed, Due, Paid, Spent].map(|kind| pounds(&book, kind));
    assert_eq!(stands, [-1_200, 0, 1_100, 0, 40, 60]);
    let trial = book.trial_balance();
    assert!(trial.balances());
    assert_eq!(trial.streams["social-care"].given_out, 120_000);
}

#[test]
fn the_same_instruction_twice_is_one_and_another_under_its_id_is_refused() {
    let mut book = april();
    let again = entry("club", Movement::Spend, 60, date(2026, 4, 9));
    assert_eq!(book.take(&again), Ok(Taken::Before), "a lost answer is asked again, perhaps on another day");
    let other = entry("club", Movement::Spend, 61, date(2026, 4, 1));
    assert_eq!(book.take(&other), Err(Refusal::OtherContent(other.id)));
    assert_eq!((book.len(), pounds(&book, AccountKind::Spent)), (5, 60));
}

#[test]
fn an_account_that_may_not_go_below_nothing_cannot() {
    let mut book = april();
    let refusal = book.take(&entry("too much", Movement::Spend, 41, date(2026, 4, 2))).unwrap_err();
    let (account, free) = (account(AccountKind::Paid), Pence(4_000));
    assert_eq!(refusal, Refusal::NotEnough { account, free, amount: Pence(4_100) });
    assert!(refusal.to_string().contains("social-care paid has £40.00 and £41.00 is asked of it"));
    for nothing in [0, -5] {
        let transfer = Transfer { amount: Pence(nothing), ..entry("x", Movement::Spend, 1, date(2026, 4, 2)) };
        assert_eq!(book.take(&transfer), Err(Refusal::NotAboveNothing(Pence(nothing))));
    }
}

#[test]
fn what_is_pending_is_moved_once_or_given_up_once() {
    let mut book = april();
    let day = date(2026, 5, 1);
    book.take(&entry("may due", Movement::FallDue, 100, day)).unwrap();
    let pay = entry("may paid", Movement::Pay, 100, day).pending();
    book.take(&pay).unwrap();
    assert_eq!((pounds(&book, AccountKind::Due), pounds(&book, AccountKind::Paid)), (100, 40), "nothing has moved yet");
    assert_eq!(book.balance(&account(AccountKind::Due)).free(), Pence::ZERO);
    let other = entry("may again", Movement::Pay, 1, day);
    assert!(matches!(book.take(&other), Err(Refusal::NotEnough { .. })), "and nobody else can take it");
    let released = pay.follow(TransferId::of(&["bank said no"]), Step::Release, day, named());
    book.take(&released).unwrap();
    assert_eq!(book.take(&released), Ok(Taken::Before));
    let settled = pay.follow(TransferId::of(&["bank said yes"]), Step::Settle, day, named());
    assert_eq!(book.take(&settled), Err(Refusal::NotPending(pay.id)));
    assert_eq!(book.balance(&account(AccountKind::Due)).free(), Pence(10_000));
    let half = Transfer { amount: Pence(50), ..settled };
    assert_eq!(book.take(&half), Err(Refusal::Differs(pay.id)));
}

#[test]
fn a_mistake_gets_an_opposite_entry_with_a_reason_and_only_one() {
    let mut book = april();
    let spend = book.entry(TransferId::of(&["club"])).unwrap();
    let silent = Named { reason: String::new(), ..named() };
    let day = date(2026, 4, 20);
    let correct = |word, named| spend.follow(TransferId::of(&[word]), Step::Correct, day, named);
    let missing = book.take(&correct("why", silent));
    assert_eq!(missing, Err(Refusal::Unnamed { movement: Movement::Spend, what: "reason" }));
    book.take(&correct("put right", named())).unwrap();
    assert_eq!((pounds(&book, AccountKind::Paid), pounds(&book, AccountKind::Spent)), (100, 0));
    assert_eq!(book.take(&correct("twice", named())), Err(Refusal::NotCorrectable(spend.id)));
    assert_eq!(book.entry(spend.id), Some(spend), "what was wrong still stands there");
    assert_eq!(book.len(), 6);
}

#[test]
fn nothing_is_posted_into_a_closed_year_and_what_was_wrong_there_is_put_right_in_the_open_one() {
    let mut book = april();
    let year = FinancialYear::of(date(2026, 4, 1));
    book.close(year.close(None, date(2027, 4, 20)).unwrap());
    let late = entry("late", Movement::Spend, 5, date(2027, 3, 31));
    assert_eq!(book.take(&late), Err(Refusal::Closed(date(2027, 3, 31))));
    let spend = book.entry(TransferId::of(&["club"])).unwrap();
    let back = spend.follow(TransferId::of(&["returned"]), Step::Correct, date(2027, 4, 1), named());
    book.take(&back).unwrap();
    book.close(date(2026, 3, 31));
    assert!(book.take(&Transfer { day: date(2027, 3, 30), ..late }).is_err(), "closed books do not open again");
}

#[test]
fn an_entry_names_what_its_movement_wants() {
    let day = date(2026, 4, 2);
    let without = |change: fn(&mut Transfer)| {
        let mut transfer = entry("x", Movement::Spend, 1, day);
        change(&mut transfer);
        let refusal = april().take(&transfer).unwrap_err();
        let Refusal::Unnamed { what, .. } = refusal else { panic!("{refusal}") };
        what
    };
    assert_eq!(without(|transfer| transfer.named.line = None), "line");
    assert_eq!(without(|transfer| transfer.named.evidence = None), "evidence");
    assert_eq!(without(|transfer| transfer.child = None), "child");
    assert_eq!(without(|transfer| transfer.worker = Some(SAM)), "worker");
    assert_eq!(without(|transfer| transfer.movement = Movement::HoldBack), "child");
}

#[test]
fn a_statement_is_the_entries_gone_through_again() {
    let mut book = april();
    book.take(&entry("may due", Movement::FallDue, 100, date(2026, 5, 1))).unwrap();
    book.take(&entry("may paid", Movement::Pay, 100, date(2026, 5, 1)).pending()).unwrap();
    let entries: Vec<Transfer> = book.of_child(SAM).collect();
    let may = Statement::of(SAM, "social-care", (date(2026, 5, 1), date(2026, 5, 31)), &entries);
    assert_eq!(
        (of(&may.opening, AccountKind::Paid), of(&may.opening, AccountKind::Spent)),
        (Pence(4_000), Pence(6_000))
    );
    assert_eq!(may.lines.len(), 1, "what is pending has not moved");
    assert_eq!((may.lines[0].held, may.left()), (Pence(4_000), Pence(114_000)));
    for (kind, held) in &may.closing {
        assert_eq!(book.balance(&account(*kind)).posted, *held, "{kind}");
    }
    let lines = by_line("social-care", &entries);
    assert_eq!(of(&lines[&Some(LINE)], AccountKind::Spent), Pence(6_000));
}

#[test]
fn the_export_balances_and_names_accounts_without_a_code() {
    let entries: Vec<Transfer> = april().transfers().collect();
    let year = (date(2026, 4, 1), date(2027, 3, 31));
    let code = |account, code: &str| CostCode { stream: "social-care".to_owned(), account, code: code.to_owned() };
    let missing = rows(&[code(Some(AccountKind::Funding), "B100")], year, &entries).unwrap_err();
    assert!(missing.to_string().contains("social-care available"), "{missing}");
    let exported = rows(&[code(Some(AccountKind::Funding), "B100"), code(None, "C200")], year, &entries).unwrap();
    let sum = |of: fn(&crate::ledger::ExportRow) -> Pence| exported.iter().map(|row| of(row).0).sum::<i64>();
    assert_eq!((sum(|row| row.debit), sum(|row| row.credit), exported.len()), (266_000, 266_000, 10));
    assert_eq!(exported[1].code, "B100");
}
