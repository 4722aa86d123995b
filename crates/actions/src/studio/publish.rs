//! Publishing a draft scheme from a study, by the same way as a scheme that is sent: `ras check`, who answers for cliffs, the
//! equality note. It is in force for nobody.

use calibration::scheme_out::{Draft, folder};
use jiff::civil::Date;
use ras::SchemeFiles;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::{SchemeVersionId, StudyId};
use store::studies::{self, Study, StudyResult};
use store::{Query, StoreError};

use super::look::{Stage, stage};
use crate::schemes::{Answered, publish};
use crate::{ActionError, Caller, Problem};

/// What a draft is called and when it begins.
#[derive(Debug, Clone, Default)]
pub struct Publishing {
    /// Its id.
    pub id: String,
    /// The first day that it is made for.
    pub from: Option<Date>,
    /// Its title, for families.
    pub title: String,
    /// Who runs it.
    pub authority: String,
    /// Cliffs and equality.
    pub answered: Answered,
}

/// The scheme in the making.
///
/// # Errors
/// [`StoreError::Unreadable`].
pub fn draft_of(found: &StudyResult) -> Result<Draft, ActionError> {
    let unreadable = |error: serde_json::Error| StoreError::Unreadable { column: "draft", why: error.to_string() };
    Ok(serde_json::from_str(&found.draft).map_err(unreadable)?)
}

/// The files of a scheme under these names.
///
/// # Errors
/// Invalid for an id that no scheme can have, no day, no title; a rule, with the reason, where no scheme can be made of it.
pub fn files_of(found: &StudyResult, asked: &Publishing) -> Result<SchemeFiles, ActionError> {
    let mut problems = Vec::new();
    if !ras::is_id(&asked.id) {
        problems.push(Problem::new("id", "no-id"));
    }
    if asked.title.trim().is_empty() {
        problems.push(Problem::new("title", "missing"));
    }
    let Some(effective_from) = asked.from.filter(|_| problems.is_empty()) else {
        if asked.from.is_none() {
            problems.push(Problem::new("from", "missing"));
        }
        return Err(ActionError::Invalid(problems));
    };
    let draft = Draft {
        id: asked.id.clone(),
        effective_from,
        title: asked.title.trim().to_owned(),
        authority: asked.authority.clone(),
        ..draft_of(found)?
    };
    folder(&draft).map_err(|why| ActionError::Rule(Problem::new("", "no-scheme").with("why", why.to_string())))
}

/// Publishes a draft from the present result of a study.
///
/// # Errors
/// Refused without [`Action::PublishScheme`]; what [`files_of`] and [`publish`] refuse; a rule where there is no result.
pub async fn publish_draft(
    caller: &Caller,
    id: StudyId,
    result_hash: &str,
    asked: &Publishing,
) -> Result<SchemeVersionId, ActionError> {
    let permit = caller.permit(Action::PublishScheme).await?;
    let mut reading = caller.reading().await?;
    let (study, found) = present(&mut reading, id).await?;
    drop(reading);
    let is_present = study.result_hash.as_deref() == Some(result_hash);
    if stage(&study, caller.moment.at) != Stage::Done || !is_present {
        return Err(ActionError::rule("another-result"));
    }
    let version = publish(caller, &files_of(&found, asked)?, &asked.answered).await?;
    let mut write = caller.writing(&permit).await?;
    studies::published(&mut write, id, version).await?;
    let event = Event::of(&permit, format!("study {id}")).with("published", format!("scheme version {version}"));
    write.commit(event.with("result", result_hash)).await?;
    Ok(version)
}

async fn present(at: &mut impl Query, id: StudyId) -> Result<(Study, StudyResult), ActionError> {
    let study = studies::find(at, id).await?.ok_or(StoreError::Missing("study"))?;
    let found = studies::result(at, id).await?.ok_or_else(|| ActionError::rule("another-result"))?;
    Ok((study, found))
}
