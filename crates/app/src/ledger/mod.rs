//! `sevensteps ledger`: an authority's books from a file of entries, without a database. What finance took out can be held
//! against itself by anybody: every entry is taken again by the same rules.

mod balance;
mod check;
mod statement;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use seven_core::ledger::{Book, csv};

use crate::failure::Failure;

/// How many faults are told one by one.
const SHOWN: u64 = 20;

/// Subcommands of `ledger`.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Take every entry by its rules; say which are refused, and whether each stream balances
    Check {
        /// The entries as CSV, as finance takes them out
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
    },
    /// What every account holds, as CSV
    Balance {
        /// The entries as CSV
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
        /// The trial balance only: each stream's accounts together
        #[arg(long)]
        trial: bool,
    },
    /// One child's statement of one stream, as CSV
    Statement(statement::Arguments),
}

/// Runs it.
pub fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Check { file } => check::run(file),
        Command::Balance { file, trial } => balance::run(file, *trial),
        Command::Statement(arguments) => statement::run(arguments),
    }
}

/// Books with what was refused of a file.
struct Loaded {
    book: Book,
    rows: u64,
    refused: u64,
}

/// Takes all entries of a file; faults are told as they are found.
fn load(path: &Path) -> Result<Loaded, Failure> {
    let cannot = |error: &dyn std::fmt::Display| Failure::new(format!("cannot read {}: {error}", path.display()));
    let file = File::open(path).map_err(|error| cannot(&error))?;
    let bytes = file.metadata().map_err(|error| cannot(&error))?.len();
    let mut book = Book::with_room_for(csv::rows_in(bytes));
    let mut refused: u64 = 0;
    let mut tell = |row: u64, what: &dyn std::fmt::Display| {
        refused += 1;
        if refused <= SHOWN {
            eprintln!("row {row}: {what}");
        }
    };
    let rows = csv::read(file, |entries| {
        book.look_ahead(entries.iter().filter_map(|entry| entry.transfer().ok()));
        for entry in entries {
            // each looked at where it stands: a transfer that was taken answers in one word
            match entry.transfer() {
                Ok(transfer) => {
                    if let Err(refusal) = book.take(transfer) {
                        tell(entry.row(), &refusal);
                    }
                }
                Err(fault) => tell(entry.row(), &fault.what),
            }
        }
    })
    .map_err(|error| cannot(&error).help("`sevensteps ledger --help` shows what a file of entries is"))?;
    if refused > SHOWN {
        eprintln!("… and {} more", refused - SHOWN);
    }
    Ok(Loaded { book, rows, refused })
}

/// 2 where entries were refused: the rest was used, and somebody should look.
fn code(loaded: &Loaded) -> ExitCode {
    if loaded.refused == 0 { ExitCode::SUCCESS } else { ExitCode::from(2) }
}
