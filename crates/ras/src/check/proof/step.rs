//! One step: a sheet, and the same sheet with one answer changed.

use crate::calculator::{NodeId, Sheet};

/// A sheet and a change of one of its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::check) struct Step {
    /// The sheet before the change.
    pub(in crate::check) sheet: Sheet,
    /// The question whose answer changes.
    pub(in crate::check) question: usize,
    /// Its code before.
    pub(in crate::check) from: i64,
    /// Its code after.
    pub(in crate::check) to: i64,
}

impl Step {
    /// The change of an answer of a sheet.
    pub(in crate::check) fn on(sheet: &Sheet, question: usize, to: i64) -> Step {
        let from = sheet.code(question).unwrap_or(crate::calculator::BLANK);
        Step { sheet: sheet.clone(), question, from, to }
    }

    /// The sheet after the change.
    pub(in crate::check) fn after(&self) -> Sheet {
        self.sheet.with(self.question, self.to)
    }
}

/// A place where something falls that an amount rests on.
#[derive(Debug, Clone)]
pub(in crate::check) enum Hint {
    /// This step makes it fall.
    Step(Step),
    /// It falls when this operation passes this value.
    Passing(NodeId, i128),
}
