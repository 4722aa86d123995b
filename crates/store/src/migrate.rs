//! Bringing the schema up to date, from the folders of `migrations/`.

use include_dir::{Dir, include_dir};
use sqlx::migrate::{Migrate, Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AssertSqlSafe, SqlSafeStr};

use crate::{Engine, Store, StoreError};

static FOLDERS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../migrations");

impl Store {
    /// Runs the migrations that have not run yet, in order, each whole or not at all; says how many are in
    /// place.
    ///
    /// # Errors
    /// [`StoreError::Schema`]: one failed, or the database holds one that this program does not know.
    pub async fn migrate(&self) -> Result<usize, StoreError> {
        self.migrate_up_to(i64::MAX).await
    }

    /// The same up to a number: what a test of a later migration fills first.
    ///
    /// # Errors
    /// As [`Store::migrate`].
    pub async fn migrate_up_to(&self, number: i64) -> Result<usize, StoreError> {
        self.check_order().await?;
        let mut migrations = migrations(self.engine())?;
        migrations.retain(|migration| migration.version <= number);
        let migrator = Migrator::with_migrations(migrations);
        migrator.run(&self.shared.pool).await.map_err(|error| StoreError::Schema(error.to_string()))?;
        Ok(migrator.iter().count())
    }

    /// Fails unless the database has exactly the migrations that this program knows.
    ///
    /// # Errors
    /// [`StoreError::Schema`] says which are missing or unknown.
    pub async fn check_migrated(&self) -> Result<(), StoreError> {
        let mut connection = self.shared.pool.acquire().await?;
        let applied = applied(&mut connection).await.unwrap_or_default();
        let known: Vec<i64> = migrations(self.engine())?.iter().map(|migration| migration.version).collect();
        if let Some(newer) = applied.iter().find(|number| !known.contains(number)) {
            let newer = format!("it has migration {newer}, which this program does not know: use a newer program");
            return Err(StoreError::Schema(newer));
        }
        let missing: Vec<String> =
            known.iter().filter(|number| !applied.contains(number)).map(i64::to_string).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(StoreError::Schema(format!("it does not have migration {} yet", missing.join(", "))))
    }

    /// The numbers of the migrations that have run.
    ///
    /// # Errors
    /// What the database says.
    pub async fn migrations_run(&self) -> Result<Vec<i64>, StoreError> {
        let mut connection = self.shared.pool.acquire().await?;
        Ok(applied(&mut connection).await.unwrap_or_default())
    }
}

/// Those that have run; an error where none ever has.
async fn applied(connection: &mut AnyConnection) -> Result<Vec<i64>, sqlx::migrate::MigrateError> {
    let applied = connection.list_applied_migrations("_sqlx_migrations").await?;
    Ok(applied.into_iter().map(|migration| migration.version).collect())
}

/// The text of every migration, in their order.
pub(crate) fn texts() -> impl Iterator<Item = &'static str> {
    let mut folders: Vec<_> = FOLDERS.dirs().collect();
    folders.sort_by_key(|folder| folder.path());
    folders.into_iter().filter_map(|folder| folder.get_file(folder.path().join("up.sql"))?.contents_utf8())
}

fn migrations(engine: Engine) -> Result<Vec<Migration>, StoreError> {
    let beside = match engine {
        Engine::Sqlite => "sqlite.sql",
        Engine::Postgres => "postgres.sql",
    };
    let mut migrations = Vec::new();
    for folder in FOLDERS.dirs() {
        let name = folder.path().to_string_lossy();
        let wrong = || StoreError::Schema(format!("migrations/{name} is not a folder NNNN_name with up.sql"));
        let (number, title) = name.split_once('_').ok_or_else(wrong)?;
        let file = folder.get_file(folder.path().join("up.sql")).ok_or_else(wrong)?;
        let sql = file.contents_utf8().ok_or_else(wrong)?;
        let number = number.parse().map_err(|_| wrong())?;
        // what one text cannot say to both stands beside it
        let own = folder.get_file(folder.path().join(beside)).and_then(|file| file.contents_utf8());
        let sql = match own {
            Some(own) => AssertSqlSafe(format!("{sql}\n{own}")).into_sql_str(),
            None => SqlSafeStr::into_sql_str(sql),
        };
        migrations.push(Migration::new(number, title.to_owned().into(), MigrationType::Simple, sql, false));
    }
    Ok(migrations)
}
