//! A row in every table, made up from the schema: what a migration, a copy or an erasure must not lose or leave.

use store::LiveColumn;
use store::columns::{Table, tables};

use crate::TempStore;

/// Fills every table that has no row of the authority yet; each row belongs to `child` where it belongs to one.
pub async fn fill(store: &TempStore, authority: &str, child: &str) {
    let live = store.live_columns().await.expect("a schema");
    for table in tables().expect("a schema") {
        if !live.iter().any(|column| column.table == table.name) {
            continue;
        }
        let there = format!("SELECT COUNT(*) FROM {} WHERE {} = '{authority}'", table.name, table.tenant());
        if store.number(&there).await == 0 {
            store.tamper(&insert(table, &live, authority, child)).await;
        }
    }
}

/// A statement that adds a row to a table that has none.
fn insert(table: &Table, live: &[LiveColumn], authority: &str, child: &str) -> String {
    let columns: Vec<&LiveColumn> = live.iter().filter(|column| column.table == table.name).collect();
    let values: Vec<String> = columns.iter().map(|column| value(table, column, authority, child)).collect();
    let names: Vec<&str> = columns.iter().map(|column| column.column.as_str()).collect();
    format!("INSERT INTO {} ({}) VALUES ({})", table.name, names.join(", "), values.join(", "))
}

fn value(table: &Table, column: &LiveColumn, authority: &str, child: &str) -> String {
    let first =
        |other: &str, what: &str| format!("(SELECT MIN({what}) FROM {other} WHERE authority_id = '{authority}')");
    match (table.name.as_str(), column.column.as_str()) {
        ("authority", "id") | (_, "authority_id") => format!("'{authority}'"),
        ("person", "id") => format!("'{child}'"),
        (_, "child_id" | "person_id" | "holder_person_id" | "author_id") => format!("'{child}'"),
        (_, "holder_group_id" | "group_id") => first("care_group", "id"),
        (_, "account_id") => first("account", "id"),
        (_, "scheme_version_id") => first("scheme_version", "id"),
        (_, "assessment_id") => first("assessment", "id"),
        (_, "sheet_id") => first("sheet", "id"),
        (_, "budget_id") => first("indicative_budget", "id"),
        (_, "plan_id") => first("plan", "id"),
        (_, "agreement_id") => first("agreement", "id"),
        (_, "statement_id") => first("bank_statement", "id"),
        (_, "bank_line_id") => first("bank_line", "id"),
        (_, "record_id") => first("spending_record", "id"),
        (_, "study_id") => first("study", "id"),
        ("mail", "to_address") => first("account", "email"),
        (_, name) if name.ends_with("_at") => "'2026-09-01T09:30:00.000000Z'".to_owned(),
        (_, name) if name.ends_with("_on") || name.ends_with("_day") || name == "year_from" => {
            "'2026-09-01'".to_owned()
        }
        _ if column.is_number => "1".to_owned(),
        (name, column) => format!("'{name} {column} O''Brien 🦊'"),
    }
}
