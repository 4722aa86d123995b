//! The 121 children of Exampleshire and their families: when they came, who is around them, who was.

use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::people::name::Name;
use seven_core::people::{Holder, Person, RelationKind};
use store::people;

use super::around::{relate, work_with};
use super::names::{ADULTS, BOYS, FAMILIES, GIRLS};
use super::plans::{BETH, JED, JOHN};
use super::seed::Seeder;
use super::staff::Staff;
use crate::failure::Failure;

/// As many as in the paper whose picture the demonstration shows.
const CHILDREN: usize = 121;

/// A child who is always there, because the tour meets the family.
struct Known {
    number: usize,
    given: &'static str,
    family: &'static str,
    is_girl: bool,
    age: i64,
    /// For how many days the record has been kept.
    days: i64,
    /// How much support the child needs, where it is told.
    need: Option<i64>,
    /// The first parent's given name, where it is known too.
    parent: Option<&'static str>,
}

const KNOWN: [Known; 5] = [
    Known {
        number: 0,
        given: "Zara",
        family: "Okafor",
        is_girl: true,
        age: 9,
        days: 45,
        need: None,
        parent: Some("Amina"),
    },
    Known { number: 1, given: "Rhys", family: "Morgan", is_girl: false, age: 17, days: 640, need: None, parent: None },
    Known {
        number: BETH,
        given: "Beth",
        family: "Turner",
        is_girl: true,
        age: 17,
        days: 420,
        need: Some(880),
        parent: Some("Carol"),
    },
    Known {
        number: JOHN,
        given: "John",
        family: "Rowe",
        is_girl: false,
        age: 17,
        days: 300,
        need: Some(700),
        parent: None,
    },
    Known {
        number: JED,
        given: "Jed",
        family: "Hall",
        is_girl: false,
        age: 17,
        days: 510,
        need: Some(640),
        parent: None,
    },
];

/// What is known of a child by the place in the list.
fn known_as(number: usize) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.number == number)
}

/// The child whose address is kept from a parent.
pub const KEPT_APART: usize = 41;

/// The child on whom most is spent, with very little need: the paper's picture has one.
pub const DEAREST: usize = 17;

/// A child of the demonstration.
#[derive(Debug, Clone)]
pub struct Child {
    /// The child.
    pub id: PersonId,
    /// The place in the list, from 0: what happens to a child goes by it.
    pub number: usize,
    /// Date of birth.
    pub born: Date,
    /// The day from which the record is kept.
    pub since: Date,
    /// The day from which the young person leads.
    pub leads_from: Option<Date>,
    /// How much support the child needs, from 0 to 999: what answers are drawn from, and costs are not.
    pub need: i64,
    /// The parents and carers, the first with an account.
    pub parents: Vec<PersonId>,
    /// The first parent's e-mail address.
    pub email: String,
    /// The place of the child's team in the list of teams.
    pub team_at: usize,
    /// The key workers, each with the first day.
    pub workers: Vec<(Date, PersonId)>,
}

impl Child {
    /// Who speaks for the child on a day.
    pub fn speaker(&self, day: Date) -> Option<PersonId> {
        if self.leads_from.is_some_and(|from| from <= day) { Some(self.id) } else { self.parents.first().copied() }
    }

    /// The key worker on a day.
    pub fn worker(&self, day: Date) -> Option<PersonId> {
        self.workers.iter().rfind(|(from, _)| *from <= day).map(|(_, worker)| *worker)
    }

    /// Whole years on a day, near enough for the demonstration's own choices.
    pub fn age(&self, day: Date) -> i64 {
        i64::from(day.year())
            - i64::from(self.born.year())
            - i64::from((day.month(), day.day()) < (self.born.month(), self.born.day()))
    }
}

/// Adds the children, their families and everybody's relations.
pub async fn add(seeder: &mut Seeder, staff: &Staff) -> Result<Vec<Child>, Failure> {
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
    seeder: &mut Seeder,
    staff: &Staff,
    number: usize,
    family: &str,
    sibling: Option<&Child>,
) -> Result<Child, Failure> {
    let known = known_as(number);
    // drawn for the later ones too, so that nobody else becomes somebody else
    let is_drawn_girl = number > 1 && seeder.names.u8(0..10) < 4;
    let is_girl = known.map_or(is_drawn_girl, |known| known.is_girl);
    let given = seeder.name(if is_girl { GIRLS } else { BOYS });
    let (given, family) = known.map_or((given, family), |known| (known.given, known.family));
    let (drawn, days) = (seeder.names.i64(1..22), seeder.names.i64(5..360));
    let age = known.map_or(drawn, |known| known.age);
    let born = seeder.years_ago(age).saturating_sub(days.days());
    let since = since(seeder, number, born);
    let leads_from = leads_from(number, born, since).filter(|from| *from <= seeder.today);
    seeder.go(since, 9);
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
    person.contact.is_restricted = number == KEPT_APART;
    person.handed_over_on = leads_from;
    people::insert(&mut seeder.write, &person).await?;
    seeder.cast.child(person.id, born, leads_from);
    if age >= 16 {
        let email = format!("{}.{}.{number}@post.example", given.to_lowercase(), plain(family));
        seeder.account(person.id, &email).await?;
    }
    let (parents, email) = match sibling {
        Some(sibling) => (sibling.parents.clone(), sibling.email.clone()),
        None => add_parents(seeder, number, family).await?,
    };
    let drawn = seeder.number(20, 700) + seeder.number(0, 300);
    let told = if number == DEAREST { Some(60) } else { known.and_then(|known| known.need) };
    let need = told.unwrap_or(drawn);
    let team_at = if age < 11 { 0 } else { usize::from(age >= 16) + 1 };
    let mut child =
        Child { id: person.id, number, born, since, leads_from, need, parents, email, team_at, workers: Vec::new() };
    work_with(seeder, staff, &mut child, age).await?;
    if let Some(sibling) = sibling {
        let together = since.max(sibling.since);
        relate(seeder, child.id, Holder::Person(sibling.id), RelationKind::Sibling, together).await?;
        relate(seeder, sibling.id, Holder::Person(child.id), RelationKind::Sibling, together).await?;
    }
    Ok(child)
}

/// The day from which a record is kept: some for all three years, the newest for a few days only.
fn since(seeder: &mut Seeder, number: usize, born: Date) -> Date {
    let earliest = seeder.years_ago(3).saturating_add(4.days());
    let days = match (known_as(number), number % 20) {
        (Some(known), _) => known.days,
        (None, 19) => seeder.number(2, 20),
        // every third has been here from the beginning
        _ if number.is_multiple_of(3) => 2_000,
        _ => seeder.number(120, 1_080),
    };
    seeder.days_ago(days).max(earliest).max(born.saturating_add(40.days()))
}

/// The day on which a young person took the lead, for those who did: some weeks after they were sixteen.
fn leads_from(number: usize, born: Date, since: Date) -> Option<Date> {
    let sixteen = born.saturating_add(16.years()).saturating_add(35.days());
    // Beth's mother acts for her
    let takes_the_lead = number != BETH && (known_as(number).is_some() || number.is_multiple_of(2));
    takes_the_lead.then(|| sixteen.max(since.saturating_add(30.days())))
}

async fn add_parents(seeder: &mut Seeder, number: usize, family: &str) -> Result<(Vec<PersonId>, String), Failure> {
    let count = if number.is_multiple_of(4) { 1 } else { 2 };
    let (mut parents, mut first) = (Vec::new(), String::new());
    for at in 0..count {
        let known = known_as(number).and_then(|known| known.parent).filter(|_| at == 0);
        let drawn = if number == 0 && at == 0 { "" } else { seeder.name(ADULTS) };
        let given = known.unwrap_or(drawn);
        let name = Name::read(given, family, "").map_err(|error| Failure::new(error.to_string()))?;
        let mut parent = Person::new(seeder.write.id(), name);
        let email = format!("{}.{}.{number}{at}@post.example", given.to_lowercase(), plain(family));
        parent.contact.email = Some(email.clone());
        people::insert(&mut seeder.write, &parent).await?;
        seeder.account(parent.id, &email).await?;
        parents.push(parent.id);
        if at == 0 {
            first = email;
        }
    }
    Ok((parents, first))
}

/// A name as the first part of an address: letters without marks, and nothing where there are none.
fn plain(name: &str) -> String {
    name.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect()
}
