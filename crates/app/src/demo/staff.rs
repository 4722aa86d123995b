//! Who works in Exampleshire: teams, schools, a health body, providers, and somebody of every role.

use seven_core::people::name::Name;
use seven_core::people::{GroupKind, Membership, Person, Role};
use seven_core::{GroupId, PersonId};
use store::relations::Group;
use store::{people, relations};

use super::seed::Seeder;
use crate::failure::Failure;

/// Groups and workers that children are given to.
#[derive(Debug, Default)]
pub struct Staff {
    /// Teams of the authority: younger, older, and those nearly grown up.
    pub teams: Vec<GroupId>,
    /// Schools and a college.
    pub settings: Vec<GroupId>,
    /// The health body.
    pub health: Option<GroupId>,
    /// Providers.
    pub providers: Vec<GroupId>,
    /// Key workers, as many for each team.
    pub key_workers: Vec<PersonId>,
    /// Who publishes schemes.
    pub commissioner: Option<PersonId>,
    /// A broker.
    pub broker: Option<PersonId>,
    /// A parent who helps other families.
    pub peer_supporter: Option<PersonId>,
}

/// Key workers in each team.
pub const KEY_WORKERS_IN_A_TEAM: usize = 4;

const GROUPS: [(GroupKind, &str, Option<&str>); 14] = [
    (GroupKind::Team, "Early years and primary team", None),
    (GroupKind::Team, "Secondary team", None),
    (GroupKind::Team, "Moving into adulthood team", None),
    (GroupKind::Setting, "Bramble Nursery", None),
    (GroupKind::Setting, "Riverside Primary School", Some("900001")),
    (GroupKind::Setting, "Oakfield Primary School", Some("900002")),
    (GroupKind::Setting, "Hilltop School", Some("900003")),
    (GroupKind::Setting, "Exampleshire Academy", Some("900004")),
    (GroupKind::Setting, "Exampleshire College", Some("900005")),
    (GroupKind::HealthBody, "Exampleshire Health Board", None),
    (GroupKind::Provider, "Saturday Club", None),
    (GroupKind::Provider, "Side by Side Support", None),
    (GroupKind::Provider, "Bright Wheels Transport", None),
    (GroupKind::Provider, "Meadow Short Breaks", None),
];

/// Given name, family name, e-mail's first part, role, and the group's place in the list of its kind.
type Worker = (&'static str, &'static str, &'static str, Role, Option<(GroupKind, usize)>);

const WORKERS: [Worker; 16] = [
    ("Samuel", "Wright", "samuel.wright", Role::TeamManager, Some((GroupKind::Team, 0))),
    ("Louise", "Carter", "louise.carter", Role::TeamManager, Some((GroupKind::Team, 1))),
    ("Dafydd", "Rees", "dafydd.rees", Role::TeamManager, Some((GroupKind::Team, 2))),
    ("Angela", "Boateng", "angela.boateng", Role::HeadOfService, None),
    ("Hannah", "Fox", "hannah.fox", Role::Senco, Some((GroupKind::Setting, 1))),
    ("Oliver", "Stone", "oliver.stone", Role::Senco, Some((GroupKind::Setting, 4))),
    ("Meera", "Joshi", "meera.joshi", Role::HealthCommissioner, Some((GroupKind::HealthBody, 0))),
    ("Tyler", "Brooks", "tyler.brooks", Role::ProviderStaff, Some((GroupKind::Provider, 1))),
    ("Fiona", "Marsh", "fiona.marsh", Role::Finance, None),
    ("Priya", "Nair", "priya.nair", Role::Commissioner, None),
    ("Judith", "Lowe", "judith.lowe", Role::SafeguardingLead, None),
    ("Martin", "Ellis", "martin.ellis", Role::Auditor, None),
    ("Adwoa", "Darko", "adwoa.darko", Role::Administrator, None),
    ("Rosa", "Delgado", "rosa.delgado", Role::ProviderStaff, Some((GroupKind::Provider, 3))),
    ("Colin", "Frost", "colin.frost", Role::GroupManager, Some((GroupKind::Team, 0))),
    ("Bethan", "Pugh", "bethan.pugh", Role::HealthCommissioner, Some((GroupKind::HealthBody, 0))),
];

const KEY_WORKERS: [(&str, &str); 3 * KEY_WORKERS_IN_A_TEAM] = [
    ("Grace", "Bennett"),
    ("Jordan", "Miles"),
    ("Sarah", "Holt"),
    ("Nadia", "Rahman"),
    ("Peter", "Lang"),
    ("Tamsin", "Reed"),
    ("Kofi", "Asante"),
    ("Elin", "Vaughan"),
    ("Marcus", "Bell"),
    ("Ruth", "Cohen"),
    ("Irene", "Walsh"),
    ("Stuart", "Kemp"),
];

/// Adds groups and workers, each worker with an account.
pub async fn add(seeder: &mut Seeder<'_>) -> Result<Staff, Failure> {
    let mut staff = Staff::default();
    for (kind, name, urn) in GROUPS {
        let group = Group { id: seeder.write.id(), kind, name: name.to_owned(), urn: urn.map(str::to_owned) };
        relations::insert_group(&mut seeder.write, &group).await?;
        match kind {
            GroupKind::Team => staff.teams.push(group.id),
            GroupKind::Setting => staff.settings.push(group.id),
            GroupKind::HealthBody => staff.health = Some(group.id),
            GroupKind::Provider => staff.providers.push(group.id),
        }
    }
    for (given, family, email, role, place) in WORKERS {
        let group = place.and_then(|(kind, at)| match kind {
            GroupKind::Team => staff.teams.get(at).copied(),
            GroupKind::Setting => staff.settings.get(at).copied(),
            GroupKind::HealthBody => staff.health,
            GroupKind::Provider => staff.providers.get(at).copied(),
        });
        let person = worker(seeder, (given, family, email), role, group).await?;
        if role == Role::Commissioner {
            staff.commissioner = Some(person);
        }
    }
    for (at, (given, family)) in KEY_WORKERS.iter().enumerate() {
        let email = format!("{}.{}", given.to_lowercase(), family.to_lowercase());
        let team = staff.teams.get(at / KEY_WORKERS_IN_A_TEAM).copied();
        let person = worker(seeder, (given, family, &email), Role::TeamMember, team).await?;
        staff.key_workers.push(person);
    }
    staff.broker = Some(independent(seeder, "Nora", "Finch", "nora.finch").await?);
    staff.peer_supporter = Some(independent(seeder, "Carol", "Dean", "carol.dean").await?);
    Ok(staff)
}

async fn worker(
    seeder: &mut Seeder<'_>,
    (given, family, email): (&str, &str, &str),
    role: Role,
    group: Option<GroupId>,
) -> Result<PersonId, Failure> {
    let person = independent(seeder, given, family, email).await?;
    let membership =
        Membership { id: seeder.write.id(), person, role, group, starts_on: seeder.years_ago(3), ends_on: None };
    relations::insert_membership(&mut seeder.write, &membership).await?;
    Ok(person)
}

async fn independent(seeder: &mut Seeder<'_>, given: &str, family: &str, email: &str) -> Result<PersonId, Failure> {
    let name = Name::read(given, family, "").map_err(|error| Failure::new(error.to_string()))?;
    let mut person = Person::new(seeder.write.id(), name);
    let email = format!("{email}@exampleshire.example");
    person.contact.email = Some(email.clone());
    people::insert(&mut seeder.write, &person).await?;
    seeder.account(person.id, &email).await?;
    Ok(person.id)
}
