//! What every page has at hand: memory, clock, authorities, and how the service was started.

use std::collections::HashMap;
use std::sync::Arc;

use actions::sign_in;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use seven_core::{AuthorityId, Moment};
use store::authorities::Authority;
use store::{Store, StoreError, authorities};

use crate::documents::Documents;
use crate::sign_in::Crowd;

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
#[derive(Debug, Clone)]
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
    /// What is kept of the places that sign-in forms come from.
    pub(crate) crowd: Arc<Crowd>,
    by_host: HashMap<String, Arc<Authority>>,
    only: Option<Arc<Authority>>,
    sign_in: HashMap<AuthorityId, sign_in::Settings>,
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
    /// What the database says; [`StoreError::Unreadable`] for settings that cannot be read.
    pub async fn new(store: Store, clock: Clock, mode: Mode, public_address: String) -> Result<App, StoreError> {
        let all: Vec<Arc<Authority>> = authorities::all(&store).await?.into_iter().map(Arc::new).collect();
        let by_host = all.iter().filter_map(|one| Some((one.host.clone()?, Arc::clone(one)))).collect();
        let only = if let [one] = all.as_slice() { Some(Arc::clone(one)) } else { None };
        let mut sign_in = HashMap::new();
        for one in &all {
            let wrong = |why| StoreError::Unreadable { column: "settings", why: format!("of {}: {why}", one.id) };
            sign_in.insert(one.id.clone(), sign_in::Settings::read(&one.settings).map_err(wrong)?);
        }
        let (documents, crowd) = (None, Arc::new(Crowd::default()));
        let parts = Parts { store, clock, mode, documents, public_address, crowd, by_host, only, sign_in };
        Ok(App(Arc::new(parts)))
    }

    /// With something that prints.
    #[must_use]
    pub fn with_documents(self, documents: Arc<dyn Documents>) -> App {
        App(Arc::new(Parts { documents: Some(documents), ..(*self.0).clone() }))
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

    /// What an authority sets for signing in.
    #[must_use]
    pub fn sign_in(&self, authority: &AuthorityId) -> sign_in::Settings {
        self.sign_in.get(authority).cloned().unwrap_or_default()
    }

    /// Whether browsers may only send cookies over a secure connection.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_address.starts_with("https://")
    }
}
