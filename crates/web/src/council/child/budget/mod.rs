//! `/council/children/{child}/budget`: the figure with its working, what was decided beside it, challenges, earlier figures.

mod beside;
mod changes;

pub use changes::{answer_challenge, ask, decide};

use actions::assessment::day_within;
use axum::response::Response;
use ras::explain::Explainer;
use seven_core::access::Action;
use store::budgets::{self, BudgetLine, StoredBudget};
use store::{challenges, decisions, people, schemes};

use super::Known;
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::Posted;
use crate::parts::show::{Cell, Column, Details, Empty, Row, SummaryList, Table};
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The newest figure and what stands beside it.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words("council/child/budget"))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/child/budget");
    let known = Known::of(visit).await?;
    let child = known.child.id;
    let mut reading = visit.reading().await?;
    let all = budgets::of_child(&mut reading, child).await?;
    let mut office = known.page(visit, w, "budget").mended(posted);
    let Some((newest, earlier)) = all.split_first() else {
        return office.with(&Empty::new(w, w.t("none"))).shown();
    };
    let lines = budgets::lines(&mut reading, newest.id).await?;
    let told_by = match newest.told_by {
        Some(id) => people::find(&mut reading, id).await?.map(|person| person.name.shown()).unwrap_or_default(),
        None => String::new(),
    };
    let decided = decisions::of_child(&mut reading, child).await?;
    office = office.with(&table(w, newest, &lines, &decided)).with(&facts(w, newest, &told_by));
    if let Some(text) = working(&mut reading, newest).await? {
        let paragraphs = text.split("\n\n").map(str::to_owned).collect();
        office = office.with(&Details::new(w.t("working"), paragraphs));
    }
    office = beside::decided(visit, &known, office, &decided, posted);
    if known.may(Action::AskExceptional) {
        office = beside::ask_form(visit, &known, office, newest, &lines, posted);
    }
    let asked = challenges::of_child(&mut reading, child).await?;
    if !asked.is_empty() {
        office = office.heading(w.t("challenges"));
    }
    for one in &asked {
        let by = people::find(&mut reading, one.asked_by).await?.map(|person| person.name.shown()).unwrap_or_default();
        office = beside::challenge(visit, &known, office, one, &by, posted);
    }
    if !earlier.is_empty() {
        let line = |one: &StoredBudget| {
            w.say(
                "earlier_line",
                &[("sum", &one.total), ("day", &shown::day(one.worked_out_on)), ("scheme", &version_of(one))],
            )
        };
        office = office.heading(w.t("earlier")).bullets(&earlier.iter().map(line).collect::<Vec<_>>());
    }
    office.shown()
}

/// The scheme with its version.
fn version_of(budget: &StoredBudget) -> String {
    format!("{} {}", budget.record.scheme, budget.record.version)
}

fn table(w: PageWords, budget: &StoredBudget, lines: &[BudgetLine], decided: &[decisions::StoredDecision]) -> Table {
    let columns = vec![
        Column::new(w.t("column.stream")),
        Column::number(w.t("column.points")),
        Column::number(w.t("column.figure")),
        Column::number(w.t("column.decided")),
        Column::new(w.t("column.remark")),
    ];
    let points =
        |thousandths: i64| format!("{}", seven_core::Pence(thousandths.saturating_div(10))).replace(['£', ','], "");
    let row = |line: &BudgetLine| {
        let beside =
            decided.iter().find(|one| one.budget == budget.id && one.stream == line.stream && one.decided.is_some());
        vec![
            Cell::text(called(&line.stream)),
            Cell::text(if line.points_thousandths == 0 { String::new() } else { points(line.points_thousandths) }),
            Cell::text(line.amount.map_or_else(|| w.t("no_figure").to_owned(), |amount| amount.to_string())),
            Cell::text(beside.and_then(|one| one.decided).map(|sum| sum.to_string()).unwrap_or_default()),
            Cell::text(line.reason.clone()),
        ]
    };
    let sum = |text: &str| Cell::text(text);
    let total = vec![sum(w.t("total")), sum(""), sum(&budget.total.to_string()), sum(""), sum("")];
    Table::new(w, w.t("title"), columns, lines.iter().map(row).collect()).total(total)
}

fn facts(w: PageWords, budget: &StoredBudget, told_by: &str) -> SummaryList {
    let told = w.say("told_line", &[("day", &shown::instant(budget.told_at)), ("name", &told_by)]);
    SummaryList::new(vec![
        Row::new(w.t("told"), told),
        Row::new(w.t("made_by"), version_of(budget)),
        Row::new(w.t("worked_out"), shown::day(budget.worked_out_on)),
        Row::new(w.t("challenge_by"), shown::day(budget.challenge_by)),
    ])
}

/// The working in plain words, made again from the stored answers under the version that made the figure.
async fn working(at: &mut store::Reading, budget: &StoredBudget) -> Result<Option<String>, Fault> {
    let Some(version) = schemes::find(at, budget.scheme_version).await? else { return Ok(None) };
    let loaded = actions::schemes::under(at, version.id, day_within(&version, budget.worked_out_on)).await?;
    let answers = budget.record.answers.iter().map(|(question, answer)| (question.as_str(), answer.as_str()));
    let Ok(sheet) = loaded.calculator.sheet(answers) else { return Ok(None) };
    let words = loaded.scheme.words_in(&loaded.scheme.language);
    let explainer = Explainer::new(&loaded.scheme, &loaded.calculator, &words);
    let explanation = explainer.explain("", &sheet);
    Ok(Some(explainer.text(&explanation)))
}
