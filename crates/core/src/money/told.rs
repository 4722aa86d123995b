//! Letters by e-mail that something about money waits to be read: no name, no sum, no reason. What there is to read stands on
//! the pages, behind the sign-in.

use std::sync::LazyLock;

use crate::codes::coded;
use crate::sentences::Sentences;

static ENGLISH: LazyLock<Sentences> = LazyLock::new(|| Sentences::of(&[include_str!("told.en.toml")]));

coded! {
    /// What somebody is told of.
    pub enum Told ("news about money") {
        /// A step of a case about money, for the family.
        Case = "case",
        /// The family answered, or wants another look, for whoever works on it.
        Answer = "answer",
        /// A letter about a move, for the family.
        Move = "move",
        /// A last day was set or taken back, for those who give the support.
        MoveAtProvider = "move-at-provider",
        /// Money was given in a crisis, for the family.
        Crisis = "crisis",
        /// The same for those who work with the family.
        CrisisAtWork = "crisis-at-work",
        /// Money goes on between two plans, for the family.
        Between = "between",
        /// The same for those who work with the family.
        BetweenAtWork = "between-at-work",
    }
}

impl Told {
    /// Subject and text.
    #[must_use]
    pub fn letter(self, authority: &str) -> (String, String) {
        let values = [("authority", authority)];
        let say = |part: &str| ENGLISH.say(&format!("{}.{part}", self.code()), &values);
        (say("subject"), format!("{}\n\n{}", say("body"), ENGLISH.say("letter.end", &values)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_its_words_and_names_nobody_but_the_authority() {
        for told in Told::ALL {
            let (subject, body) = told.letter("Exampleshire");
            assert!(!subject.is_empty() && body.contains("Exampleshire") && body.contains("Sign in"), "{told}: {body}");
            assert!(!body.contains('£') && !body.contains('{'), "{told}: {body}");
        }
    }
}
