//! What each child has today, from a file: a row for each line of support, with its cost in a full year. An empty cell
//! says nothing; it never takes away what is known.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::columns::{Column, Found, HeaderError};
use super::match_person::Known;
use super::row::Cells;
use super::table::{Change, Fault, Outcome, Report, Row, RowReport, Table, Warning};
use super::which_child::{NamedBy, which_child};
use crate::people::Person;
use crate::{PackageId, Pence, PersonId};

const fn column(name: &'static str, also: &'static [&'static str], is_required: bool, holds: &'static str) -> Column {
    Column { name, also, is_required, holds }
}

/// The columns of a file of packages, in the order of the template.
pub const COLUMNS: [Column; 12] = [
    column("upn", &["unique pupil number"], false, "unique pupil number of the child"),
    column("nhs_number", &["nhs no", "nhs"], false, "NHS number of the child"),
    column("uln", &["unique learner number"], false, "unique learner number of the child"),
    column("given_name", &["forename", "first name", "forenames"], false, "the child's, where there is no number"),
    column("family_name", &["surname", "last name"], false, "the child's, where there is no number"),
    column("date_of_birth", &["dob", "born", "birth date"], false, "the child's, where there is no number"),
    column("description", &["service", "support", "package"], true, "what the child has, such as a short break"),
    column("stream", &["funding stream", "budget"], true, "the stream's id, such as social-care"),
    column("yearly_cost", &["annual cost", "cost per year"], true, "cost in a full year, such as 1,234.56"),
    column("starts_on", &["start date", "from"], true, "first day: 2026-05-01 or 01/05/2026"),
    column("ends_on", &["end date", "until"], false, "last day, if one is known"),
    column("source", &["system"], false, "where it is taken from"),
];

const CHILD: NamedBy = NamedBy { given: "given_name", family: "family_name", born: "date_of_birth" };

/// One line of what a child has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageRow {
    /// Whose.
    pub child: PersonId,
    /// What.
    pub description: String,
    /// From which stream.
    pub stream: String,
    /// Cost in a full year.
    pub yearly_cost: Pence,
    /// First day.
    pub starts_on: Date,
    /// Last day.
    pub ends_on: Option<Date>,
    /// Where it is taken from; may be empty.
    pub source: String,
}

impl PackageRow {
    /// What makes it the same line in another file: child, description, stream and first day.
    fn key(&self) -> (PersonId, String, String, Date) {
        (self.child, self.description.to_lowercase(), self.stream.clone(), self.starts_on)
    }

    /// The row with what an empty cell leaves open as it is known.
    fn filled_from(&self, known: &PackageRow) -> PackageRow {
        let source = if self.source.is_empty() { known.source.clone() } else { self.source.clone() };
        PackageRow { ends_on: self.ends_on.or(known.ends_on), source, ..self.clone() }
    }
}

/// A line that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPackage {
    /// Its id.
    pub id: PackageId,
    /// What it says.
    pub row: PackageRow,
}

/// What a file of packages is read against.
#[derive(Debug, Clone, Copy)]
pub struct Packages<'a> {
    /// Everybody who is known.
    pub people: &'a [Person],
    /// Lines that are known.
    pub known: &'a [KnownPackage],
    /// The streams that the authority has.
    pub streams: &'a [&'a str],
    /// The day of the import.
    pub today: Date,
}

/// Reads a file of packages. Nothing is written; a child who is not known is no reason to make one.
///
/// # Errors
/// [`HeaderError`] when the first line cannot be used; what is wrong with a row stands in its report.
pub fn read_packages(table: &Table, against: &Packages<'_>) -> Result<Report<PackageRow, PackageId>, HeaderError> {
    let found = Found::of(table, &COLUMNS)?;
    let people = Known::of(against.people);
    let known: HashMap<_, &KnownPackage> = against.known.iter().map(|package| (package.row.key(), package)).collect();
    let mut earlier = HashMap::new();
    let mut report = Report { taken: Vec::new(), rows: Vec::new(), ignored_columns: found.ignored.clone() };
    for (at, row) in table.rows.iter().enumerate() {
        let read = package_row(&found, row, &people, against.streams);
        let read = read.and_then(|(package, warnings)| {
            if let Some(first) = earlier.get(&package.key()) {
                let why = format!("line {first} says the same of this child from the same day: keep one of the two");
                return Err(vec![Fault { column: None, why }]);
            }
            earlier.insert(package.key(), row.line);
            Ok((package, warnings))
        });
        let (outcome, warnings) = match read {
            Err(why) => (Outcome::Refused { why }, Vec::new()),
            Ok((package, mut warnings)) => {
                let before = known.get(&package.key()).copied();
                let package = before.map_or_else(|| package.clone(), |before| package.filled_from(&before.row));
                if package.ends_on.is_some_and(|ends| ends < against.today) {
                    warnings.push(Warning::AlreadyEnded);
                }
                let outcome = before.map_or(Outcome::New, |before| compared(before, &package));
                if !matches!(outcome, Outcome::Same(_)) {
                    report.taken.push((at, package));
                }
                (outcome, warnings)
            }
        };
        report.rows.push(RowReport { line: row.line, outcome, warnings });
    }
    Ok(report)
}

type Read = Result<(PackageRow, Vec<Warning>), Vec<Fault>>;

fn package_row(found: &Found, row: &Row, people: &Known<'_>, streams: &[&str]) -> Read {
    let mut cells = Cells::new(found, row);
    let mut warnings = Vec::new();
    let child = which_child(&mut cells, people, CHILD, &mut warnings);
    let description = cells.required("description", |text| Ok::<_, String>(text.to_owned()));
    let stream = cells.required("stream", |text| {
        let id = text.to_lowercase().replace([' ', '_'], "-");
        if streams.contains(&id.as_str()) { Ok(id) } else { Err(format!("use one of {}", streams.join(", "))) }
    });
    let yearly_cost = cells.required("yearly_cost", Pence::read);
    if yearly_cost.is_some_and(|cost| cost < Pence::ZERO) {
        cells.fault("yearly_cost", "the cost is below nothing: give what a full year costs");
    }
    if yearly_cost == Some(Pence::ZERO) {
        warnings.push(Warning::CostsNothing);
    }
    let starts_on = cells.required("starts_on", super::read_day);
    let ends_on = cells.day("ends_on");
    if let (Some(starts), Some(ends)) = (starts_on, ends_on)
        && ends < starts
    {
        cells.fault("ends_on", format!("{ends} is before the first day, {starts}: look at both"));
    }
    let source = cells.text("source").to_owned();
    match (child, description, stream, yearly_cost, starts_on) {
        (Some(child), Some(description), Some(stream), Some(yearly_cost), Some(starts_on))
            if cells.faults.is_empty() =>
        {
            Ok((PackageRow { child, description, stream, yearly_cost, starts_on, ends_on, source }, warnings))
        }
        _ => Err(cells.faults),
    }
}

fn compared(known: &KnownPackage, row: &PackageRow) -> Outcome<PackageId> {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let was = &known.row;
    let pairs = [
        ("yearly_cost", was.yearly_cost.to_string(), row.yearly_cost.to_string()),
        ("ends_on", day(was.ends_on), day(row.ends_on)),
        ("source", was.source.clone(), row.source.clone()),
    ];
    let differ = pairs.into_iter().filter(|(_, was, is)| was != is);
    let changes: Vec<Change> = differ.map(|(column, was, is)| Change { column: column.to_owned(), was, is }).collect();
    if changes.is_empty() { Outcome::Same(known.id) } else { Outcome::Changed { id: known.id, changes } }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::import::Counts;
    use crate::people::identifiers::Upn;
    use crate::people::name::Name;

    fn ann() -> Person {
        let name = Name::read("Ann", "Bell", "").unwrap();
        let upn = Some(Upn::read("B801200005001").unwrap());
        Person { born: Some(date(2012, 5, 17)), upn, ..Person::new(PersonId(Uuid::from_u128(1)), name) }
    }

    fn report(rows: &[&str], known: &[KnownPackage]) -> Report<PackageRow, PackageId> {
        let header = "UPN|Forename|Surname|DOB|Service|Funding stream|Annual cost|From|Until";
        let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
        let rows = rows.iter().zip(2..).map(|(row, line)| Row { line, cells: cells(row) }).collect();
        let table = Table { header: cells(header), rows };
        let people = [ann()];
        let streams = ["social-care", "health"];
        let against = Packages { people: &people, known, streams: &streams, today: date(2026, 5, 1) };
        read_packages(&table, &against).unwrap()
    }

    #[test]
    fn a_line_is_found_again_by_child_description_stream_and_first_day() {
        let first = report(&["B801200005001||||Short break|Social care|£1,200|01/04/2025|"], &[]);
        assert_eq!(first.counts(), Counts { new: 1, ..Counts::default() });
        let known = [KnownPackage { id: PackageId(Uuid::from_u128(7)), row: first.taken[0].1.clone() }];
        assert_eq!(known[0].row.yearly_cost, Pence(120_000));
        let again = report(
            &[
                "|Ann|Bell|17/05/2012|short break|social-care|1200.00|2025-04-01|",
                "B801200005001||||Short break|social-care|1300|2025-04-01|",
                "B801200005001||||Short break|health|0|2025-04-01|2026-03-31",
            ],
            &known,
        );
        assert_eq!(again.rows[0].outcome, Outcome::Same(known[0].id));
        assert_eq!(again.rows[0].warnings, [Warning::MatchedByName]);
        assert!(matches!(again.rows[1].outcome, Outcome::Refused { .. }), "line 2 says the same");
        assert_eq!(again.rows[2].outcome, Outcome::New);
        assert_eq!(again.rows[2].warnings, [Warning::CostsNothing, Warning::AlreadyEnded]);
        let ended =
            PackageRow { ends_on: Some(date(2026, 12, 31)), source: "ledger".to_owned(), ..known[0].row.clone() };
        let ended = [KnownPackage { row: ended, ..known[0].clone() }];
        let silent = report(&["B801200005001||||Short break|social-care|1200|2025-04-01|"], &ended);
        assert_eq!(silent.rows[0].outcome, Outcome::Same(known[0].id));
        let dearer = report(&["B801200005001||||Short break|social-care|1300|2025-04-01|"], &known);
        let Outcome::Changed { changes, .. } = &dearer.rows[0].outcome else { panic!() };
        assert_eq!((changes[0].was.as_str(), changes[0].is.as_str()), ("£1,200.00", "£1,300.00"));
    }

    #[test]
    fn everything_wrong_with_a_row_is_said_at_once() {
        let report = report(
            &[
                "A801200005001||||||-5|01/13/2026|x",
                "|Zed|Bell|2012-05-17|Break|social-care|5|2026-05-02|2026-05-01",
                "||||Break|housing|five|2026-05-02|",
            ],
            &[],
        );
        let columns = |at: usize| {
            let Outcome::Refused { why } = &report.rows[at].outcome else { panic!() };
            why.iter().map(|fault| fault.column.clone().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(columns(0), ["upn", "description", "stream", "yearly_cost", "starts_on", "ends_on"]);
        assert_eq!(columns(1), ["upn", "ends_on"]);
        assert_eq!(columns(2), ["upn", "stream", "yearly_cost"]);
        assert!(report.taken.is_empty());
    }
}
