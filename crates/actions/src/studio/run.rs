//! Running a study. It works on a thread of its own, gives signs of life, and stops when somebody cancels it; one that has
//! fallen silent can be run again. A run whose time has passed writes nothing.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use calibration::scheme_out::DraftQuestion;
use calibration::study::{Chosen, Made, Picture, StudyError, draft, evidence, make};
use calibration::{Watch, fingerprint};
use jiff::civil::Date;
use seven_core::access::{Action, Permit};
use seven_core::audit::Event;
use seven_core::{Moment, StudyId};
use store::StoreError;
use store::studies::{self, Study, StudyResult};
use tokio::sync::Semaphore;

use super::look::{Looked, cases_of, look, stage};
use crate::{ActionError, Caller, Problem};

/// How often a run gives a sign of life.
const BEAT: Duration = Duration::from_secs(1);

/// Studies that run at a time; the others wait.
static ROOM: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(1));

/// What writes a report as a page that stands alone. The program that starts the service hands one in.
pub type Press = Arc<dyn Fn(&Made) -> Result<String, String> + Send + Sync>;

/// A run that has been begun.
#[derive(Debug)]
pub struct Run {
    caller: Caller,
    permit: Permit,
    study: StudyId,
    run: StudyId,
    bytes: Vec<u8>,
    chosen: Chosen,
    questions: Option<Vec<DraftQuestion>>,
}

/// Begins a run with these choices.
///
/// # Errors
/// Refused without [`Action::MakeStudy`]; invalid for choices that contradict each other or the cases; a rule while it runs;
/// [`StoreError::Changed`].
pub async fn start(caller: &Caller, (id, version): (StudyId, i64), chosen: &Chosen) -> Result<Run, ActionError> {
    let permit = caller.permit(Action::MakeStudy).await?;
    let mut reading = caller.reading().await?;
    let found = studies::find(&mut reading, id).await?.ok_or(StoreError::Missing("study"))?;
    if stage(&found, caller.moment.at).is_under_way() {
        return Err(ActionError::rule("runs-already"));
    }
    let bytes = cases_of(&mut reading, id).await?;
    drop(reading);
    let problems = problems(chosen, &look(&bytes)?, &bytes);
    if !problems.is_empty() {
        return Err(ActionError::Invalid(problems));
    }
    let questions = questions_of(&found)?;
    let text = serde_json::to_string(chosen).map_err(|error| ActionError::Outside(error.to_string()))?;
    let mut write = caller.writing(&permit).await?;
    let run: StudyId = write.id();
    studies::begin_run(&mut write, (id, version), run, &text).await?;
    let event = Event::of(&permit, format!("study {id}")).with("run", "begun").with("method", chosen.method.code());
    write.commit(event).await?;
    Ok(Run { caller: caller.clone(), permit, study: id, run, bytes, chosen: chosen.clone(), questions })
}

fn questions_of(study: &Study) -> Result<Option<Vec<DraftQuestion>>, ActionError> {
    let unreadable = |error: serde_json::Error| StoreError::Unreadable { column: "questions", why: error.to_string() };
    Ok(study.questions.as_deref().map(serde_json::from_str).transpose().map_err(unreadable)?)
}

/// What contradicts: each problem stands at its field.
fn problems(chosen: &Chosen, looked: &Looked, bytes: &[u8]) -> Vec<Problem> {
    let mut found = Vec::new();
    if !looked.faults.is_empty() && !chosen.leaves_out_faulty {
        found.push(Problem::new("leave-out", "faulty").with("count", looked.faults.len().to_string()));
    }
    if chosen.ceiling_pence.is_some_and(|ceiling| ceiling < chosen.floor_pence) {
        found.push(Problem::new("ceiling", "below-floor"));
    }
    if chosen.contingency_basis_points >= 10_000 {
        found.push(Problem::new("contingency", "share"));
    }
    if found.is_empty() && chosen.check().is_err() {
        found.push(Problem::new("cap", "needs-squares"));
    }
    if chosen.questions.is_empty() && looked.cases.points.is_none() {
        found.push(Problem::new("questions", "missing"));
    }
    for id in chosen.questions.iter().filter(|id| !calibration::cases::has(bytes, id)) {
        found.push(Problem::new("questions", "no-column").with("column", id.as_str()));
    }
    if chosen.budget_pence.is_some_and(|budget| budget <= 0) {
        found.push(Problem::new("budget", "no-sum"));
    }
    found
}

/// Cancels the run of a study.
///
/// # Errors
/// Refused without [`Action::MakeStudy`]; a rule where nothing runs.
pub async fn cancel(caller: &Caller, id: StudyId) -> Result<(), ActionError> {
    let permit = caller.permit(Action::MakeStudy).await?;
    let mut write = caller.writing(&permit).await?;
    let found = studies::find(&mut write, id).await?.ok_or(StoreError::Missing("study"))?;
    let run = found.run.ok_or_else(|| ActionError::rule("runs-not"))?;
    if !studies::end_run(&mut write, (id, run), "cancelled", None).await? {
        return Err(ActionError::rule("runs-not"));
    }
    write.commit(Event::of(&permit, format!("study {id}")).with("run", "cancelled")).await?;
    Ok(())
}

impl Run {
    /// Works until there is a result, or until the run no longer counts. `now` tells the time.
    ///
    /// # Errors
    /// What the database says; the run then falls silent.
    pub async fn go(self, press: Option<Press>, now: impl Fn() -> Moment + Send) -> Result<(), ActionError> {
        let watch = Watch::default();
        let Some(_room) = self.room(&now).await? else { return Ok(()) };
        let Run { caller, permit, study, run, bytes, chosen, questions } = self;
        let (own_watch, today) = (watch.clone(), now().today);
        let mut work = tokio::task::spawn_blocking(move || {
            // one is left for the pages
            let threads = std::thread::available_parallelism().map_or(1, |all| all.get().saturating_sub(1).max(1));
            worked_out(&bytes, &chosen, questions, press.as_ref(), (threads, &own_watch), today)
        });
        let done = loop {
            tokio::select! {
                done = &mut work => break done,
                () = tokio::time::sleep(BEAT) => {
                    let state = ("running", i64::from(watch.percent()));
                    let counts = studies::hear(&caller.store, &caller.authority, (study, run), state, now().at).await?;
                    if !counts {
                        watch.stop();
                    }
                }
            }
        };
        let caller = Caller { moment: now(), ..caller };
        match done {
            Ok(Err(Failed::Stopped)) => Ok(()),
            Ok(Ok(found)) => ended(&caller, &permit, (study, run), Ok(found)).await,
            Ok(Err(Failed::Why(why))) => ended(&caller, &permit, (study, run), Err(why)).await,
            Err(error) => ended(&caller, &permit, (study, run), Err(error.to_string())).await,
        }
    }

    /// Waits for room; nothing where the run was cancelled meanwhile.
    async fn room(
        &self,
        now: &(impl Fn() -> Moment + Send),
    ) -> Result<Option<tokio::sync::SemaphorePermit<'static>>, ActionError> {
        loop {
            tokio::select! {
                room = ROOM.acquire() => return Ok(room.ok()),
                () = tokio::time::sleep(BEAT) => {
                    let (run, Caller { store, authority, .. }) = ((self.study, self.run), &self.caller);
                    if !studies::hear(store, authority, run, ("waiting", 0), now().at).await? {
                        return Ok(None);
                    }
                }
            }
        }
    }
}

enum Failed {
    Stopped,
    Why(String),
}

/// Everything that is kept of a run.
fn worked_out(
    bytes: &[u8],
    chosen: &Chosen,
    questions: Option<Vec<DraftQuestion>>,
    press: Option<&Press>,
    (threads, watch): (usize, &Watch),
    today: Date,
) -> Result<StudyResult, Failed> {
    let made = make(bytes, chosen, threads, watch).map_err(|error| match error {
        StudyError::Stopped => Failed::Stopped,
        other => Failed::Why(other.to_string()),
    })?;
    let unwritable = |error: serde_json::Error| Failed::Why(error.to_string());
    let evidence = evidence(&made.hash, &made.left_out, made.scored.as_ref(), &made.found).map_err(unwritable)?;
    Ok(StudyResult {
        evidence,
        report: press.map(|press| press(&made)).transpose().map_err(Failed::Why)?.unwrap_or_default(),
        told: serde_json::to_string(&made.told).map_err(unwritable)?,
        picture: serde_json::to_string(&Picture::of(&made)).map_err(unwritable)?,
        draft: serde_json::to_string(&draft(&made, questions, today)).map_err(unwritable)?,
    })
}

async fn ended(
    caller: &Caller,
    permit: &Permit,
    (study, run): (StudyId, StudyId),
    found: Result<StudyResult, String>,
) -> Result<(), ActionError> {
    let mut write = caller.writing(permit).await?;
    let (state, why) = match &found {
        Ok(_) => ("done", None),
        Err(why) => ("failed", Some(why.as_str())),
    };
    if !studies::end_run(&mut write, (study, run), state, why).await? {
        return Ok(());
    }
    let mut event = Event::of(permit, format!("study {study}")).with("run", state);
    if let Ok(found) = &found {
        let hash = fingerprint(found.evidence.as_bytes());
        studies::keep_result(&mut write, study, &hash, found).await?;
        event = event.with("result", hash);
    }
    write.commit(event).await?;
    Ok(())
}
