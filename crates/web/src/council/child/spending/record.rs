//! A receipt, cash, miles, hours or a bill that came to a worker on paper: the family's own form, kept for the family.

use actions::ActionError;
use actions::spending::{add_picture, record, view};
use axum::extract::Path;
use axum::response::Response;
use seven_core::matching::ExpectedKind;

use super::super::{Known, home};
use crate::council::layout::{Form, back};
use crate::council::shown;
use crate::family::spending::write_down::{fields, file, kind_of, on_the_form, read};
use crate::family::spending::{FOLDER as FAMILYS, said};
use crate::fault::Fault;
use crate::parts::form::{Button, Posted};
use crate::sent::Upload;
use crate::visit::Visit;

/// The form of a kind.
pub async fn show(visit: Visit, Path((_, kind)): Path<(String, String)>) -> Result<Response, Fault> {
    let posted = Posted::empty(visit.words(FAMILYS));
    page(&visit, kind_of(&kind)?, &posted).await
}

async fn page(visit: &Visit, kind: ExpectedKind, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(super::FOLDER);
    let known = Known::of(visit).await?;
    let child = known.child.id;
    let plan = view(&visit.signed_caller()?, child).await?.plan;
    let at = format!("{}/money/spending", home(child));
    let mut form = Form::new(visit, format!("{at}/paper/{}", kind.code())).upload().fields(fields(
        visit.words(FAMILYS),
        &plan,
        kind,
        posted,
    ));
    if kind != ExpectedKind::Mileage {
        form = form.field(&file(kind, posted));
    }
    let form = form.button(Button::new(w.t("enter")));
    let office = known.page(visit, w, "money").mended(posted).link(w.t("back_to_spending"), &at);
    office.heading(&shown::coded(w, "paper", kind.code())).say(w.t("enter_lead")).with(&form).shown()
}

/// Keeps it for the family.
pub async fn send(visit: Visit, Path((_, kind)): Path<(String, String)>, upload: Upload) -> Result<Response, Fault> {
    let kind = kind_of(&kind)?;
    let w = visit.words(FAMILYS);
    let child = visit.child()?;
    let caller = visit.signed_caller()?;
    let mut posted = upload.fields.posted(w);
    let plan = view(&caller, child).await?.plan;
    let to = format!("{}/money/spending", home(child));
    let Some(new) = read(w, &plan, kind, &mut posted) else { return page(&visit, kind, &posted).await };
    match record(&caller, child, new).await {
        Ok(_) if upload.bytes.is_empty() => Ok(back(&to, "paper-entered")),
        Ok(id) => match add_picture(&caller, child, id, upload.bytes).await {
            Ok(_) => Ok(back(&to, "paper-entered")),
            // the record is kept all the same
            Err(ActionError::Invalid(_)) => Ok(back(&to, "paper-entered-bare")),
            Err(error) => Err(error.into()),
        },
        Err(error @ (ActionError::Invalid(_) | ActionError::Rule(_))) => {
            for (field, text) in said(w, error)? {
                posted.refuse_in_words(on_the_form(kind, &field), text);
            }
            page(&visit, kind, &posted).await
        }
        Err(error) => Err(error.into()),
    }
}
