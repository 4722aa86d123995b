//! What each database calls a fault, told in the same words for both. Beside `db.rs` the one place that knows two kinds.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use sqlx::error::DatabaseError;

use crate::{StoreError, migrate};

/// A fault in our own words.
pub(crate) fn told(fault: &dyn DatabaseError) -> StoreError {
    let message = fault.message().to_owned();
    if fault.is_unique_violation() {
        return StoreError::Taken(what_is_taken(fault));
    }
    if fault.is_foreign_key_violation() {
        return StoreError::Conflict("it names something that is not there, or that others still name".to_owned());
    }
    let code = fault.code().unwrap_or_default();
    match code.parse::<u32>() {
        // SQLite: the lower byte is the kind of fault; a code of PostgreSQL has five digits or letters
        Ok(number) if code.len() < 5 => match number & 0xff {
            13 => StoreError::Full(message),
            // a quota that is reached is told as a write that failed (778) or a log that cannot grow (4874)
            10 if number == 778 || number == 4_874 => StoreError::Full(message),
            5 | 6 | 10 | 14 | 26 => StoreError::Gone(message),
            _ => StoreError::Database(message),
        },
        _ if code.starts_with("53100") => StoreError::Full(message),
        // the server is going, starting, or has no place free
        _ if ["08", "57P", "53300"].iter().any(|kind| code.starts_with(kind)) => StoreError::Gone(message),
        _ => StoreError::Database(message),
    }
}

/// The name of the unique index, or of the table whose key is taken.
fn what_is_taken(fault: &dyn DatabaseError) -> String {
    if let Some(name) = fault.constraint() {
        return name.strip_suffix("_pkey").unwrap_or(name).to_owned();
    }
    // SQLite: `UNIQUE constraint failed: person.authority_id, person.upn`
    let columns = fault.message().rsplit(": ").next().unwrap_or_default();
    let table = columns.split('.').next().unwrap_or_default();
    unique_indexes().get(columns).cloned().unwrap_or_else(|| table.to_owned())
}

/// Unique indexes by their columns, as SQLite lists them.
fn unique_indexes() -> &'static BTreeMap<String, String> {
    static INDEXES: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    INDEXES.get_or_init(|| migrate::texts().flat_map(str::lines).filter_map(unique_index).collect())
}

/// `CREATE UNIQUE INDEX person_upn ON person (authority_id, upn);`
fn unique_index(line: &str) -> Option<(String, String)> {
    let (name, rest) = line.strip_prefix("CREATE UNIQUE INDEX ")?.split_once(" ON ")?;
    let (table, columns) = rest.split_once(" (")?;
    let columns: Vec<String> =
        columns.split(')').next()?.split(',').map(|column| format!("{table}.{}", column.trim())).collect();
    Some((columns.join(", "), name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unique_index_is_known_by_its_columns() {
        let found = unique_indexes().get("person.authority_id, person.upn");
        assert_eq!(found.map(String::as_str), Some("person_upn"));
        let oidc = "account.authority_id, account.oidc_issuer, account.oidc_subject";
        assert_eq!(unique_indexes().get(oidc).map(String::as_str), Some("account_oidc"));
    }
}
