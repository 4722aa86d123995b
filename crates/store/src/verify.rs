//! Whether an authority's audit chain holds: every entry read back and worked out again, in pages.

use std::collections::BTreeMap;

use seven_core::access::Action;
use seven_core::audit::{Break, Entry, Link, Verifier};
use seven_core::{AuthorityId, PersonId};

use crate::line::{Line, instant};
use crate::{Query, StoreError, audit};

/// Entries that are read at once.
const PAGE: i64 = 2_000;

/// A chain that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Its end: what to note elsewhere.
    pub end: Link,
    /// Entries whose detail was purged, each with an erasure written after it.
    pub purged: u64,
}

/// The first link that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A link of the chain itself.
    #[error(transparent)]
    Link(#[from] Break),
    /// A value that no program of ours has written.
    #[error("entry {number} was changed after it was written: {why}")]
    Unreadable {
        /// The entry.
        number: i64,
        /// What is wrong with it.
        why: String,
    },
    /// The end that is stored beside the chain is another one.
    #[error(
        "the chain ends at entry {found}, but entry {head} is stored as its end: entries were taken away or put in"
    )]
    Head {
        /// The number stored as the end.
        head: i64,
        /// The last entry found.
        found: i64,
    },
    /// A detail is missing that no erasure took away.
    #[error("the detail of entry {number} is missing, and no erasure of that record was written after it")]
    Purged {
        /// The entry.
        number: i64,
    },
    /// The database failed while the chain was read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads the whole chain. `noted` are ends that somebody wrote down elsewhere: the chain must pass through them. Where others
/// may write meanwhile it is read from a [`crate::Snapshot`], or an entry that comes in between looks like a missing one.
///
/// # Errors
/// The first link that does not hold.
pub async fn chain(at: &mut impl Query, noted: Vec<Link>) -> Result<Verified, Broken> {
    let authority: AuthorityId = at.authority().clone();
    let mut verifier = Verifier::new(&authority, noted);
    let mut purges = Purges::default();
    let mut last = 0;
    loop {
        let page = page(at, last).await?;
        let Some((end, _)) = page.last() else { break };
        last = *end;
        for (number, read) in page {
            let entry = read.map_err(|why| Broken::Unreadable { number, why })?;
            verifier.take(&entry)?;
            purges.take(&entry);
        }
    }
    let (end, purged) = verifier.finish()?;
    let head = audit::head(at).await?;
    if head != end {
        return Err(Broken::Head { head: head.number, found: end.number });
    }
    match purges.unexplained() {
        Some(number) => Err(Broken::Purged { number }),
        None => Ok(Verified { end, purged }),
    }
}

async fn page(at: &mut impl Query, after: i64) -> Result<Vec<(i64, Result<Entry, String>)>, StoreError> {
    let authority = at.authority().to_string();
    let rows =
        sqlx::query("SELECT * FROM audit_entry WHERE authority_id = $1 AND number > $2 ORDER BY number LIMIT $3")
            .bind(authority)
            .bind(after)
            .bind(PAGE)
            .fetch_all(at.connection())
            .await?;
    let mut number = after;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            // SQLite lets a number be overwritten with a word
            number = line.number("number").unwrap_or(number.saturating_add(1));
            let entry = audit::entry(row).map_err(|error| error.to_string()).and_then(|entry| {
                let is_ours = line.text("at").is_ok_and(|text| text == instant(entry.at));
                if is_ours { Ok(entry) } else { Err("its instant is not written as it was".to_owned()) }
            });
            Ok((number, entry))
        })
        .collect()
}

/// Purged details and the erasures that explain them.
#[derive(Default)]
struct Purges {
    /// The last purged entry of each record; of no record under nothing.
    last: BTreeMap<Option<PersonId>, i64>,
}

impl Purges {
    fn take(&mut self, entry: &Entry) {
        if entry.detail.is_none() {
            self.last.insert(entry.child, entry.number);
        } else if entry.action == Action::EraseRecord && entry.child.is_some() {
            // written after the purge, in the same change
            self.last.remove(&entry.child);
        }
    }

    fn unexplained(&self) -> Option<i64> {
        self.last.values().min().copied()
    }
}
