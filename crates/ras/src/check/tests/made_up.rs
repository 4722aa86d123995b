//! Schemes made up by chance, small enough to go through every sheet.

use super::HEAD;
use crate::check::proof::effort::Dice;
use crate::{Scheme, SchemeFiles};
use std::fmt::Write;

struct Maker {
    dice: Dice,
    questions: String,
    rules: String,
    /// What has a number.
    numbers: Vec<String>,
    /// Questions with options: id, options, whether they are levels.
    optioned: Vec<(String, Vec<&'static str>, bool)>,
}

/// A scheme made up from a seed, unless it has a fault.
pub(super) fn scheme(seed: u64) -> Option<Scheme> {
    let mut maker = Maker {
        dice: Dice::new(seed),
        questions: String::new(),
        rules: String::new(),
        numbers: Vec::new(),
        optioned: Vec::new(),
    };
    for at in 0..2 + maker.dice.below(3) {
        maker.question(at);
    }
    let steps = 2 + maker.dice.below(5);
    for at in 0..steps {
        let id = if at + 1 == steps { "budget".to_owned() } else { format!("s{at}") };
        maker.step(&id);
        maker.numbers.push(id);
    }
    let mut head = HEAD.to_owned();
    if maker.dice.below(4) == 0 {
        let of = maker.number();
        writeln!(head, "eligible-when = {{ of = {of}, at-least = {} }}", maker.dice.below(8)).unwrap();
    }
    let files = SchemeFiles::new()
        .with("scheme.toml", head)
        .with("questions.toml", maker.questions)
        .with("rules.toml", maker.rules);
    let scheme = Scheme::read(&files).ok()?;
    scheme.on(scheme.effective_from).ok()?;
    Some(scheme)
}

impl Maker {
    fn number(&mut self) -> String {
        let at = self.dice.below(self.numbers.len());
        format!("\"{}\"", self.numbers[at])
    }

    fn small(&mut self) -> i64 {
        i64::try_from(self.dice.below(12)).unwrap() - 3
    }

    /// Rising more often than not.
    fn points(&mut self, count: usize) -> Vec<i64> {
        let mut points: Vec<i64> = (0..count).map(|_| self.small()).collect();
        if self.dice.below(3) > 0 {
            points.sort_unstable();
        }
        points
    }

    fn question(&mut self, at: usize) {
        let id = format!("q{at}");
        let kind = self.dice.below(5);
        let options = ["none", "some", "lots", "most"][..2 + self.dice.below(3)].to_vec();
        let need = ["higher", "lower", "none"][self.dice.below(3)];
        let yes_need = ["yes", "no", "none"][self.dice.below(3)];
        let points = self.points(options.len());
        let one = self.small();
        let out = &mut self.questions;
        write!(out, "[[question]]\nid = \"{id}\"\n").unwrap();
        match kind {
            0 | 1 => writeln!(out, "kind = \"levels\"\noptions = {options:?}\npoints = {points:?}").unwrap(),
            2 => writeln!(out, "kind = \"choice\"\noptions = {options:?}\npoints = {points:?}").unwrap(),
            3 => writeln!(out, "kind = \"yes-no\"\npoints = {one}\nmore-need = \"{yes_need}\"").unwrap(),
            _ => writeln!(out, "kind = \"whole\"\nmin = 0\nmax = 3\npoints = {one}\nmore-need = \"{need}\"").unwrap(),
        }
        let blank = if kind < 3 {
            "none"
        } else if kind == 3 {
            "no"
        } else {
            "1"
        };
        match self.dice.below(6) {
            0 => write!(self.questions, "required = false\nblank = \"{blank}\"\n").unwrap(),
            1 if kind < 3 => self.questions.push_str("required = false\n"),
            2 if !self.optioned.is_empty() => {
                let condition = self.condition_on_option();
                write!(self.questions, "blank = \"{blank}\"\nshow-when = {condition}\n").unwrap();
            }
            _ => {}
        }
        if kind < 3 {
            self.optioned.push((id.clone(), options, kind < 2));
        }
        self.numbers.push(id);
    }

    fn condition_on_option(&mut self) -> String {
        let at = self.dice.below(self.optioned.len());
        let (id, options, is_levels) = self.optioned[at].clone();
        let option = options[self.dice.below(options.len())];
        let test = ["is", "is-not", "at-least", "below"][self.dice.below(if is_levels { 4 } else { 2 })];
        format!("{{ of = \"{id}\", {test} = \"{option}\" }}")
    }

    fn condition(&mut self) -> String {
        if !self.optioned.is_empty() && self.dice.below(3) == 0 {
            return self.condition_on_option();
        }
        let (of, with) = (self.number(), self.small());
        let test = ["at-least", "above", "at-most", "below", "equals"][self.dice.below(5)];
        match self.dice.below(5) {
            0 => format!("{{ not = {{ of = {of}, {test} = {with} }} }}"),
            1 => {
                let (other, more) = (self.number(), self.small());
                let join = ["all", "any"][self.dice.below(2)];
                format!("{{ {join} = [{{ of = {of}, {test} = {with} }}, {{ of = {other}, at-least = {more} }}] }}")
            }
            _ => format!("{{ of = {of}, {test} = {with} }}"),
        }
    }

    fn rows(&mut self) -> String {
        let mut from = self.small();
        let mut rows = String::new();
        let values = self.points(4);
        for value in values {
            let to = from + i64::try_from(self.dice.below(4)).unwrap();
            let value = if self.dice.below(4) == 0 { self.number() } else { (value * 5).to_string() };
            write!(rows, "{{ from = {from}, to = {to}, value = {value} }}, ").unwrap();
            from = to + 1 + i64::try_from(self.dice.below(8) / 7).unwrap();
        }
        rows
    }

    fn outside(&mut self) -> String {
        match self.dice.below(3) {
            0 => "outside = \"refused\"".to_owned(),
            _ => format!("otherwise-value = {}", self.small()),
        }
    }

    fn step(&mut self, id: &str) {
        write!(self.rules, "[[step]]\nid = \"{id}\"\n").unwrap();
        let body = match self.dice.below(16) {
            0..9 => self.arithmetic(),
            9..14 => self.table(),
            14 => {
                let (when, other) = (self.condition(), self.condition());
                let (a, b, m) = (self.number(), self.number(), self.small());
                format!(
                    "kind = \"cases\"\notherwise = {b}\n\
                     cases = [{{ when = {when}, value = {a} }}, {{ when = {other}, value = {m} }}]"
                )
            }
            _ => return self.division(id),
        };
        writeln!(self.rules, "{body}").unwrap();
        if self.dice.below(5) == 0 {
            let when = self.condition();
            writeln!(self.rules, "when = {when}").unwrap();
        }
        if self.dice.below(4) == 0 {
            writeln!(self.rules, "floor = {}", self.dice.below(4)).unwrap();
        }
    }

    fn arithmetic(&mut self) -> String {
        let (a, b) = (self.number(), self.number());
        let (m, n) = (self.small(), self.small());
        match self.dice.below(9) {
            0 => "kind = \"points\"".to_owned(),
            1..4 => {
                let when = self.condition();
                format!(
                    "kind = \"sum\"\nterms = [{m}, {a}, {{ of = {b}, times = {n} }}, {{ of = {a}, when = {when} }}]"
                )
            }
            4 => format!("kind = \"product\"\nof = [{a}, {b}]"),
            5 => format!("kind = \"{}\"\nof = [{a}, {b}, {m}]", ["greatest", "least"][self.dice.below(2)]),
            6 => format!("kind = \"power\"\nof = {a}\nexponent = {}", 2 + self.dice.below(2)),
            7 => format!("kind = \"polynomial\"\nof = {a}\ncoefficients = [{m}, {n}, 1]"),
            _ => format!("kind = \"deduct-share\"\nof = {a}\nshare = 0.{}", self.dice.below(10)),
        }
    }

    /// Divided by something that varies, and is kept above nothing or below it.
    fn division(&mut self, id: &str) {
        let (a, b) = (self.number(), self.number());
        let end = ["floor = 1", "ceiling = -1"][self.dice.below(2)];
        let lines = format!(
            "kind = \"divide\"\nof = {a}\nby = \"by-{id}\"\nround = {{ to = 0.5, mode = \"half-even\" }}\n\
             [[step]]\nid = \"by-{id}\"\nkind = \"sum\"\nterms = [{b}]\n{end}"
        );
        writeln!(self.rules, "{lines}").unwrap();
    }

    fn table(&mut self) -> String {
        let (a, m, outside) = (self.number(), self.small(), self.outside());
        let v = self.points(4);
        let (one, other) = (self.step_number(), self.step_number());
        match self.dice.below(5) {
            0 | 1 => format!("kind = \"bands\"\nof = {a}\nrows = [{}]\n{outside}", self.rows()),
            2 => {
                let points = [(m, v[0]), (m + 2, v[1]), (m + 5, v[2])];
                let rows = points.map(|(at, value)| format!("{{ at = {at}, value = {value} }}")).join(", ");
                format!("kind = \"line\"\nof = {a}\nrows = [{rows}]\n{outside}")
            }
            // Only where both keys are small, or both are not.
            3 => {
                let rows = format!("[\"..2\", \"..2\", {}], [\"3..\", \"3..\", {}]", v[0], v[1]);
                format!("kind = \"lookup\"\nkeys = [{one}, {other}]\nrows = [{rows}]\noutside = \"refused\"")
            }
            _ => {
                let cells = [("..1", "..2"), ("..1", "3.."), ("2..4", "*"), ("5..", "1..")];
                let row = |((x, y), value): (&(&str, &str), &i64)| format!("[\"{x}\", \"{y}\", {value}]");
                let rows: Vec<String> = cells.iter().zip(&v).map(row).collect();
                format!("kind = \"lookup\"\nkeys = [{one}, {other}]\nrows = [{}]\n{outside}", rows.join(", "))
            }
        }
    }

    /// A number that is not a question with options.
    fn step_number(&mut self) -> String {
        let steps: Vec<String> = self.numbers.iter().filter(|id| id.starts_with('s')).cloned().collect();
        let at = self.dice.below(steps.len().max(1));
        steps.get(at).map_or_else(|| "\"q0.points\"".to_owned(), |id| format!("\"{id}\""))
    }
}
