//! The page itself: stream by stream, and the two forms under them.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use seven_core::access::Action;
use seven_core::money::grounds;

use super::ahead::{Ahead, Cases, ahead, cases};
use super::stream::{Part, part};
use super::{FOLDER, Purse};
use crate::fault::{Fault, broken};
use crate::parts::Link;
use crate::parts::form::{Choice, Csrf, DateInput, Hidden, MoneyInput, Posted, Select, TextInput};
use crate::parts::layout::Page;
use crate::parts::show::Table;
use crate::query::told;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/money/page.html")]
struct MoneyPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    title: String,
    at: String,
    answer: Option<Answered>,
    parts: Vec<Part>,
    has_bills: bool,
    found: Option<Table>,
    forms: Option<Forms>,
    cases: Cases,
    ahead: Option<Ahead>,
    lead: &'static str,
}

/// The answer to "can I spend this?".
pub(super) struct Answered {
    /// Yes, ask first, or no.
    pub title: String,
    /// The rule, in plain words.
    pub words: String,
    /// How the box looks: `information`, `action` or `warning`.
    pub look: &'static str,
}

struct Forms {
    wish_line: Select,
    wish_amount: MoneyInput,
    apart: Select,
    line: Select,
    amount: MoneyInput,
    day: DateInput,
    words: TextInput,
    once: Hidden,
}

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let purse = Purse::open(&visit).await?;
    page(&visit, &purse, &Posted::empty(visit.words(FOLDER)), None)
}

/// The page with what came of a form.
pub(super) fn page(visit: &Visit, purse: &Purse, posted: &Posted, answer: Option<Answered>) -> Result<Response, Fault> {
    let w = purse.w;
    let is_quiet = visit.permit.as_ref().is_some_and(seven_core::access::Permit::is_after_death);
    let is_own = visit.person() == Some(purse.child);
    let title = if is_own { w.t("title-own").to_owned() } else { w.say("title", &[("name", &purse.name)]) };
    let mut page = told(visit, w, visit.page(w, title.clone()));
    page.back = Some(Link::new(w.say("nav.child", &[("name", &purse.name)]), format!("/family/{}", purse.child)));
    page.errors = posted.errors();
    let status = if posted.is_right() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let has_lines = purse.view.streams.iter().any(|stream| !stream.lines.is_empty());
    let page = MoneyPage {
        page,
        w,
        csrf: visit.csrf(),
        title,
        at: purse.at(),
        answer,
        found: super::found::table(purse),
        has_bills: !purse.view.invoices.is_empty() && visit.opens(Action::ApproveInvoice),
        parts: purse.view.streams.iter().map(|stream| calm(part(purse, stream), is_quiet)).collect(),
        forms: match has_lines && visit.opens(Action::RecordSpend) {
            true => Some(forms(purse, posted)?),
            false => None,
        },
        cases: cases(purse),
        // after a death no day to come is shown, and nothing waits
        ahead: (!is_quiet).then(|| ahead(purse)),
        lead: w.t(if is_quiet { "lead-quiet" } else { "lead" }),
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// Without what is to come and what waits, where it is quiet.
fn calm(part: Part, is_quiet: bool) -> Part {
    if is_quiet {
        Part { waits: None, other: None, between: Vec::new(), bar: None, coming: None, ..part }
    } else {
        part
    }
}

fn forms(purse: &Purse, posted: &Posted) -> Result<Forms, Fault> {
    let w = purse.w;
    let lines = || {
        let of = |stream: &actions::money::StreamMoney| {
            let name = called(&stream.stream);
            let choice = |line: &seven_core::money::spend::LineMoney| {
                let text = w.say("line-of", &[("what", &purse.what(line.line)), ("stream", &name)]);
                Choice::new(line.line.to_string(), text)
            };
            stream.lines.iter().map(choice).collect::<Vec<_>>()
        };
        purse.view.streams.iter().flat_map(of).collect::<Vec<Choice>>()
    };
    let mut apart = vec![Choice::new("", w.t("apart.none"))];
    apart.extend(
        ["household", "school"].map(|code| Choice::new(code, w.find(&format!("apart.{code}")).unwrap_or(code))),
    );
    let packs = grounds::known().map_err(|error| broken(&error))?;
    for stream in &purse.view.streams {
        let pack = grounds::of_stream(&packs, &stream.stream, purse.view.today);
        for one in pack.iter().flat_map(|pack| &pack.excluded) {
            if !apart.iter().any(|choice| choice.value == one.id) {
                apart.push(Choice::new(one.id.clone(), one.what.clone()));
            }
        }
    }
    let once = Some(posted.value("once")).filter(|once| !once.is_empty()).map(str::to_owned);
    let mut day = posted.field("day");
    if day.value.is_empty() {
        day = day.value(purse.view.today.to_string());
    }
    Ok(Forms {
        wish_line: posted.field("wish-line").select(lines()),
        wish_amount: posted.field("wish-amount").money(),
        apart: posted.field("apart").select(apart).without_blank(),
        line: posted.field("line").select(lines()),
        amount: posted.field("amount").money(),
        day: day.date(),
        words: posted.field("words").text(),
        // sent twice, the same form is one entry
        once: Hidden::new("once", once.unwrap_or_else(|| uuid::Uuid::now_v7().to_string())),
    })
}
