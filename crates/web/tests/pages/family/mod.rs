//! Families' pages, from the first question to the letter and after it, and what everybody sees without an account.

mod answering;
mod everybody;
mod faults;
mod letters;
mod plan_papers;
mod plan_typing;
mod plans;
mod young;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};

use actions::Caller;
use actions::assessment::{settle, tell};
use axum::http::StatusCode;
use jiff::civil::date;
use seven_core::access::Purpose;
use seven_core::people::RelationKind;
use seven_core::{AccountId, AssessmentId, BudgetId, PersonId};
use store::schemes::{self, SchemeVersion};
use web::app::Mode;

use crate::town::{Browser, Town, after_minutes};

/// A town whose authority has the example scheme in force, and a key worker for Sam.
pub struct Place {
    pub town: Town,
    pub worker: (PersonId, AccountId),
    minutes: AtomicI64,
}

impl Place {
    pub async fn new() -> Place {
        Place::with_settings("{}").await
    }

    pub async fn with_settings(settings: &str) -> Place {
        let town = Town::with_settings(settings).await;
        add_scheme(&town).await;
        let worker = town.somebody("Grace", "Bennett", "grace@example.org").await;
        town.relate(worker.0, RelationKind::KeyWorker).await;
        Place { town, worker, minutes: AtomicI64::new(0) }
    }

    /// A browser in which somebody is signed in.
    pub async fn browser(&self, account: AccountId) -> Browser {
        self.browser_after(account, 0).await
    }

    /// The same some minutes later.
    pub async fn browser_after(&self, account: AccountId, minutes: i64) -> Browser {
        let mut browser = Browser::new(self.town.pages(Mode::Demo, minutes).await);
        browser.sign_in_as(account).await;
        browser
    }

    pub async fn parent(&self) -> Browser {
        self.browser(self.town.parent.1).await
    }

    /// Some time goes by before whatever comes next.
    pub fn passes(&self, minutes: i64) {
        self.minutes.fetch_add(minutes, Ordering::Relaxed);
    }

    /// Somebody about to do something; each time a minute later.
    pub fn caller(&self, person: PersonId, purpose: Purpose) -> Caller {
        let moment = after_minutes(5 + self.minutes.fetch_add(1, Ordering::Relaxed));
        let (store, authority) = (self.town.store.clone(), self.town.authority.clone());
        Caller { store, authority, person: Some(person), purpose, moment }
    }

    pub fn at(&self, page: &str) -> String {
        format!("/family/{}{page}", self.town.child)
    }

    /// Begins a round as a parent; gives its id.
    pub async fn begin(&self, browser: &mut Browser, reason: &str) -> AssessmentId {
        let page = self.at("/answers");
        let sent = browser.fill_in(&page, &page, &[("reason", reason)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        sent.goes_to().split('/').nth(4).unwrap().parse().unwrap()
    }

    /// Answers all questions alike on the one page, and finishes the sheet.
    pub async fn answer_all(&self, browser: &mut Browser, round: AssessmentId, level: &str) {
        let page = self.at(&format!("/answers/{round}/all"));
        let shown = browser.get(&page).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
        let mut fields =
            vec![("csrf".to_owned(), shown.hidden("csrf")), ("version".to_owned(), shown.hidden("version"))];
        fields.extend(answers(level));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let sent = browser.post(&page, &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let check = self.at(&format!("/answers/{round}/check"));
        let sent = browser.fill_in(&check, &self.at(&format!("/answers/{round}/finish")), &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    }

    pub async fn hand_in(&self, browser: &mut Browser, round: AssessmentId) {
        let page = self.at("/answers");
        let sent = browser.fill_in(&page, &self.at(&format!("/answers/{round}/hand-in")), &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    }

    /// The key worker finds nothing to settle and tells the figure.
    pub async fn tell(&self, round: AssessmentId) -> BudgetId {
        let worker = self.caller(self.worker.0, Purpose::Work);
        let mut reading = worker.reading().await.unwrap();
        let found = store::assessments::find(&mut reading, self.town.child, round).await.unwrap().unwrap();
        drop(reading);
        let open = settle(&worker, self.town.child, round, found.version, &[]).await.unwrap();
        assert!(open.is_empty(), "{open:?}");
        tell(&worker, self.town.child, round).await.unwrap()
    }

    /// The whole way to a letter.
    pub async fn letter(&self, browser: &mut Browser, level: &str) -> BudgetId {
        let round = self.begin(browser, "first").await;
        self.answer_all(browser, round, level).await;
        self.hand_in(browser, round).await;
        self.tell(round).await
    }
}

/// Every question of the example scheme: levels alike, the rest something allowed.
pub fn answers(level: &str) -> Vec<(String, String)> {
    let scheme = example();
    let mut fields = vec![("a-born-day", "2"), ("a-born-month", "5"), ("a-born-year", "2015")];
    fields.extend([("a-sole-carer", "no"), ("a-nights-a-week", "3")]);
    let mut fields: Vec<(String, String)> =
        fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    for question in &scheme.questions {
        if question.options().is_some_and(|options| options.iter().any(|option| option == level)) {
            fields.push((format!("a-{}", question.id), level.to_owned()));
        }
    }
    fields
}

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemes/example-children/2026-04-01");

pub fn files() -> BTreeMap<String, String> {
    let names = ["scheme.toml", "questions.toml", "rules.toml", "words.en.toml", "words.easy.toml", "words.cy.toml"];
    let read = |name: &str| (name.to_owned(), std::fs::read_to_string(format!("{FOLDER}/{name}")).unwrap());
    names.into_iter().map(read).collect()
}

pub fn example() -> ras::Scheme {
    let mut all = ras::SchemeFiles::new();
    for (name, text) in files() {
        all.insert(name, text.into_bytes());
    }
    ras::Scheme::read(&all).unwrap()
}

pub async fn add_scheme(town: &Town) {
    let scheme = example();
    let mut write = town.writing().await;
    let version = SchemeVersion {
        id: write.id(),
        scheme: scheme.id.clone(),
        effective_from: scheme.effective_from,
        effective_until: None,
        hash: scheme.hash.to_string(),
        files: files(),
        findings: "[]".to_owned(),
        published_by: None,
        published_at: after_minutes(0).at,
        cliffs_accepted_by: None,
        equality_note: String::new(),
        in_force_from: Some(date(2026, 4, 1)),
        in_force_by: None,
        withdrawn_from: None,
        withdrawn_by: None,
        withdrawn_why: None,
        version: 1,
    };
    schemes::insert(&mut write, &version).await.unwrap();
    town.commit(write).await;
}
