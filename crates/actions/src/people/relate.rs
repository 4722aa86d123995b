//! Recording what somebody is to a child, and ending it.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::people::{Holder, Relation, RelationKind};
use seven_core::{PersonId, RelationId};
use store::relations;

use crate::{ActionError, Caller, Problem};

/// A relation to be recorded.
#[derive(Debug, Clone)]
pub struct NewRelation {
    /// Who stands in it.
    pub holder: Holder,
    /// What they are to the child.
    pub kind: RelationKind,
    /// Whether contact is restricted.
    pub is_contact_restricted: bool,
    /// First day.
    pub starts_on: Date,
    /// Last day, where it is known.
    pub ends_on: Option<Date>,
    /// Who or what says so.
    pub source: String,
}

/// Records a relation to a child.
///
/// # Errors
/// Refused without [`Action::Relate`]; invalid where days or source are missing or cannot be.
pub async fn relate(caller: &Caller, child: PersonId, new: NewRelation) -> Result<RelationId, ActionError> {
    let permit = caller.permit_for(Action::Relate, child).await?;
    let problems = problems(&new, child);
    if !problems.is_empty() {
        return Err(ActionError::Invalid(problems));
    }
    let mut write = caller.writing(&permit).await?;
    let relation = Relation {
        id: write.id(),
        child,
        holder: new.holder,
        kind: new.kind,
        is_contact_restricted: new.is_contact_restricted,
        starts_on: new.starts_on,
        ends_on: new.ends_on,
        source: new.source.trim().to_owned(),
    };
    relations::insert(&mut write, &relation).await?;
    let event = Event::of(&permit, format!("relation {}", relation.id))
        .with("kind", relation.kind)
        .with("starts-on", relation.starts_on);
    write.commit(event).await?;
    Ok(relation.id)
}

fn problems(new: &NewRelation, child: PersonId) -> Vec<Problem> {
    let mut problems = Vec::new();
    if new.source.trim().is_empty() {
        problems.push(Problem::new("source", "relation-source-missing"));
    }
    if new.ends_on.is_some_and(|end| end < new.starts_on) {
        problems.push(Problem::new("ends-on", "ends-before-it-starts"));
    }
    if new.holder == Holder::Person(child) {
        problems.push(Problem::new("holder", "relation-to-oneself"));
    }
    if new.kind.is_of_group() != matches!(new.holder, Holder::Group(_)) {
        problems.push(Problem::new("kind", "relation-of-the-wrong-kind"));
    }
    problems
}

/// Ends a relation; `last_day` is the last on which it opens anything.
///
/// # Errors
/// Refused without [`Action::Relate`]; [`store::StoreError::Missing`] where there is no such relation.
pub async fn end_relation(
    caller: &Caller,
    child: PersonId,
    relation: RelationId,
    last_day: Date,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::Relate, child).await?;
    let mut write = caller.writing(&permit).await?;
    relations::end(&mut write, child, relation, last_day).await?;
    write.commit(Event::of(&permit, format!("relation {relation}")).with("last-day", last_day)).await?;
    Ok(())
}
