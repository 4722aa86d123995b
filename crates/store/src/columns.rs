//! What every column holds, how long and for whom: `migrations/columns.toml`, read once. Copies, exports and erasure go by
//! it, so none of them can forget a table.

use std::sync::OnceLock;

use seven_core::retention::ColumnClass;
use toml_edit::{Document, Item, TableLike};

use crate::StoreError;

const TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations/columns.toml"));

/// Words that may stand where a rule's name stands.
pub const STAYS: [&str; 2] = ["tombstone", "system"];

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Columns of its key after the authority.
    pub key: Vec<String>,
    /// How a row belongs to a child's record.
    pub child: Option<Belonging>,
    /// How a row belongs to one person themself.
    pub person: Option<Belonging>,
    /// What happens to a row when the record is erased.
    pub erased: Option<Erased>,
    /// A column that is 1 where the row is left out of what a family is given.
    pub hidden: Option<String>,
    /// The rule by which rows go, and the column from which its years count.
    pub goes: Option<(String, String)>,
    /// Its columns, in the order of the schema.
    pub columns: Vec<Column>,
}

/// How a row belongs to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Belonging {
    /// The row's own column.
    pub column: String,
    /// Where that is not the person's id: the table, its column that is the same, and its column with the person's id.
    pub through: Option<(String, String, String)>,
}

/// What happens to a row when the record is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erased {
    /// It is deleted.
    Delete,
    /// It stays, without the values that a rule kept.
    Empty,
}

/// Who is shown a column in an export of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Everyone who is given the record.
    Yes,
    /// The same, as the name behind the id.
    Who,
    /// The same, unless the row's address is restricted.
    Guarded,
    /// The council's own copy only.
    Council,
    /// Nobody.
    No,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What kind of data it holds.
    pub class: ColumnClass,
    /// The rule that keeps it, or one of [`STAYS`].
    pub kept: String,
    /// Who is shown it.
    pub shown: Shown,
}

impl Table {
    /// The column with the authority's id.
    #[must_use]
    pub fn tenant(&self) -> &'static str {
        if self.name == "authority" { "id" } else { "authority_id" }
    }

    /// Every column's name, as a query lists them.
    #[must_use]
    pub fn listed(&self) -> String {
        self.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

impl Belonging {
    /// The condition of a query, where `$1` is the authority and `$2` the person.
    #[must_use]
    pub fn condition(&self) -> String {
        let column = &self.column;
        match &self.through {
            None => format!("{column} = $2"),
            Some((table, same, person)) => {
                format!("{column} IN (SELECT {same} FROM {table} WHERE authority_id = $1 AND {person} = $2)")
            }
        }
    }
}

/// Every table, in the order of their keys.
///
/// # Errors
/// [`StoreError::Schema`] names what cannot be read.
pub fn tables() -> Result<&'static [Table], StoreError> {
    static TABLES: OnceLock<Result<Vec<Table>, String>> = OnceLock::new();
    let tables = TABLES.get_or_init(|| read(TEXT));
    tables.as_deref().map_err(|why| StoreError::Schema(format!("migrations/columns.toml: {why}")))
}

fn read(text: &str) -> Result<Vec<Table>, String> {
    let document = Document::parse(text).map_err(|error| error.to_string())?;
    document.iter().map(|(name, item)| table(name, item).map_err(|why| format!("[{name}] {why}"))).collect()
}

fn table(name: &str, item: &Item) -> Result<Table, String> {
    let item = item.as_table_like().ok_or("is no table")?;
    if let Some((unknown, _)) = item.iter().find(|(key, _)| !KEYS.contains(key)) {
        return Err(format!("has the unknown key `{unknown}`"));
    }
    let columns = item.get("columns").and_then(Item::as_table_like).ok_or("has no columns")?;
    let columns = columns.iter().map(|(name, words)| column(name, words)).collect::<Result<Vec<_>, _>>()?;
    let erased = match word(item, "erased") {
        None => None,
        Some("delete") => Some(Erased::Delete),
        Some("empty") => Some(Erased::Empty),
        Some(other) => return Err(format!("`{other}` is no way of erasing: write delete or empty")),
    };
    let goes = match item.get("goes").map(words) {
        None => None,
        Some(goes) => match goes.as_slice() {
            [rule, column] => Some((rule.clone(), column.clone())),
            _ => return Err("`goes` is a rule and a column".to_owned()),
        },
    };
    Ok(Table {
        name: name.to_owned(),
        key: item.get("key").map(words).ok_or("has no key")?,
        child: item.get("child").map(belonging).transpose()?,
        person: item.get("person").map(belonging).transpose()?,
        erased,
        hidden: word(item, "hidden").map(str::to_owned),
        goes,
        columns,
    })
}

const KEYS: [&str; 7] = ["key", "child", "person", "erased", "hidden", "goes", "columns"];

fn word<'i>(item: &'i dyn TableLike, key: &str) -> Option<&'i str> {
    item.get(key).and_then(Item::as_str)
}

fn words(item: &Item) -> Vec<String> {
    let listed = item.as_array().into_iter().flat_map(|array| array.iter());
    listed.filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

fn belonging(item: &Item) -> Result<Belonging, String> {
    if let Some(column) = item.as_str() {
        return Ok(Belonging { column: column.to_owned(), through: None });
    }
    match words(item).as_slice() {
        [column, table, same, person] => {
            let through = Some((table.clone(), same.clone(), person.clone()));
            Ok(Belonging { column: column.clone(), through })
        }
        _ => Err("a row belongs to somebody by one column, or by [column, table, column there, person]".to_owned()),
    }
}

fn column(name: &str, item: &Item) -> Result<Column, String> {
    let said = item.as_str().unwrap_or_default();
    let [class, kept, shown] = said.split(", ").collect::<Vec<_>>()[..] else {
        return Err(format!("`{name}` needs three words: class, what keeps it, who is shown it"));
    };
    let shown = match shown {
        "yes" => Shown::Yes,
        "who" => Shown::Who,
        "guarded" => Shown::Guarded,
        "council" => Shown::Council,
        "no" => Shown::No,
        other => return Err(format!("`{name}`: nobody is called `{other}`: yes, who, guarded, council or no")),
    };
    let class = ColumnClass::from_code(class).map_err(|error| format!("`{name}`: {error}"))?;
    Ok(Column { name: name.to_owned(), class, kept: kept.to_owned(), shown })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_named_with_its_table() {
        for (text, told) in [
            ("[a]\nkey = []\ncolumns.b = \"plain, system\"\n", "[a] `b` needs three words"),
            ("[a]\nkey = []\ncolumns.b = \"plane, system, no\"\n", "[a] `b`: `plane` is not a known"),
            ("[a]\nkey = []\nerase = \"all\"\n", "[a] has the unknown key `erase`"),
            ("[a]\nkey = []\nerased = \"all\"\ncolumns = {}\n", "[a] `all` is no way of erasing"),
        ] {
            let why = read(text).unwrap_err();
            assert!(why.starts_with(told), "{why}");
        }
    }

    #[test]
    fn a_row_belongs_to_a_child_directly_or_through_another_table() {
        let answer = tables().unwrap().iter().find(|table| table.name == "answer").unwrap();
        let condition = answer.child.as_ref().unwrap().condition();
        assert_eq!(condition, "sheet_id IN (SELECT id FROM sheet WHERE authority_id = $1 AND child_id = $2)");
    }
}
