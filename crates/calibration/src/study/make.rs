//! Making a study: reading, points, tables and how sure they are, groups, the report.

use super::chosen::{Chosen, ChosenError};
use super::told::{Compared, groups, told};
use crate::calibrate::{CalibrateError, Calibration, calibrate, calibrate_with};
use crate::cases::{Cases, CasesError, Columns, RowFault, read};
use crate::fairness::equity::EquityError;
use crate::fingerprint;
use crate::points::{PointsError, Scored, scored, weigh};
use crate::report::Subject;
use crate::watch::Watch;
use crate::wording::Block;

/// Everything that is made.
#[derive(Debug)]
pub struct Made {
    /// The cases.
    pub cases: Cases,
    /// Rows that could not be used.
    pub left_out: Vec<RowFault>,
    /// SHA-256 of the file.
    pub hash: String,
    /// Points of each row.
    pub points: Vec<i64>,
    /// Points of each answer, where they were learned.
    pub scored: Option<Scored>,
    /// The tables.
    pub found: Calibration,
    /// The groups.
    pub compared: Compared,
    /// The report.
    pub told: Vec<Block>,
}

/// Why nothing was made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum StudyError {
    /// The file cannot be used.
    #[error(transparent)]
    Cases(#[from] CasesError),
    /// Rows cannot be used, and nobody has said to go on without them.
    #[error("{count} rows cannot be used; the first: {first}")]
    Faulty {
        /// How many.
        count: usize,
        /// The first.
        first: String,
    },
    /// Nothing says how much need there is.
    #[error("the file has no column `points`, and no columns with answers were named")]
    NoPoints,
    /// Choices that contradict each other.
    #[error(transparent)]
    Chosen(#[from] ChosenError),
    /// No points could be learned.
    #[error(transparent)]
    Points(#[from] PointsError),
    /// No table could be made.
    #[error(transparent)]
    Calibrate(#[from] CalibrateError),
    /// Groups that are not in the file.
    #[error(transparent)]
    Equity(#[from] EquityError),
    /// Somebody asked it to stop.
    #[error("somebody stopped it")]
    Stopped,
}

/// Makes a study.
///
/// # Errors
/// [`StudyError`] with the nearest choice that can be made.
pub fn make(bytes: &[u8], chosen: &Chosen, threads: usize, watch: &Watch) -> Result<Made, StudyError> {
    chosen.check()?;
    let columns = Columns { questions: chosen.question_columns(), ..Columns::of_file(bytes) };
    let (cases, left_out) = read(bytes, &columns)?;
    if let Some(first) = left_out.first().filter(|_| !chosen.leaves_out_faulty) {
        return Err(StudyError::Faulty { count: left_out.len(), first: first.to_string() });
    }
    watch.reaches(5);
    let choices = chosen.choices(threads, watch);
    let learned_with = chosen.point_choices();
    let (points, scored_points, found) = if chosen.questions.is_empty() {
        let points = cases.points.clone().ok_or(StudyError::NoPoints)?;
        let found = calibrate(&cases, &points, &choices);
        (points, None, found)
    } else {
        let learned = scored(&weigh(&cases, &[], &learned_with)?, learned_with.largest_points)?;
        let points = learned.points(&cases);
        let found = calibrate_with(&cases, &points, &choices, &|learn| {
            let weights = weigh(&cases, learn, &learned_with)?;
            Ok(scored(&weights, learned_with.largest_points)?.points(&cases))
        });
        (points, Some(learned), found)
    };
    let found = match found {
        Err(CalibrateError::Stopped) => return Err(StudyError::Stopped),
        other => other?,
    };
    watch.reaches(85);
    let compared = groups(&cases, &chosen.groups, &chosen.adjust, (chosen.seed, chosen.samples), threads)?;
    if watch.is_stopped() {
        return Err(StudyError::Stopped);
    }
    watch.reaches(95);
    let hash = fingerprint(bytes);
    let subject = Subject { found: &found, points: scored_points.as_ref(), cases_hash: &hash };
    let told = told(&subject, &compared);
    Ok(Made { cases, left_out, hash, points, scored: scored_points, found, compared, told })
}
