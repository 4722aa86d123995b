//! The story of money that is asked back: nothing without a ground, notice and an answer; somebody else looks again; what is kept for
//! something stays out of reach.

use crate::Journey;
use crate::accessible::accessible;
use crate::browser::Browser;

/// All stories of cases.
pub const ALL: &[Journey] =
    &[("a_family_answers_when_money_is_asked_back_and_somebody_else_looks_at_it_again", asked_back)];

fn asked_back(browser: &mut Browser) {
    browser.be("John Rowe");
    browser.go("/family");
    let family = browser.ask("return document.querySelector('main a[href^=\"/family/\"]').getAttribute('href')");
    let family = family.as_str().unwrap().to_owned();
    let office = family.replace("/family/", "/council/children/");
    let (case, own) = opened(browser, &office);
    browser.be("John Rowe");
    browser.go(&own);
    browser.reads("Please answer by");
    browser.reads("£40.00");
    accessible(browser);
    browser.press("The first letter");
    browser.reads("Nothing is decided yet");
    accessible(browser);
    browser.go(&own);
    browser.press("Send my answer");
    browser.reads("There is a problem");
    browser.fill("words", "Two tickets: one for me and one for Rob, who comes with me.");
    browser.press("Send my answer");
    browser.reads("Thank you, we have your answer");
    accessible(browser);

    browser.be("Dafydd Rees");
    browser.go(&case);
    browser.reads("one for Rob, who comes with me");
    accessible(browser);
    browser.press("Keep it up");
    browser.reads("time to ask for another look");
    browser.be("John Rowe");
    browser.go(&own);
    browser.reads("The council has decided");
    browser.fill("again", "My plan says that Rob comes along.");
    browser.press("Ask for another look");
    browser.reads("Somebody else is looking at it again");
    accessible(browser);
    another_look(browser, &case);

    browser.be("John Rowe");
    browser.go(&own);
    browser.reads("Somebody else has looked at it again");
    browser.press("After another look");
    browser.reads("£15.00");
    accessible(browser);
    let letter = browser.place();
    assert_eq!(browser.status_of_file(&format!("{letter}?as=pdf")), 200);
    browser.go(&format!("{family}/money/earmarks"));
    browser.reads("A weekend away with Rob");
    browser.reads("£90.00");
    accessible(browser);
}

/// The key worker opens the case; gives its address there and at the family's.
fn opened(browser: &Browser, office: &str) -> (String, String) {
    browser.be("Marcus Bell");
    browser.go(&format!("{office}/money/cases"));
    accessible(browser);
    browser.go(&format!("{office}/money/cases?stream=social-care&kind=recover"));
    browser.reads("Out of reach: kept for something");
    browser.reads("£90.00");
    accessible(browser);
    browser.choose("Money was used for something else than the services it was for.");
    browser.fill("shown-by", "The bank statement of this month");
    browser.fill("amount", "9000");
    browser.fill_day("about", -20);
    browser.fill("reasons", "The statement says tickets, two. Please tell us what they were for.");
    browser.press("Send the notice to the family");
    browser.reads("can be asked back at most");
    accessible(browser);
    browser.fill("amount", "40");
    browser.press("Send the notice to the family");
    browser.reads("The notice is on its way to the family");
    accessible(browser);
    let case = browser.place().split('?').next().unwrap().to_owned();
    let own = case.replace("/council/children/", "/family/");
    (case, own)
}

/// Whoever decided cannot look again; somebody else finds that less of it stands.
fn another_look(browser: &Browser, case: &str) {
    for (name, answer) in
        [("Dafydd Rees", "Somebody else has to look again"), ("Angela Boateng", "The family has a letter")]
    {
        browser.be(name);
        browser.go(case);
        browser.choose("Less of it stands");
        browser.fill("amount", "15");
        browser
            .fill("reasons", "The plan says that Rob comes along, so his ticket is right. The programme is not in it.");
        browser.press("Keep what I found");
        browser.reads(answer);
        accessible(browser);
    }
}
