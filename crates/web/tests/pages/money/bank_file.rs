//! A run as the bank takes it, and the bank's answer as a file.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use seven_core::money::RunLine;
use store::{authorities, papers};

use super::payments::PAY_DAY;
use super::{Desk, OPENED};
use crate::town::{Answer, Browser};

const SETTINGS: &str = r#"{"pays-from": {"name": "Exampleshire", "sort-code": "20-00-00", "account": "55779911",
  "service-user": "654321", "formats": ["standard-18", "pain-001"]}}"#;

/// Sends a form with a file, as a browser does.
pub async fn send_file(browser: &mut Browser, page: &str, path: &str, fields: &[(&str, &str)], bytes: &[u8]) -> Answer {
    crate::council::office::send_file(browser, page, path, fields, bytes).await
}

#[tokio::test]
async fn a_run_goes_out_in_the_banks_own_formats_and_its_answer_is_looked_at_before_it_is_taken() {
    let (desk, _) = Desk::paying().await;
    let town = &desk.hall.place.town;
    let mut write = town.writing().await;
    authorities::set_settings(&mut write, SETTINGS).await.unwrap();
    town.commit(write).await;
    let mut finn = desk.hall.browser(desk.finn, OPENED + 4).await;
    let mut petra = desk.hall.browser(desk.petra, OPENED + 5).await;
    let list = "/council/payments";
    finn.fill_in(list, list, &PAY_DAY).await;
    let run = desk.run().await;
    let at = format!("{list}/{}", run.id);
    assert_eq!(finn.get(&format!("{at}/file/standard-18")).await.status, 404, "not before it is handed over");
    finn.fill_in(&at, &format!("{at}/check"), &[]).await;
    petra.fill_in(&at, &format!("{at}/approve"), &[]).await;
    finn.fill_in(&at, &format!("{at}/export"), &[]).await;
    let page = finn.get(&at).await;
    for said in ["Download for Bacs (Standard 18)", "ISO 20022", "30 September 2026", "••••9911"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let bacs = finn.get(&format!("{at}/file/standard-18")).await;
    assert!(bacs.text.starts_with("VOL1") && bacs.text.contains("08999966374958099"), "{}", bacs.text);
    assert_eq!(finn.get(&format!("{at}/file/columns")).await.status, 404, "the bank does not take it");
    assert_eq!(finn.get(&format!("{at}/file/pain-009")).await.status, 404);
    let mut grace = desk.worker(OPENED + 5).await;
    assert_eq!(grace.get(&format!("{at}/file/standard-18")).await.status, 403);

    let mut reading = town.store.reading(&town.authority).await.unwrap();
    let line = papers::part_of::<RunLine>(&mut reading, run.id).await.unwrap().remove(0).id.simple().to_string();
    drop(reading);
    let answers = format!("{at}/answers");
    let day = [("answered-on-day", "1"), ("answered-on-month", "9"), ("answered-on-year", "2026")];
    let nonsense = send_file(&mut finn, &at, &answers, &day, b"hello").await;
    assert!(nonsense.status == 422 && nonsense.text.contains("no answer to payments"), "{}", nonsense.text);
    let later = [("answered-on-day", "1"), ("answered-on-month", "9"), ("answered-on-year", "2027")];
    let file = format!("id,status,reason\n{line},returned,AC04\nxyz,paid,\n");
    let early = send_file(&mut finn, &at, &answers, &later, file.as_bytes()).await;
    assert!(early.status == 422 && early.text.contains("still to come"), "{}", early.text);
    let kept = send_file(&mut finn, &at, &answers, &day, file.as_bytes()).await;
    let preview = kept.goes_to().to_owned();
    let shown = finn.get(&preview).await;
    for said in ["The account is closed", "xyz", "Sent back: 1", "It came back"] {
        assert!(shown.text.contains(said), "{said}: {}", shown.text);
    }
    assert!(finn.get(&at).await.text.contains("With the bank"), "looking changes nothing");
    let (kept, on) = (shown.hidden("kept"), shown.hidden("on"));
    let fields = [("kept", kept.as_str()), ("on", on.as_str())];
    let taken = finn.fill_in(&preview, &format!("{answers}/take"), &fields).await;
    assert!(taken.goes_to().ends_with("done=bank-file-taken"), "{}", taken.text);
    let mut kit = desk.hall.kit(OPENED + 6).await;
    assert!(kit.get(&desk.family("")).await.text.contains("The bank sent it back"));
    let again = finn.fill_in(&preview, &format!("{answers}/take"), &fields).await;
    assert!(again.status == 422 || again.status == 400, "{}", again.status);
    let mut petra = desk.hall.browser(desk.petra, OPENED + 7).await;
    assert_eq!(petra.get(&preview).await.status, 404, "another's upload");
}

#[tokio::test]
async fn an_administrator_sets_the_account_that_payments_come_from() {
    let (desk, _) = Desk::opened().await;
    let mut ada = desk.hall.browser(desk.hall.admin, OPENED + 4).await;
    let at = "/council/paying-account";
    let page = ada.get(at).await;
    assert!(page.text.contains("No account is set yet") && page.text.contains("not checked"), "{}", page.text);
    let bare = ada.fill_in(at, at, &[("columns", "Sort code")]).await;
    for said in ["A sort code has six digits", "Write a line for each column"] {
        assert!(bare.status == 422 && bare.text.contains(said), "{said}: {}", bare.text);
    }
    let mut fields = vec![
        ("was", ""),
        ("name", "Exampleshire"),
        ("sort-code", "20-00-00"),
        ("account", "55779911"),
        ("service-user", "65432"),
        ("formats", "standard-18"),
        ("formats", "columns"),
        ("columns", "Sort code = sort-code\nCode = always 99"),
    ];
    let short = ada.fill_in(at, at, &fields).await;
    assert!(short.status == 422 && short.text.contains("has six digits"), "{}", short.text);
    fields[4].1 = "654321";
    let set = ada.fill_in(at, at, &fields).await;
    assert!(set.goes_to().ends_with("done=paying-account-set"), "{}", set.text);
    let page = ada.get(at).await;
    for said in ["55779911", "Code = always 99", "654321"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let late = ada.fill_in(at, at, &fields).await;
    assert!(late.status == 422 && late.text.contains("Somebody else changed this"), "{}", late.text);
    let mut finn = desk.hall.browser(desk.finn, OPENED + 4).await;
    assert_eq!(finn.get(at).await.status, 403, "whoever pays does not say from where");
}

#[tokio::test]
async fn a_form_that_is_cut_off_keeps_nothing() {
    let (desk, _) = Desk::paying().await;
    let mut finn = desk.hall.browser(desk.finn, OPENED + 4).await;
    let path = "/council/payments/01890a5d-ac96-774b-bcce-b302099a8057/answers";
    let request = finn.request("POST", path).header(CONTENT_TYPE, "multipart/form-data; boundary=x");
    let answer = finn.send(request.body(Body::from("--x\r\nContent-Dis")).unwrap()).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
}
