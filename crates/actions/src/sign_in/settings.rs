//! What an authority sets for signing in: its settings' table `sign_in`. What it leaves out has its usual value.

use jiff::Timestamp;
use serde::Deserialize;
use seven_core::sign_in::{Limits, Session};
use store::sessions::StoredSession;

/// Settings of signing in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// How long sessions of people with a role last.
    pub staff: Limits,
    /// How long everybody else's do.
    pub families: Limits,
    /// The organisation that vouches for its people, where there is one.
    pub organisation: Option<OrganisationSettings>,
}

/// An OpenID Connect provider.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationSettings {
    /// Its address, such as `https://login.exampleshire.gov.uk`; what it says of itself is read from there.
    pub issuer: String,
    /// What it knows this service as.
    pub client_id: String,
    /// What people call it: it stands on a button.
    pub name: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct All {
    sign_in: Settings,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { staff: Limits::STAFF, families: Limits::FAMILIES, organisation: None }
    }
}

impl Settings {
    /// Reads an authority's settings.
    ///
    /// # Errors
    /// What is wrong with them, and where.
    pub fn read(settings: &str) -> Result<Settings, String> {
        let all: All = serde_json::from_str(settings).map_err(|error| format!("settings: {error}"))?;
        Ok(all.sign_in)
    }

    /// How long a session lasts.
    #[must_use]
    pub fn limits(&self, works_here: bool) -> Limits {
        if works_here { self.staff } else { self.families }
    }

    /// Whether a session still lasts.
    #[must_use]
    pub fn is_live(&self, session: &StoredSession, works_here: bool, now: Timestamp) -> bool {
        let times = Session { started: session.started_at, last_seen: session.last_seen_at };
        session.ended_at.is_none() && self.limits(works_here).is_live(times, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_authority_leaves_out_is_as_usual() {
        assert_eq!(Settings::read("{}").unwrap(), Settings::default());
        let read =
            Settings::read(r#"{"contacts": 1, "sign_in": {"staff": {"idle_seconds": 600, "absolute_seconds": 7200}}}"#);
        let read = read.unwrap();
        assert_eq!((read.limits(true).idle_seconds, read.limits(false)), (600, Limits::FAMILIES));
        assert!(Settings::read(r#"{"sign_in": {"stuff": 1}}"#).unwrap_err().contains("stuff"));
    }
}
