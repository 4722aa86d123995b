//! Who answered, and how to ask for another look.

use super::Desk;
use crate::document::{Block, NoteKind, Table, Text};
use ras::explain::Message;

impl Desk<'_> {
    pub(super) fn people(&mut self) {
        if self.known.answered.is_empty() {
            return;
        }
        self.heading(1, self.tell("answered.heading", &[]));
        self.paragraph(self.tell("answered.intro", &[]));
        let row = |answered: &super::Answered| {
            let way = if answered.is_on_paper { "answered.on-paper" } else { "answered.on-screen" };
            let day = self.sentences.day(answered.day);
            vec![answered.name.clone().into(), answered.role.clone().into(), day.into(), self.tell(way, &[])]
        };
        let keys = ["answered.who", "answered.role", "answered.day", "answered.way"];
        let table = Table {
            caption: self.tell("answered.caption", &[]),
            headers: keys.map(|key| self.tell(key, &[])).into(),
            rows: self.known.answered.iter().map(row).collect(),
            ..Table::default()
        };
        self.table(table);
    }

    pub(super) fn challenge(&mut self) {
        let afterwards = self.explanation.afterwards;
        self.heading(1, self.say(Message::HeadingChallenge));
        self.paragraph(afterwards.challenge_always);
        if let Some(note) = self.route() {
            self.blocks.push(note);
        }
        self.own_words(afterwards.challenge);
    }

    /// Days and people, set apart.
    fn route(&self) -> Option<Block> {
        let route = self.known.challenge.as_ref()?;
        let (by, answered) = (self.sentences.day(route.by), self.sentences.day(route.answered_by));
        let mut lines = vec![
            Text::strong(self.sentences.say("challenge.by", &[("by", &by)])),
            self.tell("challenge.answered", &[("answered", &answered)]),
            self.tell("challenge.who", &[("who", &route.who)]),
        ];
        let ways = [("phone", &route.phone), ("email", &route.email), ("post", &route.post)];
        for (name, way) in ways {
            if let Some(way) = way {
                lines.push(self.tell(&format!("challenge.{name}"), &[(name, way)]));
            }
        }
        Some(Block::Note { kind: NoteKind::Action, title: Text::default(), paragraphs: lines })
    }
}
