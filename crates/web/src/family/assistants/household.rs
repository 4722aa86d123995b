//! Who of those that are paid lives with the child: asked once about each, with what the law says and why.

use actions::assistants::{Household, Lives, household, say_household};
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::access::Action;
use seven_core::spending::household::{HouseholdPayee, HouseholdStatus};
use store::papers::Stored;

use super::{Home, lives};
use crate::dates::day;
use crate::family::plan::sheet::{Form, Sheet};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Empty, Row, SummaryList};
use crate::sent::Sent;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let home = Home::open(visit).await?;
    page(&home, &Posted::empty(home.w)).await
}

async fn page(home: &Home, posted: &Posted) -> Result<Response, Fault> {
    let w = home.w;
    let Household { to_ask, said } = household(&home.visit.signed_caller()?, home.child).await?;
    let lines = home.lines().await?;
    let is_own = home.visit.person() == Some(home.child);
    let title = if is_own { w.t("home.title-own").to_owned() } else { w.say("home.title", &[("name", &home.name)]) };
    let back = Link::new(w.t("to.money"), home.at(""));
    let mut sheet = Sheet::new(home.page(&title, back), title).lead(w.t("home.lead")).mended(posted);
    let streams: Vec<&str> = lines.iter().map(|line| line.stream.as_str()).collect();
    let rules = home.rule(&streams)?;
    if !rules.is_empty() {
        sheet = sheet.set_apart("information", &rules).say(w.t("home.reason"));
    }
    let may = home.visit.opens(Action::EmployAssistant);
    if may && !(to_ask.is_empty() && said.is_empty()) {
        sheet = sheet.heading("ask", w.t("home.ask")).with(&form(home, posted, &to_ask, &said));
    }
    sheet = sheet.heading("said", w.t("home.said"));
    if said.is_empty() {
        sheet = sheet.with(&Empty::new(w, w.t("home.none")));
    }
    for one in &said {
        sheet = sheet.with(&SummaryList::new(rows(home, &one.paper)).titled(one.paper.name.clone()));
    }
    sheet.shown()
}

/// About whom: those whom nobody has been asked about come first; the others can be said anew.
fn form(home: &Home, posted: &Posted, to_ask: &[String], said: &[Stored<HouseholdPayee>]) -> Form {
    let w = home.w;
    let known = said.iter().map(|one| one.paper.name.clone());
    let choices = to_ask.iter().cloned().chain(known).map(|name| Choice::new(name.clone(), name)).collect();
    Form::new(&home.visit, home.at("/household"))
        .field(&posted.field("payee").select(choices))
        .field(&lives(home, posted))
        .field(&posted.field("why").text_area(1_000).rows(3))
        .button(Button::new(w.t("home.send")))
}

fn rows(home: &Home, paper: &HouseholdPayee) -> Vec<Row> {
    let w = home.w;
    let state = w.find(&format!("home-state.{}", paper.status.code())).unwrap_or_default();
    let mut rows = vec![Row::new(w.t("column.state"), state), Row::new(w.t("home.on"), day(w, paper.said_on))];
    if paper.status != HouseholdStatus::Apart {
        rows.push(Row::new(w.t("home.why"), paper.why.clone()));
    }
    if let Some(agreed) = &paper.agreed {
        rows.push(Row::new(w.t("home.answer"), agreed.reason.clone()));
    }
    rows
}

/// Keeps what the family says.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let home = Home::open(visit).await?;
    let w = home.w;
    let mut posted = sent.posted(w);
    let caller = home.visit.signed_caller()?;
    let there = household(&caller, home.child).await?;
    let name = posted.value("payee").to_owned();
    let is_there = there.to_ask.contains(&name) || there.said.iter().any(|one| one.paper.name == name);
    if !is_there {
        posted.refuse_in_words("payee", w.t("problem.choose-from-the-list"));
    }
    let lives = match posted.value("lives") {
        "yes" => Some(Lives::With(posted.value("why").to_owned())),
        "no" => Some(Lives::Apart),
        _ => None,
    };
    if lives.is_none() {
        posted.refuse_in_words("lives", w.t("problem.choose-from-the-list"));
    }
    let (Some(lives), true) = (lives, posted.is_right()) else { return page(&home, &posted).await };
    match say_household(&caller, home.child, &name, lives).await {
        Ok(()) => Ok(Redirect::to(&home.at("/household?done=household-said")).into_response()),
        Err(error) => {
            home.refuse(&mut posted, "payee", error)?;
            page(&home, &posted).await
        }
    }
}
