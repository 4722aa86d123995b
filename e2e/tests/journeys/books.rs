//! The story of whoever checks the books: a sample is drawn and a sum followed to its entry.

use crate::Journey;
use crate::accessible::accessible;
use crate::browser::Browser;

/// All stories of the books.
pub const ALL: &[Journey] = &[("an_auditor_draws_a_sample_and_follows_a_sum_to_its_entry", from_sample_to_entry)];

fn from_sample_to_entry(browser: &mut Browser) {
    browser.be("Martin Ellis");
    browser.go("/council/books");
    browser.reads("The books balance");
    accessible(browser);
    browser.press("Spent");
    browser.reads("Comes to");
    accessible(browser);
    browser.press("Audit sample");
    browser.fill("seed", "winter");
    browser.press("Draw");
    browser.reads("Drawn with the seed winter");
    accessible(browser);
    let first = browser.ask("return document.querySelector('main tbody a').getAttribute('href')");
    browser.go(first.as_str().unwrap());
    browser.reads("Written");
    accessible(browser);
    browser.go("/council/books/figures");
    browser.reads("What outcomes cost");
    accessible(browser);
    assert!(!browser.offers("Close"), "an auditor changes nothing");
}
