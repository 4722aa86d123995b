//! What came out as charts: need beside spend before and after, points to money, who gains and who loses, gaps between groups.

use calibration::study::{ByGroup, Gap, Picture, PictureTable, Spread};
use seven_core::Pence;

use crate::council::layout::Office;
use crate::parts::chart::{Balance, BalanceChart, Range, RangeChart};
use crate::words::PageWords;

/// Rows of a table that can be told apart in a drawing.
const MOST_LINES: usize = 40;

/// All of them.
pub fn all(w: PageWords, mut office: Office, picture: &Picture) -> Office {
    if !picture.parts.is_empty() {
        office = office.heading(w.t("need_title")).with(&need(w, picture).figure("need"));
    }
    office = office.heading(w.t("table_title"));
    for (at, table) in picture.tables.iter().enumerate() {
        office = points(w, office, table, at);
    }
    office = balance(w, office, picture);
    gaps(w, office, &picture.gaps)
}

fn need(w: PageWords, picture: &Picture) -> RangeChart {
    let range = |part: &calibration::study::Part| Range {
        label: w.say("need.part", &[("least", &part.points.0), ("most", &part.points.1), ("cases", &part.cases)]),
        before: Some(Pence(part.cost_pence)),
        value: Some(Pence(part.amount_pence)),
        ends: None,
    };
    RangeChart {
        words: w,
        title: w.t("need.title").to_owned(),
        description: w.t("need.description").to_owned(),
        label: w.t("need.label").to_owned(),
        before: Some(w.t("need.before").to_owned()),
        value: w.t("need.after").to_owned(),
        nothing: w.t("few").to_owned(),
        ranges: picture.parts.iter().map(range).collect(),
    }
}

/// A table's amounts with their ranges, then its cliffs.
fn points(w: PageWords, mut office: Office, table: &PictureTable, at: usize) -> Office {
    if let Some(price) = table.price_pence {
        office = office.say(&w.say("price", &[("price", &Pence(price))]));
    }
    let step = table.rows.len().div_ceil(MOST_LINES).max(1);
    let range = |row: &calibration::study::PictureRow| Range {
        label: w.say("table.points", &[("points", &row.from)]),
        before: None,
        value: Some(Pence(row.amount_pence)),
        ends: row.interval_pence.map(|(low, high)| (Pence(low), Pence(high))),
    };
    let chart = RangeChart {
        words: w,
        title: w.t("table.title").to_owned(),
        description: w.t("table.description").to_owned(),
        label: w.t("table.label").to_owned(),
        before: None,
        value: w.t("table.amount").to_owned(),
        nothing: w.t("few").to_owned(),
        ranges: table.rows.iter().step_by(step).map(range).collect(),
    };
    office = office.with(&chart.figure(&format!("table-{at}")));
    if table.cliffs.is_empty() {
        return office.say(w.t("no_cliffs"));
    }
    let cliff = |(points, before, after): &(i64, i64, i64)| {
        w.say("cliff", &[("points", points), ("before", &Pence(*before)), ("after", &Pence(*after))])
    };
    let cliffs: Vec<String> = table.cliffs.iter().map(cliff).collect();
    office.say(&w.count("jumps", u64::try_from(cliffs.len()).unwrap_or(0))).bullets(&cliffs)
}

fn balance(w: PageWords, mut office: Office, picture: &Picture) -> Office {
    office = office.heading(w.t("balance_title")).say(w.t("balance_lead"));
    let chart = |title: String, groups: Vec<(String, Balance)>| BalanceChart {
        words: w,
        title,
        description: w.t("balance.description").to_owned(),
        groups,
        nothing: w.t("few").to_owned(),
    };
    let everybody = vec![(w.t("balance.everybody").to_owned(), of(Some(&picture.everybody)))];
    office = office.with(&chart(w.t("balance.all").to_owned(), everybody).figure("balance-all"));
    for (at, by) in picture.by_group.iter().enumerate() {
        let ByGroup { column, groups } = by;
        let groups = groups.iter().map(|(name, spread)| (name.clone(), of(spread.as_ref()))).collect();
        let title = w.say("balance.by", &[("column", column)]);
        office = office.with(&chart(title, groups).figure(&format!("balance-{at}")));
    }
    office
}

/// Losing, alike, gaining.
fn of(spread: Option<&Spread>) -> Balance {
    let [much_less, less, alike, more, much_more] = spread?.counts?.map(|count| u64::try_from(count).unwrap_or(0));
    Some((much_less + less, alike, more + much_more))
}

fn gaps(w: PageWords, office: Office, gaps: &[Gap]) -> Office {
    if gaps.is_empty() {
        return office;
    }
    let sum = |(value, _, _): (i64, i64, i64)| Pence(value);
    let range = |gap: &Gap| {
        let allowed = gap.allowed_for_pence;
        let (_, low, high) = allowed.unwrap_or(gap.raw_pence);
        Range {
            label: w.say("gap.pair", &[("first", &gap.first), ("second", &gap.second)]),
            before: Some(sum(gap.raw_pence)),
            value: Some(allowed.map_or(sum(gap.raw_pence), sum)),
            ends: Some((Pence(low), Pence(high))),
        }
    };
    let mut office = office.heading(w.t("gap_title")).say(w.t("gap_lead"));
    let turned = gaps.iter().filter(|gap| gap.turns_round);
    let turned: Vec<String> = turned
        .map(|gap| w.say("gap.turns", &[("column", &gap.column), ("first", &gap.first), ("second", &gap.second)]))
        .collect();
    office = office.bullets(&turned);
    let chart = RangeChart {
        words: w,
        title: w.t("gap.title").to_owned(),
        description: w.t("gap.description").to_owned(),
        label: w.t("gap.label").to_owned(),
        before: Some(w.t("gap.raw").to_owned()),
        value: w.t("gap.allowed").to_owned(),
        nothing: w.t("few").to_owned(),
        ranges: gaps.iter().map(range).collect(),
    };
    office.with(&chart.figure("gaps"))
}
