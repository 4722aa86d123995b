//! The bank's answer to a run, as a file: told line by line before anything happens, then taken in one step.

use std::collections::BTreeMap;

use interchange::payments::{Answer, Outcome, read_answers};
use jiff::civil::Date;
use seven_core::RunId;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::money::run::{RunLineStatus, RunStatus};
use seven_core::money::{PaymentRun, RunLine};
use store::papers::{self, Stored};
use uuid::Uuid;

use super::files::bank_id;
use super::runs::{confirm_line, return_line};
use crate::{ActionError, Caller, Problem};

/// What an answer will do to a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Will {
    /// The money is there.
    Confirm,
    /// It came back, with the bank's reason as the bank wrote it.
    Return(String),
    /// The bank has not decided: nothing happens.
    Wait,
    /// It was answered so before: nothing happens.
    Nothing,
    /// It was answered otherwise before, and this answer cannot follow that one: nothing happens, and somebody has to look.
    Contradict,
}

/// An answer held against its run.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswersRead {
    /// Each payment of the run that is answered, and what the answer will do.
    pub lines: Vec<(Stored<RunLine>, Will)>,
    /// Ids of which the run has no payment, as the bank wrote them.
    pub unknown: Vec<String>,
    /// Payments with the bank that the file says nothing of.
    pub silent: Vec<Stored<RunLine>>,
}

impl AnswersRead {
    /// Whether it changes anything.
    #[must_use]
    pub fn does_something(&self) -> bool {
        self.lines.iter().any(|(_, will)| matches!(will, Will::Confirm | Will::Return(_)))
    }
}

/// Holds the bank's file against the run; nothing happens yet.
///
/// # Errors
/// Refused without [`Action::PreparePayments`]; invalid for a file that is no answer, with the line and what to do; a rule
/// where the bank does not have the run.
pub async fn read_bank_file(caller: &Caller, id: RunId, bytes: &[u8]) -> Result<AnswersRead, ActionError> {
    caller.permit(Action::PreparePayments).await?;
    let mut reading = caller.reading().await?;
    let run = papers::find::<PaymentRun>(&mut reading, id).await?.paper;
    let lines = papers::part_of::<RunLine>(&mut reading, id).await?;
    held_against(&run, lines, bytes)
}

fn held_against(run: &PaymentRun, lines: Vec<Stored<RunLine>>, bytes: &[u8]) -> Result<AnswersRead, ActionError> {
    if !matches!(run.status, RunStatus::Exported | RunStatus::Answered) {
        return Err(ActionError::rule("payment-not-sent"));
    }
    let answers = read_answers(bytes).map_err(|error| {
        ActionError::Invalid(vec![Problem::new("answer-file", "bank-file").with("why", error.to_string())])
    })?;
    let mut by_id: BTreeMap<String, Answer> = BTreeMap::new();
    for answer in answers {
        // some banks write ids back in capitals or with their hyphens
        let id = answer.id.parse::<Uuid>().map_or_else(|_| answer.id.clone(), bank_id);
        by_id.insert(id, answer);
    }
    let mut read = AnswersRead { lines: Vec::new(), unknown: Vec::new(), silent: Vec::new() };
    for line in lines.into_iter().filter(|line| line.paper.status != RunLineStatus::TakenOut) {
        match by_id.remove(&bank_id(line.id)) {
            Some(answer) => {
                let will = will(line.paper.status, &answer.outcome);
                read.lines.push((line, will));
            }
            None if line.paper.status == RunLineStatus::Sent => read.silent.push(line),
            None => {}
        }
    }
    read.unknown = by_id.into_values().map(|answer| answer.id).collect();
    Ok(read)
}

fn will(status: RunLineStatus, outcome: &Outcome) -> Will {
    match (status, outcome) {
        (_, Outcome::Waiting) => Will::Wait,
        (RunLineStatus::Sent, Outcome::Confirmed) => Will::Confirm,
        // paid first and sent back days later
        (RunLineStatus::Sent | RunLineStatus::Confirmed, Outcome::Returned(why)) => Will::Return(why.clone()),
        (RunLineStatus::Confirmed, Outcome::Confirmed) | (RunLineStatus::Returned, Outcome::Returned(_)) => {
            Will::Nothing
        }
        _ => Will::Contradict,
    }
}

/// Takes the bank's file: what it confirms is there, what it returns is promised to its lines again, all in one step.
/// `reason` puts a bank's code into words that families read.
///
/// # Errors
/// As [`read_bank_file`]; a rule where the file changes nothing.
pub async fn take_bank_file(
    caller: &Caller,
    id: RunId,
    (bytes, on): (&[u8], Date),
    reason: impl Fn(&str) -> String,
) -> Result<(usize, usize), ActionError> {
    let permit = caller.permit(Action::PreparePayments).await?;
    if on > caller.moment.today {
        return Err(ActionError::invalid("answered-on", "day-to-come"));
    }
    let mut write = caller.writing(&permit).await?;
    let run = papers::find::<PaymentRun>(&mut write, id).await?.paper;
    let lines = papers::part_of::<RunLine>(&mut write, id).await?;
    let read = held_against(&run, lines, bytes)?;
    if !read.does_something() {
        return Err(ActionError::rule("bank-file-nothing"));
    }
    let (mut confirmed, mut returned) = (0, 0);
    for (line, will) in read.lines {
        match will {
            Will::Confirm => {
                confirm_line(&mut write, &permit, line, on).await?;
                confirmed += 1;
            }
            Will::Return(code) => {
                return_line(&mut write, &permit, line, (on, &reason(&code))).await?;
                returned += 1;
            }
            Will::Wait | Will::Nothing | Will::Contradict => {}
        }
    }
    let event = Event::of(&permit, format!("run {id}")).with("on", on).with("confirmed", confirmed);
    write.commit(event.with("returned", returned).with("unknown", read.unknown.len())).await?;
    Ok((confirmed, returned))
}
