//! What is out of the ordinary begins a conversation: on the child's page, in the list of all, and in the family's own words.

use seven_core::people::Role;

use super::{LATER, statement};
use crate::money::Desk;

#[tokio::test]
async fn unexplained_payments_are_talked_about_and_never_demanded() {
    let (desk, _) = Desk::opened().await;
    let mut kit = desk.hall.kit(LATER).await;
    let lines = [(26, 40_000, "EXAMPLESHIRE"), (27, -20_000, "SHOP")];
    desk.hand_in(&mut kit, "august.sta", &statement(0, &lines)).await;
    let told = kit.get(&desk.family("/statements")).await;
    assert!(told.text.contains("would like to talk with you"), "{}", told.text);

    desk.hall.place.town.employ(desk.hall.place.worker.0, Role::TeamMember).await;
    let mut grace = desk.worker(LATER + 1).await;
    let money = grace.get(&desk.office("")).await;
    assert!(money.text.contains(&desk.office("/spending")), "{}", money.text);
    let list = grace.get("/council/spending").await;
    for said in ["Sam Bell", "Payments that nobody could match", "£200.00"] {
        assert!(list.text.contains(said), "{said}: {}", list.text);
    }
    assert!(!list.text.contains("Look through now"), "finance looks through");
    let at = desk.office("/spending");
    let page = grace.get(&at).await;
    for said in ["never a demand", "Payments that nobody could match", "after that it stands", "august.sta", "SHOP"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert!(!page.text.to_lowercase().contains("repay"), "{}", page.text);
    let (talk, version) = (page.hidden("talk"), page.hidden("version"));
    let own = [("talk", talk.as_str()), ("version", version.as_str())];
    let send = format!("{at}/talk");
    let bare = grace.fill_in(&at, &send, &own).await;
    assert_eq!(bare.status, 422, "{}", bare.text);
    let day = [("on-day", "1"), ("on-month", "9"), ("on-year", "2026")];
    let silent = grace.fill_in(&at, &send, &[&own[..], &day].concat()).await;
    assert!(silent.status == 422 && silent.text.contains("Write something here"), "{}", silent.text);
    let said = [&own[..], &day, &[("said", "Kit bought a bed; the receipt is coming.")]].concat();
    let kept = grace.fill_in(&at, &send, &said).await;
    assert!(kept.goes_to().ends_with("done=talk-kept"), "{}", kept.text);
    let page = grace.get(&at).await;
    assert!(page.text.contains("Kit bought a bed") && page.text.contains("Talked about"), "{}", page.text);
    assert!(grace.get("/council/spending").await.text.contains("There is nothing to talk about"));
    let told = kit.get(&desk.family("/statements")).await;
    assert!(told.text.contains("1 September 2026: Kit bought a bed"), "the family reads it too: {}", told.text);
    // the family does not write down for the council
    let theirs = kit.fill_in(&desk.family(""), &send, &said).await;
    assert!(theirs.status == 403 || theirs.status == 404, "{}", theirs.status);
}

#[tokio::test]
async fn finance_looks_through_everybodys_spending() {
    let (desk, _) = Desk::opened().await;
    let mut finn = desk.hall.browser(desk.finn, LATER).await;
    let looked = finn.fill_in("/council/spending", "/council/spending", &[]).await;
    assert!(looked.goes_to().ends_with("done=looked"), "{}", looked.text);
    let mut grace = desk.worker(LATER + 1).await;
    let refused = grace.fill_in("/council/spending", "/council/spending", &[]).await;
    assert_eq!(refused.status, 403);
}
