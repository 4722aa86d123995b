//! The story of a year that has gone by: everybody who had a part in it looks back on the same money.

use crate::Journey;
use crate::accessible::accessible;
use crate::browser::Browser;

/// All stories of a year on.
pub const ALL: &[Journey] =
    &[("a_year_on_the_family_the_provider_finance_and_the_auditor_look_back", everybody_looks_back)];

fn everybody_looks_back(browser: &mut Browser) {
    browser.be("Carol Turner");
    browser.go("/family");
    let link = browser.ask("return document.querySelector('main a[href^=\"/family/\"]').getAttribute('href')");
    let child = link.as_str().unwrap().trim_start_matches("/family/").to_owned();
    browser.go(&format!("/family/{child}/money"));
    browser.reads("more afternoons in the summer");
    accessible(browser);
    browser.go(&format!("/family/{child}/review"));
    browser.reads("What was decided after");
    accessible(browser);

    browser.be("Tyler Brooks");
    browser.go(&format!("/council/children/{child}/money/funds"));
    browser.reads("Accounted for");
    accessible(browser);

    browser.be("Fiona Marsh");
    for (page, words) in [("", "The books balance"), ("/figures", "What outcomes cost"), ("/funds", "Turner")] {
        browser.go(&format!("/council/books{page}"));
        browser.reads(words);
        accessible(browser);
    }

    browser.be("Martin Ellis");
    browser.go("/council/books");
    browser.press("Audit sample");
    browser.fill("seed", "a year on");
    browser.press("Draw");
    browser.reads("Drawn with the seed a year on");
    accessible(browser);
    let first = browser.ask("return document.querySelector('main tbody a').getAttribute('href')");
    browser.go(first.as_str().unwrap());
    browser.reads("Written");
    accessible(browser);
}
