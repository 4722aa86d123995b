//! The schema as the database has it: what `columns.toml` is compared with, and what kind of value a column takes.

use sqlx::AnyConnection;

use crate::line::Line;
use crate::{Engine, Store, StoreError};

/// A column as the database has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LiveColumn {
    /// Its table.
    pub table: String,
    /// Its name.
    pub column: String,
    /// Whether it holds whole numbers; text otherwise.
    pub is_number: bool,
    /// Whether every row must have a value.
    pub is_required: bool,
}

const SQLITE: &str = "SELECT m.name AS table_name, p.name AS column_name, p.type AS kind, \
    CASE WHEN p.\"notnull\" = 1 THEN 'NO' ELSE 'YES' END AS nullable \
    FROM sqlite_master m JOIN pragma_table_info(m.name) p \
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '_sqlx_migrations' \
    ORDER BY m.name, p.cid";

const POSTGRES: &str = "SELECT CAST(table_name AS TEXT) AS table_name, CAST(column_name AS TEXT) AS column_name, \
    CAST(data_type AS TEXT) AS kind, CAST(is_nullable AS TEXT) AS nullable FROM information_schema.columns \
    WHERE table_schema = current_schema() AND table_name <> '_sqlx_migrations' \
    ORDER BY 1, ordinal_position";

impl Store {
    /// Every column of every table, as the database has them now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn live_columns(&self) -> Result<Vec<LiveColumn>, StoreError> {
        let mut connection = self.shared.pool.acquire().await?;
        live(&mut connection, self.engine()).await
    }

    /// Fails where text is not sorted by its bytes, as SQLite always does: looking for a beginning of a name would miss
    /// people.
    pub(crate) async fn check_order(&self) -> Result<(), StoreError> {
        if self.engine() == Engine::Sqlite {
            return Ok(());
        }
        let query = "SELECT CAST(datcollate AS TEXT) AS sorted FROM pg_database WHERE datname = current_database()";
        let row = sqlx::query(query).fetch_one(&self.shared.pool).await?;
        let sorted = Line(&row).text("sorted")?;
        if ["C", "POSIX", "C.UTF-8", "C.utf8"].contains(&sorted.as_str()) {
            return Ok(());
        }
        Err(StoreError::Schema(format!(
            "it sorts text as `{sorted}` does, not by its bytes: make it with `CREATE DATABASE … ENCODING 'UTF8' \
             LOCALE 'C' TEMPLATE template0`"
        )))
    }
}

/// The same on a connection that is open already.
pub(crate) async fn live(connection: &mut AnyConnection, engine: Engine) -> Result<Vec<LiveColumn>, StoreError> {
    let query = match engine {
        Engine::Sqlite => SQLITE,
        Engine::Postgres => POSTGRES,
    };
    let rows = sqlx::query(query).fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            Ok(LiveColumn {
                table: line.text("table_name")?,
                column: line.text("column_name")?,
                is_number: line.text("kind")?.eq_ignore_ascii_case("bigint"),
                is_required: line.text("nullable")? == "NO",
            })
        })
        .collect()
}
