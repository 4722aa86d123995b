//! What the store is for, told on both databases.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use seven_core::access::{Action, Purpose, decide, operator};
use seven_core::audit::Event;
use seven_core::people::identifiers::Upn;
use seven_core::people::{GroupKind, Holder, RelationKind, Role};
use seven_core::{PersonId, SessionId};
use store::sessions::StoredSession;
use store::{StoreError, accounts, audit, people, relations, sessions};
use testkit::{Somebody, World, on_both_databases};

#[test]
fn a_person_is_read_back_as_they_were_stored() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let mut write = world.writing().await;
        let mut ada = seven_core::people::Person::new(
            write.id(),
            seven_core::people::name::Name::read("Zoë-Ann", "O'Brien علي", "🦊").unwrap(),
        );
        ada.born = Some(date(2012, 2, 29));
        ada.has_record = true;
        ada.upn = Some(Upn::read("B801200005001").unwrap());
        ada.contact.address = Some("1 High Street\nEX1 1AA".to_owned());
        ada.contact.is_restricted = true;
        ada.contact.language = Some("cy".to_owned());
        people::insert(&mut write, &ada).await.unwrap();
        let event = Event::of(write.permit(), "person");
        write.commit(event).await.unwrap();
        let mut read = world.reading().await;
        assert_eq!(people::find(&mut read, ada.id).await.unwrap(), Some(ada));
    });
}

#[test]
fn no_authority_sees_what_is_anothers() {
    on_both_databases(async |store| {
        let (here, there) = (World::named(store, "here").await, World::named(store, "there").await);
        let ada = here.add(Somebody::child("Ada Example", "2015-03-02")).await;
        let mut read = there.reading().await;
        assert_eq!(people::find(&mut read, ada.id).await.unwrap(), None);
        assert_eq!(relations::standing(&mut read, ada.id, ada.id, there.clock.now().at).await.unwrap(), None);
        drop(read);
        let mut write = there.writing().await;
        assert!(matches!(people::update(&mut write, &ada).await, Err(StoreError::Changed("person"))));
        drop(write);
        assert_eq!((here.entries().await, there.entries().await), (2, 1));
    });
}

#[test]
fn access_is_decided_from_what_is_stored() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let ada = world.add(Somebody::child("Ada Example", "2015-03-02")).await;
        let mother = world.add(Somebody::grown_up("Grace Example")).await;
        let worker = world.add(Somebody::grown_up("Kit Worker")).await;
        world.relate(ada.id, mother.id, RelationKind::Parent).await;
        let team = world.group(GroupKind::Team, "North team").await;
        world.relate_to(ada.id, Holder::Group(team), RelationKind::Team).await;
        world.employ(worker.id, Role::TeamMember, Some(team)).await;
        let today = world.clock.now().today;
        let mut read = world.reading().await;
        for (person, action, purpose, may) in [
            (mother.id, Action::ViewBudget, Purpose::OwnLife, true),
            (mother.id, Action::SettleAnswers, Purpose::Work, false),
            (worker.id, Action::ViewChild, Purpose::Work, true),
            (worker.id, Action::ViewHiddenNotes, Purpose::Work, false),
            (ada.id, Action::ViewChild, Purpose::OwnLife, true),
        ] {
            let actor = relations::actor(&mut read, person).await.unwrap();
            let standing = relations::standing(&mut read, ada.id, person, world.clock.now().at).await.unwrap();
            let decided = decide(&actor, action, standing.as_ref(), purpose, today);
            assert_eq!(decided.is_ok(), may, "{action} {decided:?}");
        }
        let none = relations::standing(&mut read, mother.id, ada.id, world.clock.now().at).await.unwrap();
        assert_eq!(none, None, "a grown-up has no record");
    });
}

#[test]
fn the_second_of_two_editors_is_told() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let ada = world.add(Somebody::child("Ada Example", "2015-03-02")).await;
        let (mut first, mut second) = (ada.clone(), ada.clone());
        first.sex = Some("F".to_owned());
        second.primary_need = Some("ASD".to_owned());
        let mut write = world.writing().await;
        people::update(&mut write, &first).await.unwrap();
        let event = Event::of(write.permit(), "person");
        write.commit(event).await.unwrap();
        let mut write = world.writing().await;
        let told = people::update(&mut write, &second).await;
        assert!(matches!(told, Err(StoreError::Changed("person"))), "{told:?}");
        drop(write);
        let kept = people::find(&mut world.reading().await, ada.id).await.unwrap().unwrap();
        assert_eq!((kept.sex.as_deref(), kept.primary_need, kept.version), (Some("F"), None, 2));
    });
}

#[test]
fn a_change_that_is_dropped_leaves_no_trace() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let before = world.entries().await;
        let mut write = world.writing().await;
        let ghost = seven_core::people::Person::new(
            write.id(),
            seven_core::people::name::Name::read("No", "Body", "").unwrap(),
        );
        people::insert(&mut write, &ghost).await.unwrap();
        drop(write);
        assert_eq!(people::find(&mut world.reading().await, ghost.id).await.unwrap(), None);
        assert_eq!(world.entries().await, before);
    });
}

#[test]
fn both_databases_tell_the_same_faults_apart() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let mut ada = world.add(Somebody::child("Ada Example", "2015-03-02")).await;
        let mut bea = world.add(Somebody::child("Bea Example", "2015-03-02")).await;
        let upn = Some(Upn::read("B801200005001").unwrap());
        (ada.upn, bea.upn) = (upn.clone(), upn);
        let mut write = world.writing().await;
        people::update(&mut write, &ada).await.unwrap();
        let told = people::update(&mut write, &bea).await;
        assert!(matches!(&told, Err(StoreError::Taken(what)) if what == "person_upn"), "{told:?}");
        drop(write);
        let mut write = world.writing().await;
        let told = people::insert(&mut write, &ada).await;
        assert!(matches!(&told, Err(StoreError::Taken(what)) if what == "person"), "{told:?}");
        drop(write);
        let mut write = world.writing().await;
        let relation = seven_core::people::Relation {
            id: write.id(),
            child: ada.id,
            holder: Holder::Person(PersonId(uuid::Uuid::from_u128(9))),
            kind: RelationKind::Parent,
            is_contact_restricted: false,
            starts_on: date(2026, 1, 1),
            ends_on: None,
            source: String::new(),
        };
        let told = relations::insert(&mut write, &relation).await;
        assert!(matches!(told, Err(StoreError::Conflict(_))), "{told:?}");
    });
}

#[test]
fn a_permit_for_one_child_changes_no_other() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let ada = world.add(Somebody::child("Ada Example", "2015-03-02")).await;
        let bea = world.add(Somebody::child("Bea Example", "2015-03-02")).await;
        let permit = operator(Action::EraseRecord, Some(ada.id));
        let mut write = store.writing(&world.authority, &permit, world.clock.now()).await.unwrap();
        assert!(matches!(audit::purge_details(&mut write, bea.id).await, Err(StoreError::WrongPermit)));
    });
}

#[test]
fn a_session_is_found_by_its_token_and_ended_by_its_owner_alone() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let grace = world.add(Somebody::grown_up("Grace Example")).await;
        let other = world.add(Somebody::grown_up("Otto Other")).await;
        let account = world.open_account(grace.id, "Grace@Example.org ").await;
        let found = accounts::by_email(&mut world.reading().await, " grace@example.ORG").await.unwrap().unwrap();
        assert_eq!((found.id, found.person), (account, grace.id));
        let now = world.clock.now().at;
        let mut write = world.writing().await;
        let session = StoredSession {
            id: write.id(),
            account,
            person: grace.id,
            csrf_token: "c".to_owned(),
            browser: "Firefox on Linux".to_owned(),
            started_at: now,
            last_seen_at: now,
            ended_at: None,
        };
        sessions::insert(&mut write, &session, "hash").await.unwrap();
        let event = Event::of(write.permit(), "session");
        write.commit(event).await.unwrap();
        assert_eq!(sessions::by_token(&mut world.reading().await, "hash").await.unwrap(), Some(session.clone()));
        assert_eq!(sessions::by_token(&mut world.reading().await, "other").await.unwrap(), None);
        let later = now + SignedDuration::from_mins(5);
        sessions::touch(store, &world.authority, session.id, later).await.unwrap();
        let mut write = world.writing().await;
        assert!(matches!(sessions::end(&mut write, other.id, session.id).await, Err(StoreError::Missing(_))));
        sessions::end(&mut write, grace.id, session.id).await.unwrap();
        let event = Event::of(write.permit(), "session");
        write.commit(event).await.unwrap();
        let ended = sessions::by_token(&mut world.reading().await, "hash").await.unwrap().unwrap();
        assert_eq!((ended.last_seen_at, ended.ended_at), (later, Some(now)));
        assert_eq!(sessions::of_person(&mut world.reading().await, grace.id).await.unwrap(), []);
        let _: SessionId = ended.id;
    });
}

#[test]
fn an_instant_of_any_precision_verifies_when_it_is_read_back() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let at: Timestamp = "2026-09-01T09:30:00.123456789Z".parse().unwrap();
        let event = Event::of(&world.upkeep(), "page");
        store.record_view(&world.authority, event, at).await.unwrap();
        let entries = audit::entries(&mut world.reading().await, 0, 10).await.unwrap();
        let mut verifier = seven_core::audit::Verifier::new(&world.authority, vec![]);
        for entry in &entries {
            verifier.take(entry).unwrap();
        }
        assert_eq!(verifier.finish().unwrap().0, audit::head(&mut world.reading().await).await.unwrap());
    });
}

#[test]
fn many_who_look_and_write_at_once_make_one_chain() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let tasks: Vec<_> = (0..8)
            .map(|writer| {
                let world = world.clone();
                tokio::spawn(async move {
                    for step in 0..10 {
                        let subject = format!("page {writer}/{step}");
                        let event = Event::of(&world.upkeep(), subject);
                        if step % 2 == 0 {
                            world.store.record_view(&world.authority, event, world.clock.now().at).await.unwrap();
                        } else {
                            world.add(Somebody::grown_up(&format!("Person Number{writer}"))).await;
                        }
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let entries = audit::entries(&mut world.reading().await, 0, 100).await.unwrap();
        assert_eq!(entries.len(), 81);
        let mut verifier = seven_core::audit::Verifier::new(&world.authority, vec![]);
        entries.iter().for_each(|entry| verifier.take(entry).unwrap());
    });
}
