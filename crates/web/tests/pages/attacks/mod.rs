//! What an attacker sends to every route: others' ids, ids that are none, tokens that are nearly right, odd words in every field.
//! Requests are made from the routes themselves, so that a new page is attacked from its first day.

mod fields;
mod ids;
mod others;
mod tokens;
mod victims;

use web::Route;
use web::app::Mode;

use crate::council::office::{Office, Somebody};
use crate::routes::is_allowed;
use crate::town::{Answer, Browser};

/// The example for children answers everywhere; the office has everybody.
pub async fn place() -> Office {
    let office = Office::of(crate::town::Town::hosted("localhost").await).await;
    office.scheme().await;
    office
}

/// Every route but those that end the session which attacks, as they are served for real.
pub fn routes() -> Vec<Route> {
    let ends = ["/account/sign-out", "/account/sessions/end-all", "/style"];
    web::routes(Mode::Serve).into_iter().filter(|route| !ends.contains(&route.path)).collect()
}

/// A path with something in the place of each of its parameters, by name.
pub fn filled(route: &Route, value: impl Fn(&str) -> String) -> String {
    let part = |part: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => value(name),
        None => part.to_owned(),
    };
    route.path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// A text as it stands in an address.
pub fn in_address(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// Everybody who may sign in, by what they are called in a failure.
pub fn everybody(office: &Office) -> Vec<(&'static str, Somebody)> {
    vec![
        ("a parent", office.town.parent),
        ("the key worker", office.ada),
        ("the team's manager", office.ben),
        ("a worker of another team", office.cat),
        ("the head of service", office.head),
        ("the commissioner", office.commissioner),
        ("the safeguarding lead", office.guardian),
        ("the administrator", office.admin),
        ("the auditor", office.auditor),
        ("a finance officer", office.town.manager),
    ]
}

/// Somebody whom the grid lets through to a route, if there is one.
pub async fn somebody_for(office: &Office, route: &Route) -> Option<(&'static str, Somebody)> {
    for (name, somebody) in everybody(office) {
        if is_allowed(&office.town, somebody.0, route, office.town.child).await {
            return Some((name, somebody));
        }
    }
    None
}

/// A browser of each person, signed in, with the token of its forms.
pub struct Signed {
    browsers: Vec<(seven_core::PersonId, Browser, String)>,
}

impl Signed {
    pub fn none() -> Signed {
        Signed { browsers: Vec::new() }
    }

    /// A copy of the browser of somebody, and the token of its forms.
    pub async fn of(&mut self, office: &Office, who: Somebody) -> (Browser, String) {
        if let Some((_, browser, csrf)) = self.browsers.iter().find(|(person, ..)| *person == who.0) {
            return (browser.clone(), csrf.clone());
        }
        let mut browser = office.as_(who).await;
        browser.pages = office.town.pages(Mode::Serve, 5).await;
        let csrf = browser.get("/account").await.hidden("csrf");
        self.browsers.push((who.0, browser.clone(), csrf.clone()));
        (browser, csrf)
    }
}

/// Sends what a route takes: a form, or for uploads a form with a file.
pub async fn send(browser: &mut Browser, route: &Route, path: &str, fields: &[(String, String)]) -> Answer {
    if route.method == "GET" {
        return browser.get(path).await;
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    if ["/council/schemes/upload", "/council/import/check"].contains(&route.path) {
        return crate::council::office::send_parts(browser, path, &fields, b"given_name\nx").await;
    }
    browser.post(path, &fields).await
}

/// The name of every field that a page of this crate reads or shows, found where it is written.
pub fn field_names() -> Vec<String> {
    let mut names = std::collections::BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(path).unwrap();
                for call in [".value(\"", ".field(\"", ".hidden(\"", ".date(\"", ".all(\""] {
                    names.extend(text.split(call).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
                }
            }
        }
    }
    names.remove("csrf");
    let names: Vec<String> = names.into_iter().collect();
    assert!(names.len() > 60, "fields are written in another way by now: {names:?}");
    names
}

/// The same chance each time.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most).unwrap()).unwrap()
    }
}
