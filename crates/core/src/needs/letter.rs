//! The letters about a change of need: that there is something to look at, and that there is an answer. They name nobody.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::sentences::Sentences;

static ENGLISH: LazyLock<Sentences> =
    LazyLock::new(|| Sentences::of(&[include_str!("../plan/paper/paper.en.toml"), include_str!("needs.en.toml")]));

/// What a letter says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedLetter {
    /// To workers: somebody said that something has changed; somebody looks at it by a day.
    Said(Date),
    /// To everybody: it was decided what is done about it.
    Answered,
    /// To workers: adult services are to be asked to decide, and the payment goes on until they have.
    AskAdults,
    /// To the team for adults: its decision is asked for by a day, and the payment goes on until then.
    ToAdults(Date),
}

impl NeedLetter {
    /// Subject and text.
    #[must_use]
    pub fn written(self, authority: &str) -> (String, String) {
        let (key, day) = match self {
            NeedLetter::Said(by) => ("said", ENGLISH.day(by)),
            NeedLetter::Answered => ("answered", String::new()),
            NeedLetter::AskAdults => ("ask-adults", String::new()),
            NeedLetter::ToAdults(by) => ("to-adults", ENGLISH.day(by)),
        };
        let values = [("authority", authority), ("day", day.as_str())];
        let say = |part: &str| ENGLISH.say(&format!("{key}.{part}"), &values);
        (say("subject"), format!("{}\n\n{}", say("body"), ENGLISH.say("letter.end", &values)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_letter_says_by_when_and_names_nobody() {
        let (subject, body) = NeedLetter::Said(date(2026, 11, 27)).written("Exampleshire");
        assert!(subject.contains("changed") && body.contains("27 November 2026"), "{subject}: {body}");
        let (subject, body) = NeedLetter::ToAdults(date(2026, 12, 18)).written("Exampleshire");
        assert!(subject.contains("adult") && body.contains("18 December 2026") && !body.contains('{'), "{body}");
        let (subject, body) = NeedLetter::Answered.written("Exampleshire");
        assert!(!subject.is_empty() && body.ends_with("Exampleshire") && !body.contains('{'), "{body}");
    }
}
