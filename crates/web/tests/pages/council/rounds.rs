//! A round of answering on its way, as far as a story needs it.

use actions::Caller;
use actions::assessment::{finish_sheet, open, save_answers, settle, submit, tell};
use seven_core::access::Purpose;
use seven_core::assessment::Reason;
use seven_core::{AssessmentId, BudgetId, PersonId};
use store::assessments;
use store::sheets::Answer;

use super::office::{Office, Somebody};
use crate::family::example;
use crate::town::after_minutes;

/// Somebody about to do something, some minutes after the town's beginning.
pub fn caller(office: &Office, person: PersonId, purpose: Purpose, minutes: i64) -> Caller {
    let (store, authority) = (office.town.store.clone(), office.town.authority.clone());
    Caller { store, authority, person: Some(person), purpose, moment: after_minutes(minutes) }
}

/// Every question of the example for children: levels alike, the rest something allowed.
pub fn answers(level: &str) -> Vec<Answer> {
    let given = |question: &str, answer: &str| Answer {
        question: question.to_owned(),
        answer: answer.to_owned(),
        remark: String::new(),
    };
    let mut all = vec![given("born", "2016-05-17"), given("sole-carer", "no"), given("nights-a-week", "3")];
    for question in &example().questions {
        if question.options().is_some_and(|options| options.iter().any(|option| option == level)) {
            all.push(given(&question.id, level));
        }
    }
    all
}

/// A round that the family has handed in; the parent answered alike, and whoever else is named at a level of their own.
pub async fn handed_in(office: &Office, level: &str, besides: Option<(Somebody, &str)>) -> AssessmentId {
    let child = office.town.child;
    let family = caller(office, office.town.parent.0, Purpose::OwnLife, 1);
    let round = open(&family, child, Reason::First).await.unwrap();
    save_answers(&family, child, round, 0, &answers(level)).await.unwrap();
    finish_sheet(&family, child, round).await.unwrap();
    if let Some((who, level)) = besides {
        let worker = caller(office, who.0, Purpose::Work, 1);
        save_answers(&worker, child, round, 0, &answers(level)).await.unwrap();
        finish_sheet(&worker, child, round).await.unwrap();
    }
    submit(&caller(office, office.town.parent.0, Purpose::OwnLife, 2), child, round).await.unwrap();
    round
}

/// A round that is settled, and not told yet.
pub async fn settled(office: &Office, level: &str) -> AssessmentId {
    let round = handed_in(office, level, None).await;
    let ada = caller(office, office.ada.0, Purpose::Work, 3);
    let mut reading = ada.reading().await.unwrap();
    let found = assessments::find(&mut reading, office.town.child, round).await.unwrap().unwrap();
    let open = settle(&ada, office.town.child, round, found.version, &[]).await.unwrap();
    assert!(open.is_empty(), "{open:?}");
    round
}

/// A figure that somebody told the family.
pub async fn told(office: &Office, level: &str, by: Somebody) -> BudgetId {
    let round = settled(office, level).await;
    tell(&caller(office, by.0, Purpose::Work, 4), office.town.child, round).await.unwrap()
}
