//! Names and references as keys: capitals, no blanks, without the words that banks put around a name.

/// Words that say how it was paid or what kind of firm it is, and nothing about who.
const EMPTY_WORDS: [&str; 30] = [
    "A",
    "AND",
    "BACS",
    "BGC",
    "BP",
    "CARD",
    "CHG",
    "CO",
    "CONTACTLESS",
    "CREDIT",
    "DD",
    "DEBIT",
    "DIRECT",
    "FPI",
    "FPO",
    "FROM",
    "GB",
    "LIMITED",
    "LTD",
    "MR",
    "MRS",
    "MS",
    "ON",
    "PAYMENT",
    "PLC",
    "POS",
    "REF",
    "STO",
    "THE",
    "TO",
];

/// Multiplier of the word mixer: an odd number with its bits spread.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixes a number into a key.
pub(super) fn mix(key: u64, more: u64) -> u64 {
    (key.rotate_left(5) ^ more).wrapping_mul(SPREAD)
}

/// Spreads a key over all its bits, for tables that look at some of them.
pub(super) fn spread(key: u64) -> u64 {
    let key = (key ^ (key >> 32)).wrapping_mul(SPREAD);
    key ^ (key >> 29)
}

/// The key of any text, letter by letter.
pub(super) fn whole(text: &str) -> u64 {
    let mut key = u64::try_from(text.len()).unwrap_or_default();
    let mut eights = text.as_bytes().chunks_exact(8);
    for eight in eights.by_ref() {
        key = mix(key, <[u8; 8]>::try_from(eight).map(u64::from_le_bytes).unwrap_or_default());
    }
    eights.remainder().iter().fold(key, |key, byte| mix(key, u64::from(*byte)))
}

/// Which words are empty, by the first eight letters as a number.
struct EmptyWords {
    packed: [u64; EMPTY_WORDS.len()],
}

const EMPTY: EmptyWords = EmptyWords { packed: packed_words() };

#[expect(clippy::indexing_slicing, reason = "worked out when the program is built, over an array of known length")]
const fn packed_words() -> [u64; EMPTY_WORDS.len()] {
    let mut packed = [0; EMPTY_WORDS.len()];
    let mut at = 0;
    while at < EMPTY_WORDS.len() {
        let word = EMPTY_WORDS[at].as_bytes();
        let mut place = 0;
        while place < word.len() {
            packed[at] = pack(packed[at], word[place]);
            place += 1;
        }
        at += 1;
    }
    packed
}

/// A word as a number: exact up to eight letters, mixed beyond.
const fn pack(key: u64, letter: u8) -> u64 {
    if key >> 56 == 0 { (key << 8) | letter as u64 } else { (key.rotate_left(5) ^ letter as u64).wrapping_mul(SPREAD) }
}

/// The key of a name: its words without those that say nothing and those with digits, in their order. 0 where none is left.
pub(super) fn payee(name: &str) -> u64 {
    let mut key = 0;
    let mut word = 0;
    let mut has_digit = false;
    for byte in name.bytes().chain([b' ']) {
        match byte {
            b'a'..=b'z' => word = pack(word, byte - 32),
            b'A'..=b'Z' => word = pack(word, byte),
            // an apostrophe belongs to the word
            b'\'' => {}
            b'0'..=b'9' => {
                word = pack(word, byte);
                has_digit = true;
            }
            128.. => word = pack(word, byte),
            _ => {
                if word != 0 && !has_digit && !EMPTY.packed.contains(&word) {
                    key = mix(key, word);
                }
                (word, has_digit) = (0, false);
            }
        }
    }
    key
}

/// The key of a reference: letters and digits alone. 0 where there are fewer than three, which say nothing.
pub(super) fn reference(text: &str) -> u64 {
    let mut key = 0;
    let mut letters = 0_u32;
    for byte in text.bytes() {
        let letter = match byte {
            b'a'..=b'z' => byte - 32,
            b'A'..=b'Z' | b'0'..=b'9' | 128.. => byte,
            _ => continue,
        };
        key = mix(key, u64::from(letter));
        letters += 1;
    }
    if letters < 3 { 0 } else { key }
}

/// The words of a name that say who it is, in capitals.
#[must_use]
pub fn payee_words(name: &str) -> Vec<String> {
    let bare: String = name.chars().filter(|letter| !matches!(letter, '\'' | '’')).collect();
    let words = bare.split(|letter: char| !letter.is_alphanumeric()).map(str::to_uppercase);
    words
        .filter(|word| !word.is_empty() && !word.bytes().any(|byte| byte.is_ascii_digit()))
        .filter(|word| !EMPTY_WORDS.contains(&word.as_str()))
        .collect()
}

/// Whether more than half of the shorter name's words stand in the other. Banks cut words short, so four letters will do.
pub(super) fn are_alike(one: &str, two: &str) -> bool {
    let (one, two) = (payee_words(one), payee_words(two));
    let (fewer, more) = if one.len() <= two.len() { (one, two) } else { (two, one) };
    let same = |a: &String, b: &String| a == b || (a.len().min(b.len()) >= 4 && (a.starts_with(b) || b.starts_with(a)));
    let common = fewer.iter().filter(|word| more.iter().any(|other| same(word, other))).count();
    common * 2 > fewer.len()
}

/// Whether what a line says holds an expected reference: as a whole word or run together.
pub(super) fn holds_reference(line: &str, reference: &str) -> bool {
    let bare = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect()
    };
    let wanted = bare(reference);
    wanted.len() >= 4 && bare(line).contains(&wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_a_bank_dresses_it() {
        let plain = payee("Town Hall Cafe");
        for dressed in
            ["CARD PAYMENT TO TOWN HALL CAFE", "town hall cafe ltd 1234", "Town  Hall-Cafe, GB", "The Town Hall Cafe"]
        {
            assert_eq!(payee(dressed), plain, "{dressed}");
        }
        assert_ne!(payee("Hall Town Cafe"), plain);
        assert_eq!(payee("CARD PAYMENT 12"), 0);
        assert!(
            are_alike("TOWN HALL CAFE LEEDS", "Town Hall Cafe")
                && are_alike("EXAMPLESHIRE COUNC", "Exampleshire council")
        );
        assert!(!are_alike("Town Hall", "Village Hall") && !are_alike("", "Pool"));
    }

    #[test]
    fn a_reference_is_found_among_other_words() {
        assert_eq!(reference("inv-1001"), reference("INV 1001"));
        assert_eq!(reference("12"), 0);
        assert!(holds_reference("PAID INV-1001 THANKS", "Inv 1001") && !holds_reference("INV-100", "INV-1001"));
    }
}
