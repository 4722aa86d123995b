//! The second step: a code of the telephone, or one on paper. Whoever has none yet takes one over here, and cannot get in
//! without.

use serde::{Deserialize, Serialize};
use seven_core::audit::Event;
use store::accounts::{self, Account};
use store::sign_in_steps::{self, Step};
use store::{Writing, recovery_codes};

use super::arrival::{Arrival, STEP_LASTS};
use super::codes::{address_of, new_paper_codes, new_secret, paper_hash, step_of};
use super::session::{Way, start_session};
use super::token::{hash_of, new_token};
use crate::ActionError;

/// Somebody half-way in.
#[derive(Debug, Clone)]
pub struct Half {
    /// What their browser keeps until the second step.
    pub token: String,
    /// Whether they have to take codes over first.
    pub enrols: bool,
}

/// Somebody wholly in.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// The session's token, for their browser.
    pub token: String,
    /// The page that they came for; may be empty.
    pub then: String,
}

/// What somebody needs to take codes over.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// To be typed in by hand.
    pub secret: String,
    /// The same as an address, for a picture.
    pub address: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Particulars {
    way: Way,
    then: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) secret: String,
}

const CODE: &str = "code";
const ENROL: &str = "enrol";
/// Somebody who is in already takes codes over to another telephone.
pub(super) const RENEW: &str = "renew";

/// What a step of [`RENEW`] needs.
pub(super) fn particulars_with(secret: String) -> Result<String, ActionError> {
    written(&Particulars { way: Way::Password, then: String::new(), secret })
}

fn written(particulars: &Particulars) -> Result<String, ActionError> {
    serde_json::to_string(particulars).map_err(|error| ActionError::Outside(error.to_string()))
}

/// The first step is done: makes a token for the second. Whoever calls commits.
pub(super) async fn half_way(
    write: &mut Writing,
    account: &Account,
    way: Way,
    then: &str,
) -> Result<Half, ActionError> {
    let token = new_token()?;
    let enrols = account.totp_secret.is_none();
    let secret = if enrols { new_secret()? } else { String::new() };
    let particulars = Particulars { way, then: then.to_owned(), secret };
    let at = write.moment().at;
    let step = Step {
        kind: if enrols { ENROL } else { CODE }.to_owned(),
        account: Some(account.id),
        particulars: written(&particulars)?,
        made_at: at,
    };
    sign_in_steps::insert(write, &step, &hash_of(&token), at - STEP_LASTS).await?;
    Ok(Half { token, enrols })
}

pub(super) async fn begun(arrival: &Arrival, token: &str, kind: &str) -> Result<(Account, Particulars), ActionError> {
    let expired = || ActionError::rule("sign-in-begin-again");
    let mut reading = arrival.reading().await?;
    let step = sign_in_steps::find(&mut reading, &hash_of(token)).await?.ok_or_else(expired)?;
    if step.kind != kind || arrival.moment.at.duration_since(step.made_at) > STEP_LASTS {
        return Err(expired());
    }
    let particulars = serde_json::from_str(&step.particulars).map_err(|_| expired())?;
    let account = accounts::find(&mut reading, step.account.ok_or_else(expired)?).await?;
    let account = account.filter(|account| account.disabled_at.is_none()).ok_or_else(expired)?;
    Ok((account, particulars))
}

/// Compares a code of the telephone or on paper with an account's, and uses it up. Whoever calls commits.
pub(super) async fn use_code(write: &mut Writing, account: &Account, code: &str) -> Result<bool, ActionError> {
    let Some(secret) = &account.totp_secret else { return Ok(false) };
    match step_of(secret, code, write.moment().at)? {
        Some(step) => Ok(accounts::use_step(write, account.id, step).await?),
        None => Ok(recovery_codes::use_up(write, account.id, &paper_hash(code)).await?),
    }
}

/// Where wrong codes of an account are counted.
pub(super) fn code_door(account: &Account) -> String {
    format!("code {}", account.id)
}

/// The second step, for someone who has codes.
///
/// # Errors
/// [`ActionError::Rule`]: `sign-in-begin-again`, `sign-in-code-wrong`, or how long to wait.
pub async fn try_code(arrival: &Arrival, token: &str, code: &str) -> Result<Arrived, ActionError> {
    let (account, particulars) = begun(arrival, token, CODE).await?;
    let door = code_door(&account);
    arrival.try_at(&door, "code", Some(&account)).await?;
    let mut write = arrival.writing(Some(&account)).await?;
    if !use_code(&mut write, &account, code).await? {
        return Err(ActionError::rule("sign-in-code-wrong"));
    }
    if !sign_in_steps::use_up(&mut write, &hash_of(token)).await? {
        return Err(ActionError::rule("sign-in-begin-again"));
    }
    arrival.right(&mut write, &door).await?;
    let event =
        Event::of(write.permit(), format!("account {}", account.id)).with("way", "code").with("outcome", "right");
    write.commit(event).await?;
    let token = start_session(arrival, &account, particulars.way).await?;
    Ok(Arrived { token, then: particulars.then })
}

/// What somebody needs who has no codes yet.
///
/// # Errors
/// [`ActionError::Rule`]: `sign-in-begin-again`.
pub async fn enrolment(arrival: &Arrival, token: &str, authority: &str) -> Result<Enrolment, ActionError> {
    let (account, particulars) = begun(arrival, token, ENROL).await?;
    let address = address_of(&particulars.secret, &account.email, authority)?;
    Ok(Enrolment { secret: particulars.secret, address })
}

/// The second step, for someone who takes codes over: a first code shows that it worked. Gives the codes for paper too.
///
/// # Errors
/// [`ActionError::Rule`]: `sign-in-begin-again`, `sign-in-code-wrong`, or how long to wait.
pub async fn enrol(arrival: &Arrival, token: &str, code: &str) -> Result<(Arrived, Vec<String>), ActionError> {
    let (account, particulars) = begun(arrival, token, ENROL).await?;
    let door = code_door(&account);
    arrival.try_at(&door, "first code", Some(&account)).await?;
    let wrong = || ActionError::rule("sign-in-code-wrong");
    let step = step_of(&particulars.secret, code, arrival.moment.at)?.ok_or_else(wrong)?;
    let mut write = arrival.writing(Some(&account)).await?;
    let is_first = accounts::find(&mut write, account.id).await?.is_some_and(|account| account.totp_secret.is_none());
    if !is_first || !sign_in_steps::use_up(&mut write, &hash_of(token)).await? {
        return Err(ActionError::rule("sign-in-begin-again"));
    }
    let paper = set_codes(&mut write, &account, &particulars.secret, step).await?;
    arrival.right(&mut write, &door).await?;
    let event = Event::of(write.permit(), format!("account {}", account.id)).with("codes", "taken over");
    write.commit(event).await?;
    let token = start_session(arrival, &account, particulars.way).await?;
    Ok((Arrived { token, then: particulars.then }, paper))
}

/// Sets an account's secret and gives it new codes for paper. Whoever calls commits.
pub(super) async fn set_codes(
    write: &mut Writing,
    account: &Account,
    secret: &str,
    step: i64,
) -> Result<Vec<String>, ActionError> {
    accounts::set_totp(write, account.id, secret, step).await?;
    let paper = new_paper_codes()?;
    let hashes: Vec<String> = paper.iter().map(|code| paper_hash(code)).collect();
    recovery_codes::replace(write, account.id, &hashes).await?;
    Ok(paper)
}
