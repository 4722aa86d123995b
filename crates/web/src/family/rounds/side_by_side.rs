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
    let alike = others.map(|one| together(line(&desk, &named, one))).filter(|line| !line.said.is_empty()).collect();
    let mut page = desk.page(desk.w.t("beside.title"));
    page.width = Width::Wide;
    Ok(Html(BesidePage { page, w: desk.w, different, alike }.render()?))
}

/// The same answer once, with everybody who gave it; whoever wrote beside it keeps their own.
fn together(line: Line) -> Line {
    let mut said: Vec<Said> = Vec::new();
    for one in line.said {
        let same = said.iter_mut().find(|other| other.answer == one.answer && other.remark.is_none());
        match same.filter(|_| one.remark.is_none()) {
            Some(other) => other.who = format!("{}, {}", other.who, one.who),
            None => said.push(one),
        }
    }
    Line { said, ..line }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_answer_stands_once_and_own_words_stay_their_writers() {
        let said = |who: &str, remark: Option<&str>| Said {
            who: who.to_owned(),
            answer: "Some help".to_owned(),
            remark: remark.map(str::to_owned),
        };
        let given = vec![said("Amina", None), said("Zara", Some("at night")), said("Grace", None)];
        let line = together(Line { question: "Nights".to_owned(), said: given, settled: None });
        let shown: Vec<_> = line.said.iter().map(|one| (one.who.as_str(), one.remark.as_deref())).collect();
        assert_eq!(shown, [("Amina, Grace", None), ("Zara", Some("at night"))]);
    }
}
