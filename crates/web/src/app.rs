//! What every page has at hand: memory, clock, authorities, and how the service was started.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use seven_core::{AuthorityId, Moment};
use store::authorities::Authority;
use store::{Store, StoreError, authorities};

use crate::documents::Documents;

/// Where the time comes from: the clock of the machine, or in tests a moment that stands still.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock, with days of this time zone.
    Machine(TimeZone),
    /// Always the same.
    Frozen(Moment),
}

impl Clock {
    /// Now.
    #[must_use]
    pub fn now(&self) -> Moment {
        match self {
            Clock::Machine(zone) => {
                let at = Timestamp::now();
                Moment { at, today: Zoned::new(at, zone.clone()).date() }
            }
            Clock::Frozen(moment) => *moment,
        }
    }
}

/// How the service was started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// For real.
    Serve,
    /// With made-up people, and signing in by choosing one of them.
    Demo,
}

/// What every page has at hand. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
#[derive(Debug)]
pub struct Parts {
    /// The memory.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// How it was started.
    pub mode: Mode,
    /// What prints; pages offer no PDF where there is nothing.
    pub documents: Option<Arc<dyn Documents>>,
    /// The address that people reach it under, such as `https://support.exampleshire.gov.uk`.
    pub public_address: String,
    by_host: HashMap<String, Arc<Authority>>,
    only: Option<Arc<Authority>>,
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Reads the authorities of a database and puts the parts together.
    ///
    /// # Errors
    /// What the database says.
    pub async fn new(store: Store, clock: Clock, mode: Mode, public_address: String) -> Result<App, StoreError> {
        let all: Vec<Arc<Authority>> = authorities::all(&store).await?.into_iter().map(Arc::new).collect();
        let by_host = all.iter().filter_map(|one| Some((one.host.clone()?, Arc::clone(one)))).collect();
        let only = if let [one] = all.as_slice() { Some(Arc::clone(one)) } else { None };
        let documents = None;
        Ok(App(Arc::new(Parts { store, clock, mode, documents, public_address, by_host, only })))
    }

    /// With something that prints.
    #[must_use]
    pub fn with_documents(self, documents: Arc<dyn Documents>) -> App {
        let parts = Parts {
            store: self.store.clone(),
            clock: self.clock.clone(),
            mode: self.mode,
            documents: Some(documents),
            public_address: self.public_address.clone(),
            by_host: self.by_host.clone(),
            only: self.only.clone(),
        };
        App(Arc::new(parts))
    }

    /// The authority that a host name stands for; where there is only one, every name does.
    #[must_use]
    pub fn authority(&self, host: &str) -> Option<Arc<Authority>> {
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        self.by_host.get(name).or(self.only.as_ref()).map(Arc::clone)
    }

    /// All authorities that are served.
    #[must_use]
    pub fn authority_ids(&self) -> Vec<AuthorityId> {
        let mut ids: Vec<AuthorityId> = self.by_host.values().chain(&self.only).map(|one| one.id.clone()).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    /// Whether browsers may only send cookies over a secure connection.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_address.starts_with("https://")
    }
}
