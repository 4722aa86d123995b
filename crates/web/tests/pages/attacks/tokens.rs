//! Tokens that are nearly right: of a session, and of its forms.

use axum::http::StatusCode;
use web::Needs;

use super::{Signed, filled, place, routes, send, somebody_for};

#[tokio::test]
async fn a_form_with_a_token_that_is_nearly_right_changes_nothing_on_any_route() {
    let office = place().await;
    let mut signed = Signed::none();
    let (_, others) = signed.of(&office, office.auditor).await;
    for route in routes().iter().filter(|route| route.method == "POST" && route.needs != Needs::Nothing) {
        let Some((name, who)) = somebody_for(&office, route).await else { continue };
        let (mut browser, own) = signed.of(&office, who).await;
        let mut turned: Vec<char> = own.chars().collect();
        turned.reverse();
        let turned: String = turned.into_iter().collect();
        let path =
            filled(
                route,
                |param| {
                    if param == "child" { office.town.child.to_string() } else { office.north.to_string() }
                },
            );
        let nearly = [
            String::new(),
            others.clone(),
            own[..own.len() - 1].to_owned(),
            format!("{own}A"),
            turned,
            own.to_uppercase(),
            "A".repeat(10_000),
            format!("{own}\u{0}"),
        ];
        let before = office.town.entries_with("").await;
        for token in nearly.iter().filter(|token| who.0 != office.auditor.0 || **token != others) {
            let answer = send(&mut browser, route, &path, &[("csrf".to_owned(), token.clone())]).await;
            let told = format!("{name}: {path} with {token:.60}: {}", answer.status);
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{told}\n{}", answer.text);
        }
        let missing = send(&mut browser, route, &path, &[]).await;
        assert_eq!(missing.status, StatusCode::FORBIDDEN, "{path} without a token");
        assert_eq!(office.town.entries_with("").await, before, "{path}: nothing is on record, since nothing was done");
    }
}

#[tokio::test]
async fn a_session_that_is_nearly_right_is_nobodys_on_any_route() {
    let office = place().await;
    let mut browser = office.as_(office.head).await;
    let token = browser.cookies["session"].clone();
    for route in routes().iter().filter(|route| route.needs != Needs::Nothing) {
        let path = filled(route, |_| office.town.child.to_string());
        for nearly in [token[1..].to_owned(), format!("{token}="), token.to_uppercase(), "0".repeat(token.len())] {
            browser.cookies.insert("session".to_owned(), nearly);
            let answer = send(&mut browser, route, &path, &[]).await;
            assert!(answer.goes_to().starts_with("/sign-in"), "{} {path}: {}", route.method, answer.status);
            assert!(!answer.text.contains("Bell"), "{path}");
        }
    }
}
