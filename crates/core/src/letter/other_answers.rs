//! Lines of tables close by, and what each other answer would do.

use super::Desk;
use crate::document::{Block, Table, Text};
use ras::Money;
use ras::explain::{Change, Cliff, Message, QuestionChange, StreamLine, Towards, effects};

impl<'l> Desk<'l> {
    pub(super) fn cliffs(&mut self) {
        if self.explanation.cliffs.is_empty() {
            return;
        }
        self.heading(1, self.say(Message::HeadingCliffs));
        self.paragraph(self.say(Message::CliffIntro));
        for cliff in &self.explanation.cliffs {
            self.paragraph(&*cliff.sentence);
            self.sides(cliff);
        }
    }

    /// Both sides of a line, for the streams that differ.
    fn sides(&mut self, cliff: &Cliff<'_>) {
        let shown = |line: &StreamLine<'_>, amount: &Option<Money>| -> Text {
            let none = || self.say(Message::LabelNoAmount).to_owned();
            amount.map_or_else(none, |amount| self.wording.amount_for(amount, line.period)).into()
        };
        let edge = |edge: &str, is_here: bool| {
            if is_here { self.tell("cliff.you", &[("edge", edge)]) } else { edge.into() }
        };
        let streams = self.explanation.streams.iter().zip(cliff.low.amounts.iter().zip(&cliff.high.amounts));
        let differ = streams.filter(|(_, (low, high))| low != high);
        let rows = differ.map(|(line, (low, high))| vec![self.own(line.name), shown(line, low), shown(line, high)]);
        let table = Table {
            caption: self.sentence(Message::CliffCaption, &[("name", cliff.name)]).into(),
            headers: vec![
                self.say(Message::LabelStream).into(),
                edge(&cliff.low.edge, cliff.is_below),
                edge(&cliff.high.edge, !cliff.is_below),
            ],
            rows: rows.collect(),
            numbers: vec![1, 2],
            total: None,
        };
        self.table(table);
    }

    pub(super) fn changes(&mut self) {
        let letter = self.explanation;
        let (moving, still): (Vec<&QuestionChange<'l>>, Vec<_>) =
            letter.changes.iter().partition(|change| change.moves(&letter.streams));
        if moving.is_empty() {
            return;
        }
        self.heading(1, self.say(Message::HeadingChanges));
        self.paragraph(self.say(Message::ChangeIntro));
        let headers = [Message::LabelQuestion, Message::LabelOtherAnswer, Message::LabelEffect];
        let table = Table {
            caption: self.say(Message::ChangeCaption).into(),
            headers: headers.map(|message| self.say(message).into()).into(),
            rows: moving.iter().flat_map(|question| self.question(question)).collect(),
            ..Table::default()
        };
        self.table(table);
        if letter.is_complete && !still.is_empty() {
            self.paragraph(self.say(Message::ChangeMovesNothing));
            self.blocks.push(Block::List { items: still.iter().map(|question| self.own(question.text)).collect() });
        }
    }

    /// One question: each other answer with the amounts it would make. The question stands in the first row only.
    fn question(&self, question: &QuestionChange<'_>) -> Vec<Vec<Text>> {
        let values = [("question", question.text), ("answer", &*question.answer)];
        let mut name = Some(self.own(&self.sentence(Message::ChangeQuestion, &values)));
        let row = |change: &Change<'_>| {
            let effects = effects(self.wording, change, &self.explanation.streams);
            vec![name.take().unwrap_or_default(), self.other_answer(change), effects.join("\n").into()]
        };
        question.changes.iter().map(row).collect()
    }

    fn other_answer(&self, change: &Change<'_>) -> Text {
        let message = match change.towards {
            Towards::Lower => Message::ChangeToLower,
            Towards::Higher => Message::ChangeToHigher,
            Towards::Other | Towards::First => Message::ChangeToOther,
        };
        self.sentence(message, &[("answer", &change.answer)]).into()
    }
}
