//! Taking over children, those around them and their current packages from a file: a dry run, the run itself, and taking a run back.

mod relations;
mod run;
mod undo;

pub use run::{Dry, Kind, dry_run, import};
pub use undo::{Undone, undo};

use serde::{Deserialize, Serialize};
use seven_core::import::Outcome;
use seven_core::{PackageId, PersonId, RelationId};

/// What a run did with one row: what is needed to take it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoneRow {
    /// The line of the file.
    pub line: u64,
    /// `new`, `same`, `changed` or `refused`.
    pub outcome: String,
    /// The child.
    pub person: Option<PersonId>,
    /// The package, in a run of packages.
    pub package: Option<PackageId>,
    /// The relation, in a run of relations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<RelationId>,
    /// Who stands in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<PersonId>,
    /// What was changed: column, as it was, as it is.
    pub changes: Vec<(String, String, String)>,
    /// Why it was refused, and what to look at.
    pub remarks: Vec<String>,
}

fn told<Id>(outcome: &Outcome<Id>) -> (Vec<(String, String, String)>, Vec<String>) {
    match outcome {
        Outcome::Changed { changes, .. } => {
            let change = |one: &seven_core::import::Change| (one.column.clone(), one.was.clone(), one.is.clone());
            (changes.iter().map(change).collect(), Vec::new())
        }
        Outcome::Refused { why } => {
            let said = |fault: &seven_core::import::Fault| match &fault.column {
                Some(column) => format!("{column}: {}", fault.why),
                None => fault.why.clone(),
            };
            (Vec::new(), why.iter().map(said).collect())
        }
        _ => (Vec::new(), Vec::new()),
    }
}
