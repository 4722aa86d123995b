//! Accounts: whose, in which stream, of what kind. Every kind has one owner and says whether it may go below nothing.

use std::fmt;

use crate::PersonId;
use crate::codes::coded;

coded! {
    /// Whose an account is.
    pub enum OwnerKind ("owner of an account") {
        /// The authority's.
        Authority = "authority",
        /// A worker's who holds a small budget.
        Worker = "worker",
        /// A child's or young person's.
        Child = "child",
    }
}

/// Whose an account is, by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The authority.
    Authority,
    /// A worker.
    Worker(PersonId),
    /// A child or young person.
    Child(PersonId),
}

impl Owner {
    /// What kind of owner.
    #[must_use]
    pub fn kind(self) -> OwnerKind {
        match self {
            Owner::Authority => OwnerKind::Authority,
            Owner::Worker(_) => OwnerKind::Worker,
            Owner::Child(_) => OwnerKind::Child,
        }
    }

    /// The person, where it is one's.
    #[must_use]
    pub fn person(self) -> Option<PersonId> {
        match self {
            Owner::Authority => None,
            Owner::Worker(person) | Owner::Child(person) => Some(person),
        }
    }

    /// The owner of this kind with this person.
    #[must_use]
    pub fn of(kind: OwnerKind, person: Option<PersonId>) -> Option<Owner> {
        match (kind, person) {
            (OwnerKind::Authority, None) => Some(Owner::Authority),
            (OwnerKind::Worker, Some(person)) => Some(Owner::Worker(person)),
            (OwnerKind::Child, Some(person)) => Some(Owner::Child(person)),
            _ => None,
        }
    }
}

coded! {
    /// What an account holds. What comes in makes it larger, what goes out smaller.
    pub enum AccountKind ("account") {
        /// Where a stream's money comes from: below nothing by all that was given out.
        Funding = "funding",
        /// What the authority keeps back for shortfalls, crises and changed needs.
        Contingency = "contingency",
        /// A worker's small budget.
        Float = "float",
        /// Allocated, not yet promised to a line of the plan.
        Available = "available",
        /// Promised to lines of an agreed plan.
        Committed = "committed",
        /// To be paid on a day that has come or is near.
        Due = "due",
        /// Paid out and held for the child: by the family, a provider, a trust, or the council for this line.
        Paid = "paid",
        /// Spent on what the plan says.
        Spent = "spent",
        /// What the family puts in itself: below nothing by all it put in.
        Contribution = "contribution",
        /// Kept for a named thing until a day; no sweep touches it.
        Earmarked = "earmarked",
        /// Asked back in a case, not yet come back.
        Recovery = "recovery",
        /// Come back to the authority.
        Returned = "returned",
        /// On its way from one financial year to the next.
        CarryOver = "carry-over",
    }
}

impl AccountKind {
    /// How many kinds there are.
    pub(super) const COUNT: usize = 13;

    /// Whose such an account is.
    #[must_use]
    pub fn owner(self) -> OwnerKind {
        match self {
            AccountKind::Funding | AccountKind::Contingency => OwnerKind::Authority,
            AccountKind::Float => OwnerKind::Worker,
            _ => OwnerKind::Child,
        }
    }

    /// Whether it may go below nothing: only where money enters the books.
    #[must_use]
    pub fn may_go_below_nothing(self) -> bool {
        matches!(self, AccountKind::Funding | AccountKind::Contribution)
    }
}

/// One account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account {
    /// Whose.
    pub owner: Owner,
    /// In which funding stream.
    pub stream: String,
    /// Of what kind.
    pub kind: AccountKind,
}

impl fmt::Display for Account {
    /// `child 0190… social-care available`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.owner.kind().code())?;
        if let Some(person) = self.owner.person() {
            write!(out, " {person}")?;
        }
        write!(out, " {} {}", self.stream, self.kind.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_where_money_enters_may_an_account_go_below_nothing() {
        let below: Vec<&str> =
            AccountKind::ALL.iter().filter(|kind| kind.may_go_below_nothing()).map(|kind| kind.code()).collect();
        assert_eq!(below, ["funding", "contribution"]);
        assert_eq!(AccountKind::ALL.len(), AccountKind::COUNT);
    }

    #[test]
    fn an_owner_of_a_kind_has_a_person_or_has_none() {
        let person = PersonId(uuid::Uuid::from_u128(1));
        assert_eq!(Owner::of(OwnerKind::Child, Some(person)), Some(Owner::Child(person)));
        assert_eq!(Owner::of(OwnerKind::Authority, Some(person)), None);
        assert_eq!(Owner::of(OwnerKind::Worker, None), None);
    }
}
