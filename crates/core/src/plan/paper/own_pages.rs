//! The child's own pages and the people who matter.

use super::{ENGLISH, Paper, tell};
use crate::document::{Block, Style, Text};
use crate::plan::piece::{Body, BodyKind, of_kind};
use crate::plan::writing::{CirclePerson, Page, Ring};
use crate::sentences::paragraphs;

impl Paper<'_> {
    pub(super) fn own_pages(&self, blocks: &mut Vec<Block>) {
        for piece in of_kind(self.pieces, BodyKind::Page) {
            let Body::Page(page) = &piece.body else { continue };
            // easy words are the family's; where there are none, the others stand
            let words = if self.style == Style::EasyRead && !page.easy.is_empty() { &page.easy } else { &page.words };
            if words.is_empty() && page.media.is_empty() {
                continue;
            }
            blocks.push(Block::heading(1, tell(&format!("page.{}", page.topic.code()))));
            blocks.extend(paragraphs(words).map(Block::paragraph));
            self.media(blocks, page);
            if !page.written_by.is_empty() {
                let text = ENGLISH.tell("page.written-by", &[("who", &page.written_by)]);
                blocks.push(Block::Small { text });
            }
        }
        self.circle(blocks);
    }

    fn media(&self, blocks: &mut Vec<Block>, page: &Page) {
        for id in &page.media {
            let media = self.media.iter().find(|media| media.id == *id);
            if let Some((media, file)) = media.and_then(|media| Some((media, media.file()?))) {
                let words = if media.words.is_empty() { tell("page.a-picture") } else { media.words.clone().into() };
                blocks.push(Block::Picture { file, href: format!("{}/{id}", self.media_at), words });
                continue;
            }
            let text = match media.map_or("", |media| media.words.as_str()) {
                "" => tell("page.recording"),
                words => ENGLISH.tell("page.heard", &[("words", words)]),
            };
            blocks.push(Block::Small { text });
        }
    }

    fn circle(&self, blocks: &mut Vec<Block>) {
        let people: Vec<&CirclePerson> = of_kind(self.pieces, BodyKind::Person)
            .filter_map(|piece| match &piece.body {
                Body::Person(person) => Some(person),
                _ => None,
            })
            .collect();
        if people.is_empty() {
            return;
        }
        blocks.push(Block::heading(1, tell("circle.heading")));
        for ring in Ring::ALL {
            let line = |person: &&CirclePerson| -> Text {
                match person.who.as_str() {
                    "" => person.name.clone().into(),
                    who => ENGLISH.tell("circle.line", &[("name", &person.name), ("who", who)]),
                }
            };
            let items: Vec<Text> = people.iter().filter(|person| person.ring == *ring).map(line).collect();
            if !items.is_empty() {
                blocks.push(Block::heading(2, tell(&format!("circle.{}", ring.code()))));
                blocks.push(Block::List { items });
            }
        }
    }
}
