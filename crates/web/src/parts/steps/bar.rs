//! A running total against a whole, as a bar and in words.

use askama::Template;
use seven_core::Pence;

use crate::words::PageWords;

/// How much of a whole is used.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/steps/bar.html")]
pub struct Bar {
    words: PageWords,
    label: String,
    used: Pence,
    whole: Pence,
}

/// How long the bar is, in units of its drawing.
const LENGTH: i128 = 1_000;

impl Bar {
    /// A bar.
    #[must_use]
    pub fn new(words: PageWords, label: impl Into<String>, used: Pence, whole: Pence) -> Bar {
        Bar { words, label: label.into(), used, whole }
    }

    fn is_over(&self) -> bool {
        self.used > self.whole
    }

    /// The used part in units; when more is used than there is, the bar is what is used, and this is the whole.
    fn filled(&self) -> i128 {
        let (used, whole) = (i128::from(self.used.0.max(0)), i128::from(self.whole.0.max(0)));
        let (part, all) = if used > whole { (whole, used) } else { (used, whole) };
        if all == 0 { 0 } else { part * LENGTH / all }
    }

    fn rest(&self) -> i128 {
        LENGTH - self.filled()
    }

    fn said(&self) -> String {
        self.words.say("bar.used", &[("used", &self.used), ("whole", &self.whole)])
    }

    fn left(&self) -> String {
        let difference = Pence(self.whole.0.saturating_sub(self.used.0).saturating_abs());
        if self.is_over() {
            self.words.say("bar.over", &[("over", &difference)])
        } else {
            self.words.say("bar.left", &[("left", &difference)])
        }
    }
}

safe!(Bar);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    fn bar(used: i64, whole: i64) -> Bar {
        Bar::new(Words::new(Language::English).page("parts"), "This year", Pence(used), Pence(whole))
    }

    #[test]
    fn what_is_left_is_said_and_drawn() {
        let bar = bar(2_500, 10_000);
        assert_eq!((bar.filled(), bar.left().as_str()), (250, "£75.00 left"));
    }

    #[test]
    fn more_than_there_is_shows_how_much_more() {
        let bar = bar(12_500, 10_000);
        assert_eq!((bar.filled(), bar.left().as_str()), (800, "£25.00 over"));
        assert!(bar.to_string().contains("bar--over"));
    }

    #[test]
    fn nothing_of_nothing_is_an_empty_bar() {
        assert_eq!(bar(0, 0).filled(), 0);
        assert_eq!(bar(i64::MAX, i64::MIN).filled(), 0);
    }
}
