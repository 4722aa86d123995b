//! A made-up authority with a handful of people, its pages, and browsers that remember their cookies.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use seven_core::access::{Action, Permit, operator};
use seven_core::audit::Event;
use seven_core::people::name::Name;
use seven_core::people::{Holder, Membership, Person, Relation, RelationKind, Role};
use seven_core::{AccountId, AuthorityId, Moment, PersonId};
use store::accounts::{self, Account};
use store::authorities::{self, Authority};
use store::{Chance, Store, Writing, audit, people, relations};
use tower::ServiceExt;
use web::app::{App, Clock, Mode};

/// Where the pages are reached in tests.
pub const HOST_NAME: &str = "localhost";

/// An authority and everybody in it.
pub struct Town {
    pub store: Store,
    pub authority: AuthorityId,
    /// Sam, ten years old.
    pub child: PersonId,
    pub parent: (PersonId, AccountId),
    pub manager: (PersonId, AccountId),
    /// Goes with the town.
    _folder: tempfile::TempDir,
}

/// Half past nine on 1 September 2026, and some minutes.
pub fn after_minutes(minutes: i64) -> Moment {
    let at: Timestamp = "2026-09-01T09:30:00Z".parse().unwrap();
    let at = at + SignedDuration::from_mins(minutes);
    Moment { at, today: at.to_zoned(jiff::tz::TimeZone::UTC).date() }
}

fn upkeep() -> Permit {
    operator(Action::KeepSystem, None)
}

impl Town {
    pub async fn new() -> Town {
        Town::with_settings("{}").await
    }

    pub async fn with_settings(settings: &str) -> Town {
        Town::made(settings, None).await
    }

    /// A town whose pages answer to a name of their own, beside those of other authorities.
    pub async fn hosted(host: &str) -> Town {
        Town::made("{}", Some(host)).await
    }

    async fn made(settings: &str, host: Option<&str>) -> Town {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("town.db").display());
        let store = Store::open(&address, Chance::System).await.unwrap();
        store.migrate().await.unwrap();
        let authority = add_authority(&store, "exampleshire", host, settings).await;
        let mut town = Town {
            store,
            authority,
            child: PersonId(uuid::Uuid::nil()),
            parent: (PersonId(uuid::Uuid::nil()), AccountId(uuid::Uuid::nil())),
            manager: (PersonId(uuid::Uuid::nil()), AccountId(uuid::Uuid::nil())),
            _folder: folder,
        };
        town.child = town.person("Sam", "Bell", true).await;
        town.parent = town.somebody("Kit", "Bell", "kit@example.org").await;
        town.relate(town.parent.0, RelationKind::Parent).await;
        town.manager = town.somebody("Robin", "Marsh", "robin@example.org").await;
        town.employ(town.manager.0, Role::Finance).await;
        town
    }

    pub async fn writing(&self) -> Writing {
        self.store.writing(&self.authority, &upkeep(), after_minutes(0)).await.unwrap()
    }

    pub async fn commit(&self, write: Writing) {
        write.commit(Event::of(&upkeep(), "made up")).await.unwrap();
    }

    async fn person(&self, given: &str, family: &str, has_record: bool) -> PersonId {
        let mut write = self.writing().await;
        let mut person = Person::new(write.id(), Name::read(given, family, "").unwrap());
        person.has_record = has_record;
        people::insert(&mut write, &person).await.unwrap();
        self.commit(write).await;
        person.id
    }

    /// A person with an account, who can sign in with a link.
    pub async fn somebody(&self, given: &str, family: &str, email: &str) -> (PersonId, AccountId) {
        let person = self.person(given, family, false).await;
        let mut write = self.writing().await;
        let account = Account::new(write.id(), person, email);
        accounts::insert(&mut write, &account).await.unwrap();
        self.commit(write).await;
        (person, account.id)
    }

    pub async fn relate(&self, person: PersonId, kind: RelationKind) {
        let mut write = self.writing().await;
        let relation = Relation {
            id: write.id(),
            child: self.child,
            holder: Holder::Person(person),
            kind,
            is_contact_restricted: false,
            starts_on: after_minutes(0).today,
            ends_on: None,
            source: "told".to_owned(),
        };
        relations::insert(&mut write, &relation).await.unwrap();
        self.commit(write).await;
    }

    pub async fn employ(&self, person: PersonId, role: Role) {
        let mut write = self.writing().await;
        let starts_on = after_minutes(0).today;
        let membership = Membership { id: write.id(), person, role, group: None, starts_on, ends_on: None };
        relations::insert_membership(&mut write, &membership).await.unwrap();
        self.commit(write).await;
    }

    /// The pages, some minutes later.
    pub async fn pages(&self, mode: Mode, minutes: i64) -> Router {
        self.pages_at(mode, minutes, "http://localhost").await
    }

    pub async fn pages_at(&self, mode: Mode, minutes: i64, address: &str) -> Router {
        let clock = Clock::Frozen(after_minutes(minutes));
        web::router(App::new(self.store.clone(), clock, mode, address.to_owned()).await.unwrap())
    }

    /// How many entries of the audit log hold a text in their subject or particulars.
    pub async fn entries_with(&self, text: &str) -> usize {
        let mut reading = self.store.reading(&self.authority).await.unwrap();
        let entries = audit::entries(&mut reading, 0, 10_000).await.unwrap();
        entries.iter().filter(|entry| serde_json::to_string(entry).unwrap().contains(text)).count()
    }
}

/// One more authority in the same database.
pub async fn add_authority(store: &Store, id: &str, host: Option<&str>, settings: &str) -> AuthorityId {
    let authority = AuthorityId::new(id).unwrap();
    let mut write = store.writing(&authority, &upkeep(), after_minutes(0)).await.unwrap();
    let row = Authority {
        id: authority.clone(),
        name: format!("{id} council"),
        la_code: None,
        host: host.map(str::to_owned),
        settings: settings.to_owned(),
        created_at: after_minutes(0).at,
    };
    authorities::insert(&mut write, &row).await.unwrap();
    write.commit(Event::of(&upkeep(), "authority")).await.unwrap();
    authority
}

/// A browser: cookies and nothing else.
#[derive(Clone)]
pub struct Browser {
    pub pages: Router,
    pub host: String,
    pub cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn goes_to(&self) -> &str {
        self.headers.get(LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    pub fn cookie_line(&self, name: &str) -> Option<String> {
        let lines = self.headers.get_all(SET_COOKIE).iter().map(|value| value.to_str().unwrap().to_owned());
        lines.into_iter().find(|line| line.starts_with(&format!("{name}=")))
    }

    /// What a hidden field of the page holds.
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let rest = self.text.split_once(&mark).map_or("", |(_, rest)| rest);
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

impl Browser {
    pub fn new(pages: Router) -> Browser {
        Browser { pages, host: HOST_NAME.to_owned(), cookies: BTreeMap::new() }
    }

    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().method(method).uri(path).header(HOST, &self.host);
        let request =
            request.header("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) }
    }

    pub async fn send(&mut self, request: Request<Body>) -> Answer {
        let response = self.pages.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        for line in headers.get_all(SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request("GET", path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Sends a form as it is given.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let request = self.request("POST", path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.finish())).unwrap()).await
    }

    /// Opens a page, and sends its form with these fields and the page's own token.
    pub async fn fill_in(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.get(page).await.hidden("csrf");
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post(path, &all).await
    }

    /// Signs in as somebody, in a demonstration.
    pub async fn sign_in_as(&mut self, account: AccountId) -> Answer {
        self.fill_in("/sign-in", "/sign-in/as", &[("account", &account.to_string()), ("then", "/family")]).await
    }

    pub fn is_signed_in(&self) -> bool {
        self.cookies.keys().any(|name| name.ends_with("session"))
    }
}
