//! Trying the seven steps with a small sum that is nobody's entitlement. A person sees and changes only their own.

use seven_core::access::Action;
use seven_core::audit::Event;
use store::practice::{self, Practice};

use crate::{ActionError, Caller, Problem};

/// The last step.
pub const STEPS: i64 = 7;
/// The most that is kept of one field, in characters.
pub const MOST_CHARACTERS: usize = 1_000;

/// Keeps what somebody wrote at a step and where they go next; `step` is at least 1, at most one beyond the last.
///
/// # Errors
/// Invalid where a text is too long or a step is none.
pub async fn practise(caller: &Caller, step: i64, notes: Vec<(String, String)>) -> Result<Practice, ActionError> {
    let permit = caller.permit(Action::Practise).await?;
    let person = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    if !(1..=STEPS + 1).contains(&step) {
        return Err(ActionError::rule("no-such-step"));
    }
    let too_long = |note: &&(String, String)| note.1.chars().count() > MOST_CHARACTERS;
    let problems: Vec<Problem> = notes
        .iter()
        .filter(too_long)
        .map(|(name, _)| Problem::new(name, "too-long").with("most", MOST_CHARACTERS.to_string()))
        .collect();
    if !problems.is_empty() {
        return Err(ActionError::Invalid(problems));
    }
    let mut write = caller.writing(&permit).await?;
    let mut practice = practice::find(&mut write, person).await?.unwrap_or_default();
    practice.step = step;
    practice.notes.extend(notes);
    practice::save(&mut write, person, &practice).await?;
    write.commit(Event::of(&permit, "practice").with("step", step)).await?;
    Ok(practice)
}

/// Begins anew: what was written is forgotten.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn begin_anew(caller: &Caller) -> Result<(), ActionError> {
    let permit = caller.permit(Action::Practise).await?;
    let person = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    practice::save(&mut write, person, &Practice { step: 1, ..Practice::default() }).await?;
    write.commit(Event::of(&permit, "practice").with("step", 1)).await?;
    Ok(())
}
