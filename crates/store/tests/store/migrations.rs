//! Every migration runs on an empty database and on one that is already full.

use store::StoreError;
use testkit::{TempStore, fill, on_both_databases};

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
