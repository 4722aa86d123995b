//! Opening, arranging, asking and writing down: what families and workers may do, and what is refused.

use seven_core::people::RelationKind;

use super::{Desk, OPENED};

#[tokio::test]
async fn a_signed_plan_says_on_its_page_what_is_missing_before_the_first_payment() {
    let desk = Desk::new().await;
    let mut kit = desk.hall.kit(OPENED).await;
    let empty = kit.get(&desk.family("")).await;
    assert!(empty.text.contains("The money is not open yet"), "{}", empty.text);
    let child = kit.get(&format!("/family/{}", desk.hall.child())).await;
    assert!(!child.text.contains(&desk.family("")), "no way to money that is not there");
    let (desk, holding) = Desk::opened().await;
    let mut kit = desk.hall.kit(OPENED + 1).await;
    let child = kit.get(&format!("/family/{}", desk.hall.child())).await;
    assert!(child.text.contains(&desk.family("")), "{}", child.text);
    let page = kit.get(&desk.family(&format!("/set-up/{holding}"))).await;
    for said in ["You sign the agreement", "a second person confirms it", "questions that the law asks"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let arrange = desk.office(&format!("/{holding}"));
    let mut grace = desk.worker(OPENED + 2).await;
    let begun = grace.fill_in(&arrange, &format!("{arrange}/begin"), &[]).await;
    assert!(begun.status == 422 && begun.text.contains("The family has not signed the agreement"), "{}", begun.text);
}

#[tokio::test]
async fn whoever_gave_bank_details_does_not_confirm_them() {
    let (desk, holding) = Desk::opened().await;
    let arrange = desk.office(&format!("/{holding}"));
    let mut finn = desk.hall.browser(desk.finn, OPENED + 1).await;
    let typed = [("name", "Kit Bell"), ("sort-code", "08-99-9"), ("account-number", "66374958")];
    let wrong = finn.fill_in(&arrange, &format!("{arrange}/bank"), &typed).await;
    assert!(wrong.status == 422 && wrong.text.contains("A sort code has six digits"), "{}", wrong.text);
    let typed = [("name", "Kit Bell"), ("sort-code", "08-99-99"), ("account-number", "66374958")];
    let given = finn.fill_in(&arrange, &format!("{arrange}/bank"), &typed).await;
    assert!(given.goes_to().ends_with("done=bank-given"), "{}", given.text);
    let details = desk.details().await;
    let fields = [("details", details.as_str()), ("name-match", "match"), ("answer", "confirm")];
    let own = finn.fill_in(&arrange, &format!("{arrange}/bank/answer"), &fields).await;
    assert!(own.status == 422 && own.text.contains("You gave these details"), "{}", own.text);
    let mut petra = desk.hall.browser(desk.petra, OPENED + 2).await;
    let another = [("details", details.as_str()), ("name-match", "no-match"), ("answer", "confirm")];
    let refused = petra.fill_in(&arrange, &format!("{arrange}/bank/answer"), &another).await;
    assert!(refused.status == 422 && refused.text.contains("somebody else"), "{}", refused.text);
    let confirmed = petra.fill_in(&arrange, &format!("{arrange}/bank/answer"), &fields).await;
    assert!(confirmed.goes_to().ends_with("done=bank-confirmed"), "{}", confirmed.text);
    let mut kit = desk.hall.kit(OPENED + 3).await;
    let page = kit.get(&desk.family(&format!("/set-up/{holding}"))).await;
    assert!(page.text.contains("ends in 4958") && !page.text.contains("66374958"), "{}", page.text);
}

#[tokio::test]
async fn a_family_asks_before_it_buys_and_writes_down_what_it_bought() {
    let (desk, _) = Desk::opened().await;
    let line = desk.hall.line.to_string();
    let mut kit = desk.hall.kit(OPENED + 1).await;
    let ask = [("wish-line", line.as_str()), ("wish-amount", "20"), ("apart", "")];
    let answer = kit.fill_in(&desk.family(""), &desk.family("/wish"), &ask).await;
    assert!(answer.status == 200 && answer.text.contains("There is £0.00 to spend"), "{}", answer.text);
    let ask = [("wish-line", line.as_str()), ("wish-amount", "20"), ("apart", "gambling")];
    let answer = kit.fill_in(&desk.family(""), &desk.family("/wish"), &ask).await;
    assert!(answer.text.contains("This money cannot pay for gambling"), "{}", answer.text);
    let bare = kit.fill_in(&desk.family(""), &desk.family("/wish"), &[("wish-amount", "much")]).await;
    assert!(bare.status == 422 && bare.text.contains("Write a sum such as 120 or 14.50"), "{}", bare.text);
    let page = kit.get(&desk.family("")).await;
    let (csrf, once) = (page.hidden("csrf"), page.hidden("once"));
    let spent = [
        ("csrf", csrf.as_str()),
        ("once", once.as_str()),
        ("line", line.as_str()),
        ("amount", "12.50"),
        ("day-day", "1"),
        ("day-month", "9"),
        ("day-year", "2026"),
        ("words", "Cinema with Rob"),
    ];
    for _ in 0..2 {
        let kept = kit.post(&desk.family("/spend"), &spent).await;
        assert!(kept.goes_to().ends_with("done=spend-kept"), "{}", kept.text);
    }
    let page = kit.get(&desk.family("")).await;
    assert_eq!(page.text.matches("Spent: Afternoons in town: Cinema with Rob").count(), 1, "{}", page.text);
    assert!(page.text.contains("Paid by yourselves") && page.text.contains("£12.50"), "{}", page.text);
    let mut later = spent;
    later[6].1 = "2027";
    later[1].1 = "01890a5d-ac96-774b-bcce-b302099a8057";
    let refused = kit.post(&desk.family("/spend"), &later).await;
    assert!(refused.status == 422 && refused.text.contains("This day is still to come"), "{}", refused.text);
}

#[tokio::test]
async fn strangers_brothers_and_other_offices_see_nothing_of_the_money() {
    let (desk, holding) = Desk::opened().await;
    let town = &desk.hall.place.town;
    let stranger = town.somebody("Pat", "Nosy", "pat@example.org").await;
    let brother = town.somebody("Max", "Bell", "max@example.org").await;
    town.relate(brother.0, RelationKind::Sibling).await;
    let set_up = format!("/set-up/{holding}");
    for who in [stranger, brother] {
        let mut browser = desk.hall.browser(who, OPENED + 1).await;
        for page in [desk.family(""), desk.family(&set_up), desk.office(""), desk.office(&format!("/{holding}"))] {
            let answer = browser.get(&page).await;
            assert!(answer.status.is_client_error(), "{page}: {}", answer.status);
            assert!(who != stranger || answer.status == 404, "{page}: {}", answer.status);
            assert!(!answer.text.contains("Afternoons in town"), "{page}");
        }
    }
    let mut grace = desk.worker(OPENED + 1).await;
    assert_eq!(grace.get("/council/payments").await.status, 403, "a key worker pays nobody");
    let mut finn = desk.hall.browser(desk.finn, OPENED + 1).await;
    let nothing = finn.get(&desk.office("/01890a5d-ac96-774b-bcce-b302099a8057")).await;
    assert_eq!(nothing.status, 404, "{}", nothing.text);
}

#[tokio::test]
async fn a_childs_page_begins_with_what_can_be_spent_once_money_is_paid() {
    let (desk, _) = Desk::opened().await;
    let mut kit = desk.hall.kit(OPENED + 1).await;
    let at = format!("/family/{}", desk.hall.child());
    let before = kit.get(&at).await;
    assert!(before.text.contains("The plan is signed.") && !before.text.contains("See the money"), "{}", before.text);
    let (desk, holding) = Desk::paying().await;
    let mut kit = desk.hall.kit(OPENED + 9).await;
    let at = format!("/family/{}", desk.hall.child());
    let lived_on = kit.get(&at).await;
    assert!(lived_on.text.contains("You can spend £0.00 now. The next payment is"), "{}", lived_on.text);
    assert!(
        lived_on.text.contains("See the money") && lived_on.text.contains("on 1 October 2026"),
        "{}",
        lived_on.text
    );
    // the fourth step leads to how it is held, the sixth to the money
    assert!(lived_on.text.contains(&desk.family(&format!("/set-up/{holding}"))), "{}", lived_on.text);
    let all = kit.get("/family").await;
    assert!(all.text.contains("The plan is lived on"), "{}", all.text);
}
