//! Numbers with their intervals, one under the other: a dot for the number, a line for the interval, nought as a line across.

use super::{Axis, GRID, INK, LINE, SIZE, at_scale, bold, cannot_draw, offset, text, titled, with_words};
use crate::failure::Failure;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// A line of the chart.
pub struct Interval {
    /// What the number is about.
    pub label: String,
    /// The number, and the ends of its interval.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The number as words.
    pub words: String,
}

/// A chart of intervals.
pub struct Intervals {
    /// Names the chart among others of its page: letters, digits and dashes.
    pub id: String,
    /// A short title.
    pub title: String,
    /// What is to be seen, in a few sentences.
    pub description: String,
    /// What the numbers are.
    pub axis_label: String,
    /// From above; those that do not fit stand in the table alone.
    pub lines: Vec<Interval>,
}

/// More lines than this cannot be told apart.
const MOST_LINES: usize = 12;

/// Draws it.
pub fn intervals(chart: &Intervals) -> Result<String, Failure> {
    let mut drawing = String::new();
    {
        let area = SVGBackend::with_string(&mut drawing, SIZE).into_drawing_area();
        draw(&area, chart).map_err(|error| cannot_draw(&error))?;
        area.present().map_err(|error| cannot_draw(&error))?;
    }
    Ok(with_words(&drawing, &chart.id, &chart.title, &chart.description))
}

fn draw(
    area: &DrawingArea<SVGBackend<'_>, Shift>,
    chart: &Intervals,
) -> Result<(), DrawingAreaErrorKind<std::io::Error>> {
    let lines = || chart.lines.iter().take(MOST_LINES);
    let low = lines().map(|line| line.low).fold(0.0, f64::min);
    let high = lines().map(|line| line.high).fold(0.0, f64::max);
    let axis = Axis::holding(low, high);
    let count = lines().count() as f64;
    let room = titled(area, &chart.title)?;
    let mut plot = ChartBuilder::on(&room)
        .margin(at_scale(12))
        .margin_right(at_scale(28))
        .x_label_area_size(at_scale(64))
        .build_cartesian_2d(axis.from..axis.to, 0.0..count)?;
    plot.configure_mesh()
        .disable_y_mesh()
        .bold_line_style(GRID.stroke_width(at_scale(1)))
        .light_line_style(TRANSPARENT)
        .axis_style(INK.stroke_width(at_scale(1)))
        .set_all_tick_mark_size(at_scale(5))
        .x_labels(axis.marks)
        .y_labels(0)
        .x_label_formatter(&|value| axis.label(*value))
        .x_desc(&chart.axis_label)
        .label_style(text(18))
        .axis_desc_style(text(19))
        .draw()?;
    plot.draw_series([PathElement::new(vec![(0.0, 0.0), (0.0, count)], INK.stroke_width(at_scale(2)))])?;
    for (at, line) in lines().enumerate() {
        let y = count - at as f64 - 0.62;
        plot.draw_series([PathElement::new(vec![(line.low, y), (line.high, y)], LINE.stroke_width(at_scale(3)))])?;
        for end in [line.low, line.high] {
            let stop = Rectangle::new([(offset(-1), offset(-6)), (offset(1), offset(6))], LINE.filled());
            plot.draw_series([EmptyElement::at((end, y)) + stop])?;
        }
        plot.draw_series([Circle::new((line.value, y), at_scale(6), LINE.filled())])?;
        // The words stand over their line, within the picture whichever side the line lies.
        let (x, side) = if line.value > (axis.from + axis.to) / 2.0 {
            (line.value.max(line.high), HPos::Right)
        } else {
            (line.value.min(line.low), HPos::Left)
        };
        let style = bold(17).pos(Pos::new(side, VPos::Bottom));
        let words = format!("{}: {}", line.label, line.words);
        plot.draw_series([EmptyElement::at((x, y)) + Text::new(words, (0, offset(-9)), style)])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_of_intervals_names_each_line() {
        let line = |label: &str, value: f64| Interval {
            label: label.to_owned(),
            value,
            low: value - 500.0,
            high: value + 500.0,
            words: format!("{value}"),
        };
        let chart = Intervals {
            id: "gaps".to_owned(),
            title: "Gaps".to_owned(),
            description: "Two gaps.".to_owned(),
            axis_label: "a year".to_owned(),
            lines: vec![line("nothing", -2_743.0), line("age", 191.0)],
        };
        let svg = intervals(&chart).unwrap();
        assert!(svg.contains("nothing: -2743") && svg.contains("age: 191") && svg.contains("id=\"gaps-title\""));
    }
}
