//! Rows of parents and carers: new, found again, refused.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::import::Counts;
use crate::people::identifiers::Upn;

const HEADER: &str = "UPN|Forename|Surname|Relationship|Source|Email|Phone|Restricted|From";

fn person(id: u128, given: &str, family: &str) -> Person {
    Person::new(PersonId(Uuid::from_u128(id)), Name::read(given, family, "").unwrap())
}

fn ann() -> Person {
    Person { upn: Some(Upn::read("B801200005001").unwrap()), ..person(1, "Ann", "Bell") }
}

/// Kit, Ann's parent, with an e-mail address.
fn kit() -> (Person, KnownRelation) {
    let mut kit = person(2, "Kit", "Bell");
    kit.contact.email = Some("Kit@example.org".to_owned());
    let known = KnownRelation {
        id: RelationId(Uuid::from_u128(7)),
        child: ann().id,
        holder: kit.id,
        kind: RelationKind::Parent,
        is_contact_restricted: false,
    };
    (kit, known)
}

fn report(rows: &[&str], people: &[Person], known: &[KnownRelation]) -> Report<RelationRow, RelationId> {
    let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
    let rows = rows.iter().zip(2..).map(|(row, line)| Row { line, cells: cells(row) }).collect();
    let table = Table { header: cells(HEADER), rows };
    let against = Relations { children: &[ann()], people, known, today: date(2026, 5, 1) };
    read_relations(&table, &against).unwrap()
}

fn why(outcome: &Outcome<RelationId>) -> String {
    let Outcome::Refused { why } = outcome else { panic!("{outcome:?}") };
    why.iter().map(|fault| format!("{}: {}\n", fault.column.clone().unwrap_or_default(), fault.why)).collect()
}

#[test]
fn a_parent_is_new_once_and_found_again_by_e_mail_or_by_name() {
    let new = "B801200005001|Kit|Bell|Parent|birth certificate seen|KIT@example.org|01234|no|";
    let first = report(&[new], &[], &[]);
    assert_eq!(first.counts(), Counts { new: 1, ..Counts::default() });
    let row = &first.taken[0].1;
    assert_eq!((row.email.as_deref(), row.holder, row.starts_on), (Some("kit@example.org"), None, date(2026, 5, 1)));
    let (kit, known) = kit();
    let again = report(
        &["B801200005001|Kit|Bell|parent|told||||", "B801200005001|Kit|Bell|carer|told|kit@example.org|||"],
        std::slice::from_ref(&kit),
        std::slice::from_ref(&known),
    );
    assert_eq!(again.rows[0].outcome, Outcome::Same(known.id));
    assert_eq!((again.rows[1].outcome.code(), again.taken[0].1.holder), ("new", Some(kit.id)));
    let changed = report(&[new], &[kit], std::slice::from_ref(&known));
    let Outcome::Changed { changes, .. } = &changed.rows[0].outcome else { panic!() };
    assert_eq!(changes.len(), 2, "{changes:?}");
}

#[test]
fn nobody_is_taken_for_somebody_else() {
    let (kit, known) = kit();
    let report = report(
        &[
            "B801200005001|Alex|Other|parent|told|kit@example.org|||",
            "B801200005001|Max|Lee|carer|told|max@example.org|||",
            "B801200005001|Moritz|Lee|carer|told|max@example.org|||",
            "B801200005001|Max|Lee|carer|told||||",
            "B801200005001|Ann|Bell|mother|||x|maybe|2027-01-01",
            "B801200005002|Ann|Bell|parent|told||||",
        ],
        &[kit],
        &[known],
    );
    assert!(why(&report.rows[0].outcome).contains("somebody with another name"));
    assert_eq!(report.rows[1].outcome, Outcome::New);
    assert!(why(&report.rows[2].outcome).contains("line 3 has this e-mail address with another name"));
    assert!(why(&report.rows[3].outcome).contains("line 3 says the same of this child"));
    let all = why(&report.rows[4].outcome);
    for column in ["relation: use parent", "source: the cell is empty", "contact_restricted: write", "starts_on: "] {
        assert!(all.contains(column), "{all}");
    }
    assert!(why(&report.rows[5].outcome).contains("upn: "));
}

#[test]
fn a_file_places_a_restriction_and_lifts_none() {
    let (kit, known) = kit();
    let row = |cell: &str| format!("B801200005001|Kit|Bell|parent|court order||| {cell}|");
    let placed = report(&[&row("yes")], std::slice::from_ref(&kit), std::slice::from_ref(&known));
    assert_eq!(
        (placed.rows[0].outcome.code(), &placed.rows[0].warnings[..]),
        ("changed", &[Warning::ContactRestricted][..])
    );
    let restricted = [KnownRelation { is_contact_restricted: true, ..known }];
    let lifted = report(&[&row("no")], std::slice::from_ref(&kit), &restricted);
    assert!(why(&lifted.rows[0].outcome).contains("a file lifts no restriction"));
    assert_eq!(report(&[&row("")], &[kit], &restricted).rows[0].outcome.code(), "same");
}
