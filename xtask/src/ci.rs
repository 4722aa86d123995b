//! `cargo xtask ci`: everything CI runs, in its order, the quick and telling first. Stops at the first failure.

use std::path::Path;
use std::process::Command;

use crate::tidy;
use crate::tree::Tree;

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
        Step::new("test --workspace --locked"),
        doc,
    ]
}

/// `sevensteps ras check` for each dated folder of the gallery.
fn gallery_steps(tree: &Tree) -> Vec<Step> {
    let folders = tree.files().filter_map(|file| {
        let folder = file.path.strip_suffix("/scheme.toml")?;
        (folder.starts_with("schemes/") && folder.split('/').count() == 3).then_some(folder)
    });
    folders.map(|folder| Step::new(&format!("run --quiet --locked -p sevensteps -- ras check {folder}"))).collect()
}

/// Run all of it.
pub fn run(root: &Path) -> Result<(), String> {
    let steps = code_steps();
    for step in &steps {
        step.run(root)?;
    }
    println!("\n$ cargo xtask tidy");
    tidy::run(root).map_err(|faults| format!("{faults}\nci: failed at `cargo xtask tidy`"))?;
    let gallery = gallery_steps(&Tree::read(root)?);
    for step in &gallery {
        step.run(root)?;
    }
    println!(
        "\nci: all {} steps passed, {} of them schemes of the gallery",
        steps.len() + 1 + gallery.len(),
        gallery.len()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dated_folder_of_the_gallery_is_checked() {
        let tree = Tree::of(&[
            ("schemes/a/2025-04-01/scheme.toml", ""),
            ("schemes/a/2026-04-01/scheme.toml", ""),
            ("schemes/a/2026-04-01/rules.toml", ""),
            ("schemes/LOCK", ""),
            ("benches/peers/scheme/2026-01-01/scheme.toml", ""),
        ]);
        let shown: Vec<String> = gallery_steps(&tree).iter().map(Step::shown).collect();
        assert_eq!(
            shown,
            [
                "cargo run --quiet --locked -p sevensteps -- ras check schemes/a/2025-04-01",
                "cargo run --quiet --locked -p sevensteps -- ras check schemes/a/2026-04-01",
            ]
        );
    }

    #[test]
    fn documents_are_built_with_warnings_as_errors() {
        let shown: Vec<String> = code_steps().iter().map(Step::shown).collect();
        assert_eq!(shown[3], "RUSTDOCFLAGS=\"-D warnings\" cargo doc --workspace --no-deps --locked");
    }

    #[test]
    fn a_failing_command_is_named() {
        let step = Step::new("fmt --all --check");
        assert_eq!(step.verdict(true, "exit status: 0"), Ok(()));
        let failed = step.verdict(false, "exit status: 1");
        assert_eq!(failed, Err("ci: failed at `cargo fmt --all --check` (exit status: 1)".to_owned()));
    }
}
