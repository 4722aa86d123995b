//! From points to money, for a scheme that pays by bands: flat steps, and how high each is.

use askama::Template;
use seven_core::Pence;

use super::frame::{Drawing, Figure, Parts};
use super::need::points;
use super::scale::Scale;
use crate::parts::show::{Cell, Column, Table};
use crate::words::PageWords;

/// A band of points and what it is worth.
#[derive(Debug, Clone)]
pub struct PriceStep {
    /// The first of its points, in hundredths.
    pub from_hundredths: i64,
    /// The last of its points, in hundredths; nothing for a band without end.
    pub to_hundredths: Option<i64>,
    /// What it is worth in a year.
    pub amount: Pence,
}

/// The steps of a scheme.
#[derive(Debug, Clone)]
pub struct StepsChart {
    /// The words of the page.
    pub words: PageWords,
    /// What the steps are of: the name of the stream.
    pub title: String,
    /// What is to be seen, in words.
    pub description: String,
    /// The bands, lowest first.
    pub steps: Vec<PriceStep>,
    /// The reader's own points, in hundredths, to be marked.
    pub own_hundredths: Option<i64>,
}

/// How high the drawing's field is, and where it begins.
const HEIGHT: i64 = 300;

/// How the chart is laid out: all widths in its own units.
#[derive(Clone, Copy)]
struct Layout {
    width: i64,
    /// Where the field begins.
    left: i64,
    /// How wide it is.
    length: i64,
    /// So many steps have room for their sums.
    most_labels: usize,
}

/// For a desk's screen and for paper.
const WIDE: Layout = Layout { width: 840, left: 100, length: 700, most_labels: 14 };
/// For a telephone.
const NARROW: Layout = Layout { width: 360, left: 66, length: 276, most_labels: 5 };

struct Tread {
    from: i64,
    to: i64,
    y: i64,
    riser: Option<i64>,
    label: String,
}

#[derive(Template)]
#[template(path = "parts/chart/steps.svg", escape = "html")]
struct StepsDrawing {
    layout: Layout,
    words: PageWords,
    treads: Vec<Tread>,
    point_marks: Vec<(String, i64)>,
    amount_marks: Vec<(String, i64)>,
    own: Option<(i64, i64, String)>,
}

impl StepsChart {
    /// The chart with its words and its table, under an id that no other on the page has.
    #[must_use]
    pub fn figure(self, id: &str) -> Figure {
        Figure::new(Parts {
            words: self.words,
            id,
            class: "chart--broad",
            title: self.title.clone(),
            description: self.description.clone(),
            drawing: self.drawing(WIDE),
            narrow: Some(self.drawing(NARROW)),
            keys: Vec::new(),
            table: self.table(),
        })
    }

    fn drawing(&self, layout: Layout) -> Drawing {
        let ends =
            self.steps.iter().map(|step| step.to_hundredths.unwrap_or(step.from_hundredths.saturating_add(1_000)));
        let most_points = ends.max().unwrap_or(0).max(self.own_hundredths.unwrap_or(0));
        let most = self.steps.iter().map(|step| step.amount.0).max().unwrap_or(0);
        let (across, up) = (Scale::holding(most_points, layout.length), Scale::holding(most, HEIGHT));
        let starts = self.steps.iter().skip(1).map(|step| Some(step.from_hundredths)).chain([None]);
        let mut before = None;
        let tread = |(step, next): (&PriceStep, Option<i64>)| {
            let y = HEIGHT - up.at(step.amount.0);
            let to = next.or(step.to_hundredths).map_or(layout.length, |to| across.at(to));
            let label = if self.steps.len() <= layout.most_labels { step.amount.in_pounds() } else { String::new() };
            Tread { from: across.at(step.from_hundredths), to, y, riser: before.replace(y), label }
        };
        let treads: Vec<Tread> = self.steps.iter().zip(starts).map(tread).collect();
        let own = self.own_hundredths.and_then(|own| {
            let step = self.steps.iter().rfind(|step| step.from_hundredths <= own)?;
            Some((across.at(own), HEIGHT - up.at(step.amount.0), points(own)))
        });
        let height = 400;
        let drawing = StepsDrawing {
            layout,
            words: self.words,
            treads,
            point_marks: across.marks().into_iter().map(|(mark, at)| (points(mark), at)).collect(),
            amount_marks: up.marks().into_iter().map(|(mark, at)| (Pence(mark).in_pounds(), HEIGHT - at)).collect(),
            own,
        };
        Drawing { width: layout.width, height, elements: drawing.to_string() }
    }

    fn table(&self) -> Table {
        let w = self.words;
        let columns = vec![Column::new(w.t("chart.steps.points")), Column::number(w.t("chart.steps.amount"))];
        let row = |step: &PriceStep| {
            let from = points(step.from_hundredths);
            let band = match step.to_hundredths.map(points) {
                Some(to) => w.say("chart.steps.from_to", &[("from", &from), ("to", &to)]),
                None => w.say("chart.steps.and_more", &[("from", &from)]),
            };
            vec![Cell::Text(band), Cell::text(step.amount.to_string())]
        };
        Table::new(w, self.title.clone(), columns, self.steps.iter().map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    #[test]
    fn the_steps_stand_in_the_table_and_ones_own_place_is_marked() {
        let words = Words::new(Language::English).page("parts");
        let step = |from, to: Option<i64>, pounds: i64| PriceStep {
            from_hundredths: from,
            to_hundredths: to,
            amount: Pence(pounds * 100),
        };
        let steps = vec![step(0, Some(900), 500), step(1_000, None, 1_200)];
        let chart = StepsChart {
            words,
            title: "Social care".to_owned(),
            description: String::new(),
            steps,
            own_hundredths: Some(1_250),
        };
        let shown = chart.figure("chart").to_string();
        assert!(shown.contains("0 to 9") && shown.contains("10 and more") && shown.contains(">12.5<"), "{shown}");
    }
}
