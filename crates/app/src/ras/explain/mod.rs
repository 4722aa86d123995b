//! `ras explain`: the letter that shows how one person's figure was reached.

mod page;
mod paper;

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
    /// With --format pdf: for whose eyes it is laid out [default: standard]
    #[arg(long, value_enum)]
    style: Option<paper::Style>,
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
  sevensteps ras explain example-children answers.csv --person ada --format html --out ada.html
  sevensteps ras explain example-children answers.csv --person ada --format pdf --style large --out ada.pdf";

/// As what the letter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Plain text
    Text,
    /// A page of its own, to read or to print
    Html,
    /// A letter for paper, which a screen reader can read too; needs --out
    Pdf,
    /// Every figure as data, with the record that `ras replay` takes
    Json,
}

/// Runs `ras explain`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    check_paper(arguments)?;
    let located = locate::calculator(&arguments.scheme, arguments.on)?;
    let language = language(&located.scheme, arguments);
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
    let bytes = match arguments.format {
        Format::Text => explainer.text(&explanation).into_bytes(),
        Format::Html => page::html(&explanation, explainer.wording(), language)?.into_bytes(),
        Format::Pdf => {
            let style = arguments.style.unwrap_or_default();
            paper::pdf(&explanation, explainer.wording(), style, language_of(language))?
        }
        Format::Json => {
            let score = located.calculator.score(&sheet);
            let record = Record::of(&located.scheme, &located.calculator, &arguments.person, &sheet, &score);
            json(&explanation, &record)?.into_bytes()
        }
    };
    output::write_all(arguments.out.as_deref(), &bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// A PDF is a file, and only a PDF has a style.
fn check_paper(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.format == Format::Pdf && arguments.out.is_none() {
        return Err(
            Failure::new("a PDF is not written to the terminal").help("name a file with --out, such as letter.pdf")
        );
    }
    if arguments.format != Format::Pdf && arguments.style.is_some() {
        return Err(Failure::new("--style is for paper").help("add --format pdf"));
    }
    Ok(())
}

/// The wording: the one asked for; for easy read the scheme's easy words, where it has some; or the scheme's own.
fn language<'w>(scheme: &'w Scheme, arguments: &'w Arguments) -> &'w str {
    let easy = (arguments.style == Some(paper::Style::Easy) && scheme.words.contains_key("easy")).then_some("easy");
    arguments.lang.as_deref().or(easy).unwrap_or(&scheme.language)
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
