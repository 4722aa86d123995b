//! `/council/studio/{study}/run`: how far a run has come. It can be left and come back to, and cancelled.

use std::sync::Arc;

use actions::studio::{Press, Run, Stage, cancel, stage};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::access::Action;

use super::parts::Progress;
use super::{Step, found, office, sentence};
use crate::council::layout::{Form, back, may, refuse};
use crate::fault::Fault;
use crate::parts::form::{Button, Posted};
use crate::sent::Sent;
use crate::visit::Visit;

const FOLDER: &str = "council/studio/run";

/// Lets a run go on by itself, after the answer has been given.
pub(super) fn begin(visit: &Visit, run: Run) {
    let app = visit.app.clone();
    let press: Option<Press> = app.documents.clone().map(|documents| {
        let press: Press = Arc::new(move |made: &calibration::study::Made| documents.study(made));
        press
    });
    tokio::spawn(async move {
        if let Err(error) = run.go(press, || app.clock.now()).await {
            tracing::error!(%error, "a study fell silent");
        }
    });
}

/// Where the run stands.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Fault> {
    page(&visit, &id, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, id: &str, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let (_, study) = found(visit, id).await?;
    let stage = stage(&study, visit.moment.at);
    let to = |end: &str| format!("/council/studio/{}{end}", study.id);
    match stage {
        Stage::Open => return Ok(Redirect::to(&to("")).into_response()),
        Stage::Done if posted.is_right() => return Ok(Redirect::to(&to("/results")).into_response()),
        _ => {}
    }
    let key = format!("said.{}", stage.code());
    let progress = Progress {
        words: w.say(&key, &[("percent", &study.percent)]),
        label: w.t("label").to_owned(),
        is_under_way: stage.is_under_way(),
        percent: study.percent,
    };
    let mut office = office(visit, w, &study, Step::Run).mended(posted).with(&progress);
    if let Some(why) = study.why.as_deref().filter(|_| stage == Stage::Failed) {
        office = office.say(&sentence(why));
    }
    if stage.is_under_way() {
        office = office.say(w.t("leave")).link(w.t("look_again"), &to("/run"));
    }
    if may(visit, Action::MakeStudy) {
        office = if stage.is_under_way() {
            office.with(&Form::new(visit, to("/cancel")).button(Button::new(w.t("cancel")).warning()))
        } else {
            office.with(&Button::link(w.t("again"), to("/choose")))
        };
    }
    office.shown()
}

/// Cancels it.
pub async fn send_cancel(visit: Visit, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let (_, study) = found(&visit, &id).await?;
    match cancel(&visit.signed_caller()?, study.id).await {
        Ok(()) => Ok(back(&format!("/council/studio/{}/run", study.id), "cancelled")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &id, &posted).await
        }
    }
}
