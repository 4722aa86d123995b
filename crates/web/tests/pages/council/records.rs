//! A child's record: who gets in, what they find there, and what is kept of it.

use super::office::Office;

#[tokio::test]
async fn every_page_of_a_child_opens_for_who_works_with_them_and_for_nobody_else() {
    let office = Office::new().await;
    let mut ben = office.as_(office.ben).await;
    let mut cat = office.as_(office.cat).await;
    for page in ["", "/people", "/answers", "/budget", "/packages", "/notes", "/history", "/paper"] {
        let path = format!("{}{page}", office.sam());
        let answer = ben.get(&path).await;
        assert_eq!(answer.status, 200, "{page}: {}", answer.text);
        assert!(answer.text.contains("Sam Bell"));
        assert_eq!(cat.get(&path).await.status, 404, "{page}");
    }
    for odd in ["00000000-0000-0000-0000-000000000000", "..", "%27", "x"] {
        assert_eq!(ben.get(&format!("/council/children/{odd}")).await.status, 404, "{odd}");
    }
    let history = ben.get(&format!("{}/history", office.sam())).await;
    assert!(history.text.contains("Ben Office") && history.text.contains("Team manager"));
}

#[tokio::test]
async fn a_record_is_opened_with_a_reason_seen_by_the_safeguarding_lead() {
    let office = Office::new().await;
    let mut cat = office.as_(office.cat).await;
    let page = format!("/council/open-record?child={}", office.town.child);
    let child = office.town.child.to_string();
    let short =
        cat.fill_in(&page, "/council/open-record", &[("child", &child), ("reason", "<i>urgent"), ("hours", "4")]).await;
    assert_eq!(short.status, 422);
    assert!(short.text.contains("&#60;i&#62;urgent") && short.text.contains("at least 20"));
    let reason =
        [("child", child.as_str()), ("reason", "The hospital rang: who is the carer tonight?"), ("hours", "4")];
    let opened = cat.fill_in(&page, "/council/open-record", &reason).await;
    assert_eq!(opened.goes_to(), format!("{}?done=record-opened", office.sam()));
    let record = cat.get(&office.sam()).await;
    assert!(record.status == 200 && record.text.contains("You opened this record with a reason"));
    assert_eq!(cat.get("/council/opened-records").await.status, 403);
    let mut guardian = office.as_(office.guardian).await;
    let list = guardian.get("/council/opened-records").await;
    assert!(list.text.contains("The hospital rang") && list.text.contains("Cat Office"));
    let id = list.hidden("opened");
    let found = [("opened", id.as_str()), ("review", "Rang the ward: the reason was right.")];
    let first = guardian.fill_in("/council/opened-records", "/council/opened-records", &found).await;
    assert!(first.goes_to().ends_with("done=reviewed"), "{}", first.text);
    let twice = guardian.fill_in("/council/staff", "/council/opened-records", &found).await;
    assert!(twice.status == 422 && twice.text.contains("Somebody else changed this"), "reviewed once");
    assert_eq!(guardian.post("/council/opened-records", &found).await.status, 403, "no token of a page, no change");
}

#[tokio::test]
async fn family_is_not_let_in_by_breaking_the_glass() {
    let office = Office::new().await;
    office.town.relate(office.cat.0, seven_core::people::RelationKind::Sibling).await;
    let mut cat = office.as_(office.cat).await;
    let page = format!("/council/open-record?child={}", office.town.child);
    let child = office.town.child.to_string();
    let reason = [("child", child.as_str()), ("reason", "I would like to see my sister's file"), ("hours", "1")];
    let refused = cat.fill_in(&page, "/council/open-record", &reason).await;
    assert!(refused.status == 422 && refused.text.contains("you belong to the family"));
}

#[tokio::test]
async fn a_note_kept_from_the_family_is_kept_from_who_may_not_read_such() {
    let office = Office::new().await;
    let notes = format!("{}/notes", office.sam());
    let mut ben = office.as_(office.ben).await;
    let hidden = [("body", "A worry about <script>"), ("hidden", "yes"), ("about", "")];
    assert!(ben.fill_in(&notes, &notes, &hidden).await.goes_to().ends_with("note-written"));
    assert!(ben.fill_in(&notes, &notes, &[("body", "Likes trains")]).await.goes_to().ends_with("note-written"));
    let seen = ben.get(&notes).await;
    assert!(seen.text.contains("A worry about &#60;script&#62;") && seen.text.contains("Likes trains"));
    let empty = ben.fill_in(&notes, &notes, &[("body", "  ")]).await;
    assert_eq!(empty.status, 422);
    // Ada is key worker and team member; a colleague in the team is a team member only
    let dee = office.town.somebody("Dee", "Office", "dee@example.gov.uk").await;
    let mut write = office.town.writing().await;
    let membership = seven_core::people::Membership {
        id: write.id(),
        person: dee.0,
        role: seven_core::people::Role::TeamMember,
        group: Some(office.north),
        starts_on: crate::town::after_minutes(0).today,
        ends_on: None,
    };
    store::relations::insert_membership(&mut write, &membership).await.unwrap();
    office.town.commit(write).await;
    let mut dee = office.as_(dee).await;
    let seen = dee.get(&notes).await;
    assert!(seen.text.contains("Likes trains") && !seen.text.contains("A worry"));
    let tried = dee.fill_in(&notes, &notes, &hidden).await;
    assert_eq!(tried.status, 403);
}

#[tokio::test]
async fn people_are_added_kept_away_and_ended() {
    let office = Office::new().await;
    let people = format!("{}/people", office.sam());
    let mut ada = office.as_(office.ada).await;
    let aunt = [
        ("given", "Aunt"),
        ("family", "O'Bell"),
        ("email", "aunt@example.org"),
        ("kind", "carer"),
        ("source", "told on the phone"),
    ];
    assert!(ada.fill_in(&people, &people, &aunt).await.goes_to().ends_with("person-added"));
    let page = ada.get(&people).await;
    assert!(page.text.contains("Aunt O&#39;Bell"));
    let nameless = ada.fill_in(&people, &people, &[("given", ""), ("kind", "carer"), ("source", "x")]).await;
    assert!(nameless.status == 422 && nameless.text.contains("Look at the name again"));
    let mut reading = office.town.store.reading(&office.town.authority).await.unwrap();
    let kit = store::relations::of_child(&mut reading, office.town.child)
        .await
        .unwrap()
        .into_iter()
        .find(|one| one.kind == seven_core::people::RelationKind::Parent)
        .unwrap();
    let id = kit.id.to_string();
    let restrict = format!("{people}/restrict");
    let done = ada.fill_in(&people, &restrict, &[("relation", id.as_str()), ("restricted", "yes")]).await;
    assert!(done.goes_to().ends_with("restricted"));
    let mut parent = office.as_(office.town.parent).await;
    assert_eq!(parent.get(&format!("/family/{}", office.town.child)).await.status, 404);
    let version = ada.get(&people).await.hidden("version");
    let address = [("version", version.as_str()), ("restricted", "yes")];
    assert!(ada.fill_in(&people, &format!("{people}/address"), &address).await.goes_to().ends_with("address-kept"));
    let second = ada.fill_in(&people, &format!("{people}/address"), &address).await;
    assert!(second.status == 422 && second.text.contains("Somebody else changed this"), "two editors");
}
