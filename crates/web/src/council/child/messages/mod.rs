//! `/council/children/{child}/messages`: what is written to and by the family, with what is new and who has read it.

use actions::messages::{self, MessagesView, ThreadView};
use axum::extract::Path;
use axum::response::Response;
use seven_core::ThreadId;
use seven_core::access::Action;
use seven_core::messages::{LONGEST_MESSAGE, LONGEST_SUBJECT};

use super::{Known, home};
use crate::council::layout::{Form, back_kept, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Cell, Column, Empty, Row, SummaryList, Table};
use crate::sent::Sent;
use crate::visit::Visit;

const FOLDER: &str = "council/child/messages";

type Place = Path<(String, String)>;

/// All subjects, and a form to begin one.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    list(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn opened(visit: &Visit) -> Result<(Known, MessagesView), Fault> {
    let known = Known::of(visit).await?;
    let person = visit.person().ok_or(Fault::SignInFirst)?;
    let view = MessagesView::load(&mut visit.reading().await?, known.child.id, person).await?;
    Ok((known, view))
}

async fn list(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let (known, view) = opened(visit).await?;
    let at = format!("{}/messages", home(known.child.id));
    let mut office = known.page(visit, w, "messages").mended(posted);
    if view.threads.is_empty() {
        office = office.with(&Empty::new(w, w.t("none")));
    } else {
        let columns = ["subject", "last", "count", "new"].map(|key| Column::new(w.t(&format!("column.{key}"))));
        let row = |thread: &ThreadView| {
            let last = thread.messages.last();
            let last = last.map(|last| w.say("last", &[("name", &last.by), ("at", &shown::instant(last.at))]));
            vec![
                Cell::link(thread.subject.clone(), format!("{at}/{}", thread.id)),
                Cell::text(last.unwrap_or_default()),
                Cell::text(thread.messages.len().to_string()),
                Cell::text(thread.unread.to_string()),
            ]
        };
        office = office.with(&Table::new(w, w.t("title"), columns.to_vec(), view.threads.iter().map(row).collect()));
    }
    if known.may(Action::WriteMessage) {
        let form = Form::new(visit, at)
            .field(&posted.field("subject").text().at_most(LONGEST_SUBJECT))
            .field(&posted.field("words").text_area(LONGEST_MESSAGE))
            .button(Button::new(w.t("send")))
            .kept(visit, w);
        office = office.heading(w.t("begin")).say(w.t("lead")).with(&form);
    }
    office.shown()
}

/// One subject with its messages. Looking at it is reading it.
pub async fn thread(visit: Visit, Path((_, thread)): Place) -> Result<Response, Fault> {
    one(&visit, &thread, &Posted::empty(visit.words(FOLDER))).await
}

async fn one(visit: &Visit, thread: &str, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let id: ThreadId = thread.parse().map_err(|_| Fault::NotFound)?;
    messages::read(&visit.signed_caller()?, visit.child()?, id).await?;
    let (known, view) = opened(visit).await?;
    let thread = view.thread(id).ok_or(Fault::NotFound)?;
    let at = format!("{}/messages", home(known.child.id));
    let mut office = known.page(visit, w, "messages").mended(posted);
    office = office.link(w.t("back"), &at).heading(&thread.subject);
    for one in &thread.messages {
        let mut rows = vec![Row::new(w.t("words.label"), one.words.clone())];
        if !one.read_by.is_empty() {
            rows.push(Row::new(w.t("read_by"), one.read_by.join(", ")));
        }
        let side = w.t(if one.is_from_family { "from_family" } else { "from_worker" });
        let title = w.say("written", &[("name", &one.by), ("side", &side), ("at", &shown::instant(one.at))]);
        office = office.with(&SummaryList::new(rows).titled(title));
    }
    if known.may(Action::WriteMessage) {
        let form = Form::new(visit, format!("{at}/{id}"))
            .field(&posted.field_said("words", "answer").text_area(LONGEST_MESSAGE))
            .button(Button::new(w.t("send")))
            .kept(visit, w);
        office = office.with(&form);
    }
    office.shown()
}

/// Begins a subject.
pub async fn begin(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let child = visit.child()?;
    let done = messages::begin(&visit.signed_caller()?, child, posted.value("subject"), posted.value("words")).await;
    match done {
        Ok(thread) => Ok(back_kept(&format!("{}/messages/{thread}", home(child)), "written", &posted)),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            list(&visit, &posted).await
        }
    }
}

/// Writes one more message.
pub async fn write(visit: Visit, Path((_, thread)): Place, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let (child, id) = (visit.child()?, thread.parse().map_err(|_| Fault::NotFound)?);
    match messages::write(&visit.signed_caller()?, child, id, posted.value("words")).await {
        Ok(_) => Ok(back_kept(&format!("{}/messages/{thread}", home(child)), "written", &posted)),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            one(&visit, &thread, &posted).await
        }
    }
}
