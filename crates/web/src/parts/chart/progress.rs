//! How something moved: what was told on each day as points joined by a line, from where it began to where it is hoped to come.

use askama::Template;
use jiff::civil::Date;

use super::frame::{Drawing, Figure, Key, Mark, Parts};
use super::scale::Scale;
use crate::dates::day;
use crate::parts::show::{Cell, Column, Table};
use crate::words::PageWords;

/// A value with its day.
#[derive(Debug, Clone)]
pub struct Told {
    /// The day.
    pub day: Date,
    /// The value.
    pub value: u32,
    /// What the value stands for, in words.
    pub shown: String,
    /// Who said it, and what they said beside it.
    pub who: String,
    /// What was said beside it.
    pub words: String,
}

/// The movement.
#[derive(Debug, Clone)]
pub struct ProgressChart {
    /// The words of the page.
    pub words: PageWords,
    /// Where it began: the first value, on the plan's first day.
    pub from: Told,
    /// Where it is hoped to come, with what that stands for.
    pub aim: (u32, String),
    /// What was told, by the days.
    pub told: Vec<Told>,
    /// What is to be seen, in words.
    pub description: String,
}

const LEFT: i64 = 40;
const LENGTH: i64 = 420;
const TOP: i64 = 20;
const HEIGHT: i64 = 160;

struct Point {
    x: i64,
    y: i64,
    title: String,
}

#[derive(Template)]
#[template(path = "parts/chart/progress.svg", escape = "html")]
struct ProgressDrawing {
    points: Vec<Point>,
    path: String,
    marks: Vec<(i64, i64)>,
    aim: i64,
    aim_shown: String,
    first: String,
    last: String,
}

impl ProgressChart {
    /// The chart with its words and its table, under an id that no other on the page has.
    #[must_use]
    pub fn figure(self, id: &str, title: &str) -> Figure {
        let w = self.words;
        let key = |class, mark, key: &str| Key { class, mark, text: w.t(key).to_owned() };
        Figure::new(Parts {
            words: w,
            id,
            class: "chart--square",
            title: title.to_owned(),
            description: self.description.clone(),
            drawing: self.drawing(),
            narrow: None,
            keys: vec![
                key("chart__after", Mark::Circle, "chart.progress.key_told"),
                key("chart__left", Mark::Bar, "chart.progress.key_aim"),
            ],
            table: self.table(title),
        })
    }

    fn all(&self) -> Vec<&Told> {
        std::iter::once(&self.from).chain(&self.told).collect()
    }

    fn drawing(&self) -> Drawing {
        let all = self.all();
        let most = all.iter().map(|one| one.value).max().unwrap_or(0).max(self.aim.0);
        let scale = Scale::holding(i64::from(most), HEIGHT);
        let since = |day: Date| i64::from((day - self.from.day).get_days()).max(0);
        let whole = all.iter().map(|one| since(one.day)).max().unwrap_or(0).max(1);
        let height = |value: u32| TOP + HEIGHT - scale.at(i64::from(value));
        let point = |one: &&Told| Point {
            x: LEFT + since(one.day) * LENGTH / whole,
            y: height(one.value),
            title: format!("{}: {}", day(self.words, one.day), one.shown),
        };
        let points: Vec<Point> = all.iter().map(point).collect();
        let path: Vec<String> = points.iter().map(|point| format!("{},{}", point.x, point.y)).collect();
        let drawing = ProgressDrawing {
            path: path.join(" "),
            points,
            marks: scale.marks().into_iter().map(|(mark, at)| (mark, TOP + HEIGHT - at)).collect(),
            aim: height(self.aim.0),
            aim_shown: self.aim.1.clone(),
            first: day(self.words, self.from.day),
            last: all.last().filter(|_| all.len() > 1).map(|one| day(self.words, one.day)).unwrap_or_default(),
        };
        Drawing { width: 480, height: TOP + HEIGHT + 34, elements: drawing.to_string() }
    }

    fn table(&self, title: &str) -> Table {
        let w = self.words;
        let columns = ["day", "value", "who", "words"].map(|key| Column::new(w.t(&format!("chart.progress.{key}"))));
        let row = |one: &&Told| {
            [day(w, one.day), one.shown.clone(), one.who.clone(), one.words.clone()].map(Cell::Text).to_vec()
        };
        Table::new(w, title.to_owned(), columns.to_vec(), self.all().iter().map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::words::{Language, Words};

    #[test]
    fn the_line_goes_from_the_beginning_to_the_last_value_and_the_table_says_who_told_it() {
        let told = |day, value: u32, who: &str| Told {
            day,
            value,
            shown: value.to_string(),
            who: who.to_owned(),
            words: String::new(),
        };
        let chart = ProgressChart {
            words: Words::new(Language::English).page("parts"),
            from: told(date(2026, 4, 1), 0, "the plan"),
            aim: (4, "4".to_owned()),
            told: vec![told(date(2026, 7, 1), 2, "<Mum>"), told(date(2026, 10, 1), 4, "John")],
            description: "From 0 to 4.".to_owned(),
        };
        let shown = chart.figure("progress-1", "Saturdays out").to_string();
        assert!(shown.contains("40,180 248,100 460,20"), "{shown}");
        assert!(shown.contains("&#60;Mum&#62;") && shown.contains("John") && !shown.contains("<Mum>"));
    }
}
