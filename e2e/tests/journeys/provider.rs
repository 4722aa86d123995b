//! The story of whoever holds a fund: a month is accounted for, by page and as a file, and taken only where it adds up.

use crate::Journey;
use crate::accessible::accessible;
use crate::browser::Browser;

/// All stories of providers; they need a year that has gone by.
pub const ALL: &[Journey] = &[("a_fund_holder_accounts_for_a_month_by_page_and_as_a_file", accounted)];

/// What was there before the month and what came in it, in pence, as the page says it of the books.
const THERE: &str = r#"
const said = document.querySelector("main").innerText.match(/By the books £([\d,.]+) was there before the month, and £([\d,.]+) came/);
const pence = (text) => Math.round(Number(text.replaceAll(",", "")) * 100);
return pence(said[1]) + pence(said[2]);
"#;

/// The address of a child's funds, found by the name in the list of families whom one helps.
fn funds_of(browser: &Browser, name: &str) -> String {
    browser.go("/family");
    browser.press(name);
    let child = browser.place().split('/').nth(3).unwrap().to_owned();
    format!("/council/children/{child}/money/funds")
}

fn pounds(pence: u64) -> String {
    format!("{}.{:02}", pence / 100, pence % 100)
}

fn accounted(browser: &mut Browser) {
    browser.be("Tyler Brooks");
    let funds = funds_of(browser, "Beth Turner");
    browser.press("Individual service funds");
    assert_eq!(browser.place(), funds);
    browser.reads("Not accounted for yet");
    accessible(browser);
    let there = browser.ask(THERE).as_u64().unwrap();
    by_page(browser, there);
    let funds = funds_of(browser, "Elis");
    browser.go(&funds);
    browser.reads("Not accounted for yet");
    let there = browser.ask(THERE).as_u64().unwrap();
    as_a_file(browser, there);
    browser.be("Carol Turner");
    browser.go("/family");
    browser.press("Beth Turner");
    browser.press("See the money");
    browser.reads("What the plan is for");
    let has_it = "return document.querySelector('main').textContent.includes('£120.50')";
    assert_eq!(browser.ask(has_it), true, "the family sees what the holder spent, folded in its month");
    accessible(browser);
}

fn by_page(browser: &Browser, there: u64) {
    browser.fill("spent-0", "twelve");
    browser.press("Account for it");
    browser.reads("There is a problem");
    browser.fill("spent-0", "120.50");
    browser.fill("words-0", "Seven mornings");
    browser.fill("fee", "4");
    browser.fill("closing", "1");
    browser.press("Account for it");
    browser.reads("Here £1.00 is said to be left");
    accessible(browser);
    assert_eq!(
        browser.ask("return document.querySelector('[name=words-0]').value"),
        "Seven mornings",
        "nothing typed is lost"
    );
    browser.fill("closing", &pounds(there - 12_450));
    browser.press("Account for it");
    browser.reads("The month is accounted for.");
    browser.reads("Every month that is over is accounted for");
    accessible(browser);
}

fn as_a_file(browser: &Browser, there: u64) {
    let opening = browser.ask("return document.querySelector('main').innerText.match(/By the books £([\\d,.]+)/)[1]");
    let opening = opening.as_str().unwrap().replace(',', "");
    let opening_pence: u64 = opening.replace('.', "").parse().unwrap();
    let received = there - opening_pence;
    let csv = |left: u64| {
        format!(
            "what,line,amount,words\nopening,,{opening},\nreceived,,{},\nspent,Swimming lessons with a helper in the water,5.00,one lesson\nfee,,1.00,\nclosing,,{},\n",
            pounds(received),
            pounds(left),
        )
    };
    let file = std::env::temp_dir().join(format!("fund-{}.csv", std::process::id()));
    for (left, answer) in [(there - 500, "is said to be left"), (there - 600, "The month is accounted for.")] {
        std::fs::write(&file, csv(left)).unwrap();
        browser.attach("fund-file", &file);
        browser.press("Send the file");
        browser.reads(answer);
        accessible(browser);
    }
    std::fs::remove_file(&file).unwrap();
}
