//! The published page as blocks. It reads just what the engine writes: headings, paragraphs, bullets, tables, and signs that
//! were made harmless; anything else stays text.

use seven_core::document::{Block, Span, Table, Text};

/// Where the reading stands, from one piece of the page to the next: below which heading, after how many tables there.
#[derive(Debug, Default)]
pub struct Under {
    level: u8,
    heading: Text,
    part: Text,
    tables: usize,
}

impl Under {
    /// A heading stands at most one level below the one before, so that people who go from heading to heading miss none. A
    /// table is called what the heading above it says, with its part of the page; each further one there what its first
    /// column says, too.
    fn place(&mut self, found: &mut Block) {
        match found {
            Block::Heading { level, text } => {
                *level = (*level).min(self.level.saturating_add(1));
                let part = if *level < 3 { text.clone() } else { std::mem::take(&mut self.part) };
                *self = Under { level: *level, heading: text.clone(), part, tables: 0 };
            }
            Block::Table(table) if !self.heading.0.is_empty() => {
                let (heading, part) = (self.heading.plain(), self.part.plain());
                let name = if heading == part { heading } else { format!("{heading} ({part})") };
                table.caption = match self.tables {
                    0 => Text::from(name.as_str()),
                    _ => Text::from(format!("{name}: {}", table.caption.plain()).as_str()),
                };
                self.tables += 1;
            }
            _ => {}
        }
    }
}

/// The blocks of a text whose parts are parted by empty lines. Its first heading is the page's own and is left out.
pub fn blocks(markdown: &str, under: &mut Under) -> Vec<Block> {
    let parts = markdown.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    let mut blocks: Vec<Block> = parts.filter_map(block).collect();
    blocks.iter_mut().for_each(|found| under.place(found));
    blocks
}

fn block(part: &str) -> Option<Block> {
    let level = part.chars().take_while(|sign| *sign == '#').count();
    if level > 0 && part.chars().nth(level) == Some(' ') {
        let text = inline(part.trim_start_matches('#').trim());
        let level = u8::try_from(level).unwrap_or(6);
        // `#` is the page's title; `##` stands right under it
        return (level > 1).then(|| Block::Heading { level: (level - 1).min(3), text });
    }
    let lines: Vec<&str> = part.lines().collect();
    if lines.iter().all(|line| line.starts_with("- ")) {
        let items = lines.iter().map(|line| inline(line.trim_start_matches("- "))).collect();
        return Some(Block::List { items });
    }
    if let Some(items) = numbered(&lines) {
        return Some(items);
    }
    if lines.len() > 2 && lines.iter().all(|line| line.starts_with('|')) {
        return Some(Block::Table(table(&lines)));
    }
    Some(Block::Paragraph { text: inline(&lines.join(" ")) })
}

fn numbered(lines: &[&str]) -> Option<Block> {
    let item = |line: &&str| {
        let (number, text) = line.split_once(". ")?;
        Some((number.parse::<u32>().ok()?, inline(text)))
    };
    let items: Vec<(u32, Text)> = lines.iter().map(item).collect::<Option<_>>()?;
    let start = items.first()?.0;
    Some(Block::Numbered { start, items: items.into_iter().map(|(_, text)| text).collect() })
}

fn table(lines: &[&str]) -> Table {
    let mut rows = lines.iter().map(|line| cells(line));
    let headers = rows.next().unwrap_or_default();
    let marks = rows.next().unwrap_or_default();
    let is_number = |mark: &&(usize, String)| mark.1.ends_with(':');
    let marks: Vec<(usize, String)> = marks.into_iter().enumerate().collect();
    Table {
        caption: headers.first().map(|first| inline(first)).unwrap_or_default(),
        headers: headers.iter().map(|cell| inline(cell)).collect(),
        rows: rows.map(|row| row.iter().map(|cell| inline(cell)).collect()).collect(),
        numbers: marks.iter().filter(is_number).map(|(at, _)| *at).collect(),
        total: None,
    }
}

/// Cells between bars that were not made harmless.
fn cells(line: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut is_escaped = false;
    for sign in line.trim().trim_start_matches('|').chars() {
        if sign == '|' && !is_escaped {
            cells.push(std::mem::take(&mut cell).trim().to_owned());
        } else {
            cell.push(sign);
        }
        is_escaped = sign == '\\' && !is_escaped;
    }
    cells
}

/// Words with what stands out; signs that were made harmless become themselves again.
fn inline(text: &str) -> Text {
    let mut spans = Vec::new();
    for (at, piece) in text.split("**").enumerate() {
        if piece.is_empty() {
            continue;
        }
        let strong = at % 2 == 1;
        spans.extend(linked(piece).into_iter().map(|(text, link)| Span { text, strong, link, language: None }));
    }
    Text(spans)
}

/// Addresses in angle brackets become links.
fn linked(text: &str) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("<http") {
        let (before, after) = rest.split_at(start);
        let Some((address, following)) = after.get(1..).and_then(|after| after.split_once('>')) else { break };
        found.push((plain(before), None));
        found.push((address.to_owned(), Some(address.to_owned())));
        rest = following;
    }
    found.push((plain(rest), None));
    found.retain(|(text, _)| !text.is_empty());
    found
}

fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let is_escape = sign == '\\' && signs.peek().is_some_and(|next| next.is_ascii_punctuation());
        if !is_escape {
            // a code span has no look of its own here
            out.extend((sign != '`').then_some(sign));
        } else if let Some(next) = signs.next() {
            out.push(next);
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_engine_made_harmless_is_text_again() {
        let found = blocks(
            "# Title\n\n## How\n\na \\*b\\* &lt;i&gt; &amp;lt; **c** `d` <https://example.org/a_b>\n\n- one\n- two",
            &mut Under::default(),
        );
        let [Block::Heading { level: 1, .. }, Block::Paragraph { text }, Block::List { items }] = found.as_slice()
        else {
            panic!("{found:?}")
        };
        assert_eq!(text.plain(), "a *b* <i> &lt; c d https://example.org/a_b");
        assert!(text.0.iter().any(|span| span.strong && span.text == "c"));
        assert_eq!(text.0.iter().filter(|span| span.link.is_some()).count(), 1);
        assert_eq!(items.len(), 2);
    }

    #[test]
    fn a_table_keeps_its_columns_though_a_cell_holds_a_bar() {
        let found = blocks("| Points | For |\n| --: | --- |\n| 1 | a\\|b |", &mut Under::default());
        let [Block::Table(table)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((table.rows.len(), table.numbers.as_slice()), (1, [0].as_slice()));
        assert_eq!(table.rows[0][1].plain(), "a|b");
    }

    #[test]
    fn no_heading_skips_a_level_and_no_two_tables_have_one_name() {
        let table = "| Points |\n| --: |\n| 1 |";
        let mut under = Under::default();
        let _ = blocks("## How", &mut under);
        let found = blocks(&format!("#### Line 1\n\n{table}\n\n{table}"), &mut under);
        let [Block::Heading { level: 2, .. }, Block::Table(first), Block::Table(second)] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!((first.caption.plain(), second.caption.plain()), ("Line 1".into(), "Line 1: Points".into()));
    }
}
