//! Another family's record, and another authority's, asked for by everybody who has nothing to do with it.

use axum::http::StatusCode;

use super::victims::{MARKS, Victim, elsewhere, next_door, record};
use super::{Signed, everybody, field_names, filled, place, routes, send};
use crate::council::office::Office;
use crate::council::rounds;

/// Sends every route with a victim's ids in its path and in its fields, once towards the victim and once towards the attacker's
/// own child.
async fn attack(office: &Office, victim: &Victim, who: &[&str]) {
    let mut signed = Signed::none();
    let names = field_names();
    for (name, somebody) in everybody(office).into_iter().filter(|(name, _)| who.contains(name)) {
        let (mut browser, csrf) = signed.of(office, somebody).await;
        for route in routes() {
            for id in &victim.ids {
                let towards = if id == &victim.ids[0] { victim.child } else { office.town.child };
                let path = filled(&route, |param| if param == "child" { towards.to_string() } else { id.clone() });
                let mut fields = vec![("csrf".to_owned(), csrf.clone())];
                fields.extend(names.iter().map(|name| (name.clone(), id.clone())));
                let path = if route.method == "GET" && !route.path.contains('{') {
                    format!("{path}?child={id}&q=zymurgy&version={id}&upload={id}&actor={id}")
                } else {
                    path
                };
                let answer = send(&mut browser, &route, &path, &fields).await;
                let told = format!("{name}: {} {path}: {}\n{}", route.method, answer.status, answer.text);
                assert!(!answer.status.is_server_error(), "{told}");
                for mark in MARKS {
                    assert!(!answer.text.contains(mark), "{mark} is told to {told}");
                }
                if !route.path.contains('{') {
                    continue; // nothing in it names the victim but the fields: those are compared at the end
                }
                assert_ne!((towards, answer.status), (victim.child, StatusCode::OK), "{told}");
            }
        }
    }
}

#[tokio::test]
async fn another_familys_record_is_shown_to_nobody_and_changed_by_nobody() {
    let office = place().await;
    rounds::told(&office, "some", office.ada).await;
    let victim = next_door(&office).await;
    let before = record(&office, &victim).await;
    // those who have nothing to do with the family; search and lists of the whole authority are others' to see
    attack(&office, &victim, &["a parent"]).await;
    assert_eq!(record(&office, &victim).await, before);
}

#[tokio::test]
async fn a_worker_of_another_team_opens_nothing_by_its_id() {
    let office = place().await;
    let victim = next_door(&office).await;
    let before = record(&office, &victim).await;
    let names = field_names();
    let mut signed = Signed::none();
    for (name, who) in [("the key worker", office.ada), ("the team's manager", office.ben), ("a worker", office.cat)] {
        let (mut browser, csrf) = signed.of(&office, who).await;
        for route in routes().iter().filter(|route| route.path.contains("{child}")) {
            for id in &victim.ids {
                for child in [victim.child, office.town.child] {
                    let path = filled(route, |param| if param == "child" { child.to_string() } else { id.clone() });
                    let mut fields = vec![("csrf".to_owned(), csrf.clone())];
                    fields.extend(names.iter().map(|name| (name.clone(), id.clone())));
                    let answer = send(&mut browser, route, &path, &fields).await;
                    let told = format!("{name}: {} {path}: {}\n{}", route.method, answer.status, answer.text);
                    assert!(!answer.status.is_server_error(), "{told}");
                    assert!(MARKS.iter().all(|mark| !answer.text.contains(mark)), "{told}");
                    if child == victim.child {
                        assert!(answer.status.is_client_error(), "{told}");
                    }
                    if route.method == "GET" {
                        break; // the other id is in no field of a look
                    }
                }
            }
        }
    }
    assert_eq!(record(&office, &victim).await, before);
}

#[tokio::test]
async fn another_authoritys_record_is_out_of_reach_of_every_role() {
    let office = place().await;
    let (victim, theirs) = elsewhere(&office).await;
    let before = record(&office, &victim).await;
    let all: Vec<&str> = everybody(&office).into_iter().map(|(name, _)| name).collect();
    attack(&office, &victim, &all).await;
    // their cookie is nobody's here
    let mut stolen = theirs.clone();
    stolen.host = crate::town::HOST_NAME.to_owned();
    for route in routes().iter().filter(|route| route.needs != web::Needs::Nothing) {
        let path = filled(route, |_| victim.child.to_string());
        let answer = send(&mut stolen.clone(), route, &path, &[]).await;
        assert!(answer.goes_to().starts_with("/sign-in"), "{} {path}: {}", route.method, answer.status);
    }
    assert_eq!(record(&office, &victim).await, before);
}
