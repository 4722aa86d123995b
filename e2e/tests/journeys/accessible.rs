//! Whether everybody can use a page: axe-core finds nothing, nothing sticks out at 320 pixels, the browser has no complaint.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use crate::browser::Browser;
use crate::running::root;

const JUDGE: &str = r#"
const done = arguments[arguments.length - 1];
axe.run(document, {
  resultTypes: ["violations"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}).then(
  (found) => done(found.violations.map((one) =>
    one.id + " (" + one.impact + "): " + one.help + one.nodes.slice(0, 3).map((node) => "\n      " + node.html.slice(0, 200)).join(""))),
  (error) => done(["axe: " + error]),
);
"#;

/// Everything wider than the page that is not within something that scrolls by itself.
const STICKS_OUT: &str = r#"
const wide = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth <= wide) return [];
return [...document.body.querySelectorAll("*")]
  .filter((part) => part.getBoundingClientRect().right > wide + 1)
  .map((part) => part.outerHTML.slice(0, 120)).slice(-3).concat("page is " + document.documentElement.scrollWidth + " wide");
"#;

/// Places of a message that nobody filled in.
const UNFILLED: &str = r#"return document.body.innerText.match(/\{[a-z][a-z-]*\}/g) || [];"#;

/// Faults of the page shown, in words; none when everybody can use it.
pub fn faults(browser: &Browser) -> Vec<String> {
    let mut faults: Vec<String> = browser.complaints();
    for width in [320, 1280] {
        browser.width(Some(width));
        let out = browser.ask(STICKS_OUT);
        faults.extend(words(&out).map(|part| format!("sticks out at {width}: {part}")));
    }
    browser.width(None);
    faults.extend(words(&browser.ask(UNFILLED)).map(|place| format!("nobody filled in {place}")));
    if browser.ask("return typeof axe") != "object" {
        browser.ask(axe());
    }
    faults.extend(words(&browser.ask_later(JUDGE)).map(str::to_owned));
    keep_picture(browser);
    faults
}

/// Stops unless everybody can use the page shown.
pub fn accessible(browser: &Browser) {
    let faults = faults(browser);
    assert!(faults.is_empty(), "{}:\n    {}", browser.place(), faults.join("\n    "));
}

fn words(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// A picture of the page, as a telephone and as a desk see it, where pictures are asked for.
fn keep_picture(browser: &Browser) {
    let Some(folder) = std::env::var_os("SEVENSTEPS_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    let place = crate::walks::pattern(&browser.place());
    let place = if place == "/?" { "start".to_owned() } else { place };
    let name: String = place.chars().map(|char| if char.is_ascii_alphanumeric() { char } else { '-' }).collect();
    for width in [360, 1280] {
        let picture = folder.join(format!("{}.{width}.png", name.trim_matches('-')));
        if !picture.exists() {
            browser.picture(width, &picture);
        }
    }
}

/// The judge's script, taken in once by `npm ci`.
fn axe() -> &'static str {
    static SCRIPT: OnceLock<String> = OnceLock::new();
    SCRIPT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("axe");
        let script = folder.join("node_modules/axe-core/axe.min.js");
        let source = root().join("e2e");
        let lock = std::fs::read_to_string(source.join("package-lock.json")).unwrap();
        let done = folder.join("done");
        if !std::fs::read_to_string(&done).is_ok_and(|found| found == lock) {
            std::fs::create_dir_all(&folder).unwrap();
            for file in ["package.json", "package-lock.json", ".npmrc"] {
                std::fs::copy(source.join(file), folder.join(file)).unwrap();
            }
            let status = Command::new("npm").args(["ci", "--silent"]).current_dir(&folder).status();
            assert!(
                status.is_ok_and(|status| status.success()),
                "npm ci failed: a first run needs a way to its registry, and npm (`sudo apt-get install nodejs npm`)"
            );
            std::fs::write(done, lock).unwrap();
        }
        std::fs::read_to_string(script).unwrap()
    })
}
