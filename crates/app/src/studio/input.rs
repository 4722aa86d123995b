//! The file of cases as each subcommand of the studio takes it: which column is what, and what happens to faulty rows.

use crate::failure::Failure;
use calibration::cases::{Cases, Columns, QuestionColumn, RowFault, read};
use std::path::PathBuf;

/// Faulty rows that are listed before the rest is only counted.
const MOST_LISTED: usize = 20;

/// Arguments that say what the file holds.
#[derive(Debug, Clone, clap::Args)]
pub struct CasesArguments {
    /// A CSV file with a person per line: who, points or answers, what support costs now, and any groups
    pub cases: PathBuf,
    /// The column that names a person; `id` will do where there is no `person`
    #[arg(long, value_name = "COLUMN", default_value = "person")]
    pub person: String,
    /// The column with what support costs now
    #[arg(long, value_name = "COLUMN", default_value = "current_cost", visible_alias = "outcome")]
    pub cost: String,
    /// The column with whole points
    #[arg(long, value_name = "COLUMN", default_value = "points")]
    pub points: String,
    /// The column that says how much a row counts
    #[arg(long, value_name = "COLUMN", default_value = "weight")]
    pub weight: String,
    /// The column that names a family; families stay together when cases are parted
    #[arg(long, value_name = "COLUMN", default_value = "family_id")]
    pub family: String,
    /// Go on without the rows that cannot be used; they are counted and listed in every result
    #[arg(long)]
    pub leave_out_faulty: bool,
}

/// A file that was read.
pub struct CasesFile {
    /// Its rows, in columns.
    pub cases: Cases,
    /// Rows that could not be used.
    pub left_out: Vec<RowFault>,
    /// SHA-256 of the file, so that a result says what it was made from.
    pub hash: String,
}

impl CasesArguments {
    /// The file as it is.
    pub fn bytes(&self) -> Result<Vec<u8>, Failure> {
        let cannot = |error: std::io::Error| Failure::new(format!("cannot read {}: {error}", self.cases.display()));
        std::fs::read(&self.cases).map_err(cannot)
    }

    /// Reads the file; `questions` are the columns that hold answers, none when points are used.
    pub fn read(&self, questions: Vec<QuestionColumn>) -> Result<CasesFile, Failure> {
        let name = self.cases.display();
        let bytes = self.bytes()?;
        // a file that calls its people `id` is as good as one that says `person`
        let person = if self.person == "person" { Columns::of_file(&bytes).person } else { self.person.clone() };
        let columns = Columns {
            person,
            cost: self.cost.clone(),
            points: self.points.clone(),
            weight: self.weight.clone(),
            family: self.family.clone(),
            questions,
        };
        let (cases, left_out) = read(&bytes, &columns).map_err(|error| {
            let help = "--person, --cost, --points, --weight and --family name the columns of your file";
            Failure::new(format!("{name}: {error}")).help(help)
        })?;
        if !left_out.is_empty() && !self.leave_out_faulty {
            let message = format!("{name}: {} cannot be used\n{}", rows(left_out.len()), listed(&left_out));
            return Err(Failure::new(message).help("mend them, or go on without them by --leave-out-faulty"));
        }
        Ok(CasesFile { cases, left_out, hash: calibration::fingerprint(&bytes) })
    }
}

impl CasesFile {
    /// The same with a row for each person that a weight stands for.
    pub fn each_person(self) -> Result<CasesFile, Failure> {
        let each = self.cases.each_person().map(std::borrow::Cow::into_owned).ok_or_else(|| {
            Failure::new("the weights are not all whole numbers, and each person moves to the new scheme by themself")
                .help("let a row stand for 1, 2, 3 people, or leave the column of weights out")
        })?;
        Ok(CasesFile { cases: each, ..self })
    }
}

/// What a result was made from, in words: so that anyone can make it again.
pub fn made_from(file: &CasesFile) -> Vec<String> {
    calibration::study::made_from(&file.hash, file.cases.len(), file.left_out.len())
}

/// The same for other programs; of faulty rows the lines alone, because a published result names nobody.
pub fn made_from_json(file: &CasesFile) -> serde_json::Value {
    serde_json::json!({
        "program": concat!("sevensteps ", env!("CARGO_PKG_VERSION")),
        "cases_sha256": file.hash,
        "rows": file.cases.len(),
        "lines_left_out": file.left_out.iter().map(|fault| fault.line).collect::<Vec<_>>(),
    })
}

/// The points of every case, or what to do about it.
pub fn points(file: &CasesFile, arguments: &CasesArguments) -> Result<Vec<i64>, Failure> {
    file.cases.points.clone().ok_or_else(|| {
        let name = arguments.cases.display();
        Failure::new(format!("{name} has no column `{}`", arguments.points))
            .help("--points names the column with whole points")
    })
}

fn rows(count: usize) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}

fn listed(faults: &[RowFault]) -> String {
    let mut lines: Vec<String> = faults.iter().take(MOST_LISTED).map(|fault| format!("  {fault}")).collect();
    if faults.len() > MOST_LISTED {
        lines.push(format!("  and {} more", faults.len() - MOST_LISTED));
    }
    lines.join("\n")
}
