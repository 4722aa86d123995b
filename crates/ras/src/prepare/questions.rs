//! Reading a question: its points, its number, its level, the age it gives, whether it was asked.

use super::Preparer;
use super::names::Named;
use crate::Ratio;
use crate::calculator::{BLANK, NodeId, Op};
use crate::finding::{Place, nearest};
use crate::scheme::{Question, QuestionKind};

/// Largest range of whole-number codes that is laid out as a list of values.
const LISTED: i64 = 256;

impl Preparer<'_> {
    /// Lays out the conditions under which questions are asked; each may use earlier questions only.
    pub(super) fn show_conditions(&mut self) {
        for (at, question) in self.scheme.questions.iter().enumerate() {
            let Some(condition) = &question.show_when else { continue };
            for (id, place) in super::subjects_of_condition(condition) {
                if !matches!(self.names.find(&id), Some(Named::Question(used)) if used < at) {
                    let message =
                        format!("`show-when` of `{}` uses `{id}`, which is not an earlier question", question.id);
                    self.fault(
                        "show-when",
                        &place,
                        message,
                        "a question can only depend on questions that stand before it",
                    );
                }
            }
            self.builder.place = condition.place.clone();
            let shown = self.condition(condition);
            if let Some(input) = self.builder.inputs.get_mut(at) {
                input.shown = shown;
            }
            if let Some(domain) = self.builder.domains.get_mut(at) {
                domain.may_be_blank = true;
            }
        }
    }

    /// The number that a reference to a question means.
    pub(super) fn question_value(&mut self, at: usize, suffix: Option<&str>, place: &Place) -> Option<NodeId> {
        let key = (at, suffix.unwrap_or_default().to_owned());
        if let Some(node) = self.builder.readings.get(&key) {
            return Some(*node);
        }
        let question = self.scheme.questions.get(at)?;
        let node = match (suffix, &question.kind) {
            (Some("level"), QuestionKind::Levels(_)) => self.code_of(at, place),
            (Some("level"), _) => {
                self.fault(
                    "unknown-id",
                    place,
                    format!("`{}` has no level", question.id),
                    "only questions of kind `levels` have one",
                );
                None
            }
            (Some(set), _) => self.points_of(at, Some(set), place),
            (None, QuestionKind::Levels(_) | QuestionKind::Choice(_)) => self.points_of(at, None, place),
            (None, QuestionKind::YesNo) if !question.points.is_empty() => self.points_of(at, None, place),
            (None, QuestionKind::Date) => {
                self.fault(
                    "not-a-number",
                    place,
                    format!("`{}` is a date, which is not a number", question.id),
                    "use it in `pro-rate` or `days`",
                );
                None
            }
            (None, _) => self.code_of(at, place),
        }?;
        self.builder.readings.insert(key, node);
        Some(node)
    }

    /// The points of an answer in a set, times the question's weight; a blank has none unless the scheme says.
    pub(super) fn points_of(&mut self, at: usize, set: Option<&str>, place: &Place) -> Option<NodeId> {
        let question = self.scheme.questions.get(at)?;
        let named = set.map(|set| if set == "points" { "" } else { set });
        let Some(points) = question.point_set(named).or_else(|| question.point_set(set)) else {
            self.no_points(question, set, place);
            return None;
        };
        let weighted: Option<Vec<Ratio>> = points.iter().map(|points| points.times(question.weight)).collect();
        let weighted = weighted?;
        let blank = match self.blank_code(at) {
            Some(code) => points_at(question, &weighted, code)?,
            None => Ratio::ZERO,
        };
        let values: Vec<Ratio> = match &question.kind {
            QuestionKind::Levels(_) | QuestionKind::Choice(_) => weighted,
            QuestionKind::YesNo => vec![Ratio::ZERO, *weighted.first()?],
            QuestionKind::Whole { min, max } if max - min < LISTED => {
                (*min..=*max).map(|code| points_at(question, &weighted, code)).collect::<Option<_>>()?
            }
            _ => {
                let each = *weighted.first()?;
                let number = self.code_of_or(at, Some(Ratio::ZERO), place)?;
                return self.builder.sum(&[(number, each)]);
            }
        };
        let base = if let QuestionKind::Whole { min, .. } = question.kind { min } else { 0 };
        self.map(at, base, &values, blank)
    }

    fn no_points(&mut self, question: &Question, set: Option<&str>, place: &Place) {
        let id = &question.id;
        let (message, help) = match (set, question.points.len()) {
            (_, 0) => (
                format!("`{id}` has no points"),
                format!("give the question `points`, or use `{id}.level` for the position of a level"),
            ),
            (None, _) => {
                let sets: Vec<&str> = question.points.iter().map(|(set, _)| set.as_str()).collect();
                (format!("`{id}` has several point sets"), format!("say which: {}", sets.join(", ")))
            }
            (Some(set), _) => {
                let near = nearest(set, question.points.iter().map(|(set, _)| set.as_str()));
                let help = near.map_or_else(
                    || "see the question's `points`".to_owned(),
                    |near| format!("did you mean `{id}.{near}`?"),
                );
                (format!("`{id}` has no point set `{set}`"), help)
            }
        };
        self.fault("points", place, message, help);
    }

    /// The answer itself as a number: a count, a position, an age.
    pub(super) fn code_of(&mut self, at: usize, place: &Place) -> Option<NodeId> {
        self.code_of_or(at, None, place)
    }

    fn code_of_or(&mut self, at: usize, or: Option<Ratio>, place: &Place) -> Option<NodeId> {
        let question = self.scheme.questions.get(at)?;
        let input = self.builder.inputs.get(at)?.clone();
        let den = if let QuestionKind::Decimal { places, .. } = question.kind { 10_i128.pow(places) } else { 1 };
        let blank = match self.blank_code(at) {
            Some(code) if input.age_day.is_some() => i128::from(input.age_of(code)?),
            Some(code) => i128::from(code),
            // A blank that is no answer has its own fault.
            None if question.blank.is_some() => return None,
            None if !input.may_be_blank() => 0,
            None => match or.and_then(|or| or.over(den)) {
                Some(or) => or,
                None => {
                    let message = format!(
                        "`{}` may be left blank, and its answer is used as a number or a key here",
                        question.id
                    );
                    self.fault(
                        "blank",
                        place,
                        message,
                        "say what a blank counts as, with `blank = …`, or make the question required",
                    );
                    return None;
                }
            },
        };
        let node = match &question.kind {
            QuestionKind::DateOfBirth { age_in, .. } => {
                let day = input.age_day?;
                self.builder.push(Op::Age { question: at, day, unit: *age_in, blank }, 1)
            }
            QuestionKind::Levels(options) | QuestionKind::Choice(options) => {
                let positions: Vec<Ratio> =
                    (0..options.len()).filter_map(|at| i64::try_from(at).ok()).map(Ratio::whole).collect();
                return self.map(at, 0, &positions, Ratio::new(blank, 1)?);
            }
            QuestionKind::YesNo => return self.map(at, 0, &[Ratio::ZERO, Ratio::ONE], Ratio::new(blank, 1)?),
            QuestionKind::Whole { min, max } if max - min < LISTED => {
                let numbers: Vec<Ratio> = (*min..=*max).map(Ratio::whole).collect();
                return self.map(at, *min, &numbers, Ratio::new(blank, 1)?);
            }
            _ => self.builder.push(Op::Number { question: at, blank }, den),
        }?;
        self.if_shown(at, node, Ratio::new(blank, den)?)
    }

    /// A value for each code, over their common denominator.
    pub(super) fn map(&mut self, at: usize, base: i64, values: &[Ratio], blank: Ratio) -> Option<NodeId> {
        let den = self.builder.common_den(values.iter().chain([&blank]).map(|value| value.den()))?;
        let numerators: Option<Vec<i128>> = values.iter().map(|value| value.over(den)).collect();
        let node =
            self.builder.push(Op::Map { question: at, base, values: numerators?, blank: blank.over(den)? }, den)?;
        self.if_shown(at, node, blank)
    }

    /// The value when the question is asked, otherwise what a blank counts as.
    fn if_shown(&mut self, at: usize, node: NodeId, blank: Ratio) -> Option<NodeId> {
        match self.builder.inputs.get(at).and_then(|input| input.shown) {
            None => Some(node),
            Some(shown) => {
                let otherwise = self.builder.constant(blank)?;
                self.builder.select(shown, node, otherwise)
            }
        }
    }

    /// The code that a blank counts as, where the scheme says one.
    pub(super) fn blank_code(&mut self, at: usize) -> Option<i64> {
        let question = self.scheme.questions.get(at)?;
        let text = question.blank.as_ref()?;
        match self.builder.inputs.get(at)?.code(text) {
            Ok(code) if code != BLANK => Some(code),
            _ => {
                let allowed = self.builder.inputs.get(at)?.allowed();
                let message = format!("a blank cannot count as `{text}`");
                self.fault("blank", &question.place.clone(), message, format!("it must be {allowed}"));
                None
            }
        }
    }
}

/// The points of an answer by its code.
fn points_at(question: &Question, weighted: &[Ratio], code: i64) -> Option<Ratio> {
    match &question.kind {
        QuestionKind::Levels(_) | QuestionKind::Choice(_) => weighted.get(usize::try_from(code).ok()?).copied(),
        QuestionKind::Decimal { places, .. } => {
            Ratio::new(i128::from(code), 10_i128.pow(*places))?.times(*weighted.first()?)
        }
        _ => Ratio::whole(code).times(*weighted.first()?),
    }
}
