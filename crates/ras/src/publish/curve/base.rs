//! The sheet that a curve is worked out with, apart from its points.

use super::money;
use crate::calculator::{Calculator, Input, Money, NodeId, Sheet, Values};
use crate::scheme::QuestionKind;
use std::collections::BTreeSet;

/// Operations worked out at most in the search for one answer.
const MOST_WORK: i64 = 2_000_000;

impl Calculator {
    /// Nothing where nothing may be answered, otherwise the answer that gives least; of several the one in the middle, so
    /// that an age is an ordinary one.
    pub(super) fn base_sheet(&self, amount: NodeId, points: NodeId, others: &BTreeSet<usize>, xs: &[i128]) -> Sheet {
        let mut sheet = self.blank_sheet();
        for (at, input) in self.inputs.iter().enumerate() {
            if !input.may_be_blank() {
                sheet.set(at, input.lo);
            }
        }
        let Some(probe) = xs.get(xs.len() / 2).copied() else { return sheet };
        let mut values = Values::default();
        for at in others {
            let Some(input) = self.inputs.get(*at).filter(|input| !input.may_be_blank()) else { continue };
            let mut tried: Vec<(Option<Money>, i64)> = Vec::new();
            for code in self.candidates(input) {
                self.evaluate_into(&sheet.with(*at, code), &mut values, Some((points, probe)));
                tried.push((money(amount, &values), code));
            }
            let least = tried.iter().filter_map(|(amount, _)| *amount).min();
            let best: Vec<i64> = tried.iter().filter(|(amount, _)| *amount == least).map(|(_, code)| *code).collect();
            if let Some(code) = best.get(best.len() / 2) {
                sheet.set(*at, *code);
            }
        }
        sheet
    }

    /// Answers to try: all of a few, some of many; for a date of birth about one for each age.
    fn candidates(&self, input: &Input) -> impl Iterator<Item = i64> {
        let wanted = if matches!(input.kind, QuestionKind::DateOfBirth { .. }) { 150 } else { 250 };
        let tries = (MOST_WORK / i64::try_from(self.nodes.len().max(1)).unwrap_or(i64::MAX)).clamp(4, wanted);
        let (low, high) = (input.lo, input.hi);
        let step = (high.saturating_sub(low) / tries).max(1);
        (0..=tries).map(move |at| low.saturating_add(at.saturating_mul(step))).take_while(move |code| *code <= high)
    }
}
