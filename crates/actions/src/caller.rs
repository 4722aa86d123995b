//! Whoever does something: who, where, why and when. Every action starts by asking its caller for a permit.

use seven_core::access::{self, Action, Actor, Permit, Purpose, Refusal, Scope};
use seven_core::{AuthorityId, Moment, PersonId};
use store::{Query, Reading, Store, Writing, relations};

use crate::ActionError;

/// A person, or the server's command line, about to do something in one authority.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The memory.
    pub store: Store,
    /// The authority.
    pub authority: AuthorityId,
    /// The person; nobody is the server's own command line.
    pub person: Option<PersonId>,
    /// Why.
    pub purpose: Purpose,
    /// When.
    pub moment: Moment,
}

impl Caller {
    /// A permit for something in the authority, or about the caller alone.
    ///
    /// # Errors
    /// [`ActionError::Refused`].
    pub async fn permit(&self, action: Action) -> Result<Permit, ActionError> {
        let Some(person) = self.person else { return Ok(access::operator(action, None)) };
        if action.scope() == Scope::Oneself {
            return Ok(access::self_service(person, action)?);
        }
        let mut reading = self.reading().await?;
        let actor = relations::actor(&mut reading, person).await?;
        Ok(access::decide(&actor, action, None, self.purpose, self.moment.today)?)
    }

    /// A permit for something about a child. A child that is not there and one that the caller has nothing to do with are
    /// refused in the same words.
    ///
    /// # Errors
    /// [`ActionError::Refused`].
    pub async fn permit_for(&self, action: Action, child: PersonId) -> Result<Permit, ActionError> {
        let mut reading = self.reading().await?;
        self.permit_within(&mut reading, action, child).await
    }

    /// The same on a connection that is open already.
    ///
    /// # Errors
    /// [`ActionError::Refused`].
    pub async fn permit_within(
        &self,
        at: &mut impl Query,
        action: Action,
        child: PersonId,
    ) -> Result<Permit, ActionError> {
        let Some(person) = self.person else { return Ok(access::operator(action, Some(child))) };
        let actor = self.actor(at, person).await?;
        let standing = relations::standing(at, child, person, self.moment.at).await?.ok_or(Refusal::Stranger)?;
        Ok(access::decide(&actor, action, Some(&standing), self.purpose, self.moment.today)?)
    }

    /// The civil day of an earlier instant, never later than today.
    #[must_use]
    pub fn day_of(&self, at: jiff::Timestamp) -> jiff::civil::Date {
        // days are told in the authority's zone, which is hours from UTC at most: a day is never taken for a later one
        at.to_zoned(jiff::tz::TimeZone::UTC).date().min(self.moment.today)
    }

    async fn actor(&self, at: &mut impl Query, person: PersonId) -> Result<Actor, ActionError> {
        Ok(relations::actor(at, person).await?)
    }

    /// Opens the memory for reading.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn reading(&self) -> Result<Reading, ActionError> {
        Ok(self.store.reading(&self.authority).await?)
    }

    /// Opens the memory for the change that a permit allows.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn writing(&self, permit: &Permit) -> Result<Writing, ActionError> {
        Ok(self.store.writing(&self.authority, permit, self.moment).await?)
    }
}
