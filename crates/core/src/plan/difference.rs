//! What changed between two versions of a plan, piece by piece, so that a person can read it.

use super::piece::{Body, BodyKind, Piece, of_kind};
use crate::PieceId;

/// One piece's change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change<'a> {
    /// It is new.
    Added(&'a Piece),
    /// It is gone.
    Removed(&'a Piece),
    /// It says something else.
    Changed {
        /// What it said.
        before: &'a Piece,
        /// What it says.
        after: &'a Piece,
    },
}

impl Change<'_> {
    /// The piece.
    #[must_use]
    pub fn piece(&self) -> PieceId {
        match self {
            Change::Added(piece) | Change::Removed(piece) | Change::Changed { after: piece, .. } => piece.id,
        }
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> BodyKind {
        match self {
            Change::Added(piece) | Change::Removed(piece) | Change::Changed { after: piece, .. } => piece.body.kind(),
        }
    }
}

/// What changed, in the order of the plan; a piece that only moved is no change.
#[must_use]
pub fn differences<'a>(before: &'a [Piece], after: &'a [Piece]) -> Vec<Change<'a>> {
    let find = |pieces: &'a [Piece], id| pieces.iter().find(|piece| piece.id == id);
    let mut changes = Vec::new();
    for kind in BodyKind::ALL {
        for piece in of_kind(after, *kind) {
            match find(before, piece.id) {
                None => changes.push(Change::Added(piece)),
                Some(old) if old.body != piece.body => changes.push(Change::Changed { before: old, after: piece }),
                Some(_) => {}
            }
        }
        changes.extend(of_kind(before, *kind).filter(|old| find(after, old.id).is_none()).map(Change::Removed));
    }
    changes
}

/// A stretch of a text that was compared word by word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// In both.
    Same(String),
    /// Only in the older text.
    Gone(String),
    /// Only in the newer text.
    New(String),
}

/// Above so many words in one text they are shown whole, one after the other.
const MOST_WORDS: usize = 1_500;

/// Two texts compared word by word: the longest row of words that both share stays, all else is gone or new.
#[must_use]
pub fn compare_words(before: &str, after: &str) -> Vec<Words> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split_whitespace().collect(), after.split_whitespace().collect());
    if old.len().max(new.len()) > MOST_WORDS {
        return [Words::Gone(old.join(" ")), Words::New(new.join(" "))].into();
    }
    let table = longest_shared(&old, &new);
    let shared = |i: usize, j: usize| table.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
    let (mut i, mut j, mut found) = (0, 0, Vec::<Words>::new());
    loop {
        match (old.get(i), new.get(j)) {
            (Some(word), Some(other)) if word == other => {
                push(&mut found, Words::Same((*word).to_owned()));
                (i, j) = (i.saturating_add(1), j.saturating_add(1));
            }
            (Some(word), other)
                if other.is_none() || shared(i.saturating_add(1), j) >= shared(i, j.saturating_add(1)) =>
            {
                push(&mut found, Words::Gone((*word).to_owned()));
                i = i.saturating_add(1);
            }
            (_, Some(word)) => {
                push(&mut found, Words::New((*word).to_owned()));
                j = j.saturating_add(1);
            }
            _ => return found,
        }
    }
}

/// How many words the rests of both texts share at most, from each place on.
fn longest_shared(old: &[&str], new: &[&str]) -> Vec<Vec<u16>> {
    let mut table = vec![vec![0u16; new.len().saturating_add(1)]; old.len().saturating_add(1)];
    for (i, word) in old.iter().enumerate().rev() {
        let below = table.get(i.saturating_add(1)).cloned().unwrap_or_default();
        let Some(row) = table.get_mut(i) else { continue };
        for (j, other) in new.iter().enumerate().rev() {
            let at = |row: &[u16], j: usize| row.get(j).copied().unwrap_or(0);
            let best = if word == other {
                at(&below, j.saturating_add(1)).saturating_add(1)
            } else {
                at(&below, j).max(at(row, j.saturating_add(1)))
            };
            if let Some(cell) = row.get_mut(j) {
                *cell = best;
            }
        }
    }
    table
}

fn push(found: &mut Vec<Words>, next: Words) {
    let longer = match (found.last_mut(), &next) {
        (Some(Words::Same(text)), Words::Same(word))
        | (Some(Words::Gone(text)), Words::Gone(word))
        | (Some(Words::New(text)), Words::New(word)) => Some((text, word)),
        _ => None,
    };
    match longer {
        Some((text, word)) => {
            text.push(' ');
            text.push_str(word);
        }
        None => found.push(next),
    }
}

/// What a piece says as one text, for reading and comparing: its fields one after the other.
#[must_use]
pub fn told(body: &Body) -> String {
    match body {
        Body::Page(page) => page.words.clone(),
        Body::Person(person) => join(&[&person.name, &person.who]),
        Body::Outcome(outcome) => outcome.words.clone(),
        Body::Support(line) => join(&[&line.what, &line.who]),
        Body::Risk(risk) => join(&[&risk.worth, &risk.wrong, &risk.doing, &risk.child_says]),
        Body::Safety(note) => join(&[&note.when, &note.what, &note.call]),
        Body::Wealth(wealth) => wealth.words.clone(),
        Body::Money(choice) => choice.manager.clone(),
        Body::Sibling(one) => join(&[&one.name, &one.who, &one.helps, &one.says, &one.own]),
        Body::Savings(savings) => savings.for_what.clone(),
    }
}

fn join(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(". ")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::plan::writing::{Page, Topic};

    fn page(id: u128, topic: Topic, words: &str) -> Piece {
        let body = Body::Page(Page { words: words.to_owned(), ..Page::about(topic) });
        Piece { id: PieceId(Uuid::from_u128(id)), place: 1, body }
    }

    #[test]
    fn a_person_can_read_what_changed() {
        let before = [page(1, Topic::Love, "curry"), page(2, Topic::Next, "a show"), page(3, Topic::No, "buses")];
        let mut moved = before[1].clone();
        moved.place = 9;
        let after = [page(1, Topic::Love, "curry and Rob"), moved, page(4, Topic::Yes, "London")];
        let kinds: Vec<String> = differences(&before, &after)
            .iter()
            .map(|change| match change {
                Change::Added(piece) => format!("+{}", told(&piece.body)),
                Change::Removed(piece) => format!("-{}", told(&piece.body)),
                Change::Changed { after, .. } => format!("~{}", told(&after.body)),
            })
            .collect();
        assert_eq!(kinds, ["~curry and Rob", "+London", "-buses"]);
    }

    #[test]
    fn words_are_compared_and_none_is_lost() {
        let words = compare_words("I like going to town with Rob", "I love going to town on Saturdays with Rob");
        let same = |text: &str| Words::Same(text.to_owned());
        assert_eq!(
            words,
            [
                same("I"),
                Words::Gone("like".into()),
                Words::New("love".into()),
                same("going to town"),
                Words::New("on Saturdays".into()),
                same("with Rob"),
            ]
        );
        assert_eq!(compare_words("", "new"), [Words::New("new".into())]);
        assert_eq!(compare_words("old", ""), [Words::Gone("old".into())]);
        assert_eq!(compare_words(&"a ".repeat(2_000), "b").len(), 2);
    }
}
