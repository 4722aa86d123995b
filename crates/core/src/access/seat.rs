//! A seat is what a person is when they ask for something: a role or a relation, on a day. One person may have several;
//! none of them is a rank, and each opens only what its column of the grid says.

use jiff::civil::Date;

use crate::codes::coded;
use crate::ids::PersonId;
use crate::people::{Holder, Membership, Relation, RelationKind, Role};

coded! {
    /// In what capacity somebody asks.
    pub enum Seat ("seat") {
        /// The child themself, under 16.
        Child = "child",
        /// The young person themself, from 16.
        YoungPerson = "young-person",
        /// A parent with parental responsibility.
        Parent = "parent",
        /// A parent after the young person took the lead: sees what the young person shares.
        ParentAfterHandOver = "parent-after-hand-over",
        /// A carer or parent without parental responsibility.
        Carer = "carer",
        /// A nominee or representative.
        Nominee = "nominee",
        /// A brother or sister.
        Sibling = "sibling",
        /// A peer supporter.
        PeerSupporter = "peer-supporter",
        /// Key worker, lead professional or social worker of this child.
        KeyWorker = "key-worker",
        /// A member of the child's team.
        TeamMember = "team-member",
        /// The manager of the child's team.
        TeamManager = "team-manager",
        /// A group manager over the child's team, or the head of service.
        GroupManager = "group-manager",
        /// The co-ordinator in the child's setting.
        Senco = "senco",
        /// The commissioner in the child's health body.
        HealthCommissioner = "health-commissioner",
        /// The broker whom the family chose.
        Broker = "broker",
        /// Staff of a provider of this child's support.
        ProviderStaff = "provider-staff",
        /// Finance officer.
        Finance = "finance",
        /// Commissioner.
        Commissioner = "commissioner",
        /// Safeguarding lead.
        SafeguardingLead = "safeguarding-lead",
        /// Auditor.
        Auditor = "auditor",
        /// Administrator.
        Administrator = "administrator",
        /// Staff who opened a record outside their relations, with a reason, for a limited time.
        BreakGlass = "break-glass",
        /// Somebody outside whom the family gave a link to parts of its plan.
        LinkHolder = "link-holder",
        /// Someone at the server's own command line.
        Operator = "operator",
    }
}

coded! {
    /// Why somebody asks. Work is never an answer for one's own family.
    pub enum Purpose ("purpose") {
        /// One's own life, or one's own family's.
        OwnLife = "own-life",
        /// One's work with or for the child.
        Work = "work",
        /// Protecting a child, outside one's relations: break-glass.
        Protection = "protection",
        /// Keeping the system running.
        Upkeep = "upkeep",
    }
}

impl Seat {
    /// The purpose that the seat serves.
    #[must_use]
    pub fn purpose(self) -> Purpose {
        match self {
            Seat::Child
            | Seat::YoungPerson
            | Seat::Parent
            | Seat::ParentAfterHandOver
            | Seat::Carer
            | Seat::Nominee
            | Seat::Sibling
            | Seat::PeerSupporter
            | Seat::LinkHolder => Purpose::OwnLife,
            Seat::BreakGlass => Purpose::Protection,
            Seat::Operator => Purpose::Upkeep,
            _ => Purpose::Work,
        }
    }
}

/// Who asks: a person with the roles that they hold on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub person: PersonId,
    /// Their roles; those that are not live on the day are passed over.
    pub memberships: Vec<Membership>,
}

/// Everything about a child that access depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The child.
    pub child: PersonId,
    /// Date of birth, where known; without it the child counts as under 16.
    pub born: Option<Date>,
    /// Whether the young person has taken the lead from their parents.
    pub is_handed_over: bool,
    /// All relations to the child; those that are not live on the day are passed over.
    pub relations: Vec<Relation>,
    /// The day on which the child died: then what is asked and done is bound by [`crate::life::quiet`].
    pub died_on: Option<Date>,
    /// Whether this actor has broken the glass for this child, and the time has not run out.
    pub is_glass_broken: bool,
}

/// The seats that an actor has: towards a child, or in the authority where no child is meant.
#[must_use]
pub fn seats(actor: &Actor, standing: Option<&Standing>, today: Date) -> Vec<Seat> {
    let live = || actor.memberships.iter().filter(|membership| membership.is_live(today));
    let mut seats = match standing {
        None => live().map(|membership| seat_of_role(membership.role)).collect(),
        Some(standing) => towards(actor, standing, today, live().collect()),
    };
    seats.sort_unstable();
    seats.dedup();
    seats
}

fn towards(actor: &Actor, standing: &Standing, today: Date, memberships: Vec<&Membership>) -> Vec<Seat> {
    if actor.person == standing.child {
        // nobody comes in by the way of somebody who has died
        if standing.died_on.is_some() {
            return Vec::new();
        }
        return vec![if is_sixteen(standing.born, today) { Seat::YoungPerson } else { Seat::Child }];
    }
    let relations = || standing.relations.iter().filter(|relation| relation.is_live(today));
    let own = || relations().filter(|relation| relation.holder == Holder::Person(actor.person));
    // a restriction closes every door that the same person might have to this child
    if own().any(|relation| relation.is_contact_restricted) {
        return Vec::new();
    }
    let mut seats: Vec<Seat> =
        own().filter_map(|relation| seat_of_relation(relation.kind, standing.is_handed_over)).collect();
    // nobody works on their own family's case
    if own().any(|relation| relation.kind.is_family()) {
        seats.retain(|seat| seat.purpose() == Purpose::OwnLife);
        return seats;
    }
    for membership in memberships {
        let is_related = !membership.role.is_within_group()
            || relations().any(|relation| Some(relation.holder) == membership.group.map(Holder::Group));
        if is_related {
            seats.push(seat_of_role(membership.role));
        }
    }
    if standing.is_glass_broken {
        seats.push(Seat::BreakGlass);
    }
    seats
}

/// Sixteen on the day; someone born on 29 February has a birthday on 1 March in a common year.
fn is_sixteen(born: Option<Date>, today: Date) -> bool {
    born.is_some_and(|born| {
        let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
        today.year() - born.year() - i16::from(!had_birthday) >= 16
    })
}

fn seat_of_relation(kind: RelationKind, is_handed_over: bool) -> Option<Seat> {
    Some(match kind {
        RelationKind::Parent if is_handed_over => Seat::ParentAfterHandOver,
        RelationKind::Parent => Seat::Parent,
        RelationKind::Carer => Seat::Carer,
        RelationKind::Nominee | RelationKind::Representative => Seat::Nominee,
        RelationKind::Sibling => Seat::Sibling,
        RelationKind::PeerSupporter => Seat::PeerSupporter,
        RelationKind::KeyWorker | RelationKind::LeadProfessional | RelationKind::SocialWorker => Seat::KeyWorker,
        RelationKind::Broker => Seat::Broker,
        RelationKind::Team | RelationKind::Setting | RelationKind::HealthBody | RelationKind::Provider => return None,
    })
}

fn seat_of_role(role: Role) -> Seat {
    match role {
        Role::TeamMember => Seat::TeamMember,
        Role::TeamManager => Seat::TeamManager,
        Role::GroupManager | Role::HeadOfService => Seat::GroupManager,
        Role::Senco => Seat::Senco,
        Role::HealthCommissioner => Seat::HealthCommissioner,
        Role::ProviderStaff => Seat::ProviderStaff,
        Role::Finance => Seat::Finance,
        Role::Commissioner => Seat::Commissioner,
        Role::SafeguardingLead => Seat::SafeguardingLead,
        Role::Auditor => Seat::Auditor,
        Role::Administrator => Seat::Administrator,
    }
}
