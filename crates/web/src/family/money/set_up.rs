//! What the family does before the first payment: reading and signing the agreement about the money, and saying where it is
//! paid to. The council's part of the list is told beside it.

use actions::money::{NewTerms, ask_bank_details, sign_terms};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::HoldingId;
use seven_core::access::Action;
use seven_core::money::BankDetails;
use seven_core::money::bank_details::BankStatus;
use seven_core::plan::money::Holding;

use super::{FOLDER, Purse, said};
use crate::dates::day;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Csrf, Posted, TextInput};
use crate::parts::layout::Page;
use crate::query::told;
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The conditions, by the keys of their words.
const CONDITIONS: [&str; 6] =
    ["condition.plan", "condition.apart", "condition.keep", "condition.tell", "condition.own-account", "condition.end"];

#[derive(Template)]
#[template(path = "family/money/set_up.html")]
struct SetUpPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    title: String,
    at: String,
    refused: Vec<String>,
    missing: Vec<&'static str>,
    conditions: Vec<&'static str>,
    signed: Option<String>,
    may_sign: bool,
    given: Vec<String>,
    bank: Option<[TextInput; 3]>,
}

/// The list and the forms.
pub async fn show(visit: Visit, Path((_, holding)): Path<(String, String)>) -> Result<Response, Fault> {
    page(&visit, &holding, &Posted::empty(visit.words(FOLDER)), Vec::new()).await
}

async fn page(visit: &Visit, holding: &str, posted: &Posted, refused: Vec<String>) -> Result<Response, Fault> {
    let id: HoldingId = holding.parse().map_err(|_| Fault::NotFound)?;
    let purse = Purse::open(visit).await?;
    let w = purse.w;
    let stream = purse.view.held_in(id).ok_or(Fault::NotFound)?;
    let held = stream.holding.as_ref().ok_or(Fault::NotFound)?;
    let title = w.say("set-up.title", &[("stream", &called(&stream.stream))]);
    let mut page = told(visit, w, visit.page(w, title.clone()));
    page.back = Some(Link::new(w.t("set-up.back"), purse.at()));
    page.errors = posted.errors();
    let is_right = posted.is_right() && refused.is_empty();
    let is_theirs = held.paper.way != Holding::CouncilManaged;
    let page = SetUpPage {
        page,
        w,
        csrf: visit.csrf(),
        title,
        at: format!("{}/set-up/{id}", purse.at()),
        refused,
        missing: stream.missing.iter().filter_map(|one| w.find(&format!("missing.{}", one.code()))).collect(),
        conditions: if is_theirs { conditions(w) } else { Vec::new() },
        signed: held.paper.terms.as_ref().map(|terms| w.say("set-up.signed", &[("day", &day(w, terms.on))])),
        may_sign: is_theirs && held.paper.terms.is_none() && visit.opens(Action::SignMoneyTerms),
        given: stream.bank.iter().map(|stored| given(w, &stored.paper)).collect(),
        bank: (is_theirs && visit.opens(Action::AskBankDetails))
            .then(|| ["name", "sort-code", "account-number"].map(|field| posted.field(field).text())),
    };
    let status = if is_right { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(page.render()?)).into_response())
}

fn conditions(w: PageWords) -> Vec<&'static str> {
    CONDITIONS.iter().filter_map(|key| w.find(key)).collect()
}

/// Bank details that were given, with no more of the number than is needed to know it again.
fn given(w: PageWords, details: &BankDetails) -> String {
    let known = details.account_number.len().saturating_sub(4);
    let last = details.account_number.get(known..).unwrap_or_default();
    let state = match (details.status, details.in_force_from) {
        (BankStatus::Asked, _) => w.t("bank.asked").to_owned(),
        (BankStatus::Confirmed, Some(from)) => w.say("bank.confirmed", &[("day", &day(w, from))]),
        (BankStatus::Refused, _) => w.say("bank.refused", &[("why", &details.why)]),
        _ => w.t("bank.replaced").to_owned(),
    };
    w.say("bank.given", &[("name", &details.name), ("last", &last), ("state", &state)])
}

/// Signs the agreement, with the conditions as they were shown.
pub async fn sign(visit: Visit, Path((_, holding)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let id: HoldingId = holding.parse().map_err(|_| Fault::NotFound)?;
    let child = visit.child()?;
    let posted = sent.posted(w);
    if posted.value("agrees") != "yes" {
        return page(&visit, &holding, &posted, vec![w.t("set-up.tick").to_owned()]).await;
    }
    let terms = NewTerms { conditions: conditions(w).into_iter().map(str::to_owned).collect() };
    match sign_terms(&visit.signed_caller()?, child, id, terms).await {
        Ok(()) => Ok(Redirect::to(&format!("/family/{child}/money/set-up/{id}?done=terms-signed")).into_response()),
        Err(error) => {
            let refused = said(w, error)?.into_iter().map(|(_, text)| text).collect();
            page(&visit, &holding, &posted, refused).await
        }
    }
}

/// Says where the money is paid to. Somebody at the council confirms it.
pub async fn bank(visit: Visit, Path((_, holding)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let id: HoldingId = holding.parse().map_err(|_| Fault::NotFound)?;
    let child = visit.child()?;
    let mut posted = sent.posted(w);
    let typed = (posted.value("name"), posted.value("sort-code"), posted.value("account-number"));
    match ask_bank_details(&visit.signed_caller()?, child, id, typed).await {
        Ok(_) => Ok(Redirect::to(&format!("/family/{child}/money/set-up/{id}?done=bank-given")).into_response()),
        Err(error) => {
            let mut refused = Vec::new();
            for (field, text) in said(w, error)? {
                if field.is_empty() {
                    refused.push(text);
                } else {
                    posted.refuse_in_words(&field, text);
                }
            }
            page(&visit, &holding, &posted, refused).await
        }
    }
}
