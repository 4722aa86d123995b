//! A child's own details as the people who work with them correct them: who the child is, and how to reach them.

use seven_core::PersonId;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::people::Person;
use seven_core::people::age::{SIXTEEN, has_turned};
use store::{StoreError, Writing, people};

use super::contact::{NewContact, problems_with, put};
use super::identity::{TypedIdentity, field_of_number};
use crate::{ActionError, Caller, Problem};

/// What may be changed.
#[derive(Debug, Clone)]
pub struct NewDetails {
    /// Who the child is.
    pub identity: TypedIdentity,
    /// How to reach them; nothing leaves it as it is, for whoever may not see it.
    pub contact: Option<NewContact>,
}

/// Keeps a child's details, if nobody else changed them since `version` was read. A contact that is kept from view is changed
/// only by whoever may see it.
///
/// # Errors
/// Refused without [`Action::EditIdentity`], or without [`Action::ViewRestrictedAddress`] for a contact that is kept from view;
/// invalid, field by field; [`StoreError::Changed`].
pub async fn change_details(
    caller: &Caller,
    child: PersonId,
    version: i64,
    new: &NewDetails,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::EditIdentity, child).await?;
    let mut problems = Vec::new();
    let identity = new.identity.read(caller.moment.today, &mut problems);
    if let Some(contact) = &new.contact {
        problems.extend(problems_with(contact));
    }
    let identity = match identity {
        Some(identity) if problems.is_empty() => identity,
        _ => return Err(ActionError::Invalid(problems)),
    };
    let mut write = caller.writing(&permit).await?;
    let before = people::find(&mut write, child).await?.ok_or(StoreError::Missing("person"))?;
    let mut after = identity.put_into(before.clone());
    if let Some(contact) = &new.contact {
        if before.contact.is_restricted {
            caller.permit_within(&mut write, Action::ViewRestrictedAddress, child).await?;
        }
        put(contact, &mut after.contact);
    }
    if before.version != version {
        return Err(StoreError::Changed("person").into());
    }
    let is_too_young = |born| !has_turned(born, SIXTEEN, caller.moment.today);
    if before.handed_over_on.is_some() && after.born.is_some_and(is_too_young) {
        return Err(ActionError::invalid("born", "too-young-for-the-lead"));
    }
    let changed = what_changed(&before, &after);
    if changed.is_empty() {
        return Ok(());
    }
    keep(&mut write, &after).await?;
    write.commit(Event::of(&permit, format!("person {child}")).with("changed", changed.join(" "))).await?;
    Ok(())
}

async fn keep(write: &mut Writing, person: &Person) -> Result<(), ActionError> {
    match people::update(write, person).await {
        Err(StoreError::Taken(number)) => {
            Err(ActionError::Invalid(vec![Problem::new(field_of_number(&number), "another-child")]))
        }
        other => Ok(other?),
    }
}

/// The names of the fields that differ: what the audit log says, without any of their contents.
fn what_changed(before: &Person, after: &Person) -> Vec<&'static str> {
    let (was, is) = (&before.contact, &after.contact);
    let fields = [
        ("name", before.name != after.name),
        ("born", before.born != after.born),
        ("upn", before.upn != after.upn),
        ("nhs", before.nhs_number != after.nhs_number),
        ("uln", before.uln != after.uln),
        ("email", was.email != is.email),
        ("phone", was.phone != is.phone),
        ("address", was.address != is.address),
        ("language", was.language != is.language),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
