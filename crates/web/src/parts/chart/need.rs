//! Need beside spend: for each child its need score to the left and what is spent to the right, most need at the top.
//!
//! Where money follows need, both sides taper alike. A child that stands out bears a mark, not only a colour.

use askama::Template;
use seven_core::Pence;

use super::frame::{Drawing, Figure, Key, Mark, Parts};
use super::scale::Scale;
use crate::parts::show::{Cell, Column, Table};
use crate::words::PageWords;

/// A child of the chart.
#[derive(Debug, Clone)]
pub struct Child {
    /// A name or a number, as whoever looks may see it.
    pub label: String,
    /// Where the child's own page is.
    pub href: Option<String>,
    /// The need score, in hundredths of a point.
    pub need_hundredths: i64,
    /// What is spent in a year.
    pub spend: Pence,
    /// Whether it stands out among children with like need.
    pub is_outlier: bool,
}

/// Children in order of need.
#[derive(Debug, Clone)]
pub struct NeedChart {
    /// The words of the page.
    pub words: PageWords,
    /// The children, in any order.
    pub children: Vec<Child>,
    /// What is to be seen, in words: how strong the link is, how many stand out.
    pub description: String,
}

/// Where the drawing begins below its headings, in its own units.
const TOP: i64 = 62;

/// How the drawing is laid out, in its own units.
#[derive(Debug, Clone, Copy)]
struct Layout {
    width: i64,
    /// Where the bars of need end, and those of spend begin.
    left: i64,
    right: i64,
    /// How long a bar can be.
    side: i64,
    /// How large its headings and its other words are.
    headings: i64,
    letters: i64,
    /// How many marks an axis has at most, beside 0.
    most_marks: usize,
    /// How high a row is at least.
    least_row: i64,
}

/// For a desk, and for paper.
const WIDE: Layout =
    Layout { width: 840, left: 410, right: 430, side: 380, headings: 15, letters: 13, most_marks: 5, least_row: 9 };
/// For a telephone: as wide as its screen, few marks, rows that can be told apart.
const NARROW: Layout =
    Layout { width: 360, left: 168, right: 188, side: 136, headings: 12, letters: 13, most_marks: 2, least_row: 11 };

/// A child's two bars.
struct Pair {
    y: i64,
    need: i64,
    spend: i64,
    title: String,
    is_outlier: bool,
    has_stripe: bool,
}

#[derive(Template)]
#[template(path = "parts/chart/need.svg", escape = "html")]
struct NeedDrawing {
    words: PageWords,
    layout: Layout,
    pairs: Vec<Pair>,
    row: i64,
    height: i64,
    need_marks: Vec<(String, i64)>,
    spend_marks: Vec<(String, i64)>,
}

impl NeedChart {
    /// The chart with its words and its table, under an id that no other on the page has.
    #[must_use]
    pub fn figure(mut self, id: &str) -> Figure {
        self.children.sort_by(|a, b| {
            b.need_hundredths.cmp(&a.need_hundredths).then(b.spend.cmp(&a.spend)).then_with(|| a.label.cmp(&b.label))
        });
        let t = |key| self.words.t(key).to_owned();
        let key = |class, mark, text| Key { class, mark, text };
        Figure::new(Parts {
            words: self.words,
            id,
            class: "chart--long",
            title: t("chart.need.title"),
            description: format!("{} {}", self.description, t("chart.need.order")),
            drawing: self.drawing(WIDE),
            narrow: Some(self.drawing(NARROW)),
            keys: vec![
                key("chart__need", Mark::Bar, t("chart.need.key_need")),
                key("chart__spend", Mark::Bar, t("chart.need.key_spend")),
                key("chart__mark", Mark::Diamond, t("chart.need.key_outlier")),
            ],
            table: self.table(),
        })
    }

    fn drawing(&self, layout: Layout) -> Drawing {
        // Two hundred children still fit a page of the screen and a little more.
        let row = match self.children.len() {
            0..=30 => 20,
            31..=80 => 14,
            _ => layout.least_row,
        };
        let most_need = self.children.iter().map(|child| child.need_hundredths).max().unwrap_or(0).max(1_000);
        let most_spend = self.children.iter().map(|child| child.spend.0).max().unwrap_or(0);
        let most_spend = most_spend.max(100_000);
        let (need, spend) = (Scale::holding(most_need, layout.side), Scale::holding(most_spend, layout.side));
        let mut y = TOP;
        let pair = |(at, child): (usize, &Child)| {
            let title = format!("{}: {}, {}", child.label, points(child.need_hundredths), child.spend.in_pounds());
            let (left, right) = (need.at(child.need_hundredths), spend.at(child.spend.0));
            let has_stripe = (at / 5) % 2 == 1;
            let made = Pair { y, need: left, spend: right, title, is_outlier: child.is_outlier, has_stripe };
            y += row;
            made
        };
        let pairs: Vec<Pair> = self.children.iter().enumerate().map(pair).collect();
        let height = y + 40;
        let drawing = NeedDrawing {
            words: self.words,
            layout,
            pairs,
            row,
            height,
            need_marks: few(need.marks(), layout).into_iter().map(|(mark, at)| (points(mark), at)).collect(),
            spend_marks: few(spend.marks(), layout)
                .into_iter()
                .map(|(mark, at)| (Pence(mark).in_pounds(), at))
                .collect(),
        };
        Drawing { width: layout.width, height, elements: drawing.to_string() }
    }

    fn table(&self) -> Table {
        let w = self.words;
        let columns = vec![
            Column::new(w.t("chart.need.child")),
            Column::number(w.t("chart.need.need")),
            Column::number(w.t("chart.need.spend")),
            Column::new(w.t("chart.need.outlier")),
        ];
        let row = |child: &Child| {
            let stands_out = w.t(if child.is_outlier { "chart.need.stands_out" } else { "chart.need.does_not" });
            let name = match &child.href {
                Some(href) => Cell::link(child.label.clone(), href.clone()),
                None => Cell::text(child.label.clone()),
            };
            let need = Cell::text(points(child.need_hundredths));
            vec![name, need, Cell::text(child.spend.to_string()), Cell::text(stands_out)]
        };
        Table::new(w, w.t("chart.need.title"), columns, self.children.iter().map(row).collect())
    }
}

/// As many marks as there is room for: always 0 and the last.
fn few(marks: Vec<(i64, i64)>, layout: Layout) -> Vec<(i64, i64)> {
    let last = marks.len().saturating_sub(1);
    if last <= layout.most_marks {
        return marks;
    }
    let middle = if last.is_multiple_of(2) { last / 2 } else { last };
    marks.into_iter().enumerate().filter(|(at, _)| [0, middle, last].contains(at)).map(|(_, mark)| mark).collect()
}

/// `12`, `12.5`, `12.25`.
pub(super) fn points(hundredths: i64) -> String {
    let (whole, rest) = (hundredths / 100, hundredths.unsigned_abs() % 100);
    match rest {
        0 => whole.to_string(),
        rest if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
        rest => format!("{whole}.{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    fn child(label: &str, need: i64, pounds: i64, is_outlier: bool) -> Child {
        Child {
            label: label.to_owned(),
            href: None,
            need_hundredths: need * 100,
            spend: Pence(pounds * 100),
            is_outlier,
        }
    }

    #[test]
    fn the_child_with_most_need_stands_first_and_an_outlier_bears_a_mark() {
        let words = Words::new(Language::English).page("parts");
        let children = vec![child("A", 10, 9_000, true), child("<B>", 70, 4_000, false)];
        let chart = NeedChart { words, children, description: "No link.".to_owned() };
        let shown = chart.figure("chart").csv("/figures.csv").to_string();
        assert!(shown.find("&#60;B&#62;: 70, £4,000").unwrap() < shown.find("A: 10, £9,000").unwrap());
        assert_eq!(shown.matches("class=\"chart__mark\"").count(), 3, "one in the key, one in each drawing");
        assert!(shown.contains("viewBox=\"0 0 840 ") && shown.contains("viewBox=\"0 0 360 "), "a desk and a telephone");
        assert!(shown.contains("<title") && shown.contains("<desc") && shown.contains("href=\"/figures.csv\""));
        assert!(!shown.contains("<B>") && !shown.contains("style="));
    }

    #[test]
    fn a_narrow_axis_keeps_its_ends() {
        let marks = |top: i64| (0..=top).map(|mark| (mark, mark)).collect::<Vec<_>>();
        let amounts = |top| few(marks(top), NARROW).into_iter().map(|(mark, _)| mark).collect::<Vec<_>>();
        assert_eq!([amounts(2), amounts(4), amounts(5)], [vec![0, 1, 2], vec![0, 2, 4], vec![0, 5]]);
    }

    #[test]
    fn nobody_is_a_chart_too() {
        let words = Words::new(Language::English).page("parts");
        let shown = NeedChart { words, children: Vec::new(), description: String::new() }.figure("chart").to_string();
        assert!(shown.contains("<svg"));
    }

    #[test]
    fn points_lose_zeros_they_do_not_need() {
        assert_eq!([0, 1_200, 1_250, 1_225, 1_205].map(points), ["0", "12", "12.5", "12.25", "12.05"]);
    }
}
