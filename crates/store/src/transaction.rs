//! One authority's view of the database: for reading, or for one change that ends with its audit entry.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use seven_core::access::Permit;
use seven_core::audit::Event;
use seven_core::{AuthorityId, Moment, PersonId};
use sqlx::AnyConnection;
use sqlx::pool::PoolConnection;
use sqlx::{Any, Transaction};
use tokio::sync::OwnedMutexGuard;

use crate::db::Shared;
use crate::{Engine, LiveColumn, StoreError, audit, schema, worklist};

/// What queries run on: always within one authority.
pub trait Query: Send {
    /// The authority that every query is about.
    fn authority(&self) -> &AuthorityId;
    /// The connection.
    #[doc(hidden)]
    fn connection(&mut self) -> &mut AnyConnection;
}

/// A connection for reading.
#[derive(Debug)]
pub struct Reading {
    authority: AuthorityId,
    connection: PoolConnection<Any>,
}

impl Reading {
    pub(crate) fn new(authority: AuthorityId, connection: PoolConnection<Any>) -> Reading {
        Reading { authority, connection }
    }
}

impl Query for Reading {
    fn authority(&self) -> &AuthorityId {
        &self.authority
    }

    fn connection(&mut self) -> &mut AnyConnection {
        &mut self.connection
    }
}

/// A connection for reading that sees one state of the database throughout, whatever others write meanwhile.
#[derive(Debug)]
pub struct Snapshot {
    authority: AuthorityId,
    transaction: Transaction<'static, Any>,
}

impl Snapshot {
    pub(crate) fn new(authority: AuthorityId, transaction: Transaction<'static, Any>) -> Snapshot {
        Snapshot { authority, transaction }
    }
}

impl Query for Snapshot {
    fn authority(&self) -> &AuthorityId {
        &self.authority
    }

    fn connection(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }
}

/// One change. Dropped without [`Writing::commit`], it leaves no trace.
pub struct Writing {
    authority: AuthorityId,
    permit: Permit,
    moment: Moment,
    transaction: Transaction<'static, Any>,
    shared: Arc<Shared>,
    events: Vec<(Timestamp, Event)>,
    /// Children whose line of the worklist may no longer be right.
    touched: Mutex<BTreeSet<PersonId>>,
    /// Given back last: after the transaction has ended.
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Writing {
    pub(crate) fn new(
        authority: AuthorityId,
        permit: Permit,
        moment: Moment,
        transaction: Transaction<'static, Any>,
        shared: Arc<Shared>,
        turn: Option<OwnedMutexGuard<()>>,
    ) -> Writing {
        let touched = Mutex::default();
        Writing { authority, permit, moment, transaction, shared, events: Vec::new(), touched, _turn: turn }
    }

    /// What allows the change.
    #[must_use]
    pub fn permit(&self) -> &Permit {
        &self.permit
    }

    /// When the change is made.
    #[must_use]
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// The schema as the database has it.
    pub(crate) async fn live_columns(&mut self) -> Result<Vec<LiveColumn>, StoreError> {
        let engine = self.shared.engine;
        schema::live(self.connection(), engine).await
    }

    /// A new id, made now.
    pub fn id<T: From<uuid::Uuid>>(&self) -> T {
        self.shared.chance.id(self.moment.at).into()
    }

    /// Fails unless the permit is for this child, or for no child in particular; what changes may change the child's line of the
    /// worklist.
    ///
    /// # Errors
    /// [`StoreError::WrongPermit`].
    pub fn about(&self, child: PersonId) -> Result<(), StoreError> {
        self.permits(child)?;
        self.touch(child);
        Ok(())
    }

    /// The same for what the worklist says nothing of, such as entries of the books.
    ///
    /// # Errors
    /// [`StoreError::WrongPermit`].
    pub fn permits(&self, child: PersonId) -> Result<(), StoreError> {
        match self.permit.child() {
            Some(permitted) if permitted != child => Err(StoreError::WrongPermit),
            _ => Ok(()),
        }
    }

    /// Which kind of database.
    pub(crate) fn engine(&self) -> Engine {
        self.shared.engine
    }

    /// Says that something about a child changes: the child's line of the worklist is worked out again with the commit.
    pub fn touch(&self, child: PersonId) {
        self.touched.lock().unwrap_or_else(PoisonError::into_inner).insert(child);
    }

    /// One more audit entry to be written with the change.
    pub fn also(&mut self, event: Event) {
        self.events.push((self.moment.at, event));
    }

    /// Goes on as at another instant: for taking over what happened earlier. Ids and entries that follow are of that time.
    pub fn go_to(&mut self, at: Timestamp) {
        self.moment.at = at;
    }

    /// Keeps the change together with its audit entry, durably.
    ///
    /// # Errors
    /// What the database says; then nothing is kept.
    pub async fn commit(mut self, event: Event) -> Result<(), StoreError> {
        let touched = std::mem::take(&mut *self.touched.lock().unwrap_or_else(PoisonError::into_inner));
        for child in touched {
            worklist::refresh(&mut self, child).await?;
        }
        let mut events = std::mem::take(&mut self.events);
        events.push((self.moment.at, event));
        // what was taken over is told in the order in which it happened
        events.sort_by_key(|(at, _)| *at);
        let chance = &self.shared.chance;
        let waiting: Vec<_> = events.into_iter().map(|(at, event)| (event, at, chance.salt())).collect();
        let (authority, engine) = (self.authority.clone(), self.shared.engine);
        audit::append_all(&mut self.transaction, engine, &authority, waiting.into_iter()).await?;
        self.transaction.commit().await?;
        Ok(())
    }
}

impl Query for Writing {
    fn authority(&self) -> &AuthorityId {
        &self.authority
    }

    fn connection(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }
}
