//! Answering, alone and together, up to handing in.

use axum::http::StatusCode;

use super::Place;

#[tokio::test]
async fn a_parent_answers_one_question_after_the_other_and_comes_back_later() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let round = place.begin(&mut browser, "first").await;
    let first = place.at(&format!("/answers/{round}/question/eating"));
    let shown = browser.get(&first).await;
    assert!(shown.text.contains("I eat and drink well"), "{}", shown.text);
    let version = shown.hidden("version");
    let fields = [("version", version.as_str()), ("a-eating", "some"), ("remark", "mostly soup 🙂"), ("go", "later")];
    let saved = browser.fill_in(&first, &first, &fields).await;
    assert_eq!(saved.goes_to(), place.at("/answers?done=saved"));
    assert!(browser.get(saved.goes_to()).await.text.contains("Your answers are saved."));
    // another device of the same person
    let mut phone = place.parent().await;
    let there = phone.get(&first).await;
    assert!(there.text.contains("value=\"some\" checked") && there.text.contains("mostly soup 🙂"), "{}", there.text);
    let easy = phone.get(&format!("{first}?style=easy")).await;
    assert!(easy.text.contains("Eating and drinking") && easy.text.contains("A lot of help"));
}

#[tokio::test]
async fn an_answer_that_is_none_is_explained_and_what_was_typed_stays() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let round = place.begin(&mut browser, "first").await;
    let page = place.at(&format!("/answers/{round}/all"));
    let shown = browser.get(&page).await;
    let (csrf, version) = (shown.hidden("csrf"), shown.hidden("version"));
    let fields = [
        ("csrf", csrf.as_str()),
        ("version", version.as_str()),
        ("a-eating", "some"),
        ("a-nights-a-week", "many"),
        ("a-family-hours", "<b>9</b>"),
        ("a-born-day", "31"),
        ("a-born-month", "2"),
        ("a-born-year", "2015"),
    ];
    let sent = browser.post(&page, &fields).await;
    assert!(sent.text.contains("There is a problem") && sent.text.contains("write a real day"), "{}", sent.text);
    assert!(sent.text.contains("value=\"some\" checked") && sent.text.contains("&#60;b&#62;9"), "{}", sent.text);
    assert!(!sent.text.contains("<b>9"));
}

#[tokio::test]
async fn everybody_has_their_own_sheet_and_chooses_who_sees_it() {
    let place = Place::new().await;
    let other = place.town.somebody("Alex", "Bell", "alex@example.org").await;
    place.town.relate(other.0, seven_core::people::RelationKind::Parent).await;
    let (mut kit, mut alex) = (place.parent().await, place.browser(other.1).await);
    let round = place.begin(&mut kit, "first").await;
    place.answer_all(&mut kit, round, "some").await;
    let mine = place.at(&format!("/answers/{round}/mine"));
    assert_eq!(alex.fill_in(&place.at("/answers"), &mine, &[]).await.status, StatusCode::SEE_OTHER);
    place.answer_all(&mut alex, round, "substantial").await;
    // neither sees the other's sheet until the family chooses so
    let beside = place.at(&format!("/answers/{round}/side-by-side"));
    assert!(!alex.get(&beside).await.text.contains("Kit Bell</bdi></p>"));
    let sharing = place.at(&format!("/answers/{round}/sharing"));
    let chosen = alex.fill_in(&sharing, &sharing, &[("round", "parents-see-each-other")]).await;
    assert_eq!(chosen.goes_to(), place.at("/answers?done=shared"));
    let shown = alex.get(&beside).await;
    for text in
        ["Kit Bell", "Alex Bell", "Answered differently", "I need some extra help", "I need a lot of extra help"]
    {
        assert!(shown.text.contains(text), "{text}\n{}", shown.text);
    }
}

#[tokio::test]
async fn handing_in_twice_hands_in_once_and_then_nothing_is_changed() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let round = place.begin(&mut browser, "first").await;
    place.answer_all(&mut browser, round, "some").await;
    place.hand_in(&mut browser, round).await;
    let before = place.town.entries_with("submit-answers").await;
    place.hand_in(&mut browser, round).await;
    assert_eq!(place.town.entries_with("submit-answers").await, before);
    // the back button brings the form once more
    let page = place.at(&format!("/answers/{round}/question/eating"));
    let csrf = browser.get(&place.at("/answers")).await.hidden("csrf");
    let late = browser.post(&page, &[("csrf", &csrf), ("version", "9"), ("a-eating", "none")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text.contains("handed in already"), "{}", late.text);
    assert!(browser.get(&place.at("/answers")).await.text.contains("We read the answers"));
}
