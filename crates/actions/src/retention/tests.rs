use std::io::{Cursor, Read};

use seven_core::access::Purpose;
use seven_core::people::{RelationKind, Role};
use seven_core::retention::KeepWhy;
use seven_core::{Moment, PersonId};
use store::columns::{STAYS, tables};
use store::{StoreError, people, verify};
use testkit::{Clock, Somebody, TempStore, World, fill, on_both_databases};

use super::*;
use crate::{ActionError, Caller};

fn caller(world: &World, person: Option<PersonId>) -> Caller {
    let purpose = if person.is_some() { Purpose::OwnLife } else { Purpose::Upkeep };
    Caller {
        store: world.store.clone(),
        authority: world.authority.clone(),
        person,
        purpose,
        moment: world.clock.now(),
    }
}

fn later(world: &World, day: &str) -> Moment {
    let mut moment = Clock::on(day).now();
    moment.at = moment.at.max(world.clock.now().at);
    moment
}

/// Ada with a mother, and a row of her own in every table.
async fn family(store: &TempStore) -> (World, PersonId, PersonId) {
    let world = World::new(store).await;
    let ada = world.add(Somebody::child("Ada Example", "1995-08-31").living_at("1 Hidden Street")).await;
    let mother = world.add(Somebody::grown_up("Grace Example").living_at("1 Hidden Street")).await;
    world.relate(ada.id, mother.id, RelationKind::Parent).await;
    world.open_account(mother.id, "grace@example.org").await;
    fill(store, world.authority.as_str(), &ada.id.to_string()).await;
    // made up for every table: a role, and a hold without an end
    store.tamper("DELETE FROM membership").await;
    store.tamper("DELETE FROM legal_hold").await;
    (world, ada.id, mother.id)
}

fn unpacked(zip: Vec<u8>) -> std::collections::BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    names
        .into_iter()
        .map(|name| {
            let mut text = String::new();
            zip.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
            (name, text)
        })
        .collect()
}

#[test]
fn a_family_is_given_its_record_without_what_others_may_not_be_told() {
    on_both_databases(async |store| {
        let (world, ada, mother) = family(store).await;
        store.tamper("UPDATE note SET body = 'said in <confidence>'").await;
        let before = world.entries().await;
        let family = unpacked(export(&caller(&world, Some(mother)), ada, Audience::Family).await.unwrap());
        assert_eq!(world.entries().await, before + 1, "taking it out is written down");
        assert!(!family["note.json"].contains("confidence"), "{}", family["note.json"]);
        let page = &family["record.html"];
        assert!(page.contains("1 left out here") && page.contains("Grace Example"), "{page}");
        let council = unpacked(export(&caller(&world, None), ada, Audience::Council).await.unwrap());
        assert!(council["note.json"].contains("said in <confidence>"));
        assert!(council["record.html"].contains("said in &lt;confidence&gt;"));
        for text in family.values().chain(council.values()) {
            assert!(!text.contains("session token_hash") && !text.contains("password_hash"), "no secret is given away");
        }
        // every column that may be shown is in a file
        let has_rows = |name: &str| council.get(&format!("{name}.json")).is_some_and(|json| json != "[]");
        for table in tables().unwrap().iter().filter(|table| table.child.is_some() && has_rows(&table.name)) {
            let json = &council[&format!("{}.json", table.name)];
            for column in table.columns.iter().filter(|column| column.shown != store::columns::Shown::No) {
                assert!(json.contains(&format!("\"{}\"", column.name)), "{}.{} {json}", table.name, column.name);
            }
        }
    });
}

#[test]
fn a_restricted_address_is_not_given_to_the_family() {
    on_both_databases(async |store| {
        let (world, ada, mother) = family(store).await;
        let caller = caller(&world, Some(mother));
        let shown = unpacked(export(&caller, ada, Audience::Family).await.unwrap());
        assert!(shown["person.json"].contains("Hidden Street"));
        store.tamper("UPDATE person SET is_address_restricted = 1").await;
        let withheld = unpacked(export(&caller, ada, Audience::Family).await.unwrap());
        assert!(!withheld.values().any(|text| text.contains("Hidden Street")));
        let told = export(&caller, ada, Audience::Council).await;
        assert!(matches!(told, Err(ActionError::Rule(_))), "{told:?}");
    });
}

#[test]
fn a_record_is_erased_on_its_day_with_those_who_are_here_for_it_alone() {
    on_both_databases(async |store| {
        let (mut world, ada, mother) = family(store).await;
        let worker = world.add(Somebody::grown_up("Kit Worker")).await;
        world.employ(worker.id, Role::Auditor, None).await;
        world.relate(ada, worker.id, RelationKind::KeyWorker).await;
        let sibling = world.add(Somebody::child("Bea Example", "2015-03-02")).await;
        world.relate(ada, sibling.id, RelationKind::Sibling).await;
        let told = erase(&caller(&world, None), ada).await.unwrap();
        assert!(matches!(told, Erased::Done(_)), "31 years and a day: {told:?}");
        world.clock.pass_minutes(1);
        let mut read = world.reading().await;
        for (person, is_there) in [(ada, false), (mother, false), (worker.id, true), (sibling.id, true)] {
            assert_eq!(people::find(&mut read, person).await.unwrap().is_some(), is_there);
        }
        drop(read);
        assert_nothing_is_left(store, ada, mother).await;
        let told = erase(&caller(&world, None), ada).await;
        assert!(matches!(told, Err(ActionError::Store(StoreError::Missing(_)))), "{told:?}");
    });
}

/// No column that a rule kept says anything of the child or the mother any more.
async fn assert_nothing_is_left(store: &TempStore, child: PersonId, mother: PersonId) {
    for table in tables().unwrap() {
        for (belonging, person) in [(&table.child, child), (&table.person, child), (&table.person, mother)] {
            let Some(belonging) = belonging else { continue };
            let whose = belonging.condition().replace("$1", "'exampleshire'").replace("$2", &format!("'{person}'"));
            for column in table.columns.iter().filter(|column| !STAYS.contains(&column.kept.as_str())) {
                let name = &column.name;
                // the erasure's own entry came after
                let but = if table.name == "audit_entry" { "AND action <> 'erase-record'" } else { "" };
                let left = format!(
                    "SELECT COUNT(*) FROM {} WHERE authority_id = 'exampleshire' AND {whose} {but} AND {name} IS NOT NULL \
                     AND CAST({name} AS TEXT) NOT IN ('', '0')",
                    table.name
                );
                assert_eq!(store.number(&left).await, 0, "{}.{name}", table.name);
            }
        }
    }
}

#[test]
fn after_an_erasure_the_chain_still_holds() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let ada = world.add(Somebody::child("Ada Example", "1990-03-02")).await;
        export(&caller(&world, None), ada.id, Audience::Council).await.unwrap();
        erase(&caller(&world, None), ada.id).await.unwrap();
        let verified = verify::chain(&mut world.reading().await, vec![]).await.unwrap();
        assert_eq!((verified.end.number, verified.purged), (4, 1));
    });
}

#[test]
fn a_legal_hold_wins_until_it_is_lifted() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let ada = world.add(Somebody::child("Ada Example", "1990-03-02")).await;
        let caller = caller(&world, None);
        assert!(matches!(place_hold(&caller, ada.id, " ").await, Err(ActionError::Invalid(_))));
        let hold = place_hold(&caller, ada.id, "claim 17 of 2026").await.unwrap();
        assert_eq!(erase(&caller, ada.id).await.unwrap(), Erased::Kept(KeepWhy::Hold(hold)));
        assert_eq!(look_ahead(&caller).await.unwrap().kept, [(ada.id, KeepWhy::Hold(hold))]);
        assert_eq!(run(&caller).await.unwrap().erased, []);
        assert_eq!(lasting_holds(&caller).await.unwrap()[0].reason, "claim 17 of 2026");
        assert!(matches!(lift_hold(&caller, ada.id, hold, "").await, Err(ActionError::Invalid(_))));
        lift_hold(&caller, ada.id, hold, "the claim is settled").await.unwrap();
        assert!(lift_hold(&caller, ada.id, hold, "once more").await.is_err());
        assert_eq!(lasting_holds(&caller).await.unwrap(), []);
        let lifted = &holds_on(&caller, ada.id).await.unwrap()[0];
        assert_eq!(lifted.lifted_reason.as_deref(), Some("the claim is settled"));
        assert_eq!(run(&caller).await.unwrap().erased, [ada.id]);
        verify::chain(&mut world.reading().await, vec![]).await.unwrap();
    });
}

#[test]
fn a_run_does_what_it_said_and_no_more() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let due = world.add(Somebody::child("Ada Example", "1990-03-02")).await;
        let young = world.add(Somebody::child("Bea Example", "2015-03-02")).await;
        let grace = world.add(Somebody::grown_up("Grace Example")).await;
        world.relate(young.id, grace.id, RelationKind::Parent).await;
        let account = world.open_account(grace.id, "grace@example.org").await;
        store
            .tamper(&format!(
                "INSERT INTO magic_link (authority_id, token_hash, account_id, then_path, made_at) VALUES \
                 ('exampleshire', 'old', '{account}', '/', '2025-09-01T23:00:00.000000Z'), \
                 ('exampleshire', 'new', '{account}', '/', '2025-09-02T00:00:00.000000Z')"
            ))
            .await;
        let caller = caller(&world, None);
        let outlook = look_ahead(&caller).await.unwrap();
        assert_eq!((outlook.due.as_slice(), outlook.kept.as_slice()), (&[due.id][..], &[][..]));
        assert!(outlook.rows.contains(&("magic_link".to_owned(), 1)), "{outlook:?}");
        let ran = run(&caller).await.unwrap();
        assert_eq!(ran.erased, [due.id]);
        assert!(ran.rows.contains(&("magic_link".to_owned(), 1)), "{ran:?}");
        assert_eq!(store.number("SELECT COUNT(*) FROM magic_link WHERE token_hash = 'new'").await, 1);
        assert!(people::find(&mut world.reading().await, young.id).await.unwrap().is_some());
        let at_thirty_one = Caller { moment: later(&world, "2046-03-02"), ..caller };
        assert_eq!(look_ahead(&at_thirty_one).await.unwrap().due, [young.id]);
    });
}

#[test]
fn an_authority_sets_its_own_years() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let ada = world.add(Somebody::child("Ada Example", "1990-03-02")).await;
        let own = r#"{"retention": [{"name": "child-record", "since": "2026-01-01", "anchor": "birth", "years": 45,
            "source": "our schedule", "mark": "own-decision"}]}"#;
        store.tamper(&format!("UPDATE authority SET settings = '{own}'")).await;
        let told = erase(&caller(&world, None), ada.id).await.unwrap();
        assert!(matches!(told, Erased::Kept(KeepWhy::Until(day)) if day.year() == 2035), "{told:?}");
        store.tamper(r#"UPDATE authority SET settings = '{"retention": "for ever"}'"#).await;
        assert!(matches!(erase(&caller(&world, None), ada.id).await, Err(ActionError::Rule(_))));
    });
}

#[test]
fn nobody_without_the_right_takes_holds_or_erases() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let ada = world.add(Somebody::child("Ada Example", "1990-03-02")).await;
        let mother = world.add(Somebody::grown_up("Grace Example")).await;
        let stranger = world.add(Somebody::grown_up("Otto Other")).await;
        world.relate(ada.id, mother.id, RelationKind::Parent).await;
        let before = world.entries().await;
        let (mother, stranger) = (caller(&world, Some(mother.id)), caller(&world, Some(stranger.id)));
        assert!(matches!(erase(&mother, ada.id).await, Err(ActionError::Refused(_))));
        assert!(matches!(place_hold(&mother, ada.id, "x").await, Err(ActionError::Refused(_))));
        assert!(matches!(holds_on(&mother, ada.id).await, Err(ActionError::Refused(_))));
        assert!(matches!(lasting_holds(&stranger).await, Err(ActionError::Refused(_))));
        assert!(matches!(export(&stranger, ada.id, Audience::Family).await, Err(ActionError::Refused(_))));
        assert!(matches!(run(&mother).await, Err(ActionError::Refused(_))));
        assert_eq!(world.entries().await, before);
    });
}
