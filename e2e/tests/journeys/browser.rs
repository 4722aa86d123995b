//! A browser in somebody's hands: it opens, presses, fills in and reads by what stands on the page.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sqlx::{AnyConnection, Connection};
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel};
use tokio::runtime::Runtime;

use crate::running::{Running, status};

const FLAGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Longest wait for a page that was asked for.
const PATIENCE: Duration = Duration::from_secs(15);

/// Notes on the page whether what happens next leads away from it. A browser begins to leave a moment after it has answered a press;
/// where scripts are off nothing can listen, and what is pressed has to tell.
const LISTEN: &str = r#"
const [hasScript, pressed] = arguments;
const goesAway = (link) => link && !link.target && !link.download && link.href.split('#')[0] !== location.href.split('#')[0];
window.leaving = !hasScript && Boolean(pressed) && (pressed.type === 'submit' || goesAway(pressed.closest('a[href]')));
if (window.listens === undefined) {
  addEventListener('submit', (event) => {
    if (!event.defaultPrevented && !event.target.target && event.target.method !== 'dialog') window.leaving = true;
  });
  addEventListener('click', (event) => {
    if (!event.defaultPrevented && goesAway(event.target.closest('a[href]'))) window.leaving = true;
  });
}
window.listens = true;
"#;

/// Fills the three boxes of a date with the day some days from today.
const IN_DAYS: &str = r#"
const day = new Date(Date.now() + DAYS * 864e5);
const parts = { day: day.getDate(), month: day.getMonth() + 1, year: day.getFullYear() };
for (const [part, value] of Object.entries(parts)) document.querySelector(`[name="NAME-${part}"]`).value = value;
"#;

/// One browser with cookies of its own.
pub struct Browser {
    driver: Option<WebDriver>,
    /// Whether pages may run scripts.
    has_script: bool,
    runtime: Runtime,
    address: String,
    driver_address: String,
    /// The address of what the service remembers.
    memory: String,
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.take() {
            let _ = self.runtime.block_on(driver.quit());
        }
    }
}

impl Browser {
    /// A browser as people have it.
    pub fn open(running: &Running) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let (address, driver_address) = (running.address.clone(), running.driver_address.clone());
        let memory = format!("sqlite:{}", running.folder.join("exampleshire.db").display());
        let mut browser = Self { driver: None, has_script: true, runtime, address, driver_address, memory };
        browser.start(true);
        browser
    }

    /// One more browser, as on another device: it shares no cookies with this one.
    pub fn another(&self) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let (address, driver_address) = (self.address.clone(), self.driver_address.clone());
        let memory = self.memory.clone();
        let mut browser = Self { driver: None, has_script: true, runtime, address, driver_address, memory };
        browser.start(true);
        browser
    }

    /// Half a day goes by in which this person does nothing: their session ends by itself.
    pub fn half_a_day_passes_for(&self, given: &str, family: &str) {
        const QUIET: &str = "UPDATE session SET last_seen_at = '2020-01-01T00:00:00.000000Z' WHERE person_id IN \
                             (SELECT id FROM person WHERE given_name = $1 AND family_name = $2)";
        sqlx::any::install_default_drivers();
        let done = self.runtime.block_on(async {
            let mut memory = AnyConnection::connect(&self.memory).await?;
            sqlx::query(QUIET).bind(given).bind(family).execute(&mut memory).await
        });
        assert!(done.unwrap().rows_affected() > 0, "{given} {family} is not signed in");
    }

    /// The browser breaks down as a whole, and is started again: it remembers nothing.
    pub fn breaks_down(&mut self) {
        if let Some(driver) = self.driver.take() {
            let _ = self.runtime.block_on(driver.cdp().send_raw("Browser.crash", json!({})));
            let _ = self.runtime.block_on(driver.quit());
        }
        self.start(true);
    }

    /// Whether there is a way to the service.
    pub fn network(&self, is_there: bool) {
        self.command("Network.enable", json!({}));
        let conditions =
            json!({ "offline": !is_there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.command("Network.emulateNetworkConditions", conditions);
    }

    /// Begins anew without JavaScript.
    pub fn without_script(&mut self) {
        if let Some(driver) = self.driver.take() {
            let _ = self.runtime.block_on(driver.quit());
        }
        self.start(false);
    }

    fn start(&mut self, has_script: bool) {
        self.has_script = has_script;
        let mut wanted = ChromeCapabilities::new();
        for flag in FLAGS {
            wanted.add_arg(flag).unwrap();
        }
        wanted.add_arg("--window-size=1280,900").unwrap();
        if !has_script {
            let no_script = json!({ "profile.managed_default_content_settings.javascript": 2 });
            wanted.add_experimental_option("prefs", no_script).unwrap();
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::Severe).unwrap();
        let driver = self.runtime.block_on(WebDriver::new(&self.driver_address, wanted));
        self.driver =
            Some(driver.expect("a browser: on Debian or Ubuntu `sudo apt-get install chromium chromium-driver`"));
    }

    fn driver(&self) -> &WebDriver {
        self.driver.as_ref().unwrap()
    }

    /// Opens a path of the service.
    pub fn go(&self, path: &str) {
        self.runtime.block_on(self.driver().goto(format!("{}{path}", self.address))).unwrap();
    }

    /// Where the browser is: path and query.
    pub fn place(&self) -> String {
        let url = self.runtime.block_on(self.driver().current_url()).unwrap();
        url.as_str().trim_start_matches(&self.address).to_owned()
    }

    /// What a script says; works under a strict content security policy.
    pub fn ask(&self, script: &str) -> Value {
        self.runtime.block_on(self.driver().execute(script, Vec::new())).unwrap().json().clone()
    }

    /// What a script says that answers by calling its last argument.
    pub fn ask_later(&self, script: &str) -> Value {
        self.runtime.block_on(self.driver().execute_async(script, Vec::new())).unwrap().json().clone()
    }

    /// The text that can be seen; nothing while one page gives way to the next.
    pub fn text(&self) -> String {
        let body = self.runtime.block_on(async { self.driver().find(By::Css("body")).await?.text().await });
        body.unwrap_or_default()
    }

    /// Stops unless the page says this, or the next one that is on its way.
    pub fn reads(&self, words: &str) {
        let is_there = || self.text().contains(words).then_some(());
        assert!(eventually(is_there).is_some(), "`{words}` is not on {}:\n{}", self.place(), self.text());
    }

    fn find_all(&self, path: &str) -> Vec<WebElement> {
        self.runtime.block_on(self.driver().find_all(By::XPath(path))).unwrap()
    }

    fn shown(&self, path: &str) -> Option<WebElement> {
        self.find_all(path)
            .into_iter()
            .find(|found| self.runtime.block_on(found.is_displayed()).is_ok_and(|displayed| displayed))
    }

    fn some(&self, path: &str, what: &str) -> WebElement {
        eventually(|| self.shown(path)).unwrap_or_else(|| panic!("no {what} on {}:\n{}", self.place(), self.text()))
    }

    /// Presses the first button, link or fold with this text, and waits for the next page where one comes.
    pub fn press(&self, text: &str) {
        let words = quoted(text);
        let path =
            format!("//*[self::a or self::button or self::summary or @role='button'][normalize-space(.)={words}]");
        let beginning =
            path.replace(&format!("normalize-space(.)={words}"), &format!("starts-with(normalize-space(.),{words})"));
        let found = eventually(|| self.shown(&path).or_else(|| self.shown(&beginning)));
        let found = found.unwrap_or_else(|| panic!("no button or link `{text}` on {}:\n{}", self.place(), self.text()));
        self.click(&found);
    }

    /// Whether there is such a button or link.
    pub fn offers(&self, text: &str) -> bool {
        let path = format!("//*[self::a or self::button][starts-with(normalize-space(.),{})]", quoted(text));
        self.shown(&path).is_some()
    }

    fn click(&self, element: &WebElement) {
        let _ = self.runtime.block_on(element.scroll_into_view());
        self.listen(element.to_json().unwrap());
        self.runtime.block_on(element.click()).unwrap();
        self.left();
        self.settled();
    }

    /// Listens for what leads away from this page.
    fn listen(&self, pressed: Value) {
        let told = vec![json!(self.has_script), pressed];
        self.runtime.block_on(self.driver().execute(LISTEN, told)).unwrap();
    }

    /// Waits until this page has gone, if something led away from it. What was kept as a file leaves the page where it is.
    fn left(&self) {
        const LEAVING: &str = "return window.leaving === true";
        let stays = || {
            let answer = self.runtime.block_on(self.driver().execute(LEAVING, Vec::new()));
            answer.is_ok_and(|told| told.json() == &json!(false)).then_some(())
        };
        let _ = eventually(stays);
    }

    /// Waits for the page to be whole.
    pub fn settled(&self) {
        let begun = Instant::now();
        while self
            .runtime
            .block_on(self.driver().execute("return document.readyState", Vec::new()))
            .map_or(true, |state| state.json() != "complete")
        {
            assert!(begun.elapsed() < PATIENCE, "the page is not whole after {PATIENCE:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Chooses a radio button or box by its label.
    pub fn choose(&self, label: &str) {
        let found = self.some(&format!("//label[normalize-space(.)={}]", quoted(label)), &format!("choice `{label}`"));
        self.click(&found);
    }

    /// Writes into the field with this name of the form, in place of what stood there.
    pub fn fill(&self, name: &str, text: &str) {
        let path = format!("//*[self::input or self::textarea][@name={}][not(@type='hidden')]", quoted(name));
        let field = self.some(&path, &format!("field `{name}`"));
        self.runtime
            .block_on(async {
                field.clear().await?;
                field.send_keys(text).await
            })
            .unwrap();
    }

    /// Writes the day so many days from today into the three boxes with this name.
    pub fn fill_day(&self, name: &str, days: i32) {
        let script = IN_DAYS.replace("DAYS", &days.to_string()).replace("NAME", name);
        self.ask(&script);
    }

    /// Puts a file into the field with this name.
    pub fn attach(&self, name: &str, file: &std::path::Path) {
        let field = self.some(&format!("//input[@type='file'][@name={}]", quoted(name)), &format!("field `{name}`"));
        self.runtime.block_on(field.send_keys(file.to_str().unwrap())).unwrap();
    }

    /// How many things fit a CSS selector.
    pub fn count(&self, css: &str) -> usize {
        self.runtime.block_on(self.driver().find_all(By::Css(css))).unwrap().len()
    }

    /// Presses keys, wherever the focus is.
    pub fn keys(&self, keys: impl Into<TypingData>) {
        let keys: TypingData = keys.into();
        self.runtime.block_on(async { self.driver().active_element().await?.send_keys(keys).await }).unwrap();
    }

    /// Takes the seat of a made-up person, written `Name` or `Name, what they are`: the same browser, nobody else signed in.
    pub fn be(&self, who: &str) {
        self.runtime.block_on(self.driver().delete_all_cookies()).unwrap();
        self.go("/sign-in");
        self.choose_person(who);
        let is_in = || (!self.place().starts_with("/sign-in")).then_some(());
        assert!(eventually(is_in).is_some(), "{who} did not get in: {}", self.text());
    }

    /// Chooses a made-up person from the list that is shown.
    pub fn choose_person(&self, who: &str) {
        let (name, seat) = who.split_once(", ").unwrap_or((who, ""));
        let line = format!("li[contains(.,{})][.//button[normalize-space(.)={}]]", quoted(seat), quoted(name));
        let path = format!("//form[@action='/sign-in/as']//{line}//button");
        if self.shown(&path).is_none() {
            for fold in self.find_all(&format!("//details[.//{line}]/summary")) {
                self.click(&fold);
            }
        }
        let button = self.some(&path, &format!("made-up person `{who}`"));
        self.click(&button);
    }

    /// Moves the focus by the tabulator key, as often as it takes, to what begins with this text or has it as its label.
    pub fn tab_to(&self, text: &str) {
        const HERE: &str = "const here = document.activeElement; \
                            return ((here.labels && here.labels[0]) || here).innerText.trim();";
        for _ in 0..120 {
            self.keys(Key::Tab);
            if self.ask(HERE).as_str().is_some_and(|here| here.starts_with(text)) {
                return;
            }
        }
        panic!("no way by keyboard to `{text}` on {}", self.place());
    }

    /// Presses a key that leads to another page.
    pub fn key(&self, key: Key) {
        self.listen(Value::Null);
        self.keys(key);
        self.left();
        self.settled();
    }

    /// Signs nobody in.
    pub fn be_nobody(&self) {
        self.go("/");
        self.runtime.block_on(self.driver().delete_all_cookies()).unwrap();
    }

    /// How wide the window is, in pixels of CSS; nothing gives the window its own width back.
    pub fn width(&self, pixels: Option<u32>) {
        let (method, sizes) = match pixels {
            Some(width) => (
                "Emulation.setDeviceMetricsOverride",
                json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false }),
            ),
            None => ("Emulation.clearDeviceMetricsOverride", json!({})),
        };
        self.command(method, sizes);
    }

    /// A command of the browser's own protocol.
    pub fn command(&self, method: &str, details: Value) -> Value {
        self.runtime.block_on(self.driver().cdp().send_raw(method, details)).unwrap()
    }

    /// Keeps a picture of the whole page, this many pixels wide.
    pub fn picture(&self, width: u32, file: &std::path::Path) {
        self.width(Some(width));
        let tall = self.ask("return document.documentElement.scrollHeight").as_u64().unwrap_or(900).min(6_000);
        let area = json!({ "x": 0, "y": 0, "width": width, "height": tall, "scale": 1 });
        let taken = self
            .command("Page.captureScreenshot", json!({ "format": "png", "captureBeyondViewport": true, "clip": area }));
        self.width(None);
        let text = taken["data"].as_str().unwrap();
        std::fs::write(file, thirtyfour::support::base64_decode(text).unwrap()).unwrap();
    }

    /// What the browser complained of since it was last asked. A page that was answered with a refusal of what was sent (403, 409, 413,
    /// 422) is meant to be read, and the browser's complaint about its status is none.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.runtime.block_on(self.driver().browser_log()).unwrap();
        let is_meant = |message: &str| {
            message.starts_with(&format!("{}/", self.address))
                && ["403 (", "409 (", "413 (", "422 ("]
                    .iter()
                    .any(|status| message.contains(&format!("with a status of {status}")))
        };
        let severe = log.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message);
        severe.filter(|message| !is_meant(message)).collect()
    }

    /// Waits until another page than this is shown: what was sent from it has then been answered.
    pub fn leaves(&self, place: &str) {
        eventually(|| (self.place() != place).then_some(())).unwrap_or_else(|| panic!("still on {place}"));
    }

    /// The status of the page shown.
    pub fn status(&self) -> u64 {
        self.ask("return performance.getEntriesByType('navigation')[0].responseStatus").as_u64().unwrap_or(0)
    }

    /// The status of a file, asked for by the same person but not shown.
    pub fn status_of_file(&self, path: &str) -> u16 {
        let cookies = self.runtime.block_on(self.driver().get_all_cookies()).unwrap();
        let cookies: Vec<String> = cookies.iter().map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect();
        status(&self.address, path, &cookies.join("; ")).unwrap_or(0)
    }
}

/// What comes within a few seconds: a press leads to the next page, and the driver does not always wait for it.
fn eventually<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let begun = Instant::now();
    loop {
        let found = look();
        if found.is_some() || begun.elapsed() > Duration::from_secs(5) {
            return found;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A text within an XPath.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
