//! Commands for whoever keeps the database: a file for each. What they have in common stands here.

pub mod authority;
pub mod backup;
pub mod copy;
pub mod export_record;
pub mod hold;
pub mod migrate;
pub mod remind;
pub mod restore;
pub mod retention;

pub use crate::service::in_runtime as wait;

use actions::Caller;
use jiff::Timestamp;
use seven_core::access::Purpose;
use seven_core::{AuthorityId, Moment};
use store::{Chance, Store};

use crate::failure::Failure;
use crate::service::time_zone;

/// Opens a database that is there and has the schema of this program.
pub async fn opened(address: &str) -> Result<Store, Failure> {
    let store = Store::open_existing(address, Chance::System).await?;
    store.check_migrated().await?;
    Ok(store)
}

/// Brings a database up to this program's schema, and works out what the new schema keeps besides; says how many migrations are
/// in place.
pub async fn migrated(store: &Store) -> Result<usize, Failure> {
    let all = store.migrate().await?;
    store::worklist::fill(store, now().today).await?;
    Ok(all)
}

/// The instant, and the day in England.
pub fn now() -> Moment {
    let at = Timestamp::now();
    Moment { at, today: at.to_zoned(time_zone()).date() }
}

/// The server's command line, about to do something in an authority: the one that is named, or the only one there is.
pub async fn caller(store: &Store, named: Option<&AuthorityId>) -> Result<Caller, Failure> {
    let authority = match (named, authorities(store, named).await?.as_slice()) {
        (_, [only]) => only.clone(),
        (_, []) => {
            return Err(
                Failure::new("the database has no authority yet").help("add one: `sevensteps authority add --help`")
            );
        }
        (_, several) => {
            let ids: Vec<&str> = several.iter().map(AuthorityId::as_str).collect();
            let message = format!("the database has several authorities: {}", ids.join(", "));
            return Err(Failure::new(message).help("say which with --authority ID"));
        }
    };
    let moment = now();
    Ok(Caller { store: store.clone(), authority, person: None, purpose: Purpose::Upkeep, moment })
}

/// Every authority of the database, or the one that is named.
pub async fn authorities(store: &Store, named: Option<&AuthorityId>) -> Result<Vec<AuthorityId>, Failure> {
    let all: Vec<AuthorityId> = store::authorities::all(store).await?.into_iter().map(|one| one.id).collect();
    let Some(named) = named else { return Ok(all) };
    if all.contains(named) {
        return Ok(vec![named.clone()]);
    }
    let ids: Vec<&str> = all.iter().map(AuthorityId::as_str).collect();
    Err(Failure::new(format!("there is no authority `{named}`")).help(format!("the database has: {}", ids.join(", "))))
}

/// An authority's id as it is typed.
pub fn authority_id(text: &str) -> Result<AuthorityId, String> {
    AuthorityId::new(text).map_err(|_| "an authority's id is a short word such as exampleshire".to_owned())
}
