//! Everything about a child's reviews as it stands: what is due, what is said, how outcomes moved, what there is to talk about.

use std::collections::BTreeMap;

use jiff::civil::Date;
use seven_core::life::Ongoing;
use seven_core::money::Instalment;
use seven_core::money::late::lateness;
use seven_core::paper::Paper;
use seven_core::plan::PlanStatus;
use seven_core::plan::pattern::Stretch;
use seven_core::plan::piece::outcomes;
use seven_core::plan::summary::Concern;
use seven_core::plan::writing::Outcome;
use seven_core::review::agenda::{Known, LineFact, agenda};
use seven_core::review::outcome::progress;
use seven_core::review::{Due, Facts, LearningNote, OutcomeValue, Point, Progress, Review, Saying, clock};
use seven_core::settings::Settings;
use seven_core::{Pence, PersonId, PieceId, PlanId, ReviewId};
use store::agreements::StoredAgreement;
use store::papers::{self, Stored};
use store::plans::StoredPlan;
use store::{Query, agreements, authorities, people, plans};

use crate::ActionError;
use crate::life::stops;
use crate::money::MoneyView;
use crate::plan::PlanView;

/// An outcome with all that was told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeView {
    /// Its id.
    pub id: PieceId,
    /// What it says.
    pub outcome: Outcome,
    /// What was told, by the days, with the names of those who wrote it down.
    pub told: Vec<(OutcomeValue, String)>,
    /// How it stands.
    pub progress: Progress,
}

/// What somebody said, with their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Their name.
    pub name: String,
    /// What they said.
    pub stored: Stored<Saying>,
}

/// A child's reviews.
#[derive(Debug, Clone)]
pub struct ReviewView {
    /// Whose.
    pub child: PersonId,
    /// When the child was born, where it is known.
    pub born: Option<Date>,
    /// The plan in force.
    pub plan: Option<StoredPlan>,
    /// All reviews, the latest last.
    pub reviews: Vec<Stored<Review>>,
    /// By when a review is due, the earliest first.
    pub due: Vec<Due>,
    /// What was said for each review, the child's own view first.
    pub said: BTreeMap<ReviewId, Vec<Said>>,
    /// The outcomes of the plan in force.
    pub outcomes: Vec<OutcomeView>,
    /// The lines of the plan in force, with what was planned and spent.
    pub lines: Vec<LineFact>,
    /// What there is to talk about.
    pub points: Vec<Point>,
    /// What was learned, by review.
    pub learned: BTreeMap<ReviewId, Stored<LearningNote>>,
    /// The streams of the child's money, with what is there to be kept for something.
    pub streams: Vec<(String, Pence)>,
    /// The authority's settings.
    pub settings: Settings,
}

impl ReviewView {
    /// Loads it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn load(at: &mut impl Query, child: PersonId, today: Date) -> Result<ReviewView, ActionError> {
        let settings = Settings::read(&authorities::settings(at).await?);
        let plan = plan_in_force(at, child, today).await?;
        let signed = match &plan {
            Some(plan) => signed_of(at, plan.id).await?,
            None => None,
        };
        let mut reviews = papers::of_child::<Review>(at, child).await?;
        reviews.sort_by_key(|one| (one.paper.status.is_ahead(), one.paper.day(), one.id));
        let mut said: BTreeMap<ReviewId, Vec<Said>> = BTreeMap::new();
        for stored in papers::of_child::<Saying>(at, child).await? {
            let name = name_of(at, stored.paper.of).await?;
            said.entry(stored.paper.review).or_default().push(Said { name, stored });
        }
        for all in said.values_mut() {
            all.sort_by_key(|one| (!one.stored.paper.is_the_childs(), one.name.clone()));
        }
        let mut view = ReviewView {
            child,
            born: people::find(at, child).await?.and_then(|person| person.born),
            due: due_of(at, child, today).await?,
            outcomes: outcomes_of(at, child, signed.as_ref()).await?,
            plan,
            reviews,
            said,
            lines: Vec::new(),
            points: Vec::new(),
            learned: BTreeMap::new(),
            streams: Vec::new(),
            settings,
        };
        for note in papers::of_child::<LearningNote>(at, child).await? {
            view.learned.insert(note.paper.review, note);
        }
        view.talked_about(at, signed.as_ref(), today).await?;
        Ok(view)
    }

    /// The review that is not over, where there is one.
    #[must_use]
    pub fn open(&self) -> Option<&Stored<Review>> {
        self.reviews.iter().rfind(|one| one.paper.status.is_open())
    }

    /// One review.
    #[must_use]
    pub fn review(&self, id: ReviewId) -> Option<&Stored<Review>> {
        self.reviews.iter().find(|one| one.id == id.0)
    }

    /// What was said for a review.
    #[must_use]
    pub fn said_for(&self, id: ReviewId) -> &[Said] {
        self.said.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// What the record says about each question of a review.
    async fn talked_about(
        &mut self,
        at: &mut impl Query,
        signed: Option<&StoredAgreement>,
        today: Date,
    ) -> Result<(), ActionError> {
        let money = MoneyView::load(at, self.child, today).await?;
        self.streams = money.streams.iter().map(|one| (one.stream.clone(), one.to_spend())).collect();
        for stream in &money.streams {
            for line in &stream.lines {
                let words = stream.support.iter().find(|(piece, _)| *piece == line.line);
                let what = words.map(|(_, support)| support.what.clone()).unwrap_or_default();
                self.lines.push(LineFact { what, planned: line.planned, spent: line.spent });
            }
        }
        let payments = money.streams.iter().flat_map(|one| &one.payments).map(|one| &one.paper);
        let (_, late, days) = lateness(payments, today);
        let mut wages = Vec::new();
        let mut stretch = Stretch { from: today, until: today };
        if let (Some(plan), Some(signed)) = (&self.plan, signed) {
            stretch = plan.stretch;
            let summary = PlanView::load(at, self.child, plan.id).await?.summed(&signed.pieces)?;
            let what = |piece: &PieceId| {
                let mut lines = seven_core::plan::piece::supports(&signed.pieces);
                lines.find(|(id, _)| id == piece).map(|(_, line)| line.what.clone()).unwrap_or_default()
            };
            wages.extend(summary.concerns.iter().filter_map(|concern| match concern {
                Concern::BelowLowestWage { piece, lowest } => Some((what(piece), *lowest)),
                _ => None,
            }));
        }
        let open = self.open().map(|one| ReviewId(one.id));
        let said = open.map(|id| self.said_for(id)).unwrap_or_default();
        let known = Known {
            stretch,
            today,
            lines: self.lines.clone(),
            outcomes: self.outcomes.iter().map(|one| (one.outcome.words.clone(), one.progress.moved)).collect(),
            late: (late, days),
            wages,
            said: said.iter().map(|one| (one.name.clone(), &one.stored.paper)).collect(),
        };
        self.points = agenda(&known);
        Ok(())
    }
}

async fn name_of(at: &mut impl Query, person: PersonId) -> Result<String, ActionError> {
    Ok(people::find(at, person).await?.map(|person| person.name.shown()).unwrap_or_default())
}

/// The signed plan whose time it is, the one that began last where one changed another; else the latest that is signed.
pub(super) async fn plan_in_force(
    at: &mut impl Query,
    child: PersonId,
    today: Date,
) -> Result<Option<StoredPlan>, ActionError> {
    let mut all = plans::of_child(at, child).await?;
    all.retain(|plan| matches!(plan.status, PlanStatus::Signed | PlanStatus::Replaced));
    let is_now = |plan: &StoredPlan| plan.stretch.from <= today && today <= plan.stretch.until;
    let now = all.iter().position(is_now).or_else(|| all.iter().position(|plan| plan.status == PlanStatus::Signed));
    Ok(now.map(|now| all.swap_remove(now)))
}

/// A plan as both sides signed it.
pub(super) async fn signed_of(at: &mut impl Query, plan: PlanId) -> Result<Option<StoredAgreement>, ActionError> {
    let asked = agreements::of_plan(at, plan).await?;
    Ok(asked.into_iter().find(|one| one.signatures.are_complete()))
}

async fn outcomes_of(
    at: &mut impl Query,
    child: PersonId,
    signed: Option<&StoredAgreement>,
) -> Result<Vec<OutcomeView>, ActionError> {
    let Some(signed) = signed else { return Ok(Vec::new()) };
    let values = papers::of_child::<OutcomeValue>(at, child).await?;
    let mut views = Vec::new();
    for (id, outcome) in outcomes(&signed.pieces) {
        let mut told = Vec::new();
        for value in values.iter().filter(|value| value.paper.outcome == id) {
            let name = match value.made_by {
                Some(by) => name_of(at, by).await?,
                None => String::new(),
            };
            told.push((value.paper.clone(), name));
        }
        let days: Vec<(Date, u32)> = told.iter().map(|(value, _)| (value.day, value.value)).collect();
        let progress = progress(&outcome.measure, &days);
        views.push(OutcomeView { id, outcome: outcome.clone(), told, progress });
    }
    Ok(views)
}

/// The review of a child that is due next.
///
/// # Errors
/// What the database says.
pub async fn next_due(at: &mut impl Query, child: PersonId, today: Date) -> Result<Option<Due>, ActionError> {
    Ok(due_of(at, child, today).await?.into_iter().next())
}

/// By when a child's reviews are due, the earliest first.
pub(super) async fn due_of(at: &mut impl Query, child: PersonId, today: Date) -> Result<Vec<Due>, ActionError> {
    let settings = Settings::read(&authorities::settings(at).await?);
    if stops(at, child, Ongoing::ReviewClock).await? {
        return Ok(Vec::new());
    }
    let Some(plan) = plan_in_force(at, child, today).await? else { return Ok(Vec::new()) };
    let signed = signed_of(at, plan.id).await?;
    let payments = papers::of_child::<Instalment>(at, child).await?;
    let mut first: BTreeMap<String, Date> = BTreeMap::new();
    for payment in &payments {
        if let Some(paid) = payment.paper.paid_on {
            let known = first.entry(payment.paper.stream.clone()).or_insert(paid);
            *known = paid.min(*known);
        }
    }
    let reviews = papers::of_child::<Review>(at, child).await?;
    let facts = Facts {
        born: people::find(at, child).await?.and_then(|person| person.born),
        signed_on: signed.and_then(|signed| signed.signatures.family.map(|(_, on, _)| on)),
        first_payments: first.into_iter().collect(),
        held: reviews.iter().filter_map(|one| one.paper.held_on).collect(),
    };
    let pack = clock::known().map_err(|error| ActionError::Outside(error.to_string()))?;
    Ok(pack.due(&facts, settings.first_review_within_weeks, today))
}
