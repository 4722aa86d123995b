//! Kill −9 at any moment: no acknowledged change lost, none half done, the chain whole. A child process writes as fast as it
//! can and tells of each change once the store says that it is kept; it is killed in the middle, again and again.
//!
//! `SEVENSTEPS_KILLS=300 cargo test -p store kill` kills hundreds of times on each database.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use seven_core::AuthorityId;
use seven_core::access::{Action, operator};
use seven_core::audit::Event;
use seven_core::people::{Holder, RelationKind};
use store::{Chance, Store, people, relations, verify};
use testkit::{Clock, Somebody, World, on_both_databases};

/// Names the database to the process that is killed.
const DATABASE: &str = "SEVENSTEPS_KILLED_DATABASE";
/// How often to kill, on each database.
const KILLS: &str = "SEVENSTEPS_KILLS";

pub(crate) fn kills() -> u32 {
    std::env::var(KILLS).ok().and_then(|kills| kills.parse().ok()).unwrap_or(12)
}

/// What the killed process does; as a test of its own it does nothing.
#[test]
fn the_process_that_is_killed_writes() {
    let Ok(address) = std::env::var(DATABASE) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&address, Chance::System).await.unwrap();
        let authority = AuthorityId::new("exampleshire").unwrap();
        let world = World { store, authority, clock: Clock::on("2026-09-01") };
        let writers = (0..3).map(|_| tokio::spawn(write(world.clone()))).collect::<Vec<_>>();
        for writer in writers {
            writer.await.unwrap();
        }
    });
}

/// A family in one change, then a look at it; each told once it is kept.
async fn write(world: World) {
    loop {
        let mut write = world.writing().await;
        let child = Somebody::child("Ada Example", "2015-03-02").with_id(write.id());
        let mother = Somebody::grown_up("Grace Example").with_id(write.id());
        people::insert(&mut write, &child).await.unwrap();
        people::insert(&mut write, &mother).await.unwrap();
        let relation = testkit::relation(&write, child.id, Holder::Person(mother.id), RelationKind::Parent);
        relations::insert(&mut write, &relation).await.unwrap();
        let event = Event::of(write.permit(), format!("family {}", child.id));
        write.commit(event).await.unwrap();
        println!("kept family {}", child.id);
        let event = Event::of(&operator(Action::ExportRecord, Some(child.id)), format!("looked {}", child.id));
        world.store.record_view(&world.authority, event, world.clock.now().at).await.unwrap();
        println!("kept looked {}", child.id);
    }
}

fn spawn(address: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::the_process_that_is_killed_writes", "--nocapture", "--test-threads=1"])
        .env(DATABASE, address)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn no_acknowledged_change_is_lost_and_none_is_half_done() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let mut kept = Vec::new();
        for round in 0..kills() {
            let mut child = spawn(store.address());
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
            // a different moment each time, counted from the first change on
            let first = lines.by_ref().map_while(Result::ok).find(|line| line.contains("kept "));
            std::thread::sleep(Duration::from_micros(u64::from(round) * 7_919 % 60_000));
            child.kill().unwrap();
            child.wait().unwrap();
            let told = first.into_iter().chain(lines.map_while(Result::ok));
            kept.extend(told.filter_map(|line| Some(line.split_once("kept ")?.1.to_owned())));
            // a server may still be finishing what the killed process had sent: one state of the database is verified
            let mut one_state = world.store.snapshot(&world.authority).await.unwrap();
            verify::chain(&mut one_state, vec![]).await.unwrap();
        }
        assert!(kept.len() >= kills() as usize, "{kept:?}");
        store.come_to_rest().await;
        check_whole(store, &kept).await;
    });
}

async fn check_whole(store: &testkit::TempStore, kept: &[String]) {
    let count = |sql: &'static str| store.number(sql);
    let families = count("SELECT COUNT(*) FROM audit_entry WHERE subject LIKE 'family %'").await;
    assert_eq!(count("SELECT COUNT(*) FROM relation").await, families);
    assert_eq!(count("SELECT COUNT(*) FROM person").await, families * 2);
    assert_eq!(count("SELECT COUNT(*) FROM audit_entry").await, count("SELECT number FROM audit_head").await);
    let mut raw = store.raw().await;
    let subjects: Vec<String> =
        sqlx::query_scalar("SELECT subject FROM audit_entry").fetch_all(&mut raw).await.unwrap();
    let subjects: std::collections::BTreeSet<&str> = subjects.iter().map(String::as_str).collect();
    for subject in kept {
        assert!(subjects.contains(subject.as_str()), "`{subject}` was acknowledged and is lost");
    }
    eprintln!("{} acknowledged changes, {families} families", kept.len());
}
