//! Rust source without its comments, strings and test modules, line for line, so that a word in a text is not taken for code.
//!
//! Not a parser: it knows just enough of the language's tokens to skip what is not code.

/// The same lines with comments, strings and character literals left out.
pub fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let after_word = code.chars().next_back().is_some_and(is_word);
        match not_code(rest, after_word).and_then(|length| rest.split_at_checked(length)) {
            Some((skipped, remaining)) => {
                code.push(' ');
                keep_lines(&mut code, skipped);
                rest = remaining;
            }
            None => {
                code.push(next);
                rest = rest.get(next.len_utf8()..).unwrap_or_default();
            }
        }
    }
    code
}

/// Code (as `code_only` gives it) without what stands under `#[cfg(test)]`.
pub fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, after)) = rest.split_once(MARK) {
        kept.push_str(before);
        let (skipped, remaining) = after.split_at_checked(item_length(after)).unwrap_or((after, ""));
        keep_lines(&mut kept, skipped);
        rest = remaining;
    }
    kept.push_str(rest);
    kept
}

/// The line, counted from 1, in which the byte at `offset` stands.
pub fn line_at(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

/// Whether a character can be part of a name.
pub fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn keep_lines(code: &mut String, skipped: &str) {
    code.extend(skipped.chars().filter(|character| *character == '\n'));
}

/// How many bytes from here on are a comment, a string or a character literal.
fn not_code(rest: &str, after_word: bool) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(block_comment(rest));
    }
    if let Some(length) = raw_string(rest).filter(|_| !after_word) {
        return Some(length);
    }
    if rest.starts_with('"') {
        return Some(quoted(rest, '"'));
    }
    // A lifetime has no closing quote after its first letter.
    let mut letters = rest.strip_prefix('\'')?.chars();
    let (first, second) = (letters.next()?, letters.next()?);
    (first == '\\' || second == '\'').then(|| quoted(rest, '\''))
}

/// Block comments nest.
fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0_usize);
    while let Some(here) = rest.get(at..) {
        let Some(next) = here.chars().next() else { break };
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += next.len_utf8();
        }
    }
    rest.len()
}

/// `r"…"`, `r#"…"#`, and the same with `b` or `c` before.
fn raw_string(rest: &str) -> Option<usize> {
    let body = ["r", "br", "cr"].iter().find_map(|prefix| rest.strip_prefix(prefix))?;
    let opened = body.trim_start_matches('#');
    let fence = "#".repeat(body.len() - opened.len());
    let inside = opened.strip_prefix('"')?;
    let closing = format!("\"{fence}");
    let end = inside.find(&closing).map_or(inside.len(), |at| at + closing.len());
    Some(rest.len() - inside.len() + end)
}

/// From an opening quote to its closing one, minding backslashes.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of the item that begins here: to its semicolon, or to the brace that closes its first one.
fn item_length(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, character) in code.char_indices() {
        match character {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_left_out_and_lines_stay() {
        let text = "let a = \"std::fs\"; // std::net\n/* one\n/* two */ */ let b = r#\"x\"y\"#;\nlet c = '\"'; let d: &'a str;\n";
        let code = code_only(text);
        assert!(!code.contains("std::"), "{code}");
        assert!(!code.contains("one") && !code.contains("two"), "{code}");
        assert!(code.contains("let b =") && code.contains("let c =") && code.contains("&'a str"), "{code}");
        assert_eq!(code.lines().count(), text.lines().count());
    }

    #[test]
    fn a_name_that_ends_in_r_is_no_raw_string() {
        assert!(code_only("other\"text\".len()").contains(".len()"));
        assert!(code_only("let r#type = 1; keep()").contains("keep()"));
    }

    #[test]
    fn an_escaped_quote_does_not_end_a_string() {
        assert_eq!(code_only(r#"f("a\"b", '\'', '\\') + g"#).replace(' ', ""), "f(,,)+g");
    }

    #[test]
    fn what_stands_under_cfg_test_is_left_out() {
        let code =
            "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { c() }\n}\nfn d() {}\n#[cfg(test)]\nmod more;\nfn e() {}\n";
        let kept = without_tests(code);
        assert!(!kept.contains("fn b") && !kept.contains("more"), "{kept}");
        assert!(kept.contains("fn a") && kept.contains("fn d") && kept.contains("fn e"), "{kept}");
        assert_eq!(kept.lines().count(), code.lines().count());
    }

    #[test]
    fn lines_count_from_one() {
        assert_eq!((line_at("a\nb", 0), line_at("a\nb", 2)), (1, 2));
    }
}
