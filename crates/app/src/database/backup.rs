//! `backup`: a copy of an embedded database, made while it is in use.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use store::backup::{BackupError, Checked};
use store::{Chance, Engine, Store};

use super::wait;
use crate::failure::Failure;
use crate::output;

/// Arguments of `backup`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps backup --database sqlite:sevensteps.db --to backup-2026-11-22.db

It is safe while the service runs. The copy is read back whole, references and audit chains with it, before it gets its name. A PostgreSQL database is backed up with pg_dump.")]
pub struct Arguments {
    /// The database: sqlite:FILE
    #[arg(long, value_name = "URL", env = "SEVENSTEPS_DATABASE", hide_env_values = true)]
    database: String,
    /// The file to make; nothing is overwritten
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

/// Runs `backup`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if !arguments.database.starts_with("sqlite:") {
        return Err(on_server("pg_dump --format=custom --file=FILE URL"));
    }
    wait(async {
        let store = Store::open_existing(&arguments.database, Chance::System).await?;
        debug_assert_eq!(store.engine(), Engine::Sqlite);
        let checked = store.back_up(&arguments.to).await?;
        store.close().await;
        let to = arguments.to.display();
        output::write_all(None, format!("{to} is whole\n{}", ends(&checked)))?;
        Ok(ExitCode::SUCCESS)
    })
}

/// The end of each audit chain in a copy: what to note elsewhere.
pub fn ends(checked: &Checked) -> String {
    let mut text = String::new();
    for (authority, verified) in checked {
        // writing to a text cannot fail
        let _ = writeln!(text, "{authority}: the audit chain holds to {}:{}", verified.end.number, verified.end.hash);
    }
    text
}

/// Says which of the server's own tools does it.
pub fn on_server(command: &str) -> Failure {
    Failure::new("a database on a PostgreSQL server is backed up and restored with the server's own tools")
        .help(format!("run `{command}`, then `sevensteps audit verify --database URL`"))
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Failure {
        match error {
            BackupError::Store(error) => error.into(),
            other => Failure::new(other.to_string()),
        }
    }
}
