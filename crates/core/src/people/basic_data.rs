//! What the codes of the common basic data set mean, in words: ethnic groups and kinds of need. English, as statistics of education
//! in England name them; a code that an authority made itself has no words here.

/// Code and words of each ethnic group.
const ETHNIC_GROUPS: [(&str, &str); 20] = [
    ("WBRI", "White British"),
    ("WIRI", "White Irish"),
    ("WIRT", "Traveller of Irish heritage"),
    ("WROM", "Gypsy or Roma"),
    ("WOTH", "Any other White background"),
    ("MWBC", "White and Black Caribbean"),
    ("MWBA", "White and Black African"),
    ("MWAS", "White and Asian"),
    ("MOTH", "Any other mixed background"),
    ("AIND", "Indian"),
    ("APKN", "Pakistani"),
    ("ABAN", "Bangladeshi"),
    ("AOTH", "Any other Asian background"),
    ("BCRB", "Black Caribbean"),
    ("BAFR", "Black African"),
    ("BOTH", "Any other Black background"),
    ("CHNE", "Chinese"),
    ("OOTH", "Any other ethnic group"),
    ("NOBT", "Ethnic group not known yet"),
    ("REFU", "Ethnic group not said"),
];

/// Code and words of each kind of need.
const NEEDS: [(&str, &str); 13] = [
    ("SPLD", "Specific learning difficulty"),
    ("MLD", "Moderate learning difficulty"),
    ("SLD", "Severe learning difficulty"),
    ("PMLD", "Profound and multiple learning difficulty"),
    ("SEMH", "Social, emotional and mental health"),
    ("SLCN", "Speech, language and communication"),
    ("HI", "Hearing impairment"),
    ("VI", "Vision impairment"),
    ("MSI", "Multi-sensory impairment"),
    ("PD", "Physical disability"),
    ("ASD", "Autistic spectrum"),
    ("DS", "Down syndrome"),
    ("OTH", "Another difficulty or disability"),
];

fn words(table: &[(&'static str, &'static str)], code: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| known.eq_ignore_ascii_case(code.trim())).map(|(_, words)| *words)
}

/// An ethnic group in words: `WBRI` is White British.
#[must_use]
pub fn ethnic_group(code: &str) -> Option<&'static str> {
    words(&ETHNIC_GROUPS, code)
}

/// A kind of need in words: `SLD` is a severe learning difficulty.
#[must_use]
pub fn need(code: &str) -> Option<&'static str> {
    words(&NEEDS, code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_words_and_what_is_no_code_has_none() {
        assert_eq!((ethnic_group("WBRI"), ethnic_group(" wrom ")), (Some("White British"), Some("Gypsy or Roma")));
        assert_eq!((need("SLD"), need("Speech")), (Some("Severe learning difficulty"), None));
    }
}
