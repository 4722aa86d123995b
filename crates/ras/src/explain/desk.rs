//! One person's numbers while the explanation is written.

use super::directory::Operand;
use super::figure::Style;
use super::letter::PartLine;
use super::message::Message as M;
use super::wording::{Value, Wording, figure};
use crate::calculator::{Calculator, NodeId, Op, RowFinder, Sheet, Values};
use std::borrow::Cow;

/// What is needed to write a line for one person.
pub(super) struct Desk<'x> {
    pub(super) calculator: &'x Calculator,
    pub(super) wording: &'x Wording,
    pub(super) sheet: &'x Sheet,
    pub(super) values: &'x Values,
}

impl Desk<'_> {
    /// Writes an operand's number with what it counts.
    pub(super) fn put(&self, out: &mut String, operand: &Operand<'_>) {
        match &operand.constant {
            Some(text) => out.push_str(text),
            None => self.wording.put(out, figure(self.values.get(operand.node), operand.style)),
        }
    }

    /// A number as a text.
    pub(super) fn shown(&self, numerator: i128, style: Style<'_>) -> String {
        let mut out = String::with_capacity(16);
        self.wording.put(&mut out, figure(numerator, style));
        out
    }

    /// An operand's number as a text.
    pub(super) fn text<'e>(&self, operand: &'e Operand<'_>) -> Cow<'e, str> {
        match &operand.constant {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(self.shown(self.values.get(operand.node), operand.style)),
        }
    }

    /// An operand with its name, if it has one.
    pub(super) fn part<'e>(&self, operand: &'e Operand<'_>) -> Option<PartLine<'e>> {
        let name = operand.name.as_deref()?;
        let words = operand.no_yes.as_ref().and_then(|words| {
            let at = usize::try_from(self.values.get(operand.node)).ok()?;
            words.get(at)
        });
        let shown = match words {
            Some(words) => {
                let values = [("number", Value::Text(&self.text(operand))), ("words", Value::Text(words))];
                Cow::Owned(self.wording.sentence(M::NumberWithWords, &values))
            }
            None => self.text(operand),
        };
        Some(PartLine { shown, name: Cow::Borrowed(name), source: operand.source })
    }

    /// The operation that looks for a row, for the value of a table.
    pub(super) fn row_node(&self, base: NodeId) -> Option<NodeId> {
        match &self.calculator.node(base)?.op {
            Op::Rows { .. } | Op::Line { .. } => Some(base),
            Op::Pick { row, .. } => Some(*row),
            _ => None,
        }
    }

    /// How a row is found, for the value of a table.
    pub(super) fn finder(&self, base: NodeId) -> Option<&RowFinder> {
        finder(self.calculator, base)
    }
}

/// How a row is found, for the value of a table.
pub(super) fn finder(calculator: &Calculator, base: NodeId) -> Option<&RowFinder> {
    match &calculator.node(base)?.op {
        Op::Rows { finder, .. } => Some(finder),
        Op::Pick { row, .. } => match &calculator.node(*row)?.op {
            Op::Rows { finder, .. } => Some(finder),
            _ => None,
        },
        _ => None,
    }
}
