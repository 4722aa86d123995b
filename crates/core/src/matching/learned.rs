//! What a family's answers have taught: which names belong to which line of the plan, and which do not.

use std::collections::HashMap;

use super::keys;

/// What is known of one name and one line of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// The name, as the bank writes it.
    pub payee: String,
    /// The line of the plan: [`Expectation::teaches`](super::Expectation::teaches).
    pub teaches: String,
    /// How often somebody said that it is.
    pub yes: u32,
    /// How often somebody said that it is not, or undid a match.
    pub no: u32,
}

/// An answer added to what is known. A later answer counts more than all before it that said otherwise.
#[must_use]
pub fn learn(known: Option<&Learned>, payee: &str, teaches: &str, is_it: bool) -> Learned {
    let (yes, no) = known.map_or((0, 0), |known| (known.yes, known.no));
    let (yes, no) = if is_it { (yes.max(no).saturating_add(1), no) } else { (yes, no.max(yes).saturating_add(1)) };
    Learned { payee: payee.to_owned(), teaches: teaches.to_owned(), yes, no }
}

/// Answers by the keys of names and lines of the plan: true where it is.
pub(super) struct Answers {
    by_key: HashMap<(u64, u64), bool>,
}

impl Answers {
    pub fn of(learned: &[Learned]) -> Answers {
        let told = learned.iter().filter(|known| known.yes != known.no && !known.teaches.is_empty());
        let by_key = told.map(|known| ((keys::payee(&known.payee), keys::whole(&known.teaches)), known.yes > known.no));
        Answers { by_key: by_key.filter(|((payee, _), _)| *payee != 0).collect() }
    }

    /// What was said of a name and a line of the plan.
    pub fn about(&self, payee: u64, teaches: u64) -> Option<bool> {
        if self.by_key.is_empty() { None } else { self.by_key.get(&(payee, teaches)).copied() }
    }

    /// The names that belong to a line of the plan.
    pub fn names_of(&self, teaches: u64) -> impl Iterator<Item = u64> {
        let yes = self.by_key.iter().filter(move |((_, known), is_it)| *known == teaches && **is_it);
        yes.map(|((payee, _), _)| *payee)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_answer_counts() {
        let yes = learn(None, "Pool", "swimming", true);
        let no = learn(Some(&yes), "Pool", "swimming", false);
        let again = learn(Some(&no), "Pool", "swimming", true);
        assert_eq!([(yes.yes, yes.no), (no.yes, no.no), (again.yes, again.no)], [(1, 0), (1, 2), (3, 2)]);
        let about = |known: &Learned| {
            Answers::of(std::slice::from_ref(known)).about(keys::payee("POOL"), keys::whole("swimming"))
        };
        assert_eq!([about(&yes), about(&no), about(&again)], [Some(true), Some(false), Some(true)]);
    }
}
