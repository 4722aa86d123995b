//! A case on pages, from the notice to the money that came back, as the family, its key worker, the manager and somebody who
//! looks again see it; money kept for something; money in a crisis.

use actions::Caller;
use actions::money::{approve_run, bank_confirmed, check_run, draft_run, export_run, hold_back};
use jiff::civil::date;
use seven_core::access::Purpose;
use seven_core::{Pence, PersonId};

use super::{Desk, OPENED};
use crate::agreements::DAY;
use crate::town::{Answer, after_minutes};

const WHY: &str = "The money of this month was not used for anything that the plan says.";

impl Desk {
    fn caller(&self, person: PersonId, minutes: i64) -> Caller {
        let town = &self.hall.place.town;
        let (store, authority) = (town.store.clone(), town.authority.clone());
        Caller { store, authority, person: Some(person), purpose: Purpose::Work, moment: after_minutes(minutes) }
    }

    /// With the first payment there: £41.67 of £500 a year.
    async fn with_first_payment() -> Desk {
        let (desk, _) = Desk::paying().await;
        let (finn, petra) = (desk.caller(desk.finn.0, OPENED + 4), desk.caller(desk.petra.0, OPENED + 4));
        let run = draft_run(&finn, date(2026, 10, 1), date(2026, 10, 1)).await.unwrap();
        check_run(&finn, run).await.unwrap();
        approve_run(&petra, run).await.unwrap();
        export_run(&finn, run).await.unwrap();
        bank_confirmed(&desk.caller(desk.finn.0, OPENED + 5), run, None, date(2026, 9, 1)).await.unwrap();
        desk
    }

    /// Opens a case about money to be paid back.
    async fn opens(&self, amount: &str, ground: &str) -> Answer {
        let mut grace = self.worker(OPENED + 6).await;
        let list = self.office("/cases");
        let mut fields = vec![
            ("stream", "social-care"),
            ("kind", "recover"),
            ("once", "01890a5d-ac96-774b-bcce-b302099a8057"),
            ("amount", amount),
            ("shown-by", "The bank statement of August"),
            ("about-day", "1"),
            ("about-month", "8"),
            ("about-year", "2026"),
            ("reasons", WHY),
        ];
        if !ground.is_empty() {
            fields.push(("ground", ground));
        }
        grace.fill_in(&list, &list, &fields).await
    }
}

#[tokio::test]
async fn money_is_asked_back_with_notice_an_answer_another_look_and_its_day() {
    let desk = Desk::with_first_payment().await;
    let mut grace = desk.worker(OPENED + 6).await;
    let form = grace.get(&desk.office("/cases?stream=social-care&kind=recover")).await;
    for said in ["Can be asked back at most", "£41.67", "Out of reach: kept for something", "Notice: 28 days"] {
        assert!(form.text.contains(said), "{said}: {}", form.text);
    }
    let lawless = desk.opens("20", "").await;
    assert!(lawless.status == 422 && lawless.text.contains("Choose a ground from the list"), "{}", lawless.text);
    let much = desk.opens("41.68", "money-piled-up").await;
    assert!(much.status == 422 && much.text.contains("£41.67 can be asked back at most"), "{}", much.text);
    let opened = desk.opens("20", "money-piled-up").await;
    assert!(opened.goes_to().ends_with("done=case-opened"), "{}", opened.text);
    let office = opened.goes_to().split('?').next().unwrap().to_owned();
    let again = desk.opens("20", "money-piled-up").await;
    assert!(again.goes_to().ends_with("/cases?done=case-opened"), "sent twice, it is one case: {}", again.text);
    let family = desk.family(&format!("/cases/{}", office.rsplit('/').next().unwrap()));
    answers(&desk, &office, &family).await;
    is_looked_at_again(&desk, &office, &family).await;
    comes_back(&desk, &office, &family).await;
}

/// The family reads the notice and its letter, and answers.
async fn answers(desk: &Desk, office: &str, family: &str) {
    let mut kit = desk.hall.kit(OPENED + 7).await;
    let home = kit.get(&desk.family("")).await;
    assert!(home.text.contains("Please answer by 29 September 2026") && home.text.contains(family), "{}", home.text);
    let page = kit.get(family).await;
    for said in ["Nothing is decided yet", "£20.00", "SI 2009/1887", "The bank statement of August", WHY] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let letter = kit.get(&format!("{family}/letter/notice")).await;
    for said in ["£20.00", WHY, "29 September 2026", "another look", "What stays yours"] {
        assert!(letter.text.contains(said), "{said}: {}", letter.text);
    }
    assert_eq!(kit.get(&format!("{family}/letter/decided")).await.status, 404, "no letter before its step");
    let page = kit.get(family).await;
    let silent = kit.fill_in(family, &format!("{family}/answer"), &[("version", &page.hidden("version"))]).await;
    assert_eq!(silent.status, 422, "{}", silent.text);
    let said = [("version", page.hidden("version")), ("words", "We save it for the summer.".to_owned())];
    let said: Vec<(&str, &str)> = said.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answered = kit.fill_in(family, &format!("{family}/answer"), &said).await;
    assert!(answered.goes_to().ends_with("done=answered"), "{}", answered.text);
    let stale = kit.fill_in(family, &format!("{family}/answer"), &said).await;
    assert!(
        stale.status == 422 && stale.text.contains("We save it for the summer."),
        "nothing is lost: {}",
        stale.text
    );
    assert!(desk.worker(OPENED + 8).await.get(office).await.text.contains("We save it for the summer."));
}

/// The manager decides; the family asks for another look, which another person takes.
async fn is_looked_at_again(desk: &Desk, office: &str, family: &str) {
    let mut kit = desk.hall.kit(OPENED + 7).await;
    let mut ben = desk.hall.browser(desk.hall.ben, OPENED + 8).await;
    let page = ben.get(office).await;
    assert!(page.text.contains("We save it for the summer."), "{}", page.text);
    let keeps = [("version", page.hidden("version")), ("keeps", "yes".to_owned())];
    let keeps: Vec<(&str, &str)> = keeps.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(kit.fill_in(family, &format!("{office}/decide"), &keeps).await.status, 403, "no family decides");
    let decided = ben.fill_in(office, &format!("{office}/decide"), &keeps).await;
    assert!(decided.goes_to().ends_with("done=case-kept"), "{}", decided.text);
    let page = ben.get(office).await;
    let has_button = page.text.contains(&format!("{office}/effect"));
    assert!(page.text.contains("From 29 September 2026") && !has_button, "{}", page.text);
    // the page offers no button yet; whoever sends the form all the same is refused
    let early = ben.fill_in(office, &format!("{office}/effect"), &[("version", "3")]).await;
    assert!(early.status == 422 && early.text.contains("The family has until"), "{}", early.text);

    let page = kit.get(family).await;
    let asks = [("version", page.hidden("version")), ("again", "Our plan says so.".to_owned())];
    let asks: Vec<(&str, &str)> = asks.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let asked = kit.fill_in(family, &format!("{family}/again"), &asks).await;
    assert!(asked.goes_to().ends_with("done=asked-again"), "{}", asked.text);
    let page = ben.get(office).await;
    let version = page.hidden("version");
    let look = [("version", version.as_str()), ("found", "lowered"), ("amount", "10"), ("reasons", WHY)];
    let own = ben.fill_in(office, &format!("{office}/look"), &look).await;
    assert!(own.status == 422 && own.text.contains("Somebody else has to look again"), "{}", own.text);
    let mut head = desk.hall.browser(desk.hall.head, OPENED + 9).await;
    let looked = head.fill_in(office, &format!("{office}/look"), &look).await;
    assert!(looked.goes_to().ends_with("done=case-looked"), "{}", looked.text);
    let letter = kit.get(&format!("{family}/letter/looked-again")).await;
    assert!(letter.text.contains("It was £20.00. Now it is £10.00."), "{}", letter.text);
}

/// It takes effect on its day, is paid in parts, and comes back.
async fn comes_back(desk: &Desk, office: &str, family: &str) {
    let mut later = desk.hall.browser(desk.hall.ben, 28 * DAY + 1).await;
    let page = later.get(office).await;
    let effect = later.fill_in(office, &format!("{office}/effect"), &[("version", &page.hidden("version"))]).await;
    assert!(effect.goes_to().ends_with("done=case-in-effect"), "{}", effect.text);
    let page = later.get(office).await;
    let version = page.hidden("version");
    let parts = [
        ("version", version.as_str()),
        ("count", "2"),
        ("first-day", "31"),
        ("first-month", "10"),
        ("first-year", "2026"),
    ];
    let agreed = later.fill_in(office, &format!("{office}/parts"), &parts).await;
    assert!(agreed.goes_to().ends_with("done=case-in-parts"), "{}", agreed.text);
    let mut finn = desk.hall.browser(desk.finn, 30 * DAY).await;
    let page = finn.get(office).await;
    let version = page.hidden("version");
    let much = finn.fill_in(office, &format!("{office}/came-back"), &[("version", &version), ("came", "10.01")]).await;
    assert_eq!(much.status, 422, "{}", much.text);
    let came = finn.fill_in(office, &format!("{office}/came-back"), &[("version", &version), ("came", "10")]).await;
    assert!(came.goes_to().ends_with("done=case-came-back"), "{}", came.text);
    let mut kit = desk.hall.kit(30 * DAY).await;
    let page = kit.get(family).await;
    assert!(page.text.contains("It is over: everything has come") && page.text.contains("£5.00"), "{}", page.text);
}

#[tokio::test]
async fn a_key_worker_writes_down_what_a_family_says_on_paper_and_that_shortens_no_time() {
    let desk = Desk::with_first_payment().await;
    let opened = desk.opens("20", "money-piled-up").await;
    let office = opened.goes_to().split('?').next().unwrap().to_owned();
    let mut grace = desk.worker(OPENED + 7).await;
    let page = grace.get(&office).await;
    let version = page.hidden("version");
    let said = [("version", version.as_str()), ("answer", "Kit rang: it is for the summer.")];
    let kept = grace.fill_in(&office, &format!("{office}/answer"), &said).await;
    assert!(kept.goes_to().ends_with("done=case-answered"), "{}", kept.text);
    let mut kit = desk.hall.kit(OPENED + 8).await;
    let family = desk.family(&format!("/cases/{}", office.rsplit('/').next().unwrap()));
    let page = kit.get(&family).await;
    assert!(page.text.contains("Kit rang") && page.text.contains("Grace"), "{}", page.text);
    let mut ben = desk.hall.browser(desk.hall.ben, OPENED + 8).await;
    let page = ben.get(&office).await;
    let version = page.hidden("version");
    let early = ben.fill_in(&office, &format!("{office}/decide"), &[("version", &version), ("keeps", "yes")]).await;
    assert!(early.status == 422 && early.text.contains("The family has until 29 September 2026"), "{}", early.text);
}

#[tokio::test]
async fn a_family_keeps_money_for_something_and_spends_it_on_that() {
    let desk = Desk::with_first_payment().await;
    let mut kit = desk.hall.kit(OPENED + 6).await;
    let at = desk.family("/earmarks");
    let new = |amount: &'static str, year: &'static str, once: &'static str| {
        [
            ("once", once),
            ("stream", "social-care"),
            ("for-what", "A week by the sea"),
            ("amount", amount),
            ("until-day", "31"),
            ("until-month", "8"),
            ("until-year", year),
        ]
    };
    let (first, second) = ("01890a5d-ac96-774b-bcce-b302099a8051", "01890a5d-ac96-774b-bcce-b302099a8052");
    let bare = kit.fill_in(&at, &at, &[("amount", "much")]).await;
    assert!(bare.status == 422 && bare.text.contains("Write a sum such as"), "{}", bare.text);
    let long = kit.fill_in(&at, &at, &new("30", "2030", second)).await;
    assert!(long.status == 422 && long.text.contains("two years at most"), "{}", long.text);
    let much = kit.fill_in(&at, &at, &new("41.68", "2027", second)).await;
    assert!(much.status == 422 && much.text.contains("There is not enough money for this"), "{}", much.text);
    for _ in 0..2 {
        let kept = kit.fill_in(&at, &at, &new("30", "2027", first)).await;
        assert!(kept.goes_to().ends_with("done=kept"), "{}", kept.text);
    }
    let page = kit.get(&at).await;
    assert_eq!(page.text.matches("£30.00 is kept until 31 August 2027").count(), 1, "{}", page.text);
    let home = kit.get(&desk.family("")).await;
    assert!(home.text.contains("You can spend £11.67 now") && home.text.contains("A week by the sea"), "{}", home.text);
    let (spend, field) = (format!("{at}/{first}/spend"), format!("spend-{first}"));
    let more = kit.fill_in(&at, &spend, &[("version", "1"), (&field, "30.01"), ("once", second)]).await;
    assert!(more.status == 422 && more.text.contains("There is not so much kept for it"), "{}", more.text);
    let spent = [("version", "1"), (field.as_str(), "12"), ("once", second)];
    assert!(kit.fill_in(&at, &spend, &spent).await.goes_to().ends_with("done=spent"));
    let twice = kit.fill_in(&at, &spend, &spent).await;
    assert!(twice.status == 422 && twice.text.contains("This was changed while you looked"), "{}", twice.text);
    let mut grace = desk.worker(OPENED + 7).await;
    let office = grace.get(&desk.office("")).await;
    assert!(office.text.contains("A week by the sea") && office.text.contains("£18.00"), "{}", office.text);
    let theirs = grace.fill_in(&desk.office(""), &at, &new("1", "2027", second)).await;
    assert!(theirs.status.is_client_error(), "only the family keeps money for something: {}", theirs.status);
    let ended = kit.fill_in(&at, &format!("{at}/{first}/end"), &[("version", "2")]).await;
    assert!(ended.goes_to().ends_with("done=ended"), "{}", ended.text);
    assert!(kit.get(&at).await.text.contains("Ended: the money went back"));
}

#[tokio::test]
async fn in_a_crisis_the_money_is_there_the_same_day_and_everybody_is_told() {
    let desk = Desk::with_first_payment().await;
    hold_back(&desk.caller(desk.finn.0, OPENED + 6), "social-care", Pence(90_000)).await.unwrap();
    let mut grace = desk.worker(OPENED + 7).await;
    let at = desk.office("/crisis");
    let page = grace.get(&at).await;
    assert!(page.text.contains("£900.00") && page.text.contains("£500.00"), "{}", page.text);
    let line = format!("social-care {}", desk.hall.line);
    let give = |amount: &'static str| [("line", line.clone()), ("amount", amount.to_owned())];
    let why = ("why", "Kit broke a leg last night, so Rob comes more often.");
    let send = async |browser: &mut crate::town::Browser, amount: &'static str, once: &'static str| {
        let fields = give(amount);
        let mut all: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        all.extend([why, ("once", once)]);
        browser.fill_in(&at, &at, &all).await
    };
    let (first, second) = ("01890a5d-ac96-774b-bcce-b302099a8051", "01890a5d-ac96-774b-bcce-b302099a8052");
    let much = send(&mut grace, "500.01", first).await;
    assert!(much.status == 422 && much.text.contains("You can give £500.00 more"), "{}", much.text);
    let given = send(&mut grace, "120", first).await;
    assert!(given.goes_to().ends_with("done=crisis-given"), "{}", given.text);
    let page = grace.get(&at).await;
    assert!(page.text.contains("£780.00") && page.text.contains("£380.00") && page.text.contains("broke a leg"));
    let mut kit = desk.hall.kit(OPENED + 8).await;
    let home = kit.get(&desk.family("")).await;
    assert!(home.text.contains("More money was given") && home.text.contains("broke a leg"), "{}", home.text);
    assert_eq!(kit.get(&at).await.status, 403, "no family takes it by itself");
    let mut reading = desk.hall.place.town.store.reading(&desk.hall.place.town.authority).await.unwrap();
    let mails = store::mail::newest(&mut reading, 50).await.unwrap();
    let told: Vec<&str> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert!(told.contains(&"There is money for you today"), "{told:?}");
    assert!(mails.iter().all(|mail| !mail.body.contains("Sam") && !mail.body.contains("leg")));
    let bare = grace.fill_in(&at, &at, &[("amount", "1"), ("once", second)]).await;
    assert_eq!(bare.status, 422, "{}", bare.text);
}
