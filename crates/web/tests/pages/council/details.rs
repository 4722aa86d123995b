//! A child's own details, corrected by the people who work with them, two of them at once.

use axum::http::StatusCode;
use seven_core::people::Person;
use store::people;

use super::office::Office;

/// Everything that the form asks, with the version of the page.
fn filled<'a>(version: &'a str, family: &'a str, address: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("version", version),
        ("given", "Sam"),
        ("family", family),
        ("known-as", ""),
        ("born-day", "17"),
        ("born-month", "5"),
        ("born-year", "2016"),
        ("upn", ""),
        ("nhs", "943 476 5870"),
        ("uln", ""),
        ("email", ""),
        ("phone", "01234 567890"),
        ("address", address),
        ("language", "en"),
    ]
}

async fn sam(office: &Office) -> Person {
    let mut reading = office.town.store.reading(&office.town.authority).await.unwrap();
    people::find(&mut reading, office.town.child).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_worker_corrects_a_childs_details_and_wrong_numbers_are_told() {
    let office = Office::new().await;
    let page = format!("{}/details", office.sam());
    let mut ada = office.as_(office.ada).await;
    assert!(ada.get(&office.sam()).await.text.contains(&format!("href=\"{page}\"")));
    let version = ada.get(&page).await.hidden("version");
    let mut wrong = filled(&version, "O\u{2019}Hara <Bell>", "1 High Street");
    wrong[8].1 = "943 476 5871";
    wrong[7].1 = "A12";
    let refused = ada.fill_in(&page, &page, &wrong).await;
    assert!(refused.status == 422 && refused.text.contains("Look at the number again"), "{}", refused.text);
    assert!(refused.text.contains("value=\"O\u{2019}Hara &#60;Bell&#62;\"") && refused.text.contains("943 476 5871"));
    let kept = ada.fill_in(&page, &page, &filled(&version, "O\u{2019}Hara", "1 High Street")).await;
    assert!(kept.goes_to().ends_with("done=details-kept"), "{}", kept.text);
    let sam = sam(&office).await;
    assert_eq!(sam.name.shown(), "Sam O\u{2019}Hara");
    assert_eq!(sam.nhs_number.map(|number| number.to_string()).as_deref(), Some("943 476 5870"));
    assert_eq!(sam.nhs_status.map(|status| status.code()), Some("number-present-but-not-traced"));
    assert_eq!(office.town.entries_with("name born nhs phone address").await, 1, "the log names the fields");
    assert_eq!(office.town.entries_with("High Street").await, 0, "and not what they hold");
    let list = ada.get("/council").await;
    assert!(list.text.contains("Sam O\u{2019}Hara"), "the worklist has the new name");
}

#[tokio::test]
async fn a_child_with_a_single_name_is_shown_by_it_everywhere() {
    let office = Office::new().await;
    let page = format!("{}/details", office.sam());
    let mut ada = office.as_(office.ada).await;
    let version = ada.get(&page).await.hidden("version");
    let mut single = filled(&version, "", "");
    single[1].1 = "Suharto";
    assert!(ada.fill_in(&page, &page, &single).await.goes_to().ends_with("details-kept"));
    let list = ada.get("/council").await;
    assert!(list.text.contains(">Suharto</bdi>"), "{}", list.text);
    let found = ada.get("/council/search?q=suh").await;
    assert!(found.text.contains("Suharto"), "{}", found.text);
    let none = ada.fill_in(&page, &page, &[("version", "2"), ("given", ""), ("family", "Bell")]).await;
    assert!(none.status == 422 && none.text.contains("the given name is empty"), "{}", none.text);
}

#[tokio::test]
async fn the_second_of_two_sees_what_the_first_changed_beside_their_own_text() {
    let office = Office::new().await;
    let page = format!("{}/details", office.sam());
    let (mut ada, mut ben) = (office.as_(office.ada).await, office.as_(office.ben).await);
    let (of_ada, of_ben) = (ada.get(&page).await.hidden("version"), ben.get(&page).await.hidden("version"));
    assert!(ada.fill_in(&page, &page, &filled(&of_ada, "Bell-Marsh", "1 High Street")).await.status == 303);
    let second = ben.fill_in(&page, &page, &filled(&of_ben, "Bellamy", "2 Low Road <b>")).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.text.contains("it now says “Bell-Marsh”, you typed “Bellamy”"), "{}", second.text);
    assert!(second.text.contains("it now says “1 High Street”, you typed “2 Low Road &#60;b&#62;”"), "{}", second.text);
    assert!(second.text.contains("value=\"Bellamy\"") && second.text.contains("2 Low Road &#60;b&#62;</textarea>"));
    assert_eq!(sam(&office).await.name.family(), "Bell-Marsh", "nothing is written over unseen");
    let newest = second.hidden("version");
    assert!(ben.fill_in(&page, &page, &filled(&newest, "Bellamy", "2 Low Road")).await.status == 303);
    assert_eq!(sam(&office).await.name.family(), "Bellamy");
}

#[tokio::test]
async fn an_address_that_is_kept_from_view_is_neither_shown_nor_written_over() {
    let office = Office::new().await;
    let page = format!("{}/details", office.sam());
    let mut ada = office.as_(office.ada).await;
    let version = ada.get(&page).await.hidden("version");
    assert!(ada.fill_in(&page, &page, &filled(&version, "Bell", "7 Hidden Lane")).await.status == 303);
    let people = format!("{}/people", office.sam());
    let keep = [("version", "2"), ("restricted", "yes")];
    assert!(ada.fill_in(&people, &format!("{people}/address"), &keep).await.goes_to().ends_with("address-kept"));
    assert!(ada.get(&page).await.text.contains("7 Hidden Lane"), "the key worker sees it");
    // a member of the same team, who is not the key worker
    let dan = office.town.somebody("Dan", "Office", "dan@example.gov.uk").await;
    super::office::employ(&office.town, dan.0, seven_core::people::Role::TeamMember, Some(office.north)).await;
    let mut dan = office.as_(dan).await;
    let form = dan.get(&page).await;
    assert!(form.status == 200 && !form.text.contains("Hidden Lane") && !form.text.contains("01234"), "{}", form.text);
    let version = form.hidden("version");
    let crafted = dan.fill_in(&page, &page, &filled(&version, "Bell", "8 False Street")).await;
    assert_eq!(crafted.status, StatusCode::FORBIDDEN);
    let without: Vec<_> = filled(&version, "Belle", "").into_iter().take(10).collect();
    assert!(dan.fill_in(&page, &page, &without).await.goes_to().ends_with("details-kept"));
    let sam = sam(&office).await;
    assert_eq!(sam.contact.address.as_deref(), Some("7 Hidden Lane"));
    assert_eq!((sam.name.family(), sam.contact.phone.as_deref()), ("Belle", Some("01234 567890")));
}

#[tokio::test]
async fn a_parent_does_not_rename_their_child_through_the_office() {
    let office = Office::new().await;
    let mut kit = office.as_(office.town.parent).await;
    let page = format!("{}/details", office.sam());
    assert_eq!(kit.get(&page).await.status, StatusCode::FORBIDDEN);
    let changed = kit.fill_in("/account", &page, &filled("1", "Other", "")).await;
    assert_eq!(changed.status, StatusCode::FORBIDDEN);
    assert_eq!(sam(&office).await.name.family(), "Bell");
}
