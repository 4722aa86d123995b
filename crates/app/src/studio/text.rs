//! A calibration as a page to read on a screen.

use calibration::calibrate::{Calibration, StratumTable};
use calibration::cases::RowFault;
use calibration::judging::Measures;
use calibration::points::Scored;
use calibration::tables::Shape;
use std::fmt::Write;

/// Rows of a table that are shown before the rest is left to the evidence.
const MOST_ROWS: usize = 60;

/// The whole page.
pub fn of_calibration(found: &Calibration, left_out: &[RowFault], points: Option<&Scored>) -> String {
    let mut page = String::new();
    // Writing to a text cannot fail.
    let _ = writeln!(page, "Table from {} cases ({})", found.cases, found.method);
    if !left_out.is_empty() {
        let _ = writeln!(page, "  {} faulty rows were left out; the evidence has their lines", left_out.len());
    }
    let _ = writeln!(page, "  spent now      {:>16}", pounds(found.spent_now));
    if let (Some(budget), Some(available), Some(left)) = (found.budget, found.available, found.left) {
        let _ = writeln!(page, "  budget         {:>16}", pounds(budget));
        let _ = writeln!(
            page,
            "  available      {:>16}   after a contingency of {}",
            pounds(available),
            percent(found.contingency)
        );
        let _ = writeln!(
            page,
            "  allocated      {:>16}   {} are left for the contingency",
            pounds(found.total),
            pounds(left)
        );
    } else {
        let _ = writeln!(page, "  allocated      {:>16}   without a budget", pounds(found.total));
    }
    for question in points.iter().flat_map(|points| &points.questions) {
        let options = question.options.iter().zip(&question.points).zip(&question.cases);
        let options = options.map(|((option, points), cases)| {
            let few = if *cases < 5 { " (too few to say)" } else { "" };
            format!("{option} {points}{few}")
        });
        let _ = writeln!(page, "  {}: {}", question.question, options.collect::<Vec<_>>().join(", "));
    }
    for stratum in &found.strata {
        table(&mut page, stratum);
    }
    let _ = writeln!(page, "\nHow near it is to what is spent now          these cases   cases not seen");
    for (name, value) in MEASURES {
        let _ = writeln!(page, "  {name:<42} {:>12} {:>16}", value(&found.fit), value(&found.unseen));
    }
    if let Some(range) = found.plan_range {
        let (low, high) = range.around(10_000.0);
        let share = percent(range.share);
        let _ = writeln!(
            page,
            "\nFor a figure of £10,000, {share} of plans would fall between {} and {}.",
            pounds(low),
            pounds(high)
        );
    }
    if found.budget.is_some() {
        let pot = &found.pot;
        let _ = writeln!(
            page,
            "\nIf plans come out as these cases did, the pot is overspent in {} of years. A risk of {} needs a pot of {}, with {} of it held back.",
            percent(pot.overspend_probability),
            percent(pot.risk),
            pounds(pot.pot_for_risk),
            percent(pot.contingency_for_risk)
        );
    }
    for warning in &found.warnings {
        let _ = writeln!(page, "\nwarning: {}", calibration::report::warning(warning));
    }
    page
}

fn table(page: &mut String, stratum: &StratumTable) {
    let name = stratum.stratum.as_ref().map_or(String::new(), |name| format!("{name}: "));
    let _ = writeln!(page, "\n{name}{} cases", stratum.cases);
    let table = &stratum.table;
    match table.shape {
        Shape::Price => {
            let price = table.rows.first().map_or(0, |row| row.amount_pence);
            let _ = writeln!(page, "  {} for each point", pence(price));
        }
        Shape::Steps | Shape::Lines => {
            let word = if table.shape == Shape::Lines { "at" } else { "from" };
            for row in table.rows.iter().take(MOST_ROWS) {
                let sure = stratum.nodes.iter().find(|node| node.points == row.from).and_then(|node| node.interval);
                let sure =
                    sure.map_or(String::new(), |sure| format!("   {} to {}", pounds(sure.low), pounds(sure.high)));
                let _ = writeln!(page, "  {word} {:>6} points {:>14}{sure}", row.from, pence(row.amount_pence));
            }
            if table.rows.len() > MOST_ROWS {
                let _ = writeln!(page, "  and {} more rows", table.rows.len() - MOST_ROWS);
            }
        }
    }
    if let Some((points, before, after)) = stratum.largest_step {
        let _ =
            writeln!(page, "  largest step: {} at {points} points, {} at {}", pence(before), pence(after), points + 1);
    }
}

/// A measure's name, and how it is shown.
type Shown = (&'static str, fn(&Measures) -> String);

/// The measures that are shown.
const MEASURES: [Shown; 7] = [
    ("share of differences explained (R²)", |m| {
        m.r_squared.map_or("too alike".to_owned(), |value| format!("{value:.3}"))
    }),
    ("mean distance", |m| pounds(m.mean_absolute_error)),
    ("bias: amounts less costs, mean", |m| pounds(m.bias)),
    ("total of amounts beside costs", |m| m.total_ratio.map_or("no cost".to_owned(), |value| format!("{value:.3}"))),
    ("within 10 % of the cost", |m| percent(m.within_ten_percent)),
    ("within 20 % of the cost", |m| percent(m.within_twenty_percent)),
    ("within the sum", |m| percent(m.within_sum)),
];

/// What a scheme was made from, for its source.
pub fn made_from(found: &Calibration, hash: &str) -> String {
    let budget = found.budget.map_or("no budget".to_owned(), |budget| format!("a budget of {}", pounds(budget)));
    let contingency = percent(found.contingency);
    format!(
        "{} cases, SHA-256 {hash}; {}; {budget}, contingency {contingency}; seed {}",
        found.cases, found.method, found.seed
    )
}

/// The statement of method that families read.
pub fn method_for_the_public(found: &Calibration) -> String {
    let how = match found.method.split([',', ' ']).next().unwrap_or_default() {
        "price-point" => "Every point is worth the same sum of money.",
        "percentile" => {
            "People were put in order by their points, and costs in order by their size. The same place in both orders gives the amount."
        }
        _ => {
            "Each total of points has an amount that is as near as can be to what support costs now for people with like needs."
        }
    };
    let money = match found.budget {
        Some(_) => format!(
            " All amounts together stay within the money there is. {} of it is held back for everybody, for emergencies and for plans that turn out to cost more.",
            percent(found.contingency)
        ),
        None => String::new(),
    };
    format!(
        "The amounts come from {} cases: what people need, in points, and what their support costs now. {how} More points never \
         give less money; that was checked for every answer.{money}",
        found.cases
    )
}

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
