//! `/council/consistency`: the month's decisions on plans in figures, so that people can see whether like cases are treated
//! alike. No child is named.

use actions::agreement::{Month, month};
use axum::response::Response;
use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::agreement::PlanOutcome;
use seven_core::agreement::consistency::{Case, Tally, by_approver, by_group, like, tally};

use super::layout::{Office, query};
use super::shown;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::chart::{Change, ChangeChart};
use crate::parts::show::{Cell, Column, Empty, Row, SummaryList, Tab, Table, Tabs};
use crate::visit::Visit;
use crate::words::PageWords;

/// How many like cases stand beside one.
const MOST_BESIDE: usize = 5;

/// A month.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("council/consistency");
    let today = visit.moment.today;
    let asked = query(&visit, "month").and_then(|text| text.parse::<Date>().ok()).unwrap_or(today);
    let found = month(&visit.signed_caller()?, asked).await?;
    let mut office = Office::new(&visit, w, w.t("title")).above(&months(w, found.first, today)).say(w.t("lead"));
    office = office.link(w.t("register"), "/council/register");
    if found.cases.is_empty() {
        return office.with(&Empty::new(w, w.t("none"))).shown();
    }
    office = office.with(&approvers(w, &found));
    if let Some(figure) = chart(w, &found.cases) {
        office = office.with(&figure);
    }
    office = refused(w, office, &found);
    office = office.heading(w.t("groups")).say(w.t("groups_lead")).with(&groups(w, &found.cases));
    alike(w, office, &found).shown()
}

fn name(w: PageWords, first: Date) -> String {
    let month = w.find(&format!("month.{}", first.month())).unwrap_or_default();
    format!("{month} {}", first.year())
}

fn months(w: PageWords, first: Date, today: Date) -> Tabs {
    let before = first.yesterday().unwrap_or(first).first_of_month();
    let after = first.last_of_month().tomorrow().unwrap_or(first);
    let shown = [before, first, after].into_iter().filter(|day| *day <= today);
    let tab = |day: Date| Tab {
        link: Link::new(name(w, day), format!("/council/consistency?month={day}")),
        is_current: day == first,
    };
    Tabs::new(w.t("months"), shown.map(tab).collect())
}

/// The cells of a line after its name.
fn cells(w: PageWords, line: &Tally) -> Vec<Cell> {
    let number = |count: usize| Cell::text(count.to_string());
    let mut cells = vec![number(line.cases)];
    cells.extend(line.outcomes.iter().map(|count| number(*count)));
    cells.push(Cell::text(line.middle_days.to_string()));
    cells.push(Cell::text(line.longest_days.to_string()));
    cells.push(Cell::text(line.agreed_of_hundred.map(|sum| sum.to_string()).unwrap_or_default()));
    let changed = w.say("challenged_changed", &[("all", &line.challenged), ("changed", &line.changed)]);
    cells.push(Cell::text(if line.challenged == 0 { "0".to_owned() } else { changed }));
    cells
}

fn columns(w: PageWords, first: &str) -> Vec<Column> {
    let outcomes = PlanOutcome::ALL.iter().map(|outcome| Column::number(shown::coded(w, "outcome", outcome.code())));
    let more = ["middle", "longest", "hundred"].map(|key| Column::number(shown::coded(w, "column", key)));
    [Column::new(first), Column::number(w.t("column.cases"))]
        .into_iter()
        .chain(outcomes)
        .chain(more)
        .chain([Column::new(w.t("column.challenged"))])
        .collect()
}

fn decider(found: &Month, person: PersonId) -> String {
    found.names.get(&person).cloned().unwrap_or_default()
}

fn approvers(w: PageWords, found: &Month) -> Table {
    let row = |(person, line): (PersonId, Tally)| {
        [Cell::text(decider(found, person))].into_iter().chain(cells(w, &line)).collect::<Vec<Cell>>()
    };
    let rows = by_approver(&found.cases).into_iter().map(row).collect();
    let all = [Cell::text(w.t("all"))].into_iter().chain(cells(w, &tally(found.cases.iter()))).collect();
    Table::new(w, w.t("by_approver"), columns(w, w.t("column.by")), rows).total(all)
}

fn groups(w: PageWords, cases: &[Case]) -> Table {
    let row = |(group, line): (String, Tally)| {
        let name = Cell::text(shown::coded(w, "group", &group));
        if line.too_few {
            let blank = columns(w, "").len().saturating_sub(2);
            return [name, Cell::text(w.t("too_few"))].into_iter().chain(vec![Cell::text(""); blank]).collect();
        }
        [name].into_iter().chain(cells(w, &line)).collect::<Vec<Cell>>()
    };
    let rows = by_group(cases).into_iter().map(row).collect();
    Table::new(w, w.t("groups"), columns(w, w.t("column.group")), rows).hide_caption()
}

fn label(w: PageWords, at: usize) -> String {
    w.say("case", &[("number", &at.saturating_add(1))])
}

/// What was told and what was agreed, case by case; nothing where nothing was agreed.
fn chart(w: PageWords, cases: &[Case]) -> Option<crate::parts::chart::Figure> {
    let agreed = cases.iter().enumerate().filter(|(_, case)| case.outcome.agrees());
    let change = |(at, case): (usize, &Case)| Change { label: label(w, at), before: case.told, after: case.agreed };
    let changes: Vec<Change> = agreed.map(change).collect();
    if changes.is_empty() {
        return None;
    }
    let description = w.count("chart_words", u64::try_from(changes.len()).unwrap_or(u64::MAX));
    let chart = ChangeChart { words: w, changes, description };
    Some(chart.figure("told-and-agreed").titled(w.t("chart_title")))
}

/// What was refused or returned, with what was told, how long it took and, for whoever keeps the register, why.
fn refused(w: PageWords, mut office: Office, found: &Month) -> Office {
    let mut is_first = true;
    for (at, case) in found.cases.iter().enumerate().filter(|(_, case)| !case.outcome.agrees()) {
        if is_first {
            office = office.heading(w.t("refused"));
            is_first = false;
        }
        let days = i64::from((case.decided_on - case.asked_on).get_days());
        let mut rows = vec![
            Row::new(w.t("column.by"), decider(found, case.by)),
            Row::new(w.t("told"), case.told.to_string()),
            Row::new(w.t("took"), w.count("days", u64::try_from(days).unwrap_or(0))),
        ];
        rows.extend(found.reasons.get(at).cloned().flatten().map(|why| Row::new(w.t("why"), why)));
        let word = match case.challenged {
            None => "challenged.no",
            Some(false) => "challenged.yes",
            Some(true) => "challenged.changed",
        };
        rows.push(Row::new(w.t("column.challenged"), w.find(word).unwrap_or(word)));
        let title = format!("{}: {}", label(w, at), shown::coded(w, "outcome", case.outcome.code()));
        office = office.with(&SummaryList::new(rows).titled(title));
    }
    office
}

/// Each case with those told about the same, where they came out differently.
fn alike(w: PageWords, mut office: Office, found: &Month) -> Office {
    office = office.heading(w.t("alike")).say(w.t("alike_lead"));
    let mut is_bare = true;
    for (at, case) in found.cases.iter().enumerate() {
        let beside: Vec<&Case> = like(case, &found.cases).into_iter().take(MOST_BESIDE).collect();
        if beside.iter().all(|other| other.outcome == case.outcome && other.agreed == case.agreed) {
            continue;
        }
        is_bare = false;
        let number = |case: &Case| found.cases.iter().position(|other| other == case).map(|at| label(w, at));
        let row = |case: &Case| {
            vec![
                Cell::text(number(case).unwrap_or_default()),
                Cell::text(case.told.to_string()),
                Cell::text(shown::coded(w, "outcome", case.outcome.code())),
                Cell::text(case.agreed.to_string()),
                Cell::text((case.decided_on - case.asked_on).get_days().to_string()),
                Cell::text(decider(found, case.by)),
            ]
        };
        let columns = vec![
            Column::new(w.t("column.case")),
            Column::number(w.t("told")),
            Column::new(w.t("column.outcome")),
            Column::number(w.t("agreed")),
            Column::number(w.t("column.days")),
            Column::new(w.t("column.by")),
        ];
        let rows = [case].into_iter().chain(beside).map(row).collect();
        office = office.with(&Table::new(w, w.say("beside", &[("case", &label(w, at))]), columns, rows));
    }
    if is_bare { office.say(w.t("alike_none")) } else { office }
}
