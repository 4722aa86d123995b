//! A report of the studio as a page that stands alone: words, charts, and under each chart the table it is drawn from.

use crate::failure::Failure;
use askama::Template;
use calibration::wording::{Block, Table};

/// A piece of the page.
enum Piece {
    Heading(u8, String),
    Paragraph(String),
    Warning(String),
    Table(Table),
    /// An SVG of our own making.
    Chart(String),
}

#[derive(Template)]
#[template(path = "studio.html")]
struct Page {
    title: String,
    pieces: Vec<Piece>,
    footer: Vec<String>,
}

/// Writes the page. A chart stands before the table whose caption it bears; the footer says what the page was made from.
pub fn html(blocks: &[Block], charts: &[(String, String)], footer: Vec<String>) -> Result<String, Failure> {
    let mut pieces = Vec::new();
    let mut title = String::new();
    for block in blocks {
        match block {
            Block::Heading(level, text) => {
                if *level == 1 {
                    title.clone_from(text);
                }
                pieces.push(Piece::Heading((*level).clamp(1, 6), text.clone()));
            }
            Block::Paragraph(text) => pieces.push(Piece::Paragraph(text.clone())),
            Block::Warning(text) => pieces.push(Piece::Warning(text.clone())),
            Block::Table(table) => {
                let own = charts.iter().filter(|(caption, _)| *caption == table.caption);
                pieces.extend(own.map(|(_, svg)| Piece::Chart(svg.clone())));
                pieces.push(Piece::Table(table.clone()));
            }
        }
    }
    let page = Page { title, pieces, footer };
    let text = page.render().map_err(|error| Failure::new(format!("cannot write the page: {error}")))?;
    // Loops of the template leave lines of nothing but blanks.
    let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    Ok(lines.fold(String::new(), |page, line| page + line + "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_stands_before_its_table_and_texts_are_no_markup() {
        let table =
            Table { caption: "Gaps".to_owned(), head: vec!["a<b".to_owned()], rows: vec![vec!["1".to_owned()]] };
        let blocks = [Block::Heading(1, "Title".to_owned()), Block::Warning("x & y".to_owned()), Block::Table(table)];
        let page =
            html(&blocks, &[("Gaps".to_owned(), "<svg></svg>".to_owned())], vec!["made from".to_owned()]).unwrap();
        assert!(page.contains("<title>Title</title>") && page.contains("x &#38; y") && page.contains("a&#60;b"));
        assert!(page.find("<svg>") < page.find("<table>") && page.contains("<p>made from</p>"));
    }
}
