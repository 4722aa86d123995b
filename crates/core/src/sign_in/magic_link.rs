//! Signing in by a link that comes by e-mail: good for twenty minutes, once, and best in the browser that asked for it.
//!
//! Showing the page uses nothing up, because mail programs look at links before people do; pressing its button does.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A link is good for so many minutes.
pub const VALID_MINUTES: i64 = 20;

/// A link that was sent. Its secret is stored elsewhere, hashed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MagicLink {
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was used; none if it was not.
    pub used_at: Option<Timestamp>,
    /// A hash of what the asking browser keeps; none where it keeps nothing.
    pub browser: Option<String>,
}

/// What a link that is good does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// It signs in.
    SignIn,
    /// It was asked for in another browser, as when mail is read on a telephone: the person types their e-mail address once
    /// more, so that a link that was forwarded or found signs nobody in by itself.
    ConfirmAddress,
}

/// Why a link does nothing. Each says the same: ask for a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkRefusal {
    /// Too old.
    #[error("the link was good for {VALID_MINUTES} minutes and is older: ask for a new one")]
    Expired,
    /// Used before.
    #[error("the link has been used: ask for a new one")]
    Used,
}

impl LinkRefusal {
    /// The key of what the person is told.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            LinkRefusal::Expired => "link-expired",
            LinkRefusal::Used => "link-used",
        }
    }
}

impl MagicLink {
    /// What the link does now, in a browser that keeps this, hashed.
    ///
    /// # Errors
    /// [`LinkRefusal`].
    pub fn open(&self, browser: Option<&str>, now: Timestamp) -> Result<Opening, LinkRefusal> {
        if self.used_at.is_some() {
            return Err(LinkRefusal::Used);
        }
        if now.duration_since(self.made_at) >= SignedDuration::from_mins(VALID_MINUTES) {
            return Err(LinkRefusal::Expired);
        }
        let is_same = self.browser.is_some() && self.browser.as_deref() == browser;
        Ok(if is_same { Opening::SignIn } else { Opening::ConfirmAddress })
    }

    /// The link after it has signed somebody in.
    #[must_use]
    pub fn used(self, now: Timestamp) -> MagicLink {
        MagicLink { used_at: Some(now), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + minute * 60).unwrap()
    }

    #[test]
    fn a_link_works_once_for_twenty_minutes() {
        let link = MagicLink { made_at: at(0), used_at: None, browser: Some("abc".to_owned()) };
        assert_eq!(link.open(Some("abc"), at(19)), Ok(Opening::SignIn));
        assert_eq!(link.open(Some("abc"), at(20)), Err(LinkRefusal::Expired));
        assert_eq!(link.clone().used(at(1)).open(Some("abc"), at(2)), Err(LinkRefusal::Used));
        assert_eq!(link.used(at(1)).open(Some("abc"), at(60)), Err(LinkRefusal::Used));
    }

    #[test]
    fn in_another_browser_the_address_is_asked_for() {
        for (asked, opened, opening) in [
            (Some("abc"), Some("abc"), Opening::SignIn),
            (Some("abc"), Some("abd"), Opening::ConfirmAddress),
            (Some("abc"), None, Opening::ConfirmAddress),
            (None, Some("abc"), Opening::ConfirmAddress),
            (None, None, Opening::ConfirmAddress),
        ] {
            let link = MagicLink { made_at: at(0), used_at: None, browser: asked.map(str::to_owned) };
            assert_eq!(link.open(opened, at(1)), Ok(opening), "{asked:?} {opened:?}");
        }
    }
}
