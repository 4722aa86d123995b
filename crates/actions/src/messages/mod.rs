//! Messages between a family and its workers, on the record: writing, reading, and the letters that say that there is one.

mod view;

pub use view::{MessageView, MessagesView, ThreadView};

use seven_core::access::{Action, Permit, Purpose, Seat};
use seven_core::audit::Event;
use seven_core::life::Ongoing;
use seven_core::messages::{LONGEST_MESSAGE, LONGEST_SUBJECT, Message, MessageError, Reading, Thread, checked, notice};
use seven_core::people::age::{SIXTEEN, has_turned};
use seven_core::{MessageId, PersonId, ReadingId, ThreadId};
use store::papers::{self, Stored};
use store::{Query, Writing, accounts, authorities, mail, people};

use crate::life::stops;
use crate::reviews::people_around;
use crate::{ActionError, Caller};

/// Begins a subject with its first message.
///
/// # Errors
/// Refused without [`Action::WriteMessage`]; invalid without words, or with too many.
pub async fn begin(caller: &Caller, child: PersonId, subject: &str, words: &str) -> Result<ThreadId, ActionError> {
    let permit = caller.permit_for(Action::WriteMessage, child).await?;
    let subject = checked("subject", subject, LONGEST_SUBJECT).map_err(refused)?;
    let mut write = caller.writing(&permit).await?;
    let id: ThreadId = write.id();
    papers::insert(&mut write, id, &Thread { child, subject, on: caller.moment.today }).await?;
    let message = put(caller, &mut write, &permit, (child, id), words).await?;
    write.commit(Event::of(&permit, format!("message {message}")).with("subject", id)).await?;
    Ok(id)
}

/// Writes one more message under a subject.
///
/// # Errors
/// Refused without [`Action::WriteMessage`]; invalid without words, or with too many; [`store::StoreError::Missing`] for no such
/// subject of this child.
pub async fn write(caller: &Caller, child: PersonId, thread: ThreadId, words: &str) -> Result<MessageId, ActionError> {
    let permit = caller.permit_for(Action::WriteMessage, child).await?;
    let mut write = caller.writing(&permit).await?;
    papers::find_of::<Thread>(&mut write, child, thread).await?;
    let message = put(caller, &mut write, &permit, (child, thread), words).await?;
    write.commit(Event::of(&permit, format!("message {message}")).with("subject", thread)).await?;
    Ok(message)
}

fn refused(error: MessageError) -> ActionError {
    let (field, code) = error.field_and_code();
    ActionError::invalid(field, code)
}

async fn put(
    caller: &Caller,
    write: &mut Writing,
    permit: &Permit,
    (child, thread): (PersonId, ThreadId),
    words: &str,
) -> Result<MessageId, ActionError> {
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let words = checked("words", words, LONGEST_MESSAGE).map_err(refused)?;
    let is_from_family = permit.seat().is_some_and(|seat: Seat| seat.purpose() == Purpose::OwnLife);
    let on = caller.moment.today;
    tell(caller, write, (child, thread, by)).await?;
    let id: MessageId = write.id();
    papers::insert(write, id, &Message { child, thread, by, is_from_family, words, on }).await?;
    read_until_now(write, child, thread, by).await?;
    Ok(id)
}

/// Writes to everybody else who reads here and has nothing unread under this subject: one letter until they have looked.
async fn tell(
    caller: &Caller,
    write: &mut Writing,
    (child, thread, by): (PersonId, ThreadId, PersonId),
) -> Result<(), ActionError> {
    let name = authorities::all(&caller.store).await?.into_iter().find(|one| one.id == caller.authority);
    let (subject, body) = notice(&name.map(|one| one.name).unwrap_or_default());
    let messages = papers::part_of::<Message>(write, thread).await?;
    let read = papers::part_of::<Reading>(write, thread).await?;
    let today = caller.moment.today;
    let born = people::find(write, child).await?.and_then(|person| person.born);
    // until 16 it is the talk of those who decide for the child
    let is_too_young = born.is_none_or(|born| !has_turned(born, SIXTEEN, today));
    // after a death the family writes where it wants to, and no letter comes to it by itself
    let workers_only = stops(write, child, Ongoing::Letter).await?;
    for person in people_around(write, child, today, workers_only).await? {
        if person == by || (person == child && is_too_young) || view::unread(&messages, &read, person) > 0 {
            continue;
        }
        let account = accounts::of_person(write, person).await?.filter(|account| account.disabled_at.is_none());
        if let Some(account) = account {
            mail::write_letter(write, &account.email, &subject, &body).await?;
        }
    }
    Ok(())
}

/// Notes that somebody has read all that stands under a subject. Where nothing is new, nothing is noted.
///
/// # Errors
/// Refused without [`Action::ViewMessages`]; [`store::StoreError::Missing`] for no such subject of this child.
pub async fn read(caller: &Caller, child: PersonId, thread: ThreadId) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ViewMessages, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut reading = caller.reading().await?;
    papers::find_of::<Thread>(&mut reading, child, thread).await?;
    if !is_unread(&mut reading, thread, by).await? {
        return Ok(());
    }
    drop(reading);
    let mut write = caller.writing(&permit).await?;
    read_until_now(&mut write, child, thread, by).await?;
    write.commit(Event::of(&permit, format!("messages {thread}")).with("read", "all")).await?;
    Ok(())
}

async fn is_unread(at: &mut impl Query, thread: ThreadId, by: PersonId) -> Result<bool, ActionError> {
    let messages = papers::part_of::<Message>(at, thread).await?;
    let read = papers::part_of::<Reading>(at, thread).await?;
    Ok(view::unread(&messages, &read, by) > 0)
}

async fn read_until_now(
    write: &mut Writing,
    child: PersonId,
    thread: ThreadId,
    by: PersonId,
) -> Result<(), ActionError> {
    let (until, on) = (write.moment().at, write.moment().today);
    let paper = Reading { child, thread, by, until, on };
    let known = papers::part_of::<Reading>(write, thread).await?;
    match known.into_iter().find(|one| one.paper.by == by) {
        Some(known) => papers::save(write, &Stored { paper, ..known }).await?,
        None => {
            let id: ReadingId = write.id();
            papers::insert(write, id, &paper).await?;
        }
    }
    Ok(())
}
