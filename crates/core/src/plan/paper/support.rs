//! Support, paid and unpaid, each line with how its cost adds up.

use super::{ENGLISH, Paper, tell};
use crate::PieceId;
use crate::document::{Block, Table, Text};
use crate::plan::Pattern;
use crate::plan::costing::LineCost;
use crate::plan::pattern::Season;
use crate::plan::piece::supports;
use crate::plan::support::{Paid, Part, Support};

impl Paper<'_> {
    pub(super) fn support(&self, blocks: &mut Vec<Block>) {
        blocks.push(Block::heading(1, tell("support.heading")));
        let lines: Vec<(PieceId, &Support)> = supports(self.pieces).collect();
        if lines.is_empty() {
            blocks.push(Block::paragraph(tell("support.none")));
        }
        let paid = lines.iter().filter_map(|(piece, line)| Some((*piece, *line, line.paid.as_ref()?)));
        let rows: Vec<Vec<Text>> = paid.map(|(piece, line, paid)| self.paid_row(piece, line, paid)).collect();
        if !rows.is_empty() {
            let mut total = vec![tell("support.total")];
            total.resize(4, Text::default());
            total.push(self.summary.planned().to_string().into());
            let headers = ["support.what", "support.when", "support.sum", "support.stream", "support.cost"];
            blocks.push(Block::Table(Table {
                caption: tell("support.paid-caption"),
                headers: headers.map(tell).into(),
                rows,
                numbers: vec![4],
                total: Some(total),
            }));
        }
        let unpaid = |line: &Support| vec![line.what.clone().into(), line.who.clone().into(), when(line).into()];
        let rows: Vec<Vec<Text>> =
            lines.iter().filter(|(_, line)| !line.is_paid()).map(|(_, line)| unpaid(line)).collect();
        if !rows.is_empty() {
            let headers = ["support.what", "support.who", "support.when"].map(tell).into();
            let caption = tell("support.unpaid-caption");
            blocks.push(Block::Table(Table { caption, headers, rows, ..Table::default() }));
        }
    }

    /// What, who and when of every line.
    pub(super) fn support_without_money(&self, blocks: &mut Vec<Block>) {
        let row = |line: &Support| vec![line.what.clone().into(), line.who.clone().into(), when(line).into()];
        let rows: Vec<Vec<Text>> = supports(self.pieces).map(|(_, line)| row(line)).collect();
        if !rows.is_empty() {
            blocks.push(Block::heading(1, tell("support.heading")));
            let headers = ["support.what", "support.who", "support.when"].map(tell).into();
            let caption = tell("support.heading");
            blocks.push(Block::Table(Table { caption, headers, rows, ..Table::default() }));
        }
    }

    fn paid_row(&self, piece: PieceId, line: &Support, paid: &Paid) -> Vec<Text> {
        let what = if line.who.is_empty() { line.what.clone() } else { format!("{}\n{}", line.what, line.who) };
        let (sum, cost) = match self.summary.cost_of(piece) {
            Some(cost) => (adds_up(line, paid, cost), cost.cost.to_string()),
            None => (ENGLISH.text("support.unknown").to_owned(), String::new()),
        };
        vec![what.into(), when(line).into(), sum.into(), self.stream_name(&paid.stream).into(), cost.into()]
    }
}

/// When and how much, in words.
#[must_use]
pub(super) fn when(line: &Support) -> String {
    let season = |season: &Season| ENGLISH.text(&format!("season.{}", season.code())).to_owned();
    let pattern = match &line.pattern {
        Pattern::OnDays { days, season: part } => {
            let names: Vec<&str> = days.iter().map(|day| ENGLISH.text(&format!("day.{}", day.code()))).collect();
            let days = match names.split_last() {
                Some((last, rest)) if !rest.is_empty() => {
                    format!("{}{}{last}", rest.join(", "), ENGLISH.text("day.and"))
                }
                _ => names.concat(),
            };
            ENGLISH.say("pattern.on-days", &[("days", &days), ("season", &season(part))])
        }
        Pattern::TimesAWeek { times, season: part } => {
            ENGLISH.say("pattern.times-a-week", &[("times", &times.to_string()), ("season", &season(part))])
        }
        Pattern::TimesAMonth { times } => ENGLISH.say("pattern.times-a-month", &[("times", &times.to_string())]),
        Pattern::TimesAYear { times } => ENGLISH.say("pattern.times-a-year", &[("times", &times.to_string())]),
        Pattern::Once { on: Some(on) } => ENGLISH.say("pattern.once-on", &[("day", &ENGLISH.day(*on))]),
        Pattern::Once { on: None } => ENGLISH.text("pattern.once").to_owned(),
    };
    let unit = ENGLISH.text(&format!("unit.{}", line.unit.code()));
    let quantity = line.quantity.to_string();
    let mut text = match line.unit {
        crate::plan::support::Unit::Item if line.quantity.0 == 1_000 => pattern,
        _ => ENGLISH.say("pattern.each", &[("pattern", &pattern), ("quantity", &quantity), ("unit", unit)]),
    };
    if let (Some(from), Some(until)) = (line.from, line.until) {
        let days = [("when", text.as_str()), ("from", &ENGLISH.day(from)), ("until", &ENGLISH.day(until))];
        text = ENGLISH.say("pattern.between", &days);
    }
    text
}

/// How a line's cost comes about.
fn adds_up(line: &Support, paid: &Paid, cost: &LineCost) -> String {
    let units = cost.units.to_string();
    let sum = match &cost.employing {
        Some(parts) => ENGLISH.say(
            "support.employing",
            &[
                ("units", &units),
                ("pay", &parts.pay.to_string()),
                ("holiday", &parts.holiday.to_string()),
                ("insurance", &parts.insurance.to_string()),
                ("pension", &parts.pension.to_string()),
                ("costs", &parts.costs.to_string()),
            ],
        ),
        None => {
            let unit = ENGLISH.text(&format!("unit.{}", line.unit.code()));
            ENGLISH.say("support.times", &[("units", &units), ("unit", unit), ("price", &paid.price.to_string())])
        }
    };
    match paid.part {
        Part::Whole => sum,
        _ => {
            let part = [("price", cost.price.to_string()), ("cost", cost.cost.to_string())];
            let part = part.each_ref().map(|(name, value)| (*name, value.as_str()));
            format!("{sum}\n{}", ENGLISH.say("support.part", &part))
        }
    }
}
