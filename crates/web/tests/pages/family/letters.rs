//! The letter: figure, working, other ways to read it; another look; answering again.

use axum::http::StatusCode;

use super::Place;

#[tokio::test]
async fn the_letter_shows_every_sum_who_answered_and_until_when_to_ask() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let budget = place.letter(&mut browser, "substantial").await;
    let page = place.at(&format!("/budget/{budget}"));
    let letter = browser.get(&page).await;
    assert_eq!(letter.status, StatusCode::OK, "{}", letter.text);
    for text in ["Your indicative budget", "Kit Bell", "29 September 2026", "£75"] {
        assert!(letter.text.contains(text), "{text}\n{}", letter.text);
    }
    assert!(browser.get(&format!("{page}?style=large")).await.text.contains("print-large"));
    assert!(browser.get(&format!("{page}?style=easy")).await.text.contains("Help at home and out"));
    let child = browser.get(&place.at("")).await;
    assert!(child.text.contains("Read the letter") && child.text.contains("There may be"), "{}", child.text);
}

#[tokio::test]
async fn asking_for_another_look_twice_asks_once_and_can_be_taken_back() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let budget = place.letter(&mut browser, "some").await;
    let page = place.at(&format!("/budget/{budget}/challenge"));
    let why = "Nights were forgotten <script>alert(1)</script>";
    for _ in 0..2 {
        let csrf = browser.get(&page).await.hidden("csrf");
        let asked = browser.post(&page, &[("csrf", &csrf), ("why", why)]).await;
        assert_eq!(asked.goes_to(), format!("{page}?done=asked"), "{}", asked.text);
    }
    let shown = browser.get(&page).await;
    assert!(shown.text.contains("Asked. You get an answer by 22 September 2026."), "{}", shown.text);
    assert!(!shown.text.contains("<script>alert"));
    assert_eq!(shown.text.matches("name=\"challenge\"").count(), 1);
    let id = shown.hidden("challenge");
    let back = browser.fill_in(&page, &format!("{page}/take-back"), &[("challenge", &id)]).await;
    assert!(browser.get(back.goes_to()).await.text.contains("Taken back."));
}

#[tokio::test]
async fn answering_again_begins_with_last_times_answers_and_both_letters_stand() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let first = place.letter(&mut browser, "some").await;
    let round = place.begin(&mut browser, "changed-needs").await;
    let eating = place.at(&format!("/answers/{round}/question/eating"));
    let shown = browser.get(&eating).await;
    assert!(shown.text.contains("value=\"some\" checked"), "{}", shown.text);
    let version = shown.hidden("version");
    browser.fill_in(&eating, &eating, &[("version", &version), ("a-eating", "exceptional")]).await;
    place.hand_in(&mut browser, round).await;
    let second = place.tell(round).await;
    let compared = browser.get(&place.at(&format!("/budget/{second}/compare"))).await;
    for text in ["I eat and drink well", "I need exceptional help", "I need some extra help"] {
        assert!(compared.text.contains(text), "{text}\n{}", compared.text);
    }
    assert_eq!(browser.get(&place.at(&format!("/budget/{first}"))).await.status, StatusCode::OK);
    let list = browser.get(&place.at("/budget")).await;
    assert_eq!(list.text.matches("Letter of").count(), 2, "{}", list.text);
}

#[tokio::test]
async fn a_family_sees_who_looked_when_and_why() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    place.letter(&mut browser, "some").await;
    let looked = browser.get(&place.at("/who-looked")).await;
    for text in ["Grace Bennett, key worker", "Settled answers, or told the figure", "For their work with the child"] {
        assert!(looked.text.contains(text), "{text}\n{}", looked.text);
    }
    assert!(!looked.text.contains("Kit Bell, parent"));
    assert!(browser.get(&place.at("/who-looked?own=yes")).await.text.contains("Kit Bell, parent"));
}
