//! Money beside need, in words and as a table.

use super::Desk;
use crate::wording::{Block, number, percent};

pub(super) fn blocks(desk: &Desk<'_>) -> Vec<Block> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let none = desk.says("hidden.cell_none", &[]);
    let mut row = |key: &str, value: f64, ends: Option<(f64, f64)>| {
        let end = |end: Option<f64>| end.map_or_else(|| none.clone(), |end| number(end, 3));
        let name = desk.says(&format!("measure.{key}"), &[]);
        rows.push(vec![name, number(value, 3), end(ends.map(|ends| ends.0)), end(ends.map(|ends| ends.1))]);
    };
    let mut sentences = Vec::new();
    if let Some(need) = &desk.equity.need {
        let key = match need.spearman.value {
            rho if rho >= 0.7 => "follows",
            rho if rho >= 0.35 => "loosely",
            rho if rho > -0.1 => "hardly",
            _ => "against",
        };
        sentences.push(desk.says(&format!("need.{key}"), &[("value", &number(need.spearman.value, 2))]));
        let pairs = need.kendall.agreeing + need.kendall.opposing;
        if pairs > 0 {
            let share = percent(need.kendall.opposing as f64 / pairs as f64);
            sentences.push(desk.says("need.pairs", &[("share", &share)]));
        }
        row("spearman", need.spearman.value, Some((need.spearman.low, need.spearman.high)));
        row("kendall", need.kendall.tau, None);
        row("gini", need.gini.value, Some((need.gini.low, need.gini.high)));
        row("gini_need", need.inequality.gini_need, None);
        row("concentration", need.concentration.value, Some((need.concentration.low, need.concentration.high)));
        row("kakwani", need.inequality.kakwani, None);
        row("reranking", need.inequality.reranking, None);
        if let Some(equals) = need.horizontal {
            sentences.push(desk.says("need.equals", &[("variation", &percent(equals.variation))]));
            row("horizontal", equals.variation, None);
            if let Some(share) = equals.within_share {
                row("horizontal_share", share, None);
            }
        }
    }
    if let Some(theil) = desk.equity.theil {
        row("theil", theil.whole, None);
        row("theil_between", theil.between, None);
        row("theil_within", theil.within, None);
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![desk.heading(2, "need", &[])];
    if !sentences.is_empty() {
        blocks.push(Block::Paragraph(sentences.join(" ")));
    }
    blocks.push(Block::Table(desk.table("measures", &[], &["measure", "value", "from", "to"], rows)));
    blocks
}
