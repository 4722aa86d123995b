//! What transfers are decided on, loaded under a lock, and saved with the entries.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use seven_core::TransferId;
use seven_core::ledger::{Account, Balance, Followed, Ground, Owner, Step, Transfer, TrialBalance};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use super::{account, entries, owner_id, strand_of};
use crate::line::{Line, instant};
use crate::many::rows_of;
use crate::one_text::plain;
use crate::together::Together;
use crate::{Engine, Query, StoreError, Writing};

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
    // on SQLite nobody else writes before this change has ended
    if write.engine() == Engine::Sqlite {
        return Ok(());
    }
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO ledger_strand (authority_id, owner_kind, owner_id, stream, entries) VALUES ($1, $2, $3, $4, 0) \
         ON CONFLICT (authority_id, owner_kind, owner_id, stream) DO UPDATE SET entries = ledger_strand.entries",
    )
    .bind(authority)
    .bind(strand.owner.kind().code())
    .bind(owner_id(strand.owner))
    .bind(strand.stream.as_str())
    .execute(write.connection())
    .await?;
    Ok(())
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
    // the authority's funding may go below nothing and everyone's money comes out of it: nobody waits for it
    let is_kept_back = transfers.iter().any(takes_from_what_is_kept_back);
    for strand in strands.iter().filter(|strand| strand.owner != Owner::Authority || is_kept_back) {
        lock(write, strand).await?;
    }
    let ids: BTreeSet<TransferId> =
        transfers.iter().flat_map(|one| [Some(one.id), one.step.about()]).flatten().collect();
    loaded(write, &strands, &ids).await
}

/// What entries of one strand are decided on, where what they are depends on what is there: the strand locked, its balances, and
/// the entry of an id where it is there already.
///
/// # Errors
/// What the database says.
pub async fn ground_of(write: &mut Writing, strand: &Strand, id: TransferId) -> Result<Ground, StoreError> {
    lock(write, strand).await?;
    loaded(write, &BTreeSet::from([strand.clone()]), &BTreeSet::from([id])).await
}

async fn loaded(
    at: &mut impl Query,
    strands: &BTreeSet<Strand>,
    ids: &BTreeSet<TransferId>,
) -> Result<Ground, StoreError> {
    let (closed_until, balances) = balances_and_closed(at, strands).await?;
    Ok(Ground::new(closed_until, balances, entries::known(at, ids).await?))
}

/// So many strands are asked for at once: engines have limits.
const AT_ONCE: usize = 200;
/// Most changes touch one strand or two.
const FEW: usize = 4;

/// Until when the books are closed, and how the accounts of some strands stand: in one look, since every posting takes it.
async fn balances_and_closed(
    at: &mut impl Query,
    strands: &BTreeSet<Strand>,
) -> Result<(Option<Date>, Vec<(Account, Balance)>), StoreError> {
    let authority = at.authority().to_string();
    let strands: Vec<&Strand> = strands.iter().collect();
    let (mut closed_until, mut balances) = (None, Vec::new());
    for some in strands.chunks(AT_ONCE) {
        let places: Vec<String> =
            (0..some.len()).map(|at| format!("(${}, ${}, ${})", at * 3 + 2, at * 3 + 3, at * 3 + 4)).collect();
        let sql = format!(
            "SELECT y.closed_until, b.* FROM (SELECT MAX(closed_until) AS closed_until FROM ledger_year \
             WHERE authority_id = $1) y LEFT JOIN ledger_balance b ON b.authority_id = $1 \
             AND (b.owner_kind, b.owner_id, b.stream) IN (VALUES {})",
            places.join(", ")
        );
        // a text that hardly comes again is not kept ready
        let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(some.len() <= FEW).bind(authority.as_str());
        for strand in some {
            query = query.bind(strand.owner.kind().code()).bind(owner_id(strand.owner)).bind(strand.stream.as_str());
        }
        for row in query.fetch_all(at.connection()).await? {
            closed_until = Line(&row).day_or_none("closed_until")?;
            if Line(&row).text_or_none("account")?.is_some() {
                balances.push(balance(&row)?);
            }
        }
    }
    Ok((closed_until, balances))
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
            write.permits(child)?;
        }
        by_strand.entry(strand_of(transfer)).or_default().push(transfer);
        change(&mut changes, transfer)?;
    }
    open_accounts(write, changes.keys().filter(|account| ground.has_opened(account))).await?;
    let mut together = Together::on(write.engine());
    let mut is_usual = true;
    for (strand, transfers) in by_strand {
        if strand.owner == Owner::Authority {
            lock(write, &strand).await?;
        }
        for some in transfers.chunks(rows_of(VALUES)) {
            // entries of one strand never go with others of it: what goes together changes no row twice
            together.execute(write.connection(), is_usual).await?;
            together = Together::on(write.engine());
            add_entries(&mut together, write.authority().as_str(), &strand, some)?;
            is_usual = some.len() <= FEW || some.len() == rows_of(VALUES);
        }
    }
    // accounts that others may change in the same moment are taken one by one in one order, so that nobody waits in a circle
    let (shared, own): (Vec<_>, Vec<_>) = changes.iter().partition(|(account, _)| account.owner == Owner::Authority);
    let mut parts = own.chunks(rows_of(VALUES_OF_CHANGE)).chain(shared.chunks(1));
    if let Some(first) = parts.next() {
        add_changes(&mut together, write.authority().as_str(), first)?;
        is_usual = is_usual && first.len() <= FEW;
    }
    together.execute(write.connection(), is_usual).await?;
    for part in parts {
        let mut together = Together::on(write.engine());
        add_changes(&mut together, write.authority().as_str(), part)?;
        together.execute(write.connection(), part.len() <= FEW).await?;
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

/// Opens accounts at nothing: what is added at once would be checked before it is whole.
async fn open_accounts(write: &mut Writing, new: impl Iterator<Item = &Account>) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    for account in new {
        sqlx::query(
            "INSERT INTO ledger_balance (authority_id, owner_kind, owner_id, stream, account, posted_pence, held_out_pence, \
             held_in_pence, may_go_below) VALUES ($1, $2, $3, $4, $5, 0, 0, 0, $6) \
             ON CONFLICT (authority_id, owner_kind, owner_id, stream, account) DO NOTHING",
        )
        .bind(authority.as_str())
        .bind(account.owner.kind().code())
        .bind(owner_id(account.owner))
        .bind(account.stream.as_str())
        .bind(account.kind.code())
        .bind(i64::from(account.kind.may_go_below_nothing()))
        .execute(write.connection())
        .await?;
    }
    Ok(())
}

/// A change of an account has so many values.
const VALUES_OF_CHANGE: usize = 7;

/// Adds to accounts, each named once.
fn add_changes(together: &mut Together, authority: &str, changes: &[(&Account, &Balance)]) -> Result<(), StoreError> {
    let own = together.value(authority)?;
    let mut rows = Vec::new();
    for (account, by) in changes {
        let words = [
            together.value(account.owner.kind().code())?,
            together.value(owner_id(account.owner))?,
            together.value(account.stream.as_str())?,
            together.value(account.kind.code())?,
        ];
        // PostgreSQL has to be told which are numbers
        let mut number = |sum: i64| together.value(sum).map(|place| format!("CAST({place} AS BIGINT)"));
        let sums = [number(by.posted.0)?, number(by.held_out.0)?, number(by.held_in.0)?];
        rows.push(format!("({}, {})", words.join(", "), sums.join(", ")));
    }
    together.add(format!(
        "WITH change (owner_kind, owner_id, stream, account, posted, held_out, held_in) AS (VALUES {}) \
         UPDATE ledger_balance SET posted_pence = posted_pence + c.posted, held_out_pence = held_out_pence + c.held_out, \
         held_in_pence = held_in_pence + c.held_in FROM change c WHERE ledger_balance.authority_id = {own} \
         AND ledger_balance.owner_kind = c.owner_kind AND ledger_balance.owner_id = c.owner_id \
         AND ledger_balance.stream = c.stream AND ledger_balance.account = c.account",
        rows.join(", ")
    ));
    Ok(())
}

/// An entry has so many values.
const VALUES: usize = 20;

/// Writes entries of one strand, which counts them on.
fn add_entries(
    together: &mut Together,
    authority: &str,
    strand: &Strand,
    entries: &[&Transfer],
) -> Result<(), StoreError> {
    let (own, kind) = (together.value(authority)?, together.value(strand.owner.kind().code())?);
    let (owner, stream) = (together.value(owner_id(strand.owner))?, together.value(strand.stream.as_str())?);
    let mut rows = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        let (about, named) = (entry.step.about(), &entry.named);
        let end = |about: TransferId| match entry.step {
            Step::Correct(_) => format!("{about} correct"),
            _ => format!("{about} pending"),
        };
        let values = [
            together.value(entry.step.code())?,
            together.value(about.map(|about| about.to_string()))?,
            together.value(about.map(end))?,
            together.value(entry.movement.code())?,
            together.value(entry.child.map(|child| child.to_string()))?,
            together.value(entry.worker.map(|worker| worker.to_string()))?,
            together.value(entry.amount.0)?,
            together.value(entry.day.to_string())?,
            together.value(named.line.map(|line| line.to_string()))?,
            together.value(named.outcome.map(|outcome| outcome.to_string()))?,
            together.value(named.evidence.map(|evidence| evidence.to_string()))?,
            together.value(named.by.map(|by| by.to_string()))?,
            together.value(instant(named.at))?,
            together.value(plain(&named.reason))?,
        ];
        let id = together.value(entry.id.to_string())?;
        let number = format!(
            "COALESCE((SELECT s.entries FROM ledger_strand s WHERE s.authority_id = {own} AND s.owner_kind = {kind} \
             AND s.owner_id = {owner} AND s.stream = {stream}), 0) + {}",
            place + 1
        );
        rows.push(format!("({own}, {id}, {kind}, {owner}, {stream}, {number}, {})", values.join(", ")));
    }
    together.add(format!(
        "INSERT INTO ledger_transfer (authority_id, id, owner_kind, owner_id, stream, number, step, about, about_end, movement, \
         child_id, worker_id, amount_pence, day, line_id, outcome_id, evidence_id, by_id, at, reason) VALUES {}",
        rows.join(", ")
    ));
    // the strand is locked; its count goes on after the entries have their numbers
    let many = entries.len();
    together.add(format!(
        "INSERT INTO ledger_strand (authority_id, owner_kind, owner_id, stream, entries) VALUES ({own}, {kind}, {owner}, {stream}, \
         {many}) ON CONFLICT (authority_id, owner_kind, owner_id, stream) \
         DO UPDATE SET entries = ledger_strand.entries + {many}"
    ));
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
