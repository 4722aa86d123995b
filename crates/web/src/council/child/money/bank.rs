//! Bank details: one person gives them, another confirms or refuses them.

use actions::ActionError;
use actions::money::{ask_bank_details, confirm_bank_details, refuse_bank_details};
use axum::extract::Path;
use axum::response::Response;
use seven_core::BankDetailsId;
use seven_core::money::bank_details::NameMatch;

use super::FOLDER;
use super::arrange::{answered, id};
use crate::fault::Fault;
use crate::sent::Sent;
use crate::visit::Visit;

type Place = Path<(String, String)>;

/// Gives bank details.
pub async fn give(visit: Visit, Path((_, holding)): Place, sent: Sent) -> Result<Response, Fault> {
    let (holding, posted) = (id(&holding)?, sent.posted(visit.words(FOLDER)));
    let typed = (posted.value("name"), posted.value("sort-code"), posted.value("account-number"));
    let done = ask_bank_details(&visit.signed_caller()?, visit.child()?, holding, typed).await;
    answered(&visit, holding, posted, done.map(|_| "bank-given")).await
}

/// Confirms or refuses them.
pub async fn answer(visit: Visit, Path((_, holding)): Place, sent: Sent) -> Result<Response, Fault> {
    let (holding, posted) = (id(&holding)?, sent.posted(visit.words(FOLDER)));
    let (caller, child) = (visit.signed_caller()?, visit.child()?);
    let details = posted.value("details").parse::<BankDetailsId>();
    let name = NameMatch::from_code(posted.value("name-match"));
    let is_refusal = posted.value("answer") == "refuse";
    let done = match (details, name) {
        (Err(_), _) => Err(ActionError::invalid("details", "choose-from-the-list")),
        (Ok(_), _) if is_refusal && posted.value("bank-why").is_empty() => {
            Err(ActionError::invalid("bank-why", "empty"))
        }
        (Ok(details), _) if is_refusal => {
            refuse_bank_details(&caller, child, details, posted.value("bank-why")).await.map(|()| "bank-refused")
        }
        (_, Err(_) | Ok(NameMatch::NotAsked)) => Err(ActionError::invalid("name-match", "choose-from-the-list")),
        (Ok(details), Ok(name)) => confirm_bank_details(&caller, child, details, name).await.map(|()| "bank-confirmed"),
    };
    answered(&visit, holding, posted, done).await
}
