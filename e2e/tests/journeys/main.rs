//! Journeys through the running service in a real browser: every page, for everyone who may come there, and the
//! stories that families and councils are told. One service and one driver of browsers serve them all.
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
mod running;
mod stories;
mod typing;
mod walks;

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
    let journeys: Vec<Journey> = walks::ALL
        .iter()
        .chain(stories::ALL)
        .chain(between::ALL)
        .chain(typing::ALL)
        .chain(books::ALL)
        .filter(|(name, _)| is_wanted(name))
        .copied()
        .collect();
    if std::env::args().any(|word| word == "--list") {
        journeys.iter().for_each(|(name, _)| println!("{name}: test"));
        return ExitCode::SUCCESS;
    }
    println!("\nrunning {} journeys", journeys.len());
    let running = Running::start();
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
    let failed = failed.into_inner().unwrap();
    println!("\n{} journeys, {} failed {}", journeys.len(), failed.len(), failed.join(", "));
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
