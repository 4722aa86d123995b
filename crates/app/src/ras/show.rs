//! `ras show`: a scheme as a page.

use crate::failure::Failure;
use crate::{chart, locate, output};
use jiff::civil::Date;
use ras::publish::{Chart, Options, Part, page};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Arguments of `ras show`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps ras show example-children
  sevensteps ras show example-children --lang easy
  sevensteps ras show my-scheme --on 2027-04-01 --out page.md

The page is Markdown. With --out the charts are files beside it, named page-<stream>.svg; otherwise they stand in the page itself.")]
pub struct Arguments {
    /// An id from the gallery, an id with a date such as my-scheme@2026-04-01, or a scheme's folder
    scheme: String,
    /// The day whose prices are shown; the version in force on it is taken [default: today]
    #[arg(long, value_name = "DATE", value_parser = crate::locate::day)]
    on: Option<Date>,
    /// The wording to use, such as easy for the words.easy.toml of the scheme
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// Write the page to this file, and its charts beside it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Runs `ras show`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let found = locate::for_reading(&arguments.scheme, arguments.on)?;
    let scheme = &found.scheme;
    let language = arguments.lang.as_deref().unwrap_or(&scheme.language);
    if !scheme.words.is_empty() && !scheme.words.contains_key(language) {
        let known: Vec<&str> = scheme.words.keys().map(String::as_str).collect();
        let message = format!("`{}` has no wording in `{language}`", scheme.id);
        return Err(Failure::new(message).help(format!("it has {}", known.join(", "))));
    }
    let is_in_force_today = scheme.is_in_force(locate::today());
    let parts = page(scheme, &found.calculator, Options { language, is_in_force_today });
    let out = arguments.out.as_deref().filter(|out| *out != Path::new("-"));
    let mut text = String::new();
    for part in &parts {
        match part {
            Part::Markdown(markdown) => text.push_str(markdown),
            Part::Chart(drawn) => text.push_str(&picture(drawn, out)?),
        }
    }
    output::write_all(out, format!("{}\n", text.trim_end()))?;
    Ok(ExitCode::SUCCESS)
}

/// The chart inside the page, or a link to it as a file.
fn picture(drawn: &Chart, out: Option<&Path>) -> Result<String, Failure> {
    let svg = chart::curve(drawn)?;
    let Some(out) = out else { return Ok(format!("<figure>\n{svg}</figure>\n\n")) };
    let stem = out.file_stem().and_then(|stem| stem.to_str()).unwrap_or("page");
    let name = format!("{stem}-{}.svg", drawn.curve.stream);
    output::write_all(Some(&out.with_file_name(&name)), &svg)?;
    let words = drawn.description.replace(['[', ']', '\\'], "");
    let address = name.replace(' ', "%20");
    Ok(format!("![{words}]({address})\n\n"))
}
