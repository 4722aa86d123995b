//! Nothing that is typed into a plan is lost: by the back button, a browser that breaks down, a network that goes away in the
//! middle of saving, a session that ends, somebody else in the same part. And what is drawn stands where it was drawn.

use std::time::Duration;

use serde_json::json;

use crate::Journey;
use crate::accessible::accessible;
use crate::browser::Browser;

/// All of them.
pub const ALL: &[Journey] = &[
    ("what_is_typed_in_a_plan_survives_the_back_button", back_button),
    ("what_is_typed_in_a_plan_survives_a_browser_that_breaks_down", breakdown),
    ("what_is_typed_in_a_plan_survives_a_network_that_goes_while_it_is_saved", network),
    ("what_is_typed_in_a_plan_survives_the_end_of_the_session", session_ends),
    ("two_people_write_in_one_part_of_a_plan_and_neither_loses_a_word", two_people),
    ("a_child_draws_and_the_drawing_stands_on_the_page", drawing),
];

const KEPT: &str = "Your words are kept while you write.";

/// Begins a plan, or goes on with the one that is there; gives its address.
fn plan_of(browser: &Browser, who: &str) -> String {
    browser.be(who);
    let family = browser.ask("return document.querySelector('main a[href^=\"/family/\"]').getAttribute('href')");
    browser.go(family.as_str().unwrap());
    browser.press("Making my plan");
    if browser.offers("Begin a new plan") {
        browser.press("Begin a new plan");
    }
    browser.place().split('?').next().unwrap_or_default().to_owned()
}

fn written(browser: &Browser, name: &str) -> String {
    browser
        .ask(&format!("return document.querySelector('[name={name}]').value"))
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

fn back_button(browser: &mut Browser) {
    const WORDS: &str = "She wants to sing in the choir & stand in <the front row>.";
    let plan = plan_of(browser, "Mohammed Clarke");
    let form = format!("{plan}/write/outcome/new");
    browser.go(&form);
    browser.fill("words", WORDS);
    browser.ask("history.back()");
    browser.leaves(&form);
    browser.go(&form);
    browser.reads("did not save it");
    browser.reads(WORDS);
    accessible(browser);
    browser.press("Put it back into the boxes");
    assert_eq!(written(browser, "words"), WORDS);
    // what is thrown away is gone
    browser.go(&form);
    browser.press("Throw it away");
    browser.go(&form);
    assert!(!browser.text().contains("choir"), "{}", browser.text());
}

fn breakdown(browser: &mut Browser) {
    const WORDS: &str = "Swimming on Fridays, with the sister who taught herself to dive.";
    let plan = plan_of(browser, "David Hughes");
    let form = format!("{plan}/write/risk/new");
    browser.go(&form);
    browser.fill("worth", WORDS);
    browser.fill("doing", "Someone stands at the edge.");
    browser.reads(KEPT);
    accessible(browser);
    std::thread::sleep(Duration::from_millis(1_200));
    browser.breaks_down();
    browser.be("David Hughes");
    browser.go(&form);
    browser.reads(WORDS);
    browser.press("Put it back into the boxes");
    assert_eq!(written(browser, "doing"), "Someone stands at the edge.");
    browser.press("Save");
    browser.reads("It is saved.");
    browser.reads(WORDS);
    browser.go(&form);
    assert!(!browser.text().contains("did not save it"), "what is saved is offered no more");
}

fn network(browser: &mut Browser) {
    const WORDS: &str = "A tandem, so that we get to the lake together.";
    let plan = plan_of(browser, "David Singh");
    let form = format!("{plan}/me/write/page/new");
    browser.go(&format!("{form}?topic=next"));
    browser.network(false);
    browser.fill("words", WORDS);
    browser.reads("There is no connection.");
    browser.press("Save");
    browser.network(true);
    // the browser's own complaint about the network is meant
    drop(browser.complaints());
    browser.go(&format!("{form}?topic=next"));
    browser.reads("This device has kept your words");
    browser.reads(WORDS);
    accessible(browser);
    browser.press("Put it back into the boxes");
    assert_eq!(written(browser, "words"), WORDS);
    browser.press("Save");
    browser.reads("It is saved.");
    browser.reads(WORDS);
    browser.go(&format!("{form}?topic=love"));
    assert!(!browser.text().contains("This device has kept"), "what is saved is kept no longer");
    assert_eq!(browser.ask("return Object.keys(localStorage).filter((key) => key.startsWith('typed:')).length"), 0);
}

fn session_ends(browser: &mut Browser) {
    const WORDS: &str = "If the lift is broken we go home and try again on Tuesday.";
    let plan = plan_of(browser, "Donna Chen");
    browser.go(&format!("{plan}/write/safety/new"));
    browser.fill("when", "The lift does not come.");
    browser.fill("what", WORDS);
    browser.half_a_day_passes_for("Donna", "Chen");
    browser.press("Save");
    assert!(browser.place().starts_with("/sign-in"), "{}", browser.place());
    browser.choose_person("Donna Chen");
    browser.reads("Here is what you wrote");
    browser.reads(WORDS);
    browser.press("Send it now");
    browser.reads("It is saved.");
    browser.reads(WORDS);
}

fn two_people(browser: &mut Browser) {
    let plan = plan_of(browser, "Helen Ali");
    browser.go(&format!("{plan}/write/risk/new"));
    browser.fill("worth", "The bus alone.");
    browser.press("Save");
    browser.press("Change: The bus alone.");
    let form = browser.place();
    let telephone = browser.another();
    telephone.be("Helen Ali");
    telephone.go(&form);
    telephone.fill("worth", "The bus with a friend.");
    telephone.press("Save");
    telephone.reads("It is saved.");
    browser.fill("worth", "The bus, and the tram.");
    browser.press("Save");
    browser.reads("wrote here while you did");
    browser.reads("The bus with a friend.");
    assert_eq!(written(browser, "worth"), "The bus, and the tram.");
    accessible(browser);
    browser.fill("worth", "The bus with a friend, and the tram.");
    browser.press("Save");
    browser.reads("It is saved.");
    browser.reads("The bus with a friend, and the tram.");
}

fn drawing(browser: &mut Browser) {
    const PLACE: &str = "const sheet = document.querySelector('canvas'); sheet.scrollIntoView({ block: 'center' }); \
                         const box = sheet.getBoundingClientRect(); \
                         return [box.left, box.top, box.width, box.height].map(Math.round)";
    let plan = plan_of(browser, "Kevin Evans");
    browser.go(&format!("{plan}/me/write/page/new?topic=love"));
    browser.fill("words", "My dog.");
    browser.press("Save");
    browser.press("Add a picture or a recording: What I love");
    accessible(browser);
    browser.press("Blue");
    let place = browser.ask(PLACE);
    let [left, top, wide, high] = [0, 1, 2, 3].map(|at| place[at].as_i64().unwrap());
    for (kind, across, down) in
        [("mousePressed", 20, 20), ("mouseMoved", 50, 70), ("mouseMoved", 80, 20), ("mouseReleased", 80, 20)]
    {
        let (x, y) = (left + wide * across / 100, top + high * down / 100);
        let stroke = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
        browser.command("Input.dispatchMouseEvent", stroke);
    }
    browser.fill("picture-words", "My dog jumps.");
    browser.press("Add it");
    browser.reads("The picture or recording is there.");
    let seen = "const picture = document.querySelector('main img'); return [picture.naturalWidth, picture.alt]";
    browser.ask("document.querySelector('main img').scrollIntoView()");
    std::thread::sleep(Duration::from_millis(400));
    assert_eq!(browser.ask(seen), json!([1200, "My dog jumps."]));
    accessible(browser);
    let picture = browser.ask("return document.querySelector('main img').getAttribute('src')");
    assert_eq!(browser.status_of_file(picture.as_str().unwrap()), 200);
    // the same page on paper holds the drawing
    browser.go(&format!("{plan}/profile"));
    assert!(browser.count("main figure img") == 1, "{}", browser.text());
    assert_eq!(browser.status_of_file(&format!("{plan}/profile?as=pdf")), 200);
}
