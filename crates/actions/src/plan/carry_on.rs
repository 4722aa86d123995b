//! From a worker's small budget to a plan of the family's own: what was found and explained so far is its beginning.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::money::find::FindStatus;
use seven_core::money::step_up::beginning;
use seven_core::money::{Find, MoneyHolding};
use seven_core::plan::{Body, PlanStatus};
use seven_core::{PersonId, PlanId};
use store::papers::{self, Stored};
use store::plans;

use super::write::put;
use super::{Entry, begin};
use crate::{ActionError, Caller};

/// Carries on: begins a plan, or goes on with the draft that is there, and writes a line for everything that was obtained and does
/// not stand in a plan yet. Pressed twice, nothing stands there twice. The small budget stays as it is.
///
/// # Errors
/// Refused without [`Action::WritePlan`]; rules where the family has money of its own or a plan that is asked for, where nothing was
/// obtained, or where something is not explained yet.
pub async fn carry_on(caller: &Caller, child: PersonId) -> Result<PlanId, ActionError> {
    let permit = caller.permit_for(Action::WritePlan, child).await?;
    let mut reading = caller.reading().await?;
    let known = plans::of_child(&mut reading, child).await?;
    let waits = [PlanStatus::Asked, PlanStatus::Agreed, PlanStatus::Signed];
    let has_own = !papers::of_child::<MoneyHolding>(&mut reading, child).await?.is_empty();
    if has_own || known.iter().any(|plan| waits.contains(&plan.status)) {
        return Err(ActionError::rule("carry-on-has-plan"));
    }
    let open = to_carry(papers::of_child::<Find>(&mut reading, child).await?, &known);
    drop(reading);
    if open.iter().any(|find| find.paper.status == FindStatus::ToExplain) {
        return Err(ActionError::rule("carry-on-unexplained"));
    }
    if open.is_empty() && !known.iter().any(|plan| plan.status == PlanStatus::Draft) {
        return Err(ActionError::rule("carry-on-nothing"));
    }
    let plan = begin(caller, child, None).await?;
    let mut write = caller.writing(&permit).await?;
    // as it is now, in case somebody else has just pressed the same button
    let known = plans::of_child(&mut write, child).await?;
    let mut open = to_carry(papers::of_child::<Find>(&mut write, child).await?, &known);
    let lines = beginning(&open.iter().map(|find| find.paper.clone()).collect::<Vec<_>>());
    let count = lines.len();
    for (finds, line) in lines {
        let entry = Entry { piece: None, version: 0, place: None, body: Body::Support(line) };
        let piece = put(&mut write, &permit, child, plan, entry).await?;
        for at in finds {
            let Some(find) = open.get_mut(at) else { continue };
            find.paper.carried = Some((plan, piece));
            papers::save(&mut write, find).await?;
        }
    }
    write.commit(Event::of(&permit, format!("plan {plan}")).with("carried-on", count)).await?;
    Ok(plan)
}

/// What stands in no plan that still counts.
fn to_carry(finds: Vec<Stored<Find>>, plans: &[plans::StoredPlan]) -> Vec<Stored<Find>> {
    let counts = |id| plans.iter().any(|plan| plan.id == id && plan.status != PlanStatus::PutAway);
    finds.into_iter().filter(|find| !find.paper.carried.is_some_and(|(plan, _)| counts(plan))).collect()
}
