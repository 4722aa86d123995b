//! From the answers to the amounts: every point and every sum, so that it can be done again by hand.

use super::Desk;
use crate::document::{Block, Table, Text};
use ras::explain::{AnswerLine, AnswerPoints, Message, PointsTable, Source, StepLine, Value, write_source};

impl<'l> Desk<'l> {
    pub(super) fn answers(&mut self) {
        self.heading(1, self.say(Message::HeadingAnswers));
        self.paragraph(self.say(Message::AnswersIntro));
        let groups: Vec<&'l [AnswerLine<'l>]> =
            self.explanation.answers.chunk_by(|a, b| a.outcome == b.outcome).collect();
        let unnamed = if groups.len() == 1 { Message::AnswersAll } else { Message::AnswersOtherOutcome };
        for group in groups {
            let outcome = group.first().and_then(|line| line.outcome);
            let caption = outcome.map_or_else(|| self.say(unnamed).into(), |name| self.own(name));
            let has_points = group.iter().any(|line| !line.points.is_empty() || line.source.is_some());
            let mut headers = vec![self.say(Message::LabelQuestion).into(), self.say(Message::LabelAnswer).into()];
            headers.extend(has_points.then(|| self.say(Message::LabelPoints).into()));
            let row = |line: &AnswerLine<'_>| {
                let mut row = vec![self.own(line.text), self.own(&line.answer)];
                row.extend(has_points.then(|| self.points_of(line)));
                row
            };
            let rows = group.iter().map(row).collect();
            self.table(Table { caption, headers, rows, ..Table::default() });
        }
    }

    fn points_of(&self, line: &AnswerLine<'_>) -> Text {
        let mut lines: Vec<String> = line.points.iter().map(|points| self.set_points(points)).collect();
        lines.extend(line.source.as_ref().map(|source| format!("({})", self.source(source))));
        lines.join("\n").into()
    }

    fn set_points(&self, points: &AnswerPoints<'_>) -> String {
        if points.set.is_empty() {
            return points.shown.clone().into_owned();
        }
        self.sentence(Message::AnswersSetPoints, &[("set", points.set), ("points", &points.shown)])
    }

    fn source(&self, source: &Source<'_>) -> String {
        let mut text = String::new();
        write_source(self.wording, &mut text, *source);
        text
    }

    pub(super) fn points(&mut self) {
        if self.explanation.points.is_empty() {
            return;
        }
        self.heading(1, self.say(Message::HeadingPoints));
        self.paragraph(self.say(Message::PointsIntro));
        self.explanation.points.iter().for_each(|table| self.points_table(table));
    }

    fn points_table(&mut self, points: &PointsTable<'_>) {
        let unnamed = if points.groups.len() == 1 { Message::AnswersAll } else { Message::AnswersOtherOutcome };
        let mut rows = Vec::new();
        for group in &points.groups {
            let name = group.outcome.map_or_else(|| self.say(unnamed).into(), |name| self.own(name));
            let mut working = group.working.clone();
            if let Some(cap) = &group.cap {
                working.push('\n');
                working.push_str(&self.sentence(Message::PointsAtMost, &[("cap", cap)]));
            }
            rows.push(vec![name, working.into(), group.counted.clone().into()]);
        }
        let headers = [Message::LabelOutcome, Message::LabelAdded, Message::LabelCounted];
        let total = vec![self.say(Message::LabelTotal).into(), Text::default(), points.total.clone().into()];
        let table = Table {
            caption: self.own(points.name),
            headers: headers.map(|message| self.say(message).into()).into(),
            rows,
            numbers: vec![2],
            total: Some(total),
        };
        self.table(table);
    }

    pub(super) fn steps(&mut self) {
        let letter = self.explanation;
        if !letter.is_complete {
            return;
        }
        self.heading(1, self.say(Message::HeadingSteps));
        self.paragraph(self.say(Message::StepsIntro));
        let mut number = 0;
        for (at, stream) in letter.streams.iter().enumerate() {
            if letter.streams.len() > 1 {
                self.heading(2, self.own(stream.name));
            }
            for step in letter.steps.iter().filter(|step| step.stream == at) {
                number += 1;
                self.step(number, step);
            }
            stream.whole.iter().for_each(|whole| self.paragraph(&**whole));
            self.blocks.push(Block::Working { text: Text::strong(&*stream.working) });
            stream.eligibility.iter().for_each(|text| self.paragraph(&**text));
        }
        for total in letter.totals.iter().filter(|total| total.streams > 1) {
            self.blocks.push(Block::Working { text: Text::strong(&*total.shown) });
        }
    }

    fn step(&mut self, number: usize, step: &StepLine<'_>) {
        let values = [("number", Value::Count(number)), ("name", Value::Text(step.name))];
        self.heading(3, self.wording.sentence(Message::StepsLine, &values));
        self.blocks.push(Block::Working { text: step.working.clone().into() });
        let part = |part: &ras::explain::PartLine<'_>| {
            let (shown, name) = (("shown", &*part.shown), ("name", &*part.name));
            match &part.source {
                None => self.sentence(Message::StepsPart, &[shown, name]),
                Some(source) => {
                    self.sentence(Message::StepsPartWithSource, &[shown, name, ("source", &self.source(source))])
                }
            }
        };
        let items: Vec<Text> = step.parts.iter().map(|line| part(line).into()).collect();
        if !items.is_empty() {
            self.blocks.push(Block::List { items });
        }
        step.notes.iter().for_each(|note| self.paragraph(&**note));
        for source in step.sources {
            self.small(self.sentence(Message::StepsSource, &[("source", &self.source(source))]));
        }
    }
}
