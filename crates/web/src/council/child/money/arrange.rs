//! `/council/children/{child}/money/{holding}`: who is paid, the law's questions, beginning, fixed days, rests.

use actions::ActionError;
use actions::money::{answer_checks, begin_payments, call_off, go_on, rest, schedule, set_payee};
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use seven_core::money::grounds::CheckAnswered;
use seven_core::money::holding::{AccountWay, PayeeKind};
use seven_core::money::schedule::Rhythm;
use seven_core::{HoldingId, InstalmentId, Pence};

use super::super::home;
use super::FOLDER;
use super::holding::page;
use crate::council::layout::{back, refuse};
use crate::council::shown::typed_day;
use crate::fault::Fault;
use crate::parts::form::Posted;
use crate::sent::Sent;
use crate::visit::Visit;

type Place = Path<(String, String)>;

/// The page.
pub async fn show(visit: Visit, Path((_, holding)): Place) -> Result<Response, Fault> {
    page(&visit, id(&holding)?, &Posted::empty(visit.words(FOLDER))).await
}

pub(super) fn id(holding: &str) -> Result<HoldingId, Fault> {
    holding.parse().map_err(|_| Fault::NotFound)
}

pub(super) async fn answered(
    visit: &Visit,
    holding: HoldingId,
    mut posted: Posted,
    done: Result<&str, ActionError>,
) -> Result<Response, Fault> {
    match done {
        Ok(what) => Ok(back(&format!("{}/money/{holding}", home(visit.child()?)), what)),
        Err(error) => {
            refuse(&mut posted, visit.words(FOLDER), error)?;
            page(visit, holding, &posted).await
        }
    }
}

fn version(posted: &Posted) -> Result<i64, Fault> {
    posted.value("version").parse().map_err(|_| Fault::NotFound)
}

fn day(posted: &Posted, field: &str) -> Result<Date, ActionError> {
    typed_day(&posted.date(field)).ok_or_else(|| ActionError::invalid(field, "no-day"))
}

/// Says who is paid, and in what account.
pub async fn payee(visit: Visit, Path((_, holding)): Place, sent: Sent) -> Result<Response, Fault> {
    let (holding, posted) = (id(&holding)?, sent.posted(visit.words(FOLDER)));
    let version = version(&posted)?;
    let limit = match posted.value("fee-limit") {
        "" => Ok(None),
        typed => Pence::read(typed).map(Some),
    };
    let typed =
        (PayeeKind::from_code(posted.value("payee-kind")), AccountWay::from_code(posted.value("account-way")), limit);
    let done = match typed {
        (Err(_), ..) => Err(ActionError::invalid("payee-kind", "choose-from-the-list")),
        (_, Err(_), _) => Err(ActionError::invalid("account-way", "choose-from-the-list")),
        (.., Err(_)) => Err(ActionError::invalid("fee-limit", "no-sum")),
        (Ok(kind), Ok(way), Ok(limit)) => {
            let so = posted.all("so");
            let more = (limit, so.contains(&"premises"), so.contains(&"family-first"));
            let who = (posted.value("payee"), kind, way);
            set_payee(&visit.signed_caller()?, visit.child()?, (holding, version), who, more).await
        }
    };
    answered(&visit, holding, posted, done.map(|()| "payee-kept")).await
}

/// Answers the law's questions; those without an answer stay open.
pub async fn checks(visit: Visit, Path((_, holding)): Place, sent: Sent) -> Result<Response, Fault> {
    let holding = id(&holding)?;
    let answer = |(name, value): &(String, String)| {
        let check = name.strip_prefix("check-")?;
        let is_so = match value.as_str() {
            "yes" => true,
            "no" => false,
            _ => return None,
        };
        let seen = sent.value(&format!("seen-{check}")).to_owned();
        Some(CheckAnswered { check: check.to_owned(), is_so, seen })
    };
    let answers: Vec<CheckAnswered> = sent.0.iter().filter_map(answer).collect();
    let posted = sent.posted(visit.words(FOLDER));
    let version = version(&posted)?;
    let done = match answers.is_empty() {
        true => Err(ActionError::rule("nothing-chosen")),
        false => answer_checks(&visit.signed_caller()?, visit.child()?, (holding, version), answers).await,
    };
    answered(&visit, holding, posted, done.map(|()| "checks-kept")).await
}

/// Money is paid from now on.
pub async fn begin(visit: Visit, Path((_, holding)): Place, sent: Sent) -> Result<Response, Fault> {
    let (holding, posted) = (id(&holding)?, sent.posted(visit.words(FOLDER)));
    let done = begin_payments(&visit.signed_caller()?, visit.child()?, holding).await;
    answered(&visit, holding, posted, done.map(|()| "payments-begun")).await
}

/// Makes the payments on fixed days.
pub async fn days(visit: Visit, Path((_, holding)): Place, sent: Sent) -> Result<Response, Fault> {
    let (holding, posted) = (id(&holding)?, sent.posted(visit.words(FOLDER)));
    let done = match (Rhythm::from_code(posted.value("rhythm")), day(&posted, "first")) {
        (Err(_), _) => Err(ActionError::invalid("rhythm", "choose-from-the-list")),
        (_, Err(error)) => Err(error),
        (Ok(rhythm), Ok(first)) => {
            schedule(&visit.signed_caller()?, visit.child()?, holding, (rhythm, first)).await.map(|_| ())
        }
    };
    answered(&visit, holding, posted, done.map(|()| "schedule-made")).await
}

/// Lets payments rest.
pub async fn pause(visit: Visit, Path((_, holding)): Place, sent: Sent) -> Result<Response, Fault> {
    let (holding, posted) = (id(&holding)?, sent.posted(visit.words(FOLDER)));
    let until = match posted.date("until").as_str() {
        "" => Ok(None),
        _ => day(&posted, "until").map(Some),
    };
    let done = match (day(&posted, "from"), until) {
        (Err(error), _) | (_, Err(error)) => Err(error),
        (Ok(from), Ok(until)) => {
            let why = posted.value("why");
            rest(&visit.signed_caller()?, visit.child()?, holding, (from, until), why).await
        }
    };
    answered(&visit, holding, posted, done.map(|()| "payments-rest")).await
}

/// Lets them go on.
pub async fn resume(visit: Visit, Path((_, holding)): Place, sent: Sent) -> Result<Response, Fault> {
    let (holding, posted) = (id(&holding)?, sent.posted(visit.words(FOLDER)));
    let done = match day(&posted, "on") {
        Ok(on) => go_on(&visit.signed_caller()?, visit.child()?, holding, on).await,
        Err(error) => Err(error),
    };
    answered(&visit, holding, posted, done.map(|()| "payments-go-on")).await
}

/// Calls one payment off.
pub async fn cancel(visit: Visit, Path((_, holding)): Place, sent: Sent) -> Result<Response, Fault> {
    let (holding, posted) = (id(&holding)?, sent.posted(visit.words(FOLDER)));
    let done = match (posted.value("payment").parse::<InstalmentId>(), posted.value("call-off-why")) {
        (Err(_), _) => Err(ActionError::invalid("payment", "choose-from-the-list")),
        (_, "") => Err(ActionError::invalid("call-off-why", "empty")),
        (Ok(payment), why) => call_off(&visit.signed_caller()?, visit.child()?, payment, why).await,
    };
    answered(&visit, holding, posted, done.map(|()| "called-off")).await
}
