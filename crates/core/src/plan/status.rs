//! The way of a plan: which changes of its state there are, who makes them and what has to be recorded. Whatever the table
//! does not hold is refused by name.

use crate::codes::coded;

coded! {
    /// Where a plan stands.
    pub enum PlanStatus ("state of a plan") {
        /// It is being written.
        Draft = "draft",
        /// The family has asked for it to be agreed. Its text stands still.
        Asked = "asked",
        /// The authority has agreed to it, in whole or in part; signatures are missing.
        Agreed = "agreed",
        /// Both sides have signed. It never changes again.
        Signed = "signed",
        /// A newer plan has taken its place.
        Replaced = "replaced",
        /// The family has put it away without asking.
        PutAway = "put-away",
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// From.
    pub from: PlanStatus,
    /// To.
    pub to: PlanStatus,
    /// Who makes it.
    pub who: &'static str,
    /// What is recorded with it.
    pub recorded: &'static str,
}

const fn row(from: PlanStatus, to: PlanStatus, who: &'static str, recorded: &'static str) -> Transition {
    Transition { from, to, who, recorded }
}

/// Every change that there is.
pub const TRANSITIONS: [Transition; 10] = [
    row(PlanStatus::Draft, PlanStatus::Asked, "who speaks for the child", "the frozen text, its costs, when"),
    row(PlanStatus::Draft, PlanStatus::PutAway, "who speaks for the child", "when"),
    row(
        PlanStatus::Asked,
        PlanStatus::Draft,
        "the family takes it back, or the authority returns or refuses it",
        "who, when, questions or reasons",
    ),
    row(
        PlanStatus::Asked,
        PlanStatus::Agreed,
        "somebody within their limit who did not write it",
        "reasons, amounts by stream, conditions, day",
    ),
    row(
        PlanStatus::Agreed,
        PlanStatus::Signed,
        "authority and family, each by name",
        "both signatures, an objection where there is one",
    ),
    row(PlanStatus::Agreed, PlanStatus::Draft, "the family declines to sign", "who, when, why if they say"),
    row(PlanStatus::Agreed, PlanStatus::Asked, "somebody else, answering a challenge", "reasons, when"),
    row(PlanStatus::Signed, PlanStatus::Replaced, "the signature of the next plan", "which plan follows"),
    row(PlanStatus::PutAway, PlanStatus::Draft, "who speaks for the child", "when"),
    row(PlanStatus::Draft, PlanStatus::Draft, "who may write", "each piece as it was and as it is"),
];

/// A change that the table does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatusRefusal {
    /// A signed plan stands.
    #[error("this plan is signed and never changes: write the next one, or an amendment")]
    Signed,
    /// It waits for an answer.
    #[error("this plan waits for an answer: take it back first if you want to change it")]
    Waits,
    /// Any other.
    #[error("a plan cannot go from {from} to {to}")]
    NoSuchChange {
        /// From.
        from: PlanStatus,
        /// To.
        to: PlanStatus,
    },
}

impl StatusRefusal {
    /// The key of its words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            StatusRefusal::Signed => "plan-signed",
            StatusRefusal::Waits => "plan-waits",
            StatusRefusal::NoSuchChange { .. } => "plan-no-such-change",
        }
    }
}

/// The row of an allowed change.
///
/// # Errors
/// [`StatusRefusal`].
pub fn change(from: PlanStatus, to: PlanStatus) -> Result<&'static Transition, StatusRefusal> {
    TRANSITIONS.iter().find(|row| row.from == from && row.to == to).ok_or(match from {
        PlanStatus::Signed | PlanStatus::Replaced => StatusRefusal::Signed,
        PlanStatus::Asked => StatusRefusal::Waits,
        _ => StatusRefusal::NoSuchChange { from, to },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_plan_never_changes_and_no_step_is_left_out() {
        // rows: from; columns: to, in the order of the list
        let grid = ["xx...x", "x.x...", "xx.x..", "....x.", "......", "x....."];
        for (from, row) in PlanStatus::ALL.iter().zip(grid) {
            for (to, mark) in PlanStatus::ALL.iter().zip(row.chars()) {
                assert_eq!(change(*from, *to).is_ok(), mark == 'x', "{from} {to}");
            }
        }
        assert_eq!(change(PlanStatus::Signed, PlanStatus::Draft), Err(StatusRefusal::Signed));
        assert_eq!(change(PlanStatus::Asked, PlanStatus::Asked), Err(StatusRefusal::Waits));
    }
}
