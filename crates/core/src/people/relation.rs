//! Relations and roles: dated, with a source. They are what grants access, so they say from when until when.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::coded;
use crate::ids::{GroupId, MembershipId, PersonId, RelationId};

coded! {
    /// What somebody is to a child. Families and workers stand in it as persons; teams, schools and providers as groups.
    pub enum RelationKind ("relation") {
        /// A parent or other person who has parental responsibility (Children Act 1989, section 3).
        Parent = "parent",
        /// Someone who cares for the child or is a parent, without parental responsibility.
        Carer = "carer",
        /// Chosen in writing by the parent or young person to act for them about the money.
        Nominee = "nominee",
        /// Acts for a young person who lacks capacity (Mental Capacity Act 2005).
        Representative = "representative",
        /// A brother or sister, who may be a child of the system too.
        Sibling = "sibling",
        /// Another family with a budget, asked to help.
        PeerSupporter = "peer-supporter",
        /// The family's one contact, who co-ordinates.
        KeyWorker = "key-worker",
        /// Holds a small budget and leads the support below the threshold.
        LeadProfessional = "lead-professional",
        /// The child's social worker.
        SocialWorker = "social-worker",
        /// Helps to plan and to find support.
        Broker = "broker",
        /// A personal assistant whom the family employs with its direct payment: hands in hours and sees nothing else.
        Assistant = "assistant",
        /// The team that the child is allocated to (a group).
        Team = "team",
        /// The school, college or nursery (a group).
        Setting = "setting",
        /// The health body that funds or provides (a group).
        HealthBody = "health-body",
        /// A provider of the child's support (a group).
        Provider = "provider",
    }
}

impl RelationKind {
    /// Whether somebody is family, or acts in the family's place.
    #[must_use]
    pub fn is_family(self) -> bool {
        matches!(
            self,
            RelationKind::Parent
                | RelationKind::Carer
                | RelationKind::Nominee
                | RelationKind::Representative
                | RelationKind::Sibling
        )
    }

    /// Whether a group stands in this relation rather than a person.
    #[must_use]
    pub fn is_of_group(self) -> bool {
        matches!(self, RelationKind::Team | RelationKind::Setting | RelationKind::HealthBody | RelationKind::Provider)
    }
}

/// Who stands in a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Holder {
    /// A person.
    Person(PersonId),
    /// Everyone who is a member of the group on the day.
    Group(GroupId),
}

/// A dated relation to a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Its id.
    pub id: RelationId,
    /// The child or young person.
    pub child: PersonId,
    /// Who stands in it.
    pub holder: Holder,
    /// What they are to the child.
    pub kind: RelationKind,
    /// Contact is restricted by a court or a safeguarding decision: the relation stays known and opens nothing.
    pub is_contact_restricted: bool,
    /// First day.
    pub starts_on: Date,
    /// Last day, where it has ended or will.
    pub ends_on: Option<Date>,
    /// Who or what says so, such as `birth certificate seen` or `import of 2026-05-01`.
    pub source: String,
}

impl Relation {
    /// Whether it holds on a day; first and last day count.
    #[must_use]
    pub fn is_live(&self, day: Date) -> bool {
        self.starts_on <= day && self.ends_on.is_none_or(|end| day <= end)
    }
}

coded! {
    /// What a member of staff, a school or a provider does, for the whole authority or within a group.
    pub enum Role ("role") {
        /// Works in a team.
        TeamMember = "team-member",
        /// Leads a team; decides within the first limit.
        TeamManager = "team-manager",
        /// Leads several teams.
        GroupManager = "group-manager",
        /// Decides above the managers' limits.
        HeadOfService = "head-of-service",
        /// Co-ordinates special educational needs in a setting.
        Senco = "senco",
        /// Commissions for a health body.
        HealthCommissioner = "health-commissioner",
        /// Works for a provider.
        ProviderStaff = "provider-staff",
        /// Finance officer.
        Finance = "finance",
        /// Commissions support for the authority.
        Commissioner = "commissioner",
        /// Designated safeguarding lead.
        SafeguardingLead = "safeguarding-lead",
        /// Internal or external auditor.
        Auditor = "auditor",
        /// Keeps the system: people's accounts, imports, settings. Sees no child's answers.
        Administrator = "administrator",
    }
}

impl Role {
    /// Whether the role only means something within a group.
    #[must_use]
    pub fn is_within_group(self) -> bool {
        matches!(
            self,
            Role::TeamMember
                | Role::TeamManager
                | Role::GroupManager
                | Role::Senco
                | Role::HealthCommissioner
                | Role::ProviderStaff
        )
    }
}

/// A dated role of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// Whose.
    pub person: PersonId,
    /// The role.
    pub role: Role,
    /// Where, for roles within a group.
    pub group: Option<GroupId>,
    /// First day.
    pub starts_on: Date,
    /// Last day, where it has ended or will.
    pub ends_on: Option<Date>,
}

impl Membership {
    /// Whether it holds on a day; first and last day count.
    #[must_use]
    pub fn is_live(&self, day: Date) -> bool {
        self.starts_on <= day && self.ends_on.is_none_or(|end| day <= end)
    }
}

coded! {
    /// What kind of group.
    pub enum GroupKind ("kind of group") {
        /// A team of the authority.
        Team = "team",
        /// A school, college or nursery.
        Setting = "setting",
        /// A health body.
        HealthBody = "health-body",
        /// A provider of support.
        Provider = "provider",
    }
}
