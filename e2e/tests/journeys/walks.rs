//! Walks: one person of each kind opens every page that a link leads them to, and everybody can use each of them.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;

use serde_json::Value;

use crate::Journey;
use crate::accessible::faults;
use crate::browser::Browser;

/// A walk for each kind of person.
pub const ALL: &[Journey] = &[
    ("anybody_can_use_the_public_pages_in_english_and_welsh", |browser| {
        browser.be_nobody();
        walk(browser, &PUBLIC);
        let welsh = PUBLIC.map(|path| format!("{path}?lang=cy"));
        walk(browser, &welsh.each_ref().map(String::as_str));
    }),
    ("a_mother_can_use_every_page_she_is_led_to", |browser| everywhere(browser, "Amina Okafor")),
    ("a_young_man_of_seventeen_can_use_every_page", |browser| everywhere(browser, "Rhys Morgan")),
    ("a_key_worker_can_use_every_page", |browser| everywhere(browser, "Grace Bennett, Team member")),
    ("a_team_manager_can_use_every_page", |browser| everywhere(browser, "Samuel Wright")),
    ("a_head_of_service_can_use_every_page", |browser| everywhere(browser, "Angela Boateng")),
    ("a_special_needs_co_ordinator_can_use_every_page", |browser| everywhere(browser, "Hannah Fox")),
    ("a_health_commissioner_can_use_every_page", |browser| everywhere(browser, "Meera Joshi")),
    ("a_finance_officer_can_use_every_page", |browser| everywhere(browser, "Fiona Marsh")),
    ("a_commissioner_can_use_every_page", |browser| everywhere(browser, "Priya Nair")),
    ("a_safeguarding_lead_can_use_every_page", |browser| everywhere(browser, "Judith Lowe")),
    ("an_auditor_can_use_every_page", |browser| everywhere(browser, "Martin Ellis")),
    ("an_administrator_can_use_every_page", |browser| everywhere(browser, "Adwoa Darko")),
    ("a_broker_can_use_every_page", |browser| everywhere(browser, "Nora Finch")),
    ("a_helper_from_another_family_is_told_that_no_page_is_open_to_her", |browser| {
        browser.be("Carol Dean");
        browser.reads("As a peer supporter you see nobody's pages from here");
        walk(browser, &["/family", "/account"]);
    }),
];

const PUBLIC: [&str; 11] = [
    "/",
    "/help",
    "/privacy",
    "/accessibility",
    "/apply",
    "/what-might-we-get",
    "/how-it-is-worked-out",
    "/questions-on-paper",
    "/sign-in",
    "/sign-in/staff",
    "/sign-in/link",
];

/// Files: asked for, not shown.
const FILES: [&str; 6] = [".csv", "as=pdf", "/template/", "/licences", "/file/", "/picture"];

/// Every link on the page to the same service, as path and query.
const LINKS: &str = r#"
return [...document.querySelectorAll("a[href]")]
  .filter((link) => link.origin === location.origin)
  .map((link) => link.pathname + link.search)
  .filter((path) => !path.startsWith("/sign-in/organisation"));
"#;

fn everywhere(browser: &Browser, name: &str) {
    browser.be(name);
    let first = browser.place();
    walk(browser, &[&first, "/account"]);
}

/// Each kind of page is opened by everyone, and judged for the first two of them.
fn is_judged_again(kind: &str) -> bool {
    const TIMES: usize = 2;
    static JUDGED: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());
    let mut judged = JUDGED.lock().unwrap();
    let times = judged.entry(kind.to_owned()).or_default();
    *times += 1;
    *times <= TIMES
}

/// Opens these pages and all they lead to, each kind of page once.
fn walk(browser: &Browser, begin: &[&str]) {
    let mut waiting: VecDeque<(String, String)> =
        begin.iter().map(|path| ((*path).to_owned(), "the beginning".to_owned())).collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong: Vec<String> = Vec::new();
    let mut opened = 0_usize;
    while let Some((path, from)) = waiting.pop_front() {
        let times = seen.entry(pattern(&path)).or_default();
        *times += 1;
        if *times > 1 {
            continue;
        }
        opened += 1;
        if FILES.iter().any(|file| path.contains(file)) {
            let status = browser.status_of_file(&path);
            if status != 200 {
                wrong.push(format!("{path} (from {from}): {status}"));
            }
            continue;
        }
        browser.go(&path);
        let status = browser.status();
        if status != 200 {
            wrong.push(format!("{path} (from {from}): {status}"));
        }
        if is_judged_again(&pattern(&path)) {
            wrong.extend(faults(browser).into_iter().map(|fault| format!("{path}: {fault}")));
        }
        let links = browser.ask(LINKS);
        for link in links.as_array().into_iter().flatten().filter_map(Value::as_str) {
            // what everybody may see is walked by somebody who is not signed in, in both languages
            let is_public = PUBLIC.contains(&link.split('?').next().unwrap_or(link)) || link.contains("lang=");
            if is_public && !begin.contains(&link) {
                continue;
            }
            waiting.push_back((link.to_owned(), path.clone()));
        }
    }
    assert!(wrong.is_empty(), "{opened} pages opened\n  {}", wrong.join("\n  "));
}

/// A path without what differs from one child, round or page of a list to the next.
pub fn pattern(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        let is_one_of_many = part.chars().any(|char| char.is_ascii_digit()) || parts.last() == Some(&"question");
        parts.push(if is_one_of_many { "*" } else { part });
    }
    let keys: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.ends_with('='))
        .map(|pair| match pair.split_once('=') {
            Some((key @ ("lang" | "style"), _)) if !key.is_empty() => pair,
            Some((key, _)) => key,
            None => pair,
        })
        .collect();
    format!("{}?{}", parts.join("/"), keys.join("&"))
}
