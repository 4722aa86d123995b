//! GOV.UK Frontend by npm, our style sheet by Sass, scripts, and all of them named by what they hold and pressed with gzip.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// What npm needs to know. Copied out, because a build leaves the source tree as it was.
const MANIFESTS: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// Scripts that only some pages fetch.
const PARTS: [&str; 2] = ["keeps", "pictures"];

const NO_NPM: &str = "The pages are dressed with GOV.UK Frontend, which npm fetches when the program is built, and npm \
                      was not found.\nhelp: install it: on Debian and Ubuntu `sudo apt-get install npm`; elsewhere \
                      https://nodejs.org (version 20 or later)";

/// Everything under `OUT_DIR/look`.
pub fn make(here: &Path, out: &Path) -> Result<(), String> {
    let look = out.join("look");
    fs::create_dir_all(&look).map_err(|error| at(&look, &error))?;
    let packages = fingerprint(&MANIFESTS.map(|name| here.join(name)))?;
    if !is_stamped(&look.join("packages.stamp"), &packages) {
        fetch(here, &look)?;
        stamp(&look.join("packages.stamp"), &packages)?;
    }
    let mut sources = files_of(&here.join("assets"))?;
    sources.push(here.join("build/look.rs"));
    let dress = format!("{packages} {}", fingerprint(&sources)?);
    if !is_stamped(&look.join("dress.stamp"), &dress) {
        dress_up(here, &look)?;
        stamp(&look.join("dress.stamp"), &dress)?;
    }
    Ok(())
}

/// The packages of the lock file, each checked against its checksum there.
fn fetch(here: &Path, look: &Path) -> Result<(), String> {
    for name in MANIFESTS {
        fs::copy(here.join(name), look.join(name)).map_err(|error| at(&here.join(name), &error))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(npm);
    command.args(["ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund"]).current_dir(look);
    let ran = command.output().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => NO_NPM.to_owned(),
        _ => format!("`npm ci` could not be started: {error}\nhelp: does `npm --version` work in this terminal?"),
    })?;
    if ran.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&ran.stderr);
    Err(format!("`npm ci` failed in {}:\n{said}\nhelp: a first build needs a way to npm's registry", look.display()))
}

fn dress_up(here: &Path, look: &Path) -> Result<(), String> {
    let govuk = look.join("node_modules/govuk-frontend/dist/govuk");
    let css = style_sheet(here, look)?;
    let script = read(&govuk.join("govuk-frontend.min.js"))?;
    // A map is not shipped, so the line that points to it goes too.
    let script = script.lines().filter(|line| !line.starts_with("//# sourceMappingURL")).collect::<Vec<_>>().join("\n");
    let mut table = Table { look: look.to_owned(), rows: String::new() };
    table.add("site", "css", "text/css; charset=utf-8", css.as_bytes())?;
    let name = table.add("govuk", "js", "text/javascript; charset=utf-8", script.as_bytes())?;
    let mut own = read(&here.join("assets/site.js"))?.replace("./govuk.js", &format!("./{name}"));
    for stem in PARTS {
        let part = read(&here.join(format!("assets/{stem}.js")))?;
        let name = table.add(stem, "js", "text/javascript; charset=utf-8", part.as_bytes())?;
        own = own.replace(&format!("./{stem}.js"), &format!("./{name}"));
    }
    table.add("site", "js", "text/javascript; charset=utf-8", own.as_bytes())?;
    let icon = read(&here.join("assets/icon.svg"))?;
    table.add("icon", "svg", "image/svg+xml", icon.as_bytes())?;
    let text = format!("[\n{}]\n", table.rows);
    fs::write(look.join("table.rs"), text).map_err(|error| at(look, &error))?;
    let notice = read(&here.join("assets/licences.txt"))?;
    fs::write(look.join("licences.txt"), notice).map_err(|error| at(look, &error))
}

fn style_sheet(here: &Path, look: &Path) -> Result<String, String> {
    let sass = look.join("node_modules/sass/sass.js");
    let ran = Command::new("node")
        .arg(&sass)
        .args(["--style=compressed", "--no-source-map", "--quiet-deps"])
        .arg(format!("--load-path={}", look.join("node_modules").display()))
        .arg(here.join("assets/site.scss"))
        .output()
        .map_err(|error| format!("`node` could not be started: {error}\n{NO_NPM}"))?;
    if !ran.status.success() {
        return Err(format!("the style sheet has a fault:\n{}", String::from_utf8_lossy(&ran.stderr)));
    }
    String::from_utf8(ran.stdout).map_err(|error| format!("the style sheet is not UTF-8: {error}"))
}

/// The rows of `assets::ALL`.
struct Table {
    look: PathBuf,
    rows: String,
}

impl Table {
    /// Writes a file plain and pressed; gives the name it is served under.
    fn add(&mut self, stem: &str, ending: &str, kind: &str, bytes: &[u8]) -> Result<String, String> {
        let hash: String = Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let served = format!("{stem}-{hash}.{ending}");
        let mut pressed = GzEncoder::new(Vec::new(), Compression::best());
        let gzip = pressed.write_all(bytes).and_then(|()| pressed.finish()).map_err(|error| at(&self.look, &error))?;
        let plain_path = self.look.join(format!("{stem}.{ending}"));
        let gzip_path = self.look.join(format!("{stem}.{ending}.gz"));
        fs::write(&plain_path, bytes).map_err(|error| at(&plain_path, &error))?;
        fs::write(&gzip_path, gzip).map_err(|error| at(&gzip_path, &error))?;
        writeln!(
            self.rows,
            "    Asset {{ name: \"{stem}.{ending}\", served: \"/assets/{served}\", kind: \"{kind}\", \
             plain: include_bytes!({plain_path:?}), gzip: include_bytes!({gzip_path:?}) }},"
        )
        .map_err(|error| error.to_string())?;
        Ok(served)
    }
}

fn files_of(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| at(folder, &error))? {
        let path = entry.map_err(|error| at(folder, &error))?.path();
        if path.is_dir() { files.extend(files_of(&path)?) } else { files.push(path) }
    }
    files.sort();
    Ok(files)
}

fn fingerprint(files: &[PathBuf]) -> Result<String, String> {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(fs::read(file).map_err(|error| at(file, &error))?);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn is_stamped(stamp: &Path, wanted: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|found| found == wanted)
}

fn stamp(stamp: &Path, text: &str) -> Result<(), String> {
    fs::write(stamp, text).map_err(|error| at(stamp, &error))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| at(path, &error))
}

fn at(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
