//! A question as an input: which codes its answers have and how a text becomes one.

use crate::calendar::{age_in_months, age_in_years, date_of, day_number, parse_iso};
use crate::finding::nearest;
use crate::scheme::{AgeUnit, NeedDirection, Question, QuestionKind};
use jiff::civil::Date;

/// A question made ready for one day: its answers are whole-number *codes*. An option's code is its position, `no` is
/// 0 and `yes` 1, a number is counted in its smallest unit, a date is its day number.
#[derive(Debug, Clone)]
pub struct Input {
    /// The question's id.
    pub id: String,
    pub(crate) kind: QuestionKind,
    pub(crate) need: NeedDirection,
    pub(crate) is_required: bool,
    /// Whether it has a condition under which it is asked.
    pub(crate) shown: Option<super::NodeId>,
    /// Least and greatest code.
    pub(crate) lo: i64,
    pub(crate) hi: i64,
    /// For a date of birth: the day the age is taken on.
    pub(crate) age_day: Option<Date>,
}

impl Input {
    pub(crate) fn of(question: &Question, on: Date) -> Input {
        let mut age_day = None;
        let (lo, hi) = match &question.kind {
            QuestionKind::Levels(options) | QuestionKind::Choice(options) => {
                (0, i64::try_from(options.len()).unwrap_or(i64::MAX) - 1)
            }
            QuestionKind::YesNo => (0, 1),
            QuestionKind::Whole { min, max } | QuestionKind::Decimal { min, max, .. } => (*min, *max),
            QuestionKind::DateOfBirth { age_on, age_in, min, max } => {
                let day = age_on.day(on);
                age_day = Some(day);
                let months = |age: i64| if *age_in == AgeUnit::Years { age * 12 } else { age };
                let back = |months: i64| day.checked_sub(jiff::Span::new().months(months)).unwrap_or(Date::MIN);
                (day_number(back(months(*max + 1))) + 1, day_number(back(months(*min))))
            }
            QuestionKind::Date => (day_number(on) - 40_000, day_number(on) + 40_000),
        };
        Input {
            id: question.id.clone(),
            kind: question.kind.clone(),
            need: question.need(),
            is_required: question.is_required,
            shown: None,
            lo,
            hi,
            age_day,
        }
    }

    /// Whether a sheet may lack its answer.
    pub(crate) fn may_be_blank(&self) -> bool {
        !self.is_required || self.shown.is_some()
    }

    /// Least and greatest code of an answer.
    #[must_use]
    pub fn ends(&self) -> (i64, i64) {
        (self.lo, self.hi)
    }

    /// The code of an answer as a file holds it, without blanks around it.
    ///
    /// # Errors
    /// What was allowed, in words, when the text is no answer to this question.
    pub fn code(&self, text: &str) -> Result<i64, String> {
        match &self.kind {
            QuestionKind::Levels(options) | QuestionKind::Choice(options) => {
                let found = options.iter().position(|option| option == text);
                found.and_then(|at| i64::try_from(at).ok()).ok_or_else(|| self.allowed_near(text, options))
            }
            QuestionKind::YesNo => match text {
                "yes" | "Yes" | "YES" => Ok(1),
                "no" | "No" | "NO" => Ok(0),
                _ => Err(self.allowed()),
            },
            QuestionKind::Whole { .. } => self.number(text, 0),
            QuestionKind::Decimal { places, .. } => self.number(text, *places),
            QuestionKind::DateOfBirth { .. } => {
                let born = parse_iso(text).ok_or_else(|| self.allowed())?;
                let code = day_number(born);
                // The range of codes is by month arithmetic; the age itself decides.
                if self.age_of(code).is_some_and(|age| self.age_bounds().contains(&age)) {
                    Ok(code)
                } else {
                    Err(self.allowed())
                }
            }
            QuestionKind::Date => {
                let code = day_number(parse_iso(text).ok_or_else(|| self.allowed())?);
                if (self.lo..=self.hi).contains(&code) { Ok(code) } else { Err(self.allowed()) }
            }
        }
    }

    fn number(&self, text: &str, places: u32) -> Result<i64, String> {
        // Plain digits, which is nearly everything, need no fractions.
        if places == 0
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && let Ok(code) = text.parse()
            && (self.lo..=self.hi).contains(&code)
        {
            return Ok(code);
        }
        if text.contains(['_', '+']) {
            return Err(self.allowed());
        }
        let number: crate::Ratio = text.parse().map_err(|_| self.allowed())?;
        let units = number.over(10_i128.pow(places)).and_then(|units| i64::try_from(units).ok());
        units.filter(|units| (self.lo..=self.hi).contains(units)).ok_or_else(|| self.allowed())
    }

    fn age_bounds(&self) -> std::ops::RangeInclusive<i64> {
        match self.kind {
            QuestionKind::DateOfBirth { min, max, .. } => min..=max,
            _ => 0..=0,
        }
    }

    /// The age that a date-of-birth code means.
    pub(crate) fn age_of(&self, code: i64) -> Option<i64> {
        let (QuestionKind::DateOfBirth { age_in, .. }, Some(day)) = (&self.kind, self.age_day) else { return None };
        let born = date_of(code)?;
        if born > day {
            return None;
        }
        Some(if *age_in == AgeUnit::Years { age_in_years(born, day) } else { age_in_months(born, day) })
    }

    /// What may be answered, in words.
    #[must_use]
    pub fn allowed(&self) -> String {
        match &self.kind {
            QuestionKind::Levels(options) | QuestionKind::Choice(options) => format!("one of {}", few(options)),
            QuestionKind::YesNo => "yes or no".to_owned(),
            QuestionKind::Whole { min, max } => format!("a whole number from {min} to {max}"),
            QuestionKind::Decimal { places, .. } => {
                let end =
                    |code: i64| crate::Ratio::new(i128::from(code), 10_i128.pow(*places)).unwrap_or(crate::Ratio::ZERO);
                format!("a number from {} to {} with at most {places} decimals", end(self.lo), end(self.hi))
            }
            QuestionKind::DateOfBirth { age_in, min, max, .. } => {
                let unit = if *age_in == AgeUnit::Years { "years" } else { "months" };
                let day = self.age_day.unwrap_or(Date::MIN);
                format!("a date of birth such as 2012-05-17, of an age from {min} to {max} {unit} on {day}")
            }
            QuestionKind::Date => "a date such as 2026-04-01".to_owned(),
        }
    }

    fn allowed_near(&self, text: &str, options: &[String]) -> String {
        let lower = text.to_lowercase().replace([' ', '_'], "-");
        match nearest(&lower, options.iter().map(String::as_str)) {
            Some(near) => format!("{}; did you mean {near}?", self.allowed()),
            None => self.allowed(),
        }
    }

    /// An answer's code written as a file would hold it.
    #[must_use]
    pub fn text(&self, code: i64) -> String {
        let at = usize::try_from(code).unwrap_or(usize::MAX);
        match &self.kind {
            QuestionKind::Levels(options) | QuestionKind::Choice(options) => {
                options.get(at).cloned().unwrap_or_default()
            }
            QuestionKind::YesNo => if code == 1 { "yes" } else { "no" }.to_owned(),
            QuestionKind::Whole { .. } => code.to_string(),
            QuestionKind::Decimal { places, .. } => {
                crate::Ratio::new(i128::from(code), 10_i128.pow(*places)).map(|n| n.to_string()).unwrap_or_default()
            }
            QuestionKind::DateOfBirth { .. } | QuestionKind::Date => {
                date_of(code).map(|d| d.to_string()).unwrap_or_default()
            }
        }
    }
}

/// A list of options that stays readable when there are many.
fn few(options: &[String]) -> String {
    const SHOWN: usize = 12;
    let mut names: Vec<&str> = options.iter().take(SHOWN).map(String::as_str).collect();
    let more = format!("and {} more", options.len().saturating_sub(SHOWN));
    if options.len() > SHOWN {
        names.push(&more);
    }
    names.join(", ")
}
