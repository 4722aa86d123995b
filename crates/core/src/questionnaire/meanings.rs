//! What each option means, taken from the scoring guidance where that has a line for each.

use ras::scheme::{Question, Words};

/// One meaning for each option, or none at all: guidance with one line for each option that begins with its name.
#[must_use]
pub fn of_options(question: &Question, words: &Words, guidance: &str) -> Vec<String> {
    let Some(options) = question.options() else { return Vec::new() };
    let lines: Vec<&str> = guidance.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() != options.len() {
        return Vec::new();
    }
    let meaning = |(line, option): (&&str, &String)| {
        let (name, meaning) = line.split_once(':')?;
        let name = name.trim().to_lowercase();
        let is_its_name = name == option.replace('-', " ") || name == words.option(&question.id, option).to_lowercase();
        is_its_name.then(|| capitalised(meaning.trim()))
    };
    lines.iter().zip(options).map(meaning).collect::<Option<Vec<String>>>().unwrap_or_default()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A number in units of 10^-places as people write it.
pub(super) fn decimal(code: i64, places: u32) -> String {
    let width = usize::try_from(places).unwrap_or_default();
    let digits = format!("{:0>least$}", code.unsigned_abs(), least = width + 1);
    let (whole, part) = digits.split_at(digits.len() - width);
    let part = part.trim_end_matches('0');
    let sign = if code < 0 { "−" } else { "" };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_read_as_people_write_them() {
        let shown = [(0, 2), (5, 2), (150, 2), (-225, 1), (7, 0)].map(|(code, places)| decimal(code, places));
        assert_eq!(shown, ["0", "0.05", "1.5", "−22.5", "7"]);
    }
}
