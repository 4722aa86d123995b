//! Messages on pages: a mother writes, her worker sees that it is new, reads and answers.

use axum::http::StatusCode;

use crate::money::Desk;

#[tokio::test(flavor = "multi_thread")]
async fn a_family_and_its_worker_write_to_each_other() {
    let desk = Desk::new().await;
    let (child, mut kit) = (desk.hall.child(), desk.hall.kit(40).await);
    let own = format!("/family/{child}/messages");
    let empty = kit.fill_in(&own, &own, &[("subject", "Saturday"), ("words", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("value=\"Saturday\""), "what was typed is still there");
    let typed = [("subject", "Saturday"), ("words", "Is <i>it</i> on?"), ("sent", "abc123")];
    let sent = kit.fill_in(&own, &own, &typed).await;
    assert!(sent.goes_to().ends_with("?done=written&sent=abc123"), "{}", sent.text);
    let mut grace = desk.worker(41).await;
    let office = format!("/council/children/{child}/messages");
    let list = grace.get(&office).await;
    assert!(list.text.contains("Saturday"), "{}", list.text);
    let thread = sent.goes_to().split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
    let read = grace.get(&format!("{office}/{thread}")).await;
    assert!(read.text.contains("&#60;i&#62;it") && !read.text.contains("<i>it"), "what was typed is text");
    assert!(read.text.contains("data-keeps-for="), "a worker's browser keeps what is not sent");
    let answer = [("words", "It is."), ("sent", "def456")];
    let answered = grace.fill_in(&format!("{office}/{thread}"), &format!("{office}/{thread}"), &answer).await;
    assert!(answered.goes_to().ends_with("?done=written&sent=def456"), "{}", answered.text);
    let mut later = desk.hall.kit(42).await;
    let home = later.get(&format!("/family/{child}")).await;
    assert!(home.text.contains("Messages: 1 new"), "{}", home.text);
    let shown = later.get(&format!("{own}/{thread}")).await;
    assert!(shown.text.contains("It is.") && shown.text.contains("Read by"), "{}", shown.text);
    assert!(!later.get(&format!("/family/{child}")).await.text.contains("Messages: 1 new"));
}
