//! A pot, the promises made from it, and one more promise: it fits, or it is warned about and needs a decision by name.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::budget::{ReasonsError, read_reasons};
use crate::codes::coded;
use crate::{BudgetId, Pence, PersonId};

/// The money for one stream in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pot {
    /// The calendar year in which the financial year begins: 2026 is 1 April 2026 to 31 March 2027.
    pub year: i16,
    /// The stream's id.
    pub stream: String,
    /// All the money there is.
    pub available: Pence,
    /// The part kept back for shortfalls, crises and changed needs, in ten-thousandths: 1,200 is 12 %.
    pub contingency_basis_points: u32,
}

/// How firm a promise is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// An indicative budget that a family was told.
    Indicative,
    /// A plan that was agreed.
    Agreed,
}

coded!(Stage { Indicative => "indicative", Agreed => "agreed" });

/// Which part of the pot a promise is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// What is there for everybody.
    Main,
    /// What was kept back.
    Contingency,
}

coded!(Source { Main => "main", Contingency => "contingency" });

/// One promise. A budget stands in the list once: when its plan is agreed, its stage and amount change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// Whose.
    pub budget: BudgetId,
    /// How firm.
    pub stage: Stage,
    /// From which part.
    pub source: Source,
    /// The full year's amount.
    pub amount: Pence,
}

/// How a pot stands. `for_everybody + contingency` is what is available, and `left` is what is for everybody less both kinds of
/// promises; it is below nothing where more is promised than there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// All the money there is.
    pub available: Pence,
    /// The part kept back.
    pub contingency: Pence,
    /// The part that is not kept back.
    pub for_everybody: Pence,
    /// Promised in indicative budgets.
    pub committed_indicative: Pence,
    /// Promised in agreed plans.
    pub committed_agreed: Pence,
    /// What is left for everybody.
    pub left: Pence,
    /// What is left of the part kept back.
    pub contingency_left: Pence,
}

/// What is wrong with a pot or a promise, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PotError {
    /// Below nothing.
    #[error("{0} is below nothing: give an amount of £0.00 or more")]
    Negative(Pence),
    /// More than all of it.
    #[error("{0} ten-thousandths is more than the whole: keep back at most 10,000")]
    Share(u32),
    /// One budget twice.
    #[error("budget {0} stands in the pot twice: count it once")]
    Twice(BudgetId),
    /// Sums that no pot has.
    #[error("the sums of this pot are too large: check the amounts")]
    TooLarge,
    /// Reasons that are none.
    #[error(transparent)]
    Reasons(#[from] ReasonsError),
}

/// How a pot stands with its promises.
///
/// # Errors
/// [`PotError`].
pub fn position(pot: &Pot, commitments: &[Commitment]) -> Result<Position, PotError> {
    if pot.available < Pence::ZERO {
        return Err(PotError::Negative(pot.available));
    }
    if pot.contingency_basis_points > 10_000 {
        return Err(PotError::Share(pot.contingency_basis_points));
    }
    let mut budgets: Vec<BudgetId> = commitments.iter().map(|commitment| commitment.budget).collect();
    budgets.sort_unstable();
    if let Some(twice) = budgets.windows(2).find_map(|pair| pair.first().filter(|first| pair.last() == Some(first))) {
        return Err(PotError::Twice(*twice));
    }
    if let Some(negative) = commitments.iter().find(|commitment| commitment.amount < Pence::ZERO) {
        return Err(PotError::Negative(negative.amount));
    }
    let sum = |counts: &dyn Fn(&Commitment) -> bool| {
        let mut amounts =
            commitments.iter().filter(|commitment| counts(commitment)).map(|commitment| commitment.amount);
        amounts.try_fold(Pence::ZERO, Pence::plus).ok_or(PotError::TooLarge)
    };
    let contingency = pot.available.share(pot.contingency_basis_points).ok_or(PotError::TooLarge)?;
    let for_everybody = pot.available.minus(contingency).ok_or(PotError::TooLarge)?;
    let from_main = |stage| move |one: &Commitment| one.source == Source::Main && one.stage == stage;
    let committed_indicative = sum(&from_main(Stage::Indicative))?;
    let committed_agreed = sum(&from_main(Stage::Agreed))?;
    let from_contingency = sum(&|one| one.source == Source::Contingency)?;
    let promised = committed_indicative.plus(committed_agreed).ok_or(PotError::TooLarge)?;
    Ok(Position {
        available: pot.available,
        contingency,
        for_everybody,
        committed_indicative,
        committed_agreed,
        left: for_everybody.minus(promised).ok_or(PotError::TooLarge)?,
        contingency_left: contingency.minus(from_contingency).ok_or(PotError::TooLarge)?,
    })
}

/// What one more promise would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Commit {
    /// The money is there: how the pot stands afterwards.
    Fits(Position),
    /// The money is not there: somebody has to decide by name.
    Over(Warning),
}

/// More would be promised than there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warning {
    /// From which part.
    pub source: Source,
    /// How much is missing once the promise is made.
    pub over_by: Pence,
    /// How the pot would stand afterwards.
    pub after: Position,
}

/// Weighs one more promise, or a budget whose stage or amount changes: it then takes the place of its earlier self.
///
/// # Errors
/// [`PotError`].
pub fn commit(pot: &Pot, commitments: &[Commitment], request: &Commitment) -> Result<Commit, PotError> {
    let others = commitments.iter().filter(|commitment| commitment.budget != request.budget);
    let with: Vec<Commitment> = others.chain([request]).cloned().collect();
    let after = position(pot, &with)?;
    let left = match request.source {
        Source::Main => after.left,
        Source::Contingency => after.contingency_left,
    };
    if left >= Pence::ZERO {
        return Ok(Commit::Fits(after));
    }
    let over_by = Pence::ZERO.minus(left).ok_or(PotError::TooLarge)?;
    Ok(Commit::Over(Warning { source: request.source, over_by, after }))
}

/// A decision to promise more than there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverCommitment {
    /// How much is missing.
    pub over_by: Pence,
    /// Why it is promised all the same.
    pub reasons: String,
    /// Who decided.
    pub by: PersonId,
    /// When.
    pub on: Date,
}

impl Warning {
    /// Promises it all the same, by name and with reasons.
    ///
    /// # Errors
    /// [`PotError::Reasons`] when the reasons are too short.
    pub fn decide(&self, reasons: &str, by: PersonId, on: Date) -> Result<OverCommitment, PotError> {
        Ok(OverCommitment { over_by: self.over_by, reasons: read_reasons(reasons)?, by, on })
    }
}
