//! A plan as it is read: chapter by chapter, with its pictures, its money and what to look at. Families and whoever works
//! with them see the same; who may see which chapter is the page's question.
//!
//! Writing belongs to the pages of each audience.

mod card;
mod legal;
mod money;
mod pages;
mod said;
mod times;
mod whole;

use actions::plan::PlanView;
use seven_core::plan::piece::{Body, BodyKind};
use seven_core::plan::writing::{Ring, WealthPart};
use seven_core::plan::{Piece, PlanStatus};
use store::plan_media::MediaLine;

pub use card::Card;
pub(crate) use legal::{in_sections, packs_of};
pub use money::{MoneyBars, Said};
pub use pages::OwnPage;
pub use said::{rows, title, title_row};
pub use times::price;

use crate::parts::chart::{CircleChart, Figure, RingOfPeople, Strength, StrengthChart};
use crate::parts::show::{Tag, Tone};
use crate::words::PageWords;

/// The folder of the words, for `visit.words`.
pub const FOLDER: &str = "plan_view";

/// A plan laid out for reading.
#[derive(Debug, Clone, Copy)]
pub struct PlanSheet<'a> {
    /// The words of this folder.
    pub w: PageWords,
    /// The plan.
    pub view: &'a PlanView,
    /// Its pictures and recordings.
    pub media: &'a [MediaLine],
    /// The address under which those are opened, without a slash at its end.
    pub media_at: &'a str,
    /// What the child is called.
    pub child: &'a str,
    /// Whether notes are shown that only those may see who keep the child safe.
    pub sees_guarded: bool,
}

impl PlanSheet<'_> {
    /// The pieces of a kind that may be shown, in their order.
    #[must_use]
    pub fn pieces(&self, kind: BodyKind) -> Vec<Piece> {
        let is_shown = |piece: &&Piece| piece.body.kind() == kind && (self.sees_guarded || !piece.body.is_guarded());
        let mut those: Vec<&Piece> = self.view.stored.iter().map(|stored| &stored.piece).filter(is_shown).collect();
        those.sort_by_key(|piece| (piece.place, piece.id));
        those.into_iter().cloned().collect()
    }

    /// The card of a piece.
    #[must_use]
    pub fn card(&self, piece: &Piece) -> Card {
        Card {
            id: format!("piece-{}", piece.id),
            title: title(self.w, &piece.body),
            tag: said::tag(self.w, &piece.body),
            rows: rows(self, &piece.body, Some(piece.id)),
            notes: money::about(self, piece.id),
            change: None,
        }
    }

    /// The child's own pages, those that have not been written left out.
    #[must_use]
    pub fn own_pages(&self) -> Vec<OwnPage> {
        self.pieces(BodyKind::Page).iter().filter_map(|piece| pages::own_page(self, piece)).collect()
    }

    /// How many words the child's own pages have together.
    #[must_use]
    pub fn own_words(&self) -> usize {
        let count = |piece: &Piece| if let Body::Page(page) = &piece.body { page.word_count() } else { 0 };
        self.pieces(BodyKind::Page).iter().map(count).sum()
    }

    /// The circle of people; nothing where nobody stands in it.
    #[must_use]
    pub fn circle(&self) -> Option<Figure> {
        let people = self.pieces(BodyKind::Person);
        let ring = |ring: &Ring| RingOfPeople {
            name: self.w.t(&format!("ring.{ring}")).to_owned(),
            people: people.iter().filter_map(|piece| said::person_in(*ring, &piece.body)).collect(),
        };
        let rings = Ring::ALL.iter().map(ring).collect();
        let chart = CircleChart { words: self.w, middle: self.child.to_owned(), rings };
        (!people.is_empty()).then(|| chart.figure("circle-picture"))
    }

    /// Real wealth as a picture; nothing where nobody has written of it.
    #[must_use]
    pub fn wealth(&self) -> Option<Figure> {
        let pieces = self.pieces(BodyKind::Wealth);
        let part = |part: &WealthPart| {
            let written = pieces.iter().find_map(|piece| match &piece.body {
                Body::Wealth(wealth) if wealth.part == *part => Some((wealth.words.clone(), wealth.strength)),
                _ => None,
            });
            let (words, strength) = written.unwrap_or_default();
            Strength { name: self.w.t(&format!("wealth.{part}")).to_owned(), words, strength }
        };
        let chart = StrengthChart { words: self.w, all: WealthPart::ALL.iter().map(part).collect() };
        (!pieces.is_empty()).then(|| chart.figure("wealth-picture").titled(self.w.t("wealth.title")))
    }

    /// The plan against the money: bars and a table; nothing where there is neither a budget nor paid support.
    #[must_use]
    pub fn money(&self) -> Option<MoneyBars> {
        money::bars(self)
    }

    /// What to look at before anybody is asked to agree, in words.
    #[must_use]
    pub fn concerns(&self) -> Vec<Said> {
        money::concerns(self)
    }

    /// Where the plan stands.
    #[must_use]
    pub fn status(&self) -> Tag {
        status(self.w, self.view.plan.status)
    }

    /// Its first and last day.
    #[must_use]
    pub fn days(&self) -> String {
        let stretch = self.view.plan.stretch;
        let day = |day| crate::dates::day(self.w, day);
        self.w.say("from-until", &[("from", &day(stretch.from)), ("until", &day(stretch.until))])
    }
}

/// Where a plan stands, in a word or two.
#[must_use]
pub fn status(w: PageWords, status: PlanStatus) -> Tag {
    let tone = match status {
        PlanStatus::Draft => Tone::Active,
        PlanStatus::Asked | PlanStatus::Agreed => Tone::Attention,
        PlanStatus::Signed => Tone::Good,
        PlanStatus::Replaced | PlanStatus::PutAway => Tone::Calm,
    };
    Tag::new(w.t(&format!("status.{status}")), tone)
}

/// `Monday, Tuesday and Friday`.
#[must_use]
pub fn listed(w: PageWords, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => w.say("and", &[("before", &before.join(", ")), ("last", last)]),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Display;

    use seven_core::plan::money::{Holding, LeftOver, MoneyHelp};
    use seven_core::plan::pattern::Day;
    use seven_core::plan::support::Unit;
    use seven_core::plan::writing::Topic;
    use seven_core::plan::{Quadrant, Season};

    use super::*;
    use crate::words::{Language, Words};

    fn has(w: PageWords, words: &str, all: &[impl Display]) {
        for one in all {
            assert!(w.find(&format!("{words}.{one}")).is_some(), "{words}.{one}");
        }
    }

    #[test]
    fn everything_that_a_plan_can_say_has_words() {
        let w = Words::new(Language::English).page(FOLDER);
        has(w, "status", PlanStatus::ALL);
        has(w, "topic", Topic::ALL);
        has(w, "ring", Ring::ALL);
        has(w, "wealth", WealthPart::ALL);
        has(w, "quadrant", Quadrant::ALL);
        has(w, "day", Day::ALL);
        has(w, "price", Unit::ALL);
        has(w, "holding", Holding::ALL);
        has(w, "help", MoneyHelp::ALL);
        has(w, "left-over", LeftOver::ALL);
        has(w, "when.on-days", Season::ALL);
        for unit in Unit::ALL {
            has(w, &format!("unit.{unit}"), &["one", "other"]);
        }
        for season in Season::ALL {
            has(w, &format!("when.week.{season}"), &["one", "other"]);
        }
    }

    #[test]
    fn names_are_put_together_as_people_say_them() {
        let w = Words::new(Language::English).page(FOLDER);
        assert_eq!(listed(w, &["a".to_owned(), "b".to_owned(), "c".to_owned()]), "a, b and c");
        assert_eq!(listed(w, &[]), "");
    }
}
