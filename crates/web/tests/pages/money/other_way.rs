//! A changed plan chooses another way of holding the money, on pages: seen before it is signed, told to both sides until it stands.

use actions::Caller;
use actions::plan::{Entry, PlanView, amend, write_piece};
use axum::http::StatusCode;
use jiff::civil::date;
use seven_core::access::Purpose;
use seven_core::plan::Body;
use seven_core::plan::money::Holding;

use super::Desk;
use crate::town::after_minutes;

/// Minutes after the plan was written at which the story begins.
const BEGINS: i64 = 40;

#[tokio::test(flavor = "multi_thread")]
async fn another_way_is_seen_at_signing_and_told_until_it_stands() {
    let (mut desk, first) = Desk::paying().await;
    let town = &desk.hall.place.town;
    let kit = Caller {
        store: town.store.clone(),
        authority: town.authority.clone(),
        person: Some(town.parent.0),
        purpose: Purpose::OwnLife,
        moment: after_minutes(BEGINS),
    };
    let child = desk.hall.child();
    let plan = amend(&kit, child, date(2027, 1, 1)).await.unwrap();
    let view = PlanView::load(&mut kit.reading().await.unwrap(), child, plan).await.unwrap();
    let known =
        view.stored.iter().find(|one| matches!(&one.piece.body, Body::Money(choice) if choice.stream == "social-care"));
    let known = known.unwrap().clone();
    let Body::Money(mut choice) = known.piece.body else { panic!("money") };
    (choice.holding, choice.manager) = (Holding::IndividualServiceFund, "Bright Days <Trust>".to_owned());
    let entry = Entry { piece: Some(known.piece.id), version: known.version, place: None, body: Body::Money(choice) };
    write_piece(&kit, child, plan, entry).await.unwrap();
    desk.hall.plan = plan;
    desk.hall.ask(BEGINS + 2).await;
    desk.hall.check(BEGINS + 3).await;
    let decided = desk.hall.decide(desk.hall.ben, "agree", BEGINS + 4).await;
    assert!(decided.goes_to().ends_with("done=plan-decided"), "{}", decided.text);
    let sign = desk.hall.of_newest("/sign").await;
    let mut kit = desk.hall.kit(BEGINS + 5).await;
    let page = kit.get(&sign).await;
    let said = "Now you get the money yourselves. Then somebody else holds it for you.";
    assert!(page.text.contains(said), "{}", page.text);
    let signed = kit.fill_in(&sign, &sign, &[("answer", "accept")]).await;
    assert!(signed.goes_to().ends_with("done=signed"), "{}", signed.text);
    let money = kit.get(&desk.family("")).await;
    let said = "Your plan chose a new way: somebody else holds the money for you.";
    assert!(
        money.text.contains(said) && money.text.contains("all goes on as it was: you get the money"),
        "{}",
        money.text
    );
    let set_up = money.text.split("href=\"").filter(|part| part.contains("/set-up/")).last().unwrap();
    let set_up = set_up.split('"').next().unwrap().to_owned();
    let page = kit.get(&set_up).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let holding = set_up.rsplit('/').next().unwrap();
    assert_ne!(holding, first.to_string());
    let mut grace = desk.worker(BEGINS + 6).await;
    let office = grace.get(&desk.office("")).await;
    assert!(office.text.contains(&desk.office(&format!("/{holding}"))), "{}", office.text);
    let arrange = desk.office(&format!("/{holding}"));
    let page = grace.get(&arrange).await;
    for said in ["The plan wants the money held this way from 1 January 2027", "Bright Days &#60;Trust&#62;"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let begun = grace.fill_in(&arrange, &format!("{arrange}/begin"), &[]).await;
    assert_eq!(begun.status, StatusCode::UNPROCESSABLE_ENTITY, "what is missing is told: {}", begun.text);
}
