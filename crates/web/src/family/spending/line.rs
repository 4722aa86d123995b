//! One line of a statement: what it was for and why, saying so, saying otherwise.

use actions::ActionError;
use actions::spending::{Candidate, LineView, Said, answer, undo_match};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::BankLineId;
use seven_core::access::Action;
use seven_core::matching::{Expected, ExpectedKind};
use store::StoreError;

use super::questions::question;
use super::{Till, payee, reasons, said};
use crate::dates::day;
use crate::family::plan::sheet::{Form, Sheet};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Row, SummaryList};
use crate::sent::Sent;
use crate::visit::Visit;

/// What the button sends that says "none of these".
const NONE: &str = "none";

impl Till {
    /// What something is called that a line may be.
    pub(super) fn candidate(&self, candidate: &Candidate) -> String {
        match candidate.kind {
            ExpectedKind::PlanLine => candidate.what.clone(),
            ExpectedKind::ScheduledPayment => self.w.t("for.payment").to_owned(),
            _ if self.view.records.iter().any(|kept| kept.id.to_string() == candidate.target) => {
                self.w.say("for.record", &[("kind", &self.kind(candidate.kind)), ("payee", &candidate.what)])
            }
            _ => self.w.say("for.written", &[("what", &candidate.what)]),
        }
    }

    /// The same with its sum, where there are several to choose from.
    fn choice(&self, candidate: &Candidate) -> Choice {
        let name = self.candidate(candidate);
        let text = match candidate.sum {
            Expected::Exactly(sum, _) => {
                let (sum, on) = (seven_core::Pence(sum.0.saturating_abs()), day(self.w, candidate.from));
                self.w.say("choice.exactly", &[("what", &name), ("sum", &sum), ("day", &on)])
            }
            Expected::UpTo(sum) => {
                let left = seven_core::Pence(sum.0.saturating_abs());
                self.w.say("choice.up-to", &[("what", &name), ("left", &left)])
            }
        };
        Choice::new(candidate.target.clone(), text)
    }
}

/// The page.
pub async fn show(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Response, Fault> {
    let till = Till::open(visit).await?;
    page(&till, &id, &[], StatusCode::OK)
}

fn page(till: &Till, id: &str, refused: &[String], status: StatusCode) -> Result<Response, Fault> {
    let w = till.w;
    let line = till.line(id)?;
    let stored = &line.stored;
    let sum = seven_core::Pence(stored.line.pence.0.saturating_abs());
    let key = if stored.line.pence.0 < 0 { "line.paid" } else { "line.came" };
    let title = w.say(key, &[("sum", &sum), ("payee", &payee(w, line))]);
    let mut sheet = Sheet::new(till.page(title.clone(), till.to_statements()), title).status(status);
    if !refused.is_empty() {
        sheet = sheet.alert(refused);
    }
    let mut rows = vec![Row::new(w.t("column.day"), day(w, stored.line.booked))];
    if !stored.line.reference.trim().is_empty() {
        rows.push(Row::new(w.t("line.reference"), stored.line.reference.clone()));
    }
    if let Some(made) = &line.matched {
        rows.push(Row::new(w.t("column.for"), till.for_what(made)));
        rows.push(Row::new(w.t("line.why"), reasons(w, made.why).join("; ")));
    }
    if let Some(standing) = line.standing {
        rows.push(Row::new(w.t("line.books"), till.standing(standing)));
    }
    sheet = sheet.with(&SummaryList::new(rows));
    if !till.visit.opens(Action::MatchSpending) {
        return sheet.shown();
    }
    if line.matched.is_some() {
        let form = Form::new(&till.visit, till.at(&format!("/lines/{id}/undo"))).hidden("version", stored.version);
        sheet = sheet.heading("undo", w.t("undo.title")).say(w.t("undo.lead"));
        return sheet.with(&form.button(Button::new(w.t("undo.send")).secondary())).shown();
    }
    if line.question.is_some() {
        sheet = sheet.heading("question", &question(till, line));
    } else if stored.line.pence.0 > 0 {
        sheet = sheet.say(w.t("line.money-in"));
    }
    asking(till, sheet, line, "line").shown()
}

/// What may be said of a line: a button for each thing that it may be, and everything else to choose from.
pub(super) fn asking(till: &Till, sheet: Sheet, line: &LineView, next: &str) -> Sheet {
    let w = till.w;
    let at = till.at(&format!("/lines/{}", line.stored.id));
    let form = || Form::new(&till.visit, at.clone()).hidden("version", line.stored.version).hidden("next", next);
    let is_one = line.possible.len() == 1;
    let mut sheet = sheet;
    if line.question.is_some() {
        let mut buttons = form();
        for (candidate, _) in &line.possible {
            let text = match is_one {
                true => w.t("answer.yes").to_owned(),
                false => till.choice(candidate).text,
            };
            buttons = buttons.button(Button::new(text).sends("target", candidate.target.clone()));
        }
        let none = if is_one { w.t("answer.no") } else { w.t("answer.none") };
        sheet = sheet.with(&buttons.button(Button::new(none).secondary().sends("target", NONE)));
    }
    let is_out = line.stored.line.pence.0 < 0;
    let fits = |candidate: &&Candidate| match candidate.sum {
        Expected::Exactly(sum, _) => (sum.0 < 0) == is_out,
        Expected::UpTo(sum) => is_out && line.stored.line.pence.0.saturating_abs() <= sum.0.saturating_abs(),
    };
    let choices: Vec<Choice> = till.view.candidates.iter().filter(fits).map(|one| till.choice(one)).collect();
    if choices.is_empty() {
        return if is_out { sheet.say(w.t("answer.nothing-open")) } else { sheet };
    }
    let field = Posted::empty(w).field("target").select(choices);
    let heading = if line.question.is_some() { "answer.else" } else { "answer.choose" };
    sheet.heading("else", w.t(heading)).with(&form().field(&field).button(Button::new(w.t("answer.send")).secondary()))
}

/// Keeps what was said.
pub async fn send(visit: Visit, Path((_, id)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let child = visit.child()?;
    let caller = visit.signed_caller()?;
    let line: BankLineId = id.parse().map_err(|_| Fault::NotFound)?;
    let version = sent.value("version").parse().map_err(|_| Fault::NotFound)?;
    let target = sent.value("target").to_owned();
    if target.is_empty() {
        let till = Till::open(visit).await?;
        let text = till.w.t("problem.choose-from-the-list").to_owned();
        return page(&till, &id, &[text], StatusCode::UNPROCESSABLE_ENTITY);
    }
    let said_so = if target == NONE { Said::NoneOfThese } else { Said::It(target) };
    let answered = answer(&caller, child, line, version, said_so).await;
    let to = match sent.value("next") {
        "questions" => format!("/family/{child}/money/questions?done=line-answered"),
        _ => format!("/family/{child}/money/lines/{id}?done=line-answered"),
    };
    after(visit, &id, answered, &to).await
}

/// Undoes what was matched.
pub async fn undo(visit: Visit, Path((_, id)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let child = visit.child()?;
    let line: BankLineId = id.parse().map_err(|_| Fault::NotFound)?;
    let version = sent.value("version").parse().map_err(|_| Fault::NotFound)?;
    let undone = undo_match(&visit.signed_caller()?, child, line, version).await;
    let to = format!("/family/{child}/money/lines/{id}?done=match-undone");
    after(visit, &id, undone, &to).await
}

/// The next page; or the line as it is now, with what stood in the way.
async fn after(visit: Visit, id: &str, done: Result<(), ActionError>, to: &str) -> Result<Response, Fault> {
    let (text, status) = match done {
        Ok(()) => return Ok(Redirect::to(to).into_response()),
        Err(ActionError::Store(StoreError::Changed(_))) => {
            (vec![visit.words(super::FOLDER).t("line.changed").to_owned()], StatusCode::CONFLICT)
        }
        Err(error) => {
            let told = said(visit.words(super::FOLDER), error)?;
            (told.into_iter().map(|(_, text)| text).collect(), StatusCode::UNPROCESSABLE_ENTITY)
        }
    };
    let till = Till::open(visit).await?;
    page(&till, id, &text, status)
}
