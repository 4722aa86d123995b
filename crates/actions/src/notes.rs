//! Writing a note on a child's record.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::{NoteId, PersonId};
use store::{people, relations};

use crate::{ActionError, Caller, Problem};

/// No note is longer, in characters.
pub const MOST_CHARACTERS: usize = 10_000;

/// A note to be written.
#[derive(Debug, Clone)]
pub struct NewNote {
    /// What it says.
    pub body: String,
    /// Whether the family is not shown it.
    pub is_hidden_from_family: bool,
    /// A third party whom it concerns.
    pub about: Option<PersonId>,
}

/// Writes a note. One about a third party, or hidden from the family, needs a seat that may see hidden notes.
///
/// # Errors
/// Refused; invalid where there is nothing to read, or the third party has nothing to do with the child.
pub async fn write_note(caller: &Caller, child: PersonId, note: NewNote) -> Result<NoteId, ActionError> {
    let is_kept_apart = note.is_hidden_from_family || note.about.is_some();
    let action = if is_kept_apart { Action::WriteHiddenNote } else { Action::WriteNote };
    let permit = caller.permit_for(action, child).await?;
    let body = note.body.trim();
    if body.is_empty() {
        return Err(ActionError::invalid("body", "empty"));
    }
    let characters = body.chars().count();
    if characters > MOST_CHARACTERS {
        let problem = Problem::new("body", "too-long").with("most", MOST_CHARACTERS.to_string());
        return Err(ActionError::Invalid(vec![problem]));
    }
    let author = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    if let Some(about) = note.about {
        let around = relations::of_child(&mut write, child).await?;
        let is_around = around.iter().any(|relation| relation.holder == seven_core::people::Holder::Person(about));
        if !is_around || people::find(&mut write, about).await?.is_none() {
            return Err(ActionError::invalid("about", "not-around"));
        }
    }
    let id = store::notes::insert(&mut write, child, author, note.about, body, is_kept_apart).await?;
    let hidden = if is_kept_apart { "yes" } else { "no" };
    write.commit(Event::of(&permit, format!("note {id}")).with("hidden", hidden)).await?;
    Ok(id)
}
