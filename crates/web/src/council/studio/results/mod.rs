//! `/council/studio/{study}/results`: what came out, as charts with their tables; who has signed it; the draft that can be
//! published from it; how to make it again.

mod charts;
mod report;
mod signing;

pub use report::show as show_report;
pub use signing::{send_publication, send_signature};

use actions::studio::Stage;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use calibration::study::{Chosen, Picture, quoted_for_a_shell};
use calibration::wording::Block;
use seven_core::access::Action;
use store::studies::{self, Study, StudyResult};
use store::{Reading, StoreError};

use super::files::{first_day, scheme_id};
use super::parts::Command;
use super::{Step, found, kept, office};
use crate::council::layout::{Office, may};
use crate::fault::Fault;
use crate::parts::form::Posted;
use crate::visit::Visit;
use crate::words::PageWords;

pub(super) const FOLDER: &str = "council/studio/results";

/// What came out.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Fault> {
    page(&visit, &id, &Posted::empty(visit.words(FOLDER))).await
}

/// A study with its result; nothing where it has none.
async fn with_result(visit: &Visit, id: &str) -> Result<(Reading, Study, Option<StudyResult>), Fault> {
    let (mut reading, study) = found(visit, id).await?;
    let result = match super::stage(&study, visit.moment.at) {
        Stage::Done => studies::result(&mut reading, study.id).await?,
        _ => None,
    };
    Ok((reading, study, result))
}

async fn page(visit: &Visit, id: &str, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let (mut reading, study, result) = with_result(visit, id).await?;
    let Some(result) = result else {
        return Ok(Redirect::to(&format!("/council/studio/{}/run", study.id)).into_response());
    };
    let picture: Picture = kept("picture", &result.picture)?;
    let told: Vec<Block> = kept("told", &result.told)?;
    let mut office = office(visit, w, &study, Step::Results).mended(posted);
    office = short(w, office, &told).link(w.t("report"), &format!("/council/studio/{}/report", study.id));
    office = charts::all(w, office, &picture);
    let signatures = studies::signatures(&mut reading, study.id).await?;
    drop(reading);
    office = signing::signatures(visit, office, &study, &signatures, posted);
    office = signing::publication(visit, office, &study, &result, posted)?;
    again(visit, w, office, &study)?.shown()
}

/// The first paragraphs of the report, and all of its warnings.
fn short(w: PageWords, mut office: Office, told: &[Block]) -> Office {
    let mut headings = 0;
    let mut warnings = Vec::new();
    for block in told {
        match block {
            Block::Heading(2, _) => headings += 1,
            Block::Paragraph(text) if headings == 1 => office = office.say(text),
            Block::Warning(text) => warnings.push(text.clone()),
            _ => {}
        }
    }
    if warnings.is_empty() { office } else { office.heading(w.t("mind")).bullets(&warnings) }
}

/// The files, and the commands that make the same.
fn again(visit: &Visit, w: PageWords, office: Office, study: &Study) -> Result<Office, Fault> {
    let chosen: Chosen = match &study.chosen {
        Some(text) => kept("chosen", text)?,
        None => return Err(StoreError::Unreadable { column: "chosen", why: "it is empty".to_owned() }.into()),
    };
    let file = |name: &str| format!("/council/studio/{}/file/{name}", study.id);
    let mut office = office.heading(w.t("again_title")).say(&w.say("again_lead", &[("hash", &study.cases_hash)]));
    if may(visit, Action::MakeStudy) {
        office = office.link(w.t("file.cases"), &file("cases.csv"));
    }
    if visit.app.documents.is_some() {
        office = office.link(w.t("file.report"), &file("report.html"));
    }
    office = office.link(w.t("file.evidence"), &file("evidence.json"));
    let command = |what: &str, chosen: Vec<String>, more: &[&str]| {
        let start = ["sevensteps", "studio", what, "cases.csv"].map(str::to_owned).to_vec();
        let more: Vec<String> = more.iter().map(|one| (*one).to_owned()).collect();
        quoted_for_a_shell(&[start, chosen, more].concat())
    };
    let report = |more: &[&str]| command("report", chosen.arguments(), more);
    let mut lines = vec![report(&["--out", "report.html"]), report(&["--format", "json", "--out", "evidence.json"])];
    // a draft from one's own records asks the questions of a scheme, whose folder the command would have to name
    if study.questions.is_none() {
        let (id, day) = (scheme_id(study), first_day(visit).to_string());
        let names = ["--title", &study.title, "--authority", &visit.authority.name, "--date", &day, "--out", &id];
        lines.push(command("fit", chosen.table_arguments(), &names));
    }
    Ok(office.with(&Command { label: w.t("commands").to_owned(), text: lines.join("\n") }))
}
