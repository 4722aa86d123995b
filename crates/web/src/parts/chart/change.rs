//! Before and after, child by child: an open circle for before, a filled one for after, a line between.

use askama::Template;
use seven_core::Pence;

use super::frame::{Drawing, Figure, Key, Mark, Parts};
use super::scale::Scale;
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

const LENGTH: i64 = 560;
const ROW: i64 = 22;
const TOP: i64 = 44;

/// Letters of a label that fit beside the drawing.
const LETTERS: usize = 22;

struct Line {
    y: i64,
    label: String,
    title: String,
    before: i64,
    after: i64,
}

#[derive(Template)]
#[template(path = "parts/chart/change.svg", escape = "html")]
struct ChangeDrawing {
    lines: Vec<Line>,
    height: i64,
    marks: Vec<(String, i64)>,
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
            drawing: self.drawing(),
            narrow: None,
            keys: vec![
                key("chart__before", t("chart.change.key_before")),
                key("chart__after", t("chart.change.key_after")),
            ],
            table: self.table(),
        })
    }

    fn drawing(&self) -> Drawing {
        let most = self.changes.iter().map(|change| change.before.max(change.after).0).max().unwrap_or(0);
        let scale = Scale::holding(most, LENGTH);
        let mut y = TOP;
        let line = |change: &Change| {
            let title = format!("{}: {} → {}", change.label, change.before.in_pounds(), change.after.in_pounds());
            let (before, after) = (scale.at(change.before.0), scale.at(change.after.0));
            y += ROW;
            Line { y, label: shortened(&change.label), title, before, after }
        };
        let lines: Vec<Line> = self.changes.iter().map(line).collect();
        let height = y + 30;
        let drawing = ChangeDrawing {
            lines,
            height,
            marks: scale.marks().into_iter().map(|(mark, at)| (Pence(mark).in_pounds(), at)).collect(),
        };
        Drawing { width: 840, height, elements: drawing.to_string() }
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

/// A label that fits; the table and the tooltip have it whole.
fn shortened(label: &str) -> String {
    if label.chars().count() <= LETTERS {
        return label.to_owned();
    }
    let kept: String = label.chars().take(LETTERS - 1).collect();
    format!("{}…", kept.trim_end())
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
        assert!(shown.contains("+£250.50") && shown.contains("Wolfeschlegelsteinhau…"));
        assert!(shown.contains(&format!("<bdi>{name}</bdi>")));
    }
}
