//! A change of need on pages: said by a mother, decided by the key worker, the plan changed, agreed and signed, and the money
//! page of the change; and what goes wrong on the way.

use axum::http::StatusCode;
use seven_core::PlanId;
use seven_core::needs::NeedChange;
use seven_core::plan::PlanStatus;
use store::papers::{self, Stored};
use store::plans;

use crate::money::Desk;
use crate::town::Browser;

/// Minutes after the plan was written at which the story begins.
const BEGINS: i64 = 40;

impl Desk {
    fn changes(&self, page: &str) -> String {
        format!("/family/{}/changes{page}", self.hall.child())
    }

    fn office_changes(&self, page: &str) -> String {
        format!("/council/children/{}/changes{page}", self.hall.child())
    }

    async fn needs(&self) -> Vec<Stored<NeedChange>> {
        let town = &self.hall.place.town;
        let mut reading = town.store.reading(&town.authority).await.unwrap();
        papers::of_child(&mut reading, self.hall.child()).await.unwrap()
    }

    async fn draft(&self) -> PlanId {
        let town = &self.hall.place.town;
        let mut reading = town.store.reading(&town.authority).await.unwrap();
        let all = plans::of_child(&mut reading, self.hall.child()).await.unwrap();
        all.iter().find(|plan| plan.status == PlanStatus::Draft).unwrap().id
    }
}

fn on<'a>(name: &'a str, parts: [&'a str; 3]) -> Vec<(String, &'a str)> {
    let names = ["day", "month", "year"].map(|part| format!("{name}-{part}"));
    names.into_iter().zip(parts).collect()
}

fn with<'a>(day: &'a [(String, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    day.iter().map(|(name, value)| (name.as_str(), *value)).chain(more.iter().copied()).collect()
}

/// One more line of support.
const NIGHTS: [(&str, &str); 13] = [
    ("what", "Nights with somebody awake"),
    ("who", "Rob"),
    ("kind", "help"),
    ("quadrant", "self-directed"),
    ("when", "year"),
    ("season", "all-year"),
    ("times", "4"),
    ("quantity", "1"),
    ("unit", "session"),
    ("paid", "yes"),
    ("stream", "social-care"),
    ("price", "20"),
    ("part", "whole"),
];

/// What the mother says, wrongly first and then twice, and is told.
async fn told_by_the_mother(desk: &Desk, kit: &mut Browser) {
    let page = kit.get(&desk.changes("")).await;
    assert!(page.text.contains("Tell us what has changed") && page.text.contains("call 999"), "{}", page.text);
    let once = page.hidden("once");
    let future = on("since", ["1", "9", "2027"]);
    let wrong = with(&future, &[("once", &once), ("what", "<b>Nights</b>"), ("how-soon", "this-week")]);
    let refused = kit.fill_in(&desk.changes(""), &desk.changes(""), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = refused.text.contains("This day is still to come") && refused.text.contains("&#60;b&#62;Nights");
    assert!(kept && refused.hidden("once") == once, "{}", refused.text);
    let since = on("since", ["1", "7", "2026"]);
    let said = with(&since, &[("once", &once), ("what", "He does not sleep"), ("how-soon", "this-week")]);
    for _ in 0..2 {
        let told = kit.fill_in(&desk.changes(""), &desk.changes(""), &said).await;
        assert!(told.goes_to().ends_with("done=said"), "{}", told.text);
    }
    let needs = desk.needs().await;
    assert_eq!(needs.len(), 1, "sent twice, said once");
    let page = kit.get(&desk.changes("")).await;
    assert!(page.text.contains("Somebody looks at it by 8 September 2026"), "{}", page.text);
}

/// What the worker makes of it: the plan is changed.
async fn answered_by_the_worker(desk: &Desk, grace: &mut Browser) {
    let needs = desk.needs().await;
    let mut ben = desk.hall.browser(desk.hall.ben, BEGINS + 1).await;
    let list = ben.get("/council").await;
    assert!(list.text.contains(">Something that has changed</strong>"), "{}", list.text);
    let office = grace.get(&desk.office_changes("")).await;
    assert!(office.text.contains("He does not sleep") && office.text.contains("What is done about it?"));
    let (id, version) = (needs[0].id.to_string(), needs[0].version.to_string());
    let decide = desk.office_changes(&format!("/{id}"));
    let january = on("from", ["1", "1", "2027"]);
    let known = [("need", id.as_str()), ("version", version.as_str())];
    let bare = with(&january, &[&known[..], &[("follows", "goes-on"), ("why", "no")]].concat());
    let bare = grace.fill_in(&desk.office_changes(""), &decide, &bare).await;
    assert!(bare.status == 422 && bare.text.contains("20 characters or more"), "{}", bare.text);
    let follows = with(&january, &[&known[..], &[("follows", "change-plan")]].concat());
    let decided = grace.fill_in(&desk.office_changes(""), &decide, &follows).await;
    assert!(decided.goes_to().ends_with("done=answered"), "{}", decided.text);
    let again = grace.fill_in(&desk.office_changes(""), &decide, &follows).await;
    assert_eq!(again.status, 422, "decided once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mother_says_what_has_changed_and_the_plan_and_its_money_go_on_from_a_day() {
    let (mut desk, _) = Desk::paying().await;
    let mut kit = desk.hall.kit(BEGINS).await;
    told_by_the_mother(&desk, &mut kit).await;
    let mut grace = desk.worker(BEGINS + 1).await;
    answered_by_the_worker(&desk, &mut grace).await;
    desk.hall.plan = desk.draft().await;
    let plan = format!("/family/{}/plan/{}", desk.hall.child(), desk.hall.plan);
    let page = kit.get(&desk.changes("")).await;
    assert!(page.text.contains("the plan is changed") && page.text.contains(&plan), "{}", page.text);
    let contents = kit.get(&plan).await;
    assert!(contents.text.contains("This changes the plan that was agreed, from 1 January 2027"), "{}", contents.text);
    let beside = desk.changes(&format!("/{}", desk.hall.plan));
    let page = kit.get(&beside).await;
    assert!(page.text.contains("Nothing is different") && page.text.contains("273 days"), "{}", page.text);
    let new = format!("{plan}/write/support/new");
    let written = kit.fill_in(&new, &new, &NIGHTS).await;
    assert_eq!(written.status, 303, "{}", written.text);
    let page = kit.get(&beside).await;
    assert!(page.text.contains("Nights with somebody awake") && page.text.contains(">New<"), "{}", page.text);
    desk.hall.ask(BEGINS + 2).await;
    desk.hall.check(BEGINS + 3).await;
    let decided = desk.hall.decide(desk.hall.ben, "agree", BEGINS + 4).await;
    assert!(decided.goes_to().ends_with("done=plan-decided"), "{}", decided.text);
    let sign = desk.hall.of_newest("/sign").await;
    let mut kit = desk.hall.kit(BEGINS + 5).await;
    let signed = kit.fill_in(&sign, &sign, &[("answer", "accept")]).await;
    assert!(signed.goes_to().ends_with("done=signed"), "{}", signed.text);
    let page = kit.get(&beside).await;
    for said in ["The money, line by line", "Nights with somebody awake", "the next payment is"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let office = grace.get(&desk.office_changes(&format!("/{}", desk.hall.plan))).await;
    assert!(office.text.contains("The money, line by line"), "{}", office.text);
    let money = kit.get(&desk.family("")).await;
    assert!(money.text.contains("Nights with somebody awake"), "{}", money.text);
    assert!(!grace.get(&desk.office("")).await.text.contains("Open the money"), "it goes on by itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_say_or_decide_is_refused_and_what_is_no_change_is_not_found() {
    let (desk, _) = Desk::paying().await;
    let mut finn = desk.hall.browser(desk.finn, BEGINS).await;
    assert_eq!(finn.get(&desk.changes("")).await.status, StatusCode::FORBIDDEN);
    let mut kit = desk.hall.kit(BEGINS).await;
    let csrf = kit.get(&desk.changes("")).await.hidden("csrf");
    for wrong in [("once", "not-an-id"), ("what", "x")] {
        let sent = kit.post(&desk.changes(""), &[("csrf", &csrf), wrong]).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{wrong:?}");
    }
    let own = kit.post(&desk.office_changes("/00000000-0000-0000-0000-000000000001"), &[("csrf", &csrf)]).await;
    assert!(matches!(own.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{}", own.status);
    let agreed = desk.changes(&format!("/{}", desk.hall.plan));
    assert_eq!(kit.get(&agreed).await.status, StatusCode::NOT_FOUND, "an agreed plan changes no other");
    let day = on("from", ["1", "10", "2027"]);
    let outside = kit.fill_in(&desk.changes(""), &desk.changes("/plan"), &with(&day, &[])).await;
    assert!(outside.status == 422 && outside.text.contains("30 September 2027"), "{}", outside.text);
    let none = kit.fill_in(&desk.changes(""), &desk.changes("/plan"), &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
}
