//! Somebody at the door, whom nobody knows yet; and how each of their tries is counted and put on record.

use jiff::SignedDuration;
use seven_core::access::{Action, Purpose, operator, self_service};
use seven_core::audit::Event;
use seven_core::sign_in::Message;
use seven_core::{AuthorityId, Moment};
use store::accounts::Account;
use store::{Reading, Store, Writing, failures};

use super::session::Browser;
use super::token::hash_of;
use crate::{ActionError, Problem};

/// A second step, a code or an answer from an organisation, has to come within this time.
pub(super) const STEP_LASTS: SignedDuration = SignedDuration::from_mins(15);

/// Somebody at the door of an authority.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The memory.
    pub store: Store,
    /// The authority.
    pub authority: AuthorityId,
    /// The browser they came with.
    pub browser: Browser,
    /// When.
    pub moment: Moment,
}

impl Arrival {
    pub(super) async fn reading(&self) -> Result<Reading, ActionError> {
        Ok(self.store.reading(&self.authority).await?)
    }

    /// Opens the memory for a step of signing in: the holder's own where the account is known, the service's otherwise.
    pub(super) async fn writing(&self, account: Option<&Account>) -> Result<Writing, ActionError> {
        let permit = match account {
            Some(account) => self_service(account.person, Action::SignIn)?,
            None => operator(Action::SignIn, None),
        };
        Ok(self.store.writing(&self.authority, &permit, self.moment).await?)
    }

    /// Counts a try as wrong and puts it on record before anything is compared, so that whoever tries many at once gets
    /// no more than their share. [`Arrival::right`] takes it back.
    ///
    /// # Errors
    /// [`ActionError::Rule`] with what to tell somebody who has to wait.
    pub(super) async fn try_at(&self, door: &str, way: &str, account: Option<&Account>) -> Result<(), ActionError> {
        let door = hash_of(door);
        let mut write = self.writing(account).await?;
        let before = failures::hold(&mut write, &door).await?;
        if let Some(message) = before.message(self.moment.at) {
            write.commit(attempt(account, way, "kept waiting")).await?;
            return Err(told(message));
        }
        failures::keep(&mut write, &door, before.and_one(self.moment.at)).await?;
        write.commit(attempt(account, way, "tried")).await?;
        Ok(())
    }

    /// The try was right: earlier wrong ones are forgotten. Whoever calls commits.
    pub(super) async fn right(&self, write: &mut Writing, door: &str) -> Result<(), ActionError> {
        Ok(failures::forget(write, &hash_of(door)).await?)
    }
}

/// What the audit log says of a try. Nobody has shown who they are yet, so it names no actor.
pub(super) fn attempt(account: Option<&Account>, way: &str, outcome: &str) -> Event {
    let subject = account.map_or_else(|| "unknown account".to_owned(), |account| format!("account {}", account.id));
    let event = Event {
        actor: None,
        seat: None,
        action: Action::SignIn,
        purpose: Purpose::OwnLife,
        child: None,
        subject,
        detail: std::collections::BTreeMap::new(),
    };
    event.with("way", way).with("outcome", outcome)
}

fn told(message: Message) -> ActionError {
    let problem = Problem::new("", message.key);
    ActionError::Rule(message.values.into_iter().fold(problem, |problem, (name, value)| problem.with(name, value)))
}
