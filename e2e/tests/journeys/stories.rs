//! Stories: what families and councils are told that they can do, done from the beginning to the end.

use serde_json::json;
use thirtyfour::prelude::Key;

use crate::Journey;
use crate::accessible::accessible;
use crate::browser::Browser;

/// All stories.
pub const ALL: &[Journey] = &[
    ("somebody_without_an_account_finds_out_what_they_might_get", what_might_we_get),
    ("a_mother_answers_again_reads_how_her_figure_came_about_and_asks_for_another_look", from_answers_to_another_look),
    ("a_mother_makes_a_plan_and_sees_what_it_comes_to", making_a_plan),
    ("a_plan_is_asked_for_checked_agreed_and_signed_by_both_sides", agreeing),
    ("a_young_man_answers_for_himself_by_keyboard_alone", by_keyboard),
    ("a_manager_finds_a_child_and_decides_on_another_sum_beside_the_figure", beside_the_figure),
    ("a_commissioner_publishes_a_scheme_and_looks_at_need_beside_spend", schemes_and_spend),
    ("a_commissioner_makes_a_draft_scheme_from_the_councils_own_cases", from_cases_to_a_draft),
    ("a_young_man_hands_in_a_statement_and_answers_one_question", spending),
    ("forms_work_without_javascript", no_script),
];

/// Chooses the answer at this place of every question on the page.
const CHOOSE: &str = r#"
const names = new Set([...document.querySelectorAll("main input[type=radio]")].map((one) => one.name));
for (const name of names) document.querySelectorAll(`input[name="${name}"]`)[1].click();
"#;

/// Gives each difference that is to be settled its reason.
const REASONS: &str = r#"
for (const area of document.querySelectorAll("textarea[name^='reason-']")) area.value = "We talked about it together, and this is nearest.";
"#;

const KEY_WORKER: &str = "Grace Bennett, Team member";

fn what_might_we_get(browser: &mut Browser) {
    browser.be_nobody();
    browser.go("/");
    browser.go("/what-might-we-get");
    browser.press("All questions on one page");
    browser.press("Show what it comes to");
    browser.reads("What you might get");
    browser.reads("In the middle:");
    accessible(browser);
    browser.press("Change my answers");
    browser.ask(CHOOSE);
    browser.press("Show what it comes to");
    browser.reads("worked out, sum by sum");
    accessible(browser);
    browser.press("Ask us for a budget");
    assert!(browser.place().starts_with("/apply"), "{}", browser.place());
}

/// The key worker settles what differs, and tells the family.
fn settle_and_tell(browser: &Browser, child: &str) {
    browser.be(KEY_WORKER);
    browser.go(&format!("/council/children/{child}/answers"));
    accessible(browser);
    browser.ask(CHOOSE);
    browser.ask(REASONS);
    browser.press(if browser.offers("Keep what is chosen") { "Keep what is chosen" } else { "All agree: go on" });
    accessible(browser);
    browser.press("Tell the family");
    browser.go(&format!("/council/children/{child}/budget"));
    browser.reads("All streams, for a year");
}

/// The child's part of a family's address.
fn child_of(browser: &Browser) -> String {
    browser.place().split('/').nth(2).unwrap().to_owned()
}

fn from_answers_to_another_look(browser: &mut Browser) {
    browser.be("Amina Okafor");
    browser.press("Zara Okafor");
    let child = child_of(browser);
    settle_and_tell(browser, &child);
    // her needs change: she answers again, stops, comes back, and hands in
    browser.be("Amina Okafor");
    browser.go(&format!("/family/{child}/answers"));
    browser.press("Our needs have changed");
    if browser.offers("Start my own sheet") {
        browser.press("Start my own sheet");
    }
    browser.go(&format!("/family/{child}/answers"));
    browser.press("See all questions on one page");
    accessible(browser);
    browser.ask(CHOOSE);
    browser.press("Save all");
    browser.be("Amina Okafor");
    browser.go(&format!("/family/{child}/answers"));
    browser.press("Check my answers");
    accessible(browser);
    browser.press("My sheet is finished");
    browser.go(&format!("/family/{child}/answers"));
    browser.press("Hand everything in");
    settle_and_tell(browser, &child);
    // the letter, and what she thinks of it
    browser.be("Amina Okafor");
    browser.go(&format!("/family/{child}/budget"));
    browser.press("Letter of");
    browser.reads("£");
    accessible(browser);
    let paper = browser.command("Page.printToPDF", json!({ "printBackground": true }));
    let pages = paper["data"].as_str().map_or(0, str::len);
    assert!(pages > 20_000, "the letter prints as {pages} signs");
    browser.press("Ask for another look");
    browser.fill("why", "The nights are harder than the letter says.");
    accessible(browser);
    browser.press("Ask for another look");
    browser.reads("Asked. You get an answer by");
    browser.be("Samuel Wright");
    browser.go(&format!("/council/children/{child}/budget"));
    accessible(browser);
    browser.choose("The figure stands");
    browser.fill("answer-reasons", "The nights were counted in full, at the highest level there is.");
    browser.press("Answer the family");
    browser.be("Amina Okafor");
    browser.go(&format!("/family/{child}/who-looked"));
    for name in ["Grace Bennett", "Samuel Wright"] {
        browser.reads(name);
    }
}

fn making_a_plan(browser: &mut Browser) {
    browser.be("Alun Cooper");
    let family = browser.ask("return document.querySelector('main a[href^=\"/family/\"]').getAttribute('href')");
    browser.go(family.as_str().unwrap());
    browser.press("Making my plan");
    if browser.offers("Begin a new plan") {
        accessible(browser);
        browser.press("Begin a new plan");
    }
    accessible(browser);
    let plan = browser.place().split('?').next().unwrap_or_default().to_owned();
    browser.press("My own pages");
    browser.press("Write: What I love");
    browser.fill("words", "Trains, and my cousin.");
    accessible(browser);
    browser.press("Save");
    browser.reads("Trains, and my cousin.");
    accessible(browser);
    browser.go(&format!("{plan}/write/support/new?quadrant=self-directed"));
    accessible(browser);
    browser.press("Save");
    browser.reads("There is a problem");
    accessible(browser);
    browser.fill("what", "A day by train");
    browser.choose("So many times a month");
    browser.fill("times", "2");
    browser.ask(
        "for (const [id, value] of [['kind', 'activity'], ['unit', 'item']]) document.getElementById(id).value = value",
    );
    browser.ask("document.getElementById('stream').selectedIndex = 1");
    browser.choose("Yes");
    browser.fill("price", "25");
    browser.press("Save");
    browser.reads("24 things × £25.00 = £600.00");
    accessible(browser);
    for page in [
        "",
        "/whole",
        "/chapter/outcomes",
        "/chapter/family",
        "/chapter/safe",
        "/chapter/wealth",
        "/chapter/money",
        "/ideas",
        "/days",
        "/remarks",
        "/packs/child-in-need",
    ] {
        browser.go(&format!("{plan}{page}"));
        accessible(browser);
    }
}

/// A family's plan with something that costs money; gives its address.
fn plan_with_a_line(browser: &Browser) -> String {
    browser.be("Beverley Ali");
    let family = browser.ask("return document.querySelector('main a[href^=\"/family/\"]').getAttribute('href')");
    browser.go(family.as_str().unwrap());
    browser.press("Making my plan");
    if browser.offers("Begin a new plan") {
        browser.press("Begin a new plan");
    }
    let plan = browser.place().split('?').next().unwrap_or_default().to_owned();
    browser.go(&format!("{plan}/write/support/new?quadrant=self-directed"));
    browser.fill("what", "A walk with somebody who knows the way");
    browser.choose("So many times a month");
    browser.fill("times", "1");
    browser.ask(
        "for (const [id, value] of [['kind', 'activity'], ['unit', 'item']]) document.getElementById(id).value = value",
    );
    browser.ask("document.getElementById('stream').selectedIndex = 1");
    browser.choose("Yes");
    browser.fill("price", "10");
    browser.press("Save");
    plan
}

fn agreeing(browser: &mut Browser) {
    browser.be("Adwoa Darko");
    browser.go("/council/limits");
    browser.ask(
        "for (const one of document.getElementById('person').options) \
         if (one.text.startsWith('Angela Boateng')) one.selected = true",
    );
    browser.choose("Any sum");
    browser.press("Set the limit");
    browser.reads("The limit is set.");
    accessible(browser);
    let plan = plan_with_a_line(browser);
    browser.go(&format!("{plan}/agree"));
    browser.reads("Angela Boateng");
    accessible(browser);
    browser.press("Ask for it to be agreed");
    browser.reads("We have your plan.");
    accessible(browser);
    browser.be("Angela Boateng");
    let office = plan.replace("/family/", "/council/children/");
    browser.go(&office);
    accessible(browser);
    browser.press("Check");
    browser.ask("document.querySelectorAll('input[name^=answer-][value=yes]').forEach((one) => one.click())");
    browser.press("Save the answers");
    browser.choose("Yes, it is enough");
    browser.fill("reasons", "The walks are found, and the rest is done by the family.");
    browser.press("Save the answer");
    accessible(browser);
    browser.press("Decide");
    browser.choose("Agree");
    browser.press("Decide and sign");
    browser.reads("There is a problem");
    accessible(browser);
    browser.fill("reasons", "It is what the family wants, and each part of it was found.");
    browser.fill("why-different", "The plan needs less than the figure; the rest stays in the pot.");
    browser.press("Decide and sign");
    browser.reads("Your decision is kept.");
    accessible(browser);
    browser.be("Beverley Ali");
    browser.go(&format!("{plan}/agree"));
    browser.press("Read the letter and sign");
    browser.reads("Yes. The plan is agreed as you asked for it.");
    accessible(browser);
    browser.press("Go to sign");
    browser.choose("Yes, I sign");
    accessible(browser);
    browser.press("Send my answer");
    browser.reads("Both sides have signed now.");
    browser.reads("What is still missing before the money comes");
    accessible(browser);
}

fn by_keyboard(browser: &mut Browser) {
    browser.be("Rhys Morgan");
    browser.tab_to("Rhys Morgan");
    browser.go("/family");
    let child = browser.ask("return document.querySelector('main a[href^=\"/family/\"]').getAttribute('href')");
    let child = child.as_str().unwrap().to_owned();
    browser.tab_to("Skip to the main part");
    browser.key(Key::Enter);
    browser.tab_to("Rhys Morgan");
    browser.key(Key::Enter);
    assert_eq!(browser.place(), child);
    browser.tab_to("Go on answering");
    browser.key(Key::Enter);
    browser.tab_to("Go on with my sheet");
    browser.key(Key::Enter);
    let question = browser.place();
    while browser.ask("return document.activeElement.type") != "radio" {
        browser.keys(Key::Tab);
    }
    browser.keys(Key::Space);
    browser.tab_to("Save and go on");
    browser.key(Key::Enter);
    assert_ne!(browser.place(), question);
    browser.tab_to("Save and stop for now");
    browser.key(Key::Enter);
    browser.reads("You have answered");
}

fn beside_the_figure(browser: &mut Browser) {
    browser.be(KEY_WORKER);
    browser.fill("q", "Ali");
    browser.press("Find");
    browser.press("Open record");
    let child = browser.place().split('/').nth(3).unwrap().to_owned();
    browser.go(&format!("/council/children/{child}/budget"));
    browser.choose("Another sum beside the figure");
    browser.ask(
        "const stream = document.querySelector('[name=stream]'); \
                 if (stream.options) stream.selectedIndex = 1; else stream.click()",
    );
    browser.fill("why", "Two carers are needed at night since the spring.");
    browser.press("Ask");
    browser.reads("Asked by");
    browser.be("Samuel Wright");
    browser.fill("q", "Ali");
    browser.press("Find");
    browser.press("Open record");
    browser.go(&format!("/council/children/{child}/budget"));
    accessible(browser);
    browser.choose("Another sum");
    browser.fill("amount", "12345");
    browser.fill("reasons", "A second carer at night, priced as the provider does.");
    browser.press("Decide");
    browser.reads("£12,345.00");
    accessible(browser);
}

fn schemes_and_spend(browser: &mut Browser) {
    browser.be("Priya Nair");
    browser.go("/council/schemes");
    browser.ask("document.querySelector('[name=gallery] option:last-of-type').selected = true");
    browser.press("Check it first");
    accessible(browser);
    if browser.count("[name=cliffs]") > 0 {
        browser.fill("cliffs", "Priya Nair");
    }
    browser.fill("equality", "Families who are told little may answer low. Workers answer beside them.");
    browser.press("Publish");
    browser.reads("Put it in force");
    accessible(browser);
    browser.go("/council/need-beside-spend");
    assert!(browser.count("main svg") > 0 && browser.count("main table tbody tr") > 50);
    accessible(browser);
    assert_eq!(browser.status_of_file("/council/need-beside-spend.csv"), 200);
}

fn from_cases_to_a_draft(browser: &mut Browser) {
    browser.be("Priya Nair");
    browser.go("/council/studio");
    accessible(browser);
    browser.fill("title", "Bands for a journey");
    browser.press("Begin with our records");
    browser.reads("Cases that can be used");
    accessible(browser);
    browser.press("Go on to the choices");
    browser.choose("Bands of points");
    browser.fill("budget", "2,000,000");
    browser.fill("bands", "4");
    assert!(browser.count("[data-slider] input[type=range]") > 4, "each number has its slider");
    browser.fill("samples", "100");
    accessible(browser);
    browser.press("Run it");
    let come = (0..150).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(200));
        browser.place().ends_with("/results")
    });
    assert!(come, "the page moves on by itself once the run is done: {}", browser.place());
    browser.settled();
    browser.reads("Who gains and who loses");
    assert!(browser.count("main svg") > 4);
    accessible(browser);
    browser.press("Read the whole report");
    browser.reads("How near the amounts are to what is spent now");
    accessible(browser);
    browser.press("What came out");
    browser.choose("Finance");
    browser.fill("name", "Fiona Marsh");
    browser.fill("words", "The amounts stay within the budget of the year.");
    browser.press("Keep this signature");
    browser.reads("Fiona Marsh");
    if browser.count("[name=cliffs]") > 0 {
        browser.fill("cliffs", "Priya Nair");
    }
    browser.fill("equality", "Whoever has much more now than others of like need would lose. We talk with each.");
    browser.press("Publish the draft");
    accessible(browser);
    browser.press("Look at the draft on the schemes pages");
    browser.reads("Put it in force");
}

fn no_script(browser: &mut Browser) {
    browser.without_script();
    browser.go("/what-might-we-get");
    browser.press("One question at a time");
    browser.press("Continue");
    browser.press("Show what it comes to");
    browser.reads("What you might get");
    browser.be("Samuel Wright");
    browser.fill("q", "Ali");
    browser.press("Find");
    browser.reads("Aisha Ali");
    browser.press("Sign out");
}

/// Puts a bank's statement of today into the file field: one payment that the plan may be for.
const STATEMENT: &str = r#"
const on = new Date().toLocaleDateString("en-CA", { timeZone: "Europe/London" }).slice(2).replaceAll("-", "");
const text = `:20:NEXT\n:25:000000/00012345\n:28C:2/1\n:60F:C${on}GBP100,00\n:61:${on}D33,00NTRF\n:86:SIDE BY SIDE CARE\n:62F:C${on}GBP67,00\n-\n`;
const files = new DataTransfer();
files.items.add(new File([text], "next.sta"));
document.getElementById("file").files = files.files;
"#;

fn spending(browser: &mut Browser) {
    browser.be("John Rowe");
    let family = browser.ask("return document.querySelector('main a[href^=\"/family/\"]').getAttribute('href')");
    let money = format!("{}/money", family.as_str().unwrap());
    browser.go(&money);
    browser.press("Bank statements");
    accessible(browser);
    // a file that is none is told so, in plain words
    browser.press("Hand it in");
    browser.reads("Choose a file first");
    accessible(browser);
    browser.ask(STATEMENT);
    browser.press("Hand it in");
    browser.reads("1 new line.");
    accessible(browser);
    browser.press("Answer them, one at a time");
    accessible(browser);
    browser.reads("went to");
    let first = browser.ask("return document.querySelector('main form button[name=target]').value");
    assert_ne!(first.as_str().unwrap(), "none", "the likeliest answer stands first");
    browser.ask("document.querySelector('main form button[name=target]').click()");
    browser.settled();
    browser.reads("Thank you, that is sorted.");
    accessible(browser);
    browser.go(&format!("{money}/records/new/cash"));
    browser.reads("Cash leaves no trace");
    accessible(browser);
    browser.go(&format!("{money}/records"));
    accessible(browser);
    browser.be("Fiona Marsh");
    browser.go(&format!("/council/children/{}/money/spending", family.as_str().unwrap().rsplit('/').next().unwrap()));
    browser.reads("never a demand");
    accessible(browser);
}
