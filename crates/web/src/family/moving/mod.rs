//! `/family/{child}/move`: the letter about a move, what goes to the new council and to whom, and the family's yes.

use actions::ActionError;
use actions::life::{agree_to_pass, move_of};
use askama::Template;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::access::Action;
use seven_core::life::moving::{Moving, MovingStatus, Passed, PlaceKind};
use store::people;

use crate::dates::day;
use crate::documents::printed;
use crate::fault::Fault;
use crate::move_letters::letter;
use crate::parts::Link;
use crate::parts::document::Blocks;
use crate::parts::form::{Choice, Choices, Csrf, Field, Hidden};
use crate::parts::layout::Page;
use crate::query::{query, told};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/moving/page.html")]
struct MovingPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    title: String,
    date: String,
    blocks: Blocks,
    at: String,
    has_pdf: bool,
    went: Vec<String>,
    form: Option<Yes>,
}

struct Yes {
    lead: String,
    version: Hidden,
    parts: Choices,
}

/// The page; as a PDF with `?as=pdf`.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let (w, child) = (visit.words("family/moving"), visit.child()?);
    let mut reading = visit.reading().await?;
    let person = people::find(&mut reading, child).await?.ok_or(Fault::NotFound)?;
    let moving = move_of(&mut reading, child).await?.ok_or(Fault::NotFound)?;
    let document = letter(&visit, &mut reading, &person, &moving.paper).await?;
    drop(reading);
    if let (Some("pdf"), Some(documents)) = (query(&visit, "as").as_deref(), &visit.app.documents) {
        return printed(documents, document, "letter").await;
    }
    let mut page = told(&visit, w, visit.page(w, document.title.plain()));
    page.back = Some(Link::new(w.say("nav.child", &[("name", &person.name.first())]), format!("/family/{child}")));
    let page = MovingPage {
        page,
        w,
        csrf: visit.csrf(),
        title: document.title.plain(),
        date: document.day_text,
        blocks: Blocks::new(document.blocks),
        at: format!("/family/{child}/move"),
        has_pdf: visit.app.documents.is_some(),
        went: went(w, &moving.paper),
        form: visit.opens(Action::AgreeToPass).then(|| yes(w, &moving.paper, moving.version)),
    };
    Ok(Html(page.render()?).into_response())
}

/// What has gone, and to whom.
fn went(w: PageWords, moving: &Moving) -> Vec<String> {
    let name = |part: &Passed| w.find(&format!("part.{}", part.code())).unwrap_or_default().to_owned();
    let one = |(parts, _, on): &(Vec<Passed>, seven_core::PersonId, jiff::civil::Date)| {
        let parts: Vec<String> = parts.iter().map(name).collect();
        w.say("went-on", &[("parts", &parts.join(", ")), ("day", &day(w, *on)), ("place", &moving.to.name)])
    };
    moving.passed.iter().map(one).collect()
}

fn yes(w: PageWords, moving: &Moving, version: i64) -> Yes {
    let said = moving.yes.as_ref().map(|(.., parts)| parts.as_slice()).unwrap_or_default();
    let choice = |part: &Passed| {
        Choice::new(part.code(), w.find(&format!("part.{}", part.code())).unwrap_or_default())
            .chosen(said.contains(part))
    };
    let parts: Vec<Choice> = Passed::ALL.iter().filter(|part| part.needs_a_yes()).map(choice).collect();
    let key = match (moving.to.kind, moving.status) {
        (PlaceKind::NotKnown, _) => "yes-lead-somewhere",
        (_, MovingStatus::Told | MovingStatus::Moved | MovingStatus::Undone) => "yes-lead",
    };
    Yes {
        lead: w.say(key, &[("place", &moving.to.name), ("code", &moving.to.code)]),
        version: Hidden::new("version", version.to_string()),
        parts: Field::new(w, "parts", w.t("parts.label")).hint(w.t("parts.hint")).checkboxes(parts),
    }
}

/// The family says what may go.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let child = visit.child()?;
    let posted = sent.posted(visit.words("family/moving"));
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let parts = posted.all("parts").into_iter().filter_map(|code| Passed::from_code(code).ok()).collect();
    match agree_to_pass(&visit.signed_caller()?, child, version, parts).await {
        Ok(()) => Ok(Redirect::to(&format!("/family/{child}/move?done=kept")).into_response()),
        Err(ActionError::Rule(problem)) => Err(Fault::Rule(problem.code)),
        Err(error) => Err(error.into()),
    }
}
