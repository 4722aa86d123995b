//! The chart from points to money: steps for bands, a line otherwise, dots where only single totals are known.

use super::{Axis, GRID, INK, LINE, SIZE, at_scale, cannot_draw, grouped, offset, text, titled, with_words};
use crate::failure::Failure;
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use ras::publish::{Chart, Shape};
use ras::{Money, Ratio};

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Plot<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// A run of points with the same amount, or with none.
struct Run {
    from: f64,
    to: f64,
    amount: Option<f64>,
    label: String,
}

/// Draws a chart.
pub fn curve(chart: &Chart) -> Result<String, Failure> {
    let mut drawing = String::new();
    {
        let area = SVGBackend::with_string(&mut drawing, SIZE).into_drawing_area();
        draw(&area, chart).map_err(|error| cannot_draw(&error))?;
        area.present().map_err(|error| cannot_draw(&error))?;
    }
    let id = format!("chart-{}", chart.curve.stream);
    Ok(with_words(&drawing, &id, &chart.title, &chart.description))
}

fn draw(area: &Area<'_>, chart: &Chart) -> Drawn {
    let points: Vec<f64> = chart.curve.points.iter().map(|point| position(*point)).collect();
    let runs = runs(chart, &points);
    let amounts: Vec<f64> = runs.iter().filter_map(|run| run.amount).collect();
    let most = amounts.iter().copied().fold(0.0, f64::max);
    let least = amounts.iter().copied().fold(0.0, f64::min);
    let x_axis = match chart.curve.shape {
        // Single totals: the picture ends a little after the last.
        Shape::Dots => Axis::holding(
            0.0,
            runs.iter().filter(|run| run.amount.is_some()).map(|run| run.to).fold(1.0, f64::max) * 1.3,
        ),
        _ => Axis::holding(points.first().copied().unwrap_or(0.0), points.last().copied().unwrap_or(1.0)),
    };
    // A little air above, for the amount that stands over the highest step.
    let y_axis = Axis::holding(least, if most > 0.0 { most * 1.08 } else { 1.0 });
    let room = titled(area, &chart.title)?;
    let mut plot = ChartBuilder::on(&room)
        .margin(at_scale(12))
        .margin_right(at_scale(28))
        .x_label_area_size(at_scale(64))
        .y_label_area_size(at_scale(104))
        .build_cartesian_2d(x_axis.from..x_axis.to, y_axis.from..y_axis.to)?;
    plot.configure_mesh()
        .disable_x_mesh()
        .bold_line_style(GRID.stroke_width(at_scale(1)))
        .light_line_style(TRANSPARENT)
        .axis_style(INK.stroke_width(at_scale(1)))
        .set_all_tick_mark_size(at_scale(5))
        .x_labels(x_axis.marks)
        .y_labels(y_axis.marks)
        .x_label_formatter(&|value| x_axis.label(*value))
        .y_label_formatter(&|value| y_axis.label(*value))
        .x_desc(&chart.points_label)
        .y_desc(&chart.amounts_label)
        .label_style(text(18))
        .axis_desc_style(text(19))
        .draw()?;
    if chart.curve.shape != Shape::Dots {
        gaps(&mut plot, chart, &runs, &y_axis)?;
    }
    match chart.curve.shape {
        Shape::Steps => steps(&mut plot, &runs),
        Shape::Line => line(&mut plot, chart, &points),
        Shape::Dots => dots(&mut plot, chart, &runs),
    }
}

/// A number of points as a position.
fn position(number: Ratio) -> f64 {
    number.num() as f64 / number.den() as f64
}

/// An amount as a height.
fn height(amount: Money) -> f64 {
    amount.0 as f64 / 100.0
}

/// Runs of equal amounts, each reaching half-way to its neighbours.
fn runs(chart: &Chart, points: &[f64]) -> Vec<Run> {
    let at = |index: usize| points.get(index).copied().unwrap_or(0.0);
    let between = |a: usize, b: usize| (at(a) + at(b)) / 2.0;
    let run = |(first, last, amount): &(usize, usize, Option<Money>)| Run {
        from: if *first == 0 { at(0) } else { between(first - 1, *first) },
        to: if last + 1 >= points.len() { at(*last) } else { between(*last, last + 1) },
        amount: amount.map(height),
        label: amount.map(|amount| short(amount, chart)).unwrap_or_default(),
    };
    chart.curve.runs().iter().map(run).collect()
}

/// `£1,500`, `£82.91`.
fn short(amount: Money, chart: &Chart) -> String {
    let text = amount.to_string();
    let text = text.strip_suffix(".00").unwrap_or(&text);
    format!("{}{}", chart.currency.sign(), grouped(text))
}

fn placed(size: u16, across: HPos, down: VPos) -> TextStyle<'static> {
    text(size).pos(Pos::new(across, down))
}

fn steps(plot: &mut Plot<'_, '_>, runs: &[Run]) -> Drawn {
    for pair in runs.windows(2) {
        if let [Run { amount: Some(low), to, .. }, Run { amount: Some(high), .. }] = pair {
            plot.draw_series(DashedLineSeries::new(
                [(*to, *low), (*to, *high)],
                at_scale(3),
                at_scale(3),
                LINE.stroke_width(at_scale(1)),
            ))?;
        }
    }
    let thick = LINE.stroke_width(at_scale(4));
    for run in runs {
        if let Some(amount) = run.amount {
            plot.draw_series([PathElement::new(vec![(run.from, amount), (run.to, amount)], thick)])?;
        }
    }
    if runs.len() <= 14 {
        for run in runs {
            if let Some(amount) = run.amount {
                let style = placed(17, HPos::Right, VPos::Bottom);
                let label = Text::new(run.label.clone(), (offset(-3), offset(-5)), style);
                plot.draw_series([EmptyElement::at((run.to, amount)) + label])?;
            }
        }
    }
    Ok(())
}

fn line(plot: &mut Plot<'_, '_>, chart: &Chart, points: &[f64]) -> Drawn {
    let mut piece: Vec<(f64, f64)> = Vec::new();
    let mut pieces = Vec::new();
    for (x, amount) in points.iter().zip(&chart.curve.amounts) {
        match amount {
            Some(amount) => piece.push((*x, height(*amount))),
            None => pieces.push(std::mem::take(&mut piece)),
        }
    }
    pieces.push(piece);
    for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
        plot.draw_series([PathElement::new(thinned(&piece), LINE.stroke_width(at_scale(3)))])?;
    }
    // Of two bends side by side one mark is enough.
    let bends = chart
        .curve
        .bends
        .iter()
        .filter(|at| at.checked_sub(1).is_none_or(|before| !chart.curve.bends.contains(&before)));
    for at in bends {
        if let (Some(x), Some(Some(amount))) = (points.get(*at), chart.curve.amounts.get(*at)) {
            plot.draw_series([Circle::new((*x, height(*amount)), at_scale(5), LINE.filled())])?;
        }
    }
    Ok(())
}

/// Every point of a short line; of a long one as many as can be told apart.
fn thinned(piece: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let every = piece.len() / 1_000 + 1;
    let last = piece.len().saturating_sub(1);
    piece.iter().enumerate().filter(|(at, _)| at % every == 0 || *at == last).map(|(_, point)| *point).collect()
}

fn dots(plot: &mut Plot<'_, '_>, chart: &Chart, runs: &[Run]) -> Drawn {
    let corner = (plot.x_range().end, plot.y_range().start);
    let words =
        Text::new(chart.no_amount_label.clone(), (offset(-8), offset(-8)), placed(17, HPos::Right, VPos::Bottom));
    plot.draw_series([EmptyElement::at(corner) + words])?;
    for run in runs {
        if let Some(amount) = run.amount {
            let x = (run.from + run.to) / 2.0;
            plot.draw_series([Circle::new((x, amount), at_scale(7), LINE.filled())])?;
            let words = format!("{}: {}", grouped(&x.to_string()), run.label);
            let label = Text::new(words, (offset(12), 0), placed(17, HPos::Left, VPos::Center));
            plot.draw_series([EmptyElement::at((x, amount)) + label])?;
        }
    }
    Ok(())
}

/// Where the scheme gives no amount: slanting lines and words.
fn gaps(plot: &mut Plot<'_, '_>, chart: &Chart, runs: &[Run], y_axis: &Axis) -> Drawn {
    let width = runs.last().map_or(1.0, |last| last.to) - runs.first().map_or(0.0, |first| first.from);
    let (low, high) = (y_axis.from, y_axis.to);
    // How far a line goes to the right on its way from the bottom to the top, and from one line to the next.
    let (lean, step) = (width * 0.45, width / 50.0);
    for run in runs.iter().filter(|run| run.amount.is_none()) {
        let mut foot = run.from - lean;
        while foot < run.to {
            let (start, end) = (((run.from - foot) / lean).max(0.0), ((run.to - foot) / lean).min(1.0));
            let at = |part: f64| (foot + part * lean, low + part * (high - low));
            plot.draw_series([PathElement::new(vec![at(start), at(end)], GRID.stroke_width(at_scale(1)))])?;
            foot += step;
        }
        if run.to - run.from > width / 7.0 {
            let (x, y) = ((run.from + run.to) / 2.0, low + (high - low) / 2.0);
            let (left, top) = (offset(-58), offset(-15));
            let paper = Rectangle::new([(left, top), (-left, -top)], WHITE.filled());
            let words = Text::new(chart.no_amount_label.clone(), (0, 0), placed(17, HPos::Center, VPos::Center));
            plot.draw_series([EmptyElement::at((x, y)) + paper + words])?;
        }
    }
    Ok(())
}
