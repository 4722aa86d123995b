//! PostgreSQL for tests: a server of our own, in a temporary folder, on a Unix socket; or one that is named in
//! `SEVENSTEPS_TEST_POSTGRES`. `SEVENSTEPS_TEST_FSYNC=off` trades durability for speed.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::OnceLock;

/// Names a server to use instead of our own: `postgres://USER@HOST/DATABASE`, a user who may create databases.
const GIVEN: &str = "SEVENSTEPS_TEST_POSTGRES";
/// `off`: commits need not reach the disk.
const FSYNC: &str = "SEVENSTEPS_TEST_FSYNC";

const SCRIPT: &str = include_str!("server.sh");

/// The address of a database of this name on the server that all tests of the process share.
pub(crate) fn shared(database: &str) -> String {
    static SHARED: OnceLock<Server> = OnceLock::new();
    match std::env::var(GIVEN) {
        Ok(given) => renamed(&given, database),
        Err(_) => SHARED.get_or_init(Server::start).address(database),
    }
}

/// A server of one's own, which may be stopped and started again.
#[derive(Debug)]
pub struct Server {
    folder: String,
    /// Ends when its standard input is closed: when this process ends.
    _process: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Server {
    /// Makes a server and starts it.
    #[must_use]
    pub fn start() -> Server {
        let fsync = if std::env::var(FSYNC).is_ok_and(|said| said == "off") { "off" } else { "on" };
        let mut process = as_a_user_it_accepts()
            .args(["sh", "-c", SCRIPT, "sh"])
            .arg(programs())
            .arg(fsync)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell that starts PostgreSQL");
        let orders = process.stdin.take().expect("its input");
        let mut answers = BufReader::new(process.stdout.take().expect("its output"));
        let folder = line(&mut answers);
        assert!(!folder.is_empty(), "PostgreSQL does not start: what it says stands above");
        Server { folder, _process: process, orders, answers }
    }

    /// The address of a database of this server.
    #[must_use]
    pub fn address(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.folder)
    }

    /// Stops it, as for an upgrade.
    pub fn stop(&mut self) {
        self.order("stop");
    }

    /// Stops it at once, as a power cut does.
    pub fn kill(&mut self) {
        self.order("kill");
    }

    /// Starts it again.
    pub fn start_again(&mut self) {
        self.order("start");
    }

    fn order(&mut self, order: &str) {
        writeln!(self.orders, "{order}").expect("a server that takes orders");
        assert_eq!(line(&mut self.answers), order);
    }
}

fn line(from: &mut impl BufRead) -> String {
    let mut line = String::new();
    from.read_line(&mut line).expect("a line of text");
    line.trim_end().to_owned()
}

/// PostgreSQL refuses to run as root.
fn as_a_user_it_accepts() -> Command {
    let id = Command::new("id").arg("-u").output().expect("`id`");
    if id.stdout.trim_ascii() == b"0" {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]);
        return command;
    }
    Command::new("env")
}

/// The folder of the newest server's programs.
fn programs() -> PathBuf {
    let version = |folder: &PathBuf| folder.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let mut installed: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|folders| folders.flatten().map(|folder| folder.path()).filter(|path| version(path).is_some()).collect())
        .unwrap_or_default();
    installed.sort_by_key(version);
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let folders = installed.into_iter().rev().map(|folder| folder.join("bin")).chain(on_path.into_iter().flatten());
    let has_a_server = |folder: &PathBuf| ["initdb", "postgres"].iter().all(|program| is_file(&folder.join(program)));
    folders.into_iter().find(has_a_server).unwrap_or_else(|| {
        panic!(
            "these tests need PostgreSQL 15 or later: run `apt-get install postgresql` (Debian, Ubuntu), \
             or name a server in {GIVEN}=postgres://USER@HOST/DATABASE"
        )
    })
}

fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|there| there.is_file())
}

/// The same address with another database.
fn renamed(address: &str, database: &str) -> String {
    let (place, query) = address.split_once('?').map_or((address, String::new()), |(a, b)| (a, format!("?{b}")));
    let start = place.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = place.split_at(start);
    let host = rest.split('/').next().unwrap_or_default();
    format!("{scheme}{host}/{database}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_of_an_address_is_replaced() {
        for (given, wanted) in [
            ("postgres://me:pw@db:5432/postgres", "postgres://me:pw@db:5432/new"),
            ("postgres://me@db", "postgres://me@db/new"),
            ("postgresql://me@localhost/a?host=/run/x", "postgresql://me@localhost/new?host=/run/x"),
        ] {
            assert_eq!(renamed(given, "new"), wanted);
        }
    }
}
