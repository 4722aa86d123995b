//! Everything that is held about one child, table by table, as `columns.toml` says what belongs to a record. What of it is
//! shown to whom is decided by those who ask.

use std::collections::{BTreeMap, BTreeSet};

use seven_core::PersonId;

use crate::columns::{Belonging, Shown, Table};
use crate::copy::shapes;
use crate::line::Line;
use crate::rows::{Row, Value};
use crate::{Query, Store, StoreError};

/// A table's rows about one child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The table.
    pub table: &'static Table,
    /// Its rows, in the order of its key, whole.
    pub rows: Vec<Row>,
}

impl Part {
    /// A row's value by its column's name.
    #[must_use]
    pub fn value<'r>(&self, row: &'r Row, name: &str) -> Option<&'r Value> {
        self.table.columns.iter().zip(row).find(|(column, _)| column.name == name).map(|(_, value)| value)
    }

    /// A row's text by its column's name; empty where there is none.
    #[must_use]
    pub fn text<'r>(&self, row: &'r Row, name: &str) -> &'r str {
        match self.value(row, name) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }
}

/// Everything about a child, in the order of `columns.toml`: their record, and what is theirs as a person.
///
/// # Errors
/// What the database says.
pub async fn of_child(store: &Store, at: &mut impl Query, child: PersonId) -> Result<Vec<Part>, StoreError> {
    let mut parts = Vec::new();
    for shape in shapes(store).await? {
        let table = shape.table;
        let Some(belonging) = table.child.as_ref().or(table.person.as_ref()) else { continue };
        let rows = shape.of_person(at, &Belonging::condition(belonging), &child.to_string()).await?;
        parts.push(Part { table, rows });
    }
    Ok(parts)
}

/// The names behind the ids of people and groups that the parts show; those of erased people are left out.
///
/// # Errors
/// What the database says.
pub async fn names(at: &mut impl Query, parts: &[Part]) -> Result<BTreeMap<String, String>, StoreError> {
    let mut ids = BTreeSet::new();
    for part in parts {
        for row in &part.rows {
            let shown = part.table.columns.iter().zip(row).filter(|(column, _)| column.shown == Shown::Who);
            ids.extend(
                shown.filter_map(|(_, value)| if let Value::Text(id) = value { Some(id.clone()) } else { None }),
            );
        }
    }
    let authority = at.authority().to_string();
    let mut names = BTreeMap::new();
    for id in ids {
        let row = sqlx::query(
            "SELECT COALESCE(NULLIF(known_as, ''), given_name) AS first, family_name AS last FROM person \
             WHERE authority_id = $1 AND id = $2 AND erased_at IS NULL \
             UNION ALL SELECT name AS first, '' AS last FROM care_group WHERE authority_id = $1 AND id = $2",
        )
        .bind(authority.as_str())
        .bind(id.as_str())
        .fetch_optional(at.connection())
        .await?;
        if let Some(row) = row {
            let name = format!("{} {}", Line(&row).text("first")?, Line(&row).text("last")?);
            names.insert(id, name.trim().to_owned());
        }
    }
    Ok(names)
}
