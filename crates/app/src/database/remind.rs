//! `remind`: writes to those for whom a plan waits, once for each thing.

use std::process::ExitCode;

use actions::agreement::remind;
use seven_core::AuthorityId;

use super::{authority_id, caller, opened, wait};
use crate::failure::Failure;
use crate::output;

/// Arguments of `remind`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps remind --database sqlite:sevensteps.db --dry-run
  sevensteps remind --database sqlite:sevensteps.db

Run it once a day. Money of plans that end without another is made ready to go on. Letters go into the queue of mail, which the running service sends. Each reminder goes once, and names nobody.")]
pub struct Arguments {
    /// The database
    #[arg(long, value_name = "URL", env = "SEVENSTEPS_DATABASE", hide_env_values = true)]
    database: String,
    /// The authority, where the database has several
    #[arg(long, value_name = "ID", value_parser = authority_id)]
    authority: Option<AuthorityId>,
    /// Say how many letters would be written, and write none
    #[arg(long)]
    dry_run: bool,
}

/// Runs `remind`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    wait(async {
        let store = opened(&arguments.database).await?;
        let caller = caller(&store, arguments.authority.as_ref()).await?;
        let counts = remind(&caller, arguments.dry_run).await?;
        let reviews = actions::reviews::remind(&caller, arguments.dry_run).await?;
        let between = actions::money::go_on_between_plans(&caller, arguments.dry_run).await?;
        store.close().await;
        let done = if arguments.dry_run { "would be written" } else { "were written" };
        let plans = counts.iter().map(|(kind, count)| (kind.code(), *count));
        let all = plans.chain(reviews.iter().map(|(kind, count)| (kind.code(), *count)));
        let lines = all.filter(|(_, count)| *count > 0).map(|(kind, count)| format!("{kind}: {count} {done}\n"));
        let mut text: String = lines.collect();
        if between > 0 {
            let goes_on = if arguments.dry_run { "would go on" } else { "goes on" };
            text.push_str(&format!("money between two plans: {between} {goes_on}\n"));
        }
        output::write_all(None, if text.is_empty() { "nobody has to be reminded today\n" } else { &text })?;
        Ok(ExitCode::SUCCESS)
    })
}
