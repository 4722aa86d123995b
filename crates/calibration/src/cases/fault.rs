//! What can be wrong with a file of cases, for whoever keeps the spreadsheet.

/// Why a file cannot be used at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CasesError {
    /// Nothing in it.
    #[error("the file of cases is empty: its first line names the columns, each further line is a person")]
    Empty,
    /// A column that is needed is not there.
    #[error("the file has no column `{wanted}`; its columns are {found}")]
    NoColumn {
        /// The missing column.
        wanted: String,
        /// All that are there.
        found: String,
    },
    /// Two columns of one name.
    #[error("the column `{0}` stands twice: rename or remove one of the two")]
    ColumnTwice(String),
    /// A header and nothing below it.
    #[error("the file names its columns but holds no person")]
    NoRows,
    /// Every row is faulty.
    #[error("none of the {0} rows can be used; the first: {1}")]
    NoUsableRow(usize, String),
    /// More rows than are taken.
    #[error("the file holds more than {0} rows: draw a sample, or part it")]
    TooMany(usize),
    /// Not text, or quotes that never end.
    #[error("line {line}: {what}: save the sheet as CSV in UTF-8")]
    NotCsv {
        /// Where.
        line: u64,
        /// What the reader met.
        what: String,
    },
}

/// Why one row cannot be used. The others can.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RowFault {
    /// Line of the file, the header being 1.
    pub line: u64,
    /// Who, as far as the row says.
    pub person: String,
    /// The column at fault.
    pub column: String,
    /// What is wrong and what to do.
    pub what: String,
}

impl std::fmt::Display for RowFault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "line {} ({}), column `{}`: {}", self.line, self.person, self.column, self.what)
    }
}
