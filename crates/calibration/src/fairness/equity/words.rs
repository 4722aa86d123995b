//! The report in words: the story first, then the tables it is told from, then how it was worked out.

use super::super::gap::Conclusion;
use super::super::suppression::Showing;
use super::compare::{Allowance, Comparison};
use super::{Equity, GroupFigures};
use crate::fairness::Estimate;
use crate::wording::{Block, Catalogue, Sums, Table, count, number, percent};

mod need;
mod story;

/// What the sentences need to know throughout.
struct Desk<'a> {
    say: Catalogue,
    sums: Sums,
    equity: &'a Equity,
}

/// The report as blocks. `sign` stands before sums: `£`, `$`, or nothing.
#[must_use]
pub fn blocks(equity: &Equity, sign: &str) -> Vec<Block> {
    let desk =
        Desk { say: Catalogue::of(include_str!("messages.en.toml")), sums: Sums::about(sign, equity.mean), equity };
    let mut blocks = vec![
        desk.heading(1, "title", &[("group", &equity.question.group), ("people", &count(equity.people))]),
        desk.heading(2, "short", &[]),
    ];
    blocks.extend(story::summary(&desk));
    blocks.push(desk.heading(2, "groups", &[]));
    blocks.push(Block::Table(desk.groups()));
    for (at, comparison) in equity.comparisons.iter().filter(|comparison| comparison.raw.is_some()).enumerate() {
        blocks.push(desk.heading(2, "comparison", &[("first", &comparison.first), ("second", &comparison.second)]));
        blocks.push(Block::Table(desk.gaps(comparison)));
        let shown = |allowance: &&Allowance| {
            !allowance.levels.is_empty() && (allowance.is_asked || at == 0 && is_warning(allowance))
        };
        blocks.extend(
            comparison
                .allowances
                .iter()
                .filter(shown)
                .map(|allowance| Block::Table(desk.levels(comparison, allowance))),
        );
    }
    blocks.extend(need::blocks(&desk));
    blocks.extend(desk.method());
    blocks
}

fn is_warning(allowance: &Allowance) -> bool {
    allowance.conclusion.is_some_and(Conclusion::is_warning)
}

impl Desk<'_> {
    fn says(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.say.say(key, values)
    }

    fn heading(&self, level: u8, key: &str, values: &[(&str, &str)]) -> Block {
        Block::Heading(level, self.says(&format!("heading.{key}"), values))
    }

    /// Sums with both signs written, so that more and less cannot be mixed up.
    fn signed(&self, value: f64) -> String {
        let shown = self.sums.shown(value);
        if value > 0.0 { format!("+{shown}") } else { shown }
    }

    fn factors(&self, allowance: &Allowance) -> String {
        match allowance.factors.as_slice() {
            [before @ .., last] if !before.is_empty() => {
                self.says("word.and", &[("before", &before.join(", ")), ("last", last)])
            }
            _ => allowance.factors.concat(),
        }
    }

    fn confidence(&self) -> String {
        percent(self.equity.question.confidence)
    }

    fn cell(&self, showing: Showing, figure: Option<String>) -> String {
        match (showing, figure) {
            (Showing::TooFew, _) => self.says("hidden.cell_few", &[]),
            (Showing::HiddenWithOthers, _) => self.says("hidden.cell_hidden", &[]),
            (Showing::Shown, Some(figure)) => figure,
            (Showing::Shown, None) => self.says("hidden.cell_none", &[]),
        }
    }

    fn groups(&self) -> Table {
        let head = ["group", "people", "mean", "from", "to", "median", "share"];
        let row = |group: &GroupFigures| {
            let cell = |figure: Option<String>| self.cell(group.showing, figure);
            let sum = |figure: Option<f64>| cell(figure.map(|figure| self.sums.shown(figure)));
            if !group.showing.is_shown() {
                let mut row = vec![group.group.clone(), cell(None)];
                row.extend(std::iter::repeat_n(self.says("hidden.cell_none", &[]), 5));
                return row;
            }
            vec![
                group.group.clone(),
                cell(group.people.map(count)),
                sum(group.mean.map(|mean| mean.value)),
                sum(group.mean.map(|mean| mean.low)),
                sum(group.mean.map(|mean| mean.high)),
                sum(group.median),
                cell(group.share_of_money.map(percent)),
            ]
        };
        self.table("groups", &[], &head, self.equity.groups.iter().map(row).collect())
    }

    fn table(&self, caption: &str, values: &[(&str, &str)], head: &[&str], rows: Vec<Vec<String>>) -> Table {
        let head = head.iter().map(|key| self.says(&format!("table.{key}"), values)).collect();
        Table { caption: self.says(&format!("table.{caption}"), values), head, rows }
    }

    fn gaps(&self, comparison: &Comparison) -> Table {
        let estimate = |estimate: Option<&Estimate>| {
            let cell = |figure: Option<f64>| self.cell(Showing::Shown, figure.map(|figure| self.signed(figure)));
            [cell(estimate.map(|e| e.value)), cell(estimate.map(|e| e.low)), cell(estimate.map(|e| e.high))]
        };
        let none = || self.says("hidden.cell_none", &[]);
        let mut rows = vec![vec![self.says("table.nothing", &[])]];
        if let Some(row) = rows.first_mut() {
            row.extend(estimate(comparison.raw.as_ref()));
            row.extend([none(), none()]);
        }
        for allowance in &comparison.allowances {
            let mut row = vec![self.factors(allowance)];
            row.extend(estimate(allowance.adjusted.as_ref()));
            let by_level = allowance.standardised.as_ref().map(|found| self.signed(found.gap.value));
            row.push(self.cell(Showing::Shown, by_level));
            row.push(self.says(&format!("word.{}", word(allowance.conclusion)), &[]));
            rows.push(row);
        }
        let head = ["allowed", "difference", "from", "to", "level_by_level", "conclusion"];
        self.table("gaps", &[("first", &comparison.first), ("second", &comparison.second)], &head, rows)
    }

    fn levels(&self, comparison: &Comparison, allowance: &Allowance) -> Table {
        let factor = self.factors(allowance);
        let values = [("first", comparison.first.as_str()), ("second", &comparison.second), ("factor", &factor)];
        let mut head = vec![factor.clone()];
        for name in [&comparison.first, &comparison.second] {
            for key in ["table.first_people", "table.first_share", "table.first_mean"] {
                head.push(self.says(key, &[("first", name)]));
            }
        }
        head.extend(["table.difference", "table.from", "table.to"].map(|key| self.says(key, &[])));
        let is_there = |level: &&crate::fairness::gap::Level| level.people != [Some(0), Some(0)];
        let row = |level: &crate::fairness::gap::Level| {
            let mut row = vec![level.level.clone()];
            for (((showing, people), share), mean) in
                level.showing.iter().zip(level.people).zip(level.shares).zip(level.means)
            {
                row.push(self.cell(*showing, people.map(count)));
                row.push(self.cell(Showing::Shown, share.map(percent)));
                row.push(self.cell(Showing::Shown, mean.map(|mean| self.sums.shown(mean))));
            }
            let gap = level.gap.map_or([None; 3], |gap| [gap.value, gap.low, gap.high].map(Some));
            row.extend(gap.map(|figure| self.cell(Showing::Shown, figure.map(|figure| self.signed(figure)))));
            row
        };
        let rows = allowance.levels.iter().filter(is_there).map(row).collect();
        Table { caption: self.says("table.levels", &values), head, rows }
    }

    fn method(&self) -> Vec<Block> {
        let question = &self.equity.question;
        let (confidence, least) = (self.confidence(), count(question.least_people));
        let mut blocks = vec![
            self.heading(2, "method", &[]),
            Block::Paragraph(self.says("method.gaps", &[("confidence", &confidence)])),
            Block::Paragraph(self.says("method.small", &[("least", &least)])),
            Block::Paragraph(self.says("method.cause", &[])),
        ];
        if self.equity.need.is_some() {
            let values = [("samples", count(question.samples)), ("seed", number(question.seed as f64, 0))];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            blocks.push(Block::Paragraph(self.says("method.resampling", &values)));
        }
        for (column, why) in &self.equity.not_tried {
            blocks.push(Block::Paragraph(self.says(&format!("method.not_tried_{why}"), &[("column", column)])));
        }
        blocks
    }
}

/// The key of a conclusion.
fn word(conclusion: Option<Conclusion>) -> &'static str {
    match conclusion {
        Some(Conclusion::Reverses) => "reverses",
        Some(Conclusion::TurnsRound) => "turns_round",
        Some(Conclusion::Vanishes) => "vanishes",
        Some(Conclusion::Appears) => "appears",
        Some(Conclusion::Shrinks) => "shrinks",
        Some(Conclusion::Grows) => "grows",
        Some(Conclusion::Stays) => "stays",
        Some(Conclusion::NeverClear) => "never_clear",
        None => "unknown",
    }
}
