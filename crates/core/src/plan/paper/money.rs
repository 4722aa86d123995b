//! The plan against the money, how it is held, what happens to what is left.

use super::{ENGLISH, Paper, tell};
use crate::Pence;
use crate::document::{Block, Table, Text};
use crate::plan::money::{LeftOver, Savings};
use crate::plan::piece::{Body, BodyKind, of_kind};
use crate::plan::summary::StreamTotal;
use crate::sentences::paragraphs;

impl Paper<'_> {
    pub(super) fn money(&self, blocks: &mut Vec<Block>) {
        if self.summary.streams.is_empty() {
            return;
        }
        blocks.push(Block::heading(1, tell("money.heading")));
        let rows = self.summary.streams.iter().map(|total| self.stream_row(total)).collect();
        let left = Pence(self.summary.budget().0.saturating_sub(self.summary.planned().0));
        let sums = [self.summary.budget().to_string(), self.summary.planned().to_string(), shown(left)];
        let total = std::iter::once(tell("money.total")).chain(sums.map(Text::from)).collect();
        blocks.push(Block::Table(Table {
            caption: tell("money.caption"),
            headers: ["money.stream", "money.told", "money.planned", "money.left"].map(tell).into(),
            rows,
            numbers: vec![1, 2, 3],
            total: Some(total),
        }));
        if !self.shortfall.is_empty() {
            blocks.push(Block::heading(2, tell("money.shortfall")));
            blocks.extend(paragraphs(self.shortfall).map(Block::paragraph));
        }
        self.choices(blocks);
    }

    fn stream_row(&self, total: &StreamTotal) -> Vec<Text> {
        let told = total.budget.map_or_else(|| ENGLISH.text("money.no-figure").to_owned(), |sum| sum.to_string());
        let name = self.stream_name(&total.stream);
        vec![name.into(), told.into(), total.planned.to_string().into(), shown(total.left()).into()]
    }

    fn choices(&self, blocks: &mut Vec<Block>) {
        let mut held = Vec::<Vec<Text>>::new();
        for piece in of_kind(self.pieces, BodyKind::Money) {
            if let Body::Money(choice) = &piece.body {
                let holding = tell(&format!("money.{}", choice.holding.code()));
                held.push(vec![self.stream_name(&choice.stream).into(), holding, choice.manager.clone().into()]);
            }
        }
        if !held.is_empty() {
            let headers = ["money.stream", "money.holding", "money.manager"].map(tell).into();
            let caption = tell("money.holding-caption");
            blocks.push(Block::Table(Table { caption, headers, rows: held, ..Table::default() }));
        }
        let mut kept = Vec::<Vec<Text>>::new();
        for piece in of_kind(self.pieces, BodyKind::Savings) {
            if let Body::Savings(savings) = &piece.body {
                kept.push(vec![self.stream_name(&savings.stream).into(), left_over(savings).into()]);
            }
        }
        if !kept.is_empty() {
            let headers = ["money.stream", "money.left-over"].map(tell).into();
            let caption = tell("money.savings-caption");
            blocks.push(Block::Table(Table { caption, headers, rows: kept, ..Table::default() }));
        }
    }
}

fn shown(left: Pence) -> String {
    if left < Pence::ZERO {
        ENGLISH.say("money.short", &[("sum", &Pence(left.0.saturating_neg()).to_string())])
    } else {
        left.to_string()
    }
}

fn left_over(savings: &Savings) -> String {
    match (savings.left_over, savings.until) {
        (LeftOver::Earmark, Some(until)) => {
            ENGLISH.say("money.earmark", &[("what", &savings.for_what), ("until", &ENGLISH.day(until))])
        }
        (LeftOver::Earmark, None) => ENGLISH.say("money.earmark-open", &[("what", &savings.for_what)]),
        (other, _) => ENGLISH.text(&format!("money.{}", other.code())).to_owned(),
    }
}
