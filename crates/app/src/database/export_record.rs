//! `export-record`: everything that is held about one child, as a ZIP to give to them.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use actions::retention::{Audience, export};
use seven_core::{AuthorityId, PersonId};

use super::{authority_id, caller, opened, wait};
use crate::failure::Failure;
use crate::output::Output;

/// Arguments of `export-record`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps export-record --database sqlite:sevensteps.db --child 01890a5d-ac96-774b-bcce-b302099a8057 --out record.zip
  sevensteps export-record --database sqlite:sevensteps.db --child 01890a5d-ac96-774b-bcce-b302099a8057 --for council --out record.zip

The ZIP holds record.html to read, and a JSON file for each table. The council's copy holds what may not be given to everyone: look it through. The audit log says that the record was taken out.")]
pub struct Arguments {
    /// The database
    #[arg(long, value_name = "URL", env = "SEVENSTEPS_DATABASE", hide_env_values = true)]
    database: String,
    /// The authority, where the database has several
    #[arg(long, value_name = "ID", value_parser = authority_id)]
    authority: Option<AuthorityId>,
    /// The child's id
    #[arg(long, value_name = "ID")]
    child: PersonId,
    /// Who is given it
    #[arg(long = "for", value_enum, default_value_t = For::Family)]
    audience: For,
    /// The file to make
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum For {
    /// The young person themself
    YoungPerson,
    /// Parents and those who act in their place
    Family,
    /// The council itself, with what others may not be told
    Council,
}

/// Runs `export-record`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let audience = match arguments.audience {
        For::YoungPerson => Audience::YoungPerson,
        For::Family => Audience::Family,
        For::Council => Audience::Council,
    };
    let mut output = Output::open(Some(&arguments.out))?;
    wait(async {
        let store = opened(&arguments.database).await?;
        let caller = caller(&store, arguments.authority.as_ref()).await?;
        let zip = export(&caller, arguments.child, audience).await?;
        store.close().await;
        output.write_all(&zip)?;
        output.finish()?;
        Ok(ExitCode::SUCCESS)
    })
}
