//! `restore`: a backup becomes an embedded database again.

use std::path::PathBuf;
use std::process::ExitCode;

use super::backup::{ends, on_server};
use super::wait;
use crate::failure::Failure;
use crate::output;

/// Arguments of `restore`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps restore --from backup-2026-11-22.db --database sqlite:sevensteps.db

Stop the service first, and move the old file with its -wal and -shm out of the way: nothing is overwritten. The backup is read whole before it gets the database's name.")]
pub struct Arguments {
    /// The backup
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// The database to make: sqlite:FILE
    #[arg(long, value_name = "URL", env = "SEVENSTEPS_DATABASE", hide_env_values = true)]
    database: String,
}

/// Runs `restore`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Some(to) = store::file_of(&arguments.database) else {
        return Err(on_server("pg_restore --dbname=URL FILE"));
    };
    wait(async {
        let checked = store::backup::restore(&arguments.from, &to).await?;
        output::write_all(None, format!("{} is restored\n{}", to.display(), ends(&checked)))?;
        Ok(ExitCode::SUCCESS)
    })
}
