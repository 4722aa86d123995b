//! Copies of an embedded database: made while it is in use, checked before they count, put back where nothing is.
//! A server's database is backed up with the server's own tools.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use seven_core::AuthorityId;
use sqlx::Row;

use crate::verify::{Broken, Verified, chain};
use crate::{Chance, Engine, Store, StoreError, authorities};

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Only a file can be copied this way.
    #[error("a database on a server is backed up with the server's own tools, such as pg_dump and pg_restore")]
    OnServer,
    /// Something is there already.
    #[error("{} is there already; nothing was overwritten", .0.display())]
    There(PathBuf),
    /// A file cannot be read or written.
    #[error("{}: {why}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: std::io::Error,
    },
    /// The copy is no whole database.
    #[error("the copy is damaged: {0}")]
    Damaged(String),
    /// An audit chain in the copy does not hold.
    #[error("in the copy, the audit chain of {authority} does not hold: {why}")]
    Chain {
        /// Whose chain.
        authority: AuthorityId,
        /// The first broken link.
        why: Broken,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A copy that was checked: each authority in it with the end of its chain.
pub type Checked = Vec<(AuthorityId, Verified)>;

impl Store {
    /// Copies the database to a new file, as it is at this moment, while others go on using it. The file appears under
    /// its name only once it has been checked and is on disk.
    ///
    /// # Errors
    /// [`BackupError`]; then there is no file.
    pub async fn back_up(&self, to: &Path) -> Result<Checked, BackupError> {
        if self.engine() != Engine::Sqlite {
            return Err(BackupError::OnServer);
        }
        let making = Making::begin(to)?;
        sqlx::query("VACUUM INTO $1")
            .bind(making.path.to_string_lossy().into_owned())
            .execute(&self.shared.pool)
            .await
            .map_err(StoreError::from)?;
        making.finish().await
    }
}

/// Puts a backup back as the database `to`, where no file may be.
///
/// # Errors
/// [`BackupError`]; then there is no file.
pub async fn restore(from: &Path, to: &Path) -> Result<Checked, BackupError> {
    let making = Making::begin(to)?;
    std::fs::copy(from, &making.path).map_err(|why| BackupError::File { path: from.to_owned(), why })?;
    making.finish().await
}

/// A file in the making beside its final name; removed unless it is finished.
struct Making {
    path: PathBuf,
    to: PathBuf,
}

impl Making {
    fn begin(to: &Path) -> Result<Making, BackupError> {
        let leftovers = [to.to_owned(), beside(to, "-wal"), beside(to, "-journal")];
        if let Some(there) = leftovers.into_iter().find(|path| path.exists()) {
            return Err(BackupError::There(there));
        }
        let making = Making { path: beside(to, ".part"), to: to.to_owned() };
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            // it holds what the database holds: for its owner alone
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        match options.open(&making.path) {
            Ok(_) => Ok(making),
            Err(why) => {
                let path = making.path.clone();
                // whoever made the file that is in the way keeps it
                std::mem::forget(making);
                Err(BackupError::File { path, why })
            }
        }
    }

    async fn finish(self) -> Result<Checked, BackupError> {
        let checked = check(&self.path).await?;
        let failed = |why| BackupError::File { path: self.to.clone(), why };
        File::open(&self.path).and_then(|file| file.sync_all()).map_err(failed)?;
        std::fs::rename(&self.path, &self.to).map_err(failed)?;
        let folder = self.to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
        Ok(checked)
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        for path in [self.path.clone(), beside(&self.path, "-wal"), beside(&self.path, "-shm")] {
            // most are not there; what is left over is named `.part` and is nobody's backup
            let _ = std::fs::remove_file(path);
        }
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Reads the whole file: its pages, its references, the audit chain of each authority.
async fn check(path: &Path) -> Result<Checked, BackupError> {
    let store = Store::open(&format!("sqlite:{}?mode=rw", path.display()), Chance::System).await?;
    let checked = check_open(&store).await;
    store.close().await;
    checked
}

async fn check_open(store: &Store) -> Result<Checked, BackupError> {
    let failed = |error: sqlx::Error| BackupError::Damaged(StoreError::from(error).to_string());
    let pool = &store.shared.pool;
    let said = sqlx::query("PRAGMA integrity_check(1)").fetch_one(pool).await.map_err(failed)?;
    let said: String = said.try_get(0).map_err(failed)?;
    if said != "ok" {
        return Err(BackupError::Damaged(said));
    }
    if !sqlx::query("PRAGMA foreign_key_check").fetch_all(pool).await.map_err(failed)?.is_empty() {
        return Err(BackupError::Damaged("a row names another that is not there".to_owned()));
    }
    let mut checked = Vec::new();
    for authority in authorities::all(store).await? {
        let mut read = store.reading(&authority.id).await?;
        match chain(&mut read, Vec::new()).await {
            Ok(verified) => checked.push((authority.id, verified)),
            Err(why) => return Err(BackupError::Chain { authority: authority.id, why }),
        }
    }
    Ok(checked)
}
