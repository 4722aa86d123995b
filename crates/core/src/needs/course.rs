//! How far a change of need has come, from what was said to money that is paid at the new sums.

use super::{NeedChange, WhatFollows};
use crate::codes::coded;
use crate::plan::PlanStatus;

coded! {
    /// A step of the way.
    pub enum Stage ("step of a change") {
        /// Somebody looks at it.
        Look = "look",
        /// The questions are answered again.
        Questions = "questions",
        /// The family is told the new figure.
        Figure = "figure",
        /// The plan is changed.
        Plan = "plan",
        /// The authority says yes.
        Agreed = "agreed",
        /// Both sides have signed, and the money goes on at the new sums.
        Money = "money",
    }
}

/// What is known of what followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Whether the answers were handed in.
    pub handed_in: bool,
    /// Whether the new figure was told.
    pub told: bool,
    /// Where the changed plan stands; nothing while nobody has begun it.
    pub plan: Option<PlanStatus>,
    /// Whether a signed plan is there that can be changed; else a first plan follows the figure.
    pub has_plan: bool,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The steps, each with whether it is done.
    pub stages: Vec<(Stage, bool)>,
}

impl Course {
    /// The step that comes next; nothing where all is done.
    #[must_use]
    pub fn next(&self) -> Option<Stage> {
        self.stages.iter().find(|(_, is_done)| !is_done).map(|(stage, _)| *stage)
    }
}

/// The steps of a change, with what is done of them.
#[must_use]
pub fn course(change: &NeedChange, facts: Facts) -> Course {
    use Stage::{Agreed, Figure, Look, Money, Plan, Questions};
    let answered = change.answered.as_ref().map(|answered| answered.what);
    let mut stages = vec![(Look, answered.is_some())];
    if matches!(answered, None | Some(WhatFollows::AnswerAgain)) {
        stages.extend([(Questions, facts.handed_in), (Figure, facts.told)]);
    }
    if answered != Some(WhatFollows::GoesOn) && (facts.has_plan || facts.plan.is_some()) {
        use PlanStatus::{Asked, Draft, PutAway, Replaced, Signed};
        let is_asked = facts.plan.is_some_and(|status| !matches!(status, Draft | PutAway));
        let is_agreed = is_asked && facts.plan != Some(Asked);
        let is_signed = matches!(facts.plan, Some(Signed | Replaced));
        stages.extend([(Plan, is_asked), (Agreed, is_agreed), (Money, is_signed)]);
    }
    Course { stages }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::super::HowSoon;
    use super::*;
    use crate::PersonId;

    #[test]
    fn each_step_follows_the_one_before_until_the_money_goes_on() {
        let (child, by, today) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)), date(2026, 11, 20));
        let mut change = NeedChange::say(
            (child, by),
            ("worse", today),
            (HowSoon::Today, &crate::review::clock::known().unwrap()),
            today,
        )
        .unwrap();
        let mut facts = Facts { has_plan: true, ..Facts::default() };
        let mut seen = vec![course(&change, facts).next()];
        change.answer(by, (WhatFollows::AnswerAgain, ""), today).unwrap();
        seen.push(course(&change, facts).next());
        facts.handed_in = true;
        seen.push(course(&change, facts).next());
        facts.told = true;
        for status in [None, Some(PlanStatus::Draft), Some(PlanStatus::Asked), Some(PlanStatus::Agreed)] {
            facts.plan = status;
            seen.push(course(&change, facts).next());
        }
        facts.plan = Some(PlanStatus::Signed);
        seen.push(course(&change, facts).next());
        use Stage::{Agreed, Figure, Look, Money, Plan, Questions};
        let steps = [Look, Questions, Figure, Plan, Plan, Agreed, Money].map(Some);
        assert_eq!(seen[..7], steps);
        assert_eq!(seen[7], None);
        facts = Facts::default();
        let stages: Vec<Stage> = course(&change, facts).stages.into_iter().map(|(stage, _)| stage).collect();
        assert_eq!(stages, [Look, Questions, Figure], "without a plan there is none to change");
    }
}
