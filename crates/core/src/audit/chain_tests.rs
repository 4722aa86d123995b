use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::access::{Action, operator};

fn authority() -> AuthorityId {
    AuthorityId::new("exampleshire").unwrap()
}

fn chain(length: usize) -> Vec<Entry> {
    let authority = authority();
    let mut last = genesis(&authority);
    let mut entries = Vec::new();
    for number in 0..length {
        let event = Event::of(&operator(Action::KeepSystem, None), format!("step {number}")).with("count", number);
        let at = Timestamp::from_second(1_790_000_000 + i64::try_from(number).unwrap()).unwrap();
        let entry = seal(&authority, &last, at, &event, &format!("{number:032x}"));
        last = Link { number: entry.number, hash: entry.hash.clone() };
        entries.push(entry);
    }
    entries
}

fn verify(entries: &[Entry], anchors: Vec<Link>) -> Result<(Link, u64), Break> {
    let authority = authority();
    let mut verifier = Verifier::new(&authority, anchors);
    for entry in entries {
        verifier.take(entry)?;
    }
    verifier.finish()
}

#[test]
fn a_chain_that_nobody_touched_holds() {
    let entries = chain(5);
    assert_eq!(verify(&entries, vec![]).unwrap().0.number, 5);
    assert_eq!(verify(&[], vec![]).unwrap().0.number, 0);
}

#[test]
fn an_entry_taken_out_is_a_gap_and_a_missing_end_is_found_by_what_was_noted() {
    let mut entries = chain(5);
    let noted = Link { number: 5, hash: entries[4].hash.clone() };
    entries.truncate(4);
    assert!(verify(&entries, vec![]).is_ok());
    assert_eq!(verify(&entries, vec![noted]), Err(Break::End { noted: 5, found: 4 }));
    entries.remove(1);
    assert_eq!(verify(&entries, vec![]), Err(Break::Gap { expected: 2, found: 3 }));
}

#[test]
fn a_purge_leaves_a_tombstone_that_verifies() {
    let mut entries = chain(3);
    entries[1].detail = None;
    assert_eq!(verify(&entries, vec![]).unwrap().1, 1);
}

#[test]
fn a_chain_written_anew_from_the_middle_is_found_by_what_was_noted() {
    let entries = chain(5);
    let other = Link { number: 3, hash: "0".repeat(64) };
    assert_eq!(verify(&entries, vec![other]), Err(Break::Anchor { number: 3 }));
}

proptest! {
    #[test]
    fn any_edit_of_any_field_breaks_the_chain(at in 0usize..5, field in 0usize..7) {
        let mut entries = chain(5);
        let entry = &mut entries[at];
        match field {
            0 => entry.subject.push('!'),
            1 => entry.action = Action::ViewChild,
            2 => entry.detail = Some("{}".to_owned()),
            3 => entry.detail_hash = "00".to_owned(),
            4 => entry.at = Timestamp::from_second(0).unwrap(),
            5 => entry.purpose = crate::access::Purpose::Work,
            _ => entry.previous = "00".to_owned(),
        }
        let found = verify(&entries, vec![]);
        prop_assert!(found.is_err());
    }
}
