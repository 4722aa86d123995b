//! Tokens that only one browser or mailbox knows: 256 bits of the system's chance; the memory keeps their hash.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::ActionError;

/// A new token, 43 characters that fit an address or a cookie.
///
/// # Errors
/// [`ActionError::Outside`] where the system gives no random numbers.
pub fn new_token() -> Result<String, ActionError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| ActionError::Outside(error.to_string()))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What the memory keeps of a token.
#[must_use]
pub fn hash_of(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token.as_bytes()))
}
