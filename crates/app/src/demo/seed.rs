//! Filling an empty database with Exampleshire, in one change: all of it or nothing.

use fastrand::Rng;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use seven_core::access::{Action, Permit, operator};
use seven_core::audit::Event;
use seven_core::{AuthorityId, Moment, PersonId};
use store::accounts::{self, Account};
use store::authorities::{self, Authority};
use store::{Store, Writing};

use super::{children, events, money, rounds, schemes, staff};
use crate::failure::Failure;
use crate::service::time_zone;

/// What seeding works with.
pub struct Seeder<'a> {
    /// The one change.
    pub write: Writing,
    /// What allows it.
    pub permit: &'a Permit,
    /// The same draws every time.
    pub chance: Rng,
    /// The day that the demonstration is made on.
    pub today: Date,
    /// When it is made: nothing in it is later.
    pub now: Timestamp,
}

/// Fills the database.
pub async fn exampleshire(store: &Store, moment: Moment) -> Result<(), Failure> {
    let id = AuthorityId::new("exampleshire").map_err(|error| Failure::new(error.to_string()))?;
    let permit = operator(Action::KeepSystem, None);
    let write = store.writing(&id, &permit, moment).await?;
    let mut seeder = Seeder { write, permit: &permit, chance: Rng::with_seed(11), today: moment.today, now: moment.at };
    let authority = Authority {
        id,
        name: "Exampleshire".to_owned(),
        la_code: None,
        host: None,
        settings: SETTINGS.to_owned(),
        created_at: seeder.at(seeder.years_ago(3), 8),
    };
    authorities::insert(&mut seeder.write, &authority).await?;
    let staff = staff::add(&mut seeder).await?;
    let schemes = schemes::add(&mut seeder, staff.commissioner).await?;
    let children = children::add(&mut seeder, &staff).await?;
    rounds::add(&mut seeder, &children, &schemes).await?;
    seeder.write.go_to(moment.at);
    money::add(&mut seeder, &children).await?;
    events::add(&mut seeder, &children, &staff).await?;
    seeder.write.go_to(moment.at);
    let done = Event::of(&permit, "demonstration").with("people", "made up");
    Ok(seeder.write.commit(done).await?)
}

/// Whom families turn to, and the authority's own numbers.
const SETTINGS: &str = r#"{
  "email": "short-breaks@exampleshire.example",
  "phone": "01632 960 001",
  "address": "County Hall, Example Street, Exampleton",
  "practice-budget-pence": 20000,
  "challenge-within-days": 28,
  "challenge-answered-within-days": 20,
  "introduced": ["Amina Okafor", "Rhys Morgan", "Grace Bennett", "Samuel Wright", "Priya Nair"],
  "helpers": [
    { "name": "Exampleshire Parent Carer Forum", "phone": "01632 960 002", "what": "Parents who help parents" },
    { "name": "SEND information and advice service", "phone": "01632 960 003", "what": "Free advice that is not the council's" },
    { "name": "Nora Finch, broker", "phone": "01632 960 004", "what": "Help to plan and to find support" }
  ]
}"#;

impl Seeder<'_> {
    /// The same day some years before; 29 February becomes 28.
    pub fn years_ago(&self, years: i64) -> Date {
        self.today.saturating_sub(years.years())
    }

    /// An instant on a day, at an hour of the authority's clock.
    pub fn at(&self, day: Date, hour: i8) -> Timestamp {
        let at = day.at(hour, 0, 0, 0).to_zoned(time_zone());
        at.map_or(self.now, |zoned| zoned.timestamp()).min(self.now)
    }

    /// A whole number from `from` up to and without `to`.
    pub fn number(&mut self, from: i64, to: i64) -> i64 {
        self.chance.i64(from..to)
    }

    /// One of a list.
    pub fn one_of<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        let at = self.chance.usize(0..list.len().max(1));
        list.get(at).copied()
    }

    /// An account to sign in with.
    pub async fn account(&mut self, person: PersonId, email: &str) -> Result<(), Failure> {
        let account = Account::new(self.write.id(), person, email);
        Ok(accounts::insert(&mut self.write, &account).await?)
    }
}
