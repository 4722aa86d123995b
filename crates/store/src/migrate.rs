//! Bringing the schema up to date, from the folders of `migrations/`.

use include_dir::{Dir, include_dir};
use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use crate::{Store, StoreError};

static FOLDERS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../migrations");

impl Store {
    /// Runs the migrations that have not run yet, in order, each whole or not at all; says how many are in place.
    ///
    /// # Errors
    /// [`StoreError::Schema`]: one failed, or the database holds one that this program does not know.
    pub async fn migrate(&self) -> Result<usize, StoreError> {
        let migrator = Migrator::with_migrations(migrations()?);
        migrator.run(&self.shared.pool).await.map_err(|error| StoreError::Schema(error.to_string()))?;
        Ok(migrator.iter().count())
    }
}

fn migrations() -> Result<Vec<Migration>, StoreError> {
    let mut migrations = Vec::new();
    for folder in FOLDERS.dirs() {
        let name = folder.path().to_string_lossy();
        let wrong = || StoreError::Schema(format!("migrations/{name} is not a folder NNNN_name with up.sql"));
        let (number, title) = name.split_once('_').ok_or_else(wrong)?;
        let file = folder.get_file(folder.path().join("up.sql")).ok_or_else(wrong)?;
        let sql = file.contents_utf8().ok_or_else(wrong)?;
        let number = number.parse().map_err(|_| wrong())?;
        let sql = SqlSafeStr::into_sql_str(sql);
        migrations.push(Migration::new(number, title.to_owned().into(), MigrationType::Simple, sql, false));
    }
    Ok(migrations)
}
