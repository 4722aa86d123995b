//! What a year's money is used for: kept back, indicated, agreed, left; and what is promised beyond it.

use askama::Template;
use seven_core::Pence;

use super::frame::{Drawing, Figure, Parts};
use crate::parts::show::{Cell, Column, Table};
use crate::words::PageWords;

/// A pot of money for a year.
#[derive(Debug, Clone)]
pub struct PotChart {
    /// The words of the page.
    pub words: PageWords,
    /// All there is.
    pub available: Pence,
    /// Kept back for the unexpected.
    pub contingency: Pence,
    /// In indicative budgets that are not agreed yet.
    pub indicative: Pence,
    /// In agreed plans.
    pub agreed: Pence,
}

/// How the chart is laid out: all widths in its own units.
#[derive(Clone, Copy)]
struct Layout {
    /// What sets the ids within the drawing apart from those of the other one.
    suffix: &'static str,
    width: i64,
    /// How far the bar reaches from the left edge of the page.
    length: i64,
    left: i64,
    /// From one line of the key to the next.
    row: i64,
    /// How far below its name an amount stands.
    amount_below: i64,
}

/// For a desk's screen and for paper: names to the left, amounts to the right.
const WIDE: Layout = Layout { suffix: "", width: 840, length: 780, left: 30, row: 26, amount_below: 0 };
/// For a telephone: amounts below the names.
const NARROW: Layout = Layout { suffix: "-narrow", width: 360, length: 328, left: 16, row: 48, amount_below: 20 };

/// Where the key begins.
const KEY_AT: i64 = 104;

/// A part of the bar.
struct Piece {
    class: &'static str,
    label: String,
    amount: Pence,
    x: i64,
    width: i64,
    is_hatched: bool,
}

#[derive(Template)]
#[template(path = "parts/chart/pot.svg", escape = "html")]
struct PotDrawing {
    layout: Layout,
    pieces: Vec<Piece>,
    end_of_available: i64,
    available: String,
    id: String,
}

impl PotChart {
    /// What is left; below zero where more is promised than there is.
    #[must_use]
    pub fn left(&self) -> Pence {
        let used = [self.contingency, self.indicative, self.agreed].iter().map(|part| i128::from(part.0)).sum::<i128>();
        let left = i128::from(self.available.0) - used;
        Pence(i64::try_from(left).unwrap_or(if left < 0 { i64::MIN } else { i64::MAX }))
    }

    /// The chart with its words and its table, under an id that no other on the page has.
    #[must_use]
    pub fn figure(self, id: &str) -> Figure {
        let description = self.description();
        Figure::new(Parts {
            words: self.words,
            id,
            class: "chart--broad",
            title: self.words.t("chart.pot.title").to_owned(),
            drawing: self.drawing(id, WIDE),
            narrow: Some(self.drawing(id, NARROW)),
            description,
            keys: Vec::new(),
            table: self.table(),
        })
    }

    fn description(&self) -> String {
        let said = |(_, label, amount): (&str, &str, Pence)| format!("{label}: {amount}.");
        let parts: Vec<String> = self.parts().into_iter().map(said).collect();
        format!("{}: {}. {}", self.words.t("chart.pot.available"), self.available, parts.join(" "))
    }

    /// Class, name and amount of each part, in the order they are drawn.
    fn parts(&self) -> [(&'static str, &'static str, Pence); 4] {
        let left = self.left();
        let last = if left < Pence::ZERO {
            ("chart__over", self.words.find("chart.pot.over"), Pence(left.0.saturating_neg()))
        } else {
            ("chart__left", self.words.find("chart.pot.left"), left)
        };
        let name = |key| self.words.find(key).unwrap_or_default();
        [
            ("chart__agreed", name("chart.pot.agreed"), self.agreed),
            ("chart__indicative", name("chart.pot.indicative"), self.indicative),
            ("chart__contingency", name("chart.pot.contingency"), self.contingency),
            (last.0, last.1.unwrap_or_default(), last.2),
        ]
    }

    fn drawing(&self, id: &str, layout: Layout) -> Drawing {
        let all = i128::from(self.available.0.max(0)) + i128::from(self.left().0.saturating_neg().max(0));
        let place = |amount: i128| i64::try_from(amount.max(0) * i128::from(layout.length) / all.max(1)).unwrap_or(0);
        let mut before = 0_i128;
        let mut pieces = Vec::new();
        for (class, label, amount) in self.parts() {
            let is_over = class == "chart__over";
            // What is promised beyond the end overlies what was drawn last.
            let from = if is_over { i128::from(self.available.0) } else { before };
            before = from + i128::from(amount.0.max(0));
            let (x, end) = (place(from), place(before));
            let is_hatched = class == "chart__contingency" || is_over;
            pieces.push(Piece { class, label: label.to_owned(), amount, x, width: end - x, is_hatched });
        }
        let height = KEY_AT + layout.row * 4 + 4;
        let drawing = PotDrawing {
            layout,
            id: format!("{id}{}", layout.suffix),
            end_of_available: place(i128::from(self.available.0)),
            available: format!("{}: {}", self.words.t("chart.pot.available"), self.available.in_pounds()),
            pieces,
        };
        Drawing { width: layout.width, height, elements: drawing.to_string() }
    }

    fn table(&self) -> Table {
        let w = self.words;
        let columns = vec![
            Column::new(w.t("chart.pot.part")),
            Column::number(w.t("chart.pot.amount")),
            Column::number(w.t("chart.pot.share")),
        ];
        let row = |(_, label, amount): (&str, &str, Pence)| {
            vec![Cell::text(label), Cell::text(amount.to_string()), Cell::text(self.share(amount))]
        };
        let rows = self.parts().into_iter().map(row).collect();
        let total = vec![
            Cell::text(w.t("chart.pot.available")),
            Cell::text(self.available.to_string()),
            Cell::text(self.share(self.available)),
        ];
        Table::new(w, w.t("chart.pot.title"), columns, rows).total(total)
    }

    /// `12.5 %`.
    fn share(&self, amount: Pence) -> String {
        if self.available.0 <= 0 {
            return "–".to_owned();
        }
        let tenths = (i128::from(amount.0) * 2_000 / i128::from(self.available.0) + 1).div_euclid(2);
        format!("{}.{} %", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    fn pot(agreed: i64) -> PotChart {
        let words = Words::new(Language::English).page("parts");
        let pence = |pounds: i64| Pence(pounds * 100);
        PotChart {
            words,
            available: pence(1_000),
            contingency: pence(120),
            indicative: pence(300),
            agreed: pence(agreed),
        }
    }

    #[test]
    fn the_parts_add_up_to_what_there_is() {
        let pot = pot(400);
        assert_eq!(pot.left(), Pence(18_000));
        let shares: Vec<String> = pot.parts().into_iter().map(|part| pot.share(part.2)).collect();
        assert_eq!(shares, ["40.0 %", "30.0 %", "12.0 %", "18.0 %"]);
    }

    #[test]
    fn what_is_promised_beyond_it_is_named() {
        let shown = pot(700).figure("chart").to_string();
        assert!(shown.contains("Promised beyond what is there: £120.00."), "{shown}");
        assert!(shown.contains("chart__over"));
    }

    #[test]
    fn an_empty_pot_can_be_drawn() {
        let words = Words::new(Language::English).page("parts");
        let none = Pence::ZERO;
        let pot = PotChart { words, available: none, contingency: none, indicative: none, agreed: none };
        assert!(pot.figure("chart").to_string().contains("<svg"));
    }
}
