//! The letter about a move: the last day, which payments are made and which are not, what is left, who is told, what goes to the new
//! council and that the family decides on it.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::moving::{Moving, PlaceKind};
use crate::Pence;
use crate::document::{Block, Document, Language, NoteKind, Style, Text};
use crate::plan::pattern::Stretch;
use crate::sentences::Sentences;
use crate::settings::Settings;

static ENGLISH: LazyLock<Sentences> = LazyLock::new(|| {
    Sentences::of(&[include_str!("../plan/paper/paper.en.toml"), include_str!("move_letter.en.toml")])
});

/// A payment that the letter names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPayment {
    /// When it is made.
    pub due: Date,
    /// How much.
    pub amount: Pence,
    /// For which days.
    pub covers: Stretch,
}

/// What the letter is made of.
#[derive(Debug, Clone)]
pub struct MoveLetter<'a> {
    /// The move.
    pub moving: &'a Moving,
    /// What the child is called.
    pub child: &'a str,
    /// Who writes.
    pub authority: &'a str,
    /// Payments that also cover days after the last.
    pub spanning: &'a [NamedPayment],
    /// What is called off, together.
    pub called_off: Pence,
    /// What is left, by the name of the stream.
    pub left: &'a [(String, Pence)],
    /// Who else is told: holders of funds and providers.
    pub tells: &'a [String],
    /// Whom to call and write to.
    pub settings: &'a Settings,
    /// For whose eyes it is laid out.
    pub style: Style,
}

impl MoveLetter<'_> {
    /// The letter.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut blocks = vec![Block::paragraph(self.tell(match self.moving.to.kind {
            PlaceKind::NotKnown => "opening.somewhere",
            _ => "opening.place",
        }))];
        blocks.extend([self.heading("payments"), Block::paragraph(self.tell("payments.until"))]);
        if self.called_off > Pence::ZERO {
            blocks.push(Block::paragraph(self.tell("payments.off")));
        }
        for payment in self.spanning {
            let values = [
                ("due", ENGLISH.day(payment.due)),
                ("sum", payment.amount.to_string()),
                ("from", ENGLISH.day(payment.covers.from)),
                ("until", ENGLISH.day(payment.covers.until)),
            ];
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            blocks.push(Block::paragraph(ENGLISH.tell("payments.spanning", &values)));
        }
        blocks.push(self.heading("left"));
        if !self.left.is_empty() {
            let item = |(stream, sum): &(String, Pence)| Text::from(format!("{stream}: {sum}"));
            blocks.push(Block::List { items: self.left.iter().map(item).collect() });
        }
        blocks.push(Block::paragraph(self.tell("left.stays")));
        if !self.tells.is_empty() {
            let items = self.tells.iter().map(|one| Text::from(one.as_str())).collect();
            blocks.extend([self.heading("tells"), Block::paragraph(self.tell("tells.lead")), Block::List { items }]);
        }
        blocks.push(self.heading("passing"));
        if self.moving.to.kind == PlaceKind::Council {
            blocks.push(Block::paragraph(self.tell("passing.duty")));
        }
        blocks.push(Block::paragraph(self.tell("passing.yours")));
        blocks.push(Block::Note {
            kind: NoteKind::Action,
            title: self.tell("not-so.title"),
            paragraphs: vec![self.tell("not-so.first")],
        });
        let contact =
            [("phone", &self.settings.phone), ("email", &self.settings.email), ("post", &self.settings.address)];
        let lines: Vec<Text> = contact
            .into_iter()
            .filter_map(|(key, value)| Some(ENGLISH.tell(&format!("contact.{key}"), &[("value", value.as_deref()?)])))
            .collect();
        if !lines.is_empty() {
            blocks.extend([self.heading("contact"), Block::List { items: lines }]);
        }
        Document {
            title: self.tell("letter.title"),
            language: Language::English,
            style: self.style,
            authority: self.authority.to_owned(),
            reference: None,
            day: self.moving.told_on,
            day_text: ENGLISH.day(self.moving.told_on),
            address: Vec::new(),
            blocks,
            pictures: Vec::new(),
        }
    }

    fn tell(&self, key: &str) -> Text {
        let values = [
            ("child", self.child.to_owned()),
            ("place", self.moving.to.name.clone()),
            ("day", ENGLISH.day(self.moving.last_day)),
            ("off", self.called_off.to_string()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        ENGLISH.tell(key, &values)
    }

    fn heading(&self, key: &str) -> Block {
        Block::heading(1, self.tell(&format!("heading.{key}")))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::super::moving::{NewMove, Place, checked};
    use super::*;
    use crate::PersonId;

    #[test]
    fn the_letter_names_the_day_each_payment_across_it_what_is_left_and_the_way_back() {
        let to = Place::read(PlaceKind::Council, "801", "Bristol").unwrap();
        let new = NewMove { to, last_day: date(2026, 10, 20), told_by: "Kit".to_owned() };
        let moving = checked(PersonId(Uuid::from_u128(1)), new, date(2026, 9, 1)).unwrap();
        let covers = Stretch { from: date(2026, 10, 1), until: date(2026, 10, 31) };
        let spanning = [NamedPayment { due: date(2026, 10, 1), amount: Pence(7_817), covers }];
        let letter = MoveLetter {
            moving: &moving,
            child: "Sam",
            authority: "Exampleshire",
            spanning: &spanning,
            called_off: Pence(86_000),
            left: &[("Social care".to_owned(), Pence(1_234))],
            tells: &["Town Hall café".to_owned()],
            settings: &Settings { phone: Some("01632 960 001".to_owned()), ..Settings::default() },
            style: Style::Standard,
        };
        assert_eq!(letter.document().title.plain(), "Your move, and the money");
        let said = letter.document().plain();
        for part in [
            "20 October 2026",
            "Bristol",
            "£78.17",
            "31 October 2026",
            "£860.00",
            "Social care: £12.34",
            "Town Hall café",
            "If you do not move",
            "01632",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(!said.contains('{'), "{said}");
        let unknown = Moving { to: Place::read(PlaceKind::NotKnown, "", "").unwrap(), ..moving.clone() };
        let said = MoveLetter { moving: &unknown, ..letter }.document().plain();
        assert!(!said.contains("Bristol") && !said.contains('{'), "{said}");
    }
}
