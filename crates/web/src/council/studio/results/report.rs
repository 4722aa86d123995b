//! The whole report on a page of the service: the same words and tables as in the file.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use calibration::wording::{Block, Table};
use seven_core::document::{self, NoteKind, Text};

use super::super::{Step, kept, office};
use super::{FOLDER, with_result};
use crate::fault::Fault;
use crate::parts::document::Blocks;
use crate::visit::Visit;

/// The report.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let (_, study, result) = with_result(&visit, &id).await?;
    let Some(result) = result else {
        return Ok(Redirect::to(&format!("/council/studio/{}/run", study.id)).into_response());
    };
    let told: Vec<Block> = kept("told", &result.told)?;
    office(&visit, w, &study, Step::Results).with(&Blocks::new(told.iter().filter_map(block).collect())).shown()
}

/// The page has its own title, so the report's title falls away and its headings stand where they stood.
fn block(told: &Block) -> Option<document::Block> {
    Some(match told {
        Block::Heading(1, _) => return None,
        Block::Heading(level, text) => document::Block::heading((level - 1).clamp(1, 3), text.as_str()),
        Block::Paragraph(text) => document::Block::paragraph(text.as_str()),
        Block::Warning(text) => document::Block::Note {
            kind: NoteKind::Warning,
            title: Text::default(),
            paragraphs: vec![text.as_str().into()],
        },
        Block::Table(told) => document::Block::Table(table(told)),
    })
}

fn table(told: &Table) -> document::Table {
    let cells = |row: &Vec<String>| row.iter().map(|cell| cell.as_str().into()).collect();
    document::Table {
        caption: told.caption.as_str().into(),
        headers: cells(&told.head),
        rows: told.rows.iter().map(cells).collect(),
        numbers: (1..told.head.len()).collect(),
        total: None,
    }
}
