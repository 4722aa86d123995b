//! `migrate`, `backup`, `restore`, `copy`, `export-record`, `hold` and `retention` from outside.

use testkit::{Somebody, World, on_both_databases};

use crate::sevensteps;

#[test]
fn a_new_file_is_migrated_once() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("new.db").display());
    let first = sevensteps(&["migrate", "--database", &address]);
    assert_eq!((first.code, first.err.as_str()), (0, ""));
    let again = sevensteps(&["migrate", "--database", &address]);
    assert!(again.out.starts_with("0 migrations ran"), "{}", again.out);
}

#[test]
fn an_authority_begins_with_an_administrator_and_a_link_that_works_once() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("new.db").display());
    assert_eq!(sevensteps(&["migrate", "--database", &address]).code, 0);
    let none = sevensteps(&["hold", "list", "--database", &address]);
    assert!(none.code == 1 && none.err.contains("sevensteps authority add"), "{}", none.err);
    let add = |id: &str, email: &str| {
        let own = ["--id", id, "--name", "Exampleshire", "--given", "Adwoa", "--family", "Darko", "--email", email];
        sevensteps(&[&["authority", "add", "--database", address.as_str()], own.as_slice()].concat())
    };
    let wrong = add("exampleshire", "nobody");
    assert!(wrong.code == 1 && wrong.err.contains("no e-mail address"), "{}", wrong.err);
    let listed = sevensteps(&["authority", "list", "--database", &address]);
    assert_eq!(listed.out, "authorities: 0\n", "nothing is half there");
    let added = add("exampleshire", "adwoa@example.gov.uk");
    assert_eq!((added.code, added.err.as_str()), (0, ""));
    let twice = add("exampleshire", "adwoa@example.gov.uk");
    assert!(twice.code == 1 && twice.err.contains("there is an authority `exampleshire` already"), "{}", twice.err);
    let link = added.out.split_whitespace().find(|word| word.contains("token=")).unwrap().to_owned();
    let served = crate::served::Served::start(&address);
    let path = link.strip_prefix("http://127.0.0.1:8080").unwrap();
    let nobody = crate::served::Visitor { token: String::new(), csrf: String::new() };
    let page = nobody.get(&served.host, path).unwrap();
    assert!(page.status == 200 && page.text.contains("name=\"email\""), "{}", page.text);
}

#[test]
fn settings_are_read_through_before_they_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("new.db").display());
    assert_eq!(sevensteps(&["migrate", "--database", &address]).code, 0);
    let new = ["--id", "exampleshire", "--name", "Exampleshire", "--given", "Adwoa", "--email", "adwoa@example.gov.uk"];
    let added = sevensteps(&[&["authority", "add", "--database", address.as_str()], new.as_slice()].concat());
    assert_eq!(added.code, 0, "{}", added.err);
    let file = folder.path().join("settings.json");
    let set = |json: &str| {
        std::fs::write(&file, json).unwrap();
        let file = file.display().to_string();
        sevensteps(&["authority", "settings", "--database", &address, "--set", &file])
    };
    for (json, told) in [
        ("{", "EOF"),
        ("[]", "one JSON object"),
        (r#"{"challenge-within-days": "soon"}"#, "invalid type"),
        (r#"{"sign_in": {"stuff": 1}}"#, "stuff"),
    ] {
        let wrong = set(json);
        assert!(wrong.code == 1 && wrong.err.contains(told), "{json}: {}", wrong.err);
    }
    assert_eq!(set(r#"{"phone": "01234 567890"}"#).code, 0);
    let shown = sevensteps(&["authority", "settings", "--database", &address]);
    assert!(shown.out.contains("01234 567890"), "{}", shown.out);
    let verified = sevensteps(&["audit", "verify", "--database", &address]);
    assert!(verified.code == 0 && verified.out.contains("3"), "{} {}", verified.out, verified.err);
}

#[test]
fn what_cannot_be_opened_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let missing = format!("sqlite:{}", folder.path().join("missing.db").display());
    let run = sevensteps(&["audit", "verify", "--database", &missing]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("there is no file"), "{}", run.err);
    assert!(!folder.path().join("missing.db").exists(), "a file that is missing is not made");
    let run = sevensteps(&["migrate", "--database", "mysql://me:secret@db/x"]);
    assert!(run.err.contains("sqlite:FILE") && !run.err.contains("secret"), "{}", run.err);
    let run = sevensteps(&["backup", "--database", "postgres://db/x", "--to", "copy.db"]);
    assert!(run.code == 1 && run.err.contains("pg_dump --format=custom"), "{}", run.err);
    let run = sevensteps(&["restore", "--database", "postgres://db/x", "--from", "copy.db"]);
    assert!(run.code == 1 && run.err.contains("pg_restore"), "{}", run.err);
}

#[test]
fn an_unmigrated_database_is_sent_to_migrate() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.db");
    std::fs::write(&path, "").unwrap();
    let run = sevensteps(&["retention", "--dry-run", "--database", &format!("sqlite:{}", path.display())]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("run `sevensteps migrate"), "{}", run.err);
}

#[test]
fn a_backup_is_made_and_restored_and_an_authority_is_copied() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        world.add(Somebody::child("Ada Example", "2015-03-02")).await;
        let file = |name: &str| format!("sqlite:{}", store.folder().join(name).display());
        let copied =
            sevensteps(&["copy", "--from", store.address(), "--to", &file("moved.db"), "--authority", "exampleshire"]);
        assert_eq!(copied.code, 0, "{}", copied.err);
        assert!(copied.out.contains("person") && copied.out.contains("its audit chain holds to 2:"), "{}", copied.out);
        let again =
            sevensteps(&["copy", "--from", store.address(), "--to", &file("moved.db"), "--authority", "exampleshire"]);
        assert!(again.code == 1 && again.err.contains("nothing was overwritten"), "{}", again.err);
        let backup = store.folder().join("backup.db").display().to_string();
        let made = sevensteps(&["backup", "--database", &file("moved.db"), "--to", &backup]);
        assert!(made.code == 0 && made.out.contains("backup.db is whole"), "{} {}", made.out, made.err);
        let back = sevensteps(&["restore", "--from", &backup, "--database", &file("back.db")]);
        assert!(back.code == 0 && back.out.contains("exampleshire: the audit chain holds to 3:"), "{}", back.err);
        let over = sevensteps(&["restore", "--from", &backup, "--database", &file("back.db")]);
        assert!(over.code == 1 && over.err.contains("is there already"), "{}", over.err);
    });
}

#[test]
fn a_record_is_taken_out_and_erased_when_it_is_due() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let ada = world.add(Somebody::child("Ada Example", "1980-03-02")).await.id.to_string();
        let out = store.folder().join("record.zip");
        let run = sevensteps(&[
            "export-record",
            "--database",
            store.address(),
            "--child",
            &ada,
            "--out",
            &out.display().to_string(),
        ]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(std::fs::read(&out).unwrap()[..2], *b"PK");
        let nobody = "01890a5d-ac96-774b-bcce-b302099a8057";
        let run = sevensteps(&["export-record", "--database", store.address(), "--child", nobody, "--out", "x.zip"]);
        assert!(run.code == 1 && run.err.contains("there is no such record"), "{}", run.err);
        let dry = sevensteps(&["retention", "--database", store.address(), "--dry-run"]);
        assert!(dry.out.contains(&format!("{ada}  would be erased")), "{} {}", dry.out, dry.err);
        let ran = sevensteps(&["retention", "--database", store.address()]);
        assert!(ran.out.contains(&format!("{ada}  is erased")), "{} {}", ran.out, ran.err);
        let dry = sevensteps(&["retention", "--database", store.address(), "--dry-run"]);
        assert!(dry.out.contains("records: 0 would be erased"), "{}", dry.out);
        assert_eq!(sevensteps(&["audit", "verify", "--database", store.address()]).code, 0);
    });
}

#[test]
fn a_record_is_held_listed_and_let_go_from_the_command_line() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let ada = world.add(Somebody::child("Ada Example", "1980-03-02")).await.id.to_string();
        let hold = |rest: &[&str]| {
            let all: Vec<&str> =
                ["hold", rest[0], "--database", store.address()].iter().chain(&rest[1..]).copied().collect();
            sevensteps(&all)
        };
        let none = hold(&["place", "--child", &ada, "--reason", " "]);
        assert!(none.code == 1 && none.err.contains("a hold needs a reason"), "{}", none.err);
        let placed = hold(&["place", "--child", &ada, "--reason", "court order 12 of 2026"]);
        assert!(placed.code == 0 && placed.out.contains(&ada), "{} {}", placed.out, placed.err);
        let id = placed.out.split_whitespace().next().unwrap().to_owned();
        let list = hold(&["list"]);
        assert!(list.out.contains("Ada Example") && list.out.contains(": court order 12 of 2026"), "{}", list.out);
        assert!(list.out.ends_with("holds that last: 1\n"), "{}", list.out);
        let dry = sevensteps(&["retention", "--database", store.address(), "--dry-run"]);
        assert!(dry.out.contains(&format!("{ada}  stays")), "{} {}", dry.out, dry.err);
        let unknown = hold(&["lift", "--hold", &ada, "--reason", "settled"]);
        assert!(unknown.code == 1 && unknown.err.contains("there is no hold"), "{}", unknown.err);
        let lifted = hold(&["lift", "--hold", &id, "--reason", "the claim is settled"]);
        assert_eq!(lifted.code, 0, "{}", lifted.err);
        assert!(hold(&["list"]).out.starts_with("holds that last: 0"));
        let dry = sevensteps(&["retention", "--database", store.address(), "--dry-run"]);
        assert!(dry.out.contains(&format!("{ada}  would be erased")), "{}", dry.out);
    });
}
