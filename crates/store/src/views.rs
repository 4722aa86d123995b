//! Views are written durably and in groups: one writer, many waiting requests, one commit for all that wait.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use seven_core::AuthorityId;
use seven_core::audit::Event;
use sqlx::AnyPool;
use tokio::sync::{Mutex, mpsc, oneshot};

use crate::{Engine, StoreError, audit};

/// Views that one commit takes at most.
const GROUP: usize = 256;

struct Waiting {
    authority: AuthorityId,
    event: Event,
    at: Timestamp,
    salt: String,
    done: oneshot::Sender<Result<(), StoreError>>,
}

/// The way to the one writer.
#[derive(Debug)]
pub(crate) struct ViewLog {
    queue: mpsc::Sender<Waiting>,
}

impl ViewLog {
    /// Starts the writer; it ends when the last [`ViewLog`] is gone.
    pub fn start(pool: AnyPool, engine: Engine, turn: Arc<Mutex<()>>) -> ViewLog {
        let (queue, waiting) = mpsc::channel(1_024);
        tokio::spawn(write_groups(pool, engine, turn, waiting));
        ViewLog { queue }
    }

    /// Returns once the view is on disk.
    pub async fn record(
        &self,
        authority: AuthorityId,
        event: Event,
        at: Timestamp,
        salt: String,
    ) -> Result<(), StoreError> {
        let (done, told) = oneshot::channel();
        let stopped = || StoreError::Gone("the writer of views has stopped".to_owned());
        self.queue.send(Waiting { authority, event, at, salt, done }).await.map_err(|_| stopped())?;
        told.await.map_err(|_| stopped())?
    }
}

async fn write_groups(pool: AnyPool, engine: Engine, turn: Arc<Mutex<()>>, mut waiting: mpsc::Receiver<Waiting>) {
    let mut group = Vec::new();
    while waiting.recv_many(&mut group, GROUP).await > 0 {
        let mut by_authority: BTreeMap<AuthorityId, Vec<Waiting>> = BTreeMap::new();
        for one in group.drain(..) {
            by_authority.entry(one.authority.clone()).or_default().push(one);
        }
        for (authority, views) in by_authority {
            let (events, told): (Vec<_>, Vec<_>) =
                views.into_iter().map(|one| ((one.event, one.at, one.salt), one.done)).unzip();
            let result = write(&pool, engine, &turn, &authority, events).await;
            if let Err(error) = &result {
                tracing::error!(%authority, %error, "views could not be recorded; their pages were not shown");
            }
            for done in told {
                // a request that gave up no longer listens; its view is on record all the same
                let _ = done.send(result.clone());
            }
        }
    }
}

async fn write(
    pool: &AnyPool,
    engine: Engine,
    turn: &Mutex<()>,
    authority: &AuthorityId,
    events: Vec<(Event, Timestamp, String)>,
) -> Result<(), StoreError> {
    let (_turn, begin) = match engine {
        Engine::Sqlite => (Some(turn.lock().await), "BEGIN IMMEDIATE"),
        Engine::Postgres => (None, "BEGIN"),
    };
    let mut transaction = pool.begin_with(begin).await?;
    audit::append_all(&mut transaction, engine, authority, events.into_iter()).await?;
    transaction.commit().await?;
    Ok(())
}
