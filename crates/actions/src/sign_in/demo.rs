//! Signing in as a made-up person, for demonstrations. Pages offer it only where the service was started as one.

use jiff::civil::Date;
use seven_core::{AccountId, AuthorityId};
use store::accounts;
use store::holders::{self, Holder};
use store::{Store, StoreError};

use super::arrival::Arrival;
use super::session::{Way, start_session};
use crate::ActionError;

/// The made-up people who can be chosen, by name.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn made_up_people(store: &Store, authority: &AuthorityId, today: Date) -> Result<Vec<Holder>, ActionError> {
    let mut reading = store.reading(authority).await?;
    Ok(holders::all(&mut reading, today).await?)
}

/// Signs in as one of them; gives the token for their browser.
///
/// # Errors
/// [`StoreError::Missing`] where there is no such account.
pub async fn sign_in_as(arrival: &Arrival, account: AccountId) -> Result<String, ActionError> {
    let mut reading = arrival.reading().await?;
    let found = accounts::find(&mut reading, account).await?;
    let account = found.filter(|account| account.disabled_at.is_none()).ok_or(StoreError::Missing("account"))?;
    drop(reading);
    start_session(arrival, &account, Way::Demo).await
}
