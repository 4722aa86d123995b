//! Saying something beside a plan, and the family's answer to it. A proposal that is taken is written into the plan in the
//! same change.

use seven_core::access::{Action, Permit, Purpose};
use seven_core::audit::Event;
use seven_core::plan::piece::Body;
use seven_core::plan::remark::{Change, Remark, RemarkError, RemarkKind, RemarkState, answer as answered};
use seven_core::plan::writing::needed;
use seven_core::{PersonId, PieceId, PlanId, RemarkId};
use store::plan_remarks::{self, StoredRemark};
use store::{StoreError, Writing, plan_pieces, plans};

use super::write::{Entry, put};
use super::{is_draft, unwritten};
use crate::{ActionError, Caller};

/// A remark to be made.
#[derive(Debug, Clone)]
pub struct NewRemark {
    /// Its kind.
    pub kind: RemarkKind,
    /// The piece that it is about.
    pub piece: Option<PieceId>,
    /// What it says.
    pub words: String,
    /// The text that is proposed.
    pub proposed: Option<Body>,
    /// The version of the piece that was read; 0 where there is none.
    pub of_version: i64,
    /// Whether the piece is to be taken out.
    pub takes_out: bool,
}

/// Makes a remark.
///
/// # Errors
/// Refused without [`Action::RemarkOnPlan`]; invalid where it is empty; a rule where the plan is no draft.
pub async fn make(caller: &Caller, child: PersonId, plan: PlanId, new: NewRemark) -> Result<RemarkId, ActionError> {
    let permit = caller.permit_for(Action::RemarkOnPlan, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let words = needed("remark", &new.words).map_err(|error| unwritten(&error))?;
    let proposed = new.proposed.map(Body::checked).transpose().map_err(|error| unwritten(&error))?;
    if proposed.as_ref().is_some_and(Body::is_guarded) {
        return Err(ActionError::rule("piece-of-another-kind"));
    }
    let mut write = caller.writing(&permit).await?;
    let heading = plans::find(&mut write, child, plan).await?.ok_or(StoreError::Missing("plan"))?;
    is_draft(&heading)?;
    if let Some(piece) = new.piece {
        let there = plan_pieces::find(&mut write, plan, piece).await?.ok_or(StoreError::Missing("piece"))?;
        let is_same = |body: &Body| body.kind() == there.piece.body.kind();
        let changes = proposed.is_some() || new.takes_out;
        if (changes && there.piece.body.is_guarded()) || !proposed.as_ref().is_none_or(is_same) {
            return Err(ActionError::rule("piece-of-another-kind"));
        }
    }
    let remark = Remark {
        by,
        kind: new.kind,
        piece: new.piece,
        words,
        proposed,
        of_version: new.of_version,
        takes_out: new.takes_out,
        state: RemarkState::Open,
    };
    let stored =
        StoredRemark { id: write.id(), plan, remark, made_at: caller.moment.at, answered_by: None, version: 1 };
    plan_remarks::insert(&mut write, child, &stored).await?;
    let event = Event::of(&permit, format!("remark {}", stored.id)).with("plan", plan).with("kind", new.kind.code());
    write.commit(event).await?;
    Ok(stored.id)
}

/// Answers a remark: the family takes or leaves it, or its writer takes it back.
///
/// # Errors
/// Refused without [`Action::RemarkOnPlan`]; a rule as [`RemarkError`] says; [`StoreError::Changed`].
pub async fn answer(
    caller: &Caller,
    child: PersonId,
    plan: PlanId,
    remark: RemarkId,
    to: RemarkState,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::RemarkOnPlan, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    // the family's word, or nobody's
    let deciding = match caller.purpose {
        Purpose::OwnLife => caller.permit_for(Action::DecidePlan, child).await.ok(),
        _ => None,
    };
    let mut write = caller.writing(deciding.as_ref().unwrap_or(&permit)).await?;
    let all = plan_remarks::of_plan(&mut write, plan).await?;
    let stored = all.into_iter().find(|one| one.id == remark).ok_or(StoreError::Missing("remark"))?;
    if stored.remark.state == to {
        return Ok(());
    }
    let changed = answered(&stored.remark, to, by, deciding.is_some()).map_err(refused)?;
    if to == RemarkState::Accepted {
        take(&mut write, deciding.as_ref().unwrap_or(&permit), child, plan, &changed).await?;
    }
    plan_remarks::answer(&mut write, child, &StoredRemark { remark: changed, ..stored }, by).await?;
    let permit = deciding.unwrap_or(permit);
    let event = Event::of(&permit, format!("remark {remark}")).with("plan", plan).with("state", to.code());
    write.commit(event).await?;
    Ok(())
}

/// Does to the plan what a remark proposes.
async fn take(
    write: &mut Writing,
    permit: &Permit,
    child: PersonId,
    plan: PlanId,
    remark: &Remark,
) -> Result<(), ActionError> {
    let there = match remark.piece {
        Some(piece) => plan_pieces::find(write, plan, piece).await?,
        None => None,
    };
    match remark.change(there.as_ref().map(|stored| stored.version)).map_err(refused)? {
        Change::Nothing => {}
        Change::Write(piece, body) => {
            let entry = Entry { piece, version: remark.of_version, place: None, body: body.clone() };
            put(write, permit, child, plan, entry).await?;
        }
        Change::TakeOut(_) => {
            let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
            let heading = plans::find(write, child, plan).await?.ok_or(StoreError::Missing("plan"))?;
            is_draft(&heading)?;
            let stored = there.ok_or(StoreError::Missing("piece"))?;
            plan_pieces::remove(write, plan, child, &stored, by).await?;
        }
    }
    Ok(())
}

fn refused(error: RemarkError) -> ActionError {
    ActionError::rule(match error {
        RemarkError::Answered(_) => "remark-answered",
        RemarkError::ViewStays => "remark-view-stays",
        RemarkError::Outdated => "remark-outdated",
        RemarkError::NotTheirs => "remark-not-theirs",
        RemarkError::NotTheFamily => "remark-not-the-family",
    })
}
