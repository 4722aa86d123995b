//! Signing for what a study found: a named person for the families' forum, for finance, for equality, in their own words.

use seven_core::StudyId;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::budget::read_reasons;
use store::StoreError;
use store::studies::{self, Signature};

use super::look::{Stage, stage};
use crate::access::too_short;
use crate::{ActionError, Caller, Problem};

/// Those who look at a scheme before it is published.
pub const SIDES: [&str; 3] = ["families", "finance", "equality"];

/// Signs for the present result of a study.
///
/// # Errors
/// Refused without [`Action::SignStudy`]; invalid without a side, a name or words; a rule where there is no result, or another
/// than the one that was read.
pub async fn sign(
    caller: &Caller,
    id: StudyId,
    side: &str,
    (name, words): (&str, &str),
    result_hash: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit(Action::SignStudy).await?;
    let by = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut problems = Vec::new();
    if !SIDES.contains(&side) {
        problems.push(Problem::new("side", "missing"));
    }
    let name = name.trim();
    match name.chars().count() {
        0 => problems.push(Problem::new("name", "missing")),
        1..=200 => {}
        _ => problems.push(Problem::new("name", "too-long")),
    }
    let words = read_reasons(words).map_err(|error| problems.push(too_short("words", error.characters))).ok();
    let Some(words) = words.filter(|_| problems.is_empty()) else { return Err(ActionError::Invalid(problems)) };
    let mut write = caller.writing(&permit).await?;
    let found = studies::find(&mut write, id).await?.ok_or(StoreError::Missing("study"))?;
    if stage(&found, caller.moment.at) != Stage::Done || found.result_hash.as_deref() != Some(result_hash) {
        return Err(ActionError::rule("another-result"));
    }
    let signature = Signature {
        side: side.to_owned(),
        name: name.to_owned(),
        words,
        result_hash: result_hash.to_owned(),
        written_by: String::new(),
        signed_at: caller.moment.at,
    };
    studies::sign(&mut write, id, &signature, by).await?;
    write
        .commit(Event::of(&permit, format!("study {id}")).with("signed-for", side).with("result", result_hash))
        .await?;
    Ok(())
}
