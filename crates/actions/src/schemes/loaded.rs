//! A stored scheme version made ready for a day. Reading and preparing one takes milliseconds, so the ready ones are kept.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jiff::civil::Date;
use ras::{Calculator, Scheme, SchemeFiles};
use seven_core::{AuthorityId, SchemeVersionId};
use store::schemes::{self, SchemeVersion};
use store::{Query, StoreError};

use crate::ActionError;

/// A scheme version ready for a day.
#[derive(Debug)]
pub struct LoadedScheme {
    /// The version as it is stored.
    pub version: SchemeVersion,
    /// The scheme.
    pub scheme: Scheme,
    /// The scheme made ready for the day.
    pub calculator: Calculator,
}

/// Whose version, which, and ready for which day.
type Key = (AuthorityId, SchemeVersionId, Date);

/// Ready schemes. The files of a version never change, so an entry never goes stale.
static READY: LazyLock<Mutex<HashMap<Key, Arc<LoadedScheme>>>> = LazyLock::new(Mutex::default);

/// More than this, and all are forgotten: enough for the days and versions that are worked with at a time.
const MOST_READY: usize = 64;

/// The scheme under which awards are made on a day, ready for that day; nothing where the authority has none in force.
///
/// # Errors
/// [`ActionError::Store`]; a stored version that cannot be read counts as unreadable.
pub async fn in_force(at: &mut impl Query, day: Date) -> Result<Option<Arc<LoadedScheme>>, ActionError> {
    match schemes::in_force(at, day).await? {
        Some(version) => ready(at.authority(), version, day).map(Some),
        None => Ok(None),
    }
}

/// A version by id, ready for a day: for figures that were worked out under it.
///
/// # Errors
/// [`StoreError::Missing`] where there is no such version.
pub async fn under(at: &mut impl Query, version: SchemeVersionId, day: Date) -> Result<Arc<LoadedScheme>, ActionError> {
    let key = (at.authority().clone(), version, day);
    if let Some(found) = READY.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Ok(Arc::clone(found));
    }
    let version = schemes::find(at, version).await?.ok_or(StoreError::Missing("scheme version"))?;
    ready(at.authority(), version, day)
}

fn ready(authority: &AuthorityId, version: SchemeVersion, day: Date) -> Result<Arc<LoadedScheme>, ActionError> {
    let key = (authority.clone(), version.id, day);
    if let Some(found) = READY.lock().unwrap_or_else(PoisonError::into_inner).get(&key)
        && found.version == version
    {
        return Ok(Arc::clone(found));
    }
    let unreadable = |why: String| StoreError::Unreadable { column: "files", why };
    let mut files = SchemeFiles::new();
    for (name, text) in &version.files {
        files.insert(name.as_str(), text.as_bytes());
    }
    let scheme = Scheme::read(&files).map_err(|faults| unreadable(faults.to_string()))?;
    let calculator = scheme.on(day).map_err(|faults| unreadable(faults.to_string()))?;
    let loaded = Arc::new(LoadedScheme { version, scheme, calculator });
    let mut kept = READY.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= MOST_READY {
        kept.clear();
    }
    kept.insert(key, Arc::clone(&loaded));
    Ok(loaded)
}
