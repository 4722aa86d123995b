//! Files: what is read, what is refused, what can be taken back.

use super::office::{Office, send_file};

const CHILDREN: &str = "given_name,family_name,date_of_birth,upn\r\nZoë,O'Hara,2015-05-17,\r\n<b>Max</b>,Lee,17/05/2016,\r\nNo,Day,31/02/2016,\r\n";

#[tokio::test]
async fn children_are_checked_taken_over_and_taken_back() {
    let office = Office::new().await;
    let mut admin = office.as_(office.admin).await;
    let page = "/council/import";
    let checked =
        send_file(&mut admin, page, "/council/import/check", &[("kind", "people")], CHILDREN.as_bytes()).await;
    assert!(checked.goes_to().starts_with("/council/import/check/"), "{}", checked.text);
    let dry = checked.goes_to().to_owned();
    let report = admin.get(&dry).await;
    assert!(report.text.contains("New: 2") && report.text.contains("Refused: 1"), "{}", report.text);
    assert!(
        !office.as_(office.head).await.get("/council/search?q=lee").await.text.contains("Lee</bdi>"),
        "nothing is written"
    );
    let upload = dry.rsplit('/').next().unwrap().to_owned();
    let run = admin.fill_in(&dry, "/council/import/run", &[("upload", &upload)]).await;
    assert!(run.goes_to().contains("done=imported"), "{}", run.text);
    let head = office.as_(office.head).await.get("/council/search?q=lee").await;
    assert!(head.text.contains("&#60;b&#62;Max&#60;/b&#62; Lee"));
    let id = run.goes_to().rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
    let twice = admin.fill_in(&dry, "/council/import/run", &[("upload", &upload)]).await;
    assert!(twice.status == 422 && twice.text.contains("No row of this file"), "the same file again takes nothing");
    let undone = admin.fill_in(page, "/council/import/undo", &[("run", &id)]).await;
    assert!(undone.text.contains("2 rows were taken back"), "{}", undone.text);
    let again = admin.fill_in(page, "/council/import/undo", &[("run", &id)]).await;
    assert!(again.status == 422 && again.text.contains("Somebody else changed this"));
    let mut other = office.as_(office.commissioner).await;
    assert_eq!(other.get(&dry).await.status, 403);
}

#[tokio::test]
async fn what_is_no_table_and_no_scheme_is_told_so() {
    let office = Office::new().await;
    let mut admin = office.as_(office.admin).await;
    for bytes in [&b""[..], b"\x00\x01\x02", b"%PDF-1.7", b"a;b;c\n1;2;3"] {
        let told =
            send_file(&mut admin, "/council/import", "/council/import/check", &[("kind", "people")], bytes).await;
        assert_eq!(told.status, 422, "{}", told.text);
    }
    let mut commissioner = office.as_(office.commissioner).await;
    let told = send_file(&mut commissioner, "/council/schemes", "/council/schemes/upload", &[], b"%PDF-1.7").await;
    assert!(told.status == 422 && told.text.contains("This is no ZIP file"));
    let huge = vec![b'a'; 26 * 1024 * 1024];
    let told = send_file(&mut admin, "/council/import", "/council/import/check", &[("kind", "people")], &huge).await;
    assert_eq!(told.status, 413);
    assert!(told.text.contains("25 MB"), "the limit is told: {}", told.text);
}
