//! `sevensteps statement …`: a file for each subcommand, and opening a statement, which both begin with.

mod matching;
mod read;

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use interchange::statements::{self, MAX_BYTES};
use jiff::civil::Date;
use seven_core::banking::profile::ColumnProfile;
use seven_core::banking::statement::{Finding, Wanted};
use seven_core::banking::{AccountTold, Statement};

use crate::failure::Failure;

/// The subcommands of `statement`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// What a bank statement holds, and whether it can be imported
    Read(read::Arguments),
    /// Which expected payments the lines of a statement are, and why
    Match(matching::Arguments),
}

/// Runs one.
pub fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Read(arguments) => read::run(arguments),
        Command::Match(arguments) => matching::run(arguments),
    }
}

/// Which statement, and what it should be of.
#[derive(Debug, Args)]
pub struct Source {
    /// The statement: camt.053, MT940, OFX or CSV
    file: PathBuf,
    /// A column profile (TOML), for CSV files whose headings are not known
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// The account that it should be of: sort code and number, or IBAN
    #[arg(long, default_value = "", hide_default_value = true)]
    account: String,
    /// The currency that it should be in
    #[arg(long, default_value = "", hide_default_value = true)]
    currency: String,
    /// The day of reading, by default today: no line may be of a later one
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

impl Source {
    /// Reads the file; each statement with what does not fit.
    fn read(&self) -> Result<Vec<(Statement, Vec<Finding>)>, Failure> {
        let profile = self.profile.as_deref().map(open_profile).transpose()?;
        let bytes = open(&self.file)?;
        let read = statements::read(&bytes, profile.as_ref());
        let read = read.map_err(|error| {
            Failure::new(format!("{} cannot be read as a statement\n{error}", self.file.display())).help(error.help())
        })?;
        let wanted = Wanted {
            account: AccountTold(self.account.clone()),
            currency: self.currency.trim().to_ascii_uppercase(),
            today: Some(self.on.unwrap_or_else(|| jiff::Zoned::now().date())),
            before: None,
        };
        let mut checked: Vec<(Statement, Vec<Finding>)> = Vec::new();
        for statement in read {
            let before = checked.iter().rev().map(|(before, _)| before).find(|before| is_before(before, &statement));
            let end = before.and_then(|before| Some((before.last_day()?, before.closing.as_ref()?.pence)));
            let findings = statement.check(&Wanted { before: end, ..wanted.clone() });
            checked.push((statement, findings));
        }
        Ok(checked)
    }
}

/// Whether another statement of the same file comes before this one in the same account.
fn is_before(before: &Statement, this: &Statement) -> bool {
    !this.account.0.is_empty() && before.account == this.account && before.last_day() < this.first_day()
}

/// The bytes of a file, and no more than a statement can have.
fn open(path: &Path) -> Result<Vec<u8>, Failure> {
    let cannot = |error: std::io::Error| Failure::new(format!("cannot read {}: {error}", path.display()));
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path).map_err(cannot)?.take(most).read_to_end(&mut bytes).map_err(cannot)?;
    Ok(bytes)
}

fn open_profile(path: &Path) -> Result<ColumnProfile, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
    ColumnProfile::read(&text).map_err(|error| {
        Failure::new(format!("{}: {error}", path.display())).help("docs/cli.md shows a profile with every key")
    })
}
