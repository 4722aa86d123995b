//! `/family/{child}/messages`: what the family and its workers write to each other, on the record, with who has read it.

use actions::ActionError;
use actions::messages::{self, MessagesView, ThreadView};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::ThreadId;
use seven_core::access::Action;
use seven_core::messages::{LONGEST_MESSAGE, LONGEST_SUBJECT};
use store::people;

use crate::dates::instant;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Csrf, Posted, TextArea, TextInput};
use crate::parts::layout::Page;
use crate::query::told;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "family/messages";

type Place = Path<(String, String)>;

#[derive(Template)]
#[template(path = "family/messages/page.html")]
struct MessagesPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    title: String,
    at: String,
    person: String,
    threads: Vec<Line>,
    subject: Option<TextInput>,
    words: Option<TextArea>,
    messages: Vec<Said>,
}

/// A subject in the list of all.
struct Line {
    link: Link,
    last: String,
    new: String,
}

/// A message as it is read.
struct Said {
    by: String,
    is_own: bool,
    at: String,
    words: String,
    read: String,
}

/// All subjects, and a form to begin one.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    list(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn list(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let (view, name) = opened(visit).await?;
    let at = format!("/family/{}/messages", visit.child()?);
    let line = |thread: &ThreadView| Line {
        link: Link::new(thread.subject.clone(), format!("{at}/{}", thread.id)),
        last: thread.messages.last().map(|last| said_at(visit, w, &last.by, last.at)).unwrap_or_default(),
        new: match u64::try_from(thread.unread) {
            Ok(0) | Err(_) => String::new(),
            Ok(unread) => w.count("new", unread),
        },
    };
    let may_write = visit.opens(Action::WriteMessage);
    let back = Link::new(w.say("nav.child", &[("name", &name)]), format!("/family/{}", visit.child()?));
    let page = MessagesPage {
        threads: view.threads.iter().map(line).collect(),
        subject: may_write.then(|| posted.field("subject").text().at_most(LONGEST_SUBJECT)),
        words: may_write.then(|| posted.field("words").text_area(LONGEST_MESSAGE)),
        messages: Vec::new(),
        ..page(visit, w, w.t("title").to_owned(), back, posted)?
    };
    let page = MessagesPage { at, ..page };
    Ok((status(posted), Html(page.render()?)).into_response())
}

/// One subject with its messages. Looking at it is reading it.
pub async fn thread(visit: Visit, Path((_, thread)): Place) -> Result<Response, Fault> {
    one(&visit, &thread, &Posted::empty(visit.words(FOLDER))).await
}

async fn one(visit: &Visit, thread: &str, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let id: ThreadId = thread.parse().map_err(|_| Fault::NotFound)?;
    messages::read(&visit.signed_caller()?, visit.child()?, id).await?;
    let (view, _) = opened(visit).await?;
    let thread = view.thread(id).ok_or(Fault::NotFound)?;
    let at = format!("/family/{}/messages", visit.child()?);
    let said = |one: &messages::MessageView| Said {
        by: one.by.clone(),
        is_own: one.is_own,
        at: instant(w, &visit.app.clock, one.at),
        words: one.words.clone(),
        read: match one.read_by.is_empty() {
            true => String::new(),
            false => w.say("read-by", &[("names", &one.read_by.join(", "))]),
        },
    };
    let back = Link::new(w.t("nav.messages"), at.clone());
    let page = MessagesPage {
        at: format!("{at}/{id}"),
        words: visit
            .opens(Action::WriteMessage)
            .then(|| posted.field_said("words", "answer").text_area(LONGEST_MESSAGE)),
        messages: thread.messages.iter().map(said).collect(),
        ..page(visit, w, thread.subject.clone(), back, posted)?
    };
    Ok((status(posted), Html(page.render()?)).into_response())
}

/// What both pages have.
fn page(visit: &Visit, w: PageWords, title: String, back: Link, posted: &Posted) -> Result<MessagesPage, Fault> {
    let mut page = told(visit, w, visit.page(w, title.clone()));
    page.back = Some(back);
    page.errors = posted.errors();
    Ok(MessagesPage {
        page,
        w,
        csrf: visit.csrf(),
        title,
        at: String::new(),
        person: visit.person().ok_or(Fault::SignInFirst)?.to_string(),
        threads: Vec::new(),
        subject: None,
        words: None,
        messages: Vec::new(),
    })
}

fn status(posted: &Posted) -> StatusCode {
    if posted.is_right() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

async fn opened(visit: &Visit) -> Result<(MessagesView, String), Fault> {
    let (child, person) = (visit.child()?, visit.person().ok_or(Fault::SignInFirst)?);
    let mut reading = visit.reading().await?;
    let name = people::find(&mut reading, child).await?.ok_or(Fault::NotFound)?.name.first().to_owned();
    Ok((MessagesView::load(&mut reading, child, person).await?, name))
}

fn said_at(visit: &Visit, w: PageWords, by: &str, at: jiff::Timestamp) -> String {
    w.say("last", &[("name", &by), ("at", &instant(w, &visit.app.clock, at))])
}

/// Begins a subject.
pub async fn begin(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let mut posted = sent.posted(visit.words(FOLDER));
    let child = visit.child()?;
    let done = messages::begin(&visit.signed_caller()?, child, posted.value("subject"), posted.value("words")).await;
    match done {
        Ok(thread) => Ok(on(&format!("/family/{child}/messages/{thread}"), &posted)),
        Err(error) => {
            refuse(&visit, &mut posted, error)?;
            list(&visit, &posted).await
        }
    }
}

/// Writes one more message.
pub async fn write(visit: Visit, Path((_, thread)): Place, sent: Sent) -> Result<Response, Fault> {
    let mut posted = sent.posted(visit.words(FOLDER));
    let (child, id) = (visit.child()?, thread.parse().map_err(|_| Fault::NotFound)?);
    match messages::write(&visit.signed_caller()?, child, id, posted.value("words")).await {
        Ok(_) => Ok(on(&format!("/family/{child}/messages/{thread}"), &posted)),
        Err(error) => {
            refuse(&visit, &mut posted, error)?;
            one(&visit, &thread, &posted).await
        }
    }
}

/// On to the subject; the browser is told which form was kept, so that it forgets what was typed.
fn on(to: &str, posted: &Posted) -> Response {
    Redirect::to(&format!("{to}?done=written{}", posted.mark())).into_response()
}

fn refuse(visit: &Visit, posted: &mut Posted, error: ActionError) -> Result<(), Fault> {
    for (field, text) in super::money::said(visit.words(FOLDER), error)? {
        posted.refuse_in_words(&field, text);
    }
    Ok(())
}
