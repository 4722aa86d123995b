//! `ras explain`: the letter that shows how one person's figure was reached.

mod page;

use super::answers;
use crate::failure::Failure;
use crate::{locate, output};
use jiff::civil::Date;
use ras::explain::{Explainer, Explanation};
use ras::record::Record;
use ras::scheme::Scheme;
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `ras explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Arguments {
    /// The scheme: an id of the gallery, id@date, or the path of a folder
    scheme: String,
    /// The file of answers (CSV with a column `person`); - for standard input
    answers: PathBuf,
    /// Whose figure is explained, as the column `person` has it
    #[arg(long, value_name = "ID")]
    person: String,
    /// The day of calculation, such as 2026-05-01 [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// As what the letter is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The language of the scheme's wording, such as en or cy [default: the scheme's own]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Where to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

const EXAMPLE: &str = "\
Examples:
  sevensteps ras explain example-children answers.csv --person ada
  sevensteps ras explain example-children answers.csv --person ada --format html --out ada.html";

/// As what the letter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Plain text
    Text,
    /// A page of its own, to read or to print
    Html,
    /// Every figure as data, with the record that `ras replay` takes
    Json,
}

/// Runs `ras explain`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let located = locate::calculator(&arguments.scheme, arguments.on)?;
    let language = arguments.lang.as_deref().unwrap_or(&located.scheme.language);
    check_language(&located.scheme, language)?;
    let words = located.scheme.words_in(language);
    let sheet = answers::find_person(&arguments.answers, &located.calculator, &arguments.person)?;
    let explainer = Explainer::new(&located.scheme, &located.calculator, &words);
    let explanation = explainer.explain(&arguments.person, &sheet);
    if explanation.language != language_of(language) {
        eprintln!(
            "note: the sentences around the scheme's own wording are in English; there is no other catalogue yet"
        );
    }
    let text = match arguments.format {
        Format::Text => explainer.text(&explanation),
        Format::Html => page::html(&explanation, explainer.wording(), language)?,
        Format::Json => {
            let score = located.calculator.score(&sheet);
            let record = Record::of(&located.scheme, &located.calculator, &arguments.person, &sheet, &score);
            json(&explanation, &record)?
        }
    };
    output::write_all(arguments.out.as_deref(), &text)?;
    Ok(ExitCode::SUCCESS)
}

/// The explanation with the record that can be worked out again.
#[derive(serde::Serialize)]
struct WithRecord<'x> {
    #[serde(flatten)]
    explanation: &'x Explanation<'x>,
    record: &'x Record,
}

fn json(explanation: &Explanation<'_>, record: &Record) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(&WithRecord { explanation, record })
        .map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?;
    text.push('\n');
    Ok(text)
}

fn check_language(scheme: &Scheme, language: &str) -> Result<(), Failure> {
    if scheme.words.contains_key(language) || scheme.words.is_empty() {
        return Ok(());
    }
    let known: Vec<&str> = scheme.words.keys().map(String::as_str).collect();
    Err(Failure::new(format!("the scheme has no wording in `{language}`")).help(format!("it has {}", known.join(", "))))
}

/// The language that a wording is in: `easy` and the like are English.
fn language_of(wording: &str) -> &str {
    match wording.split('-').next().unwrap_or(wording) {
        code if code.len() == 2 || code.len() == 3 => code,
        _ => "en",
    }
}
