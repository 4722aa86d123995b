//! Staff sign in with a password and a code.

use actions::sign_in::codes::code_at;
use actions::sign_in::hashed_password;
use axum::http::StatusCode;
use seven_core::AccountId;
use store::accounts;
use web::app::Mode;

use crate::town::{Answer, Browser, Town, after_minutes};

const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const PASSWORD: &str = " correct kettle lamp ";

pub async fn with_password(town: &Town, account: AccountId) {
    let hash = hashed_password(PASSWORD).await.unwrap();
    let mut write = town.writing().await;
    accounts::set_password(&mut write, account, &hash).await.unwrap();
    town.commit(write).await;
}

pub async fn with_codes(town: &Town, account: AccountId) {
    let mut write = town.writing().await;
    accounts::set_totp(&mut write, account, SECRET, 0).await.unwrap();
    town.commit(write).await;
}

pub fn code(minutes: i64) -> String {
    code_at(SECRET, after_minutes(minutes).at).unwrap()
}

async fn first_step(browser: &mut Browser, email: &str, password: &str) -> Answer {
    browser.fill_in("/sign-in/staff", "/sign-in/staff", &[("email", email), ("password", password)]).await
}

#[tokio::test]
async fn staff_sign_in_with_a_password_and_a_code_that_counts_once() {
    let town = Town::new().await;
    with_password(&town, town.manager.1).await;
    with_codes(&town, town.manager.1).await;
    let mut browser = Browser::new(town.pages(Mode::Serve, 5).await);
    let fields = [("email", "Robin@Example.org "), ("password", PASSWORD), ("then", "/council/pot")];
    let half = browser.fill_in("/sign-in/staff?then=%2Fcouncil%2Fpot", "/sign-in/staff", &fields).await;
    assert_eq!((half.status, half.goes_to()), (StatusCode::SEE_OTHER, "/sign-in/code"));
    assert!(!browser.is_signed_in());
    // the password alone opens nothing
    assert_eq!(browser.get("/family").await.status, StatusCode::SEE_OTHER);
    let arrived = browser.post("/sign-in/code", &[("code", &code(5))]).await;
    assert_eq!((arrived.status, arrived.goes_to()), (StatusCode::SEE_OTHER, "/council/pot"));
    assert!(browser.is_signed_in());
    // somebody who looked over the shoulder has the password and the same code
    let mut thief = Browser::new(town.pages(Mode::Serve, 5).await);
    first_step(&mut thief, "robin@example.org", PASSWORD).await;
    let refused = thief.post("/sign-in/code", &[("code", &code(5))]).await;
    assert!(refused.text.contains("it has been used before") && !thief.is_signed_in());
    assert_eq!(town.entries_with("right, code asked for").await, 2);
}

#[tokio::test]
async fn a_wrong_password_and_an_address_that_nobody_has_are_told_apart_by_nothing() {
    let town = Town::new().await;
    with_password(&town, town.manager.1).await;
    let mut answers = Vec::new();
    for email in ["robin@example.org", "nobody@example.org", "kit@example.org"] {
        let mut browser = Browser::new(town.pages(Mode::Serve, 0).await);
        let mut texts = Vec::new();
        for _ in 0..7 {
            let answer = first_step(&mut browser, email, "incorrect kettle lamp").await;
            texts.push((answer.status, answer.text.replace(email, "")));
        }
        assert!(texts[0].1.contains("The e-mail address or the password is not right"), "{}", texts[0].1);
        assert!(texts[6].1.contains("please wait 1 min. You can also ask for a link"), "{}", texts[6].1);
        assert!(!texts[0].1.contains("incorrect kettle"));
        answers.push(texts);
    }
    assert!(answers[0] == answers[1] && answers[1] == answers[2]);
    assert_eq!(town.entries_with("kept waiting").await, 6);
    assert_eq!(town.entries_with("unknown account").await, 7);
    // waiting holds for the right password too, and ends
    let mut browser = Browser::new(town.pages(Mode::Serve, 0).await);
    assert_eq!(first_step(&mut browser, "robin@example.org", PASSWORD).await.status, StatusCode::OK);
    let mut browser = Browser::new(town.pages(Mode::Serve, 2).await);
    assert_eq!(first_step(&mut browser, "robin@example.org", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_guesses_a_code_by_trying_many_at_once() {
    let town = Town::new().await;
    with_password(&town, town.manager.1).await;
    with_codes(&town, town.manager.1).await;
    let mut browser = Browser::new(town.pages(Mode::Serve, 0).await);
    first_step(&mut browser, "robin@example.org", PASSWORD).await;
    let tries = (0..25).map(|number| {
        let mut browser = browser.clone();
        async move { browser.post("/sign-in/code", &[("code", &format!("00000{}", number % 10))]).await.text }
    });
    let together = tokio::task::LocalSet::new();
    let tries: Vec<_> = tries.map(|one| together.spawn_local(one)).collect();
    together.await;
    let mut weighed = 0;
    for tried in tries {
        weighed += usize::from(tried.await.unwrap().contains("That code is not right"));
    }
    assert_eq!(weighed, 5);
    let right = browser.post("/sign-in/code", &[("code", &code(0))]).await;
    assert!(right.text.contains("please wait") && !browser.is_signed_in());
}

#[tokio::test]
async fn whoever_has_no_codes_takes_them_over_before_anything_else_opens() {
    let town = Town::new().await;
    with_password(&town, town.manager.1).await;
    let mut browser = Browser::new(town.pages(Mode::Serve, 0).await);
    assert_eq!(first_step(&mut browser, "robin@example.org", PASSWORD).await.goes_to(), "/sign-in/enrol");
    let page = browser.get("/sign-in/enrol").await;
    assert!(page.text.contains("<svg viewBox") && page.text.contains("otpauth://totp/"));
    let secret = page.text.split_once("code-secret\">").unwrap().1.split('<').next().unwrap().replace(' ', "");
    let wrong = browser.post("/sign-in/enrol", &[("code", "000000")]).await;
    assert!(
        wrong.text.contains("That code is not right")
            && wrong.text.contains(&page.text[page.text.find("<svg viewBox").unwrap()..][..60])
    );
    let code = code_at(&secret, after_minutes(0).at).unwrap();
    let paper = browser.post("/sign-in/enrol", &[("code", &code)]).await;
    assert!(browser.is_signed_in() && paper.text.contains("Keep these codes on paper"));
    let on_paper: Vec<&str> =
        paper.text.split("code-secret\">").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert_eq!(on_paper.len(), 8);
    // the telephone is lost: a code on paper lets in, once
    for (times, is_in) in [(1, true), (2, false)] {
        let mut browser = Browser::new(town.pages(Mode::Serve, 10).await);
        assert_eq!(first_step(&mut browser, "robin@example.org", PASSWORD).await.goes_to(), "/sign-in/code");
        browser.post("/sign-in/code", &[("code", &on_paper[0].to_uppercase())]).await;
        assert_eq!(browser.is_signed_in(), is_in, "{times}");
    }
    // who has codes cannot take others over with the password alone
    let mut browser = Browser::new(town.pages(Mode::Serve, 30).await);
    first_step(&mut browser, "robin@example.org", PASSWORD).await;
    assert_eq!(browser.get("/sign-in/enrol").await.goes_to(), "/sign-in");
}

#[tokio::test]
async fn a_first_step_is_good_for_a_quarter_of_an_hour_and_in_its_own_authority() {
    let town = Town::new().await;
    with_password(&town, town.manager.1).await;
    with_codes(&town, town.manager.1).await;
    let mut browser = Browser::new(town.pages(Mode::Serve, 0).await);
    first_step(&mut browser, "robin@example.org", PASSWORD).await;
    browser.pages = town.pages(Mode::Serve, 16).await;
    let late = browser.post("/sign-in/code", &[("code", &code(16))]).await;
    assert!(late.text.contains("sign in again from the start") && !browser.is_signed_in());
}

#[tokio::test]
async fn a_closed_account_lets_nobody_in() {
    let town = Town::new().await;
    with_password(&town, town.manager.1).await;
    let mut write = town.writing().await;
    accounts::disable(&mut write, town.manager.1, Some(after_minutes(0).at)).await.unwrap();
    town.commit(write).await;
    let mut browser = Browser::new(town.pages(Mode::Serve, 0).await);
    let answer = first_step(&mut browser, "robin@example.org", PASSWORD).await;
    assert!(answer.text.contains("The e-mail address or the password is not right"));
}
