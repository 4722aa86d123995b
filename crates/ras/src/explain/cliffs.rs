//! Lines between the rows of tables that a person is close to: both sides are shown.
//!
//! *Close* means: one step on one answer would cross the line; or the number looked up is at most five points (or five of
//! whatever a question counts) away from it; or, for other numbers, at most a twentieth of the row it stands in.

use super::Explainer;
use super::amounts::amount_of;
use super::desk::Desk;
use super::figure::{Measure, Style};
use super::message::Message as M;
use super::steps::BandsMethod;
use super::wording::{Value, figure};
use crate::Money;
use crate::calculator::{NodeId, Values};
use serde::Serialize;

/// A line of a table that this person is close to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cliff<'e> {
    /// The step that looks in the table.
    pub step: &'e str,
    /// Its name.
    pub name: &'e str,
    /// The number that was looked up.
    pub looked_up: String,
    /// Whether the person stands below the line.
    pub is_below: bool,
    /// How far the other side is.
    pub distance: String,
    /// The last number below the line, and the amounts there.
    pub low: CliffSide,
    /// The first number above the line, and the amounts there.
    pub high: CliffSide,
    /// All of it in a sentence.
    pub sentence: String,
}

/// One side of a line of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CliffSide {
    /// The number nearest to the line on this side.
    pub edge: String,
    /// The amount of each stream there, in the scheme's order; none where there is no amount.
    pub amounts: Vec<Option<Money>>,
}

/// Points that are close.
const CLOSE_POINTS: i128 = 5;
/// The part of a row that is close: one in so many.
const CLOSE_PART: i128 = 20;

/// The least and greatest number that one other answer would have looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reached {
    least: i128,
    greatest: i128,
}

impl Reached {
    pub(super) fn at(values: &Values, node: NodeId) -> Reached {
        Reached { least: values.get(node), greatest: values.get(node) }
    }

    pub(super) fn widen(&mut self, values: &Values, node: NodeId) {
        if values.refusal(node).is_none() {
            self.least = self.least.min(values.get(node));
            self.greatest = self.greatest.max(values.get(node));
        }
    }
}

/// A stream's amount on one side of a line, or why there is none.
#[derive(PartialEq, Eq)]
struct There {
    amount: Option<Money>,
    reason: Option<String>,
}

impl Explainer<'_> {
    /// The lines that are close, table by table.
    pub(super) fn cliffs<'e>(&'e self, desk: &Desk<'_>, reached: &[Reached]) -> Vec<Cliff<'e>> {
        let mut room = Values::default();
        let mut found = Vec::new();
        let tables = self.steps.iter().filter_map(|step| step.bands().map(|bands| (step, bands)));
        for ((step, bands), reached) in tables.zip(reached) {
            let node = bands.looked_up.node;
            if desk.values.refusal(node).is_some() {
                continue;
            }
            let number = desk.values.get(node);
            let after = bands.edges.partition_point(|edge| *edge <= number);
            let below = after.checked_sub(1).and_then(|at| bands.edges.get(at)).copied();
            let above = bands.edges.get(after).copied();
            let close = [
                below.filter(|edge| reached.least < *edge || is_close(bands, number, number - edge + 1)),
                above.filter(|edge| reached.greatest >= *edge || is_close(bands, number, edge - number)),
            ];
            for edge in close.into_iter().flatten() {
                let low = self.amounts_at(desk, &mut room, (node, edge - 1));
                let high = self.amounts_at(desk, &mut room, (node, edge));
                if low.iter().zip(&high).any(|(low, high)| low.amount != high.amount) {
                    found.push(self.cliff(desk, (step.id(), step.name(), bands), edge, (low, high)));
                }
            }
        }
        found
    }

    /// Each stream's amount, or why there is none, if the number looked up were another.
    fn amounts_at(&self, desk: &Desk<'_>, room: &mut Values, forced: (NodeId, i128)) -> Vec<There> {
        desk.calculator.evaluate_into(desk.sheet, room, Some(forced));
        let there = Desk { values: room, ..*desk };
        let amount = |stream: &super::amounts::StreamOutline<'_>| {
            let reason = self.why_none(&there, stream.nodes, None);
            There { amount: reason.is_none().then(|| amount_of(&there, stream.nodes)), reason }
        };
        self.streams.iter().map(amount).collect()
    }

    fn cliff<'e>(
        &'e self,
        desk: &Desk<'_>,
        (step, name, bands): (&'e str, &'e str, &BandsMethod<'_>),
        edge: i128,
        (low, high): (Vec<There>, Vec<There>),
    ) -> Cliff<'e> {
        let number = desk.values.get(bands.looked_up.node);
        let is_below = number < edge;
        let style = bands.looked_up.style;
        let distance = if is_below { edge - number } else { number - edge + 1 };
        let looked_up = desk.shown(number, style);
        let distance = desk.shown(distance, style);
        let low_edge = low_edge(desk, edge, style);
        let high_edge = desk.wording.sentence(M::CliffFrom, &[("number", figure(edge, style))]);
        let differ: Vec<bool> = low.iter().zip(&high).map(|(low, high)| low.amount != high.amount).collect();
        let low_text = self.side_text(desk, &low, &differ);
        let high_text = self.side_text(desk, &high, &differ);
        let values = [
            ("name", Value::Text(name)),
            ("looked-up", Value::Text(&looked_up)),
            ("distance", Value::Text(&distance)),
            ("low-edge", Value::Text(&low_edge)),
            ("low", Value::Text(&low_text)),
            ("high-edge", Value::Text(&high_edge)),
            ("high", Value::Text(&high_text)),
        ];
        let sentence = desk.wording.sentence(if is_below { M::CliffAbove } else { M::CliffBelow }, &values);
        let side = |edge: String, there: Vec<There>| CliffSide {
            edge,
            amounts: there.into_iter().map(|there| there.amount).collect(),
        };
        Cliff {
            step,
            name,
            looked_up,
            is_below,
            distance,
            low: side(low_edge, low),
            high: side(high_edge, high),
            sentence,
        }
    }

    /// The amounts that differ between the sides.
    fn side_text(&self, desk: &Desk<'_>, amounts: &[There], differ: &[bool]) -> String {
        let mut out = String::new();
        let differing = self.streams.iter().zip(amounts).zip(differ).filter(|(_, differs)| **differs);
        for ((stream, There { amount, reason }), _) in differing {
            if !out.is_empty() {
                out.push_str("; ");
            }
            let name = ("stream", Value::Text(stream.name));
            match amount {
                Some(amount) => {
                    let amount = desk.wording.amount_for(*amount, stream.nodes.period);
                    desk.wording.say(&mut out, M::CliffAmount, &[name, ("amount", Value::Text(&amount))]);
                }
                None => {
                    let reason = reason.as_deref().unwrap_or_default();
                    let reason = reason.strip_suffix('.').unwrap_or(reason);
                    desk.wording.say(&mut out, M::CliffNoAmount, &[name, ("reason", Value::Text(reason))]);
                }
            }
        }
        out
    }
}

/// Whether a distance to a line is small, by what is looked up.
fn is_close(bands: &BandsMethod<'_>, number: i128, distance: i128) -> bool {
    match bands.looked_up.style.measure {
        Measure::Points | Measure::Worded(_) => distance <= CLOSE_POINTS * bands.looked_up.style.den(),
        _ => bands.width_around(number).is_some_and(|width| distance <= width / CLOSE_PART),
    }
}

/// The last number before a line; with decimals there is none, so the line itself is named.
fn low_edge(desk: &Desk<'_>, edge: i128, style: Style<'_>) -> String {
    let last = edge - 1;
    if last % style.den() == 0 {
        desk.wording.sentence(M::CliffUpTo, &[("number", figure(last, style))])
    } else {
        desk.wording.sentence(M::CliffLessThan, &[("number", figure(edge, style))])
    }
}
