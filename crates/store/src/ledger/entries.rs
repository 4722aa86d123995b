//! Entries, read back.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use seven_core::ledger::{Followed, Holdings, Movement, Named, Step, Transfer, statement};
use seven_core::{EvidenceId, PersonId, TransferId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use super::ground::followed_by;
use crate::line::Line;
use crate::{Query, StoreError};

/// An entry.
///
/// # Errors
/// What the database says.
pub async fn entry(at: &mut impl Query, id: TransferId) -> Result<Option<Transfer>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM ledger_transfer WHERE authority_id = $1 AND id = $2")
        .bind(authority)
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(transfer).transpose()
}

/// So many entries are asked for at once: engines have limits.
const AT_ONCE: usize = 300;
/// Most transfers come in ones and twos.
const FEW: usize = 8;

/// The entries of these ids that are there, each with what has followed it.
pub(super) async fn known(
    at: &mut impl Query,
    ids: &BTreeSet<TransferId>,
) -> Result<Vec<(Transfer, Followed)>, StoreError> {
    let authority = at.authority().to_string();
    let ids: Vec<String> = ids.iter().map(TransferId::to_string).collect();
    let mut known = Vec::new();
    for some in ids.chunks(AT_ONCE) {
        let sql = format!("SELECT * FROM ledger_transfer WHERE authority_id = $1 AND id IN ({})", places(some.len()));
        // a text that hardly comes again is not kept ready
        let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(some.len() <= FEW).bind(authority.as_str());
        for id in some {
            query = query.bind(id.as_str());
        }
        let entries: Vec<Transfer> =
            query.fetch_all(at.connection()).await?.iter().map(transfer).collect::<Result<_, _>>()?;
        let followed = followed(at, &authority, &entries).await?;
        for entry in entries {
            let steps = followed.get(&entry.id).map_or(&[][..], Vec::as_slice);
            let after = followed_by(steps);
            known.push((entry, after));
        }
    }
    Ok(known)
}

/// What has followed each of some entries.
async fn followed(
    at: &mut impl Query,
    authority: &str,
    entries: &[Transfer],
) -> Result<HashMap<TransferId, Vec<String>>, StoreError> {
    let mut steps: HashMap<TransferId, Vec<String>> = HashMap::new();
    if entries.is_empty() {
        return Ok(steps);
    }
    let sql = format!(
        "SELECT about, step FROM ledger_transfer WHERE authority_id = $1 AND about_end IN ({})",
        places(entries.len() * 2)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(entries.len() <= FEW).bind(authority);
    for entry in entries {
        query = query.bind(format!("{} correct", entry.id)).bind(format!("{} pending", entry.id));
    }
    for row in query.fetch_all(at.connection()).await? {
        let line = Line(&row);
        steps.entry(line.read("about")?).or_default().push(line.text("step")?);
    }
    Ok(steps)
}

/// `$2, $3`: places after that of the authority. Nothing but numbers goes into it.
fn places(many: usize) -> String {
    (2..many + 2).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

/// A child's entries in the order in which they were made.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<Transfer>, StoreError> {
    let authority = at.authority().to_string();
    let rows =
        sqlx::query("SELECT * FROM ledger_transfer WHERE authority_id = $1 AND child_id = $2 ORDER BY stream, number")
            .bind(authority)
            .bind(child.to_string())
            .fetch_all(at.connection())
            .await?;
    rows.iter().map(transfer).collect()
}

/// A child's entries that something shows.
///
/// # Errors
/// What the database says.
pub async fn of_evidence(
    at: &mut impl Query,
    child: PersonId,
    evidence: EvidenceId,
) -> Result<Vec<Transfer>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM ledger_transfer WHERE authority_id = $1 AND child_id = $2 AND evidence_id = $3 ORDER BY at, number",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(evidence.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(transfer).collect()
}

/// All entries of the authority in the order in which they were made.
///
/// # Errors
/// What the database says.
pub async fn all(at: &mut impl Query) -> Result<Vec<Transfer>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM ledger_transfer WHERE authority_id = $1 ORDER BY at, number, id")
        .bind(authority)
        .fetch_all(at.connection())
        .await?;
    rows.iter().map(transfer).collect()
}

/// The entries whose day lies between two days, both among them, in the order in which they were made.
///
/// # Errors
/// What the database says.
pub async fn between(at: &mut impl Query, from: Date, until: Date) -> Result<Vec<Transfer>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM ledger_transfer WHERE authority_id = $1 AND day >= $2 AND day <= $3 ORDER BY at, number, id",
    )
    .bind(authority)
    .bind(from.to_string())
    .bind(until.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(transfer).collect()
}

/// What each child's accounts held in each stream at the end of a day: the database adds up what moved, so that years of entries
/// need not be read one by one.
///
/// # Errors
/// What the database says.
pub async fn held_on(at: &mut impl Query, day: Date) -> Result<BTreeMap<(PersonId, String), Holdings>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT child_id, stream, movement, \
         CAST(SUM(CASE WHEN step = 'correct' THEN -amount_pence ELSE amount_pence END) AS BIGINT) AS moved_pence \
         FROM ledger_transfer \
         WHERE authority_id = $1 AND day <= $2 AND child_id IS NOT NULL AND step IN ('post', 'settle', 'correct') \
         GROUP BY child_id, stream, movement",
    )
    .bind(authority)
    .bind(day.to_string())
    .fetch_all(at.connection())
    .await?;
    let mut held: BTreeMap<(PersonId, String), Holdings> = BTreeMap::new();
    for row in &rows {
        let line = Line(row);
        let holdings = held.entry((line.read("child_id")?, line.text("stream")?)).or_default();
        statement::moved(holdings, line.coded("movement", Movement::from_code)?, line.pence("moved_pence")?);
    }
    Ok(held)
}

/// The day of the first entry; none while the books are empty.
///
/// # Errors
/// What the database says.
pub async fn first_day(at: &mut impl Query) -> Result<Option<Date>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT MIN(day) AS day FROM ledger_transfer WHERE authority_id = $1")
        .bind(authority)
        .fetch_one(at.connection())
        .await?;
    Line(&row).day_or_none("day")
}

pub(super) fn transfer(row: &AnyRow) -> Result<Transfer, StoreError> {
    let line = Line(row);
    let about = line.read_or_none("about")?;
    let word = line.text("step")?;
    let step = Step::of(&word, about)
        .ok_or_else(|| StoreError::Unreadable { column: "step", why: format!("`{word}` is no step of an entry") })?;
    Ok(Transfer {
        id: line.read("id")?,
        step,
        movement: line.coded("movement", Movement::from_code)?,
        stream: line.text("stream")?,
        child: line.read_or_none("child_id")?,
        worker: line.read_or_none("worker_id")?,
        amount: line.pence("amount_pence")?,
        day: line.day("day")?,
        named: Named {
            line: line.read_or_none("line_id")?,
            outcome: line.read_or_none("outcome_id")?,
            evidence: line.read_or_none("evidence_id")?,
            by: line.read_or_none("by_id")?,
            at: line.instant("at")?,
            reason: line.text("reason")?,
        },
    })
}
