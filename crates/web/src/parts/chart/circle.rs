//! People around somebody, ring by ring: the closest stand in the middle.

use askama::Template;

use super::frame::{Drawing, Figure, Parts};
use crate::parts::show::{Cell, Column, Table};
use crate::words::PageWords;

/// One ring, from the middle outwards.
#[derive(Debug, Clone)]
pub struct RingOfPeople {
    /// What the ring is called.
    pub name: String,
    /// Who stands in it: the name, and who they are.
    pub people: Vec<(String, String)>,
}

/// A circle of people.
#[derive(Debug, Clone)]
pub struct CircleChart {
    /// The words of the page.
    pub words: PageWords,
    /// Who stands in the middle.
    pub middle: String,
    /// The rings, from the middle outwards.
    pub rings: Vec<RingOfPeople>,
}

/// Sixteen directions, as thousandths to the right and downwards.
const DIRECTIONS: [(i64, i64); 16] = [
    (0, -1_000),
    (383, -924),
    (707, -707),
    (924, -383),
    (1_000, 0),
    (924, 383),
    (707, 707),
    (383, 924),
    (0, 1_000),
    (-383, 924),
    (-707, 707),
    (-924, 383),
    (-1_000, 0),
    (-924, -383),
    (-707, -707),
    (-383, -924),
];
/// As many people of a ring are drawn; the table has all.
const MOST_DRAWN: usize = 6;
/// Where people of the first ring stand: not beside the middle, where there is no room for a name.
const CLOSE_BY: [usize; MOST_DRAWN] = [14, 2, 10, 6, 8, 0];
/// So many directions from the third on keep clear of the ring's own name at its top.
const CLEAR: usize = 13;
/// Letters of a name that fit.
const LETTERS: usize = 12;
const MIDDLE: i64 = 420;
const FIRST_RADIUS: i64 = 160;
const APART: i64 = 78;

struct Drawn {
    x: i64,
    y: i64,
    name: String,
    title: String,
}

struct Circle {
    radius: i64,
    name: String,
    name_y: i64,
    people: Vec<Drawn>,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "parts/chart/circle.svg", escape = "html")]
struct CircleDrawing {
    circles: Vec<Circle>,
    middle: String,
    at: i64,
}

impl CircleChart {
    /// The picture with its words and its table, under an id that no other on the page has.
    #[must_use]
    pub fn figure(self, id: &str) -> Figure {
        let w = self.words;
        let count = self.rings.iter().map(|ring| ring.people.len()).sum::<usize>();
        let count = u64::try_from(count).unwrap_or_default();
        Figure::new(Parts {
            words: w,
            id,
            class: "chart--square",
            title: w.say("chart.circle.title", &[("name", &self.middle)]),
            description: w.count("chart.circle.words", count),
            drawing: self.drawing(),
            narrow: None,
            keys: Vec::new(),
            table: self.table(),
        })
    }

    fn drawing(&self) -> Drawing {
        let mut circles: Vec<Circle> = self.rings.iter().enumerate().map(|(at, ring)| drawn(at, ring)).collect();
        // the widest is drawn first, so that the others lie upon it
        circles.reverse();
        let drawing = CircleDrawing { circles, middle: shortened(&self.middle), at: MIDDLE };
        Drawing { width: 840, height: 2 * MIDDLE, elements: drawing.to_string() }
    }

    fn table(&self) -> Table {
        let w = self.words;
        let columns = ["chart.circle.name", "chart.circle.who", "chart.circle.ring"];
        let rows = self.rings.iter().flat_map(|ring| {
            let row =
                |(name, who): &(String, String)| [name, who, &ring.name].map(|text| Cell::text(text.as_str())).to_vec();
            ring.people.iter().map(row)
        });
        let title = w.say("chart.circle.title", &[("name", &self.middle)]);
        Table::new(w, title, columns.map(|key| Column::new(w.t(key))).to_vec(), rows.collect()).hide_caption()
    }
}

fn drawn(at: usize, ring: &RingOfPeople) -> Circle {
    const CLASSES: [&str; 4] = ["ring ring--1", "ring ring--2", "ring ring--3", "ring ring--4"];
    let outwards = i64::try_from(at).unwrap_or_default();
    let radius = FIRST_RADIUS + outwards * APART;
    let line = if at == 0 { 104 } else { radius - APART / 2 };
    let count = ring.people.len().clamp(1, MOST_DRAWN);
    let person = |(number, (name, who)): (usize, &(String, String))| {
        // rings are turned against each other, so that names do not stand one above another
        let turned = 2 + (number * CLEAR / count + 3 * at) % CLEAR;
        let direction = if at == 0 { CLOSE_BY.get(number).copied().unwrap_or_default() } else { turned };
        let (right, down) = DIRECTIONS.get(direction).copied().unwrap_or_default();
        let title = if who.is_empty() { name.clone() } else { format!("{name}, {who}") };
        Drawn { x: MIDDLE + right * line / 1_000, y: MIDDLE + down * line / 1_000 + 8, name: shortened(name), title }
    };
    Circle {
        radius,
        name: ring.name.clone(),
        name_y: MIDDLE - radius + 22,
        people: ring.people.iter().take(MOST_DRAWN).enumerate().map(person).collect(),
        class: CLASSES.get(at).copied().unwrap_or("ring ring--4"),
    }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LETTERS - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    #[test]
    fn everybody_stands_in_the_table_though_the_picture_has_room_for_six() {
        let words = Words::new(Language::English).page("parts");
        let people = (1..=9).map(|number| (format!("Friend {number}"), "<b>".to_owned())).collect();
        let rings = vec![RingOfPeople { name: "Friends".to_owned(), people }];
        let shown = CircleChart { words, middle: "Sam".to_owned(), rings }.figure("circle").to_string();
        assert!(shown.contains("9 people") && shown.contains("<bdi>Friend 9</bdi>"), "{shown}");
        assert_eq!(shown.matches("text-anchor=\"middle\"").count(), 6 + 2);
        assert!(!shown.contains("<b>"));
    }
}
