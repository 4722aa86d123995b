//! How much there is of a few things, each from one to five: five boxes a row, as many filled.

use askama::Template;

use super::frame::{Drawing, Figure, Parts};
use crate::parts::show::{Cell, Column, Table};
use crate::words::PageWords;

/// One thing.
#[derive(Debug, Clone)]
pub struct Strength {
    /// What it is.
    pub name: String,
    /// What there is of it, in words.
    pub words: String,
    /// How much, 1 to 5; 0 where nobody has said.
    pub strength: u8,
}

/// How much there is of each.
#[derive(Debug, Clone)]
pub struct StrengthChart {
    /// The words of the page.
    pub words: PageWords,
    /// The things, in the order they are shown.
    pub all: Vec<Strength>,
}

struct Line {
    y: i64,
    name: String,
    boxes: Vec<(i64, &'static str)>,
}

#[derive(Template)]
#[template(path = "parts/chart/strength.svg", escape = "html")]
struct StrengthDrawing {
    lines: Vec<Line>,
}

impl StrengthChart {
    /// The picture with its words and its table, under an id that no other on the page has.
    #[must_use]
    pub fn figure(self, id: &str) -> Figure {
        let w = self.words;
        Figure::new(Parts {
            words: w,
            id,
            class: "chart--square",
            title: w.t("chart.strength.title").to_owned(),
            description: w.t("chart.strength.words").to_owned(),
            drawing: self.drawing(),
            narrow: None,
            keys: Vec::new(),
            table: self.table(),
        })
    }

    fn drawing(&self) -> Drawing {
        let mut y = 0;
        let mut line = |one: &Strength| {
            let top = y;
            y += 92;
            let filled = |place: u8| if place < one.strength { "strength strength--full" } else { "strength" };
            let boxes = (0..5u8).map(|place| (310 + 104 * i64::from(place), filled(place))).collect();
            Line { y: top, name: one.name.clone(), boxes }
        };
        let lines: Vec<Line> = self.all.iter().map(&mut line).collect();
        Drawing { width: 840, height: y + 10, elements: StrengthDrawing { lines }.to_string() }
    }

    fn table(&self) -> Table {
        let w = self.words;
        let columns = vec![
            Column::new(w.t("chart.strength.part")),
            Column::number(w.t("chart.strength.strength")),
            Column::new(w.t("chart.strength.what")),
        ];
        let row = |one: &Strength| {
            let strength = if one.strength == 0 { "–".to_owned() } else { one.strength.to_string() };
            vec![Cell::text(one.name.as_str()), Cell::Text(strength), Cell::text(one.words.as_str())]
        };
        Table::new(w, w.t("chart.strength.title"), columns, self.all.iter().map(row).collect()).hide_caption()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    #[test]
    fn as_many_boxes_are_filled_as_there_is_strength() {
        let words = Words::new(Language::English).page("parts");
        let one = |strength| Strength { name: "Who we know".to_owned(), words: String::new(), strength };
        let shown = StrengthChart { words, all: vec![one(3), one(0)] }.figure("wealth").to_string();
        assert_eq!((shown.matches("strength--full").count(), shown.matches("<rect").count()), (3, 10));
    }
}
