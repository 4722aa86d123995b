//! What is ahead on a family's money page: letters that wait for an answer, money that is kept, and where the year would end at
//! this pace, told as a range.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;
use seven_core::Pence;
use seven_core::ledger::AccountKind;
use seven_core::money::case::CaseStatus;
use seven_core::money::earmark::EarmarkStatus;
use seven_core::money::forecast::{Forecast, last_day, year_end};
use seven_core::money::late::{Timeliness, timeliness};

use actions::money::StreamMoney;

use super::{Purse, tenths};
use crate::dates::day;
use crate::parts::Link;
use crate::parts::chart::{Figure, Range, RangeChart};
use crate::parts::show::{Cell, Column, Table};
use crate::streams::called;
use crate::words::PageWords;

/// Open cases, each with what it wants from the family now.
#[derive(Template)]
#[template(path = "family/money/ahead/cases.html")]
pub struct Cases {
    cases: Vec<(String, Link)>,
    over: Vec<Link>,
    w: PageWords,
}

/// Earmarks and the end of the year.
#[derive(Template)]
#[template(path = "family/money/ahead/ahead.html")]
pub struct Ahead {
    w: PageWords,
    kept: Option<Table>,
    kept_at: Option<String>,
    year: Vec<Year>,
}

/// Where a stream would stand at the end of its year.
struct Year {
    words: String,
    figure: Figure,
}

impl HtmlSafe for Cases {}
impl HtmlSafe for Ahead {}

/// The cases.
pub fn cases(purse: &Purse) -> Cases {
    let w = purse.w;
    let link = |case: &store::papers::Stored<seven_core::money::MoneyCase>, key: &str| {
        let values: [(&str, &dyn Display); 2] =
            [("stream", &called(&case.paper.stream)), ("day", &day(w, case.paper.opened.1))];
        Link::new(w.say(key, &values), format!("{}/cases/{}", purse.at(), case.id))
    };
    let one = |case: &store::papers::Stored<seven_core::money::MoneyCase>| {
        let by = day(w, case.paper.answer_by);
        let words = match case.paper.status {
            CaseStatus::Notice if case.paper.answer.is_none() => w.say("ahead.answer-by", &[("day", &by)]),
            _ => w.t("ahead.open-case").to_owned(),
        };
        (words, link(case, "ahead.to-case"))
    };
    let (open, over): (Vec<_>, Vec<_>) = purse.cases.iter().partition(|case| case.paper.is_open());
    Cases {
        cases: open.into_iter().map(one).collect(),
        over: over.into_iter().map(|case| link(case, "ahead.to-old-case")).collect(),
        w,
    }
}

/// What is kept, and where the year would end.
pub fn ahead(purse: &Purse) -> Ahead {
    let has_money = !purse.view.streams.is_empty();
    Ahead {
        w: purse.w,
        kept: kept(purse),
        kept_at: has_money.then(|| format!("{}/earmarks", purse.at())),
        year: purse.view.streams.iter().filter_map(|stream| year(purse, stream)).collect(),
    }
}

fn kept(purse: &Purse) -> Option<Table> {
    let w = purse.w;
    let all: Vec<_> = purse.earmarks.iter().filter(|one| one.paper.status == EarmarkStatus::Kept).collect();
    if all.is_empty() {
        return None;
    }
    let columns =
        vec![Column::new(w.t("ahead.for-what")), Column::number(w.t("column.sum")), Column::new(w.t("ahead.until"))];
    let row = |one: &&store::papers::Stored<seven_core::money::Earmark>| {
        let until = day(w, one.paper.until);
        let until = match one.paper.until < purse.view.today {
            true => w.say("ahead.day-over", &[("day", &until)]),
            false => until,
        };
        vec![Cell::text(one.paper.for_what.clone()), Cell::text(one.paper.amount.to_string()), Cell::text(until)]
    };
    Some(Table::new(w, w.t("ahead.kept"), columns, all.iter().map(row).collect()).hide_caption())
}

/// What there is for the year: spent in it, there to be spent, and still to come before it ends.
fn there(purse: &Purse, stream: &StreamMoney, (forecast, last): (&Forecast, Date)) -> Pence {
    let is_to_come = |one: &&store::papers::Stored<seven_core::money::Instalment>| {
        let is_open = matches!(timeliness(&one.paper, purse.view.today), Timeliness::ToCome | Timeliness::Overdue(_));
        is_open && one.paper.due <= last
    };
    let come = stream.payments.iter().filter(is_to_come);
    let come = come.fold(0, |sum: i64, one| sum.saturating_add(one.paper.total().0));
    Pence(forecast.spent.0.saturating_add(stream.of(AccountKind::Paid).0).saturating_add(come))
}

fn year(purse: &Purse, stream: &StreamMoney) -> Option<Year> {
    let w = purse.w;
    let (today, ends) = (purse.view.today, stream.holding.as_ref().map(|held| held.paper.stretch.until));
    let forecast = year_end(&stream.stream, &purse.view.entries, today, ends)?;
    let last = last_day(today, ends);
    let there = there(purse, stream, (&forecast, last));
    let (name, last) = (called(&stream.stream), day(w, last));
    let values: [(&str, &dyn Display); 6] = [
        ("stream", &name),
        ("day", &last),
        ("low", &forecast.low.in_pounds()),
        ("high", &forecast.high.in_pounds()),
        ("there", &there.in_pounds()),
        ("spent", &forecast.spent.in_pounds()),
    ];
    // a few days before the end there is no range any more
    let is_one = forecast.low.in_pounds() == forecast.high.in_pounds();
    let (sentence, says) = match (forecast.high <= there, forecast.low <= there, is_one) {
        (true, _, true) => ("ahead.year-fits-one", "ahead.year-says-one"),
        (_, _, true) => ("ahead.year-short-one", "ahead.year-says-one"),
        (true, _, false) => ("ahead.year-fits", "ahead.year-says"),
        (false, true, false) => ("ahead.year-near", "ahead.year-says"),
        (false, false, false) => ("ahead.year-short", "ahead.year-says"),
    };
    let range = |key: &str, value, ends| Range { label: w.t(key).to_owned(), before: None, value: Some(value), ends };
    let chart = RangeChart {
        words: w,
        title: w.say("ahead.year-title", &values),
        description: w.say(says, &values),
        label: w.t("ahead.year-label").to_owned(),
        before: None,
        value: w.t("column.sum").to_owned(),
        nothing: String::new(),
        ranges: vec![
            range("ahead.year-spent", forecast.spent, None),
            range("ahead.year-pace", forecast.middle, Some((forecast.low, forecast.high))),
            range("ahead.year-there", there, None),
        ],
    };
    let mut words = w.say(sentence, &values);
    if let Some(hours) = in_hours(purse, stream, &[forecast.low, forecast.high, there]) {
        words = format!("{words} {hours}");
    }
    Some(Year { words, figure: chart.figure(&format!("year-{}", stream.stream)) })
}

/// The same in hours, where the plan counts all that the stream pays for in hours.
fn in_hours(purse: &Purse, stream: &StreamMoney, sums: &[Pence; 3]) -> Option<String> {
    let [low, high, there] = sums.map(|sum| purse.tenths_of_stream(stream, sum));
    let (low, high, there) = (tenths(low?), tenths(high?), tenths(there?));
    let values: [(&str, &dyn Display); 3] = [("low", &low), ("high", &high), ("there", &there)];
    Some(purse.w.say("ahead.year-hours", &values))
}
