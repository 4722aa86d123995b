//! John's first look at how it goes, what he and his father say for the next, and how what he hoped for moved.

use actions::ActionError;
use actions::messages::{begin, write};
use actions::reviews::{
    NewSaying, NewValue, ReviewView, decide, hold, learn, plan, prepare, say, say_on_paper, share_learning, tell_value,
};
use jiff::ToSpan;
use seven_core::access::Purpose;
use seven_core::people::Role;
use seven_core::review::saying::Enough;
use seven_core::review::{DecisionKind, Proposed, TakesPart};
use seven_core::{PersonId, ReviewId};

use super::Desk;
use crate::demo::children::Child;
use crate::demo::staff::Staff;

/// Days ago, the value then, and what John said: Saturdays out a month.
const SATURDAYS: [(i64, u32, &str); 3] =
    [(63, 0, ""), (28, 2, "We saw a film. I had curry."), (0, 3, "Rob and I go to town now.")];

impl Desk {
    /// The first look with its letter; then the next is planned, and both sides have said something.
    pub(super) async fn reviewed(&self, child: &Child, staff: &Staff) -> Result<(), ActionError> {
        let today = self.moment.today;
        let worker = child.worker(today).ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
        let (family, worker) = (self.caller(child.id, Purpose::OwnLife), self.caller(worker, Purpose::Work));
        let view = self.reviews(child.id).await?;
        if let Some(outcome) = view.outcomes.first() {
            for (ago, value, words) in SATURDAYS {
                let day = today.saturating_sub(ago.days());
                let (words, said_by) = (words.to_owned(), String::new());
                let new = NewValue { outcome: outcome.id, value, day, words, said_by };
                tell_value(&family, child.id, new).await?;
            }
        }
        plan(&worker, child.id, None, (today, "at John’s home, 4 pm", false)).await?;
        let first = self.last(child.id).await?;
        let own = NewSaying {
            face: Some(4),
            good: "Saturdays. Curry. Rob.".to_owned(),
            change: "A show in London, soon.".to_owned(),
            enough: Some(Enough::Just),
            is_safe: Some(true),
            ..NewSaying::default()
        };
        say(&family, child.id, (first.0, 0), own.clone()).await?;
        let told =
            "The Saturdays work. The long weekends took a while to begin, until Side by Side had found somebody.";
        hold(&worker, child.id, first, (today, "John, his father, Rob and the key worker", told)).await?;
        let manager = staff.who(Role::HeadOfService).map_err(|_| ActionError::rule("no-limit"))?;
        let proposed = Proposed {
            kinds: vec![DecisionKind::Continue],
            reasons: "John goes out and comes home happy. The weekends have begun.".to_owned(),
            on: today,
            savings: Vec::new(),
            ehc: None,
        };
        let first = self.last(child.id).await?;
        decide(&self.caller(manager, Purpose::Work), child.id, first, proposed).await?;
        let tell = "Begin with one afternoon, and with somebody who is fun.";
        learn(&family, child.id, first.0, ("Going with my cousin Rob", tell, true)).await?;
        let words = (
            "Out in town with a cousin",
            "A cousin of the same age went along, paid for what both spent. It began with one afternoon.",
        );
        share_learning(&worker, child.id, first.0, words).await?;
        let next = today.saturating_add(56.days());
        plan(&worker, child.id, None, (next, "at John’s home, 4 pm", false)).await?;
        prepare(&worker, child.id, self.last(child.id).await?).await?;
        let (review, _) = self.last(child.id).await?;
        say(&family, child.id, (review, 0), NewSaying { face: Some(5), ..own }).await?;
        if let Some(father) = child.parents.first() {
            let said = NewSaying {
                good: "He laughs when he comes home.".to_owned(),
                hard: "Nights are as long as before.".to_owned(),
                enough: Some(Enough::No),
                is_right: Some(true),
                ..NewSaying::default()
            };
            say_on_paper(&worker, child.id, (review, 0), (*father, TakesPart::Paper), said).await?;
        }
        // asked the day before it is answered
        let before = self.on(self.moment.today.yesterday().unwrap_or(self.moment.today));
        let asks = before.caller(child.id, Purpose::OwnLife);
        let thread =
            begin(&asks, child.id, "A day by the sea", "Can we go by train in spring? Rob has time then.").await?;
        write(&worker, child.id, thread, "Yes. That is what the Saturdays are for.").await?;
        Ok(())
    }

    async fn reviews(&self, child: PersonId) -> Result<ReviewView, ActionError> {
        let family = self.caller(child, Purpose::OwnLife);
        ReviewView::load(&mut family.reading().await?, child, self.moment.today).await
    }

    /// The last review with its version.
    async fn last(&self, child: PersonId) -> Result<(ReviewId, i64), ActionError> {
        let view = self.reviews(child).await?;
        let last = view.reviews.last().ok_or_else(|| ActionError::rule("review-not-from-here"))?;
        Ok((ReviewId(last.id), last.version))
    }
}
