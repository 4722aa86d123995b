//! `/council/children/{child}/plan/{plan}/decide`: who may decide, to whom to send it on, and the decision itself.

use std::fmt::Display;

use actions::agreement::{decide, stops};
use actions::{ActionError, Problem};
use axum::extract::Path;
use axum::response::Response;
use seven_core::agreement::checklist::unanswered;
use seven_core::agreement::{PlanOutcome, Proposed};
use seven_core::plan::piece::supports;
use seven_core::{Pence, PieceId};
use store::agreements::StoredAgreement;

use super::Desk;
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Notice, Row, SummaryList, Table};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;

const FOLDER: &str = "council/child/plan/decide";

/// The form of whoever may decide, or to whom to send it on.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    page(&visit, &plan, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, plan: &str, posted: &Posted) -> Result<Response, Fault> {
    let mut reading = visit.reading().await?;
    let desk = Desk::open(visit, &mut reading, plan, "decide").await?;
    let w = desk.w;
    let Some(asked) = desk.waiting() else {
        return desk.page(visit, "decide").mended(posted).with(&Empty::new(w, w.t("nothing_asked"))).shown();
    };
    let person = visit.person().ok_or(Fault::SignInFirst)?;
    let stopped = stops(&mut reading, asked, person, visit.moment.today).await?;
    let deciders = desk.deciders(visit, &mut reading).await?.unwrap_or_default();
    let views = super::panel::views(&mut reading, w, asked).await?;
    drop(reading);
    let mut office = desk.page(visit, "decide").mended(posted).with(&facts(&desk, asked, &deciders));
    office = office.with(&costs(&desk, asked));
    if desk.view.settings.panel_of > 0 {
        office = match views {
            Some(table) => office.with(&table),
            None => office.say(w.t("panel_none")),
        };
    }
    if let Some(problem) = &stopped {
        let why = in_words(&desk, problem);
        let send_on = w.say("send_on", &[("names", &deciders)]);
        return office.with(&Notice::information(w, why).id("stopped")).say(&send_on).shown();
    }
    office = lacks(&desk, asked, office);
    office.heading(w.t("decide_title")).say(w.t("decide_lead")).with(&form(visit, &desk, asked, posted)).shown()
}

fn in_words(desk: &Desk, problem: &Problem) -> String {
    let named = |name: &str, value: &str| if name == "stream" { called(value) } else { value.to_owned() };
    let values: Vec<(&str, String)> = problem.values.iter().map(|(name, value)| (*name, named(name, value))).collect();
    let values: Vec<(&str, &dyn Display)> = values.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
    desk.w.say(&format!("problem.{}", problem.code), &values)
}

fn facts(desk: &Desk, asked: &StoredAgreement, deciders: &str) -> SummaryList {
    let w = desk.w;
    let open = unanswered(&desk.view.settings.plan_questions, &asked.checks).len();
    let questions = match open {
        0 => w.t("questions_answered").to_owned(),
        open => w.count("questions_open", u64::try_from(open).unwrap_or(u64::MAX)),
    };
    let enough = match &asked.enough {
        None => w.t("enough_open").to_owned(),
        Some(enough) if enough.reasons.is_empty() => {
            w.t(if enough.is_enough { "enough_yes" } else { "enough_no" }).to_owned()
        }
        Some(enough) => {
            let word = w.t(if enough.is_enough { "enough_yes" } else { "enough_no" });
            format!("{word} {}", enough.reasons)
        }
    };
    let mut rows = vec![
        Row::new(w.t("asked"), shown::day(asked.request.asked_on)),
        Row::new(w.t("deciders"), deciders),
        Row::new(w.t("questions"), questions),
        Row::new(w.t("enough"), enough),
    ];
    if !desk.view.plan.shortfall.is_empty() {
        rows.push(Row::new(w.t("shortfall"), desk.view.plan.shortfall.clone()));
    }
    SummaryList::new(rows)
}

/// Each stream as it was frozen: told, asked for, a whole year.
fn costs(desk: &Desk, asked: &StoredAgreement) -> Table {
    let w = desk.w;
    let columns = vec![
        Column::new(w.t("column.stream")),
        Column::number(w.t("column.told")),
        Column::number(w.t("column.asked")),
        Column::number(w.t("column.year")),
    ];
    let costs = &asked.request.costs;
    let row = |cost: &seven_core::agreement::StreamCost| {
        let told = cost.indicative.map_or_else(|| w.t("not_told").to_owned(), |sum| sum.to_string());
        [called(&cost.stream), told, cost.asked.to_string(), cost.full_year.to_string()].map(Cell::Text).to_vec()
    };
    let all = |of: fn(&seven_core::agreement::StreamCost) -> Pence| {
        Pence(costs.iter().fold(0, |sum, cost| sum.saturating_add(of(cost).0))).to_string()
    };
    let sums = [all(|cost| cost.indicative.unwrap_or_default()), all(|cost| cost.asked), all(|cost| cost.full_year)];
    let total = [w.t("all").to_owned()].into_iter().chain(sums).map(Cell::Text).collect();
    Table::new(w, w.t("costs"), columns, costs.iter().map(row).collect()).total(total)
}

/// What is still to be done before somebody can agree.
fn lacks(desk: &Desk, asked: &StoredAgreement, mut office: Office) -> Office {
    let w = desk.w;
    let is_open = !unanswered(&desk.view.settings.plan_questions, &asked.checks).is_empty();
    if is_open || asked.enough.as_ref().is_none_or(|enough| !enough.is_enough) {
        office = office.say(w.t("check_first")).link(w.t("to_check"), &format!("{}/check", desk.at()));
    }
    office
}

fn form(visit: &Visit, desk: &Desk, asked: &StoredAgreement, posted: &Posted) -> Form {
    let w = desk.w;
    let outcomes = PlanOutcome::ALL.iter().map(|outcome| {
        let hint = w.find(&format!("choice-hint.{outcome}")).unwrap_or_default();
        Choice::new(outcome.code(), shown::coded(w, "choice", outcome.code())).hint(hint)
    });
    let ticked = posted.all("without");
    let lines = supports(&asked.pieces).filter_map(|(piece, line)| {
        let frozen = asked.request.lines.iter().find(|frozen| frozen.piece == piece)?;
        let id = piece.to_string();
        let text = w.say("line", &[("what", &line.what), ("stream", &called(&frozen.stream)), ("cost", &frozen.cost)]);
        let is_ticked = ticked.contains(&id.as_str());
        Some(Choice::new(id, text).chosen(is_ticked))
    });
    let mut form = Form::new(visit, format!("{}/decide", desk.at()))
        .hidden("agreement", asked.id)
        .field(&posted.field("choice").radios(outcomes.collect()));
    let lines: Vec<Choice> = lines.collect();
    if !lines.is_empty() {
        form = form.field(&posted.field("without").checkboxes(lines));
    }
    form = form
        .field(&posted.field("reasons").text_area(4_000).rows(5))
        .field(&posted.field("why-different").text_area(4_000).rows(3))
        .field(&posted.field("conditions").text_area(4_000).rows(3));
    form.button(Button::new(w.t("decide")))
}

/// What was typed, as a decision to be made.
fn typed(posted: &Posted) -> Result<Proposed, ActionError> {
    let outcome =
        PlanOutcome::from_code(posted.value("choice")).map_err(|_| ActionError::invalid("choice", "missing"))?;
    let without: Result<Vec<PieceId>, _> = posted.all("without").into_iter().map(str::parse).collect();
    Ok(Proposed {
        outcome,
        // lines are left out of a part only: ticks beside another choice are no part of it
        without: if outcome == PlanOutcome::AgreeInPart {
            without.map_err(|_| ActionError::invalid("without", "no-such-line"))?
        } else {
            Vec::new()
        },
        reasons: posted.value("reasons").to_owned(),
        why_different: posted.value("why-different").to_owned(),
        conditions: posted.value("conditions").to_owned(),
        // whoever gave a view on the panel's own page
        panel: Vec::new(),
    })
}

/// Decides.
pub async fn send(visit: Visit, Path((_, plan)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let child = visit.child()?;
    let asked = posted.value("agreement").parse().map_err(|_| Fault::NotFound)?;
    let done = match typed(&posted) {
        Ok(proposed) => decide(&visit.signed_caller()?, child, asked, proposed).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(back(&format!("/council/children/{child}/plan/{plan}/decisions"), "plan-decided")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &plan, &posted).await
        }
    }
}
