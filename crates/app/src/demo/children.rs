//! The 121 children of Exampleshire and their families.

use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::people::name::Name;
use seven_core::people::{Holder, Person, Relation, RelationKind};
use seven_core::{GroupId, PersonId};
use store::{people, relations};

use super::names::{ADULTS, BOYS, FAMILIES, GIRLS};
use super::seed::Seeder;
use super::staff::{KEY_WORKERS_IN_A_TEAM, Staff};
use crate::failure::Failure;

/// As many as in the paper whose picture the demonstration shows.
const CHILDREN: usize = 121;

/// Given names of two families whom the tour meets: their children are always there.
const KNOWN: [(&str, &str, i64); 2] = [("Zara", "Okafor", 9), ("Rhys", "Morgan", 17)];

/// A child of the demonstration.
#[derive(Debug, Clone)]
pub struct Child {
    /// The child.
    pub id: PersonId,
    /// Date of birth.
    pub born: Date,
    /// How much support the child needs, from 0 to 999: what answers are drawn from, and costs are not.
    pub need: i64,
    /// The parents and carers, the first with an account.
    pub parents: Vec<PersonId>,
    /// The key worker.
    pub key_worker: Option<PersonId>,
}

/// Adds the children, their families and everybody's relations.
pub async fn add(seeder: &mut Seeder<'_>, staff: &Staff) -> Result<Vec<Child>, Failure> {
    let mut children: Vec<Child> = Vec::new();
    let mut family = "Okafor";
    while children.len() < CHILDREN {
        let number = children.len();
        // one child in nine has a brother or sister who is here too
        let sibling_of = if number > 2 && number.is_multiple_of(9) { children.last().cloned() } else { None };
        if sibling_of.is_none() {
            family = FAMILIES.get(number.wrapping_mul(7) % FAMILIES.len()).copied().unwrap_or("Taylor");
        }
        let child = add_child(seeder, staff, number, family, sibling_of.as_ref()).await?;
        children.push(child);
    }
    Ok(children)
}

async fn add_child(
    seeder: &mut Seeder<'_>,
    staff: &Staff,
    number: usize,
    family: &str,
    sibling: Option<&Child>,
) -> Result<Child, Failure> {
    let known = KNOWN.get(number);
    let is_girl = known.map_or_else(|| seeder.number(0, 10) < 4, |(given, ..)| *given == "Zara");
    let given = seeder.one_of(if is_girl { GIRLS } else { BOYS }).unwrap_or("Sam");
    let (given, family) = known.map_or((given, family), |(given, family, _)| (*given, *family));
    let age = match known {
        Some((.., age)) => *age,
        None => seeder.number(1, 22),
    };
    let born = seeder.years_ago(age).saturating_sub(seeder.number(5, 360).days());
    let name = Name::read(given, family, "").map_err(|error| Failure::new(error.to_string()))?;
    let mut person = Person::new(seeder.write.id(), name);
    person.born = Some(born);
    person.sex = Some(if is_girl { "F" } else { "M" }.to_owned());
    person.ethnicity =
        seeder.one_of(&["WBRI", "WBRI", "WBRI", "APKN", "BCRB", "BAFR", "MWBC", "AIND", "WOTH"]).map(str::to_owned);
    person.primary_need =
        seeder.one_of(&["ASD", "ASD", "SLD", "PMLD", "PD", "SLCN", "SEMH", "HI", "MLD"]).map(str::to_owned);
    person.has_record = true;
    person.contact.address = Some(format!("{} Example Road, Exampleton", number + 1));
    person.contact.is_restricted = number == 40;
    let leads_alone = age >= 18 || (age >= 16 && number.is_multiple_of(2)) || known.is_some_and(|(.., age)| *age >= 16);
    person.handed_over_on = leads_alone.then(|| seeder.today.saturating_sub(60.days()));
    people::insert(&mut seeder.write, &person).await?;
    if age >= 16 {
        let email = format!("{}.{}.{number}@post.example", given.to_lowercase(), plain(family));
        seeder.account(person.id, &email).await?;
    }
    let since = seeder.today.saturating_sub(seeder.number(200, 1_000).days());
    let parents = match sibling {
        Some(sibling) => sibling.parents.clone(),
        None => add_parents(seeder, number, family).await?,
    };
    for (at, parent) in parents.iter().enumerate() {
        let kind = if at == 1 && number % 5 == 3 { RelationKind::Carer } else { RelationKind::Parent };
        let is_restricted = at == 1 && number == 40;
        relate(seeder, person.id, Holder::Person(*parent), kind, (since, is_restricted)).await?;
    }
    if let Some(sibling) = sibling {
        relate(seeder, person.id, Holder::Person(sibling.id), RelationKind::Sibling, (since, false)).await?;
        relate(seeder, sibling.id, Holder::Person(person.id), RelationKind::Sibling, (since, false)).await?;
    }
    let key_worker = give_to_workers(seeder, staff, (person.id, age, number), since).await?;
    let need = seeder.number(20, 700) + seeder.number(0, 300);
    Ok(Child { id: person.id, born, need, parents, key_worker })
}

async fn add_parents(seeder: &mut Seeder<'_>, number: usize, family: &str) -> Result<Vec<PersonId>, Failure> {
    let count = if number.is_multiple_of(4) { 1 } else { 2 };
    let mut parents = Vec::new();
    for at in 0..count {
        let given = if number == 0 && at == 0 { "Amina" } else { seeder.one_of(ADULTS).unwrap_or("Jo") };
        let name = Name::read(given, family, "").map_err(|error| Failure::new(error.to_string()))?;
        let mut parent = Person::new(seeder.write.id(), name);
        let email = format!("{}.{}.{number}{at}@post.example", given.to_lowercase(), plain(family));
        parent.contact.email = Some(email.clone());
        people::insert(&mut seeder.write, &parent).await?;
        seeder.account(parent.id, &email).await?;
        parents.push(parent.id);
    }
    Ok(parents)
}

async fn give_to_workers(
    seeder: &mut Seeder<'_>,
    staff: &Staff,
    (child, age, number): (PersonId, i64, usize),
    since: Date,
) -> Result<Option<PersonId>, Failure> {
    let team_at = if age < 11 { 0 } else { usize::from(age >= 16) + 1 };
    let key_worker = staff.key_workers.get(team_at * KEY_WORKERS_IN_A_TEAM + number % KEY_WORKERS_IN_A_TEAM).copied();
    let setting_at = match age {
        0..4 => 0,
        4..11 => 1 + number % 3,
        11..16 => 3 + number % 2,
        _ => 5,
    };
    let provider =
        staff.providers.get(number % staff.providers.len().max(1)).copied().filter(|_| number.is_multiple_of(3));
    let groups: [(Option<GroupId>, RelationKind); 4] = [
        (staff.teams.get(team_at).copied(), RelationKind::Team),
        (staff.settings.get(setting_at).copied(), RelationKind::Setting),
        (staff.health.filter(|_| number.is_multiple_of(4)), RelationKind::HealthBody),
        (provider, RelationKind::Provider),
    ];
    for (group, kind) in groups {
        if let Some(group) = group {
            relate(seeder, child, Holder::Group(group), kind, (since, false)).await?;
        }
    }
    let people = [
        (key_worker, RelationKind::KeyWorker),
        (staff.broker.filter(|_| number.is_multiple_of(10)), RelationKind::Broker),
        (staff.peer_supporter.filter(|_| number.is_multiple_of(15)), RelationKind::PeerSupporter),
    ];
    for (person, kind) in people {
        if let Some(person) = person {
            relate(seeder, child, Holder::Person(person), kind, (since, false)).await?;
        }
    }
    Ok(key_worker)
}

async fn relate(
    seeder: &mut Seeder<'_>,
    child: PersonId,
    holder: Holder,
    kind: RelationKind,
    (starts_on, is_contact_restricted): (Date, bool),
) -> Result<(), Failure> {
    let relation = Relation {
        id: seeder.write.id(),
        child,
        holder,
        kind,
        is_contact_restricted,
        starts_on,
        ends_on: None,
        source: "made up for the demonstration".to_owned(),
    };
    Ok(relations::insert(&mut seeder.write, &relation).await?)
}

/// A name as the first part of an address: letters without marks, and nothing where there are none.
fn plain(name: &str) -> String {
    name.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect()
}
