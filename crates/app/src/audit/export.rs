//! `audit export`: the log as JSON lines, to be read or verified elsewhere.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use seven_core::AuthorityId;
use seven_core::access::Action;
use seven_core::audit::Event;
use store::audit::entries;

use crate::database::{authority_id, caller, opened, wait};
use crate::failure::Failure;
use crate::output::Output;

/// Entries that are read at once.
const PAGE: i64 = 2_000;

/// Arguments of `audit export`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps audit export --database sqlite:sevensteps.db --out log.jsonl

One entry per line, in order, with its hash. That the log was taken out is itself written to it, after what is exported.")]
pub struct Arguments {
    /// The database
    #[arg(long, value_name = "URL", env = "SEVENSTEPS_DATABASE", hide_env_values = true)]
    database: String,
    /// The authority, where the database has several
    #[arg(long, value_name = "ID", value_parser = authority_id)]
    authority: Option<AuthorityId>,
    /// The file to make; standard output without it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Runs `audit export`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let mut output = Output::open(arguments.out.as_deref())?;
    wait(async {
        let store = opened(&arguments.database).await?;
        let caller = caller(&store, arguments.authority.as_ref()).await?;
        let permit = caller.permit(Action::ExportAuditLog).await?;
        let mut read = store.snapshot(&caller.authority).await?;
        let mut last = 0;
        loop {
            let page = entries(&mut read, last, PAGE).await?;
            let Some(end) = page.last() else { break };
            last = end.number;
            for entry in &page {
                let line = serde_json::to_string(entry)
                    .map_err(|error| Failure::new(format!("entry {} cannot be written: {error}", entry.number)))?;
                writeln!(output, "{line}")?;
            }
        }
        drop(read);
        let event = Event::of(&permit, "audit log").with("entries", last);
        store.record_view(&caller.authority, event, caller.moment.at).await?;
        store.close().await;
        output.finish()?;
        Ok(ExitCode::SUCCESS)
    })
}
