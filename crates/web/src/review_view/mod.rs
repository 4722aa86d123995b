//! A review as it is read, by families and by whoever works with them: how outcomes moved, what everybody said, what there is to
//! talk about, the sheet to fill in with a pen, the letter. Writing belongs to the pages of each audience.

mod paper;

use std::fmt::Display;

use actions::reviews::{OutcomeView, ReviewView, Said};
use seven_core::plan::writing::Measure;
use seven_core::review::letter::{measured, said};
use seven_core::review::outcome::baseline_and_aim;
use seven_core::review::{Finding, Point, Saying};

pub(crate) use paper::{letter, sheet, shown};

use crate::dates::day;
use crate::parts::chart::{Figure, ProgressChart, Told};
use crate::parts::show::{Cell, Column, Row, SummaryList, Table};
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words, for `visit.words`.
const FOLDER: &str = "review_view";

/// The words of this folder.
pub(crate) fn words(visit: &Visit) -> PageWords {
    visit.words(FOLDER)
}

/// What a value of a measure stands for.
pub(crate) fn value_shown(w: PageWords, measure: &Measure, value: u32) -> String {
    match measure {
        Measure::Scale { .. } => w.say("value.scale", &[("value", &value)]),
        Measure::Count { what, .. } => w.say("value.count", &[("value", &value), ("what", what)]),
        Measure::Change { .. } => w.find(&format!("value.change-{value}")).unwrap_or_default().to_owned(),
    }
}

/// An outcome with its line from the beginning to the aim.
pub(crate) fn figure(w: PageWords, view: &ReviewView, number: usize, one: &OutcomeView) -> Figure {
    let measure = &one.outcome.measure;
    let (baseline, aim) = baseline_and_aim(measure);
    let shown = |value| value_shown(w, measure, value);
    let first = view.plan.as_ref().map(|plan| plan.stretch.from);
    let earliest = one.told.iter().map(|(value, _)| value.day).min();
    let from = first.into_iter().chain(earliest).min().unwrap_or_default();
    let told = one.told.iter().map(|(value, name)| Told {
        day: value.day,
        value: value.value,
        shown: shown(value.value),
        who: if value.said_by.is_empty() {
            name.clone()
        } else {
            w.say("said-by", &[("who", &value.said_by), ("name", name)])
        },
        words: value.words.clone(),
    });
    let moved = w.find(&format!("moved.{}", one.progress.moved)).unwrap_or_default();
    let mut description = format!("{} {moved}", measured(measure));
    if let Some(last) = one.progress.last {
        description = format!("{description} {}", w.say("last", &[("value", &shown(last))]));
    }
    let chart = ProgressChart {
        words: w,
        from: Told {
            day: from,
            value: baseline,
            shown: shown(baseline),
            who: w.t("from-plan").to_owned(),
            words: String::new(),
        },
        aim: (aim, w.say("hoped", &[("value", &shown(aim))])),
        told: told.collect(),
        description,
    };
    chart.figure(&format!("outcome-{number}"), &one.outcome.words)
}

/// What somebody said, question by question.
pub(crate) fn saying(w: PageWords, one: &Said) -> SummaryList {
    let Saying { face, good, hard, change, enough, is_safe, is_right, written_by, way, on, .. } = &one.stored.paper;
    let mut rows = Vec::new();
    let mut row = |key: &str, value: String| {
        if !value.is_empty() {
            rows.push(Row::new(w.t(key).to_owned(), value));
        }
    };
    let yes_no = |is_so: &Option<bool>| match is_so {
        Some(true) => w.t("yes").to_owned(),
        Some(false) => w.t("no").to_owned(),
        None => String::new(),
    };
    row("how", face.map(|face| w.find(&format!("face.{face}")).unwrap_or_default().to_owned()).unwrap_or_default());
    row("good", good.clone());
    row("hard", hard.clone());
    row("change", change.clone());
    row(
        "enough",
        enough.map(|enough| w.find(&format!("enough-{enough}")).unwrap_or_default().to_owned()).unwrap_or_default(),
    );
    row("safe", yes_no(is_safe));
    row("right", yes_no(is_right));
    row("written-by", written_by.clone());
    let way = w.find(&format!("way.{way}")).unwrap_or_default();
    row("taken-part", w.say("way-on", &[("way", &way), ("day", &day(w, *on))]));
    let title =
        if one.stored.paper.is_the_childs() { w.say("child-says", &[("name", &one.name)]) } else { one.name.clone() };
    SummaryList::new(rows).titled(title)
}

/// What there is to talk about, with what the record says: a heading and sentences for each question. Whoever it is about is
/// spoken to, and named to others.
pub(crate) fn points(w: PageWords, points: &[Point], (name, is_own): (&str, bool)) -> Vec<(String, Vec<String>)> {
    let spoken = |key: &str| {
        let key = if is_own { format!("voice.own-{key}") } else { format!("voice.{key}") };
        w.find(&key).map(|_| w.say(&key, &[("name", &name)]))
    };
    let one = |point: &Point| {
        let title = spoken(&point.question.to_string())
            .unwrap_or_else(|| w.find(&format!("question.{}", point.question)).unwrap_or_default().to_owned());
        let told = |finding: &Finding| spoken(finding.code).unwrap_or_else(|| said(finding).plain());
        (title, point.findings.iter().map(told).collect())
    };
    points.iter().map(one).collect()
}

/// The lines of the plan: planned, spent, left.
pub(crate) fn lines(w: PageWords, view: &ReviewView) -> Option<Table> {
    if view.lines.is_empty() {
        return None;
    }
    let columns = vec![
        Column::new(w.t("line.what")),
        Column::number(w.t("line.planned")),
        Column::number(w.t("line.spent")),
        Column::number(w.t("line.left")),
    ];
    let row = |line: &seven_core::review::agenda::LineFact| {
        let left = line.planned.minus(line.spent).unwrap_or_default();
        let sums: [&dyn Display; 3] = [&line.planned, &line.spent, &left];
        std::iter::once(line.what.clone()).chain(sums.map(ToString::to_string)).map(Cell::Text).collect()
    };
    Some(Table::new(w, w.t("line.title"), columns, view.lines.iter().map(row).collect()))
}
