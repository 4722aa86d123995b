//! Sessions: beginning one, finding who a token belongs to, ending one.

use jiff::{SignedDuration, Timestamp};
use seven_core::access::{Action, Actor, Purpose, self_service};
use seven_core::audit::Event;
use seven_core::{AuthorityId, Moment, SessionId};
use store::accounts::Account;
use store::sessions::{self, StoredSession};
use store::{Store, people, relations};

use super::browser::in_words;
use super::token::{hash_of, new_token};
use crate::{ActionError, Caller};

/// A session without use ends after this long.
const IDLE: SignedDuration = SignedDuration::from_mins(60);
/// Any session ends after this long.
const ABSOLUTE: SignedDuration = SignedDuration::from_hours(12);
/// How often use is noted.
const NOTED_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// Somebody signed in.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The session.
    pub session: StoredSession,
    /// The person with their roles.
    pub actor: Actor,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Chosen from a list, in a demonstration.
    Demo,
}

impl Way {
    /// Its word in the audit log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Way::Demo => "demo",
        }
    }
}

/// Begins a session for an account whose holder has shown who they are; gives the token for their browser. Always a new
/// token: whatever the browser held before is worth nothing afterwards.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn start_session(
    store: &Store,
    authority: &AuthorityId,
    account: &Account,
    browser: &Browser,
    way: Way,
    moment: Moment,
) -> Result<String, ActionError> {
    let (token, csrf_token) = (new_token()?, new_token()?);
    let permit = self_service(account.person, Action::SignIn)?;
    let mut write = store.writing(authority, &permit, moment).await?;
    if let Some(old) = &browser.old_token
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
        browser: in_words(&browser.user_agent),
        started_at: moment.at,
        last_seen_at: moment.at,
        ended_at: None,
    };
    sessions::insert(&mut write, &session, &hash_of(&token)).await?;
    write.commit(Event::of(&permit, format!("session {}", session.id)).with("way", way.code())).await?;
    Ok(token)
}

/// Who a browser's token belongs to, if the session still lives.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn visitor(
    store: &Store,
    authority: &AuthorityId,
    token: &str,
    now: Timestamp,
) -> Result<Option<Signed>, ActionError> {
    let mut reading = store.reading(authority).await?;
    let Some(session) = sessions::by_token(&mut reading, &hash_of(token)).await? else { return Ok(None) };
    let idle = now.duration_since(session.last_seen_at);
    if session.ended_at.is_some() || idle > IDLE || now.duration_since(session.started_at) > ABSOLUTE {
        return Ok(None);
    }
    let actor = relations::actor(&mut reading, session.person).await?;
    let Some(person) = people::find(&mut reading, session.person).await? else { return Ok(None) };
    drop(reading);
    if idle >= NOTED_EVERY {
        sessions::touch(store, authority, session.id, now).await?;
    }
    Ok(Some(Signed { session, actor, name: person.name.shown() }))
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
