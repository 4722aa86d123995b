//! The questionnaire: questions under their outcomes, with help, guidance and the points of each answer.

use super::figures::{Shown, number};
use super::markdown::{Column, paragraphs, plain};
use super::pen::Pen;
use crate::Ratio;
use crate::scheme::{AgeOn, AgeUnit, Answerer, Question, QuestionKind};

impl<'a> Pen<'a> {
    pub(super) fn questions(&mut self) {
        let scheme = self.scheme;
        if scheme.questions.is_empty() {
            return;
        }
        self.head(2, "questions.heading", &[]);
        let key = if scheme.questions.len() == 1 { "questions.one" } else { "questions.several" };
        self.tell(key, &[("count", &scheme.questions.len().to_string())]);
        let without: Vec<&'a Question> = scheme.questions.iter().filter(|q| q.outcome.is_none()).collect();
        let has_outcomes = without.len() < scheme.questions.len();
        if has_outcomes && !without.is_empty() {
            self.head(3, "questions.no-outcome", &[]);
        }
        without.into_iter().for_each(|question| self.question(question, if has_outcomes { 4 } else { 3 }));
        for outcome in &scheme.outcomes {
            let of_it = || scheme.questions.iter().filter(|q| q.outcome.as_deref() == Some(outcome.id.as_str()));
            if of_it().next().is_some() {
                let name = self.outcome_name(&outcome.id);
                self.page.heading(3, &name);
                of_it().for_each(|question| self.question(question, 4));
            }
        }
    }

    fn question(&mut self, question: &'a Question, level: usize) {
        let text = plain(self.words.question(&question.id));
        self.page.heading(level, &text);
        let own = self.words.questions.get(&question.id).cloned().unwrap_or_default();
        own.help.iter().flat_map(|help| paragraphs(help)).for_each(|help| self.page.block(&help));
        if let Some(condition) = &question.show_when {
            let condition = self.condition(condition);
            self.tell("question.asked-when", &[("condition", &condition)]);
        }
        let guidance = own.guidance.as_deref().unwrap_or_default();
        let meanings = self.meanings(question, guidance);
        self.answers(question, own.unit.as_deref(), &meanings);
        if meanings.is_empty() && !guidance.trim().is_empty() {
            self.guidance(guidance);
        }
        self.notes(question);
    }

    /// Guidance that is not one line for each option: paragraphs, or a list when it has several lines.
    fn guidance(&mut self, guidance: &str) {
        let lines: Vec<String> = guidance.lines().map(plain).filter(|line| !line.is_empty()).collect();
        let is_list =
            lines.len() > 1 && lines.iter().all(|line| line.split_once(':').is_some_and(|(a, _)| a.len() < 60));
        if is_list {
            self.listed("question.guidance-list", &[], &lines);
        } else {
            for (at, paragraph) in paragraphs(guidance).iter().enumerate() {
                if at == 0 {
                    self.tell("question.guidance", &[("guidance", paragraph)]);
                } else {
                    self.page.block(paragraph);
                }
            }
        }
    }

    /// What each option means, when the guidance has a line for each that begins with its name.
    fn meanings(&self, question: &Question, guidance: &str) -> Vec<String> {
        let Some(options) = question.options() else { return Vec::new() };
        let lines: Vec<&str> = guidance.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.len() != options.len() {
            return Vec::new();
        }
        let meaning = |(line, option): (&&str, &String)| {
            let (name, meaning) = line.split_once(':')?;
            let name = name.trim().to_lowercase();
            let is_its_name =
                name == option.replace('-', " ") || name == self.words.option(&question.id, option).to_lowercase();
            is_its_name.then(|| capitalised(&plain(meaning)))
        };
        lines.iter().zip(options).map(meaning).collect::<Option<Vec<String>>>().unwrap_or_default()
    }

    /// What may be answered and how many points it gives.
    fn answers(&mut self, question: &'a Question, unit: Option<&str>, meanings: &[String]) {
        let unit = unit.map(plain);
        match &question.kind {
            QuestionKind::Levels(options) | QuestionKind::Choice(options) => self.options(question, options, meanings),
            QuestionKind::YesNo => {
                self.tell("question.yes-no", &[]);
                self.points_each(question, ["question.points-yes", "question.points-yes-set"]);
            }
            QuestionKind::Whole { min, max } => {
                let (min, max) = (number(Ratio::whole(*min)), number(Ratio::whole(*max)));
                self.number_range(["question.whole", "question.whole-unit"], &min, &max, unit.as_deref());
                self.points_each(question, ["question.points-each", "question.points-each-set"]);
            }
            QuestionKind::Decimal { min, max, places } => {
                let end = |code: i64| Ratio::new(i128::from(code), 10_i128.pow(*places)).unwrap_or(Ratio::ZERO);
                let (min, max) = (number(end(*min)), number(end(*max)));
                self.number_range(["question.decimal", "question.decimal-unit"], &min, &max, unit.as_deref());
                self.points_each(question, ["question.points-each", "question.points-each-set"]);
            }
            QuestionKind::DateOfBirth { age_on, age_in, min, max } => {
                let key = match age_in {
                    AgeUnit::Years => "question.birth-years",
                    AgeUnit::Months => "question.birth-months",
                };
                let day = match age_on {
                    AgeOn::Calculation => self.messages.text("question.on-calculation").to_owned(),
                    AgeOn::DayOfYear(day) => {
                        let day = self.messages.date(day.latest_by(self.day));
                        self.say("question.on-day", &[("day", &day)])
                    }
                };
                self.tell(key, &[("day", &day), ("min", &min.to_string()), ("max", &max.to_string())]);
            }
            QuestionKind::Date => self.tell("question.date", &[]),
        }
    }

    fn number_range(&mut self, [without, with]: [&str; 2], min: &str, max: &str, unit: Option<&str>) {
        let key = if unit.is_some() { with } else { without };
        self.tell(key, &[("min", min), ("max", max), ("unit", unit.unwrap_or_default())]);
    }

    fn options(&mut self, question: &'a Question, options: &[String], meanings: &[String]) {
        let mut columns = vec![(self.messages.text("column.answer").to_owned(), Column::Text)];
        if !meanings.is_empty() {
            columns.push((self.messages.text("column.meaning").to_owned(), Column::Text));
        }
        for (set, _) in &question.points {
            let name = match set.as_str() {
                "" => self.messages.text("column.points").to_owned(),
                set => self.say("column.points-of-set", &[("set", &self.set_name(set))]),
            };
            columns.push((name, Column::Number));
        }
        let row = |(at, option): (usize, &String)| {
            let mut row = vec![plain(self.words.option(&question.id, option))];
            row.extend(meanings.get(at).cloned());
            let points = question.points.iter().map(|(_, points)| {
                let weighted = points.get(at).and_then(|points| points.times(question.weight));
                weighted.map(number).unwrap_or_default()
            });
            row.extend(points);
            row
        };
        let rows: Vec<Vec<String>> = options.iter().enumerate().map(row).collect();
        self.page.table(&columns, &rows);
    }

    /// The points of a yes or of each unit of a number, in every set.
    fn points_each(&mut self, question: &Question, [key, key_of_set]: [&str; 2]) {
        let items: Vec<String> = question
            .points
            .iter()
            .filter_map(|(set, points)| {
                let points = points.first()?.times(question.weight)?;
                let points = self.figure(points, Shown::Points);
                let set_name = self.set_name(set);
                let key = if set.is_empty() { key } else { key_of_set };
                Some(self.say(key, &[("points", &points), ("set", &set_name)]))
            })
            .collect();
        self.page.bullets(&items);
    }

    /// Who may answer, what a blank means, whether it moves an amount, where it comes from.
    fn notes(&mut self, question: &Question) {
        let mut notes = Vec::new();
        let who: Vec<String> = question.answered_by.iter().map(|who| self.answerer(*who)).collect();
        if !who.is_empty() {
            notes.push(self.say("question.answered-by", &[("who", &self.messages.one_of(&who))]));
        }
        let may_be_blank = !question.is_required;
        match &question.blank {
            Some(blank) => {
                let counts_as = match question.kind {
                    QuestionKind::Levels(_) | QuestionKind::Choice(_) | QuestionKind::YesNo => {
                        self.option_name(&question.id, blank)
                    }
                    _ => plain(blank),
                };
                let key = if may_be_blank { "question.blank-counts" } else { "question.not-asked-counts" };
                notes.push(self.say(key, &[("blank", &counts_as)]));
            }
            None if may_be_blank => {
                let key = if question.points.is_empty() {
                    "question.may-be-blank"
                } else {
                    "question.may-be-blank-no-points"
                };
                notes.push(self.messages.text(key).to_owned());
            }
            None => {}
        }
        if question.is_unpriced {
            notes.push(self.messages.text("question.unpriced").to_owned());
        }
        if let Some(source) = &question.source {
            notes.push(self.say("question.source", &[("source", &self.source(source))]));
        }
        self.page.block(&notes.join(" "));
    }

    fn answerer(&self, who: Answerer) -> String {
        let key = match who {
            Answerer::Child => "answerer.child",
            Answerer::YoungPerson => "answerer.young-person",
            Answerer::ParentCarer => "answerer.parent-carer",
            Answerer::Professional => "answerer.professional",
        };
        self.messages.text(key).to_owned()
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
