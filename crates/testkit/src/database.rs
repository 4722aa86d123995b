//! Databases for one test each.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::time::Duration;

use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use store::{Chance, Engine, Store};
use tempfile::TempDir;

use crate::postgres;

/// An empty database with all migrations, for one test.
#[derive(Debug)]
pub struct TempStore {
    store: Store,
    address: String,
    folder: TempDir,
}

impl Deref for TempStore {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

impl TempStore {
    /// A database of this kind, migrated.
    pub async fn new(engine: Engine) -> TempStore {
        let made = TempStore::unmigrated(engine).await;
        made.store.migrate().await.expect("migrations that run");
        made
    }

    /// A database of this kind without any table.
    pub async fn unmigrated(engine: Engine) -> TempStore {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let address = match engine {
            Engine::Sqlite => format!("sqlite:{}", folder.path().join("sevensteps.db").display()),
            Engine::Postgres => {
                let name = format!("seven_{}", uuid::Uuid::new_v4().simple());
                administer(&format!("CREATE DATABASE {name} ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0")).await;
                postgres::shared(&name)
            }
        };
        let store = Store::open(&address, Chance::System).await.expect("a database that opens");
        TempStore { store, address, folder }
    }

    /// What a command line calls it: `sqlite:…` or `postgres://…`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// A temporary folder of the test's own.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The database itself, past everything that the store guards: to look, and to tamper.
    pub async fn raw(&self) -> AnyConnection {
        AnyConnection::connect(&self.address).await.expect("a connection")
    }

    /// Runs one statement past everything that the store guards.
    pub async fn tamper(&self, sql: &str) -> u64 {
        let mut raw = self.raw().await;
        let done = sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut raw).await.expect("a statement that runs");
        raw.close().await.expect("a connection that closes");
        done.rows_affected()
    }

    /// The one whole number that a query gives.
    pub async fn number(&self, sql: &str) -> i64 {
        let mut raw = self.raw().await;
        let number = sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&mut raw).await.expect("a number");
        raw.close().await.expect("a connection that closes");
        number
    }

    /// The texts that a query gives, one a row.
    pub async fn texts(&self, sql: &str) -> BTreeSet<String> {
        let mut raw = self.raw().await;
        let texts = sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_all(&mut raw).await.expect("texts");
        raw.close().await.expect("a connection that closes");
        texts.into_iter().collect()
    }

    /// Waits until the audit chain grows no more: a server may still be finishing what a killed process had sent.
    pub async fn come_to_rest(&self) {
        let mut last = -1;
        loop {
            let now = self.number("SELECT number FROM audit_head").await;
            if now == last {
                return;
            }
            last = now;
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    }

    /// Closes it; a database on a server is dropped.
    pub async fn remove(self) {
        self.store.close().await;
        if self.store.engine() == Engine::Postgres {
            let name = self.address.rsplit('/').find(|part| part.starts_with("seven_")).unwrap_or_default();
            let name = name.split('?').next().unwrap_or_default();
            administer(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

async fn administer(sql: &str) {
    sqlx::any::install_default_drivers();
    let mut server = AnyConnection::connect(&postgres::shared("postgres")).await.expect("the test server");
    sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut server).await.expect("a server that obeys");
    server.close().await.expect("a connection that closes");
}

/// Tells one story on SQLite, then on PostgreSQL, each time on an empty database:
/// `on_both_databases(async |store| { … })`.
#[expect(clippy::needless_pass_by_value, reason = "a story is written where it is told")]
pub fn on_both_databases(story: impl AsyncFn(&TempStore)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        eprintln!("on {engine:?}:");
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let store = TempStore::new(engine).await;
            story(&store).await;
            store.remove().await;
        });
    }
}
