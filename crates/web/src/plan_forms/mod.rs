//! What the form of each kind of piece of a plan asks, and how its answers become a piece. Families write with these forms,
//! and whoever works with them proposes with the same; what becomes of a piece is each page's own.

mod fold;
mod money;
mod outcome;
mod own;
mod safe;
mod sibling;
mod support;

use std::fmt::Display;

use jiff::civil::Date;
use seven_core::UnknownCode;
use seven_core::plan::piece::{Body, BodyKind};
use seven_core::plan::writing::LONGEST_TEXT;

use crate::parts::Made;
use crate::parts::form::{Choice, Field, Posted};
use crate::plan_view::PlanSheet;
use crate::query::query;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words, for `visit.words`.
pub(crate) const FOLDER: &str = "plan_forms";

/// What a form knows of the plan that it is for.
pub(crate) struct Bench<'a> {
    /// The words of the forms.
    pub w: PageWords,
    /// The plan.
    pub sheet: PlanSheet<'a>,
}

/// The fields of a form, with what was typed.
struct Ask<'a> {
    bench: &'a Bench<'a>,
    posted: &'a Posted,
    kind: BodyKind,
}

impl Ask<'_> {
    pub fn field(&self, name: &str) -> Field {
        self.posted.field_said(name, &format!("ask.{}.{name}", self.kind))
    }

    pub fn text(&self, name: &str) -> Made {
        Made::of(&self.field(name).text())
    }

    pub fn short(&self, name: &str) -> Made {
        Made::of(&self.field(name).text().characters(5))
    }

    pub fn area(&self, name: &str, rows: u8) -> Made {
        Made::of(&self.field(name).text_area(LONGEST_TEXT).rows(rows))
    }

    pub fn date(&self, name: &str) -> Made {
        Made::of(&self.field(name).date())
    }

    pub fn sum(&self, name: &str) -> Made {
        Made::of(&self.field(name).money())
    }

    pub fn radios(&self, name: &str, choices: Vec<Choice>) -> Made {
        Made::of(&self.field(name).radios(choices))
    }

    pub fn select(&self, name: &str, choices: Vec<Choice>) -> Made {
        Made::of(&self.field(name).select(choices))
    }

    /// Boxes to tick; those are ticked that came with the form.
    pub fn boxes(&self, name: &str, choices: Vec<Choice>) -> Made {
        let chosen = self.posted.all(name);
        let mark = |choice: Choice| {
            let is_chosen = chosen.contains(&choice.value.as_str());
            choice.chosen(is_chosen)
        };
        Made::of(&self.field(name).checkboxes(choices.into_iter().map(mark).collect()))
    }

    /// A choice for each code, in the words of the plan: `<words>.<code>`.
    pub fn choices<T: Display>(&self, words: &str, all: &[T]) -> Vec<Choice> {
        let w = self.bench.sheet.w;
        all.iter().map(|one| Choice::new(one.to_string(), w.t(&format!("{words}.{one}")))).collect()
    }

    /// A choice for each code, in the words of these pages.
    pub fn own_choices<T: Display>(&self, words: &str, all: &[T]) -> Vec<Choice> {
        let w = self.bench.w;
        all.iter().map(|one| Choice::new(one.to_string(), w.t(&format!("{words}.{one}")))).collect()
    }
}

/// Reads the answers of a form; what cannot be taken is noted at its field.
struct Reader<'a> {
    bench: &'a Bench<'a>,
    posted: &'a mut Posted,
}

impl Reader<'_> {
    pub fn text(&self, name: &str) -> String {
        self.posted.value(name).to_owned()
    }

    pub fn refuse(&mut self, name: &str, code: &str) {
        let message = self.bench.w.t(&format!("problem.{code}")).to_owned();
        self.posted.refuse_in_words(name, message);
    }

    /// A code of a list.
    pub fn code<T>(&mut self, name: &str, read: impl Fn(&str) -> Result<T, UnknownCode>) -> Option<T> {
        let found = read(self.posted.value(name)).ok();
        if found.is_none() {
            self.refuse(name, "choose-from-the-list");
        }
        found
    }

    /// All codes that are ticked; those are left out that are none.
    pub fn codes<T>(&self, name: &str, read: impl Fn(&str) -> Result<T, UnknownCode>) -> Vec<T> {
        self.posted.all(name).into_iter().filter_map(|code| read(code).ok()).collect()
    }

    /// A whole number.
    pub fn number<T: std::str::FromStr>(&mut self, name: &str) -> Option<T> {
        let found = self.posted.value(name).parse().ok();
        if found.is_none() {
            self.refuse(name, "whole-number");
        }
        found
    }

    /// A day, or nothing where nothing was written.
    pub fn day(&mut self, name: &str) -> Option<Option<Date>> {
        let typed = self.posted.date(name);
        if typed.is_empty() {
            return Some(None);
        }
        let found = typed.parse().ok().filter(|day: &Date| (1900..=2200).contains(&day.year()));
        if found.is_none() {
            self.refuse(name, "no-day");
        }
        found.map(Some)
    }
}

/// The values of a new form: those that the address names, so that a link leads to a form that is begun.
pub(crate) fn blank(visit: &Visit, kind: BodyKind) -> Vec<(String, String)> {
    let named = ["topic", "part", "stream", "quadrant", "kind"];
    let given = named.into_iter().filter_map(|name| Some((name.to_owned(), query(visit, name)?)));
    given.chain(if kind == BodyKind::Support { support::usual() } else { Vec::new() }).collect()
}

/// The values of a piece that is there.
pub(crate) fn typed(body: &Body) -> Vec<(String, String)> {
    match body {
        Body::Page(page) => own::typed_page(page),
        Body::Person(person) => own::typed_person(person),
        Body::Outcome(outcome) => outcome::typed(outcome),
        Body::Support(line) => support::typed(line),
        Body::Risk(risk) => safe::typed_risk(risk),
        Body::Safety(note) => safe::typed_note(note),
        Body::Wealth(wealth) => safe::typed_wealth(wealth),
        Body::Money(choice) => money::typed_choice(choice),
        Body::Savings(savings) => money::typed_savings(savings),
        Body::Sibling(one) => sibling::typed(one),
    }
}

/// What the form asks.
pub(crate) fn fields(bench: &Bench<'_>, kind: BodyKind, posted: &Posted) -> Vec<Made> {
    let ask = Ask { bench, posted, kind };
    match kind {
        BodyKind::Page => own::page_fields(&ask),
        BodyKind::Person => own::person_fields(&ask),
        BodyKind::Outcome => outcome::fields(&ask),
        BodyKind::Support => support::fields(&ask),
        BodyKind::Risk => safe::risk_fields(&ask),
        BodyKind::Safety => safe::note_fields(&ask),
        BodyKind::Wealth => safe::wealth_fields(&ask),
        BodyKind::Money => money::choice_fields(&ask),
        BodyKind::Savings => money::savings_fields(&ask),
        BodyKind::Sibling => sibling::fields(&ask),
    }
}

/// The piece that was written; nothing where something has to be mended first.
pub(crate) fn read(bench: &Bench<'_>, kind: BodyKind, posted: &mut Posted, old: Option<&Body>) -> Option<Body> {
    let mut reader = Reader { bench, posted };
    let body = match kind {
        BodyKind::Page => own::read_page(&mut reader, old),
        BodyKind::Person => own::read_person(&mut reader),
        BodyKind::Outcome => outcome::read(&mut reader),
        BodyKind::Support => support::read(&mut reader),
        BodyKind::Risk => Some(safe::read_risk(&reader)),
        BodyKind::Safety => Some(safe::read_note(&reader)),
        BodyKind::Wealth => safe::read_wealth(&mut reader),
        BodyKind::Money => money::read_choice(&mut reader),
        BodyKind::Savings => money::read_savings(&mut reader),
        BodyKind::Sibling => Some(sibling::read(&reader)),
    };
    body.filter(|_| posted.is_right())
}

/// The heading of a form that has one of its own: what the page is about, which stream.
pub(crate) fn title(bench: &Bench<'_>, kind: BodyKind, posted: &Posted) -> Option<String> {
    let plan = bench.sheet;
    match kind {
        BodyKind::Page => plan.w.find(&format!("topic.{}", posted.value("topic"))).map(str::to_owned),
        BodyKind::Wealth => plan.w.find(&format!("wealth.{}", posted.value("part"))).map(str::to_owned),
        _ => None,
    }
}

/// Values with their names.
fn values<const N: usize>(pairs: [(&str, String); N]) -> Vec<(String, String)> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A day as the three boxes of its field.
fn day_values(name: &str, day: Option<Date>) -> Vec<(String, String)> {
    let Some(day) = day else { return Vec::new() };
    vec![
        (format!("{name}-day"), day.day().to_string()),
        (format!("{name}-month"), day.month().to_string()),
        (format!("{name}-year"), day.year().to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use seven_core::plan::Quadrant;
    use seven_core::plan::Season;
    use seven_core::plan::employing::WageBand;
    use seven_core::plan::money::Holding;
    use seven_core::plan::support::{SupportKind, Unit};

    use super::*;
    use crate::words::{Language, Words};

    fn has(words: &str, all: &[impl Display]) {
        let w = Words::new(Language::English).page(FOLDER);
        for one in all {
            assert!(w.find(&format!("{words}.{one}")).is_some(), "{words}.{one}");
        }
    }

    #[test]
    fn every_choice_and_every_form_has_words() {
        has("ask.support.kind-choice", SupportKind::ALL);
        has("ask.support.unit-choice", Unit::ALL);
        has("ask.support.season-choice", Season::ALL);
        has("ask.support.band-choice", WageBand::ALL);
        has("ask.support.quadrant-hint", Quadrant::ALL);
        has("ask.money.holding-hint", Holding::ALL);
        has("ask.wealth.strength-choice", &[1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_day_is_typed_in_three_boxes() {
        let typed = day_values("by", Some(Date::constant(2027, 3, 5)));
        assert_eq!(typed.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(), ["5", "3", "2027"]);
        assert!(day_values("by", None).is_empty());
    }
}
