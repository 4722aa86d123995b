//! The story of a payment: put together, checked, approved by a second person, handed to the bank; the bank sends it back, and the
//! family reads why.

use crate::Journey;
use crate::accessible::accessible;
use crate::browser::Browser;

/// All stories of finance.
pub const ALL: &[Journey] =
    &[("a_payment_goes_to_the_bank_and_comes_back_and_the_family_is_told_why", from_run_to_family)];

/// Whom each payment of the run that is shown is for, and its id, as the list for the bank has them.
const PAYMENTS: &str = "const done = arguments[arguments.length - 1]; \
                        fetch(location.pathname + '/file').then((answer) => answer.text()).then((text) => \
                        done(text.trim().split('\\n').slice(1).map((row) => [row, row.trim().split(',').pop()])));";

fn from_run_to_family(browser: &mut Browser) {
    let run = handed_over(browser);
    assert_eq!(browser.ask("return document.querySelectorAll('a[href*=\"/file\"]').length"), 3);
    for format in ["file/standard-18", "file/pain-001", "file"] {
        assert_eq!(browser.status_of_file(&format!("{run}/{format}")), 200, "{format}");
    }
    answered(browser);
    browser.be("John Rowe");
    browser.go("/family");
    let family = browser.ask("return document.querySelector('main a[href^=\"/family/\"]').getAttribute('href')");
    browser.go(&format!("{}/money", family.as_str().unwrap()));
    browser.reads("The bank sent it back");
    browser.reads("The account is closed");
    accessible(browser);
}

/// Everything that is due in two months, on its way to the bank; gives the address of the run.
fn handed_over(browser: &Browser) -> String {
    browser.be("Fiona Marsh");
    browser.go("/council/payments");
    accessible(browser);
    browser.fill_day("due-until", 60);
    browser.press("Put it together");
    browser.reads("In this run");
    let run = browser.place().split('?').next().unwrap().to_owned();
    accessible(browser);
    browser.press("I have looked it through");
    browser.reads("Somebody else has to approve it");
    assert!(!browser.offers("Approve"), "whoever put a run together does not approve it");
    browser.be("Gareth Lloyd");
    browser.go(&run);
    browser.press("Approve");
    browser.be("Fiona Marsh");
    browser.go(&run);
    browser.press("Hand it to the bank");
    browser.reads("Download for Bacs");
    accessible(browser);
    run
}

/// The bank paid all but the first payment for John, and answers something that was never asked.
fn answered(browser: &Browser) {
    let payments = browser.ask_later(PAYMENTS);
    let payments: Vec<(&str, &str)> =
        payments.as_array().unwrap().iter().map(|one| (one[0].as_str().unwrap(), one[1].as_str().unwrap())).collect();
    let johns = payments.iter().position(|(row, _)| row.contains("John Rowe")).expect("John is paid");
    let mut answer = String::from("id,status,reason\nnobody-knows,paid,\n");
    for (at, (_, id)) in payments.iter().enumerate() {
        let said = if at == johns { "returned,AC04" } else { "paid," };
        answer.push_str(&format!("{id},{said}\n"));
    }
    let file = std::env::temp_dir().join(format!("answer-{}.csv", std::process::id()));
    std::fs::write(&file, answer).unwrap();
    browser.attach("answer-file", &file);
    browser.press("See what it says");
    browser.reads("What will happen");
    std::fs::remove_file(&file).unwrap();
    browser.reads("The account is closed");
    browser.reads("nobody-knows");
    accessible(browser);
    browser.press("Take it in");
    browser.reads("The bank’s answer is taken in");
    browser.press("Close this run");
    browser.reads("The run is closed");
    accessible(browser);
}
