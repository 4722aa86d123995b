//! The house's own checks, the same on a desk and in CI: `cargo xtask tidy`, `cargo xtask ci`, `cargo xtask lock-schemes`.
//!
//! What a compiler or clippy can hold is left to them (`Cargo.toml`, `clippy.toml`); here stands what they cannot see:
//! which crate may use which, that documents link to something, that a published scheme stays as it was.

mod ci;
mod lock_schemes;
mod report;
mod source;
mod tidy;
mod tree;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  tidy            sizes, crate directions, links, locked schemes, stray words
  ci              everything CI runs, in its order; stops at the first failure
  lock-schemes    add new files of schemes/*/<date>/ to schemes/LOCK
      --before-publishing   also replace lines of files that have changed and drop those that
                            are gone. Only for folders that no release has ever carried: a
                            published scheme is corrected by a new dated folder.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = root();
    let outcome = match words.as_slice() {
        ["tidy"] => tidy::run(&root),
        ["ci"] => ci::run(&root),
        ["lock-schemes"] => lock_schemes::run(&root, lock_schemes::Mode::AddOnly),
        ["lock-schemes", "--before-publishing"] => lock_schemes::run(&root, lock_schemes::Mode::BeforePublishing),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The workspace's root: the folder above this crate.
fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}
