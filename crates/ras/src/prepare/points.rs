//! Points of questions added up, outcome by outcome, each with its cap.

use super::Preparer;
use super::steps::flip;
use crate::Ratio;
use crate::calculator::{NodeId, Part, Role};
use crate::scheme::{Ref, Step};

impl Preparer<'_> {
    /// The questions that give a step points; `None` after a fault.
    pub(super) fn questions_with_points(
        &mut self,
        step: &Step,
        set: Option<&str>,
        outcomes: &[String],
        only: &[String],
        caps: &[(String, Ref)],
    ) -> Option<Vec<usize>> {
        let scheme = self.scheme;
        let known: Vec<&str> = scheme.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
        for outcome in outcomes.iter().chain(caps.iter().map(|(outcome, _)| outcome)) {
            if !known.contains(&outcome.as_str()) {
                self.fault(
                    "unknown-id",
                    &step.place,
                    format!("there is no outcome `{outcome}`"),
                    format!("the outcomes are {}", known.join(", ")),
                );
            }
        }
        for (at, id) in only.iter().enumerate() {
            if only.iter().take(at).any(|earlier| earlier == id) {
                self.fault(
                    "twice",
                    &step.place,
                    format!("the question `{id}` stands twice"),
                    "its points are added once; name it once",
                );
            }
            if scheme.question_index(id).is_none() {
                self.fault("unknown-id", &step.place, format!("there is no question `{id}`"), "");
            }
        }
        let chosen = |at: &usize| {
            scheme.questions.get(*at).is_some_and(|question| {
                let in_outcome = outcomes.is_empty() || question.outcome.as_ref().is_some_and(|o| outcomes.contains(o));
                let is_named = only.contains(&question.id);
                let has_set = !question.points.is_empty() && (set.is_none() || question.point_set(set).is_some());
                in_outcome && (is_named || (only.is_empty() && has_set))
            })
        };
        let chosen: Vec<usize> = (0..scheme.questions.len()).filter(chosen).collect();
        if chosen.is_empty() {
            self.fault(
                "points",
                &step.place,
                "no question gives this step any points",
                "check `set`, `outcomes` and `questions`, and the `points` of the questions",
            );
            return None;
        }
        Some(chosen)
    }

    /// The points of the chosen questions.
    pub(super) fn points(
        &mut self,
        step: &Step,
        set: Option<&str>,
        chosen: &[usize],
        caps: &[(String, Ref)],
        parts: &mut Vec<Part>,
    ) -> Option<NodeId> {
        let scheme = self.scheme;
        let groups = (0..scheme.outcomes.len()).map(Some).chain([None]);
        let mut totals = Vec::new();
        for outcome in groups {
            let id = outcome.and_then(|at| scheme.outcomes.get(at)).map(|outcome| &outcome.id);
            let of_group =
                |at: &&usize| scheme.questions.get(**at).is_some_and(|question| question.outcome.as_ref() == id);
            let mut terms = Vec::new();
            for at in chosen.iter().filter(of_group) {
                let node = self.points_of(*at, set, &step.place)?;
                parts.push(Part { role: Role::QuestionPoints(*at), node });
                terms.push((node, Ratio::ONE));
            }
            if terms.is_empty() {
                continue;
            }
            let cap = caps.iter().find(|(capped, _)| Some(capped) == id).map(|(_, cap)| self.reference(cap));
            let cap = flip(cap)?;
            match cap {
                Some(cap) => {
                    let total = self.builder.sum(&terms)?;
                    let capped = self.builder.extreme(&[total, cap], false)?;
                    parts.push(Part { role: Role::OutcomePoints { outcome, cap: Some(cap) }, node: capped });
                    totals.push((capped, Ratio::ONE));
                }
                // Without a cap the questions go straight into the total: one flat sum is much the fastest to work out.
                None => {
                    let total = self.builder.sum(&terms)?;
                    parts.push(Part { role: Role::OutcomePoints { outcome, cap: None }, node: total });
                    totals.extend(terms);
                }
            }
        }
        self.builder.sum(&totals)
    }
}
