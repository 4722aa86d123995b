//! A review on pages: asked for by a mother, planned by the key worker, said for on the page and on paper, held, decided by a
//! manager, told in a letter, looked at again; and what goes wrong on the way.

use axum::http::StatusCode;
use seven_core::review::Review;
use store::papers::{self, Stored};

use crate::agreements::WHY;
use crate::money::Desk;
use crate::town::{Answer, Browser};

/// Minutes after the plan was written at which the story begins.
const BEGINS: i64 = 30;

impl Desk {
    fn reviews(&self, page: &str) -> String {
        format!("/family/{}/review{page}", self.hall.child())
    }

    fn office_reviews(&self, page: &str) -> String {
        format!("/council/children/{}/review{page}", self.hall.child())
    }

    async fn last_review(&self) -> Stored<Review> {
        let town = &self.hall.place.town;
        let mut reading = town.store.reading(&town.authority).await.unwrap();
        papers::of_child::<Review>(&mut reading, self.hall.child()).await.unwrap().pop().unwrap()
    }

    /// Sends a form of the last review's page in the office, with the page's version.
    async fn step(&self, browser: &mut Browser, to: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.office_reviews(&format!("/{}", self.last_review().await.id));
        let shown = browser.get(&page).await;
        let (csrf, version) = (shown.hidden("csrf"), self.last_review().await.version.to_string());
        let mut all = vec![("csrf", csrf.as_str()), ("version", version.as_str())];
        all.extend_from_slice(fields);
        browser.post(&format!("{page}/{to}"), &all).await
    }

    /// Held today.
    async fn held(&self) {
        let mut grace = self.worker(BEGINS).await;
        let day = [("on-day", "1"), ("on-month", "9"), ("on-year", "2026"), ("place", "at home, 4 pm")];
        let planned = grace.fill_in(&self.office_reviews(""), &self.office_reviews(""), &day).await;
        assert!(planned.goes_to().ends_with("done=planned"), "{}", planned.text);
        let day = [("held-day", "1"), ("held-month", "9"), ("held-year", "2026"), ("present", "Sam, Kit and Grace")];
        let held = self.step(&mut grace, "hold", &day).await;
        assert!(held.goes_to().ends_with("done=held"), "{}", held.text);
    }
}

fn day<'a>(name: &'a [String; 3], day: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![(name[0].as_str(), day), (name[1].as_str(), "9"), (name[2].as_str(), "2026")]
}

fn parts(name: &str) -> [String; 3] {
    ["day", "month", "year"].map(|part| format!("{name}-{part}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_family_and_its_worker_hold_a_review() {
    let desk = Desk::new().await;
    let mut kit = desk.hall.kit(BEGINS).await;
    let page = kit.get(&desk.reviews("")).await;
    assert!(page.text.contains("27 October 2026") && page.text.contains("Ask for a review"), "{}", page.text);
    let empty = kit.fill_in(&desk.reviews(""), &desk.reviews("/ask"), &[("why", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let why = [("why", "The afternoons are <b>too</b> short")];
    let asked = kit.fill_in(&desk.reviews(""), &desk.reviews("/ask"), &why).await;
    assert!(asked.goes_to().ends_with("done=review-asked"), "{}", asked.text);
    let mut grace = desk.worker(BEGINS + 1).await;
    let office = grace.get(&desk.office_reviews("")).await;
    assert!(office.text.contains("&#60;b&#62;too") && !office.text.contains("<b>too"), "what was typed is text");
    let (review, version) = (desk.last_review().await.id.to_string(), "1");
    let known = [("review", review.as_str()), ("version", version), ("place", "at home, 4 pm"), ("is-ehc", "yes")];
    let past = [&[("on-day", "31"), ("on-month", "8"), ("on-year", "2026")], &known[..]].concat();
    let refused = grace.fill_in(&desk.office_reviews(""), &desk.office_reviews(""), &past).await;
    assert!(refused.text.contains("This day has passed") && refused.text.contains("at home, 4 pm"), "{}", refused.text);
    let soon = [&[("on-day", "1"), ("on-month", "9"), ("on-year", "2026")], &known[..]].concat();
    let planned = grace.fill_in(&desk.office_reviews(""), &desk.office_reviews(""), &soon).await;
    assert!(planned.goes_to().ends_with("done=planned"), "{}", planned.text);
    let page = kit.get(&desk.reviews("")).await;
    assert!(page.text.contains("We meet on 1 September 2026: at home, 4 pm."), "{}", page.text);
    let said = [("review", review.as_str()), ("version", "0"), ("face", "4"), ("good", "Saturdays"), ("safe", "yes")];
    let kept = kit.fill_in(&desk.reviews(""), &desk.reviews("/say"), &said).await;
    assert!(kept.goes_to().ends_with("done=view-kept"), "{}", kept.text);
    let again = [("review", review.as_str()), ("version", "0"), ("good", "my later words")];
    let lost = kit.fill_in(&desk.reviews(""), &desk.reviews("/say"), &again).await;
    assert_eq!(lost.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lost.text.contains("my later words") && lost.text.contains("Saturdays"), "both are there");
    let child = desk.hall.child().to_string();
    let paper = [("of", child.as_str()), ("way", "paper"), ("good", "My own words"), ("face", "5")];
    let entered = desk.step(&mut grace, "paper", &paper).await;
    assert!(entered.goes_to().ends_with("done=paper-kept"), "{}", entered.text);
    let page = kit.get(&desk.reviews("")).await;
    assert!(page.text.find("My own words") < page.text.rfind("Saturdays"), "the child comes first");
    let day = [("held-day", "1"), ("held-month", "9"), ("held-year", "2026")];
    let nobody = desk.step(&mut grace, "hold", &day).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let held = desk.step(&mut grace, "hold", &[&day[..], &[("present", "Sam, Kit and Grace")]].concat()).await;
    assert!(held.goes_to().ends_with("done=held"), "{}", held.text);
    let mut ben = desk.hall.browser(desk.hall.ben, BEGINS + 2).await;
    let on = [("decided-day", "1"), ("decided-month", "9"), ("decided-year", "2026")];
    let silent = desk.step(&mut ben, "decide", &[&on[..], &[("kinds", "change"), ("ehc", "amend")]].concat()).await;
    assert!(silent.text.contains("Write reasons"), "{}", silent.text);
    let decided = [&on[..], &[("kinds", "change"), ("ehc", "amend"), ("reasons", WHY)]].concat();
    let done = desk.step(&mut ben, "decide", &decided).await;
    assert!(done.goes_to().ends_with("done=decided"), "{}", done.text);
    let letter = kit.get(&desk.reviews(&format!("/{review}"))).await;
    for part in ["The plan changes.", WHY, "24 November 2026", "29 September 2026", "Ben Office"] {
        assert!(letter.text.contains(part), "{part} in {}", letter.text);
    }
    let twin = ben.get(&desk.office_reviews(&format!("/{review}/letter"))).await;
    assert!(twin.text.contains(WHY));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outcome_is_told_and_drawn_and_nonsense_is_not_kept() {
    let desk = Desk::new().await;
    let mut kit = desk.hall.kit(BEGINS).await;
    let page = kit.get(&desk.reviews("")).await;
    let outcome = page.hidden("outcome");
    let (value, on) = (format!("value-{outcome}"), parts(&format!("day-{outcome}")));
    for (typed, on_day) in [("many", "1"), ("200000", "1"), ("-1", "1"), ("2", "2"), ("2", "40")] {
        let fields = [&[("outcome", outcome.as_str()), (value.as_str(), typed)], &day(&on, on_day)[..]].concat();
        let refused = kit.fill_in(&desk.reviews(""), &desk.reviews("/outcome"), &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed} on {on_day}");
        assert!(refused.text.contains(&format!("value=\"{typed}\"")), "what was typed is still there");
    }
    let fields = [&[("outcome", outcome.as_str()), (value.as_str(), "2")], &day(&on, "1")[..]].concat();
    let told = kit.fill_in(&desk.reviews(""), &desk.reviews("/outcome"), &fields).await;
    assert!(told.goes_to().ends_with("done=value-told"), "{}", told.text);
    let page = kit.get(&desk.reviews("")).await;
    assert!(page.text.contains("<polyline") && page.text.contains("Kit Bell"), "{}", page.text);
    let sheet = kit.get(&desk.reviews("/paper")).await;
    assert!(sheet.text.contains("What is good?") && sheet.text.contains("How is it now?"), "{}", sheet.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_look_is_taken_by_somebody_else_and_what_was_learned_is_shared_without_names() {
    let desk = Desk::new().await;
    desk.held().await;
    let mut ben = desk.hall.browser(desk.hall.ben, BEGINS + 2).await;
    let on = [("decided-day", "1"), ("decided-month", "9"), ("decided-year", "2026")];
    let before = [("decided-day", "31"), ("decided-month", "8"), ("decided-year", "2026")];
    let early = desk.step(&mut ben, "decide", &[&before[..], &[("kinds", "less"), ("reasons", WHY)]].concat()).await;
    assert!(early.text.contains("no decision is older than its meeting"), "{}", early.text);
    let done = desk.step(&mut ben, "decide", &[&on[..], &[("kinds", "less"), ("reasons", WHY)]].concat()).await;
    assert!(done.goes_to().ends_with("done=decided"), "{}", done.text);
    let review = desk.last_review().await.id;
    let mut kit = desk.hall.kit(BEGINS + 3).await;
    let letter = desk.reviews(&format!("/{review}"));
    let version = desk.last_review().await.version.to_string();
    let words = [("version", version.as_str()), ("words", "Nothing has changed for us")];
    let asked = kit.fill_in(&letter, &format!("{letter}/another-look"), &words).await;
    assert!(asked.goes_to().ends_with("done=look-asked"), "{}", asked.text);
    let answer = [("stands", "no"), ("look-reasons", WHY)];
    let own = desk.step(&mut ben, "look", &answer).await;
    assert!(own.text.contains("somebody else has to look again"), "{}", own.text);
    let mut head = desk.hall.browser(desk.hall.head, BEGINS + 4).await;
    let answered = desk.step(&mut head, "look", &answer).await;
    assert!(answered.goes_to().ends_with("done=look-answered"), "{}", answered.text);
    assert!(kit.get(&letter).await.text.contains("There will be a new decision"));
    let learned = [("learn", "yes"), ("worked", "Going with Gran"), ("allows", "yes")];
    let kept = kit.fill_in(&desk.reviews(""), &format!("{letter}/learned"), &learned).await;
    assert!(kept.goes_to().ends_with("done=learned"), "{}", kept.text);
    let mut grace = desk.worker(BEGINS + 5).await;
    let named = desk.step(&mut grace, "learned", &[("title", "Out with Sam"), ("story", "It worked")]).await;
    assert!(named.text.contains("This could still show who it is: Sam"), "{}", named.text);
    let story = [("title", "Out with a grandmother"), ("story", "She came along the first time.")];
    let shared = desk.step(&mut grace, "learned", &story).await;
    assert!(shared.goes_to().ends_with("done=shared"), "{}", shared.text);
    let ideas = format!("/family/{}/plan/{}/ideas", desk.hall.child(), desk.hall.plan);
    assert!(kit.get(&ideas).await.text.contains("Out with a grandmother"));
    let back = kit.fill_in(&desk.reviews(""), &format!("{letter}/learned/take-back"), &[]).await;
    assert!(back.goes_to().ends_with("done=learning-back"), "{}", back.text);
    assert!(!kit.get(&ideas).await.text.contains("Out with a grandmother"));
}
