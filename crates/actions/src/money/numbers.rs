//! The tables by which sort codes and account numbers are held against each other: loaded as data, used wherever somebody
//! gives an account.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::banking::modulus::Weights;
use seven_core::money::bank_details::{BankError, NumberCheck, check_numbers};
use store::Query;
use store::weights::{self, StoredWeights};

use crate::{ActionError, Caller};

/// Loads the tables, in place of those that were there.
///
/// # Errors
/// Refused to everybody but the server's command line; [`ActionError::Outside`] with the line that is not as published.
pub async fn load_weights(caller: &Caller, table: &str, substitutes: &str) -> Result<(), ActionError> {
    let permit = caller.permit(Action::KeepSystem).await?;
    Weights::read(table, substitutes).map_err(|fault| ActionError::Outside(fault.to_string()))?;
    let mut write = caller.writing(&permit).await?;
    weights::set(&mut write, table, substitutes).await?;
    let event = Event::of(&permit, "weights of account numbers").with("lines", table.lines().count());
    write.commit(event).await?;
    Ok(())
}

/// The tables that are loaded.
///
/// # Errors
/// Refused to everybody but the server's command line.
pub async fn loaded_weights(caller: &Caller) -> Result<Option<StoredWeights>, ActionError> {
    caller.permit(Action::KeepSystem).await?;
    Ok(weights::find(&mut caller.reading().await?).await?)
}

/// Holds an account against the tables, as far as they are loaded.
pub(super) async fn checked(
    at: &mut impl Query,
    sort_code: &str,
    account_number: &str,
) -> Result<Result<NumberCheck, BankError>, ActionError> {
    let tables = match weights::find(at).await? {
        Some(stored) => {
            let read = Weights::read(&stored.weights, &stored.substitutes);
            Some(read.map_err(|fault| ActionError::Outside(fault.to_string()))?)
        }
        None => None,
    };
    Ok(check_numbers(tables.as_ref(), sort_code, account_number))
}
