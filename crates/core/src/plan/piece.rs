//! A plan is made of pieces. Each is saved, commented on and compared by itself; two people who write in two pieces are
//! never in each other's way, and two who write in one see what the other wrote.

use serde::{Deserialize, Serialize};

use super::money::{MoneyChoice, Savings};
use super::support::Support;
use super::writing::{CirclePerson, Outcome, Page, Risk, SafetyNote, Sibling, Wealth};
use crate::PieceId;
use crate::codes::coded;

/// One piece of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its id, which stays the same from version to version of the plan.
    pub id: PieceId,
    /// Where it stands among those of its kind, the first first.
    pub place: i64,
    /// What it says.
    pub body: Body,
}

/// What a piece can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "piece", rename_all = "kebab-case")]
pub enum Body {
    /// One of the child's own pages.
    Page(Page),
    /// Somebody in the circle of people.
    Person(CirclePerson),
    /// What is to come of it.
    Outcome(Outcome),
    /// A brother or a sister.
    Sibling(Sibling),
    /// A line of support.
    Support(Support),
    /// What is worth doing although something could go wrong.
    Risk(Risk),
    /// What to do in a crisis, or a note for those who keep the child safe.
    Safety(SafetyNote),
    /// One of the four parts of real wealth.
    Wealth(Wealth),
    /// How one stream's money is held.
    Money(MoneyChoice),
    /// What happens to what is left over in one stream.
    Savings(Savings),
}

coded! {
    /// The kind of a piece: the chapter of the plan that it stands in.
    pub enum BodyKind ("kind of piece") {
        /// One of the child's own pages.
        Page = "page",
        /// Somebody in the circle of people.
        Person = "person",
        /// An outcome.
        Outcome = "outcome",
        /// A brother or a sister.
        Sibling = "sibling",
        /// A line of support.
        Support = "support",
        /// A risk.
        Risk = "risk",
        /// A crisis or safeguarding note.
        Safety = "safety",
        /// A part of real wealth.
        Wealth = "wealth",
        /// How money is held.
        Money = "money",
        /// What happens to savings.
        Savings = "savings",
    }
}

impl Body {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> BodyKind {
        match self {
            Body::Page(_) => BodyKind::Page,
            Body::Person(_) => BodyKind::Person,
            Body::Outcome(_) => BodyKind::Outcome,
            Body::Sibling(_) => BodyKind::Sibling,
            Body::Support(_) => BodyKind::Support,
            Body::Risk(_) => BodyKind::Risk,
            Body::Safety(_) => BodyKind::Safety,
            Body::Wealth(_) => BodyKind::Wealth,
            Body::Money(_) => BodyKind::Money,
            Body::Savings(_) => BodyKind::Savings,
        }
    }

    /// Whether it belongs to the child alone and can be shown without the rest.
    #[must_use]
    pub fn is_the_childs_own(&self) -> bool {
        matches!(self, Body::Page(_) | Body::Person(_))
    }

    /// Whether only those may see it who keep the child safe.
    #[must_use]
    pub fn is_guarded(&self) -> bool {
        matches!(self, Body::Safety(note) if note.guarded)
    }
}

/// The pieces of one kind, in their order.
pub fn of_kind(pieces: &[Piece], kind: BodyKind) -> impl Iterator<Item = &Piece> {
    let mut those: Vec<&Piece> = pieces.iter().filter(|piece| piece.body.kind() == kind).collect();
    those.sort_by_key(|piece| (piece.place, piece.id));
    those.into_iter()
}

/// The lines of support, in their order.
pub fn supports(pieces: &[Piece]) -> impl Iterator<Item = (PieceId, &Support)> {
    of_kind(pieces, BodyKind::Support).filter_map(|piece| match &piece.body {
        Body::Support(line) => Some((piece.id, line)),
        _ => None,
    })
}

/// The outcomes, in their order.
pub fn outcomes(pieces: &[Piece]) -> impl Iterator<Item = (PieceId, &Outcome)> {
    of_kind(pieces, BodyKind::Outcome).filter_map(|piece| match &piece.body {
        Body::Outcome(outcome) => Some((piece.id, outcome)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::writing::Topic;

    #[test]
    fn a_piece_is_read_back_as_it_was_written() {
        let page = Page { topic: Topic::Love, words: "Curry, and \"musicals\"".to_owned(), ..Page::about(Topic::Love) };
        let piece = Piece { id: PieceId(uuid::Uuid::from_u128(7)), place: 2, body: Body::Page(page) };
        let json = serde_json::to_string(&piece).unwrap();
        assert!(json.contains(r#""piece":"page""#), "{json}");
        assert_eq!(serde_json::from_str::<Piece>(&json).unwrap(), piece);
        assert!(piece.body.is_the_childs_own() && !piece.body.is_guarded());
    }
}
