//! The database itself: the one place that knows there are two kinds.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use seven_core::access::Permit;
use seven_core::{AuthorityId, Moment};
use sqlx::AnyPool;
use sqlx::any::AnyPoolOptions;
use tokio::sync::Mutex;

use crate::views::ViewLog;
use crate::{Chance, Reading, Snapshot, StoreError, Writing};

/// Which kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file, embedded: write-ahead log, durable commits.
    Sqlite,
    /// A server, 15 or later.
    Postgres,
}

/// An open database. Cheap to clone; all clones share connections.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) shared: Arc<Shared>,
}

#[derive(Debug)]
pub(crate) struct Shared {
    /// Connections for reading.
    pub pool: AnyPool,
    /// Connections for changes. Apart from the others, since a page may hold one for reading while it waits for its look to
    /// be recorded: from one pool, as many pages as it has connections would wait for each other.
    pub writers: AnyPool,
    pub engine: Engine,
    pub chance: Chance,
    /// SQLite writes one at a time; waiting here is cheaper than trying again and again inside the engine.
    pub turn: Arc<Mutex<()>>,
    pub views: ViewLog,
}

/// On every new SQLite connection: durable commits in a write-ahead log, keys checked, patience with another process,
/// and what is erased is overwritten.
const SQLITE_SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
    PRAGMA busy_timeout = 5000; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; \
    PRAGMA secure_delete = ON;";

/// On every new PostgreSQL connection, whatever the server's defaults: a commit is on disk when it is told; no query is compiled,
/// which takes longer than any query of a page; an index is worth its price, as it is in memory and on disks without arms.
const POSTGRES_SETTINGS: &str = "SET synchronous_commit = on; SET jit = off; SET random_page_cost = 1.1";

impl Store {
    /// Opens a database by its address: `sqlite:FILE` (made if it is not there) or `postgres://…`.
    ///
    /// # Errors
    /// [`StoreError::Address`] and [`StoreError::Gone`].
    pub async fn open(address: &str, chance: Chance) -> Result<Store, StoreError> {
        sqlx::any::install_default_drivers();
        let (engine, address) = engine_of(address)?;
        let (readers, writers) = match engine {
            Engine::Sqlite => (6, 1),
            Engine::Postgres => (12, 6),
        };
        let pool = connections(engine, readers).connect(&address).await?;
        let writers = connections(engine, writers).connect_lazy(&address)?;
        let turn = Arc::new(Mutex::new(()));
        let views = ViewLog::start(writers.clone(), engine, Arc::clone(&turn));
        Ok(Store { shared: Arc::new(Shared { pool, writers, engine, chance, turn, views }) })
    }

    /// Opens a database that is there: a file that is missing is not made.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_existing(address: &str, chance: Chance) -> Result<Store, StoreError> {
        match file_of(address) {
            Some(file) if !file.is_file() => Err(StoreError::Gone(format!("there is no file {}", file.display()))),
            _ => Store::open(address, chance).await,
        }
    }

    /// Which kind of database this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.shared.engine
    }

    /// Where new ids come from.
    #[must_use]
    pub fn chance(&self) -> &Chance {
        &self.shared.chance
    }

    /// Opens it for reading within one authority.
    ///
    /// # Errors
    /// [`StoreError::Gone`].
    pub async fn reading(&self, authority: &AuthorityId) -> Result<Reading, StoreError> {
        Ok(Reading::new(authority.clone(), self.shared.pool.acquire().await?))
    }

    /// Opens it for reading one state of it within one authority.
    ///
    /// # Errors
    /// [`StoreError::Gone`].
    pub async fn snapshot(&self, authority: &AuthorityId) -> Result<Snapshot, StoreError> {
        let begin = match self.shared.engine {
            Engine::Sqlite => "BEGIN",
            Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        Ok(Snapshot::new(authority.clone(), self.shared.pool.begin_with(begin).await?))
    }

    /// Opens it for one change, which a permit allows: all of it is kept by [`Writing::commit`], or none.
    ///
    /// # Errors
    /// [`StoreError::Gone`].
    pub async fn writing(
        &self,
        authority: &AuthorityId,
        permit: &Permit,
        moment: Moment,
    ) -> Result<Writing, StoreError> {
        let shared = Arc::clone(&self.shared);
        let (turn, begin) = match shared.engine {
            Engine::Sqlite => (Some(Arc::clone(&shared.turn).lock_owned().await), "BEGIN IMMEDIATE"),
            Engine::Postgres => (None, "BEGIN"),
        };
        let transaction = shared.writers.begin_with(begin).await?;
        Ok(Writing::new(authority.clone(), permit.clone(), moment, transaction, shared, turn))
    }

    /// Records that somebody looked, durably: returns once the entry is on disk. Many at once share one commit.
    ///
    /// # Errors
    /// [`StoreError::Gone`] and what else the database says; then nothing may be shown.
    pub async fn record_view(
        &self,
        authority: &AuthorityId,
        event: seven_core::audit::Event,
        at: jiff::Timestamp,
    ) -> Result<(), StoreError> {
        self.shared.views.record(authority.clone(), event, at, self.shared.chance.salt()).await
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError::Gone`].
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").execute(&self.shared.pool).await?;
        Ok(())
    }

    /// Closes all connections; SQLite's log is folded back into its file.
    pub async fn close(&self) {
        self.shared.writers.close().await;
        self.shared.pool.close().await;
    }
}

/// At most so many connections, each with its settings.
fn connections(engine: Engine, most: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(engine == Engine::Postgres)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                let settings = match engine {
                    Engine::Sqlite => SQLITE_SETTINGS,
                    Engine::Postgres => POSTGRES_SETTINGS,
                };
                sqlx::raw_sql(settings).execute(connection).await?;
                Ok(())
            })
        })
}

/// The file that an address names, if it names one.
#[must_use]
pub fn file_of(address: &str) -> Option<PathBuf> {
    let file = address.strip_prefix("sqlite:")?;
    let file = file.strip_prefix("//").unwrap_or(file);
    Some(PathBuf::from(file.split('?').next().unwrap_or_default()))
}

fn engine_of(address: &str) -> Result<(Engine, String), StoreError> {
    if let Some(file) = address.strip_prefix("sqlite:") {
        let file = file.strip_prefix("//").unwrap_or(file);
        let (path, query) = file.split_once('?').unwrap_or((file, "mode=rwc"));
        if path.is_empty() {
            return Err(StoreError::Address(address.to_owned()));
        }
        return Ok((Engine::Sqlite, format!("sqlite://{}?{query}", path.replace('%', "%25"))));
    }
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        return Ok((Engine::Postgres, address.to_owned()));
    }
    Err(StoreError::Address(without_password(address)))
}

/// An address that can be shown: what stands between `:` and `@` is taken out.
fn without_password(address: &str) -> String {
    match (address.find("://"), address.rfind('@')) {
        (Some(start), Some(end)) if start < end => {
            let (head, tail) = (address.get(..start + 3).unwrap_or_default(), address.get(end..).unwrap_or_default());
            format!("{head}…{tail}")
        }
        _ => address.to_owned(),
    }
}
