//! Journeys through the running service in a real browser: every page, for everyone who may come there, and the
//! stories that families and councils are told. One service and one driver of browsers serve them all, and another those of a year on.
//! `SEVENSTEPS_PICTURES=folder` keeps a picture of each page that is judged, narrow and wide.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop short"
)]

mod accessible;
mod between;
mod books;
mod browser;
mod cases;
mod changes;
mod family_money;
mod finance;
mod provider;
mod running;
mod stories;
mod typing;
mod walks;
mod year_on;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Instant;

use browser::Browser;
use running::Running;

/// A journey: its sentence, and the way.
type Journey = (&'static str, fn(&mut Browser));

/// So many go their way at once, each in a browser of its own.
const AT_ONCE: usize = 2;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_wanted = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    let wanted = |all: &[&[Journey]]| -> Vec<Journey> {
        all.iter().copied().flatten().filter(|(name, _)| is_wanted(name)).copied().collect()
    };
    let today = wanted(&[
        walks::ALL,
        stories::ALL,
        between::ALL,
        typing::ALL,
        books::ALL,
        changes::ALL,
        finance::ALL,
        cases::ALL,
    ]);
    let a_year_on = wanted(&[year_on::ALL, provider::ALL, family_money::ALL]);
    if std::env::args().any(|word| word == "--list") {
        today.iter().chain(&a_year_on).for_each(|(name, _)| println!("{name}: test"));
        return ExitCode::SUCCESS;
    }
    let count = today.len() + a_year_on.len();
    println!("\nrunning {count} journeys");
    let mut failed = gone(&today, &[]);
    failed.extend(gone(&a_year_on, &["--a-year-on"]));
    println!("\n{count} journeys, {} failed {}", failed.len(), failed.join(", "));
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Makes journeys through one demonstration; gives those that failed.
fn gone(journeys: &[Journey], more: &[&str]) -> Vec<&'static str> {
    if journeys.is_empty() {
        return Vec::new();
    }
    let running = Running::start(more);
    let waiting = Mutex::new(journeys.iter());
    let failed = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let Some((name, way)) = waiting.lock().unwrap().next() else { break };
                    let begun = Instant::now();
                    let gone = catch_unwind(AssertUnwindSafe(|| way(&mut Browser::open(&running))));
                    let verdict = if gone.is_ok() { "ok" } else { "FAILED" };
                    println!("journey {name} ... {verdict} ({:.1} s)", begun.elapsed().as_secs_f64());
                    if gone.is_err() {
                        failed.lock().unwrap().push(*name);
                    }
                }
            });
        }
    });
    failed.into_inner().unwrap()
}
