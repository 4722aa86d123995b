//! Whose children somebody sees, and in which order.

use seven_core::people::Person;
use seven_core::people::name::Name;
use store::people;

use super::office::{Office, allocate};

#[tokio::test]
async fn a_worklist_shows_the_children_that_ones_relations_reach() {
    let office = Office::new().await;
    for (who, sees) in [
        (office.ada, true),
        (office.ben, true),
        (office.head, true),
        (office.guardian, true),
        (office.town.manager, true),
        (office.cat, false),
    ] {
        let page = office.as_(who).await.get("/council").await;
        assert_eq!(page.status, 200, "{}", page.text);
        assert_eq!(page.text.contains("Sam Bell"), sees);
    }
    assert_eq!(office.town.entries_with("list worklist").await, 6, "a look at the list is on record");
    for who in [office.admin, office.auditor, office.town.parent] {
        assert_eq!(office.as_(who).await.get("/council").await.status, 403);
    }
}

#[tokio::test]
async fn an_odd_name_stays_text_and_long_lists_go_on() {
    let office = Office::new().await;
    for at in 0..150 {
        let mut write = office.town.writing().await;
        let name = Name::read("<b>Bo</b>", &format!("O'Neil-{at:03} & 🦋"), "").unwrap();
        let mut person = Person::new(write.id(), name);
        person.has_record = true;
        people::insert(&mut write, &person).await.unwrap();
        office.town.commit(write).await;
        allocate(&office.town, person.id, office.north).await;
    }
    let mut browser = office.as_(office.ada).await;
    let first = browser.get("/council").await;
    assert!(first.text.contains("&#60;b&#62;Bo&#60;/b&#62; O&#39;Neil-000 &#38; 🦋") && !first.text.contains("<b>Bo"));
    assert_eq!(first.text.matches("/council/children/").count(), 100);
    let href = first.text.split("href=\"").filter(|part| part.starts_with("/council?") && part.contains("after="));
    let href = href.last().unwrap().split('"').next().unwrap().replace("&#38;", "&");
    let second = browser.get(&href).await;
    assert_eq!(second.text.matches("/council/children/").count(), 51);
    let longest = browser.get("/council?sort=longest&waiting=new").await;
    assert_eq!(longest.text.matches("/council/children/").count(), 100);
    assert_eq!(
        browser.get("/council?waiting=told").await.text.matches("/council/children/").count(),
        100,
        "an unknown state"
    );
    assert!(!browser.get("/council?waiting=challenge").await.text.contains("Sam Bell"));
}

#[tokio::test]
async fn a_search_names_others_children_without_a_way_in() {
    let office = Office::new().await;
    let own = office.as_(office.ada).await.get("/council/search?q=bell").await;
    assert!(own.text.contains(&format!("href=\"{}\"", office.sam())));
    let mut cat = office.as_(office.cat).await;
    let others = cat.get("/council/search?q=BELL").await;
    assert!(others.text.contains("Sam Bell") && !others.text.contains(&format!("href=\"{}\"", office.sam())));
    for odd in ["%25%25", "b%27%20OR%201%3D1", "zz", "%00%00"] {
        let page = cat.get(&format!("/council/search?q={odd}")).await;
        assert_eq!(page.status, 200);
        assert!(!page.text.contains("Sam Bell"), "{odd}");
    }
}
