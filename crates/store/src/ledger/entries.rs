//! Entries, read back.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use seven_core::ledger::{Followed, Holdings, Movement, Named, Step, Transfer, statement};
use seven_core::{EvidenceId, Pence, PersonId, TransferId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use super::ground::followed_by;
use crate::line::{Line, unreadable};
use crate::one_text::{self, read, read_or_none, values};
use crate::{Query, StoreError};

/// An entry.
///
/// # Errors
/// What the database says.
pub async fn entry(at: &mut impl Query, id: TransferId) -> Result<Option<Transfer>, StoreError> {
    let authority = at.authority().to_string();
    let sql = format!("SELECT {} AS entry FROM ledger_transfer WHERE authority_id = $1 AND id = $2", entry_text());
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(authority).bind(id.to_string()).fetch_all(at.connection()).await?;
    Ok(entries_of(&rows)?.pop())
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
        let (entry, places) = (entry_text(), places(some.len()));
        let sql = format!("SELECT {entry} AS entry FROM ledger_transfer WHERE authority_id = $1 AND id IN ({places})");
        // a text that hardly comes again is not kept ready
        let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(some.len() <= FEW).bind(authority.as_str());
        for id in some {
            query = query.bind(id.as_str());
        }
        let entries = entries_of(&query.fetch_all(at.connection()).await?)?;
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
    let all = one_text::of_rows(&entry_text(), "stream, number");
    let sql = format!("SELECT {all} AS entries FROM ledger_transfer WHERE authority_id = $1 AND child_id = $2");
    let row =
        sqlx::query(AssertSqlSafe(sql)).bind(authority).bind(child.to_string()).fetch_one(at.connection()).await?;
    let text = Line(&row).text_or_none("entries")?.unwrap_or_default();
    one_text::rows(&text).map(entry_of).collect()
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
    let sql = format!(
        "SELECT {} AS entry FROM ledger_transfer WHERE authority_id = $1 AND child_id = $2 AND evidence_id = $3 \
         ORDER BY at, number",
        entry_text()
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(authority).bind(child.to_string()).bind(evidence.to_string());
    entries_of(&query.fetch_all(at.connection()).await?)
}

/// All entries of the authority in the order in which they were made.
///
/// # Errors
/// What the database says.
pub async fn all(at: &mut impl Query) -> Result<Vec<Transfer>, StoreError> {
    let authority = at.authority().to_string();
    let sql = format!(
        "SELECT {} AS entry FROM ledger_transfer WHERE authority_id = $1 ORDER BY at, number, id",
        entry_text()
    );
    entries_of(&sqlx::query(AssertSqlSafe(sql)).bind(authority).fetch_all(at.connection()).await?)
}

/// The entries whose day lies between two days, both among them, in the order in which they were made.
///
/// # Errors
/// What the database says.
pub async fn between(at: &mut impl Query, from: Date, until: Date) -> Result<Vec<Transfer>, StoreError> {
    let authority = at.authority().to_string();
    let sql = format!(
        "SELECT {} AS entry FROM ledger_transfer WHERE authority_id = $1 AND day >= $2 AND day <= $3 \
         ORDER BY at, number, id",
        entry_text()
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(authority).bind(from.to_string()).bind(until.to_string());
    entries_of(&query.fetch_all(at.connection()).await?)
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

/// The columns of an entry, by which it is told.
const COLUMNS: [&str; 15] = [
    "id",
    "step",
    "about",
    "movement",
    "stream",
    "child_id",
    "worker_id",
    "CAST(amount_pence AS TEXT)",
    "day",
    "line_id",
    "outcome_id",
    "evidence_id",
    "by_id",
    "at",
    "reason",
];

/// An expression of SQL that makes one text of an entry.
pub(super) fn entry_text() -> String {
    one_text::of_columns(&COLUMNS)
}

/// The entries that a query tells as one text each.
pub(super) fn entries_of(rows: &[AnyRow]) -> Result<Vec<Transfer>, StoreError> {
    rows.iter().map(|row| entry_of(&Line(row).text("entry")?)).collect()
}

/// An entry from its text.
fn entry_of(text: &str) -> Result<Transfer, StoreError> {
    let [id, word, about, movement, stream, child, worker, amount, day, line, outcome, evidence, by, at, reason] =
        values("entry", text)?;
    let step = Step::of(word, read_or_none("about", about)?)
        .ok_or_else(|| unreadable("step", format!("`{word}` is no step of an entry")))?;
    Ok(Transfer {
        id: read("id", id)?,
        step,
        movement: Movement::from_code(movement).map_err(|error| unreadable("movement", error))?,
        stream: stream.to_owned(),
        child: read_or_none("child_id", child)?,
        worker: read_or_none("worker_id", worker)?,
        amount: Pence(read("amount_pence", amount)?),
        day: read("day", day)?,
        named: Named {
            line: read_or_none("line_id", line)?,
            outcome: read_or_none("outcome_id", outcome)?,
            evidence: read_or_none("evidence_id", evidence)?,
            by: read_or_none("by_id", by)?,
            at: read("at", at)?,
            reason: reason.to_owned(),
        },
    })
}
