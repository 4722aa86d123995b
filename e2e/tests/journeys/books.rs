//! Stories of finance and of whoever checks it: a run goes to the bank and its answer comes back as a file; a sample is drawn
//! and a sum followed to its entry.

use crate::Journey;
use crate::accessible::accessible;
use crate::browser::Browser;

/// All stories of the books.
pub const ALL: &[Journey] = &[
    ("a_finance_officer_pays_a_run_and_reads_the_banks_answer", from_run_to_answer),
    ("an_auditor_draws_a_sample_and_follows_a_sum_to_its_entry", from_sample_to_entry),
];

/// Fills the three boxes of a date with the day some days from today.
const IN_DAYS: &str = r#"
const day = new Date(Date.now() + DAYS * 864e5);
const parts = { day: day.getDate(), month: day.getMonth() + 1, year: day.getFullYear() };
for (const [part, value] of Object.entries(parts)) document.querySelector(`[name="NAME-${part}"]`).value = value;
"#;

fn in_days(browser: &Browser, name: &str, days: u32) {
    browser.ask(&IN_DAYS.replace("DAYS", &days.to_string()).replace("NAME", name));
}

/// The ids of the payments in the list of the run that is shown.
const IDS: &str = "const done = arguments[arguments.length - 1]; \
                   fetch(location.pathname + '/file').then((answer) => answer.text()).then((text) => \
                   done(text.trim().split('\\n').slice(1).map((row) => row.trim().split(',').pop())));";

fn from_run_to_answer(browser: &mut Browser) {
    browser.be("Fiona Marsh");
    browser.go("/council/payments");
    accessible(browser);
    in_days(browser, "due-until", 60);
    browser.press("Put it together");
    browser.reads("In this run");
    let run = browser.place().split('?').next().unwrap().to_owned();
    accessible(browser);
    browser.press("I have looked it through");
    browser.reads("Somebody else has to approve it");
    browser.be("Gareth Lloyd");
    browser.go(&run);
    browser.press("Approve");
    browser.be("Fiona Marsh");
    browser.go(&run);
    browser.press("Hand it to the bank");
    browser.reads("Download for Bacs");
    accessible(browser);
    for format in ["file/standard-18", "file/pain-001", "file"] {
        assert_eq!(browser.status_of_file(&format!("{run}/{format}")), 200, "{format}");
    }
    // the bank paid all but the first, and answers something that was never asked
    let ids = browser.ask_later(IDS);
    let ids: Vec<&str> = ids.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    let mut answer = String::from("id,status,reason\nnobody-knows,paid,\n");
    for (at, id) in ids.iter().enumerate() {
        let said = if at == 0 { "returned,AC04" } else { "paid," };
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
