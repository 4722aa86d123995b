//! The database goes away and comes back, or its disk is full: clear errors, nothing half written, and on it goes.

use seven_core::audit::Event;
use store::{Chance, Engine, Store, StoreError, people, verify};
use testkit::{Clock, Server, Somebody, TempStore, World};

async fn look(world: &World) -> Result<(), StoreError> {
    let event = Event::of(&world.upkeep(), "page");
    world.store.record_view(&world.authority, event, world.clock.now().at).await
}

#[test]
fn a_server_that_stops_is_told_and_used_again_once_it_is_back() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let mut server = Server::start();
        let store = Store::open(&server.address("postgres"), Chance::System).await.unwrap();
        store.migrate().await.unwrap();
        let world = World::new(&store).await;
        for is_sudden in [false, true] {
            look(&world).await.unwrap();
            let write = world.writing().await;
            let stop = if is_sudden { Server::kill } else { Server::stop };
            stop(&mut server);
            let event = Event::of(&world.upkeep(), "lost with the server");
            assert!(matches!(write.commit(event).await, Err(StoreError::Gone(_) | StoreError::Database(_))));
            let told = look(&world).await;
            assert!(matches!(told, Err(StoreError::Gone(_))), "{told:?}");
            let told = store.ping().await;
            assert!(matches!(told, Err(StoreError::Gone(_))), "{told:?}");
            server.start_again();
            look(&world).await.unwrap();
            verify::chain(&mut world.reading().await, vec![]).await.unwrap();
        }
        store.close().await;
    });
}

#[test]
fn a_file_that_is_moved_away_is_told_and_used_again_once_it_is_back() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = TempStore::new(Engine::Sqlite).await;
        let world = World::new(&store).await;
        store.close().await;
        let folder = store.folder().to_owned();
        let away = folder.with_extension("away");
        std::fs::rename(&folder, &away).unwrap();
        let told = Store::open(store.address(), Chance::System).await;
        assert!(matches!(told, Err(StoreError::Gone(_))), "{told:?}");
        let told = Store::open_existing(store.address(), Chance::System).await;
        assert!(matches!(&told, Err(StoreError::Gone(why)) if why.contains("there is no file")), "{told:?}");
        std::fs::rename(&away, &folder).unwrap();
        let again = Store::open_existing(store.address(), Chance::System).await.unwrap();
        let world = World { store: again, ..world };
        look(&world).await.unwrap();
        verify::chain(&mut world.reading().await, vec![]).await.unwrap();
    });
}

/// Names the database to the process whose files may not grow.
const FULL: &str = "SEVENSTEPS_FULL_DATABASE";

/// What the process does whose files may not grow; as a test of its own it does nothing.
#[test]
fn the_process_whose_disk_is_full_writes() {
    let Ok(address) = std::env::var(FULL) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&address, Chance::System).await.unwrap();
        let authority = seven_core::AuthorityId::new("exampleshire").unwrap();
        let world = World { store, authority, clock: Clock::on("2026-09-01") };
        for kept in 0.. {
            let mut write = world.writing().await;
            let person = Somebody::grown_up(&format!("{} Example", "A".repeat(300))).with_id(write.id());
            let event = Event::of(write.permit(), "somebody");
            let done = match people::insert(&mut write, &person).await {
                Ok(()) => write.commit(event).await,
                Err(error) => Err(error),
            };
            if let Err(error) = done {
                println!("told {kept} {error:?}");
                break;
            }
        }
    });
}

#[test]
fn a_full_disk_is_told_and_nothing_is_half_written() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = TempStore::new(Engine::Sqlite).await;
        let world = World::new(&store).await;
        let before = store.number("SELECT COUNT(*) FROM person").await;
        // files that may not grow beyond four megabytes stand for a disk without room
        let output = std::process::Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 8192; exec \"$@\"", "sh"])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", "outage::the_process_whose_disk_is_full_writes", "--nocapture"])
            .env(FULL, store.address())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let told = said.split_once("told ").unwrap_or_else(|| panic!("{said}")).1;
        let (kept, error) = told.lines().next().unwrap().split_once(' ').unwrap();
        assert!(error.starts_with("Full("), "{error}");
        let kept: i64 = kept.parse().unwrap();
        assert!(kept > 0);
        assert_eq!(store.number("SELECT COUNT(*) FROM person").await, before + kept);
        verify::chain(&mut world.reading().await, vec![]).await.unwrap();
        world.add(Somebody::grown_up("Grace Example")).await;
        verify::chain(&mut world.reading().await, vec![]).await.unwrap();
    });
}
