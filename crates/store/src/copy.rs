//! Moving a whole authority to another database, of whichever kind, in one change: all of it arrives, or nothing.

use seven_core::access::Permit;
use seven_core::audit::Event;
use seven_core::{AuthorityId, Moment};

use crate::columns::tables;
use crate::rows::{Shape, Sum};
use crate::verify::{Broken, Verified, chain};
use crate::{LiveColumn, Query, Store, StoreError};

/// A table that was copied: the same count and the same sum on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopiedTable {
    /// Its name.
    pub table: String,
    /// Its rows, counted and summed.
    pub sum: Sum,
}

/// Why a copy did not happen. Nothing has changed on either side then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CopyError {
    /// There is no such authority to copy.
    #[error("there is no authority `{0}` in the database to copy from")]
    Unknown(AuthorityId),
    /// Something of it is there already.
    #[error("the database to copy to already has rows of `{authority}` in `{table}`; nothing was overwritten")]
    Occupied {
        /// The authority.
        authority: AuthorityId,
        /// The first table with rows.
        table: String,
    },
    /// What arrived is not what was sent.
    #[error("`{table}` did not arrive whole: {sent} rows were sent and {arrived} arrived, or one is another")]
    Differs {
        /// The table.
        table: String,
        /// Rows sent.
        sent: u64,
        /// Rows found on the other side.
        arrived: u64,
    },
    /// The audit chain does not hold on the other side.
    #[error("the audit chain does not hold: {0}")]
    Chain(#[from] Broken),
    /// A database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Copies an authority, compares both sides, verifies the chain there, and writes one entry at its end. `tell` hears of
/// each table once it has arrived.
///
/// # Errors
/// [`CopyError`]; then the other database is as it was.
pub async fn copy(
    from: &Store,
    to: &Store,
    authority: &AuthorityId,
    permit: &Permit,
    moment: Moment,
    mut tell: impl FnMut(&CopiedTable),
) -> Result<Verified, CopyError> {
    from.check_migrated().await?;
    to.check_migrated().await?;
    let (here, there) = (shapes(from).await?, shapes(to).await?);
    let mut read = from.snapshot(authority).await?;
    let mut write = to.writing(authority, permit, moment).await?;
    for shape in &there {
        if !shape.page(&mut write, None).await?.is_empty() {
            let table = shape.table.name.clone();
            return Err(CopyError::Occupied { authority: authority.clone(), table });
        }
    }
    let mut rows = 0;
    for (source, target) in here.iter().zip(&there) {
        let sent = send(source, &mut read, target, &mut write).await?;
        if source.table.name == "authority" && sent.rows == 0 {
            return Err(CopyError::Unknown(authority.clone()));
        }
        let arrived = summed(target, &mut write).await?;
        let table = source.table.name.clone();
        if sent != arrived {
            return Err(CopyError::Differs { table, sent: sent.rows, arrived: arrived.rows });
        }
        rows += sent.rows;
        tell(&CopiedTable { table, sum: sent });
    }
    let verified = chain(&mut write, Vec::new()).await?;
    let event = Event::of(permit, "authority copied here").with("rows", rows).with("end", verified.end.number);
    write.commit(event).await?;
    Ok(verified)
}

/// Counts and sums of every table of an authority, as [`copy`] compares them.
///
/// # Errors
/// What the database says.
pub async fn sums(store: &Store, authority: &AuthorityId) -> Result<Vec<CopiedTable>, StoreError> {
    let mut read = store.snapshot(authority).await?;
    let mut sums = Vec::new();
    for shape in shapes(store).await? {
        let sum = summed(&shape, &mut read).await?;
        sums.push(CopiedTable { table: shape.table.name.clone(), sum });
    }
    Ok(sums)
}

pub(crate) async fn shapes(store: &Store) -> Result<Vec<Shape>, StoreError> {
    let live = store.live_columns().await?;
    let tables = tables()?;
    let is_listed = |column: &&LiveColumn| {
        let mut named = tables.iter().filter(|table| table.name == column.table).flat_map(|table| &table.columns);
        named.any(|one| one.name == column.column)
    };
    // what is not listed would be lost without a word
    if let Some(LiveColumn { table, column, .. }) = live.iter().find(|column| !is_listed(column)) {
        return Err(StoreError::Schema(format!("it has a column {table}.{column} that this program does not know")));
    }
    tables.iter().map(|table| Shape::of(table, &live)).collect()
}

async fn send(
    source: &Shape,
    read: &mut impl Query,
    target: &Shape,
    write: &mut impl Query,
) -> Result<Sum, StoreError> {
    let mut sum = Sum::default();
    let mut last = None;
    loop {
        let page = source.page(read, last.as_ref()).await?;
        target.insert(write, &page).await?;
        page.iter().for_each(|row| sum.add(row));
        last = page.into_iter().next_back();
        if last.is_none() {
            return Ok(sum);
        }
    }
}

async fn summed(shape: &Shape, at: &mut impl Query) -> Result<Sum, StoreError> {
    let mut sum = Sum::default();
    let mut last = None;
    loop {
        let page = shape.page(at, last.as_ref()).await?;
        page.iter().for_each(|row| sum.add(row));
        last = page.into_iter().next_back();
        if last.is_none() {
            return Ok(sum);
        }
    }
}
