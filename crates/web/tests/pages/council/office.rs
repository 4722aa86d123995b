//! An authority's office: a team with its people, and the schemes of the gallery.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use ras::SchemeFiles;
use seven_core::people::{GroupKind, Holder, Membership, Relation, RelationKind, Role};
use seven_core::{AccountId, GroupId, PersonId};
use store::relations::{self, Group};
use web::app::{App, Clock, GalleryEntry, Mode};

use crate::town::{Answer, Browser, Town, after_minutes};

/// A person with what they sign in with.
pub type Somebody = (PersonId, AccountId);

pub struct Office {
    pub town: Town,
    pub north: GroupId,
    /// Key worker of Sam, in the team north.
    pub ada: Somebody,
    /// Manager of the team north.
    pub ben: Somebody,
    /// Works in the team south.
    pub cat: Somebody,
    pub head: Somebody,
    pub commissioner: Somebody,
    pub guardian: Somebody,
    pub admin: Somebody,
    pub auditor: Somebody,
}

impl Office {
    pub async fn new() -> Office {
        Office::of(Town::new().await).await
    }

    pub async fn of(town: Town) -> Office {
        let (north, south) = (group(&town, "North").await, group(&town, "South").await);
        let hired = async |given: &str, role, place| {
            let email = format!("{}@example.gov.uk", given.to_lowercase());
            let person = town.somebody(given, "Office", &email).await;
            employ(&town, person.0, role, place).await;
            person
        };
        let ada = hired("Ada", Role::TeamMember, Some(north)).await;
        let ben = hired("Ben", Role::TeamManager, Some(north)).await;
        let cat = hired("Cat", Role::TeamMember, Some(south)).await;
        let head = hired("Head", Role::HeadOfService, None).await;
        let commissioner = hired("Com", Role::Commissioner, None).await;
        let guardian = hired("Gus", Role::SafeguardingLead, None).await;
        let admin = hired("Adm", Role::Administrator, None).await;
        let auditor = hired("Aud", Role::Auditor, None).await;
        town.relate(ada.0, RelationKind::KeyWorker).await;
        allocate(&town, town.child, north).await;
        Office { town, north, ada, ben, cat, head, commissioner, guardian, admin, auditor }
    }

    /// A browser in which somebody is signed in.
    pub async fn as_(&self, who: Somebody) -> Browser {
        let app = App::new(
            self.town.store.clone(),
            Clock::Frozen(after_minutes(5)),
            Mode::Demo,
            "http://localhost".to_owned(),
        );
        let app = app.await.unwrap().with_gallery(gallery());
        let mut browser = Browser::new(web::router(app));
        browser.sign_in_as(who.1).await;
        assert!(browser.is_signed_in());
        browser
    }

    pub fn sam(&self) -> String {
        format!("/council/children/{}", self.town.child)
    }

    /// Publishes the example for children and puts it in force today.
    pub async fn scheme(&self) {
        let mut browser = self.as_(self.commissioner).await;
        let check = "/council/schemes/check?gallery=example-children%402026-04-01";
        let fields = [
            ("gallery", "example-children@2026-04-01"),
            ("upload", ""),
            ("cliffs", "Com Office"),
            ("equality", "Nobody loses by it: it is the first scheme here."),
        ];
        let answer = browser.fill_in(check, "/council/schemes/publish", &fields).await;
        let version = answer.goes_to().split('?').next().unwrap().to_owned();
        let day = [("version", "1"), ("from-day", "1"), ("from-month", "9"), ("from-year", "2026")];
        let answer = browser.fill_in(&version, &format!("{version}/in-force"), &day).await;
        assert!(answer.goes_to().ends_with("done=in-force"), "{}", answer.text);
    }
}

pub async fn group(town: &Town, name: &str) -> GroupId {
    let mut write = town.writing().await;
    let group = Group { id: write.id(), kind: GroupKind::Team, name: name.to_owned(), urn: None };
    relations::insert_group(&mut write, &group).await.unwrap();
    town.commit(write).await;
    group.id
}

/// Gives somebody a role from today.
pub async fn employ(town: &Town, person: PersonId, role: Role, group: Option<GroupId>) {
    let mut write = town.writing().await;
    let starts_on = after_minutes(0).today;
    let membership = Membership { id: write.id(), person, role, group, starts_on, ends_on: None };
    relations::insert_membership(&mut write, &membership).await.unwrap();
    town.commit(write).await;
}

/// Allocates a child to a team.
pub async fn allocate(town: &Town, child: PersonId, team: GroupId) {
    let mut write = town.writing().await;
    let relation = Relation {
        id: write.id(),
        child,
        holder: Holder::Group(team),
        kind: RelationKind::Team,
        is_contact_restricted: false,
        starts_on: after_minutes(0).today,
        ends_on: None,
        source: "allocated".to_owned(),
    };
    relations::insert(&mut write, &relation).await.unwrap();
    town.commit(write).await;
}

fn gallery() -> Vec<GalleryEntry> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemes/example-children/2026-04-01");
    let mut files = SchemeFiles::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        files.insert(entry.file_name().to_str().unwrap(), std::fs::read(entry.path()).unwrap());
    }
    vec![GalleryEntry { id: "example-children".to_owned(), version: "2026-04-01".parse().unwrap(), files }]
}

/// Sends a form with a file, with the token of a page.
pub async fn send_file(browser: &mut Browser, page: &str, path: &str, fields: &[(&str, &str)], bytes: &[u8]) -> Answer {
    let csrf = browser.get(page).await.hidden("csrf");
    let fields: Vec<(&str, &str)> = [("csrf", csrf.as_str())].into_iter().chain(fields.iter().copied()).collect();
    send_parts(browser, path, &fields, bytes).await
}

/// The same, with the fields as they are given.
pub async fn send_parts(browser: &mut Browser, path: &str, fields: &[(&str, &str)], bytes: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    let head =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n";
    body.extend(head.bytes());
    body.extend_from_slice(bytes);
    body.extend(b"\r\n--x--\r\n");
    let request = browser.request("POST", path).header(CONTENT_TYPE, "multipart/form-data; boundary=x");
    browser.send(request.body(Body::from(body)).unwrap()).await
}
