//! The program as people call it.
#![allow(clippy::unwrap_used)] // a test may stop short, and so may what it calls

mod explain;

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs `sevensteps` with arguments and something on standard input.
fn sevensteps(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sevensteps"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that stops early need not read all of it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
