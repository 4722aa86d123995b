//! When support happens, and how its cost was worked out, in words that one can reckon by.

use seven_core::plan::costing::LineCost;
use seven_core::plan::support::{Paid, Quantity, Unit, UnitPrice};
use seven_core::plan::{Part, Pattern, Ratio, Support};

use super::listed;
use crate::dates::day;
use crate::words::PageWords;

/// When: `Every Monday and Friday in term time`.
#[must_use]
pub fn times(w: PageWords, pattern: &Pattern) -> String {
    match pattern {
        Pattern::OnDays { days, season } => {
            let days: Vec<String> = days.iter().map(|day| w.t(&format!("day.{day}")).to_owned()).collect();
            w.say(&format!("when.on-days.{season}"), &[("days", &listed(w, &days))])
        }
        Pattern::TimesAWeek { times, season } => w.count(&format!("when.week.{season}"), u64::from(*times)),
        Pattern::TimesAMonth { times } => w.count("when.month", u64::from(*times)),
        Pattern::TimesAYear { times } => w.count("when.year", u64::from(*times)),
        Pattern::Once { on: Some(on) } => w.say("when.once-on", &[("day", &day(w, *on))]),
        Pattern::Once { on: None } => w.t("when.once").to_owned(),
    }
}

/// `1 hour`, `1.5 hours`, `52 1/7 sessions`.
#[must_use]
pub fn amount(w: PageWords, number: &str, unit: Unit) -> String {
    let form = if number == "1" { "one" } else { "other" };
    w.say(&format!("unit.{unit}.{form}"), &[("number", &number)])
}

/// How much of it each time.
#[must_use]
pub fn each_time(w: PageWords, quantity: Quantity, unit: Unit) -> String {
    amount(w, &quantity.to_string(), unit)
}

/// `£14.50 for each hour`.
#[must_use]
pub fn price(w: PageWords, price: UnitPrice, unit: Unit) -> String {
    w.say(&format!("price.{unit}"), &[("price", &price)])
}

/// How often it happens, as a number.
#[must_use]
pub fn occasions(w: PageWords, count: Ratio) -> String {
    let key = if count == Ratio::whole(1) { "occasions.one" } else { "occasions.other" };
    w.say(key, &[("count", &count)])
}

/// How the cost of a line was reached, a step a line.
#[must_use]
pub fn working(w: PageWords, line: &Support, paid: &Paid, cost: &LineCost) -> String {
    let (from, until) = (day(w, cost.stretch.from), day(w, cost.stretch.until));
    let happens = occasions(w, cost.occasions);
    let units = amount(w, &cost.units.to_string(), line.unit);
    let mut steps = vec![
        w.say("working.happens", &[("happens", &happens), ("from", &from), ("until", &until)]),
        w.say("working.units", &[("count", &cost.occasions), ("each", &line.quantity), ("units", &units)]),
    ];
    if let Some(parts) = &cost.employing {
        steps.push(w.say("working.pay", &[("units", &units), ("price", &paid.price), ("pay", &parts.pay)]));
        for (key, sum) in [
            ("working.holiday", parts.holiday),
            ("working.insurance", parts.insurance),
            ("working.pension", parts.pension),
            ("working.costs", parts.costs),
            ("working.together", parts.total),
        ] {
            steps.push(w.say(key, &[("sum", &sum)]));
        }
    } else {
        steps.push(w.say("working.price", &[("units", &units), ("price", &paid.price), ("sum", &cost.price)]));
    }
    match paid.part {
        Part::Whole => {}
        Part::Sum { .. } => steps.push(w.say("working.part-sum", &[("cost", &cost.cost), ("price", &cost.price)])),
        Part::Share { parts, of } => {
            steps.push(w.say("working.part-share", &[("parts", &parts), ("of", &of), ("cost", &cost.cost)]));
        }
    }
    steps.join("\n")
}
