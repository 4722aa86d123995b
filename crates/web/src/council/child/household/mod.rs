//! `/council/children/{child}/money/household`: close family at home who is paid, what the family says about it, and agreeing to it
//! as needed, or not, with a reason that the family reads. Nobody is accused of anything.

use actions::assistants::{agree_household, household};
use axum::extract::Path;
use axum::response::Response;
use seven_core::access::Action;
use seven_core::money::grounds;
use seven_core::spending::household::{HouseholdPayee, HouseholdStatus};
use store::papers::Stored;
use store::people;

use super::{Known, home};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown;
use crate::fault::{Fault, broken};
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Empty, Row, SummaryList};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "council/child/household";

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let known = Known::of(visit).await?;
    let child = known.child.id;
    let there = household(&visit.signed_caller()?, child).await?;
    let mut office = known.page(visit, w, "money").mended(posted);
    office = office.link(w.t("back"), &format!("{}/money/spending", home(child)));
    office = office.heading(w.t("title")).say(w.t("lead"));
    let packs = grounds::known().map_err(|error| broken(&error))?;
    let rules = packs.iter().filter(|pack| pack.from <= visit.moment.today).filter_map(|pack| {
        let rule = pack.household.as_ref()?;
        Some(w.say("rule", &[("title", &pack.title), ("words", &rule.words), ("source", &rule.source)]))
    });
    office = office.bullets(&rules.collect::<Vec<_>>());
    if !there.to_ask.is_empty() {
        office = office.say(&w.say("not_asked", &[("names", &there.to_ask.join(", "))]));
    }
    if there.said.is_empty() {
        office = office.with(&Empty::new(w, w.t("none")));
    }
    for one in &there.said {
        office = card(visit, office, &known, one, posted).await?;
    }
    office.shown()
}

async fn card(
    visit: &Visit,
    office: Office,
    known: &Known,
    one: &Stored<HouseholdPayee>,
    posted: &Posted,
) -> Result<Office, Fault> {
    let w = visit.words(FOLDER);
    let rows = rows(visit, w, &one.paper).await?;
    let office = office.with(&SummaryList::new(rows).titled(one.paper.name.clone()));
    if one.paper.status == HouseholdStatus::Apart || !known.may(Action::AgreeHousehold) {
        return Ok(office);
    }
    // a page may have several of these forms: what was typed stands in the one that was sent
    let own = if posted.value("payee") == one.id.to_string() { posted.clone() } else { Posted::empty(w) };
    let given = own.value("answer");
    let choices = ["agree", "not"].map(|code| Choice::new(code, shown::coded(w, "answer", code)).chosen(given == code));
    let form = Form::new(visit, format!("{}/money/household", home(known.child.id)))
        .hidden("payee", one.id)
        .hidden("version", one.version)
        .field(&own.field("answer").radios(choices.into()))
        .field(&own.field("reason").text_area(1_000).rows(3))
        .button(Button::new(w.t("send")));
    Ok(office.with(&form))
}

async fn rows(visit: &Visit, w: PageWords, paper: &HouseholdPayee) -> Result<Vec<Row>, Fault> {
    let mut rows = vec![
        Row::new(w.t("row.state"), shown::coded(w, "state", paper.status.code())),
        Row::new(w.t("row.said_on"), shown::day(paper.said_on)),
    ];
    if paper.status != HouseholdStatus::Apart {
        rows.push(Row::new(w.t("row.why"), paper.why.clone()));
    }
    if let Some(agreed) = &paper.agreed {
        let by = people::find(&mut visit.reading().await?, agreed.by).await?;
        let by = by.map(|person| person.name.shown()).unwrap_or_default();
        rows.push(Row::new(w.t("row.reason"), agreed.reason.clone()));
        rows.push(Row::new(w.t("row.by"), w.say("by", &[("name", &by), ("day", &shown::day(agreed.on))])));
    }
    Ok(rows)
}

/// Keeps what a worker decided.
pub async fn send(visit: Visit, _path: Path<String>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let child = visit.child()?;
    let mut posted = sent.posted(w);
    let id = posted.value("payee").parse().map_err(|_| Fault::NotFound)?;
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let agrees = match posted.value("answer") {
        "agree" => true,
        "not" => false,
        _ => {
            posted.refuse_in_words("answer", w.t("problem.choose-from-the-list"));
            return page(&visit, &posted).await;
        }
    };
    let reason = posted.value("reason").to_owned();
    match agree_household(&visit.signed_caller()?, child, (id, version), (agrees, &reason)).await {
        Ok(()) => Ok(back(&format!("{}/money/household", home(child)), "household-decided")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}
