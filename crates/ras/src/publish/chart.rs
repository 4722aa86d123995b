//! The words of a chart and its twin in a table, so that nobody needs to see the picture.

use super::curve::{Curve, Shape, nice};
use super::figures::{Shown, number};
use super::markdown::{Column, plain};
use super::pen::{Pen, from_id};
use crate::scheme::{Currency, QuestionKind, Stream};
use crate::{Money, Ratio};

/// About so many rows in the table of a line.
const ROWS: i128 = 20;

/// A chart to be drawn: a curve and every word that goes with it. The words are plain text, without mark-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Points and money.
    pub curve: Curve,
    /// The currency of the amounts.
    pub currency: Currency,
    /// A short title.
    pub title: String,
    /// What is to be seen, in a few sentences.
    pub description: String,
    /// What the points are.
    pub points_label: String,
    /// What the amounts are.
    pub amounts_label: String,
    /// Written where the scheme gives no amount.
    pub no_amount_label: String,
}

impl Pen<'_> {
    /// The chart of a stream, with its introduction written to the page.
    pub(super) fn chart(&mut self, stream: &Stream) -> Option<Chart> {
        let curve = self.calculator.curve(&stream.id)?;
        let stream_name = self.words.streams.get(&stream.id).cloned().unwrap_or_else(|| from_id(&stream.id));
        self.head(4, "chart.heading", &[]);
        self.base(&curve);
        if curve.is_taken_as_open {
            self.tell("chart.taken-as-open", &[]);
        }
        let period = self.period(stream.period);
        let no_amount = if curve.shape == Shape::Dots { "chart.no-other-amount" } else { "chart.no-amount" };
        let values = [("stream", stream_name.as_str()), ("period", period.as_str())];
        Some(Chart {
            title: self.say("chart.title", &values),
            description: self.description(&curve, stream, &stream_name, &period),
            points_label: self.points_label(stream),
            amounts_label: self.say("chart.amounts", &[("currency", self.currency_sign()), ("period", &period)]),
            no_amount_label: self.messages.text(no_amount).to_owned(),
            currency: self.scheme.currency,
            curve,
        })
    }

    fn currency_sign(&self) -> &str {
        let currency = &self.scheme.currency;
        if currency.sign().is_empty() { currency.code() } else { currency.sign() }
    }

    /// The name of what is shown as points: a step's or a question's.
    fn points_label(&self, stream: &Stream) -> String {
        match &stream.points {
            Some(crate::scheme::Ref::Name(name, _)) => {
                let question = self.words.questions.get(name).and_then(|words| words.text.clone());
                let step = self.words.steps.get(name).cloned();
                question.or(step).unwrap_or_else(|| from_id(name))
            }
            _ => self.messages.text("chart.points").to_owned(),
        }
    }

    /// What is shown as points may also be hours or days.
    fn points_unit(&self, stream: &Stream) -> Shown {
        match &stream.points {
            Some(crate::scheme::Ref::Name(name, _)) => match self.units.of_id(name) {
                unit @ (Shown::Hours | Shown::Days | Shown::Money) => unit,
                _ => Shown::Points,
            },
            _ => Shown::Points,
        }
    }

    /// On which other answers the amount depends, and what they are in the chart.
    fn base(&mut self, curve: &Curve) {
        if curve.base.is_empty() {
            self.tell("chart.only-points", &[]);
            return;
        }
        self.tell("chart.also-depends", &[]);
        let items: Vec<String> =
            curve.base.iter().map(|(id, answer)| self.base_answer(id, answer.as_deref())).collect();
        self.page.bullets(&items);
    }

    fn base_answer(&self, id: &str, answer: Option<&str>) -> String {
        let question = self.question_name(id);
        let found = self.scheme.questions.iter().find(|question| question.id == id);
        let age = self.calculator.input_index(id).and_then(|at| {
            let input = self.calculator.inputs.get(at)?;
            input.age_of(input.code(answer?).ok()?)
        });
        match (answer, age, found.map(|question| &question.kind)) {
            (None, ..) => self.say("chart.base-blank", &[("question", &question)]),
            (Some(_), Some(age), Some(QuestionKind::DateOfBirth { age_in, .. })) => {
                let key = match age_in {
                    crate::scheme::AgeUnit::Years => "chart.base-years",
                    crate::scheme::AgeUnit::Months => "chart.base-months",
                };
                self.say(key, &[("question", &question), ("age", &age.to_string())])
            }
            (Some(answer), _, _) => {
                let answer = plain(self.words.option(id, answer));
                self.say("chart.base-answer", &[("question", &question), ("answer", &answer)])
            }
        }
    }

    /// The same in words: what is given at least and at most, where amounts change.
    fn description(&self, curve: &Curve, of: &Stream, stream: &str, period: &str) -> String {
        let unit = self.points_unit(of);
        let priced = || curve.points.iter().zip(&curve.amounts).filter_map(|(x, amount)| Some((*x, (*amount)?)));
        let (Some(first), Some(last)) = (priced().next(), priced().next_back()) else {
            return self.say("chart.describe-nothing", &[("stream", stream)]);
        };
        let count = curve.runs().iter().filter(|(_, _, amount)| amount.is_some()).count();
        let key = match curve.shape {
            _ if count == 1 => "chart.describe-one",
            Shape::Steps => "chart.describe-steps",
            Shape::Line => "chart.describe-line",
            Shape::Dots => "chart.describe-dots",
        };
        let mut said = self.say(
            key,
            &[
                ("stream", stream),
                ("period", period),
                ("count", &count.to_string()),
                ("first", &self.figure(first.0, unit)),
                ("least", &self.short_amount(first.1)),
                ("last", &self.figure(last.0, unit)),
                ("most", &self.short_amount(last.1)),
            ],
        );
        if curve.amounts.iter().any(Option::is_none) {
            said.push(' ');
            said.push_str(self.messages.text("chart.describe-gaps"));
        }
        said
    }

    pub(super) fn amount(&self, amount: Money) -> String {
        amount.in_words(self.scheme.currency).replace('-', "−")
    }

    /// Without pence when there are none.
    pub(super) fn short_amount(&self, amount: Money) -> String {
        self.amount(amount).trim_end_matches(".00").to_owned()
    }

    /// The chart's twin: every step of a step table, or a selection of points of a line.
    pub(super) fn chart_table(&mut self, chart: &Chart) {
        let curve = &chart.curve;
        let columns = [(plain(&chart.points_label), Column::Text), (plain(&chart.amounts_label), Column::Number)];
        let are_whole = curve.amounts.iter().flatten().all(|amount| amount.0 % 100 == 0);
        let amount = |amount: Option<Money>| match amount {
            Some(amount) if are_whole => self.short_amount(amount),
            Some(amount) => self.amount(amount),
            None => self.messages.text("chart.no-amount").to_owned(),
        };
        let rows: Vec<Vec<String>> = if curve.shape == Shape::Line {
            let chosen = chosen_rows(curve);
            let row = |at: usize| Some(vec![number(*curve.points.get(at)?), amount(*curve.amounts.get(at)?)]);
            chosen.into_iter().filter_map(row).collect()
        } else {
            let row = |(from, to, money): (usize, usize, Option<Money>)| {
                let (from, to) = (*curve.points.get(from)?, *curve.points.get(to)?);
                let (first, last) = (number(from), number(to));
                let range = self.say("range.to", &[("from", &first), ("to", &last)]);
                Some(vec![if from == to { first } else { range }, amount(money)])
            };
            curve.runs().into_iter().filter_map(row).collect()
        };
        let key = match (curve.shape, curve.is_complete) {
            (Shape::Line, _) => "chart.table-some",
            (_, true) => "chart.table-all",
            (_, false) => "chart.table-sampled",
        };
        self.tell(key, &[]);
        self.page.table(&columns, &rows);
    }
}

/// Positions of round numbers of points, the ends and the bends.
fn chosen_rows(curve: &Curve) -> Vec<usize> {
    let (Some(first), Some(last)) = (curve.points.first(), curve.points.last()) else { return Vec::new() };
    let width = last.minus(*first).map_or(1, |width| width.num() / width.den());
    let step = nice(width / ROWS);
    let ends = [0, curve.points.len().saturating_sub(1)];
    let is_round = |x: &Ratio| x.is_whole() && x.num() % step == 0;
    let round = curve.points.iter().enumerate().filter(|(_, x)| is_round(x)).map(|(at, _)| at);
    let mut chosen: Vec<usize> = round.chain(ends).chain(curve.bends.iter().copied()).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}
