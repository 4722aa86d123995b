//! `retention`: erases records whose time is over, and old sessions and messages.

use std::process::ExitCode;

use actions::retention::{look_ahead, run as run_rules};
use seven_core::AuthorityId;

use super::{authority_id, caller, opened, wait};
use crate::failure::Failure;
use crate::output;

/// Arguments of `retention`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps retention --database sqlite:sevensteps.db --dry-run
  sevensteps retention --database sqlite:sevensteps.db

The rules are the authority's own, from its settings; a legal hold always wins, and in doubt a record stays. What is erased cannot be brought back: look at the dry run first, and think of your backups, which still hold it.")]
pub struct Arguments {
    /// The database
    #[arg(long, value_name = "URL", env = "SEVENSTEPS_DATABASE", hide_env_values = true)]
    database: String,
    /// The authority, where the database has several
    #[arg(long, value_name = "ID", value_parser = authority_id)]
    authority: Option<AuthorityId>,
    /// Say what would go, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// Runs `retention`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    wait(async {
        let store = opened(&arguments.database).await?;
        let caller = caller(&store, arguments.authority.as_ref()).await?;
        let mut text = String::new();
        let rows = if arguments.dry_run {
            let outlook = look_ahead(&caller).await?;
            for child in &outlook.due {
                text.push_str(&format!("{child}  would be erased\n"));
            }
            for (child, why) in &outlook.kept {
                text.push_str(&format!("{child}  stays: {}\n", why.code()));
            }
            text.push_str(&format!("records: {} would be erased\n", outlook.due.len()));
            outlook.rows
        } else {
            let ran = run_rules(&caller).await?;
            for child in &ran.erased {
                text.push_str(&format!("{child}  is erased\n"));
            }
            text.push_str(&format!("records: {} were erased\n", ran.erased.len()));
            ran.rows
        };
        store.close().await;
        for (table, count) in rows {
            text.push_str(&format!(
                "{table}: {count} old rows {}\n",
                if arguments.dry_run { "would go" } else { "went" }
            ));
        }
        output::write_all(None, &text)?;
        Ok(ExitCode::SUCCESS)
    })
}
