//! Two people at one sheet, forms from yesterday, odd names, ids that are somebody else's.

use axum::http::StatusCode;
use seven_core::people::RelationKind;

use super::Place;

#[tokio::test]
async fn whoever_saves_second_sees_what_changed_and_keeps_their_own_words() {
    let place = Place::new().await;
    let (mut desk, mut phone) = (place.parent().await, place.parent().await);
    let round = place.begin(&mut desk, "first").await;
    let page = place.at(&format!("/answers/{round}/question/eating"));
    let version = desk.get(&page).await.hidden("version");
    let on_phone = [("version", version.as_str()), ("a-eating", "some"), ("remark", "from the phone")];
    assert_eq!(phone.fill_in(&page, &page, &on_phone).await.status, StatusCode::SEE_OTHER);
    let csrf = desk.get(&place.at("/answers")).await.hidden("csrf");
    let at_desk =
        [("csrf", csrf.as_str()), ("version", &version), ("a-eating", "exceptional"), ("remark", "from the desk")];
    let second = desk.post(&page, &at_desk).await;
    for text in ["was changed in the meantime", "I need some extra help", "from the phone", "from the desk"] {
        assert!(second.text.contains(text), "{text}\n{}", second.text);
    }
    assert!(second.text.contains("value=\"exceptional\" checked"), "{}", second.text);
    // saving again keeps the second
    let again = [
        ("csrf", csrf.as_str()),
        ("version", &second.hidden("version")),
        ("a-eating", "exceptional"),
        ("remark", "from the desk"),
    ];
    assert_eq!(desk.post(&page, &again).await.status, StatusCode::SEE_OTHER);
    assert!(phone.get(&page).await.text.contains("from the desk"));
}

#[tokio::test]
async fn two_people_who_write_on_different_questions_do_not_disturb_each_other() {
    let place = Place::new().await;
    let (mut desk, mut phone) = (place.parent().await, place.parent().await);
    let round = place.begin(&mut desk, "first").await;
    let page = |question: &str| place.at(&format!("/answers/{round}/question/{question}"));
    let version = desk.get(&page("eating")).await.hidden("version");
    for (browser, question) in [(&mut phone, "eating"), (&mut desk, "toilet")] {
        let name = format!("a-{question}");
        let sent = browser.fill_in(&page(question), &page(question), &[("version", &version), (&name, "some")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    }
}

#[tokio::test]
async fn odd_words_stay_words() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let round = place.begin(&mut browser, "first").await;
    let page = place.at(&format!("/answers/{round}/question/eating"));
    for words in ["<img src=x onerror=alert(1)>", "O'Neil & \"sons\"", "שלום עולם", "👩‍👧‍👦", "{{ 7*7 }}", "a\u{0}b"]
    {
        let version = browser.get(&page).await.hidden("version");
        let sent =
            browser.fill_in(&page, &page, &[("version", &version), ("a-eating", "some"), ("remark", words)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{words}: {}", sent.text);
        let check = browser.get(&place.at(&format!("/answers/{round}/check"))).await;
        assert!(!check.text.contains("<img src=x"), "{words}");
        assert!(check.text.contains("In your own words"), "{words}");
    }
    let long = "x".repeat(2_001);
    let version = browser.get(&page).await.hidden("version");
    let sent = browser.fill_in(&page, &page, &[("version", &version), ("a-eating", "some"), ("remark", &long)]).await;
    assert!(sent.text.contains("This is too long") && sent.text.contains(&long));
}

#[tokio::test]
async fn ids_that_are_somebody_elses_lead_nowhere() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let budget = place.letter(&mut browser, "some").await;
    let stranger = place.town.somebody("Mo", "Stone", "mo@example.org").await;
    let mut other = place.browser(stranger.1).await;
    for page in ["", "/answers", "/budget", "/who-looked", "/details", "/lead"] {
        assert_eq!(other.get(&place.at(page)).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    let letter = place.at(&format!("/budget/{budget}"));
    assert_eq!(other.get(&letter).await.status, StatusCode::NOT_FOUND);
    let made_up = uuid::Uuid::now_v7();
    for page in [format!("/budget/{made_up}"), "/budget/1%27%20OR%201=1".to_owned(), format!("/answers/{made_up}/all")]
    {
        assert_eq!(browser.get(&place.at(&page)).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    let round = place.begin(&mut browser, "changed-needs").await;
    let no_question = place.at(&format!("/answers/{round}/question/none-such"));
    assert_eq!(browser.get(&no_question).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_brother_sees_nothing_of_what_was_answered() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let budget = place.letter(&mut browser, "some").await;
    let brother = place.town.somebody("Jo", "Bell", "jo@example.org").await;
    place.town.relate(brother.0, RelationKind::Sibling).await;
    let mut jo = place.browser(brother.1).await;
    for page in ["/answers".to_owned(), format!("/budget/{budget}"), "/who-looked".to_owned()] {
        assert_eq!(jo.get(&place.at(&page)).await.status, StatusCode::FORBIDDEN, "{page}");
    }
}
