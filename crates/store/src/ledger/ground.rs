//! What transfers are decided on, loaded under a lock, and saved with the entries.

use std::collections::{BTreeMap, BTreeSet};

use seven_core::TransferId;
use seven_core::ledger::{Account, Balance, Followed, Ground, Owner, Step, Transfer, TrialBalance};
use sqlx::any::AnyRow;

use super::{account, entries, owner_id, strand_of, years};
use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// One owner's accounts in one stream.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Strand {
    /// Whose.
    pub owner: Owner,
    /// The stream.
    pub stream: String,
}

/// Locks a strand until the change ends: two who move the same money wait for each other.
///
/// # Errors
/// What the database says.
pub async fn lock(write: &mut Writing, strand: &Strand) -> Result<(), StoreError> {
    add_to(write, strand, 0).await.map(|_| ())
}

/// Counts so many more entries; returns how many there are then.
async fn add_to(write: &mut Writing, strand: &Strand, entries: i64) -> Result<i64, StoreError> {
    let authority = write.authority().to_string();
    let row = sqlx::query(
        "INSERT INTO ledger_strand (authority_id, owner_kind, owner_id, stream, entries) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (authority_id, owner_kind, owner_id, stream) DO UPDATE SET entries = ledger_strand.entries + $5 \
         RETURNING entries",
    )
    .bind(authority)
    .bind(strand.owner.kind().code())
    .bind(owner_id(strand.owner))
    .bind(strand.stream.as_str())
    .bind(entries)
    .fetch_one(write.connection())
    .await?;
    Line(&row).number("entries")
}

/// What these transfers are decided on: their strands locked, their balances, the entries that they name or that have their
/// ids. Strands are locked in one order, so that two who want the same ones never wait for each other in a circle.
///
/// # Errors
/// What the database says.
pub async fn ground(write: &mut Writing, transfers: &[Transfer]) -> Result<Ground, StoreError> {
    let mut strands: BTreeSet<Strand> = BTreeSet::new();
    for transfer in transfers {
        strands.insert(strand_of(transfer));
        if let Ok((from, to)) = transfer.accounts() {
            strands.extend([from, to].map(|account| Strand { owner: account.owner, stream: account.stream }));
        }
    }
    let mut balances = Vec::new();
    for strand in &strands {
        // the authority's funding may go below nothing and everyone's money comes out of it: nobody waits for it
        if strand.owner != Owner::Authority || transfers.iter().any(takes_from_what_is_kept_back) {
            lock(write, strand).await?;
        }
        balances.extend(balances_of(write, strand).await?);
    }
    let ids: BTreeSet<TransferId> =
        transfers.iter().flat_map(|one| [Some(one.id), one.step.about()]).flatten().collect();
    let known = entries::known(write, &ids).await?;
    Ok(Ground::new(years::closed_until(write).await?, balances, known))
}

fn takes_from_what_is_kept_back(transfer: &Transfer) -> bool {
    use seven_core::ledger::AccountKind::Contingency;
    transfer.movement.from() == Contingency || transfer.movement.to() == Contingency
}

/// How the accounts of a strand stand.
///
/// # Errors
/// What the database says.
pub async fn balances_of(at: &mut impl Query, strand: &Strand) -> Result<Vec<(Account, Balance)>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM ledger_balance WHERE authority_id = $1 AND owner_kind = $2 AND owner_id = $3 AND stream = $4",
    )
    .bind(authority)
    .bind(strand.owner.kind().code())
    .bind(owner_id(strand.owner))
    .bind(strand.stream.as_str())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(balance).collect()
}

fn balance(row: &AnyRow) -> Result<(Account, Balance), StoreError> {
    let line = Line(row);
    let balance = Balance {
        posted: line.pence("posted_pence")?,
        held_out: line.pence("held_out_pence")?,
        held_in: line.pence("held_in_pence")?,
    };
    Ok((account(row)?, balance))
}

/// Saves what was taken on a ground: the entries, and the balances by what the entries change of them.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child's permit; [`StoreError::Taken`] where the same instruction was kept by
/// somebody else in the same moment; [`StoreError::Conflict`] where an account would go below nothing.
pub async fn save(write: &mut Writing, ground: &Ground) -> Result<(), StoreError> {
    let mut by_strand: BTreeMap<Strand, Vec<&Transfer>> = BTreeMap::new();
    let mut changes: BTreeMap<Account, Balance> = BTreeMap::new();
    for transfer in ground.taken() {
        if let Some(child) = transfer.child {
            write.about(child)?;
        }
        by_strand.entry(strand_of(transfer)).or_default().push(transfer);
        change(&mut changes, transfer)?;
    }
    for (strand, transfers) in by_strand {
        let count = i64::try_from(transfers.len()).unwrap_or(i64::MAX);
        let mut number = add_to(write, &strand, count).await?.saturating_sub(count);
        for transfer in transfers {
            number = number.saturating_add(1);
            insert(write, &strand, number, transfer).await?;
        }
    }
    for (account, by) in changes {
        add(write, &account, by).await?;
    }
    Ok(())
}

/// What an entry changes of its accounts.
fn change(changes: &mut BTreeMap<Account, Balance>, transfer: &Transfer) -> Result<(), StoreError> {
    let (from, to) = transfer.accounts().map_err(|refusal| StoreError::Conflict(refusal.to_string()))?;
    let sum = transfer.amount.0;
    // posted, held out, held in
    let (out, into) = match transfer.step {
        Step::Post => ((-sum, 0, 0), (sum, 0, 0)),
        Step::Correct(_) => ((sum, 0, 0), (-sum, 0, 0)),
        Step::Hold => ((0, sum, 0), (0, 0, sum)),
        Step::Settle(_) => ((-sum, -sum, 0), (sum, 0, -sum)),
        Step::Release(_) => ((0, -sum, 0), (0, 0, -sum)),
    };
    for (account, (posted, held_out, held_in)) in [(from, out), (to, into)] {
        let balance = changes.entry(account).or_default();
        balance.posted.0 = balance.posted.0.saturating_add(posted);
        balance.held_out.0 = balance.held_out.0.saturating_add(held_out);
        balance.held_in.0 = balance.held_in.0.saturating_add(held_in);
    }
    Ok(())
}

async fn add(write: &mut Writing, account: &Account, by: Balance) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let columns = (account.owner.kind().code(), owner_id(account.owner), account.kind.code());
    // a new account begins at nothing: what is added at once would be checked before it is whole
    sqlx::query(
        "INSERT INTO ledger_balance (authority_id, owner_kind, owner_id, stream, account, posted_pence, held_out_pence, \
         held_in_pence, may_go_below) VALUES ($1, $2, $3, $4, $5, 0, 0, 0, $6) \
         ON CONFLICT (authority_id, owner_kind, owner_id, stream, account) DO NOTHING",
    )
    .bind(authority.as_str())
    .bind(columns.0)
    .bind(columns.1.as_str())
    .bind(account.stream.as_str())
    .bind(columns.2)
    .bind(i64::from(account.kind.may_go_below_nothing()))
    .execute(write.connection())
    .await?;
    sqlx::query(
        "UPDATE ledger_balance SET posted_pence = posted_pence + $6, held_out_pence = held_out_pence + $7, \
         held_in_pence = held_in_pence + $8 \
         WHERE authority_id = $1 AND owner_kind = $2 AND owner_id = $3 AND stream = $4 AND account = $5",
    )
    .bind(authority)
    .bind(columns.0)
    .bind(columns.1)
    .bind(account.stream.as_str())
    .bind(columns.2)
    .bind(by.posted.0)
    .bind(by.held_out.0)
    .bind(by.held_in.0)
    .execute(write.connection())
    .await?;
    Ok(())
}

async fn insert(write: &mut Writing, strand: &Strand, number: i64, entry: &Transfer) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let about = entry.step.about();
    let end = |about: TransferId| match entry.step {
        Step::Correct(_) => format!("{about} correct"),
        _ => format!("{about} pending"),
    };
    let named = &entry.named;
    sqlx::query(
        "INSERT INTO ledger_transfer (authority_id, id, owner_kind, owner_id, stream, number, step, about, about_end, movement, \
         child_id, worker_id, amount_pence, day, line_id, outcome_id, evidence_id, by_id, at, reason) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
    )
    .bind(authority)
    .bind(entry.id.to_string())
    .bind(strand.owner.kind().code())
    .bind(owner_id(strand.owner))
    .bind(entry.stream.as_str())
    .bind(number)
    .bind(entry.step.code())
    .bind(about.map(|about| about.to_string()))
    .bind(about.map(end))
    .bind(entry.movement.code())
    .bind(entry.child.map(|child| child.to_string()))
    .bind(entry.worker.map(|worker| worker.to_string()))
    .bind(entry.amount.0)
    .bind(entry.day.to_string())
    .bind(named.line.map(|line| line.to_string()))
    .bind(named.outcome.map(|outcome| outcome.to_string()))
    .bind(named.evidence.map(|evidence| evidence.to_string()))
    .bind(named.by.map(|by| by.to_string()))
    .bind(instant(named.at))
    .bind(named.reason.as_str())
    .execute(write.connection())
    .await?;
    Ok(())
}

/// The trial balance over all accounts of the authority.
///
/// # Errors
/// What the database says.
pub async fn trial_balance(at: &mut impl Query) -> Result<TrialBalance, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM ledger_balance WHERE authority_id = $1 ORDER BY stream, account, owner_id")
        .bind(authority)
        .fetch_all(at.connection())
        .await?;
    let accounts: Vec<(Account, Balance)> = rows.iter().map(balance).collect::<Result<_, _>>()?;
    Ok(TrialBalance::of(accounts))
}

/// What has followed an entry, as it is stored: the ends that name it.
pub(super) fn followed_by(steps: &[String]) -> Followed {
    let has = |step: &str| steps.iter().any(|one| one == step);
    if has("correct") {
        Followed::Corrected
    } else if has("settle") {
        Followed::Settled
    } else if has("release") {
        Followed::Released
    } else {
        Followed::Nothing
    }
}
