//! Adding a child to the system, and somebody around a child.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::people::name::Name;
use seven_core::people::{Holder, Person, Relation, RelationKind};
use seven_core::{GroupId, PersonId, RelationId};
use store::{StoreError, accounts, mail, people, relations, staff};

use super::identity::{TypedIdentity, field_of_number};
use crate::staff::{is_address, open_account};
use crate::{ActionError, Caller, Problem};

/// A child as a form gives them.
#[derive(Debug, Clone, Default)]
pub struct NewChild {
    /// Who the child is.
    pub identity: TypedIdentity,
    /// The team that the child is allocated to.
    pub team: Option<GroupId>,
}

/// Adds a child with a first relation: the team, so that nobody's child is lost.
///
/// # Errors
/// Refused without [`Action::AddChild`]; invalid where something is missing, cannot be, or is another child's.
pub async fn add_child(caller: &Caller, new: NewChild) -> Result<PersonId, ActionError> {
    let permit = caller.permit(Action::AddChild).await?;
    let today = caller.moment.today;
    let mut problems = Vec::new();
    let identity = new.identity.read(today, &mut problems);
    if new.team.is_none() {
        problems.push(Problem::new("team", "missing"));
    }
    let (identity, team) = match (identity, new.team) {
        (Some(identity), Some(team)) if problems.is_empty() => (identity, team),
        _ => return Err(ActionError::Invalid(problems)),
    };
    let mut write = caller.writing(&permit).await?;
    let groups = relations::groups(&mut write).await?;
    if !groups.iter().any(|group| group.id == team) {
        return Err(ActionError::invalid("team", "missing"));
    }
    let child = Person { has_record: true, ..identity.into_new(write.id()) };
    match people::insert(&mut write, &child).await {
        Err(StoreError::Taken(number)) => return Err(ActionError::invalid(field_of_number(&number), "another-child")),
        other => other?,
    }
    let relation = Relation {
        id: write.id(),
        child: child.id,
        holder: Holder::Group(team),
        kind: RelationKind::Team,
        is_contact_restricted: false,
        starts_on: today,
        ends_on: None,
        source: "allocated when the record was opened".to_owned(),
    };
    relations::insert(&mut write, &relation).await?;
    let event = Event { child: Some(child.id), ..Event::of(&permit, format!("person {}", child.id)) };
    write.commit(event).await?;
    Ok(child.id)
}

/// Somebody around a child, as a form gives them.
#[derive(Debug, Clone)]
pub struct NewAround {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// E-mail address; may be empty. Somebody who has it already is taken for the same person.
    pub email: String,
    /// What they are to the child.
    pub kind: RelationKind,
    /// Who or what says so.
    pub source: String,
    /// Whether contact is restricted.
    pub is_contact_restricted: bool,
}

/// Adds a person around a child, known already by e-mail address or new, from today.
///
/// # Errors
/// Refused without [`Action::Relate`]; invalid where something is missing or cannot be.
pub async fn add_around(caller: &Caller, child: PersonId, new: NewAround) -> Result<RelationId, ActionError> {
    let permit = caller.permit_for(Action::Relate, child).await?;
    let email = new.email.trim().to_lowercase();
    let mut problems = Vec::new();
    let name = Name::read(&new.given, &new.family, "");
    if let Err(error) = &name {
        problems.push(Problem::new("given", "name").with("why", error.to_string()));
    }
    if !email.is_empty() && !is_address(&email) {
        problems.push(Problem::new("email", "no-address"));
    }
    if new.kind.is_of_group() {
        problems.push(Problem::new("kind", "missing"));
    }
    if new.source.trim().is_empty() {
        problems.push(Problem::new("source", "relation-source-missing"));
    }
    let name = match name {
        Ok(name) if problems.is_empty() => name,
        _ => return Err(ActionError::Invalid(problems)),
    };
    let mut write = caller.writing(&permit).await?;
    let known = if email.is_empty() { None } else { staff::by_email(&mut write, &email).await? };
    let person = match known {
        Some(person) => person,
        None => {
            let mut person = Person::new(write.id(), name);
            person.contact.email = (!email.is_empty()).then_some(email);
            people::insert(&mut write, &person).await?;
            person.id
        }
    };
    if person == child {
        return Err(ActionError::invalid("email", "relation-to-oneself"));
    }
    let relation = Relation {
        id: write.id(),
        child,
        holder: Holder::Person(person),
        kind: new.kind,
        is_contact_restricted: new.is_contact_restricted,
        starts_on: caller.moment.today,
        ends_on: None,
        source: new.source.trim().to_owned(),
    };
    relations::insert(&mut write, &relation).await?;
    let event = Event::of(&permit, format!("relation {}", relation.id)).with("kind", relation.kind);
    write.commit(event).await?;
    Ok(relation.id)
}

/// Says that a person is kept from a child, or no longer is.
///
/// # Errors
/// Refused without [`Action::Restrict`]; [`StoreError::Missing`].
pub async fn restrict(
    caller: &Caller,
    child: PersonId,
    relation: RelationId,
    is_restricted: bool,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::Restrict, child).await?;
    let mut write = caller.writing(&permit).await?;
    staff::restrict_contact(&mut write, child, relation, is_restricted).await?;
    let restricted = if is_restricted { "yes" } else { "no" };
    write.commit(Event::of(&permit, format!("relation {relation}")).with("contact-restricted", restricted)).await?;
    Ok(())
}

/// Keeps a child's address from related people, or no longer does.
///
/// # Errors
/// Refused without [`Action::Restrict`]; [`StoreError::Changed`].
pub async fn restrict_address(
    caller: &Caller,
    child: PersonId,
    version: i64,
    is_restricted: bool,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::Restrict, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut person = people::find(&mut write, child).await?.ok_or(StoreError::Missing("child"))?;
    person.version = version;
    person.contact.is_restricted = is_restricted;
    people::update(&mut write, &person).await?;
    let restricted = if is_restricted { "yes" } else { "no" };
    write.commit(Event::of(&permit, format!("person {child}")).with("address-restricted", restricted)).await?;
    Ok(())
}

/// Asks a related person to sign in: opens an account for their e-mail address and writes them a letter.
///
/// # Errors
/// Refused without [`Action::Invite`]; a rule where contact is restricted, they have an account, or no address is known.
pub async fn invite(caller: &Caller, child: PersonId, person: PersonId, letter: Letter) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::Invite, child).await?;
    let mut write = caller.writing(&permit).await?;
    let around = relations::of_child(&mut write, child).await?;
    let own: Vec<&Relation> = around.iter().filter(|one| one.holder == Holder::Person(person)).collect();
    let is_related = own.iter().any(|one| one.is_live(caller.moment.today)) || person == child;
    if !is_related {
        return Err(StoreError::Missing("relation").into());
    }
    if own.iter().any(|one| one.is_contact_restricted) {
        return Err(ActionError::rule("contact-restricted"));
    }
    let found = people::find(&mut write, person).await?.ok_or(StoreError::Missing("person"))?;
    let email = found.contact.email.ok_or_else(|| ActionError::rule("no-email"))?.to_lowercase();
    if accounts::by_email(&mut write, &email).await?.is_some() {
        return Err(ActionError::rule("has-account"));
    }
    open_account(&mut write, person, &email).await?;
    mail::write_letter(&mut write, &email, &letter.subject, &letter.body).await?;
    write.commit(Event::of(&permit, format!("person {person}")).with("invited", "yes")).await?;
    Ok(())
}

/// A letter by e-mail, in words from a catalogue.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}
