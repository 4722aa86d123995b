//! The steps of a case: what the family said on paper, the decision, another look, taking effect, parts, money that came back.

use actions::money::{
    Seen, answer_case, ask_again, case_takes_effect, decide_case, money_came_back, pay_in_parts, reconsider_case,
};
use actions::{ActionError, Caller};
use axum::extract::Path;
use axum::response::Response;
use seven_core::money::case::Reconsideration;
use seven_core::{CaseId, Pence, PersonId};

use super::super::super::home;
use super::FOLDER;
use super::one::{MOST_CHARACTERS, page};
use crate::council::layout::{back, refuse};
use crate::council::shown::typed_day;
use crate::fault::Fault;
use crate::parts::form::Posted;
use crate::sent::Sent;
use crate::visit::Visit;

type Place = Path<(String, String)>;

/// A step that somebody takes: who, about whom, which case as they saw it, with what was typed.
struct Step {
    visit: Visit,
    caller: Caller,
    child: PersonId,
    seen: Seen,
    posted: Posted,
}

impl Step {
    fn of(visit: Visit, id: &str, sent: Sent) -> Result<Step, Fault> {
        let posted = sent.posted(visit.words(FOLDER));
        let case: CaseId = id.parse().map_err(|_| Fault::NotFound)?;
        let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
        Ok(Step { caller: visit.signed_caller()?, child: visit.child()?, seen: (case, version), posted, visit })
    }

    async fn done(mut self, done: Result<(), ActionError>, what: &str) -> Result<Response, Fault> {
        let case = self.seen.0;
        match done {
            Ok(()) => Ok(back(&format!("{}/money/cases/{case}", home(self.child)), what)),
            Err(error) => {
                refuse(&mut self.posted, self.visit.words(FOLDER), error)?;
                page(&self.visit, &case.to_string(), &self.posted).await
            }
        }
    }

    fn words(&self, field: &str) -> Result<&str, ActionError> {
        let words = self.posted.value(field);
        if words.chars().count() > MOST_CHARACTERS {
            let problem = actions::Problem::new(field, "too-long").with("most", MOST_CHARACTERS.to_string());
            return Err(ActionError::Invalid(vec![problem]));
        }
        if words.is_empty() { Err(ActionError::invalid(field, "empty")) } else { Ok(words) }
    }
}

/// What the family answered on paper or on the phone.
pub async fn answer(visit: Visit, Path((_, id)): Place, sent: Sent) -> Result<Response, Fault> {
    let step = Step::of(visit, &id, sent)?;
    let done = match step.words("answer") {
        Ok(words) => answer_case(&step.caller, step.child, step.seen, words).await,
        Err(error) => Err(error),
    };
    step.done(done, "case-answered").await
}

/// The family asked for another look on paper or on the phone.
pub async fn again(visit: Visit, Path((_, id)): Place, sent: Sent) -> Result<Response, Fault> {
    let step = Step::of(visit, &id, sent)?;
    let done = match step.words("again") {
        Ok(words) => ask_again(&step.caller, step.child, step.seen, words).await,
        Err(error) => Err(error),
    };
    step.done(done, "case-asked-again").await
}

/// Keeps it up, or drops it.
pub async fn decide(visit: Visit, Path((_, id)): Place, sent: Sent) -> Result<Response, Fault> {
    let step = Step::of(visit, &id, sent)?;
    let keeps = match step.posted.value("keeps") {
        "yes" => true,
        "no" => false,
        _ => return Err(Fault::NotFound),
    };
    let done = decide_case(&step.caller, step.child, step.seen, keeps).await;
    step.done(done, if keeps { "case-kept" } else { "case-dropped" }).await
}

/// Another look.
pub async fn look(visit: Visit, Path((_, id)): Place, sent: Sent) -> Result<Response, Fault> {
    let step = Step::of(visit, &id, sent)?;
    let found = Reconsideration::from_code(step.posted.value("found"));
    let amount = match (&found, step.posted.value("amount")) {
        (Ok(Reconsideration::Lowered), typed) => Pence::read(typed).ok(),
        _ => Some(Pence::ZERO),
    };
    let done = match (found, amount, step.words("reasons")) {
        (Err(_), ..) => Err(ActionError::invalid("found", "choose-from-the-list")),
        (_, None, _) => Err(ActionError::invalid("amount", "no-sum")),
        (.., Err(error)) => Err(error),
        (Ok(found), Some(amount), Ok(reasons)) => {
            reconsider_case(&step.caller, step.child, step.seen, (found, amount, reasons)).await
        }
    };
    step.done(done, "case-looked").await
}

/// It takes effect.
pub async fn effect(visit: Visit, Path((_, id)): Place, sent: Sent) -> Result<Response, Fault> {
    let step = Step::of(visit, &id, sent)?;
    let holder = Some(step.posted.value("holder")).filter(|holder| !holder.is_empty());
    let done = case_takes_effect(&step.caller, step.child, step.seen, holder).await;
    step.done(done, "case-in-effect").await
}

/// What is asked back is paid in parts.
pub async fn parts(visit: Visit, Path((_, id)): Place, sent: Sent) -> Result<Response, Fault> {
    let step = Step::of(visit, &id, sent)?;
    let count = step.posted.value("count").parse::<u16>().ok().filter(|count| (2..=60).contains(count));
    let done = match (count, typed_day(&step.posted.date("first"))) {
        (None, _) => Err(ActionError::invalid("count", "parts-count")),
        (_, None) => Err(ActionError::invalid("first", "no-day")),
        (Some(count), Some(first)) => pay_in_parts(&step.caller, step.child, step.seen, (count, first)).await,
    };
    step.done(done, "case-in-parts").await
}

/// Money that was asked back has come.
pub async fn came_back(visit: Visit, Path((_, id)): Place, sent: Sent) -> Result<Response, Fault> {
    let step = Step::of(visit, &id, sent)?;
    let done = match Pence::read(step.posted.value("came")) {
        Err(_) => Err(ActionError::invalid("came", "no-sum")),
        Ok(sum) => money_came_back(&step.caller, step.child, step.seen, sum).await,
    };
    step.done(done, "case-came-back").await
}
