//! Entries that are looked for: of a stream, an account, a child or a worker, in some days; with what they come to. So every
//! total of the books can be followed to what it is made of.

use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::ledger::{AccountKind, Movement, Transfer};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyArguments;
use sqlx::query::Query as SqlQuery;

use super::entries::{entries_of, entry_text};
use crate::line::Line;
use crate::{Query, StoreError};

/// What is looked for; what is not said may be anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntryFilter {
    /// The stream.
    pub stream: Option<String>,
    /// The account that money came to or went from.
    pub account: Option<AccountKind>,
    /// The child.
    pub child: Option<PersonId>,
    /// The worker.
    pub worker: Option<PersonId>,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The entries of one page, the newest first.
    pub entries: Vec<Transfer>,
    /// How many there are in all.
    pub count: u64,
    /// What came to the account in all of them, in pence; nothing where no account is looked for.
    pub came: i64,
    /// What went from it.
    pub went: i64,
}

/// The movements that give to a kind of account, or take from it, as a list in SQL. Codes are the program's own words.
fn codes(is_meant: impl Fn(Movement) -> bool) -> String {
    let all = Movement::ALL.iter().filter(|one| is_meant(**one)).map(|one| format!("'{}'", one.code()));
    let all = all.collect::<Vec<_>>().join(", ");
    if all.is_empty() { "''".to_owned() } else { all }
}

const WHERE: &str = "authority_id = $1 AND ($2 = '' OR stream = $2) AND ($3 = '' OR child_id = $3) \
                     AND ($4 = '' OR worker_id = $4) AND day >= $5 AND day <= $6";

fn bound<'q>(sql: String, authority: String, filter: &EntryFilter) -> SqlQuery<'q, sqlx::Any, AnyArguments> {
    let id = |id: Option<PersonId>| id.map(|id| id.to_string()).unwrap_or_default();
    sqlx::query(AssertSqlSafe(sql))
        .bind(authority)
        .bind(filter.stream.clone().unwrap_or_default())
        .bind(id(filter.child))
        .bind(id(filter.worker))
        .bind(filter.from.unwrap_or(Date::MIN).to_string())
        .bind(filter.until.unwrap_or(Date::MAX).to_string())
}

/// A page of what is looked for, and what all of it comes to. What is only reserved moves nothing and is left out where an
/// account is looked for.
///
/// # Errors
/// What the database says.
pub async fn filtered(
    at: &mut impl Query,
    filter: &EntryFilter,
    (skip, rows): (i64, i64),
) -> Result<Found, StoreError> {
    let authority = at.authority().to_string();
    let (mut came, mut went, mut only) = ("0".to_owned(), "0".to_owned(), String::new());
    if let Some(account) = filter.account {
        let (to, from) = (codes(|one| one.to() == account), codes(|one| one.from() == account));
        let sum = |ahead: &str, back: &str| {
            format!(
                "CASE WHEN (step IN ('post', 'settle') AND movement IN ({ahead})) \
                 OR (step = 'correct' AND movement IN ({back})) THEN amount_pence ELSE 0 END"
            )
        };
        (came, went) = (sum(&to, &from), sum(&from, &to));
        only = format!(" AND step IN ('post', 'settle', 'correct') AND movement IN ({to}, {from})");
    }
    let sql = format!(
        "SELECT COUNT(*) AS entries, CAST(COALESCE(SUM({came}), 0) AS BIGINT) AS came, \
         CAST(COALESCE(SUM({went}), 0) AS BIGINT) AS went FROM ledger_transfer WHERE {WHERE}{only}"
    );
    let row = bound(sql, authority.clone(), filter).fetch_one(at.connection()).await?;
    let line = Line(&row);
    let (count, came, went) = (line.number("entries")?, line.number("came")?, line.number("went")?);
    let sql = format!(
        "SELECT {} AS entry FROM ledger_transfer WHERE {WHERE}{only} ORDER BY day DESC, at DESC, number DESC, id \
         LIMIT $7 OFFSET $8",
        entry_text()
    );
    let found = bound(sql, authority, filter).bind(rows).bind(skip).fetch_all(at.connection()).await?;
    Ok(Found { entries: entries_of(&found)?, count: u64::try_from(count).unwrap_or(0), came, went })
}
