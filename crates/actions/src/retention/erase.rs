//! Erasing a child's record when its time is over. In doubt it stays.

use seven_core::PersonId;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::retention::{Due, KeepWhy, Kept, Rules, due};
use store::retention::{self, Erasure, KeptRecord};
use store::{Query, holds, people};

use super::rules;
use crate::{ActionError, Caller};

/// The rule that keeps a child's record.
pub(super) const RULE: &str = "child-record";

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Erased {
    /// The record is gone; the audit chain keeps its tombstones.
    Done(Erasure),
    /// It stays, and why.
    Kept(KeepWhy),
}

/// Erases a child's record if it is due and nothing holds it.
///
/// # Errors
/// Refused without [`Action::EraseRecord`].
pub async fn erase(caller: &Caller, child: PersonId) -> Result<Erased, ActionError> {
    let permit = caller.permit_for(Action::EraseRecord, child).await?;
    let rules = rules(caller).await?;
    let mut write = caller.writing(&permit).await?;
    retention::lock(&mut write, child).await?;
    if let Due::Keep(why) = is_due(caller, &mut write, child, &rules).await? {
        return Ok(Erased::Kept(why));
    }
    let erasure = retention::erase(&mut write, child).await?;
    let event = Event::of(&permit, format!("record {child}"))
        .with("rows-deleted", erasure.deleted)
        .with("rows-emptied", erasure.emptied)
        .with("people", erasure.people.len());
    write.commit(event).await?;
    Ok(Erased::Done(erasure))
}

async fn is_due(caller: &Caller, at: &mut impl Query, child: PersonId, rules: &Rules) -> Result<Due, ActionError> {
    let person = people::find(at, child).await?.ok_or(store::StoreError::Missing("record"))?;
    let record = KeptRecord { child, born: person.born, made_at: caller.moment.at };
    whether_due(caller, at, &record, rules).await
}

/// Whether a record is due, by the rule and the holds on it.
pub(super) async fn whether_due(
    caller: &Caller,
    at: &mut impl Query,
    record: &KeptRecord,
    rules: &Rules,
) -> Result<Due, ActionError> {
    let holds = holds::as_rules_see(at, record.child).await?;
    let made_on = record.made_at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let kept = Kept { rule: RULE, person: record.child, born: record.born, ended_on: None, made_on };
    Ok(due(&kept, caller.moment.today, rules, &holds))
}
