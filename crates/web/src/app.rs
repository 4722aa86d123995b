//! What every page has at hand: memory, clock, authorities, and how the service was started.

use std::collections::HashMap;
use std::sync::Arc;

use actions::sign_in::{self, Organisation};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use ras::SchemeFiles;
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

/// A scheme version that comes with the program.
#[derive(Debug, Clone)]
pub struct GalleryEntry {
    /// The scheme's id.
    pub id: String,
    /// First day that it is made for.
    pub version: Date,
    /// Its files.
    pub files: SchemeFiles,
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
    gallery: Arc<Vec<GalleryEntry>>,
    by_host: HashMap<String, Arc<Authority>>,
    only: Option<Arc<Authority>>,
    sign_in: HashMap<AuthorityId, sign_in::Settings>,
    organisations: HashMap<AuthorityId, Arc<Organisation>>,
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
        App::with_secrets(store, clock, mode, public_address, |name| std::env::var(name).ok()).await
    }

    /// The same, with secrets from somewhere else than the environment. What an organisation has given an authority to show
    /// who it is stands under `SEVENSTEPS_OIDC_SECRET_` and the authority's id in capitals, with `_` for `-`.
    ///
    /// # Errors
    /// As [`App::new`].
    pub async fn with_secrets(
        store: Store,
        clock: Clock,
        mode: Mode,
        public_address: String,
        secret: impl Fn(&str) -> Option<String>,
    ) -> Result<App, StoreError> {
        let all: Vec<Arc<Authority>> = authorities::all(&store).await?.into_iter().map(Arc::new).collect();
        let by_host = all.iter().filter_map(|one| Some((one.host.clone()?, Arc::clone(one)))).collect();
        let only = if let [one] = all.as_slice() { Some(Arc::clone(one)) } else { None };
        let (mut sign_in, mut organisations) = (HashMap::new(), HashMap::new());
        for one in &all {
            let wrong = |why| StoreError::Unreadable { column: "settings", why: format!("of {}: {why}", one.id) };
            let settings = sign_in::Settings::read(&one.settings).map_err(wrong)?;
            if let Some(organisation) = &settings.organisation {
                let name = one.id.as_str().to_uppercase().replace('-', "_");
                let back = format!("{}/sign-in/organisation/back", here(one, all.len() > 1, &public_address));
                let secret = secret(&format!("SEVENSTEPS_OIDC_SECRET_{name}"));
                let organisation = Organisation::new(organisation, secret, &back).map_err(wrong)?;
                organisations.insert(one.id.clone(), Arc::new(organisation));
            }
            sign_in.insert(one.id.clone(), settings);
        }
        let (documents, crowd, gallery) = (None, Arc::new(Crowd::default()), Arc::default());
        let parts = Parts {
            store,
            clock,
            mode,
            documents,
            public_address,
            crowd,
            gallery,
            by_host,
            only,
            sign_in,
            organisations,
        };
        Ok(App(Arc::new(parts)))
    }

    /// With the schemes that come with the program, to be published from.
    #[must_use]
    pub fn with_gallery(self, entries: Vec<GalleryEntry>) -> App {
        App(Arc::new(Parts { gallery: Arc::new(entries), ..(*self.0).clone() }))
    }

    /// The schemes that come with the program.
    #[must_use]
    pub fn gallery(&self) -> &[GalleryEntry] {
        &self.0.gallery
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

    /// The organisation that vouches for an authority's people, if there is one.
    pub(crate) fn organisation(&self, authority: &AuthorityId) -> Option<&Organisation> {
        self.organisations.get(authority).map(Arc::as_ref)
    }

    /// The address of an authority's pages, without a slash at its end. It comes from settings, never from what a request
    /// says of its host: links in letters are made of it.
    #[must_use]
    pub fn here(&self, authority: &Authority) -> String {
        here(authority, self.by_host.len() > 1 || self.only.is_none(), &self.public_address)
    }

    /// Whether browsers may only send cookies over a secure connection.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_address.starts_with("https://")
    }
}

fn here(authority: &Authority, is_one_of_many: bool, public_address: &str) -> String {
    let public_address = public_address.trim_end_matches('/');
    let (Some(host), true) = (&authority.host, is_one_of_many) else { return public_address.to_owned() };
    let (scheme, rest) = public_address.split_once("://").unwrap_or(("https", public_address));
    let port = rest.rsplit_once(':').map(|(_, port)| format!(":{port}")).unwrap_or_default();
    format!("{scheme}://{host}{port}")
}
