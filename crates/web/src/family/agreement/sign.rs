//! The family's answer to an agreed plan: yes, yes with an objection that is kept, or no.

use actions::agreement::sign;
use actions::money::other_ways;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::Pence;
use seven_core::agreement::FamilyAnswer;
use seven_core::plan::PlanStatus;
use seven_core::plan::money::Holding;

use super::{Way, said};
use crate::dates::day;
use crate::family::name_of;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Choice, Choices, Csrf, Posted, TextArea};
use crate::parts::layout::Page;
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The most that is taken as an objection or as the reason of a no, in characters.
const MOST_CHARACTERS: usize = 4_000;

#[derive(Template)]
#[template(path = "family/agreement/sign.html")]
struct SignPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    title: String,
    agreed: Vec<(String, Pence)>,
    /// What changes about how the money is held.
    ways: Vec<String>,
    council: String,
    letter: Link,
    refused: Option<String>,
    answers: Choices,
    words: TextArea,
    name: String,
}

/// The form.
pub async fn show(visit: Visit, Path((_, plan, id)): Path<(String, String, String)>) -> Result<Response, Fault> {
    let posted = Posted::empty(visit.words("family/agreement"));
    page(&visit, &plan, &id, &posted, None).await
}

async fn page(
    visit: &Visit,
    plan: &str,
    id: &str,
    posted: &Posted,
    refused: Option<String>,
) -> Result<Response, Fault> {
    let mut reading = visit.reading().await?;
    let way = Way::open(visit, &mut reading, plan).await?;
    let asked = way.asking(id)?;
    let w = way.w;
    let open = asked.decision.as_ref().filter(|_| asked.ended_at.is_none());
    let Some(decision) = open.filter(|_| way.view.plan.status == PlanStatus::Agreed) else {
        // signed, declined or taken back in the meantime: the page about asking says which
        return Ok(Redirect::to(&way.at()).into_response());
    };
    let council = match asked.signatures.authority {
        Some((person, on)) => {
            let name = name_of(&mut reading, person).await?;
            w.say("sign.council", &[("name", &name), ("day", &day(w, on))])
        }
        None => String::new(),
    };
    let ways = other_ways(&mut reading, visit.child()?, &asked.pieces).await?;
    drop(reading);
    let held = |way: Holding| w.find(&format!("sign-way.{}", way.code())).unwrap_or_default();
    let ways = ways.iter().map(|one| {
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("stream", &called(&one.stream)), ("now", &held(one.now)), ("then", &held(one.then))];
        w.say("sign.other-way", &values)
    });
    let ways: Vec<String> = ways.collect();
    let answers = ["accept", "accept-with-objection", "decline"].map(|code| {
        let text = w.find(&format!("answer.{code}")).unwrap_or(code);
        let hint = w.find(&format!("answer-hint.{code}")).unwrap_or_default();
        Choice::new(code, text).hint(hint)
    });
    let title = w.say("sign.title", &[("name", &way.name)]);
    let is_wrong = refused.is_some() || !posted.is_right();
    let mut page = way.page(visit, &title, Link::new(w.t("nav.letter"), way.of(asked, "")));
    page.errors = posted.errors();
    let page = SignPage {
        page,
        w,
        csrf: visit.csrf(),
        title,
        agreed: decision.agreed.iter().map(|(stream, sum)| (called(stream), *sum)).collect(),
        ways,
        council,
        letter: Link::new(w.t("sign.letter"), way.of(asked, "")),
        refused,
        answers: posted.field("answer").radios(answers.to_vec()),
        words: posted.field("objection").text_area(MOST_CHARACTERS).rows(4),
        name: visit.signed.as_ref().map(|signed| signed.name.clone()).unwrap_or_default(),
    };
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(page.render()?)).into_response())
}

/// Signs, or declines.
pub async fn send(
    visit: Visit,
    Path((_, plan, id)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let w = visit.words("family/agreement");
    let mut posted = sent.posted(w);
    let asked = id.parse().map_err(|_| Fault::NotFound)?;
    let words: String = posted.value("objection").to_owned();
    if words.chars().count() > MOST_CHARACTERS {
        posted.refuse_in_words("objection", w.t("problem.too-long"));
        return page(&visit, &plan, &id, &posted, None).await;
    }
    let answer = match posted.value("answer") {
        "accept" => FamilyAnswer::Accept,
        "accept-with-objection" => FamilyAnswer::AcceptWithObjection { words },
        "decline" => FamilyAnswer::Decline { words },
        _ => {
            posted.refuse_in_words("answer", w.t("answer.missing"));
            return page(&visit, &plan, &id, &posted, None).await;
        }
    };
    let child = visit.child()?;
    let declines = answer.code() == "decline";
    match sign(&visit.signed_caller()?, child, asked, answer).await {
        Ok(()) if declines => {
            Ok(Redirect::to(&format!("/family/{child}/plan/{plan}/agree?done=declined")).into_response())
        }
        Ok(()) => {
            let to = format!("/family/{child}/plan/{plan}/agree/{id}/agreement?done=signed");
            Ok(Redirect::to(&to).into_response())
        }
        Err(actions::ActionError::Invalid(problems)) => {
            for problem in problems {
                let text = said(w, actions::ActionError::Rule(problem.clone()))?;
                posted.refuse_in_words(&problem.field, text);
            }
            page(&visit, &plan, &id, &posted, None).await
        }
        Err(error) => {
            let why = said(w, error)?;
            page(&visit, &plan, &id, &posted, Some(why)).await
        }
    }
}
