//! The story of a change, from its beginning to its end: a family says that something has changed, answers again and changes its
//! plan; the new figure is told, the plan agreed and signed by both sides, and the money page shows what moved.

use crate::Journey;
use crate::accessible::accessible;
use crate::browser::Browser;

/// All stories of changes.
pub const ALL: &[Journey] = &[("a_family_says_what_has_changed_answers_again_and_changes_its_plan", something_changes)];

const MOTHER: &str = "Abena عباس";
const KEY_WORKER: &str = "Kofi Asante";

/// Chooses the most support at the first questions of the page. At all of them it would be more than the year's money has left.
const MOST: &str = r#"
const names = [...new Set([...document.querySelectorAll("main input[type=radio]")].map((one) => one.name))];
for (const name of names.slice(0, 3)) [...document.querySelectorAll(`input[name="${name}"]`)].at(-1).click();
"#;

/// Gives each difference that is to be settled its reason.
const REASONS: &str = r#"
for (const area of document.querySelectorAll("textarea[name^='reason-']")) area.value = "We talked about it together, and this is nearest.";
"#;

fn something_changes(browser: &mut Browser) {
    browser.be(MOTHER);
    browser.go("/family");
    let link = browser.ask("return document.querySelector('main a[href^=\"/family/\"]').getAttribute('href')");
    let child = link.as_str().unwrap().trim_start_matches("/family/").to_owned();
    says_it(browser, &child);
    answers_again(browser, &child);
    is_looked_at(browser, &child);
    let plan = changes_the_plan(browser, &child);
    // the new figure is not told yet, and the plan says so before anybody is asked
    browser.go(&format!("/family/{child}/plan/{plan}/agree"));
    browser.reads("The plan needs more money than there is.");
    accessible(browser);
    browser.be("Angela Boateng");
    browser.go(&format!("/council/children/{child}/changes/{plan}"));
    browser.reads("A night helper");
    accessible(browser);
    is_told(browser, &child);
    is_agreed_and_signed(browser, (&child, &plan));
    browser.go(&format!("/family/{child}/changes/{plan}"));
    browser.reads("The money, line by line");
    browser.reads("A night helper");
    accessible(browser);
    browser.go(&format!("/family/{child}/money"));
    browser.reads("A night helper");
    accessible(browser);
}

/// More money is set for the year, the key worker settles what differs, and the family is told.
fn is_told(browser: &Browser, child: &str) {
    browser.be("Priya Nair");
    for stream in ["social-care", "education", "health"] {
        browser.go(&format!("/council/pot?change={stream}"));
        if browser.offers("Change it") {
            browser.fill("available", "9000000");
            browser.press("Change it");
        }
    }
    browser.be(KEY_WORKER);
    browser.go(&format!("/council/children/{child}/answers"));
    browser.ask(REASONS);
    browser.press(if browser.offers("Keep what is chosen") { "Keep what is chosen" } else { "All agree: go on" });
    browser.press("Tell the family");
    browser.go(&format!("/council/children/{child}/budget"));
    browser.reads("All streams, for a year");
    accessible(browser);
}

fn is_agreed_and_signed(browser: &Browser, (child, plan): (&str, &str)) {
    browser.be("Adwoa Darko");
    browser.go("/council/limits");
    browser.ask(
        "for (const one of document.getElementById('person').options) \
         if (one.text.startsWith('Angela Boateng')) one.selected = true",
    );
    browser.choose("Any sum");
    browser.press("Set the limit");
    let at = format!("/family/{child}/plan/{plan}");
    browser.be(MOTHER);
    browser.go(&format!("{at}/agree"));
    browser.reads("The plan needs more money than there is. Write down why, then you can ask.");
    browser.go(&format!("{at}/days"));
    browser.fill("shortfall", "Somebody has to be awake with him at night now.");
    browser.press("Save");
    browser.go(&format!("{at}/agree"));
    browser.press("Ask for it to be agreed");
    browser.reads("We have your plan.");
    accessible(browser);
    browser.be("Angela Boateng");
    browser.go(&at.replace("/family/", "/council/children/"));
    browser.press("Check");
    browser.ask("document.querySelectorAll('input[name^=answer-][value=yes]').forEach((one) => one.click())");
    browser.press("Save the answers");
    browser.choose("Yes, it is enough");
    browser.fill("reasons", "The helper is found, and the nights are the hardest part of the week.");
    browser.press("Save the answer");
    browser.press("Decide");
    browser.choose("Agree");
    browser.fill("reasons", "It is what the family wants, and each part of it was found.");
    browser.fill("why-different", "The plan needs less than the new figure; the rest stays in the pot.");
    browser.press("Decide and sign");
    browser.reads("Your decision is kept.");
    browser.be(MOTHER);
    browser.go(&format!("{at}/agree"));
    browser.press("Read the letter and sign");
    browser.press("Go to sign");
    browser.choose("Yes, I sign");
    accessible(browser);
    browser.press("Send my answer");
    browser.reads("Both sides have signed now.");
}

fn says_it(browser: &Browser, child: &str) {
    browser.go(&format!("/family/{child}"));
    browser.press("Something has changed");
    browser.reads("I work nights now");
    accessible(browser);
    browser.fill("what", "He wakes at two every night now, and I do not sleep.");
    for (part, value) in [("day", "1"), ("month", "9"), ("year", "2026")] {
        browser.fill(&format!("since-{part}"), value);
    }
    browser
        .choose("We want to answer the questions again now. Only what has changed: your last answers are filled in.");
    browser.press("Tell us");
    browser.reads("We have it.");
    accessible(browser);
}

fn answers_again(browser: &Browser, child: &str) {
    let answers = format!("/family/{child}/answers");
    if browser.offers("Start my own sheet") {
        browser.press("Start my own sheet");
        browser.go(&answers);
    }
    browser.press("See all questions on one page");
    browser.ask(MOST);
    browser.press("Save all");
    browser.go(&answers);
    browser.press("Check my answers");
    browser.press("My sheet is finished");
    browser.go(&answers);
    browser.press("Hand everything in");
}

fn is_looked_at(browser: &Browser, child: &str) {
    browser.be(KEY_WORKER);
    browser.go(&format!("/council/children/{child}/changes"));
    browser.reads("He wakes at two every night now");
    accessible(browser);
    browser.press("Decide");
    browser.reads("There is a problem");
    accessible(browser);
    for _ in 0..2 {
        browser.choose("The questions are answered again");
        browser.press("Decide");
        browser.reads("Decided. The family has been told.");
    }
}

/// Gives the changed plan's id.
fn changes_the_plan(browser: &Browser, child: &str) -> String {
    browser.be(MOTHER);
    browser.go(&format!("/family/{child}/changes"));
    browser.reads("the questions are answered again");
    accessible(browser);
    browser.press("Begin to change the plan");
    browser.reads("This changes the plan that was agreed");
    accessible(browser);
    let at = browser.place().split('?').next().unwrap_or_default().to_owned();
    let plan = at.rsplit('/').next().unwrap().to_owned();
    browser.go(&format!("{at}/write/support/new?quadrant=self-directed"));
    browser.fill("what", "A night helper");
    browser.choose("So many times a month");
    browser.fill("times", "1");
    browser.ask(
        "for (const [id, value] of [['kind', 'help'], ['unit', 'item']]) document.getElementById(id).value = value",
    );
    browser.ask(
        "for (const one of document.getElementById('stream').options) if (one.value === 'social-care') one.selected = true",
    );
    browser.choose("Yes");
    browser.fill("price", "20");
    browser.press("Save");
    browser.go(&format!("/family/{child}/changes/{plan}"));
    browser.reads("The money you were told, for this time");
    browser.reads("A night helper");
    accessible(browser);
    plan
}
