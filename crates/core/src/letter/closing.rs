//! What happens next, how to check the letter, where the numbers come from.

use super::Desk;
use crate::document::{Block, Text};
use ras::explain::Message;

impl Desk<'_> {
    pub(super) fn closing(&mut self) {
        let letter = self.explanation;
        self.heading(1, self.say(Message::HeadingAfterwards));
        self.paragraph(letter.afterwards.direction_text);
        letter.afterwards.adjustment.iter().for_each(|text| self.own_words(text));
        let dates = letter.afterwards.dates.iter().map(|date| Text::from(&**date)).collect();
        self.blocks.push(Block::List { items: dates });
        self.heading(1, self.say(Message::HeadingCheck));
        self.paragraph(self.say(Message::CheckHow));
        let stamp = &letter.scheme;
        let on = self.sentences.day(letter.on);
        let facts = [
            (Message::LabelPerson, self.known.child.as_str()),
            (Message::LabelScheme, stamp.title),
            (Message::LabelVersion, &stamp.full_id()),
            (Message::LabelHash, stamp.hash),
            (Message::LabelOn, &on),
        ];
        let fact = |(label, value): (Message, &str)| {
            self.sentence(Message::LabelLine, &[("label", self.say(label)), ("value", value)]).into()
        };
        self.blocks.push(Block::List { items: facts.into_iter().map(fact).collect() });
        if !letter.sources.is_empty() {
            self.heading(1, self.say(Message::HeadingSources));
            let items = letter.sources.iter().map(|source| Text::from(&*source.shown)).collect();
            self.blocks.push(Block::Numbered { start: 1, items });
        }
    }
}
