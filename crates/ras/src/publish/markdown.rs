//! Markdown by its parts. Wording of a scheme is text, never mark-up: every sign with a meaning is made harmless here.

/// A page in the making.
#[derive(Debug, Default)]
pub(super) struct Markdown(String);

impl Markdown {
    /// What was written since the last time.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.0)
    }

    /// A heading.
    pub(super) fn heading(&mut self, level: usize, text: &str) {
        self.block(&format!("{} {}", "#".repeat(level), one_line(text)));
    }

    /// A paragraph, a list or whatever stands between two empty lines.
    pub(super) fn block(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.0.push_str(text);
            self.0.push_str("\n\n");
        }
    }

    /// A list with a bullet for each item.
    pub(super) fn bullets(&mut self, items: &[String]) {
        let lines: Vec<String> = items.iter().map(|item| format!("- {}", one_line(item))).collect();
        self.block(&lines.join("\n"));
    }

    /// A table. Columns that are marked hold numbers and stand to the right.
    pub(super) fn table(&mut self, columns: &[(String, Column)], rows: &[Vec<String>]) {
        let cells =
            |cells: &mut dyn Iterator<Item = String>| format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "));
        let mut text = cells(&mut columns.iter().map(|(name, _)| one_line(name)));
        text.push_str(&cells(&mut columns.iter().map(|(_, column)| match column {
            Column::Text => "---".to_owned(),
            Column::Number => "--:".to_owned(),
        })));
        for row in rows {
            text.push_str(&cells(&mut row.iter().map(|cell| one_line(cell))));
        }
        self.block(&text);
    }
}

/// How a column of a table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Text,
    Number,
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words on one line, with every sign that Markdown or HTML would take for its own made harmless.
pub(super) fn plain(text: &str) -> String {
    let text = one_line(text);
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '*' | '_' | '`' | '[' | ']' | '\\' | '|' | '~' => {
                safe.push('\\');
                safe.push(sign);
            }
            _ => safe.push(sign),
        }
    }
    safe
}

/// Words of several lines: paragraphs stay paragraphs.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if !line.trim().is_empty() {
            lines.push(line);
        } else if !lines.is_empty() {
            paragraphs.push(paragraph(&lines));
            lines.clear();
        }
    }
    paragraphs
}

/// Lines that begin with a hyphen stay a list; a sign at the start that would make a heading or a list is made harmless.
fn paragraph(lines: &[&str]) -> String {
    if lines.iter().all(|line| line.trim_start().starts_with("- ")) {
        let items = lines.iter().map(|line| format!("- {}", plain(line.trim_start().trim_start_matches("- "))));
        return items.collect::<Vec<_>>().join("\n");
    }
    let text = plain(&lines.join(" "));
    let is_list = text.starts_with(['#', '-', '+']) || text.split_once('.').is_some_and(|(n, _)| is_digits(n));
    match (is_list, text.find('.')) {
        (true, Some(at)) if text.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{}\\{}", text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default())
        }
        (true, _) => format!("\\{text}"),
        (false, _) => text,
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A place on the web as a link, anything else as words.
pub(super) fn link(text: &str) -> String {
    let is_address = (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(|c: char| c.is_whitespace() || c == '<' || c == '>');
    if is_address { format!("<{text}>") } else { plain(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wording_cannot_become_markup() {
        assert_eq!(plain("a <script> & *b* | [c](d)\n e_f"), "a &lt;script&gt; &amp; \\*b\\* \\| \\[c\\](d) e\\_f");
        assert_eq!(paragraphs("# one\ntwo\n\n3. three\n\n- a\n- b"), ["\\# one two", "3\\. three", "- a\n- b"]);
    }

    #[test]
    fn an_address_becomes_a_link() {
        assert_eq!(link("https://example.org/a_b"), "<https://example.org/a_b>");
        assert_eq!(link("Minutes of 3 February"), "Minutes of 3 February");
        assert_eq!(link("https://example.org, page 2"), "https://example.org, page 2");
    }

    #[test]
    fn a_table_stands_on_its_own_lines() {
        let mut page = Markdown::default();
        let columns = [("Points".to_owned(), Column::Number), ("For".to_owned(), Column::Text)];
        page.table(&columns, &[vec!["1".to_owned(), "a\nb".to_owned()]]);
        assert_eq!(page.take(), "| Points | For |\n| --: | --- |\n| 1 | a b |\n\n");
    }
}
