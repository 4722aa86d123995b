//! Steps as operations.

use super::Preparer;
use super::names::Named;
use crate::Ratio;
use crate::calculator::{NodeId, Op, Part, Role, StepNodes};
use crate::calendar::day_number;
use crate::finding::Place;
use crate::scheme::{Case, DayRange, Outside, QuestionKind, Ref, Step, StepKind, Term, Test};

impl Preparer<'_> {
    /// Lays out a step; `None` after a fault.
    pub(super) fn step(&mut self, at: usize) -> Option<StepNodes> {
        let scheme = self.scheme;
        let step = scheme.steps.get(at)?;
        self.builder.step = Some(at);
        self.builder.place = step.place.clone();
        let mut parts = Vec::new();
        let base = self.step_kind(step, &mut parts);
        let when = self.maybe_condition(step.when.as_ref());
        let otherwise = self.reference(&step.otherwise);
        let floor = step.floor.as_ref().map(|end| self.reference(end));
        let ceiling = step.ceiling.as_ref().map(|end| self.reference(end));
        let (base, when, otherwise) = (base?, when?, otherwise?);
        let (floor, ceiling) = (flip(floor)?, flip(ceiling)?);
        let mut value = base;
        if let Some(when) = when {
            value = self.builder.select(when, value, otherwise)?;
        }
        if let Some(floor) = floor {
            value = self.builder.extreme(&[value, floor], true)?;
        }
        if let Some(ceiling) = ceiling {
            value = self.builder.extreme(&[value, ceiling], false)?;
        }
        if let Some(rounding) = step.round {
            value = self.builder.round(value, rounding, rounding.to.den())?;
        }
        self.names.set_step(at, value);
        Some(StepNodes { index: at, id: step.id.clone(), value, base, when, otherwise, floor, ceiling, parts })
    }

    fn step_kind(&mut self, step: &Step, parts: &mut Vec<Part>) -> Option<NodeId> {
        match &step.kind {
            StepKind::Points { set, outcomes, questions, caps } => {
                let chosen = self.questions_with_points(step, set.as_deref(), outcomes, questions, caps)?;
                self.points(step, set.as_deref(), &chosen, caps, parts)
            }
            StepKind::Sum(terms) => self.sum(terms, parts),
            StepKind::Product(of) => {
                let of = self.operands(of, parts)?;
                self.builder.product(&of)
            }
            StepKind::Greatest(of) => {
                let of = self.operands(of, parts)?;
                self.builder.extreme(&of, true)
            }
            StepKind::Least(of) => {
                let of = self.operands(of, parts)?;
                self.builder.extreme(&of, false)
            }
            StepKind::Power(of, exponent) => {
                let of = self.operand(of, parts)?;
                let den = self.builder.den(of).checked_pow(*exponent).unwrap_or(i128::MAX);
                self.builder.push(Op::Power(of, *exponent), den)
            }
            StepKind::Polynomial(of, coefficients) => self.polynomial(of, coefficients, parts),
            StepKind::DeductShare(of, share) => {
                let (of, share) = (self.operand(of, parts)?, self.operand(share, parts)?);
                let reach = self.builder.reach(share);
                if reach.lo < 0 || reach.hi > self.builder.den(share) {
                    let help = "write 0.12 for 12 %";
                    self.fault("share", &step.place, "the share that is deducted can be below 0 or above 1", help);
                    return None;
                }
                let one = self.builder.constant(Ratio::ONE)?;
                let kept = self.builder.sum(&[(one, Ratio::ONE), (share, Ratio::whole(-1))])?;
                self.builder.product(&[of, kept])
            }
            StepKind::Divide(of, by, rounding) => {
                let (of, by) = (self.operand(of, parts)?, self.operand(by, parts)?);
                let reach = self.builder.reach(by);
                if reach.lo <= 0 && reach.hi >= 0 {
                    let help = "give the step that it is divided by a `floor` above zero";
                    self.fault("division-by-zero", &step.place, "what this is divided by can be zero", help);
                    return None;
                }
                self.builder.divide(of, by, *rounding)
            }
            StepKind::Count(questions, test) => self.count(questions, test, parts),
            StepKind::Cases(cases, outside) => self.cases(step, cases, outside, parts),
            StepKind::Table { kind, keys, rows } => self.table(step, *kind, keys, rows, parts),
            StepKind::ProRate(of, days) => {
                let of = self.operand(of, parts)?;
                let (days, year) = self.days(days, parts)?;
                let share = self.builder.sum(&[(days, Ratio::new(1, year)?)])?;
                self.builder.product(&[of, share])
            }
            StepKind::Days(days, as_share) => {
                let (days, year) = self.days(days, parts)?;
                if *as_share { self.builder.sum(&[(days, Ratio::new(1, year)?)]) } else { Some(days) }
            }
        }
    }

    fn operand(&mut self, reference: &Ref, parts: &mut Vec<Part>) -> Option<NodeId> {
        let node = self.reference(reference)?;
        parts.push(Part { role: Role::Operand, node });
        Some(node)
    }

    fn operands(&mut self, references: &[Ref], parts: &mut Vec<Part>) -> Option<Vec<NodeId>> {
        let nodes = self.references(references)?;
        parts.extend(nodes.iter().map(|node| Part { role: Role::Operand, node: *node }));
        if nodes.is_empty() {
            self.fault(
                "shape",
                &self.builder.place.clone(),
                "this step is made from nothing",
                "give `of` at least one entry",
            );
            return None;
        }
        Some(nodes)
    }

    fn sum(&mut self, terms: &[Term], parts: &mut Vec<Part>) -> Option<NodeId> {
        let mut added = Vec::new();
        let zero = self.builder.constant(Ratio::ZERO)?;
        for term in terms {
            self.builder.place = term.place.clone();
            let of = self.reference(&term.of);
            let times = self.references(&term.times);
            let when = self.maybe_condition(term.when.as_ref());
            let (of, times, when) = (of?, times?, when?);
            let mut node =
                self.builder.product(&std::iter::once(of).chain(times.iter().copied()).collect::<Vec<_>>())?;
            if let Some(when) = when {
                node = self.builder.select(when, node, zero)?;
            }
            parts.push(Part { role: Role::Term { of, times, when }, node });
            added.push((node, Ratio::ONE));
        }
        if added.is_empty() {
            self.fault(
                "shape",
                &self.builder.place.clone(),
                "this sum has no terms",
                "give `terms` at least one entry",
            );
            return None;
        }
        self.builder.sum(&added)
    }

    fn polynomial(&mut self, of: &Ref, coefficients: &[Ratio], parts: &mut Vec<Part>) -> Option<NodeId> {
        let of = self.operand(of, parts)?;
        if coefficients.is_empty() || coefficients.len() > 7 {
            self.fault("shape", &self.builder.place.clone(), "a polynomial has one to seven coefficients", "");
            return None;
        }
        let x_den = self.builder.den(of);
        let common = self.builder.common_den(coefficients.iter().map(|c| c.den()))?;
        // Over common × d^m, the coefficient of (n/d)^i becomes c × common × d^(m − i).
        let top = u32::try_from(coefficients.len() - 1).ok()?;
        let mut scaled = Vec::new();
        for (exponent, coefficient) in (0_u32..).zip(coefficients) {
            let lift = x_den.checked_pow(top - exponent);
            scaled.push(lift.and_then(|lift| coefficient.over(common)?.checked_mul(lift)));
        }
        let den = x_den.checked_pow(top).and_then(|den| den.checked_mul(common)).unwrap_or(i128::MAX);
        let scaled: Vec<i128> = scaled.into_iter().map(|c| c.unwrap_or(i128::MAX)).collect();
        self.builder.push(Op::Polynomial(of, scaled), den)
    }

    fn count(&mut self, questions: &[(String, Place)], test: &Test, parts: &mut Vec<Part>) -> Option<NodeId> {
        let mut terms = Vec::new();
        for (id, place) in questions {
            match self.names.find(id) {
                Some(Named::Question(at)) if !matches!(test, Test::Number(..)) => {
                    let node = self.test(at, test, place)?;
                    parts.push(Part { role: Role::QuestionPoints(at), node });
                    terms.push((node, Ratio::ONE));
                }
                Some(Named::Question(_)) => {
                    self.fault(
                        "condition",
                        place,
                        "`count` tests options",
                        "use `is`, or `at-least` with an option in quotes",
                    );
                }
                _ => self.fault("unknown-id", place, format!("there is no question `{id}`"), ""),
            }
        }
        if terms.is_empty() { None } else { self.builder.sum(&terms) }
    }

    fn cases(&mut self, step: &Step, cases: &[Case], outside: &Outside, parts: &mut Vec<Part>) -> Option<NodeId> {
        let mut laid_out = Vec::new();
        for case in cases {
            let (when, value) = (self.condition(&case.when), self.reference(&case.value));
            let (when, value) = (when?, value?);
            parts.push(Part { role: Role::Case { when }, node: value });
            laid_out.push((when, value));
        }
        let mut value = match outside {
            Outside::Value(reference) => {
                let node = self.reference(reference)?;
                parts.push(Part { role: Role::Operand, node });
                node
            }
            Outside::Refused => self.never()?,
            Outside::Unsaid => {
                self.fault(
                    "gap",
                    &step.place,
                    "these cases do not say what holds when none of them applies",
                    "add `otherwise = …`, or `outside = \"refused\"`",
                );
                return None;
            }
        };
        for (when, then) in laid_out.into_iter().rev() {
            value = self.builder.select(when, then, value)?;
        }
        Some(value)
    }

    /// An operation that finds no row, whatever happens.
    fn never(&mut self) -> Option<NodeId> {
        let zero = self.builder.constant(Ratio::ZERO)?;
        let finder = crate::calculator::RowFinder::Bands { of: zero, ranges: Vec::new() };
        self.builder.push(Op::Rows { finder, values: Vec::new(), outside: None }, 1)
    }

    /// The number of days, and the length of the year.
    fn days(&mut self, days: &DayRange, parts: &mut Vec<Part>) -> Option<(NodeId, i128)> {
        let (first, last) = days.year_starts.year_around(self.day);
        let (first, last) = (day_number(first), day_number(last));
        let from = self.date_question(days.from.as_ref(), false)?;
        let until = self.date_question(days.until.as_ref(), false)?;
        let birthday = match &days.until_birthday {
            None => None,
            Some((id, place, age)) => {
                let question = self.date_question(Some(&(id.clone(), place.clone())), true)??;
                let Some(age) = i16::try_from(*age).ok().filter(|age| (0..=150).contains(age)) else {
                    self.fault("shape", place, format!("nobody has a birthday at {age}"), "use an age from 0 to 150");
                    return None;
                };
                Some((question, age))
            }
        };
        let node = self.builder.push(Op::Days { first, last, from, until, birthday }, 1)?;
        parts.push(Part { role: Role::Operand, node });
        Some((node, i128::from(last - first + 1)))
    }

    fn date_question(&mut self, named: Option<&(String, Place)>, is_birth: bool) -> Option<Option<usize>> {
        let Some((id, place)) = named else { return Some(None) };
        let found = match self.names.find(id) {
            Some(Named::Question(at)) => self.scheme.questions.get(at).map(|question| (at, question)),
            _ => None,
        };
        let fits = |kind: &QuestionKind| match kind {
            QuestionKind::Date => !is_birth,
            QuestionKind::DateOfBirth { .. } => is_birth,
            _ => false,
        };
        match found {
            Some((at, question)) if fits(&question.kind) && question.show_when.is_none() => Some(Some(at)),
            Some((_, question)) if fits(&question.kind) => {
                self.fault(
                    "show-when",
                    place,
                    format!("`{id}` has a `show-when` and is used to count days"),
                    "ask it always, and let it be blank with `required = false`",
                );
                None
            }
            _ => {
                let wanted = if is_birth { "date-of-birth" } else { "date" };
                self.fault("unknown-id", place, format!("there is no question `{id}` of kind `{wanted}`"), "");
                None
            }
        }
    }
}

/// `None` for a fault, `Some(None)` for nothing there.
#[allow(clippy::option_option)]
pub(super) fn flip(value: Option<Option<NodeId>>) -> Option<Option<NodeId>> {
    match value {
        None => Some(None),
        Some(Some(node)) => Some(Some(node)),
        Some(None) => None,
    }
}
