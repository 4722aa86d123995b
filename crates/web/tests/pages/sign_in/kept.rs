//! A form that comes after its session has ended: the text survives signing in, for the same person alone.

use axum::http::StatusCode;
use seven_core::AccountId;
use store::people;
use web::app::Mode;

use crate::town::{Answer, Browser, Town};

const ADDRESS: &str = "1 O'Neil <b>Row</b>\r\n& \"Kit's\" 🦊 End";
const LATE: i64 = 10 * 60;

/// Signs in, waits until the session is over, and sends the form of the child's details.
async fn sent_too_late(town: &Town, account: AccountId) -> (Browser, Answer) {
    let mut browser = Browser::new(town.pages(Mode::Demo, 0).await);
    browser.sign_in_as(account).await;
    let csrf = browser.get("/account").await.hidden("csrf");
    browser.pages = town.pages(Mode::Demo, LATE).await;
    let fields = [
        ("csrf", csrf.as_str()),
        ("version", "1"),
        ("email", "sam@example.org"),
        ("phone", ""),
        ("address", ADDRESS),
        ("language", "en"),
        ("a_password", "hunter2"),
    ];
    let answer = browser.post(&format!("/family/{}/details", town.child), &fields).await;
    (browser, answer)
}

/// The fields of the form that would be sent now.
fn fields(page: &Answer) -> Vec<(String, String)> {
    let unescaped = |text: &str| {
        text.replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&#38;", "&")
    };
    let csrf = vec![("csrf".to_owned(), page.hidden("csrf"))];
    let kept = page.text.split("<textarea name=\"").skip(1).map(|rest| {
        let (name, rest) = rest.split_once('"').unwrap();
        let text = rest.split_once('\n').unwrap().1.split("</textarea>").next().unwrap();
        (name.to_owned(), unescaped(text))
    });
    csrf.into_iter().chain(kept).collect()
}

#[tokio::test]
async fn what_somebody_wrote_is_there_after_they_have_signed_in_again_and_is_sent_from_there() {
    let town = Town::new().await;
    let (mut browser, answer) = sent_too_late(&town, town.parent.1).await;
    assert_eq!(answer.goes_to(), "/sign-in?then=%2Faccount%2Fkept");
    assert!(answer.cookie_line("kept").unwrap().contains("HttpOnly"));
    let list = browser.get(answer.goes_to()).await;
    let then = list.hidden("then");
    let back = browser.post("/sign-in/as", &[("account", &town.parent.1.to_string()), ("then", &then)]).await;
    let page = browser.get(back.goes_to()).await;
    assert!(
        page.text.contains("Here is what you wrote") && !page.text.contains("hunter2") && !page.text.contains("<b>Row")
    );
    let kept = fields(&page);
    assert_eq!(kept.iter().find(|(name, _)| name == "address").unwrap().1, ADDRESS);
    let pairs: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let once_more = browser.post("/account/kept/send", &pairs).await;
    let to = format!("/family/{}/details", town.child);
    assert_eq!((once_more.status, once_more.goes_to()), (StatusCode::TEMPORARY_REDIRECT, to.as_str()));
    // the browser sends the same form there, by itself
    assert_eq!(browser.post(&to, &pairs).await.status, StatusCode::SEE_OTHER);
    let mut reading = town.store.reading(&town.authority).await.unwrap();
    let child = people::find(&mut reading, town.child).await.unwrap().unwrap();
    assert_eq!(child.contact.address.unwrap().replace('\r', ""), ADDRESS.replace('\r', ""));
    drop(reading);
    assert!(browser.get("/account/kept").await.text.contains("There is nothing waiting here"));
}

#[tokio::test]
async fn somebody_else_at_the_same_computer_never_sees_it() {
    let town = Town::new().await;
    let (mut browser, _) = sent_too_late(&town, town.parent.1).await;
    browser.sign_in_as(town.manager.1).await;
    let page = browser.get("/account/kept").await;
    assert!(page.text.contains("There is nothing waiting here") && !page.text.contains("Neil"));
    let sent = browser.fill_in("/account", "/account/kept/send", &[]).await;
    assert_eq!(sent.goes_to(), "/account/kept");
    // whose it is finds it later, until a day has passed
    let (mut browser, _) = sent_too_late(&town, town.parent.1).await;
    for (minutes, is_there) in [(LATE + 23 * 60, true), (LATE + 24 * 60, false)] {
        browser.pages = town.pages(Mode::Demo, minutes).await;
        browser.sign_in_as(town.parent.1).await;
        assert_eq!(browser.get("/account/kept").await.text.contains("O&#39;Neil"), is_there, "{minutes}");
    }
}

#[tokio::test]
async fn nobody_leaves_a_form_for_somebody_else_to_send() {
    let town = Town::new().await;
    let mut browser = Browser::new(town.pages(Mode::Demo, 0).await);
    browser.sign_in_as(town.parent.1).await;
    browser.pages = town.pages(Mode::Demo, LATE).await;
    let path = format!("/family/{}/details", town.child);
    for token in ["", "made-up"] {
        let answer = browser.post(&path, &[("csrf", token), ("address", "planted by another site")]).await;
        assert_eq!(answer.goes_to(), "/sign-in?then=%2F");
        assert_eq!(answer.cookie_line("kept"), None);
    }
    let request = browser.request("POST", &path).header("sec-fetch-site", "cross-site");
    let answer = browser.send(request.body("csrf=x".into()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}
