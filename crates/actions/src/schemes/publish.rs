//! Publishing a scheme version, putting it in force on a day, withdrawing it for the future. Faults stop it; cliffs and the
//! equality note are answered for by name.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ras::check::{CheckOptions, Report, check};
use ras::{Faults, Scheme, SchemeFiles};
use seven_core::SchemeVersionId;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::budget::read_reasons;
use store::StoreError;
use store::schemes::{self, SchemeVersion};

use crate::access::too_short;
use crate::{ActionError, Caller, Problem};

/// What a check says before anything is published.
#[derive(Debug)]
pub struct Checked {
    /// The scheme, where it can be read.
    pub scheme: Option<Scheme>,
    /// Everything that was found.
    pub report: Report,
}

impl Checked {
    /// How many faults stand in the way.
    #[must_use]
    pub fn fault_count(&self) -> usize {
        self.report.faults().count()
    }

    /// How many cliffs somebody has to answer for.
    #[must_use]
    pub fn cliff_count(&self) -> usize {
        self.report.days.iter().map(|day| day.cliffs.len()).sum()
    }
}

/// Reads and checks the files of a scheme. Nothing is kept.
#[must_use]
pub fn check_files(files: &SchemeFiles) -> Checked {
    let options = CheckOptions::default();
    match Scheme::read(files) {
        Ok(scheme) => {
            let report = check(&scheme, &options);
            Checked { scheme: Some(scheme), report }
        }
        Err(Faults(found)) => Checked { scheme: None, report: Report::unread("upload", &Faults(found), &options) },
    }
}

/// What somebody answers for when they publish.
#[derive(Debug, Clone, Default)]
pub struct Answered {
    /// The name under which the cliffs are accepted; not needed where there are none.
    pub cliffs_accepted_by: String,
    /// Who may lose by the method, and what was done about it.
    pub equality_note: String,
}

/// Publishes a version. It is in force for nobody yet.
///
/// # Errors
/// Refused without [`Action::PublishScheme`]; invalid where cliffs or equality are not answered for; a rule where the check
/// found faults, or these rules were published before.
pub async fn publish(
    caller: &Caller,
    files: &SchemeFiles,
    answered: &Answered,
) -> Result<SchemeVersionId, ActionError> {
    let permit = caller.permit(Action::PublishScheme).await?;
    let checked = check_files(files);
    let Some(scheme) = checked.scheme.as_ref().filter(|_| checked.fault_count() == 0) else {
        return Err(ActionError::rule("scheme-has-faults"));
    };
    let name = answered.cliffs_accepted_by.trim();
    let mut problems = Vec::new();
    if checked.cliff_count() > 0 && name.is_empty() {
        problems.push(Problem::new("cliffs", "missing"));
    }
    if name.chars().count() > 300 {
        problems.push(Problem::new("cliffs", "too-long"));
    }
    let note = read_reasons(&answered.equality_note);
    if let Err(error) = &note {
        problems.push(too_short("equality", error.characters));
    }
    let note = match note {
        Ok(note) if problems.is_empty() => note,
        _ => return Err(ActionError::Invalid(problems)),
    };
    let mut write = caller.writing(&permit).await?;
    let version = SchemeVersion {
        id: write.id(),
        scheme: scheme.id.clone(),
        effective_from: scheme.effective_from,
        effective_until: scheme.effective_until,
        hash: scheme.hash.to_string(),
        files: texts(files),
        findings: serde_json::to_string(&checked.report).map_err(|error| ActionError::Outside(error.to_string()))?,
        published_by: caller.person,
        published_at: caller.moment.at,
        cliffs_accepted_by: (!name.is_empty()).then(|| name.to_owned()),
        equality_note: note,
        in_force_from: None,
        in_force_by: None,
        withdrawn_from: None,
        withdrawn_by: None,
        withdrawn_why: None,
        version: 1,
    };
    match schemes::insert(&mut write, &version).await {
        Err(StoreError::Taken(_)) => return Err(ActionError::rule("published-before")),
        other => other?,
    }
    let event = Event::of(&permit, format!("scheme version {}", version.id))
        .with("scheme", version.scheme.as_str())
        .with("hash", version.hash.as_str())
        .with("cliffs", checked.cliff_count());
    write.commit(event).await?;
    Ok(version.id)
}

/// The scheme's own files as text; other files of the folder are left out.
fn texts(files: &SchemeFiles) -> BTreeMap<String, String> {
    let own = files.iter().filter(|(name, _)| name.ends_with(".toml"));
    own.map(|(name, bytes)| (name.to_owned(), String::from_utf8_lossy(bytes).into_owned())).collect()
}

/// Puts a version in force from a day: from then on awards are made under it. What was awarded before stands.
///
/// # Errors
/// Refused without [`Action::PublishScheme`]; invalid for a day in the past or that the version is not made for;
/// [`StoreError::Changed`].
pub async fn put_in_force(
    caller: &Caller,
    (id, version): (SchemeVersionId, i64),
    from: Date,
) -> Result<(), ActionError> {
    let permit = caller.permit(Action::PublishScheme).await?;
    let by = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let found = schemes::find(&mut write, id).await?.ok_or(StoreError::Missing("scheme version"))?;
    if from < caller.moment.today {
        return Err(ActionError::invalid("from", "past"));
    }
    if from < found.effective_from || found.effective_until.is_some_and(|until| from > until) {
        let first = found.effective_from.to_string();
        return Err(ActionError::Invalid(vec![Problem::new("from", "not-made-for").with("first", first)]));
    }
    schemes::put_in_force(&mut write, (id, version), from, by).await?;
    write.commit(Event::of(&permit, format!("scheme version {id}")).with("in-force-from", from)).await?;
    Ok(())
}

/// Withdraws a version for the future: no new award is made under it from that day on.
///
/// # Errors
/// Refused without [`Action::PublishScheme`]; invalid for a day in the past or without a reason; [`StoreError::Changed`].
pub async fn withdraw(
    caller: &Caller,
    (id, version): (SchemeVersionId, i64),
    from: Date,
    why: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit(Action::PublishScheme).await?;
    let by = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut problems = Vec::new();
    if from < caller.moment.today {
        problems.push(Problem::new("withdrawn", "past"));
    }
    let why = read_reasons(why).map_err(|error| problems.push(too_short("why", error.characters))).ok();
    let Some(why) = why.filter(|_| problems.is_empty()) else { return Err(ActionError::Invalid(problems)) };
    let mut write = caller.writing(&permit).await?;
    schemes::withdraw(&mut write, (id, version), from, by, &why).await?;
    write.commit(Event::of(&permit, format!("scheme version {id}")).with("withdrawn-from", from)).await?;
    Ok(())
}
