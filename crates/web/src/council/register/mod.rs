//! `/council/register`: what came up in plans and how it was decided, to be found again when something like it comes up.

use actions::ActionError;
use actions::agreement::{NewEntry, add_to_register, search_register};
use axum::response::Response;
use seven_core::access::Action;
use store::people;
use store::register::RegisterEntry;

use super::layout::{Form, Office, back, may, query, refuse};
use super::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Empty, Row, SummaryList};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// Entries that hold the words of the address, or all of them.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words("council/register"))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/register");
    let words = query(visit, "q").unwrap_or_default();
    let found = search_register(&visit.signed_caller()?, &words).await?;
    let asked = Posted::of(w, vec![("q".to_owned(), words.clone())]);
    let finder = Form::search(visit, "/council/register")
        .field(&asked.field("q").text().search())
        .button(Button::new(w.t("find")).secondary());
    let mut office = Office::new(visit, w, w.t("title")).say(w.t("lead")).mended(posted).with(&finder);
    if found.is_empty() {
        office = office.with(&Empty::new(w, w.t(if words.is_empty() { "none" } else { "none_found" })));
    } else {
        office = office.say(&w.count("list.found", u64::try_from(found.len()).unwrap_or(u64::MAX)));
    }
    let mut reading = visit.reading().await?;
    for one in &found {
        let by = people::find(&mut reading, one.made_by).await?.map(|person| person.name.shown()).unwrap_or_default();
        office = office.with(&entry(w, one, &by));
    }
    drop(reading);
    if may(visit, Action::KeepRegister) {
        let kinds = ["risk", "opportunity"].map(|code| Choice::new(code, shown::coded(w, "kind", code))).to_vec();
        let form = Form::new(visit, "/council/register")
            .field(&posted.field("kind").radios(kinds).inline())
            .field(&posted.field("issue").text_area(2_000).rows(3))
            .field(&posted.field("decided").text_area(2_000).rows(3))
            .field(&posted.field("reasons").text_area(2_000).rows(3))
            .button(Button::new(w.t("add")));
        office = office.heading(w.t("add_title")).say(w.t("add_lead")).with(&form);
    }
    office.shown()
}

fn entry(w: PageWords, one: &RegisterEntry, by: &str) -> SummaryList {
    let made = w.say("by_on", &[("name", &by), ("day", &shown::instant(one.made_at))]);
    SummaryList::new(vec![
        Row::new(w.t("decided.label"), one.decided.clone()),
        Row::new(w.t("reasons.label"), one.reasons.clone()),
        Row::new(w.t("made"), made),
    ])
    .titled(format!("{}: {}", shown::coded(w, "kind", &one.kind), one.issue))
}

/// Adds an entry.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let mut posted = sent.posted(visit.words("council/register"));
    let text = |name: &str| posted.value(name).to_owned();
    let is_opportunity = match posted.value("kind") {
        "opportunity" => Ok(true),
        "risk" => Ok(false),
        _ => Err(ActionError::invalid("kind", "missing")),
    };
    let done = match is_opportunity {
        Err(error) => Err(error),
        Ok(is_opportunity) => {
            let new =
                NewEntry { is_opportunity, issue: text("issue"), decided: text("decided"), reasons: text("reasons") };
            add_to_register(&visit.signed_caller()?, new).await
        }
    };
    match done {
        Ok(_) => Ok(back("/council/register", "entry-added")),
        Err(error) => {
            refuse(&mut posted, visit.words("council/register"), error)?;
            page(&visit, &posted).await
        }
    }
}
