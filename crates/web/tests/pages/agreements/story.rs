//! The way of one plan, as the family, the key worker and those who decide walk it.

use super::{DAY, Hall, WHY};

#[tokio::test]
async fn a_plan_goes_from_asking_to_both_signatures() {
    let hall = Hall::new().await;
    hall.limit(hall.ben, Some(5_000)).await;
    let mut kit = hall.kit(0).await;
    let page = kit.get(&hall.family("")).await;
    assert!(page.text.contains("Ben Office") && page.text.contains("by 21 September 2026"), "{}", page.text);
    hall.ask(1).await;
    let page = kit.get(&hall.family("")).await;
    assert!(page.text.contains("in 20 days") && page.text.contains("Take it back"), "{}", page.text);
    let mut ben = hall.browser(hall.ben, 2).await;
    let list = ben.get("/council").await;
    assert!(
        list.text.contains(">An answer to a plan</strong>") && list.text.contains("21 September 2026"),
        "{}",
        list.text
    );
    hall.check(3).await;
    let mut grace = hall.browser(hall.place.worker, 4).await;
    let shown = grace.get(&hall.council("/check")).await;
    assert!(shown.text.contains("Answered by Grace Bennett") && shown.text.contains("Afternoons in town"));
    assert_eq!(grace.get(&hall.council("/decide")).await.status, 403, "a key worker decides nothing");
    let sum_unexplained = hall.decide_with(hall.ben, "agree", &[], 5).await;
    assert!(sum_unexplained.status == 422 && sum_unexplained.text.contains("£500.00 would be agreed"));
    let decided = hall.decide(hall.ben, "agree", 6).await;
    assert!(decided.goes_to().ends_with("done=plan-decided"), "{}", decided.text);

    let letter = kit.get(&hall.of_newest("").await).await;
    for said in ["Ben Office decided this", "£500.00", WHY, "until 29 September 2026", "the rest stays in the pot"] {
        assert!(letter.text.contains(said), "{said}: {}", letter.text);
    }
    let sign = hall.of_newest("/sign").await;
    assert!(ben.get("/council").await.text.contains(">The family&#39;s signature on a plan</strong>"));
    let bare = kit.fill_in(&sign, &sign, &[("answer", "accept-with-objection"), ("objection", " ")]).await;
    assert!(bare.status == 422 && bare.text.contains("Write what you do not agree with"), "{}", bare.text);
    let words = [("answer", "accept-with-objection"), ("objection", "The nights are missing.")];
    let signed = kit.fill_in(&sign, &sign, &words).await;
    assert!(signed.goes_to().ends_with("/agreement?done=signed"), "{}", signed.text);
    let page = kit.get(signed.goes_to()).await;
    for said in ["Afternoons in town", "Rob Adeyemi", "£500.00", "30 September 2027", "The nights are missing."] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert!(page.text.contains("Nothing is missing"));
    assert!(!ben.get("/council").await.text.contains(">The family&#39;s signature on a plan</strong>"));
    let again = kit.fill_in(&hall.family(""), &sign, &words).await;
    assert_eq!(again.status, 303, "what is signed is not signed again");
}

#[tokio::test]
async fn a_figure_told_after_the_plan_was_signed_stands_on_the_childs_page_with_the_way_to_the_next_plan() {
    let hall = Hall::new().await;
    hall.agreed().await;
    let child = format!("/family/{}", hall.child());
    let mut kit = hall.kit(4).await;
    assert!(kit.get(&child).await.text.contains("There is an answer to the plan"));
    let sign = hall.of_newest("/sign").await;
    kit.fill_in(&sign, &sign, &[("answer", "accept")]).await;
    let page = kit.get(&child).await;
    assert!(page.text.contains("The plan is signed.") && page.text.contains("£500.00"), "{}", page.text);

    hall.place.passes(2 * DAY);
    let mut kit = hall.kit(2 * DAY).await;
    let round = hall.place.begin(&mut kit, "changed-needs").await;
    hall.place.answer_all(&mut kit, round, "exceptional").await;
    hall.place.hand_in(&mut kit, round).await;
    hall.place.tell(round).await;
    let page = kit.get(&child).await;
    assert!(page.text.contains("You have a letter with a figure") && !page.text.contains("£500.00"), "{}", page.text);
    let next = page.text.contains("/plan?new=1") && page.text.contains("Make your next plan with this money");
    assert!(next && kit.get(&format!("{child}/plan?new=1")).await.status == 200, "{}", page.text);
}

#[tokio::test]
async fn what_is_above_ones_limit_is_sent_on_to_somebody_named() {
    let hall = Hall::new().await;
    hall.limit(hall.ben, Some(499)).await;
    hall.limit(hall.head, None).await;
    hall.ask(1).await;
    hall.check(2).await;
    let mut ben = hall.browser(hall.ben, 3).await;
    let page = ben.get(&hall.council("/decide")).await;
    assert!(page.text.contains("Send it on to: Angela Boateng."), "{}", page.text);
    assert!(page.text.contains("costs £500.00 and your limit is £499.00") && !page.text.contains("Decide and sign"));
    let id = hall.newest().await.id.to_string();
    let csrf = page.hidden("csrf");
    let fields = [("csrf", csrf.as_str()), ("agreement", &id), ("choice", "refuse"), ("reasons", WHY)];
    let refused = ben.post(&hall.council("/decide"), &fields).await;
    assert!(refused.status == 422 && hall.newest().await.decision.is_none(), "{}", refused.text);
    let decided = hall.decide(hall.head, "agree", 4).await;
    assert!(decided.goes_to().ends_with("done=plan-decided"), "{}", decided.text);
}

#[tokio::test]
async fn a_plan_comes_back_with_questions_and_is_asked_for_again() {
    let hall = Hall::new().await;
    hall.limit(hall.ben, Some(5_000)).await;
    hall.ask(1).await;
    let asked = [("reasons", "Who goes with Sam when Rob is ill?")];
    let returned = hall.decide_with(hall.ben, "return", &asked, 2).await;
    assert!(returned.goes_to().ends_with("done=plan-decided"), "{}", returned.text);
    let mut kit = hall.kit(3).await;
    let letter = kit.get(&hall.of_newest("").await).await;
    assert!(letter.text.contains("Our questions") && letter.text.contains("when Rob is ill?"), "{}", letter.text);
    assert!(letter.text.contains("You can change the plan now"));
    hall.ask(4).await;
    let page = kit.get(&hall.family("")).await;
    assert!(page.text.contains("Sent back with questions") && page.text.contains("Waiting for an answer"));
    let taken = kit.fill_in(&hall.family(""), &hall.family("/take-back"), &[]).await;
    assert!(taken.goes_to().ends_with("done=plan-taken-back"), "{}", taken.text);
    assert!(kit.get(&hall.family("")).await.text.contains("Taken back"));
}

#[tokio::test]
async fn a_refusal_is_challenged_and_decided_by_somebody_else() {
    let hall = Hall::new().await;
    hall.limit(hall.ben, Some(5_000)).await;
    hall.limit(hall.head, None).await;
    hall.ask(1).await;
    hall.check(2).await;
    hall.decide(hall.ben, "refuse", 3).await;
    let mut kit = hall.kit(4).await;
    let at = hall.of_newest("/challenge").await;
    let asked = kit.fill_in(&at, &at, &[("why", "Nobody asked us.")]).await;
    assert!(asked.goes_to().ends_with("done=asked"), "{}", asked.text);
    let mut late = hall.kit(22 * DAY).await;
    assert!(late.get(&at).await.text.contains("It is 1 day late"), "the family sees that the answer is late");
    let mut ben = hall.browser(hall.ben, 5).await;
    assert!(ben.get("/council").await.text.contains(">An answer to a challenge</strong>"));
    let mut head = hall.browser(hall.head, 6).await;
    let page = head.get(&hall.council("/decisions")).await;
    let (agreement, challenge) = (page.hidden("agreement"), page.hidden("challenge"));
    let fields =
        [("agreement", agreement.as_str()), ("challenge", &challenge), ("answer", "decide-again"), ("reasons", WHY)];
    let send = hall.council("/decisions/challenge");
    let own = ben.fill_in(&hall.council("/decisions"), &send, &fields).await;
    assert!(own.status == 422 && own.text.contains("Somebody else has to answer"), "{}", own.text);
    let answered = head.fill_in(&hall.council("/decisions"), &send, &fields).await;
    assert!(answered.goes_to().ends_with("done=challenge-answered"), "{}", answered.text);
    assert!(kit.get(&at).await.text.contains("decided again, by somebody else"));
    hall.check(7).await;
    let same = ben.get(&hall.council("/decide")).await;
    assert!(same.text.contains("Somebody else has to decide") && !same.text.contains("Decide and sign"));
    let decided = hall.decide(hall.head, "agree", 8).await;
    assert!(decided.goes_to().ends_with("done=plan-decided"), "{}", decided.text);
}

#[tokio::test]
async fn a_signed_plan_that_is_challenged_stands_until_the_next_one_is_decided_by_somebody_else() {
    let mut hall = Hall::new().await;
    hall.limit(hall.head, None).await;
    hall.agreed().await;
    let mut kit = hall.kit(4).await;
    let sign = hall.of_newest("/sign").await;
    let words = [("answer", "accept-with-objection"), ("objection", "The nights are missing.")];
    kit.fill_in(&sign, &sign, &words).await;
    let at = hall.of_newest("/challenge").await;
    kit.fill_in(&at, &at, &[("why", "The nights are missing.")]).await;
    let mut ben = hall.browser(hall.ben, 5).await;
    let own = ben.get(&hall.council("/decisions")).await;
    assert!(own.text.contains("so somebody else has to answer") && !own.text.contains("Answer the family"));
    let mut head = hall.browser(hall.head, 6).await;
    let page = head.get(&hall.council("/decisions")).await;
    let (agreement, challenge) = (page.hidden("agreement"), page.hidden("challenge"));
    let fields =
        [("agreement", agreement.as_str()), ("challenge", &challenge), ("answer", "decide-again"), ("reasons", WHY)];
    let send = hall.council("/decisions/challenge");
    let answered = head.fill_in(&hall.council("/decisions"), &send, &fields).await;
    assert!(answered.goes_to().ends_with("done=challenge-answered"), "{}", answered.text);
    let told = kit.get(&at).await;
    assert!(told.text.contains("Your signed plan counts until then"), "{}", told.text);
    hall.copy().await;
    hall.ask(7).await;
    let page = ben.get(&hall.council("/decide")).await;
    assert!(page.text.contains("Send it on to: Angela Boateng."), "{}", page.text);
    assert!(page.text.contains("Somebody else has to decide"), "whoever decided on the first does not on the next");
}

#[tokio::test]
async fn a_part_is_agreed_without_the_lines_that_are_ticked() {
    let hall = Hall::new().await;
    hall.limit(hall.ben, Some(5_000)).await;
    hall.ask(1).await;
    hall.check(2).await;
    let nothing = hall.decide(hall.ben, "agree-in-part", 3).await;
    assert!(nothing.status == 422 && nothing.text.contains("tick the lines that are left out"), "{}", nothing.text);
    let line = hall.line.to_string();
    let more = [("without", line.as_str()), ("why-different", "The youth club does this for nothing.")];
    let decided = hall.decide_with(hall.ben, "agree-in-part", &more, 4).await;
    assert!(decided.goes_to().ends_with("done=plan-decided"), "{}", decided.text);
    let mut kit = hall.kit(5).await;
    let letter = kit.get(&hall.of_newest("").await).await;
    assert!(letter.text.contains("Not agreed") && letter.text.contains("£0.00"), "{}", letter.text);
}

async fn head_asks(hall: &Hall) -> String {
    hall.newest().await.id.to_string()
}

#[tokio::test]
async fn a_panel_decides_together_where_the_authority_has_one() {
    let hall = Hall::with(super::thursdays(), None, r#"{"panel-of": 1}"#).await;
    hall.limit(hall.ben, Some(5_000)).await;
    hall.ask(1).await;
    let alone = hall.decide(hall.ben, "refuse", 2).await;
    assert!(alone.status == 422 && alone.text.contains("Here 1 others give their view first"), "{}", alone.text);
    let mut head = hall.browser(hall.head, 3).await;
    let panel = hall.council("/panel");
    let bare = head.fill_in(&panel, &panel, &[("agreement", &head_asks(&hall).await), ("choice", "refuse")]).await;
    assert!(bare.status == 422 && bare.text.contains("Nobody has given a view yet"), "{}", bare.text);
    let view = [("choice", "agree"), ("reasons", "The club is full until the summer.")];
    let given = head.fill_in(&panel, &panel, &[&view[..], &[("agreement", &head_asks(&hall).await)]].concat()).await;
    assert!(given.goes_to().ends_with("done=view-given"), "{}", given.text);
    let read = hall.browser(hall.ben, 3).await.get(&hall.council("/decide")).await;
    assert!(read.text.contains("Angela Boateng") && read.text.contains("full until the summer"), "{}", read.text);
    let own = hall
        .browser(hall.ben, 3)
        .await
        .fill_in(&panel, &panel, &[&view[..], &[("agreement", &head_asks(&hall).await)]].concat())
        .await;
    assert!(own.goes_to().ends_with("done=view-given"), "{}", own.text);
    let decided = hall.decide(hall.ben, "refuse", 3).await;
    assert!(decided.goes_to().ends_with("done=plan-decided"), "{}", decided.text);
    let letter = hall.kit(4).await.get(&hall.of_newest("").await).await;
    assert!(letter.text.contains("Ben Office decided this, together with Angela Boateng."), "{}", letter.text);
}

#[tokio::test]
async fn strangers_and_brothers_see_nothing_of_an_agreement() {
    let hall = Hall::new().await;
    hall.ask(1).await;
    let town = &hall.place.town;
    let stranger = town.somebody("Pat", "Nosy", "pat@example.org").await;
    let brother = town.somebody("Max", "Bell", "max@example.org").await;
    town.relate(brother.0, seven_core::people::RelationKind::Sibling).await;
    for who in [stranger, brother] {
        let mut browser = hall.browser(who, 2).await;
        assert!(browser.get(&hall.family("")).await.status.is_client_error());
        assert!(browser.get(&hall.council("")).await.status.is_client_error());
    }
}
