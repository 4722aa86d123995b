//! A review at the end of the year: the family's own view first, how far each outcome came, the meeting, and a decision with
//! its reasons.

use actions::ActionError;
use actions::reviews::{NewSaying, NewValue, ReviewView, decide, hold, plan, prepare, say, tell_value};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use seven_core::access::Purpose;
use seven_core::people::Role;
use seven_core::plan::money::LeftOver;
use seven_core::plan::writing::Measure;
use seven_core::review::decision::SavingsDecision;
use seven_core::review::outcome::baseline_and_aim;
use seven_core::review::saying::Enough;
use seven_core::review::{DecisionKind, Proposed};
use seven_core::{Pence, PersonId, ReviewId};

use super::Desk;
use crate::demo::children::Child;
use crate::demo::staff::Staff;

/// So many days after it was held a review is decided.
pub(super) const DECIDED_AFTER: i64 = 4;

/// What is said at each review of the year.
#[derive(Clone, Deserialize)]
pub(super) struct Looks {
    pub(super) beth: LookWords,
    pub(super) john: LookWords,
    pub(super) jed: LookWords,
}

/// What is said at one review.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct LookWords {
    place: String,
    good: String,
    hard: String,
    change: String,
    present: String,
    notes: String,
    reasons: String,
    /// What is decided.
    decided: Vec<DecisionKind>,
    /// What is kept, where something is.
    #[serde(default)]
    kept: Option<KeptWords>,
}

/// What is kept of what is left.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct KeptWords {
    stream: String,
    pence: i64,
    for_what: String,
}

impl Desk {
    /// The review of a child, held on a day: the one that lies ahead, or a new one.
    pub(super) async fn looks_back(
        &self,
        child: &Child,
        staff: &Staff,
        (held, words): (Date, &LookWords),
    ) -> Result<(), ActionError> {
        let nobody = || ActionError::rule("nobody-signed-in");
        let (worker, head) = (child.worker(held).ok_or_else(nobody)?, staff.who(Role::HeadOfService));
        let head = head.map_err(|_| nobody())?;
        let on = |days: i64| self.on(held.saturating_sub(days.days()));
        let worker_on = |days: i64| on(days).caller(worker, Purpose::Work);
        let known = self.open_review(child).await?;
        plan(&worker_on(28), child.id, known, (held, &words.place, false)).await?;
        prepare(&worker_on(14), child.id, self.open_one(child).await?).await?;
        self.says(child, (on(7), on(180).moment.today), words).await?;
        let open = self.open_one(child).await?;
        hold(&worker_on(0), child.id, open, (held, &words.present, &words.notes)).await?;
        let decided = on(-DECIDED_AFTER);
        let savings = match &words.kept {
            Some(kept) => vec![SavingsDecision {
                stream: kept.stream.clone(),
                what: LeftOver::Earmark,
                amount: Pence(kept.pence),
                for_what: kept.for_what.clone(),
                until: Some(held.saturating_add(9.months())),
            }],
            None => Vec::new(),
        };
        let (kinds, reasons, on) = (words.decided.clone(), words.reasons.clone(), decided.moment.today);
        let proposed = Proposed { kinds, reasons, on, savings, ehc: None };
        let open = self.open_one(child).await?;
        decide(&decided.caller(head, Purpose::Work), child.id, open, proposed).await
    }

    /// How it is, in the family's own words, and each outcome half-way through the year and now.
    async fn says(&self, child: &Child, (desk, half_way): (Desk, Date), words: &LookWords) -> Result<(), ActionError> {
        let family = desk.family(child);
        let view = ReviewView::load(&mut family.reading().await?, child.id, desk.moment.today).await?;
        for outcome in &view.outcomes {
            let (baseline, aim) = baseline_and_aim(&outcome.outcome.measure);
            // what is counted comes near, what is told is there
            let now = match outcome.outcome.measure {
                Measure::Change { .. } => aim,
                _ => aim.saturating_sub(1).max(baseline),
            };
            for (day, value) in [(half_way, baseline.midpoint(aim)), (desk.moment.today, now)] {
                let (words, said_by) = (String::new(), String::new());
                let new = NewValue { outcome: outcome.id, value, day, words, said_by };
                tell_value(&family, child.id, new).await?;
            }
        }
        let new = NewSaying {
            face: Some(4),
            good: words.good.clone(),
            hard: words.hard.clone(),
            change: words.change.clone(),
            enough: Some(Enough::Just),
            is_safe: Some(true),
            is_right: Some(true),
            ..NewSaying::default()
        };
        let (review, _) = self.open_one(child).await?;
        let own = self.said_before(child, review, family.person).await?;
        say(&family, child.id, (review, own), new).await
    }

    /// The version of what somebody has said already; none where it is their first word.
    async fn said_before(&self, child: &Child, review: ReviewId, of: Option<PersonId>) -> Result<i64, ActionError> {
        let view = self.review_view(child).await?;
        let said = view.said.get(&review).into_iter().flatten().find(|one| Some(one.stored.paper.of) == of);
        Ok(said.map_or(0, |one| one.stored.version))
    }

    async fn review_view(&self, child: &Child) -> Result<ReviewView, ActionError> {
        ReviewView::load(&mut self.family(child).reading().await?, child.id, self.moment.today).await
    }

    /// The review that is not over, with its version.
    async fn open_review(&self, child: &Child) -> Result<Option<(ReviewId, i64)>, ActionError> {
        let view = self.review_view(child).await?;
        Ok(view.open().map(|one| (ReviewId(one.id), one.version)))
    }

    async fn open_one(&self, child: &Child) -> Result<(ReviewId, i64), ActionError> {
        self.open_review(child).await?.ok_or_else(|| ActionError::rule("review-not-from-here"))
    }
}
