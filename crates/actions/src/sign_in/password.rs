//! Passwords: argon2id, on threads of their own, and no quicker for an address that nobody has.

use std::sync::OnceLock;

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::ActionError;

/// 19 MiB, two passes, one lane: the first choice of the OWASP Password Storage Cheat Sheet for argon2id. Raising it is
/// safe at any time: each hash names its own parameters.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// So many are worked out at once: each takes its memory and a core, and signing in must not starve the pages.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// What the memory keeps of a password.
///
/// # Errors
/// [`ActionError::Outside`].
pub async fn hashed(password: &str) -> Result<String, ActionError> {
    let password = password.to_owned();
    apart(move || hash(&password)).await?
}

/// Whether a password is the one that a hash was made of. Without a hash it takes as long and says no.
///
/// # Errors
/// [`ActionError::Outside`].
pub async fn fits(password: &str, stored: Option<&str>) -> Result<bool, ActionError> {
    let (password, stored) = (password.to_owned(), stored.map(str::to_owned));
    apart(move || {
        let hasher = hasher()?;
        let is_there = stored.is_some();
        let against = match stored {
            Some(stored) => stored,
            None => nobodys()?,
        };
        let fits = hasher.verify_password(password.as_bytes(), against.as_str()).is_ok();
        Ok(fits && is_there)
    })
    .await?
}

/// A hash of nobody's password, to compare with where there is none.
fn nobodys() -> Result<String, ActionError> {
    static HASH: OnceLock<String> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return Ok(hash.clone());
    }
    let made = hash("the password of nobody at all")?;
    Ok(HASH.get_or_init(|| made).clone())
}

fn hasher() -> Result<Argon2<'static>, ActionError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| outside(&error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str) -> Result<String, ActionError> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|error| outside(&error))?;
    let hash = hasher()?.hash_password_with_salt(password.as_bytes(), &salt).map_err(|error| outside(&error))?;
    Ok(hash.to_string())
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ActionError> {
    let _turn = AT_ONCE.acquire().await.map_err(|error| outside(&error))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| outside(&error))
}

fn outside(error: &dyn std::fmt::Display) -> ActionError {
    ActionError::Outside(format!("the password could not be worked out: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_alone() {
        let stored = hashed("correct kettle lamp").await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(fits("correct kettle lamp", Some(&stored)).await.unwrap());
        assert!(!fits("correct kettle lamb", Some(&stored)).await.unwrap());
        assert!(!fits("the password of nobody at all", None).await.unwrap());
        assert_ne!(stored, hashed("correct kettle lamp").await.unwrap());
    }
}
