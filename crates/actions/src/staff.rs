//! Staff: giving people roles and groups, and ending them. A role ends; it is never deleted.

use jiff::civil::Date;
use seven_core::access::{Action, Permit};
use seven_core::audit::Event;
use seven_core::people::name::Name;
use seven_core::people::{Membership, Person, Role};
use seven_core::{GroupId, MembershipId, PersonId};
use store::accounts::Account;
use store::{accounts, mail, people, relations, staff};

use crate::people::Letter;
use crate::{ActionError, Caller, Problem};

/// Somebody to be given a role.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// E-mail address at work; who has it already is given one more role.
    pub email: String,
    /// What they do.
    pub role: Role,
    /// Where, for roles within a group.
    pub group: Option<GroupId>,
    /// First day.
    pub starts_on: Date,
}

/// Gives somebody a role, and an account to sign in with where they have none. The letter tells them, and how to come in.
///
/// # Errors
/// Refused without [`Action::ManageStaff`]; invalid where something is missing or cannot be.
pub async fn employ(caller: &Caller, new: NewStaff, letter: &Letter) -> Result<MembershipId, ActionError> {
    let permit = caller.permit(Action::ManageStaff).await?;
    let checked = Checked::of(&new)?;
    let mut write = caller.writing(&permit).await?;
    let membership = employed(&mut write, caller.person, &checked).await?;
    mail::write_letter(&mut write, &checked.email, &letter.subject, &letter.body).await?;
    let event = role_given(&permit, &membership);
    write.commit(event).await?;
    Ok(membership.id)
}

/// Somebody to be given a role, whose name and address can be.
pub(crate) struct Checked {
    name: Name,
    /// In small letters.
    pub(crate) email: String,
    role: Role,
    group: Option<GroupId>,
    starts_on: Date,
}

impl Checked {
    /// What was typed, if it can be.
    ///
    /// # Errors
    /// Invalid, with every field that is wrong.
    pub(crate) fn of(new: &NewStaff) -> Result<Checked, ActionError> {
        let email = new.email.trim().to_lowercase();
        let mut problems = Vec::new();
        let name = Name::read(&new.given, &new.family, "");
        if let Err(error) = &name {
            problems.push(Problem::new("given", "name").with("why", error.to_string()));
        }
        if !is_address(&email) {
            problems.push(Problem::new("email", "no-address"));
        }
        if new.role.is_within_group() != new.group.is_some() {
            problems.push(Problem::new("group", if new.group.is_some() { "not-within" } else { "missing" }));
        }
        match name {
            Ok(name) if problems.is_empty() => {
                Ok(Checked { name, email, role: new.role, group: new.group, starts_on: new.starts_on })
            }
            _ => Err(ActionError::Invalid(problems)),
        }
    }
}

/// What the audit log has of a role that was given.
pub(crate) fn role_given(permit: &Permit, membership: &Membership) -> Event {
    Event::of(permit, format!("role {}", membership.id))
        .with("person", membership.person)
        .with("role", membership.role)
        .with("starts-on", membership.starts_on)
}

/// Gives the role within a change that is under way; `by` is who does it, nobody on the server's command line.
pub(crate) async fn employed(
    write: &mut store::Writing,
    by: Option<PersonId>,
    new: &Checked,
) -> Result<Membership, ActionError> {
    let groups = relations::groups(write).await?;
    if new.group.is_some_and(|id| !groups.iter().any(|group| group.id == id)) {
        return Err(ActionError::invalid("group", "missing"));
    }
    let person = match accounts::by_email(write, &new.email).await? {
        Some(account) => account.person,
        None => new_person(write, new.name.clone(), &new.email).await?,
    };
    if by == Some(person) {
        return Err(ActionError::invalid("email", "oneself"));
    }
    let held = relations::actor(write, person).await?;
    let is_double = held.memberships.iter().any(|one| {
        one.role == new.role && one.group == new.group && one.ends_on.is_none_or(|end| end >= new.starts_on)
    });
    if is_double {
        return Err(ActionError::invalid("role", "held-already"));
    }
    let membership = Membership {
        id: write.id(),
        person,
        role: new.role,
        group: new.group,
        starts_on: new.starts_on,
        ends_on: None,
    };
    relations::insert_membership(write, &membership).await?;
    Ok(membership)
}

async fn new_person(write: &mut store::Writing, name: Name, email: &str) -> Result<PersonId, ActionError> {
    let mut person = Person::new(write.id(), name);
    person.contact.email = Some(email.to_owned());
    people::insert(write, &person).await?;
    open_account(write, person.id, email).await?;
    Ok(person.id)
}

/// Opens an account without a password: its owner sets one, or is sent a link.
pub(crate) async fn open_account(write: &mut store::Writing, person: PersonId, email: &str) -> Result<(), ActionError> {
    let account = Account {
        id: write.id(),
        person,
        email: email.to_owned(),
        password_hash: None,
        totp_secret: None,
        totp_last_step: None,
        organisation: None,
        disabled_at: None,
    };
    accounts::insert(write, &account).await?;
    Ok(())
}

/// Whether a text looks like an e-mail address; only a message that arrives proves it.
pub(crate) fn is_address(text: &str) -> bool {
    let (name, host) = text.split_once('@').unwrap_or_default();
    !name.is_empty()
        && text.len() <= 254
        && host.contains('.')
        && !host.starts_with('.')
        && !host.contains('@')
        && !text.chars().any(|letter| letter.is_whitespace() || letter.is_control())
}

/// Ends a role; `last_day` is the last on which it opens anything. Nobody ends their own: somebody has to be left.
///
/// # Errors
/// Refused; [`store::StoreError::Missing`] where there is no such role, or it has ended.
pub async fn end_role(caller: &Caller, membership: MembershipId, last_day: Date) -> Result<(), ActionError> {
    let permit = caller.permit(Action::ManageStaff).await?;
    let mut write = caller.writing(&permit).await?;
    if let Some(person) = caller.person {
        let own = relations::actor(&mut write, person).await?;
        if own.memberships.iter().any(|one| one.id == membership) {
            return Err(ActionError::rule("own-role"));
        }
    }
    staff::end(&mut write, membership, last_day).await?;
    write.commit(Event::of(&permit, format!("role {membership}")).with("last-day", last_day)).await?;
    Ok(())
}
