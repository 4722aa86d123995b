use jiff::civil::date;

use super::*;
use crate::ledger::{Movement, Named, Transfer};
use crate::{EvidenceId, PersonId, PieceId, TransferId};

fn id<T: From<uuid::Uuid>>(number: u128) -> T {
    uuid::Uuid::from_u128(number).into()
}

fn spend() -> Transfer {
    let at = "2026-05-02T09:30:00Z".parse().unwrap();
    let named = Named::by(Some(id(9)), at).for_line(id::<PieceId>(3), Some(id(4))).shown_by(id::<EvidenceId>(5));
    let named = named.because("shoes, \"the red ones\"\nfor the race");
    let (id_, child) = (TransferId::of(&["shoes"]), id::<PersonId>(1));
    Transfer::post(id_, Movement::Spend, child, "social-care", Pence(4_599), date(2026, 5, 2), named)
}

fn all(text: &str) -> (Vec<Transfer>, Vec<String>) {
    let (mut read_back, mut faults) = (Vec::new(), Vec::new());
    read(text.as_bytes(), |entries| {
        for entry in entries {
            match entry.transfer() {
                Ok(transfer) => read_back.push(transfer.clone()),
                Err(fault) => faults.push(fault.to_string()),
            }
        }
    })
    .unwrap();
    (read_back, faults)
}

#[test]
fn an_entry_is_read_back_as_it_was_written() {
    let hold = spend().pending();
    let settle = hold.follow(id(77), crate::ledger::Step::Settle, date(2026, 5, 3), hold.named.clone());
    let text = format!("{}\n{}\r\n\n{}\n", heading(), row(&hold), row(&settle));
    assert_eq!(all(&text), (vec![hold, settle], vec![]));
}

#[test]
fn every_fault_is_told_with_its_row_and_hurts_no_other() {
    let good = row(&Transfer { named: Named { reason: String::new(), ..spend().named }, ..spend() });
    let changes = [
        ("2026-05-02,", "2026-02-30,", "no day"),
        (",45.99,", ",45.999,", "no sum"),
        (",45.99,", ",-45.99,", "no sum"),
        (",45.99,", ",1e3,", "no sum"),
        (",spend,", ",steal,", "not a known Movement"),
        (",post,", ",settle,", "`about` is missing"),
        (",social-care,", ",,", "stream is missing"),
        ("T09:30:00Z", "T25:30:00Z", "no time"),
        (",00000000-0000-0000-0000-000000000001,", ",Sam,", "no id"),
    ];
    for (from, to, why) in changes {
        assert!(good.contains(from), "{from}");
        let text = format!("{}\n{good}\n{}\n", heading(), good.replacen(from, to, 1));
        let (read_back, faults) = all(&text);
        assert_eq!((read_back.len(), faults.len()), (1, 1), "{to}");
        assert!(faults[0].starts_with("row 3: ") && faults[0].contains(why), "{}", faults[0]);
    }
    let (_, faults) = all(&format!("{}\n\"a\"b,c\n", heading()));
    assert!(faults[0].contains("quotes"), "{faults:?}");
}

#[test]
fn columns_may_stand_in_any_order_and_none_may_be_missing() {
    let mut columns = COLUMNS;
    columns.reverse();
    let (read_back, faults) = all(&format!("{}\n", columns.join(",")));
    assert!(read_back.is_empty() && faults.is_empty());
    let missing = read(b"day,id\n".as_slice(), |_| {}).unwrap_err();
    assert!(missing.to_string().starts_with("the heading has no column `step`"), "{missing}");
    let endless = format!("{}\n\"{}", heading(), "x".repeat(2 << 20));
    assert!(matches!(read(endless.as_bytes(), |_| {}), Err(ReadError::NoTable(2))));
}

#[test]
fn an_instant_read_quickly_is_the_one_that_is_read_with_care() {
    for text in ["1970-01-01T00:00:00Z", "2000-02-29T23:59:59Z", "2026-03-31T12:00:00Z", "1999-12-31T00:00:01Z"] {
        let line = row(&spend()).replace("2026-05-02T09:30:00Z", text);
        let (read_back, _) = all(&format!("{}\n{line}\n", heading()));
        assert_eq!(read_back[0].named.at, text.parse().unwrap(), "{text}");
    }
}

#[test]
fn what_stands_as_in_the_row_before_is_taken_from_there_and_nothing_else_is() {
    let other = Transfer { child: Some(id(2)), day: date(2026, 5, 3), ..spend() };
    let bare = Transfer { named: Named { line: None, outcome: None, by: None, ..spend().named }, ..spend() };
    let entries = [spend(), spend(), other.clone(), bare.clone(), spend(), bare, other];
    let text = entries.iter().fold(heading(), |text, entry| format!("{text}\n{}", row(entry)));
    assert_eq!(all(&text), (entries.to_vec(), vec![]));
    // a row that cannot be read leaves nothing behind for the next
    let wrong = row(&spend()).replacen("00000000-0000-0000-0000-000000000001", "Sam", 1);
    let text = format!("{}\n{wrong}\n{}\n{wrong}\n", heading(), row(&spend()));
    let (read_back, faults) = all(&text);
    assert_eq!((read_back, faults.len()), (vec![spend()], 2));
}

#[test]
fn a_table_of_any_length_is_handed_on_whole_and_in_its_order() {
    for length in [0_u128, 1, 31, 32, 33, 100] {
        let entries: Vec<Transfer> = (0..length).map(|number| Transfer { id: id(number + 1), ..spend() }).collect();
        let text = entries.iter().fold(heading(), |text, entry| format!("{text}\n{}", row(entry)));
        assert_eq!(all(&text), (entries, vec![]), "{length}");
    }
}
