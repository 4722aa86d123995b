//! `sevensteps demo`: Exampleshire, a whole working authority with made-up people. The same people every time.

mod answers;
mod around;
mod cast;
mod changes;
mod children;
mod disputes;
mod emergencies;
mod imports;
mod life;
mod money;
mod names;
mod office;
mod plans;
mod rounds;
mod schemes;
mod seed;
mod sheets;
mod staff;
mod studies;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::Timestamp;
use seven_core::Moment;
use store::{Chance, Store, authorities};
use web::app::Mode;

use crate::failure::Failure;
use crate::service::{self, Settings};

/// Arguments of `sevensteps demo`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Arguments {
    /// A folder to keep the demonstration in [default: a temporary one that goes when it ends]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Make it a year ago and live until today: three families' plans with their payments, spending and accounts
    #[arg(long)]
    a_year_on: bool,
    /// Where to listen
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

const EXAMPLE: &str = "\
Examples:
  sevensteps demo
  sevensteps demo --a-year-on
  sevensteps demo --data exampleshire --listen 127.0.0.1:9000";

/// Where the repeatable ids of the demonstration start.
const SEED: u64 = 7;

/// Runs `sevensteps demo`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let temporary = tempfile::tempdir().map_err(|error| Failure::new(format!("no temporary folder: {error}")))?;
    let folder = arguments.data.clone().unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&folder).map_err(|error| {
        Failure::new(format!("cannot make the folder {}: {error}", folder.display()))
            .help("name another one with --data")
    })?;
    let address = format!("sqlite:{}", folder.join("exampleshire.db").display());
    let settings = Settings { listen: arguments.listen, public_address: None };
    let a_year_on = arguments.a_year_on;
    service::in_runtime(async move {
        let store = service::open(&address, Chance::System).await?;
        store.migrate().await?;
        if authorities::all(&store).await?.is_empty() {
            let at = Timestamp::now();
            let moment = Moment { at, today: at.to_zoned(service::time_zone()).date() };
            let seeding = Store::open(&address, Chance::seeded(SEED)).await?;
            match a_year_on {
                true => seed::a_year_on(&seeding, moment).await.map(drop)?,
                false => seed::exampleshire(&seeding, moment).await?,
            }
            seeding.close().await;
        }
        let say = if a_year_on { say_where_a_year_on } else { say_where };
        service::serve(store, Mode::Demo, settings, say).await
    })
}

/// Whom to sign in as, and who they are today.
const PEOPLE: &str = "\
              Amina Okafor      a mother who waits for her daughter's figure
              Rhys Morgan       seventeen, who answers for himself
              Carol Turner      who acts for her daughter and writes the plan
              John Rowe         seventeen, who has lived on his own money for some months";

/// The same, a year on.
const PEOPLE_A_YEAR_ON: &str = "\
              Carol Turner      whose daughter Beth's mornings are paid from a fund
              John Rowe         who has lived on his own money until the end of his plan
              Jed Hall          eighteen now: his payment goes on
              Tyler Brooks      who accounts for Beth's fund each month
              Martin Ellis      auditor";

/// Says where to click and who to sign in as.
fn say_where(address: &str) {
    say(address, PEOPLE);
}

/// The same, a year on.
fn say_where_a_year_on(address: &str) {
    say(address, PEOPLE_A_YEAR_ON);
}

fn say(address: &str, people: &str) {
    println!(
        "\
Exampleshire is ready: everyone and everything in it is made up.

  Open      {address}
  Sign in   {address}/sign-in   and choose a person, such as
              {people}
              Grace Bennett     key worker
              Samuel Wright     team manager
              Fiona Marsh       finance officer; Gareth Lloyd is the second
              Priya Nair        commissioner

It ends with Ctrl-C."
    );
}
