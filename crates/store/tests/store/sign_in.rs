//! What signing in keeps, on both databases: each thing counts once, and a person's own is nobody else's.

use jiff::SignedDuration;
use seven_core::audit::Event;
use seven_core::people::{RelationKind, Role};
use seven_core::sign_in::{Failures, MagicLink};
use store::kept_forms::{self, KeptForm};
use store::magic_links::{self, StoredLink};
use store::mail::{self, Mail};
use store::sign_in_steps::{self, Step};
use store::{StoreError, Writing, accounts, failures, holders, recovery_codes};
use testkit::{Somebody, World, on_both_databases};

async fn kept(write: Writing) {
    let event = Event::of(write.permit(), "sign in");
    write.commit(event).await.unwrap();
}

#[test]
fn wrong_tries_are_counted_one_after_another_even_when_they_come_together() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let at = world.clock.now().at;
        let tries = (0..8).map(|_| {
            let world = world.clone();
            tokio::spawn(async move {
                let mut write = world.writing().await;
                let before = failures::hold(&mut write, "door").await.unwrap();
                failures::keep(&mut write, "door", before.and_one(at)).await.unwrap();
                kept(write).await;
            })
        });
        for tried in tries.collect::<Vec<_>>() {
            tried.await.unwrap();
        }
        let counted = failures::of_door(&mut world.reading().await, "door").await.unwrap();
        assert_eq!(counted, Failures { count: 8, last: Some(at) });
        assert_eq!(failures::of_door(&mut world.reading().await, "other").await.unwrap(), Failures::default());
        let mut write = world.writing().await;
        failures::forget(&mut write, "door").await.unwrap();
        kept(write).await;
        assert_eq!(failures::of_door(&mut world.reading().await, "door").await.unwrap(), Failures::default());
    });
}

#[test]
fn codes_links_and_steps_count_once() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let grace = world.add(Somebody::grown_up("Grace Bennett")).await;
        let account = world.open_account(grace.id, "grace@example.org").await;
        let at = world.clock.now().at;
        let mut write = world.writing().await;
        accounts::set_totp(&mut write, account, "SECRET", 100).await.unwrap();
        for (step, counts) in [(100, false), (99, false), (101, true), (101, false)] {
            assert_eq!(accounts::use_step(&mut write, account, step).await.unwrap(), counts, "{step}");
        }
        recovery_codes::replace(&mut write, account, &["one".to_owned(), "two".to_owned()]).await.unwrap();
        for (code, counts) in [("three", false), ("one", true), ("one", false)] {
            assert_eq!(recovery_codes::use_up(&mut write, account, code).await.unwrap(), counts, "{code}");
        }
        assert_eq!(recovery_codes::left(&mut write, account).await.unwrap(), 1);
        let link = MagicLink { made_at: at, used_at: None, browser: Some("browser".to_owned()) };
        let link = StoredLink { account, link, then: "/family".to_owned() };
        magic_links::insert(&mut write, &link, "first").await.unwrap();
        magic_links::insert(&mut write, &link, "second").await.unwrap();
        assert_eq!(magic_links::find(&mut write, "first").await.unwrap(), None);
        assert_eq!(magic_links::find(&mut write, "second").await.unwrap(), Some(link));
        assert!(magic_links::use_up(&mut write, "second").await.unwrap());
        assert!(!magic_links::use_up(&mut write, "second").await.unwrap());
        let step = Step { kind: "code".to_owned(), account: Some(account), particulars: "{}".to_owned(), made_at: at };
        sign_in_steps::insert(&mut write, &step, "step", at).await.unwrap();
        assert_eq!(sign_in_steps::find(&mut write, "step").await.unwrap(), Some(step.clone()));
        let later = at + SignedDuration::from_secs(1);
        sign_in_steps::insert(&mut write, &Step { made_at: later, ..step }, "later", later).await.unwrap();
        assert!(!sign_in_steps::use_up(&mut write, "step").await.unwrap());
        assert!(sign_in_steps::use_up(&mut write, "later").await.unwrap());
        kept(write).await;
    });
}

#[test]
fn an_organisation_vouches_for_one_account_and_an_account_is_linked_once() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let grace = world.add(Somebody::grown_up("Grace Bennett")).await;
        let (account, issuer) = (world.open_account(grace.id, "grace@example.org").await, "https://login.example.org");
        let mut write = world.writing().await;
        accounts::link(&mut write, account, issuer, "g").await.unwrap();
        let again = accounts::link(&mut write, account, issuer, "h").await;
        assert!(matches!(again, Err(StoreError::Changed(_))), "{again:?}");
        kept(write).await;
        let mut reading = world.reading().await;
        let found = accounts::by_organisation(&mut reading, issuer, "g").await.unwrap().unwrap();
        assert_eq!((found.id, found.organisation), (account, Some((issuer.to_owned(), "g".to_owned()))));
        assert_eq!(accounts::by_organisation(&mut reading, "https://other.example.org", "g").await.unwrap(), None);
        assert_eq!(accounts::of_person(&mut reading, grace.id).await.unwrap().unwrap().id, account);
    });
}

#[test]
fn a_letter_is_taken_by_one_and_its_text_goes_when_it_is_sent() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let at = world.clock.now().at;
        let mut write = world.writing().await;
        let letter = Mail {
            id: write.id(),
            to: "kit@example.org".to_owned(),
            subject: "Hello".to_owned(),
            body: "A link".to_owned(),
            written_at: at,
            sent_at: None,
            attempts: 0,
            tried_at: None,
            last_failure: None,
        };
        mail::insert(&mut write, &letter).await.unwrap();
        kept(write).await;
        assert_eq!(mail::waiting(&mut world.reading().await, 10).await.unwrap(), std::slice::from_ref(&letter));
        assert!(mail::take(store, &world.authority, &letter, at).await.unwrap());
        assert!(!mail::take(store, &world.authority, &letter, at).await.unwrap());
        mail::note(store, &world.authority, letter.id, Err("nobody there")).await.unwrap();
        let waits = mail::newest(&mut world.reading().await, 10).await.unwrap().remove(0);
        assert_eq!((waits.attempts, waits.last_failure.as_deref()), (1, Some("nobody there")));
        mail::note(store, &world.authority, letter.id, Ok(at)).await.unwrap();
        assert_eq!(mail::waiting(&mut world.reading().await, 10).await.unwrap(), []);
        assert_eq!(mail::newest(&mut world.reading().await, 10).await.unwrap()[0].body, "");
    });
}

#[test]
fn a_kept_form_is_its_writers_alone() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let (grace, kit) =
            (world.add(Somebody::grown_up("Grace Bennett")).await, world.add(Somebody::grown_up("Kit Bell")).await);
        let at = world.clock.now().at;
        let form = KeptForm { person: kit.id, path: "/family".to_owned(), form: "text=🦊".to_owned(), kept_at: at };
        let mut write = world.writing().await;
        kept_forms::insert(&mut write, &form, "token", at).await.unwrap();
        assert_eq!(kept_forms::find(&mut write, grace.id, "token").await.unwrap(), None);
        kept_forms::delete(&mut write, grace.id, "token").await.unwrap();
        assert_eq!(kept_forms::find(&mut write, kit.id, "token").await.unwrap(), Some(form));
        kept_forms::delete(&mut write, kit.id, "token").await.unwrap();
        assert_eq!(kept_forms::find(&mut write, kit.id, "token").await.unwrap(), None);
        kept(write).await;
    });
}

#[test]
fn everybody_with_an_open_account_is_listed_with_what_they_are_today() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let sam = world.add(Somebody::child("Sam Bell", "2015-03-02")).await;
        let kit = world.add(Somebody::grown_up("Kit Bell")).await;
        let grace = world.add(Somebody::grown_up("Grace Adair")).await;
        world.relate(sam.id, kit.id, RelationKind::Parent).await;
        world.employ(grace.id, Role::Finance, None).await;
        world.open_account(kit.id, "kit@example.org").await;
        let closed = world.add(Somebody::grown_up("Old Hand")).await;
        let account = world.open_account(closed.id, "old@example.org").await;
        world.open_account(grace.id, "grace@example.org").await;
        let mut write = world.writing().await;
        accounts::disable(&mut write, account, Some(world.clock.now().at)).await.unwrap();
        kept(write).await;
        let all = holders::all(&mut world.reading().await, world.clock.now().today).await.unwrap();
        let names: Vec<String> = all.iter().map(|holder| holder.name.shown()).collect();
        assert_eq!(names, ["Grace Adair", "Kit Bell"]);
        assert_eq!(all[0].roles, [(Role::Finance, None)]);
        assert_eq!(all[1].relations, [(RelationKind::Parent, "Sam".to_owned())]);
    });
}
