//! Exampleshire is the same each time, whatever the day, and its history holds.

use std::collections::BTreeSet;

use jiff::Timestamp;
use seven_core::audit::Entry;
use seven_core::{AuthorityId, Moment};
use store::{Chance, Store, audit, verify};

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
