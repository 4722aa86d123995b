//! What everybody says for a review, on the page or on paper, and how outcomes are.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::plan::piece::outcomes;
use seven_core::review::saying::Enough;
use seven_core::review::{OutcomeValue, Review, Saying, TakesPart};
use seven_core::{OutcomeValueId, PersonId, PieceId, ReviewId, SayingId};
use store::papers::{self, Stored};
use store::{StoreError, Writing};

use super::view::{plan_in_force, signed_of};
use crate::{ActionError, Caller, Problem};

/// What somebody says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewSaying {
    /// How it is, from 1 to 5.
    pub face: Option<u8>,
    /// What is good.
    pub good: String,
    /// What is hard.
    pub hard: String,
    /// What should be different.
    pub change: String,
    /// Whether it was enough.
    pub enough: Option<Enough>,
    /// Whether they feel safe.
    pub is_safe: Option<bool>,
    /// Whether the way that the money is held is still right.
    pub is_right: Option<bool>,
    /// Who wrote it down for them.
    pub written_by: String,
}

/// Keeps one's own view for a review; over the one of the version that was read, 0 where there was none.
///
/// # Errors
/// Refused without [`Action::SayAtReview`]; invalid where nothing is said; a rule for a review that is over;
/// [`StoreError::Changed`].
pub async fn say(
    caller: &Caller,
    child: PersonId,
    (review, version): (ReviewId, i64),
    new: NewSaying,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::SayAtReview, child).await?;
    let of = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    keep(&mut write, child, (review, version), (of, TakesPart::Page), new).await?;
    write.commit(Event::of(&permit, format!("review {review}")).with("said", "own view")).await?;
    Ok(())
}

/// Enters what somebody said on paper or at the meeting, marked as such.
///
/// # Errors
/// Refused without [`Action::HoldReview`]; invalid where nothing is said, or `of` is neither the child nor around it.
pub async fn say_on_paper(
    caller: &Caller,
    child: PersonId,
    (review, version): (ReviewId, i64),
    (of, way): (PersonId, TakesPart),
    new: NewSaying,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::HoldReview, child).await?;
    let mut write = caller.writing(&permit).await?;
    let around = store::relations::of_child(&mut write, child).await?;
    let is_around = around
        .iter()
        .any(|one| one.is_live(caller.moment.today) && one.holder == seven_core::people::Holder::Person(of));
    if of != child && !is_around {
        return Err(ActionError::invalid("of", "choose-from-the-list"));
    }
    keep(&mut write, child, (review, version), (of, way), new).await?;
    write.commit(Event::of(&permit, format!("review {review}")).with("said", way).with("of", of)).await?;
    Ok(())
}

async fn keep(
    write: &mut Writing,
    child: PersonId,
    (review, version): (ReviewId, i64),
    (of, way): (PersonId, TakesPart),
    new: NewSaying,
) -> Result<(), ActionError> {
    let stored = papers::find_of::<Review>(write, child, review).await?;
    if !stored.paper.status.is_open() {
        return Err(ActionError::Rule(
            Problem::new("", "review-not-from-here").with("status", stored.paper.status.code()),
        ));
    }
    let NewSaying { face, good, hard, change, enough, is_safe, is_right, written_by } = new;
    let on = write.moment().today;
    let saying = Saying { child, review, of, way, face, good, hard, change, enough, is_safe, is_right, written_by, on };
    let paper = saying.checked().map_err(|error| {
        let (field, code) = error.field_and_code();
        ActionError::invalid(field, code)
    })?;
    let before = papers::part_of::<Saying>(write, review).await?;
    match before.into_iter().find(|one| one.paper.of == of) {
        Some(before) if before.version == version => papers::save(write, &Stored { paper, ..before }).await?,
        Some(_) => return Err(StoreError::Changed("review_saying").into()),
        None => {
            let id: SayingId = write.id();
            papers::insert(write, id, &paper).await?;
        }
    }
    Ok(())
}

/// A value of an outcome to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewValue {
    /// The outcome.
    pub outcome: PieceId,
    /// The value.
    pub value: u32,
    /// The day that it was so.
    pub day: Date,
    /// What is said beside it.
    pub words: String,
    /// Who said it, where somebody else wrote it down.
    pub said_by: String,
}

/// Tells how an outcome of the signed plan is.
///
/// # Errors
/// Refused without [`Action::SayAtReview`]; a rule without a signed plan; invalid for an outcome that the plan has not, a value
/// outside its measure, or a day to come.
pub async fn tell_value(caller: &Caller, child: PersonId, new: NewValue) -> Result<OutcomeValueId, ActionError> {
    let permit = caller.permit_for(Action::SayAtReview, child).await?;
    let mut write = caller.writing(&permit).await?;
    let plan = plan_in_force(&mut write, child, caller.moment.today)
        .await?
        .ok_or_else(|| ActionError::rule("plan-not-signed"))?;
    let signed = signed_of(&mut write, plan.id).await?.ok_or_else(|| ActionError::rule("plan-not-signed"))?;
    let outcome = outcomes(&signed.pieces).find(|(piece, _)| *piece == new.outcome).map(|(_, outcome)| outcome);
    let outcome = outcome.ok_or_else(|| ActionError::invalid("outcome", "choose-from-the-list"))?;
    let NewValue { outcome: id, value, day, words, said_by } = new;
    let (words, said_by) = (words.trim().to_owned(), said_by.trim().to_owned());
    let told = OutcomeValue { child, plan: plan.id, outcome: id, value, day, words, said_by };
    told.check(&outcome.measure, caller.moment.today).map_err(|error| {
        let field = match error {
            seven_core::review::outcome::ValueError::ToCome => "day",
            seven_core::review::outcome::ValueError::TooLong => "words",
            seven_core::review::outcome::ValueError::Outside { .. } => "value",
        };
        let (least, most) = seven_core::review::outcome::range(&outcome.measure);
        let problem = Problem::new(field, error.code()).with("least", least.to_string());
        ActionError::Invalid(vec![problem.with("most", most.to_string())])
    })?;
    let value_id: OutcomeValueId = write.id();
    papers::insert(&mut write, value_id, &told).await?;
    write.commit(Event::of(&permit, format!("outcome {id}")).with("day", day)).await?;
    Ok(value_id)
}
