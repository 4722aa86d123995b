//! Bank details: given by one person, confirmed by another; a change rests for some days.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::money::BankDetails;
use seven_core::money::bank_details::{BankError, BankStatus, NameMatch, read};
use seven_core::{BankDetailsId, HoldingId, PersonId};
use store::papers;

use super::actor;
use super::arrange::load;
use super::numbers::checked;
use crate::{ActionError, Caller};

/// Gives the bank details of whoever is paid.
///
/// # Errors
/// Refused without [`Action::AskBankDetails`]; invalid where digits are missing, or are wrong by the tables that are loaded.
pub async fn ask_bank_details(
    caller: &Caller,
    child: PersonId,
    holding: HoldingId,
    (name, sort_code, account_number): (&str, &str, &str),
) -> Result<BankDetailsId, ActionError> {
    let permit = caller.permit_for(Action::AskBankDetails, child).await?;
    let mut write = caller.writing(&permit).await?;
    let by = actor(&write)?;
    let held = load(&mut write, child, holding, None).await?;
    let (name, sort_code, account_number) = read(name, sort_code, account_number).map_err(|error| told(&error))?;
    let numbers = checked(&mut write, &sort_code, &account_number).await?.map_err(|error| told(&error))?;
    let details = BankDetails {
        child,
        holding,
        stream: held.paper.stream,
        name,
        sort_code,
        account_number,
        numbers,
        name_match: NameMatch::NotAsked,
        asked: (by, caller.moment.today),
        answered: None,
        in_force_from: None,
        old_contact_told: None,
        why: String::new(),
        status: BankStatus::Asked,
    };
    let id: BankDetailsId = write.id();
    papers::insert(&mut write, id, &details).await?;
    write.commit(Event::of(&permit, format!("bank details {id}")).with("status", BankStatus::Asked)).await?;
    Ok(id)
}

/// A second person confirms them, with what the bank said of the name. A change is in force after some days, and the old
/// contact is told today.
///
/// # Errors
/// Refused without [`Action::ConfirmBankDetails`]; rules for whoever gave them, where they were answered, and where the name
/// is somebody else's.
pub async fn confirm_bank_details(
    caller: &Caller,
    child: PersonId,
    id: BankDetailsId,
    name_match: NameMatch,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ConfirmBankDetails, child).await?;
    let mut write = caller.writing(&permit).await?;
    let by = actor(&write)?;
    let mut details = papers::find_of::<BankDetails>(&mut write, child, id).await?;
    if name_match == NameMatch::NoMatch {
        return Err(ActionError::rule("bank-name-no-match"));
    }
    let holding = details.paper.holding;
    let mut held = load(&mut write, child, holding, None).await?;
    let today = caller.moment.today;
    let is_change = held.paper.bank.is_some();
    details.paper.name_match = name_match;
    details.paper.confirm(by, today, is_change).map_err(|error| told(&error))?;
    if is_change {
        details.paper.old_contact_told = Some(today);
    }
    papers::save(&mut write, &details).await?;
    held.paper.bank = Some(id);
    papers::save(&mut write, &held).await?;
    let event = Event::of(&permit, format!("bank details {id}")).with("status", BankStatus::Confirmed);
    let event = event.with("is-change", is_change).with("name", name_match);
    write
        .commit(match details.paper.in_force_from {
            Some(day) => event.with("in-force-from", day),
            None => event,
        })
        .await?;
    Ok(())
}

/// A second person refuses them.
///
/// # Errors
/// As [`confirm_bank_details`]; invalid without a reason.
pub async fn refuse_bank_details(
    caller: &Caller,
    child: PersonId,
    id: BankDetailsId,
    why: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ConfirmBankDetails, child).await?;
    let mut write = caller.writing(&permit).await?;
    let by = actor(&write)?;
    if why.trim().is_empty() {
        return Err(ActionError::invalid("why", "empty"));
    }
    let mut details = papers::find_of::<BankDetails>(&mut write, child, id).await?;
    details.paper.refuse(by, caller.moment.today, why).map_err(|error| told(&error))?;
    papers::save(&mut write, &details).await?;
    write.commit(Event::of(&permit, format!("bank details {id}")).with("status", BankStatus::Refused)).await?;
    Ok(())
}

pub(super) fn told(error: &BankError) -> ActionError {
    match error {
        BankError::SortCode => ActionError::invalid("sort-code", "bank-sort-code"),
        BankError::AccountNumber => ActionError::invalid("account-number", "bank-account-number"),
        BankError::Numbers => ActionError::invalid("account-number", "bank-numbers"),
        BankError::Name => ActionError::invalid("name", "empty"),
        BankError::SamePerson => ActionError::rule("bank-same-person"),
        BankError::Answered => ActionError::rule("bank-answered"),
    }
}
