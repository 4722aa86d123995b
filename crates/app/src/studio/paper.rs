//! A report of the studio on paper: the same words, charts and tables as on its page.

use crate::failure::Failure;
use calibration::wording::Block;
use jiff::civil::Date;
use print::Printer;
use seven_core::document::{self, Document, Language, NoteKind, Style, Table, Text};

/// Columns of figures beside the first that a sheet has room for.
const MOST_COLUMNS: usize = 6;

/// Prints it. A chart stands before the table whose caption it bears.
pub fn pdf(blocks: &[Block], charts: &[(String, String)], authority: &str, day: Date) -> Result<Vec<u8>, Failure> {
    let cannot = |error: print::PrintError| Failure::new(error.to_string());
    let printer = Printer::new().map_err(cannot)?;
    printer.pdf(&document(blocks, charts, authority, day)).map_err(cannot)
}

/// A table no wider than the paper: columns beyond that stand in a second table, each row named again.
fn parts(table: &calibration::wording::Table) -> Vec<Table> {
    let columns: Vec<usize> = (1..table.head.len()).collect();
    let part = |columns: &[usize]| {
        let cells = |row: &Vec<String>| -> Vec<Text> {
            let picked = std::iter::once(&0).chain(columns).filter_map(|column| row.get(*column));
            picked.map(|cell| cell.as_str().into()).collect()
        };
        Table {
            caption: table.caption.as_str().into(),
            headers: cells(&table.head),
            rows: table.rows.iter().map(cells).collect(),
            numbers: (1..=columns.len()).collect(),
            total: None,
        }
    };
    match columns.is_empty() {
        true => vec![part(&[])],
        false => columns.chunks(MOST_COLUMNS).map(part).collect(),
    }
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
                made.extend(parts(table).into_iter().map(document::Block::Table));
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
        pictures: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_table_is_parted_and_every_part_names_its_rows() {
        let row =
            |name: &str| std::iter::once(name.to_owned()).chain((1..10).map(|at| at.to_string())).collect::<Vec<_>>();
        let wide = calibration::wording::Table { caption: "Wide".to_owned(), head: row("group"), rows: vec![row("a")] };
        let made = parts(&wide);
        let heads: Vec<usize> = made.iter().map(|table| table.headers.len()).collect();
        assert_eq!(heads, [7, 4]);
        assert!(made.iter().all(|table| table.rows[0][0].plain() == "a"));
    }
}
