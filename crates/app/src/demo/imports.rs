//! Three files that were taken over: the children of the system before, what they had, and one that was the wrong file.

use actions::import::DoneRow;
use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::people::Role;
use seven_core::{ImportId, PackageId, PersonId};
use store::imports::{self, ImportRun};

use super::around::is_imported;
use super::children::Child;
use super::seed::Seeder;
use super::staff::Staff;
use crate::failure::Failure;

/// One file.
struct File<'a> {
    kind: &'a str,
    name: &'a str,
    day: Date,
    rows: Vec<DoneRow>,
}

/// Adds the runs.
pub async fn add(seeder: &mut Seeder, children: &[Child], staff: &Staff) -> Result<(), Failure> {
    let administrator = staff.who(Role::Administrator)?;
    let imported: Vec<PersonId> =
        children.iter().filter(|child| is_imported(seeder, child)).map(|child| child.id).collect();
    let mut rows: Vec<DoneRow> = imported.iter().enumerate().map(|(at, id)| new_row(at, Some(*id), None)).collect();
    let mut refused = new_row(rows.len(), None, None);
    "refused".clone_into(&mut refused.outcome);
    refused.remarks = vec!["date_of_birth: `31/02/2014` is no day: write it as 2014-02-28".to_owned()];
    rows.push(refused);
    let name = "children-from-the-system-before.csv";
    let file = File { kind: "people", name, day: seeder.years_ago(3).saturating_add(4.days()), rows };
    let run = take(seeder, administrator, &file).await?;
    for person in &imported {
        imports::made_person(&mut seeder.write, run, *person).await?;
    }
    let day = seeder.days_ago(236);
    let mut rows = Vec::new();
    for (at, id) in imported.iter().take(14).enumerate() {
        let package: PackageId = seeder.write.id();
        rows.push(new_row(at, Some(*id), Some(package)));
    }
    let undone = rows.len();
    let run =
        take(seeder, administrator, &File { kind: "packages", name: "packages-old-prices.csv", day, rows }).await?;
    seeder.go(day.saturating_add(1.days()), 9);
    imports::mark_undone(&mut seeder.write, run).await?;
    let particulars = [("undone", undone.to_string()), ("kept", "0".to_owned())];
    seeder.did(administrator, Action::ImportPeople, None, format!("import {run}"), &particulars)
}

async fn take(seeder: &mut Seeder, by: PersonId, file: &File<'_>) -> Result<ImportId, Failure> {
    seeder.go(file.day, 7);
    let id: ImportId = seeder.write.id();
    let run = ImportRun {
        id,
        kind: file.kind.to_owned(),
        file_name: file.name.to_owned(),
        report: serde_json::to_string(&file.rows).map_err(|error| Failure::new(error.to_string()))?,
        imported_by: Some(by),
        imported_at: seeder.write.moment().at,
        undone_at: None,
    };
    imports::insert(&mut seeder.write, &run).await?;
    let count = |outcome: &str| file.rows.iter().filter(|row| row.outcome == outcome).count().to_string();
    let particulars = [
        ("kind", file.kind.to_owned()),
        ("new", count("new")),
        ("changed", count("changed")),
        ("refused", count("refused")),
    ];
    seeder.did(by, Action::ImportPeople, None, format!("import {id}"), &particulars)?;
    Ok(id)
}

/// A row that was taken over as new; the first line of a file names the columns.
fn new_row(at: usize, person: Option<PersonId>, package: Option<PackageId>) -> DoneRow {
    let line = u64::try_from(at).unwrap_or_default() + 2;
    DoneRow {
        line,
        outcome: "new".to_owned(),
        person,
        package,
        holder: None,
        relation: None,
        changes: Vec::new(),
        remarks: Vec::new(),
    }
}
