//! What comes in between: a session that ends while somebody writes, two devices on one sheet, a young person who takes
//! over from their parents and changes their mind.

use crate::Journey;
use crate::accessible::accessible;
use crate::browser::Browser;

/// All of them.
pub const ALL: &[Journey] = &[
    ("what_a_mother_wrote_survives_the_end_of_her_session", session_ends),
    ("somebody_whom_a_family_named_reads_its_letters_and_starts_a_sheet", named),
    ("two_devices_write_on_one_sheet_and_neither_loses_a_word", two_devices),
    ("a_young_woman_of_sixteen_takes_over_and_changes_what_her_parents_see", taking_over),
];

/// Goes on with the sheet that somebody has begun; gives the address of the question that comes next.
fn go_on(browser: &Browser, who: &str, child: &str) -> String {
    browser.be(who);
    browser.press(child);
    browser.press("Go on answering");
    browser.press("Go on with my sheet");
    browser.place()
}

/// The first child's page that *My family* leads to.
fn own_page(browser: &Browser) -> String {
    let page = browser.ask("return document.querySelector('main a[href^=\"/family/\"]').getAttribute('href')");
    page.as_str().unwrap().to_owned()
}

fn session_ends(browser: &mut Browser) {
    const WRITTEN: &str = "He sleeps when the light is on & somebody sings <softly>.";
    let question = go_on(browser, "Rachel Taylor", "Kwame Taylor");
    browser.ask("document.querySelector('main input[type=radio]').click()");
    browser.fill("remark", WRITTEN);
    browser.half_a_day_passes_for("Rachel", "Taylor");
    browser.press("Save and go on");
    assert!(browser.place().starts_with("/sign-in"), "{}", browser.place());
    accessible(browser);
    browser.choose_person("Rachel Taylor");
    browser.reads("Here is what you wrote");
    browser.reads(WRITTEN);
    accessible(browser);
    browser.press("Send it now");
    browser.go(&question);
    assert_eq!(browser.ask("return document.querySelector('[name=remark]').value"), WRITTEN);
    // somebody else at the same computer gets to see none of it
    browser.press("Sign out");
    let question = go_on(browser, "Rachel Taylor", "Kwame Taylor");
    browser.fill("remark", "Only for Kwame's page.");
    browser.half_a_day_passes_for("Rachel", "Taylor");
    browser.press("Save and go on");
    browser.choose_person("Emeka Khan");
    browser.go("/account/kept");
    assert!(!browser.text().contains("Only for Kwame"), "{}", browser.text());
    browser.go(&question);
    assert!(!browser.text().contains("Kwame"), "{}", browser.text());
}

fn named(browser: &mut Browser) {
    browser.be("Esther Quaye");
    let child = own_page(browser);
    browser.go(&child);
    browser.press("Letters with figures");
    browser.press("Letter of");
    browser.reads("Your indicative budget");
    browser.go(&format!("{child}/answers"));
    browser.press("Our needs have changed");
    if browser.offers("Start my own sheet") {
        browser.press("Start my own sheet");
    }
    browser.go(&format!("{child}/answers"));
    browser.reads("Go on with my sheet");
}

fn two_devices(browser: &mut Browser) {
    let telephone = browser.another();
    let question = go_on(browser, "Nicola Khan", "Ella Khan");
    telephone.be("Nicola Khan");
    telephone.go(&question);
    telephone.fill("remark", "Written on the telephone.");
    telephone.press("Save and stop for now");
    telephone.leaves(&question);
    browser.fill("remark", "Written at the desk.");
    browser.press("Save and go on");
    browser.reads("This answer was changed in the meantime");
    browser.reads("Written on the telephone.");
    assert_eq!(browser.ask("return document.querySelector('[name=remark]').value"), "Written at the desk.");
    accessible(browser);
    browser.press("Save and go on");
    browser.leaves(&question);
    telephone.go(&question);
    assert_eq!(telephone.ask("return document.querySelector('[name=remark]').value"), "Written at the desk.");
}

fn taking_over(browser: &mut Browser) {
    const BOX: &str =
        "const box = document.querySelector('[name=sees][value=budget]'); box.click(); return box.checked";
    browser.be("Ada Evans");
    // her name stands in the head of the page too, and leads to her account there
    let child = own_page(browser);
    browser.go(&child);
    browser.press("Taking the lead from 16");
    accessible(browser);
    assert_eq!(browser.ask(BOX), true);
    browser.press("Yes, I take the lead");
    browser.reads("You lead now");
    accessible(browser);
    // her mother sees the letter, and not the answers
    browser.be("Beverley Evans");
    browser.go(&format!("{child}/budget"));
    browser.reads("Letter of");
    browser.go(&format!("{child}/lead"));
    assert_eq!(browser.status(), 403);
    // she changes her mind
    browser.be("Ada Evans");
    browser.go(&format!("{child}/lead"));
    browser.reads("You have taken the lead since");
    assert_eq!(browser.ask(BOX), false);
    browser.press("Save my choice");
    browser.be("Beverley Evans");
    browser.go(&format!("{child}/budget"));
    assert!(!browser.text().contains("Letter of"), "{}", browser.text());
    accessible(browser);
    browser.be("Ada Evans");
    browser.go(&format!("{child}/who-looked"));
    browser.reads("Beverley Evans");
}
