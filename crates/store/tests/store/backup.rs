//! Backups of an embedded database, made while it is written to.

use std::path::Path;

use store::backup::{BackupError, restore};
use store::{Chance, Engine, Store};
use testkit::{Somebody, TempStore, World, on_both_databases};

#[test]
fn a_backup_is_whole_though_others_write_meanwhile_and_is_restored() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let to = store.folder().join("copy.db");
        if store.engine() == Engine::Postgres {
            assert!(matches!(store.back_up(&to).await, Err(BackupError::OnServer)));
            return;
        }
        let writer = world.clone();
        let writing = tokio::spawn(async move {
            for number in 0..100 {
                writer.add(Somebody::grown_up(&format!("Person Number{number}"))).await;
            }
        });
        while world.entries().await < 20 {
            tokio::task::yield_now().await;
        }
        let checked = store.back_up(&to).await.unwrap();
        let noted = checked[0].1.end.number;
        writing.await.unwrap();
        assert!((20..=101).contains(&noted), "{noted}");
        assert!(matches!(store.back_up(&to).await, Err(BackupError::There(_))));
        let back = store.folder().join("back.db");
        assert_eq!(restore(&to, &back).await.unwrap(), checked);
        let restored = Store::open(&format!("sqlite:{}", back.display()), Chance::System).await.unwrap();
        let mut read = restored.reading(&world.authority).await.unwrap();
        assert_eq!(store::audit::head(&mut read).await.unwrap().number, noted);
        drop(read);
        restored.close().await;
        assert!(matches!(restore(&to, &back).await, Err(BackupError::There(_))));
        assert_eq!(left_over(store), Vec::<String>::new());
    });
}

#[test]
fn a_damaged_backup_is_not_restored() {
    on_both_databases(async |store| {
        if store.engine() == Engine::Postgres {
            return;
        }
        let world = World::new(store).await;
        for number in 0..60 {
            world.add(Somebody::grown_up(&format!("Person Number{number}"))).await;
        }
        let to = store.folder().join("copy.db");
        store.back_up(&to).await.unwrap();
        let whole = std::fs::read(&to).unwrap();
        let back = store.folder().join("back.db");
        for bytes in [whole[..whole.len() / 2].to_vec(), b"no database at all".to_vec(), spoilt(&whole)] {
            std::fs::write(&to, bytes).unwrap();
            let told = restore(&to, &back).await;
            assert!(told.is_err());
            assert!(!back.exists());
        }
        assert!(matches!(restore(Path::new("nowhere.db"), &back).await, Err(BackupError::File { .. })));
        assert_eq!(left_over(store), Vec::<String>::new());
    });
}

/// With the first byte of each page turned round.
fn spoilt(whole: &[u8]) -> Vec<u8> {
    let mut spoilt = whole.to_vec();
    for page in spoilt.chunks_mut(4_096).skip(3) {
        page[0] ^= 0xff;
    }
    spoilt
}

fn left_over(store: &TempStore) -> Vec<String> {
    let names = std::fs::read_dir(store.folder()).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter_map(|name| name.into_string().ok()).filter(|name| name.contains(".part")).collect()
}
