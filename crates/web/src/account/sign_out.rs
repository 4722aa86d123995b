//! `POST /account/sign-out`: ends the session of this browser.

use axum::response::Response;

use crate::fault::Fault;
use crate::sign_in::out;
use crate::visit::Visit;

/// Signs out, here only.
pub async fn send(visit: Visit) -> Result<Response, Fault> {
    let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
    actions::sign_in::sign_out(&visit.signed_caller()?, signed.session.id).await?;
    Ok(out(&visit.app, "/sign-in"))
}
