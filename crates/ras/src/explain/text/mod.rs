//! The explanation as a plain text, for a terminal, an e-mail or a reading machine.

mod closing;

pub(super) use closing::closing;

use super::changes::{Change, QuestionChange, Towards};
use super::letter::{AnswerLine, Explanation, PointsTable, StepLine, StreamLine};
use super::message::Message as M;
use super::sentences::{write_effects, write_source};
use super::wording::{Value as V, Wording};
use super::wrap::wrap;

/// Writes an explanation as a text; `closing` is what every letter of the scheme ends with.
pub(super) fn write_text(out: &mut String, explanation: &Explanation<'_>, wording: &Wording, closing: &str) {
    let mut page = Page { out, wording, room: String::with_capacity(256) };
    page.top(explanation);
    page.figure(explanation);
    page.answers(explanation);
    page.points(&explanation.points);
    page.steps(explanation);
    page.cliffs(explanation);
    page.changes(explanation);
    page.out.push_str(closing);
}

struct Page<'p> {
    out: &'p mut String,
    wording: &'p Wording,
    /// For what is put into a sentence; used again and again.
    room: String,
}

impl Page<'_> {
    fn heading(&mut self, message: M) {
        self.out.push('\n');
        self.underlined(message, '-');
    }

    fn underlined(&mut self, message: M, with: char) {
        let text = self.wording.text(message);
        self.out.push_str(text);
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(with, text.chars().count()));
        self.out.push_str("\n\n");
    }

    /// A line with a sentence.
    fn say(&mut self, indent: &str, message: M, values: &[(&str, V<'_>)]) {
        self.out.push_str(indent);
        self.wording.say(self.out, message, values);
        self.out.push('\n');
    }

    fn line(&mut self, indent: &str, text: &str) {
        self.out.push_str(indent);
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// Running text.
    fn paragraph(&mut self, text: &str) {
        wrap(self.out, text);
    }

    /// Running text that is the same in every letter.
    fn running(&mut self, message: M) {
        self.out.push_str(self.wording.wrapped(message));
    }

    fn label(&mut self, label: M, value: V<'_>) {
        let label = self.wording.text(label);
        self.say("", M::LabelLine, &[("label", V::Text(label)), ("value", value)]);
    }

    fn top(&mut self, explanation: &Explanation<'_>) {
        self.underlined(M::HeadingTitle, '=');
        // A name comes from a file: it stays on its line.
        let person = explanation.person.replace(char::is_control, " ");
        self.label(M::LabelPerson, V::Text(&person));
        self.label(M::LabelScheme, V::Text(explanation.scheme.title));
        if let Some(authority) = explanation.scheme.authority {
            self.label(M::LabelAuthority, V::Text(authority));
        }
        self.label(M::LabelOn, V::Day(explanation.on));
    }

    fn figure(&mut self, explanation: &Explanation<'_>) {
        self.heading(M::HeadingFigure);
        for line in &explanation.streams {
            let (stream, amount) = (("stream", V::Text(line.name)), ("amount", V::Text(&line.shown)));
            let reason = ("reason", V::Text(line.reason.as_deref().unwrap_or_default()));
            match (line.amount, line.is_eligible) {
                (None, _) => self.say("  ", M::AmountNone, &[stream, reason]),
                (Some(_), false) => self.say("  ", M::AmountNotOpen, &[stream, amount, reason]),
                (Some(_), true) => self.say("  ", M::AmountLine, &[stream, amount]),
            }
        }
        for total in explanation.totals.iter().filter(|total| total.streams > 1) {
            self.line("  ", &total.shown);
        }
        self.out.push('\n');
        self.running(M::IndicativeWhat);
        if explanation.is_refused {
            self.out.push('\n');
            self.running(M::IndicativeRefused);
        }
        if !explanation.routes.is_empty() {
            self.heading(M::HeadingRoutes);
            explanation.routes.iter().for_each(|route| self.paragraph(route.text));
        }
    }

    fn answers(&mut self, explanation: &Explanation<'_>) {
        self.heading(M::HeadingAnswers);
        self.running(M::AnswersIntro);
        let has_outcomes = explanation.answers.iter().any(|line| line.outcome.is_some());
        let mut group = None;
        for line in &explanation.answers {
            if has_outcomes && group != Some(line.outcome) {
                group = Some(line.outcome);
                self.out.push('\n');
                self.line("", line.outcome.unwrap_or(self.wording.text(M::AnswersOtherOutcome)));
            } else if group.is_none() && !has_outcomes {
                group = Some(None);
                self.out.push('\n');
            }
            self.answer(line);
        }
    }

    fn answer(&mut self, line: &AnswerLine<'_>) {
        let (question, answer) = (("question", V::Text(line.text)), ("answer", V::Text(&line.answer)));
        if line.points.is_empty() && line.source.is_none() {
            return self.say("  ", M::AnswersLine, &[question, answer]);
        }
        self.room.clear();
        for of_set in line.points.iter() {
            if !self.room.is_empty() {
                self.room.push_str("; ");
            }
            let values = [("set", V::Text(of_set.set)), ("points", V::Text(&of_set.shown))];
            let message = if of_set.set.is_empty() { M::AnswersOnlyPoints } else { M::AnswersSetPoints };
            self.wording.say(&mut self.room, message, &values);
        }
        if let Some(source) = line.source {
            if !self.room.is_empty() {
                self.room.push_str("; ");
            }
            write_source(self.wording, &mut self.room, source);
        }
        self.out.push_str("  ");
        let values = [question, answer, ("points", V::Text(&self.room))];
        self.wording.say(self.out, M::AnswersLineWithPoints, &values);
        self.out.push('\n');
    }

    fn points(&mut self, tables: &[PointsTable<'_>]) {
        if tables.is_empty() {
            return;
        }
        self.heading(M::HeadingPoints);
        self.running(M::PointsIntro);
        for table in tables {
            self.out.push('\n');
            self.line("", table.name);
            let unnamed = if table.groups.len() == 1 { M::AnswersAll } else { M::AnswersOtherOutcome };
            for group in &table.groups {
                let outcome = ("outcome", V::Text(group.outcome.unwrap_or(self.wording.text(unnamed))));
                let working = ("working", V::Text(&group.working));
                match &group.cap {
                    None => self.say("  ", M::PointsGroup, &[outcome, working]),
                    Some(cap) => {
                        let values = [outcome, working, ("cap", V::Text(cap)), ("counted", V::Text(&group.counted))];
                        self.say("  ", M::PointsCapped, &values);
                    }
                }
            }
            self.say("  ", M::PointsTotal, &[("points", V::Text(&table.total))]);
        }
    }

    fn steps(&mut self, explanation: &Explanation<'_>) {
        if !explanation.is_complete {
            return;
        }
        self.heading(M::HeadingSteps);
        self.running(M::StepsIntro);
        let mut number = 0;
        for (at, stream) in explanation.streams.iter().enumerate() {
            self.out.push('\n');
            if explanation.streams.len() > 1 {
                self.line("", stream.name);
            }
            for step in explanation.steps.iter().filter(|step| step.stream == at) {
                number += 1;
                self.step(number, step);
            }
            self.stream(stream);
        }
        for total in explanation.totals.iter().filter(|total| total.streams > 1) {
            self.out.push('\n');
            self.line("", &total.shown);
        }
    }

    fn step(&mut self, number: usize, step: &StepLine<'_>) {
        self.say("", M::StepsLine, &[("number", V::Count(number)), ("name", V::Text(step.name))]);
        self.line("     ", &step.working);
        for part in &step.parts {
            let (shown, name) = (("shown", V::Text(&part.shown)), ("name", V::Text(&part.name)));
            match part.source {
                None => self.say("       ", M::StepsPart, &[shown, name]),
                Some(source) => {
                    self.room.clear();
                    write_source(self.wording, &mut self.room, source);
                    self.out.push_str("       ");
                    let values = [shown, name, ("source", V::Text(&self.room))];
                    self.wording.say(self.out, M::StepsPartWithSource, &values);
                    self.out.push('\n');
                }
            }
        }
        step.notes.iter().for_each(|note| self.line("     ", note));
        for source in step.sources {
            self.room.clear();
            write_source(self.wording, &mut self.room, *source);
            self.out.push_str("     ");
            self.wording.say(self.out, M::StepsSource, &[("source", V::Text(&self.room))]);
            self.out.push('\n');
        }
    }

    fn stream(&mut self, stream: &StreamLine<'_>) {
        stream.whole.iter().for_each(|whole| self.line("", whole));
        self.line("", &stream.working);
        stream.eligibility.iter().for_each(|text| self.line("", text));
    }

    fn cliffs(&mut self, explanation: &Explanation<'_>) {
        if explanation.cliffs.is_empty() {
            return;
        }
        self.heading(M::HeadingCliffs);
        self.running(M::CliffIntro);
        for cliff in &explanation.cliffs {
            self.out.push('\n');
            self.paragraph(&cliff.sentence);
        }
    }

    fn changes(&mut self, explanation: &Explanation<'_>) {
        let now = &explanation.streams;
        let moves = |change: &QuestionChange<'_>| change.moves(now);
        if !explanation.changes.iter().any(moves) {
            return;
        }
        self.heading(M::HeadingChanges);
        self.running(M::ChangeIntro);
        for question in explanation.changes.iter().filter(|change| moves(change)) {
            self.out.push('\n');
            let values = [("question", V::Text(question.text)), ("answer", V::Text(&question.answer))];
            self.say("", M::ChangeQuestion, &values);
            question.changes.iter().for_each(|change| self.change(change, now));
        }
        if explanation.is_complete && !explanation.changes.iter().all(moves) {
            self.out.push('\n');
            self.line("", self.wording.text(M::ChangeMovesNothing));
            explanation.changes.iter().filter(|change| !moves(change)).for_each(|change| self.line("  ", change.text));
        }
    }

    fn change(&mut self, change: &Change<'_>, now: &[StreamLine<'_>]) {
        self.room.clear();
        write_effects(self.wording, &mut self.room, change, now);
        let message = match change.towards {
            Towards::Lower => M::ChangeLower,
            Towards::Higher => M::ChangeHigher,
            Towards::Other => M::ChangeOther,
            Towards::First => M::ChangeFirst,
        };
        self.out.push_str("  ");
        let values = [("answer", V::Text(&change.answer)), ("effects", V::Text(&self.room))];
        self.wording.say(self.out, message, &values);
        self.out.push('\n');
    }
}
