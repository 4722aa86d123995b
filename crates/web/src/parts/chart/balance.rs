//! Who loses and who gains: for each group a bar to the left for those who lose and one to the right for those who gain.

use askama::Template;

use super::frame::{Drawing, Figure, Key, Mark, Parts};
use super::labelled::{Layout, NARROW, WIDE};
use crate::parts::show::{Cell, Column, Table};
use crate::words::PageWords;

/// How many lose, stay and gain; none where too few people stand behind one of the three.
pub type Balance = Option<(u64, u64, u64)>;

/// Groups one below another.
#[derive(Debug, Clone)]
pub struct BalanceChart {
    /// Words of the page.
    pub words: PageWords,
    /// Title of the figure.
    pub title: String,
    /// What it shows, in a sentence.
    pub description: String,
    /// Each group with its people.
    pub groups: Vec<(String, Balance)>,
    /// What stands in the table where there are too few.
    pub nothing: String,
}

/// How thick a bar is.
const THICK: i64 = 18;
/// Where lines begin.
const TOP: i64 = 16;
/// What a share beside its bar takes.
const SHARE: i64 = 46;

struct Line {
    y: i64,
    label: String,
    title: String,
    losing: i64,
    gaining: i64,
    percents: Option<(String, String)>,
    nothing: String,
}

#[derive(Template)]
#[template(path = "parts/chart/balance.svg", escape = "html")]
struct BalanceDrawing {
    layout: Layout,
    lines: Vec<Line>,
    height: i64,
    middle: i64,
}

impl BalanceChart {
    /// The chart with its table.
    #[must_use]
    pub fn figure(self, id: &str) -> Figure {
        let key = |class, key| Key { class, mark: Mark::Bar, text: self.words.t(key).to_owned() };
        Figure::new(Parts {
            words: self.words,
            id,
            class: "chart--broad",
            title: self.title.clone(),
            description: self.description.clone(),
            drawing: self.drawing(WIDE),
            narrow: Some(self.drawing(NARROW)),
            keys: vec![key("chart__spend", "chart.balance.losing"), key("chart__need", "chart.balance.gaining")],
            table: self.table(),
        })
    }

    fn drawing(&self, layout: Layout) -> Drawing {
        let (middle, length) = (layout.left + layout.length / 2, layout.length / 2 - SHARE);
        let mut y = TOP;
        let line = |(label, balance): &(String, Balance)| {
            y += layout.row;
            let long = |count: u64, all: u64| length * i64::try_from(count * 1_000 / all.max(1)).unwrap_or(0) / 1_000;
            let (losing, alike, gaining) = balance.unwrap_or_default();
            let all = losing + alike + gaining;
            let percents = balance.map(|_| (percent(losing, all), percent(gaining, all)));
            let said =
                percents.as_ref().map_or_else(|| self.nothing.clone(), |(less, more)| format!("{less} / {more}"));
            let (losing, gaining) = (long(losing, all), long(gaining, all));
            let (label, title) = (layout.label(label), format!("{label}: {said}"));
            Line { y, label, title, losing, gaining, percents, nothing: self.nothing.clone() }
        };
        let lines: Vec<Line> = self.groups.iter().map(line).collect();
        let height = y + 24;
        let drawing = BalanceDrawing { layout, lines, height, middle };
        Drawing { width: layout.width, height, elements: drawing.to_string() }
    }

    fn table(&self) -> Table {
        let w = self.words;
        let mut columns = vec![Column::new(w.t("chart.balance.group"))];
        columns.extend(
            ["chart.balance.losing", "chart.balance.alike", "chart.balance.gaining"]
                .map(|key| Column::number(w.t(key))),
        );
        let row = |(label, balance): &(String, Balance)| {
            let mut cells = vec![Cell::text(label.clone())];
            cells.extend(match balance {
                Some((losing, alike, gaining)) => {
                    let all = losing + alike + gaining;
                    [*losing, *alike, *gaining].map(|count| Cell::text(format!("{count} ({})", percent(count, all))))
                }
                None => [(); 3].map(|()| Cell::text(self.nothing.clone())),
            });
            cells
        };
        Table::new(w, self.title.clone(), columns, self.groups.iter().map(row).collect())
    }
}

fn percent(count: u64, all: u64) -> String {
    format!("{} %", (count * 200 + all).checked_div(all * 2).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    #[test]
    fn a_group_of_few_has_no_bars_and_says_so() {
        let chart = BalanceChart {
            words: Words::new(Language::English).page("parts"),
            title: "Who gains".to_owned(),
            description: String::new(),
            groups: vec![("North".to_owned(), Some((10, 20, 30))), ("South".to_owned(), None)],
            nothing: "too few to say".to_owned(),
        };
        let shown = chart.figure("balance").to_string();
        assert!(shown.contains("10 (17 %)") && shown.contains("30 (50 %)"), "{shown}");
        assert_eq!(shown.matches("too few to say").count(), 7, "in both drawings, their titles and three cells");
    }
}
