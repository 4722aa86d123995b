//! An administrator lets a colleague begin anew who has lost their password or their codes: everything that let them in goes,
//! all their sessions end, and a letter tells them. The way back in is a link to their mailbox.

use seven_core::PersonId;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::sign_in::reset::reset;
use seven_core::sign_in::{Colleague, Lost, ResetReason};
use store::accounts::{self, Account};
use store::{StoreError, failures, magic_links, mail, recovery_codes, relations, sessions, sign_in_steps};

use super::second_step::code_door;
use super::token::hash_of;
use crate::people::Letter;
use crate::{ActionError, Caller};

/// Takes away what a colleague has lost; gives how many of their sessions ended.
///
/// # Errors
/// Refused without [`Action::ManageStaff`]; a rule for oneself, for somebody who does not work here, and where there is nothing
/// to take away; [`StoreError::Missing`] where they have no account.
pub async fn reset_sign_in(
    caller: &Caller,
    colleague: PersonId,
    lost: Lost,
    why: ResetReason,
    letter: &Letter,
) -> Result<u64, ActionError> {
    let permit = caller.permit(Action::ManageStaff).await?;
    let mut write = caller.writing(&permit).await?;
    let account = accounts::of_person(&mut write, colleague).await?.ok_or(StoreError::Missing("account"))?;
    let roles = relations::actor(&mut write, colleague).await?.memberships;
    let as_stored = Colleague {
        person: colleague,
        works_here: roles.iter().any(|role| role.ends_on.is_none_or(|end| end >= caller.moment.today)),
        has_password: account.password_hash.is_some(),
        has_codes: account.totp_secret.is_some(),
    };
    let taken =
        reset(caller.person, &as_stored, lost).map_err(|refusal| ActionError::invalid("colleague", refusal.key()))?;
    accounts::take_away(&mut write, account.id, taken.takes_codes).await?;
    if taken.takes_codes {
        recovery_codes::replace(&mut write, account.id, &[]).await?;
    }
    // what was begun before ends too: half a way in, a link that lies in a mailbox
    sign_in_steps::end_all(&mut write, account.id).await?;
    magic_links::take_back(&mut write, account.id).await?;
    let ended = sessions::end_others(&mut write, colleague, None).await?;
    for door in doors(&account) {
        failures::forget(&mut write, &hash_of(&door)).await?;
    }
    mail::write_letter(&mut write, &account.email, &letter.subject, &letter.body).await?;
    let event = Event::of(&permit, format!("account {}", account.id))
        .with("person", colleague)
        .with("lost", lost)
        .with("why", why)
        .with("sessions-ended", ended);
    write.commit(event).await?;
    Ok(ended)
}

/// Where wrong tries of an account are counted: whoever begins anew does not wait for their old ones.
fn doors(account: &Account) -> [String; 3] {
    [code_door(account), format!("password {}", account.email), format!("link {}", account.email)]
}
