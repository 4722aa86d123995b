//! Sums with how sure they are: a filled circle for each, a line from its lower to its upper end, and where there is one an open
//! circle for what it was before. Sums may lie on either side of nought.

use askama::Template;
use seven_core::Pence;

use super::frame::{Drawing, Figure, Key, Mark, Parts};
use super::scale::Scale;
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

/// How long the axis is.
const LENGTH: i64 = 560;
/// Where it begins.
const LEFT: i64 = 220;
/// The height of a line.
const ROW: i64 = 24;
/// Where lines begin.
const TOP: i64 = 44;
/// Letters of a label that fit beside the drawing.
const LETTERS: usize = 26;

struct Line {
    y: i64,
    label: String,
    title: String,
    before: Option<i64>,
    value: Option<i64>,
    ends: Option<(i64, i64)>,
}

#[derive(Template)]
#[template(path = "parts/chart/range.svg", escape = "html")]
struct RangeDrawing {
    lines: Vec<Line>,
    height: i64,
    nought: i64,
    marks: Vec<(String, i64)>,
}

/// An axis with nought at its left end, or in its middle where sums lie on both sides.
struct Axis {
    scale: Scale,
    nought: i64,
}

impl Axis {
    fn holding(sums: impl Iterator<Item = i64> + Clone) -> Axis {
        let most = sums.clone().map(i64::saturating_abs).max().unwrap_or(0);
        let has_less = sums.min().unwrap_or(0) < 0;
        let length = if has_less { LENGTH / 2 } else { LENGTH };
        Axis { scale: Scale::holding(most, length), nought: if has_less { LEFT + length } else { LEFT } }
    }

    fn at(&self, sum: Pence) -> i64 {
        let far = self.scale.at(sum.0.saturating_abs());
        if sum.0 < 0 { self.nought - far } else { self.nought + far }
    }

    fn marks(&self) -> Vec<(String, i64)> {
        // half as many marks where each side has half the room
        let step = if self.nought > LEFT { 2 } else { 1 };
        let right: Vec<(i64, i64)> = self.scale.marks().into_iter().step_by(step).collect();
        let left = right.iter().filter(|(sum, _)| *sum > 0 && self.nought > LEFT).map(|(sum, _)| Pence(-*sum));
        let all = left.chain(right.iter().map(|(sum, _)| Pence(*sum)));
        all.map(|sum| (sum.in_pounds(), self.at(sum))).collect()
    }
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
            drawing: self.drawing(),
            narrow: None,
            keys,
            table: self.table(),
        })
    }

    fn drawing(&self) -> Drawing {
        let sums = self.ranges.iter().flat_map(|range| {
            let ends = range.ends.into_iter().flat_map(|(low, high)| [low, high]);
            range.before.into_iter().chain(range.value).chain(ends).map(|sum| sum.0)
        });
        let axis = Axis::holding(sums);
        let mut y = TOP;
        let line = |range: &Range| {
            y += ROW;
            let said: Vec<String> = range.before.iter().chain(&range.value).map(|sum| sum.in_pounds()).collect();
            Line {
                y,
                label: shortened(&range.label),
                title: format!("{}: {}", range.label, said.join(" → ")),
                before: range.before.map(|sum| axis.at(sum)),
                value: range.value.map(|sum| axis.at(sum)),
                ends: range.ends.map(|(low, high)| (axis.at(low), axis.at(high))),
            }
        };
        let lines: Vec<Line> = self.ranges.iter().map(line).collect();
        let height = y + 30;
        let drawing = RangeDrawing { lines, height, nought: axis.nought, marks: axis.marks() };
        Drawing { width: 840, height, elements: drawing.to_string() }
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
    fn a_gap_below_nought_stands_left_of_it_and_its_ends_stand_in_the_table() {
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
        assert_eq!(
            chart.drawing().elements.matches("x1=\"500\"").count(),
            3,
            "the mark, the axis and the upper end of nought"
        );
        let shown = chart.figure("gaps").to_string();
        assert!(shown.contains("A &#60;b&#62;") && shown.contains("-£400") && !shown.contains("style="), "{shown}");
    }
}
