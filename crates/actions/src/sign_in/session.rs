//! Sessions: beginning one, finding who a token belongs to, ending one.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use seven_core::access::{Action, Actor, Purpose};
use seven_core::audit::Event;
use seven_core::{AuthorityId, Moment, SessionId};
use store::Store;
use store::accounts::Account;
use store::sessions::{self, StoredSession};

use super::arrival::Arrival;
use super::browser::in_words;
use super::settings::Settings;
use super::token::{hash_of, new_token};
use crate::{ActionError, Caller};

/// How often use is noted.
const NOTED_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// Somebody signed in.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The session.
    pub session: StoredSession,
    /// The person with their roles.
    pub actor: Actor,
    /// Whether they have a role here.
    pub works_here: bool,
    /// Their name, as pages show it.
    pub name: String,
}

/// The browser that somebody signs in with.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    /// What it calls itself.
    pub user_agent: String,
    /// The token that it held before: that session ends, so that no token from before signing in is good after it.
    pub old_token: Option<String>,
}

/// How somebody has shown who they are, as the audit log names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Chosen from a list, in a demonstration.
    Demo,
    /// With a password and a code.
    Password,
    /// With a link by e-mail.
    Link,
    /// Through their organisation.
    Organisation,
}

impl Way {
    /// Its word in the audit log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Way::Demo => "demo",
            Way::Password => "password",
            Way::Link => "link",
            Way::Organisation => "organisation",
        }
    }
}

/// Begins a session for an account whose holder has shown who they are; gives the token for their browser. Always a new
/// token: whatever the browser held before is worth nothing afterwards.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn start_session(arrival: &Arrival, account: &Account, way: Way) -> Result<String, ActionError> {
    let (token, csrf_token) = (new_token()?, new_token()?);
    let mut write = arrival.writing(Some(account)).await?;
    let (permit, at) = (write.permit().clone(), arrival.moment.at);
    if let Some(old) = &arrival.browser.old_token
        && let Some(session) = sessions::by_token(&mut write, &hash_of(old)).await?
        && session.ended_at.is_none()
    {
        sessions::end(&mut write, session.person, session.id).await?;
        write.also(Event::of(&permit, format!("session {}", session.id)).with("ended", "another began"));
    }
    let session = StoredSession {
        id: write.id(),
        account: account.id,
        person: account.person,
        csrf_token,
        browser: in_words(&arrival.browser.user_agent),
        started_at: at,
        last_seen_at: at,
        ended_at: None,
    };
    sessions::insert(&mut write, &session, &hash_of(&token)).await?;
    write.commit(Event::of(&permit, format!("session {}", session.id)).with("way", way.code())).await?;
    Ok(token)
}

/// What a browser's token stands for.
#[derive(Debug, Clone)]
pub enum Visitor {
    /// Nobody.
    Nobody,
    /// Somebody whose session is over: nothing is shown to them, but what they sent is kept for them.
    Ended(StoredSession),
    /// Somebody signed in.
    Signed(Signed),
}

/// Who a browser's token belongs to, and whether the session still lives.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn visitor(
    store: &Store,
    authority: &AuthorityId,
    settings: &Settings,
    token: &str,
    Moment { at: now, today }: Moment,
) -> Result<Visitor, ActionError> {
    let mut reading = store.reading(authority).await?;
    let Some(sessions::Visitor { session, name, actor }) = sessions::visitor(&mut reading, &hash_of(token)).await?
    else {
        return Ok(Visitor::Nobody);
    };
    if session.ended_at.is_some() {
        return Ok(Visitor::Nobody);
    }
    let works_here = actor.memberships.iter().any(|membership| membership.is_live(today));
    if !settings.is_live(&session, works_here, now) {
        return Ok(Visitor::Ended(session));
    }
    let Some(name) = name else { return Ok(Visitor::Nobody) };
    drop(reading);
    if now.duration_since(session.last_seen_at) >= NOTED_EVERY {
        sessions::touch(store, authority, session.id, now).await?;
    }
    Ok(Visitor::Signed(Signed { session, actor, works_here, name }))
}

/// Ends one of the caller's own sessions.
///
/// # Errors
/// [`store::StoreError::Missing`] where it is somebody else's.
pub async fn sign_out(caller: &Caller, session: SessionId) -> Result<(), ActionError> {
    let permit = caller.permit(Action::ManageOwnAccount).await?;
    let person = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    debug_assert_eq!(permit.purpose(), Purpose::OwnLife);
    let mut write = caller.writing(&permit).await?;
    sessions::end(&mut write, person, session).await?;
    write.commit(Event::of(&permit, format!("session {session}")).with("ended", "yes")).await?;
    Ok(())
}
