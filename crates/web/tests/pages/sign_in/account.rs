//! One's own account: sessions with their limits, a new password, another telephone.

use actions::sign_in::codes::code_at;
use axum::http::StatusCode;
use web::app::Mode;

use super::staff::{code, with_codes};
use crate::town::{Browser, Town, after_minutes};

async fn signed_in(town: &Town, minutes: i64, account: seven_core::AccountId) -> Browser {
    let mut browser = Browser::new(town.pages(Mode::Demo, minutes).await);
    browser.sign_in_as(account).await;
    browser
}

#[tokio::test]
async fn a_session_ends_by_doing_nothing_and_by_its_length_sooner_for_staff() {
    let town = Town::new().await;
    for (account, idle, whole) in [(town.manager.1, 60, 12 * 60), (town.parent.1, 2 * 60, 24 * 60)] {
        let mut browser = signed_in(&town, 0, account).await;
        browser.pages = town.pages(Mode::Demo, idle - 1).await;
        assert_eq!(browser.get("/account").await.status, StatusCode::OK);
        browser.pages = town.pages(Mode::Demo, 2 * idle - 1).await;
        assert_eq!(browser.get("/account").await.goes_to(), "/sign-in?then=%2Faccount");
        let mut browser = signed_in(&town, 0, account).await;
        let mut last = 0;
        for minutes in (0..whole + idle).step_by(30) {
            browser.pages = town.pages(Mode::Demo, minutes).await;
            if browser.get("/account").await.status == StatusCode::OK {
                last = minutes;
            }
        }
        assert_eq!(last, whole - 30);
    }
}

#[tokio::test]
async fn people_see_where_they_are_signed_in_and_end_it() {
    let town = Town::new().await;
    let mut first = signed_in(&town, 0, town.parent.1).await;
    let mut second = signed_in(&town, 5, town.parent.1).await;
    let mut other = signed_in(&town, 5, town.manager.1).await;
    let list = second.get("/account/sessions").await;
    assert_eq!(list.text.matches("name=\"session\"").count(), 2);
    assert!(list.text.contains("Firefox · Linux") && list.text.contains("Since 1 September 2026, "), "{}", list.text);
    let theirs = other.get("/account/sessions").await.hidden("session");
    let stolen = second.fill_in("/account", "/account/sessions/end", &[("session", &theirs)]).await;
    assert_eq!(stolen.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get("/account").await.status, StatusCode::OK);
    let firsts = list.text.rsplit("name=\"session\" value=\"").next().unwrap().split('"').next().unwrap().to_owned();
    second.fill_in("/account", "/account/sessions/end", &[("session", &firsts)]).await;
    assert_eq!(first.get("/account").await.status, StatusCode::SEE_OTHER);
    let mut third = signed_in(&town, 5, town.parent.1).await;
    third.fill_in("/account", "/account/sessions/end-all", &[]).await;
    assert_eq!(second.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(third.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(other.get("/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_new_password_takes_a_code_and_signs_out_everywhere_else() {
    let town = Town::new().await;
    with_codes(&town, town.manager.1).await;
    let mut browser = signed_in(&town, 0, town.manager.1).await;
    let mut elsewhere = signed_in(&town, 0, town.manager.1).await;
    let right = code(0);
    let cases = [
        ("robinmarsh12", "robinmarsh12", right.as_str(), "Your own name"),
        ("short", "short", right.as_str(), "Make it longer"),
        ("bus tea fox lamp", "bus tea fox lamb", right.as_str(), "not the same"),
        ("bus tea fox lamp", "bus tea fox lamp", "000000", "That code is not right"),
    ];
    for (new, again, code, message) in cases {
        let fields = [("new", new), ("again", again), ("code", code)];
        let answer = browser.fill_in("/account/password", "/account/password", &fields).await;
        assert!(answer.text.contains(message) && !answer.text.contains("bus tea"), "{message}: {}", answer.text);
    }
    let fields = [("new", "bus tea fox lamp"), ("again", "bus tea fox lamp"), ("code", right.as_str())];
    assert_eq!(browser.fill_in("/account/password", "/account/password", &fields).await.goes_to(), "/account");
    assert_eq!(browser.get("/account").await.status, StatusCode::OK);
    assert_eq!(elsewhere.get("/account").await.status, StatusCode::SEE_OTHER);
    let mut fresh = Browser::new(town.pages(Mode::Serve, 5).await);
    let fields = [("email", "robin@example.org"), ("password", "bus tea fox lamp")];
    assert_eq!(fresh.post("/sign-in/staff", &fields).await.goes_to(), "/sign-in/code");
}

#[tokio::test]
async fn codes_move_to_another_telephone_and_the_old_one_is_worth_nothing() {
    let town = Town::new().await;
    with_codes(&town, town.manager.1).await;
    let mut browser = signed_in(&town, 0, town.manager.1).await;
    assert_eq!(browser.get("/account/codes/new").await.goes_to(), "/account/codes");
    let begun = browser.fill_in("/account/codes", "/account/codes", &[("code", &code(0))]).await;
    assert_eq!(begun.goes_to(), "/account/codes/new");
    let page = browser.get("/account/codes/new").await;
    let secret = page.text.split_once("code-secret\">").unwrap().1.split('<').next().unwrap().replace(' ', "");
    let csrf = page.hidden("csrf");
    let new = code_at(&secret, after_minutes(0).at).unwrap();
    let paper = browser.post("/account/codes/new", &[("csrf", &csrf), ("code", &new)]).await;
    assert!(paper.text.contains("Keep these codes on paper"), "{}", paper.text);
    browser.pages = town.pages(Mode::Demo, 3).await;
    let old = browser.fill_in("/account/codes", "/account/codes", &[("code", &code(3))]).await;
    assert!(old.text.contains("That code is not right"));
}
