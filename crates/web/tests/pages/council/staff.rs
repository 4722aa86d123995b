//! Staff: a role comes with a letter, and a colleague who lost the way in begins anew.

use axum::http::StatusCode;
use store::accounts;
use web::app::Mode;

use super::office::Office;
use crate::sign_in::staff::{code, with_codes, with_password};
use crate::town::{Browser, Town};

/// The newest letter to an address: its subject and its text.
async fn letter_to(town: &Town, address: &str) -> (String, String) {
    let mut reading = town.store.reading(&town.authority).await.unwrap();
    let letters = store::mail::newest(&mut reading, 50).await.unwrap();
    letters
        .into_iter()
        .find(|letter| letter.to == address)
        .map(|letter| (letter.subject, letter.body))
        .unwrap_or_default()
}

#[tokio::test]
async fn whoever_is_given_a_role_is_told_by_letter_how_to_come_in() {
    let office = Office::new().await;
    let mut admin = office.as_(office.admin).await;
    let new =
        [("given", "Nia"), ("family", "O'Hara"), ("email", "Nia@Example.gov.uk"), ("role", "finance"), ("group", "")];
    let given = admin.fill_in("/council/staff", "/council/staff", &new).await;
    assert!(given.goes_to().ends_with("role-given"), "{}", given.text);
    let (subject, body) = letter_to(&office.town, "nia@example.gov.uk").await;
    assert!(subject.contains("exampleshire council"), "{subject}");
    assert!(body.contains("Finance officer") && body.contains("http://localhost/sign-in"), "{body}");
    // a role that is not given is not told of
    let twice = admin.fill_in("/council/staff", "/council/staff", &new).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut reading = office.town.store.reading(&office.town.authority).await.unwrap();
    assert_eq!(store::mail::newest(&mut reading, 50).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_administrator_lets_a_colleague_begin_anew_who_lost_phone_and_paper() {
    let office = Office::new().await;
    let town = &office.town;
    with_password(town, office.ben.1).await;
    with_codes(town, office.ben.1).await;
    let mut ben = office.as_(office.ben).await;
    // somebody has come half a way in before: that ends too
    let mut half = Browser::new(town.pages(Mode::Serve, 5).await);
    let fields = [("email", "ben@example.gov.uk"), ("password", " correct kettle lamp ")];
    assert_eq!(half.fill_in("/sign-in/staff", "/sign-in/staff", &fields).await.goes_to(), "/sign-in/code");
    let mut admin = office.as_(office.admin).await;
    let who = office.ben.0.to_string();
    let anew = [("colleague", who.as_str()), ("what", "codes"), ("because", "asked-in-person")];
    let done = admin.fill_in("/council/staff", "/council/staff/anew", &anew).await;
    assert!(done.goes_to().ends_with("sign-in-reset"), "{}", done.text);

    assert_eq!(ben.get("/account").await.goes_to(), "/sign-in?then=%2Faccount", "all sessions end");
    let late = half.post("/sign-in/code", &[("code", &code(5))]).await;
    assert!(late.text.contains("sign in again from the start") && !half.is_signed_in(), "{}", late.text);
    let mut again = Browser::new(town.pages(Mode::Serve, 6).await);
    let refused = again.fill_in("/sign-in/staff", "/sign-in/staff", &fields).await;
    assert!(refused.text.contains("The e-mail address or the password is not right"));
    let (_, told) = letter_to(town, "ben@example.gov.uk").await;
    assert!(told.contains("taken away your codes and your password"), "{told}");
    assert_eq!(town.entries_with("asked-in-person").await, 1);

    // the way back in: the mailbox, then codes of the new phone
    let asked = again.fill_in("/sign-in/link", "/sign-in/link", &[("email", "ben@example.gov.uk")]).await;
    assert_eq!(asked.goes_to(), "/sign-in/link/sent");
    let (_, body) = letter_to(town, "ben@example.gov.uk").await;
    let token = body.split("token=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let opened = again.post("/sign-in/link/open", &[("token", &token)]).await;
    assert_eq!(opened.goes_to(), "/sign-in/enrol", "{}", opened.text);
    assert!(!again.is_signed_in(), "a mailbox alone opens nothing");
}

#[tokio::test]
async fn a_forgotten_password_goes_and_the_codes_stay() {
    let office = Office::new().await;
    let town = &office.town;
    with_password(town, office.ben.1).await;
    with_codes(town, office.ben.1).await;
    let mut admin = office.as_(office.admin).await;
    let who = office.ben.0.to_string();
    let anew = [("colleague", who.as_str()), ("what", "password"), ("because", "manager-confirmed")];
    let done = admin.fill_in("/council/staff", "/council/staff/anew", &anew).await;
    assert!(done.goes_to().ends_with("sign-in-reset"), "{}", done.text);
    let mut reading = town.store.reading(&town.authority).await.unwrap();
    let account = accounts::find(&mut reading, office.ben.1).await.unwrap().unwrap();
    assert!(account.password_hash.is_none() && account.totp_secret.is_some());
    let (_, told) = letter_to(town, "ben@example.gov.uk").await;
    assert!(told.contains("taken your password away"), "{told}");
    let again = admin.fill_in("/council/staff", "/council/staff/anew", &anew).await;
    assert!(again.status == 422 && again.text.contains("They have none"), "{}", again.text);
}

#[tokio::test]
async fn nobody_resets_their_own_sign_in_nor_a_parents_nor_without_the_role() {
    let office = Office::new().await;
    with_password(&office.town, office.admin.1).await;
    let mut admin = office.as_(office.admin).await;
    let page = admin.get("/council/staff").await;
    assert!(page.text.contains("Let somebody sign in anew"));
    let (own, parent) = (office.admin.0.to_string(), office.town.parent.0.to_string());
    for (who, told) in [(&own, "Nobody does this for themself"), (&parent, "They do not work here any more")] {
        let anew = [("colleague", who.as_str()), ("what", "password"), ("because", "asked-in-person")];
        let refused = admin.fill_in("/council/staff", "/council/staff/anew", &anew).await;
        assert!(refused.status == 422 && refused.text.contains(told), "{}", refused.text);
    }
    let nothing = admin.fill_in("/council/staff", "/council/staff/anew", &[("colleague", &own)]).await;
    assert!(nothing.status == 422 && nothing.text.contains("Say what they have lost"), "{}", nothing.text);
    let mut ben = office.as_(office.ben).await;
    let anew = [("colleague", own.as_str()), ("what", "password"), ("because", "asked-in-person")];
    assert_eq!(ben.fill_in("/account", "/council/staff/anew", &anew).await.status, StatusCode::FORBIDDEN);
}
