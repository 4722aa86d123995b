//! The story of a mother who keeps the accounts of her daughter's money: statements of every kind, a question, a receipt by picture,
//! asking before buying, where the year would end, and all of it on paper.

use serde_json::json;

use crate::Journey;
use crate::accessible::accessible;
use crate::browser::Browser;

/// All stories of a family's money; they need a year that has gone by.
pub const ALL: &[Journey] =
    &[("a_mother_hands_in_statements_asks_before_she_buys_and_sees_where_the_year_would_end", keeps_accounts)];

/// Makes a statement in camt.053, whole; `CHANGE` may spoil it. Then puts it into the file field.
const CAMT: &str = r#"
const on = new Date(Date.now() - 3 * 864e5).toLocaleDateString("en-CA", { timeZone: "Europe/London" });
const balance = (code, sum) => `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">${sum}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`;
let text = `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId><CreDtTm>${on}T08:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id><CreDtTm>${on}T08:00:00</CreDtTm><Acct><Id><Othr><Id>00000000034567</Id></Othr></Id><Ccy>GBP</Ccy></Acct>${balance("OPBD", "100.00")}${balance("CLBD", "88.50")}<Ntry><Amt Ccy="GBP">11.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${on}</Dt></BookgDt><ValDt><Dt>${on}</Dt></ValDt><AcctSvcrRef>A1</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Cdtr><Nm>VAN FUEL HIGH ST</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;
CHANGE
const files = new DataTransfer();
files.items.add(new File([text], "november.xml"));
document.getElementById("file").files = files.files;
"#;

/// The same account as a bank's own columns.
const COLUMNS: &str = r#"
const day = (back) => new Date(Date.now() - back * 864e5).toLocaleDateString("en-GB", { timeZone: "Europe/London" });
const text = `When,Who,Sum,Left\n${day(2)},VAN FUEL HIGH ST,-9.10,79.40\n${day(1)},VAN WASH,-4.00,75.40\n`;
const files = new DataTransfer();
files.items.add(new File([text], "november.csv"));
document.getElementById("file").files = files.files;
"#;

/// Says which column is which.
const CHOOSE: &str = r#"
for (const [name, column] of [["date", "When"], ["sum", "Sum"], ["payee", "Who"], ["balance", "Left"]])
  document.getElementById(name).value = column;
"#;

/// A picture such as a telephone takes, put into the file field.
const PICTURE: &str = r#"
const done = arguments[arguments.length - 1];
const paper = Object.assign(document.createElement("canvas"), { width: 400, height: 600 });
const pen = paper.getContext("2d");
pen.fillStyle = "white"; pen.fillRect(0, 0, 400, 600);
pen.fillStyle = "black"; pen.font = "30px sans-serif"; pen.fillText("Van fuel 12.00", 40, 80);
paper.toBlob((blob) => {
  const files = new DataTransfer();
  files.items.add(new File([blob], "receipt.jpg"));
  document.getElementById("file").files = files.files;
  done(true);
}, "image/jpeg");
"#;

fn keeps_accounts(browser: &mut Browser) {
    browser.be("Carol Turner");
    browser.go("/family");
    browser.press("Beth Turner");
    browser.reads("You can spend");
    accessible(browser);
    browser.press("See the money");
    let money = browser.place().split('?').next().unwrap().to_owned();
    statements(browser, &money);
    columns(browser, &money);
    receipt(browser, &money);
    wish(browser, &money);
}

/// A hundred megabytes, put into the file field.
const HUGE: &str = r#"
const files = new DataTransfer();
files.items.add(new File([new Uint8Array(100 * 1024 * 1024)], "all-my-years.csv"));
document.getElementById("file").files = files.files;
"#;

/// Statements that cannot be taken say why; the right one is sorted, and said to be there already the next time.
fn statements(browser: &Browser, money: &str) {
    let spoilt = [
        ("text = text.slice(0, 900);", "The file stops in the middle"),
        ("text = text.replaceAll('GBP', 'EUR');", "This account is not in pounds"),
        ("text = text.replace('88.50', '90.50');", "The lines do not add up"),
        ("text = text.replace('11.50', '11.50001');", "cannot be right"),
        ("", "1 new line."),
        ("", "Everything in this file was here already"),
    ];
    for (change, answer) in spoilt {
        browser.go(&format!("{money}/statements"));
        browser.ask(&CAMT.replace("CHANGE", change));
        browser.press("Hand it in");
        browser.reads(answer);
        accessible(browser);
    }
    browser.go(&format!("{money}/statements"));
    browser.ask(HUGE);
    browser.press("Hand it in");
    browser.reads("a file up to 25 megabytes");
}

/// A file whose columns nobody knows is asked about once, and its questions are answered one at a time.
fn columns(browser: &Browser, money: &str) {
    browser.go(&format!("{money}/statements"));
    browser.ask(COLUMNS);
    browser.press("Hand it in");
    browser.reads("Which column is which?");
    accessible(browser);
    browser.press("Read the file");
    browser.reads("Choose one of these");
    browser.ask(CHOOSE);
    browser.choose("Day first, such as 31/05/2026");
    browser.choose("One column, with a minus when money goes out");
    browser.fill("bank", "Our bank");
    browser.press("Read the file");
    browser.reads("2 new lines.");
    browser.go(&format!("{money}/statements"));
    browser.press("Answer them, one at a time");
    browser.reads("VAN");
    accessible(browser);
}

fn receipt(browser: &Browser, money: &str) {
    browser.go(&format!("{money}/records/new/receipt"));
    browser.press("Write it down");
    browser.reads("There is a problem");
    browser.fill("payee", "Van fuel");
    browser.fill("amount", "12");
    browser.ask("document.getElementById('piece').selectedIndex = 2");
    assert_eq!(browser.ask_later(PICTURE), true);
    browser.press("Write it down");
    browser.reads("Van fuel");
    browser.go(&format!("{money}/records"));
    browser.press("Receipt (Van fuel)");
    assert_eq!(browser.count("main img"), 1, "the picture stands on the page");
    accessible(browser);
}

fn wish(browser: &Browser, money: &str) {
    browser.go(money);
    browser.press("Can I spend this?");
    browser.ask("document.getElementById('wish-line').selectedIndex = 1");
    browser.fill("wish-amount", "5");
    browser.press("Ask");
    browser.reads("fits your plan");
    accessible(browser);
    browser.fill("wish-amount", "50000");
    browser.press("Ask");
    browser.reads("You can wait for the next payment");
    browser.reads("Where the year would end");
    let paper = browser.command("Page.printToPDF", json!({ "printBackground": true }));
    assert!(paper["data"].as_str().map_or(0, str::len) > 20_000, "the page prints");
}
