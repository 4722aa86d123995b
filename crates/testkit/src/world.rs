//! A small authority to tell stories in: people, what they are to each other, what they do for a living.

use jiff::civil::Date;
use seven_core::access::{Action, Permit, operator};
use seven_core::audit::Event;
use seven_core::people::name::Name;
use seven_core::people::{GroupKind, Holder, Membership, Person, Relation, RelationKind, Role};
use seven_core::{AccountId, AuthorityId, GroupId, PersonId};
use store::accounts::Account;
use store::authorities::Authority;
use store::relations::Group;
use store::{Reading, Store, Writing};

use crate::Clock;

/// An authority with its database and a clock.
#[derive(Debug, Clone)]
pub struct World {
    /// Where all of it is stored.
    pub store: Store,
    /// The authority.
    pub authority: AuthorityId,
    /// When it is.
    pub clock: Clock,
}

/// Somebody who is not yet there.
#[derive(Debug, Clone)]
pub struct Somebody {
    name: Name,
    born: Option<Date>,
    has_record: bool,
    address: Option<String>,
}

/// What somebody is to a child, from the day of the change.
#[must_use]
pub fn relation(write: &Writing, child: PersonId, holder: Holder, kind: RelationKind) -> Relation {
    Relation {
        id: write.id(),
        child,
        holder,
        kind,
        is_contact_restricted: false,
        starts_on: write.moment().today,
        ends_on: None,
        source: "told at the first visit".to_owned(),
    }
}

impl Somebody {
    /// A child or young person whose record is kept, by their full name and the day they were born.
    #[must_use]
    pub fn child(name: &str, born: &str) -> Somebody {
        let born = Some(born.parse().expect("a day such as 2015-03-02"));
        Somebody { born, has_record: true, ..Somebody::grown_up(name) }
    }

    /// A grown-up.
    #[must_use]
    pub fn grown_up(name: &str) -> Somebody {
        let (given, family) = name.rsplit_once(' ').expect("a given and a family name");
        let name = Name::read(given, family, "").expect("a name");
        Somebody { name, born: None, has_record: false, address: None }
    }

    /// As a person with an id.
    #[must_use]
    pub fn with_id(self, id: PersonId) -> Person {
        let mut person = Person::new(id, self.name);
        person.born = self.born;
        person.has_record = self.has_record;
        person.contact.address = self.address;
        person.contact.language = Some("en".to_owned());
        person
    }

    /// Who lives at an address.
    #[must_use]
    pub fn living_at(mut self, address: &str) -> Somebody {
        self.address = Some(address.to_owned());
        self
    }
}

impl World {
    /// Exampleshire on 1 September 2026, with nobody in it.
    pub async fn new(store: &Store) -> World {
        World::named(store, "exampleshire").await
    }

    /// An authority of this id on 1 September 2026, with nobody in it.
    pub async fn named(store: &Store, id: &str) -> World {
        let authority = AuthorityId::new(id).expect("an authority's id");
        let world = World { store: store.clone(), authority: authority.clone(), clock: Clock::on("2026-09-01") };
        let mut write = world.writing().await;
        let row = Authority {
            id: authority,
            name: format!("{id} council"),
            la_code: None,
            host: None,
            settings: "{}".to_owned(),
            created_at: world.clock.now().at,
        };
        store::authorities::insert(&mut write, &row).await.expect("a new authority");
        world.commit(write, "authority").await;
        world
    }

    /// A permit of the command line for the system's upkeep.
    #[must_use]
    pub fn upkeep(&self) -> Permit {
        operator(Action::KeepSystem, None)
    }

    /// Opens the database for one change of the command line.
    pub async fn writing(&self) -> Writing {
        self.store.writing(&self.authority, &self.upkeep(), self.clock.now()).await.expect("a database to write to")
    }

    /// Opens the database for reading.
    pub async fn reading(&self) -> Reading {
        self.store.reading(&self.authority).await.expect("a database to read from")
    }

    async fn commit(&self, write: Writing, subject: &str) {
        let event = Event::of(write.permit(), subject);
        write.commit(event).await.expect("a change that is kept");
    }

    /// Adds a person.
    pub async fn add(&self, somebody: Somebody) -> Person {
        let mut write = self.writing().await;
        let person = somebody.with_id(write.id());
        store::people::insert(&mut write, &person).await.expect("a new person");
        self.commit(write, &format!("person {}", person.id)).await;
        person
    }

    /// Says what a person is to a child, from today.
    pub async fn relate(&self, child: PersonId, person: PersonId, kind: RelationKind) -> Relation {
        self.relate_to(child, Holder::Person(person), kind).await
    }

    /// Says what a person or a group is to a child, from today.
    pub async fn relate_to(&self, child: PersonId, holder: Holder, kind: RelationKind) -> Relation {
        let mut write = self.writing().await;
        let relation = relation(&write, child, holder, kind);
        store::relations::insert(&mut write, &relation).await.expect("a new relation");
        self.commit(write, &format!("relation {}", relation.id)).await;
        relation
    }

    /// Adds a team, setting, provider or health body.
    pub async fn group(&self, kind: GroupKind, name: &str) -> GroupId {
        let mut write = self.writing().await;
        let group = Group { id: write.id(), kind, name: name.to_owned(), urn: None };
        store::relations::insert_group(&mut write, &group).await.expect("a new group");
        self.commit(write, &format!("group {}", group.id)).await;
        group.id
    }

    /// Gives a person a role from today.
    pub async fn employ(&self, person: PersonId, role: Role, group: Option<GroupId>) -> Membership {
        let mut write = self.writing().await;
        let starts_on = self.clock.now().today;
        let membership = Membership { id: write.id(), person, role, group, starts_on, ends_on: None };
        store::relations::insert_membership(&mut write, &membership).await.expect("a new role");
        self.commit(write, &format!("role {}", membership.id)).await;
        membership
    }

    /// Gives a person an account without a password.
    pub async fn open_account(&self, person: PersonId, email: &str) -> AccountId {
        let mut write = self.writing().await;
        let account = Account::new(write.id(), person, email);
        store::accounts::insert(&mut write, &account).await.expect("a new account");
        self.commit(write, &format!("account {}", account.id)).await;
        account.id
    }

    /// How many entries the audit chain has.
    pub async fn entries(&self) -> i64 {
        let mut read = self.reading().await;
        store::audit::head(&mut read).await.expect("the chain's end").number
    }
}
