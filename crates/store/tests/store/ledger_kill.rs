//! Kill −9 while two operators keep books: every entry that was acknowledged is there, and the balances are what the entries
//! come to. `SEVENSTEPS_KILLS=300 cargo test -p store kill` kills hundreds of times on each database.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use seven_core::ledger::{Book, Movement};
use seven_core::{AuthorityId, PersonId, TransferId};
use store::{Chance, Store, ledger};
use testkit::{Clock, Somebody, World, on_both_databases};

use crate::kill::kills;
use crate::ledger::{keep, post};

/// Names the database and the child to the process that is killed.
const DATABASE: &str = "SEVENSTEPS_KILLED_BOOKS";
const CHILD: &str = "SEVENSTEPS_KILLED_CHILD";
const ROUND: &str = "SEVENSTEPS_KILLED_ROUND";

/// What the killed process does; as a test of its own it does nothing.
#[test]
fn the_process_that_is_killed_keeps_books() {
    let Ok(address) = std::env::var(DATABASE) else { return };
    let child: PersonId = std::env::var(CHILD).unwrap().parse().unwrap();
    let round: u32 = std::env::var(ROUND).unwrap().parse().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&address, Chance::System).await.unwrap();
        let authority = AuthorityId::new("exampleshire").unwrap();
        let mut world = World { store, authority, clock: Clock::on("2026-09-01") };
        // entries stand in the order of their time: each round is later than the one before
        world.clock.pass_minutes(i64::from(round + 1) * 600);
        let operators = (0..2).map(|operator| tokio::spawn(operate(world.clone(), child, operator, round)));
        for operator in operators.collect::<Vec<_>>() {
            operator.await.unwrap();
        }
    });
}

/// A budget, promised, due, paid, spent: one change each; told once it is kept.
async fn operate(world: World, child: PersonId, operator: u32, round: u32) {
    for number in 0..10_000 {
        let movements = [Movement::Allocate, Movement::Commit, Movement::FallDue, Movement::Pay, Movement::Spend];
        for movement in movements {
            let word = format!("{round} {operator} {number} {movement}");
            // the operators share one child's accounts: what the other took first may be missing, and that is a refusal
            if keep(&world, vec![post(&world, child, &word, movement, 10)]).await.is_ok() {
                println!("kept {}", TransferId::of(&[&word, &child.to_string()]));
            }
        }
    }
}

fn spawn(address: &str, child: PersonId, round: u32) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "ledger_kill::the_process_that_is_killed_keeps_books", "--nocapture", "--test-threads=1"])
        .env(DATABASE, address)
        .env(CHILD, child.to_string())
        .env(ROUND, round.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn no_acknowledged_entry_is_lost_and_the_books_balance_after_every_kill() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let child = world.add(Somebody::child("Sam Bell", "2015-05-02")).await.id;
        let mut kept: Vec<TransferId> = Vec::new();
        for round in 0..kills() {
            let mut process = spawn(store.address(), child, round);
            let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
            let first = lines.by_ref().map_while(Result::ok).find(|line| line.contains("kept "));
            std::thread::sleep(Duration::from_micros(u64::from(round) * 7_919 % 60_000));
            process.kill().unwrap();
            process.wait().unwrap();
            let told = first.into_iter().chain(lines.map_while(Result::ok));
            kept.extend(told.filter_map(|line| line.split_once("kept ")?.1.parse::<TransferId>().ok()));
            store.come_to_rest().await;
            let trial = ledger::trial_balance(&mut world.reading().await).await.unwrap();
            assert!(trial.balances(), "{trial:?}");
        }
        assert!(kept.len() >= kills() as usize, "{kept:?}");
        let entries = ledger::of_child(&mut world.reading().await, child).await.unwrap();
        let mut book = Book::new();
        for entry in &entries {
            book.take(entry).unwrap();
        }
        for id in kept {
            assert!(book.entry(id).is_some(), "{id} was acknowledged and is lost");
        }
        let trial = ledger::trial_balance(&mut world.reading().await).await.unwrap();
        assert_eq!(trial, book.trial_balance());
    });
}
