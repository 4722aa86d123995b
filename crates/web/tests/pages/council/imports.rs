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

/// Sends a file, and takes over what can be taken; gives the page of the run and its id.
async fn taken_over(admin: &mut crate::town::Browser, kind: &str, file: &str) -> (String, String) {
    let (page, check) = ("/council/import", "/council/import/check");
    let checked = send_file(admin, page, check, &[("kind", kind)], file.as_bytes()).await;
    let dry = checked.goes_to().to_owned();
    assert!(dry.starts_with("/council/import/check/"), "{}", checked.text);
    let upload = dry.rsplit('/').next().unwrap().to_owned();
    let run = admin.fill_in(&dry, "/council/import/run", &[("upload", &upload)]).await;
    assert!(run.goes_to().contains("done=imported"), "{}", run.text);
    let at = run.goes_to().split('?').next().unwrap().to_owned();
    let id = at.rsplit('/').next().unwrap().to_owned();
    (at, id)
}

const PARENTS: &str = "child_given_name,child_family_name,child_date_of_birth,given_name,family_name,relation,source,email,contact_restricted\r\n\
    Zoë,O'Hara,17/05/2015,Nia,O'Hara,parent,birth certificate seen,nia@example.org,\r\n\
    Max,,2016-05-17,Nia,O'Hara,carer,told by phone,NIA@example.org,\r\n\
    Max,,2016-05-17,<i>Suharto</i>,,parent,court order 12,,yes\r\n\
    Max,,2016-05-17,Alex,Bell,parent,told,kit@example.org,\r\n\
    Nobody,Known,2016-05-17,Ann,Bell,parent,told,,\r\n";

#[tokio::test]
async fn parents_and_carers_come_from_a_file_and_go_back_with_it() {
    let office = Office::new().await;
    let mut admin = office.as_(office.admin).await;
    let mut kit = store::people::find(
        &mut office.town.store.reading(&office.town.authority).await.unwrap(),
        office.town.parent.0,
    )
    .await
    .unwrap()
    .unwrap();
    kit.contact.email = Some("kit@example.org".to_owned());
    let mut write = office.town.writing().await;
    store::people::update(&mut write, &kit).await.unwrap();
    office.town.commit(write).await;
    let template = admin.get("/council/import/template/relations").await;
    assert!(template.status == 200 && template.text.contains("contact_restricted"), "{}", template.text);
    let children = "given_name,family_name,date_of_birth\r\nZoë,O'Hara,2015-05-17\r\nMax,,17/05/2016\r\n";
    let (_, first) = taken_over(&mut admin, "people", children).await;
    let (at, run) = taken_over(&mut admin, "relations", PARENTS).await;
    let report = admin.get(&at).await;
    assert!(report.text.contains("New: 3") && report.text.contains("Refused: 2"), "{}", report.text);
    assert!(report.text.contains("known as that of somebody with another name"), "{}", report.text);
    let store = &office.town.store;
    let people = async |name: &str| {
        let mut reading = store.reading(&office.town.authority).await.unwrap();
        let all = store::imports::grown_ups(&mut reading).await.unwrap();
        all.into_iter().filter(|person| person.name.shown() == name).collect::<Vec<_>>()
    };
    let nia = people("Nia O'Hara").await;
    assert_eq!(nia.len(), 1, "two rows of one e-mail address are one person");
    let mut reading = store.reading(&office.town.authority).await.unwrap();
    assert_eq!(store::relations::of_person(&mut reading, nia[0].id).await.unwrap().len(), 2);
    let suharto = people("<i>Suharto</i>").await.remove(0);
    let restricted = store::relations::of_person(&mut reading, suharto.id).await.unwrap().remove(0);
    assert!(restricted.is_contact_restricted && restricted.source == "court order 12");
    drop(reading);
    assert_eq!(office.town.entries_with("carer").await, 1, "what opens a record is in its log");
    // the same file again changes nothing
    let (page, check) = ("/council/import", "/council/import/check");
    let again = send_file(&mut admin, page, check, &[("kind", "relations")], PARENTS.as_bytes()).await;
    let dry = admin.get(again.goes_to()).await;
    assert!(dry.text.contains("New: 0") && dry.text.contains("As known already: 3"), "{}", dry.text);
    // children under whom relations stand by now stay; the relations go first
    let refused = admin.fill_in(page, "/council/import/undo", &[("run", &first)]).await;
    assert!(refused.status == 422 && refused.text.contains("later work stands on every row"), "{}", refused.text);
    let undone = admin.fill_in(page, "/council/import/undo", &[("run", &run)]).await;
    assert!(undone.text.contains("3 rows were taken back"), "{}", undone.text);
    assert!(people("Nia O'Hara").await.is_empty() && people("<i>Suharto</i>").await.is_empty());
    let undone = admin.fill_in(page, "/council/import/undo", &[("run", &first)]).await;
    assert!(undone.text.contains("2 rows were taken back"), "{}", undone.text);
}

#[tokio::test]
async fn an_import_stays_where_somebody_has_gone_on_from_it() {
    let office = Office::new().await;
    let mut admin = office.as_(office.admin).await;
    let page = "/council/import";
    let (_, run) = taken_over(&mut admin, "people", CHILDREN).await;
    let mut head = office.as_(office.head).await;
    let found = head.get("/council/search?q=o%27hara").await;
    let zoe = found.text.split("/council/children/").nth(1).or_else(|| found.text.split("?child=").nth(1)).unwrap();
    let zoe: seven_core::PersonId = zoe.split('"').next().unwrap().parse().unwrap();
    super::office::allocate(&office.town, zoe, office.north).await;
    let undone = admin.fill_in(page, "/council/import/undo", &[("run", &run)]).await;
    assert!(undone.text.contains("1 row was taken back"), "{}", undone.text);
    assert!(undone.text.contains("Line 2 stays: relations, answers, notes, support or an account"), "{}", undone.text);
    assert!(head.get("/council/search?q=o%27hara").await.text.contains("Zoë"));
}
