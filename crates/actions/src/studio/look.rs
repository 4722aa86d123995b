//! Looking at a study: where it stands, what its cases are like, what to choose to begin with.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use calibration::cases::{Cases, Columns, Quality, RowFault, quality, read};
use calibration::study::{Chosen, MethodName};
use jiff::{SignedDuration, Timestamp};
use seven_core::StudyId;
use store::studies::{self, Study};
use store::{Query, StoreError};

use crate::ActionError;

/// A run that has given no sign of life for so long has been interrupted.
const SILENT: SignedDuration = SignedDuration::from_secs(30);

/// Where a study stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing has been run.
    Open,
    /// A run waits until another has ended.
    Waiting,
    /// It runs.
    Running,
    /// There is a result.
    Done,
    /// It came to nothing; the study says why.
    Failed,
    /// Somebody stopped it.
    Cancelled,
    /// It ended with the server, without a word.
    Interrupted,
}

impl Stage {
    /// Its key in catalogues.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Stage::Open => "open",
            Stage::Waiting => "waiting",
            Stage::Running => "running",
            Stage::Done => "done",
            Stage::Failed => "failed",
            Stage::Cancelled => "cancelled",
            Stage::Interrupted => "interrupted",
        }
    }

    /// Whether a run is under way.
    #[must_use]
    pub fn is_under_way(self) -> bool {
        matches!(self, Stage::Waiting | Stage::Running)
    }
}

/// Where a study stands at a moment.
#[must_use]
pub fn stage(study: &Study, now: Timestamp) -> Stage {
    let is_silent = study.heard_at.is_none_or(|heard| heard.checked_add(SILENT).is_ok_and(|until| until < now));
    match study.state.as_str() {
        "waiting" | "running" if is_silent => Stage::Interrupted,
        "waiting" => Stage::Waiting,
        "running" => Stage::Running,
        "done" => Stage::Done,
        "failed" => Stage::Failed,
        "cancelled" => Stage::Cancelled,
        _ => Stage::Open,
    }
}

/// The cases of a study as they were sent.
///
/// # Errors
/// A rule where they have gone, as their time was over.
pub async fn cases_of(at: &mut impl Query, id: StudyId) -> Result<Vec<u8>, ActionError> {
    let content = studies::cases(at, id).await?.ok_or_else(|| ActionError::rule("cases-gone"))?;
    let unreadable = |error: base64::DecodeError| StoreError::Unreadable { column: "content", why: error.to_string() };
    Ok(STANDARD.decode(content).map_err(unreadable)?)
}

/// What a file of cases is like.
#[derive(Debug)]
pub struct Looked {
    /// The rows that can be used.
    pub cases: Cases,
    /// The others.
    pub faults: Vec<RowFault>,
    /// What stands out.
    pub quality: Quality,
}

/// Looks at a file of cases.
///
/// # Errors
/// A rule where nothing in it can be used: it was taken once, so this is a fault of ours.
pub fn look(bytes: &[u8]) -> Result<Looked, ActionError> {
    let (cases, faults) =
        read(bytes, &Columns::of_file(bytes)).map_err(|error| ActionError::Outside(error.to_string()))?;
    let quality = quality(&cases, cases.points.as_deref());
    Ok(Looked { cases, faults, quality })
}

impl Looked {
    /// Columns that sort people into groups, as far as a command line can name them.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        let groups = self.cases.groups.iter().filter(|group| !group.name.contains(','));
        groups.map(|group| group.name.as_str()).collect()
    }
}

/// What to begin with: bands, today's spending as the budget, what points and ages allow for.
#[must_use]
pub fn suggested(looked: &Looked) -> Chosen {
    let spent: i64 = looked.cases.cost_pence.iter().sum();
    let columns = looked.cases.groups.iter().filter(|group| (2..=12).contains(&group.values.len()));
    let has_points = looked.cases.points.is_some();
    Chosen {
        method: MethodName::Bands,
        budget_pence: Some(spent / 100_000 * 100_000).filter(|budget| *budget > 0),
        contingency_basis_points: 1_200,
        groups: columns.map(|group| group.name.clone()).filter(|name| !name.contains(',')).take(4).collect(),
        adjust: if has_points { vec!["points".to_owned()] } else { Vec::new() },
        ..Chosen::default()
    }
}
