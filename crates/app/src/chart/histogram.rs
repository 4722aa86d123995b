//! How many people gain or lose how much: bars over ranges of change, with the number written above each.

use super::{Axis, GRID, INK, LINE, SIZE, at_scale, bold, cannot_draw, offset, text, titled, with_words};
use crate::failure::Failure;
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// Losses are outlined, gains are filled: told apart without colour.
const LOSS: RGBColor = RGBColor(148, 51, 0);

/// A bar: how many people, and what stands under it.
pub struct Bar {
    /// The range of change, as words of at most a few letters.
    pub label: String,
    /// How many people.
    pub count: u64,
    /// Below, at or above nothing.
    pub direction: std::cmp::Ordering,
}

/// A chart of counts.
pub struct Histogram {
    /// A short title.
    pub title: String,
    /// What is to be seen, in a few sentences.
    pub description: String,
    /// What the ranges are.
    pub ranges_label: String,
    /// What is counted.
    pub counts_label: String,
    /// The words for losses and gains, to stand over their sides.
    pub sides: (String, String),
    /// From the largest loss to the largest gain.
    pub bars: Vec<Bar>,
}

/// Draws it.
pub fn histogram(histogram: &Histogram) -> Result<String, Failure> {
    let mut drawing = String::new();
    {
        let area = SVGBackend::with_string(&mut drawing, SIZE).into_drawing_area();
        draw(&area, histogram).map_err(|error| cannot_draw(&error))?;
        area.present().map_err(|error| cannot_draw(&error))?;
    }
    Ok(with_words(&drawing, "chart-changes", &histogram.title, &histogram.description))
}

fn draw(area: &Area<'_>, histogram: &Histogram) -> Drawn {
    let most = histogram.bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    let y_axis = Axis::holding(0.0, (most as f64 * 1.12).max(1.0));
    let count = histogram.bars.len() as f64;
    let room = titled(area, &histogram.title)?;
    let mut plot = ChartBuilder::on(&room)
        .margin(at_scale(12))
        .margin_right(at_scale(28))
        .x_label_area_size(at_scale(96))
        .y_label_area_size(at_scale(92))
        .build_cartesian_2d(0.0..count, y_axis.from..y_axis.to)?;
    plot.configure_mesh()
        .disable_x_mesh()
        .bold_line_style(GRID.stroke_width(at_scale(1)))
        .light_line_style(TRANSPARENT)
        .axis_style(INK.stroke_width(at_scale(1)))
        .set_all_tick_mark_size(at_scale(5))
        .x_labels(0)
        .y_labels(y_axis.marks)
        .y_label_formatter(&|value| y_axis.label(*value))
        .y_desc(&histogram.counts_label)
        .label_style(text(18))
        .axis_desc_style(text(19))
        .draw()?;
    for (at, bar) in histogram.bars.iter().enumerate() {
        let (left, right, top) = (at as f64 + 0.08, at as f64 + 0.92, bar.count as f64);
        if bar.count == 0 {
            continue;
        }
        let corners = [(left, 0.0), (right, top)];
        match bar.direction {
            std::cmp::Ordering::Less => {
                plot.draw_series([Rectangle::new(corners, RGBColor(255, 236, 224).filled())])?;
                plot.draw_series([PathElement::new(outline(left, right, top), LOSS.stroke_width(at_scale(3)))])?;
            }
            std::cmp::Ordering::Equal => {
                plot.draw_series([Rectangle::new(corners, RGBColor(205, 210, 217).filled())])?;
                plot.draw_series([PathElement::new(outline(left, right, top), INK.stroke_width(at_scale(1)))])?;
            }
            std::cmp::Ordering::Greater => {
                plot.draw_series([Rectangle::new(corners, LINE.filled())])?;
            }
        }
        let middle = (left + right) / 2.0;
        let style = bold(18).pos(Pos::new(HPos::Center, VPos::Bottom));
        let label = Text::new(super::grouped(&bar.count.to_string()), (0, offset(-4)), style);
        plot.draw_series([EmptyElement::at((middle, top)) + label])?;
    }
    under(area, &mut plot, histogram)
}

fn outline(left: f64, right: f64, top: f64) -> Vec<(f64, f64)> {
    vec![(left, 0.0), (left, top), (right, top), (right, 0.0), (left, 0.0)]
}

/// The ranges under the bars, and which side is which.
fn under(
    area: &Area<'_>,
    plot: &mut ChartContext<'_, SVGBackend<'_>, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    histogram: &Histogram,
) -> Drawn {
    let below = |x: f64| plot.backend_coord(&(x, 0.0));
    let centre = |size: u16| text(size).pos(Pos::new(HPos::Center, VPos::Top));
    for (at, bar) in histogram.bars.iter().enumerate() {
        let (x, y) = below(at as f64 + 0.5);
        for (line, part) in bar.label.split('\n').enumerate() {
            let down = [8, 24, 40].get(line).copied().unwrap_or(56);
            area.draw(&Text::new(part.to_owned(), (x, y + offset(down)), centre(16)))?;
        }
    }
    let (middle, y) = below(histogram.bars.len() as f64 / 2.0);
    area.draw(&Text::new(histogram.ranges_label.clone(), (middle, y + offset(66)), centre(16)))?;
    let (left, _) = below(0.0);
    let (right, _) = below(histogram.bars.len() as f64);
    let has = |direction| histogram.bars.iter().any(|bar| bar.direction == direction);
    if has(std::cmp::Ordering::Less) {
        let style = bold(18).pos(Pos::new(HPos::Left, VPos::Top));
        area.draw(&Text::new(format!("← {}", histogram.sides.0), (left, y + offset(66)), style))?;
    }
    if has(std::cmp::Ordering::Greater) {
        let style = bold(18).pos(Pos::new(HPos::Right, VPos::Top));
        area.draw(&Text::new(format!("{} →", histogram.sides.1), (right, y + offset(66)), style))?;
    }
    Ok(())
}
