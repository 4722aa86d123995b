//! Tables: a caption, columns that can be sorted by a link, numbers that line up.

use askama::Template;

use super::tag::Tag;
use crate::parts::Link;
use crate::words::PageWords;

/// How a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The smallest, or A, first.
    Ascending,
    /// The largest, or Z, first.
    Descending,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    name: String,
    is_number: bool,
    is_day: bool,
    sort: Option<String>,
    order: Option<Order>,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Column {
        Column { name: name.into(), is_number: false, is_day: false, sort: None, order: None }
    }

    /// A column of numbers, set to the right.
    #[must_use]
    pub fn number(name: impl Into<String>) -> Column {
        Column { is_number: true, ..Column::new(name) }
    }

    /// A column of days, each on one line.
    #[must_use]
    pub fn day(name: impl Into<String>) -> Column {
        Column { is_day: true, ..Column::new(name) }
    }

    /// Sorted by a link to this address; `order` is how it is sorted now, if it is.
    #[must_use]
    pub fn sorted_by(mut self, href: impl Into<String>, order: Option<Order>) -> Column {
        (self.sort, self.order) = (Some(href.into()), order);
        self
    }

    fn aria(&self) -> &'static str {
        match self.order {
            Some(Order::Ascending) => "ascending",
            Some(Order::Descending) => "descending",
            None => "none",
        }
    }
}

/// What stands in a row and column.
#[derive(Debug, Clone)]
pub enum Cell {
    /// Words or a number.
    Text(String),
    /// A link; a second line below it where there is more to say.
    Link(Link, Option<String>),
    /// A state.
    Tag(Tag),
}

impl Cell {
    /// Words or a number.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// A link.
    #[must_use]
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Cell {
        Cell::Link(Link::new(text, href), None)
    }

    fn is_empty(&self) -> bool {
        matches!(self, Cell::Text(text) if text.trim().is_empty())
    }
}

/// A table. On narrow screens each row becomes a heading with labelled lines below it; a table of two columns stays as it is.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/show/table.html")]
pub struct Table {
    words: PageWords,
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    has_hidden_caption: bool,
    total: Option<Vec<Cell>>,
}

impl Table {
    /// A table; the first cell of a row is its heading.
    #[must_use]
    pub fn new(words: PageWords, caption: impl Into<String>, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Table {
        Table { words, caption: caption.into(), columns, rows, has_hidden_caption: false, total: None }
    }

    /// Under another caption.
    #[must_use]
    pub fn captioned(mut self, caption: impl Into<String>) -> Table {
        self.caption = caption.into();
        self
    }

    /// Where a heading right above says the same.
    #[must_use]
    pub fn hide_caption(mut self) -> Table {
        self.has_hidden_caption = true;
        self
    }

    /// With a last row that sums up.
    #[must_use]
    pub fn total(mut self, row: Vec<Cell>) -> Table {
        self.total = Some(row);
        self
    }

    fn is_number(&self, index: &usize) -> bool {
        self.columns.get(*index).is_some_and(|column| column.is_number)
    }

    fn is_day(&self, index: &usize) -> bool {
        self.columns.get(*index).is_some_and(|column| column.is_day)
    }

    /// Two columns fit beside each other on the narrowest screen.
    fn reflows(&self) -> bool {
        self.columns.len() > 2
    }

    /// What a cell is called where no heading stands above it.
    fn label(&self, index: &usize) -> &str {
        self.columns.get(*index).map_or("", |column| column.name.as_str())
    }

    fn scroll_label(&self) -> String {
        self.words.say("table.scroll", &[("caption", &self.caption)])
    }
}

safe!(Table);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    fn shown(columns: &[&str]) -> String {
        let words = Words::new(Language::English).page("parts");
        let row = columns.iter().map(|name| Cell::text(if *name == "Note" { "" } else { "<1>" })).collect();
        let columns = columns.iter().map(|name| Column::new(*name)).collect();
        Table::new(words, "Work", columns, vec![row]).to_string()
    }

    #[test]
    fn a_cell_names_its_column_where_a_narrow_screen_has_no_heading_above_it() {
        let table = shown(&["Child", "Waits for", "Note"]);
        assert!(table.contains("table--rows") && table.contains("data-label=\"Waits for\""), "{table}");
        assert!(table.contains("table__none\" data-label=\"Note\""), "an empty cell is left out there: {table}");
        assert!(!table.contains("data-label=\"Child\""), "the first cell is the heading of its row: {table}");
    }

    #[test]
    fn two_columns_stay_side_by_side() {
        let table = shown(&["Child", "Points"]);
        assert!(!table.contains("table--rows") && !table.contains("data-label"), "{table}");
    }
}
