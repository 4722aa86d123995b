//! Sending the mail that waits, through a mail server, with patience: a message is tried for about a day.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use seven_core::AuthorityId;
use store::Store;
use store::mail::{self, Mail};

use crate::ActionError;

/// After so many tries a message is given up.
const MOST_TRIES: i64 = 10;
/// How often the queue is looked at.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(5);

/// How to reach the mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct MailSettings {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept private.
    pub privacy: Privacy,
    /// Name and password there.
    pub login: Option<(String, String)>,
    /// Who the mail is from, such as `Exampleshire <support@exampleshire.gov.uk>`.
    pub from: String,
}

/// How the connection to the mail server is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// Begun in the open and made private before anything is said: port 587.
    StartTls,
    /// Private from the first byte: port 465.
    Tls,
    /// Open: for a server on the same machine only.
    None,
}

impl std::fmt::Debug for MailSettings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("MailSettings").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

impl MailSettings {
    /// Reads `SEVENSTEPS_MAIL_HOST`, `_PORT`, `_TLS` (`starttls`, `tls`, `none`), `_USER`, `_PASSWORD` or `_PASSWORD_FILE`,
    /// and `_FROM`. Without a host no mail is sent.
    ///
    /// # Errors
    /// What is missing or wrong.
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Result<Option<MailSettings>, String> {
        let value = |name: &str| value(&format!("SEVENSTEPS_MAIL_{name}"));
        let Some(host) = value("HOST") else { return Ok(None) };
        let privacy = match value("TLS").as_deref() {
            None | Some("starttls") => Privacy::StartTls,
            Some("tls") => Privacy::Tls,
            Some("none") => Privacy::None,
            Some(other) => return Err(format!("SEVENSTEPS_MAIL_TLS is `{other}`; write starttls, tls or none")),
        };
        let usual = if privacy == Privacy::Tls { 465 } else { 587 };
        let port = value("PORT").map(|port| port.parse().map_err(|_| format!("SEVENSTEPS_MAIL_PORT is `{port}`")));
        let password = match value("PASSWORD_FILE") {
            Some(file) => {
                let read = std::fs::read_to_string(&file);
                Some(read.map_err(|error| format!("SEVENSTEPS_MAIL_PASSWORD_FILE: {error}"))?.trim_end().to_owned())
            }
            None => value("PASSWORD"),
        };
        let from = value("FROM").ok_or("SEVENSTEPS_MAIL_FROM is missing: who is the mail from?")?;
        from.parse::<Mailbox>().map_err(|_| format!("SEVENSTEPS_MAIL_FROM is `{from}`, which is no e-mail address"))?;
        let login = value("USER").zip(password);
        Ok(Some(MailSettings { host, port: port.transpose()?.unwrap_or(usual), privacy, login, from }))
    }

    fn transport(&self) -> Result<AsyncSmtpTransport<Tokio1Executor>, ActionError> {
        type Smtp = AsyncSmtpTransport<Tokio1Executor>;
        let builder = match self.privacy {
            Privacy::StartTls => Smtp::starttls_relay(&self.host).map_err(|error| outside(&error))?,
            Privacy::Tls => Smtp::relay(&self.host).map_err(|error| outside(&error))?,
            Privacy::None => Smtp::builder_dangerous(&self.host),
        };
        let builder = builder.port(self.port).timeout(Some(Duration::from_secs(20)));
        let login = self.login.clone().map(|(user, password)| Credentials::new(user, password));
        Ok(match login {
            Some(login) => builder.credentials(login).build(),
            None => builder.build(),
        })
    }
}

/// Sends what waits, now and for as long as the service runs.
///
/// # Errors
/// [`ActionError::Outside`] where there can be no such mail server; later failures are noted with their message.
pub async fn post_mail(store: Store, authorities: Vec<AuthorityId>, settings: MailSettings) -> Result<(), ActionError> {
    let transport = settings.transport()?;
    loop {
        for authority in &authorities {
            if let Err(error) = send_all(&store, authority, &settings, &transport, Timestamp::now()).await {
                tracing::error!(%error, "the mail that waits could not be looked at");
            }
        }
        tokio::time::sleep(LOOKED_AT_EVERY).await;
    }
}

/// Sends what waits in one authority and is due; gives how many were sent.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn post_once(
    store: &Store,
    authority: &AuthorityId,
    settings: &MailSettings,
    now: Timestamp,
) -> Result<usize, ActionError> {
    send_all(store, authority, settings, &settings.transport()?, now).await
}

async fn send_all(
    store: &Store,
    authority: &AuthorityId,
    settings: &MailSettings,
    transport: &AsyncSmtpTransport<Tokio1Executor>,
    now: Timestamp,
) -> Result<usize, ActionError> {
    let mut reading = store.reading(authority).await?;
    let waiting = mail::waiting(&mut reading, MOST_TRIES).await?;
    drop(reading);
    let mut sent = 0;
    for letter in waiting.into_iter().filter(|letter| is_due(letter, now)) {
        if !mail::take(store, authority, &letter, now).await? {
            continue;
        }
        let outcome = match message(settings, &letter) {
            Ok(message) => transport.send(message).await.map(|_| now).map_err(|error| error.to_string()),
            Err(why) => Err(why),
        };
        if let Err(why) = &outcome {
            tracing::warn!(mail = %letter.id, why, "a message could not be sent");
        }
        sent += usize::from(outcome.is_ok());
        mail::note(store, authority, letter.id, outcome.as_ref().copied().map_err(String::as_str)).await?;
    }
    Ok(sent)
}

/// One minute after the first failure, then two, four and so on, up to four hours.
fn is_due(letter: &Mail, now: Timestamp) -> bool {
    let Some(tried_at) = letter.tried_at else { return true };
    let doublings = u32::try_from(letter.attempts.clamp(1, 9) - 1).unwrap_or_default();
    now.duration_since(tried_at) >= SignedDuration::from_mins(2_i64.pow(doublings).min(240))
}

fn message(settings: &MailSettings, letter: &Mail) -> Result<Message, String> {
    let from: Mailbox = settings.from.parse().map_err(|_| "the sender is no e-mail address".to_owned())?;
    let to: Mailbox = letter.to.parse().map_err(|_| "the receiver is no e-mail address".to_owned())?;
    let message = Message::builder().from(from).to(to).subject(letter.subject.clone());
    let message = message.header(ContentType::TEXT_PLAIN).body(letter.body.clone());
    message.map_err(|error| error.to_string())
}

fn outside(error: &dyn std::fmt::Display) -> ActionError {
    ActionError::Outside(format!("the mail server: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Option<MailSettings>, String> {
        MailSettings::read(|name| pairs.iter().find(|(given, _)| *given == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn settings_say_what_is_wrong_with_them() {
        assert_eq!(read(&[]), Ok(None));
        let host = ("SEVENSTEPS_MAIL_HOST", "mail.example.org");
        let from = ("SEVENSTEPS_MAIL_FROM", "Exampleshire <support@example.org>");
        assert_eq!(read(&[host, from]).unwrap().unwrap().port, 587);
        assert_eq!(read(&[host, from, ("SEVENSTEPS_MAIL_TLS", "tls")]).unwrap().unwrap().port, 465);
        assert!(read(&[host]).unwrap_err().contains("SEVENSTEPS_MAIL_FROM"));
        assert!(read(&[host, from, ("SEVENSTEPS_MAIL_TLS", "maybe")]).unwrap_err().contains("maybe"));
        assert!(read(&[host, from, ("SEVENSTEPS_MAIL_PORT", "x")]).unwrap_err().contains("`x`"));
    }
}
