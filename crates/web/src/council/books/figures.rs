//! Figures of a financial year over all children. Whoever may not see names sees no number that points at few of them.

use actions::money::{Figures, StreamFigures, figures};
use axum::response::Response;
use jiff::civil::Date;
use seven_core::Pence;
use seven_core::access::Action;
use seven_core::ledger::{AccountKind, FinancialYear, OwnerKind};
use seven_core::money::figures::{LEAST_TOLD, OutcomeCost, middle};
use seven_core::settings::Settings;
use store::authorities;

use super::{AT, FOLDER, tabs};
use crate::council::layout::{Office, may, query};
use crate::council::shown::typed_day;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::chart::{Range, RangeChart};
use crate::parts::show::{Cell, Column, Empty, Row, SummaryList, Tab, Table, Tabs};
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// What is not spent, by where it is: the accounts in the order of the way that money takes.
const UNSPENT: [AccountKind; 7] = [
    AccountKind::Available,
    AccountKind::Committed,
    AccountKind::Due,
    AccountKind::Paid,
    AccountKind::Earmarked,
    AccountKind::Recovery,
    AccountKind::Float,
];

/// What a page of figures needs to show them.
struct Teller {
    w: PageWords,
    /// Whether small numbers are told, and sums lead to their entries.
    has_names: bool,
}

impl Teller {
    /// A text about so many, or that they are too few to be told.
    fn about(&self, count: usize, text: impl Into<String>) -> String {
        let is_few = !self.has_names && count > 0 && count < LEAST_TOLD;
        if is_few { self.w.t("too_few").to_owned() } else { text.into() }
    }

    fn count(&self, count: usize) -> String {
        self.about(count, count.to_string())
    }

    /// A sum of an account, leading to its entries.
    fn sum(&self, one: &StreamFigures, kind: AccountKind) -> Cell {
        let sum = one.trial.totals.get(&kind).copied().unwrap_or_default();
        let children = one.trial.children.get(&kind).copied().unwrap_or(0);
        match self.has_names && sum != Pence::ZERO {
            true => Cell::link(sum.to_string(), format!("{AT}/entries?stream={}&account={kind}", one.stream)),
            false if kind.owner() == OwnerKind::Child => Cell::text(self.about(children, sum.to_string())),
            false => Cell::text(sum.to_string()),
        }
    }
}

/// The figures of the year in the address, or of the one that today is in.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let today = visit.moment.today;
    let day = query(&visit, "year").and_then(|text| typed_day(&text)).unwrap_or(today);
    let year = FinancialYear::of(day.min(today));
    let told = figures(&visit.signed_caller()?, year).await?;
    let settings = Settings::read(&authorities::settings(&mut visit.reading().await?).await?);
    let teller = Teller { w, has_names: may(&visit, Action::ViewEntries) };
    let title = w.say("figures_title", &[("year", &year.name())]);
    let mut office = Office::new(&visit, w, title).above(&tabs(&visit, w, "figures")).above(&years(w, year, today));
    if told.streams.is_empty() {
        return office.with(&Empty::new(w, w.t("none"))).shown();
    }
    if !teller.has_names {
        office = office.say(&w.say("few", &[("least", &LEAST_TOLD)]));
    }
    if year == FinancialYear::of(today) {
        office = forecast(w, office, &told);
    }
    office = office.heading(w.t("unspent_title")).say(w.t("unspent_lead"));
    for one in &told.streams {
        office = office.with(&unspent(&teller, one));
    }
    office = office.heading(w.t("paying_title")).with(&paying(&teller, &told));
    if !told.between.is_empty() {
        office = office.heading(w.t("between_title")).say(w.t("between_lead")).with(&between(&teller, &told));
    }
    office = office.heading(w.t("recoveries_title")).with(&recoveries(&teller, &told));
    if !told.recoveries.grounds.is_empty() {
        office = office.with(&grounds(&teller, &told));
    }
    outcomes(&teller, office, &told, &settings).shown()
}

fn years(w: PageWords, current: FinancialYear, today: Date) -> Tabs {
    let this = FinancialYear::of(today);
    let before = |year: FinancialYear| FinancialYear::of(year.first().yesterday().unwrap_or(year.first()));
    let tab = |year: FinancialYear| Tab {
        link: Link::new(year.name(), format!("{AT}/figures?year={}", year.first())),
        is_current: year == current,
    };
    Tabs::new(w.t("years"), [before(before(this)), before(this), this].map(tab).to_vec())
}

/// What will have been spent at the end of the year, as a range.
fn forecast(w: PageWords, office: Office, told: &Figures) -> Office {
    if told.streams.iter().all(|one| one.forecast.is_none()) {
        return office.heading(w.t("forecast.title")).say(w.t("forecast.nothing"));
    }
    let range = |one: &StreamFigures| Range {
        label: called(&one.stream),
        before: one.forecast.map(|forecast| forecast.spent),
        value: one.forecast.map(|forecast| forecast.middle),
        ends: one.forecast.map(|forecast| (forecast.low, forecast.high)),
    };
    let chart = RangeChart {
        words: w,
        title: w.t("forecast.title").to_owned(),
        description: w.t("forecast.lead").to_owned(),
        label: w.t("column.stream").to_owned(),
        before: Some(w.t("forecast.so_far").to_owned()),
        value: w.t("forecast.value").to_owned(),
        nothing: w.t("forecast.nothing").to_owned(),
        ranges: told.streams.iter().map(range).collect(),
    };
    office.with(&chart.figure("forecast"))
}

fn unspent(teller: &Teller, one: &StreamFigures) -> Table {
    let w = teller.w;
    let columns = vec![Column::new(w.t("column.where")), Column::number(w.t("column.sum"))];
    let mut rows: Vec<Vec<Cell>> = UNSPENT
        .iter()
        .filter(|kind| one.trial.totals.contains_key(kind))
        .map(|kind| {
            let name = w.find(&format!("unspent.{kind}")).unwrap_or(kind.code());
            vec![Cell::text(name), teller.sum(one, *kind)]
        })
        .collect();
    if teller.has_names {
        for (key, sum) in [("to_come", one.to_come), ("resting", one.resting)] {
            if sum > Pence::ZERO {
                rows.push(vec![Cell::text(w.find(key).unwrap_or(key)), Cell::text(sum.to_string())]);
            }
        }
    }
    let spent = vec![Cell::text(w.t("unspent.spent")), teller.sum(one, AccountKind::Spent)];
    Table::new(w, called(&one.stream), columns, rows).total(spent)
}

fn paying(teller: &Teller, told: &Figures) -> SummaryList {
    let w = teller.w;
    let late = &told.punctuality;
    let days = |days: Option<i32>| match days {
        Some(days) => w.count("days", u64::try_from(days).unwrap_or(0)),
        None => w.t("no_days").to_owned(),
    };
    let first = &told.first_payment;
    SummaryList::new(vec![
        Row::new(w.t("paying.on_time"), teller.count(late.on_time)),
        Row::new(w.t("paying.within_a_week"), teller.count(late.within_a_week)),
        Row::new(w.t("paying.later"), teller.count(late.later)),
        Row::new(w.t("paying.overdue"), teller.count(late.overdue)),
        Row::new(
            w.t("paying.days"),
            teller.about(late.within_a_week + late.later + late.overdue, late.days.to_string()),
        ),
        Row::new(w.t("paying.first_middle"), teller.about(first.len(), days(middle(first)))),
        Row::new(w.t("paying.first_longest"), teller.about(first.len(), days(first.last().copied()))),
        Row::new(w.t("paying.direct_payments"), teller.count(told.direct_payments)),
        Row::new(w.t("paying.without_statement"), teller.count(told.without_statement)),
    ])
}

/// Money that goes on without a new plan, stream by stream.
fn between(teller: &Teller, told: &Figures) -> Table {
    let w = teller.w;
    let columns = vec![
        Column::new(w.t("column.stream")),
        Column::number(w.t("column.children")),
        Column::number(w.t("column.sum")),
    ];
    let row = |(stream, (count, sum)): (&String, &(usize, Pence))| {
        vec![
            Cell::text(called(stream)),
            Cell::text(teller.count(*count)),
            Cell::text(teller.about(*count, sum.to_string())),
        ]
    };
    Table::new(w, w.t("between_title"), columns, told.between.iter().map(row).collect()).hide_caption()
}

fn recoveries(teller: &Teller, told: &Figures) -> SummaryList {
    let (w, all) = (teller.w, &told.recoveries);
    let days = match middle(&all.days) {
        Some(days) => w.count("days", u64::try_from(days).unwrap_or(0)),
        None => w.t("no_days").to_owned(),
    };
    SummaryList::new(vec![
        Row::new(w.t("recoveries.cases"), teller.count(all.cases)),
        Row::new(w.t("recoveries.asked"), teller.about(all.cases, all.asked.to_string())),
        Row::new(w.t("recoveries.came"), teller.about(all.cases, all.came.to_string())),
        Row::new(w.t("recoveries.overturned"), teller.about(all.cases, all.overturned.to_string())),
        Row::new(w.t("recoveries.lowered"), teller.about(all.cases, all.lowered.to_string())),
        Row::new(w.t("recoveries.days"), teller.about(all.cases, days)),
    ])
}

fn grounds(teller: &Teller, told: &Figures) -> Table {
    let w = teller.w;
    let columns =
        vec![Column::new(w.t("column.ground")), Column::number(w.t("column.cases")), Column::number(w.t("column.sum"))];
    let row = |(ground, (count, sum)): (&String, &(usize, Pence))| {
        vec![
            Cell::text(called(ground)),
            Cell::text(teller.count(*count)),
            Cell::text(teller.about(*count, sum.to_string())),
        ]
    };
    Table::new(w, w.t("recoveries.grounds"), columns, told.recoveries.grounds.iter().map(row).collect())
}

/// What was spent on each outcome, as a chart, and what a line of a plan cost.
fn outcomes(teller: &Teller, office: Office, told: &Figures, settings: &Settings) -> Office {
    let w = teller.w;
    let office = office.heading(w.t("outcomes.title"));
    if told.outcomes.is_empty() {
        return office.with(&Empty::new(w, w.t("outcomes.none")));
    }
    let name = |id: &str| match id {
        "" => w.t("outcomes.unnamed").to_owned(),
        id => settings.outcome_words(id).map_or_else(|| called(id), str::to_owned),
    };
    let is_told = |cost: &OutcomeCost| teller.has_names || cost.children.len() >= LEAST_TOLD;
    let range = |(id, cost): (&String, &OutcomeCost)| Range {
        label: name(id),
        before: None,
        value: is_told(cost).then_some(cost.spent),
        ends: None,
    };
    let chart = RangeChart {
        words: w,
        title: w.t("outcomes.chart").to_owned(),
        description: w.t("outcomes.lead").to_owned(),
        label: w.t("column.outcome").to_owned(),
        before: None,
        value: w.t("outcomes.spent").to_owned(),
        nothing: w.t("too_few").to_owned(),
        ranges: told.outcomes.iter().map(range).collect(),
    };
    let columns = vec![
        Column::new(w.t("column.outcome")),
        Column::number(w.t("column.lines")),
        Column::number(w.t("outcomes.spent")),
        Column::number(w.t("outcomes.of_a_line")),
    ];
    let row = |(id, cost): (&String, &OutcomeCost)| {
        let of_a_line = cost.of_a_line().map(|sum| sum.to_string()).unwrap_or_default();
        let cells = [cost.lines.len().to_string(), cost.spent.to_string(), of_a_line];
        let few = |text: String| Cell::text(teller.about(cost.children.len(), text));
        [vec![Cell::text(name(id))], cells.map(few).to_vec()].concat()
    };
    let table = Table::new(w, w.t("outcomes.of_a_line"), columns, told.outcomes.iter().map(row).collect());
    office.with(&chart.figure("outcomes")).with(&table)
}
