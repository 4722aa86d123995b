//! Many choices as dots, the few worth talking about larger and numbered.

use super::{Axis, GRID, INK, LINE, SIZE, at_scale, bold, cannot_draw, offset, text, titled, with_words};
use crate::failure::Failure;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// A choice.
pub struct Dot {
    /// How far to the right.
    pub x: f64,
    /// How far up.
    pub y: f64,
    /// Its number, if it stands out.
    pub label: Option<String>,
}

/// A chart of choices.
pub struct Cloud {
    /// Names the chart among others of its page: letters, digits and dashes.
    pub id: String,
    /// A short title.
    pub title: String,
    /// What is to be seen, in a few sentences.
    pub description: String,
    /// What the two directions are.
    pub axis_labels: [String; 2],
    /// The choices.
    pub dots: Vec<Dot>,
}

/// Draws it.
pub fn cloud(chart: &Cloud) -> Result<String, Failure> {
    let mut drawing = String::new();
    {
        let area = SVGBackend::with_string(&mut drawing, SIZE).into_drawing_area();
        draw(&area, chart).map_err(|error| cannot_draw(&error))?;
        area.present().map_err(|error| cannot_draw(&error))?;
    }
    Ok(with_words(&drawing, &chart.id, &chart.title, &chart.description))
}

fn draw(area: &DrawingArea<SVGBackend<'_>, Shift>, chart: &Cloud) -> Result<(), DrawingAreaErrorKind<std::io::Error>> {
    let axis = |of: fn(&Dot) -> f64| {
        let values = || chart.dots.iter().map(of).filter(|value| value.is_finite());
        Axis::holding(values().fold(f64::INFINITY, f64::min).min(1e15), values().fold(0.0, f64::max))
    };
    let (across, up) = (axis(|dot| dot.x), axis(|dot| dot.y));
    let [across_label, up_label] = &chart.axis_labels;
    let room = titled(area, &chart.title)?;
    let mut plot = ChartBuilder::on(&room)
        .margin(at_scale(12))
        .margin_right(at_scale(28))
        .x_label_area_size(at_scale(64))
        .y_label_area_size(at_scale(92))
        .build_cartesian_2d(across.from..across.to, up.from..up.to)?;
    plot.configure_mesh()
        .bold_line_style(GRID.stroke_width(at_scale(1)))
        .light_line_style(TRANSPARENT)
        .axis_style(INK.stroke_width(at_scale(1)))
        .set_all_tick_mark_size(at_scale(5))
        .x_labels(across.marks)
        .y_labels(up.marks)
        .x_label_formatter(&|value| across.label(*value))
        .y_label_formatter(&|value| up.label(*value))
        .x_desc(across_label)
        .y_desc(up_label)
        .label_style(text(18))
        .axis_desc_style(text(19))
        .draw()?;
    for dot in chart.dots.iter().filter(|dot| dot.label.is_none()) {
        plot.draw_series([Circle::new((dot.x, dot.y), at_scale(2), RGBColor(130, 139, 150).filled())])?;
    }
    for dot in &chart.dots {
        if let Some(label) = &dot.label {
            plot.draw_series([Circle::new((dot.x, dot.y), at_scale(6), LINE.filled())])?;
            let style = bold(15).pos(Pos::new(HPos::Left, VPos::Bottom));
            plot.draw_series([EmptyElement::at((dot.x, dot.y)) + Text::new(label.clone(), (offset(7), 0), style)])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_that_stand_out_are_numbered() {
        let dot = |x: f64, label: Option<&str>| Dot { x, y: 2.0 * x, label: label.map(str::to_owned) };
        let chart = Cloud {
            id: "frontier".to_owned(),
            title: "Frontier".to_owned(),
            description: "Two choices.".to_owned(),
            axis_labels: ["misfit".to_owned(), "unfairness".to_owned()],
            dots: vec![dot(10.0, None), dot(20.0, Some("17"))],
        };
        let svg = cloud(&chart).unwrap();
        assert!(svg.contains(">\n17\n</text>") && svg.matches("<circle").count() == 2, "{svg}");
    }
}
