//! A young person's own account, contact details, and practising.

use axum::http::StatusCode;
use store::people;

use super::Place;
use seven_core::AccountId;
use store::accounts::{self, Account};

/// Sam turns sixteen and has an account.
async fn grown(place: &Place, born: &str) -> AccountId {
    let town = &place.town;
    let mut write = town.writing().await;
    let mut sam = people::find(&mut write, town.child).await.unwrap().unwrap();
    sam.born = Some(born.parse().unwrap());
    people::update(&mut write, &sam).await.unwrap();
    let account = Account::new(write.id(), town.child, "sam@example.org");
    accounts::insert(&mut write, &account).await.unwrap();
    town.commit(write).await;
    account.id
}

#[tokio::test]
async fn at_sixteen_the_young_person_takes_the_lead_and_says_what_parents_see() {
    let place = Place::new().await;
    let mut parent = place.parent().await;
    let account = grown(&place, "2010-05-02").await;
    let budget = place.letter(&mut parent, "some").await;
    let mut sam = place.browser(account).await;
    let lead = place.at("/lead");
    assert!(sam.get("/family").await.text.contains("Your own pages"));
    assert_eq!(sam.fill_in(&lead, &lead, &[]).await.status, StatusCode::SEE_OTHER);
    let letter = place.at(&format!("/budget/{budget}"));
    assert_eq!(sam.get(&letter).await.status, StatusCode::OK);
    assert_eq!(parent.get(&letter).await.status, StatusCode::NOT_FOUND);
    let mut sam = place.browser_after(account, 10).await;
    assert_eq!(sam.fill_in(&lead, &lead, &[("sees", "budget")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(parent.get(&letter).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_child_of_ten_answers_but_does_not_take_the_lead() {
    let place = Place::new().await;
    let account = grown(&place, "2016-05-02").await;
    let mut parent = place.parent().await;
    let round = place.begin(&mut parent, "first").await;
    let mut sam = place.browser(account).await;
    let mine = place.at(&format!("/answers/{round}/mine"));
    assert_eq!(sam.fill_in(&place.at("/answers"), &mine, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(sam.get(&place.at("/lead")).await.status, StatusCode::FORBIDDEN);
    // the date of birth is known and not asked again
    let born = sam.get(&place.at(&format!("/answers/{round}/check"))).await;
    assert!(born.text.contains("2 May 2016"), "{}", born.text);
}

#[tokio::test]
async fn contact_details_are_kept_and_the_second_of_two_editors_loses_nothing() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let page = place.at("/details");
    let version = browser.get(&page).await.hidden("version");
    let fields = |email: &'static str| {
        [("email", email), ("phone", "01632 960 009"), ("address", "1 Low Street"), ("language", "cy")]
    };
    let mut first = vec![("version", version.as_str())];
    first.extend(fields("sam@example.org"));
    assert_eq!(browser.fill_in(&page, &page, &first).await.goes_to(), place.at("?done=details"));
    let mut second = vec![("version", version.as_str())];
    second.extend(fields("other@example.org"));
    let late = browser.fill_in(&page, &page, &second).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("sam@example.org") && late.text.contains("other@example.org"), "{}", late.text);
    let mut wrong = vec![("version", "2")];
    wrong.extend(fields("no address"));
    assert!(browser.fill_in(&page, &page, &wrong).await.text.contains("Write an e-mail address such as"));
}

#[tokio::test]
async fn practising_walks_all_seven_steps_and_can_begin_again() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let page = "/me/practice";
    assert!(browser.get(page).await.text.contains("£200.00"));
    for step in 1..=7 {
        let shown = browser.get(page).await;
        assert_eq!(shown.hidden("step"), step.to_string(), "{}", shown.text);
        let fields =
            [("step", shown.hidden("step")), ("wish", "Swim & sing".to_owned()), ("cost-1", "12.50".to_owned())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(browser.fill_in(page, page, &fields).await.status, StatusCode::SEE_OTHER);
    }
    let end = browser.get(page).await;
    assert!(end.text.contains("all seven steps") && end.text.contains("Swim &#38; sing"), "{}", end.text);
    assert!(end.text.contains("£12.50 of £200.00 used"), "{}", end.text);
    browser.fill_in(page, page, &[("step", "8"), ("go", "anew")]).await;
    assert_eq!(browser.get(page).await.hidden("step"), "1");
}
