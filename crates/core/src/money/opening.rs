//! What a signed plan makes of money: each stream's sum is given to the child, each line's cost promised to it. Only a signed
//! plan has these instructions, and given again they are the same ones.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::agreement::{HandOn, SignedPlan};
use crate::ledger::{Movement, Named, Transfer};
use crate::plan::piece::{Piece, supports};
use crate::{Pence, PieceId, TransferId};

/// Why a plan's money cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpeningError {
    /// It costs more than was agreed.
    #[error("the lines of {stream} come to {lines} and {agreed} was agreed: decide again on the plan")]
    AboveAgreed {
        /// The stream.
        stream: String,
        /// What the lines come to.
        lines: Pence,
        /// What was agreed.
        agreed: Pence,
    },
    /// Sums that no books have.
    #[error("the sums of this plan are too large: check its lines")]
    TooLarge,
}

/// What was agreed for each stream, with what its lines come to.
///
/// # Errors
/// [`OpeningError`] where lines come to more than was agreed.
pub fn sums(hand_on: &HandOn, agreed: &[(String, Pence)]) -> Result<BTreeMap<String, Pence>, OpeningError> {
    let mut sums: BTreeMap<String, Pence> = agreed.iter().cloned().collect();
    let mut lines: BTreeMap<&str, Pence> = BTreeMap::new();
    for line in &hand_on.lines {
        let sum = lines.entry(&line.stream).or_default();
        *sum = sum.plus(line.amount).ok_or(OpeningError::TooLarge)?;
    }
    for (stream, lines) in lines {
        let agreed = *sums.entry(stream.to_owned()).or_default();
        if lines > agreed {
            return Err(OpeningError::AboveAgreed { stream: stream.to_owned(), lines, agreed });
        }
    }
    Ok(sums)
}

/// The transfers that open one stream of a plan on a day: its sum is given, each line's cost promised to it. What the lines do
/// not use stays available to the child.
#[must_use]
pub fn instructions(
    signed: &SignedPlan,
    (stream, sum): (&str, Pence),
    (hand_on, pieces): (&HandOn, &[Piece]),
    (day, named): (Date, &Named),
) -> Vec<Transfer> {
    let plan = signed.plan().to_string();
    let child = signed.child();
    let mut transfers = Vec::new();
    if sum > Pence::ZERO {
        let id = TransferId::of(&["allocate", &plan, stream]);
        transfers.push(Transfer::post(id, Movement::Allocate, child, stream, sum, day, named.clone()));
    }
    for line in hand_on.lines.iter().filter(|line| line.stream == stream && line.amount > Pence::ZERO) {
        let id = TransferId::of(&["commit", &plan, &line.piece.to_string()]);
        let named = named.clone().for_line(line.piece, outcome_of(pieces, line.piece));
        transfers.push(Transfer::post(id, Movement::Commit, child, stream, line.amount, day, named));
    }
    transfers
}

/// The outcome that a line serves first.
#[must_use]
pub fn outcome_of(pieces: &[Piece], line: PieceId) -> Option<PieceId> {
    supports(pieces).find(|(piece, _)| *piece == line).and_then(|(_, support)| support.outcomes.first().copied())
}
