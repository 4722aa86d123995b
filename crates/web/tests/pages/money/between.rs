//! A plan ends and the next one is not signed, on pages: the family reads that the money goes on, the worker says what is done, a
//! manager ends it, finance sees how much it is; and what is refused.

use actions::Caller;
use actions::money::{between_plans, go_on_between_plans};
use axum::http::StatusCode;
use seven_core::access::Purpose;

use super::Desk;
use crate::agreements::DAY;
use crate::town::after_minutes;

const WHY: &str = "The next plan is written with Sam in October.";

impl Desk {
    /// The daily work of the server, some minutes after the beginning.
    async fn daily_work(&self, minutes: i64) -> usize {
        let town = &self.hall.place.town;
        let (store, authority) = (town.store.clone(), town.authority.clone());
        let moment = after_minutes(minutes);
        let server = Caller { store, authority, person: None, purpose: Purpose::Upkeep, moment };
        go_on_between_plans(&server, false).await.unwrap()
    }

    async fn bridge(&self) -> String {
        let mut reading = self.hall.place.town.store.reading(&self.hall.place.town.authority).await.unwrap();
        between_plans(&mut reading, self.hall.child()).await.unwrap()[0].id.to_string()
    }
}

fn on<'a>(name: &'a str, parts: [&'a str; 3]) -> Vec<(String, &'a str)> {
    let names = ["day", "month", "year"].map(|part| format!("{name}-{part}"));
    names.into_iter().zip(parts).collect()
}

fn with<'a>(day: &'a [(String, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    day.iter().map(|(name, value)| (name.as_str(), *value)).chain(more.iter().copied()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_money_goes_on_after_the_plan_and_everybody_reads_why_and_until_when() {
    let (desk, _) = Desk::paying().await;
    // 5 September 2027: the plan ends with the month
    let (later, after) = (369 * DAY, 399 * DAY);
    assert_eq!(desk.daily_work(later).await, 1);
    let mut kit = desk.hall.kit(later).await;
    let page = kit.get(&desk.family("")).await;
    let said =
        "Your plan ends on 30 September 2027. If the next one is not signed by then, the money goes on as before";
    assert!(page.text.contains(said) && page.text.contains("Somebody looks at it by 28 October 2027"), "{}", page.text);
    desk.daily_work(after).await;
    let mut kit = desk.hall.kit(after).await;
    let page = kit.get(&desk.family("")).await;
    assert!(page.text.contains("Your plan ended on 30 September 2027"), "{}", page.text);
    let at = desk.office(&format!("/between/{}", desk.bridge().await));
    let mut grace = desk.worker(after).await;
    let money = grace.get(&desk.office("")).await;
    assert!(money.text.contains(&at) && money.text.contains("look at it by 28 October 2027"), "{}", money.text);
    let list = desk.hall.browser(desk.hall.ben, after).await.get("/council").await;
    assert!(list.text.contains(">A look at money between two plans</strong>"), "{}", list.text);
    let page = grace.get(&at).await;
    assert!(page.text.contains("Month by month") && !page.text.contains("End it with this day"), "{}", page.text);
    let version = page.hidden("version");
    let (soon, late) = (on("next-look", ["20", "11", "2027"]), on("next-look", ["1", "9", "2028"]));
    let known = [("version", version.as_str()), ("words", "<i>no</i>")];
    let short = grace.fill_in(&at, &format!("{at}/look"), &with(&soon, &known)).await;
    assert!(short.status == 422 && short.text.contains("&#60;i&#62;no"), "what was typed stays: {}", short.text);
    let known = [("version", version.as_str()), ("words", WHY)];
    let far = grace.fill_in(&at, &format!("{at}/look"), &with(&late, &known)).await;
    assert!(far.status == 422 && far.text.contains("Choose a day after today"), "{}", far.text);
    let none = grace.fill_in(&at, &format!("{at}/look"), &known).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let looked = grace.fill_in(&at, &format!("{at}/look"), &with(&soon, &known)).await;
    assert!(looked.goes_to().ends_with("done=between-looked"), "{}", looked.text);
    let page = kit.get(&desk.family("")).await;
    assert!(page.text.contains(WHY) && page.text.contains("20 November 2027"), "{}", page.text);
    let stale = grace.fill_in(&at, &format!("{at}/look"), &with(&soon, &known)).await;
    assert_eq!(stale.status, 422, "somebody else was quicker: {}", stale.text);
    finance_and_the_manager(&desk, (&at, after)).await;
}

async fn finance_and_the_manager(desk: &Desk, (at, minutes): (&str, i64)) {
    let mut finn = desk.hall.browser(desk.finn, minutes).await;
    let figures = finn.get("/council/books/figures").await;
    assert!(figures.text.contains("Going on without a new plan"), "{}", figures.text);
    let mut ben = desk.hall.browser(desk.hall.ben, minutes).await;
    let page = ben.get(at).await;
    let version = page.hidden("version");
    let known = [("version", version.as_str()), ("between-why", WHY)];
    let (soon, far) = (on("last-day", ["10", "10", "2027"]), on("last-day", ["30", "11", "2027"]));
    let refused = ben.fill_in(at, &format!("{at}/end"), &with(&soon, &known)).await;
    assert!(refused.status == 422 && refused.text.contains("The family has to know ahead"), "{}", refused.text);
    let ended = ben.fill_in(at, &format!("{at}/end"), &with(&far, &known)).await;
    assert!(ended.goes_to().ends_with("done=between-ended"), "{}", ended.text);
    let mut kit = desk.hall.kit(minutes).await;
    let page = kit.get(&desk.family("")).await;
    assert!(page.text.contains("write to us. Somebody else looks at it again"), "{}", page.text);
    assert_eq!(kit.get(at).await.status, StatusCode::FORBIDDEN, "the family has its own page");
    let mut grace = desk.worker(minutes).await;
    let csrf = grace.get(&desk.office("")).await.hidden("csrf");
    let ends = grace.post(&format!("{at}/end"), &[("csrf", &csrf), ("version", "9")]).await;
    assert_eq!(ends.status, StatusCode::FORBIDDEN, "a manager decides");
}
