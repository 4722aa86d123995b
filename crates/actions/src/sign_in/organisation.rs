//! Signing in through an organisation that vouches for its people, by OpenID Connect: authorization code with PKCE, state
//! and nonce. It says who somebody is; what they may do is decided here alone, by the roles and relations they have here.

use std::time::{Duration, Instant};

use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata, CoreUserInfoClaims};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, TokenResponse, reqwest,
};
use serde::{Deserialize, Serialize};
use seven_core::audit::Event;
use store::accounts::{self, Account};
use store::sign_in_steps::{self, Step};
use tokio::sync::Mutex;

use super::arrival::{Arrival, STEP_LASTS, attempt};
use super::second_step::Arrived;
use super::session::{Way, start_session};
use super::settings::OrganisationSettings;
use super::token::{hash_of, new_token};
use crate::ActionError;

/// What a provider says of itself is read anew after this time: keys change.
const KNOWN_FOR: Duration = Duration::from_secs(10 * 60);
/// Nobody waits longer for a provider.
const PATIENCE: Duration = Duration::from_secs(10);

const KIND: &str = "organisation";

/// An organisation that vouches for its people.
pub struct Organisation {
    issuer: IssuerUrl,
    client: ClientId,
    secret: Option<ClientSecret>,
    back: RedirectUrl,
    http: reqwest::Client,
    known: Mutex<Option<(Instant, CoreProviderMetadata)>>,
}

impl std::fmt::Debug for Organisation {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Organisation").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// Who the organisation says it is.
struct Vouched {
    subject: String,
    verified_email: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Particulars {
    state: String,
    nonce: String,
    verifier: String,
    then: String,
}

impl Organisation {
    /// An organisation by its settings; `back` is the page of this service that it sends people back to.
    ///
    /// # Errors
    /// What is wrong with the settings.
    pub fn new(settings: &OrganisationSettings, secret: Option<String>, back: &str) -> Result<Organisation, String> {
        let issuer = IssuerUrl::new(settings.issuer.clone())
            .map_err(|error| format!("the issuer `{}` is no address: {error}", settings.issuer))?;
        let back = RedirectUrl::new(back.to_owned()).map_err(|error| format!("`{back}` is no address: {error}"))?;
        // it is never followed elsewhere: an address in its answers must not make this service fetch others
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE).build();
        Ok(Organisation {
            issuer,
            client: ClientId::new(settings.client_id.clone()),
            secret: secret.map(ClientSecret::new),
            back,
            http: http.map_err(|error| error.to_string())?,
            known: Mutex::new(None),
        })
    }

    async fn metadata(&self) -> Result<CoreProviderMetadata, ActionError> {
        let mut known = self.known.lock().await;
        if let Some((read, metadata)) = known.as_ref()
            && read.elapsed() < KNOWN_FOR
        {
            return Ok(metadata.clone());
        }
        let metadata = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await;
        let metadata = metadata.map_err(|error| failed("does not say how to reach it", &error))?;
        *known = Some((Instant::now(), metadata.clone()));
        Ok(metadata)
    }

    /// Exchanges the code, and believes what comes only if it is signed, for us, and for this very attempt.
    async fn vouched(&self, code: &str, particulars: &Particulars) -> Result<Vouched, ActionError> {
        let metadata = self.metadata().await?;
        let client = CoreClient::from_provider_metadata(metadata, self.client.clone(), self.secret.clone())
            .set_redirect_uri(self.back.clone());
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| failed("says no place for codes", &error))?
            .set_pkce_verifier(PkceCodeVerifier::new(particulars.verifier.clone()));
        let answer = request.request_async(&self.http).await;
        let answer = answer.map_err(|error| failed("did not take the code", &error))?;
        let token = answer.id_token().ok_or_else(|| failed("did not say who it is", &"no id token"))?;
        let nonce = Nonce::new(particulars.nonce.clone());
        let claims = token.claims(&client.id_token_verifier(), &nonce);
        let claims = claims.map_err(|error| failed("said who it is in a way that cannot be believed", &error))?;
        let (subject, is_verified) = (claims.subject().clone(), claims.email_verified() == Some(true));
        let mut verified_email = claims.email().filter(|_| is_verified).map(|email| email.as_str().to_owned());
        if claims.email().is_none()
            && let Ok(request) = client.user_info(answer.access_token().clone(), Some(subject.clone()))
        {
            let told: Result<CoreUserInfoClaims, _> = request.request_async(&self.http).await;
            let told = told.map_err(|error| failed("did not say more of the person", &error))?;
            let is_verified = told.email_verified() == Some(true);
            verified_email = told.email().filter(|_| is_verified).map(|email| email.as_str().to_owned());
        }
        Ok(Vouched { subject: subject.as_str().to_owned(), verified_email })
    }
}

/// Sends somebody to their organisation. Gives what their browser keeps until they are back, and where to go.
///
/// # Errors
/// [`ActionError::Rule`] `organisation-failed` where it cannot be reached.
pub async fn ask_organisation(
    arrival: &Arrival,
    organisation: &Organisation,
    then: &str,
) -> Result<(String, String), ActionError> {
    let metadata = organisation.metadata().await?;
    let client = CoreClient::from_provider_metadata(metadata, organisation.client.clone(), organisation.secret.clone())
        .set_redirect_uri(organisation.back.clone());
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (state, nonce) = (new_token()?, new_token()?);
    let (for_state, for_nonce) = (state.clone(), nonce.clone());
    let (address, _, _) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(for_state),
            move || Nonce::new(for_nonce),
        )
        .add_scope(Scope::new("email".to_owned()))
        .set_pkce_challenge(challenge)
        .url();
    let particulars = Particulars { state, nonce, verifier: verifier.into_secret(), then: then.to_owned() };
    let particulars = serde_json::to_string(&particulars).map_err(|error| ActionError::Outside(error.to_string()))?;
    let (token, at) = (new_token()?, arrival.moment.at);
    let mut write = arrival.writing(None).await?;
    let step = Step { kind: KIND.to_owned(), account: None, particulars, made_at: at };
    sign_in_steps::insert(&mut write, &step, &hash_of(&token), at - STEP_LASTS).await?;
    write.commit(attempt(None, "organisation", "asked")).await?;
    Ok((token, address.to_string()))
}

/// Somebody is back from their organisation with a code: signs in whoever it vouches for, if they have an account here. The
/// first time an account is found by an e-mail address that the organisation has verified; from then on by who they are there.
///
/// # Errors
/// [`ActionError::Rule`]: `sign-in-begin-again`, `organisation-failed`, `organisation-unknown`.
pub async fn back_from_organisation(
    arrival: &Arrival,
    organisation: &Organisation,
    token: &str,
    (code, state): (&str, &str),
) -> Result<Arrived, ActionError> {
    let particulars = used_up(arrival, token, state).await?;
    let vouched = match organisation.vouched(code, &particulars).await {
        Ok(vouched) => vouched,
        Err(error) => {
            let write = arrival.writing(None).await?;
            write.commit(attempt(None, "organisation", "not believed")).await?;
            return Err(error);
        }
    };
    let Some(account) = account_of(arrival, organisation.issuer.as_str(), &vouched).await? else {
        let write = arrival.writing(None).await?;
        write.commit(attempt(None, "organisation", "no open account")).await?;
        return Err(ActionError::rule("organisation-unknown"));
    };
    let token = start_session(arrival, &account, Way::Organisation).await?;
    Ok(Arrived { token, then: particulars.then })
}

/// The step of this browser, used up: an answer counts once, and only for the question that this browser asked.
async fn used_up(arrival: &Arrival, token: &str, state: &str) -> Result<Particulars, ActionError> {
    let again = || ActionError::rule("sign-in-begin-again");
    let mut write = arrival.writing(None).await?;
    let step = sign_in_steps::find(&mut write, &hash_of(token)).await?.ok_or_else(again)?;
    let is_late = arrival.moment.at.duration_since(step.made_at) > STEP_LASTS;
    let particulars: Particulars = serde_json::from_str(&step.particulars).map_err(|_| again())?;
    let is_ours = step.kind == KIND && hash_of(state) == hash_of(&particulars.state);
    if !sign_in_steps::use_up(&mut write, &hash_of(token)).await? {
        return Err(again());
    }
    let is_good = is_ours && !is_late;
    write.commit(attempt(None, "organisation", if is_good { "back" } else { "back with another's answer" })).await?;
    if is_good { Ok(particulars) } else { Err(again()) }
}

async fn account_of(arrival: &Arrival, issuer: &str, vouched: &Vouched) -> Result<Option<Account>, ActionError> {
    let mut reading = arrival.reading().await?;
    if let Some(account) = accounts::by_organisation(&mut reading, issuer, &vouched.subject).await? {
        return Ok(Some(account).filter(|account| account.disabled_at.is_none()));
    }
    let Some(email) = &vouched.verified_email else { return Ok(None) };
    let Some(account) = accounts::by_email(&mut reading, email).await? else { return Ok(None) };
    drop(reading);
    if account.disabled_at.is_some() || account.organisation.is_some() {
        return Ok(None);
    }
    let mut write = arrival.writing(Some(&account)).await?;
    accounts::link(&mut write, account.id, issuer, &vouched.subject).await?;
    let event = Event::of(write.permit(), format!("account {}", account.id)).with("organisation", "linked");
    write.commit(event.with("issuer", issuer)).await?;
    Ok(Some(account))
}

fn failed(what: &str, why: &dyn std::fmt::Display) -> ActionError {
    tracing::warn!(%why, "the organisation {what}");
    ActionError::rule("organisation-failed")
}
