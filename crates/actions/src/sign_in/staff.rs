//! The first step for staff: e-mail address and password.

use seven_core::audit::Event;
use store::accounts;

use super::arrival::Arrival;
use super::password::fits;
use super::second_step::{Half, half_way};
use super::session::Way;
use crate::ActionError;

/// Longer passwords are not even looked at.
const MOST_BYTES: usize = 1_024;

/// Tries an e-mail address and a password. An address that nobody has, a closed account, one without a password and a wrong
/// password are told apart by nothing: neither words nor waiting nor time.
///
/// # Errors
/// [`ActionError::Rule`]: `sign-in-wrong`, or how long to wait.
pub async fn try_password(arrival: &Arrival, email: &str, password: &str, then: &str) -> Result<Half, ActionError> {
    let email = email.trim().to_lowercase();
    let mut reading = arrival.reading().await?;
    let account = accounts::by_email(&mut reading, &email).await?;
    drop(reading);
    let door = format!("password {email}");
    arrival.try_at(&door, "password", account.as_ref()).await?;
    let open = account.filter(|account| account.disabled_at.is_none());
    let stored = open.as_ref().and_then(|account| account.password_hash.as_deref());
    let password = if password.len() <= MOST_BYTES { password } else { "" };
    if !fits(password, stored).await? {
        return Err(ActionError::rule("sign-in-wrong"));
    }
    let account = open.ok_or_else(|| ActionError::rule("sign-in-wrong"))?;
    let mut write = arrival.writing(Some(&account)).await?;
    arrival.right(&mut write, &door).await?;
    let half = half_way(&mut write, &account, Way::Password, then).await?;
    let event = Event::of(write.permit(), format!("account {}", account.id));
    write.commit(event.with("way", "password").with("outcome", "right, code asked for")).await?;
    Ok(half)
}
