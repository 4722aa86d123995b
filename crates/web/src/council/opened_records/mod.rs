//! `/council/opened-records`: records that staff opened outside their relations, for the safeguarding lead to look at.

use actions::access::review_opened;
use axum::response::Response;
use store::broken_glass::{self, OpenedRecord};

use super::layout::{Form, Office, back, refuse};
use super::shown;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Empty, Row, SummaryList};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// The list.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words("council/opened_records"))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/opened_records");
    let mut reading = visit.reading().await?;
    let all = broken_glass::for_review(&mut reading).await?;
    let (waiting, reviewed): (Vec<&OpenedRecord>, Vec<&OpenedRecord>) =
        all.iter().partition(|one| one.reviewed_at.is_none());
    let mut office = Office::new(visit, w, w.t("title")).say(w.t("lead")).mended(posted).heading(w.t("waiting"));
    if waiting.is_empty() {
        office = office.with(&Empty::new(w, w.t("none")));
    }
    for one in waiting {
        office = office.with(&card(visit, w, one));
        if visit.person() == Some(one.person) {
            office = office.say(w.t("own"));
            continue;
        }
        // one form at a time can have been sent: its words come back to it alone
        let is_sent = posted.value("opened") == one.id.to_string();
        let own = if is_sent { posted.clone() } else { Posted::empty(w) };
        let form = Form::new(visit, "/council/opened-records")
            .hidden("opened", one.id)
            .field(&own.field("review").text_area(2_000).rows(3))
            .button(Button::new(w.t("keep")));
        office = office.with(&form);
    }
    if !reviewed.is_empty() {
        office = office.heading(w.t("reviewed"));
    }
    for one in reviewed {
        office = office.with(&card(visit, w, one));
    }
    office.shown()
}

fn card(visit: &Visit, w: PageWords, one: &OpenedRecord) -> SummaryList {
    let is_open = one.ends_at > visit.moment.at;
    let until = shown::instant(one.ends_at);
    let until = if is_open { w.say("still_open", &[("until", &until)]) } else { until };
    let link = Link::new(w.t("record"), format!("/council/children/{}", one.child));
    let mut rows = vec![
        Row::new(w.t("who"), one.person_name.clone()),
        Row::new(w.t("child"), one.child_name.clone()).action(link, one.child_name.clone()),
        Row::new(w.t("why"), one.reason.clone()),
        Row::new(w.t("from"), shown::instant(one.starts_at)),
        Row::new(w.t("until"), until),
    ];
    if let (Some(review), Some(by), Some(at)) = (&one.review, &one.reviewed_by, one.reviewed_at) {
        rows.push(Row::new(w.t("found"), review.clone()));
        rows.push(Row::new(w.t("reviewed_by"), w.say("by_on", &[("name", by), ("day", &shown::instant(at))])));
    }
    SummaryList::new(rows).titled(w.say("card", &[("who", &one.person_name), ("child", &one.child_name)]))
}

/// Keeps what was found.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("council/opened_records");
    let mut posted = sent.posted(w);
    let opened = posted.value("opened").parse().map_err(|_| Fault::NotFound)?;
    match review_opened(&visit.signed_caller()?, opened, posted.value("review")).await {
        Ok(()) => Ok(back("/council/opened-records", "reviewed")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}
