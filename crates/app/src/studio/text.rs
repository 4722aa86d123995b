//! A calibration as a page to read on a screen.

use calibration::calibrate::{Calibration, StratumTable};
use calibration::cases::RowFault;
use calibration::judging::Measures;
use calibration::points::Scored;
use calibration::tables::Shape;
use calibration::wording::Catalogue;
use std::fmt::Write;

/// Rows of a table that are shown before the rest is left to the evidence.
const MOST_ROWS: usize = 60;
/// A figure for which a range is shown, in pounds.
const FIGURE: f64 = 10_000.0;

fn say(key: &str, values: &[(&str, &str)]) -> String {
    Catalogue::of(super::MESSAGES).say(key, values)
}

/// A line of the page.
fn line(page: &mut String, key: &str, values: &[(&str, &str)]) {
    page.push_str(&say(key, values));
    page.push('\n');
}

/// A sum under its name.
fn sum(page: &mut String, key: &str, value: f64, after: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(page, "  {:<14} {:>16}{after}", say(&format!("sum.{key}"), &[]), pounds(value));
}

/// The whole page.
pub fn of_calibration(found: &Calibration, left_out: &[RowFault], points: Option<&Scored>) -> String {
    let mut page = String::new();
    line(&mut page, "fit.title", &[("cases", &found.cases.to_string()), ("method", &found.method)]);
    if !left_out.is_empty() {
        line(&mut page, "fit.left_out", &[("rows", &left_out.len().to_string())]);
    }
    sum(&mut page, "spent_now", found.spent_now, "");
    if let (Some(budget), Some(available), Some(left)) = (found.budget, found.available, found.left) {
        sum(&mut page, "budget", budget, "");
        let after = say("sum.after_contingency", &[("share", &percent(found.contingency))]);
        sum(&mut page, "available", available, &format!("   {after}"));
        sum(&mut page, "allocated", found.total, &format!("   {}", say("sum.left", &[("left", &pounds(left))])));
    } else {
        sum(&mut page, "allocated", found.total, &format!("   {}", say("sum.without_budget", &[])));
    }
    for question in points.iter().flat_map(|points| &points.questions) {
        let options = question.options.iter().zip(&question.points).zip(&question.cases);
        let options = options.map(|((option, points), cases)| {
            let few = if *cases < 5 { format!(" ({})", say("fit.too_few", &[])) } else { String::new() };
            format!("{option} {points}{few}")
        });
        let _ = writeln!(page, "  {}: {}", question.question, options.collect::<Vec<_>>().join(", "));
    }
    for stratum in &found.strata {
        table(&mut page, stratum);
    }
    let [title, these, unseen] = ["title", "these", "unseen"].map(|key| say(&format!("near.{key}"), &[]));
    let _ = writeln!(page, "\n{title:<44} {these:>12} {unseen:>16}");
    for (key, value) in MEASURES {
        let name = say(&format!("near.{key}"), &[]);
        let _ = writeln!(page, "  {name:<42} {:>12} {:>16}", value(&found.fit), value(&found.unseen));
    }
    after_the_measures(&mut page, found);
    page
}

fn after_the_measures(page: &mut String, found: &Calibration) {
    if let Some(range) = found.plan_range {
        let (low, high) = range.around(FIGURE);
        let values = [pounds(FIGURE), percent(range.share), pounds(low), pounds(high)];
        let [figure, share, low, high] = values.each_ref().map(String::as_str);
        page.push('\n');
        line(page, "fit.range", &[("figure", figure), ("share", share), ("low", low), ("high", high)]);
    }
    if found.budget.is_some() {
        let pot = &found.pot;
        let values = [
            percent(pot.overspend_probability),
            percent(pot.risk),
            pounds(pot.pot_for_risk),
            percent(pot.contingency_for_risk),
        ];
        let [chance, risk, needed, held] = values.each_ref().map(String::as_str);
        page.push('\n');
        line(page, "fit.pot", &[("chance", chance), ("risk", risk), ("pot", needed), ("held", held)]);
    }
    for warning in &found.warnings {
        page.push('\n');
        line(page, "fit.warning", &[("warning", &calibration::report::warning(warning))]);
    }
}

fn table(page: &mut String, stratum: &StratumTable) {
    page.push('\n');
    let cases = stratum.cases.to_string();
    match &stratum.stratum {
        Some(name) => line(page, "table.of_stratum", &[("stratum", name), ("cases", &cases)]),
        None => line(page, "table.of_all", &[("cases", &cases)]),
    }
    let table = &stratum.table;
    match table.shape {
        Shape::Price => {
            let price = table.rows.first().map_or(0, |row| row.amount_pence);
            line(page, "table.price", &[("price", &pence(price))]);
        }
        Shape::Steps | Shape::Lines => {
            let word = say(if table.shape == Shape::Lines { "table.at" } else { "table.from" }, &[]);
            let (points, to) = (say("table.points", &[]), say("table.to", &[]));
            for row in table.rows.iter().take(MOST_ROWS) {
                let sure = stratum.nodes.iter().find(|node| node.points == row.from).and_then(|node| node.interval);
                let sure =
                    sure.map_or(String::new(), |sure| format!("   {} {to} {}", pounds(sure.low), pounds(sure.high)));
                let _ = writeln!(page, "  {word} {:>6} {points} {:>14}{sure}", row.from, pence(row.amount_pence));
            }
            if table.rows.len() > MOST_ROWS {
                line(page, "table.more", &[("rows", &(table.rows.len() - MOST_ROWS).to_string())]);
            }
        }
    }
    if let Some((points, before, after)) = stratum.largest_step {
        let values = [points.to_string(), (points + 1).to_string(), pence(before), pence(after)];
        let [points, next, before, after] = values.each_ref().map(String::as_str);
        line(page, "table.step", &[("points", points), ("next", next), ("before", before), ("after", after)]);
    }
}

/// A measure's key, and how it is shown.
type Shown = (&'static str, fn(&Measures) -> String);

/// The measures that are shown.
const MEASURES: [Shown; 7] = [
    ("explained", |m| m.r_squared.map_or_else(|| say("near.alike", &[]), |value| format!("{value:.3}"))),
    ("distance", |m| pounds(m.mean_absolute_error)),
    ("bias", |m| pounds(m.bias)),
    ("ratio", |m| m.total_ratio.map_or_else(|| say("near.no_cost", &[]), |value| format!("{value:.3}"))),
    ("ten", |m| percent(m.within_ten_percent)),
    ("twenty", |m| percent(m.within_twenty_percent)),
    ("sum", |m| percent(m.within_sum)),
];

/// Pounds for a table of figures.
pub fn pounds(value: f64) -> String {
    #[expect(clippy::float_arithmetic, reason = "pounds to pence for showing")]
    #[expect(clippy::cast_possible_truncation, reason = "sums of money are far below the limits of pence")]
    let whole = (value.clamp(-1e13, 1e13) * 100.0).round() as i64;
    if whole.abs() >= 10_000_000 { seven_core::Pence(whole).in_pounds() } else { pence(whole) }
}

/// Pence as pounds.
pub fn pence(value: i64) -> String {
    seven_core::Pence(value).to_string()
}

/// A share in per cent.
pub fn percent(value: f64) -> String {
    #[expect(clippy::float_arithmetic, reason = "a share for showing")]
    let percent = value * 100.0;
    format!("{percent:.1}%")
}
