//! The life of an assessment as a table: what may become what, by whom, and what is written down. All else is refused.

use crate::codes::coded;

/// Where an assessment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// People are answering.
    Open,
    /// The family has handed the answers in.
    Submitted,
    /// Differences between sheets are being talked through.
    Settling,
    /// There is one agreed sheet.
    Settled,
    /// The family has been told the figure.
    Told,
    /// A later assessment stands in its place.
    Superseded,
    /// Stopped at the family's wish.
    Withdrawn,
}

coded!(Status {
    Open => "open",
    Submitted => "submitted",
    Settling => "settling",
    Settled => "settled",
    Told => "told",
    Superseded => "superseded",
    Withdrawn => "withdrawn",
});

/// One allowed change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// From where.
    pub from: Status,
    /// To where.
    pub to: Status,
    /// Who may do it, for people who read the table; `access` decides.
    pub who: &'static str,
    /// What is written down with it.
    pub recorded: &'static str,
    /// Whether it needs a reason in words.
    pub needs_reason: bool,
}

const SPEAKER: &str = "who speaks for the child, or staff who enter a paper form";
const WORKER: &str = "a worker of the child, not an author of one of the sheets alone";

const fn row(from: Status, to: Status, who: &'static str, recorded: &'static str, needs_reason: bool) -> Transition {
    Transition { from, to, who, recorded, needs_reason }
}

/// Every allowed change.
pub const TRANSITIONS: [Transition; 12] = [
    row(Status::Open, Status::Submitted, SPEAKER, "who handed in, and every sheet as it was", false),
    row(Status::Submitted, Status::Open, WORKER, "why more answers are needed", true),
    row(Status::Submitted, Status::Settling, WORKER, "who began, and the differences", false),
    row(Status::Submitted, Status::Settled, WORKER, "that no sheet differed from another", false),
    row(Status::Settling, Status::Settled, WORKER, "each settled answer with its reason and by whom", false),
    row(Status::Settled, Status::Settling, WORKER, "why it is talked through again", true),
    row(Status::Settled, Status::Told, WORKER, "the figure, its working and the letter", false),
    row(Status::Told, Status::Superseded, "nobody: a later assessment is told", "the later assessment", false),
    row(Status::Open, Status::Withdrawn, SPEAKER, "why", true),
    row(Status::Submitted, Status::Withdrawn, SPEAKER, "why", true),
    row(Status::Settling, Status::Withdrawn, SPEAKER, "why", true),
    row(Status::Settled, Status::Withdrawn, SPEAKER, "why", true),
];

/// Why an assessment stays where it is, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatusRefusal {
    /// It is there already: usually a form that was sent twice.
    #[error("the assessment is already {}", .0.code())]
    AlreadyThere(Status),
    /// What a family was told never changes.
    #[error("the family has been told the figure of this assessment: begin a new one instead")]
    ToldStands,
    /// Superseded and withdrawn are ends.
    #[error("the assessment has ended as {}: begin a new one instead", .0.code())]
    Ended(Status),
    /// A step is left out.
    #[error("an assessment cannot go from {} to {}: do the steps between first", from.code(), to.code())]
    StepLeftOut {
        /// Where it stands.
        from: Status,
        /// Where it was to go.
        to: Status,
    },
    /// The reason is empty.
    #[error("write down why: this change needs a reason")]
    ReasonMissing,
}

impl StatusRefusal {
    /// The word under which the wording for people is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            StatusRefusal::AlreadyThere(_) => "already-there",
            StatusRefusal::ToldStands => "told-stands",
            StatusRefusal::Ended(_) => "ended",
            StatusRefusal::StepLeftOut { .. } => "step-left-out",
            StatusRefusal::ReasonMissing => "reason-missing",
        }
    }
}

/// The row of an allowed change, with its reason checked.
///
/// # Errors
/// [`StatusRefusal`] for whatever the table does not hold.
pub fn change(from: Status, to: Status, reason: &str) -> Result<&'static Transition, StatusRefusal> {
    match TRANSITIONS.iter().find(|row| row.from == from && row.to == to) {
        Some(row) if row.needs_reason && reason.trim().is_empty() => Err(StatusRefusal::ReasonMissing),
        Some(row) => Ok(row),
        None if from == to => Err(StatusRefusal::AlreadyThere(from)),
        None => Err(match from {
            Status::Told => StatusRefusal::ToldStands,
            Status::Superseded | Status::Withdrawn => StatusRefusal::Ended(from),
            _ => StatusRefusal::StepLeftOut { from, to },
        }),
    }
}

impl Status {
    /// Where it can go from here.
    pub fn next(self) -> impl Iterator<Item = &'static Transition> {
        TRANSITIONS.iter().filter(move |row| row.from == self)
    }

    /// Whether people may still write on their sheets.
    #[must_use]
    pub fn takes_answers(self) -> bool {
        self == Status::Open
    }

    /// Whether somebody still has to do something.
    #[must_use]
    pub fn is_waiting(self) -> bool {
        self.next().any(|row| !matches!(row.to, Status::Superseded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows: from; columns: to, in the order of the list. `x` allowed, `r` allowed with a reason.
    const GRID: [&str; 7] = [".x....r", "r.xx..r", "...x..r", "..r.x.r", ".....x.", ".......", "......."];

    #[test]
    fn every_change_that_is_not_in_the_table_is_refused_by_name() {
        for (from, row) in Status::ALL.iter().zip(GRID) {
            for (to, mark) in Status::ALL.iter().zip(row.chars()) {
                assert_eq!(change(*from, *to, "because").is_ok(), mark != '.', "{from:?} {to:?}");
                let without = change(*from, *to, " ");
                assert_eq!(without == Err(StatusRefusal::ReasonMissing), mark == 'r', "{from:?} {to:?}");
            }
        }
    }

    #[test]
    fn what_a_family_was_told_stands() {
        assert_eq!(change(Status::Told, Status::Settling, "a slip"), Err(StatusRefusal::ToldStands));
        assert_eq!(change(Status::Told, Status::Told, ""), Err(StatusRefusal::AlreadyThere(Status::Told)));
        assert_eq!(change(Status::Withdrawn, Status::Open, "x"), Err(StatusRefusal::Ended(Status::Withdrawn)));
        let skipped = change(Status::Open, Status::Told, "").unwrap_err();
        assert_eq!(skipped.to_string(), "an assessment cannot go from open to told: do the steps between first");
    }

    #[test]
    fn only_unfinished_assessments_wait_for_somebody() {
        let waiting: Vec<_> = Status::ALL.iter().filter(|status| status.is_waiting()).collect();
        assert_eq!(waiting, [&Status::Open, &Status::Submitted, &Status::Settling, &Status::Settled]);
    }
}
