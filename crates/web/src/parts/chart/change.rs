//! Before and after, child by child: an open circle for before, a filled one for after, a line between.

use seven_core::Pence;

use super::frame::{Figure, Key, Mark, Parts};
use super::labelled::{NARROW, WIDE};
use super::sums::{self, Sums};
use crate::parts::show::{Cell, Column, Table};
use crate::words::PageWords;

/// A child, before and after.
#[derive(Debug, Clone)]
pub struct Change {
    /// A name or a number, as whoever looks may see it.
    pub label: String,
    /// Before.
    pub before: Pence,
    /// After.
    pub after: Pence,
}

/// What a change does to each child.
#[derive(Debug, Clone)]
pub struct ChangeChart {
    /// The words of the page.
    pub words: PageWords,
    /// The children, in the order they are shown.
    pub changes: Vec<Change>,
    /// What is to be seen, in words.
    pub description: String,
}

impl ChangeChart {
    /// The chart with its words and its table, under an id that no other on the page has.
    #[must_use]
    pub fn figure(self, id: &str) -> Figure {
        let t = |key| self.words.t(key).to_owned();
        let key = |class, text| Key { class, mark: Mark::Circle, text };
        Figure::new(Parts {
            words: self.words,
            id,
            class: "chart--long",
            title: t("chart.change.title"),
            description: self.description.clone(),
            drawing: sums::drawing(&self.lines(), WIDE),
            narrow: Some(sums::drawing(&self.lines(), NARROW)),
            keys: vec![
                key("chart__before", t("chart.change.key_before")),
                key("chart__after", t("chart.change.key_after")),
            ],
            table: self.table(),
        })
    }

    fn lines(&self) -> Vec<Sums<'_>> {
        self.changes.iter().map(Sums::from).collect()
    }

    fn table(&self) -> Table {
        let w = self.words;
        let columns = vec![
            Column::new(w.t("chart.need.child")),
            Column::number(w.t("chart.change.before")),
            Column::number(w.t("chart.change.after")),
            Column::number(w.t("chart.change.difference")),
        ];
        let row = |change: &Change| {
            let difference = change.after.minus(change.before).unwrap_or(Pence::ZERO);
            let sign = if difference > Pence::ZERO { "+" } else { "" };
            let texts = [change.label.clone(), change.before.to_string(), change.after.to_string()];
            texts.into_iter().chain([format!("{sign}{difference}")]).map(Cell::Text).collect()
        };
        Table::new(w, w.t("chart.change.title"), columns, self.changes.iter().map(row).collect())
    }
}

impl<'a> From<&'a Change> for Sums<'a> {
    fn from(change: &'a Change) -> Sums<'a> {
        Sums { label: &change.label, before: Some(change.before), value: Some(change.after), ends: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    #[test]
    fn a_gain_has_its_sign_and_a_long_name_is_shortened_only_in_the_drawing() {
        let words = Words::new(Language::English).page("parts");
        let name = "Wolfeschlegelsteinhausenbergerdorff";
        let change = Change { label: name.to_owned(), before: Pence(100_000), after: Pence(125_050) };
        let shown =
            ChangeChart { words, changes: vec![change], description: String::new() }.figure("chart").to_string();
        assert!(shown.contains("+£250.50") && shown.contains("Wolfeschlegelsteinhausenb…"));
        assert!(shown.contains(&format!("<bdi>{name}</bdi>")));
    }
}
