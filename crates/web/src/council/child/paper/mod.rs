//! `/council/children/{child}/paper`: answers that came on paper, typed in as they stand and marked as paper.

use actions::ActionError;
use actions::assessment::{Round, enter_paper};
use axum::response::Response;
use ras::scheme::QuestionKind;
use seven_core::people::Holder;
use store::sheets::Answer;
use store::{assessments, relations, staff};

use super::{Known, home};
use crate::council::layout::{Form, back, refuse};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Field, Posted};
use crate::parts::show::Empty;
use crate::sent::Sent;
use crate::visit::Visit;

/// The form.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words("council/child/paper"))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/child/paper");
    let known = Known::of(visit).await?;
    let child = known.child.id;
    let today = visit.moment.today;
    let mut reading = visit.reading().await?;
    let rounds = assessments::of_child(&mut reading, child).await?;
    let office = known.page(visit, w, "answers").heading(w.t("title")).mended(posted);
    let Some(open) = rounds.into_iter().find(|one| one.status.takes_answers()) else {
        return office.with(&Empty::new(w, w.t("none"))).shown();
    };
    let round = Round::of(&mut reading, open, today).await?;
    let names = staff::around(&mut reading, child).await?;
    let all = relations::of_child(&mut reading, child).await?;
    let mut authors = vec![Choice::new(child.to_string(), known.child.name.shown())];
    for one in all.iter().filter(|one| one.is_live(today) && one.kind.is_family()) {
        if let (Holder::Person(person), Some(name)) = (one.holder, names.iter().find(|name| name.relation == one.id)) {
            authors.push(Choice::new(person.to_string(), name.name.clone()));
        }
    }
    let mut form = Form::new(visit, format!("{}/paper", home(child)))
        .hidden("assessment", round.assessment.id)
        .field(&posted.field("author").select(authors));
    let scheme = &round.loaded.scheme;
    let words = scheme.words_in(&scheme.language);
    for question in &scheme.questions {
        let own = words.questions.get(&question.id).cloned().unwrap_or_default();
        let name = format!("answer-{}", question.id);
        let label = own.text.clone().unwrap_or_else(|| question.id.clone());
        let mut field = Field::new(w, name.clone(), label).value(posted.value(&name));
        field.error = posted.field(&name).error;
        let option = |value: &String| Choice::new(value.clone(), own.options.get(value).unwrap_or(value).clone());
        form = match &question.kind {
            QuestionKind::Levels(options) | QuestionKind::Choice(options) => {
                form.field(&field.radios(options.iter().map(option).collect()))
            }
            QuestionKind::YesNo => {
                let choices = vec![Choice::new("yes", w.t("yes")), Choice::new("no", w.t("no"))];
                form.field(&field.radios(choices).inline())
            }
            _ => form.field(&field.text().characters(10)),
        };
    }
    office.say(w.t("lead")).with(&form.button(Button::new(w.t("keep")))).shown()
}

/// Keeps the sheet.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("council/child/paper");
    let answers: Vec<Answer> = sent
        .0
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("answer-")?, value.trim())))
        .map(|(question, value)| Answer {
            question: question.to_owned(),
            answer: value.to_owned(),
            remark: String::new(),
        })
        .collect();
    let mut posted = sent.posted(w);
    let assessment = posted.value("assessment").parse().map_err(|_| Fault::NotFound)?;
    let child = visit.child()?;
    let done = match posted.value("author").parse() {
        Ok(author) => enter_paper(&visit.signed_caller()?, child, assessment, author, &answers).await,
        Err(_) => Err(ActionError::invalid("author", "missing")),
    };
    match done {
        Ok(_) => Ok(back(&format!("{}/answers", home(child)), "paper-entered")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}
