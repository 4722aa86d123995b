//! The comparison as a picture: how many people gain or lose how much.

use super::text::{for_time, money, range};
use crate::chart::{Bar, Histogram, grouped, histogram};
use crate::failure::Failure;
use ras::compare::{Impact, Tally, bins};
use ras::scheme::{Currency, Period};

/// Draws it: for all streams of a person together, or else for the first.
pub fn svg(impact: &Impact, currency: Currency) -> Result<String, Failure> {
    let first = impact.streams.iter().find(|stream| stream.pair.is_comparable());
    let of_first = first.and_then(|stream| Some((stream.pair.period_after?, &stream.tally)));
    let Some((period, tally)) = impact.together.as_ref().map(|all| (all.period, &all.tally)).or(of_first) else {
        return Err(Failure::new("no amounts can be compared").help("the text format says why"));
    };
    if tally.compared == 0 {
        return Err(
            Failure::new("nobody has an amount under both schemes").help("`--format csv` says why for each person")
        );
    }
    let bars = bins(&impact.changes)
        .iter()
        .map(|bin| Bar { label: range(bin, currency, "\n"), count: bin.count, direction: bin.direction() })
        .collect();
    let (gain, lose) = (grouped(&tally.gain.to_string()), grouped(&tally.lose.to_string()));
    histogram(&Histogram {
        title: format!("Who gains and who loses: {} people", grouped(&tally.compared.to_string())),
        description: describe(tally, period, currency),
        ranges_label: format!("change {}", for_time(period)),
        counts_label: "number of people".to_owned(),
        sides: (format!("{lose} lose"), format!("{gain} gain")),
        bars,
    })
}

fn describe(tally: &Tally, period: Period, currency: Currency) -> String {
    format!(
        "Of {} people {} gain, {} lose and {} keep the same amount. Together it is {} {time} before and {} {time} after.",
        tally.compared,
        tally.gain,
        tally.lose,
        tally.same,
        money(tally.before, currency),
        money(tally.after, currency),
        time = for_time(period),
    )
}
