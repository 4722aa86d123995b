//! Rows of any table, by its columns in `columns.toml`: read in pages, written in batches, summed.

use sha2::{Digest, Sha256};
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query as Statement;
use sqlx::{Any, AssertSqlSafe, Row as _};

use crate::columns::Table;
use crate::many::{places, rows_of};
use crate::schema::LiveColumn;
use crate::{Query, StoreError};

/// Rows that are read at once.
const PAGE: usize = 1_000;

/// A stored value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text: words, an id, a day, an instant.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Nothing.
    Nothing,
}

/// A row's values, in the order of the table's columns.
pub type Row = Vec<Value>;

/// A table together with which of its columns hold numbers.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    pub table: &'static Table,
    are_numbers: Vec<bool>,
}

impl Shape {
    /// Joins what `columns.toml` says of a table with what the database has.
    pub fn of(table: &'static Table, live: &[LiveColumn]) -> Result<Shape, StoreError> {
        let kind = |name: &str| {
            let found = live.iter().find(|column| column.table == table.name && column.column == name);
            let missing = || StoreError::Schema(format!("it has no column {}.{name}", table.name));
            found.map(|column| column.is_number).ok_or_else(missing)
        };
        let are_numbers = table.columns.iter().map(|column| kind(&column.name)).collect::<Result<_, _>>()?;
        Ok(Shape { table, are_numbers })
    }

    fn is_number(&self, name: &str) -> bool {
        let columns = self.table.columns.iter().zip(&self.are_numbers);
        columns.into_iter().any(|(column, is_number)| column.name == name && *is_number)
    }

    /// Reads a row.
    fn row(&self, row: &AnyRow) -> Result<Row, StoreError> {
        let wrong = |error: sqlx::Error, name: &str| {
            StoreError::Database(format!("the value of {}.{name} cannot be read: {error}", self.table.name))
        };
        let columns = self.table.columns.iter().zip(&self.are_numbers).enumerate();
        columns
            .map(|(at, (column, is_number))| {
                let value = if *is_number {
                    row.try_get::<Option<i64>, _>(at).map(|number| number.map(Value::Number))
                } else {
                    row.try_get::<Option<String>, _>(at).map(|text| text.map(Value::Text))
                };
                value.map(|value| value.unwrap_or(Value::Nothing)).map_err(|error| wrong(error, &column.name))
            })
            .collect()
    }

    /// The next rows of the authority after `last`, in the order of the key; none at the end.
    pub async fn page(&self, at: &mut impl Query, last: Option<&Row>) -> Result<Vec<Row>, StoreError> {
        let Table { key, name, .. } = self.table;
        let tenant = self.table.tenant();
        let mut sql = format!("SELECT {} FROM {name} WHERE {tenant} = $1", self.table.listed());
        let keys = key.join(", ");
        if last.is_some() {
            if key.is_empty() {
                return Ok(Vec::new());
            }
            let marks: Vec<String> = (0..key.len()).map(|at| format!("${}", at + 2)).collect();
            sql.push_str(&format!(" AND ({keys}) > ({})", marks.join(", ")));
        }
        if !key.is_empty() {
            sql.push_str(&format!(" ORDER BY {keys} LIMIT {PAGE}"));
        }
        let authority = at.authority().to_string();
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(authority);
        if let Some(last) = last {
            for column in key {
                query = self.bind(query, column, self.value(last, column).unwrap_or(&Value::Nothing));
            }
        }
        let rows = query.fetch_all(at.connection()).await?;
        rows.iter().map(|row| self.row(row)).collect()
    }

    /// The rows that meet a condition, where `$1` is the authority and `$2` the person.
    pub async fn of_person(&self, at: &mut impl Query, condition: &str, id: &str) -> Result<Vec<Row>, StoreError> {
        let Table { key, name, .. } = self.table;
        let mut sql = format!("SELECT {} FROM {name} WHERE authority_id = $1 AND {condition}", self.table.listed());
        if !key.is_empty() {
            sql.push_str(&format!(" ORDER BY {}", key.join(", ")));
        }
        let authority = at.authority().to_string();
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(authority).bind(id).fetch_all(at.connection()).await?;
        rows.iter().map(|row| self.row(row)).collect()
    }

    /// Writes rows as they are.
    pub async fn insert(&self, at: &mut impl Query, rows: &[Row]) -> Result<(), StoreError> {
        let width = self.table.columns.len().max(1);
        for batch in rows.chunks(rows_of(width)) {
            let (name, listed) = (&self.table.name, self.table.listed());
            let sql = format!("INSERT INTO {name} ({listed}) VALUES {}", places(batch.len(), width));
            let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(batch.len() == rows_of(width));
            for row in batch {
                for (column, value) in self.table.columns.iter().zip(row) {
                    query = self.bind(query, &column.name, value);
                }
            }
            query.execute(at.connection()).await?;
        }
        Ok(())
    }

    fn bind<'q>(
        &self,
        query: Statement<'q, Any, AnyArguments>,
        column: &str,
        value: &Value,
    ) -> Statement<'q, Any, AnyArguments> {
        match value {
            Value::Text(text) => query.bind(text.clone()),
            Value::Number(number) => query.bind(*number),
            // nothing has a kind too, or PostgreSQL takes it for text
            Value::Nothing if self.is_number(column) => query.bind(None::<i64>),
            Value::Nothing => query.bind(None::<String>),
        }
    }

    /// A row's value by its column's name.
    pub fn value<'r>(&self, row: &'r Row, name: &str) -> Option<&'r Value> {
        self.table.columns.iter().zip(row).find(|(column, _)| column.name == name).map(|(_, value)| value)
    }
}

/// A sum over rows that does not depend on their order: SHA-256 of each, added up in four lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// How many rows.
    pub rows: u64,
    lanes: [u64; 4],
}

impl Sum {
    /// Adds a row.
    pub fn add(&mut self, row: &Row) {
        let mut hasher = Sha256::new();
        for value in row {
            match value {
                Value::Nothing => hasher.update([0]),
                Value::Text(text) => {
                    hasher.update([1]);
                    hasher.update((text.len() as u64).to_be_bytes());
                    hasher.update(text.as_bytes());
                }
                Value::Number(number) => {
                    hasher.update([2]);
                    hasher.update(number.to_be_bytes());
                }
            }
        }
        let hash = hasher.finalize();
        for (lane, bytes) in self.lanes.iter_mut().zip(hash.chunks_exact(8)) {
            let number = bytes.iter().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
            *lane = lane.wrapping_add(number);
        }
        self.rows += 1;
    }
}

impl std::fmt::Display for Sum {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.lanes.iter().try_for_each(|lane| write!(out, "{lane:016x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_knows_every_value_and_no_order() {
        let text = |text: &str| Value::Text(text.to_owned());
        let rows = [vec![text("a"), Value::Number(1)], vec![text("b"), Value::Nothing]];
        let sum = |rows: &[Row]| {
            let mut sum = Sum::default();
            rows.iter().for_each(|row| sum.add(row));
            sum
        };
        let reversed: Vec<Row> = rows.iter().rev().cloned().collect();
        assert_eq!(sum(&rows), sum(&reversed));
        for other in [
            vec![vec![text("a"), Value::Number(2)], rows[1].clone()],
            vec![vec![text("a"), Value::Number(1)], vec![text("b"), text("")]],
            vec![rows[0].clone()],
        ] {
            assert_ne!(sum(&rows), sum(&other));
        }
    }
}
