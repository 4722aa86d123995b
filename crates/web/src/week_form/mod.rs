//! The hours of a week as a form for a telephone: a row a day, from when until when with a break, or just how many hours. Used
//! by assistants and by families who write hours down for them.

use actions::{ActionError, Problem};
use askama::Template;
use askama::filters::HtmlSafe;
use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::assistant::{Stint, Typed};

use crate::dates::day;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Posted, TextInput};
use crate::query::query;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "week_form";

/// A week that is written into a form.
pub(crate) struct Week {
    w: PageWords,
    monday: Date,
    today: Date,
}

/// The days of a week, each with its fields.
#[derive(Template)]
#[template(path = "week_form/days.html")]
pub(crate) struct Days {
    title: String,
    days: Vec<Row>,
}

/// One day.
struct Row {
    name: String,
    fields: [TextInput; 4],
}

impl HtmlSafe for Days {}

impl Week {
    /// The week that the address or a form asks for, else the one in which today is. A week that is all to come is none.
    pub fn of(visit: &Visit, posted: Option<&str>) -> Week {
        let today = visit.moment.today;
        let asked = posted.map(str::to_owned).or_else(|| query(visit, "week"));
        let asked = asked.and_then(|text| text.parse::<Date>().ok()).filter(|day| *day <= today).unwrap_or(today);
        Week { w: visit.words(FOLDER), monday: monday_of(asked), today }
    }

    /// Its Monday.
    pub fn monday(&self) -> Date {
        self.monday
    }

    /// Its days that have come.
    fn days(&self) -> impl Iterator<Item = (usize, Date)> + '_ {
        let all = (0..7_i32).map(|later| self.monday.saturating_add(later.days()));
        all.take_while(|day| *day <= self.today).enumerate()
    }

    /// The way to the week before, and to the week after if it has come.
    pub fn others(&self, at: &str) -> Vec<Link> {
        let link = |key: &str, monday: Date| {
            let text = self.w.say(key, &[("day", &day(self.w, monday))]);
            Link::new(text, format!("{at}?week={monday}"))
        };
        let before = link("before", self.monday.saturating_sub(7.days()));
        let next = self.monday.saturating_add(7.days());
        let after = (next <= self.today).then(|| link("after", next));
        [before].into_iter().chain(after).collect()
    }

    /// The fields, with what was typed.
    pub fn fields(&self, posted: &Posted) -> Days {
        let row = |(at, of): (usize, Date)| {
            let name = self.w.find(&format!("on.{}", of.weekday().to_monday_zero_offset())).unwrap_or_default();
            let name = format!("{name}, {}", day(self.w, of));
            let field = |part: &str| {
                let label = self.w.find(&format!("field.{part}")).unwrap_or_default();
                let field = posted.asking(&format!("d{at}-{part}"), label).text().characters(5).autocomplete("off");
                if part == "pause" { field.digits() } else { field }
            };
            Row { name, fields: ["from", "until", "pause", "hours"].map(field) }
        };
        let title = self.w.say("title", &[("day", &day(self.w, self.monday))]);
        Days { title, days: self.days().map(row).collect() }
    }

    /// What was typed, day by day; what cannot be read is put to its fields.
    pub fn read(&self, posted: &mut Posted) -> Vec<Stint> {
        let mut stints = Vec::new();
        let mut wrong = Vec::new();
        for (at, of) in self.days() {
            let part = |part: &str| posted.value(&format!("d{at}-{part}"));
            let typed = Typed { from: part("from"), until: part("until"), pause: part("pause"), hours: part("hours") };
            match Stint::read(of, typed) {
                Ok(stint) => stints.extend(stint),
                Err(fault) => wrong.push((at, self.w.find(&format!("problem.{}", fault.code())).unwrap_or_default())),
            }
        }
        for (at, text) in wrong {
            posted.refuse_in_words(&format!("d{at}-from"), text);
        }
        stints
    }

    /// Puts what an action refused to the days that it is about; faults of another kind are the page's.
    pub fn refuse(&self, posted: &mut Posted, error: ActionError) -> Result<(), Fault> {
        let problems = match error {
            ActionError::Rule(problem) => vec![problem],
            ActionError::Invalid(problems) => problems,
            other => return Err(other.into()),
        };
        for problem in &problems {
            let about = problem.field.parse::<Date>().ok();
            let at = self.days().find(|(_, day)| Some(*day) == about).map_or(0, |(at, _)| at);
            posted.refuse_in_words(&format!("d{at}-from"), said(self.w, problem));
        }
        Ok(())
    }
}

/// What an action refused, in words.
pub(crate) fn said(w: PageWords, problem: &Problem) -> String {
    let shown = |value: &String| value.parse().map_or_else(|_| value.clone(), |of| day(w, of));
    let texts: Vec<(&str, String)> = problem.values.iter().map(|(name, value)| (*name, shown(value))).collect();
    let values: Vec<(&str, &dyn std::fmt::Display)> =
        texts.iter().map(|(name, text)| (*name, text as &dyn std::fmt::Display)).collect();
    w.say(&format!("problem.{}", problem.code), &values)
}

fn monday_of(of: Date) -> Date {
    of.saturating_sub(i32::from(of.weekday().to_monday_zero_offset()).days())
}

/// A stretch of work in words: its times with the break, and its hours.
pub(crate) fn stint(visit: &Visit, one: &Stint) -> String {
    let w = visit.words(FOLDER);
    let hours = seven_core::assistant::minutes_as_hours(one.minutes.into());
    let clock = |minutes: u16| format!("{}:{:02}", minutes / 60 % 24, minutes % 60);
    let of = day(w, one.day);
    match one.times {
        None => w.say("stint.hours", &[("day", &of), ("hours", &hours)]),
        Some((from, until)) => {
            let (from, until) = (clock(from), clock(until));
            let values: [(&str, &dyn std::fmt::Display); 5] =
                [("day", &of), ("from", &from), ("until", &until), ("pause", &one.pause), ("hours", &hours)];
            w.say(if one.pause == 0 { "stint.times" } else { "stint.pause" }, &values)
        }
    }
}
