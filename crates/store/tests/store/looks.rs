//! Many people look at once.

use seven_core::audit::Event;
use store::{people, verify};
use testkit::{Somebody, World, on_both_databases};

#[test]
fn pages_that_hold_a_connection_while_their_look_is_recorded_do_not_wait_for_each_other() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let child = world.add(Somebody::child("Ada Example", "2015-03-02")).await.id;
        let before = world.entries().await;
        // more pages than there are connections
        let pages = (0..64).map(|_| {
            let world = world.clone();
            tokio::spawn(async move {
                let mut reading = world.reading().await;
                people::find(&mut reading, child).await.unwrap().unwrap();
                let look = Event::of(&world.upkeep(), "page");
                world.store.record_view(&world.authority, look, world.clock.now().at).await.unwrap();
                people::find(&mut reading, child).await.unwrap().unwrap();
            })
        });
        for page in pages.collect::<Vec<_>>() {
            page.await.unwrap();
        }
        assert_eq!(world.entries().await, before + 64);
        verify::chain(&mut world.reading().await, vec![]).await.unwrap();
    });
}
