//! `copy`: moves a whole authority from one database to another, of whichever kind.

use std::process::ExitCode;

use seven_core::AuthorityId;
use seven_core::access::{Action, operator};
use store::copy::{CopiedTable, CopyError};
use store::{Chance, Store};

use super::{authority_id, migrated, now, opened, wait};
use crate::failure::Failure;
use crate::output;

/// Arguments of `copy`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps copy --from sqlite:pilot.db --to postgres://sevensteps@db.example.org/sevensteps --authority exampleshire

Every table arrives in one change, or nothing does. Rows are counted and summed on both sides, and the audit chain is verified on the other. Nothing is overwritten; the database to copy from stays as it is. Stop the service while it runs, so that nobody writes what is not copied.")]
pub struct Arguments {
    /// The database to copy from
    #[arg(long, value_name = "URL")]
    from: String,
    /// The database to copy to; it is migrated first
    #[arg(long, value_name = "URL")]
    to: String,
    /// The authority to copy
    #[arg(long, value_name = "ID", value_parser = authority_id)]
    authority: AuthorityId,
}

/// Runs `copy`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    wait(async {
        let from = opened(&arguments.from).await?;
        let to = Store::open(&arguments.to, Chance::System).await?;
        migrated(&to).await?;
        let permit = operator(Action::KeepSystem, None);
        let mut text = format!("{:<20}{:>10}  sum, the same on both sides\n", "table", "rows");
        let tell = |table: &CopiedTable| {
            text.push_str(&format!("{:<20}{:>10}  {}\n", table.table, table.sum.rows, table.sum));
        };
        let verified = store::copy::copy(&from, &to, &arguments.authority, &permit, now(), tell).await?;
        from.close().await;
        to.close().await;
        text.push_str(&format!(
            "{} is copied; its audit chain holds to {}:{}\n",
            arguments.authority, verified.end.number, verified.end.hash
        ));
        output::write_all(None, &text)?;
        Ok(ExitCode::SUCCESS)
    })
}

impl From<CopyError> for Failure {
    fn from(error: CopyError) -> Failure {
        match error {
            CopyError::Store(error) => error.into(),
            CopyError::Chain(why) => Failure::new(format!("nothing was copied: {why}"))
                .help("`sevensteps audit verify` says more about the chain"),
            other => Failure::new(other.to_string()),
        }
    }
}
