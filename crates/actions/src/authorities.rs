//! Authorities and what belongs to them alone: a new one with its first administrator, its settings, its teams and other groups.

use seven_core::GroupId;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::people::{GroupKind, Role};
use seven_core::settings::Settings;
use seven_core::sign_in::MagicLink;
use store::authorities::{self, Authority};
use store::magic_links::{self, StoredLink};
use store::relations::{self, Group};
use store::{StoreError, accounts};

use crate::sign_in::{self, hash_of, new_token};
use crate::staff::{Checked, NewStaff, employed, role_given};
use crate::{ActionError, Caller, Problem};

/// An authority to be.
#[derive(Debug, Clone)]
pub struct NewAuthority {
    /// Its name as families read it.
    pub name: String,
    /// Three digits, the department's code; nothing for a body that has none.
    pub la_code: Option<String>,
    /// The host name that its pages are served under; nothing where it is the only one.
    pub host: Option<String>,
    /// Given and family name of the first administrator.
    pub administrator: (String, String),
    /// Their e-mail address.
    pub email: String,
}

/// Adds the authority that the caller stands for, with its first administrator; gives the token of a link that signs them in
/// once, within twenty minutes. Everything later they do in the browser.
///
/// # Errors
/// Refused to everybody but the server's command line; invalid where something is missing or cannot be;
/// [`StoreError::Conflict`] where there is one of this id.
pub async fn add(caller: &Caller, new: NewAuthority) -> Result<String, ActionError> {
    let permit = caller.permit(Action::KeepSystem).await?;
    let (given, family) = new.administrator;
    let administrator = NewStaff {
        given,
        family,
        email: new.email,
        role: Role::Administrator,
        group: None,
        starts_on: caller.moment.today,
    };
    let administrator = Checked::of(&administrator)?;
    let name = new.name.trim();
    if name.is_empty() {
        return Err(ActionError::invalid("name", "missing"));
    }
    if new.la_code.as_ref().is_some_and(|code| code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(ActionError::invalid("la-code", "three-digits"));
    }
    if authorities::all(&caller.store).await?.iter().any(|one| one.id == caller.authority) {
        return Err(StoreError::Conflict(format!("there is an authority `{}` already", caller.authority)).into());
    }
    let token = new_token()?;
    let mut write = caller.writing(&permit).await?;
    let authority = Authority {
        id: caller.authority.clone(),
        name: name.to_owned(),
        la_code: new.la_code,
        host: new.host.map(|host| host.trim().to_lowercase()).filter(|host| !host.is_empty()),
        settings: "{}".to_owned(),
        created_at: caller.moment.at,
    };
    authorities::insert(&mut write, &authority).await?;
    let membership = employed(&mut write, None, &administrator).await?;
    let account = accounts::by_email(&mut write, &administrator.email).await?.ok_or(StoreError::Missing("account"))?;
    let link = MagicLink { made_at: caller.moment.at, used_at: None, browser: None };
    let link = StoredLink { account: account.id, link, then: String::new() };
    magic_links::insert(&mut write, &link, &hash_of(&token)).await?;
    write.also(role_given(&permit, &membership));
    write.commit(Event::of(&permit, format!("authority {}", authority.id)).with("name", name)).await?;
    Ok(token)
}

/// Sets the settings of the caller's authority to a JSON text, which is read whole before anything is kept.
///
/// # Errors
/// Refused to everybody but the server's command line; [`ActionError::Outside`] with what is wrong and where.
pub async fn set_settings(caller: &Caller, json: &str) -> Result<(), ActionError> {
    let permit = caller.permit(Action::KeepSystem).await?;
    let wrong = |why: String| ActionError::Outside(format!("these settings cannot be taken: {why}"));
    let value: serde_json::Value = serde_json::from_str(json).map_err(|error| wrong(error.to_string()))?;
    if !value.is_object() {
        return Err(wrong("they are one JSON object, between { and }".to_owned()));
    }
    let settings: Settings = serde_json::from_str(json).map_err(|error| wrong(error.to_string()))?;
    if let Some(from) = &settings.pays_from {
        from.check().map_err(|fault| wrong(fault.to_string()))?;
    }
    sign_in::Settings::read(json).map_err(wrong)?;
    let mut write = caller.writing(&permit).await?;
    authorities::set_settings(&mut write, json).await?;
    let subject = format!("authority {}", caller.authority);
    write.commit(Event::of(&permit, subject).with("settings", "set")).await?;
    Ok(())
}

/// Adds a team, school, health body or provider.
///
/// # Errors
/// Refused without [`Action::ManageStaff`]; invalid without a name, with one that is there, or with a number that no school has.
pub async fn add_group(caller: &Caller, kind: GroupKind, name: &str, urn: &str) -> Result<GroupId, ActionError> {
    let permit = caller.permit(Action::ManageStaff).await?;
    let (name, urn) = (name.trim(), urn.trim());
    let mut problems = Vec::new();
    if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
        problems.push(Problem::new("group-name", "missing"));
    }
    if !urn.is_empty() && (urn.len() != 6 || !urn.bytes().all(|byte| byte.is_ascii_digit())) {
        problems.push(Problem::new("urn", "six-digits"));
    }
    if !problems.is_empty() {
        return Err(ActionError::Invalid(problems));
    }
    let mut write = caller.writing(&permit).await?;
    if relations::groups(&mut write).await?.iter().any(|one| one.name.eq_ignore_ascii_case(name)) {
        return Err(ActionError::invalid("group-name", "there-already"));
    }
    let urn = Some(urn.to_owned()).filter(|urn| !urn.is_empty());
    let group = Group { id: write.id(), kind, name: name.to_owned(), urn };
    relations::insert_group(&mut write, &group).await?;
    write.commit(Event::of(&permit, format!("group {}", group.id)).with("kind", kind.code())).await?;
    Ok(group.id)
}

/// The caller's authority, as it stands in the database.
///
/// # Errors
/// Refused to everybody but the server's command line; [`StoreError::Missing`].
pub async fn shown(caller: &Caller) -> Result<Authority, ActionError> {
    caller.permit(Action::KeepSystem).await?;
    let all = authorities::all(&caller.store).await?;
    let own = all.into_iter().find(|one| one.id == caller.authority);
    Ok(own.ok_or(StoreError::Missing("authority"))?)
}
