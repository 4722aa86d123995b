//! Limits, the month in figures, the register, and what is said beside a plan.

use super::{Hall, WHY};

#[tokio::test]
async fn an_administrator_sets_and_ends_limits_but_not_their_own() {
    let hall = Hall::new().await;
    let mut admin = hall.browser(hall.admin, 0).await;
    let page = "/council/limits";
    let (ben, own) = (hall.ben.0.to_string(), hall.admin.0.to_string());
    let set = admin.fill_in(page, page, &[("person", &ben), ("kind", "up-to"), ("bound", "5,000")]).await;
    assert!(set.goes_to().ends_with("done=limit-set"), "{}", set.text);
    let shown = admin.get(page).await;
    assert!(shown.text.contains("Ben Office") && shown.text.contains("£5,000.00") && shown.text.contains("In force"));
    let none = admin.fill_in(page, page, &[("person", &ben), ("kind", "up-to"), ("bound", "much")]).await;
    assert!(none.status == 422 && none.text.contains("Give a sum"), "{}", none.text);
    let mine = admin.fill_in(page, page, &[("person", &own), ("kind", "any")]).await;
    assert!(mine.status == 422 && mine.text.contains("Nobody sets their own limit"), "{}", mine.text);
    let limit = shown.text.split("name=\"limit\"").nth(1).unwrap().split("value=\"").nth(2).unwrap();
    let limit = limit.split('"').next().unwrap().to_owned();
    let day = [("limit", limit.as_str()), ("last-day-day", "1"), ("last-day-month", "9"), ("last-day-year", "2026")];
    let ended = admin.fill_in(page, "/council/limits/end", &day).await;
    assert!(ended.goes_to().ends_with("done=limit-ended"), "{}", ended.text);
    assert_eq!(hall.browser(hall.ben, 1).await.get(page).await.status, 403, "a manager sets no limits");
}

#[tokio::test]
async fn the_month_shows_who_decided_what_and_no_child() {
    let hall = Hall::new().await;
    hall.limit(hall.ben, Some(5_000)).await;
    hall.ask(1).await;
    let why = [("reasons", "Sam has this from the youth club already.")];
    hall.decide_with(hall.ben, "refuse", &why, 2).await;
    let mut ben = hall.browser(hall.ben, 3).await;
    let page = ben.get("/council/consistency").await;
    assert!(page.text.contains("Ben Office") && page.text.contains("too few to show"), "{}", page.text);
    assert!(page.text.contains("… has this from the youth club already."), "reasons go round without the name");
    assert!(!page.text.contains("Sam") && !page.text.contains("Bell"), "no child is named");
    let before = ben.get("/council/consistency?month=2026-08-15").await;
    assert!(before.text.contains("No plan was decided on in this month"));
    let town = &hall.place.town;
    let commissioner = town.somebody("Com", "Office", "com@example.gov.uk").await;
    town.employ(commissioner.0, seven_core::people::Role::Commissioner).await;
    let page = hall.browser(commissioner, 4).await.get("/council/consistency").await;
    assert!(page.status == 200 && !page.text.contains("youth club"), "reasons are for those who keep the register");
}

#[tokio::test]
async fn the_register_is_searched_and_added_to_by_managers() {
    let hall = Hall::new().await;
    let mut ben = hall.browser(hall.ben, 0).await;
    let page = "/council/register";
    let fields = [
        ("kind", "opportunity"),
        ("issue", "A trike in the place of taxis"),
        ("decided", "Paid for once"),
        ("reasons", "It costs less than a year of taxis."),
    ];
    let added = ben.fill_in(page, page, &fields).await;
    assert!(added.goes_to().ends_with("done=entry-added"), "{}", added.text);
    assert!(ben.get("/council/register?q=TRIKE+taxis").await.text.contains("A trike in the place of taxis"));
    assert!(ben.get("/council/register?q=caravan").await.text.contains("No entry has all of these words"));
    let bare = ben.fill_in(page, page, &[("kind", "risk"), ("issue", " "), ("reasons", WHY)]).await;
    assert!(bare.status == 422 && bare.text.contains("Write something here"), "{}", bare.text);
}

#[tokio::test]
async fn a_worker_says_something_beside_a_plan_and_takes_it_back() {
    let hall = Hall::new().await;
    let mut grace = hall.browser(hall.place.worker, 0).await;
    let (page, send) = (hall.council(""), hall.council("/remark"));
    let about = hall.line.to_string();
    let fields = [("kind", "comment"), ("about", about.as_str()), ("remark", "Sam lights up in water")];
    let sent = grace.fill_in(&page, &send, &fields).await;
    assert!(sent.goes_to().ends_with("done=remarked"), "{}", sent.text);
    let shown = grace.get(&page).await;
    for said in ["Sam lights up in water", "Not answered yet", "£500.00"] {
        assert!(shown.text.contains(said), "{said}: {}", shown.text);
    }
    let remark = shown.hidden("remark");
    let taken = grace.fill_in(&page, &hall.council("/remark/take-back"), &[("remark", &remark)]).await;
    assert!(taken.goes_to().ends_with("done=remark-taken-back"), "{}", taken.text);
    hall.ask(1).await;
    let late = grace.fill_in(&page, &send, &fields).await;
    assert!(late.status == 422 && late.text.contains("nobody writes in it now"), "{}", late.text);
}

#[tokio::test]
async fn a_worker_proposes_a_change_of_any_field_something_new_and_something_less() {
    let hall = Hall::new().await;
    let mut grace = hall.browser(hall.place.worker, 0).await;
    let read = grace.get(&hall.council("")).await;
    let change = hall.council(&format!("/propose/support/{}", hall.line));
    assert!(
        read.text.contains(&format!("href=\"{change}\"")) && read.text.contains("/propose/outcome/new"),
        "{}",
        read.text
    );
    let form = grace.get(&change).await;
    let version = form.hidden("version");
    let line = [
        ("version", version.as_str()),
        ("what", "Afternoons at the pool"),
        ("who", "Rob"),
        ("quadrant", "self-directed"),
        ("kind", "activity"),
        ("when", "year"),
        ("times", "20"),
        ("season", "all-year"),
        ("quantity", "1"),
        ("unit", "session"),
        ("paid", "yes"),
        ("stream", "social-care"),
        ("price", "9.50"),
        ("part", "whole"),
    ];
    let bare = grace.fill_in(&change, &change, &line).await;
    assert!(bare.status == 422 && bare.text.contains("href=\"#why\""), "a proposal says why: {}", bare.text);
    assert!(bare.text.contains("Afternoons at the pool"), "what was typed stays");
    assert!(bare.text.contains("data-keeps-for="), "what is typed and not sent is kept in the browser");
    let whole = [&line[..], &[("why", "Sam lights up in water"), ("sent", "abc123")]].concat();
    let sent = grace.fill_in(&change, &change, &whole).await;
    assert!(sent.goes_to().ends_with("done=remarked&sent=abc123"), "{}", sent.text);
    let new = hall.council("/propose/risk/new");
    let risk = [("worth", "Swimming in deep water"), ("wrong", "Cold"), ("why", "He is ready")];
    assert!(grace.fill_in(&new, &new, &risk).await.goes_to().ends_with("done=remarked"));
    let out = [("version", version.as_str()), ("out", "yes"), ("why-out", "It has closed")];
    assert!(grace.fill_in(&change, &change, &out).await.goes_to().ends_with("done=remarked"));
    // the family reads all three, puts the first into its boxes, changes it and saves
    let mut kit = hall.kit(1).await;
    let plan = hall.family("").replace("/agree", "");
    let remarks = kit.get(&format!("{plan}/remarks")).await;
    for words in ["Afternoons at the pool", "£9.50 for a visit", "Swimming in deep water", "They would take this out."]
    {
        assert!(remarks.text.contains(words), "{words}: {}", remarks.text);
    }
    let edit = remarks.text.split("/write/support/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let boxes = kit.get(&format!("{plan}/write/support/{edit}")).await;
    assert!(
        boxes.text.contains("value=\"Afternoons at the pool\"") && boxes.text.contains("value=\"20\""),
        "{}",
        boxes.text
    );
    let stands = kit.get(&format!("{plan}/chapter/support")).await;
    assert!(!stands.text.contains("at the pool"), "until the family takes it, nothing changes");
}

#[tokio::test]
async fn a_plan_is_shown_in_the_sections_of_the_law_to_worker_and_family_alike() {
    let hall = Hall::new().await;
    let mut grace = hall.browser(hall.place.worker, 0).await;
    let page = hall.council("/packs/child-in-need");
    assert!(grace.get(&hall.council("")).await.text.contains(&format!("href=\"{page}\"")));
    let office = grace.get(&page).await;
    let family = hall.kit(1).await.get(&hall.family("").replace("/agree", "/packs/child-in-need")).await;
    for shown in [&office, &family] {
        assert_eq!(shown.status, 200, "{}", shown.text);
        for words in ["Children Act 1989", "Still empty", "From the plan: paid support", "£500.00", "Who signs"] {
            assert!(shown.text.contains(words), "{words}: {}", shown.text);
        }
    }
    assert_eq!(grace.get(&hall.council("/packs/ehc-plan")).await.status, 404, "only what is attached to the plan");
}
