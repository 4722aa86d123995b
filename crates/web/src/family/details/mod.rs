//! `/family/{child}/details`: how to reach the child or young person.

use actions::ActionError;
use actions::people::{NewContact, change_contact};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use store::{StoreError, people};

use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Choice, Choices, Csrf, Posted, TextArea, TextInput};
use crate::parts::layout::Page;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/details/page.html")]
struct DetailsPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    version: i64,
    email: TextInput,
    phone: TextInput,
    address: Option<TextArea>,
    language: Choices,
    changed: Option<String>,
}

/// The details as they are.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, None, false).await
}

async fn page(visit: &Visit, typed: Option<Posted>, was_changed: bool) -> Result<Response, Fault> {
    let w = visit.words("family/details");
    let id = visit.child()?;
    let mut reading = visit.reading().await?;
    let child = people::find(&mut reading, id).await?.ok_or(Fault::NotFound)?;
    drop(reading);
    let contact = &child.contact;
    let stored = [
        ("email", contact.email.clone()),
        ("phone", contact.phone.clone()),
        ("address", contact.address.clone().filter(|_| !contact.is_restricted)),
        ("language", contact.language.clone()),
    ];
    let stored: Vec<(String, String)> =
        stored.into_iter().map(|(name, value)| (name.to_owned(), value.unwrap_or_default())).collect();
    let changed = was_changed.then(|| {
        let is_told = |(name, value): &&(String, String)| name != "language" && !value.is_empty();
        let theirs: Vec<&str> = stored.iter().filter(is_told).map(|(_, value)| value.as_str()).collect();
        w.say("changed", &[("theirs", &theirs.join("; "))])
    });
    let is_typed = typed.is_some();
    let posted = typed.unwrap_or_else(|| Posted::of(w, stored));
    let mut page = visit.page(w, w.t("title"));
    page.back = Some(Link::new(w.say("nav.child", &[("name", &child.name.first())]), format!("/family/{id}")));
    page.errors = posted.errors();
    let languages = vec![Choice::new("en", w.t("english")), Choice::new("cy", w.t("welsh"))];
    let page = DetailsPage {
        page,
        w,
        csrf: visit.csrf(),
        version: child.version,
        email: posted.field("email").text().email(),
        phone: posted.field("phone").text().autocomplete("tel"),
        address: (!contact.is_restricted).then(|| posted.field("address").text_area(300).rows(4)),
        language: posted.field("language").radios(languages).inline(),
        changed,
    };
    let status = if was_changed {
        StatusCode::CONFLICT
    } else if is_typed {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// Keeps the details.
pub async fn save(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("family/details");
    let id = visit.child()?;
    let version = sent.value("version").parse().unwrap_or(0);
    let has_address = sent.0.iter().any(|(name, _)| name == "address");
    let new = NewContact {
        email: sent.value("email").to_owned(),
        phone: sent.value("phone").to_owned(),
        address: has_address.then(|| sent.value("address").to_owned()),
        language: sent.value("language").to_owned(),
    };
    match change_contact(&visit.signed_caller()?, id, version, &new).await {
        Ok(()) => Ok(Redirect::to(&format!("/family/{id}?done=details")).into_response()),
        Err(ActionError::Invalid(problems)) => {
            let mut posted = sent.posted(w);
            for problem in problems {
                posted.refuse(&problem.field, problem.code, &[]);
            }
            page(&visit, Some(posted), false).await
        }
        Err(ActionError::Store(StoreError::Changed(_))) => page(&visit, Some(sent.posted(w)), true).await,
        Err(error) => Err(error.into()),
    }
}
