//! Signing in through an organisation: against a certified provider (npm `oidc-provider`) that runs while the test does.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Mutex;

use axum::Router;
use axum::http::StatusCode;
use openidconnect::reqwest;
use store::accounts;
use web::app::{App, Clock, Mode};

use crate::town::{Answer, Browser, Town, after_minutes};

/// A running provider; it ends with the test.
struct Provider {
    process: Child,
    issuer: String,
    /// Held open: it would stop at the first thing that it cannot say.
    _says: BufReader<ChildStdout>,
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Takes the provider in by `npm ci`, once for as long as its lock stays the same.
fn installed() -> PathBuf {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oidc");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oidc");
    let lock = std::fs::read_to_string(source.join("package-lock.json")).unwrap();
    let done = folder.join("done");
    let is_done = std::fs::read_to_string(&done).is_ok_and(|found| found == lock);
    std::fs::create_dir_all(&folder).unwrap();
    for file in ["package.json", "package-lock.json", ".npmrc", "provider.mjs"] {
        std::fs::copy(source.join(file), folder.join(file)).unwrap();
    }
    if !is_done {
        let status = Command::new("npm").args(["ci", "--silent"]).current_dir(&folder).status().unwrap();
        assert!(status.success(), "npm ci: a first run needs npm and a way to its registry");
        std::fs::write(done, lock).unwrap();
    }
    folder
}

fn provider() -> Provider {
    let mut process = Command::new("node")
        .args(["provider.mjs", "http://localhost/sign-in/organisation/back"])
        .current_dir(installed())
        .env("NODE_ENV", "test")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut issuer = String::new();
    let mut says = BufReader::new(process.stdout.take().unwrap());
    says.read_line(&mut issuer).unwrap();
    Provider { process, issuer: issuer.trim().to_owned(), _says: says }
}

async fn town_of(provider: &Provider) -> Town {
    let settings = format!(
        r#"{{"sign_in": {{"organisation": {{"issuer": "{}", "client_id": "seven-steps", "name": "Exampleshire"}}}}}}"#,
        provider.issuer
    );
    Town::with_settings(&settings).await
}

async fn pages(town: &Town, minutes: i64) -> Router {
    let secret =
        |name: &str| (name == "SEVENSTEPS_OIDC_SECRET_EXAMPLESHIRE").then(|| "a secret of the tests".to_owned());
    let clock = Clock::Frozen(after_minutes(minutes));
    let address = "http://localhost".to_owned();
    web::router(App::with_secrets(town.store.clone(), clock, Mode::Serve, address, secret).await.unwrap())
}

/// What somebody's browser does at the provider: follows its pages, with its cookies, until it is sent back.
async fn at_the_provider(issuer: &str, address: &str, name: &str) -> String {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let mut cookies: BTreeMap<String, String> = BTreeMap::new();
    let mut next = format!("{address}&login_hint={name}");
    for _ in 0..8 {
        let held: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = client.get(&next).header("cookie", held.join("; ")).send().await.unwrap();
        for line in answer.headers().get_all("set-cookie") {
            let pair = line.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            cookies.insert(pair.0.to_owned(), pair.1.to_owned());
        }
        let status = answer.status();
        let Some(to) = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned()) else {
            panic!("{status}: {}", answer.text().await.unwrap());
        };
        if let Some(back) = to.strip_prefix("http://localhost/") {
            return format!("/{back}");
        }
        next = if to.starts_with('/') { format!("{issuer}{to}") } else { to };
    }
    panic!("the provider never came to an end: {next}");
}

/// The whole way, with what happens to the address on the way to the provider and to the one back.
async fn way(
    provider: &Provider,
    browser: &mut Browser,
    name: &str,
    tamper: impl Fn(&str) -> String,
) -> (String, Answer) {
    let asked = browser.get("/sign-in/organisation?then=%2Faccount").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
    let address = tamper(asked.goes_to());
    assert!(address.starts_with(&provider.issuer) && address.contains("code_challenge_method=S256"), "{address}");
    let back = at_the_provider(&provider.issuer, &address, name).await;
    let answer = browser.get(&back).await;
    (back, answer)
}

fn unchanged(address: &str) -> String {
    address.to_owned()
}

/// The address with another value of one parameter.
fn with(address: &str, name: &str, value: &str) -> String {
    let (head, tail) = address.split_once(&format!("{name}=")).unwrap();
    let rest = tail.split_once('&').map(|(_, rest)| format!("&{rest}")).unwrap_or_default();
    format!("{head}{name}={value}{rest}")
}

#[tokio::test]
async fn somebody_of_the_organisation_signs_in_and_is_known_by_who_they_are_there() {
    let provider = provider();
    let town = town_of(&provider).await;
    let mut browser = Browser::new(pages(&town, 0).await);
    assert!(browser.get("/sign-in").await.text.contains("With your account at Exampleshire"));
    let (back, arrived) = way(&provider, &mut browser, "robin", unchanged).await;
    assert_eq!((arrived.status, arrived.goes_to()), (StatusCode::SEE_OTHER, "/account"), "{}", arrived.text);
    assert!(browser.get("/account").await.text.contains("Robin Marsh"));
    assert_eq!(town.entries_with("linked").await, 1);
    // the answer of the provider counts once
    let mut thief = browser.clone();
    thief.cookies.remove("session");
    assert_eq!(thief.get(&back).await.status, StatusCode::FORBIDDEN);
    assert!(!thief.is_signed_in());
    // from now on the e-mail address does not matter, only who they are there
    let mut again = Browser::new(pages(&town, 5).await);
    assert_eq!(way(&provider, &mut again, "robin", unchanged).await.1.goes_to(), "/account");
    assert_eq!(town.entries_with("linked").await, 1);
    // somebody else there with the same address gets nowhere
    let mut other = Browser::new(pages(&town, 5).await);
    let refused = way(&provider, &mut other, "other-robin", unchanged).await.1;
    assert!(refused.text.contains("no open account here yet") && !other.is_signed_in());
}

#[tokio::test]
async fn an_answer_to_another_question_is_not_believed() {
    let provider = provider();
    let town = town_of(&provider).await;
    for (name, message) in [("nonce", "could not tell us who you are"), ("state", "sign in again from the start")] {
        let mut browser = Browser::new(pages(&town, 0).await);
        let (_, answer) = way(&provider, &mut browser, "robin", |address| with(address, name, "made-up")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.text.contains(message), "{name}: {}", answer.text);
        assert!(!browser.is_signed_in());
    }
    // another browser brings an answer that was meant for this one
    let mut victim = Browser::new(pages(&town, 0).await);
    let address = victim.get("/sign-in/organisation").await.goes_to().to_owned();
    let back = at_the_provider(&provider.issuer, &address, "robin").await;
    let mut thief = Browser::new(pages(&town, 0).await);
    thief.get("/sign-in/organisation").await;
    assert_eq!(thief.get(&back).await.status, StatusCode::FORBIDDEN);
    assert!(!thief.is_signed_in());
}

#[tokio::test]
async fn the_organisation_creates_no_account_and_opens_no_closed_one() {
    let provider = provider();
    let town = town_of(&provider).await;
    for name in ["stranger", "unverified-robin"] {
        let mut browser = Browser::new(pages(&town, 0).await);
        let answer = way(&provider, &mut browser, name, unchanged).await.1;
        assert!(answer.text.contains("no open account here yet") && !browser.is_signed_in(), "{name}: {}", answer.text);
    }
    for is_linked in [true, false] {
        let (name, account) = if is_linked { ("robin", town.manager.1) } else { ("kit", town.parent.1) };
        if is_linked {
            way(&provider, &mut Browser::new(pages(&town, 0).await), name, unchanged).await;
        }
        let mut write = town.writing().await;
        accounts::disable(&mut write, account, Some(after_minutes(0).at)).await.unwrap();
        town.commit(write).await;
        let mut browser = Browser::new(pages(&town, 5).await);
        let answer = way(&provider, &mut browser, name, unchanged).await.1;
        assert!(answer.text.contains("no open account here yet") && !browser.is_signed_in());
    }
    assert_eq!(town.entries_with("no open account").await, 4);
}

#[tokio::test]
async fn an_organisation_that_does_not_answer_is_told_of_and_other_ways_stay_open() {
    let provider = provider();
    let town = town_of(&provider).await;
    drop(provider);
    let mut browser = Browser::new(pages(&town, 0).await);
    let answer = browser.get("/sign-in/organisation").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text.contains("sign in another way"));
    let mut without = Browser::new(Town::new().await.pages(Mode::Serve, 0).await);
    assert_eq!(without.get("/sign-in/organisation").await.status, StatusCode::NOT_FOUND);
}
