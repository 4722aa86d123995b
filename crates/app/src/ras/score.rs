//! `ras score`: a file of answers to a file of amounts.

use super::answers::{Input, unreadable};
use crate::failure::Failure;
use crate::locate;
use crate::output::{Output, refuse_to_overwrite};
use jiff::civil::Date;
use ras::{AnswerReader, Block, CsvResults, JsonResults, Plan};
use std::path::PathBuf;
use std::process::ExitCode;

/// Exit code when at least one row was refused.
const SOME_REFUSED: u8 = 2;

/// Arguments of `ras score`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  sevensteps ras score example-children answers.csv --on 2026-09-01 --out results.csv

The file of answers has a header: `person`, then question ids in any order. Cells are option ids or numbers; an empty cell is no answer. Exit code 0: every row has its amounts. 2: at least one row was refused, with the reason in its row. 1: nothing could be done.")]
pub struct Arguments {
    /// A gallery id, id@date, or the path of a scheme's folder
    scheme: String,
    /// File of answers, or - for standard input
    answers: PathBuf,
    /// Day of calculation [default: today]
    #[arg(long, value_name = "DATE", value_parser = locate::day)]
    on: Option<Date>,
    /// Write here instead of standard output; the file appears when it is complete
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Form of the results
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Csv,
    Json,
}

/// Runs `ras score`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    refuse_to_overwrite(&arguments.answers, arguments.out.as_deref())?;
    let located = locate::calculator(&arguments.scheme, arguments.on)?;
    let input = Input::open(&arguments.answers)?;
    let mut reader =
        AnswerReader::open(input, &located.calculator).map_err(|error| unreadable(&arguments.answers, &error))?;
    for note in reader.notes() {
        eprintln!("note: {note}");
    }
    let mut out = Output::open(arguments.out.as_deref())?;
    let mut block = Block::new(&located.calculator);
    let mut next = |block: &mut Block| reader.next_block(block).map_err(|error| unreadable(&arguments.answers, &error));
    let refused = match arguments.format {
        Format::Csv => {
            let plan = Plan::new(&located.calculator);
            let mut results = CsvResults::new(&located.scheme, &plan);
            results.header(&mut out)?;
            while next(&mut block)? {
                results.block(&block, &mut out)?;
            }
            results.refused()
        }
        Format::Json => {
            let mut results = JsonResults::new(&located.scheme, &located.calculator);
            while next(&mut block)? {
                results.block(&block, &mut out)?;
            }
            results.finish(&mut out)?;
            results.refused()
        }
    };
    out.finish()?;
    if refused > 0 {
        let people = if refused == 1 { "1 person was" } else { &format!("{refused} people were") };
        eprintln!("note: {people} refused; the column `reason` says why");
        return Ok(ExitCode::from(SOME_REFUSED));
    }
    Ok(ExitCode::SUCCESS)
}
