//! Languages of the service, and how each counts.

/// A language that pages can be read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English; complete, and what stands in where another language has a gap.
    #[default]
    English,
    /// Welsh.
    Welsh,
}

impl Language {
    /// All of them, in the order of the language switch.
    pub const ALL: [Language; 2] = [Language::English, Language::Welsh];

    /// `en`, `cy`: for `lang` attributes, addresses and file names.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Welsh => "cy",
        }
    }

    /// The language a code names.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// What its speakers call it.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Welsh => "Cymraeg",
        }
    }

    /// The plural form that goes with a number, by the names of Unicode's plural rules.
    #[must_use]
    pub fn plural(self, count: u64) -> &'static str {
        match (self, count) {
            (Language::Welsh, 0) => "zero",
            (_, 1) => "one",
            (Language::Welsh, 2) => "two",
            (Language::Welsh, 3) => "few",
            (Language::Welsh, 6) => "many",
            _ => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn welsh_counts_in_six_forms_and_english_in_two() {
        let forms = |language: Language| [0, 1, 2, 3, 4, 6, 7].map(|count| language.plural(count));
        assert_eq!(forms(Language::Welsh), ["zero", "one", "two", "few", "other", "many", "other"]);
        assert_eq!(forms(Language::English), ["other", "one", "other", "other", "other", "other", "other"]);
    }

    #[test]
    fn a_code_leads_back_to_its_language() {
        assert_eq!(Language::ALL.map(|language| Language::of_code(language.code())), Language::ALL.map(Some));
        assert_eq!(Language::of_code("fr"), None);
    }
}
