//! One's own account: the browsers one is signed in with, a new password, new codes.

use seven_core::SessionId;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::sign_in::password;
use store::accounts::{self, Account};
use store::sessions::{self, StoredSession};
use store::sign_in_steps::{self, Step};
use store::{StoreError, Writing, people, recovery_codes};

use super::arrival::{Arrival, STEP_LASTS};
use super::codes::{address_of, new_secret, step_of};
use super::password::hashed;
use super::second_step::{Enrolment, RENEW, begun, code_door, particulars_with, set_codes, use_code};
use super::session::Browser;
use super::settings::Settings;
use super::token::{hash_of, new_token};
use crate::{ActionError, Caller, Problem};

/// One's own account, as its page shows it.
#[derive(Debug, Clone)]
pub struct OwnAccount {
    /// What one signs in as.
    pub email: String,
    /// Whether there is a password.
    pub has_password: bool,
    /// Whether a telephone makes codes for it.
    pub has_codes: bool,
    /// How many codes on paper are still good.
    pub paper_left: i64,
    /// Whether an organisation vouches for its holder.
    pub has_organisation: bool,
}

async fn account(caller: &Caller) -> Result<Account, ActionError> {
    let person = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut reading = caller.reading().await?;
    Ok(accounts::of_person(&mut reading, person).await?.ok_or(StoreError::Missing("account"))?)
}

/// The caller's own account.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn own_account(caller: &Caller) -> Result<OwnAccount, ActionError> {
    caller.permit(Action::ManageOwnAccount).await?;
    let account = account(caller).await?;
    let mut reading = caller.reading().await?;
    Ok(OwnAccount {
        has_password: account.password_hash.is_some(),
        has_codes: account.totp_secret.is_some(),
        paper_left: recovery_codes::left(&mut reading, account.id).await?,
        has_organisation: account.organisation.is_some(),
        email: account.email,
    })
}

/// The browsers that the caller is signed in with, newest first; those whose time is over are left out.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn own_sessions(
    caller: &Caller,
    settings: &Settings,
    works_here: bool,
) -> Result<Vec<StoredSession>, ActionError> {
    caller.permit(Action::ManageOwnAccount).await?;
    let person = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut reading = caller.reading().await?;
    let mut sessions = sessions::of_person(&mut reading, person).await?;
    sessions.retain(|session| settings.is_live(session, works_here, caller.moment.at));
    Ok(sessions)
}

/// Signs the caller out everywhere, but for one session where one is named; says how many ended.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn end_other_sessions(caller: &Caller, kept: Option<SessionId>) -> Result<u64, ActionError> {
    let permit = caller.permit(Action::ManageOwnAccount).await?;
    let person = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let ended = sessions::end_others(&mut write, person, kept).await?;
    write.commit(Event::of(&permit, format!("sessions of {person}")).with("ended", ended)).await?;
    Ok(ended)
}

fn arrival(caller: &Caller) -> Arrival {
    Arrival {
        store: caller.store.clone(),
        authority: caller.authority.clone(),
        browser: Browser::default(),
        moment: caller.moment,
    }
}

/// Compares a code with the account's, as carefully as at the door, in a change that the caller commits.
async fn with_code(caller: &Caller, account: &Account, code: &str) -> Result<Writing, ActionError> {
    let permit = caller.permit(Action::ManageOwnAccount).await?;
    let (arrival, door) = (arrival(caller), code_door(account));
    arrival.try_at(&door, "code for a change", Some(account)).await?;
    let mut write = caller.writing(&permit).await?;
    if !use_code(&mut write, account, code).await? {
        return Err(ActionError::Invalid(vec![Problem::new("code", "sign-in-code-wrong")]));
    }
    arrival.right(&mut write, &door).await?;
    Ok(write)
}

/// Sets a new password, with a code to show that it is the holder who does. All other browsers are signed out.
///
/// # Errors
/// [`ActionError::Invalid`] with a `PasswordFault` or `passwords-differ`; [`ActionError::Rule`] `code-first` without codes.
pub async fn change_password(
    caller: &Caller,
    kept: SessionId,
    code: &str,
    (new, again): (&str, &str),
) -> Result<(), ActionError> {
    let account = account(caller).await?;
    if account.totp_secret.is_none() {
        return Err(ActionError::rule("code-first"));
    }
    let mut reading = caller.reading().await?;
    let person = people::find(&mut reading, account.person).await?.ok_or(StoreError::Missing("person"))?;
    drop(reading);
    if let Err(fault) = password::check(new, &[&account.email, person.name.given(), person.name.family()]) {
        return Err(ActionError::invalid("new", fault.code()));
    }
    if new != again {
        return Err(ActionError::invalid("again", "passwords-differ"));
    }
    let hash = hashed(new).await?;
    let mut write = with_code(caller, &account, code).await?;
    accounts::set_password(&mut write, account.id, &hash).await?;
    sessions::end_others(&mut write, account.person, Some(kept)).await?;
    let event = Event::of(write.permit(), format!("account {}", account.id)).with("password", "changed");
    write.commit(event).await?;
    Ok(())
}

/// Begins to take codes over to another telephone; gives what the browser keeps until it is done. A code of the old one, or
/// one on paper, shows that it is the holder who does.
///
/// # Errors
/// [`ActionError::Invalid`] for a wrong code; [`ActionError::Rule`] `code-first` without codes, or how long to wait.
pub async fn begin_new_codes(caller: &Caller, code: &str) -> Result<String, ActionError> {
    let account = account(caller).await?;
    if account.totp_secret.is_none() {
        return Err(ActionError::rule("code-first"));
    }
    let mut write = with_code(caller, &account, code).await?;
    let (token, at) = (new_token()?, caller.moment.at);
    let particulars = particulars_with(new_secret()?)?;
    let step = Step { kind: RENEW.to_owned(), account: Some(account.id), particulars, made_at: at };
    sign_in_steps::insert(&mut write, &step, &hash_of(&token), at - STEP_LASTS).await?;
    let event = Event::of(write.permit(), format!("account {}", account.id)).with("codes", "new ones begun");
    write.commit(event).await?;
    Ok(token)
}

/// What the other telephone needs.
///
/// # Errors
/// [`ActionError::Rule`]: `sign-in-begin-again`.
pub async fn new_codes(caller: &Caller, token: &str, authority: &str) -> Result<Enrolment, ActionError> {
    let (account, particulars) = own_step(caller, token).await?;
    let address = address_of(&particulars, &account.email, authority)?;
    Ok(Enrolment { secret: particulars, address })
}

/// The account and the secret of a step of the caller's own.
async fn own_step(caller: &Caller, token: &str) -> Result<(Account, String), ActionError> {
    let (account, particulars) = begun(&arrival(caller), token, RENEW).await?;
    if Some(account.person) != caller.person {
        return Err(ActionError::rule("sign-in-begin-again"));
    }
    Ok((account, particulars.secret))
}

/// Takes codes over to another telephone, which shows with a first code that it has them. Gives new codes for paper; all
/// other browsers are signed out.
///
/// # Errors
/// [`ActionError::Invalid`] for a wrong code; [`ActionError::Rule`]: `sign-in-begin-again`, or how long to wait.
pub async fn finish_new_codes(
    caller: &Caller,
    kept: SessionId,
    token: &str,
    code: &str,
) -> Result<Vec<String>, ActionError> {
    let (account, secret) = own_step(caller, token).await?;
    let (arrival, door) = (arrival(caller), code_door(&account));
    arrival.try_at(&door, "first code", Some(&account)).await?;
    let wrong = || ActionError::invalid("code", "sign-in-code-wrong");
    let step = step_of(&secret, code, caller.moment.at)?.ok_or_else(wrong)?;
    let permit = caller.permit(Action::ManageOwnAccount).await?;
    let mut write = caller.writing(&permit).await?;
    if !sign_in_steps::use_up(&mut write, &hash_of(token)).await? {
        return Err(ActionError::rule("sign-in-begin-again"));
    }
    let paper = set_codes(&mut write, &account, &secret, step).await?;
    arrival.right(&mut write, &door).await?;
    sessions::end_others(&mut write, account.person, Some(kept)).await?;
    let event = Event::of(&permit, format!("account {}", account.id)).with("codes", "changed");
    write.commit(event).await?;
    Ok(paper)
}
