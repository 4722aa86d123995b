//! The figure, pot by pot, with what it means; and an amount that a person has set beside it.

use super::Desk;
use crate::Pence;
use crate::budget::counted;
use crate::document::{Block, NoteKind, Table, Text};
use ras::Money;
use ras::explain::{Message, StreamLine, TotalLine};

impl Desk<'_> {
    pub(super) fn figure(&mut self) {
        let letter = self.explanation;
        self.blocks.push(Block::paragraph(self.tell("letter.for", &[("child", &self.known.child)])));
        self.key_figures();
        if letter.streams.len() > 1 {
            self.streams();
        }
        let reasons: Vec<Text> =
            letter.streams.iter().filter_map(|line| Some(self.own(line.reason.as_ref()?))).collect();
        reasons.into_iter().for_each(|reason| self.paragraph(reason));
        self.note(NoteKind::Information, String::new(), vec![letter.indicative.into()]);
        if letter.is_refused {
            let text = self.say(Message::IndicativeRefused);
            self.note(NoteKind::Warning, self.sentences.text("figure.none").to_owned(), vec![text.into()]);
        }
        if let Some(route) = &self.known.challenge {
            let by = self.sentences.day(route.by);
            let title = self.say(Message::HeadingChallenge).to_owned();
            let text = self.tell("letter.challenge-short", &[("by", &by), ("heading", &title)]);
            self.note(NoteKind::Action, title, vec![text]);
        }
        if !letter.routes.is_empty() {
            let routes = letter.routes.iter().map(|route| self.own(route.text)).collect();
            self.note(NoteKind::Action, self.say(Message::HeadingRoutes).to_owned(), routes);
        }
        self.adjusted();
    }

    fn note(&mut self, kind: NoteKind, title: String, paragraphs: Vec<Text>) {
        self.blocks.push(Block::Note { kind, title: title.into(), paragraphs });
    }

    /// One figure for each period: the sum where there are several amounts, the amount where there is one.
    fn key_figures(&mut self) {
        let figures: Vec<Block> = self.explanation.totals.iter().filter_map(|total| self.key_figure(total)).collect();
        self.blocks.extend(figures);
    }

    fn key_figure(&self, total: &TotalLine) -> Option<Block> {
        let of_period = self.explanation.streams.iter().filter(|line| line.period == total.period);
        let (label, amount) = if total.streams > 1 {
            let label = match total.is_complete {
                true => self.say(Message::HeadingFigure),
                false => self.sentences.text("figure.partly"),
            };
            (label.into(), self.total_amount(total))
        } else {
            let line = of_period.clone().find(|line| self.counts(line).is_some())?;
            (self.own(line.name), self.shown(line))
        };
        let is_set = of_period.clone().any(|line| self.set(line).is_some());
        let sentence = if is_set {
            let sums = self.wording.amount_for(total.amount, total.period);
            self.tell("figure.means-set", &[("sums", &sums)])
        } else {
            self.tell("figure.means", &[])
        };
        Some(Block::KeyFigure { label, amount: amount.into(), sentence })
    }

    /// The sum of what counts in a period: the total's own where nobody set anything.
    fn total_amount(&self, total: &TotalLine) -> String {
        let of_period = self.explanation.streams.iter().filter(|line| line.period == total.period);
        let own: Vec<_> = of_period.map(|line| (line.stream, line.amount.map(|amount| Pence(amount.0)))).collect();
        let is_here = |stream: &str| own.iter().any(|(other, _)| *other == stream);
        let set = self.known.adjusted.iter().filter(|set| is_here(&set.stream));
        let beside: Vec<_> = set.map(|set| (set.stream.as_str(), Pence(set.amount.0))).collect();
        let sum = counted(&own, &beside).map_or(total.amount, |sum| Money(sum.0));
        self.wording.amount_for(sum, total.period)
    }

    /// The newest amount that a person set beside a stream's own.
    fn set(&self, line: &StreamLine<'_>) -> Option<&super::SetBeside> {
        self.known.adjusted.iter().rfind(|set| set.stream == line.stream)
    }

    /// What counts of a stream: what a person set beside it, or else its own amount.
    fn counts(&self, line: &StreamLine<'_>) -> Option<Money> {
        self.set(line).map(|set| set.amount).or(line.amount)
    }

    /// What a stream shows: the amount that counts, or that there is none.
    fn shown(&self, line: &StreamLine<'_>) -> String {
        match self.set(line) {
            Some(set) => self.wording.amount_for(set.amount, line.period),
            None => self.given(line),
        }
    }

    /// What the sums give for a stream.
    fn given(&self, line: &StreamLine<'_>) -> String {
        if line.amount.is_some() { line.shown.clone() } else { self.sentences.text("figure.not-yet").to_owned() }
    }

    fn streams(&mut self) {
        let letter = self.explanation;
        let rows = letter.streams.iter().map(|line| vec![self.own(line.name), self.shown(line).into()]).collect();
        let mut totals = letter.totals.iter().filter(|total| total.streams > 1);
        // With several periods there is no one sum; each has its key figure.
        let total = match (totals.next(), totals.next()) {
            (Some(only), None) => Some(vec![self.say(Message::LabelTotal).into(), self.total_amount(only).into()]),
            _ => None,
        };
        let table = Table {
            caption: self.tell("figure.table", &[]),
            headers: vec![self.say(Message::LabelStream).into(), self.say(Message::LabelAmount).into()],
            rows,
            numbers: vec![1],
            total,
        };
        self.table(table);
    }

    /// Amounts that a person has set: beside the figure, with who and why.
    fn adjusted(&mut self) {
        let set: Vec<_> = self
            .known
            .adjusted
            .iter()
            .filter_map(|set| {
                let line = self.explanation.streams.iter().find(|line| line.stream == set.stream)?;
                Some((set, line))
            })
            .collect();
        if set.is_empty() {
            return;
        }
        self.heading(1, self.tell("adjusted.heading", &[]));
        self.paragraph(self.tell("adjusted.intro", &[]));
        let row = |(set, line): &(&super::SetBeside, &StreamLine<'_>)| {
            let amount = self.wording.amount_for(set.amount, line.period);
            vec![self.own(line.name), self.given(line).into(), Text::strong(amount)]
        };
        let table = Table {
            caption: self.tell("adjusted.caption", &[]),
            headers: ["adjusted.stream", "adjusted.figure", "adjusted.set"].map(|key| self.tell(key, &[])).into(),
            rows: set.iter().map(row).collect(),
            numbers: vec![1, 2],
            total: None,
        };
        self.table(table);
        for (set, line) in set {
            let day = self.sentences.day(set.day);
            let values = [("stream", line.name), ("who", &*set.who), ("day", &*day), ("reason", &*set.reason)];
            self.paragraph(self.tell("adjusted.reason", &values));
        }
    }
}
