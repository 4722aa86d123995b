use jiff::civil::date;

use super::super::StatementFormat;
use super::*;
use crate::banking::Balance;

fn line(place: u64, day: i8, pence: i64) -> StatementLine {
    StatementLine {
        place,
        booked: date(2026, 5, day),
        value_date: None,
        pence: Pence(pence),
        payee: "Town Hall café".to_owned(),
        reference: String::new(),
        bank_id: String::new(),
        merchant_category: None,
        balance: None,
    }
}

fn statement(opening: i64, lines: Vec<StatementLine>, closing: i64) -> Statement {
    let balance = |pence| Some(Balance { on: None, pence: Pence(pence), currency: "GBP".to_owned() });
    Statement {
        currency: "GBP".to_owned(),
        account: AccountTold("20-00-00 55779911".to_owned()),
        opening: balance(opening),
        closing: balance(closing),
        lines,
        ..Statement::empty(StatementFormat::Camt053)
    }
}

fn pounds() -> Wanted {
    Wanted { currency: "GBP".to_owned(), today: Some(date(2026, 5, 31)), ..Wanted::default() }
}

#[test]
fn a_statement_that_adds_up_has_nothing_said_against_it() {
    let good = statement(1_000, vec![line(2, 1, -400), line(3, 1, -400), line(4, 2, 50)], 250);
    assert_eq!(good.check(&pounds()), []);
}

#[test]
fn a_line_missing_or_there_twice_is_told_with_its_sums() {
    let short = statement(1_000, vec![line(2, 1, -400)], 250);
    let found = short.check(&pounds());
    assert_eq!(
        found.first().map(ToString::to_string).unwrap(),
        "it opens with 10.00, its lines come to -4.00, which makes 6.00 and not 2.50"
    );
    assert!(found[0].is_refusal());
    let twice = |id: &str| StatementLine { bank_id: id.to_owned(), ..line(3, 1, -400) };
    let double = statement(1_000, vec![StatementLine { place: 2, ..twice("7") }, twice("7")], 600);
    assert!(double.check(&pounds()).contains(&Finding::Repeated { place: 3, first: 2 }));
    // a bank that numbers carelessly: both count, as the sum says
    let both = statement(1_000, vec![StatementLine { place: 2, ..twice("7") }, twice("7")], 200);
    assert_eq!(both.check(&pounds()), []);
}

#[test]
fn another_account_or_currency_is_refused() {
    let wanted = Wanted { account: AccountTold("20-00-00 55779912".to_owned()), ..pounds() };
    let mut other = statement(0, vec![line(2, 1, 100)], 100);
    assert!(matches!(other.check(&wanted)[..], [Finding::OtherAccount { .. }]));
    other.currency = "EUR".to_owned();
    let found = other.check(&pounds());
    assert_eq!(found.len(), 3, "the lines, and both balances beside them: {found:?}");
}

#[test]
fn days_that_cannot_be_are_told() {
    let late = statement(0, vec![line(2, 3, 100)], 100);
    let early = Wanted { today: Some(date(2026, 5, 2)), ..pounds() };
    assert_eq!(late.check(&early), [Finding::NotYet { place: 2, day: date(2026, 5, 3) }]);
    let mixed = statement(0, vec![line(2, 3, 50), line(3, 1, 50)], 100);
    let found = mixed.check(&pounds());
    assert!(matches!(found[..], [Finding::OutOfOrder { place: 3, .. }]) && !found[0].is_refusal());
}

#[test]
fn a_gap_to_the_statement_before_is_told() {
    let next = statement(900, vec![line(2, 3, 100)], 1_000);
    let wanted = |ended| Wanted { before: Some((date(2026, 4, 30), Pence(ended))), ..pounds() };
    assert_eq!(next.check(&wanted(900)), []);
    assert!(matches!(next.check(&wanted(950))[..], [Finding::Gap { begins: Pence(900), .. }]));
    // an older statement that comes later fills a hole and makes none
    let older = Wanted { before: Some((date(2026, 6, 30), Pence(1))), ..pounds() };
    assert_eq!(next.check(&older), []);
}

#[test]
fn a_running_balance_shows_where_it_breaks_and_which_way_the_lines_run() {
    let with = |place, day, pence, balance| StatementLine { balance: Some(Pence(balance)), ..line(place, day, pence) };
    let mut latest_first = statement(100, vec![with(2, 4, -30, 120), with(3, 4, 50, 150)], 120);
    latest_first.earliest_first();
    assert_eq!(latest_first.lines.iter().map(|line| line.place).collect::<Vec<_>>(), [3, 2]);
    assert_eq!(latest_first.check(&pounds()), []);
    let broken = statement(100, vec![with(2, 4, 50, 150), with(3, 5, -30, 125)], 120);
    assert!(broken.check(&pounds()).contains(&Finding::BalanceBreaks {
        place: 3,
        wanted: Pence(120),
        found: Pence(125)
    }));
}
