//! Sums with how sure they are: a filled circle for each, a line from its lower to its upper end, and where there is one an open
//! circle for what it was before. Sums may lie on either side of nought.

use seven_core::Pence;

use super::frame::{Figure, Key, Mark, Parts};
use super::labelled::{NARROW, WIDE};
use super::sums::{self, Sums};
use crate::parts::show::{Cell, Column, Table};
use crate::words::PageWords;

/// A line of the chart.
#[derive(Debug, Clone)]
pub struct Range {
    /// What it is about.
    pub label: String,
    /// What it was before.
    pub before: Option<Pence>,
    /// The sum; none where there is nothing to say.
    pub value: Option<Pence>,
    /// Where it lies most likely.
    pub ends: Option<(Pence, Pence)>,
}

/// Sums one below another.
#[derive(Debug, Clone)]
pub struct RangeChart {
    /// Words of the page.
    pub words: PageWords,
    /// Title of the figure.
    pub title: String,
    /// What it shows, in a sentence.
    pub description: String,
    /// What the labels are.
    pub label: String,
    /// What the open circles are; none without them.
    pub before: Option<String>,
    /// What the filled circles are.
    pub value: String,
    /// What stands in the table where there is nothing to say.
    pub nothing: String,
    /// The lines.
    pub ranges: Vec<Range>,
}

impl RangeChart {
    /// The chart with its table.
    #[must_use]
    pub fn figure(self, id: &str) -> Figure {
        let key = |class, text: &str| Key { class, mark: Mark::Circle, text: text.to_owned() };
        let mut keys: Vec<Key> = self.before.iter().map(|before| key("chart__before", before)).collect();
        keys.push(key("chart__after", &self.value));
        Figure::new(Parts {
            words: self.words,
            id,
            class: "chart--long",
            title: self.title.clone(),
            description: self.description.clone(),
            drawing: sums::drawing(&self.lines(), WIDE),
            narrow: Some(sums::drawing(&self.lines(), NARROW)),
            keys,
            table: self.table(),
        })
    }

    fn lines(&self) -> Vec<Sums<'_>> {
        self.ranges.iter().map(Sums::from).collect()
    }

    fn table(&self) -> Table {
        let w = self.words;
        let has_ends = self.ranges.iter().any(|range| range.ends.is_some());
        let mut columns = vec![Column::new(self.label.clone())];
        columns.extend(self.before.iter().map(|before| Column::number(before.clone())));
        columns.push(Column::number(self.value.clone()));
        if has_ends {
            columns.extend(["chart.range.low", "chart.range.high"].map(|key| Column::number(w.t(key))));
        }
        let row = |range: &Range| {
            let cell = |sum: Option<Pence>| Cell::text(sum.map_or_else(|| self.nothing.clone(), Pence::in_pounds));
            let mut cells = vec![Cell::text(range.label.clone())];
            if self.before.is_some() {
                cells.push(cell(range.before));
            }
            cells.push(cell(range.value));
            if has_ends {
                cells.extend([cell(range.ends.map(|ends| ends.0)), cell(range.ends.map(|ends| ends.1))]);
            }
            cells
        };
        Table::new(w, self.title.clone(), columns, self.ranges.iter().map(row).collect())
    }
}

impl<'a> From<&'a Range> for Sums<'a> {
    fn from(range: &'a Range) -> Sums<'a> {
        Sums { label: &range.label, before: range.before, value: range.value, ends: range.ends }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    #[test]
    fn a_gap_below_nought_stands_in_the_table_with_its_ends() {
        let range = Range {
            label: "A <b>".to_owned(),
            before: Some(Pence(50_000)),
            value: Some(Pence(-20_000)),
            ends: Some((Pence(-40_000), Pence(0))),
        };
        let chart = RangeChart {
            words: Words::new(Language::English).page("parts"),
            title: "Gaps".to_owned(),
            description: String::new(),
            label: "Group".to_owned(),
            before: Some("As it is".to_owned()),
            value: "Allowed for".to_owned(),
            nothing: "too few to say".to_owned(),
            ranges: vec![range],
        };
        let shown = chart.figure("gaps").to_string();
        assert!(shown.contains("A &#60;b&#62;") && shown.contains("-£400") && !shown.contains("style="), "{shown}");
    }
}
