//! `ledger`: the books from a file. What is right is told; what is wrong is named by its row.

use crate::{sevensteps, write};

const SAM: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
const HEADING: &str = "day,id,step,about,movement,stream,child,worker,amount,line,outcome,evidence,by,at,reason\n";

/// £1,200 for a year, £100 paid, and whatever else.
fn entries(more: &str) -> String {
    let row = |id: &str, movement: &str, amount: &str| {
        let (line, evidence) = ("01890a5d-ac96-774b-bcce-b302099a8001", "01890a5d-ac96-774b-bcce-b302099a8002");
        format!("2026-04-01,{id},post,,{movement},health,{SAM},,{amount},{line},,{evidence},,2026-04-01T09:30:00Z,\n")
    };
    let rows = [("a", "allocate", "1200.00"), ("b", "commit", "1200.00"), ("c", "fall-due", "100.00")];
    let mut text = HEADING.to_owned();
    for (id, movement, amount) in rows.into_iter().chain([("d", "pay", "100.00"), ("e", "spend", "60.00")]) {
        text.push_str(&row(id, movement, amount));
    }
    text + &more.replace("{SAM}", SAM)
}

fn written(folder: &std::path::Path, text: &str) -> String {
    write(folder, &[("entries.csv", text)]);
    folder.join("entries.csv").display().to_string()
}

#[test]
fn a_file_of_entries_is_held_against_itself() {
    let place = tempfile::tempdir().unwrap();
    let file = written(place.path(), &entries(""));
    let said = sevensteps(&["ledger", "check", &file]);
    let told = "5 rows, 5 entries, 0 refused\nhealth: 6 accounts, balances\n";
    assert_eq!((said.code, said.out.as_str()), (0, told), "{}", said.err);
    let said = sevensteps(&["ledger", "balance", "--trial", &file]);
    assert!(said.out.contains("health,paid,40.00\nhealth,spent,60.00\n"), "{}", said.out);
    let said = sevensteps(&["ledger", "statement", &file, "--child", SAM, "--stream", "health"]);
    assert!(said.out.ends_with(",spend,post,60.00,1140.00,40.00,60.00\n"), "{}", said.out);
    let said = sevensteps(&["ledger", "statement", &file, "--child", SAM, "--stream", "education"]);
    assert!(said.code == 1 && said.err.contains("no entry of education"), "{}", said.err);
}

#[test]
fn what_breaks_a_rule_is_named_by_its_row_and_hurts_nothing_else() {
    let place = tempfile::tempdir().unwrap();
    let more = "2026-04-02,f,post,,spend,health,{SAM},,40.01,01890a5d-ac96-774b-bcce-b302099a8001,,\
                01890a5d-ac96-774b-bcce-b302099a8002,,2026-04-02T09:30:00Z,\nnonsense\n";
    let file = written(place.path(), &entries(more));
    let said = sevensteps(&["ledger", "check", &file]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("row 7: child") && said.err.contains("£40.01 is asked of it"), "{}", said.err);
    assert!(said.err.contains("row 8: `nonsense` is no day"), "{}", said.err);
    let said = sevensteps(&["ledger", "check", &written(place.path(), "a,b\n1,2\n")]);
    assert!(said.code == 1 && said.err.contains("the heading has no column `day`"), "{}", said.err);
}
