//! Many payments, one after the other and by some people at once: all of them are in the books. With `SEVENSTEPS_POSTS` so many
//! are made, and how long it takes is printed beside what the disk and the server can do: `benches/posting/run.sh`.

use std::fs::File;
use std::io::Write;
use std::process::Command;
use std::time::{Duration, Instant};

use actions::money::{MoneyView, bank_confirmed, record_spend};
use actions::spending::import;
use jiff::civil::date;
use seven_core::ledger::AccountKind;
use store::Engine;
use testkit::{TempStore, on_both_databases};
use tokio::task::JoinSet;

use crate::assessments::Cast;
use crate::money::club;
use crate::spending::statement;

/// So many people at once.
const AT_ONCE: u128 = 6;

/// What was asked for by `SEVENSTEPS_POSTS`: so many payments one after the other, and as many by some people at once. Two thousand are,
/// together, what a family with a payment a day posts in eleven years.
fn asked() -> Option<u128> {
    std::env::var("SEVENSTEPS_POSTS").ok().and_then(|posts| posts.parse().ok())
}

fn told(what: &str, many: u128, took: Duration) {
    let a_second = many * 1_000_000 / took.as_micros().max(1);
    println!("  {what:<66} {a_second:>7} a second");
}

/// What the disk can do: four kilobytes written to the end of a file and waited for.
fn disk(store: &TempStore, posts: u128) {
    let mut file = File::create(store.folder().join("limit")).unwrap();
    let start = Instant::now();
    for _ in 0..posts {
        file.write_all(&[7; 4_096]).unwrap();
        file.sync_data().unwrap();
    }
    told("the disk alone: 4 kB appended and waited for", posts, start.elapsed());
}

/// What the engine can do on that disk: one row changed and one added, each time waited for.
fn bare(store: &TempStore, posts: u128) {
    let mut script =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE balance (id INTEGER PRIMARY KEY, \
                      pence INTEGER); CREATE TABLE entry (id INTEGER PRIMARY KEY, pence INTEGER, words TEXT); \
                      INSERT INTO balance VALUES (1, 0);\n"
            .to_owned();
    for _ in 0..posts {
        script.push_str(
            "BEGIN IMMEDIATE; UPDATE balance SET pence = pence + 1 WHERE id = 1; \
             INSERT INTO entry (pence, words) VALUES (1, 'a payment'); COMMIT;\n",
        );
    }
    let file = store.folder().join("bare.sql");
    std::fs::write(&file, script).unwrap();
    let start = Instant::now();
    let read = File::open(&file).unwrap();
    let done = Command::new("sqlite3").arg(store.folder().join("bare.db")).stdin(read).output();
    let done = done.expect("sqlite3 on the path");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    told("the engine alone: one row changed, one added, waited for", posts, start.elapsed());
}

/// What the server can do: pgbench's own transactions on the same server.
fn pgbench(store: &TempStore, people: u128) {
    let run = |arguments: &[&str]| {
        let done = Command::new("pgbench").args(arguments).arg(store.address()).output().expect("pgbench on the path");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    run(&["--initialize", "--quiet", "--scale", "5"]);
    let people = people.to_string();
    let said = run(&["--skip-some-updates", "--no-vacuum", "--client", &people, "--time", "10"]);
    let rate = said.lines().find(|line| line.starts_with("tps")).unwrap_or("no tps");
    println!("  pgbench simple-update, {people} at once: {rate}");
}

#[test]
fn many_payments_at_once_and_a_long_statement_are_all_kept() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        cast.paying(finance).await;
        let (run, _) = cast.sent(finance, date(2026, 10, 1)).await;
        cast.world.clock.pass_minutes(1);
        bank_confirmed(&cast.worker(finance.0), run, None, date(2026, 8, 30)).await.unwrap();
        if let Some(posts) = asked() {
            println!("{:?}", store.engine());
            match store.engine() {
                Engine::Sqlite => {
                    disk(store, posts);
                    bare(store, posts);
                }
                Engine::Postgres => {
                    pgbench(store, 1);
                    pgbench(store, AT_ONCE);
                }
            }
        }
        let posts = asked().unwrap_or(12);
        posting(&cast, posts).await;
        importing(&cast, if asked().is_some() { 10_000 } else { 100 }).await;
        telling(&cast, posts).await;
    });
}

async fn posting(cast: &Cast, posts: u128) {
    let line = cast.money().await.streams[0].lines[0].line;
    let (kit, sam) = (cast.family(cast.kit), cast.sam);
    let start = Instant::now();
    for number in 0..posts {
        record_spend(&kit, sam, club(line, 1, number)).await.unwrap();
    }
    told("posted one after the other, each with its audit entry on disk", posts, start.elapsed());
    let start = Instant::now();
    let mut people = JoinSet::new();
    for person in 1..=AT_ONCE {
        let kit = kit.clone();
        people.spawn(async move {
            for number in 0..posts / AT_ONCE {
                record_spend(&kit, sam, club(line, 1, person * posts + number)).await.unwrap();
            }
        });
    }
    people.join_all().await;
    told(&format!("posted by {AT_ONCE} at once"), posts / AT_ONCE * AT_ONCE, start.elapsed());
    let spent = cast.money().await.streams[0].of(AccountKind::Spent);
    assert_eq!(i128::from(spent.0), i128::try_from(posts + posts / AT_ONCE * AT_ONCE).unwrap(), "a penny each");
}

async fn importing(cast: &Cast, many: usize) {
    let names: Vec<String> = (1..=40).map(|number| format!("SHOP {}", "ABCDEFGH".repeat(number % 7 + 1))).collect();
    let line = |number: usize| {
        let pence = i64::try_from(number % 977 + 100).unwrap();
        (i8::try_from(number % 28 + 1).unwrap(), -pence, names[number % 40].as_str(), "")
    };
    let august = statement(50_000_000, &(0..many).map(line).collect::<Vec<_>>());
    let start = Instant::now();
    let imported = import(&cast.family(cast.kit), cast.sam, august).await.unwrap();
    assert_eq!(imported.new, many);
    println!("  a statement of {many} lines read, checked, matched and kept: {} ms", start.elapsed().as_millis());
}

async fn telling(cast: &Cast, posts: u128) {
    let mut took = Vec::new();
    let mut entries = 0;
    for _ in 0..posts.min(200) {
        let start = Instant::now();
        let view = MoneyView::load(&mut cast.world.reading().await, cast.sam, date(2026, 9, 1)).await.unwrap();
        took.push(start.elapsed());
        entries = view.entries.len();
    }
    took.sort_unstable();
    let (median, worst) = (took[took.len() / 2], took[took.len() * 99 / 100]);
    println!("  a child's money with {entries} entries: p50 {} µs, p99 {} µs", median.as_micros(), worst.as_micros());
}
