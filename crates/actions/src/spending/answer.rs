//! Answering what is doubtful, saying what a line was for, and undoing a match. Each answer about a line of the plan teaches.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::banking::StatementLine;
use seven_core::matching::{Expected, ExpectedKind, Learned, Match, Why, learn, payee_words};
use seven_core::spending::books::TurnedBack;
use seven_core::{BankLineId, PersonId};
use store::spending::lines::{self, LineState, StoredLine};
use store::spending::{learned, matches};
use store::{StoreError, Writing};

use super::expected::{Candidate, candidates};
use super::import::as_match;
use super::{by, post};
use crate::{ActionError, Caller};

/// What somebody says about a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It was this: the target of a record or of a line of the plan.
    It(String),
    /// It was none of those that were asked about.
    NoneOfThese,
}

/// Says what a line was for. `version` is the line's as it was shown.
///
/// # Errors
/// Refused without [`Action::MatchSpending`]; a rule where it is matched already, or the target is used up or not there;
/// [`StoreError::Changed`] where somebody else answered meanwhile.
pub async fn answer(
    caller: &Caller,
    child: PersonId,
    line: BankLineId,
    version: i64,
    said: Said,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::MatchSpending, child).await?;
    let person = by(&permit)?;
    let mut write = caller.writing(&permit).await?;
    let was = lines::find(&mut write, child, line).await?.ok_or(StoreError::Missing("line"))?;
    if was.version != version {
        return Err(StoreError::Changed("line").into());
    }
    if was.state == LineState::Matched {
        return Err(ActionError::rule("line-matched"));
    }
    let event = Event::of(&permit, format!("line {line}"));
    match said {
        Said::It(target) => {
            let possible = candidates(&mut write, child).await?;
            let at = possible.iter().position(|candidate| candidate.target == target);
            let at = at.filter(|at| possible.get(*at).is_some_and(|candidate| has_room(candidate, &was.line)));
            let expectation = at.ok_or_else(|| ActionError::rule("line-no-such-target"))?;
            let expectation = u32::try_from(expectation).map_err(|error| ActionError::Outside(error.to_string()))?;
            let found = Match { expectation, points: 0, why: Why::said_so() };
            let made = as_match(&write, (was.id, was.line.pence), &found, &possible, Some(person));
            let made = made.ok_or_else(|| ActionError::rule("line-no-such-target"))?;
            lines::set_state(&mut write, child, &was, LineState::Matched, "[]").await?;
            post::keep(&mut write, child, std::slice::from_ref(&made)).await?;
            let teaches = possible.iter().find(|candidate| candidate.target == target).map(|one| one.teaches.clone());
            teach(&mut write, child, &was.line, &teaches.unwrap_or_default(), true).await?;
            post::settle(&mut write, child, TurnedBack::Shown).await?;
            write.commit(event.with("said", made.kind.code())).await?;
        }
        Said::NoneOfThese => {
            for (target, _) in asked_about(&was)? {
                teach(&mut write, child, &was.line, &target, false).await?;
            }
            lines::set_state(&mut write, child, &was, LineState::Left, "[]").await?;
            write.commit(event.with("said", "none-of-these")).await?;
        }
    }
    Ok(())
}

/// Whether a line may be this, whatever its name and day: the same direction, and no more than there is. A person may say that
/// another sum was paid than the bill said.
fn has_room(candidate: &Candidate, line: &StatementLine) -> bool {
    match candidate.sum {
        Expected::Exactly(sum, _) => (sum.0 < 0) == (line.pence.0 < 0),
        Expected::UpTo(sum) => {
            (sum.0 < 0) == (line.pence.0 < 0) && line.pence.0.saturating_abs() <= sum.0.saturating_abs()
        }
    }
}

/// What the question about a line named.
fn asked_about(line: &StoredLine) -> Result<Vec<(String, Match)>, ActionError> {
    serde_json::from_str(&line.possible).map_err(|error| ActionError::Outside(error.to_string()))
}

/// Keeps what an answer teaches; nothing where the line names nobody, or the target is no line of the plan.
async fn teach(
    write: &mut Writing,
    child: PersonId,
    line: &StatementLine,
    teaches: &str,
    is_it: bool,
) -> Result<(), ActionError> {
    let name = payee_words(&line.payee).join(" ");
    if name.is_empty() || teaches.is_empty() {
        return Ok(());
    }
    let known: Vec<Learned> = learned::of_child(write, child).await?;
    let before = known.iter().find(|known| known.payee == name && known.teaches == teaches);
    Ok(learned::save(write, child, &learn(before, &name, teaches, is_it)).await?)
}

/// Undoes the match of a line; the books turn its entry back. The line is left to people, and the same name is not matched
/// there by itself again.
///
/// # Errors
/// Refused without [`Action::MatchSpending`]; [`StoreError::Missing`] where it has none.
pub async fn undo_match(caller: &Caller, child: PersonId, line: BankLineId, version: i64) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::MatchSpending, child).await?;
    let person = by(&permit)?;
    let mut write = caller.writing(&permit).await?;
    let was = lines::find(&mut write, child, line).await?.ok_or(StoreError::Missing("line"))?;
    if was.version != version {
        return Err(StoreError::Changed("line").into());
    }
    let standing = matches::of_child(&mut write, child).await?;
    let made = standing.into_iter().find(|made| made.line == line).ok_or(StoreError::Missing("match"))?;
    matches::undo(&mut write, child, made.id, person).await?;
    lines::set_state(&mut write, child, &was, LineState::Left, "[]").await?;
    if made.kind == ExpectedKind::PlanLine {
        teach(&mut write, child, &was.line, &made.target, false).await?;
    }
    post::settle(&mut write, child, TurnedBack::Undone).await?;
    let event = Event::of(&permit, format!("match {}", made.id)).with("line", line).with("undone", true);
    write.commit(event).await?;
    Ok(())
}
