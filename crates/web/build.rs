//! Makes, while the crate is built, the files that pages are dressed with and one table of all message catalogues.
//!
//! `build/look.rs` takes in GOV.UK Frontend and compiles the style sheet; `build/copy.rs` reads the catalogues. Both skip
//! what has not changed, so that an edited page costs a walk through the folder and no more.

#[path = "build/copy.rs"]
mod copy;
#[path = "build/look.rs"]
mod look;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    match make() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error}\n");
            ExitCode::FAILURE
        }
    }
}

fn make() -> Result<(), String> {
    let folder =
        |name: &str| std::env::var_os(name).map(PathBuf::from).ok_or_else(|| format!("cargo did not set {name}"));
    let (here, out) = (folder("CARGO_MANIFEST_DIR")?, folder("OUT_DIR")?);
    for watched in ["build.rs", "build", "package.json", "package-lock.json", ".npmrc", "assets", "src"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    look::make(&here, &out)?;
    copy::make(&here.join("src"), &out)
}
