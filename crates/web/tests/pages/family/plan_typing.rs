//! What is typed and not saved, and ideas that one can begin with.

use axum::http::StatusCode;

use super::Place;
use super::plans::{piece, write};

#[tokio::test]
async fn what_was_typed_and_not_saved_is_offered_to_its_typist_alone() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let plan = place.plan(&mut browser).await;
    let form = format!("{plan}/me/write/page/new");
    let page = browser.get(&format!("{form}?topic=love")).await;
    assert!(page.text.contains(&format!("data-keeps=\"{plan}/unsaved\"")), "{}", page.text);
    let csrf = page.hidden("csrf");
    let typed = [
        ("csrf", csrf.as_str()),
        ("of", &form),
        ("version", "0"),
        ("topic", "love"),
        ("words", "curry and <b>half</b> a sent"),
    ];
    let unsaved = format!("{plan}/unsaved");
    assert_eq!(browser.post(&unsaved, &typed).await.status, StatusCode::NO_CONTENT);
    let offered = browser.get(&form).await;
    assert!(offered.text.contains("did not save it") && offered.text.contains("&#60;b&#62;half"), "{}", offered.text);
    assert!(!offered.text.contains("csrf="), "what is kept holds no token");
    let back = browser.get(&format!("{form}?unsaved=yes")).await;
    assert!(back.text.contains("curry and &#60;b&#62;half&#60;/b&#62; a sent</textarea>"), "{}", back.text);
    // another parent of the same child is not shown it
    let other = place.town.somebody("Alex", "Bell", "alex@example.org").await;
    place.town.relate(other.0, seven_core::people::RelationKind::Parent).await;
    let mut alex = place.browser(other.1).await;
    assert!(!alex.get(&form).await.text.contains("half"));
    // saved, it is forgotten, and the browser is told which form it was
    let kept = write(&mut browser, &form, &[("topic", "love"), ("words", "curry"), ("sent", "abc123")]).await;
    assert!(kept.goes_to().contains("done=kept&sent=abc123#piece-"), "{}", kept.goes_to());
    assert!(!browser.get(&form).await.text.contains("did not save it"));
}

#[tokio::test]
async fn typing_upon_an_old_text_shows_both_and_a_part_that_is_gone_is_still_offered() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let plan = place.plan(&mut browser).await;
    let new = format!("{plan}/write/risk/new");
    let risk = piece(&write(&mut browser, &new, &[("worth", "the bus alone")]).await);
    let form = format!("{plan}/write/risk/{risk}");
    let csrf = browser.get(&form).await.hidden("csrf");
    let typed = [("csrf", csrf.as_str()), ("of", &form), ("version", "1"), ("worth", "the bus and the train")];
    browser.post(&format!("{plan}/unsaved"), &typed).await;
    let other = place.town.somebody("Alex", "Bell", "alex@example.org").await;
    place.town.relate(other.0, seven_core::people::RelationKind::Parent).await;
    let mut alex = place.browser(other.1).await;
    write(&mut alex, &form, &[("worth", "the bus with Rob")]).await;
    let both = browser.get(&format!("{form}?unsaved=yes")).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(both.text.contains("Alex Bell wrote here") && both.text.contains("the bus with Rob"), "{}", both.text);
    assert!(both.text.contains("the bus and the train</textarea>"), "{}", both.text);
    let version = alex.get(&form).await.hidden("version");
    let csrf_alex = alex.get(&form).await.hidden("csrf");
    alex.post(&format!("{form}/remove"), &[("csrf", &csrf_alex), ("version", &version)]).await;
    let gone = browser.get(&form).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    assert!(
        gone.text.contains("took this out") && gone.text.contains("the bus and the train</textarea>"),
        "{}",
        gone.text
    );
    let away = browser.fill_in(&new, &format!("{plan}/unsaved/throw-away"), &[("of", &form)]).await;
    assert_eq!(away.goes_to(), form);
    assert_eq!(browser.get(&form).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn typing_is_kept_for_forms_of_the_plan_only() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let plan = place.plan(&mut browser).await;
    let csrf = browser.get(&format!("{plan}/days")).await.hidden("csrf");
    for of in ["/account", "/family/x/plan/y/days", "https://example.org/", ""] {
        let sent = browser.post(&format!("{plan}/unsaved"), &[("csrf", &csrf), ("of", of), ("words", "x")]).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{of}");
    }
    let of = format!("{plan}/days");
    let sent = browser.post(&format!("{plan}/unsaved"), &[("csrf", "wrong"), ("of", &of), ("words", "x")]).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_line_of_a_story_is_begun_with_and_nothing_is_taken_by_itself() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let plan = place.plan(&mut browser).await;
    let ideas = browser.get(&format!("{plan}/ideas")).await;
    let begin = ideas.text.split("/write/support/new?story=nights.").nth(1).unwrap().split('"').next().unwrap();
    let form = browser.get(&format!("{plan}/write/support/new?story=nights.{begin}")).await;
    assert!(form.text.contains("value=\"A trained helper at night\""), "{}", form.text);
    assert!(browser.get(&plan).await.text.contains("0 lines"), "a form is no line");
    let taken = browser.fill_in(&format!("{plan}/ideas"), &format!("{plan}/ideas"), &[("story", "nights")]).await;
    assert!(taken.goes_to().ends_with("done=story"), "{}", taken.text);
    let support = browser.get(&format!("{plan}/chapter/support")).await;
    for words in ["A trained helper at night", "Supper on Wednesdays", "Mum and Dad sleep two nights a week"] {
        assert!(support.text.contains(words), "{words}: {}", support.text);
    }
}
