//! Why a file is not taken as a statement. Each says what, where, and what to do.

use jiff::civil::Date;
use seven_core::banking::profile::ProfileFault;

/// At most so many faults are told of one file.
const MOST_TOLD: usize = 20;

/// A file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Too many bytes or lines; it was not looked at further.
    #[error("the file has more than {} MB or {} lines", super::MAX_BYTES / 1024 / 1024, super::MAX_LINES)]
    TooLarge,
    /// Something else by its first bytes: a workbook, a picture, a PDF.
    #[error("this is {0} and not a statement that a program can read")]
    OtherKind(&'static str),
    /// Bytes that are no letters, or other letters than the profile says.
    #[error("line {line} has letters that cannot be read")]
    Letters {
        /// The line.
        line: u64,
    },
    /// XML that is not well formed.
    #[error("line {line} is not well-formed XML: {why}")]
    Markup {
        /// The line.
        line: u64,
        /// What the reader said.
        why: String,
    },
    /// The file declares names of its own, which can grow without end when they are read.
    #[error("line {line} declares or uses an entity of its own, as no bank does")]
    Entity {
        /// The line.
        line: u64,
    },
    /// Elements within elements without end.
    #[error("line {line} has more than {} elements within each other", super::node::DEEPEST)]
    TooDeep {
        /// The line.
        line: u64,
    },
    /// It ends in the middle.
    #[error("the file breaks off at line {line}: {missing} is missing")]
    Truncated {
        /// The last line.
        line: u64,
        /// What should still come.
        missing: String,
    },
    /// A message of the bank, but no statement in it.
    #[error("there is no statement in the file")]
    NoStatement,
    /// Another message of the bank than a statement.
    #[error("this is {0}, not a statement")]
    OtherMessage(&'static str),
    /// Comma-separated, but its headings are not known.
    #[error("the columns of the file are not known: {}", .0.join(", "))]
    Columns(Vec<String>),
    /// The profile names a column that the file has not.
    #[error("the file has no column `{column}`, which the profile `{profile}` names; it has {}", .there.join(", "))]
    MissingColumn {
        /// The profile.
        profile: String,
        /// The column.
        column: String,
        /// The columns that are there.
        there: Vec<String>,
    },
    /// A quote without an end.
    #[error("the row from line {line} opens a quote and never closes it")]
    OpenQuote {
        /// The line on which the row begins.
        line: u64,
    },
    /// Lines of several accounts or currencies in one file of columns.
    #[error("line {line} is of `{found}`, the lines before of `{before}`")]
    Mixed {
        /// The line.
        line: u64,
        /// What it says.
        found: String,
        /// What the others say.
        before: String,
    },
    /// Something in lines cannot be taken.
    #[error("{}", told(.0))]
    Lines(Vec<FaultyLine>),
    /// One thing has to be asked first.
    #[error(transparent)]
    Asks(#[from] Question),
    /// The profile itself cannot be used.
    #[error(transparent)]
    Profile(#[from] ProfileFault),
}

/// A line with what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct FaultyLine {
    /// The line of the file.
    pub line: u64,
    /// What is wrong.
    pub fault: LineFault,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// Something that every line has is not there.
    #[error("the {0} is missing")]
    Missing(&'static str),
    /// A day that no calendar has.
    #[error("`{0}` is no day of the calendar")]
    Day(String),
    /// Not a sum of money.
    #[error("`{0}` is not a sum of money")]
    Sum(String),
    /// More decimals than pence.
    #[error("`{0}` has parts of a penny: a bank books whole pence")]
    TooExact(String),
    /// Not written as the format says.
    #[error("`{0}` is not written as the format says")]
    Shape(String),
    /// A line counts both as money in and as money out.
    #[error("it has money in and money out at once")]
    BothWays,
}

/// Something that only a person can say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Question {
    /// Dates can be read both ways.
    #[error("line {line}: is `{text}` {day_first}, or {month_first}?")]
    DayOrMonth {
        /// The line.
        line: u64,
        /// As it stands.
        text: String,
        /// With the day first.
        day_first: Date,
        /// With the month first.
        month_first: Date,
    },
    /// The saved order does not fit these dates; the other does.
    #[error(
        "line {line}: `{text}` has the month first, while the profile says that the day is first, or the other way round"
    )]
    Swapped {
        /// The line.
        line: u64,
        /// As it stands.
        text: String,
    },
    /// Some dates fit one order only and some the other only.
    #[error("line {one} has the day first and line {other} the month")]
    BothOrders {
        /// A line with the day first.
        one: u64,
        /// A line with the month first.
        other: u64,
    },
    /// The saved order fits, but spreads the lines over months where the other keeps them within one.
    #[error(
        "read as the profile says, the lines spread over {as_said} days; with day and month the other way, over {swapped}"
    )]
    Spread {
        /// Days from the first to the last line, as the profile says.
        as_said: i32,
        /// The other way.
        swapped: i32,
    },
}

impl StatementError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            StatementError::Empty | StatementError::Truncated { .. } | StatementError::NoStatement => {
                "fetch the statement from the bank again and send it whole"
            }
            StatementError::TooLarge => "fetch it for fewer months at a time",
            StatementError::OtherKind(_) => {
                "fetch it as camt.053, MT940, OFX or CSV; a paper statement can be typed in"
            }
            StatementError::Letters { .. } => "say in the column profile how letters are written, or save it as UTF-8",
            StatementError::Markup { .. } | StatementError::TooDeep { .. } => {
                "send the file as the bank gave it, unchanged"
            }
            StatementError::Entity { .. } => "do not use this file: ask the bank for the statement again",
            StatementError::OtherMessage(_) => "ask the bank for the statement itself, camt.053",
            StatementError::Columns(_) | StatementError::MissingColumn { .. } => {
                "make a column profile that names its columns"
            }
            StatementError::OpenQuote { .. } => "fetch the file again and do not edit it in between",
            StatementError::Mixed { .. } => "send a file for each account and currency",
            StatementError::Lines(_) => "fetch the statement again; where the bank wrote it so, ask the bank",
            StatementError::Asks(question) => question.help(),
            StatementError::Profile(_) => "mend the profile",
        }
    }

    /// The word by which catalogues find their own sentence for it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            StatementError::Empty => "empty",
            StatementError::TooLarge => "too-large",
            StatementError::OtherKind(_) => "other-kind",
            StatementError::Letters { .. } => "letters",
            StatementError::Markup { .. } | StatementError::TooDeep { .. } | StatementError::OpenQuote { .. } => {
                "broken"
            }
            StatementError::Entity { .. } => "unsafe",
            StatementError::Truncated { .. } => "truncated",
            StatementError::NoStatement | StatementError::OtherMessage(_) => "no-statement",
            StatementError::Columns(_) | StatementError::MissingColumn { .. } => "columns",
            StatementError::Mixed { .. } => "mixed",
            StatementError::Lines(_) => "lines",
            StatementError::Asks(_) => "asks",
            StatementError::Profile(_) => "profile",
        }
    }

    /// Faults of lines as an error, if there are any.
    pub(super) fn of_lines(mut faults: Vec<FaultyLine>) -> Result<(), StatementError> {
        faults.sort_by_key(|fault| fault.line);
        faults.truncate(MOST_TOLD);
        if faults.is_empty() { Ok(()) } else { Err(StatementError::Lines(faults)) }
    }
}

impl Question {
    /// How to answer it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Question::BothOrders { .. } => {
                "fetch the file again and do not open it in a spreadsheet, which turns dates"
            }
            _ => {
                "say in the column profile whether the day or the month comes first: date-order = \"day-first\" or \"month-first\""
            }
        }
    }
}

fn told(faults: &[FaultyLine]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Refuses what is no text by its first bytes.
pub(super) fn refuse_other_kinds(bytes: &[u8]) -> Result<(), StatementError> {
    const KINDS: [(&[u8], &str); 7] = [
        (b"PK\x03\x04", "a workbook or an archive"),
        (b"\xd0\xcf\x11\xe0", "an old workbook or document"),
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x1f\x8b", "a packed file"),
    ];
    match KINDS.iter().find(|(start, _)| bytes.starts_with(start)) {
        Some((_, kind)) => Err(StatementError::OtherKind(kind)),
        None if bytes.iter().all(u8::is_ascii_whitespace) => Err(StatementError::Empty),
        None => Ok(()),
    }
}
