//! Whose children a list shows: those of all the authority, or those that somebody's own relations and groups reach.

use jiff::civil::Date;

use super::{Action, Actor, Seat, seats};

/// How far a list of children reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Every child of the authority, because a role is for all of it.
    Everyone,
    /// The children to whom the person, or a group of theirs, stands in a live relation.
    Related,
    /// None.
    Nobody,
}

/// How far the worklist of an actor reaches on a day. A role within a group reaches no further than its groups.
#[must_use]
pub fn reach(actor: &Actor, today: Date) -> Reach {
    let allowed = Action::ViewWorklist.seats();
    let live = || actor.memberships.iter().filter(|membership| membership.is_live(today));
    let may = |one: &&crate::people::Membership| {
        let alone = Actor { person: actor.person, memberships: vec![(*one).clone()] };
        seats(&alone, None, today).iter().any(|seat: &Seat| allowed.contains(seat))
    };
    if live().filter(may).any(|membership| !membership.role.is_within_group()) {
        Reach::Everyone
    } else if live().any(|membership| may(&membership)) {
        Reach::Related
    } else {
        Reach::Nobody
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::people::{Membership, Role};
    use crate::{GroupId, MembershipId, PersonId};

    fn actor(roles: &[Role]) -> Actor {
        let person = PersonId(Uuid::from_u128(1));
        let membership = |role: &Role| Membership {
            id: MembershipId(Uuid::from_u128(2)),
            person,
            role: *role,
            group: role.is_within_group().then_some(GroupId(Uuid::from_u128(3))),
            starts_on: date(2026, 1, 1),
            ends_on: Some(date(2026, 12, 31)),
        };
        Actor { person, memberships: roles.iter().map(membership).collect() }
    }

    #[test]
    fn a_role_within_a_group_reaches_no_further_than_its_groups() {
        let day = date(2026, 5, 1);
        for (roles, expected) in [
            (&[Role::TeamMember][..], Reach::Related),
            (&[Role::Senco], Reach::Related),
            (&[Role::TeamMember, Role::HeadOfService], Reach::Everyone),
            (&[Role::SafeguardingLead], Reach::Everyone),
            (&[Role::Administrator], Reach::Nobody),
            (&[Role::ProviderStaff], Reach::Nobody),
            (&[Role::Auditor, Role::TeamMember], Reach::Related),
        ] {
            assert_eq!(reach(&actor(roles), day), expected, "{roles:?}");
        }
        assert_eq!(reach(&actor(&[Role::HeadOfService]), date(2027, 1, 1)), Reach::Nobody);
    }
}
