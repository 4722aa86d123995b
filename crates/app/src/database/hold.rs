//! `hold`: legal holds from the server's command line: placing one, listing those that last, lifting one.

use std::process::ExitCode;

use actions::Caller;
use actions::retention::{lasting_holds, lift_hold, place_hold};
use seven_core::{AuthorityId, HoldId, PersonId};

use super::{authority_id, caller, opened, wait};
use crate::failure::Failure;
use crate::output;

/// Arguments of `hold`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps hold place --database sqlite:sevensteps.db --child 01890a5d-ac96-774b-bcce-b302099a8057 --reason \"court order 12 of 2026\"
  sevensteps hold list --database sqlite:sevensteps.db
  sevensteps hold lift --database sqlite:sevensteps.db --hold 01890a5d-ac96-774b-bcce-b302099a8058 --reason \"the claim is settled\"

While a hold lasts, nothing erases the record, whatever the rules of keeping say. The audit log says that one was placed or lifted; the reasons stand with the record.")]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Keep a child's record from being erased
    Place {
        #[command(flatten)]
        place: Database,
        /// The child's id
        #[arg(long, value_name = "ID")]
        child: PersonId,
        /// Why it has to stay
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Every hold that lasts
    List {
        #[command(flatten)]
        place: Database,
    },
    /// End a hold
    Lift {
        #[command(flatten)]
        place: Database,
        /// The hold's id
        #[arg(long, value_name = "ID")]
        hold: HoldId,
        /// Why it is not needed any more
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// Which database, and which authority in it.
#[derive(Debug, clap::Args)]
struct Database {
    /// The database
    #[arg(long, value_name = "URL", env = "SEVENSTEPS_DATABASE", hide_env_values = true)]
    database: String,
    /// The authority, where the database has several
    #[arg(long, value_name = "ID", value_parser = authority_id)]
    authority: Option<AuthorityId>,
}

/// Runs `hold`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let (What::Place { place, .. } | What::List { place } | What::Lift { place, .. }) = &arguments.what;
    wait(async {
        let store = opened(&place.database).await?;
        let caller = caller(&store, place.authority.as_ref()).await?;
        let text = done(&caller, &arguments.what).await?;
        store.close().await;
        output::write_all(None, &text)?;
        Ok(ExitCode::SUCCESS)
    })
}

async fn done(caller: &Caller, what: &What) -> Result<String, Failure> {
    match what {
        What::Place { child, reason, .. } => {
            let hold = place_hold(caller, *child, reason).await?;
            Ok(format!("{hold}  holds the record of {child}\n"))
        }
        What::Lift { hold, reason, .. } => {
            let mut reading = caller.reading().await?;
            let child = store::holds::child_of(&mut reading, *hold).await?;
            drop(reading);
            let missing = || Failure::new(format!("there is no hold `{hold}`")).help("see `sevensteps hold list`");
            let child = child.ok_or_else(missing)?;
            lift_hold(caller, child, *hold, reason).await?;
            Ok(format!("{hold}  is lifted from the record of {child}\n"))
        }
        What::List { .. } => {
            let all = lasting_holds(caller).await?;
            let line = |one: &store::holds::StoredHold| {
                let since = one.placed_at.strftime("%Y-%m-%d");
                format!("{}  {}  {}  since {since}: {}\n", one.id, one.child, one.child_name, one.reason)
            };
            let lines: String = all.iter().map(line).collect();
            Ok(format!("{lines}holds that last: {}\n", all.len()))
        }
    }
}
