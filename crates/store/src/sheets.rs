//! Everybody's own answers. Each answer knows the version of its sheet at which it last changed, so that two people who
//! write on one sheet only meet where they wrote on the same question.

use std::collections::BTreeMap;

use jiff::Timestamp;
use seven_core::assessment::{Capacity, Sharing, Sheet};
use seven_core::{AssessmentId, PersonId, SheetId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::line::{from_json, json};
use crate::{Query, StoreError, Writing};

/// A sheet as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSheet {
    /// Author, capacity, answers, sharing.
    pub sheet: Sheet,
    /// The round of answering.
    pub assessment: AssessmentId,
    /// The child.
    pub child: PersonId,
    /// What people wrote beside their answers, by question.
    pub remarks: BTreeMap<String, String>,
    /// The sheet's version at the last change of each answer.
    pub versions: BTreeMap<String, i64>,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// How often it was changed.
    pub version: i64,
}

/// One answer to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question's id.
    pub question: String,
    /// The answer as a file of answers holds it; empty for none.
    pub answer: String,
    /// In the person's own words; may be empty.
    pub remark: String,
}

/// All sheets of an assessment, the oldest first, with their answers.
///
/// # Errors
/// What the database says.
pub async fn of_assessment(at: &mut impl Query, of: AssessmentId) -> Result<Vec<StoredSheet>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM sheet WHERE authority_id = $1 AND assessment_id = $2 ORDER BY id")
        .bind(authority.clone())
        .bind(of.to_string())
        .fetch_all(at.connection())
        .await?;
    let mut sheets: Vec<StoredSheet> = rows.iter().map(bare).collect::<Result<_, _>>()?;
    let answers = sqlx::query(
        "SELECT a.sheet_id, a.question, a.answer, a.remark, a.version FROM answer a JOIN sheet s \
         ON s.authority_id = a.authority_id AND s.id = a.sheet_id WHERE a.authority_id = $1 AND s.assessment_id = $2",
    )
    .bind(authority)
    .bind(of.to_string())
    .fetch_all(at.connection())
    .await?;
    for row in &answers {
        let line = Line(row);
        let id: SheetId = line.read("sheet_id")?;
        let (question, answer, remark) = (line.text("question")?, line.text("answer")?, line.text("remark")?);
        let Some(stored) = sheets.iter_mut().find(|stored| stored.sheet.id == id) else { continue };
        stored.versions.insert(question.clone(), line.number("version")?);
        if !remark.is_empty() {
            stored.remarks.insert(question.clone(), remark);
        }
        if !answer.is_empty() {
            stored.sheet.answers.insert(question, answer);
        }
    }
    Ok(sheets)
}

/// Adds a sheet without answers.
///
/// # Errors
/// [`StoreError::Conflict`] where the author has one in this assessment already.
pub async fn insert(write: &mut Writing, new: &StoredSheet) -> Result<(), StoreError> {
    write.about(new.child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    sqlx::query(
        "INSERT INTO sheet (authority_id, id, assessment_id, child_id, author_id, capacity, entered_by, is_on_paper, \
         is_finished, sharing, changed_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(authority)
    .bind(new.sheet.id.to_string())
    .bind(new.assessment.to_string())
    .bind(new.child.to_string())
    .bind(new.sheet.author.to_string())
    .bind(new.sheet.capacity.code())
    .bind(new.sheet.entered_by.map(|id| id.to_string()))
    .bind(i64::from(new.sheet.is_on_paper))
    .bind(i64::from(new.sheet.is_finished))
    .bind(json(&new.sheet.sharing)?)
    .bind(at)
    .bind(new.version)
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Keeps whether a sheet is finished and whom its author lets see it, if nobody changed it since `version` was read.
///
/// # Errors
/// [`StoreError::Changed`].
pub async fn update(write: &mut Writing, changed: &StoredSheet) -> Result<(), StoreError> {
    write.about(changed.child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE sheet SET is_finished = $4, sharing = $5, changed_at = $6, version = version + 1 \
         WHERE authority_id = $1 AND id = $2 AND version = $3",
    )
    .bind(authority)
    .bind(changed.sheet.id.to_string())
    .bind(changed.version)
    .bind(i64::from(changed.sheet.is_finished))
    .bind(json(&changed.sheet.sharing)?)
    .bind(at)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("sheet")) }
}

/// Keeps answers and moves the sheet one version on, if it is still at the version that was read.
///
/// # Errors
/// [`StoreError::Changed`].
pub async fn save(write: &mut Writing, sheet: &StoredSheet, answers: &[Answer]) -> Result<(), StoreError> {
    update(write, sheet).await?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    for answer in answers {
        sqlx::query(
            "INSERT INTO answer (authority_id, sheet_id, question, answer, remark, version, changed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (authority_id, sheet_id, question) \
             DO UPDATE SET answer = $4, remark = $5, version = $6, changed_at = $7",
        )
        .bind(authority.clone())
        .bind(sheet.sheet.id.to_string())
        .bind(answer.question.as_str())
        .bind(answer.answer.as_str())
        .bind(answer.remark.as_str())
        .bind(sheet.version.saturating_add(1))
        .bind(at.clone())
        .execute(write.connection())
        .await?;
    }
    Ok(())
}

fn bare(row: &AnyRow) -> Result<StoredSheet, StoreError> {
    let line = Line(row);
    let sharing: Sharing = from_json(&line.text("sharing")?, "sharing")?;
    Ok(StoredSheet {
        sheet: Sheet {
            id: line.read("id")?,
            author: line.read("author_id")?,
            capacity: line.coded("capacity", Capacity::from_code)?,
            entered_by: line.read_or_none("entered_by")?,
            is_on_paper: line.flag("is_on_paper")?,
            is_finished: line.flag("is_finished")?,
            answers: BTreeMap::new(),
            sharing,
        },
        assessment: line.read("assessment_id")?,
        child: line.read("child_id")?,
        remarks: BTreeMap::new(),
        versions: BTreeMap::new(),
        changed_at: line.instant("changed_at")?,
        version: line.number("version")?,
    })
}
