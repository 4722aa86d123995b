//! After the answers: differences settled, the route for exceptional needs, challenges answered by somebody else, and what
//! another version would do.

use std::io::Write;

use actions::budget::challenge;
use axum::http::StatusCode;
use seven_core::access::Purpose;
use store::sheets;
use zip::write::SimpleFileOptions;

use super::office::{Office, send_file};
use super::rounds::{caller, handed_in, settled, told};
use crate::town::Answer;

/// The questions that a page asks to settle.
fn asked(page: &Answer) -> Vec<String> {
    let names = page.text.split("name=\"reason-").skip(1).filter_map(|part| part.split('"').next());
    let mut questions: Vec<String> = names.map(str::to_owned).collect();
    questions.dedup();
    questions
}

#[tokio::test]
async fn differences_are_settled_one_by_one_with_reasons_and_the_answers_stay() {
    let office = Office::new().await;
    office.scheme().await;
    let round = handed_in(&office, "some", Some((office.ada, "substantial"))).await;
    let (page, to) = (format!("{}/answers", office.sam()), format!("{}/answers/settle", office.sam()));
    let mut ada = office.as_(office.ada).await;
    let shown = ada.get(&page).await;
    assert!(shown.text.contains("Kit Bell, parent or carer") && shown.text.contains("Ada Office, professional"));
    let questions = asked(&shown);
    assert!(questions.len() > 3, "{}", shown.text);
    let (assessment, version) = (round.to_string(), shown.hidden("version"));
    let fields = |version: &str, settled: &[(String, String)]| {
        let mut all = vec![("assessment".to_owned(), assessment.clone()), ("version".to_owned(), version.to_owned())];
        all.extend_from_slice(settled);
        all
    };
    let send = async |browser: &mut crate::town::Browser, all: Vec<(String, String)>| {
        let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.fill_in(&page, &to, &all).await
    };
    let answer = |question: &str| (format!("answer-{question}"), "substantial".to_owned());
    let reason = |question: &str| (format!("reason-{question}"), "Seen <together> at home on 30 August.".to_owned());
    let bare = send(&mut ada, fields(&version, &[answer(&questions[0])])).await;
    assert!(bare.status == 422 && bare.text.contains("Write why"), "{}", bare.text);
    let wrong = (format!("answer-{}", questions[0]), "boundless".to_owned());
    assert_eq!(send(&mut ada, fields(&version, &[wrong, reason(&questions[0])])).await.status, 422);
    let one = send(&mut ada, fields(&version, &[answer(&questions[0]), reason(&questions[0])])).await;
    assert!(one.goes_to().ends_with("some-settled"), "{}", one.text);
    // somebody else, with the page as it was before
    let mut ben = office.as_(office.ben).await;
    let late = send(&mut ben, fields(&version, &[answer(&questions[1]), reason(&questions[1])])).await;
    assert!(late.status == 422 && late.text.contains("Somebody else changed this"), "{}", late.text);
    let shown = ada.get(&page).await;
    assert!(shown.text.contains("Seen &#60;together&#62; at home"), "{}", shown.text);
    assert_eq!(asked(&shown).len(), questions.len() - 1);
    let rest: Vec<(String, String)> = questions[1..].iter().flat_map(|one| [answer(one), reason(one)]).collect();
    let all = send(&mut ada, fields(&shown.hidden("version"), &rest)).await;
    assert!(all.goes_to().ends_with("all-settled"), "{}", all.text);
    let mut reading = office.town.store.reading(&office.town.authority).await.unwrap();
    let kept = sheets::of_assessment(&mut reading, round).await.unwrap();
    let of = |who| kept.iter().find(|one| one.sheet.author == who).unwrap().sheet.answers[&questions[0]].clone();
    assert_eq!((of(office.town.parent.0), of(office.ada.0)), ("some".to_owned(), "substantial".to_owned()));
}

#[tokio::test]
async fn exceptional_needs_go_from_asking_to_a_decision_by_somebody_else() {
    let office = Office::new().await;
    office.scheme().await;
    let budget = told(&office, "some", office.ada).await.to_string();
    let page = format!("{}/budget", office.sam());
    let (ask, decide) = (format!("{page}/ask"), format!("{page}/decide"));
    let asking = |ground: &'static str, why: &'static str| {
        [("kind", "exceptional"), ("stream", "social-care"), ("ground", ground), ("why", why)]
    };
    let mut ben = office.as_(office.ben).await;
    let sent = async |browser: &mut crate::town::Browser, fields: &[(&str, &str)]| {
        let mut all = vec![("budget", budget.as_str())];
        all.extend_from_slice(fields);
        browser.fill_in(&page, &ask, &all).await
    };
    assert_eq!(sent(&mut ben, &asking("", "Two carers are needed at night.")).await.status, 422, "no ground");
    assert_eq!(sent(&mut ben, &asking("safety", "because")).await.status, 422, "no reasons");
    let asked = sent(&mut ben, &asking("crucial-support", "Two carers are needed at night, every night.")).await;
    assert!(asked.goes_to().ends_with("done=asked"), "{}", asked.text);
    let own = ben.get(&page).await;
    assert!(own.text.contains("Crucial support cannot be had for the sum"), "{}", own.text);
    assert!(own.text.contains("You asked for this yourself, so somebody else decides"), "{}", own.text);
    let mut head = office.as_(office.head).await;
    let shown = head.get(&page).await;
    let (decision, version) = (shown.hidden("decision"), shown.hidden("version"));
    let deciding = |outcome: &'static str, amount: &'static str, reasons: &'static str| {
        vec![("outcome", outcome), ("amount", amount), ("reasons", reasons), ("kind", "exceptional")]
    };
    let decided = async |browser: &mut crate::town::Browser, fields: Vec<(&str, &str)>| {
        let mut all = vec![("decision", decision.as_str()), ("version", version.as_str())];
        all.extend(fields);
        browser.fill_in(&page, &decide, &all).await
    };
    let why = "The night service costs more than the table knows of.";
    let himself = decided(&mut ben, deciding("amount", "61,000", why)).await;
    assert!(himself.status == 422 && himself.text.contains("Somebody else has to decide"), "{}", himself.text);
    assert_eq!(decided(&mut head, deciding("amount", "plenty", why)).await.status, 422);
    let done = decided(&mut head, deciding("amount", "61,000", why)).await;
    assert!(done.goes_to().ends_with("done=decided"), "{}", done.text);
    let shown = head.get(&page).await;
    assert!(shown.text.contains("£61,000.00") && shown.text.contains("Head Office") && shown.text.contains(why));
    let twice = decided(&mut head, deciding("stands", "", why)).await;
    assert!(twice.status == 422, "{}", twice.text);
}

#[tokio::test]
async fn a_challenge_is_answered_by_somebody_else_than_who_told_the_figure() {
    let office = Office::new().await;
    office.scheme().await;
    let budget = told(&office, "some", office.ben).await;
    let family = caller(&office, office.town.parent.0, Purpose::OwnLife, 5);
    challenge::ask(&family, office.town.child, budget, "He needs help in every night, not in some.").await.unwrap();
    let page = format!("{}/budget", office.sam());
    let to = format!("{page}/challenge");
    let mut ada = office.as_(office.ada).await;
    assert!(ada.get(&page).await.text.contains("The family asks for another look"));
    let mut ben = office.as_(office.ben).await;
    let id = ben.get(&page).await.hidden("challenge");
    let why = "We looked at the nights again with the parents.";
    let answer = |outcome: &'static str, sum: &'static str| {
        vec![("answer", outcome), ("new-amount", sum), ("answer-reasons", why)]
    };
    let sent = async |browser: &mut crate::town::Browser, fields: Vec<(&str, &str)>| {
        let mut all = vec![("challenge", id.as_str())];
        all.extend(fields);
        browser.fill_in(&page, &to, &all).await
    };
    assert_eq!(sent(&mut ada, answer("upheld", "")).await.status, StatusCode::FORBIDDEN, "a key worker answers none");
    let himself = sent(&mut ben, answer("upheld", "")).await;
    assert_eq!(himself.status, 422, "{}", himself.text);
    assert!(himself.text.contains("role=\"alert\""), "he is told why: {}", himself.text);
    let mut head = office.as_(office.head).await;
    assert_eq!(sent(&mut head, answer("changed", "")).await.status, 422, "another sum, and none given");
    let done = sent(&mut head, answer("changed", "12,345.67")).await;
    assert!(done.goes_to().ends_with("challenge-answered"), "{}", done.text);
    let shown = head.get(&page).await;
    assert!(shown.text.contains("Another sum is right") && shown.text.contains("£12,345.67"), "{}", shown.text);
    assert!(shown.text.contains(why));
}

/// The example for children a year later, dearer, as a ZIP of its folder.
fn next_year() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in crate::family::files() {
        let text = if name == "scheme.toml" {
            text.replace("effective-from = 2026-04-01", "effective-from = 2026-09-01")
        } else {
            text.replace("value = 75, effective-from = 2026-04-01", "value = 150, effective-from = 2026-04-01")
        };
        archive.start_file(format!("2026-09-01/{name}"), SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_scheme_comes_as_a_zip_and_shows_what_it_would_do_to_everybody() {
    let office = Office::new().await;
    office.scheme().await;
    told(&office, "substantial", office.ada).await;
    let mut commissioner = office.as_(office.commissioner).await;
    let list = "/council/schemes";
    let sent = send_file(&mut commissioner, list, "/council/schemes/upload", &[], &next_year()).await;
    let check = sent.goes_to().to_owned();
    assert!(check.starts_with("/council/schemes/check?upload="), "{}", sent.text);
    let page = commissioner.get(&check).await;
    assert!(page.status == 200 && page.text.contains("name=\"equality\""), "no fault stands in its way: {}", page.text);
    let upload = check.split('=').nth(1).unwrap();
    let publish = [
        ("gallery", ""),
        ("upload", upload),
        ("cliffs", "Com Office"),
        ("equality", "More money for everybody; nobody loses by it."),
    ];
    let published = commissioner.fill_in(&check, "/council/schemes/publish", &publish).await;
    assert!(published.goes_to().contains("done=published"), "{}", published.text);
    let version = published.goes_to().rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();

    let mut head = office.as_(office.head).await;
    let before = head.get("/council/need-beside-spend").await;
    assert!(before.text.contains(&version) && !before.text.contains("id=\"after\""), "{}", before.text);
    let after = head.get(&format!("/council/need-beside-spend?version={version}")).await;
    assert!(after.status == 200 && after.text.contains("id=\"after\""), "{}", after.text);
    assert!(after.text.contains("Sam Bell"), "who works with the child sees the name");
    let of_commissioner = commissioner.get(&format!("/council/need-beside-spend?version={version}")).await;
    assert!(!of_commissioner.text.contains("Sam Bell") && of_commissioner.text.contains("id=\"after\""));
}

#[tokio::test]
async fn a_round_that_is_settled_can_be_talked_through_again_before_it_is_told() {
    let office = Office::new().await;
    office.scheme().await;
    let round = settled(&office, "some").await.to_string();
    let (page, again) = (format!("{}/answers", office.sam()), format!("{}/answers/again", office.sam()));
    let mut ada = office.as_(office.ada).await;
    let without = ada.fill_in(&page, &again, &[("assessment", &round), ("why", "")]).await;
    assert_eq!(without.status, 422, "{}", without.text);
    let done = ada.fill_in(&page, &again, &[("assessment", &round), ("why", "The nurse has not been asked.")]).await;
    assert!(done.goes_to().ends_with("talked-again"), "{}", done.text);
    let told = ada.fill_in(&page, &format!("{page}/tell"), &[("assessment", &round)]).await;
    assert_eq!(told.status, 422, "what is talked through is not told");
}
