//! A scheme as a page that an authority can publish: everything that decides a figure, in words, with its source.
//! Pure: it gives back Markdown and, for streams that follow from points, charts to be drawn by whoever shows the page.

mod around;
mod chart;
mod conditions;
mod curve;
mod example;
mod figures;
mod lines;
mod markdown;
mod messages;
mod pen;
mod questions;
mod streams;
mod tables;
mod units;

#[cfg(test)]
mod tests;

pub use chart::Chart;
pub use curve::{Curve, Shape};

use crate::calculator::Calculator;
use crate::scheme::Scheme;
use pen::Pen;

/// How a page is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options<'a> {
    /// The language of the scheme's wording, such as `en` or `easy`; the sentences between are English.
    pub language: &'a str,
    /// Whether the version is in force today; a page of another says so at its top.
    pub is_in_force_today: bool,
}

/// One piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text, ending in an empty line.
    Markdown(String),
    /// A picture that belongs here. Its twin in words and figures stands in the text around it.
    Chart(Box<Chart>),
}

/// The page of a scheme, with the prices of the calculator's day where a sentence names one.
#[must_use]
pub fn page(scheme: &Scheme, calculator: &Calculator, options: Options<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut pen = Pen::new(scheme, calculator, options.language);
    let lines = pen.number_lines();
    pen.top(options.is_in_force_today);
    pen.adjustment();
    pen.challenge();
    pen.head(2, "how.heading", &[]);
    pen.tell("how.intro", &[]);
    pen.example_intro();
    let (of_streams, of_routes) = lines.split_at(scheme.streams.len().min(lines.len()));
    for (stream, lines) in scheme.streams.iter().zip(of_streams) {
        pen.stream_top(stream);
        if let Some(chart) = pen.chart(stream) {
            parts.push(Part::Markdown(pen.page.take()));
            pen.chart_table(&chart);
            parts.push(Part::Chart(Box::new(chart)));
        }
        lines.iter().for_each(|id| pen.line(id));
        pen.stream_end(stream);
    }
    if let Some(others) = of_routes.first().filter(|others| !others.is_empty()) {
        pen.head(3, "how.other-lines", &[]);
        others.iter().for_each(|id| pen.line(id));
    }
    pen.example_answers();
    pen.routes();
    pen.questions();
    pen.parameters();
    pen.shared_tables();
    pen.method();
    pen.sources();
    parts.push(Part::Markdown(pen.page.take()));
    parts
}
