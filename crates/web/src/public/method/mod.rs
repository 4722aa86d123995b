//! `/how-it-is-worked-out`: the published statement of method, with its tables and charts; and the questions on paper.

mod markdown;

use actions::schemes::in_force;
use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use ras::publish::{Chart, Options, Part, page as published};
use seven_core::Pence;
use seven_core::document::{Block, Document, Language as PaperLanguage};
use seven_core::questionnaire::{Printing, questionnaire};

use crate::fault::Fault;
use crate::parts::chart::{Figure, PriceStep, StepsChart};
use crate::parts::document::Blocks;
use crate::parts::layout::{Page, Width};
use crate::query::{query, scheme_words, style, style_code};
use crate::visit::Visit;
use crate::words::PageWords;

/// Text or a picture, in their order.
enum Piece {
    Text(Blocks),
    Drawing(Box<Figure>),
}

/// A chapter of the statement. The first ones stand open, the rest unfold: together they are too long to look through.
struct Section {
    /// Its heading; nothing before the first.
    title: Option<String>,
    is_open: bool,
    pieces: Vec<Piece>,
}

/// So many chapters stand open: what the scheme is, what a figure is.
const OPEN: usize = 2;

#[derive(Template)]
#[template(path = "public/method/page.html")]
struct MethodPage {
    page: Page,
    w: PageWords,
    sections: Vec<Section>,
}

#[derive(Template)]
#[template(path = "public/method/paper.html")]
struct PaperPage {
    page: Page,
    w: PageWords,
    title: String,
    blocks: Option<Blocks>,
    style: &'static str,
    has_pdf: bool,
}

/// The statement of method of the scheme in force.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("public/method");
    let mut reading = visit.reading().await?;
    let loaded = in_force(&mut reading, visit.moment.today).await?;
    drop(reading);
    let parts = loaded.map_or_else(Vec::new, |loaded| {
        let options = Options { language: w.language().code(), is_in_force_today: true };
        published(&loaded.scheme, &loaded.calculator, options)
    });
    let (mut sections, mut under) = (Vec::new(), markdown::Under::default());
    for (at, part) in parts.into_iter().enumerate() {
        match part {
            Part::Markdown(text) => place(&mut sections, markdown::blocks(&text, &mut under)),
            Part::Chart(chart) => {
                let figure = figure(w, *chart, &format!("chart-{at}"));
                add(&mut sections, figure.map(|figure| Piece::Drawing(Box::new(figure))));
            }
        }
    }
    let mut page = visit.page(w, w.t("title"));
    page.width = Width::Wide;
    Ok(Html(MethodPage { page, w, sections }.render()?))
}

/// Adds to the chapter that is being filled.
fn add(sections: &mut Vec<Section>, pieces: impl IntoIterator<Item = Piece>) {
    match sections.last_mut() {
        Some(section) => section.pieces.extend(pieces),
        None => sections.push(Section { title: None, is_open: true, pieces: pieces.into_iter().collect() }),
    }
}

/// Puts blocks to their chapters; each heading of the first level begins one.
fn place(sections: &mut Vec<Section>, blocks: Vec<Block>) {
    let mut here = Vec::new();
    for block in blocks {
        if let Block::Heading { level: 1, text } = &block {
            let before = std::mem::take(&mut here);
            if !before.is_empty() {
                add(sections, [Piece::Text(Blocks::new(before))]);
            }
            let is_open = sections.len() < OPEN;
            sections.push(Section { title: Some(text.plain()), is_open, pieces: Vec::new() });
        } else {
            here.push(block);
        }
    }
    if !here.is_empty() {
        add(sections, [Piece::Text(Blocks::new(here))]);
    }
}

/// A curve as flat steps; a line that rises with each point has its table in the text, and no more steps than can be seen.
fn figure(w: PageWords, chart: Chart, id: &str) -> Option<Figure> {
    const MOST_STEPS: usize = 400;
    let points = &chart.curve.points;
    let hundredths = |at: usize| points.get(at).map(|ratio| hundredths(*ratio));
    let runs = chart.curve.runs();
    let thin = runs.len().div_ceil(MOST_STEPS).max(1);
    let steps: Vec<PriceStep> = runs
        .into_iter()
        .step_by(thin)
        .filter_map(|(first, last, amount)| {
            Some(PriceStep {
                from_hundredths: hundredths(first)?,
                to_hundredths: hundredths(last),
                amount: Pence(amount?.0),
            })
        })
        .collect();
    let chart =
        StepsChart { words: w, title: chart.title, description: chart.description, steps, own_hundredths: None };
    (!chart.steps.is_empty()).then(|| chart.figure(id))
}

/// Points in hundredths, cut off: for a picture only.
fn hundredths(ratio: ras::Ratio) -> i64 {
    let text = ratio.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits: String = part.chars().chain("00".chars()).take(2).collect();
    format!("{whole}{digits}").parse().unwrap_or(0)
}

/// The questions on paper, to be read on the screen or printed.
pub async fn paper(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("public/method");
    let document = on_paper(&visit).await?;
    if let (Some("pdf"), Some(documents), Some(document)) =
        (query(&visit, "as").as_deref(), &visit.app.documents, &document)
    {
        return crate::documents::printed(documents, document.clone(), "questions").await;
    }
    let title = document.as_ref().map_or_else(|| w.t("paper.title").to_owned(), |document| document.title.plain());
    let blocks: Option<Vec<Block>> = document.map(|document| document.blocks);
    let page = PaperPage {
        page: visit.page(w, title.clone()),
        w,
        title,
        blocks: blocks.map(Blocks::new),
        style: style_code(style(&visit)),
        has_pdf: visit.app.documents.is_some(),
    };
    Ok(Html(page.render()?).into_response())
}

async fn on_paper(visit: &Visit) -> Result<Option<Document>, Fault> {
    let mut reading = visit.reading().await?;
    let Some(loaded) = in_force(&mut reading, visit.moment.today).await? else { return Ok(None) };
    let style = style(visit);
    let words = scheme_words(&loaded.scheme, visit.language, style);
    let printing = Printing {
        language: PaperLanguage::of(visit.language.code()),
        style,
        authority: visit.authority.name.clone(),
        reference: None,
        day: visit.moment.today,
    };
    Ok(Some(questionnaire(&loaded.scheme, &words, &printing)))
}
