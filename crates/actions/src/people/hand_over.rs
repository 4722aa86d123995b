//! A young person of 16 takes the lead, and says what their parents go on seeing.

use std::collections::BTreeSet;

use seven_core::PersonId;
use seven_core::access::{Action, Seat};
use seven_core::audit::Event;
use seven_core::people::consent::{HandOverRequest, SharedPart, hand_over as decide};
use seven_core::people::{Holder, RelationKind};
use store::hand_overs::{self, Chosen};
use store::{StoreError, people, relations};

use crate::{ActionError, Caller, Problem};

/// Records that the young person takes the lead; doing it again changes what parents see. Only the young person's own yes
/// counts, so it has to be them.
///
/// # Errors
/// Refused without [`Action::HandOver`]; a rule where they are not 16 yet, or where it is not they who say yes.
pub async fn hand_over(caller: &Caller, child: PersonId, parent_sees: BTreeSet<SharedPart>) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::HandOver, child).await?;
    if permit.seat() != Some(Seat::YoungPerson) {
        return Err(ActionError::rule("hand-over-not-agreed"));
    }
    let mut write = caller.writing(&permit).await?;
    let mut person = people::find(&mut write, child).await?.ok_or(StoreError::Missing("person"))?;
    let born = person.born.ok_or_else(|| ActionError::rule("hand-over-born-unknown"))?;
    let today = caller.moment.today;
    let related = relations::of_child(&mut write, child).await?;
    let parent = related.iter().find_map(|relation| match relation.holder {
        Holder::Person(id) if relation.kind == RelationKind::Parent && relation.is_live(today) => Some(id),
        _ => None,
    });
    let request = HandOverRequest {
        parent: parent.unwrap_or(child),
        young_person: child,
        born,
        agreed_on: Some(today),
        parent_sees,
    };
    let done = decide(&request, today, None)
        .map_err(|refusal| ActionError::Rule(Problem::new("", "hand-over-refused").with("why", refusal.code())))?;
    if person.handed_over_on.is_none() {
        person.handed_over_on = Some(done.on);
        people::update(&mut write, &person).await?;
    }
    let parts = done.parent_sees.len();
    hand_overs::insert(&mut write, child, &Chosen { agreed_on: today, parent_sees: done.parent_sees }).await?;
    write.commit(Event::of(&permit, format!("person {child}")).with("parts-shown", parts)).await?;
    Ok(())
}
