//! Charts as SVG. The only place where amounts become floating-point numbers, and they never come back from it: a pixel
//! needs no pence. Every chart has a title and a description inside, scales with its page, and shows nothing by colour alone.
#![allow(clippy::float_arithmetic, reason = "positions on a picture; no amount is worked out here")]

mod cloud;
mod curve;
mod histogram;
mod intervals;

pub use cloud::{Cloud, Dot, cloud};
pub use curve::curve;
pub use histogram::{Bar, Histogram, histogram};
pub use intervals::{Interval, Intervals, intervals};

use crate::failure::Failure;
use plotters::coord::Shift;
use plotters::drawing::DrawingAreaErrorKind;
use plotters::prelude::{DrawingArea, IntoFont, RGBColor, SVGBackend, Text, TextStyle, WHITE};
use plotters::style::FontStyle;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Width and height of a chart as it is shown.
const SHOWN: (u16, u16) = (880, 500);
/// The drawing is made larger by this, because its positions are whole numbers: a line is then as smooth as it should be.
const FINER: u16 = 4;
/// Width and height of the drawing.
const SIZE: (u32, u32) = (at_scale(SHOWN.0), at_scale(SHOWN.1));
/// Text and axes.
const INK: RGBColor = RGBColor(29, 38, 50);
/// What the chart is about; 7 to 1 against white.
const LINE: RGBColor = RGBColor(0, 84, 148);
/// Lines to read amounts by.
const GRID: RGBColor = RGBColor(214, 219, 226);

const FONT: &str = "Helvetica, Arial, sans-serif";

/// A length as it is shown, in the units of the drawing.
const fn at_scale(length: u16) -> u32 {
    length as u32 * FINER as u32
}

/// A distance as it is shown, in the units of the drawing.
fn offset(distance: i16) -> i32 {
    i32::from(distance) * i32::from(FINER)
}

fn text(size: u16) -> TextStyle<'static> {
    (FONT, at_scale(size)).into_font().color(&INK)
}

fn bold(size: u16) -> TextStyle<'static> {
    (FONT, at_scale(size)).into_font().style(FontStyle::Bold).color(&INK)
}

/// White paper with a title over it; gives back the room under the title.
fn titled<'a>(
    area: &DrawingArea<SVGBackend<'a>, Shift>,
    title: &str,
) -> Result<DrawingArea<SVGBackend<'a>, Shift>, DrawingAreaErrorKind<std::io::Error>> {
    area.fill(&WHITE)?;
    let (head, rest) = area.split_vertically(at_scale(50));
    let style = bold(24).pos(Pos::new(HPos::Center, VPos::Center));
    head.draw(&Text::new(title.to_owned(), (i32::from(SHOWN.0) * i32::from(FINER) / 2, offset(28)), style))?;
    Ok(rest)
}

/// What a drawing library says when it cannot draw.
fn cannot_draw(error: &dyn std::fmt::Display) -> Failure {
    Failure::new(format!("cannot draw the chart: {error}"))
}

/// The drawing with a role, a title and a description for those who do not see it.
fn with_words(drawing: &str, id: &str, title: &str, description: &str) -> String {
    let body = drawing.find('>').and_then(|end| drawing.get(end + 1..)).unwrap_or_default();
    let (width, height) = SHOWN;
    let (full_width, full_height) = SIZE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {full_width} {full_height}\" style=\"max-width:100%;height:auto\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
        escaped(title),
        escaped(description),
    );
    // An empty line would end the picture where it stands inside a Markdown page.
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
        svg.push_str(line);
        svg.push('\n');
    }
    svg
}

fn escaped(text: &str) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Where a mark on an axis stands, and its distance from the next.
struct Axis {
    from: f64,
    to: f64,
    marks: usize,
    decimals: usize,
}

impl Axis {
    /// An axis with round marks that holds both ends; it begins at nought unless that would waste most of it.
    fn holding(low: f64, high: f64) -> Axis {
        let low = if low > 0.0 && low < high * 0.4 { 0.0 } else { low };
        let width = if high > low { high - low } else { high.abs().max(1.0) };
        let rough = width / 8.0;
        let power = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|unit| unit * power).into_iter().find(|step| *step >= rough);
        let step = step.unwrap_or(rough);
        let (from, to) = ((low / step).floor() * step, ((low + width) / step).ceil() * step);
        let decimals = if step >= 1.0 && step.fract() == 0.0 { 0 } else { 2 };
        // A chart has about a dozen marks.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 20")]
        let marks = ((to - from) / step).round().clamp(1.0, 20.0) as usize + 1;
        Axis { from, to, marks, decimals }
    }

    /// A number with separators between thousands.
    fn label(&self, value: f64) -> String {
        grouped(&format!("{value:.*}", self.decimals))
    }
}

/// Separators between thousands in a number that is written out.
pub fn grouped(number: &str) -> String {
    let (sign, size) = number.strip_prefix('-').map_or(("", number), |size| ("−", size));
    let (whole, rest) = size.split_once('.').map_or((size, None), |(whole, rest)| (whole, Some(rest)));
    let mut shown = String::from(if size.bytes().all(|b| b == b'0' || b == b'.') { "" } else { sign });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(rest) = rest {
        shown.push('.');
        shown.push_str(rest);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_round_marks() {
        let axis = Axis::holding(0.0, 36_000.0);
        assert_eq!((axis.from, axis.to, axis.label(36_000.0)), (0.0, 40_000.0, "36,000".to_owned()));
        let axis = Axis::holding(82.91, 112.21);
        assert!(axis.from > 0.0 && axis.from <= 82.91 && axis.to >= 112.21);
        assert_eq!(Axis::holding(-1_250.0, 300.0).label(-1_250.0), "−1,250");
        assert_eq!(Axis::holding(5.0, 5.0).from, 5.0);
    }

    #[test]
    fn a_chart_carries_its_words() {
        let svg = with_words("<svg a=\"b\">\n<line/>\n\n</svg>\n", "c", "A & B", "from <1>");
        assert!(svg.contains("role=\"img\"") && svg.contains("<title id=\"c-title\">A &amp; B</title>"));
        assert!(svg.contains("<desc id=\"c-desc\">from &lt;1&gt;</desc>") && svg.contains("viewBox"));
        assert!(!svg.contains("\n\n") && svg.ends_with("</svg>\n"));
    }
}
