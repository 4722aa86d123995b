//! What a family spends, on pages: statements handed in, questions answered, records kept; and what workers see and talk about.

mod assistants;
mod paper;
mod records;
mod statements;
mod talks;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;

use crate::money::Desk;
use crate::town::{Answer, Browser};

/// Minutes after the plan was written at which the family hands something in.
const LATER: i64 = 40;

/// A form with a file, as a browser sends it.
async fn send_file(
    browser: &mut Browser,
    (page, to): (&str, &str),
    fields: &[(&str, &str)],
    (name, bytes): (&str, &[u8]),
) -> Answer {
    let csrf = browser.get(page).await.hidden("csrf");
    let mut body = Vec::new();
    for (name, value) in [&[("csrf", csrf.as_str())], fields].concat() {
        body.extend(format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    let head = format!("--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    body.extend(head.bytes());
    body.extend(bytes);
    body.extend(b"\r\n--edge--\r\n");
    let request = browser.request("POST", to).header(CONTENT_TYPE, "multipart/form-data; boundary=edge");
    browser.send(request.body(Body::from(body)).unwrap()).await
}

/// A statement of the last days of August: opening balance, then lines of day, pence and name.
fn statement(opening: i64, lines: &[(i8, i64, &str)]) -> String {
    let sum = |pence: i64| format!("{},{:02}", pence.abs() / 100, pence.abs() % 100);
    let sign = |pence: i64| if pence < 0 { "D" } else { "C" };
    let mut text = format!(":20:A\n:25:601613/31926819\n:28C:8/1\n:60F:{}260825GBP{}\n", sign(opening), sum(opening));
    for (day, pence, name) in lines {
        text.push_str(&format!(":61:2608{day:02}{}{}NTRF\n:86:{name}\n", sign(*pence), sum(*pence)));
    }
    let closing = opening + lines.iter().map(|line| line.1).sum::<i64>();
    text.push_str(&format!(":62F:{}260831GBP{}\n-\n", sign(closing), sum(closing)));
    text
}

impl Desk {
    /// Hands a file in; what the answer says.
    async fn hand_in(&self, browser: &mut Browser, name: &str, text: &str) -> Answer {
        let at = self.family("/statements");
        send_file(browser, (&at, &at), &[], (name, text.as_bytes())).await
    }
}

/// The first address in a page that begins so.
fn address(page: &Answer, start: &str) -> String {
    let rest = page.text.split_once(&format!("href=\"{start}")).unwrap_or_else(|| panic!("{start}: {}", page.text)).1;
    format!("{start}{}", rest.split('"').next().unwrap())
}
