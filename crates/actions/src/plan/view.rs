//! A plan with everything that belongs to it: pieces, the money it stands against, what to look at.

use jiff::civil::Date;
use seven_core::budget::{Additional, additional};
use seven_core::life::Ongoing;
use seven_core::money::MoneyCase;
use seven_core::money::case::CaseStatus;
use seven_core::money::following::Then;
use seven_core::money::grounds::CaseKind;
use seven_core::plan::budgeted::for_the_plan;
use seven_core::plan::costing::{Ground, spread};
use seven_core::plan::employing::{self, Rates};
use seven_core::plan::pattern::Stretch;
use seven_core::plan::piece::{Piece, supports};
use seven_core::plan::summary::birthdays;
use seven_core::plan::{Summary, summarise};
use seven_core::settings::Settings;
use seven_core::{Pence, PersonId, PlanId};
use store::agreements::StoredAgreement;
use store::budgets::StoredBudget;
use store::plan_pieces::StoredPiece;
use store::plans::StoredPlan;
use store::{Query, StoreError, authorities, budgets, papers, people, plan_pieces, plans};

use crate::ActionError;
use crate::life::stops;

/// A plan as it is shown and judged.
#[derive(Debug, Clone)]
pub struct PlanView {
    /// Its heading.
    pub plan: StoredPlan,
    /// Its pieces with their versions.
    pub stored: Vec<StoredPiece>,
    /// The figure that it is written to.
    pub told: Option<StoredBudget>,
    /// Each stream's sum for the plan's time, with what was decided beside the figure.
    pub budget: Vec<(String, Option<Pence>)>,
    /// Where it changes an agreed plan in the middle of its time: both figures for that time, stream by stream.
    pub additional: Vec<Additional>,
    /// The plan that it changes in the middle of its time.
    pub changes: Option<StoredPlan>,
    /// The plan against the money.
    pub summary: Summary,
    /// The authority's settings.
    pub settings: Settings,
    /// When the child was born, where it is known.
    pub born: Option<Date>,
}

impl PlanView {
    /// Loads a plan of a child.
    ///
    /// # Errors
    /// [`StoreError::Missing`] where this child has no such plan.
    pub async fn load(at: &mut impl Query, child: PersonId, id: PlanId) -> Result<PlanView, ActionError> {
        let plan = plans::find(at, child, id).await?.ok_or(StoreError::Missing("plan"))?;
        let stored = plan_pieces::of_plan(at, id).await?;
        let settings = Settings::read(&authorities::settings(at).await?);
        let told = match plan.budget {
            Some(budget) => budgets::find(at, child, budget).await?,
            None => None,
        };
        let mut budget = money(at, told.as_ref(), plan.stretch).await?;
        let changes = match plan.changes {
            Some(agreed) => plans::find(at, child, agreed).await?,
            None => None,
        };
        let mut additional = Vec::new();
        if let Some(agreed) = &changes {
            additional = additional_to(at, agreed, (&budget, plan.stretch)).await?;
            budget = additional.iter().map(|one| (one.stream.clone(), one.counts)).collect();
        }
        let is_quiet = stops(at, child, Ongoing::Birthday).await?;
        let born = people::find(at, child).await?.and_then(|person| person.born).filter(|_| !is_quiet);
        let mut view = PlanView { plan, stored, told, budget, additional, changes, summary: nothing(), settings, born };
        view.summary = view.summed(&view.pieces())?;
        Ok(view)
    }

    /// The pieces.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece> {
        self.stored.iter().map(|stored| stored.piece.clone()).collect()
    }

    /// Other pieces against the same money: a frozen version of the plan.
    ///
    /// # Errors
    /// [`ActionError::Outside`] where the wages and thresholds cannot be read.
    pub fn summed(&self, pieces: &[Piece]) -> Result<Summary, ActionError> {
        let rates = employing::known().map_err(|error| ActionError::Outside(error.to_string()))?;
        let mut summary = summarise(pieces, &self.budget, self.ground(&rates));
        summary.concerns.extend(birthdays(self.born, self.plan.stretch));
        Ok(summary)
    }

    fn ground<'a>(&'a self, rates: &'a [Rates]) -> Ground<'a> {
        let (plan, ends) = (self.plan.stretch, self.settings.stream_ends.as_slice());
        Ground { plan, terms: &self.settings.terms, rates, ends }
    }

    /// What each paid line costs in all, and from a day on.
    ///
    /// # Errors
    /// [`ActionError::Outside`] where a cost cannot be worked out.
    pub fn costs_from(&self, pieces: &[Piece], day: Date) -> Result<Vec<Then>, ActionError> {
        let outside = |error: &dyn std::fmt::Display| ActionError::Outside(error.to_string());
        let rates = employing::known().map_err(|error| outside(&error))?;
        let stretch = self.plan.stretch;
        let before = Stretch { from: stretch.from, until: day.yesterday().unwrap_or(day) };
        let after = Stretch { from: day, until: stretch.until };
        let mut costs = Vec::new();
        for (line, support) in supports(pieces).filter(|(_, support)| support.is_paid()) {
            let parts = spread(support, &[before, after], self.ground(&rates)).map_err(|error| outside(&error))?;
            let [gone, rest] = parts.as_slice() else { continue };
            let whole = gone.plus(*rest).ok_or_else(|| ActionError::rule("money-too-large"))?;
            costs.push(Then { line, rest: *rest, whole });
        }
        Ok(costs)
    }

    /// The plan as it was when it was asked for: its frozen pieces against the same money.
    ///
    /// # Errors
    /// As [`PlanView::summed`].
    pub fn frozen(&self, asked: &StoredAgreement) -> Result<PlanView, ActionError> {
        let kept = |piece: &Piece| StoredPiece {
            piece: piece.clone(),
            written_by: asked.asked_by,
            written_at: asked.asked_at,
            version: 1,
        };
        let stored = asked.pieces.iter().map(kept).collect();
        Ok(PlanView { stored, summary: self.summed(&asked.pieces)?, ..self.clone() })
    }

    /// The streams that the plan can draw on.
    #[must_use]
    pub fn streams(&self) -> Vec<String> {
        self.summary.streams.iter().map(|total| total.stream.clone()).collect()
    }

    /// The authority's outcomes, by their ids.
    #[must_use]
    pub fn framework(&self) -> Vec<String> {
        self.settings.outcomes.iter().map(|outcome| outcome.id.clone()).collect()
    }

    /// One piece by its id.
    #[must_use]
    pub fn piece(&self, id: seven_core::PieceId) -> Option<&StoredPiece> {
        self.stored.iter().find(|stored| stored.piece.id == id)
    }
}

/// A child's plans, the latest first.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<StoredPlan>, ActionError> {
    Ok(plans::of_child(at, child).await?)
}

fn nothing() -> Summary {
    Summary { streams: Vec::new(), lines: Vec::new(), concerns: Vec::new() }
}

async fn money(
    at: &mut impl Query,
    told: Option<&StoredBudget>,
    stretch: Stretch,
) -> Result<Vec<(String, Option<Pence>)>, ActionError> {
    let Some(told) = told else { return Ok(Vec::new()) };
    let beside = budgets::set_beside(at, told.id).await?;
    let lines = budgets::lines(at, told.id).await?;
    let period = |stream: &str| {
        let record = told.record.streams.iter().find(|record| record.stream == stream);
        record.map_or("year", |record| record.period.as_str())
    };
    let sum = |line: &budgets::BudgetLine| {
        let decided = beside.iter().rev().find(|set| set.stream == line.stream).map(|set| set.decided);
        let amount = decided.or(line.amount)?;
        for_the_plan(amount, period(&line.stream), stretch)
    };
    Ok(lines.iter().map(|line| (line.stream.clone(), sum(line))).collect())
}

/// The figure of an agreed plan beside the new one, both for the time of the change.
async fn additional_to(
    at: &mut impl Query,
    agreed: &StoredPlan,
    (now, stretch): (&[(String, Option<Pence>)], Stretch),
) -> Result<Vec<Additional>, ActionError> {
    let told = match agreed.budget {
        Some(budget) => budgets::find(at, agreed.child, budget).await?,
        None => None,
    };
    let before = money(at, told.as_ref(), stretch).await?;
    let is_less = |case: &MoneyCase| case.kind == CaseKind::Reduce && case.status == CaseStatus::InEffect;
    let cases = papers::of_child::<MoneyCase>(at, agreed.child).await?;
    let lowered: Vec<String> = cases.into_iter().map(|one| one.paper).filter(is_less).map(|case| case.stream).collect();
    Ok(additional(&before, now, &lowered))
}

/// The first day of a plan that is begun on a day: the first of the next month, so that payments fall on whole months.
#[must_use]
pub(super) fn first_day(today: Date) -> Date {
    today.last_of_month().tomorrow().unwrap_or(today)
}
