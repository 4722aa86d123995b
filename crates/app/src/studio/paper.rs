//! A report of the studio on paper: the same words, charts and tables as on its page.

use crate::failure::Failure;
use calibration::wording::Block;
use jiff::civil::Date;
use print::Printer;
use seven_core::document::{self, Document, Language, NoteKind, Style, Table, Text};

/// Prints it. A chart stands before the table whose caption it bears.
pub fn pdf(blocks: &[Block], charts: &[(String, String)], authority: &str, day: Date) -> Result<Vec<u8>, Failure> {
    let cannot = |error: print::PrintError| Failure::new(error.to_string());
    let printer = Printer::new().map_err(cannot)?;
    printer.pdf(&document(blocks, charts, authority, day)).map_err(cannot)
}

fn document(blocks: &[Block], charts: &[(String, String)], authority: &str, day: Date) -> Document {
    let mut title = Text::default();
    let mut made = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(1, text) => title = text.as_str().into(),
            // A level of its own for the title, so the first heading below it is 1.
            Block::Heading(level, text) => made.push(document::Block::heading((level - 1).clamp(1, 3), text.as_str())),
            Block::Paragraph(text) => made.push(document::Block::paragraph(text.as_str())),
            Block::Warning(text) => made.push(document::Block::Note {
                kind: NoteKind::Warning,
                title: Text::default(),
                paragraphs: vec![text.as_str().into()],
            }),
            Block::Table(table) => {
                for (caption, svg) in charts.iter().filter(|(caption, _)| *caption == table.caption) {
                    made.push(document::Block::Figure {
                        svg: svg.clone(),
                        alt: caption.clone(),
                        caption: caption.as_str().into(),
                    });
                }
                made.push(document::Block::Table(Table {
                    caption: table.caption.as_str().into(),
                    headers: table.head.iter().map(|name| name.as_str().into()).collect(),
                    rows: table.rows.iter().map(|row| row.iter().map(|cell| cell.as_str().into()).collect()).collect(),
                    numbers: (1..table.head.len()).collect(),
                    total: None,
                }));
            }
        }
    }
    Document {
        title,
        language: Language::English,
        style: Style::Standard,
        authority: authority.to_owned(),
        reference: None,
        day,
        day_text: day.strftime("%-d %B %Y").to_string(),
        address: Vec::new(),
        blocks: made,
    }
}
