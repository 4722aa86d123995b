//! Changes that travel to the database together. Each statement on its own is a way there and back, and that takes longer than
//! what is done there: the changes of a posting make one way of six.

use sqlx::any::AnyArguments;
use sqlx::{Any, AnyConnection, Arguments as _, AssertSqlSafe, Encode, Type};

use crate::{Engine, StoreError};

/// Statements that change rows, with the values that they share. None of them may depend on what another one of them changes, and
/// no row is changed by two: PostgreSQL does all of them on the same view of the database, SQLite one after the other.
pub(crate) struct Together {
    engine: Engine,
    statements: Vec<String>,
    values: AnyArguments,
}

impl Together {
    /// None yet.
    pub fn on(engine: Engine) -> Together {
        Together { engine, statements: Vec::new(), values: AnyArguments::default() }
    }

    /// A value; told as its place in the statements, such as `$3`.
    ///
    /// # Errors
    /// Where it cannot be told to a database.
    pub fn value<'t, T: Encode<'t, Any> + Type<Any>>(&mut self, value: T) -> Result<String, StoreError> {
        self.values.add(value).map_err(|error| StoreError::Database(error.to_string()))?;
        Ok(format!("${}", self.values.len()))
    }

    /// One more statement. Its words are the program's own.
    pub fn add(&mut self, statement: String) {
        self.statements.push(statement);
    }

    /// Does all of them. `is_usual` says that the same words come again, so that they are worth keeping ready.
    ///
    /// # Errors
    /// What the database says; then none is done.
    pub async fn execute(self, connection: &mut AnyConnection, is_usual: bool) -> Result<(), StoreError> {
        if self.statements.is_empty() {
            return Ok(());
        }
        let sql = in_one(self.engine, &self.statements);
        sqlx::query_with(AssertSqlSafe(sql), self.values).persistent(is_usual).execute(connection).await?;
        Ok(())
    }
}

/// The words of all statements as one.
fn in_one(engine: Engine, statements: &[String]) -> String {
    match (engine, statements) {
        (Engine::Sqlite, _) => statements.join("; "),
        (Engine::Postgres, [one]) => one.clone(),
        (Engine::Postgres, _) => {
            let named = |(at, statement): (usize, &String)| format!("step_{at} AS ({statement})");
            let all: Vec<String> = statements.iter().enumerate().map(named).collect();
            format!("WITH {} SELECT 1", all.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_engine_is_told_in_its_own_way() {
        let three = ["INSERT a".to_owned(), "UPDATE b".to_owned(), "UPDATE c".to_owned()];
        assert_eq!(in_one(Engine::Sqlite, &three), "INSERT a; UPDATE b; UPDATE c");
        assert_eq!(
            in_one(Engine::Postgres, &three),
            "WITH step_0 AS (INSERT a), step_1 AS (UPDATE b), step_2 AS (UPDATE c) SELECT 1"
        );
        assert_eq!(in_one(Engine::Postgres, &three[..1]), "INSERT a");
    }
}
