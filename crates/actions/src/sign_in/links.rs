//! Signing in by a link that comes by e-mail. Whether an address is known is told by nothing: the answer is the same, and
//! takes as long.

use seven_core::audit::Event;
use seven_core::sign_in::{MagicLink, Opening};
use store::accounts::{self, Account};
use store::magic_links::{self, StoredLink};
use store::{Query, mail, relations};

use super::arrival::{Arrival, attempt};
use super::second_step::{Arrived, Half, half_way};
use super::session::{Way, start_session};
use super::token::{hash_of, new_token};
use crate::ActionError;

/// The message that a link is sent in, worded by the page that sends it; `{link}` stands for the address.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// The address of the page that opens a link, to which the token is added.
    pub page: String,
}

/// How far a link brings somebody.
#[derive(Debug, Clone)]
pub enum Brought {
    /// Wholly in.
    In(Arrived),
    /// Staff give a code besides.
    HalfWay(Half),
}

/// Sends a link to an address, if somebody has it. Gives what the asking browser keeps.
///
/// # Errors
/// [`ActionError::Rule`] with how long to wait, for addresses that nobody has too.
pub async fn send_link(arrival: &Arrival, email: &str, then: &str, letter: &Letter) -> Result<String, ActionError> {
    let email = email.trim().to_lowercase();
    let mut reading = arrival.reading().await?;
    let account = accounts::by_email(&mut reading, &email).await?;
    let account = account.filter(|account| account.disabled_at.is_none());
    drop(reading);
    arrival.try_at(&format!("link {email}"), "link asked for", account.as_ref()).await?;
    let (token, kept) = (new_token()?, new_token()?);
    let mut write = arrival.writing(account.as_ref()).await?;
    let event = attempt(account.as_ref(), "link", if account.is_some() { "sent" } else { "nobody to send it to" });
    if let Some(account) = &account {
        let browser = Some(hash_of(&kept));
        let link = MagicLink { made_at: arrival.moment.at, used_at: None, browser };
        let link = StoredLink { account: account.id, link, then: then.to_owned() };
        magic_links::insert(&mut write, &link, &hash_of(&token)).await?;
        let address = format!("{}?token={token}", letter.page);
        let body = letter.body.replace("{link}", &address);
        mail::write_letter(&mut write, &account.email, &letter.subject, &body).await?;
    }
    write.commit(event).await?;
    Ok(kept)
}

/// What a link would do in this browser; looking uses nothing up.
///
/// # Errors
/// [`ActionError::Rule`]: `link-unknown`, `link-used`, `link-expired`.
pub async fn look_at_link(arrival: &Arrival, token: &str, kept: Option<&str>) -> Result<Opening, ActionError> {
    let (_, _, opening) = found(arrival, token, kept).await?;
    Ok(opening)
}

async fn found(
    arrival: &Arrival,
    token: &str,
    kept: Option<&str>,
) -> Result<(StoredLink, Account, Opening), ActionError> {
    let unknown = || ActionError::rule("link-unknown");
    let mut reading = arrival.reading().await?;
    let link = magic_links::find(&mut reading, &hash_of(token)).await?.ok_or_else(unknown)?;
    let account = accounts::find(&mut reading, link.account).await?;
    let account = account.filter(|account| account.disabled_at.is_none()).ok_or_else(unknown)?;
    let browser = kept.map(hash_of);
    let opening = link.link.open(browser.as_deref(), arrival.moment.at);
    let opening = opening.map_err(|refusal| ActionError::rule(refusal.key()))?;
    Ok((link, account, opening))
}

/// Opens a link: it signs in, once. In another browser than asked for it, the e-mail address is typed once more.
///
/// # Errors
/// [`ActionError::Rule`]: as [`look_at_link`], `link-other-address`, or how long to wait.
pub async fn open_link(
    arrival: &Arrival,
    token: &str,
    kept: Option<&str>,
    email: &str,
) -> Result<Brought, ActionError> {
    let (link, account, opening) = found(arrival, token, kept).await?;
    let door = format!("link opened {}", account.id);
    arrival.try_at(&door, "link", Some(&account)).await?;
    if opening == Opening::ConfirmAddress && email.trim().to_lowercase() != account.email {
        return Err(ActionError::rule("link-other-address"));
    }
    let mut write = arrival.writing(Some(&account)).await?;
    if !magic_links::use_up(&mut write, &hash_of(token)).await? {
        return Err(ActionError::rule("link-used"));
    }
    arrival.right(&mut write, &door).await?;
    arrival.right(&mut write, &format!("link {}", account.email)).await?;
    // waiting after wrong passwords ends too: whoever reads the mail has shown more than whoever guessed
    arrival.right(&mut write, &format!("password {}", account.email)).await?;
    let is_staff = needs_code(&mut write, &account, arrival).await?;
    let half = if is_staff { Some(half_way(&mut write, &account, Way::Link, &link.then).await?) } else { None };
    let event = Event::of(write.permit(), format!("account {}", account.id)).with("way", "link");
    let outcome = if is_staff { "right, code asked for" } else { "right" };
    write.commit(event.with("outcome", outcome)).await?;
    match half {
        Some(half) => Ok(Brought::HalfWay(half)),
        None => {
            let token = start_session(arrival, &account, Way::Link).await?;
            Ok(Brought::In(Arrived { token, then: link.then }))
        }
    }
}

/// Whoever works here, or has codes, gives one: a mailbox alone opens nobody else's records.
async fn needs_code(at: &mut impl Query, account: &Account, arrival: &Arrival) -> Result<bool, ActionError> {
    let actor = relations::actor(at, account.person).await?;
    let works_here = actor.memberships.iter().any(|membership| membership.is_live(arrival.moment.today));
    Ok(works_here || account.totp_secret.is_some())
}
