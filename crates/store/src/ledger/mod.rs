//! The books in the database: entries that are only ever added, and balances that change with them in one transaction. What
//! may be added is decided by `Ground` from `core::ledger`; here it is loaded and saved.

mod entries;
mod filtered;
mod ground;
mod years;

pub use entries::{all, between, entry, first_day, held_on, of_child, of_evidence};
pub use filtered::{EntryFilter, Found, filtered};
pub use ground::{Strand, balances_of, ground, ground_of, lock, save, trial_balance};
pub use years::{ClosedYear, close, closed_until, closed_years};

use seven_core::ledger::{Account, AccountKind, Owner, OwnerKind, Transfer};
use sqlx::any::AnyRow;

use crate::StoreError;
use crate::line::Line;

/// The owner's id as it is stored.
fn owner_id(owner: Owner) -> String {
    owner.person().map(|person| person.to_string()).unwrap_or_default()
}

fn owner(line: &Line<'_>) -> Result<Owner, StoreError> {
    let kind = line.coded("owner_kind", OwnerKind::from_code)?;
    let id = line.text("owner_id")?;
    let person = if id.is_empty() { None } else { Some(line.read("owner_id")?) };
    Owner::of(kind, person)
        .ok_or_else(|| StoreError::Unreadable { column: "owner_id", why: format!("`{id}` is no id") })
}

fn account(row: &AnyRow) -> Result<Account, StoreError> {
    let line = Line(row);
    Ok(Account {
        owner: owner(&line)?,
        stream: line.text("stream")?,
        kind: line.coded("account", AccountKind::from_code)?,
    })
}

/// The strand that counts an entry: the child's, else the worker's, else the authority's.
fn strand_of(transfer: &Transfer) -> Strand {
    let owner = match (transfer.child, transfer.worker) {
        (Some(child), _) => Owner::Child(child),
        (None, Some(worker)) => Owner::Worker(worker),
        (None, None) => Owner::Authority,
    };
    Strand { owner, stream: transfer.stream.clone() }
}
