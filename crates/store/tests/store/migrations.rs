//! Every migration runs on an empty database and on one that is already full.

use seven_core::people::RelationKind;
use store::{StoreError, worklist};
use testkit::{Somebody, TempStore, World, fill, on_both_databases};

#[test]
fn migrations_run_once_and_the_schema_is_ready() {
    on_both_databases(async |store| {
        let empty = TempStore::unmigrated(store.engine()).await;
        let told = empty.check_migrated().await;
        assert!(matches!(&told, Err(StoreError::Schema(why)) if why.contains("1, 2, 3")), "{told:?}");
        let count = empty.migrate().await.unwrap();
        assert_eq!(empty.migrate().await.unwrap(), count);
        assert_eq!(empty.migrations_run().await.unwrap().len(), count);
        empty.check_migrated().await.unwrap();
        empty.tamper("UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1").await;
        let told = empty.check_migrated().await;
        assert!(matches!(&told, Err(StoreError::Schema(why)) if why.contains("newer program")), "{told:?}");
        empty.remove().await;
    });
}

#[test]
fn each_migration_runs_on_a_database_filled_before_it_and_loses_no_row() {
    on_both_databases(async |store| {
        let full = TempStore::unmigrated(store.engine()).await;
        let numbers = store.migrations_run().await.unwrap();
        let mut before: Vec<(String, i64)> = Vec::new();
        for number in numbers {
            full.migrate_up_to(number).await.unwrap();
            for (table, rows) in &before {
                assert_eq!(rows_of(&full, table).await, *rows, "{table} after migration {number}");
            }
            fill(&full, "exampleshire", "01890a5d-ac96-774b-bcce-b302099a8057").await;
            before.clear();
            for column in full.live_columns().await.unwrap() {
                if before.last().is_none_or(|(table, _)| *table != column.table) {
                    let rows = rows_of(&full, &column.table).await;
                    assert!(rows > 0, "{} is empty", column.table);
                    before.push((column.table, rows));
                }
            }
        }
        full.check_migrated().await.unwrap();
        full.remove().await;
    });
}

async fn rows_of(store: &TempStore, table: &str) -> i64 {
    store.number(&format!("SELECT COUNT(*) FROM {table}")).await
}

#[test]
fn children_from_before_the_worklist_stand_on_it_once_it_is_filled() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let sam = world.add(Somebody::child("Sam Bell", "2015-05-02")).await.id;
        let grace = world.add(Somebody::grown_up("Grace Bennett")).await.id;
        world.relate(sam, grace, RelationKind::KeyWorker).await;
        let ada = world.add(Somebody::child("Ada Lee", "2014-01-01")).await.id;
        // as it is where the table came later than the children
        store.tamper("DELETE FROM worklist").await;
        store.tamper(&format!("UPDATE person SET erased_at = '2026-08-01' WHERE id = '{ada}'")).await;
        let today = world.clock.now().today;
        assert_eq!(worklist::fill(store, today).await.unwrap(), 1, "nobody without a record, nobody erased");
        let mut reading = world.reading().await;
        let found = worklist::search(&mut reading, "bell", 10).await.unwrap();
        assert_eq!(
            (found[0].child, found[0].name.as_str(), found[0].worker.as_str()),
            (sam, "Sam Bell", "Grace Bennett")
        );
        let kept = found.clone();
        assert_eq!(worklist::fill(store, today).await.unwrap(), 0, "once is enough");
        assert_eq!(worklist::search(&mut reading, "bell", 10).await.unwrap(), kept);
    });
}

#[test]
fn a_child_is_found_as_people_say_the_name() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let sam = world.add(Somebody::child("Sam Bell", "2015-05-02")).await.id;
        world.add(Somebody::child("Bell Cole", "2014-01-01")).await;
        let elodie = world.add(Somebody::child("Élodie Lee", "2014-01-01")).await.id;
        let mut reading = world.reading().await;
        for (typed, found) in [("sam", vec![sam]), ("Sam B", vec![sam]), ("ÉLODIE", vec![elodie]), ("am", vec![])] {
            let lines = worklist::search(&mut reading, typed, 10).await.unwrap();
            assert_eq!(lines.iter().map(|line| line.child).collect::<Vec<_>>(), found, "{typed}");
        }
        let twice = worklist::search(&mut reading, "bell", 10).await.unwrap();
        assert_eq!(twice.len(), 2, "by family name and by first name, each once");
    });
}
