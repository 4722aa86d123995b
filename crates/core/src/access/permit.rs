//! The decision itself, and the value that proves it was made.

use jiff::civil::Date;

use super::{Action, Actor, Purpose, Scope, Seat, Standing, seats};
use crate::ids::PersonId;
use crate::life::quiet::may_after_death;

/// Proof that an action was allowed: to whom, as what, for which child. Only [`decide`], [`self_service`], [`by_link`] and
/// [`operator`] make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    actor: Option<PersonId>,
    seat: Option<Seat>,
    action: Action,
    purpose: Purpose,
    child: Option<PersonId>,
    is_after_death: bool,
}

impl Permit {
    /// Who may; nobody where the server's command line acts.
    #[must_use]
    pub fn actor(&self) -> Option<PersonId> {
        self.actor
    }

    /// In what capacity; nothing where somebody acts for themself only, such as ending their own session.
    #[must_use]
    pub fn seat(&self) -> Option<Seat> {
        self.seat
    }

    /// What they may do.
    #[must_use]
    pub fn action(&self) -> Action {
        self.action
    }

    /// Why.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Whether the same seat may do something else about the same child.
    #[must_use]
    pub fn opens(&self, action: Action) -> bool {
        let is_quiet = self.is_after_death && !may_after_death(action, self.purpose);
        !is_quiet && self.seat.is_some_and(|seat| action.seats().contains(&seat))
    }

    /// Whether the child has died.
    #[must_use]
    pub fn is_after_death(&self) -> bool {
        self.is_after_death
    }

    /// For which child, where the action is about one.
    #[must_use]
    pub fn child(&self) -> Option<PersonId> {
        self.child
    }
}

/// Why not. The text for people stands in the message catalogue under the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No relation and no role towards this child. Shown as if the child were unknown, so that nothing is given away.
    #[error("you have no role or relation to this child")]
    Stranger,
    /// Related, but this is not theirs to do or see.
    #[error("your role does not include this (`{0}`)")]
    NotYours(Action),
    /// The child has died, and this is not done any more.
    #[error("after a death this is not done any more (`{0}`)")]
    AfterDeath(Action),
    /// The purpose asked for is not one that the person's seats serve.
    #[error("this page is for another purpose than your role serves (`{0}`)")]
    OtherPurpose(Action),
    /// The action is about a child and no child was named, or the other way round.
    #[error("the request does not name what `{0}` is about")]
    NoSubject(Action),
}

/// Decides whether an actor may do something, for a child or in the authority.
///
/// # Errors
/// The [`Refusal`] that says why not.
pub fn decide(
    actor: &Actor,
    action: Action,
    standing: Option<&Standing>,
    purpose: Purpose,
    today: Date,
) -> Result<Permit, Refusal> {
    if (action.scope() == Scope::Child) != standing.is_some() {
        return Err(Refusal::NoSubject(action));
    }
    let seats = seats(actor, standing, today);
    if seats.is_empty() {
        return Err(if standing.is_some() { Refusal::Stranger } else { Refusal::NotYours(action) });
    }
    let allowed = || seats.iter().filter(|seat| action.seats().contains(seat));
    let Some(seat) = allowed().find(|seat| serves(**seat, purpose)) else {
        return Err(if allowed().next().is_some() { Refusal::OtherPurpose(action) } else { Refusal::NotYours(action) });
    };
    let is_after_death = standing.is_some_and(|standing| standing.died_on.is_some());
    if is_after_death && !may_after_death(action, seat.purpose()) {
        return Err(Refusal::AfterDeath(action));
    }
    Ok(Permit {
        actor: Some(actor.person),
        seat: Some(*seat),
        action,
        purpose: seat.purpose(),
        child: standing.map(|standing| standing.child),
        is_after_death,
    })
}

/// A worker's page may also be opened through broken glass; the entry in the audit log then says so.
fn serves(seat: Seat, purpose: Purpose) -> bool {
    seat.purpose() == purpose || (purpose == Purpose::Work && seat.purpose() == Purpose::Protection)
}

/// A person acting on what is their own and nobody else's: signing in and out, their sessions, a practice budget.
///
/// # Errors
/// [`Refusal::NotYours`] for an action that is about more than oneself.
pub fn self_service(person: PersonId, action: Action) -> Result<Permit, Refusal> {
    if action.scope() != Scope::Oneself {
        return Err(Refusal::NotYours(action));
    }
    Ok(Permit {
        actor: Some(person),
        seat: None,
        action,
        purpose: Purpose::OwnLife,
        child: None,
        is_after_death: false,
    })
}

/// Somebody outside who holds a link that the family made and that still counts: they see what the link shows. Nobody knows
/// who they are; the audit log says that the link was opened.
///
/// # Errors
/// [`Refusal::NotYours`] for anything that a link cannot open.
pub fn by_link(action: Action, child: PersonId) -> Result<Permit, Refusal> {
    if !action.seats().contains(&Seat::LinkHolder) {
        return Err(Refusal::NotYours(action));
    }
    Ok(Permit {
        actor: None,
        seat: Some(Seat::LinkHolder),
        action,
        purpose: Purpose::OwnLife,
        child: Some(child),
        is_after_death: false,
    })
}

/// Someone at the server's command line, who holds the database itself: nothing can be refused them, so all is recorded.
#[must_use]
pub fn operator(action: Action, child: Option<PersonId>) -> Permit {
    Permit { actor: None, seat: Some(Seat::Operator), action, purpose: Purpose::Upkeep, child, is_after_death: false }
}
