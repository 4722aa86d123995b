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
/// How far below the middle the closest people stand: above and below it, one to a line, since beside it is no room for a name.
const CLOSE_BY: [i64; MOST_DRAWN] = [-78, 92, -108, 122, 152, 182];
/// Directions from the third on keep clear of the ring's own name at its top.
const CLEAR: usize = 13;
/// Half of what a letter of a name is wide, and what a line is high.
const HALF_A_LETTER: i64 = 8;
const LINE: i64 = 30;
/// Letters of a name that fit.
const LETTERS: usize = 12;
const MIDDLE: i64 = 420;
const FIRST_RADIUS: i64 = 160;
const APART: i64 = 78;

/// What a name takes up: its middle, and half its width.
#[derive(Debug, Clone, Copy)]
struct Room {
    x: i64,
    y: i64,
    half: i64,
}

impl Room {
    fn of(name: &str, (x, y): (i64, i64)) -> Room {
        let letters = i64::try_from(name.chars().count()).unwrap_or_default();
        Room { x, y, half: letters * HALF_A_LETTER }
    }

    fn is_in_the_way_of(&self, other: &Room) -> bool {
        (self.x - other.x).abs() < self.half + other.half && (self.y - other.y).abs() < LINE
    }
}

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
        let mut taken: Vec<Room> = Vec::new();
        let name = |(at, ring): (usize, &RingOfPeople)| Room::of(&ring.name, (MIDDLE, name_y(at)));
        taken.extend(self.rings.iter().enumerate().map(name));
        let rings = self.rings.iter().enumerate();
        let mut circles: Vec<Circle> = rings.map(|(at, ring)| drawn(at, ring, &mut taken)).collect();
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

fn radius(at: usize) -> i64 {
    FIRST_RADIUS + i64::try_from(at).unwrap_or_default() * APART
}

fn name_y(at: usize) -> i64 {
    MIDDLE - radius(at) + 22
}

/// A ring with its people, each where no name stands yet.
fn drawn(at: usize, ring: &RingOfPeople, taken: &mut Vec<Room>) -> Circle {
    const CLASSES: [&str; 4] = ["ring ring--1", "ring ring--2", "ring ring--3", "ring ring--4"];
    let count = ring.people.len().clamp(1, MOST_DRAWN);
    let person = |(number, (name, who)): (usize, &(String, String))| {
        let title = if who.is_empty() { name.clone() } else { format!("{name}, {who}") };
        let name = shortened(name);
        let (x, y) = match at {
            0 => (MIDDLE, MIDDLE + CLOSE_BY.get(number).copied().unwrap_or_default() + 8),
            // rings are turned against each other, so that names do not stand one above another
            _ => free(at, number * CLEAR / count + 3 * at, &name, taken),
        };
        taken.push(Room::of(&name, (x, y)));
        Drawn { x, y, name, title }
    };
    Circle {
        radius: radius(at),
        name: ring.name.clone(),
        name_y: name_y(at),
        people: ring.people.iter().take(MOST_DRAWN).enumerate().map(person).collect(),
        class: CLASSES.get(at).copied().unwrap_or("ring ring--4"),
    }
}

/// The first place on a ring, from a direction on, where a name is in nobody's way; that direction itself where all are taken.
fn free(at: usize, from: usize, name: &str, taken: &[Room]) -> (i64, i64) {
    let line = radius(at) - APART / 2;
    let place = |turned: usize| {
        let (right, down) = DIRECTIONS.get(2 + turned % CLEAR).copied().unwrap_or_default();
        (MIDDLE + right * line / 1_000, MIDDLE + down * line / 1_000 + 8)
    };
    let is_free = |spot: &(i64, i64)| {
        let room = Room::of(name, *spot);
        room.x >= room.half && room.x + room.half <= 2 * MIDDLE && !taken.iter().any(|one| one.is_in_the_way_of(&room))
    };
    (0..CLEAR).map(|turn| place(from + turn)).find(is_free).unwrap_or_else(|| place(from))
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

    #[test]
    fn no_name_stands_on_another() {
        let people = |ring: usize| (0..4).map(|number| (format!("Somebody {ring}{number}"), String::new())).collect();
        let rings: Vec<RingOfPeople> =
            (0..4).map(|ring| RingOfPeople { name: format!("Ring {ring}"), people: people(ring) }).collect();
        let mut taken = Vec::new();
        for (at, ring) in rings.iter().enumerate() {
            drawn(at, ring, &mut taken);
        }
        let is_double = |(at, one): (usize, &Room)| taken.iter().skip(at + 1).any(|other| one.is_in_the_way_of(other));
        let doubles = taken.iter().enumerate().filter(|pair| is_double(*pair)).count();
        assert_eq!(doubles, 0, "{taken:?}");
    }
}
