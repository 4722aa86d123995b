//! What a piece says, as names and values. What is empty is left out.

use seven_core::PieceId;
use seven_core::plan::money::{MoneyChoice, Savings};
use seven_core::plan::piece::{Body, outcomes};
use seven_core::plan::support::{Quantity, Support};
use seven_core::plan::writing::{Measure, Outcome, Ring};

use super::money::{cost_error, hours_bought};
use super::{PlanSheet, listed, times};
use crate::dates::day;
use crate::parts::show::Row;
use crate::streams::called;
use crate::words::PageWords;

/// What a piece is called, as the first row of what it says.
#[must_use]
pub fn title_row(w: PageWords, body: &Body) -> Row {
    Row::new(w.t("row.what"), title(w, body))
}

/// What a piece is called.
#[must_use]
pub fn title(w: PageWords, body: &Body) -> String {
    match body {
        Body::Page(page) => w.t(&format!("topic.{}", page.topic)).to_owned(),
        Body::Person(person) => person.name.clone(),
        Body::Outcome(outcome) => outcome.words.clone(),
        Body::Support(line) => line.what.clone(),
        Body::Risk(risk) => risk.worth.clone(),
        Body::Safety(note) => note.when.clone(),
        Body::Wealth(wealth) => w.t(&format!("wealth.{}", wealth.part)).to_owned(),
        Body::Money(choice) => called(&choice.stream),
        Body::Savings(savings) => called(&savings.stream),
        Body::Sibling(sibling) => sibling.name.clone(),
    }
}

/// A word or two beside the title.
pub(super) fn tag(w: PageWords, body: &Body) -> String {
    let key = match body {
        Body::Support(line) if line.is_paid() => "tag.paid",
        Body::Support(_) => "tag.unpaid",
        Body::Safety(note) if note.guarded => "tag.guarded",
        _ => return String::new(),
    };
    w.t(key).to_owned()
}

/// Somebody who stands in a ring: the name, and who they are.
pub(super) fn person_in(ring: Ring, body: &Body) -> Option<(String, String)> {
    match body {
        Body::Person(person) if person.ring == ring => Some((person.name.clone(), person.who.clone())),
        _ => None,
    }
}

struct Rows(PageWords, Vec<Row>);

impl Rows {
    fn add(&mut self, key: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.1.push(Row::new(self.0.t(key), value));
        }
    }
}

/// What a piece says. With its id, a line of support shows its cost as the plan has it.
#[must_use]
pub fn rows(sheet: &PlanSheet<'_>, body: &Body, piece: Option<PieceId>) -> Vec<Row> {
    let w = sheet.w;
    let mut rows = Rows(w, Vec::new());
    match body {
        Body::Page(page) => {
            rows.add("row.words", &page.words);
            rows.add("row.easy", &page.easy);
            rows.add("row.written-by", &page.written_by);
        }
        Body::Person(person) => {
            rows.add("row.who-they-are", &person.who);
            rows.add("row.ring", w.t(&format!("ring.{}", person.ring)));
        }
        Body::Outcome(one) => outcome(sheet, one, &mut rows),
        Body::Support(line) => support(sheet, line, piece, &mut rows),
        Body::Risk(risk) => {
            rows.add("row.wrong", &risk.wrong);
            rows.add("row.doing", &risk.doing);
            rows.add("row.child-says", &risk.child_says);
        }
        Body::Safety(note) => {
            rows.add("row.helps", &note.what);
            rows.add("row.call", &note.call);
        }
        Body::Wealth(wealth) => {
            rows.add("row.there-is", &wealth.words);
            rows.add("row.strength", w.say("strength-of", &[("strength", &wealth.strength)]));
        }
        Body::Money(choice) => money(w, choice, &mut rows),
        Body::Savings(one) => savings(w, one, &mut rows),
        Body::Sibling(one) => {
            for (key, text) in
                [("who-they-are", &one.who), ("helps-out", &one.helps), ("says", &one.says), ("own", &one.own)]
            {
                rows.add(&format!("row.{key}"), text);
            }
            rows.add("row.assessment", if one.wants_assessment { w.t("assessment-asked") } else { "" });
        }
    }
    rows.1
}

fn outcome(sheet: &PlanSheet<'_>, outcome: &Outcome, rows: &mut Rows) {
    let w = sheet.w;
    rows.add("row.framework", sheet.view.settings.outcome_words(&outcome.framework).unwrap_or_default());
    rows.add("row.measure", measure(w, &outcome.measure));
    rows.add("row.by", outcome.by.map(|by| day(w, by)).unwrap_or_default());
}

/// How one will know.
fn measure(w: PageWords, measure: &Measure) -> String {
    match measure {
        Measure::Scale { low, high, baseline, aim } => {
            w.say("measure.scale", &[("low", low), ("high", high), ("baseline", baseline), ("aim", aim)])
        }
        Measure::Count { what, baseline, aim } => {
            w.say("measure.count", &[("what", what), ("baseline", baseline), ("aim", aim)])
        }
        Measure::Change { today, then } => w.say("measure.change", &[("today", today), ("then", then)]),
    }
}

fn support(sheet: &PlanSheet<'_>, line: &Support, piece: Option<PieceId>, rows: &mut Rows) {
    let w = sheet.w;
    rows.add("row.who", &line.who);
    rows.add("row.when", times::times(w, &line.pattern));
    if line.is_paid() || line.quantity != Quantity::ONE {
        rows.add("row.each-time", times::each_time(w, line.quantity, line.unit));
    }
    let (from, until) = (line.from.map(|from| day(w, from)), line.until.map(|until| day(w, until)));
    rows.add("row.from", from.unwrap_or_default());
    rows.add("row.until", until.unwrap_or_default());
    rows.add("row.quadrant", w.t(&format!("quadrant.{}", line.quadrant)));
    let pieces = sheet.view.pieces();
    let served = outcomes(&pieces).filter(|(id, _)| line.outcomes.contains(id));
    let served: Vec<String> = served.map(|(_, outcome)| outcome.words.clone()).collect();
    rows.add("row.outcomes", listed(w, &served));
    let Some(paid) = &line.paid else { return };
    rows.add("row.stream", called(&paid.stream));
    rows.add("row.payee", &paid.payee);
    rows.add("row.price", times::price(w, paid.price, line.unit));
    let found = sheet.view.summary.lines.iter().find(|line| Some(line.piece) == piece);
    match found.map(|found| (found.piece, &found.cost)) {
        Some((piece, Ok(Some(cost)))) => {
            rows.add("row.cost", cost.cost.to_string());
            rows.add("row.working", times::working(w, line, paid, cost));
            rows.add("row.really-buys", hours_bought(sheet, piece, paid, cost).unwrap_or_default());
        }
        Some((_, Err(error))) => rows.add("row.cost", cost_error(w, error)),
        _ => {}
    }
}

fn money(w: PageWords, choice: &MoneyChoice, rows: &mut Rows) {
    rows.add("row.holding", w.t(&format!("holding.{}", choice.holding)));
    rows.add("row.manager", &choice.manager);
    let help: Vec<String> = choice.help.iter().map(|help| w.t(&format!("help.{help}")).to_owned()).collect();
    rows.add("row.help", help.join("\n"));
}

fn savings(w: PageWords, savings: &Savings, rows: &mut Rows) {
    rows.add("row.left-over", w.t(&format!("left-over.{}", savings.left_over)));
    rows.add("row.for-what", &savings.for_what);
    rows.add("row.kept-until", savings.until.map(|until| day(w, until)).unwrap_or_default());
}
