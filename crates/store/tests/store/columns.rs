//! `migrations/columns.toml` against the schema that both databases really have.

use seven_core::retention::{Column, Rules, mismatches};
use store::columns::{Erased, STAYS, Shown, tables};
use testkit::on_both_databases;

#[test]
fn every_column_of_the_schema_is_classified() {
    on_both_databases(async |store| {
        let listed: Vec<Column> = tables()
            .unwrap()
            .iter()
            .flat_map(|table| {
                table.columns.iter().map(|column| Column {
                    table: table.name.clone(),
                    column: column.name.clone(),
                    class: column.class,
                    retention: column.kept.clone(),
                    is_exported: column.shown != Shown::No,
                })
            })
            .collect();
        let live = store.live_columns().await.unwrap();
        let live: Vec<_> = live.into_iter().map(|column| (column.table, column.column)).collect();
        let rules = Rules::to_start_from();
        let rules: Vec<&str> = rules.names().into_iter().chain(STAYS).collect();
        let found = mismatches(&listed, &live, &rules);
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(found.is_empty(), "migrations/columns.toml:\n{}", said.join("\n"));
    });
}

#[test]
fn both_databases_have_the_same_schema() {
    let seen = std::sync::Mutex::new(Vec::new());
    on_both_databases(async |store| {
        let mut live = store.live_columns().await.unwrap();
        live.sort();
        seen.lock().unwrap().push(live);
    });
    let seen = seen.into_inner().unwrap();
    assert_eq!(seen[0], seen[1]);
}

#[test]
fn a_table_comes_after_those_that_it_points_to() {
    on_both_databases(async |store| {
        if store.engine() != store::Engine::Postgres {
            return;
        }
        let order: Vec<&str> = tables().unwrap().iter().map(|table| table.name.as_str()).collect();
        for (at, name) in order.iter().enumerate() {
            for later in &order[at + 1..] {
                let sql = format!(
                    "SELECT COUNT(*) FROM pg_constraint WHERE contype = 'f' AND conrelid = '{name}'::regclass \
                     AND confrelid = '{later}'::regclass"
                );
                assert_eq!(store.number(&sql).await, 0, "{name} points to {later}, which comes after it");
            }
        }
    });
}

#[test]
fn what_belongs_to_a_record_goes_with_it() {
    for table in tables().unwrap() {
        let belongs = table.child.is_some() || table.person.is_some();
        assert_eq!(belongs, table.erased.is_some(), "{}: say what happens to it when a record is erased", table.name);
        if table.erased == Some(Erased::Delete) {
            let stays = table.columns.iter().find(|column| column.kept == "tombstone");
            assert_eq!(stays.map(|column| &column.name), None, "{} is deleted, so nothing of it stays", table.name);
        }
        let named = table.key.iter().chain(&table.hidden).chain(table.goes.iter().map(|(_, column)| column));
        for column in named.chain(table.child.iter().chain(&table.person).map(|belongs| &belongs.column)) {
            assert!(table.columns.iter().any(|one| one.name == *column), "{} has no column {column}", table.name);
        }
    }
}
