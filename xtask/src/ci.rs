//! `cargo xtask ci`: everything CI runs, in its order, the quick and telling first. Stops at the first failure.

use std::path::Path;
use std::process::Command;

use crate::tidy;

/// One command: its arguments for cargo, and what it needs in its environment.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    arguments: Vec<String>,
    environment: Vec<(&'static str, &'static str)>,
}

impl Step {
    fn new(line: &str) -> Self {
        Self { arguments: line.split(' ').map(str::to_owned).collect(), environment: Vec::new() }
    }

    /// As a person would type it.
    fn shown(&self) -> String {
        let settings: String = self.environment.iter().map(|(name, value)| format!("{name}=\"{value}\" ")).collect();
        format!("{settings}cargo {}", self.arguments.join(" "))
    }

    fn run(&self, root: &Path) -> Result<(), String> {
        println!("\n$ {}", self.shown());
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let status = Command::new(cargo)
            .args(&self.arguments)
            .envs(self.environment.iter().copied())
            .current_dir(root)
            .status()
            .map_err(|error| format!("ci: cannot run `{}`: {error}", self.shown()))?;
        self.verdict(status.success(), &status.to_string())
    }

    fn verdict(&self, is_success: bool, status: &str) -> Result<(), String> {
        if is_success { Ok(()) } else { Err(format!("ci: failed at `{}` ({status})", self.shown())) }
    }
}

/// What the compiler and its companions hold.
fn code_steps() -> Vec<Step> {
    let mut doc = Step::new("doc --workspace --no-deps --locked");
    doc.environment.push(("RUSTDOCFLAGS", "-D warnings"));
    vec![
        Step::new("fmt --all --check"),
        Step::new("clippy --workspace --all-targets --locked -- -D warnings"),
        Step::new("clippy --workspace --test journeys --locked -- -D warnings"),
        // `ras check` on each folder of the gallery is among them
        Step::new("test --workspace --locked"),
        // through a browser last: what goes wrong there is told more shortly by the others
        Step::new("test --workspace --test journeys --locked"),
        doc,
    ]
}

/// A program that tests start: where it is looked for, and the Debian package that has it.
const NEEDED: [(&[&str], &str); 5] = [
    (&["initdb", "/usr/lib/postgresql/*/bin/initdb"], "postgresql"),
    (&["chromium", "chromium-browser", "google-chrome"], "chromium"),
    (&["chromedriver"], "chromium-driver"),
    (&["node"], "nodejs"),
    (&["npm"], "npm"),
];

/// Packages whose programs are not there.
fn missing(is_there: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let absent = NEEDED.iter().filter(|(programs, _)| !programs.iter().any(|program| is_there(program)));
    absent.map(|(_, package)| *package).collect()
}

/// Whether a program is on the path, or at a path that may have one `*` for a folder.
fn is_there(program: &str) -> bool {
    let is_file = |path: &Path| path.metadata().is_ok_and(|there| there.is_file());
    if let Some((before, after)) = program.split_once("*/") {
        let folders = std::fs::read_dir(before).into_iter().flatten().flatten();
        return folders.into_iter().any(|folder| is_file(&folder.path().join(after)));
    }
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| is_file(&folder.join(program)))
}

/// Puts in place what tests start besides cargo: on Debian as root by itself, else by saying how.
fn prepare() -> Result<(), String> {
    let packages = missing(is_there);
    if packages.is_empty() {
        return Ok(());
    }
    let install = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    if !is_root || !is_there("apt-get") {
        return Err(format!(
            "ci: tests need programs that are not here: {}\n    help: on Debian or Ubuntu run `sudo {install}`",
            packages.join(", ")
        ));
    }
    for line in ["apt-get update", &install] {
        println!("\n$ {line}");
        let status = Command::new("sh").args(["-c", line]).env("DEBIAN_FRONTEND", "noninteractive").status();
        if !status.is_ok_and(|status| status.success()) {
            return Err(format!("ci: failed at `{line}`"));
        }
    }
    Ok(())
}

/// Run all of it.
pub fn run(root: &Path) -> Result<(), String> {
    prepare()?;
    let steps = code_steps();
    for step in &steps {
        step.run(root)?;
    }
    println!("\n$ cargo xtask tidy");
    tidy::run(root).map_err(|faults| format!("{faults}\nci: failed at `cargo xtask tidy`"))?;
    println!("\nci: all {} steps passed", steps.len() + 1);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_missing_is_named_by_its_package() {
        assert_eq!(missing(|_| true), [""; 0]);
        assert_eq!(missing(|program| !program.contains("initdb")), ["postgresql"]);
        assert_eq!(missing(|program| program == "google-chrome").len(), 4);
    }

    #[test]
    fn documents_are_built_with_warnings_as_errors() {
        let shown: Vec<String> = code_steps().iter().map(Step::shown).collect();
        assert_eq!(shown.last().unwrap(), "RUSTDOCFLAGS=\"-D warnings\" cargo doc --workspace --no-deps --locked");
    }

    #[test]
    fn a_failing_command_is_named() {
        let step = Step::new("fmt --all --check");
        assert_eq!(step.verdict(true, "exit status: 0"), Ok(()));
        let failed = step.verdict(false, "exit status: 1");
        assert_eq!(failed, Err("ci: failed at `cargo fmt --all --check` (exit status: 1)".to_owned()));
    }
}
