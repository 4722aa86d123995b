//! `/family/{child}/plan/{plan}/links`: showing chosen parts of the plan to somebody outside, until a day or until it is ended.

use actions::plan::{NewShare, end_share, share};
use actions::{ActionError, Problem};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::civil::Date;
use seven_core::PlanId;
use seven_core::plan::BodyKind;
use store::{plan_shares, plans};

use crate::dates::{day, day_of};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Choice, Choices, Csrf, DateInput, Posted, TextInput};
use crate::parts::layout::Page;
use crate::query::told;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// Kinds of pieces that can be shown, in the order of the form.
const PARTS: [BodyKind; 5] = [BodyKind::Page, BodyKind::Person, BodyKind::Outcome, BodyKind::Support, BodyKind::Risk];

#[derive(Template)]
#[template(path = "family/plan/links/page.html")]
struct LinksPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    links: Vec<Shown>,
    made: Option<Link>,
    for_whom: TextInput,
    parts: Choices,
    until: DateInput,
}

struct Shown {
    id: String,
    title: String,
    parts: String,
    state: String,
    is_live: bool,
}

/// The links that there are, and the form for another.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    page(&visit, &plan, None, None).await
}

async fn page(visit: &Visit, plan: &str, typed: Option<Posted>, made: Option<Link>) -> Result<Response, Fault> {
    let w = visit.words("family/plan/links");
    let child = visit.child()?;
    let id: PlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    let mut reading = visit.reading().await?;
    plans::find(&mut reading, child, id).await?.ok_or(Fault::NotFound)?;
    let stored = plan_shares::of_plan(&mut reading, id).await?;
    drop(reading);
    let status = if typed.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let posted = typed.unwrap_or_else(|| Posted::empty(w));
    let ticked = posted.all("parts");
    let part = |kind: &BodyKind| Choice::new(kind.code(), name(w, *kind)).chosen(ticked.contains(&kind.code()));
    let links = stored
        .iter()
        .map(|share| {
            let is_live = share.ended_at.is_none() && share.until > visit.moment.at;
            let last = day(w, day_of(&visit.app.clock, share.until).yesterday().unwrap_or(visit.moment.today));
            let state = if is_live { "live" } else { "over" };
            let parts: Vec<String> = share.parts.iter().map(|kind| name(w, *kind)).collect();
            Shown {
                id: share.id.to_string(),
                title: share.for_whom.clone(),
                parts: parts.join(", "),
                state: w.say(state, &[("day", &last)]),
                is_live,
            }
        })
        .collect();
    let mut page = told(visit, w, visit.page(w, w.t("title")));
    page.back = Some(Link::new(w.t("back"), format!("/family/{child}/plan")));
    page.errors = posted.errors();
    let page = LinksPage {
        page,
        w,
        csrf: visit.csrf(),
        links,
        made,
        for_whom: posted.field("for-whom").text(),
        parts: posted.field("parts").checkboxes(PARTS.iter().map(part).collect()),
        until: posted.field("until").date(),
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// Makes a link. Its address is on the page that answers, and nowhere else: it is shown once.
pub async fn make(visit: Visit, Path((_, plan)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("family/plan/links");
    let child = visit.child()?;
    let id: PlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    let mut posted = sent.posted(w);
    let parts = posted.all("parts").into_iter().filter_map(|code| BodyKind::from_code(code).ok()).collect();
    let Ok(until) = posted.date("until").parse::<Date>() else {
        posted.refuse("until", "date", &[]);
        return page(&visit, &plan, Some(posted), None).await;
    };
    let new = NewShare { for_whom: posted.value("for-whom").to_owned(), parts, until };
    match share(&visit.signed_caller()?, child, id, new).await {
        Ok(token) => {
            let path = format!("/shared-plan/{token}");
            let whole = format!("{}{path}", visit.app.here(&visit.authority));
            page(&visit, &plan, None, Some(Link::new(whole, path))).await
        }
        Err(ActionError::Invalid(problems)) => {
            for Problem { field, code, .. } in problems {
                posted.refuse(&field, code, &[]);
            }
            page(&visit, &plan, Some(posted), None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends a link.
pub async fn end(visit: Visit, Path((_, plan)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let child = visit.child()?;
    let id = sent.value("link").parse().map_err(|_| Fault::NotFound)?;
    end_share(&visit.signed_caller()?, child, id).await?;
    let plan: PlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    Ok(Redirect::to(&format!("/family/{child}/plan/{plan}/links?done=ended")).into_response())
}

fn name(w: PageWords, kind: BodyKind) -> String {
    w.find(&format!("part.{}", kind.code())).unwrap_or_default().to_owned()
}
