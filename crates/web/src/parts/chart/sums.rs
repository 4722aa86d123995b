//! Sums along one axis, line by line: a filled circle, a line from its lower to its upper end, and where there is one an open circle
//! for what it was before. Sums may lie on either side of nought.

use askama::Template;
use seven_core::Pence;

use super::frame::Drawing;
use super::labelled::Layout;
use super::scale::Scale;

/// Where lines begin.
const TOP: i64 = 44;

/// The sums of a line.
pub(super) struct Sums<'a> {
    /// What they are of.
    pub label: &'a str,
    /// The sum before.
    pub before: Option<Pence>,
    /// The sum.
    pub value: Option<Pence>,
    /// Where it lies most likely.
    pub ends: Option<(Pence, Pence)>,
}

struct Line {
    y: i64,
    label: String,
    title: String,
    before: Option<i64>,
    value: Option<i64>,
    ends: Option<(i64, i64)>,
}

#[derive(Template)]
#[template(path = "parts/chart/sums.svg", escape = "html")]
struct SumsDrawing {
    layout: Layout,
    lines: Vec<Line>,
    height: i64,
    nought: i64,
    marks: Vec<(String, i64)>,
}

/// An axis with nought at its left end, or in its middle where sums lie on both sides.
struct Axis {
    scale: Scale,
    left: i64,
    nought: i64,
    /// Every so many marks are shown, so that they do not run into each other.
    step: usize,
}

impl Axis {
    fn holding(sums: impl Iterator<Item = i64> + Clone, layout: Layout) -> Axis {
        let most = sums.clone().map(i64::saturating_abs).max().unwrap_or(0);
        let has_less = sums.min().unwrap_or(0) < 0;
        let length = if has_less { layout.length / 2 } else { layout.length };
        let left = layout.left;
        let step = if length < 400 { 2 } else { 1 };
        let nought = if has_less { left + length } else { left };
        Axis { scale: Scale::holding(most, length), left, nought, step }
    }

    fn at(&self, sum: Pence) -> i64 {
        let far = self.scale.at(sum.0.saturating_abs());
        if sum.0 < 0 { self.nought - far } else { self.nought + far }
    }

    fn marks(&self) -> Vec<(String, i64)> {
        let right: Vec<i64> = self.scale.marks().into_iter().step_by(self.step).map(|(sum, _)| sum).collect();
        let left = right.iter().filter(|sum| **sum > 0 && self.nought > self.left).map(|sum| Pence(-*sum));
        let all = left.chain(right.iter().map(|sum| Pence(*sum)));
        all.map(|sum| (sum.in_pounds(), self.at(sum))).collect()
    }
}

/// The lines as a drawing.
pub(super) fn drawing(all: &[Sums<'_>], layout: Layout) -> Drawing {
    let sums = all.iter().flat_map(|one| {
        let ends = one.ends.into_iter().flat_map(|(low, high)| [low, high]);
        one.before.into_iter().chain(one.value).chain(ends).map(|sum| sum.0)
    });
    let axis = Axis::holding(sums, layout);
    let mut y = TOP;
    let line = |one: &Sums<'_>| {
        y += layout.row;
        let said: Vec<String> = one.before.iter().chain(&one.value).map(|sum| sum.in_pounds()).collect();
        Line {
            y,
            label: layout.label(one.label),
            title: format!("{}: {}", one.label, said.join(" → ")),
            before: one.before.map(|sum| axis.at(sum)),
            value: one.value.map(|sum| axis.at(sum)),
            ends: one.ends.map(|(low, high)| (axis.at(low), axis.at(high))),
        }
    };
    let lines: Vec<Line> = all.iter().map(line).collect();
    let height = y + 30;
    let drawing = SumsDrawing { layout, lines, height, nought: axis.nought, marks: axis.marks() };
    Drawing { width: layout.width, height, elements: drawing.to_string() }
}

#[cfg(test)]
mod tests {
    use super::super::labelled::{NARROW, WIDE};
    use super::*;

    #[test]
    fn a_sum_below_nought_stands_left_of_it_on_a_desk_and_on_a_telephone() {
        let gap = Sums {
            label: "A <b>",
            before: Some(Pence(50_000)),
            value: Some(Pence(-20_000)),
            ends: Some((Pence(-40_000), Pence(0))),
        };
        for (layout, nought) in [(WIDE, 500), (NARROW, 172)] {
            let drawn = drawing(std::slice::from_ref(&gap), layout).elements;
            let at_nought = drawn.matches(&format!("x1=\"{nought}\"")).count();
            assert_eq!(at_nought, 3, "the mark, the axis and the upper end of nought: {drawn}");
            assert!(drawn.contains("A &#60;b&#62;"), "{drawn}");
        }
    }
}
