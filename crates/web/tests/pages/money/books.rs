//! The books on pages: for finance and auditors with names, for commissioners without; rates, small budgets.

use seven_core::people::Role;

use super::payments::PAY_DAY;
use super::{Desk, OPENED};
use crate::town::Browser;

impl Desk {
    /// With a payment that has arrived.
    async fn paid() -> Desk {
        let (desk, _) = Desk::paying().await;
        let mut finn = desk.hall.browser(desk.finn, OPENED + 4).await;
        let mut petra = desk.hall.browser(desk.petra, OPENED + 5).await;
        let list = "/council/payments";
        finn.fill_in(list, list, &PAY_DAY).await;
        let at = format!("{list}/{}", desk.run().await.id);
        finn.fill_in(&at, &format!("{at}/check"), &[]).await;
        petra.fill_in(&at, &format!("{at}/approve"), &[]).await;
        finn.fill_in(&at, &format!("{at}/export"), &[]).await;
        let day = [("confirmed-on-day", "1"), ("confirmed-on-month", "9"), ("confirmed-on-year", "2026")];
        finn.fill_in(&at, &format!("{at}/confirm"), &[&[("confirmed", "all")], &day[..]].concat()).await;
        desk
    }

    async fn somebody(&self, given: &str, role: Role) -> Browser {
        let town = &self.hall.place.town;
        let who = town.somebody(given, "Office", &format!("{given}@example.gov.uk")).await;
        town.employ(who.0, role).await;
        self.hall.browser(who, OPENED + 10).await
    }
}

/// The first address on a page that begins so.
fn link(text: &str, start: &str) -> String {
    let from = text.find(&format!("href=\"{start}")).unwrap_or_else(|| panic!("no link to {start} in {text}"));
    let rest = &text[from + 6..];
    rest[..rest.find('"').unwrap()].replace("&#38;", "&").replace("&amp;", "&")
}

#[tokio::test]
async fn an_auditor_follows_a_total_to_its_entries_and_each_look_is_on_record() {
    let desk = Desk::paid().await;
    let mut audrey = desk.somebody("Audrey", Role::Auditor).await;
    let books = audrey.get("/council/books").await;
    for said in ["The books balance", "Trial balance: Social care", "2026/27", "Close it after that day"] {
        assert!(books.text.contains(said), "{said}: {}", books.text);
    }
    assert!(!books.text.contains("/council/books/close"), "auditors read only");
    let entries = audrey.get(&link(&books.text, "/council/books/entries?stream=social-care&#38;account=paid")).await;
    assert!(entries.text.contains("Sam Bell") && entries.text.contains("Comes to"), "{}", entries.text);
    let one = link(&entries.text, "/council/books/entries/");
    let entry = audrey.get(&one).await;
    for said in ["Afternoons in town", "Due", "Held for the child", "Finn Penny"] {
        assert!(entry.text.contains(said), "{said}: {}", entry.text);
    }
    assert!(desk.hall.place.town.entries_with("entry of the books").await >= 1, "the family sees who looked");
    assert_eq!(audrey.get("/council/books/entries/01890a5d-ac96-774b-bcce-b302099a8057").await.status, 404);
    assert_eq!(audrey.get("/council/books/entries?account=gold&from=soon&page=-3").await.status, 200);
    let close = audrey.post("/council/books/close", &[("year", "2026-04-01")]).await;
    assert_eq!(close.status, 403);
}

#[tokio::test]
async fn a_sample_is_drawn_with_a_seed_that_draws_it_again() {
    let desk = Desk::paid().await;
    let mut audrey = desk.somebody("Audrey", Role::Auditor).await;
    let offered = audrey.get("/council/books/sample").await;
    assert!(offered.text.contains("name=\"seed\""), "{}", offered.text);
    let path = "/council/books/sample?seed=summer&size=3";
    let first = audrey.get(path).await;
    assert!(first.text.contains("Drawn with the seed summer"), "{}", first.text);
    let ids = |text: &str| -> Vec<String> {
        let parts = text.split("/council/books/entries/").skip(1);
        parts.map(|part| part.split('"').next().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&first.text).len(), 3);
    let mut finn = desk.hall.browser(desk.finn, OPENED + 11).await;
    assert_eq!(ids(&first.text), ids(&finn.get(path).await.text));
    let bare = audrey.get("/council/books/sample?seed=").await;
    assert!(bare.status == 422 && bare.text.contains("Write something here"), "{}", bare.text);
}

#[tokio::test]
async fn a_commissioner_sees_figures_and_nobody_by_name() {
    let desk = Desk::paid().await;
    let mut priya = desk.somebody("Priya", Role::Commissioner).await;
    for page in ["/council/books", "/council/books/figures"] {
        let shown = priya.get(page).await;
        assert!(shown.status == 200 && shown.text.contains("too few to tell"), "{page}: {}", shown.text);
        assert!(!shown.text.contains("Sam Bell") && !shown.text.contains("/council/books/entries"), "{page}");
    }
    for page in
        ["/council/books/entries", "/council/books/sample", "/council/books/entries.csv", "/council/books/funds"]
    {
        assert_eq!(priya.get(page).await.status, 403, "{page}");
    }
    let mut finn = desk.hall.browser(desk.finn, OPENED + 11).await;
    let figures = finn.get("/council/books/figures").await;
    for said in ["Payments that were there in time", "without a bank statement", "Paid out, and not spent"] {
        assert!(figures.text.contains(said), "{said}: {}", figures.text);
    }
    assert_eq!(finn.get("/council/books/figures?year=soon").await.status, 200);
    let funds = finn.get("/council/books/funds").await;
    assert!(funds.text.contains("No money is held as an individual service fund"), "{}", funds.text);
}

#[tokio::test]
async fn the_books_are_taken_out_under_the_authoritys_own_codes_or_say_which_are_missing() {
    let desk = Desk::paid().await;
    let mut finn = desk.hall.browser(desk.finn, OPENED + 11).await;
    let csv = finn.get("/council/books/entries.csv").await;
    assert!(csv.text.lines().count() > 4, "{}", csv.text);
    let ledger = "/council/books/general-ledger?from-day=1&from-month=4&from-year=2026&until-day=31&until-month=3&until-year=2027";
    let missing = finn.get(ledger).await;
    assert!(missing.status == 422 && missing.text.contains("have no cost code: social-care"), "{}", missing.text);
    let town = &desk.hall.place.town;
    let mut write = town.writing().await;
    let codes = r#"{"cost-codes": [{"stream": "social-care", "code": "C200"}]}"#;
    store::authorities::set_settings(&mut write, codes).await.unwrap();
    town.commit(write).await;
    let rows = finn.get(ledger).await;
    assert!(rows.text.contains("\"C200\",\"social-care\",paid,"), "{}", rows.text);
    let bad = finn.get("/council/books/general-ledger?from-day=40&from-month=4&from-year=2026").await;
    assert!(bad.status == 422 && bad.text.contains("Give a real day"), "{}", bad.text);
    let early = finn.fill_in("/council/books", "/council/books/close", &[("year", "2026-04-01")]).await;
    assert!(early.status == 422 && early.text.contains("Close it after that day"), "{}", early.text);
}

#[tokio::test]
async fn rates_are_looked_at_award_by_award_before_they_change() {
    let desk = Desk::paid().await;
    let mut finn = desk.hall.browser(desk.finn, OPENED + 11).await;
    let at = "/council/rates";
    let day = [("from-day", "1"), ("from-month", "10"), ("from-year", "2026")];
    let typed = [&[("step", "look"), ("stream", "social-care"), ("percent", "4.1"), ("why", "Wages rose")], &day[..]];
    let bad = finn.fill_in(at, at, &[("step", "look"), ("percent", "lots")]).await;
    assert!(bad.status == 422 && bad.text.contains("at most two decimals"), "{}", bad.text);
    let looked = finn.fill_in(at, at, &typed.concat()).await;
    assert!(looked.text.contains("Sam Bell") && looked.text.contains("Raised"), "{}", looked.text);
    let hidden = ["stream", "from", "percent", "why"].map(|name| (name, looked.hidden(name)));
    let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.push(("step", "change"));
    let changed = finn.fill_in(at, at, &fields).await;
    assert!(changed.goes_to().ends_with("done=rates-changed"), "{}", changed.text);
    let page = finn.get(changed.goes_to()).await;
    assert!(page.text.contains("Wages rose") && page.text.contains("Sam Bell"), "{}", page.text);
    let again = finn.fill_in(at, at, &fields).await;
    assert!(again.status == 422 && again.text.contains("made already"), "{}", again.text);
    let mut priya = desk.somebody("Priya", Role::Commissioner).await;
    let counted = priya.get(changed.goes_to()).await;
    assert!(counted.status == 200 && !counted.text.contains("Sam Bell"), "{}", counted.text);
}

#[tokio::test]
async fn a_worker_spends_a_small_budget_today_explains_it_and_the_family_sees_it_at_once() {
    let desk = Desk::paid().await;
    let town = &desk.hall.place.town;
    let grace = desk.hall.place.worker;
    town.employ(grace.0, Role::TeamMember).await;
    let mut finn = desk.hall.browser(desk.finn, OPENED + 11).await;
    let at = "/council/floats";
    let bare = finn.fill_in(at, at, &[("stream", "social-care"), ("amount", "200")]).await;
    assert_eq!(bare.status, 422);
    let id = grace.0.to_string();
    let fields = [("worker", id.as_str()), ("stream", "social-care"), ("amount", "200"), ("why", "autumn")];
    let given = finn.fill_in(at, at, &fields).await;
    assert!(given.goes_to().ends_with("done=float-given"), "{}", given.text);
    let mut worker = desk.worker(OPENED + 12).await;
    let finds = desk.office("/finds");
    let much = [("what", "A tent"), ("stream", "social-care"), ("amount", "201")];
    let refused = worker.fill_in(&finds, &finds, &much).await;
    assert!(refused.status == 422 && refused.text.contains("£200.00"), "{}", refused.text);
    let spent = worker
        .fill_in(&finds, &finds, &[("what", "Swimming lessons"), ("stream", "social-care"), ("amount", "48")])
        .await;
    assert!(spent.goes_to().ends_with("done=find-kept"), "{}", spent.text);
    let mut kit = desk.hall.kit(OPENED + 12).await;
    let family = kit.get(&desk.family("")).await;
    assert!(family.text.contains("Swimming lessons") && family.text.contains("within a week"), "{}", family.text);
    let page = worker.get(&finds).await;
    assert!(page.text.contains("£152.00"), "what is left: {}", page.text);
    let find = page.text.split("name=\"find\"").nth(1).unwrap();
    let find = find.split("value=\"").find_map(|part| {
        let id = part.split('"').next().unwrap();
        id.parse::<uuid::Uuid>().ok().map(|_| id.to_owned())
    });
    let fields =
        [("find", find.as_deref().unwrap()), ("words", "Six lessons at the pool; the receipt is in the file.")];
    let explained = worker.fill_in(&finds, &format!("{finds}/explain"), &fields).await;
    assert!(explained.goes_to().ends_with("done=find-explained"), "{}", explained.text);
    let free = [("free-what", "A place in the library's book club"), ("worth", "60")];
    let kept = worker.fill_in(&finds, &format!("{finds}/free"), &free).await;
    assert!(kept.goes_to().ends_with("done=find-kept"), "{}", kept.text);
    let family = kit.get(&desk.family("")).await;
    for said in ["Six lessons at the pool", "Found without paying", "book club"] {
        assert!(family.text.contains(said), "{said}: {}", family.text);
    }
    assert_eq!(finn.get(&finds).await.status, 403, "it is the worker's page");
    assert_eq!(worker.get(at).await.status, 403);
}
