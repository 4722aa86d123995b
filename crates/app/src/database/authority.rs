//! `authority`: a new authority with its first administrator, those that are there, and their settings.

use std::path::PathBuf;
use std::process::ExitCode;

use actions::Caller;
use actions::authorities::{NewAuthority, add, set_settings, shown};
use actions::money::{load_weights, loaded_weights};
use seven_core::AuthorityId;
use seven_core::access::Purpose;

use super::{authority_id, caller, now, opened, wait};
use crate::failure::Failure;
use crate::output;

/// Arguments of `authority`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps authority add --database sqlite:authority.db --id exampleshire --name Exampleshire \\
      --given Adwoa --family Darko --email adwoa.darko@exampleshire.gov.uk
  sevensteps authority list --database sqlite:authority.db
  sevensteps authority settings --database sqlite:authority.db > settings.json
  sevensteps authority settings --database sqlite:authority.db --set settings.json
  sevensteps authority weights --database sqlite:authority.db --load valacdos.txt --substitutes scsubtab.txt

`add` prints a link that signs the administrator in once, within twenty minutes; who loses it is sent another from the page to sign in. A service that runs reads authorities and settings when it starts: start it again.")]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Add an authority and its first administrator
    Add(Box<Add>),
    /// Every authority of the database
    List {
        /// The database
        #[arg(long, value_name = "URL", env = "SEVENSTEPS_DATABASE", hide_env_values = true)]
        database: String,
    },
    /// Show an authority's settings, or set them
    Settings {
        /// The database
        #[arg(long, value_name = "URL", env = "SEVENSTEPS_DATABASE", hide_env_values = true)]
        database: String,
        /// The authority, where the database has several
        #[arg(long, value_name = "ID", value_parser = authority_id)]
        authority: Option<AuthorityId>,
        /// A file with the new settings, in place of all that were there
        #[arg(long, value_name = "FILE.json")]
        set: Option<PathBuf>,
    },
    /// Load the tables that account numbers are checked by, or say which are loaded
    Weights(Tables),
}

#[derive(Debug, clap::Args)]
struct Tables {
    /// The database
    #[arg(long, value_name = "URL", env = "SEVENSTEPS_DATABASE", hide_env_values = true)]
    database: String,
    /// The authority, where the database has several
    #[arg(long, value_name = "ID", value_parser = authority_id)]
    authority: Option<AuthorityId>,
    /// The table of weights, as the payment operator publishes it, in place of the one that was there
    #[arg(long, value_name = "FILE")]
    load: Option<PathBuf>,
    /// The table of sort codes that count in place of others
    #[arg(long, value_name = "FILE", requires = "load")]
    substitutes: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct Add {
    /// The database
    #[arg(long, value_name = "URL", env = "SEVENSTEPS_DATABASE", hide_env_values = true)]
    database: String,
    /// A short word that stays: small letters, digits and -
    #[arg(long, value_name = "ID", value_parser = authority_id)]
    id: AuthorityId,
    /// Its name as families read it
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The host name of its pages, where the service has several authorities
    #[arg(long, value_name = "HOST")]
    host: Option<String>,
    /// The department's code of the authority, three digits
    #[arg(long, value_name = "CODE")]
    la_code: Option<String>,
    /// The first administrator's given name
    #[arg(long, value_name = "NAME")]
    given: String,
    /// Their family name
    #[arg(long, value_name = "NAME", default_value = "")]
    family: String,
    /// Their e-mail address at work
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// The address that people reach the service under
    #[arg(long, value_name = "URL", env = "SEVENSTEPS_PUBLIC_ADDRESS", default_value = "http://127.0.0.1:8080")]
    public_address: String,
}

/// Runs `authority`.
pub fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    wait(async {
        let text = match arguments.what {
            What::Add(new) => added(*new).await?,
            What::List { database } => listed(&database).await?,
            What::Settings { database, authority, set } => {
                let store = opened(&database).await?;
                let caller = caller(&store, authority.as_ref()).await?;
                let text = settings(&caller, set).await?;
                store.close().await;
                text
            }
            What::Weights(tables) => weights(tables).await?,
        };
        output::write_all(None, &text)?;
        Ok(ExitCode::SUCCESS)
    })
}

async fn added(new: Add) -> Result<String, Failure> {
    let store = opened(&new.database).await?;
    let caller =
        Caller { store: store.clone(), authority: new.id, person: None, purpose: Purpose::Upkeep, moment: now() };
    let authority = NewAuthority {
        name: new.name,
        la_code: new.la_code,
        host: new.host.clone(),
        administrator: (new.given, new.family),
        email: new.email,
    };
    let token = add(&caller, authority).await?;
    store.close().await;
    let address = new.public_address.trim_end_matches('/');
    Ok(format!(
        "{} is added. Within twenty minutes, with the service running, its administrator opens\n\n  {address}/sign-in/link/open?token={token}\n\n\
         and takes codes over on a telephone. The link works once.\n",
        caller.authority
    ))
}

async fn listed(database: &str) -> Result<String, Failure> {
    let store = opened(database).await?;
    let all = store::authorities::all(&store).await?;
    store.close().await;
    let line = |one: &store::authorities::Authority| {
        let host = one.host.as_deref().unwrap_or("any host");
        format!("{}  {}  {host}  since {}\n", one.id, one.name, one.created_at.strftime("%Y-%m-%d"))
    };
    let lines: String = all.iter().map(line).collect();
    Ok(format!("{lines}authorities: {}\n", all.len()))
}

async fn weights(tables: Tables) -> Result<String, Failure> {
    let read = |file: &PathBuf| {
        std::fs::read_to_string(file).map_err(|error| Failure::new(format!("cannot read {}: {error}", file.display())))
    };
    let store = opened(&tables.database).await?;
    let caller = caller(&store, tables.authority.as_ref()).await?;
    if let Some(file) = &tables.load {
        let substitutes = tables.substitutes.as_ref().map(read).transpose()?.unwrap_or_default();
        load_weights(&caller, &read(file)?, &substitutes).await?;
    }
    let loaded = loaded_weights(&caller).await?;
    store.close().await;
    Ok(match loaded {
        Some(tables) => {
            let rows = tables.weights.lines().filter(|line| !line.trim().is_empty()).count();
            format!("weights: {rows} rows, loaded {}\n", tables.loaded_at.strftime("%Y-%m-%d"))
        }
        None => "weights: none, so account numbers are not checked\n".to_owned(),
    })
}

async fn settings(caller: &Caller, set: Option<PathBuf>) -> Result<String, Failure> {
    let Some(file) = set else {
        let own = shown(caller).await?;
        return Ok(format!("{}\n", own.settings.trim()));
    };
    let json = std::fs::read_to_string(&file)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", file.display())))?;
    set_settings(caller, &json).await?;
    Ok(format!("the settings of {} are set; a service that runs has to be started again\n", caller.authority))
}
