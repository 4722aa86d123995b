//! Writing in a plan, piece by piece. Two people in two pieces are never in each other's way; two in one piece: the second
//! is told, sees the other's text and keeps their own.

use seven_core::access::{Action, Permit};
use seven_core::audit::Event;
use seven_core::plan::piece::{Body, Piece};
use seven_core::{PersonId, PieceId, PlanId};
use store::{StoreError, Writing, plan_pieces, plans};

use super::{is_draft, unwritten};
use crate::{ActionError, Caller};

/// A piece as it is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The piece; nothing for a new one.
    pub piece: Option<PieceId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// Where it stands among its kind; nothing puts a new one last and leaves another where it is.
    pub place: Option<i64>,
    /// What it says.
    pub body: Body,
}

/// Keeps a piece.
///
/// # Errors
/// Refused without [`Action::WriteOwnPages`] or [`Action::WritePlan`]; invalid texts; a rule where the plan is no draft;
/// [`StoreError::Changed`] where somebody else wrote in it since.
pub async fn write_piece(caller: &Caller, child: PersonId, plan: PlanId, entry: Entry) -> Result<PieceId, ActionError> {
    let permit = caller.permit_for(needed(&entry.body), child).await?;
    if entry.body.is_guarded() {
        caller.permit_for(Action::WriteHiddenNote, child).await?;
    }
    let body = entry.body.checked().map_err(|error| unwritten(&error))?;
    let mut write = caller.writing(&permit).await?;
    let id = put(&mut write, &permit, child, plan, Entry { body, ..entry }).await?;
    write.commit(Event::of(&permit, format!("plan {plan}")).with("piece", id)).await?;
    Ok(id)
}

/// The same within a change that is under way.
pub(super) async fn put(
    write: &mut Writing,
    permit: &Permit,
    child: PersonId,
    plan: PlanId,
    entry: Entry,
) -> Result<PieceId, ActionError> {
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let heading = plans::find(write, child, plan).await?.ok_or(StoreError::Missing("plan"))?;
    is_draft(&heading)?;
    let there = plan_pieces::of_plan(write, plan).await?;
    let (id, place) = match entry.piece {
        Some(id) => {
            let old = there.iter().find(|stored| stored.piece.id == id).ok_or(StoreError::Missing("piece"))?;
            if old.piece.body.kind() != entry.body.kind() || old.piece.body.is_guarded() != entry.body.is_guarded() {
                return Err(ActionError::rule("piece-of-another-kind"));
            }
            (id, entry.place.unwrap_or(old.piece.place))
        }
        None => {
            let last = there.iter().filter(|stored| stored.piece.body.kind() == entry.body.kind());
            let last = last.map(|stored| stored.piece.place).max().unwrap_or(0);
            (write.id(), entry.place.unwrap_or(last.saturating_add(1)))
        }
    };
    let version = if entry.piece.is_some() { entry.version.max(1) } else { 0 };
    plan_pieces::write(write, plan, child, &Piece { id, place, body: entry.body }, by, version).await?;
    Ok(id)
}

/// Takes a piece out; its texts stay in the plan's history.
///
/// # Errors
/// As [`write_piece`].
pub async fn remove_piece(
    caller: &Caller,
    child: PersonId,
    plan: PlanId,
    piece: PieceId,
    version: i64,
) -> Result<(), ActionError> {
    let mut reading = caller.reading().await?;
    let Some(stored) = plan_pieces::find(&mut reading, plan, piece).await? else {
        // asked for before a permit: says nothing but what a stranger is told
        caller.permit_for(Action::WritePlan, child).await?;
        return Err(StoreError::Missing("piece").into());
    };
    drop(reading);
    let permit = caller.permit_for(needed(&stored.piece.body), child).await?;
    if stored.piece.body.is_guarded() {
        caller.permit_for(Action::WriteHiddenNote, child).await?;
    }
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let heading = plans::find(&mut write, child, plan).await?.ok_or(StoreError::Missing("plan"))?;
    is_draft(&heading)?;
    if stored.version != version {
        return Err(StoreError::Changed("piece").into());
    }
    plan_pieces::remove(&mut write, plan, child, &stored, by).await?;
    let event = Event::of(&permit, format!("plan {plan}")).with("piece", piece).with("taken-out", "yes");
    write.commit(event).await?;
    Ok(())
}

fn needed(body: &Body) -> Action {
    if body.is_the_childs_own() { Action::WriteOwnPages } else { Action::WritePlan }
}
