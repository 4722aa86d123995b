//! What changes in a life, on pages: a death in two steps, what the family then sees and what the council; the way from a worker's
//! small budget to the family's own.

use seven_core::people::Role;

use crate::money::Desk;
use crate::town::Answer;

/// Minutes after the plan was written.
const NOW: i64 = 30;

impl Desk {
    fn life(&self, page: &str) -> String {
        format!("/council/children/{}{page}", self.hall.child())
    }

    fn parent(&self) -> String {
        self.hall.place.town.parent.0.to_string()
    }

    /// Fills in the first step; `more` stands over it.
    async fn writes_down(&self, more: &[(&str, &str)]) -> Answer {
        let (parent, worker) = (self.parent(), self.hall.place.worker.0.to_string());
        let mut fields = vec![
            ("on-day", "31"),
            ("on-month", "8"),
            ("on-year", "2026"),
            ("told-by", "The hospice, by phone"),
            ("asked", parent.as_str()),
            ("worker", worker.as_str()),
        ];
        fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        fields.extend(more);
        let page = self.life("/death");
        self.worker(NOW).await.fill_in(&page, &page, &fields).await
    }
}

#[tokio::test]
async fn a_death_is_written_down_in_two_steps_and_everything_becomes_quiet() {
    let (desk, _) = Desk::paying().await;
    let mut grace = desk.worker(NOW).await;
    assert!(grace.get(&desk.life("")).await.text.contains("Write down a death"));
    let nobody = desk.writes_down(&[("asked", "another"), ("asked-name", " ")]).await;
    assert!(nobody.status == 422 && nobody.text.contains("The hospice, by phone"), "nothing is lost: {}", nobody.text);
    for wrong in [("on-year", "2031"), ("on-day", "x"), ("told-by", ""), ("worker", "x"), ("asked", "x")] {
        assert_eq!(desk.writes_down(&[wrong]).await.status, 422, "{wrong:?}");
    }
    let asked = desk.writes_down(&[]).await;
    assert!(asked.status == 200 && asked.text.contains("Is it certain that Sam has died?"), "{}", asked.text);
    assert!(asked.text.contains("31 August 2026") && asked.text.contains("Kit Bell"), "{}", asked.text);
    assert!(!grace.get(&desk.life("")).await.text.contains("Sam died"), "nothing is kept before it is certain");
    let kept = desk.writes_down(&[("certain", "yes")]).await;
    assert!(kept.goes_to().ends_with("/death?done=death-kept"), "{}", kept.text);
    let page = grace.get(&desk.life("/death")).await;
    for said in
        ["Sam died on 31 August 2026", "Ask Kit Bell, when the time is right", "12 payments", "29 November 2026"]
    {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert!(grace.get(&desk.office("")).await.text.contains("Sam died on 31 August 2026"), "plainly, on every page");
    let mut ben = desk.hall.browser(desk.hall.ben, NOW).await;
    assert!(ben.get("/council").await.text.contains("One person to be asked"), "the one thing to do");
    assert_eq!(grace.get(&desk.life("/review")).await.status, 200);
    family_reads_and_is_asked_nothing(&desk).await;
}

async fn family_reads_and_is_asked_nothing(desk: &Desk) {
    let mut kit = desk.hall.kit(NOW + 1).await;
    let home = kit.get("/family").await;
    assert!(home.text.contains("Everything is still here to read"), "{}", home.text);
    let page = kit.get(&format!("/family/{}", desk.hall.child())).await;
    assert!(page.status == 200 && page.text.contains("We are so sorry that Sam has died."), "{}", page.text);
    assert!(!page.text.contains("<form method=\"post\" action=\"/family"), "nothing is asked: {}", page.text);
    assert!(!page.text.contains("<svg class=\"chart"), "no charts: {}", page.text);
    for path in page.text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        if path.starts_with("/family/") {
            assert_eq!(kit.get(path).await.status, 200, "{path} can be read");
        }
    }
    let money = kit.get(&desk.family("")).await;
    assert!(
        money.text.contains("You do not have to do anything") && !money.text.contains("/money/wish"),
        "{}",
        money.text
    );
    let calendar = kit.get(&format!("/family/{}/calendar.ics", desk.hall.child())).await;
    assert!(!calendar.text.contains("BEGIN:VEVENT"), "no days to come: {}", calendar.text);
    let closed = kit.get(&format!("/family/{}/details", desk.hall.child())).await;
    assert!(closed.status == 403 && closed.text.contains("put to rest"), "{}", closed.text);
    assert_eq!(kit.get(&desk.life("/death")).await.status, 403, "the family is not shown the form");
}

#[tokio::test]
async fn what_is_said_is_kept_what_is_owed_is_paid_and_a_mistake_is_taken_back() {
    let (desk, holding) = Desk::paying().await;
    desk.writes_down(&[("certain", "yes")]).await;
    let (page, mut grace) = (desk.life("/death"), desk.worker(NOW + 1).await);
    let version = grace.get(&page).await.hidden("version");
    let said = [("version", version.as_str()), ("bills", "Rose's last week"), ("left", "the hospice")];
    let unsaid = grace.fill_in(&page, &format!("{page}/answer"), &said).await;
    assert!(unsaid.status == 422 && unsaid.text.contains("last week"), "{}", unsaid.text);
    let kept = grace.fill_in(&page, &format!("{page}/answer"), &[&said[..], &[("copy", "later")]].concat()).await;
    assert!(kept.goes_to().ends_with("done=answer-kept"), "{}", kept.text);
    let stale = grace.fill_in(&page, &format!("{page}/answer"), &[&said[..], &[("copy", "later")]].concat()).await;
    assert!(stale.status == 422 && stale.text.contains("last week"), "{}", stale.text);
    let line = format!("{holding} {}", desk.hall.line);
    let owed = |amount: &'static str| {
        [("line", line.clone()), ("amount", amount.to_owned()), ("what", "Notice for Rose".to_owned())]
    };
    for (amount, is_right) in [("0", false), ("x", false), ("9999", false), ("120", true)] {
        let owed = owed(amount);
        let fields: Vec<(&str, &str)> = owed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let done = grace.fill_in(&page, &format!("{page}/owed"), &fields).await;
        assert_eq!(done.status == 303, is_right, "{amount}: {}", done.text);
    }
    assert!(grace.get(&page).await.text.contains("Notice for Rose: £120.00 (in the next run)"));
    let version = grace.get(&page).await.hidden("version");
    let back = |why: &'static str| [("version", version.clone()), ("why", why.to_owned())];
    for (why, is_right) in [("no", false), ("Another child of the same name was meant.", true)] {
        let back = back(why);
        let fields: Vec<(&str, &str)> = back.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let done = grace.fill_in(&page, &format!("{page}/take-back"), &fields).await;
        assert_eq!(done.status == 303, is_right, "{why}: {}", done.text);
    }
    assert!(!grace.get(&desk.office("")).await.text.contains("Sam died"));
    let mut kit = desk.hall.kit(NOW + 2).await;
    assert!(!kit.get(&format!("/family/{}", desk.hall.child())).await.text.contains("so sorry"));
}

#[tokio::test]
async fn after_a_death_a_notice_goes_to_a_named_person_by_hand() {
    let (desk, _) = Desk::paying().await;
    desk.writes_down(&[("certain", "yes"), ("on-day", "1"), ("on-month", "9")]).await;
    let quiet = 95 * crate::agreements::DAY;
    let mut grace = desk.worker(NOW + quiet).await;
    let list = desk.office("/cases");
    let form = grace.get(&desk.office("/cases?stream=social-care&kind=recover")).await;
    assert!(
        form.text.contains("To whom the notice goes") && form.text.contains("The child has died."),
        "{}",
        form.text
    );
    let fields = [
        ("stream", "social-care"),
        ("kind", "stop"),
        ("ground", "condition-broken"),
        ("once", "01890a5d-ac96-774b-bcce-b302099a8057"),
        ("shown-by", "The statement"),
        ("about-day", "1"),
        ("about-month", "9"),
        ("about-year", "2026"),
        ("reasons", "What was paid is not needed any more."),
    ];
    let stop = grace.fill_in(&list, &list, &fields).await;
    assert!(stop.status == 422 && stop.text.contains("nothing is refused, lowered or stopped"), "{}", stop.text);
}

#[tokio::test]
async fn what_a_worker_obtained_becomes_the_beginning_of_the_familys_plan() {
    let place = crate::family::Place::new().await;
    let town = &place.town;
    let finn = town.somebody("Finn", "Penny", "finn@example.gov.uk").await;
    town.employ(finn.0, Role::Finance).await;
    let worker = place.worker;
    let caller = place.caller(finn.0, seven_core::access::Purpose::Work);
    actions::money::give_float(&caller, worker.0, ("social-care", seven_core::Pence(10_000)), "small budget")
        .await
        .unwrap();
    let mut grace = place.browser(worker.1).await;
    let page = format!("/council/children/{}/money/finds", town.child);
    assert!(!grace.get(&page).await.text.contains("Begin the plan"), "with nothing there is nothing to begin with");
    let bought = [("what", "Swimming with Tom"), ("stream", "social-care"), ("amount", "12.50")];
    assert!(grace.fill_in(&page, &page, &bought).await.goes_to().ends_with("done=find-kept"));
    let early = grace.fill_in(&page, &format!("{page}/carry-on"), &[]).await;
    assert!(early.status == 422 && early.text.contains("not explained yet"), "{}", early.text);
    let find = grace.get(&page).await.text.split("<option value=\"01").nth(1).unwrap()[..34].to_owned();
    let find = format!("01{find}");
    let words = [("find", find.as_str()), ("words", "He swam a whole length.")];
    let told = grace.fill_in(&page, &format!("{page}/explain"), &words).await;
    assert!(told.goes_to().ends_with("done=find-explained"), "{}", told.text);
    for _ in 0..2 {
        let begun = grace.fill_in(&page, &format!("{page}/carry-on"), &[]).await;
        assert!(begun.goes_to().ends_with("done=carried-on"), "{}", begun.text);
    }
    let mut kit = place.parent().await;
    let plan = kit.get(&format!("/family/{}/plan", town.child)).await.goes_to().to_owned();
    let whole = kit.get(&format!("{plan}/whole")).await.text;
    assert!(whole.contains("Swimming with Tom") && whole.contains("£12.50"), "{whole}");
    let id = plan.rsplit('/').next().unwrap().parse().unwrap();
    let pieces =
        store::plan_pieces::of_plan(&mut town.store.reading(&town.authority).await.unwrap(), id).await.unwrap();
    assert_eq!(pieces.len(), 1, "pressed twice, it stands there once");
    // nothing stops meanwhile
    let more = [("what", "Goggles"), ("stream", "social-care"), ("amount", "8")];
    assert!(grace.fill_in(&page, &page, &more).await.goes_to().ends_with("done=find-kept"));
    assert_eq!(kit.post(&format!("{page}/carry-on"), &[]).await.status, 403, "the page is the council's");
}

#[tokio::test]
async fn a_family_that_moves_has_the_day_in_a_letter_and_says_what_goes_with_it() {
    let (desk, _) = Desk::paying().await;
    let (page, mut grace) = (desk.life("/move"), desk.worker(NOW).await);
    let typed = [
        ("kind", "council"),
        ("code", "801"),
        ("place", "Bristol"),
        ("day-day", "15"),
        ("day-month", "11"),
        ("day-year", "2026"),
        ("told-by", "Kit, by phone"),
    ];
    for wrong in
        [("kind", ""), ("code", "999"), ("place", " "), ("day-year", "2025"), ("day-day", "x"), ("told-by", "")]
    {
        let fields: Vec<_> = typed.iter().map(|one| if one.0 == wrong.0 { wrong } else { *one }).collect();
        let refused = grace.fill_in(&page, &page, &fields).await;
        assert_eq!(refused.status, 422, "{wrong:?}: {}", refused.text);
    }
    let kept = grace.fill_in(&page, &page, &typed).await;
    assert!(kept.goes_to().ends_with("/move?done=move-kept"), "{}", kept.text);
    let shown = grace.get(&page).await;
    for said in ["Bristol (801)", "15 November 2026", "10 payments", "1 payment", "If you do not move"] {
        assert!(shown.text.contains(said), "{said}: {}", shown.text);
    }
    let invoices = grace.get(&desk.office("/invoices")).await;
    let told = "moves away. The last day of support here is 15 November 2026";
    assert!(invoices.text.contains(told), "where providers read it: {}", invoices.text);
    let mut kit = desk.hall.kit(NOW + 1).await;
    let own = format!("/family/{}/move", desk.hall.child());
    assert!(kit.get(&format!("/family/{}", desk.hall.child())).await.text.contains(&own));
    let letter = kit.get(&own).await;
    for said in [
        "<h1 class=\"govuk-heading-l\">Your move, and the money</h1>",
        "Payments go on until 15 November 2026",
        "Bristol (801)",
        "What may go with you?",
    ] {
        assert!(letter.text.contains(said), "{said}: {}", letter.text);
    }
    let version = letter.hidden("version");
    let chosen = kit.fill_in(&own, &format!("{own}/yes"), &[("version", &version), ("parts", "plan")]).await;
    assert!(chosen.goes_to().ends_with("done=kept"), "{}", chosen.text);
    let version = grace.get(&page).await.hidden("version");
    let without = grace.fill_in(&page, &format!("{page}/pass"), &[("version", &version), ("parts", "figure")]).await;
    assert!(without.status == 422 && without.text.contains("not said yes"), "{}", without.text);
    let passed = grace.fill_in(&page, &format!("{page}/pass"), &[("version", &version), ("parts", "plan")]).await;
    assert_eq!(passed.status, 200, "{}", passed.text);
    assert!(kit.get(&own).await.text.contains("Our plan: to Bristol"), "the family sees what went");
    let version = grace.get(&page).await.hidden("version");
    let early = grace.fill_in(&page, &format!("{page}/over"), &[("version", &version)]).await;
    assert_eq!(early.status, 422, "they are still here: {}", early.text);
    let undone = [("version", version.as_str()), ("why", "The new flat was not given to them.")];
    let undone = grace.fill_in(&page, &format!("{page}/undo"), &undone).await;
    assert!(undone.goes_to().ends_with("done=move-undone"), "{}", undone.text);
    assert_eq!(kit.get(&own).await.status, 404);
    assert_eq!(kit.get(&page).await.status, 403);
    let came = [
        ("in-kind", "out-of-england"),
        ("in-place", "Wales"),
        ("in-day-day", "1"),
        ("in-day-month", "8"),
        ("in-day-year", "2026"),
        ("in-told-by", "Kit"),
    ];
    let nobody = grace.fill_in(&page, &format!("{page}/in"), &came[..5]).await;
    assert_eq!(nobody.status, 422, "{}", nobody.text);
    let came = grace.fill_in(&page, &format!("{page}/in"), &came).await;
    assert!(came.goes_to().ends_with("done=move-in-kept"), "{}", came.text);
    assert!(grace.get(&page).await.text.contains("From Wales, here since 1 August 2026"));
}
