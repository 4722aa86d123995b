//! What attackers try at the door and behind it.

use axum::http::StatusCode;
use seven_core::people::Person;
use seven_core::people::name::Name;
use store::accounts::{self, Account};
use store::people;
use web::app::Mode;

use super::staff::with_password;
use crate::town::{Browser, Town, add_authority, after_minutes};

async fn signed_in(town: &Town) -> Browser {
    let mut browser = Browser::new(town.pages(Mode::Demo, 0).await);
    browser.sign_in_as(town.parent.1).await;
    browser
}

#[tokio::test]
async fn a_token_from_before_signing_in_is_worth_nothing_after_it() {
    let town = Town::new().await;
    let mut browser = Browser::new(town.pages(Mode::Demo, 0).await);
    browser.cookies.insert("session".to_owned(), "chosen-by-the-attacker".to_owned());
    browser.sign_in_as(town.parent.1).await;
    let first = browser.cookies["session"].clone();
    assert_ne!(first, "chosen-by-the-attacker");
    browser.sign_in_as(town.parent.1).await;
    assert_ne!(browser.cookies["session"], first);
    for old in ["chosen-by-the-attacker", &first] {
        let mut attacker = Browser::new(town.pages(Mode::Demo, 0).await);
        attacker.cookies.insert("session".to_owned(), old.to_owned());
        assert_eq!(attacker.get("/account").await.status, StatusCode::SEE_OTHER, "{old}");
    }
    // signing out ends it at the server too
    let token = browser.cookies["session"].clone();
    browser.fill_in("/account", "/account/sign-out", &[]).await;
    browser.cookies.insert("session".to_owned(), token);
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_changed_cookie_is_nobodys() {
    let town = Town::new().await;
    let token = signed_in(&town).await.cookies["session"].clone();
    let hash = actions::sign_in::hash_of(&token);
    let shorter = token[..42].to_owned();
    let odd =
        ["", "x", "' OR 1=1 --", &shorter, &format!("{token}A"), &token.to_lowercase(), &hash, &"A".repeat(5_000)];
    for cookie in odd {
        let mut attacker = Browser::new(town.pages(Mode::Demo, 0).await);
        attacker.cookies.insert("session".to_owned(), cookie.to_owned());
        assert_eq!(attacker.get("/account").await.status, StatusCode::SEE_OTHER, "{cookie}");
    }
}

#[tokio::test]
async fn a_form_without_the_sessions_own_token_changes_nothing() {
    let town = Town::new().await;
    let mut browser = signed_in(&town).await;
    let mut other = Browser::new(town.pages(Mode::Demo, 0).await);
    other.sign_in_as(town.manager.1).await;
    let theirs = other.get("/account").await.hidden("csrf");
    let own = browser.get("/account").await.hidden("csrf");
    for path in ["/account/sign-out", "/account/sessions/end-all", "/sign-in/as", "/me/practice"] {
        for token in ["", theirs.as_str(), &own[..20]] {
            let answer = browser.post(path, &[("csrf", token), ("account", &town.manager.1.to_string())]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {token}");
        }
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("origin", "null")]
        {
            let request = browser.request("POST", path).header(name, value);
            let request = request.header("content-type", "application/x-www-form-urlencoded");
            let answer = browser.send(request.body(format!("csrf={own}").into()).unwrap()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {name}: {value}");
        }
    }
    assert_eq!(browser.get("/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let town = Town::new().await;
    for then in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example"]
    {
        let mut browser = Browser::new(town.pages(Mode::Demo, 0).await);
        let query: String = form_urlencoded::byte_serialize(then.as_bytes()).collect();
        let page = browser.get(&format!("/sign-in?then={query}")).await;
        // the switch of languages keeps the address as it is, as a query of this page
        assert!(!page.text.contains("=\"//evil") && !page.text.contains("then=%2F%2Fevil.example\""), "{then}");
        assert!(page.hidden("then").is_empty(), "{then}");
        let answer = browser.post("/sign-in/as", &[("account", &town.parent.1.to_string()), ("then", then)]).await;
        assert_eq!(answer.goes_to(), "/sign-in/arrived", "{then}");
    }
}

#[tokio::test]
async fn a_session_of_one_authority_is_nothing_in_another() {
    let town = Town::new().await;
    // the first authority answers to every name until there is a second: now each has its own
    let second = add_authority(&town.store, "elsewhere", Some("elsewhere.example.org"), "{}").await;
    let first = add_authority(&town.store, "nearby", Some("nearby.example.org"), "{}").await;
    let mut browsers = Vec::new();
    for authority in [first, second] {
        let permit = seven_core::access::operator(seven_core::access::Action::KeepSystem, None);
        let mut write = town.store.writing(&authority, &permit, after_minutes(0)).await.unwrap();
        let person = Person::new(write.id(), Name::read("Kit", "Bell", "").unwrap());
        people::insert(&mut write, &person).await.unwrap();
        let account = Account::new(write.id(), person.id, "kit@example.org");
        accounts::insert(&mut write, &account).await.unwrap();
        write.commit(seven_core::audit::Event::of(&permit, "made up")).await.unwrap();
        let mut browser = Browser::new(town.pages(Mode::Demo, 0).await);
        browser.host = format!("{authority}.example.org");
        browser.sign_in_as(account.id).await;
        assert_eq!(browser.get("/account").await.status, StatusCode::OK);
        browsers.push((browser, account.id));
    }
    let (mut here, _) = browsers[0].clone();
    here.host = "elsewhere.example.org".to_owned();
    assert_eq!(here.get("/account").await.status, StatusCode::SEE_OTHER);
    let there = browsers[1].1.to_string();
    let (mut here, _) = browsers[0].clone();
    let csrf = here.get("/account").await.hidden("csrf");
    let answer = here.post("/sign-in/as", &[("csrf", &csrf), ("account", &there)]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    // nobody's name is answered for nobody
    let mut nowhere = Browser::new(town.pages(Mode::Demo, 0).await);
    nowhere.host = "unknown.example.org".to_owned();
    assert_eq!(nowhere.get("/sign-in").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_link_in_a_letter_never_leads_where_the_request_says() {
    let town = Town::new().await;
    let mut browser = Browser::new(town.pages(Mode::Serve, 0).await);
    browser.host = "evil.example".to_owned();
    let request = browser.request("POST", "/sign-in/link").header("x-forwarded-host", "evil.example");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    browser.send(request.body("email=kit%40example.org".into()).unwrap()).await;
    let letters = store::mail::newest(&mut town.store.reading(&town.authority).await.unwrap(), 1).await.unwrap();
    assert!(letters[0].body.contains("http://localhost/sign-in/link/open?token=") && !letters[0].body.contains("evil"));
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_browsers_strict() {
    let town = Town::new().await;
    let mut browser = signed_in(&town).await;
    for path in
        ["/", "/sign-in", "/account", "/no/such/page", "/council", "/healthz", "/assets/none.css", "/sign-in/link/open"]
    {
        let answer = browser.get(path).await;
        for (name, part) in [
            ("content-security-policy", "default-src 'none'"),
            ("content-security-policy", "frame-ancestors 'none'"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("permissions-policy", "camera=()"),
        ] {
            let value = answer.headers.get(name).map_or("", |value| value.to_str().unwrap());
            assert!(value.contains(part), "{path} {name}: {value}");
        }
        assert!(!answer.headers["content-security-policy"].to_str().unwrap().contains("unsafe"));
        assert!(answer.headers.contains_key("cache-control"), "{path}");
    }
    let mut secure = Browser::new(town.pages_at(Mode::Serve, 0, "https://support.example.org").await);
    assert!(secure.get("/sign-in").await.headers.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn whoever_tries_many_addresses_from_one_place_is_slowed_down() {
    let town = Town::new().await;
    with_password(&town, town.manager.1).await;
    let mut browser = Browser::new(town.pages(Mode::Serve, 0).await);
    let mut last = StatusCode::OK;
    for number in 0..31 {
        let email = format!("nobody{number}@example.org");
        last = browser.post("/sign-in/staff", &[("email", &email), ("password", "password")]).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let answer = browser.post("/sign-in/staff", &[("email", "a@example.org"), ("password", "password")]).await;
    assert!(answer.text.contains("Nothing is blocked for good"));
}

#[tokio::test]
async fn what_is_typed_at_the_door_is_shown_as_text() {
    let town = Town::new().await;
    let mut browser = Browser::new(town.pages(Mode::Serve, 0).await);
    let typed = "\"><script>alert(1)</script>@example.org";
    for path in ["/sign-in/staff", "/sign-in/link"] {
        let answer = browser.post(path, &[("email", typed), ("password", "x"), ("then", typed)]).await;
        assert!(!answer.text.contains("<script>alert"), "{path}");
    }
    let answer = browser.get("/sign-in/link/open?token=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!answer.text.contains("<script>alert"));
}
