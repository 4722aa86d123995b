//! A file as rows of cells, and the report that each row gets.

use serde::{Deserialize, Serialize};

/// A file that has been taken apart, and not understood yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns as the file has them.
    pub header: Vec<String>,
    /// Every row below, empty ones left out.
    pub rows: Vec<Row>,
}

/// One row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line that it begins on, counted from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// What comes of a row: it is new, the same as what is known, a change, or refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome<Id> {
    /// Not known yet.
    New,
    /// Known, and nothing in it differs.
    Same(Id),
    /// Known, and something differs.
    Changed {
        /// What is known.
        id: Id,
        /// What differs: enough to put it back.
        changes: Vec<Change>,
    },
    /// It cannot be taken; nothing of it is written.
    Refused {
        /// Every reason.
        why: Vec<Fault>,
    },
}

impl<Id> Outcome<Id> {
    /// The word it is stored and shown under.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Outcome::New => "new",
            Outcome::Same(_) => "same",
            Outcome::Changed { .. } => "changed",
            Outcome::Refused { .. } => "refused",
        }
    }
}

/// A cell that differs from what is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The column's name.
    pub column: String,
    /// As it is known; empty where nothing is.
    pub was: String,
    /// As the file has it.
    pub is: String,
}

/// Why a row is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The column, where it is about one.
    pub column: Option<String>,
    /// What is wrong and what to do.
    pub why: String,
}

/// Something to look at in a row that is taken all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Warning {
    /// Found by name and date of birth alone.
    MatchedByName,
    /// Another child has the same name and date of birth and other numbers.
    SameNameAndBirth,
    /// Over the age that a plan can cover.
    OverTwentyFive,
    /// None of the three numbers: the next file may not find this child again.
    NoNumber,
    /// It ended before today.
    AlreadyEnded,
    /// It costs nothing.
    CostsNothing,
    /// Contact is restricted: the person opens nothing.
    ContactRestricted,
}

impl Warning {
    /// What to look at, in words for staff.
    #[must_use]
    pub fn text(&self) -> &'static str {
        match self {
            Warning::MatchedByName => "found by name and date of birth alone: look whether it is the same child",
            Warning::SameNameAndBirth => "another child has this name and date of birth: look whether they are one",
            Warning::OverTwentyFive => "older than 25 on the day of the import: look at the date of birth",
            Warning::NoNumber => "no UPN, NHS number or ULN: the next file can find this child by name only",
            Warning::AlreadyEnded => "ended before today: it counts for past years only",
            Warning::ContactRestricted => "contact is restricted: this person will open nothing of the record",
            Warning::CostsNothing => "costs nothing: look at the yearly cost",
        }
    }
}

/// One row's line of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReport<Id> {
    /// The line of the file that the row begins on.
    pub line: u64,
    /// What comes of it.
    pub outcome: Outcome<Id>,
    /// What to look at.
    pub warnings: Vec<Warning>,
}

/// The whole report: what was read, and a line for each row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report<T, Id> {
    /// Rows that can be written, each with its place among `rows`.
    pub taken: Vec<(usize, T)>,
    /// A line for every row, in the order of the file.
    pub rows: Vec<RowReport<Id>>,
    /// Columns of the file that nothing is done with.
    pub ignored_columns: Vec<String>,
}

/// How many rows of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Not known yet.
    pub new: usize,
    /// The same as known.
    pub same: usize,
    /// Known and different.
    pub changed: usize,
    /// Refused.
    pub refused: usize,
}

impl<T, Id> Report<T, Id> {
    /// How many rows of each kind.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            let one = match row.outcome {
                Outcome::New => &mut counts.new,
                Outcome::Same(_) => &mut counts.same,
                Outcome::Changed { .. } => &mut counts.changed,
                Outcome::Refused { .. } => &mut counts.refused,
            };
            *one += 1;
        }
        counts
    }
}
