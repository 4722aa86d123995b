//! `ras new`: a scheme to start from, with a note on every line.

use crate::failure::Failure;
use crate::locate;
use jiff::civil::Date;
use ras::{Scheme, SchemeFiles, is_id};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The files of the starter scheme: name, and text with places for the id and the date.
const TEMPLATES: [(&str, &str); 5] = [
    ("scheme.toml", include_str!("scheme.toml")),
    ("questions.toml", include_str!("questions.toml")),
    ("rules.toml", include_str!("rules.toml")),
    ("words.en.toml", include_str!("words.en.toml")),
    ("cases.toml", include_str!("cases.toml")),
];

/// Arguments of `ras new`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps ras new my-scheme
  sevensteps ras new schemes/short-breaks --date 2027-04-01
  sevensteps ras new \"our scheme\" --id our-scheme

Writes my-scheme/<date>/ with five short files, each line with a note on what it is for. Nothing that is already there is touched.")]
pub struct Arguments {
    /// The folder to make
    folder: PathBuf,
    /// The scheme's id: small letters, digits and hyphens [default: the folder's name]
    #[arg(long)]
    id: Option<String>,
    /// The first day in force [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

/// Runs `ras new`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let id = id(arguments)?;
    let date = arguments.date.unwrap_or_else(locate::today);
    let files = files(&id, date);
    let scheme = Scheme::read(&files)?;
    scheme.on(date)?;
    write(&arguments.folder, date, &files)?;
    let folder = quoted(&arguments.folder);
    let columns: Vec<&str> = scheme.questions.iter().map(|question| question.id.as_str()).collect();
    println!("{} holds a scheme to start from. Try these next:\n", arguments.folder.join(date.to_string()).display());
    println!("  sevensteps ras check {folder}");
    println!("  sevensteps ras show {folder} --out page.md");
    println!("  sevensteps ras score {folder} answers.csv\n");
    println!("answers.csv begins with the line `person,{}`; then comes a line for each person.", columns.join(","));
    Ok(ExitCode::SUCCESS)
}

fn id(arguments: &Arguments) -> Result<String, Failure> {
    let of_folder = arguments.folder.file_name().and_then(|name| name.to_str());
    let Some(id) = arguments.id.as_deref().or(of_folder) else {
        return Err(Failure::new(format!("{} is no name for a scheme", arguments.folder.display()))
            .help("name the folder to make, or give the scheme's id with --id"));
    };
    if !is_id(id) {
        let near: String = id.to_lowercase().replace([' ', '_'], "-");
        let help = if is_id(&near) {
            format!("an id has small letters, digits and hyphens: try --id {near}")
        } else {
            "an id has small letters, digits and hyphens, at most 64; give one with --id".to_owned()
        };
        return Err(Failure::new(format!("`{id}` cannot be a scheme's id")).help(help));
    }
    Ok(id.to_owned())
}

fn files(id: &str, date: Date) -> SchemeFiles {
    let text = |template: &str| template.replace("{{id}}", id).replace("{{date}}", &date.to_string());
    TEMPLATES.iter().fold(SchemeFiles::new(), |files, (name, template)| files.with(*name, text(template)))
}

/// Writes all files or none: they appear together, under the dated name, when all of them are written.
fn write(folder: &Path, date: Date, files: &SchemeFiles) -> Result<(), Failure> {
    let cannot = |error: &std::io::Error| Failure::new(format!("cannot write in {}: {error}", folder.display()));
    let is_new = !folder.exists();
    if !is_new {
        nothing_dated_in(folder)?;
    }
    std::fs::create_dir_all(folder).map_err(|error| cannot(&error))?;
    let written = fill(folder, date, files);
    if written.is_err() && is_new {
        // Only if it is empty, so nothing of anybody's is lost.
        let _ = std::fs::remove_dir(folder);
    }
    written.map_err(|error| cannot(&error))
}

fn fill(folder: &Path, date: Date, files: &SchemeFiles) -> std::io::Result<()> {
    let making = tempfile::Builder::new().prefix(".new-scheme-").tempdir_in(folder)?;
    for (name, bytes) in files.iter() {
        std::fs::write(making.path().join(name), bytes)?;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(making.path(), std::fs::Permissions::from_mode(0o755))?;
    }
    std::fs::rename(making.path(), folder.join(date.to_string()))
}

/// A folder that already holds versions of a scheme is not added to.
fn nothing_dated_in(folder: &Path) -> Result<(), Failure> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", folder.display())))?;
    for entry in entries {
        let name = entry?.file_name();
        if name.to_str().is_some_and(|name| name.parse::<Date>().is_ok() || name == "scheme.toml") {
            let message = format!("{} already holds a scheme", folder.display());
            return Err(Failure::new(message)
                .help("choose another folder; for a new version copy the newest dated folder and change the copy"));
        }
    }
    Ok(())
}

/// The folder as a shell takes it.
fn quoted(folder: &Path) -> String {
    let text = folder.display().to_string();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+,:@%\\".contains(c);
    if text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ras::{Money, Ratio};

    fn starter() -> Scheme {
        Scheme::read(&files("my-scheme", jiff::civil::date(2026, 4, 1))).unwrap_or_else(|faults| panic!("{faults}"))
    }

    #[test]
    fn the_starter_scheme_is_ready_and_its_cases_come_out() {
        let scheme = starter();
        let calculator = scheme.on(scheme.effective_from).unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(scheme.cases.len(), 4);
        for case in &scheme.cases {
            let sheet = calculator.sheet(case.answers.iter().map(|(a, b)| (a.as_str(), b.as_str()))).unwrap();
            let score = calculator.score(&sheet);
            for (stream, expected) in &case.expect {
                let found = score.streams.iter().find(|found| found.stream == *stream).unwrap();
                let Money(hundredths) = *found.amount.as_ref().unwrap();
                assert_eq!(Ratio::new(i128::from(hundredths), 100), Some(*expected), "{}", case.name);
            }
            for (stream, expected) in &case.points {
                let found = score.streams.iter().find(|found| found.stream == *stream).unwrap();
                assert_eq!(found.points, Some(*expected), "{}", case.name);
            }
            assert_eq!(case.refused.is_some(), score.streams.iter().all(|s| s.amount.is_err()), "{}", case.name);
        }
    }

    #[test]
    fn every_question_step_and_price_of_the_starter_has_words() {
        let scheme = starter();
        let words = scheme.words_in("en");
        assert!(scheme.questions.iter().all(|q| words.questions.get(&q.id).is_some_and(|words| words.text.is_some())));
        assert!(scheme.steps.iter().all(|step| words.steps.contains_key(&step.id)));
        assert!(scheme.parameters.iter().all(|parameter| words.parameters.contains_key(&parameter.id)));
        assert!(scheme.streams.iter().all(|stream| words.streams.contains_key(&stream.id)));
    }

    #[test]
    fn all_is_written_or_nothing() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("a");
        let date = jiff::civil::date(2026, 4, 1);
        write(&folder, date, &files("a", date)).unwrap();
        let names = |path: &Path| {
            let entries = std::fs::read_dir(path).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
            let mut names: Vec<String> = entries.collect();
            names.sort();
            names
        };
        assert_eq!(names(&folder), ["2026-04-01"]);
        assert_eq!(names(&folder.join("2026-04-01")).len(), 5);
        let again = write(&folder, jiff::civil::date(2027, 4, 1), &files("a", date)).unwrap_err();
        assert!(again.to_string().contains("already holds a scheme"));
        assert_eq!(names(&folder), ["2026-04-01"]);
    }

    #[test]
    fn a_folder_with_a_space_is_quoted_for_the_shell() {
        assert_eq!(quoted(Path::new("schemes/my-scheme")), "schemes/my-scheme");
        assert_eq!(quoted(Path::new("our scheme")), "'our scheme'");
    }
}
