//! What a report is made of, whether it becomes a page, paper or lines in a terminal.

use serde::{Deserialize, Serialize};

/// A piece of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading; 1 is the title of the report.
    Heading(u8, String),
    /// A sentence or a few.
    Paragraph(String),
    /// Something that must not be missed.
    Warning(String),
    /// Figures.
    Table(Table),
}

/// A table. The first column names its row; the others hold figures and stand to the right.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
}

impl Block {
    /// The blocks as text: headings underlined, columns as wide as their widest cell, lines of at most 100 signs.
    #[must_use]
    pub fn text(blocks: &[Block]) -> String {
        let mut text = String::new();
        for block in blocks {
            if !text.is_empty() {
                text.push('\n');
            }
            match block {
                Block::Heading(level, heading) => {
                    let line = if *level == 1 { "=" } else { "-" };
                    text.push_str(&format!("{heading}\n{}\n", line.repeat(heading.chars().count())));
                }
                Block::Paragraph(paragraph) => wrapped(&mut text, paragraph, ""),
                Block::Warning(warning) => wrapped(&mut text, warning, "! "),
                Block::Table(table) => table.write(&mut text),
            }
        }
        text
    }
}

fn wrapped(text: &mut String, paragraph: &str, margin: &str) {
    let mut line = margin.to_owned();
    for word in paragraph.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > 100 && line.len() > margin.len() {
            text.push_str(line.trim_end());
            text.push('\n');
            line = margin.to_owned();
        }
        if line.len() > margin.len() {
            line.push(' ');
        }
        line.push_str(word);
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

impl Table {
    fn write(&self, text: &mut String) {
        text.push_str(&format!("{}\n", self.caption));
        let rows: Vec<&Vec<String>> = std::iter::once(&self.head).chain(&self.rows).collect();
        let width = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        for row in rows {
            let cells = row.iter().zip(&widths).enumerate().map(|(at, (cell, width))| match at {
                0 => format!("{cell:width$}"),
                _ => format!("{cell:>width$}"),
            });
            text.push_str(&format!("  {}\n", cells.collect::<Vec<_>>().join("  ").trim_end()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_under_each_other_and_warnings_stand_out() {
        let table = Table {
            caption: "Means".to_owned(),
            head: vec!["age".to_owned(), "£".to_owned()],
            rows: vec![vec!["0-5".to_owned(), "1,393".to_owned()]],
        };
        let text = Block::text(&[Block::Warning("mind".to_owned()), Block::Table(table)]);
        assert_eq!(text, "! mind\n\nMeans\n  age      £\n  0-5  1,393\n");
    }

    #[test]
    fn long_lines_are_broken_between_words() {
        let text = Block::text(&[Block::Paragraph("ten chars ".repeat(30))]);
        assert!(text.lines().all(|line| line.chars().count() <= 100) && text.lines().count() == 3);
    }
}
