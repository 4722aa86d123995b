//! Filling an empty database with Exampleshire, in one change: all of it or nothing.

use fastrand::Rng;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use seven_core::access::{Action, operator};
use seven_core::audit::Event;
use seven_core::settings::Settings;
use seven_core::{AuthorityId, MailId, Moment, PersonId, SessionId};
use store::accounts::{self, Account};
use store::authorities::{self, Authority};
use store::mail::{self, Mail};
use store::{Store, Writing};

use super::cast::Cast;
use super::children::Child;
use super::plans::year_on;
use super::staff::Staff;
use super::{
    changes, children, disputes, emergencies, imports, life, money, office, plans, rounds, schemes, staff, studies,
};
use crate::failure::Failure;
use crate::service::time_zone;

/// What seeding works with.
pub struct Seeder {
    /// The one change.
    pub write: Writing,
    /// Who stands where.
    pub cast: Cast,
    /// The same draws every time.
    pub chance: Rng,
    /// Draws for who people are: the same people, as old, on whatever day the demonstration is made.
    pub names: Rng,
    /// The day that the demonstration is made on.
    pub today: Date,
    /// When it is made: nothing in it is later.
    pub now: Timestamp,
}

/// Fills the database with Exampleshire as it stands today.
pub async fn exampleshire(store: &Store, moment: Moment) -> Result<(), Failure> {
    made(store, moment).await.map(drop)
}

/// Fills the database with Exampleshire as it stood a year ago, and lives until today; gives its children.
pub async fn a_year_on(store: &Store, now: Moment) -> Result<Vec<Child>, Failure> {
    let zoned = now.at.to_zoned(time_zone()).saturating_sub(1.years());
    let then = Moment { at: zoned.timestamp(), today: zoned.date() };
    let (id, children, staff) = made(store, then).await?;
    year_on::add(store, &id, (then, now), (&children, &staff)).await?;
    Ok(children)
}

async fn made(store: &Store, moment: Moment) -> Result<(AuthorityId, Vec<Child>, Staff), Failure> {
    let id = AuthorityId::new("exampleshire").map_err(|error| Failure::new(error.to_string()))?;
    let permit = operator(Action::KeepSystem, None);
    let write = store.writing(&id, &permit, moment).await?;
    let (cast, chance, names) = (Cast::default(), Rng::with_seed(11), Rng::with_seed(12));
    let mut seeder = Seeder { write, cast, chance, names, today: moment.today, now: moment.at };
    let authority = Authority {
        id: id.clone(),
        name: "Exampleshire".to_owned(),
        la_code: None,
        host: None,
        settings: settings(moment.today),
        created_at: seeder.at(seeder.years_ago(3), 8),
    };
    authorities::insert(&mut seeder.write, &authority).await?;
    let staff = staff::add(&mut seeder).await?;
    let schemes = rounds::ready(&schemes::add(&mut seeder, &staff).await?)?;
    let children = children::add(&mut seeder, &staff).await?;
    for child in &children {
        let told = rounds::add(&mut seeder, child, &schemes).await?;
        disputes::add(&mut seeder, child, &staff, &told).await?;
        life::add(&mut seeder, child, &staff, &told).await?;
    }
    emergencies::add(&mut seeder, &children, &staff).await?;
    money::add(&mut seeder, &children, &staff).await?;
    imports::add(&mut seeder, &children, &staff).await?;
    office::add(&mut seeder, &staff).await?;
    seeder.write.go_to(moment.at);
    let done = Event::of(&permit, "demonstration").with("people", "made up");
    seeder.write.commit(done).await?;
    plans::add(store, &id, moment, &children, &staff).await?;
    studies::add(store, &id, moment, &staff).await?;
    changes::add(store, &id, moment, &children).await?;
    Ok((id, children, staff))
}

/// The authority's settings, with the terms of the years around a day.
fn settings(today: Date) -> String {
    let mut settings = Settings::read(SETTINGS);
    let of = |year: i16, month: i8, day: i8| Date::new(year, month, day).unwrap_or(today);
    for year in today.year().saturating_sub(2)..today.year().saturating_add(3) {
        let next = year.saturating_add(1);
        settings.terms.0.extend([
            (of(year, 9, 2), of(year, 10, 23)),
            (of(year, 11, 2), of(year, 12, 18)),
            (of(next, 1, 5), of(next, 2, 12)),
            (of(next, 2, 22), of(next, 3, 27)),
            (of(next, 4, 13), of(next, 5, 22)),
            (of(next, 6, 1), of(next, 7, 21)),
        ]);
    }
    serde_json::to_string(&settings).unwrap_or_else(|_| SETTINGS.to_owned())
}

/// Whom families turn to, and the authority's own numbers.
const SETTINGS: &str = r#"{
  "email": "short-breaks@exampleshire.example",
  "phone": "01632 960 001",
  "adult-team-email": "adult-team@exampleshire.example",
  "address": "County Hall, Example Street, Exampleton",
  "practice-budget-pence": 20000,
  "challenge-within-days": 28,
  "challenge-answered-within-days": 21,
  "introduced": ["Amina Okafor", "Rhys Morgan", "Carol Turner", "John Rowe", "Grace Bennett", "Samuel Wright", "Priya Nair"],
  "pays-from": {
    "name": "Exampleshire", "sort-code": "20-00-00", "account": "55779911", "service-user": "654321",
    "formats": ["standard-18", "pain-001"]
  },
  "cost-codes": [
    { "stream": "social-care", "code": "C200" },
    { "stream": "health", "code": "H310" },
    { "stream": "education", "code": "E420" }
  ],
  "plan-answered-within-days": 20,
  "plan-questions": [{ "id": "siblings", "words": "Are brothers, sisters and parents thought of?" }],
  "market": [
    { "kind": "help", "unit": "hour", "least": 1520000, "usual": 1680000, "source": "three agencies asked in the spring" },
    { "kind": "break", "unit": "night", "least": 15000000, "usual": 17500000, "source": "framework contract for short breaks" }
  ],
  "helpers": [
    { "name": "Exampleshire Parent Carer Forum", "phone": "01632 960 002", "what": "Parents who help parents" },
    { "name": "SEND information and advice service", "phone": "01632 960 003", "what": "Free advice that is not the council's" },
    { "name": "Nora Finch, broker", "phone": "01632 960 004", "what": "Help to plan and to find support" }
  ]
}"#;

impl Seeder {
    /// The same day some years before; 29 February becomes 28.
    pub fn years_ago(&self, years: i64) -> Date {
        self.today.saturating_sub(years.years())
    }

    /// The day some days before today.
    pub fn days_ago(&self, days: i64) -> Date {
        self.today.saturating_sub(days.days())
    }

    /// An instant on a day, at an hour of the authority's clock.
    pub fn at(&self, day: Date, hour: i8) -> Timestamp {
        let at = day.at(hour, 0, 0, 0).to_zoned(time_zone());
        at.map_or(self.now, |zoned| zoned.timestamp()).min(self.now)
    }

    /// Goes on within an hour of a day; nothing is later than now.
    pub fn go(&mut self, day: Date, hour: i8) {
        let minutes = self.number(0, 50);
        self.write.go_to(self.at(day, hour));
        self.pass(minutes);
    }

    /// Goes on some minutes later.
    pub fn pass(&mut self, minutes: i64) {
        let later = self.write.moment().at.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(self.now);
        self.write.go_to(later.min(self.now));
    }

    /// The day that the seeder has come to, by the authority's clock.
    pub fn day(&self) -> Date {
        self.write.moment().at.to_zoned(time_zone()).date()
    }

    /// Puts on record what somebody does at the time that the seeder has come to, with the permit that they have then.
    pub fn did(
        &mut self,
        by: PersonId,
        action: Action,
        child: Option<PersonId>,
        subject: impl Into<String>,
        particulars: &[(&str, String)],
    ) -> Result<(), Failure> {
        self.did_as(by, (action, false), child, subject, particulars)
    }

    /// The same; `is_opened` where the record was opened outside their relations.
    pub fn did_as(
        &mut self,
        by: PersonId,
        (action, is_opened): (Action, bool),
        child: Option<PersonId>,
        subject: impl Into<String>,
        particulars: &[(&str, String)],
    ) -> Result<(), Failure> {
        let (day, subject) = (self.day(), subject.into());
        let permit = self.cast.permit(by, action, child, day, is_opened).map_err(|refusal| {
            Failure::new(format!("the demonstration's `{action}` on {day} ({subject}) is not permitted: {refusal}"))
        })?;
        // opening a record is no action towards a child, and still told under the child's name
        let event = Event { child: child.or(permit.child()), ..Event::of(&permit, subject) };
        let event = particulars.iter().fold(event, |event, (name, value)| event.with(name, value));
        self.write.also(event);
        Ok(())
    }

    /// Whether somebody may, at the time that the seeder has come to.
    pub fn may(&self, by: PersonId, action: Action, child: PersonId) -> bool {
        self.cast.permit(by, action, Some(child), self.day(), false).is_ok()
    }

    /// Somebody signs in, and is in a few minutes later.
    pub fn sign_in(&mut self, by: PersonId, way: &str) -> Result<(), Failure> {
        let session: SessionId = self.write.id();
        self.did(by, Action::SignIn, None, format!("session {session}"), &[("way", way.to_owned())])?;
        self.pass(2);
        Ok(())
    }

    /// A letter by e-mail, written at the time that the seeder has come to. Nobody delivers it.
    pub async fn post(&mut self, to: &str, subject: &str, body: String) -> Result<(), Failure> {
        let id: MailId = self.write.id();
        let mail = Mail {
            id,
            to: to.to_owned(),
            subject: subject.to_owned(),
            body,
            written_at: self.write.moment().at,
            sent_at: None,
            attempts: 0,
            tried_at: None,
            last_failure: None,
        };
        Ok(mail::insert(&mut self.write, &mail).await?)
    }

    /// A whole number from `from` up to and without `to`.
    pub fn number(&mut self, from: i64, to: i64) -> i64 {
        self.chance.i64(from..to.max(from + 1))
    }

    /// One of a list.
    pub fn one_of<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        let at = self.chance.usize(0..list.len().max(1));
        list.get(at).copied()
    }

    /// A name from a list.
    pub fn name(&mut self, list: &[&'static str]) -> &'static str {
        let at = self.names.usize(0..list.len().max(1));
        list.get(at).copied().unwrap_or("Sam")
    }

    /// An account to sign in with.
    pub async fn account(&mut self, person: PersonId, email: &str) -> Result<Account, Failure> {
        let account = Account::new(self.write.id(), person, email);
        accounts::insert(&mut self.write, &account).await?;
        Ok(account)
    }
}
