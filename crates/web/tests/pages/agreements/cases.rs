//! Public cases about agreeing plans, one test for each, named after the place. What core tests already is not repeated.

use super::{DAY, Hall, WHY, thursdays};
use crate::town::Browser;

/// The panel had considered a request before it was made; there were no reasons and no right of review.
#[tokio::test]
async fn central_bedfordshire_a_no_comes_after_its_request_with_reasons_and_a_way_to_review() {
    let hall = Hall::new().await;
    hall.limit(hall.ben, Some(5_000)).await;
    let early = hall.browser(hall.ben, 0).await.get(&hall.council("/decide")).await;
    assert!(!early.text.contains("Decide and sign"), "nothing is decided before it is asked for");
    hall.ask(1).await;
    let bare = hall.decide_with(hall.ben, "refuse", &[("reasons", "no")], 2).await;
    assert!(bare.status == 422 && bare.text.contains("Write your reasons"), "{}", bare.text);
    hall.decide(hall.ben, "refuse", 3).await;
    let asked = hall.newest().await;
    assert!(asked.decision.unwrap().on >= asked.request.asked_on);
    let letter = hall.kit(4).await.get(&hall.of_newest("").await).await;
    for said in ["No. The plan is not agreed.", "The reasons", WHY, "You can ask until 29 September 2026"] {
        assert!(letter.text.contains(said), "{said}: {}", letter.text);
    }
    assert!(letter.text.contains("Ask for another look"));
}

/// It was unclear what had been agreed, and no review was offered.
#[tokio::test]
async fn north_east_lincolnshire_one_page_says_what_how_much_who_until_when_and_how_to_ask_for_review() {
    let hall = Hall::new().await;
    hall.agreed().await;
    let mut kit = hall.kit(5).await;
    let sign = hall.of_newest("/sign").await;
    kit.fill_in(&sign, &sign, &[("answer", "accept")]).await;
    let page = kit.get(&hall.of_newest("/agreement").await).await;
    let what_who = ["Afternoons in town", "Rob Adeyemi", "Ben Office, on 1 September 2026"];
    let how_much_until = ["£500.00", "30 September 2027", "You can ask for another look until 29 September 2026"];
    for said in what_who.into_iter().chain(how_much_until) {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
}

/// There was no budget in the plan, then one that was too small to buy the provision.
#[tokio::test]
async fn bracknell_forest_each_outcome_is_seen_with_its_price_before_anybody_signs() {
    let market = r#"{"market": [{"kind": "activity", "unit": "session", "least": 1500000, "usual": 1800000,
        "source": "Clubs asked in May 2026"}]}"#;
    let hall = Hall::with(thursdays(), Some("Kit Bell"), market).await;
    hall.limit(hall.ben, Some(5_000)).await;
    hall.ask(1).await;
    let mut grace = hall.browser(hall.place.worker, 2).await;
    let page = grace.get(&hall.council("/check")).await;
    for said in ["See my cousin", "£530.00", "£10.00", "£15.00", "Clubs asked in May 2026", "may not buy what it says"]
    {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let silent = grace.fill_in(&hall.council("/check"), &hall.council("/check/enough"), &[("enough", "yes")]).await;
    assert!(silent.status == 422 && silent.text.contains("why it is enough all the same"), "{}", silent.text);
    let unseen = hall.decide(hall.ben, "agree", 3).await;
    assert!(unseen.status == 422 && hall.newest().await.decision.is_none(), "nobody agrees before it is answered");
}

/// The new budget was not paid after the plan was issued.
#[tokio::test]
async fn lancashire_22_015_952_a_signed_plan_lists_why_its_money_does_not_flow() {
    let hall = Hall::with(thursdays(), None, "{}").await;
    hall.limit(hall.ben, Some(5_000)).await;
    hall.ask(1).await;
    hall.check(2).await;
    let more = [
        ("conditions", "Rob shows his disclosure certificate."),
        ("why-different", "The plan needs less than the figure."),
    ];
    hall.decide_with(hall.ben, "agree", &more, 3).await;
    let mut kit = hall.kit(4).await;
    let sign = hall.of_newest("/sign").await;
    let signed = kit.fill_in(&sign, &sign, &[("answer", "accept")]).await;
    let page = kit.get(signed.goes_to()).await;
    assert!(page.text.contains("The money waits for these things"), "{}", page.text);
    for said in ["choose how the money is held", "say who is paid", "Rob shows his disclosure certificate."] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let office = hall.browser(hall.ben, 5).await.get(&hall.council("/decisions")).await;
    assert!(office.text.contains("nobody has chosen how the money is held"), "{}", office.text);
}

/// It would not say how to apply.
#[tokio::test]
async fn cheshire_east_a_public_page_says_who_may_ask_how_and_how_plans_are_decided() {
    let hall = Hall::new().await;
    let mut nobody = Browser::new(hall.kit(0).await.pages);
    let page = nobody.get("/apply").await;
    for said in ["Who may ask", "How to ask", "How it is decided", "How your plan is decided", "the seven questions"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
}

/// The tested sum changed with the day on which it was looked at.
#[tokio::test]
async fn hackney_the_tested_sum_does_not_depend_on_today() {
    let hall = Hall::new().await;
    hall.limit(hall.ben, Some(500)).await;
    hall.ask(1).await;
    hall.check(2).await;
    let frozen = hall.newest().await.request.costs;
    let months = 200 * DAY;
    let page = hall.browser(hall.ben, months).await.get(&hall.council("/decide")).await;
    assert!(page.text.contains("£500.00") && page.text.contains("Decide and sign"), "{}", page.text);
    let decided = hall.decide(hall.ben, "agree", months).await;
    assert!(decided.goes_to().ends_with("done=plan-decided"), "{}", decided.text);
    assert_eq!(hall.newest().await.request.costs, frozen);
}

/// A year was taken for 52 weeks always: the year from 1 October 2026 has 53 Thursdays.
#[tokio::test]
async fn hackney_a_year_of_53_thursdays_is_held_against_the_limit_as_53() {
    let hall = Hall::with(thursdays(), None, "{}").await;
    hall.limit(hall.ben, Some(520)).await;
    hall.ask(1).await;
    let page = hall.browser(hall.ben, 2).await.get(&hall.council("/decide")).await;
    assert!(page.text.contains("costs £530.00 and your limit is £520.00"), "{}", page.text);
}

/// Nobody approves what they wrote; no limit is no right.
#[tokio::test]
async fn hackney_no_page_lets_an_author_or_somebody_without_a_limit_decide() {
    let hall = Hall::new().await;
    hall.ask(1).await;
    let page = hall.browser(hall.ben, 2).await.get(&hall.council("/decide")).await;
    assert!(page.text.contains("You have no limit for this money") && !page.text.contains("Decide and sign"));
    assert!(page.text.contains("Nobody: no limit reaches that far"), "{}", page.text);
    let kit = hall.place.town.parent;
    hall.limit(kit, None).await;
    let family = hall.kit(3).await.get(&hall.family("")).await;
    assert!(family.text.contains("Nobody may decide on this plan yet"), "whoever wrote it is not among them");
}
