//! Which column of the file is what.

/// The names of the columns that have a meaning; every other column sorts people into groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Names a person; `person` unless said otherwise.
    pub person: String,
    /// What support costs now; `current_cost` unless said otherwise.
    pub cost: String,
    /// Whole points; `points` unless said otherwise. May be missing from the file.
    pub points: String,
    /// How much a row counts; `weight` unless said otherwise. May be missing.
    pub weight: String,
    /// Names a family; `family_id` unless said otherwise. May be missing.
    pub family: String,
    /// Columns that hold answers; empty when the file has points.
    pub questions: Vec<QuestionColumn>,
}

impl Default for Columns {
    fn default() -> Columns {
        Columns {
            person: "person".to_owned(),
            cost: "current_cost".to_owned(),
            points: "points".to_owned(),
            weight: "weight".to_owned(),
            family: "family_id".to_owned(),
            questions: Vec::new(),
        }
    }
}

impl Columns {
    /// The usual names; a file that calls its people `id` is as good as one that says `person`.
    #[must_use]
    pub fn of_file(bytes: &[u8]) -> Columns {
        let columns = Columns::default();
        let person = if has(bytes, "person") || !has(bytes, "id") { columns.person } else { "id".to_owned() };
        Columns { person, ..columns }
    }
}

/// Whether the first line of a file names a column.
#[must_use]
pub fn has(bytes: &[u8], name: &str) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let first_line = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let mut cells = first_line.split(|byte| *byte == b',').map(|cell| cell.trim_ascii());
    cells.any(|cell| {
        let bare = cell.strip_prefix(b"\"").unwrap_or(cell);
        bare.strip_suffix(b"\"").unwrap_or(bare) == name.as_bytes()
    })
}

/// A column of answers to one question with levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionColumn {
    /// The question's id, which is the column's name.
    pub id: String,
    /// Options from least to most need; empty when the cells hold whole numbers from 0 and the greatest of them is the last.
    pub options: Vec<String>,
}
