//! `migrate`: brings a database up to this program's schema.

use std::process::ExitCode;

use store::{Chance, Store};

use super::{migrated, wait};
use crate::failure::Failure;
use crate::output;

/// Arguments of `migrate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps migrate --database sqlite:sevensteps.db
  sevensteps migrate --database postgres://sevensteps@db.example.org/sevensteps

Run it before the first start and after every upgrade. A file that is not there is made; what has run already does not run again.")]
pub struct Arguments {
    /// The database: sqlite:FILE or postgres://USER@HOST/NAME
    #[arg(long, value_name = "URL", env = "SEVENSTEPS_DATABASE", hide_env_values = true)]
    database: String,
}

/// Runs `migrate`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    wait(async {
        let store = Store::open(&arguments.database, Chance::System).await?;
        let before = store.migrations_run().await?.len();
        let all = migrated(&store).await?;
        store.close().await;
        let ran = all.saturating_sub(before);
        output::write_all(None, format!("{ran} migrations ran, {all} are in place\n"))?;
        Ok(ExitCode::SUCCESS)
    })
}
