//! The pot and the staff: two editors, wrong sums, roles.

use super::office::Office;

#[tokio::test]
async fn a_pot_is_set_changed_and_not_written_over() {
    let office = Office::new().await;
    office.scheme().await;
    let mut robin = office.as_(office.town.manager).await;
    let pot = "/council/pot";
    let new = [("version", "0"), ("stream", "social-care"), ("available", "1,000,000"), ("contingency", "12")];
    assert!(robin.fill_in(pot, pot, &new).await.goes_to().ends_with("pot-set"));
    let page = robin.get(pot).await;
    assert!(page.text.contains("£120,000.00") && page.text.contains("£880,000.00"), "{}", page.text);
    let twice = robin.fill_in(pot, pot, &new).await;
    assert!(twice.status == 422 && twice.text.contains("Somebody else changed this"));
    let wrong = [("version", "1"), ("stream", "social-care"), ("available", "much"), ("contingency", "12")];
    let wrong = robin.fill_in(pot, pot, &wrong).await;
    assert!(wrong.status == 422 && wrong.text.contains("value=\"much\""));
    let whole = [("version", "1"), ("stream", "social-care"), ("available", "5"), ("contingency", "101")];
    assert_eq!(robin.fill_in(pot, pot, &whole).await.status, 422);
    let fields = |page: &str| page.matches("id=\"available\"").count();
    let page = robin.get(pot).await;
    assert_eq!(fields(&page.text), 1, "what is asked of another stream, and no second field of that name");
    let page = robin.get("/council/pot?change=social-care").await;
    assert!(fields(&page.text) == 1 && page.text.contains("value=\"1000000.00\""), "{}", page.text);
    let mut head = office.as_(office.head).await;
    let over = [("over-stream", "health"), ("most", "5"), ("reasons", "No pot of this name is set, and I press.")];
    assert_eq!(head.fill_in(pot, "/council/pot/over", &over).await.status, 404);
}

#[tokio::test]
async fn roles_are_given_and_end_and_nobody_gives_one_to_themself() {
    let office = Office::new().await;
    let mut admin = office.as_(office.admin).await;
    let (staff, north) = ("/council/staff", office.north.to_string());
    let new = [
        ("given", "Eve"),
        ("family", "New"),
        ("email", "Eve@example.gov.uk"),
        ("role", "team-member"),
        ("group", north.as_str()),
    ];
    assert!(admin.fill_in(staff, staff, &new).await.goes_to().ends_with("role-given"));
    let twice = admin.fill_in(staff, staff, &new).await;
    assert!(twice.status == 422 && twice.text.contains("They hold this role already"));
    let own = [
        ("given", "Adm"),
        ("family", "Office"),
        ("email", "adm@example.gov.uk"),
        ("role", "head-of-service"),
        ("group", ""),
    ];
    assert!(admin.fill_in(staff, staff, &own).await.text.contains("Nobody gives a role to themself"));
    let school = [("kind", "setting"), ("group-name", "Hill School"), ("urn", "12345")];
    let wrong = admin.fill_in(staff, "/council/staff/group", &school).await;
    assert!(wrong.status == 422 && wrong.text.contains("six digits"), "{}", wrong.text);
    let school = [("kind", "setting"), ("group-name", "Hill School"), ("urn", "123456")];
    assert!(admin.fill_in(staff, "/council/staff/group", &school).await.goes_to().ends_with("group-added"));
    let twice = admin.fill_in(staff, "/council/staff/group", &school).await;
    assert!(twice.status == 422 && twice.text.contains("one of this name already"), "{}", twice.text);
    let page = admin.get(staff).await;
    assert!(page.text.contains("Eve New") && page.text.contains(">Hill School</option>"), "{}", page.text);
    let id = page.text.split("<option value=\"").find(|part| part.contains("Eve New: Team member")).unwrap();
    let id = id.split('"').next().unwrap();
    let end = [("membership", id), ("last-day-day", "1"), ("last-day-month", "9"), ("last-day-year", "2026")];
    assert!(admin.fill_in(staff, "/council/staff/end", &end).await.goes_to().ends_with("role-ended"));
    assert_eq!(admin.get("/council/audit").await.status, 403);
    let mut auditor = office.as_(office.auditor).await;
    let log = auditor.get("/council/audit?action=manage-staff").await;
    assert!(log.text.contains("Adm Office") && !log.text.contains("Sam Bell"));
    assert!(auditor.get("/council/audit.csv").await.text.starts_with("number,at,who"));
    assert_eq!(auditor.get("/council/audit?child=%27&actor=x&before=y").await.status, 200);
}
