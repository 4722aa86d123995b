//! `/council/children/{child}/plan/{plan}/decisions`: every asking with its decision, signatures and challenges, and what a
//! signed plan still lacks before money can flow.

use actions::ActionError;
use actions::agreement::{answer_challenge, hand_on};
use axum::extract::Path;
use axum::response::Response;
use seven_core::access::Action;
use seven_core::agreement::{FamilyAnswer, Missing};
use seven_core::plan::piece::supports;
use seven_core::{Pence, PieceId};
use store::Reading;
use store::agreement_challenges::{self, PlanChallenge};
use store::agreements::StoredAgreement;

use super::{Desk, name_of};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown;
use crate::dates::clock;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Empty, Row, SummaryList};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;

const FOLDER: &str = "council/child/plan/decisions";

/// Every asking, the latest first.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    page(&visit, &plan, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, plan: &str, posted: &Posted) -> Result<Response, Fault> {
    let mut reading = visit.reading().await?;
    let desk = Desk::open(visit, &mut reading, plan, "decisions").await?;
    let w = desk.w;
    let mut office = desk.page(visit, "decisions").mended(posted);
    if desk.all.is_empty() {
        return office.with(&Empty::new(w, w.t("none"))).shown();
    }
    for asked in &desk.all {
        office = office.with(&card(&desk, &mut reading, asked).await?);
        for one in agreement_challenges::of_agreement(&mut reading, asked.id).await? {
            office = office.with(&challenge(visit, &desk, &mut reading, &one).await?);
            if one.outcome.is_none() && desk.known.may(Action::AnswerPlanChallenge) {
                office = answer_form(visit, &desk, office, asked, &one, posted);
            }
        }
        if let Some(handed) = hand_on(&desk.view, asked)? {
            let missing: Vec<String> = handed.missing.iter().map(|one| lacking(&desk, asked, one)).collect();
            office = office.heading(w.t("missing.title"));
            office = if missing.is_empty() { office.say(w.t("missing.nothing")) } else { office.bullets(&missing) };
        }
    }
    office.shown()
}

async fn card(desk: &Desk, reading: &mut Reading, asked: &StoredAgreement) -> Result<SummaryList, Fault> {
    let w = desk.w;
    let on = |name: &str, day: &str| w.say("by_on", &[("name", &name), ("day", &day)]);
    let by = name_of(reading, asked.asked_by).await?;
    let sum = |costs: i64| Pence(costs).to_string();
    let wanted = asked.request.costs.iter().fold(0, |all: i64, cost| all.saturating_add(cost.asked.0));
    let mut rows = vec![
        Row::new(w.t("asked"), on(&by, &shown::day(asked.request.asked_on))),
        Row::new(w.t("wanted"), sum(wanted)),
    ];
    match &asked.decision {
        None if asked.ended_at.is_some() => rows.push(Row::new(w.t("decided"), w.t("taken_back"))),
        None => rows.push(Row::new(w.t("decided"), w.t("waits"))),
        Some(decision) => {
            rows.push(Row::new(w.t("decided"), shown::coded(w, "outcome", decision.outcome.code())));
            let mut names = vec![name_of(reading, decision.by).await?];
            for person in &decision.panel {
                names.push(name_of(reading, *person).await?);
            }
            rows.push(Row::new(w.t("decided_by"), on(&names.join(", "), &shown::day(decision.on))));
            if decision.outcome.agrees() {
                let agreed = decision.agreed.iter().fold(0, |all: i64, (_, part)| all.saturating_add(part.0));
                rows.push(Row::new(w.t("agreed"), sum(agreed)));
            }
            let out: Vec<String> = decision.without.iter().map(|piece| what(asked, *piece)).collect();
            let texts = [
                ("without", out.join("\n")),
                ("reasons_given", decision.reasons.clone()),
                ("why_different", decision.why_different.clone()),
                ("conditions", decision.conditions.clone()),
            ];
            let said = texts.into_iter().filter(|(_, text)| !text.is_empty());
            rows.extend(said.map(|(key, text)| Row::new(w.find(key).unwrap_or(key), text)));
        }
    }
    if let Some(until) = asked.challenge_by {
        rows.push(Row::new(w.t("challenge_by"), shown::day(until)));
    }
    if let Some((person, day, answer)) = &asked.signatures.family {
        let name = name_of(reading, *person).await?;
        rows.push(Row::new(shown::coded(w, "answer", answer.code()), on(&name, &shown::day(*day))));
        if let FamilyAnswer::AcceptWithObjection { words } | FamilyAnswer::Decline { words } = answer
            && !words.is_empty()
        {
            rows.push(Row::new(w.t("family_said"), words.clone()));
        }
    }
    Ok(SummaryList::new(rows).titled(w.say("number", &[("number", &asked.number)])))
}

fn what(asked: &StoredAgreement, id: PieceId) -> String {
    supports(&asked.pieces).find(|(piece, _)| *piece == id).map(|(_, line)| line.what.clone()).unwrap_or_default()
}

fn lacking(desk: &Desk, asked: &StoredAgreement, one: &Missing) -> String {
    let w = desk.w;
    match one {
        Missing::Holding { stream } => w.say("missing.holding", &[("stream", &called(stream))]),
        Missing::ManagerOf { stream } => w.say("missing.manager", &[("stream", &called(stream))]),
        Missing::Payee { piece } => w.say("missing.payee", &[("what", &what(asked, *piece))]),
        Missing::Conditions => w.t("missing.conditions").to_owned(),
    }
}

/// A challenge with its answer, or until when there has to be one.
async fn challenge(
    visit: &Visit,
    desk: &Desk,
    reading: &mut Reading,
    one: &PlanChallenge,
) -> Result<SummaryList, Fault> {
    let w = desk.w;
    let by = name_of(reading, one.asked_by).await?;
    let asked = w.say("by_on", &[("name", &by), ("day", &shown::instant(one.asked_at))]);
    let why = if one.why.is_empty() { w.t("no_reason").to_owned() } else { one.why.clone() };
    let mut rows = vec![Row::new(w.t("challenge_asked"), asked), Row::new(w.t("why"), why)];
    match &one.outcome {
        None => rows.push(Row::new(w.t("answer_by"), clock(w, one.answer_by, visit.moment.today))),
        Some(outcome) => {
            rows.push(Row::new(w.t("answered"), shown::coded(w, "challenge", outcome)));
            rows.extend(one.reasons.clone().map(|reasons| Row::new(w.t("reasons_given"), reasons)));
            if let (Some(person), Some(at)) = (one.answered_by, one.answered_at) {
                let name = name_of(reading, person).await?;
                let said = w.say("by_on", &[("name", &name), ("day", &shown::instant(at))]);
                rows.push(Row::new(w.t("answered_by"), said));
            }
        }
    }
    Ok(SummaryList::new(rows).titled(w.t("a_challenge")))
}

/// The form of whoever may answer; for whoever had a part in the decision, that somebody else has to.
fn answer_form(
    visit: &Visit,
    desk: &Desk,
    office: Office,
    asked: &StoredAgreement,
    one: &PlanChallenge,
    posted: &Posted,
) -> Office {
    let w = desk.w;
    let had_part = |person| {
        asked.decision.as_ref().is_some_and(|decision| decision.by == person)
            || asked.request.wrote.contains(&person)
            || one.asked_by == person
    };
    if visit.person().is_some_and(had_part) && posted.is_right() {
        return office.say(w.t("not_you"));
    }
    let outcomes = ["upheld", "decide-again"].map(|code| {
        let hint = w.find(&format!("challenge-hint.{code}")).unwrap_or_default();
        Choice::new(code, shown::coded(w, "challenge", code)).hint(hint)
    });
    let form = Form::new(visit, format!("{}/decisions/challenge", desk.at()))
        .hidden("agreement", one.agreement)
        .hidden("challenge", one.id)
        .field(&posted.field("answer").radios(outcomes.to_vec()))
        .field(&posted.field("reasons").text_area(4_000).rows(5))
        .button(Button::new(w.t("send")));
    office.say(w.t("somebody_else")).with(&form)
}

/// Answers a challenge.
pub async fn answer(visit: Visit, Path((_, plan)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let agreement = posted.value("agreement").parse().map_err(|_| Fault::NotFound)?;
    let id = posted.value("challenge").parse().map_err(|_| Fault::NotFound)?;
    let again = match posted.value("answer") {
        "decide-again" => Ok(true),
        "upheld" => Ok(false),
        _ => Err(ActionError::invalid("answer", "missing")),
    };
    let child = visit.child()?;
    let done = match again {
        Ok(again) => {
            answer_challenge(&visit.signed_caller()?, child, agreement, id, again, posted.value("reasons")).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(back(&format!("/council/children/{child}/plan/{plan}/decisions"), "challenge-answered")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &plan, &posted).await
        }
    }
}
