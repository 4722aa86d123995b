//! How a stream's money is held, and what happens to what is left over.

use seven_core::plan::money::{Holding, LeftOver, MoneyChoice, MoneyHelp, Savings};
use seven_core::plan::piece::Body;

use super::{Ask, Bench, Reader, day_values, values};
use crate::parts::Made;
use crate::parts::form::Choice;
use crate::streams::called;

/// The streams that the plan can draw on: those that were told, and those that its lines name.
pub(super) fn streams(bench: &Bench<'_>) -> Vec<Choice> {
    let mut ids: Vec<&str> = bench.sheet.view.summary.streams.iter().map(|total| total.stream.as_str()).collect();
    if ids.is_empty() {
        // before any figure is told, the plan is written to what children's services pay from
        ids.push("social-care");
    }
    ids.into_iter().map(|id| Choice::new(id, called(id))).collect()
}

pub(super) fn read_stream(reader: &mut Reader<'_>) -> Option<String> {
    let stream = reader.text("stream");
    if streams(reader.bench).iter().any(|choice| choice.value == stream) {
        return Some(stream);
    }
    reader.refuse("stream", "choose-from-the-list");
    None
}

pub(super) fn typed_choice(choice: &MoneyChoice) -> Vec<(String, String)> {
    let mut all = values([
        ("stream", choice.stream.clone()),
        ("holding", choice.holding.code().to_owned()),
        ("manager", choice.manager.clone()),
    ]);
    all.extend(choice.help.iter().map(|help| ("help".to_owned(), help.code().to_owned())));
    all
}

pub(super) fn choice_fields(ask: &Ask<'_>) -> Vec<Made> {
    let hint = |choice: Choice| {
        let hint = ask.bench.w.find(&format!("ask.money.holding-hint.{}", choice.value)).unwrap_or_default();
        choice.hint(hint)
    };
    vec![
        ask.select("stream", streams(ask.bench)),
        ask.radios("holding", ask.choices("holding", Holding::ALL).into_iter().map(hint).collect()),
        ask.text("manager"),
        ask.boxes("help", ask.choices("help", MoneyHelp::ALL)),
    ]
}

pub(super) fn read_choice(reader: &mut Reader<'_>) -> Option<Body> {
    let (stream, holding) = (read_stream(reader), reader.code("holding", Holding::from_code));
    let help = reader.codes("help", MoneyHelp::from_code);
    Some(Body::Money(MoneyChoice { stream: stream?, holding: holding?, manager: reader.text("manager"), help }))
}

pub(super) fn typed_savings(savings: &Savings) -> Vec<(String, String)> {
    let mut all = values([
        ("stream", savings.stream.clone()),
        ("left-over", savings.left_over.code().to_owned()),
        ("for-what", savings.for_what.clone()),
    ]);
    all.extend(day_values("until", savings.until));
    all
}

pub(super) fn savings_fields(ask: &Ask<'_>) -> Vec<Made> {
    vec![
        ask.select("stream", streams(ask.bench)),
        ask.radios("left-over", ask.choices("left-over", LeftOver::ALL)),
        ask.text("for-what"),
        ask.date("until"),
    ]
}

pub(super) fn read_savings(reader: &mut Reader<'_>) -> Option<Body> {
    let (stream, left_over) = (read_stream(reader), reader.code("left-over", LeftOver::from_code));
    let (for_what, until) = (reader.text("for-what"), reader.day("until"));
    if left_over == Some(LeftOver::Earmark) && for_what.is_empty() {
        reader.refuse("for-what", "empty");
    }
    Some(Body::Savings(Savings { stream: stream?, left_over: left_over?, for_what, until: until? }))
}
