//! The decision on a plan: agree, agree in part, return with questions, refuse. It always has reasons and a day that does
//! not come before the request; it is made by somebody within their limit; and a plan that cannot buy what it says is never
//! agreed to unnoticed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::checklist::{CheckAnswer, Question, unanswered};
use super::limits::{Limit, LimitRefusal, StreamCost, may_agree};
use super::sufficiency::Enough;
use crate::budget::{ReasonsError, read_reasons};
use crate::codes::coded;
use crate::{Pence, PersonId, PieceId};

coded! {
    /// How it was decided.
    pub enum PlanOutcome ("decision") {
        /// As it was asked for.
        Agree = "agree",
        /// Without some of its lines, or with another sum.
        AgreeInPart = "agree-in-part",
        /// Back to the family with questions.
        Return = "return",
        /// No.
        Refuse = "refuse",
    }
}

impl PlanOutcome {
    /// Whether money follows from it.
    #[must_use]
    pub fn agrees(self) -> bool {
        matches!(self, PlanOutcome::Agree | PlanOutcome::AgreeInPart)
    }
}

/// What the family asked for, frozen on the day of asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AgreementRequest {
    /// Who asked.
    pub asked_by: PersonId,
    /// When.
    pub asked_on: Date,
    /// Everybody who wrote in the plan.
    pub wrote: Vec<PersonId>,
    /// Who decided on it before, where it is decided again after a challenge.
    #[serde(default)]
    pub decided_before: Vec<PersonId>,
    /// What it costs, stream by stream.
    pub costs: Vec<StreamCost>,
    /// What is paid line by line.
    pub lines: Vec<FrozenLine>,
}

/// A line's cost as it was frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct FrozenLine {
    /// The piece.
    pub piece: PieceId,
    /// The stream.
    pub stream: String,
    /// What it costs in the plan's time.
    pub cost: Pence,
    /// What a whole year of it costs.
    pub full_year: Pence,
}

/// What somebody is about to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// How.
    pub outcome: PlanOutcome,
    /// The lines that are left out, where it is agreed in part.
    pub without: Vec<PieceId>,
    /// Why, or the questions.
    pub reasons: String,
    /// Why the sum differs from what the family was told, where it does.
    pub why_different: String,
    /// On what conditions; may be empty.
    pub conditions: String,
    /// Others who decide with them, where the authority has a panel.
    pub panel: Vec<PersonId>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Decision {
    /// How.
    pub outcome: PlanOutcome,
    /// What is agreed, stream by stream; empty where nothing is.
    pub agreed: Vec<(String, Pence)>,
    /// The lines that are left out.
    pub without: Vec<PieceId>,
    /// Why, or the questions.
    pub reasons: String,
    /// Why the sum differs from what the family was told.
    pub why_different: String,
    /// On what conditions.
    pub conditions: String,
    /// Who decided.
    pub by: PersonId,
    /// With whom.
    pub panel: Vec<PersonId>,
    /// When.
    pub on: Date,
}

/// What has to be there before a decision.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The answer to "is it enough?".
    pub enough: Option<&'a Enough>,
    /// The authority's own questions.
    pub questions: &'a [Question],
    /// The answers to all questions.
    pub answers: &'a [CheckAnswer],
    /// Everybody's limits.
    pub limits: &'a [Limit],
    /// How many others have to decide with whoever decides; 0 where there is no panel.
    pub panel_of: u8,
}

/// Why there is no decision, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// Before it was asked.
    #[error("the family asked on {0}: a decision cannot be of an earlier day")]
    BeforeRequest(Date),
    /// No reasons.
    #[error(transparent)]
    Reasons(#[from] ReasonsError),
    /// The sum differs from what was told, without a word.
    #[error("{stream} was told as {told} and would be agreed at {agreed}: say why ({why})")]
    UnexplainedDifference {
        /// The stream.
        stream: String,
        /// What the family was told.
        told: Pence,
        /// What would be agreed.
        agreed: Pence,
        /// What is wrong with what was said.
        why: ReasonsError,
    },
    /// Nobody answered whether it is enough.
    #[error("nobody has answered yet whether the plan is enough: answer that first")]
    EnoughUnanswered,
    /// It is not enough.
    #[error("the answer was that the plan is not enough: return it with what is missing, or look again")]
    NotEnough,
    /// Questions without answers.
    #[error("{} of the questions have no answer yet: {}", .0.len(), .0.join(", "))]
    QuestionsUnanswered(Vec<String>),
    /// Their limit.
    #[error(transparent)]
    Limit(#[from] LimitRefusal),
    /// Nothing left out.
    #[error("agreeing in part leaves something out: name the lines, or agree to the whole")]
    NothingLeftOut,
    /// A line that is not in the plan.
    #[error("a line that is to be left out is not one of the plan's paid lines: choose from the list")]
    NoSuchLine,
    /// Too few on the panel.
    #[error("{needed} others decide with you here and {there} are named: name those who were there")]
    PanelTooSmall {
        /// How many.
        needed: u8,
        /// How many there are.
        there: usize,
    },
    /// Somebody on the panel wrote the plan, or decides twice.
    #[error("whoever wrote in the plan, and whoever decides it, is not one of the others on the panel")]
    PanelNotFree,
}

impl DecisionError {
    /// The key of its words.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            DecisionError::BeforeRequest(_) => "before-request",
            DecisionError::Reasons(_) => "reasons",
            DecisionError::UnexplainedDifference { .. } => "unexplained-difference",
            DecisionError::EnoughUnanswered => "enough-unanswered",
            DecisionError::NotEnough => "not-enough",
            DecisionError::QuestionsUnanswered(_) => "questions-unanswered",
            DecisionError::Limit(refusal) => refusal.code(),
            DecisionError::NothingLeftOut => "nothing-left-out",
            DecisionError::NoSuchLine => "no-such-line",
            DecisionError::PanelTooSmall { .. } => "panel-too-small",
            DecisionError::PanelNotFree => "panel-not-free",
        }
    }
}

/// Decides.
///
/// # Errors
/// [`DecisionError`].
pub fn decide(
    request: &AgreementRequest,
    proposed: Proposed,
    ground: Ground<'_>,
    by: PersonId,
    on: Date,
) -> Result<Decision, DecisionError> {
    if on < request.asked_on {
        return Err(DecisionError::BeforeRequest(request.asked_on));
    }
    let reasons = read_reasons(&proposed.reasons)?;
    // the whole request is held against the limit, also where less is agreed or nothing: nobody decides above their limit
    may_agree(by, &wrote(request), &request.costs, ground.limits, on)?;
    panel(request, &proposed.panel, by, ground.panel_of)?;
    let mut decision = Decision {
        outcome: proposed.outcome,
        agreed: Vec::new(),
        without: Vec::new(),
        reasons,
        why_different: proposed.why_different.trim().to_owned(),
        conditions: proposed.conditions.trim().to_owned(),
        by,
        panel: proposed.panel,
        on,
    };
    if !proposed.outcome.agrees() {
        return Ok(decision);
    }
    let missing = unanswered(ground.questions, ground.answers);
    if !missing.is_empty() {
        return Err(DecisionError::QuestionsUnanswered(missing));
    }
    match ground.enough {
        None => return Err(DecisionError::EnoughUnanswered),
        Some(enough) if !enough.is_enough => return Err(DecisionError::NotEnough),
        Some(_) => {}
    }
    if proposed.outcome == PlanOutcome::AgreeInPart {
        if proposed.without.is_empty() {
            return Err(DecisionError::NothingLeftOut);
        }
        if !proposed.without.iter().all(|piece| request.lines.iter().any(|line| line.piece == *piece)) {
            return Err(DecisionError::NoSuchLine);
        }
        decision.without = proposed.without;
    }
    decision.agreed = agreed(request, &decision.without);
    explained(request, &decision)?;
    Ok(decision)
}

/// Who cannot decide: whoever wrote, whoever asked, and whoever decided before a challenge.
fn wrote(request: &AgreementRequest) -> Vec<PersonId> {
    let mut people = request.wrote.clone();
    people.push(request.asked_by);
    people.extend(&request.decided_before);
    people
}

fn panel(request: &AgreementRequest, others: &[PersonId], by: PersonId, needed: u8) -> Result<(), DecisionError> {
    let mut distinct = others.to_vec();
    distinct.sort();
    distinct.dedup();
    if distinct.contains(&by) || wrote(request).iter().any(|person| distinct.contains(person)) {
        return Err(DecisionError::PanelNotFree);
    }
    if distinct.len() < usize::from(needed) {
        return Err(DecisionError::PanelTooSmall { needed, there: distinct.len() });
    }
    Ok(())
}

fn agreed(request: &AgreementRequest, without: &[PieceId]) -> Vec<(String, Pence)> {
    request.sums(without, |line| line.cost)
}

impl AgreementRequest {
    /// What a whole year of it costs, stream by stream, without some of its lines. Of a plan that changes another in the middle of
    /// its time this is what a pot is held against: its own sums are for the rest of a year only.
    #[must_use]
    pub fn full_year(&self, without: &[PieceId]) -> Vec<(String, Pence)> {
        self.sums(without, |line| line.full_year)
    }

    fn sums(&self, without: &[PieceId], of: impl Fn(&FrozenLine) -> Pence) -> Vec<(String, Pence)> {
        let left = |stream: &str| {
            let lines = self.lines.iter().filter(|line| line.stream == stream && !without.contains(&line.piece));
            Pence(lines.fold(0, |sum, line| sum.saturating_add(of(line).0)))
        };
        self.costs.iter().map(|cost| (cost.stream.clone(), left(&cost.stream))).collect()
    }
}

fn explained(request: &AgreementRequest, decision: &Decision) -> Result<(), DecisionError> {
    for (cost, (stream, agreed)) in request.costs.iter().zip(&decision.agreed) {
        let told = cost.indicative.unwrap_or_default();
        if *agreed != told
            && let Err(why) = read_reasons(&decision.why_different)
        {
            return Err(DecisionError::UnexplainedDifference { stream: stream.clone(), told, agreed: *agreed, why });
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "decision_tests.rs"]
mod tests;
