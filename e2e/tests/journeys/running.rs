//! What runs while journeys are made: the service as `sevensteps demo`, and the driver of browsers. Both end with it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The service and the driver.
pub struct Running {
    service: Child,
    driver: Child,
    /// `http://127.0.0.1:PORT` of the service.
    pub address: String,
    /// The same of the driver.
    pub driver_address: String,
    /// What the service remembers; it goes when the journeys end.
    pub folder: PathBuf,
}

impl Drop for Running {
    fn drop(&mut self) {
        // a service that has ended by itself fails every journey after it: say so, and how
        if let Ok(Some(status)) = self.service.try_wait() {
            println!("the service ended before the journeys did: {status}");
        }
        for process in [&mut self.driver, &mut self.service] {
            let _ = process.kill();
            let _ = process.wait();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Running {
    /// Starts both and waits until they answer; `more` is said to the demonstration beside where to listen.
    pub fn start(more: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("journeys-{}", std::process::id()));
        let mut service = Command::new(program())
            .args(["demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(&folder)
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let address = told(&mut service, |line| line.trim().strip_prefix("Open").map(|rest| rest.trim().to_owned()));
        let driver = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut driver = driver.unwrap_or_else(|error| {
            let _ = service.kill();
            panic!(
                "cannot start `chromedriver`: {error}\n    help: on Debian or Ubuntu run \
                 `sudo apt-get install -y --no-install-recommends chromium chromium-driver`"
            )
        });
        let port = told(&mut driver, |line| {
            Some(line.split_once("successfully on port ")?.1.trim_end_matches('.').to_owned())
        });
        let running = Self { service, driver, address, driver_address: format!("http://127.0.0.1:{port}"), folder };
        let begun = Instant::now();
        while status(&running.address, "/healthz", "") != Some(200) {
            assert!(begun.elapsed() < Duration::from_secs(30), "the service is not ready after 30 seconds");
            std::thread::sleep(Duration::from_millis(50));
        }
        running
    }
}

/// What a program says of itself in one of its first lines; what it says later is read and dropped.
fn told(process: &mut Child, find: impl Fn(&str) -> Option<String>) -> String {
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
    let found = lines.by_ref().find_map(|line| find(&line)).expect("the program ended before it was ready");
    std::thread::spawn(move || lines.for_each(drop));
    found
}

/// The status of an answer, got without a browser.
pub fn status(address: &str, path: &str, cookies: &str) -> Option<u16> {
    let host = address.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookies}\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    String::from_utf8_lossy(&answer).split(' ').nth(1)?.parse().ok()
}

/// The program as it stands in the sources now: asking for it builds what has changed. It is asked for as its own tests are, among
/// the whole workspace: on its own it would be built with other features of its libraries, and they all over again.
fn program() -> PathBuf {
    let folder = built_in();
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.args(["test", "--workspace", "--quiet", "--locked", "--no-run", "--test", "cli"]).current_dir(root());
    if folder.ends_with("release") {
        build.arg("--release");
    }
    assert!(build.status().unwrap().success(), "the program could not be built");
    folder.join("sevensteps")
}

/// The root of the sources.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The folder of programs beside this one: `target/debug`.
fn built_in() -> PathBuf {
    let this = std::env::current_exe().unwrap();
    this.ancestors().nth(2).unwrap().to_owned()
}
