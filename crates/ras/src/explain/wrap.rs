//! Running text in lines that are pleasant to read.

/// Widest line.
const WIDTH: usize = 96;

/// A text broken between words, ending in a line break; an empty line stays between its paragraphs.
pub(super) fn wrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 64 + 2);
    wrap(&mut out, text);
    out
}

/// Writes the same.
pub(super) fn wrap(out: &mut String, text: &str) {
    let mut width = 0;
    let mut is_empty_line = false;
    for line in text.trim().lines() {
        if line.trim().is_empty() {
            is_empty_line = true;
            continue;
        }
        if is_empty_line {
            out.push_str("\n\n");
            (width, is_empty_line) = (0, false);
        }
        for word in line.split_whitespace() {
            let length = word.chars().count();
            if width > 0 && width + 1 + length > WIDTH {
                out.push('\n');
                width = 0;
            } else if width > 0 {
                out.push(' ');
                width += 1;
            }
            out.push_str(word);
            width += length;
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_paragraphs_stay_apart() {
        let text = format!("{} {}\n\nnew\nparagraph\n", "a".repeat(60), "b".repeat(60));
        assert_eq!(wrapped(&text), format!("{}\n{}\n\nnew paragraph\n", "a".repeat(60), "b".repeat(60)));
        assert_eq!(wrapped(&"é".repeat(120)), format!("{}\n", "é".repeat(120)));
    }
}
