//! Families sign in with a link by e-mail.

use axum::http::StatusCode;
use store::mail::{self, Mail};
use web::app::Mode;

use super::staff::with_codes;
use crate::town::{Answer, Browser, Town};

async fn letters(town: &Town) -> Vec<Mail> {
    mail::newest(&mut town.store.reading(&town.authority).await.unwrap(), 10).await.unwrap()
}

/// The path and query of the link in the newest letter.
async fn newest_link(town: &Town) -> String {
    let letters = letters(town).await;
    let line = letters[0].body.lines().find(|line| line.starts_with("http")).unwrap();
    line.strip_prefix("http://localhost").unwrap().to_owned()
}

async fn ask(browser: &mut Browser, email: &str) -> Answer {
    browser.fill_in("/sign-in/link", "/sign-in/link", &[("email", email), ("then", "/family")]).await
}

#[tokio::test]
async fn a_parent_signs_in_with_a_link_that_looking_does_not_use_up() {
    let town = Town::new().await;
    let mut browser = Browser::new(town.pages(Mode::Serve, 0).await);
    assert_eq!(ask(&mut browser, " Kit@example.org").await.goes_to(), "/sign-in/link/sent");
    let letter = &letters(&town).await[0];
    assert_eq!((letter.to.as_str(), letter.attempts), ("kit@example.org", 0));
    assert!(letter.subject.contains("exampleshire council") && letter.body.contains("It works once, for 20 minutes"));
    let link = newest_link(&town).await;
    // a mail scanner follows the link first
    let mut scanner = Browser::new(town.pages(Mode::Serve, 1).await);
    assert_eq!(scanner.get(&link).await.status, StatusCode::OK);
    assert!(!scanner.is_signed_in());
    browser.pages = town.pages(Mode::Serve, 2).await;
    let page = browser.get(&link).await;
    assert!(page.text.contains("Press the button to sign in") && !page.text.contains("name=\"email\""));
    let token = page.hidden("token");
    let arrived = browser.post("/sign-in/link/open", &[("token", &token)]).await;
    assert_eq!((arrived.status, arrived.goes_to()), (StatusCode::SEE_OTHER, "/family"));
    assert_eq!(browser.get(&format!("/family/{}", town.child)).await.status, StatusCode::OK);
    // once
    let mut second = Browser::new(town.pages(Mode::Serve, 3).await);
    assert!(second.get(&link).await.text.contains("Each link works once"));
    let replayed = second.post("/sign-in/link/open", &[("token", &token), ("email", "kit@example.org")]).await;
    assert!(replayed.text.contains("Each link works once") && !second.is_signed_in());
}

#[tokio::test]
async fn the_answer_is_the_same_for_an_address_that_nobody_has() {
    let town = Town::new().await;
    let mut answers = Vec::new();
    for email in ["kit@example.org", "nobody@example.org"] {
        let mut browser = Browser::new(town.pages(Mode::Serve, 0).await);
        let mut seen = Vec::new();
        for _ in 0..6 {
            let answer = ask(&mut browser, email).await;
            seen.push((answer.status, answer.goes_to().to_owned(), answer.text.replace(email, "")));
            assert_eq!(answer.cookie_line("link").is_some(), answer.status == StatusCode::SEE_OTHER);
        }
        assert!(seen[5].2.contains("please wait 1 min"), "{}", seen[5].2);
        answers.push(seen);
    }
    assert_eq!(answers[0], answers[1]);
    assert!(letters(&town).await.iter().all(|letter| letter.to == "kit@example.org"));
}

#[tokio::test]
async fn a_link_that_was_forwarded_signs_nobody_in_without_the_address() {
    let town = Town::new().await;
    ask(&mut Browser::new(town.pages(Mode::Serve, 0).await), "kit@example.org").await;
    let link = newest_link(&town).await;
    let mut phone = Browser::new(town.pages(Mode::Serve, 1).await);
    let page = phone.get(&link).await;
    assert!(page.text.contains("type your e-mail address once more") && !page.text.contains("kit@example.org"));
    let token = page.hidden("token");
    let wrong = phone.post("/sign-in/link/open", &[("token", &token), ("email", "thief@example.org")]).await;
    assert!(wrong.text.contains("not the e-mail address that the link was sent to") && !phone.is_signed_in());
    phone.post("/sign-in/link/open", &[("token", &token), ("email", "KIT@example.org")]).await;
    assert!(phone.is_signed_in());
}

#[tokio::test]
async fn a_link_grows_old_and_a_newer_one_takes_its_place() {
    let town = Town::new().await;
    let mut browser = Browser::new(town.pages(Mode::Serve, 0).await);
    ask(&mut browser, "kit@example.org").await;
    let first = newest_link(&town).await;
    browser.pages = town.pages(Mode::Serve, 20).await;
    assert!(browser.get(&first).await.text.contains("older than 20 minutes"));
    ask(&mut browser, "kit@example.org").await;
    assert!(browser.get(&first).await.text.contains("This link does not work"));
    assert!(browser.get(&newest_link(&town).await).await.text.contains("Press the button"));
    assert!(browser.get("/sign-in/link/open?token=made-up").await.text.contains("This link does not work"));
}

#[tokio::test]
async fn a_mailbox_alone_opens_nothing_that_staff_may_see() {
    let town = Town::new().await;
    for (minutes, has_codes, to) in [(0, false, "/sign-in/enrol"), (30, true, "/sign-in/code")] {
        if has_codes {
            with_codes(&town, town.manager.1).await;
        }
        let mut browser = Browser::new(town.pages(Mode::Serve, minutes).await);
        ask(&mut browser, "robin@example.org").await;
        let token = browser.get(&newest_link(&town).await).await.hidden("token");
        let half = browser.post("/sign-in/link/open", &[("token", &token)]).await;
        assert_eq!(half.goes_to(), to);
        assert!(!browser.is_signed_in());
    }
}

#[tokio::test]
async fn the_mail_of_a_demonstration_is_read_on_a_page_and_real_mail_never_is() {
    let town = Town::new().await;
    let mut browser = Browser::new(town.pages(Mode::Demo, 0).await);
    ask(&mut browser, "kit@example.org").await;
    let outbox = browser.get("/outbox").await;
    assert!(outbox.text.contains("href=\"http://localhost/sign-in/link/open?token="), "{}", outbox.text);
    let mut real = Browser::new(town.pages(Mode::Serve, 0).await);
    assert_eq!(real.get("/outbox").await.status, StatusCode::NOT_FOUND);
}
