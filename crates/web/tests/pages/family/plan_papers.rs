//! A plan as a document, what changed in it, and links for people outside.

use actions::plan::{Entry, begin, write_piece};
use axum::http::StatusCode;
use seven_core::PlanId;
use seven_core::access::Purpose;
use seven_core::people::RelationKind;
use seven_core::plan::Body;
use seven_core::plan::writing::{Page, Risk, SafetyNote, Topic};
use web::app::Mode;

use super::Place;
use crate::town::Browser;

/// A plan with a page that was written twice, a risk, and a note that only some may read.
async fn plan(place: &Place) -> PlanId {
    let (kit, child) = (place.town.parent.0, place.town.child);
    let caller = || place.caller(kit, Purpose::OwnLife);
    let plan = begin(&caller(), child, None).await.unwrap();
    let page = |words: &str| Body::Page(Page { words: words.to_owned(), ..Page::about(Topic::Love) });
    let entry = |piece, version, body| Entry { piece, version, place: None, body };
    let id = write_piece(&caller(), child, plan, entry(None, 0, page("I like curry"))).await.unwrap();
    write_piece(&caller(), child, plan, entry(Some(id), 1, page("I love curry <b>& musicals</b>"))).await.unwrap();
    let risk = Risk {
        worth: "The train".to_owned(),
        wrong: "Crowds".to_owned(),
        doing: "An early one".to_owned(),
        child_says: String::new(),
    };
    write_piece(&caller(), child, plan, entry(None, 0, Body::Risk(risk))).await.unwrap();
    let note = SafetyNote {
        when: "what nobody else may read".to_owned(),
        what: String::new(),
        call: String::new(),
        guarded: true,
    };
    let worker = place.caller(place.worker.0, Purpose::Work);
    write_piece(&worker, child, plan, entry(None, 0, Body::Safety(note))).await.unwrap();
    plan
}

#[tokio::test]
async fn a_family_reads_its_plan_on_one_page_and_the_child_only_its_own() {
    let place = Place::new().await;
    let plan = plan(&place).await;
    let mut parent = place.parent().await;
    let paper = parent.get(&place.at(&format!("/plan/{plan}/paper"))).await;
    assert_eq!(paper.status, StatusCode::OK, "{}", paper.text);
    for words in ["Sam’s plan", "I love curry &#60;b&#62;", "The train", "This is a draft."] {
        assert!(paper.text.contains(words), "{words} is not in {}", paper.text);
    }
    assert!(!paper.text.contains("nobody else may read"));
    let profile = parent.get(&place.at(&format!("/plan/{plan}/profile?style=easy"))).await;
    assert!(profile.text.contains("All about Sam") && !profile.text.contains("The train"));
    let brother = place.town.somebody("Max", "Bell", "max@example.org").await;
    place.town.relate(brother.0, RelationKind::Sibling).await;
    let mut brother = place.browser(brother.1).await;
    assert_eq!(brother.get(&place.at(&format!("/plan/{plan}/profile"))).await.status, StatusCode::OK);
    assert_ne!(brother.get(&place.at(&format!("/plan/{plan}/paper"))).await.status, StatusCode::OK);
    assert_eq!(parent.get(&place.at("/plan/no-plan/paper")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_changed_is_told_word_by_word() {
    let place = Place::new().await;
    let plan = plan(&place).await;
    let mut parent = place.parent().await;
    let history = parent.get(&place.at(&format!("/plan/{plan}/history"))).await;
    assert_eq!(history.status, StatusCode::OK, "{}", history.text);
    let gone = "<del><span class=\"govuk-visually-hidden\">Taken out: </span>like</del>";
    assert!(history.text.contains(gone) && history.text.contains("curry"), "{}", history.text);
    assert!(!history.text.contains("nobody else may read"));
}

#[tokio::test]
async fn somebody_outside_reads_the_chosen_parts_until_the_link_is_ended() {
    let place = Place::new().await;
    let plan = plan(&place).await;
    let mut parent = place.parent().await;
    let links = place.at(&format!("/plan/{plan}/links"));
    let empty = parent.fill_in(&links, &links, &[("for-whom", "Rob"), ("until-day", "1")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", empty.text);
    let day = [("until-day", "30"), ("until-month", "9"), ("until-year", "2026")];
    let fields = [&[("for-whom", "Rob"), ("parts", "page")][..], &day[..]].concat();
    let made = parent.fill_in(&links, &links, &fields).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let address = made.text.split("href=\"/shared-plan/").nth(1).unwrap().split('"').next().unwrap();
    let address = format!("/shared-plan/{address}");
    let mut rob = Browser::new(place.town.pages(Mode::Demo, 60).await);
    let seen = rob.get(&address).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
    assert!(seen.text.contains("I love curry") && !seen.text.contains("The train"));
    assert_eq!(place.town.entries_with("link-holder").await, 1, "the family can see that it was opened");
    assert_eq!(rob.get(&format!("{address}x")).await.status, StatusCode::NOT_FOUND);
    let page = parent.get(&links).await;
    assert!(!page.text.contains(&address), "a link is shown once");
    let id = page.hidden("link");
    let ended = parent.fill_in(&links, &format!("{links}/end"), &[("link", &id)]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text);
    assert_eq!(rob.get(&address).await.status, StatusCode::NOT_FOUND);
}
