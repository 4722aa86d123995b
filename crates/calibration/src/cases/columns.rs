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

/// A column of answers to one question with levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionColumn {
    /// The question's id, which is the column's name.
    pub id: String,
    /// Options from least to most need; empty when the cells hold whole numbers from 0 and the greatest of them is the last.
    pub options: Vec<String>,
}
