//! Rows of children: new, the same, changed, refused.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::import::Counts;

const TODAY: Date = date(2026, 5, 1);
const HEADER: &str = "given_name|family_name|known_as|date_of_birth|upn|nhs_number|uln|sex|email|note";

fn table(rows: &[&str]) -> Table {
    let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
    let rows = rows.iter().zip(2..).map(|(row, line)| Row { line, cells: cells(row) }).collect();
    Table { header: cells(HEADER), rows }
}

fn person(number: u128, given: &str, upn: &str) -> Person {
    let name = Name::read(given, "Bell", "").unwrap();
    let upn = (!upn.is_empty()).then(|| Upn::read(upn).unwrap());
    Person { born: Some(date(2012, 5, 17)), upn, ..Person::new(PersonId(Uuid::from_u128(number)), name) }
}

fn report(rows: &[&str], known: &[Person]) -> Report<PersonRow, PersonId> {
    read_people(&table(rows), known, TODAY).unwrap()
}

fn refusal(row: &RowReport<PersonId>) -> Vec<(Option<&str>, &str)> {
    let Outcome::Refused { why } = &row.outcome else { panic!("{row:?}") };
    why.iter().map(|fault| (fault.column.as_deref(), fault.why.as_str())).collect()
}

#[test]
fn every_row_has_a_line_in_the_report() {
    let known = [person(1, "Ann", "B801200005001"), person(2, "Ben", ""), person(3, "Cay", "")];
    let report = report(
        &[
            "Ann|Bell||17/05/2012|B801200005001||||| ",
            "Ben|Bell|Benji|2012-05-17||943 476 5870||m||",
            "Dee|Bell||2013-01-02||9912003888||||",
            "|Bell||01/02/13|A801200005001|1234||x|nobody|",
        ],
        &known,
    );
    assert_eq!(report.counts(), Counts { new: 1, same: 1, changed: 1, refused: 1 });
    assert_eq!(report.ignored_columns, ["note"]);
    assert_eq!(report.rows[0].outcome, Outcome::Same(known[0].id));
    let Outcome::Changed { id, changes } = &report.rows[1].outcome else { panic!() };
    let changed: Vec<_> = changes.iter().map(|one| (one.column.as_str(), one.was.as_str(), one.is.as_str())).collect();
    assert_eq!(*id, known[1].id);
    assert_eq!(changed, [("known_as", "", "Benji"), ("nhs_number", "", "9434765870"), ("sex", "", "M")]);
    assert_eq!(report.rows[1].warnings, [Warning::MatchedByName]);
    let columns: Vec<_> = refusal(&report.rows[3]).iter().map(|(column, _)| column.unwrap()).collect();
    assert_eq!(columns, ["given_name", "date_of_birth", "upn", "nhs_number", "sex", "email"]);
    let taken: Vec<_> = report.taken.iter().map(|(at, row)| (*at, row.name.first().to_owned())).collect();
    assert_eq!(taken, [(1, "Benji".to_owned()), (2, "Dee".to_owned())]);
}

#[test]
fn an_empty_cell_takes_nothing_away() {
    let mut known = person(1, "Ann", "B801200005001");
    known.contact.phone = Some("01234".to_owned());
    known.name = Name::read("Ann", "Bell", "Nan").unwrap();
    let report = report(&["Ann|Bell||2012-05-17|B801200005001|||||"], std::slice::from_ref(&known));
    assert_eq!(report.rows[0].outcome, Outcome::Same(known.id));
}

#[test]
fn a_child_is_in_a_file_once() {
    let report = report(
        &[
            "Ann|Bell||2012-05-17|B801200005001|||||",
            "Anne|Bell||2012-05-17|B801200005001|||||",
            "Cay|Bell||2012-05-17||||||",
            "Cay|Bell||17/05/2012||||||",
        ],
        &[],
    );
    assert_eq!(report.counts(), Counts { new: 2, refused: 2, ..Counts::default() });
    assert_eq!(refusal(&report.rows[1]), [(None, "line 2 is about the same child: keep one of the two")]);
    assert_eq!(refusal(&report.rows[3]), [(None, "line 4 is about the same child: keep one of the two")]);
}

#[test]
fn two_rows_that_find_one_child_by_different_numbers_are_one_too_many() {
    let mut known = person(1, "Ann", "B801200005001");
    known.nhs_number = Some(NhsNumber::read("9434765870").unwrap());
    let rows = ["Ann|Bell||2012-05-17|B801200005001|||||", "Ann|Bell||2012-05-17||9434765870||||"];
    let report = report(&rows, std::slice::from_ref(&known));
    assert_eq!(report.rows[0].outcome, Outcome::Same(known.id));
    assert_eq!(refusal(&report.rows[1]), [(None, "line 2 is about the same child: keep one of the two")]);
}

#[test]
fn two_children_of_one_name_are_told_apart_by_their_numbers() {
    let known = [person(1, "Ann", "B801200005001")];
    let namesake = report(&["Ann|Bell||2012-05-17|M80120000500A|||||"], &known);
    assert_eq!(
        (&namesake.rows[0].outcome, &namesake.rows[0].warnings[..]),
        (&Outcome::New, &[Warning::SameNameAndBirth][..])
    );
    let twins = [person(1, "Ann", ""), person(2, "Ann", "")];
    assert!(matches!(report(&["Ann|Bell||2012-05-17||||||"], &twins).rows[0].outcome, Outcome::Refused { .. }));
    let mut other = person(2, "Ben", "");
    other.nhs_number = Some(NhsNumber::read("9434765870").unwrap());
    let known = [known[0].clone(), other];
    let crossed = report(&["Ann|Bell||2012-05-17|B801200005001|9434765870||||"], &known);
    assert!(matches!(crossed.rows[0].outcome, Outcome::Refused { .. }));
}

#[test]
fn odd_rows_are_looked_at_and_not_lost() {
    let report = report(
        &[
            "Ann|O’Brien 🦋||1990-01-01||||||",
            "Ann|Bell||2027-01-01||||||",
            "Ann|Bell|2012-05-17",
            "=1+1|<b>Bell</b>||2012-05-17||||||",
        ],
        &[],
    );
    assert_eq!(report.rows[0].warnings, [Warning::OverTwentyFive, Warning::NoNumber]);
    assert_eq!(refusal(&report.rows[1]), [(Some("date_of_birth"), "2027-01-01 has not come yet: look at the year")]);
    assert!(refusal(&report.rows[2])[0].1.starts_with("the row has 3 cells and the first line has 10"));
    assert_eq!(report.rows[3].outcome, Outcome::New);
}
