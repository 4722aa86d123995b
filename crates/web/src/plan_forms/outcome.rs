//! An outcome: the person's own words, and how one will know.

use seven_core::plan::piece::Body;
use seven_core::plan::writing::{Measure, Outcome};

use super::fold::Fold;
use super::{Ask, Reader, day_values, values};
use crate::parts::Made;
use crate::parts::form::Choice;

const MEASURES: [&str; 3] = ["change", "count", "scale"];

pub(super) fn typed(outcome: &Outcome) -> Vec<(String, String)> {
    let mut all = values([("words", outcome.words.clone()), ("framework", outcome.framework.clone())]);
    all.extend(match &outcome.measure {
        Measure::Scale { low, high, baseline, aim } => values([
            ("measure", "scale".to_owned()),
            ("low", low.clone()),
            ("high", high.clone()),
            ("baseline", baseline.to_string()),
            ("aim", aim.to_string()),
        ]),
        Measure::Count { what, baseline, aim } => values([
            ("measure", "count".to_owned()),
            ("count", what.clone()),
            ("count-today", baseline.to_string()),
            ("count-aim", aim.to_string()),
        ]),
        Measure::Change { today, then } => {
            values([("measure", "change".to_owned()), ("today", today.clone()), ("then", then.clone())])
        }
    });
    all.extend(day_values("by", outcome.by));
    all
}

pub(super) fn fields(ask: &Ask<'_>) -> Vec<Made> {
    let w = ask.bench.w;
    let framework = ask.bench.sheet.view.settings.outcomes.iter();
    let framework = framework.map(|one| Choice::new(one.id.as_str(), one.words.as_str())).collect();
    let chosen = ask.posted.value("measure");
    let fold = |code: &str, parts: Vec<Made>| {
        let summary = w.t(&format!("ask.outcome.fold.{code}")).to_owned();
        Made::of(&Fold { summary, is_open: chosen == code, parts })
    };
    vec![
        ask.area("words", 3),
        ask.radios("framework", framework),
        ask.radios("measure", ask.own_choices("ask.outcome.measure-choice", &MEASURES)),
        fold("change", vec![ask.area("today", 2), ask.area("then", 2)]),
        fold("count", vec![ask.text("count"), ask.short("count-today"), ask.short("count-aim")]),
        fold("scale", vec![ask.text("low"), ask.text("high"), ask.short("baseline"), ask.short("aim")]),
        ask.date("by"),
    ]
}

pub(super) fn read(reader: &mut Reader<'_>) -> Option<Body> {
    let framework = reader.text("framework");
    if reader.bench.sheet.view.settings.outcome_words(&framework).is_none() {
        reader.refuse("framework", "choose-from-the-list");
    }
    let measure = match reader.text("measure").as_str() {
        "scale" => {
            let (baseline, aim) = (reader.number("baseline"), reader.number("aim"));
            Some((baseline, aim)).and_then(|(baseline, aim)| {
                Some(Measure::Scale {
                    low: reader.text("low"),
                    high: reader.text("high"),
                    baseline: baseline?,
                    aim: aim?,
                })
            })
        }
        "count" => {
            let (baseline, aim) = (reader.number("count-today"), reader.number("count-aim"));
            let what = reader.text("count");
            baseline.zip(aim).map(|(baseline, aim)| Measure::Count { what, baseline, aim })
        }
        "change" => Some(Measure::Change { today: reader.text("today"), then: reader.text("then") }),
        _ => {
            reader.refuse("measure", "choose-from-the-list");
            None
        }
    };
    let by = reader.day("by");
    Some(Body::Outcome(Outcome { words: reader.text("words"), framework, measure: measure?, by: by? }))
}
