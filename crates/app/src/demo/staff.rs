//! Who works in Exampleshire: teams, schools, a health body, providers, and somebody of every role.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::people::name::Name;
use seven_core::people::{GroupKind, Membership, Person, Role};
use seven_core::{AccountId, GroupId, PersonId};
use store::relations::Group;
use store::{accounts, people, relations};

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
    /// Everybody else who works for the authority, with what they do.
    pub others: Vec<(Role, PersonId)>,
    /// A worker of each team who has left, with their last day.
    pub left: Vec<(PersonId, Date)>,
    /// A broker.
    pub broker: Option<PersonId>,
    /// A parent who helps other families.
    pub peer_supporter: Option<PersonId>,
    /// Somebody whom a family has named to act for it.
    pub nominee: Option<PersonId>,
}

impl Staff {
    /// The first who has a role.
    pub fn who(&self, role: Role) -> Result<PersonId, Failure> {
        let found = self.others.iter().find(|(held, _)| *held == role);
        found.map(|(_, person)| *person).ok_or_else(|| Failure::new(format!("the demonstration has no `{role}`")))
    }

    /// The manager of a team.
    pub fn manager(&self, team_at: usize) -> Result<PersonId, Failure> {
        let managers = self.others.iter().filter(|(role, _)| *role == Role::TeamManager);
        managers.map(|(_, person)| *person).nth(team_at).ok_or_else(|| Failure::new("a team has no manager"))
    }

    /// Everybody who comes to work on a day.
    pub fn everybody(&self) -> impl Iterator<Item = PersonId> {
        self.key_workers.iter().copied().chain(self.others.iter().map(|(_, person)| *person))
    }
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

const WORKERS: [Worker; 17] = [
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
    ("Gareth", "Lloyd", "gareth.lloyd", Role::Finance, None),
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

/// Who left, one of each team, and how many days ago.
const LEFT: [(&str, &str, i64); 3] = [("Wendy", "Archer", 410), ("Leon", "Pike", 250), ("Gwen", "Ellery", 600)];

/// Adds groups and workers, each worker with an account.
pub async fn add(seeder: &mut Seeder) -> Result<Staff, Failure> {
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
        let person = worker(seeder, (given, family, email), role, (group, None)).await?;
        staff.others.push((role, person));
    }
    for (at, (given, family)) in KEY_WORKERS.iter().enumerate() {
        let email = format!("{}.{}", given.to_lowercase(), family.to_lowercase());
        let team = staff.teams.get(at / KEY_WORKERS_IN_A_TEAM).copied();
        let person = worker(seeder, (given, family, &email), Role::TeamMember, (team, None)).await?;
        staff.key_workers.push(person);
    }
    for (at, (given, family, days)) in LEFT.iter().enumerate() {
        let last_day = seeder.days_ago(*days);
        let email = format!("{}.{}", given.to_lowercase(), family.to_lowercase());
        let place = (staff.teams.get(at).copied(), Some(last_day));
        let person = worker(seeder, (given, family, &email), Role::TeamMember, place).await?;
        staff.left.push((person, last_day));
    }
    on_record(seeder, &staff)?;
    staff.broker = Some(independent(seeder, "Nora", "Finch", "nora.finch").await?);
    staff.peer_supporter = Some(independent(seeder, "Carol", "Dean", "carol.dean").await?);
    staff.nominee = Some(independent(seeder, "Esther", "Quaye", "esther.quaye").await?);
    Ok(staff)
}

async fn worker(
    seeder: &mut Seeder,
    (given, family, email): (&str, &str, &str),
    role: Role,
    (group, ends_on): (Option<GroupId>, Option<Date>),
) -> Result<PersonId, Failure> {
    seeder.write.go_to(seeder.at(seeder.years_ago(3), 9));
    let (person, account) = with_account(seeder, (given, family, email)).await?;
    let starts_on = seeder.years_ago(3);
    let membership = Membership { id: seeder.write.id(), person, role, group, starts_on, ends_on };
    relations::insert_membership(&mut seeder.write, &membership).await?;
    if let Some(last_day) = ends_on {
        let since = Some(seeder.at(last_day, 18));
        accounts::disable(&mut seeder.write, account, since).await?;
    }
    seeder.cast.employ(membership);
    Ok(person)
}

/// The administrator gives everybody their role, and ends those of the people who leave.
fn on_record(seeder: &mut Seeder, staff: &Staff) -> Result<(), Failure> {
    let administrator = staff.who(Role::Administrator)?;
    for person in staff.everybody().filter(|person| *person != administrator) {
        seeder.go(seeder.years_ago(3), 10);
        seeder.did(administrator, Action::ManageStaff, None, format!("person {person}"), &[])?;
    }
    for (person, last_day) in &staff.left {
        seeder.go(*last_day, 16);
        let particulars = [("last-day", last_day.to_string())];
        seeder.did(administrator, Action::ManageStaff, None, format!("person {person}"), &particulars)?;
    }
    Ok(())
}

async fn independent(seeder: &mut Seeder, given: &str, family: &str, email: &str) -> Result<PersonId, Failure> {
    Ok(with_account(seeder, (given, family, email)).await?.0)
}

async fn with_account(
    seeder: &mut Seeder,
    (given, family, email): (&str, &str, &str),
) -> Result<(PersonId, AccountId), Failure> {
    let name = Name::read(given, family, "").map_err(|error| Failure::new(error.to_string()))?;
    let mut person = Person::new(seeder.write.id(), name);
    let email = format!("{email}@exampleshire.example");
    person.contact.email = Some(email.clone());
    people::insert(&mut seeder.write, &person).await?;
    let account = seeder.account(person.id, &email).await?;
    Ok((person.id, account.id))
}
