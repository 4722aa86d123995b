//! All that there is to see of a child's spending: statements, lines with what they were for or what is asked, records.

use std::collections::BTreeMap;

use seven_core::access::{Action, Purpose};
use seven_core::life::Ongoing;
use seven_core::matching::{Match, Question};
use seven_core::spending::books::{Settled, Standing};
use seven_core::{PersonId, SpendingId};
use store::spending::lines::{self, StoredLine};
use store::spending::matches::{self, StoredMatch};
use store::spending::records::{self, StoredRecord};
use store::spending::statements::{self, StoredStatement};

use super::expected::{Candidate, LineOfPlan, candidates_of, lines_of_plans};
use super::import::as_line;
use super::post;
use crate::life::stops;
use crate::{ActionError, Caller};

/// A line with what came of it.
#[derive(Debug, Clone)]
pub struct LineView {
    /// The line.
    pub stored: StoredLine,
    /// What it was for.
    pub matched: Option<StoredMatch>,
    /// The one question about it.
    pub question: Option<Question>,
    /// What the question names: the likeliest first.
    pub possible: Vec<(Candidate, Match)>,
    /// How it stands in the books; nothing while it is not matched.
    pub standing: Option<Standing>,
}

/// A child's spending.
#[derive(Debug, Clone)]
pub struct SpendingView {
    /// Statements that stand, the latest first.
    pub statements: Vec<StoredStatement>,
    /// Their lines, the latest first.
    pub lines: Vec<LineView>,
    /// Receipts, bills, cash, miles, hours; the latest first.
    pub records: Vec<StoredRecord>,
    /// What a line may still be.
    pub candidates: Vec<Candidate>,
    /// The lines of the plan, used up or not.
    pub plan: Vec<LineOfPlan>,
    /// How each record stands in the books.
    pub in_books: BTreeMap<SpendingId, Standing>,
}

impl SpendingView {
    /// Whether a line is matched to a record.
    #[must_use]
    pub fn is_paid(&self, record: SpendingId) -> bool {
        let target = record.to_string();
        self.lines.iter().filter_map(|line| line.matched.as_ref()).any(|made| made.target == target)
    }
}

/// Everything about a child's spending.
///
/// # Errors
/// Refused without [`Action::ViewSpending`].
pub async fn view(caller: &Caller, child: PersonId) -> Result<SpendingView, ActionError> {
    caller.permit_for(Action::ViewSpending, child).await?;
    let mut reading = caller.reading().await?;
    let mut statements = statements::of_child(&mut reading, child).await?;
    statements.retain(|statement| statement.undone_at.is_none());
    let plan = lines_of_plans(&mut reading, child).await?;
    let candidates = candidates_of(&mut reading, child, &plan).await?;
    let made = matches::of_child(&mut reading, child).await?;
    let lines = lines::of_child(&mut reading, child).await?;
    let records = records::of_child(&mut reading, child).await?;
    let settled = post::standing(&mut reading, child, &plan).await?;
    let is_quiet = caller.purpose == Purpose::OwnLife && stops(&mut reading, child, Ongoing::Question).await?;
    // without anything possible there is nothing to ask
    let possible = if is_quiet { &[] } else { candidates.as_slice() };
    let lines = lines.into_iter().map(|stored| line_view(stored, &made, possible, &settled)).collect();
    Ok(SpendingView { statements, lines, records, candidates, plan, in_books: settled.records })
}

fn line_view(stored: StoredLine, made: &[StoredMatch], candidates: &[Candidate], settled: &Settled) -> LineView {
    let matched = made.iter().find(|made| made.line == stored.id).cloned();
    // what was asked about may be paid by another line since
    let asked: Vec<(String, Match)> = serde_json::from_str(&stored.possible).unwrap_or_default();
    let possible: Vec<(Candidate, Match)> = asked
        .into_iter()
        .filter_map(|(target, found)| {
            let candidate = candidates.iter().find(|candidate| candidate.target == target)?;
            Some((candidate.clone(), found))
        })
        .collect();
    let question = possible.first().filter(|_| matched.is_none()).map(|(first, _)| {
        let found: Vec<Match> = possible.iter().map(|(_, found)| *found).collect();
        Question::about(&as_line(&stored.line), &found, &first.what)
    });
    let standing = settled.lines.get(&stored.id).copied();
    LineView { stored, matched, question, possible, standing }
}
