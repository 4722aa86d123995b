//! Whatever is done to the chain behind the program's back is found, on both databases.

use seven_core::access::{Action, operator};
use seven_core::audit::{Break, Event, Link};
use sqlx::AssertSqlSafe;
use store::verify::{Broken, Verified, chain};
use store::{Query, audit, columns};
use testkit::{Somebody, TempStore, World, on_both_databases};

async fn verify(world: &World, noted: Vec<Link>) -> Result<Verified, Broken> {
    chain(&mut world.reading().await, noted).await
}

async fn chained(store: &TempStore) -> World {
    let mut world = World::new(store).await;
    for name in ["Ada Example", "Bea Example", "Cy Example", "Di Example"] {
        world.clock.pass_minutes(1);
        let child = world.add(Somebody::child(name, "2015-03-02")).await;
        let event = Event::of(&operator(Action::ExportRecord, Some(child.id)), "record");
        store.record_view(&world.authority, event, world.clock.now().at).await.unwrap();
    }
    world
}

/// What is found after a statement that nobody should have run; the statement is then undone.
async fn found_after(world: &World, done: &str) -> Option<String> {
    let mut write = world.writing().await;
    let changed = sqlx::query(AssertSqlSafe(done.to_owned())).execute(write.connection()).await;
    // a value that the schema refuses, or that was there already, is no edit
    if changed.map_or(0, |changed| changed.rows_affected()) == 0 {
        return None;
    }
    Some(chain(&mut write, vec![]).await.unwrap_err().to_string())
}

#[test]
fn an_edit_of_any_field_is_found_at_its_entry() {
    on_both_databases(async |store| {
        let world = chained(store).await;
        assert_eq!(verify(&world, vec![]).await.unwrap().end.number, 9);
        let table = columns::tables().unwrap().iter().find(|table| table.name == "audit_entry").unwrap();
        let mut edits = 0;
        for name in table.columns.iter().map(|column| column.name.as_str()) {
            for value in ["'x'", "''", "NULL", "(SELECT o.# FROM audit_entry o WHERE o.number = 7)"] {
                let value = value.replace('#', name);
                let done = format!(
                    "UPDATE audit_entry SET {name} = {value} WHERE number = 4 AND {name} IS DISTINCT FROM {value}"
                );
                if let Some(told) = found_after(&world, &done).await {
                    assert!(told.contains("entry 4"), "{name} = {value}: {told}");
                    edits += 1;
                }
            }
        }
        assert!(edits >= 30, "{edits}");
        verify(&world, vec![]).await.unwrap();
    });
}

#[test]
fn an_instant_in_another_spelling_is_an_edit() {
    on_both_databases(async |store| {
        let world = chained(store).await;
        store.tamper("UPDATE audit_entry SET at = REPLACE(at, '.000000Z', 'Z') WHERE number = 3").await;
        assert!(matches!(verify(&world, vec![]).await, Err(Broken::Unreadable { number: 3, .. })));
    });
}

#[test]
fn rows_taken_out_put_in_moved_or_cut_off_are_found() {
    on_both_databases(async |store| {
        let world = chained(store).await;
        for (done, told) in [
            ("DELETE FROM audit_entry WHERE number = 4", "entry 4 is missing"),
            ("DELETE FROM audit_entry WHERE number = 1", "entry 1 is missing"),
            ("DELETE FROM audit_entry WHERE number = 9", "ends at entry 8, but entry 9"),
            ("DELETE FROM audit_entry", "ends at entry 0, but entry 9"),
            ("DELETE FROM audit_head", "ends at entry 9, but entry 0"),
            ("UPDATE audit_entry SET number = 12 WHERE number = 9", "entry 9 is missing"),
            ("UPDATE audit_entry SET number = number + 100 WHERE number < 3", "entry 1 is missing"),
            ("UPDATE audit_head SET number = 8", "ends at entry 9, but entry 8"),
            ("UPDATE audit_head SET hash = 'x'", "ends at entry 9"),
            ("UPDATE audit_entry SET detail = NULL WHERE number = 3", "detail of entry 3 is missing"),
            ("UPDATE audit_entry SET detail = NULL WHERE number = 1", "detail of entry 1 is missing"),
        ] {
            let found = found_after(&world, done).await.unwrap();
            assert!(found.contains(told), "{done}: {found}");
        }
    });
}

#[test]
fn a_chain_cut_off_with_its_head_is_found_by_what_was_noted() {
    on_both_databases(async |store| {
        let world = chained(store).await;
        let noted = verify(&world, vec![]).await.unwrap().end;
        store.tamper("DELETE FROM audit_entry WHERE number = 9").await;
        store.tamper("UPDATE audit_head SET number = 8, hash = (SELECT hash FROM audit_entry WHERE number = 8)").await;
        assert_eq!(verify(&world, vec![]).await.unwrap().end.number, 8);
        let found = verify(&world, vec![noted]).await;
        assert_eq!(found, Err(Broken::Link(Break::End { noted: 9, found: 8 })));
    });
}

#[test]
fn a_purge_with_its_erasure_verifies() {
    on_both_databases(async |store| {
        let world = chained(store).await;
        let ada = audit::entries(&mut world.reading().await, 2, 1).await.unwrap()[0].child.unwrap();
        let permit = operator(Action::EraseRecord, Some(ada));
        let mut write = store.writing(&world.authority, &permit, world.clock.now()).await.unwrap();
        assert_eq!(audit::purge_details(&mut write, ada).await.unwrap(), 1);
        let event = Event::of(&permit, "record");
        write.commit(event).await.unwrap();
        assert_eq!(verify(&world, vec![]).await.unwrap().purged, 1);
    });
}

#[test]
fn a_hundred_thousand_entries_are_verified_in_pages() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let total: i64 = if cfg!(debug_assertions) { 5_000 } else { 100_000 };
        let mut looks = Vec::new();
        for number in 0..total {
            let (store, world) = (world.store.clone(), world.clone());
            looks.push(tokio::spawn(async move {
                let event = Event::of(&world.upkeep(), format!("page {number}"));
                store.record_view(&world.authority, event, world.clock.now().at).await.unwrap();
            }));
        }
        for look in looks {
            look.await.unwrap();
        }
        let began = std::time::Instant::now();
        assert_eq!(verify(&world, vec![]).await.unwrap().end.number, total + 1);
        eprintln!("{total} entries verified in {:?}", began.elapsed());
    });
}
