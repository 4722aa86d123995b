//! `/council/children/{child}/details`: who the child is and how to reach them, to be corrected. Where two people correct at
//! once, the second sees the other's change beside what they typed, and nothing of it is lost.

use actions::ActionError;
use actions::people::{NewContact, NewDetails, TypedIdentity, change_details};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use seven_core::access::Action;
use seven_core::people::Person;
use seven_core::people::identifiers::{Uln, Upn};
use store::StoreError;

use super::{Known, home};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown::typed_day;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Inset, Notice};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// Fields of who the child is, then those of how to reach them.
const IDENTITY: [&str; 7] = ["given", "family", "known-as", "born", "upn", "nhs", "uln"];
const CONTACT: [&str; 4] = ["email", "phone", "address", "language"];

/// The details as they are.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let known = Known::of(&visit).await?;
    let stored = Posted::of(visit.words("council/child/details"), as_stored(&known.child));
    page(&visit, &known, &stored, &[])?.shown()
}

/// Whether the visitor may see and change how to reach the child.
fn sees_contact(known: &Known) -> bool {
    !known.child.contact.is_restricted || known.may(Action::ViewRestrictedAddress)
}

fn as_stored(child: &Person) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> =
        IDENTITY.iter().chain(&CONTACT).map(|field| ((*field).to_owned(), stored(child, field))).collect();
    if let Some(born) = child.born {
        let parts =
            [("year", i32::from(born.year())), ("month", i32::from(born.month())), ("day", i32::from(born.day()))];
        values.extend(parts.map(|(part, number)| (format!("born-{part}"), number.to_string())));
    }
    values
}

/// A field of a child as the form holds it.
fn stored(child: &Person, field: &str) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    match field {
        "given" => child.name.given().to_owned(),
        "family" => child.name.family().to_owned(),
        "known-as" => child.name.known_as().unwrap_or_default().to_owned(),
        "born" => child.born.map(|born| born.to_string()).unwrap_or_default(),
        "upn" => child.upn.as_ref().map(Upn::as_str).unwrap_or_default().to_owned(),
        "nhs" => child.nhs_number.as_ref().map(ToString::to_string).unwrap_or_default(),
        "uln" => child.uln.as_ref().map(Uln::as_str).unwrap_or_default().to_owned(),
        "email" => text(&child.contact.email),
        "phone" => text(&child.contact.phone),
        "address" => text(&child.contact.address),
        "language" => child.contact.language.clone().unwrap_or_else(|| "en".to_owned()),
        _ => String::new(),
    }
}

fn page(visit: &Visit, known: &Known, posted: &Posted, theirs: &[String]) -> Result<Office, Fault> {
    let w = visit.words("council/child/details");
    let child = &known.child;
    let mut office = known.page(visit, w, "details").say(w.t("lead")).mended(posted).bullets(theirs);
    let mut form = Form::new(visit, format!("{}/details", home(child.id)))
        .hidden("version", child.version)
        .field(&posted.field("given").text().at_most(300))
        .field(&posted.field("family").text().at_most(300))
        .field(&posted.field("known-as").text().at_most(300))
        .field(&posted.field("born").date())
        .field(&posted.field("upn").text().characters(20))
        .field(&posted.field("nhs").text().digits().characters(20))
        .field(&posted.field("uln").text().digits().characters(20));
    if sees_contact(known) {
        let languages = vec![Choice::new("en", w.t("english")), Choice::new("cy", w.t("welsh"))];
        form = form
            .field(&posted.field("email").text().email())
            .field(&posted.field("phone").text())
            .field(&posted.field("address").text_area(300).rows(4))
            .field(&posted.field("language").radios(languages).inline());
    } else {
        office = office.with(&Inset::new(w.t("kept_from_you")));
    }
    Ok(office.with(&form.button(Button::new(w.t("save")))))
}

/// Keeps the details.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("council/child/details");
    let mut posted = sent.posted(w);
    let child = visit.child()?;
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let value = |name: &str| posted.value(name).to_owned();
    let new = NewDetails {
        identity: TypedIdentity {
            given: value("given"),
            family: value("family"),
            known_as: value("known-as"),
            born: typed_day(&posted.date("born")),
            upn: value("upn"),
            nhs_number: value("nhs"),
            uln: value("uln"),
        },
        contact: (!posted.all("language").is_empty()).then(|| NewContact {
            email: value("email"),
            phone: value("phone"),
            address: Some(value("address")),
            language: value("language"),
        }),
    };
    match change_details(&visit.signed_caller()?, child, version, &new).await {
        Ok(()) => Ok(back(&home(child), "details-kept")),
        Err(ActionError::Store(StoreError::Changed(_))) => beside_theirs(&visit, &posted).await,
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &Known::of(&visit).await?, &posted, &[])?.shown()
        }
    }
}

/// What the other wrote, beside what was typed here.
async fn beside_theirs(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/child/details");
    let known = Known::of(visit).await?;
    let fields = IDENTITY.iter().chain(CONTACT.iter().filter(|_| sees_contact(&known)));
    let differing: Vec<String> = fields.filter_map(|field| difference(w, &known.child, posted, field)).collect();
    let text = w.t(if differing.is_empty() { "changed_same" } else { "changed" });
    let mut office = page(visit, &known, posted, &differing)?;
    office.page.notice = Some(Notice::information(w, text).id("changed".to_owned()));
    office.page.title = format!("{}: {}", w.t("changed_title"), office.page.title);
    Ok((StatusCode::CONFLICT, office.shown()?).into_response())
}

/// A field that says something else than what was typed.
fn difference(w: PageWords, child: &Person, posted: &Posted, field: &str) -> Option<String> {
    let theirs = stored(child, field);
    let yours = if field == "born" { posted.date(field) } else { posted.value(field).to_owned() };
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    if bare(&theirs) == bare(&yours) {
        return None;
    }
    let or_nothing = |text: String| if text.is_empty() { w.t("nothing").to_owned() } else { text };
    let label = w.find(&format!("{field}.label")).unwrap_or(field);
    Some(w.say("theirs", &[("field", &label), ("theirs", &or_nothing(theirs)), ("yours", &or_nothing(yours))]))
}
