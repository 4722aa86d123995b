//! How to reach a child or young person, as the family or the key worker last said.

use seven_core::PersonId;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::people::contact::Contact;
use store::{StoreError, people};

use crate::{ActionError, Caller, Problem};

/// The most that an address or the like may hold, in characters.
pub const MOST_CHARACTERS: usize = 300;

/// What may be changed. Nothing for an address leaves it as it is: an address that is kept from the reader is not theirs to
/// write over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContact {
    /// E-mail address; empty for none.
    pub email: String,
    /// Telephone number; empty for none.
    pub phone: String,
    /// Postal address; empty for none.
    pub address: Option<String>,
    /// `en` or `cy`.
    pub language: String,
}

/// Keeps how to reach somebody, if nobody else changed it since `version` was read.
///
/// # Errors
/// Refused without [`Action::EditChild`]; invalid where a text is too long or no e-mail address;
/// [`StoreError::Changed`].
pub async fn change_contact(
    caller: &Caller,
    child: PersonId,
    version: i64,
    new: &NewContact,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::EditChild, child).await?;
    let problems = problems_with(new);
    if !problems.is_empty() {
        return Err(ActionError::Invalid(problems));
    }
    let mut write = caller.writing(&permit).await?;
    let mut person = people::find(&mut write, child).await?.ok_or(StoreError::Missing("person"))?;
    let address = if person.contact.is_restricted { None } else { new.address.clone() };
    put(&NewContact { address, ..new.clone() }, &mut person.contact);
    person.version = version;
    people::update(&mut write, &person).await?;
    write.commit(Event::of(&permit, format!("person {child}")).with("contact", "changed")).await?;
    Ok(())
}

/// Puts what was typed into a contact.
pub(super) fn put(new: &NewContact, contact: &mut Contact) {
    let kept = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    contact.email = kept(&new.email);
    contact.phone = kept(&new.phone);
    if let Some(address) = &new.address {
        contact.address = kept(address);
    }
    contact.language = Some(if new.language == "cy" { "cy" } else { "en" }.to_owned());
}

/// What cannot be taken of a contact as it is typed.
pub(super) fn problems_with(new: &NewContact) -> Vec<Problem> {
    let address = new.address.clone().unwrap_or_default();
    let fields = [("email", &new.email), ("phone", &new.phone), ("address", &address)];
    let is_long = |(_, text): &(&str, &String)| text.chars().count() > MOST_CHARACTERS;
    let mut problems: Vec<Problem> =
        fields.into_iter().filter(is_long).map(|(name, _)| Problem::new(name, "too-long")).collect();
    let email = new.email.trim();
    let is_address = email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if !email.is_empty() && (!is_address || email.contains(char::is_whitespace)) {
        problems.push(Problem::new("email", "no-email-address"));
    }
    problems
}
