//! From the bytes of a cell to an answer. Option ids and small whole numbers, which is what nearly all cells hold, are
//! recognised by one telling byte, without looking for the end of the cell first; only then are all bytes compared.

use crate::batch::is_narrow;
use crate::calculator::Input;
use crate::scheme::QuestionKind;

/// How the cells of a column are recognised, when its texts have a byte that tells them apart.
pub(super) struct Glance {
    /// Position of the telling byte.
    at: usize,
    /// For each value of that byte, the text that has it.
    texts: Box<[Text; 256]>,
}

/// A text that may stand in a cell. Aligned so that finding one by its byte is a shift.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Text {
    /// Its first eight bytes as a number, the first the lowest, and the next eight; zeros behind its end.
    bytes: [u64; 2],
    /// Ones where it has bytes.
    masks: [u64; 2],
    len: usize,
    /// The answer as a byte of a narrow column.
    byte: u8,
}

/// No text: its bytes are outside its mask, so that nothing is ever like it.
const NO_TEXT: Text = Text { bytes: [1, 0], masks: [0, 0], len: 0, byte: 0 };

/// Bytes that are looked at at once: the longest text, a comma, and room to spare.
pub(super) const WINDOW: usize = 32;
/// Longest text that is recognised at a glance.
const LONGEST: usize = 16;
/// Most texts of a column that are recognised at a glance.
const MOST: i64 = 128;

impl Glance {
    /// A way to recognise the answers to a question, if there is one.
    pub(super) fn of(input: &Input) -> Option<Glance> {
        let can_list = match input.kind {
            QuestionKind::Levels(_) | QuestionKind::Choice(_) | QuestionKind::YesNo => true,
            QuestionKind::Whole { .. } => input.hi - input.lo <= MOST,
            _ => false,
        };
        if !can_list || !is_narrow(input) {
            return None;
        }
        Glance::among(&(input.lo..=input.hi).map(|code| input.text(code)).collect::<Vec<_>>())
    }

    fn among(texts: &[String]) -> Option<Glance> {
        let shortest = texts.iter().map(String::len).min()?;
        if texts.iter().any(|text| text.len() > LONGEST) {
            return None;
        }
        (0..shortest).find_map(|at| Glance::telling(texts, at))
    }

    /// Whether the byte at this position tells all texts apart.
    fn telling(texts: &[String], at: usize) -> Option<Glance> {
        let mut glance = Glance { at, texts: Box::new([NO_TEXT; 256]) };
        for (byte, text) in (0_u8..).zip(texts) {
            let bytes = text.as_bytes();
            let slot = glance.texts.get_mut(usize::from(*bytes.get(at)?))?;
            if slot.len > 0 {
                return None;
            }
            let number = |from: usize, byte_of: &dyn Fn(u8) -> u8| {
                let eight = bytes.iter().skip(from).take(8).rev();
                eight.fold(0, |all, byte| (all << 8) | u64::from(byte_of(*byte)))
            };
            let both = |byte_of: &dyn Fn(u8) -> u8| [number(0, byte_of), number(8, byte_of)];
            *slot = Text { bytes: both(&|byte| byte), masks: both(&|_| u8::MAX), len: bytes.len(), byte };
        }
        Some(glance)
    }

    /// The answer at the start of a window on the line, and the cell's length, if a comma stands behind it.
    #[inline]
    pub(super) fn look(&self, window: &[u8; WINDOW]) -> Option<(u8, usize)> {
        let telling = window.get(self.at % WINDOW)?;
        let text = self.texts.get(usize::from(*telling))?;
        // Sixteen bytes are compared whatever the length: a branch on it would be guessed wrong half the time.
        let [first, next] =
            [window.first_chunk::<8>()?, window.get(8..)?.first_chunk::<8>()?].map(|eight| u64::from_le_bytes(*eight));
        let ([a, b], [mask_a, mask_b]) = (text.bytes, text.masks);
        let unlike = ((first & mask_a) ^ a) | ((next & mask_b) ^ b) | u64::from(window.get(text.len % WINDOW)? ^ b',');
        (unlike == 0).then_some((text.byte, text.len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glance(texts: &[&str]) -> Option<Glance> {
        Glance::among(&texts.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_known_by_one_byte_and_checked_to_their_last() {
        let glance = glance(&["none", "some", "substantial", "exceptional"]).unwrap();
        let look = |text: &str| {
            glance.look(format!("{text},and so on, and on, and on again").as_bytes().first_chunk().unwrap())
        };
        assert_eq!(look("none"), Some((0, 4)));
        assert_eq!(look("substantial"), Some((2, 11)));
        assert_eq!(look("exceptional"), Some((3, 11)));
        assert_eq!(look("substantiel"), None);
        assert_eq!(look("non"), None);
        assert_eq!(look("nonesuch"), None);
    }

    #[test]
    fn texts_that_no_single_byte_tells_apart_are_left_to_the_careful_way() {
        assert!(glance(&["1", "12"]).is_none());
        assert!(glance(&["ab", "aa", "bb"]).is_none());
    }
}
