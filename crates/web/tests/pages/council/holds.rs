//! A legal hold on a record: placed, shown, lifted, by those who may.

use axum::http::StatusCode;

use super::office::Office;

#[tokio::test]
async fn a_hold_is_placed_and_lifted_with_reasons_and_names() {
    let office = Office::new().await;
    let page = format!("{}/holds", office.sam());
    let mut guardian = office.as_(office.guardian).await;
    let sam = guardian.get(&office.sam()).await;
    assert!(sam.text.contains(&format!("href=\"{page}\"")), "{}", sam.text);
    assert!(guardian.get(&page).await.text.contains("Nothing holds this record"));
    let empty = guardian.fill_in(&page, &page, &[("reason", "  ")]).await;
    assert!(empty.status == 422 && empty.text.contains("A hold without a reason is never lifted"), "{}", empty.text);
    let why = "Inquiry into <the> fire of 3 May, reference 17";
    let placed = guardian.fill_in(&page, &page, &[("reason", why)]).await;
    assert!(placed.goes_to().ends_with("hold-placed"), "{}", placed.text);
    let shown = guardian.get(&page).await;
    assert!(shown.text.contains("Nothing erases it") && shown.text.contains("Gus Office"), "{}", shown.text);
    assert!(shown.text.contains("Inquiry into &#60;the&#62; fire"), "{}", shown.text);
    let hold = shown.hidden("hold");
    let lift = format!("{page}/lift");
    let short = guardian.fill_in(&page, &lift, &[("hold", &hold), ("lift-reason", "")]).await;
    assert!(short.status == 422 && short.text.contains("The record may be erased after this"), "{}", short.text);
    let lifted = guardian.fill_in(&page, &lift, &[("hold", &hold), ("lift-reason", "The inquiry has ended.")]).await;
    assert!(lifted.goes_to().ends_with("hold-lifted"), "{}", lifted.text);
    let shown = guardian.get(&page).await;
    assert!(shown.text.contains("Nothing holds this record") && shown.text.contains("The inquiry has ended."));
    let twice = guardian.fill_in(&page, &lift, &[("hold", &hold), ("lift-reason", "Once more.")]).await;
    assert_eq!(twice.status, StatusCode::NOT_FOUND);
    assert_eq!(office.town.entries_with("Inquiry into").await, 0, "the audit log holds no free text");
}

#[tokio::test]
async fn a_key_worker_neither_sees_nor_places_a_hold() {
    let office = Office::new().await;
    let page = format!("{}/holds", office.sam());
    for who in [office.ada, office.ben, office.admin] {
        let mut browser = office.as_(who).await;
        assert!(!browser.get(&office.sam()).await.text.contains("Legal hold"));
        assert_ne!(browser.get(&page).await.status, StatusCode::OK);
        let placed = browser.fill_in("/account", &page, &[("reason", "because I want it")]).await;
        assert!(matches!(placed.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{}", placed.status);
    }
}
