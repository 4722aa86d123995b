//! Kill −9 of the service at any moment while people work: no acknowledged change lost, none half done, the chain whole.
//!
//! `SEVENSTEPS_KILLS=300 cargo test -p sevensteps kill` kills hundreds of times on each database.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use actions::sign_in::{Arrival, Browser, hash_of, sign_in_as};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use seven_core::people::{GroupKind, Role};
use seven_core::{GroupId, Moment};
use testkit::{Clock, Somebody, TempStore, World, on_both_databases};

use crate::served::{Served, Visitor};
use crate::sevensteps;

/// How often to kill, on each database.
const KILLS: &str = "SEVENSTEPS_KILLS";
/// People who work at the same time.
const CLIENTS: usize = 4;

fn kills() -> u32 {
    std::env::var(KILLS).ok().and_then(|kills| kills.parse().ok()).unwrap_or(5)
}

/// What people were told is done.
#[derive(Debug, Default)]
struct Told {
    children: Vec<String>,
    notes: Vec<String>,
    looks: Vec<String>,
}

/// A team whose members are signed in.
async fn team(store: &TempStore) -> (World, GroupId, Vec<Visitor>) {
    let at = Timestamp::now();
    let moment = Moment { at, today: at.to_zoned(TimeZone::UTC).date() };
    let world = World { clock: Clock::on(&moment.today.to_string()), ..World::new(store).await };
    let team = world.group(GroupKind::Team, "North").await;
    let mut visitors = Vec::new();
    for number in 0..CLIENTS {
        let worker = world.add(Somebody::grown_up(&format!("Worker{number} Example"))).await.id;
        world.employ(worker, Role::TeamMember, Some(team)).await;
        let account = world.open_account(worker, &format!("worker{number}@example.org")).await;
        let (store, authority) = (world.store.clone(), world.authority.clone());
        let arrival = Arrival { store, authority, browser: Browser::default(), moment };
        let token = sign_in_as(&arrival, account).await.unwrap();
        let session = store::sessions::by_token(&mut world.reading().await, &hash_of(&token)).await.unwrap().unwrap();
        visitors.push(Visitor { token, csrf: session.csrf_token });
    }
    (world, team, visitors)
}

/// Adds a child, looks at the child's page and writes a note, again and again until the server is gone.
fn work(visitor: &Visitor, host: &str, team: GroupId, number: &AtomicU64, told: &Mutex<Told>) {
    let team = team.to_string();
    loop {
        let own = number.fetch_add(1, Ordering::Relaxed).to_string();
        let new = [
            ("given", "Ada"),
            ("family", own.as_str()),
            ("born-day", "2"),
            ("born-month", "3"),
            ("born-year", "2015"),
            ("team", team.as_str()),
        ];
        let Some(answer) = visitor.post(host, "/council/add-child", &new) else { return };
        assert_eq!(answer.status, 303, "{}", answer.text);
        let page = answer.location().split('?').next().unwrap().to_owned();
        let child = page.rsplit('/').next().unwrap().to_owned();
        told.lock().unwrap().children.push(child);
        let Some(answer) = visitor.get(host, &page) else { return };
        assert_eq!(answer.status, 200, "{}", answer.text);
        told.lock().unwrap().looks.push(format!("page {page}"));
        let body = format!("note-{own}");
        let Some(answer) = visitor.post(host, &format!("{page}/notes"), &[("body", &body)]) else { return };
        assert_eq!(answer.status, 303, "{}", answer.text);
        told.lock().unwrap().notes.push(body);
    }
}

fn wait_for_more(told: &Mutex<Told>) {
    let (count, begun) = (told.lock().unwrap().children.len(), Instant::now());
    while told.lock().unwrap().children.len() == count {
        assert!(begun.elapsed() < Duration::from_secs(60), "the service does nothing: {told:?}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_service_that_is_killed_loses_nothing_that_it_acknowledged() {
    on_both_databases(async |store| {
        let (_world, team, visitors) = team(store).await;
        let (told, number) = (Mutex::new(Told::default()), AtomicU64::new(10_000));
        for round in 1..=kills() {
            let served = Served::start(store.address());
            let host = served.host.clone();
            std::thread::scope(|scope| {
                for visitor in &visitors {
                    scope.spawn(|| work(visitor, &host, team, &number, &told));
                }
                // now and then before anything is acknowledged, mostly in the middle of the work
                if round % 5 != 0 {
                    wait_for_more(&told);
                }
                std::thread::sleep(Duration::from_micros(fastrand::u64(0..120_000)));
                drop(served);
            });
            if round % 25 == 0 || round == kills() {
                let verified = sevensteps(&["audit", "verify", "--database", store.address()]);
                assert_eq!(verified.code, 0, "after {round} kills: {}{}", verified.out, verified.err);
            }
        }
        let told = told.into_inner().unwrap();
        let count = told.children.len() + told.notes.len() + told.looks.len();
        assert!(count >= kills() as usize, "hardly anything was done: {told:?}");
        store.come_to_rest().await;
        check_whole(store, &told).await;
        eprintln!("{} kills, {count} acknowledged changes and looks", kills());
    });
}

async fn check_whole(store: &TempStore, told: &Told) {
    for (what, acknowledged, sql) in [
        ("child", &told.children, "SELECT child_id FROM worklist WHERE team = 'North'"),
        ("note", &told.notes, "SELECT body FROM note"),
        ("look", &told.looks, "SELECT subject FROM audit_entry WHERE action = 'view-child'"),
    ] {
        let there = store.texts(sql).await;
        for one in acknowledged {
            assert!(there.contains(one), "the {what} `{one}` was acknowledged and is lost");
        }
    }
    let entries =
        async |action: &str| store.number(&format!("SELECT COUNT(*) FROM audit_entry WHERE action = '{action}'")).await;
    let children = entries("add-child").await;
    for table in ["person WHERE has_record = 1", "relation WHERE kind = 'team'", "worklist"] {
        let there = store.number(&format!("SELECT COUNT(*) FROM {table}")).await;
        assert_eq!(there, children, "a child is half there: {table}");
    }
    assert_eq!(store.number("SELECT COUNT(*) FROM note").await, entries("write-note").await);
    let (all, head) = ("SELECT COUNT(*) FROM audit_entry", "SELECT number FROM audit_head");
    assert_eq!(store.number(all).await, store.number(head).await);
}
