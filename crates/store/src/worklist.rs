//! The list of work: a line for each child with what it waits for. A line is worked out with every change that is kept, by
//! [`crate::Writing::commit`], so no action can forget it; a page of the list is one look into one index.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::access::Reach;
use seven_core::work::Waiting;
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use crate::line::{Line, unreadable};
use crate::one_text::{self, read, read_or_none, values};
use crate::worklist_reach::{IS_REACHED, gathered};
use crate::{Query, Store, StoreError, Writing};

/// A child's line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkLine {
    /// The child.
    pub child: PersonId,
    /// The name as pages show it.
    pub name: String,
    /// What lists are sorted by.
    pub sorting_name: String,
    /// Date of birth.
    pub born: Option<Date>,
    /// For what the child waits.
    pub waiting: Waiting,
    /// Since when; nothing where nobody waits.
    pub since: Option<Timestamp>,
    /// The last day to answer, where there is one.
    pub due_by: Option<Date>,
    /// The key worker's name; empty where there is none.
    pub worker: String,
    /// The team's name; empty where there is none.
    pub team: String,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By family name, given name.
    #[default]
    Name,
    /// Who has waited longest comes first; who waits for nothing is left out.
    Longest,
}

/// The end of a page: where the next one begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    /// The last line's name or instant, by the order.
    pub key: String,
    /// The last line's child.
    pub child: PersonId,
}

/// Which lines.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Whose list.
    pub viewer: PersonId,
    /// How far it reaches.
    pub reach: Reach,
    /// The day that relations must hold on.
    pub today: Date,
    /// Only those who wait for this.
    pub waiting: Option<Waiting>,
    /// In which order.
    pub sort: Sort,
    /// Those after this one.
    pub after: Option<After>,
    /// At most so many.
    pub limit: i64,
}

/// Nobody works on their own family's case, nor where a court or a safeguarding decision keeps them away.
const NOT_OWN: &str = "w.child_id NOT IN (SELECT o.child_id FROM relation o WHERE o.authority_id = $1 \
    AND o.holder_person_id = $2 AND o.starts_on <= $3 AND (o.ends_on IS NULL OR o.ends_on >= $3) \
    AND (o.is_contact_restricted = 1 OR o.kind IN ('parent', 'carer', 'nominee', 'representative', 'sibling')))";

/// The columns of a line, by which lists tell it.
const COLUMNS: [&str; 9] =
    ["l.child_id", "l.name", "l.sorting_name", "l.born", "l.waiting", "l.since", "l.due_by", "l.worker", "l.team"];

/// A page of the list.
///
/// # Errors
/// What the database says.
pub async fn lines(at: &mut impl Query, wanted: &Wanted) -> Result<Vec<WorkLine>, StoreError> {
    let (few, from, is_in, children) = match wanted.reach {
        Reach::Nobody => return Ok(Vec::new()),
        Reach::Everyone => (String::new(), "worklist", "1 = 1", BTreeSet::new()),
        Reach::Related => match gathered(at, wanted).await? {
            Some(children) if children.is_empty() => return Ok(Vec::new()),
            Some(children) => (few(children.len()), "few", "1 = 1", children),
            None => (String::new(), "worklist", IS_REACHED, BTreeSet::new()),
        },
    };
    let column = match wanted.sort {
        Sort::Name => "sorting_name",
        Sort::Longest => "since",
    };
    let only = if wanted.waiting.is_some() { "w.waiting = $4" } else { "$4 = ''" };
    let limit = wanted.limit;
    let page = one_text::of_rows(&one_text::of_columns(&COLUMNS), &format!("l.{column}, l.child_id"));
    // every part of the text is written above; values are bound
    let sql = format!(
        "{few} SELECT {page} AS page FROM (SELECT w.child_id, w.name, w.sorting_name, \
         w.born, w.waiting, w.since, w.due_by, w.worker, w.team FROM {from} w WHERE w.authority_id = $1 \
         AND {is_in} AND {NOT_OWN} AND {only} AND (w.{column}, w.child_id) > ($5, $6) ORDER BY w.{column}, w.child_id LIMIT {limit}) l"
    );
    let authority = at.authority().to_string();
    let after = wanted.after.as_ref();
    let mut query = sqlx::query(AssertSqlSafe(sql))
        // with a text for each number of children it would push the others out of the connection's memory
        .persistent(children.is_empty())
        .bind(authority)
        .bind(wanted.viewer.to_string())
        .bind(wanted.today.to_string())
        .bind(wanted.waiting.map(Waiting::code).unwrap_or_default())
        .bind(after.map(|after| after.key.clone()).unwrap_or_default())
        .bind(after.map(|after| after.child.to_string()).unwrap_or_default());
    for child in children {
        query = query.bind(child);
    }
    let row = query.fetch_one(at.connection()).await?;
    let page = Line(&row).text_or_none("page")?.unwrap_or_default();
    one_text::rows(&page).map(line_of_text).collect()
}

/// The lines of so many children, whose ids are bound from $7 on, found before they are sorted: left to itself PostgreSQL walks
/// the whole list in its order and compares each line with all of the ids.
fn few(count: usize) -> String {
    let places = places(7, count);
    format!("WITH few AS MATERIALIZED (SELECT * FROM worklist WHERE authority_id = $1 AND child_id IN ({places}))")
}

/// `$7, $8, $9`: as many places for values, from a number on.
fn places(from: usize, count: usize) -> String {
    let places: Vec<String> = (from..from + count).map(|place| format!("${place}")).collect();
    places.join(", ")
}

/// Children whose name begins as typed, or who have exactly this number (UPN, NHS, ULN), by name; of the whole authority.
///
/// The database has to sort text by its bytes (`LOCALE 'C'`), as SQLite always does.
///
/// # Errors
/// What the database says.
pub async fn search(at: &mut impl Query, typed: &str, limit: i64) -> Result<Vec<WorkLine>, StoreError> {
    let authority = at.authority().to_string();
    let name = typed.trim().to_lowercase();
    let number: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_uppercase();
    // text cannot hold what comes after this, so every longer name that begins alike lies between the two
    let end = format!("{name}\u{10FFFF}");
    let rows = sqlx::query(
        "SELECT * FROM (SELECT w.child_id, w.name, w.sorting_name, w.born, w.waiting, w.since, w.due_by, w.worker, w.team \
           FROM worklist w WHERE w.authority_id = $1 AND w.sorting_name >= $2 AND w.sorting_name < $3 \
           ORDER BY w.sorting_name, w.child_id LIMIT $5) named \
         UNION SELECT * FROM (SELECT w.child_id, w.name, w.sorting_name, w.born, w.waiting, w.since, w.due_by, w.worker, w.team \
           FROM person p JOIN worklist w ON w.authority_id = p.authority_id AND w.child_id = p.id \
           WHERE p.authority_id = $1 AND p.calling_name >= $2 AND p.calling_name < $3 \
           ORDER BY p.calling_name, p.id LIMIT $5) called \
         UNION SELECT w.child_id, w.name, w.sorting_name, w.born, w.waiting, w.since, w.due_by, w.worker, w.team \
         FROM worklist w JOIN person p ON p.authority_id = w.authority_id AND p.id = w.child_id \
         WHERE p.authority_id = $1 AND (p.upn = $4 OR p.nhs_number = $4 OR p.uln = $4) \
         ORDER BY sorting_name, child_id LIMIT $5",
    )
    .bind(authority)
    .bind(name)
    .bind(end)
    .bind(number)
    .bind(limit)
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(line).collect()
}

/// Which of some children a person reaches, to show the others without a way in.
///
/// # Errors
/// What the database says.
pub async fn reached(
    at: &mut impl Query,
    wanted: &Wanted,
    children: &[PersonId],
) -> Result<BTreeSet<PersonId>, StoreError> {
    let scope = match wanted.reach {
        Reach::Nobody => return Ok(BTreeSet::new()),
        Reach::Everyone => "1 = 1",
        Reach::Related => IS_REACHED,
    };
    let authority = at.authority().to_string();
    let places = places(4, children.len());
    let sql = format!(
        "SELECT w.child_id FROM worklist w WHERE w.authority_id = $1 AND w.child_id IN ({places}) AND {scope} AND {NOT_OWN}"
    );
    let mut query = sqlx::query(AssertSqlSafe(sql))
        .persistent(false)
        .bind(authority)
        .bind(wanted.viewer.to_string())
        .bind(wanted.today.to_string());
    for child in children {
        query = query.bind(child.to_string());
    }
    let rows = query.fetch_all(at.connection()).await?;
    rows.iter().map(|row| Line(row).read("child_id")).collect()
}

/// Lines worked out on a day ($2), for the children that the condition behind it names.
const WORKED_OUT: &str = "INSERT INTO worklist (authority_id, child_id, name, sorting_name, born, waiting, since, \
    due_by, worker, team) \
    SELECT p.authority_id, p.id, TRIM(COALESCE(p.known_as, p.given_name) || ' ' || p.family_name), p.sorting_name, p.born, \
    CASE WHEN dd.id IS NOT NULL THEN 'after-death' WHEN p.died_on IS NOT NULL THEN 'nothing' \
    WHEN c.id IS NOT NULL OR pc.id IS NOT NULL THEN 'challenge' WHEN d.id IS NOT NULL THEN 'decision' \
    WHEN nc.id IS NOT NULL THEN 'need-changed' \
    WHEN g.id IS NOT NULL AND g.outcome IS NULL THEN 'plan-asked' WHEN g.id IS NOT NULL THEN 'plan-to-sign' \
    WHEN br.id IS NOT NULL THEN 'between-plans' \
    WHEN a.id IS NULL THEN 'new' \
    WHEN a.status = 'open' THEN 'answers' \
    WHEN a.status = 'told' AND rv.id IS NOT NULL THEN 'review-due' \
    WHEN a.status = 'told' THEN 'nothing' ELSE a.status END, \
    CASE WHEN dd.id IS NOT NULL THEN dd.made_at WHEN p.died_on IS NOT NULL THEN NULL \
    WHEN c.id IS NOT NULL THEN c.asked_at WHEN pc.id IS NOT NULL THEN pc.asked_at \
    WHEN d.id IS NOT NULL THEN d.asked_at WHEN nc.id IS NOT NULL THEN nc.made_at \
    WHEN g.id IS NOT NULL THEN COALESCE(g.decided_at, g.asked_at) \
    WHEN br.id IS NOT NULL THEN br.made_at \
    WHEN a.id IS NULL THEN p.created_at WHEN a.status = 'open' THEN a.opened_at WHEN a.status = 'told' THEN rv.made_at \
    WHEN a.status = 'settled' THEN COALESCE(a.settled_at, a.opened_at) \
    ELSE COALESCE(a.submitted_at, a.opened_at) END, \
    CASE WHEN p.died_on IS NULL THEN \
    COALESCE(c.answer_by, pc.answer_by, CASE WHEN d.id IS NULL THEN nc.due_day END, \
    CASE WHEN d.id IS NULL AND g.outcome IS NULL THEN g.answer_by END, \
    CASE WHEN d.id IS NULL AND g.id IS NULL THEN br.due_day END, \
    CASE WHEN d.id IS NULL AND g.id IS NULL AND a.status = 'told' THEN rv.due_day END) END, \
    COALESCE((SELECT TRIM(COALESCE(k.known_as, k.given_name) || ' ' || k.family_name) FROM person k \
    WHERE k.authority_id = p.authority_id AND k.id = dd.belongs_to), (SELECT TRIM(COALESCE(k.known_as, k.given_name) || ' ' || k.family_name) FROM relation r \
    JOIN person k ON k.authority_id = r.authority_id AND k.id = r.holder_person_id \
    WHERE r.authority_id = p.authority_id AND r.child_id = p.id AND r.kind IN ('key-worker', 'lead-professional', \
    'social-worker') AND r.starts_on <= $2 AND (r.ends_on IS NULL OR r.ends_on >= $2) \
    ORDER BY r.kind, r.starts_on DESC, r.id DESC LIMIT 1), ''), \
    COALESCE((SELECT g.name FROM relation r JOIN care_group g ON g.authority_id = r.authority_id \
    AND g.id = r.holder_group_id WHERE r.authority_id = p.authority_id AND r.child_id = p.id AND r.kind = 'team' \
    AND r.starts_on <= $2 AND (r.ends_on IS NULL OR r.ends_on >= $2) ORDER BY r.starts_on DESC, r.id DESC LIMIT 1), '') \
    FROM person p \
    LEFT JOIN assessment a ON a.authority_id = p.authority_id AND a.id = (SELECT x.id FROM assessment x \
    WHERE x.authority_id = p.authority_id AND x.child_id = p.id AND x.status NOT IN ('superseded', 'withdrawn') \
    ORDER BY x.opened_at DESC, x.id DESC LIMIT 1) \
    LEFT JOIN challenge c ON c.authority_id = p.authority_id AND c.id = (SELECT x.id FROM challenge x \
    WHERE x.authority_id = p.authority_id AND x.child_id = p.id AND x.outcome IS NULL ORDER BY x.asked_at LIMIT 1) \
    LEFT JOIN budget_decision d ON d.authority_id = p.authority_id AND d.id = (SELECT x.id FROM budget_decision x \
    WHERE x.authority_id = p.authority_id AND x.child_id = p.id AND x.outcome IS NULL ORDER BY x.asked_at LIMIT 1) \
    LEFT JOIN agreement_challenge pc ON pc.authority_id = p.authority_id AND pc.id = (SELECT x.id \
    FROM agreement_challenge x WHERE x.authority_id = p.authority_id AND x.child_id = p.id AND x.outcome IS NULL \
    ORDER BY x.asked_at LIMIT 1) \
    LEFT JOIN agreement g ON g.authority_id = p.authority_id AND g.id = (SELECT x.id FROM agreement x \
    WHERE x.authority_id = p.authority_id AND x.child_id = p.id AND x.ended_at IS NULL \
    AND (x.outcome IS NULL OR x.outcome IN ('agree', 'agree-in-part')) ORDER BY x.asked_at DESC, x.id DESC LIMIT 1) \
    LEFT JOIN need_change nc ON nc.authority_id = p.authority_id AND nc.id = (SELECT x.id FROM need_change x \
    WHERE x.authority_id = p.authority_id AND x.child_id = p.id AND x.status = 'said' ORDER BY x.due_day, x.id LIMIT 1) \
    LEFT JOIN bridge br ON br.authority_id = p.authority_id AND br.id = (SELECT x.id FROM bridge x \
    WHERE x.authority_id = p.authority_id AND x.child_id = p.id AND x.status = 'open' ORDER BY x.due_day, x.id LIMIT 1) \
    LEFT JOIN death dd ON dd.authority_id = p.authority_id AND dd.only_one = p.id AND dd.status = 'to-ask' \
    LEFT JOIN review_due rv ON rv.authority_id = p.authority_id AND rv.only_one = p.id AND rv.status = 'shown' \
    WHERE p.authority_id = $1 AND p.has_record = 1 AND p.erased_at IS NULL";

/// Works a child's line out again; it goes when the record does.
pub(crate) async fn refresh(write: &mut Writing, child: PersonId) -> Result<(), StoreError> {
    let (authority, today) = (write.authority().to_string(), write.moment().today.to_string());
    sqlx::query("DELETE FROM worklist WHERE authority_id = $1 AND child_id = $2")
        .bind(authority.clone())
        .bind(child.to_string())
        .execute(write.connection())
        .await?;
    sqlx::query(AssertSqlSafe(format!("{WORKED_OUT} AND p.id = $3")))
        .bind(authority)
        .bind(today)
        .bind(child.to_string())
        .execute(write.connection())
        .await?;
    Ok(())
}

/// Works out the lines of children who have none, in every authority; says how many. A database that had children before it had a
/// worklist needs it once. What a line says stands elsewhere, so this changes nobody's record and has no audit entry.
///
/// # Errors
/// What the database says.
pub async fn fill(store: &Store, today: Date) -> Result<u64, StoreError> {
    let mut filled = 0;
    for authority in crate::authorities::all(store).await? {
        let _turn = store.shared.turn.lock().await;
        let sql = format!(
            "{WORKED_OUT} AND NOT EXISTS (SELECT 1 FROM worklist w WHERE w.authority_id = $1 AND w.child_id = p.id)"
        );
        let done = sqlx::query(AssertSqlSafe(sql))
            .bind(authority.id.to_string())
            .bind(today.to_string())
            .execute(&store.shared.pool)
            .await?;
        filled += done.rows_affected();
    }
    Ok(filled)
}

/// The name of somebody who works with children changed: the lines of those children are worked out again too.
pub(crate) async fn touch_around(write: &mut Writing, worker: PersonId) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let rows = sqlx::query("SELECT child_id FROM relation WHERE authority_id = $1 AND holder_person_id = $2")
        .bind(authority)
        .bind(worker.to_string())
        .fetch_all(write.connection())
        .await?;
    for row in &rows {
        write.touch(Line(row).read("child_id")?);
    }
    Ok(())
}

/// A line from its text.
fn line_of_text(text: &str) -> Result<WorkLine, StoreError> {
    let [child, name, sorting_name, born, waiting, since, due_by, worker, team] = values("worklist", text)?;
    Ok(WorkLine {
        child: read("child_id", child)?,
        name: name.to_owned(),
        sorting_name: sorting_name.to_owned(),
        born: read_or_none("born", born)?,
        waiting: Waiting::from_code(waiting).map_err(|error| unreadable("waiting", error))?,
        since: read_or_none("since", since)?,
        due_by: read_or_none("due_by", due_by)?,
        worker: worker.to_owned(),
        team: team.to_owned(),
    })
}

fn line(row: &AnyRow) -> Result<WorkLine, StoreError> {
    let line = Line(row);
    Ok(WorkLine {
        child: line.read("child_id")?,
        name: line.text("name")?,
        sorting_name: line.text("sorting_name")?,
        born: line.day_or_none("born")?,
        waiting: line.coded("waiting", Waiting::from_code)?,
        since: line.instant_or_none("since")?,
        due_by: line.day_or_none("due_by")?,
        worker: line.text("worker")?,
        team: line.text("team")?,
    })
}
