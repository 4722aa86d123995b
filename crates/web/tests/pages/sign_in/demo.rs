//! Choosing a made-up person: in demonstrations, and nowhere else.

use axum::http::StatusCode;
use web::app::Mode;

use crate::town::{Browser, Town};

#[tokio::test]
async fn a_visitor_of_a_demonstration_chooses_who_to_be_and_comes_to_the_page_they_asked_for() {
    let town = Town::new().await;
    let mut browser = Browser::new(town.pages(Mode::Demo, 0).await);
    let page = format!("/family/{}", town.child);
    let sent_away = browser.get(&page).await;
    assert_eq!(sent_away.goes_to(), format!("/sign-in?then={}", page.replace('/', "%2F")));
    let list = browser.get(sent_away.goes_to()).await;
    assert_eq!(list.status, StatusCode::OK);
    for text in ["Kit Bell", "Parent of Sam", "Robin Marsh", "Finance officer", "Families"] {
        assert!(list.text.contains(text), "{text}\n{}", list.text);
    }
    let then = list.hidden("then");
    let signed_in = browser.post("/sign-in/as", &[("account", &town.parent.1.to_string()), ("then", &then)]).await;
    assert_eq!((signed_in.status, signed_in.goes_to()), (StatusCode::SEE_OTHER, page.as_str()));
    let line = signed_in.cookie_line("session").unwrap();
    assert!(line.contains("; Path=/; HttpOnly; SameSite=Lax") && !line.contains("Secure"), "{line}");
    let shown = browser.get(&page).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.text.contains("Sam"));
    let out = browser.fill_in(&page, "/account/sign-out", &[]).await;
    assert_eq!(out.goes_to(), "/sign-in");
    assert!(!browser.is_signed_in());
    assert_eq!(browser.get(&page).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_chooses_a_person_where_people_are_real() {
    let town = Town::new().await;
    let mut browser = Browser::new(town.pages(Mode::Serve, 0).await);
    let account = town.parent.1.to_string();
    let answer = browser.post("/sign-in/as", &[("account", &account)]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!browser.is_signed_in());
    let page = browser.get("/sign-in").await;
    assert!(!page.text.contains("Kit Bell") && !page.text.contains(&account));
    assert!(web::routes(Mode::Serve).iter().all(|route| route.path != "/sign-in/as"));
    assert!(web::routes(Mode::Demo).iter().any(|route| route.path == "/sign-in/as"));
}

#[tokio::test]
async fn over_a_secure_connection_only_this_host_can_set_the_cookie() {
    let town = Town::new().await;
    let mut browser = Browser::new(town.pages_at(Mode::Demo, 0, "https://support.example.org").await);
    let line = browser.sign_in_as(town.parent.1).await.cookie_line("__Host-session").unwrap();
    assert!(line.contains("; Path=/; HttpOnly; SameSite=Lax; Secure") && !line.contains("Domain"), "{line}");
    assert_eq!(browser.get("/family").await.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_works_here_comes_to_their_work_and_families_to_their_children() {
    let town = Town::new().await;
    for (account, first) in [(town.parent.1, "/family"), (town.manager.1, "/council")] {
        let mut browser = Browser::new(town.pages(Mode::Demo, 0).await);
        let answer = browser.post("/sign-in/as", &[("account", &account.to_string())]).await;
        assert_eq!(answer.goes_to(), "/sign-in/arrived");
        assert_eq!(browser.get("/sign-in/arrived").await.goes_to(), first);
    }
}
