//! Telling the family its figure: worked out from what was settled, stored so that it can be worked out again, with the
//! days on which it can be challenged.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use ras::record::Record;
use seven_core::access::Action;
use seven_core::assessment::Status;
use seven_core::audit::Event;
use seven_core::budget::{BudgetError, IndicativeBudget, StreamBudget};
use seven_core::settings::Settings;
use seven_core::{AssessmentId, BudgetId, Pence, PersonId};
use store::assessments::{self, Assessment};
use store::budgets::{self, BudgetLine, StoredBudget};
use store::{StoreError, authorities, pots};

use super::round::Round;
use crate::pot::{self, Shortfall};
use crate::{ActionError, Caller, Problem};

/// Works the figure out and stores it; earlier figures stand, marked as followed by this one. Sent twice, it gives the figure
/// that was told the first time.
///
/// Where a pot would be short, somebody has to have decided by name that more may be promised; their decision is named in the
/// audit log with the figure.
///
/// # Errors
/// Refused without [`Action::SettleAnswers`]; a rule where something is not settled yet or a required answer is missing; invalid
/// (`pot-short`) for each pot that would be short without a decision.
pub async fn tell(caller: &Caller, child: PersonId, assessment: AssessmentId) -> Result<BudgetId, ActionError> {
    let permit = caller.permit_for(Action::SettleAnswers, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let round = Round::load(&mut write, child, assessment, caller.moment.today).await?;
    let Some(moved) = round.moved(Status::Told, "")? else {
        let told = budgets::of_child(&mut write, child).await?;
        let same = told.into_iter().find(|budget| budget.assessment == assessment);
        return Ok(same.ok_or(StoreError::Missing("budget"))?.id);
    };
    let budget = worked_out(&round, by)?;
    let settings = Settings::read(&authorities::settings(&mut write).await?);
    let challenge_by = settings.challenge_rules().ask_until(caller.moment.today);
    let (new, lines) = to_be_stored(&round.assessment, &budget, write.id(), challenge_by, caller.moment.at);
    pots::lock(&mut write, pot::year_of(caller.moment.today)).await?;
    let short = pot::missing_for(&mut write, caller.moment.today, (child, new.id), &amounts(&budget)).await?;
    if let Some(refusal) = pot::undecided(&short) {
        return Err(refusal);
    }
    budgets::insert(&mut write, &new, &lines).await?;
    for earlier in assessments::of_child(&mut write, child).await? {
        if earlier.status == Status::Told {
            assessments::update(&mut write, &Assessment { status: Status::Superseded, ..earlier }).await?;
        }
    }
    assessments::update(&mut write, &Assessment { told_at: Some(caller.moment.at), ..moved }).await?;
    let event = Event::of(&permit, format!("budget {}", new.id))
        .with("assessment", assessment)
        .with("scheme-version", new.scheme_version)
        .with("total-pence", new.total.0);
    write.commit(pot::named(event, short)).await?;
    Ok(new.id)
}

/// A figure before it is told.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Each stream with its amount, or why there is none.
    pub streams: Vec<StreamBudget>,
    /// The sums over all streams, by what they are for: `year`, `once` …
    pub totals: BTreeMap<String, Pence>,
    /// A line for each pot that would be short.
    pub short: Vec<Shortfall>,
}

/// The figure that would be told and what it would do to the pots, for whoever is about to tell it. Nothing before all is settled.
///
/// # Errors
/// Refused without [`Action::SettleAnswers`].
pub async fn preview(
    caller: &Caller,
    child: PersonId,
    assessment: AssessmentId,
) -> Result<Option<Preview>, ActionError> {
    let permit = caller.permit_for(Action::SettleAnswers, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut reading = caller.reading().await?;
    let round = Round::load(&mut reading, child, assessment, caller.moment.today).await?;
    let Ok(budget) = worked_out(&round, by) else { return Ok(None) };
    let id: BudgetId = caller.store.chance().id(caller.moment.at).into();
    let short = pot::missing_for(&mut reading, caller.moment.today, (child, id), &amounts(&budget)).await?;
    Ok(Some(Preview { totals: budget.totals(), streams: budget.streams, short }))
}

/// Each stream with its amount for a year; a stream that was refused promises nothing.
fn amounts(budget: &IndicativeBudget) -> Vec<(String, Pence)> {
    let amount = |stream: &StreamBudget| Some((stream.stream.clone(), stream.amount?));
    budget.streams.iter().filter_map(amount).collect()
}

/// A figure as it is stored when it is told.
#[must_use]
pub fn to_be_stored(
    assessment: &Assessment,
    budget: &IndicativeBudget,
    id: BudgetId,
    challenge_by: Date,
    told_at: Timestamp,
) -> (StoredBudget, Vec<BudgetLine>) {
    let stored = StoredBudget {
        id,
        child: assessment.child,
        assessment: assessment.id,
        scheme_version: assessment.scheme_version,
        worked_out_on: budget.on,
        points_thousandths: budget.streams.iter().map(|stream| thousandths(stream.points.as_deref())).sum(),
        total: budget.totals().get("year").copied().unwrap_or(Pence::ZERO),
        challenge_by,
        told_by: Some(budget.by),
        told_at,
        record: budget.record.clone(),
    };
    (stored, budget.streams.iter().map(line).collect())
}

/// The figure of what was settled. The record names the child by id alone.
fn worked_out(round: &Round, by: PersonId) -> Result<IndicativeBudget, ActionError> {
    let (scheme, calculator) = (&round.loaded.scheme, &round.loaded.calculator);
    let settled = round.settled().map_err(|_| ActionError::rule("not-settled-yet"))?;
    let answers = settled.answers.iter().map(|(question, answer)| (question.as_str(), answer.as_str()));
    let sheet = calculator.sheet(answers).map_err(|_| ActionError::rule("not-settled-yet"))?;
    let score = calculator.score(&sheet);
    let missing = score.streams.iter().find_map(|stream| match &stream.amount {
        Err(ras::Refusal::NoAnswer { question }) => Some(question.clone()),
        _ => None,
    });
    if let Some(question) = missing {
        return Err(ActionError::Rule(Problem::new("", "required-answer-missing").with("question", question)));
    }
    let record = Record::of(scheme, calculator, &round.assessment.child.to_string(), &sheet, &score);
    IndicativeBudget::of(record, by).map_err(|error| match error {
        BudgetError::Currency(_) => ActionError::rule("not-in-pounds"),
        other => StoreError::Unreadable { column: "record", why: other.to_string() }.into(),
    })
}

fn line(stream: &StreamBudget) -> BudgetLine {
    BudgetLine {
        stream: stream.stream.clone(),
        points_thousandths: thousandths(stream.points.as_deref()),
        amount: stream.amount,
        reason: stream.reason.clone(),
    }
}

/// Points such as `30` or `12.5` in thousandths; what is finer is cut off, since these are for sorting and charts only.
fn thousandths(points: Option<&str>) -> i64 {
    let Some(text) = points else { return 0 };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits: String = part.chars().chain("000".chars()).take(3).collect();
    format!("{whole}{digits}").parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::thousandths;

    #[test]
    fn points_are_counted_in_thousandths() {
        assert_eq!([Some("30"), Some("12.5"), Some("0.3333"), None].map(thousandths), [30_000, 12_500, 333, 0]);
    }
}
