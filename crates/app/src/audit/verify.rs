//! `audit verify`: every entry of the chain is read and worked out again.

use std::process::ExitCode;

use seven_core::AuthorityId;
use seven_core::audit::Link;
use store::verify::{Broken, chain};

use crate::database::{authorities, authority_id, opened, wait};
use crate::failure::Failure;
use crate::output;

/// Arguments of `audit verify`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps audit verify --database sqlite:sevensteps.db
  sevensteps audit verify --database sqlite:sevensteps.db --authority exampleshire --noted 120:5f2c…

The last line is the end of the chain. Note it somewhere that whoever keeps this database cannot change: given back with --noted, it shows whether the chain was cut short or written anew since. Exit 1 when a link does not hold.")]
pub struct Arguments {
    /// The database
    #[arg(long, value_name = "URL", env = "SEVENSTEPS_DATABASE", hide_env_values = true)]
    database: String,
    /// One authority; all of them without it
    #[arg(long, value_name = "ID", value_parser = authority_id)]
    authority: Option<AuthorityId>,
    /// An end that was noted earlier; several may be given
    #[arg(long, value_name = "NUMBER:HASH", value_parser = link, requires = "authority")]
    noted: Vec<Link>,
}

fn link(text: &str) -> Result<Link, String> {
    let wrong = || "write an end as it was told: a number, a colon, 64 digits and letters".to_owned();
    let (number, hash) = text.split_once(':').ok_or_else(wrong)?;
    let number = number.parse().map_err(|_| wrong())?;
    if hash.len() != 64 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(wrong());
    }
    Ok(Link { number, hash: hash.to_ascii_lowercase() })
}

/// Runs `audit verify`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    wait(async {
        let store = opened(&arguments.database).await?;
        let mut code = ExitCode::SUCCESS;
        for authority in authorities(&store, arguments.authority.as_ref()).await? {
            let mut read = store.snapshot(&authority).await?;
            match chain(&mut read, arguments.noted.clone()).await {
                Ok(verified) => {
                    let (end, purged) = (verified.end, verified.purged);
                    let text = format!(
                        "{authority}: {} entries hold, {purged} of them with their detail purged\n\
                         {authority}: note elsewhere {}:{}\n",
                        end.number, end.number, end.hash
                    );
                    output::write_all(None, &text)?;
                }
                Err(Broken::Store(error)) => return Err(error.into()),
                Err(broken) => {
                    code = ExitCode::from(1);
                    output::write_all(None, format!("{authority}: BROKEN: {broken}\n"))?;
                }
            }
        }
        store.close().await;
        Ok(code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_read_as_it_was_told() {
        let hash = "5F2c".repeat(16);
        assert_eq!(link(&format!("120:{hash}")).unwrap(), Link { number: 120, hash: hash.to_lowercase() });
        for wrong in ["", "120", "x:00", "120:00", &format!("120:{}", "z".repeat(64))] {
            assert!(link(wrong).is_err(), "{wrong}");
        }
    }
}
