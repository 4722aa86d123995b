//! What stands beside a figure on its page: decisions and requests, the form to ask, challenges and their answers.

use seven_core::access::Action;
use seven_core::budget::Ground;
use store::budgets::{BudgetLine, StoredBudget};
use store::challenges::StoredChallenge;
use store::decisions::StoredDecision;

use super::super::{Known, home};
use crate::council::layout::{Form, Office};
use crate::council::shown;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Row, SummaryList};
use crate::streams::called;
use crate::visit::Visit;

/// Decisions and requests, each with the form of whoever may decide.
pub fn decided(visit: &Visit, known: &Known, mut office: Office, all: &[StoredDecision], posted: &Posted) -> Office {
    let w = visit.words("council/child/budget");
    if !all.is_empty() {
        office = office.heading(w.t("decisions"));
    }
    let mut is_deciding = false;
    for one in all {
        let asked = w.say("by_on", &[("name", &one.asked_by_name), ("day", &shown::instant(one.asked_at))]);
        let mut rows = vec![
            Row::new(w.t("column.stream"), called(&one.stream)),
            Row::new(w.t("column.figure"), one.figure.map(|sum| sum.to_string()).unwrap_or_default()),
            Row::new(w.t("asked"), asked),
            Row::new(w.t("why_asked"), one.asked_why.clone()),
        ];
        if !one.ground.is_empty() {
            rows.push(Row::new(w.t("ground.label"), shown::coded(w, "ground", &one.ground)));
        }
        if let Some(outcome) = &one.outcome {
            let name = one.decided_by_name.clone().unwrap_or_default();
            let when = one.decided_at.map(shown::instant).unwrap_or_default();
            let sum = one.decided.map_or_else(|| shown::coded(w, "outcome", outcome), |sum| sum.to_string());
            rows.push(Row::new(w.t("decided"), sum));
            rows.push(Row::new(w.t("decided_by"), w.say("by_on", &[("name", &name), ("day", &when)])));
            rows.push(Row::new(w.t("reasons_given"), one.reasons.clone().unwrap_or_default()));
        }
        office = office.with(&SummaryList::new(rows).titled(shown::coded(w, "kind", &one.kind)));
        let needed = if one.kind == "exceptional" { Action::DecideExceptional } else { Action::AdjustBudget };
        let is_own = visit.person() == Some(one.asked_by);
        if one.outcome.is_none() && known.may(needed) {
            office = match is_own {
                true => office.say(w.t("own_request")),
                // one form at a time, so that a mistake in it is shown where it was made
                false if is_deciding => office.say(w.t("decide_above_first")),
                false => office.with(&decide_form(visit, known, one, posted)),
            };
            is_deciding |= !is_own;
        }
    }
    office
}

fn decide_form(visit: &Visit, known: &Known, one: &StoredDecision, posted: &Posted) -> Form {
    let w = visit.words("council/child/budget");
    let outcomes = ["amount", "stands"].map(|code| Choice::new(code, shown::coded(w, "outcome", code))).to_vec();
    Form::new(visit, format!("{}/budget/decide", home(known.child.id)))
        .hidden("decision", one.id)
        .hidden("version", one.version)
        .hidden("kind", &one.kind)
        .field(&posted.field("outcome").radios(outcomes))
        .field(&posted.field("amount").money().after(w.t("a_year")))
        .field(&posted.field("reasons").text_area(4_000))
        .button(Button::new(w.t("decide")))
}

/// The form to ask for another sum, or for the route for exceptional needs.
pub fn ask_form(
    visit: &Visit,
    known: &Known,
    office: Office,
    budget: &StoredBudget,
    lines: &[BudgetLine],
    posted: &Posted,
) -> Office {
    let w = visit.words("council/child/budget");
    let streams = lines.iter().map(|line| Choice::new(line.stream.clone(), called(&line.stream))).collect();
    let kinds = ["adjustment", "exceptional"].map(|code| Choice::new(code, shown::coded(w, "kind", code))).to_vec();
    let grounds =
        Ground::ALL.iter().map(|one| Choice::new(one.code(), shown::coded(w, "ground", one.code()))).collect();
    let form = Form::new(visit, format!("{}/budget/ask", home(known.child.id)))
        .hidden("budget", budget.id)
        .field(&posted.field("kind").radios(kinds))
        .field(&posted.field("stream").select(streams))
        .field(&posted.field("ground").select(grounds))
        .field(&posted.field("why").text_area(4_000))
        .button(Button::new(w.t("ask")).secondary());
    office.heading(w.t("ask_title")).say(w.t("ask_lead")).with(&form)
}

/// A challenge, with the form of whoever may answer.
pub fn challenge(
    visit: &Visit,
    known: &Known,
    mut office: Office,
    one: &StoredChallenge,
    by: &str,
    posted: &Posted,
) -> Office {
    let w = visit.words("council/child/budget");
    let mut rows = vec![
        Row::new(w.t("asked"), w.say("by_on", &[("name", &by), ("day", &shown::instant(one.asked_at))])),
        Row::new(w.t("why_asked"), one.why.clone()),
        Row::new(w.t("answer_by"), shown::day(one.answer_by)),
    ];
    if let Some(outcome) = &one.outcome {
        rows.push(Row::new(w.t("answered"), shown::coded(w, "challenge", outcome)));
        rows.extend(one.decided.map(|sum| Row::new(w.t("decided"), sum.to_string())));
        rows.extend(one.reasons.clone().map(|reasons| Row::new(w.t("reasons_given"), reasons)));
    }
    office = office.with(&SummaryList::new(rows).titled(w.t("a_challenge")));
    if one.outcome.is_none() && known.may(Action::AnswerChallenge) {
        let outcomes = ["upheld", "changed"].map(|code| Choice::new(code, shown::coded(w, "challenge", code))).to_vec();
        let form = Form::new(visit, format!("{}/budget/challenge", home(known.child.id)))
            .hidden("challenge", one.id)
            .field(&posted.field("answer").radios(outcomes))
            .field(&posted.field("new-amount").money().after(w.t("a_year")))
            .field(&posted.field("answer-reasons").text_area(4_000))
            .button(Button::new(w.t("answer_challenge")));
        office = office.say(w.t("somebody_else")).with(&form);
    }
    office
}
