//! What kind of information each column holds, which rule keeps it, and whether a person's own export has it. Compared
//! with the live schema, so that no column is forgotten.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::codes::coded;

/// How sensitive a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnClass {
    /// About nobody.
    Plain,
    /// About somebody.
    Personal,
    /// Health, disability, ethnicity and the like (UK GDPR, article 9), and whatever shows it.
    Special,
}

coded!(ColumnClass { Plain => "plain", Personal => "personal", Special => "special" });

/// One column's row in the classification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The table's name.
    pub table: String,
    /// The column's name.
    pub column: String,
    /// How sensitive it is.
    pub class: ColumnClass,
    /// The name of the rule that keeps it.
    pub retention: String,
    /// Whether an export of everything about a person has it.
    pub is_exported: bool,
}

/// Where the classification and the live schema disagree, or a row is not good.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Mismatch {
    /// The database has it, the classification does not.
    #[error("`{0}.{1}` is not classified: add a row that says what it holds and how long it is kept")]
    Unclassified(String, String),
    /// The classification has it, the database does not.
    #[error("`{0}.{1}` is classified and not in the database: remove its row")]
    Gone(String, String),
    /// Two rows.
    #[error("`{0}.{1}` is classified twice: keep one row")]
    Twice(String, String),
    /// A rule that there is not.
    #[error("`{0}.{1}` names the rule `{2}`, which there is not: use one of the rules, or add it")]
    UnknownRule(String, String, String),
    /// About somebody, and yet in no export.
    #[error("`{0}.{1}` is special and left out of a person's export: they have a right to it")]
    SpecialNotExported(String, String),
}

/// Every disagreement between the classification and the live schema, in order. `rules` are the names of all rules.
#[must_use]
pub fn mismatches(columns: &[Column], live: &[(String, String)], rules: &[&str]) -> Vec<Mismatch> {
    let live: BTreeSet<(&str, &str)> = live.iter().map(|(table, column)| (table.as_str(), column.as_str())).collect();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for row in columns {
        let (table, column) = (row.table.clone(), row.column.clone());
        let key = (row.table.as_str(), row.column.as_str());
        if !live.contains(&key) {
            found.push(Mismatch::Gone(table.clone(), column.clone()));
        }
        if !seen.insert(key) {
            found.push(Mismatch::Twice(table.clone(), column.clone()));
        }
        if !rules.contains(&row.retention.as_str()) {
            found.push(Mismatch::UnknownRule(table.clone(), column.clone(), row.retention.clone()));
        }
        if row.class == ColumnClass::Special && !row.is_exported {
            found.push(Mismatch::SpecialNotExported(table, column));
        }
    }
    let unclassified = live.difference(&seen);
    found.extend(unclassified.map(|(table, column)| Mismatch::Unclassified((*table).to_owned(), (*column).to_owned())));
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, class: ColumnClass, retention: &str, is_exported: bool) -> Column {
        let (table, column) = name.split_once('.').unwrap();
        Column {
            table: table.to_owned(),
            column: column.to_owned(),
            class,
            retention: retention.to_owned(),
            is_exported,
        }
    }

    fn live(names: &[&str]) -> Vec<(String, String)> {
        names.iter().filter_map(|name| name.split_once('.')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
    }

    #[test]
    fn a_forgotten_column_is_named() {
        let columns = [
            column("person.born", ColumnClass::Personal, "child-record", true),
            column("person.gone", ColumnClass::Plain, "child-record", false),
            column("answer.value", ColumnClass::Special, "for-ever", false),
            column("answer.value", ColumnClass::Special, "child-record", true),
        ];
        let found = mismatches(&columns, &live(&["person.born", "person.name", "answer.value"]), &["child-record"]);
        let said: Vec<String> = found.iter().map(|one| one.to_string().chars().take(38).collect()).collect();
        assert_eq!(
            said,
            [
                "`person.name` is not classified: add a",
                "`person.gone` is classified and not in",
                "`answer.value` is classified twice: ke",
                "`answer.value` names the rule `for-eve",
                "`answer.value` is special and left out",
            ]
        );
        assert_eq!(mismatches(&columns[..1], &live(&["person.born"]), &["child-record"]), []);
    }
}
