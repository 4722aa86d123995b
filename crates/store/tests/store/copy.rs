//! A whole authority moves between the two kinds of database.

use seven_core::access::{Action, operator};
use store::copy::{CopyError, copy, sums};
use store::{Engine, audit};
use testkit::{Somebody, TempStore, World, fill, on_both_databases};

fn other(engine: Engine) -> Engine {
    if engine == Engine::Sqlite { Engine::Postgres } else { Engine::Sqlite }
}

const PERSON: &str = "authority_id, id, given_name, family_name, sorting_name, is_address_restricted, language, \
    has_record, created_at, version";

fn person(world: &World, number: usize) -> String {
    let id = uuid::Uuid::from_u128(1_000 + number as u128);
    let now = "2026-09-01T09:30:00.000000Z";
    format!("('{}', '{id}', 'A', 'B{number}', 'b{number}, a', 0, 'en', 0, '{now}', 1)", world.authority)
}

#[test]
fn an_authority_goes_there_and_back_without_loss() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let ada = world.add(Somebody::child("Zoë O'Brien", "2015-03-02")).await;
        // a second authority, to be left behind
        let neighbour = World::named(store, "neighbour").await;
        neighbour.add(Somebody::child("Bea Example", "2015-03-02")).await;
        // more than one page of rows
        let people: Vec<String> = (0..1_200).map(|number| person(&world, number)).collect();
        store.tamper(&format!("INSERT INTO person ({PERSON}) VALUES {}", people.join(", "))).await;
        fill(store, world.authority.as_str(), &ada.id.to_string()).await;
        let there = TempStore::new(other(store.engine())).await;
        let permit = operator(Action::KeepSystem, None);
        let now = world.clock.now();
        let before = sums(store, &world.authority).await.unwrap();
        let mut told = Vec::new();
        let verified =
            copy(store, &there, &world.authority, &permit, now, |table| told.push(table.clone())).await.unwrap();
        assert_eq!(told, before);
        assert!(told.iter().all(|table| table.sum.rows > 0), "{told:?}");
        assert_eq!(there.number("SELECT COUNT(*) FROM authority").await, 1);
        let end = audit::head(&mut there.reading(&world.authority).await.unwrap()).await.unwrap();
        assert_eq!(end.number, verified.end.number + 1, "the copy itself is written down");
        let back = TempStore::new(store.engine()).await;
        let sent = sums(&there, &world.authority).await.unwrap();
        let mut told = Vec::new();
        copy(&there, &back, &world.authority, &permit, now, |table| told.push(table.clone())).await.unwrap();
        assert_eq!(told, sent);
        let unlike = told.iter().zip(&before).filter(|(now, then)| now != then).map(|(now, _)| now.table.as_str());
        assert_eq!(unlike.collect::<Vec<_>>(), ["audit_entry", "audit_head"], "only the chain has grown");
        there.remove().await;
        back.remove().await;
    });
}

#[test]
fn nothing_is_overwritten_and_an_unknown_authority_is_named() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let there = TempStore::new(other(store.engine())).await;
        let (permit, now) = (operator(Action::KeepSystem, None), world.clock.now());
        let unknown = seven_core::AuthorityId::new("nowhere").unwrap();
        let told = copy(store, &there, &unknown, &permit, now, |_| ()).await;
        assert!(matches!(told, Err(CopyError::Unknown(_))), "{told:?}");
        copy(store, &there, &world.authority, &permit, now, |_| ()).await.unwrap();
        let told = copy(store, &there, &world.authority, &permit, now, |_| ()).await;
        assert!(matches!(&told, Err(CopyError::Occupied { table, .. }) if table == "authority"), "{told:?}");
        there.remove().await;
    });
}

#[test]
fn a_chain_that_does_not_hold_is_not_carried_on() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        world.add(Somebody::child("Ada Example", "2015-03-02")).await;
        store.tamper("UPDATE audit_entry SET subject = 'nothing' WHERE number = 1").await;
        let there = TempStore::new(other(store.engine())).await;
        let permit = operator(Action::KeepSystem, None);
        let told = copy(store, &there, &world.authority, &permit, world.clock.now(), |_| ()).await;
        assert!(matches!(told, Err(CopyError::Chain(_))), "{told:?}");
        assert_eq!(there.number("SELECT COUNT(*) FROM authority").await, 0);
        there.remove().await;
    });
}
