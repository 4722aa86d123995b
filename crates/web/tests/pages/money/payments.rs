//! From the draft of a run to the bank's answer, by two people.

use super::{Desk, OPENED};

pub const PAY_DAY: [(&str, &str); 6] = [
    ("pay-day-day", "1"),
    ("pay-day-month", "10"),
    ("pay-day-year", "2026"),
    ("due-until-day", "1"),
    ("due-until-month", "10"),
    ("due-until-year", "2026"),
];

#[tokio::test]
async fn money_reaches_the_familys_page_after_two_people_and_the_bank() {
    let (desk, _) = Desk::paying().await;
    let mut finn = desk.hall.browser(desk.finn, OPENED + 4).await;
    let mut petra = desk.hall.browser(desk.petra, OPENED + 5).await;
    let list = "/council/payments";
    let drafted = finn.fill_in(list, list, &PAY_DAY).await;
    assert!(drafted.goes_to().ends_with("done=run-drafted"), "{}", drafted.text);
    let run = desk.run().await;
    let at = format!("{list}/{}", run.id);
    let page = finn.get(&at).await;
    for said in ["Kit Bell", "08-99-99 66374958", "Sam Bell", "Finn Penny"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert_eq!(finn.get(&format!("{at}/file")).await.status, 404, "no file before it is approved and handed over");
    let checked = finn.fill_in(&at, &format!("{at}/check"), &[]).await;
    assert!(checked.goes_to().ends_with("done=run-checked"), "{}", checked.text);
    assert!(finn.get(&at).await.text.contains("Somebody else has to approve it"));
    let own = finn.fill_in(&at, &format!("{at}/approve"), &[]).await;
    assert!(own.status == 422 && own.text.contains("You put this run together"), "{}", own.text);
    let early = finn.fill_in(&at, &format!("{at}/export"), &[]).await;
    assert_eq!(early.status, 422, "nothing goes out that one person made alone: {}", early.text);
    let approved = petra.fill_in(&at, &format!("{at}/approve"), &[]).await;
    assert!(approved.goes_to().ends_with("done=run-approved"), "{}", approved.text);
    let exported = finn.fill_in(&at, &format!("{at}/export"), &[]).await;
    assert!(exported.goes_to().ends_with("done=run-exported"), "{}", exported.text);
    let file = finn.get(&format!("{at}/file")).await;
    let sum = seven_core::ledger::csv::plain(run.paper.total);
    assert!(file.text.contains(&format!("\"Kit Bell\",089999,66374958,{sum},")), "{}", file.text);
    let unanswered = finn.fill_in(&at, &format!("{at}/finish"), &[]).await;
    assert!(unanswered.text.contains("has not answered 1 of its payments"), "{}", unanswered.text);
    let day = [("confirmed-on-day", "1"), ("confirmed-on-month", "9"), ("confirmed-on-year", "2026")];
    let fields = [&[("confirmed", "all")], &day[..]].concat();
    let there = finn.fill_in(&at, &format!("{at}/confirm"), &fields).await;
    assert!(there.goes_to().ends_with("done=bank-has-paid"), "{}", there.text);
    let finished = finn.fill_in(&at, &format!("{at}/finish"), &[]).await;
    assert!(finished.goes_to().ends_with("done=run-finished"), "{}", finished.text);

    let mut kit = desk.hall.kit(OPENED + 6).await;
    let page = kit.get(&desk.family("")).await;
    let have = format!("You can spend {} now", run.paper.total);
    for said in [have.as_str(), "Afternoons in town", "Paid out", "1 November 2026"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert!(!page.text.contains("sent this payment back"), "what arrived came from the bank and did not go back to it");
}

#[tokio::test]
async fn what_the_bank_sends_back_is_told_and_waits_for_the_next_run() {
    let (desk, holding) = Desk::paying().await;
    let mut finn = desk.hall.browser(desk.finn, OPENED + 4).await;
    let mut petra = desk.hall.browser(desk.petra, OPENED + 5).await;
    let list = "/council/payments";
    finn.fill_in(list, list, &PAY_DAY).await;
    let run = desk.run().await;
    let at = format!("{list}/{}", run.id);
    finn.fill_in(&at, &format!("{at}/check"), &[]).await;
    petra.fill_in(&at, &format!("{at}/approve"), &[]).await;
    finn.fill_in(&at, &format!("{at}/export"), &[]).await;
    let page = finn.get(&at).await;
    let line = page.text.split_once("name=\"returned\"").unwrap().1.split("value=\"").find_map(|part| {
        let id = part.split('"').next().unwrap();
        id.parse::<uuid::Uuid>().ok().map(|_| id.to_owned())
    });
    let line = line.expect("a payment to choose");
    let day = [("returned-on-day", "1"), ("returned-on-month", "9"), ("returned-on-year", "2026")];
    let bare = [&[("returned", line.as_str())], &day[..]].concat();
    let refused = finn.fill_in(&at, &format!("{at}/return"), &bare).await;
    assert!(refused.status == 422 && refused.text.contains("Write something here"), "{}", refused.text);
    let fields = [&bare[..], &[("why", "account closed")]].concat();
    let returned = finn.fill_in(&at, &format!("{at}/return"), &fields).await;
    assert!(returned.goes_to().ends_with("done=bank-sent-back"), "{}", returned.text);
    let page = finn.get(&desk.office(&format!("/{holding}"))).await;
    assert!(page.text.contains("account closed") && page.text.contains("Sent back by the bank"), "{}", page.text);
    let mut kit = desk.hall.kit(OPENED + 6).await;
    assert!(kit.get(&desk.family("")).await.text.contains("The bank sent it back"));
}

#[tokio::test]
async fn a_payment_that_is_late_is_told_by_the_day() {
    let (desk, _) = Desk::paying().await;
    // 3 October: nobody has paid what was due on the 1st
    let later = 32 * 24 * 60;
    let mut kit = desk.hall.kit(later).await;
    let page = kit.get(&desk.family("")).await;
    assert!(page.text.contains("2 days late"), "{}", page.text);
    let mut finn = desk.hall.browser(desk.finn, later).await;
    let page = finn.get("/council/payments").await;
    assert!(page.text.contains("Late payments") && page.text.contains("2 days"), "{}", page.text);
}
