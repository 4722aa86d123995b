//! Studies of the scheme studio: what was chosen, where a run stands, what came out, who has signed it.

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::{AuthorityId, Pence, PersonId, SchemeVersionId, StudyId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, Store, StoreError, Writing};

/// A study without its cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Study {
    /// Its id.
    pub id: StudyId,
    /// What it is called.
    pub title: String,
    /// Where the cases come from: `file` or `records`.
    pub source: String,
    /// What the file is called.
    pub file_name: String,
    /// SHA-256 of the cases.
    pub cases_hash: String,
    /// JSON: the questions behind the points, where a scheme of the authority asked them.
    pub questions: Option<String>,
    /// JSON: what was chosen.
    pub chosen: Option<String>,
    /// `open`, `waiting`, `running`, `done`, `failed`, `cancelled`.
    pub state: String,
    /// Whose result counts.
    pub run: Option<StudyId>,
    /// How far the run has come.
    pub percent: i64,
    /// When it last gave a sign of life.
    pub heard_at: Option<Timestamp>,
    /// Why it failed.
    pub why: Option<String>,
    /// SHA-256 of the evidence.
    pub result_hash: Option<String>,
    /// The draft that was published from it.
    pub scheme_version: Option<SchemeVersionId>,
    /// Who began it.
    pub begun_by: Option<PersonId>,
    /// When.
    pub begun_at: Timestamp,
    /// When its last run ended.
    pub ended_at: Option<Timestamp>,
    /// How often it was changed.
    pub version: i64,
}

/// What came out. The texts are as they are given away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudyResult {
    /// JSON, every digit.
    pub evidence: String,
    /// The report as a page that stands alone; empty where nothing could write it.
    pub report: String,
    /// JSON: the report as blocks.
    pub told: String,
    /// JSON: what the pages draw.
    pub picture: String,
    /// JSON: the scheme in the making.
    pub draft: String,
}

/// Somebody's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// For whom: `families`, `finance`, `equality`.
    pub side: String,
    /// Who signs.
    pub name: String,
    /// What they say.
    pub words: String,
    /// What was signed.
    pub result_hash: String,
    /// The name of whoever wrote it down.
    pub written_by: String,
    /// When.
    pub signed_at: Timestamp,
}

/// A child of whom a figure was told: what a case is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildCase {
    /// Date of birth.
    pub born: Option<Date>,
    /// Sex, ethnicity and kind of need, as far as they are on record.
    pub sorts: [Option<String>; 3],
    /// JSON: the newest figure with its answers.
    pub record: String,
    /// Its points over all streams, in thousandths.
    pub points_thousandths: i64,
    /// What every line of support that runs on the day costs in a full year.
    pub spend: Pence,
}

/// Every child of whom a figure was told, in no telling order.
///
/// # Errors
/// What the database says.
pub async fn children(at: &mut impl Query, today: Date) -> Result<Vec<ChildCase>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT p.born, p.sex, p.ethnicity, p.primary_need, b.record, b.points, CAST(COALESCE((SELECT SUM(k.yearly_cost_pence) FROM package k \
           WHERE k.authority_id = b.authority_id AND k.child_id = b.child_id AND k.starts_on <= $2 \
           AND (k.ends_on IS NULL OR k.ends_on >= $2)), 0) AS BIGINT) AS spend \
         FROM indicative_budget b JOIN person p ON p.authority_id = b.authority_id AND p.id = b.child_id \
         WHERE b.authority_id = $1 AND NOT EXISTS (SELECT 1 FROM indicative_budget later \
           WHERE later.authority_id = b.authority_id AND later.child_id = b.child_id \
           AND (later.told_at > b.told_at OR (later.told_at = b.told_at AND later.id > b.id))) \
         ORDER BY b.points DESC, spend, b.id",
    )
    .bind(authority)
    .bind(today.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            Ok(ChildCase {
                born: line.day_or_none("born")?,
                sorts: [line.text_or_none("sex")?, line.text_or_none("ethnicity")?, line.text_or_none("primary_need")?],
                record: line.text("record")?,
                points_thousandths: line.number("points")?,
                spend: line.pence("spend")?,
            })
        })
        .collect()
}

/// Begins a study with its cases, in base64.
///
/// # Errors
/// What the database says.
pub async fn insert(write: &mut Writing, study: &Study, content: &str) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO study (authority_id, id, title, source, file_name, cases_hash, questions, chosen, state, percent, begun_by, \
         begun_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, 1)",
    )
    .bind(authority.clone())
    .bind(study.id.to_string())
    .bind(study.title.as_str())
    .bind(study.source.as_str())
    .bind(study.file_name.as_str())
    .bind(study.cases_hash.as_str())
    .bind(study.questions.clone())
    .bind(study.chosen.clone())
    .bind(study.state.as_str())
    .bind(study.begun_by.map(|id| id.to_string()))
    .bind(instant(study.begun_at))
    .execute(write.connection())
    .await?;
    sqlx::query("INSERT INTO study_cases (authority_id, study_id, content, kept_at) VALUES ($1, $2, $3, $4)")
        .bind(authority)
        .bind(study.id.to_string())
        .bind(content)
        .bind(instant(study.begun_at))
        .execute(write.connection())
        .await?;
    Ok(())
}

/// All studies, newest first.
///
/// # Errors
/// What the database says.
pub async fn all(at: &mut impl Query) -> Result<Vec<Study>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM study WHERE authority_id = $1 ORDER BY begun_at DESC, id DESC")
        .bind(authority)
        .fetch_all(at.connection())
        .await?;
    rows.iter().map(study).collect()
}

/// One study.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, id: StudyId) -> Result<Option<Study>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM study WHERE authority_id = $1 AND id = $2")
        .bind(authority)
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(study).transpose()
}

/// Its cases in base64; none once their time is over.
///
/// # Errors
/// What the database says.
pub async fn cases(at: &mut impl Query, id: StudyId) -> Result<Option<String>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT content FROM study_cases WHERE authority_id = $1 AND study_id = $2")
        .bind(authority)
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.map(|row| Line(&row).text("content")).transpose()
}

/// What came out, if anything has.
///
/// # Errors
/// What the database says.
pub async fn result(at: &mut impl Query, id: StudyId) -> Result<Option<StudyResult>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM study_result WHERE authority_id = $1 AND study_id = $2")
        .bind(authority)
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.map(|row| {
        let line = Line(&row);
        Ok(StudyResult {
            evidence: line.text("evidence")?,
            report: line.text("report")?,
            told: line.text("told")?,
            picture: line.text("picture")?,
            draft: line.text("draft")?,
        })
    })
    .transpose()
}

/// Sets what was chosen and lets a run wait.
///
/// # Errors
/// [`StoreError::Changed`] where somebody else changed the study since it was read.
pub async fn begin_run(
    write: &mut Writing,
    (id, version): (StudyId, i64),
    run: StudyId,
    chosen: &str,
) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE study SET chosen = $4, state = 'waiting', run_id = $5, percent = 0, heard_at = $6, why = NULL, ended_at = NULL, \
         version = version + 1 WHERE authority_id = $1 AND id = $2 AND version = $3",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(version)
    .bind(chosen)
    .bind(run.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("study")) }
}

/// Notes how far a run has come. Not a change of anybody's record, so it needs no audit entry. Says whether the run still
/// counts: it does not once somebody has cancelled it or begun another.
///
/// # Errors
/// What the database says.
pub async fn hear(
    store: &Store,
    authority: &AuthorityId,
    (id, run): (StudyId, StudyId),
    (state, percent): (&str, i64),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let _turn = store.shared.turn.lock().await;
    let done = sqlx::query(
        "UPDATE study SET state = $6, percent = $4, heard_at = $5 WHERE authority_id = $1 AND id = $2 AND run_id = $3 \
         AND state IN ('waiting', 'running')",
    )
    .bind(authority.as_str())
    .bind(id.to_string())
    .bind(run.to_string())
    .bind(percent)
    .bind(instant(now))
    .bind(state)
    .execute(&store.shared.writers)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends a run: `done`, `failed` with why, or `cancelled`. Says whether it still counted.
///
/// # Errors
/// What the database says.
pub async fn end_run(
    write: &mut Writing,
    (id, run): (StudyId, StudyId),
    state: &str,
    why: Option<&str>,
) -> Result<bool, StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE study SET state = $4, why = $5, ended_at = $6, version = version + 1 WHERE authority_id = $1 AND id = $2 \
         AND run_id = $3 AND state IN ('waiting', 'running')",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(run.to_string())
    .bind(state)
    .bind(why)
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps what came out in the place of any earlier result. A draft that was published from that stays what it is.
///
/// # Errors
/// What the database says.
pub async fn keep_result(write: &mut Writing, id: StudyId, hash: &str, found: &StudyResult) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    sqlx::query(
        "UPDATE study SET result_hash = $3, percent = 100, scheme_version_id = CASE WHEN result_hash = $3 THEN scheme_version_id \
         ELSE NULL END WHERE authority_id = $1 AND id = $2",
    )
    .bind(authority.clone())
    .bind(id.to_string())
    .bind(hash)
    .execute(write.connection())
    .await?;
    sqlx::query(
        "INSERT INTO study_result (authority_id, study_id, evidence, report, told, picture, draft, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (authority_id, study_id) DO UPDATE SET \
         evidence = excluded.evidence, report = excluded.report, told = excluded.told, picture = excluded.picture, \
         draft = excluded.draft, made_at = excluded.made_at",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(found.evidence.as_str())
    .bind(found.report.as_str())
    .bind(found.told.as_str())
    .bind(found.picture.as_str())
    .bind(found.draft.as_str())
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Notes which draft was published from the present result.
///
/// # Errors
/// What the database says.
pub async fn published(write: &mut Writing, id: StudyId, version: SchemeVersionId) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query("UPDATE study SET scheme_version_id = $3, version = version + 1 WHERE authority_id = $1 AND id = $2")
        .bind(authority)
        .bind(id.to_string())
        .bind(version.to_string())
        .execute(write.connection())
        .await?;
    Ok(())
}

/// Adds a signature; `written_by` is who holds the pen.
///
/// # Errors
/// What the database says.
pub async fn sign(
    write: &mut Writing,
    study: StudyId,
    signature: &Signature,
    written_by: PersonId,
) -> Result<(), StoreError> {
    let (authority, id) = (write.authority().to_string(), write.id::<StudyId>());
    sqlx::query(
        "INSERT INTO study_signature (authority_id, id, study_id, side, name, words, result_hash, written_by, signed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(study.to_string())
    .bind(signature.side.as_str())
    .bind(signature.name.as_str())
    .bind(signature.words.as_str())
    .bind(signature.result_hash.as_str())
    .bind(written_by.to_string())
    .bind(instant(signature.signed_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// The signatures of a study, oldest first.
///
/// # Errors
/// What the database says.
pub async fn signatures(at: &mut impl Query, study: StudyId) -> Result<Vec<Signature>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT s.*, TRIM(COALESCE(p.known_as, p.given_name) || ' ' || p.family_name) AS writer FROM study_signature s \
         JOIN person p ON p.authority_id = s.authority_id AND p.id = s.written_by \
         WHERE s.authority_id = $1 AND s.study_id = $2 ORDER BY s.signed_at, s.id",
    )
    .bind(authority)
    .bind(study.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            Ok(Signature {
                side: line.text("side")?,
                name: line.text("name")?,
                words: line.text("words")?,
                result_hash: line.text("result_hash")?,
                written_by: line.text("writer")?,
                signed_at: line.instant("signed_at")?,
            })
        })
        .collect()
}

fn study(row: &AnyRow) -> Result<Study, StoreError> {
    let line = Line(row);
    Ok(Study {
        id: line.read("id")?,
        title: line.text("title")?,
        source: line.text("source")?,
        file_name: line.text("file_name")?,
        cases_hash: line.text("cases_hash")?,
        questions: line.text_or_none("questions")?,
        chosen: line.text_or_none("chosen")?,
        state: line.text("state")?,
        run: line.read_or_none("run_id")?,
        percent: line.number("percent")?,
        heard_at: line.instant_or_none("heard_at")?,
        why: line.text_or_none("why")?,
        result_hash: line.text_or_none("result_hash")?,
        scheme_version: line.read_or_none("scheme_version_id")?,
        begun_by: line.read_or_none("begun_by")?,
        begun_at: line.instant("begun_at")?,
        ended_at: line.instant_or_none("ended_at")?,
        version: line.number("version")?,
    })
}
