//! Beginning with what others did: the pieces of a made-up story are put into one's own draft, to be changed there.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::plan::piece::Body;
use seven_core::plan::stories;
use seven_core::{PersonId, PieceId, PlanId};
use store::StoreError;

use super::write::{Entry, put};
use super::{PlanView, unwritten};
use crate::{ActionError, Caller};

/// Puts a story's outcomes and support into a draft.
///
/// # Errors
/// Refused without [`Action::WritePlan`]; [`StoreError::Missing`] for no such story; a rule where the plan is no draft.
pub async fn take(caller: &Caller, child: PersonId, plan: PlanId, story: &str) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::WritePlan, child).await?;
    let known = stories::known().map_err(|error| ActionError::Outside(error.to_string()))?;
    let story = known.into_iter().find(|one| one.id == story).ok_or(StoreError::Missing("story"))?;
    let mut write = caller.writing(&permit).await?;
    let view = PlanView::load(&mut write, child, plan).await?;
    let (streams, framework) = (view.streams(), view.framework());
    let mut outcomes: Vec<PieceId> = Vec::new();
    for sample in &story.pieces {
        let mut body = sample.fitted(&streams, &framework);
        if let Body::Support(line) = &mut body {
            line.outcomes = sample.serves.iter().filter_map(|at| outcomes.get(*at).copied()).collect();
        }
        let is_outcome = matches!(body, Body::Outcome(_));
        let body = body.checked().map_err(|error| unwritten(&error))?;
        let id = put(&mut write, &permit, child, plan, Entry { piece: None, version: 0, place: None, body }).await?;
        if is_outcome {
            outcomes.push(id);
        }
    }
    write.commit(Event::of(&permit, format!("plan {plan}")).with("story", &story.id)).await?;
    Ok(())
}
