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
    /// A file that calls its people `id` is as good as one that says `person`.
    fn column_of_people(&self, bytes: &[u8]) -> String {
        let first_line = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        let has = |name: &str| {
            let cells = first_line.split(|byte| *byte == b',').map(|cell| cell.trim_ascii());
            cells
                .map(|cell| cell.strip_prefix(b"\"").unwrap_or(cell))
                .any(|cell| cell.strip_suffix(b"\"").unwrap_or(cell) == name.as_bytes())
        };
        if self.person == "person" && !has("person") && has("id") { "id".to_owned() } else { self.person.clone() }
    }

    /// Reads the file; `questions` are the columns that hold answers, none when points are used.
    pub fn read(&self, questions: Vec<QuestionColumn>) -> Result<CasesFile, Failure> {
        let name = self.cases.display();
        let cannot = |error: std::io::Error| Failure::new(format!("cannot read {name}: {error}"));
        let bytes = std::fs::read(&self.cases).map_err(cannot)?;
        let columns = Columns {
            person: self.column_of_people(&bytes),
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

/// What a result was made from, in words: so that anyone can make it again.
pub fn made_from(file: &CasesFile) -> Vec<String> {
    let left_out = file.left_out.len();
    vec![
        format!(
            "Made by sevensteps {} from {} of a file with SHA-256 {}.",
            env!("CARGO_PKG_VERSION"),
            rows(file.cases.len()),
            file.hash
        ),
        if left_out == 0 {
            "No row was left out.".to_owned()
        } else {
            format!("{} left out as faulty.", rows(left_out))
        },
    ]
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
