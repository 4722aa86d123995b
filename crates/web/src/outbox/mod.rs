//! `/outbox`: the mail of a demonstration, which nobody delivers. The router has no such route otherwise.

use askama::Template;
use axum::response::Html;
use store::mail;

use crate::dates::instant;
use crate::fault::Fault;
use crate::parts::layout::Page;
use crate::visit::Visit;
use crate::words::PageWords;

/// As many are shown.
const SHOWN: i64 = 50;

struct Letter {
    /// To whom, and when.
    to: String,
    subject: String,
    /// The text before, in and after its link.
    before: String,
    link: String,
    after: String,
}

#[derive(Template)]
#[template(path = "outbox/page.html")]
struct OutboxPage {
    page: Page,
    w: PageWords,
    letters: Vec<Letter>,
}

/// The newest letters.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("outbox");
    let here = format!("{}/", visit.app.here(&visit.authority));
    let mut reading = visit.reading().await?;
    let newest = mail::newest(&mut reading, SHOWN).await?;
    let letters = newest.into_iter().map(|mail| letter(&visit, w, mail, &here)).collect();
    let page = visit.page(w, w.t("title"));
    Ok(Html(OutboxPage { page, w, letters }.render()?))
}

/// Links into this service are shown as links.
fn letter(visit: &Visit, w: PageWords, mail: mail::Mail, here: &str) -> Letter {
    let written = instant(w, &visit.app.clock, mail.written_at);
    let to = w.say("to", &[("who", &mail.to), ("when", &written)]);
    let line = mail.body.lines().find(|line| line.starts_with(here)).unwrap_or_default().to_owned();
    let (before, after) = match mail.body.split_once(line.as_str()) {
        Some((before, after)) if !line.is_empty() => (before.to_owned(), after.to_owned()),
        _ => (mail.body, String::new()),
    };
    Letter { to, subject: mail.subject, before, link: line, after }
}
