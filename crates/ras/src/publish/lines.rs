//! The lines of the calculation: each step in words, with its tables and its source.

use super::figures::Shown;
use super::markdown::Column;
use super::pen::Pen;
use crate::scheme::{Case, Condition, InForce, Outside, QuestionKind, Ref, Rows, Step, StepKind, Term, Test};

impl<'a> Pen<'a> {
    /// One line with all its dated versions, the one in force first.
    pub(super) fn line(&mut self, id: &'a str) {
        let line = self.lines.get(id).copied().unwrap_or(0).to_string();
        let name = self.step_name(id);
        self.head(4, "line.heading", &[("line", &line), ("name", &name)]);
        let scheme = self.scheme;
        let mut versions: Vec<&'a Step> = scheme.steps.iter().filter(|step| step.id == id).collect();
        versions.sort_by_key(|step| (!step.dates.holds(self.day), step.dates.from));
        for step in versions {
            self.dates(step.dates);
            self.step(step);
        }
        self.example_line(id);
    }

    /// When something holds, if not always.
    pub(super) fn dates(&mut self, dates: InForce) {
        if let Some(time) = self.messages.time(dates) {
            self.tell("line.dates", &[("time", &time)]);
        }
    }

    fn step(&mut self, step: &'a Step) {
        let unit = self.units.of_id(&step.id);
        let has_rows_with_sources = self.kind(step, unit);
        let mut further = Vec::new();
        if let Some(when) = &step.when {
            let (condition, otherwise) = (self.condition(when), self.reference(&step.otherwise, unit));
            further.push(self.say("line.when", &[("condition", &condition), ("otherwise", &otherwise)]));
        }
        if let Some(floor) = &step.floor {
            further.push(self.say("line.floor", &[("least", &self.reference(floor, unit))]));
        }
        if let Some(ceiling) = &step.ceiling {
            further.push(self.say("line.ceiling", &[("most", &self.reference(ceiling, unit))]));
        }
        if let Some(round) = step.round {
            further.push(self.say("line.round", &[("rounding", &self.rounding(round, unit))]));
        }
        self.page.block(&further.join(" "));
        let own = step.source.as_deref();
        let source = if own.is_some() || has_rows_with_sources { self.source_or_default(own) } else { None };
        if let Some(source) = source {
            self.tell("line.source", &[("source", &source)]);
        }
    }

    /// How the step is reached; true when it holds amounts of its own, so that a source is owed.
    fn kind(&mut self, step: &'a Step, unit: Shown) -> bool {
        match &step.kind {
            StepKind::Points { set, outcomes, questions, caps } => {
                self.points(set.as_deref(), outcomes, questions, caps);
                return !caps.is_empty();
            }
            StepKind::Sum(terms) => return self.sum(terms, unit),
            StepKind::Product(of) => {
                if let [first, second] = of.as_slice() {
                    let (first, second) = (self.factor(first), self.factor(second));
                    self.tell("line.product", &[("first", &first), ("second", &second)]);
                } else {
                    let factors: Vec<String> = of.iter().map(|of| self.factor(of)).collect();
                    self.listed("line.product-of", &[], &factors);
                }
            }
            StepKind::Greatest(of) => self.operands("line.greatest", of, unit),
            StepKind::Least(of) => self.operands("line.least", of, unit),
            StepKind::Power(of, exponent) => {
                let of = self.reference(of, Shown::Number);
                let key = if *exponent == 2 { "line.square" } else { "line.power" };
                self.tell(key, &[("of", &of), ("exponent", &exponent.to_string())]);
            }
            StepKind::Polynomial(of, coefficients) => {
                let of = self.reference(of, Shown::Number);
                let formula = self.polynomial(coefficients);
                self.tell("line.polynomial", &[("of", &of), ("formula", &formula)]);
                return true;
            }
            StepKind::DeductShare(of, share) => {
                let (of, share) = (self.reference(of, unit), self.reference(share, Shown::Share));
                self.tell("line.deduct-share", &[("of", &of), ("share", &share)]);
            }
            StepKind::Divide(of, by, round) => {
                let (of, by) = (self.reference(of, unit), self.reference(by, Shown::Number));
                let rounding = self.rounding(*round, unit);
                self.tell("line.divide", &[("of", &of), ("by", &by), ("rounding", &rounding)]);
            }
            StepKind::Count(questions, test) => self.count(questions, test),
            StepKind::Cases(cases, outside) => {
                self.cases(&step.id, cases, outside, unit);
                return cases.iter().any(|case| matches!(case.value, Ref::Number(_)));
            }
            StepKind::Table { keys, rows, .. } => return self.table_step(step, keys, rows, unit),
            StepKind::ProRate(of, days) => {
                let (of, days) = (self.reference(of, unit), self.day_range(days));
                self.tell("line.pro-rate", &[("of", &of)]);
                self.page.bullets(&days);
            }
            StepKind::Days(days, is_share) => {
                let days = self.day_range(days);
                self.listed(if *is_share { "line.share-of-year" } else { "line.days" }, &[], &days);
            }
        }
        false
    }

    /// A sentence and a list under it.
    pub(super) fn listed(&mut self, key: &str, values: &[(&str, &str)], items: &[String]) {
        self.tell(key, values);
        self.page.bullets(items);
    }

    fn operands(&mut self, key: &str, of: &[Ref], unit: Shown) {
        let items: Vec<String> = of.iter().map(|of| self.reference(of, unit)).collect();
        self.listed(key, &[], &items);
    }

    /// A factor of a product: a bare number below one is a share of the rest.
    fn factor(&self, of: &Ref) -> String {
        self.reference(of, Shown::Number)
    }

    fn points(&mut self, set: Option<&str>, outcomes: &[String], questions: &[String], caps: &'a [(String, Ref)]) {
        let set = set.map(|set| self.set_name(set));
        let set = set.as_deref().unwrap_or_default();
        let said = match (questions.is_empty(), outcomes.is_empty(), set.is_empty()) {
            (false, _, is_only) => {
                let names: Vec<String> = questions.iter().map(|id| self.question_name(id)).collect();
                let names = names.join(self.messages.text("list.semicolon"));
                let key = if is_only { "points.questions" } else { "points.questions-set" };
                self.say(key, &[("questions", &names), ("set", set)])
            }
            (true, false, is_only) => {
                let names: Vec<String> = outcomes.iter().map(|id| self.outcome_name(id)).collect();
                let key = if is_only { "points.outcomes" } else { "points.outcomes-set" };
                self.say(key, &[("outcomes", &self.messages.all_of(&names)), ("set", set)])
            }
            (true, true, true) => self.messages.text("points.all").to_owned(),
            (true, true, false) => self.say("points.all-set", &[("set", set)]),
        };
        self.page.block(&said);
        let caps: Vec<String> = caps
            .iter()
            .map(|(outcome, most)| {
                let most = self.reference(most, Shown::Points);
                self.say("points.cap", &[("outcome", &self.outcome_name(outcome)), ("most", &most)])
            })
            .collect();
        self.page.bullets(&caps);
    }

    fn sum(&mut self, terms: &'a [Term], unit: Shown) -> bool {
        let items: Vec<String> = terms.iter().map(|term| self.term(term, unit)).collect();
        self.listed("line.sum", &[], &items);
        terms.iter().any(|term| term.source.is_none() && matches!(term.of, Ref::Number(_)))
    }

    fn term(&self, term: &Term, unit: Shown) -> String {
        let is_less = |factor: &Ref| matches!(factor, Ref::Number(number) if *number == crate::Ratio::whole(-1));
        let lesses = term.times.iter().filter(|factor| is_less(factor)).count();
        let factors: Vec<String> =
            term.times.iter().filter(|factor| !is_less(factor)).map(|factor| self.factor(factor)).collect();
        let alone = if factors.is_empty() { unit } else { Shown::Number };
        let of = self.reference(&term.of, alone);
        let factors = factors.join(self.messages.text("list.times"));
        let key = match (lesses % 2 == 1, factors.is_empty()) {
            (false, true) => "term.plain",
            (false, false) => "term.times",
            (true, true) => "term.less",
            (true, false) => "term.less-times",
        };
        let mut said = self.say(key, &[("of", &of), ("factors", &factors)]);
        if let Some(when) = &term.when {
            said = self.say("term.when", &[("term", &said), ("condition", &self.condition(when))]);
        }
        if let Some(source) = &term.source {
            said = self.say("source.after", &[("what", &said), ("source", &self.source(source))]);
        }
        said
    }

    fn polynomial(&self, coefficients: &[crate::Ratio]) -> String {
        let term = |(at, coefficient): (usize, &crate::Ratio)| {
            let number = super::figures::number(*coefficient);
            match at {
                0 => number,
                1 => self.say("term.linear", &[("coefficient", &number)]),
                _ => self.say("term.power", &[("coefficient", &number), ("exponent", &raised(at))]),
            }
        };
        let terms: Vec<String> =
            coefficients.iter().enumerate().filter(|(_, c)| **c != crate::Ratio::ZERO).map(term).collect();
        terms.join(self.messages.text("list.plus"))
    }

    fn count(&mut self, questions: &[(String, crate::finding::Place)], test: &Test) {
        let first = questions.first().map(|(id, place)| Ref::Name(id.clone(), place.clone()));
        let test = first.map(|first| self.tests(&first, std::slice::from_ref(test))).unwrap_or_default();
        let names: Vec<String> = questions.iter().map(|(id, _)| self.question_name(id)).collect();
        self.listed("line.count", &[("test", &test)], &names);
    }

    fn cases(&mut self, step: &str, cases: &'a [Case], outside: &Outside, unit: Shown) {
        self.tell("line.cases", &[]);
        let mut rows: Vec<Vec<String>> =
            cases.iter().map(|case| vec![self.condition(&case.when), self.case_value(case, unit)]).collect();
        if let Outside::Value(value) = outside {
            rows.push(vec![self.messages.text("column.otherwise").to_owned(), self.reference(value, unit)]);
        }
        let column = |key: &'static str| self.messages.text(key).to_owned();
        let columns = [(column("column.case"), Column::Text), (column("column.value"), Column::Number)];
        self.page.table(&columns, &rows);
        if *outside == Outside::Refused {
            self.outside(step, outside, unit);
        }
    }

    fn case_value(&self, case: &Case, unit: Shown) -> String {
        let value = self.reference(&case.value, unit);
        match &case.source {
            Some(source) => self.say("source.after", &[("what", &value), ("source", &self.source(source))]),
            None => value,
        }
    }

    fn table_step(
        &mut self,
        step: &'a Step,
        keys: &'a [Ref],
        rows: &'a Result<Rows, (String, crate::finding::Place)>,
        unit: Shown,
    ) -> bool {
        let name = |key: &Ref| match self.key_question(key) {
            Some(question) => self.say("name.answer", &[("question", &self.question_name(&question.id))]),
            None => self.reference(key, Shown::Number),
        };
        let names: Vec<String> = keys.iter().map(name).collect();
        let names = self.messages.all_of(&names);
        match rows {
            Ok(rows) => {
                let key = match rows {
                    Rows::Bands(..) => "line.bands",
                    Rows::Line(..) => "line.straight",
                    Rows::Lookup(..) => "line.lookup",
                };
                self.tell(key, &[("keys", &names)]);
                self.rows(rows, super::tables::Keys { of: keys, are_named: true }, unit);
                self.outside(&step.id, rows.outside(), unit);
                true
            }
            Err((table, _)) => {
                let table = self.table_name(table);
                self.tell("line.table", &[("keys", &names), ("table", &table)]);
                false
            }
        }
    }

    /// What holds for a value in no row.
    pub(super) fn outside(&mut self, step: &str, outside: &Outside, unit: Shown) {
        match outside {
            Outside::Unsaid => {}
            Outside::Value(value) => {
                let value = self.reference(value, unit);
                self.tell("line.outside-value", &[("value", &value)]);
            }
            Outside::Refused => {
                let reason = self.words.refusals.get(step).map(|reason| super::markdown::plain(reason));
                match reason {
                    Some(reason) => self.tell("line.outside-refused-because", &[("reason", &reason)]),
                    None => self.tell("line.outside-refused", &[]),
                }
            }
        }
    }

    fn day_range(&self, days: &crate::scheme::DayRange) -> Vec<String> {
        let (first, last) = days.year_starts.year_around(self.day);
        let mut items =
            vec![self.say("days.year", &[("from", &self.messages.date(first)), ("until", &self.messages.date(last))])];
        let mut add = |key: &str, id: &str, age: &str| {
            items.push(self.say(key, &[("question", &self.question_name(id)), ("age", age)]));
        };
        days.from.iter().for_each(|(id, _)| add("days.from", id, ""));
        days.until.iter().for_each(|(id, _)| add("days.until", id, ""));
        days.until_birthday.iter().for_each(|(id, _, age)| add("days.birthday", id, &age.to_string()));
        items
    }

    /// The kind of a question, when a key of a table is one.
    pub(super) fn key_question(&self, key: &Ref) -> Option<&'a crate::scheme::Question> {
        let Ref::Name(name, _) = key else { return None };
        let question = self.scheme.questions.iter().find(|question| question.id == *name)?;
        let has_options = question.options().is_some() || question.kind == QuestionKind::YesNo;
        has_options.then_some(question)
    }

    /// Named conditions that the calculation uses, with what they ask.
    pub(super) fn conditions_named_in(&self, condition: &'a Condition) -> Vec<(String, String)> {
        let used = crate::prepare::uses_of_condition(condition);
        let named = self.scheme.conditions.iter().filter(|named| used.iter().any(|(id, _)| *id == named.id));
        named.filter_map(|named| Some((self.condition_name(&named.id)?, self.condition(&named.condition)))).collect()
    }
}

/// An exponent as a small raised number.
fn raised(exponent: usize) -> String {
    let digit = |digit: char| match digit {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        _ => '⁹',
    };
    exponent.to_string().chars().map(digit).collect()
}
