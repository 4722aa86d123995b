//! `/council/studio/{study}/choose`: the method, the money, what holds for every amount. Each number is a field; the slider
//! beside it only helps to type.

mod typed;

use actions::studio::{Looked, cases_of, look, start, suggested};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use calibration::study::{Chosen, MethodName};
use store::studies::Study;

use super::parts::Slider;
use super::{Step, found, kept, office};
use crate::council::layout::{Form, refuse};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "council/studio/choose";

/// The choices as they stand, or as the cases suggest.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Fault> {
    let (mut reading, study) = found(&visit, &id).await?;
    let looked = look(&cases_of(&mut reading, study.id).await?)?;
    drop(reading);
    let chosen: Chosen = match &study.chosen {
        Some(text) => kept("chosen", text)?,
        None => suggested(&looked),
    };
    let posted = Posted::of(visit.words(FOLDER), typed::shown(&chosen));
    page(&visit, &study, &looked, &posted).await
}

async fn page(visit: &Visit, study: &Study, looked: &Looked, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let office = office(visit, w, study, Step::Choose).mended(posted).say(w.t("lead"));
    let form = money(method(form(visit, study), w, posted), w, looked, posted);
    let form = groups(form, w, looked, posted);
    office.link(w.t("methods"), "/council/studio/methods").with(&form.button(Button::new(w.t("run")))).shown()
}

fn form(visit: &Visit, study: &Study) -> Form {
    Form::new(visit, format!("/council/studio/{}/choose", study.id)).hidden("version", study.version)
}

fn method(form: Form, w: PageWords, posted: &Posted) -> Form {
    let methods = MethodName::ALL.map(|method| {
        let code = method.code();
        let hint = w.find(&format!("method_hint.{code}")).unwrap_or_default();
        Choice::new(code, w.find(&format!("method.{code}")).unwrap_or(code)).hint(hint)
    });
    let near =
        ["squares", "median"].map(|code| Choice::new(code, w.find(&format!("near_choice.{code}")).unwrap_or(code)));
    form.field(&posted.field("method").radios(methods.to_vec()))
        .field(&posted.field("near").radios(near.to_vec()))
        .field(&Slider::new(posted.field("bands"), (1, 20)))
        .field(&Slider::new(posted.field("multiple"), (1, 50)))
}

fn money(form: Form, w: PageWords, looked: &Looked, posted: &Posted) -> Form {
    let spent = looked.cases.cost_pence.iter().copied().fold(0_i64, i64::saturating_add) / 100;
    let dearest = looked.cases.cost_pence.iter().copied().max().unwrap_or(0) / 100;
    let meet = ["least-loss", "common-shift", "common-share"]
        .map(|code| Choice::new(code, w.find(&format!("meet_choice.{code}")).unwrap_or(code)));
    form.field(&Slider::pounds(posted.field("budget"), round_up(spent.saturating_mul(2)), 1_000))
        .field(&Slider::percent(posted.field("contingency"), 40))
        .field(&posted.field("meet").radios(meet.to_vec()))
        .field(&Slider::pounds(posted.field("floor"), round_up(dearest / 4), 100))
        .field(&Slider::pounds(posted.field("ceiling"), round_up(dearest.saturating_mul(2)), 500))
        .field(&Slider::pounds(posted.field("cap"), round_up(dearest), 100))
}

/// The next ten thousand, so that a slider ends at a round sum.
fn round_up(pounds: i64) -> i64 {
    (pounds / 10_000 + 1) * 10_000
}

fn groups(mut form: Form, w: PageWords, looked: &Looked, posted: &Posted) -> Form {
    let columns = looked.columns();
    if !columns.is_empty() {
        let (chosen, allowed) = (posted.all("groups"), posted.all("adjust"));
        let boxes = columns.iter().map(|name| Choice::new(*name, *name).chosen(chosen.contains(name)));
        form = form.field(&posted.field("groups").checkboxes(boxes.collect()));
        let points = looked.cases.points.as_ref().map(|_| ("points", w.t("points")));
        let others = points.into_iter().chain(columns.iter().map(|name| (*name, *name)));
        let boxes = others.map(|(name, text)| Choice::new(name, text).chosen(allowed.contains(&name)));
        form = form.field(&posted.field("adjust").checkboxes(boxes.collect()));
    }
    if looked.cases.points.is_none() || !posted.value("questions").is_empty() {
        form = form.field(&posted.field("questions").text());
    }
    if !looked.faults.is_empty() {
        let is_chosen = !posted.value("leave-out").is_empty();
        let said = w.count("leave_out", u64::try_from(looked.faults.len()).unwrap_or(0));
        form = form.field(&posted.field("leave-out").checkboxes(vec![Choice::new("yes", said).chosen(is_chosen)]));
    }
    form.field(&posted.field("samples").text().digits().characters(5))
        .field(&posted.field("seed").text().digits().characters(10))
}

/// Keeps the choices and begins a run; it goes on when the answer has been given.
pub async fn send(visit: Visit, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let (mut reading, study) = found(&visit, &id).await?;
    let looked = look(&cases_of(&mut reading, study.id).await?)?;
    drop(reading);
    let mut posted = sent.posted(w);
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let begun = match typed::read(&posted) {
        Ok(chosen) => start(&visit.signed_caller()?, (study.id, version), &chosen).await,
        Err(error) => Err(error),
    };
    match begun {
        Ok(run) => {
            super::run::begin(&visit, run);
            Ok(Redirect::to(&format!("/council/studio/{}/run", study.id)).into_response())
        }
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &study, &looked, &posted).await
        }
    }
}
