//! `audit verify` and `audit export` from outside.

use testkit::{Somebody, World, on_both_databases};

use crate::sevensteps;

#[test]
fn a_chain_that_holds_is_said_with_its_end_to_note() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        world.add(Somebody::child("Ada Example", "2015-03-02")).await;
        let verify = |more: &[&str]| sevensteps(&[&["audit", "verify", "--database", store.address()], more].concat());
        let run = verify(&[]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.out.starts_with("exampleshire: 2 entries hold, 0 of them"), "{}", run.out);
        let noted = run.out.trim_end().rsplit(' ').next().unwrap().to_owned();
        let run = verify(&["--authority", "exampleshire", "--noted", &noted]);
        assert_eq!(run.code, 0, "{}", run.out);
        let other = noted.replace("2:", "3:");
        let run = verify(&["--authority", "exampleshire", "--noted", &other]);
        assert!(run.code == 1 && run.out.contains("the end is missing"), "{}", run.out);
        store.tamper("UPDATE audit_entry SET subject = 'x' WHERE number = 2").await;
        let run = verify(&[]);
        assert!(run.code == 1 && run.out.contains("BROKEN: entry 2 was changed"), "{}", run.out);
        let run = verify(&["--authority", "elsewhere"]);
        assert!(run.code == 1 && run.err.contains("the database has: exampleshire"), "{}", run.err);
    });
}

#[test]
fn the_log_is_a_line_for_each_entry_and_taking_it_out_is_one_more() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        world.add(Somebody::child("Ada Example", "2015-03-02")).await;
        let run = sevensteps(&["audit", "export", "--database", store.address()]);
        assert_eq!(run.code, 0, "{}", run.err);
        let lines: Vec<serde_json::Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!((&lines[1]["number"], &lines[1]["previous"]), (&2.into(), &lines[0]["hash"]));
        assert_eq!(world.entries().await, 3);
    });
}
