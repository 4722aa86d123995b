//! Public pages: nothing is stored, nothing stands in an address.

use axum::http::StatusCode;
use web::app::Mode;

use super::{Place, answers};
use crate::town::{Browser, Town};

#[tokio::test]
async fn everybody_can_see_what_they_might_get_and_nothing_is_kept() {
    let place = Place::new().await;
    let mut browser = Browser::new(place.town.pages(Mode::Demo, 0).await);
    let start = browser.get("/what-might-we-get").await;
    assert!(start.text.contains("One question at a time"), "{}", start.text);
    let page = browser.post("/what-might-we-get", &[("go", "one")]).await;
    assert_eq!(page.status, StatusCode::OK);
    // a date of birth that is none is explained
    let wrong = [("at", "0"), ("go", "next"), ("a-born-day", "40"), ("a-born-month", "1"), ("a-born-year", "2015")];
    assert!(browser.post("/what-might-we-get", &wrong).await.text.contains("write a real day"));
    // what was answered before travels in the form
    let next = browser
        .post("/what-might-we-get", &[("at", "1"), ("go", "next"), ("a-born", "2015-05-02"), ("a-eating", "some")])
        .await;
    assert_eq!(next.hidden("a-born"), "2015-05-02", "{}", next.text);
    assert_eq!(next.hidden("a-eating"), "some");
    let range =
        browser.post("/what-might-we-get", &[("go", "result"), ("a-born", "2015-05-02"), ("a-eating", "some")]).await;
    assert!(range.text.contains("You answered 2 of") && range.text.contains("In the middle:"), "{}", range.text);
    assert!(range.text.contains(" to £"));
    let whole: Vec<(String, String)> = answers("substantial");
    let mut fields: Vec<(&str, &str)> = whole.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("go", "result"));
    let result = browser.post("/what-might-we-get", &fields).await;
    assert!(!result.text.contains("In the middle:") && result.text.contains("sum by sum"), "{}", result.text);
    assert_eq!(place.town.entries_with("might").await, 0);
}

#[tokio::test]
async fn public_pages_speak_welsh_and_say_how_it_is_worked_out() {
    let place = Place::new().await;
    let mut browser = Browser::new(place.town.pages(Mode::Demo, 0).await);
    for page in ["/", "/help", "/privacy", "/accessibility", "/apply", "/what-might-we-get", "/questions-on-paper"] {
        let english = browser.get(page).await;
        assert_eq!(english.status, StatusCode::OK, "{page}");
        let welsh = browser.get(&format!("{page}?lang=cy")).await;
        assert!(welsh.text.contains("lang=\"cy\"") && welsh.text != english.text, "{page}");
    }
    let method = browser.get("/how-it-is-worked-out").await;
    for text in ["£75", "<svg", "<table"] {
        assert!(method.text.contains(text), "{text}\n{}", method.text);
    }
}

#[tokio::test]
async fn an_authority_without_a_scheme_says_so() {
    let town = Town::new().await;
    let mut browser = Browser::new(town.pages(Mode::Demo, 0).await);
    assert!(browser.get("/what-might-we-get").await.text.contains("no questions to try"));
    assert!(browser.get("/how-it-is-worked-out").await.text.contains("No rules are in force"));
    assert_eq!(browser.post("/what-might-we-get", &[("go", "one")]).await.status, StatusCode::NOT_FOUND);
}
