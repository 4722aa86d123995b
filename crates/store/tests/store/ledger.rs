//! The books in the database beside the books in memory: the same entries give the same balances, whoever writes at once and
//! whatever is killed.

use std::collections::BTreeMap;

use seven_core::access::{Action, operator};
use seven_core::audit::Event;
use seven_core::ledger::{
    Account, AccountKind, Balance, Book, FinancialYear, Movement, Named, Owner, Refusal, Step, Transfer,
};
use seven_core::{EvidenceId, Pence, PersonId, PieceId, TransferId};
use store::ledger::{Strand, all, balances_of, closed_until, entry, ground, of_child, save, trial_balance};
use store::{StoreError, ledger};
use testkit::{Somebody, World, on_both_databases};
use uuid::Uuid;

pub(crate) fn post(world: &World, child: PersonId, word: &str, movement: Movement, pounds: i64) -> Transfer {
    let named = Named::by(None, world.clock.now().at)
        .for_line(PieceId(Uuid::from_u128(7)), Some(PieceId(Uuid::from_u128(8))))
        .shown_by(EvidenceId(Uuid::from_u128(9)))
        .because("as the plan of 1 April says");
    let id = TransferId::of(&[word, &child.to_string()]);
    Transfer::post(id, movement, child, "social-care", Pence(pounds * 100), world.clock.now().today, named)
}

/// Keeps transfers in one change; the refusal where the books say no.
pub(crate) async fn keep(world: &World, transfers: Vec<Transfer>) -> Result<(), Refusal> {
    let mut write = world.writing().await;
    let mut ground = ground(&mut write, &transfers).await.unwrap();
    ground.take_all(transfers)?;
    save(&mut write, &ground).await.unwrap();
    let event = Event::of(write.permit(), "books");
    write.commit(event).await.unwrap();
    Ok(())
}

async fn year_of(world: &World, child: PersonId) {
    let steps = [
        ("budget", Movement::Allocate, 1_200),
        ("plan", Movement::Commit, 1_200),
        ("due", Movement::FallDue, 100),
        ("paid", Movement::Pay, 100),
        ("club", Movement::Spend, 60),
    ];
    let transfers = steps.map(|(word, movement, pounds)| post(world, child, word, movement, pounds));
    keep(world, transfers.into()).await.unwrap();
}

async fn balances(world: &World) -> BTreeMap<Account, Balance> {
    let mut reading = world.reading().await;
    let entries = all(&mut reading).await.unwrap();
    let mut owners: Vec<Strand> = entries
        .iter()
        .filter_map(|entry| entry.accounts().ok())
        .flat_map(|(from, to)| [from, to].map(|one| Strand { owner: one.owner, stream: one.stream }))
        .collect();
    owners.sort();
    owners.dedup();
    let mut found = BTreeMap::new();
    for strand in owners {
        found.extend(balances_of(&mut reading, &strand).await.unwrap());
    }
    found
}

/// Replays what is kept and compares every account.
async fn check_against_replay(world: &World) {
    let mut book = Book::new();
    for entry in all(&mut world.reading().await).await.unwrap() {
        book.take(&entry).unwrap();
    }
    assert_eq!(balances(world).await, book.accounts().collect::<BTreeMap<_, _>>());
    let trial = trial_balance(&mut world.reading().await).await.unwrap();
    assert!(trial.balances(), "{trial:?}");
    assert_eq!(trial, book.trial_balance());
}

#[test]
fn balances_are_what_the_entries_come_to_when_they_are_gone_through_again() {
    on_both_databases(async |store| {
        let mut world = World::new(store).await;
        let (sam, ada) = (
            world.add(Somebody::child("Sam Bell", "2015-05-02")).await.id,
            world.add(Somebody::child("Ada Lee", "2014-01-01")).await.id,
        );
        for child in [sam, ada] {
            year_of(&world, child).await;
            world.clock.pass_minutes(1);
        }
        let due = post(&world, sam, "may due", Movement::FallDue, 100);
        let pay = post(&world, sam, "may paid", Movement::Pay, 100).pending();
        keep(&world, vec![due, pay.clone()]).await.unwrap();
        world.clock.pass_minutes(1);
        let day = world.clock.now().today;
        let settled =
            pay.follow(TransferId::of(&["settled"]), Step::Settle, day, Named::by(None, world.clock.now().at));
        keep(&world, vec![settled]).await.unwrap();
        world.clock.pass_minutes(1);
        let club =
            entry(&mut world.reading().await, TransferId::of(&["club", &ada.to_string()])).await.unwrap().unwrap();
        let named = Named::by(None, world.clock.now().at).because("the club gave all of it back");
        let back = club.follow(TransferId::of(&["back"]), Step::Correct, day, named.clone());
        keep(&world, vec![back.clone()]).await.unwrap();
        keep(&world, vec![back]).await.unwrap();
        let twice = club.follow(TransferId::of(&["back again"]), Step::Correct, day, named);
        assert_eq!(keep(&world, vec![twice]).await, Err(Refusal::NotCorrectable(club.id)));
        assert_eq!(of_child(&mut world.reading().await, sam).await.unwrap().len(), 8);
        check_against_replay(&world).await;
    });
}

#[test]
fn two_who_spend_the_last_pound_at_once_spend_it_once() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let sam = world.add(Somebody::child("Sam Bell", "2015-05-02")).await.id;
        year_of(&world, sam).await;
        let tries = (0..6).map(|number| {
            let world = world.clone();
            tokio::spawn(async move {
                let spend = post(&world, sam, &format!("try {number}"), Movement::Spend, 40);
                keep(&world, vec![spend]).await
            })
        });
        let mut kept = 0;
        for tried in tries.collect::<Vec<_>>() {
            kept += usize::from(tried.await.unwrap().is_ok());
        }
        assert_eq!(kept, 1);
        let strand = Strand { owner: Owner::Child(sam), stream: "social-care".to_owned() };
        let held = balances_of(&mut world.reading().await, &strand).await.unwrap();
        let paid = held.iter().find(|(account, _)| account.kind == AccountKind::Paid).unwrap();
        assert_eq!(paid.1.posted, Pence::ZERO);
    });
}

#[test]
fn the_same_instruction_from_two_sides_at_once_is_kept_once() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let sam = world.add(Somebody::child("Sam Bell", "2015-05-02")).await.id;
        year_of(&world, sam).await;
        let tries = (0..4).map(|_| {
            let world = world.clone();
            tokio::spawn(async move { keep(&world, vec![post(&world, sam, "once", Movement::Spend, 10)]).await })
        });
        for tried in tries.collect::<Vec<_>>() {
            assert_eq!(tried.await.unwrap(), Ok(()));
        }
        assert_eq!(store.number("SELECT COUNT(*) FROM ledger_transfer WHERE movement = 'spend'").await, 2);
        check_against_replay(&world).await;
    });
}

#[test]
fn an_entry_is_never_changed_or_taken_out_and_a_balance_never_below_nothing() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let sam = world.add(Somebody::child("Sam Bell", "2015-05-02")).await.id;
        year_of(&world, sam).await;
        let mut raw = store.raw().await;
        for sql in [
            "UPDATE ledger_transfer SET amount_pence = 1",
            "UPDATE ledger_transfer SET day = '2020-01-01'",
            "DELETE FROM ledger_transfer",
            "UPDATE ledger_balance SET posted_pence = -1 WHERE account = 'paid'",
        ] {
            let done = sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut raw).await;
            assert!(done.is_err(), "{sql}");
        }
        store.tamper("UPDATE ledger_transfer SET reason = '', by_id = NULL").await;
        let other = operator(Action::RecordSpend, Some(PersonId(Uuid::from_u128(5))));
        let mut write = world.store.writing(&world.authority, &other, world.clock.now()).await.unwrap();
        let transfers = vec![post(&world, sam, "another's", Movement::Spend, 1)];
        let mut ground = ground(&mut write, &transfers).await.unwrap();
        ground.take_all(transfers).unwrap();
        assert_eq!(save(&mut write, &ground).await, Err(StoreError::WrongPermit));
    });
}

#[test]
fn nothing_is_kept_in_a_closed_year() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let sam = world.add(Somebody::child("Sam Bell", "2015-05-02")).await.id;
        year_of(&world, sam).await;
        let year = FinancialYear::of(world.clock.now().today);
        let mut write = world.writing().await;
        ledger::close(&mut write, year, year.last()).await.unwrap();
        let event = Event::of(write.permit(), "year");
        write.commit(event).await.unwrap();
        assert_eq!(closed_until(&mut world.reading().await).await.unwrap(), Some(year.last()));
        let late = keep(&world, vec![post(&world, sam, "late", Movement::Spend, 1)]).await;
        assert_eq!(late, Err(Refusal::Closed(year.last())));
    });
}
