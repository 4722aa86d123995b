//! `sevensteps serve` as a process of its own, and what a browser would send to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A service on a database. It is killed when it goes out of use: a server that dies at any moment is what it is for.
pub struct Served {
    process: Child,
    /// `127.0.0.1:PORT`.
    pub host: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Served {
    /// Starts one and waits until it serves.
    pub fn start(database: &str) -> Served {
        let mut process = Command::new(env!("CARGO_BIN_EXE_sevensteps"))
            .args(["serve", "--listen", "127.0.0.1:0", "--database", database])
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines().map_while(Result::ok);
        let mut said = String::new();
        let host = lines.by_ref().find_map(|line| {
            said.push_str(&line);
            line.split_once("serves at http://").map(|(_, host)| host.to_owned())
        });
        std::thread::spawn(move || lines.for_each(drop));
        Served { process, host: host.unwrap_or_else(|| panic!("it does not serve: {said}")) }
    }
}

/// Somebody signed in.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// What their browser holds.
    pub token: String,
    /// What their forms carry.
    pub csrf: String,
}

/// An answer that came whole: its status and its text.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub text: String,
}

impl Answer {
    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        let line = self.text.lines().find_map(|line| line.strip_prefix("location: "));
        line.unwrap_or_else(|| panic!("no redirect: {}", self.text))
    }
}

impl Visitor {
    /// Asks for a page; nothing where the server died before the whole answer was here.
    pub fn get(&self, host: &str, path: &str) -> Option<Answer> {
        self.ask(host, &format!("GET {path} HTTP/1.1"), "")
    }

    /// Sends a form.
    pub fn post(&self, host: &str, path: &str, fields: &[(&str, &str)]) -> Option<Answer> {
        // what these tests send needs no escaping
        let fields = fields.iter().map(|(name, value)| format!("&{name}={value}")).collect::<String>();
        let body = format!("csrf={}{fields}", self.csrf);
        self.ask(host, &format!("POST {path} HTTP/1.1"), &body)
    }

    fn ask(&self, host: &str, line: &str, body: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect(host).ok()?;
        let (token, length) = (&self.token, body.len());
        let head = format!(
            "{line}\r\nHost: {host}\r\nCookie: session={token}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
        );
        stream.write_all(format!("{head}{body}").as_bytes()).ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n")?;
        let told = head.lines().find_map(|line| line.strip_prefix("content-length: "))?;
        let is_whole = told.parse() == Ok(body.len());
        let status = head.split(' ').nth(1)?.parse().ok()?;
        is_whole.then_some(Answer { status, text })
    }
}
