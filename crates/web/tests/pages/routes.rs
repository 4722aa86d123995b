//! Every route as everybody: nobody signed in, each role, each relation, and strangers. What opens is what the grid says.

use axum::http::StatusCode;
use seven_core::PersonId;
use seven_core::access::{decide, self_service};
use seven_core::people::{RelationKind, Role};
use store::relations;
use web::app::Mode;
use web::{Needs, Route, routes};

use crate::town::{Browser, Town, after_minutes};

/// A path with ids in it: the child's own, and for everything else an id that nothing has.
fn filled(route: &Route, child: PersonId) -> String {
    let path = route.path.replace("{child}", &child.to_string());
    let parts =
        path.split('/').map(|part| if part.starts_with('{') { "01890a5d-ac96-774b-bcce-b302099a8057" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

fn line(route: &Route) -> String {
    let needs = match route.needs {
        Needs::Nothing => "nothing".to_owned(),
        Needs::SignedIn(action) => format!("signed in, about oneself: {action}"),
        Needs::InAuthority(action) => format!("in the authority: {action}"),
        Needs::TowardsChild(action) => format!("towards the child: {action}"),
    };
    format!("{:4} {:62} {needs}; {}\n", route.method, route.path, route.purpose)
}

#[test]
fn every_route_is_in_the_picture_that_was_reviewed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/routes.txt");
    let drawn: String = routes(Mode::Demo).iter().map(line).collect();
    if std::env::var_os("UPDATE_ROUTES").is_some() {
        std::fs::write(path, &drawn).unwrap();
    }
    let reviewed = std::fs::read_to_string(path).unwrap();
    assert_eq!(drawn, reviewed, "a route changed: read what it asks for, then run the test with UPDATE_ROUTES=1");
}

#[test]
fn a_route_about_a_child_asks_for_something_towards_that_child() {
    for route in routes(Mode::Demo) {
        let names_a_child = route.path.contains("{child}");
        assert_eq!(names_a_child, matches!(route.needs, Needs::TowardsChild(_)), "{}", route.path);
        if route.path.starts_with("/council") {
            assert!(!matches!(route.needs, Needs::Nothing | Needs::SignedIn(_)), "{}", route.path);
        }
    }
}

#[tokio::test]
async fn nobody_comes_past_the_door_without_signing_in() {
    let town = Town::new().await;
    let mut nobody = Browser::new(town.pages(Mode::Demo, 1).await);
    for route in routes(Mode::Demo).iter().filter(|route| route.needs != Needs::Nothing) {
        let path = filled(route, town.child);
        let answer = if route.method == "GET" { nobody.get(&path).await } else { nobody.post(&path, &[]).await };
        assert!(answer.goes_to().starts_with("/sign-in"), "{} {path}: {}", route.method, answer.status);
        assert!(!answer.text.contains("Bell"), "{path} tells the name of a child");
    }
}

/// What the grid says about a person and a route.
pub async fn is_allowed(town: &Town, person: PersonId, route: &Route, child: PersonId) -> bool {
    let moment = after_minutes(1);
    let mut reading = town.store.reading(&town.authority).await.unwrap();
    let actor = relations::actor(&mut reading, person).await.unwrap();
    match route.needs {
        Needs::Nothing => true,
        Needs::SignedIn(action) => self_service(person, action).is_ok(),
        Needs::InAuthority(action) => decide(&actor, action, None, route.purpose, moment.today).is_ok(),
        Needs::TowardsChild(action) => {
            let standing = relations::standing(&mut reading, child, person, moment.at).await.unwrap().unwrap();
            decide(&actor, action, Some(&standing), route.purpose, moment.today).is_ok()
        }
    }
}

/// Walks all routes as one person; says how many opened.
async fn walk(town: &Town, who: &str, account: (PersonId, seven_core::AccountId), child: PersonId) -> usize {
    let mut browser = Browser::new(town.pages(Mode::Demo, 1).await);
    browser.sign_in_as(account.1).await;
    let csrf = browser.get("/account").await.hidden("csrf");
    let mut opened = 0;
    for route in routes(Mode::Demo) {
        let changes_oneself = route.method == "POST" && matches!(route.needs, Needs::SignedIn(_) | Needs::Nothing);
        if changes_oneself {
            continue; // ends the very session that walks; told in the stories of signing in
        }
        let path = filled(&route, child);
        let answer = if route.method == "GET" {
            browser.get(&path).await
        } else {
            browser.post(&path, &[("csrf", &csrf)]).await
        };
        let told = format!("{who}: {} {path}: {}", route.method, answer.status);
        assert!(!answer.status.is_server_error(), "{told}\n{}", answer.text);
        if is_allowed(town, account.0, &route, child).await {
            assert_ne!(answer.status, StatusCode::FORBIDDEN, "{told}");
            opened += 1;
        } else {
            let is_shut = matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
            assert!(is_shut, "{told}");
            assert!(!answer.text.contains("Sam Bell"), "{told} tells the name of the child");
        }
    }
    opened
}

#[tokio::test]
async fn every_role_opens_what_the_grid_says_and_nothing_else() {
    for role in Role::ALL {
        let town = Town::new().await;
        let worker = town.somebody("Ash", "Lane", "ash@example.org").await;
        town.employ(worker.0, *role).await;
        walk(&town, role.code(), worker, town.child).await;
    }
}

#[tokio::test]
async fn every_relation_opens_what_the_grid_says_and_nothing_else() {
    for kind in RelationKind::ALL.iter().filter(|kind| !kind.is_of_group()) {
        let town = Town::new().await;
        let somebody = town.somebody("Ash", "Lane", "ash@example.org").await;
        town.relate(somebody.0, *kind).await;
        walk(&town, kind.code(), somebody, town.child).await;
    }
}

#[tokio::test]
async fn a_stranger_is_told_of_a_child_what_anybody_is_told_of_nobody() {
    let town = Town::new().await;
    let stranger = town.somebody("Ash", "Lane", "ash@example.org").await;
    let mut browser = Browser::new(town.pages(Mode::Demo, 1).await);
    browser.sign_in_as(stranger.1).await;
    let nobody = PersonId(uuid::Uuid::from_u128(7));
    for route in routes(Mode::Demo).iter().filter(|route| matches!(route.needs, Needs::TowardsChild(_))) {
        if route.method == "GET" {
            let (there, not_there) =
                (browser.get(&filled(route, town.child)).await, browser.get(&filled(route, nobody)).await);
            assert_eq!((there.status, not_there.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
            let plain = |text: &str, id: PersonId| text.replace(&id.to_string(), "ID");
            assert_eq!(plain(&there.text, town.child), plain(&not_there.text, nobody), "{}", route.path);
        }
    }
}
