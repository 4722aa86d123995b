//! The answer to an asking, as a letter: what was agreed, by whom, why, on what conditions, and how to challenge it.

use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::Pence;
use seven_core::access::Action;
use seven_core::agreement::{Decision, PlanOutcome};
use seven_core::plan::PlanStatus;
use store::agreement_challenges;
use store::agreements::StoredAgreement;

use super::{PaidLine, Way};
use crate::dates::{clock, day};
use crate::family::name_of;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::parts::show::{Cell, Column, Table};
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/agreement/letter.html")]
struct LetterPage {
    page: Page,
    w: PageWords,
    title: String,
    date: String,
    asked: String,
    answer: &'static str,
    is_return: bool,
    money: Option<Table>,
    lines: Option<Table>,
    without: Vec<PaidLine>,
    decision: Decision,
    decided_by: String,
    sign: Option<String>,
    signed: Option<Link>,
    challenge: ChallengePart,
    contact: Contact,
    plan: Option<String>,
}

/// How to ask for another look, or where one stands.
struct ChallengePart {
    until: String,
    link: Option<Link>,
    state: Option<String>,
}

/// Where to reach the authority.
struct Contact {
    phone: Option<String>,
    email: Option<String>,
    post: Option<String>,
}

/// The letter. Where nothing is decided yet, the page about asking.
pub async fn show(visit: Visit, Path((_, plan, id)): Path<(String, String, String)>) -> Result<Response, Fault> {
    let mut reading = visit.reading().await?;
    let way = Way::open(&visit, &mut reading, &plan).await?;
    let asked = way.asking(&id)?;
    let Some(decision) = asked.decision.clone() else { return Ok(Redirect::to(&way.at()).into_response()) };
    let w = way.w;
    let by = name_of(&mut reading, decision.by).await?;
    let mut with = Vec::new();
    for person in &decision.panel {
        with.push(name_of(&mut reading, *person).await?);
    }
    let challenge = challenge(&visit, &way, asked, &mut reading).await?;
    drop(reading);
    let (agreed, without) = way.lines(asked);
    let agrees = decision.outcome.agrees();
    let title = w.say("letter.title", &[("name", &way.name)]);
    let settings = way.view.settings.clone();
    let is_open = asked.ended_at.is_none() && way.view.plan.status == PlanStatus::Agreed;
    let page = LetterPage {
        page: way.page(&visit, &title, way.back()),
        w,
        title,
        date: day(w, decision.on),
        asked: w.say("letter.asked", &[("day", &day(w, asked.request.asked_on))]),
        answer: w.find(&format!("letter.{}", decision.outcome.code())).unwrap_or_default(),
        is_return: decision.outcome == PlanOutcome::Return,
        money: agrees.then(|| money(&way, asked, &decision)),
        lines: (agrees && !agreed.is_empty()).then(|| lines(w, &agreed)),
        without,
        decided_by: decided_by(w, &by, &with),
        sign: (is_open && visit.opens(Action::SignPlan)).then(|| way.of(asked, "/sign")),
        signed: asked
            .signatures
            .are_complete()
            .then(|| Link::new(w.t("ask.go-agreement"), way.of(asked, "/agreement"))),
        challenge,
        contact: Contact { phone: settings.phone, email: settings.email, post: settings.address },
        plan: (!agrees && way.view.plan.status == PlanStatus::Draft).then(|| way.plan()),
        decision,
    };
    Ok(Html(page.render()?).into_response())
}

fn decided_by(w: PageWords, by: &str, with: &[String]) -> String {
    if with.is_empty() {
        return w.say("letter.decided-by", &[("name", &by)]);
    }
    w.say("letter.decided-with", &[("name", &by), ("others", &with.join(", "))])
}

/// Each stream: what was told, what was asked for, what is agreed.
fn money(way: &Way, asked: &StoredAgreement, decision: &Decision) -> Table {
    let w = way.w;
    let columns = vec![
        Column::new(w.t("letter.stream")),
        Column::number(w.t("letter.told")),
        Column::number(w.t("letter.wanted")),
        Column::number(w.t("letter.agreed")),
    ];
    let sum = |stream: &str| {
        let found = decision.agreed.iter().find(|(id, _)| id == stream);
        found.map_or(Pence::ZERO, |(_, sum)| *sum)
    };
    let rows = asked.request.costs.iter().map(|cost| {
        let told = cost.indicative.map_or_else(|| w.t("letter.not-told").to_owned(), |sum| sum.to_string());
        vec![
            Cell::text(called(&cost.stream)),
            Cell::text(told),
            Cell::text(cost.asked.to_string()),
            Cell::text(sum(&cost.stream).to_string()),
        ]
    });
    let all = |of: fn(&seven_core::agreement::StreamCost) -> Pence| {
        Pence(asked.request.costs.iter().fold(0, |sum, cost| sum.saturating_add(of(cost).0)))
    };
    let agreed = Pence(decision.agreed.iter().fold(0, |sum, (_, part)| sum.saturating_add(part.0)));
    let total = vec![
        Cell::text(w.t("letter.all")),
        Cell::text(all(|cost| cost.indicative.unwrap_or_default()).to_string()),
        Cell::text(all(|cost| cost.asked).to_string()),
        Cell::text(agreed.to_string()),
    ];
    Table::new(w, w.t("letter.money"), columns, rows.collect()).total(total)
}

/// Each paid line with what it comes to.
pub(super) fn lines(w: PageWords, lines: &[PaidLine]) -> Table {
    let columns = vec![
        Column::new(w.t("letter.what")),
        Column::new(w.t("letter.who")),
        Column::new(w.t("letter.stream")),
        Column::number(w.t("letter.sum")),
    ];
    let row = |line: &PaidLine| {
        vec![
            Cell::text(line.what.clone()),
            Cell::text(line.who.clone()),
            Cell::text(line.stream.clone()),
            Cell::text(line.cost.to_string()),
        ]
    };
    Table::new(w, w.t("letter.lines"), columns, lines.iter().map(row).collect())
}

async fn challenge(
    visit: &Visit,
    way: &Way,
    asked: &StoredAgreement,
    reading: &mut store::Reading,
) -> Result<ChallengePart, Fault> {
    let (w, today) = (way.w, visit.moment.today);
    let all = agreement_challenges::of_agreement(reading, asked.id).await?;
    let last = all.iter().find(|one| one.outcome.as_deref() != Some("withdrawn"));
    let until = asked.challenge_by.unwrap_or(today);
    let may_ask = today <= until && visit.opens(Action::SignPlan);
    let at = way.of(asked, "/challenge");
    let link = match last {
        Some(_) => Some(Link::new(w.t("letter.see-challenge"), at)),
        None => may_ask.then(|| Link::new(w.t("letter.challenge"), at)),
    };
    let answered = way.view.settings.challenge_rules().answer_by(until);
    Ok(ChallengePart {
        until: w.say("letter.until", &[("day", &day(w, until)), ("answered", &day(w, answered))]),
        link,
        state: last.filter(|one| one.outcome.is_none()).map(|one| clock(w, one.answer_by, today)),
    })
}
