//! Who signs for a result, and the draft scheme that is published from it.

use actions::schemes::{Answered, check_files};
use actions::studio::{Publishing, SIDES, files_of, publish_draft, sign};
use axum::extract::Path;
use axum::response::Response;
use seven_core::access::Action;
use store::studies::{Signature, Study, StudyResult};

use super::super::files::{first_day, scheme_id};
use super::super::{found, sentence};
use super::{FOLDER, page};
use crate::council::layout::{Form, Office, back, may, refuse};
use crate::council::shown::{self, typed_day};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Row, SummaryList};
use crate::sent::Sent;
use crate::visit::Visit;

/// The signatures, which sides are missing, and the form to sign.
pub fn signatures(visit: &Visit, office: Office, study: &Study, all: &[Signature], posted: &Posted) -> Office {
    let w = visit.words(FOLDER);
    let side = |code: &str| w.find(&format!("side_choice.{code}")).unwrap_or_default();
    let is_present = |one: &Signature| study.result_hash.as_deref() == Some(one.result_hash.as_str());
    let mut office = office.heading(w.t("sign_title")).say(w.t("sign_lead"));
    for one in all {
        let mut rows = vec![
            Row::new(w.t("signed.by"), one.name.clone()),
            Row::new(w.t("signed.words"), one.words.clone()),
            Row::new(
                w.t("signed.on"),
                w.say("signed.written", &[("day", &shown::instant(one.signed_at)), ("name", &one.written_by)]),
            ),
        ];
        if !is_present(one) {
            rows.push(Row::new(w.t("signed.of"), w.t("signed.earlier")));
        }
        office = office.with(&SummaryList::new(rows).titled(side(&one.side)));
    }
    let missing: Vec<String> = SIDES
        .into_iter()
        .filter(|code| !all.iter().any(|one| one.side == *code && is_present(one)))
        .map(|code| w.say("signed.missing", &[("side", &side(code))]))
        .collect();
    office = office.bullets(&missing);
    if !may(visit, Action::SignStudy) {
        return office;
    }
    let sides = SIDES.map(|code| Choice::new(code, side(code)));
    let form = Form::new(visit, format!("/council/studio/{}/sign", study.id))
        .hidden("result", study.result_hash.as_deref().unwrap_or_default())
        .field(&posted.field("side").radios(sides.to_vec()))
        .field(&posted.field("name").text().at_most(200))
        .field(&posted.field("words").text_area(2_000).rows(3))
        .button(Button::new(w.t("sign")).secondary());
    office.with(&form)
}

/// The draft: where it was published, or the form to publish it.
pub fn publication(
    visit: &Visit,
    office: Office,
    study: &Study,
    result: &StudyResult,
    posted: &Posted,
) -> Result<Office, Fault> {
    let w = visit.words(FOLDER);
    let office = office.heading(w.t("publish_title"));
    if let Some(version) = study.scheme_version {
        return Ok(office.say(w.t("published")).link(w.t("version"), &format!("/council/schemes/{version}")));
    }
    if !may(visit, Action::PublishScheme) {
        return Ok(office.say(w.t("not_published")));
    }
    let usual = Publishing {
        id: scheme_id(study),
        from: Some(first_day(visit)),
        title: study.title.clone(),
        authority: visit.authority.name.clone(),
        ..Publishing::default()
    };
    let office = office.say(w.t("publish_lead"));
    let checked = match files_of(result, &usual) {
        Ok(files) => check_files(&files),
        Err(actions::ActionError::Rule(problem)) => {
            let why = problem.values.first().map(|(_, why)| sentence(why)).unwrap_or_default();
            return Ok(office.say(w.t("no_scheme")).say(&why));
        }
        Err(other) => return Err(other.into()),
    };
    let posted = if posted.value("id").is_empty() { filled(posted, &usual) } else { posted.clone() };
    let mut form = Form::new(visit, format!("/council/studio/{}/publish", study.id))
        .hidden("result", study.result_hash.as_deref().unwrap_or_default())
        .field(&posted.field("id").text().at_most(60))
        .field(&posted.field("title").text().at_most(200))
        .field(&posted.field("from").date());
    if checked.cliff_count() > 0 {
        form = form.field(&posted.field("cliffs").text().at_most(300));
    }
    form = form.field(&posted.field("equality").text_area(4_000)).button(Button::new(w.t("publish")));
    Ok(office.say(&w.say("proven", &[("cliffs", &checked.cliff_count())])).with(&form))
}

/// The form with what is usual in it, and what was found wrong with another form of the page.
fn filled(posted: &Posted, usual: &Publishing) -> Posted {
    let day = usual.from.map(|day| (day.day().to_string(), day.month().to_string(), day.year().to_string()));
    let (day, month, year) = day.unwrap_or_default();
    posted.clone().with(vec![
        ("id".to_owned(), usual.id.clone()),
        ("title".to_owned(), usual.title.clone()),
        ("from-day".to_owned(), day),
        ("from-month".to_owned(), month),
        ("from-year".to_owned(), year),
    ])
}

/// Signs.
pub async fn send_signature(visit: Visit, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let (_, study) = found(&visit, &id).await?;
    let words = (posted.value("name"), posted.value("words"));
    match sign(&visit.signed_caller()?, study.id, posted.value("side"), words, posted.value("result")).await {
        Ok(()) => Ok(back(&format!("/council/studio/{}/results", study.id), "signed")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &id, &posted).await
        }
    }
}

/// Publishes a draft.
pub async fn send_publication(visit: Visit, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let (_, study) = found(&visit, &id).await?;
    let asked = Publishing {
        id: posted.value("id").to_owned(),
        from: typed_day(&posted.date("from")),
        title: posted.value("title").to_owned(),
        authority: visit.authority.name.clone(),
        answered: Answered {
            cliffs_accepted_by: posted.value("cliffs").to_owned(),
            equality_note: posted.value("equality").to_owned(),
        },
    };
    match publish_draft(&visit.signed_caller()?, study.id, posted.value("result"), &asked).await {
        Ok(_) => Ok(back(&format!("/council/studio/{}/results", study.id), "draft-published")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &id, &posted).await
        }
    }
}
