//! Mail that waits to be sent, and what became of it.

use jiff::Timestamp;
use seven_core::{AuthorityId, MailId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, Store, StoreError, Writing};

/// A message as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its id.
    pub id: MailId,
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// When it was handed over to be delivered.
    pub sent_at: Option<Timestamp>,
    /// How often that was tried.
    pub attempts: i64,
    /// When it was tried last.
    pub tried_at: Option<Timestamp>,
    /// What went wrong the last time.
    pub last_failure: Option<String>,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // its text may hold a link that signs somebody in
        out.debug_struct("Mail").field("id", &self.id).field("attempts", &self.attempts).finish_non_exhaustive()
    }
}

/// Puts a message in the queue, with the change that it tells of.
///
/// # Errors
/// What the database says.
pub async fn insert(write: &mut Writing, mail: &Mail) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO mail (authority_id, id, to_address, subject, body, written_at, attempts) \
         VALUES ($1, $2, $3, $4, $5, $6, 0)",
    )
    .bind(authority)
    .bind(mail.id.to_string())
    .bind(mail.to.as_str())
    .bind(mail.subject.as_str())
    .bind(mail.body.as_str())
    .bind(instant(mail.written_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Puts a letter in the queue that nobody has tried to send yet.
///
/// # Errors
/// What the database says.
pub async fn write_letter(write: &mut Writing, to: &str, subject: &str, body: &str) -> Result<(), StoreError> {
    let mail = Mail {
        id: write.id(),
        to: to.to_owned(),
        subject: subject.to_owned(),
        body: body.to_owned(),
        written_at: write.moment().at,
        sent_at: None,
        attempts: 0,
        tried_at: None,
        last_failure: None,
    };
    insert(write, &mail).await
}

/// Takes letters to an address out of the queue that nobody has sent yet.
///
/// # Errors
/// What the database says.
pub async fn take_out(write: &mut Writing, to: &str) -> Result<u64, StoreError> {
    let authority = write.authority().to_string();
    let done = sqlx::query("DELETE FROM mail WHERE authority_id = $1 AND to_address = $2 AND sent_at IS NULL")
        .bind(authority)
        .bind(to.to_owned())
        .execute(write.connection())
        .await?;
    Ok(done.rows_affected())
}

/// Messages that were not sent and were tried fewer than so many times, oldest first.
///
/// # Errors
/// What the database says.
pub async fn waiting(at: &mut impl Query, fewer_than: i64) -> Result<Vec<Mail>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM mail WHERE authority_id = $1 AND sent_at IS NULL AND attempts < $2 ORDER BY written_at, id LIMIT 100",
    )
    .bind(authority)
    .bind(fewer_than)
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(mail).collect()
}

/// The newest messages, sent or not.
///
/// # Errors
/// What the database says.
pub async fn newest(at: &mut impl Query, how_many: i64) -> Result<Vec<Mail>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM mail WHERE authority_id = $1 ORDER BY written_at DESC, id DESC LIMIT $2")
        .bind(authority)
        .bind(how_many)
        .fetch_all(at.connection())
        .await?;
    rows.iter().map(mail).collect()
}

/// Takes a message to send it; false where somebody else has taken it in the meantime. Neither this nor what follows
/// changes anybody's record, so none of it has an audit entry.
///
/// # Errors
/// What the database says.
pub async fn take(store: &Store, authority: &AuthorityId, mail: &Mail, now: Timestamp) -> Result<bool, StoreError> {
    let _turn = store.shared.turn.lock().await;
    let done = sqlx::query(
        "UPDATE mail SET attempts = attempts + 1, tried_at = $4 \
         WHERE authority_id = $1 AND id = $2 AND attempts = $3 AND sent_at IS NULL",
    )
    .bind(authority.as_str())
    .bind(mail.id.to_string())
    .bind(mail.attempts)
    .bind(instant(now))
    .execute(&store.shared.writers)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes what became of a message: sent, or what went wrong. The text of a message that was sent is not kept.
///
/// # Errors
/// What the database says.
pub async fn note(
    store: &Store,
    authority: &AuthorityId,
    id: MailId,
    outcome: Result<Timestamp, &str>,
) -> Result<(), StoreError> {
    let _turn = store.shared.turn.lock().await;
    let query = match outcome {
        Ok(sent_at) => sqlx::query(
            "UPDATE mail SET sent_at = $3, last_failure = NULL, body = '' WHERE authority_id = $1 AND id = $2",
        )
        .bind(authority.as_str())
        .bind(id.to_string())
        .bind(instant(sent_at)),
        Err(why) => sqlx::query("UPDATE mail SET last_failure = $3 WHERE authority_id = $1 AND id = $2")
            .bind(authority.as_str())
            .bind(id.to_string())
            .bind(why.to_owned()),
    };
    query.execute(&store.shared.writers).await?;
    Ok(())
}

fn mail(row: &AnyRow) -> Result<Mail, StoreError> {
    let line = Line(row);
    Ok(Mail {
        id: line.read("id")?,
        to: line.text("to_address")?,
        subject: line.text("subject")?,
        body: line.text("body")?,
        written_at: line.instant("written_at")?,
        sent_at: line.instant_or_none("sent_at")?,
        attempts: line.number("attempts")?,
        tried_at: line.instant_or_none("tried_at")?,
        last_failure: line.text_or_none("last_failure")?,
    })
}
