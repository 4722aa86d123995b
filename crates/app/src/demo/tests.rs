//! Exampleshire is the same each time, whatever the day, and its history holds.

use std::collections::BTreeSet;

use actions::money::MoneyView;
use actions::reviews::ReviewView;
use jiff::{Timestamp, ToSpan};
use seven_core::audit::Entry;
use seven_core::ledger::Book;
use seven_core::money::FundReturn;
use seven_core::money::fund_return::months_missing;
use seven_core::money::schedule::InstalmentStatus;
use seven_core::plan::money::Holding;
use seven_core::review::outcome::Moved;
use seven_core::review::status::ReviewStatus;
use seven_core::{AuthorityId, HoldingId, Moment, Pence, ReviewId};
use store::ledger::Strand;
use store::{Chance, Reading, Store, audit, ledger, papers, verify};

use super::children::Child;
use super::plans::{BETH, JED, JOHN};
use super::{SEED, seed};
use crate::service::time_zone;

async fn history(at: &str) -> Vec<Entry> {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("exampleshire.db").display());
    let store = Store::open(&address, Chance::seeded(SEED)).await.unwrap();
    store.migrate().await.unwrap();
    let at: Timestamp = at.parse().unwrap();
    let moment = Moment { at, today: at.to_zoned(time_zone()).date() };
    seed::exampleshire(&store, moment).await.unwrap();
    let mut reading = store.reading(&AuthorityId::new("exampleshire").unwrap()).await.unwrap();
    verify::chain(&mut reading, Vec::new()).await.unwrap();
    let entries = audit::entries(&mut reading, 0, 100_000).await.unwrap();
    drop(reading);
    store.close().await;
    entries
}

fn in_runtime<T>(story: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(story)
}

#[test]
fn exampleshire_is_the_same_each_time_and_has_three_years_behind_it() {
    let (once, again) =
        in_runtime(async { tokio::join!(history("2026-11-22T13:40:00Z"), history("2026-11-22T13:40:00Z")) });
    assert_eq!(once.last().unwrap().hash, again.last().unwrap().hash);
    assert!(once.len() > 6_000, "{} entries", once.len());
    let years = once.last().unwrap().at.duration_since(once[0].at).as_hours() / (24 * 365);
    assert!(years >= 2, "{years} years");
    let kinds: BTreeSet<&str> = once.iter().map(|entry| entry.action.code()).collect();
    for kind in ["challenge-budget", "adjust-budget", "decide-exceptional", "hand-over", "break-glass", "restrict"] {
        assert!(kinds.contains(kind), "nobody ever did `{kind}`");
    }
    assert!(kinds.len() > 35, "{kinds:?}");
}

#[test]
fn exampleshire_can_be_made_on_the_days_on_which_years_begin_and_end() {
    in_runtime(async { tokio::join!(history("2028-02-29T23:59:59Z"), history("2027-04-01T00:00:01Z")) });
}

#[test]
fn beths_johns_and_jeds_plans_live_through_a_year() {
    in_runtime(lived_until("2026-11-22T13:40:00Z"));
}

#[test]
fn a_year_goes_by_until_the_days_on_which_years_begin_and_end() {
    in_runtime(async { tokio::join!(lived_until("2028-02-29T23:59:59Z"), lived_until("2027-04-01T00:00:01Z")) });
}

async fn lived_until(at: &str) {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("a-year-on.db").display());
    let store = Store::open(&address, Chance::seeded(SEED)).await.unwrap();
    store.migrate().await.unwrap();
    let at: Timestamp = at.parse().unwrap();
    let moment = Moment { at, today: at.to_zoned(time_zone()).date() };
    let children = seed::a_year_on(&store, moment).await.unwrap();
    let mut reading = store.reading(&AuthorityId::new("exampleshire").unwrap()).await.unwrap();
    verify::chain(&mut reading, Vec::new()).await.unwrap();
    books_hold(&mut reading).await;
    for number in [BETH, JOHN, JED] {
        lived(&mut reading, &children[number], moment).await;
        looked_back(&mut reading, &children[number], moment).await;
    }
    let beth = MoneyView::load(&mut reading, children[BETH].id, moment.today).await.unwrap();
    accounted(&mut reading, &beth, moment).await;
    drop(reading);
    store.close().await;
}

/// Every stream comes to nothing, no account is below nothing that may not be, and the entries told again come to the same.
async fn books_hold(reading: &mut Reading) {
    let trial = ledger::trial_balance(reading).await.unwrap();
    assert!(trial.streams.len() >= 2, "{:?}", trial.streams.keys());
    assert!(trial.streams.values().all(|stream| stream.difference == 0), "{trial:?}");
    let mut book = Book::new();
    for entry in ledger::all(reading).await.unwrap() {
        book.take(&entry).unwrap();
    }
    assert_eq!(book.trial_balance(), trial);
    for (account, balance) in book.accounts() {
        let is_free = account.kind.may_go_below_nothing();
        assert!(is_free || balance.posted >= Pence::ZERO, "{account:?} holds {balance:?}");
        let strand = Strand { owner: account.owner, stream: account.stream.clone() };
        let stored = ledger::balances_of(reading, &strand).await.unwrap();
        let stored = stored.into_iter().find(|(one, _)| *one == account).map(|(_, stored)| stored);
        assert_eq!(stored.unwrap_or_default(), balance, "{account:?}");
    }
}

/// Ten payments and more were made, and something was bought on every line that has money.
async fn lived(reading: &mut Reading, child: &Child, moment: Moment) {
    let view = MoneyView::load(reading, child.id, moment.today).await.unwrap();
    assert!(!view.streams.is_empty());
    for stream in &view.streams {
        let paid = stream.payments.iter().filter(|one| one.paper.status == InstalmentStatus::Paid).count();
        assert!(paid >= 10, "{paid} payments of child {} in {}", child.number, stream.stream);
        for line in &stream.lines {
            assert!(line.spent > Pence::ZERO, "nothing was bought on {line:?} of child {}", child.number);
            assert!(line.spent <= line.planned, "more was bought than planned on {line:?}");
        }
    }
}

/// A review was held, the family said its view, each outcome came nearer, and it was decided with reasons.
async fn looked_back(reading: &mut Reading, child: &Child, moment: Moment) {
    let view = ReviewView::load(reading, child.id, moment.today).await.unwrap();
    let review = view.reviews.iter().rfind(|one| one.paper.status == ReviewStatus::Decided).unwrap();
    assert!(!view.said[&ReviewId(review.id)].is_empty());
    assert!(!review.paper.decision.as_ref().unwrap().reasons.is_empty());
    for outcome in &view.outcomes {
        assert!(matches!(outcome.progress.moved, Moved::Nearer | Moved::Reached), "{outcome:?}");
    }
}

/// No month of a fund is missing that is over, but the last: that one is left for whoever wants to try it.
async fn accounted(reading: &mut Reading, view: &MoneyView, moment: Moment) {
    let is_fund = |way| way == Holding::IndividualServiceFund;
    let fund =
        view.streams.iter().find(|one| one.holding.as_ref().is_some_and(|held| is_fund(held.paper.way))).unwrap();
    let holding = HoldingId(fund.holding.as_ref().unwrap().id);
    let returns = papers::part_of::<FundReturn>(reading, holding).await.unwrap();
    assert!(returns.len() >= 10, "{} months are accounted for", returns.len());
    let began = fund.payments.iter().filter_map(|one| one.paper.paid_on).min();
    let missing = months_missing(began, returns.iter().map(|one| one.paper.month), moment.today);
    let last = moment.today.first_of_month().saturating_sub(1.month());
    assert!(missing.iter().all(|month| *month >= last), "{missing:?}");
}
