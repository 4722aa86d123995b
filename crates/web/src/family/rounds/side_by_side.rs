//! The sheets that one may see, side by side, question by question; what was settled stands below with its reason.

use askama::Template;
use axum::extract::Path;
use axum::response::Html;
use ras::scheme::Question;
use store::sheets::StoredSheet;

use super::Desk;
use crate::family::name_of;
use crate::fault::Fault;
use crate::parts::layout::{Page, Width};
use crate::visit::Visit;
use crate::words::PageWords;

/// What somebody answered.
struct Said {
    who: String,
    answer: String,
    remark: Option<String>,
}

/// A question with everybody's answers.
struct Line {
    question: String,
    said: Vec<Said>,
    settled: Option<(String, Option<String>)>,
}

#[derive(Template)]
#[template(path = "family/rounds/side_by_side.html")]
struct BesidePage {
    page: Page,
    w: PageWords,
    different: Vec<Line>,
    alike: Vec<Line>,
}

/// The comparison.
pub async fn show(visit: Visit, Path((_, round)): Path<(String, String)>) -> Result<Html<String>, Fault> {
    let desk = Desk::open(visit, "family/rounds", &round).await?;
    let seen = desk.round.seen_by(desk.viewer(), desk.visit.moment.today);
    let mut reading = desk.visit.reading().await?;
    let mut named: Vec<(String, &StoredSheet)> = Vec::new();
    for stored in seen {
        named.push((name_of(&mut reading, stored.sheet.author).await?, stored));
    }
    drop(reading);
    let sheets: Vec<_> = named.iter().map(|(_, stored)| stored.sheet.clone()).collect();
    let (scheme, calculator) = (&desk.round.loaded.scheme, &desk.round.loaded.calculator);
    let differing = seven_core::assessment::differences(scheme, calculator, &sheets);
    let is_different = |id: &str| differing.iter().any(|one| one.question == id);
    let mut different: Vec<Line> = Vec::new();
    for difference in &differing {
        different.extend(
            scheme.questions.iter().filter(|one| one.id == difference.question).map(|one| line(&desk, &named, one)),
        );
    }
    let others = scheme.questions.iter().filter(|one| !is_different(&one.id));
    let alike = others.map(|one| line(&desk, &named, one)).filter(|line| !line.said.is_empty()).collect();
    let mut page = desk.page(desk.w.t("beside.title"));
    page.width = Width::Wide;
    Ok(Html(BesidePage { page, w: desk.w, different, alike }.render()?))
}

fn line(desk: &Desk, named: &[(String, &StoredSheet)], question: &Question) -> Line {
    let asker = desk.asker();
    let said = |(who, stored): &(String, &StoredSheet)| {
        let value = stored.sheet.answers.get(&question.id)?;
        let remark = stored.remarks.get(&question.id).cloned();
        Some(Said { who: who.clone(), answer: asker.in_words(question, value), remark })
    };
    let settled = desk.round.settlements.iter().find(|one| one.question == question.id).map(|one| {
        let answer = asker.in_words(question, &one.value);
        let reason = (!one.reason.is_empty()).then(|| desk.w.say("beside.settled-why", &[("reason", &one.reason)]));
        (desk.w.say("beside.settled", &[("answer", &answer)]), reason)
    });
    let question_text = desk.words.question(&question.id).to_owned();
    Line { question: question_text, said: named.iter().filter_map(said).collect(), settled }
}
