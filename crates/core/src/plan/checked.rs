//! A piece as it may be kept: texts without blanks at their ends and not too long, numbers on their scales, what is needed
//! written.

use super::piece::Body;
use super::support::Support;
use super::writing::{CirclePerson, Outcome, Page, Risk, SafetyNote, Sibling, Wealth, WritingError, needed, text};

impl Body {
    /// The body as it may be kept.
    ///
    /// # Errors
    /// [`WritingError`] names the field as forms name it.
    pub fn checked(self) -> Result<Body, WritingError> {
        Ok(match self {
            Body::Page(page) => Body::Page(Page {
                // a picture, a recording or easy words alone are a page too
                words: match page.easy.trim().is_empty() && page.media.is_empty() {
                    true => needed("words", &page.words)?,
                    false => text("words", &page.words)?,
                },
                easy: text("easy", &page.easy)?,
                written_by: text("written-by", &page.written_by)?,
                ..page
            }),
            Body::Person(person) => Body::Person(CirclePerson {
                name: needed("name", &person.name)?,
                who: text("who", &person.who)?,
                ..person
            }),
            Body::Outcome(outcome) => Body::Outcome(Outcome {
                words: needed("words", &outcome.words)?,
                measure: outcome.measure.checked()?,
                ..outcome
            }),
            Body::Sibling(sibling) => Body::Sibling(Sibling {
                name: needed("name", &sibling.name)?,
                who: text("who", &sibling.who)?,
                helps: text("helps", &sibling.helps)?,
                says: text("says", &sibling.says)?,
                own: text("own", &sibling.own)?,
                ..sibling
            }),
            Body::Support(line) => {
                Body::Support(Support { what: needed("what", &line.what)?, who: text("who", &line.who)?, ..line })
            }
            Body::Risk(risk) => Body::Risk(Risk {
                worth: needed("worth", &risk.worth)?,
                wrong: text("wrong", &risk.wrong)?,
                doing: text("doing", &risk.doing)?,
                child_says: text("child-says", &risk.child_says)?,
            }),
            Body::Safety(note) => Body::Safety(SafetyNote {
                when: needed("when", &note.when)?,
                what: text("what", &note.what)?,
                call: text("call", &note.call)?,
                ..note
            }),
            Body::Wealth(wealth) => Body::Wealth(Wealth { words: text("words", &wealth.words)?, ..wealth.checked()? }),
            other @ (Body::Money(_) | Body::Savings(_)) => other,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::writing::Ring;

    #[test]
    fn what_is_needed_is_asked_for_by_its_field() {
        let person = |name: &str| {
            let name = name.to_owned();
            Body::Person(CirclePerson { name, who: " cousin ".to_owned(), ring: Ring::Closest }).checked()
        };
        assert_eq!(person(" "), Err(WritingError::Empty("name")));
        let Ok(Body::Person(rob)) = person(" Rob ") else { panic!("Rob is somebody") };
        assert_eq!((rob.name.as_str(), rob.who.as_str()), ("Rob", "cousin"));
    }
}
