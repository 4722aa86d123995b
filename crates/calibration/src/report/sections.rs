//! The sections of the report, in the order they are read.

use super::{Subject, Told, captions, pence, percent, pounds, warning};
use crate::calibrate::StratumTable;
use crate::judging::{GroupFit, Measures};
use crate::tables::{Meeting, Shape};
use crate::wording::{Block, Table, count, number};

/// Cases below which a row is said to rest on too few.
const FEW: f64 = 5.0;
/// Rows of a list that names lines.
const MOST_LISTED: usize = 20;
/// A figure for which a range is shown.
const FIGURE: f64 = 10_000.0;

impl Told<'_> {
    pub(super) fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![self.heading(1, "title", &[])];
        self.short(&mut blocks);
        blocks.extend(self.subject.found.warnings.iter().map(|found| Block::Warning(warning(found))));
        self.points(&mut blocks);
        self.tables(&mut blocks);
        self.fit(&mut blocks);
        self.groups(&mut blocks);
        self.pot(&mut blocks);
        self.cases(&mut blocks);
        self.method(&mut blocks);
        blocks
    }

    fn say(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.catalogue.say(key, &values)
    }

    fn heading(&self, level: u8, key: &str, values: &[(&str, String)]) -> Block {
        Block::Heading(level, self.say(&format!("heading.{key}"), values))
    }

    fn paragraph(&self, key: &str, values: &[(&str, String)]) -> Block {
        Block::Paragraph(self.say(key, values))
    }

    fn head(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.say(key, &[])).collect()
    }

    fn short(&self, blocks: &mut Vec<Block>) {
        let found = self.subject.found;
        blocks.push(self.heading(2, "short", &[]));
        blocks
            .push(self.paragraph("short.cases", &[("cases", count(found.cases)), ("spent", pounds(found.spent_now))]));
        let total = ("total", pounds(found.total));
        match (found.budget, found.available, found.left) {
            (Some(budget), Some(available), Some(left)) => {
                let values = [
                    ("budget", pounds(budget)),
                    ("contingency", percent(found.contingency)),
                    ("available", pounds(available)),
                ];
                blocks.push(self.paragraph("short.budget", &values));
                blocks.push(self.paragraph("short.total", &[total, ("left", pounds(left))]));
            }
            _ => blocks.push(self.paragraph("short.no_budget", &[total])),
        }
        blocks.push(self.paragraph("short.order", &[]));
        match found.unseen.r_squared {
            Some(r_squared) => {
                blocks.push(self.paragraph("short.explained", &[("r_squared", percent(r_squared.max(0.0)))]));
            }
            None => blocks.push(self.paragraph("short.unexplained", &[])),
        }
        blocks.push(self.paragraph("short.within", &[("share", percent(found.unseen.within_twenty_percent))]));
        if let Some(range) = found.plan_range {
            let (low, high) = range.around(FIGURE);
            let values = [
                ("figure", pounds(FIGURE)),
                ("share", percent(range.share)),
                ("low", pounds(low)),
                ("high", pounds(high)),
            ];
            blocks.push(self.paragraph("short.range", &values));
        }
    }

    fn points(&self, blocks: &mut Vec<Block>) {
        let Some(points) = self.subject.points else { return };
        blocks.push(self.heading(2, "points", &[]));
        blocks.push(self.paragraph("points.explained", &[]));
        let rows = points.questions.iter().flat_map(|question| {
            let options = question.options.iter().zip(&question.points).zip(&question.cases);
            options.map(|((option, points), cases)| {
                vec![question.question.clone(), option.clone(), points.to_string(), count(*cases)]
            })
        });
        blocks.push(Block::Table(Table {
            caption: self.say("points.caption", &[]),
            head: self.head(&["points.question", "points.answer", "points.points", "points.cases"]),
            rows: rows.collect(),
        }));
    }

    fn tables(&self, blocks: &mut Vec<Block>) {
        let captions = captions(self.subject.found).tables;
        blocks.push(self.heading(2, "table", &[]));
        blocks.push(self.paragraph("table.explained", &[]));
        for (stratum, caption) in self.subject.found.strata.iter().zip(captions) {
            if let (Shape::Price, Some(row)) = (stratum.table.shape, stratum.table.rows.first()) {
                blocks.push(self.paragraph("table.price", &[("price", pence(row.amount_pence))]));
            }
            if stratum.table.shape == Shape::Lines {
                blocks.push(self.paragraph("table.lines", &[]));
            }
            let head = self.head(&["table.from", "table.amount", "table.low", "table.high", "table.cases"]);
            blocks.push(Block::Table(Table { caption, head, rows: self.rows(stratum) }));
            if let Some((points, before, after)) = stratum.largest_step.filter(|(_, before, after)| after > before) {
                let values = [
                    ("points", points.to_string()),
                    ("next", (points + 1).to_string()),
                    ("before", pence(before)),
                    ("after", pence(after)),
                ];
                blocks.push(self.paragraph("table.step", &values));
            }
        }
    }

    /// A row for each row of the table, with the interval of its first figure and the cases behind it.
    fn rows(&self, stratum: &StratumTable) -> Vec<Vec<String>> {
        let froms: Vec<i64> = match stratum.table.shape {
            Shape::Price => stratum.nodes.iter().map(|node| node.points).collect(),
            _ => stratum.table.rows.iter().map(|row| row.from).collect(),
        };
        let row = |(at, from): (usize, &i64)| {
            let next = froms.get(at + 1).copied().unwrap_or(i64::MAX);
            let nodes: Vec<_> = stratum.nodes.iter().filter(|node| (*from..next).contains(&node.points)).collect();
            let weight: f64 = nodes.iter().map(|node| node.weight).sum();
            let few = || self.say("table.few", &[]);
            let interval = nodes.first().and_then(|node| node.interval).filter(|_| weight >= FEW);
            vec![
                from.to_string(),
                pence(stratum.table.amount_pence(*from)),
                interval.map_or_else(few, |interval| pounds(interval.low)),
                interval.map_or_else(few, |interval| pounds(interval.high)),
                number(weight, 0),
            ]
        };
        froms.iter().enumerate().map(row).collect()
    }

    fn fit(&self, blocks: &mut Vec<Block>) {
        let found = self.subject.found;
        blocks.push(self.heading(2, "fit", &[]));
        blocks.push(self.paragraph("fit.explained", &[("folds", found.folds.to_string())]));
        let r_squared =
            |of: &Measures| of.r_squared.map_or_else(|| self.say("fit.alike", &[]), |value| number(value, 3));
        let ratio = |of: &Measures| of.total_ratio.map_or("–".to_owned(), |value| number(value, 3));
        let row =
            |key: &str, of: &dyn Fn(&Measures) -> String| vec![self.say(key, &[]), of(&found.fit), of(&found.unseen)];
        let rows = vec![
            row("fit.r_squared", &r_squared),
            row("fit.distance", &|of| pounds(of.mean_absolute_error)),
            row("fit.bias", &|of| pounds(of.bias)),
            row("fit.ratio", &ratio),
            row("fit.ten", &|of| percent(of.within_ten_percent)),
            row("fit.twenty", &|of| percent(of.within_twenty_percent)),
            row("fit.sum", &|of| percent(of.within_sum)),
        ];
        let head = self.head(&["fit.measure", "fit.these", "fit.unseen"]);
        blocks.push(Block::Table(Table { caption: self.say("fit.caption", &[]), head, rows }));
        blocks.push(self.heading(3, "tenths", &[]));
        blocks.push(self.paragraph("tenth.explained", &[]));
        blocks.push(self.parts(self.say("tenth.name", &[]), self.say("tenth.caption", &[]), &found.deciles));
    }

    fn groups(&self, blocks: &mut Vec<Block>) {
        for (name, parts) in &self.subject.found.groups {
            let group = [("group", name.clone())];
            blocks.push(self.heading(3, "group", &group));
            blocks.push(self.parts(name.clone(), self.say("group.caption", &group), parts));
        }
    }

    fn parts(&self, name: String, caption: String, parts: &[GroupFit]) -> Block {
        let row = |part: &GroupFit| match part.measures {
            Some(_) => vec![
                part.group.clone(),
                pounds(part.mean_cost),
                pounds(part.mean_amount),
                pounds(part.mean_amount - part.mean_cost),
                count(part.cases),
            ],
            // Not even the number is shown: with it one could work back to the people.
            None => {
                let few = self.say("group.few", &[]);
                vec![part.group.clone(), few.clone(), few.clone(), few.clone(), few]
            }
        };
        let mut head = vec![name];
        head.extend(self.head(&["tenth.cost", "tenth.amount", "tenth.difference", "tenth.cases"]));
        Block::Table(Table { caption, head, rows: parts.iter().map(row).collect() })
    }

    fn pot(&self, blocks: &mut Vec<Block>) {
        let pot = &self.subject.found.pot;
        if self.subject.found.budget.is_none() {
            return;
        }
        blocks.push(self.heading(2, "pot", &[]));
        let values = [("budget", pounds(pot.budget)), ("probability", percent(pot.overspend_probability))];
        blocks.push(self.paragraph("pot.risk", &values));
        let values = [
            ("risk", percent(pot.risk)),
            ("pot", pounds(pot.pot_for_risk)),
            ("amounts", pounds(pot.allocated)),
            ("contingency", percent(pot.contingency_for_risk)),
        ];
        blocks.push(self.paragraph("pot.needed", &values));
    }

    fn cases(&self, blocks: &mut Vec<Block>) {
        let quality = &self.subject.found.quality;
        blocks.push(self.heading(2, "cases", &[]));
        let before = blocks.len();
        for mass in &quality.mass_points {
            blocks.push(self.paragraph("cases.mass", &[("rows", count(mass.rows)), ("cost", pence(mass.cost_pence))]));
        }
        if quality.repeated_people > 0 {
            blocks.push(self.paragraph("cases.repeated", &[("people", count(quality.repeated_people))]));
        }
        if quality.no_cost > 0 {
            blocks.push(self.paragraph("cases.free", &[("rows", count(quality.no_cost))]));
        }
        if quality.round_hundreds_share > 0.3 {
            blocks.push(self.paragraph("cases.round", &[("share", percent(quality.round_hundreds_share))]));
        }
        if !quality.outliers.is_empty() {
            blocks.push(self.paragraph("cases.outliers", &[]));
        }
        for outlier in quality.outliers.iter().take(MOST_LISTED) {
            let values = [
                ("line", outlier.line.to_string()),
                ("cost", pounds(outlier.cost)),
                ("usual", pounds(outlier.usual)),
                ("influence", pounds(outlier.influence)),
            ];
            blocks.push(self.paragraph("cases.outlier", &values));
        }
        if blocks.len() == before {
            blocks.push(self.paragraph("cases.plain", &[]));
        }
    }

    fn method(&self, blocks: &mut Vec<Block>) {
        let Subject { found, cases_hash, .. } = *self.subject;
        blocks.push(self.heading(2, "method", &[]));
        let near = if found.method.contains("quantile") { "method.quantile" } else { "method.squares" };
        let near = [("near", self.say(near, &[]))];
        let name = match found.method.as_str() {
            name if name.contains("lines") => "lines",
            name if name.contains("bands") => "bands",
            "percentile" => "percentile",
            "price-point" => "price-point",
            _ => "isotonic",
        };
        blocks.push(self.paragraph(&format!("method.{name}"), &near));
        if found.budget.is_some() {
            let meeting = match found.meeting {
                Meeting::LeastLoss => "method.least-loss",
                Meeting::CommonShift => "method.common-shift",
                Meeting::CommonShare => "method.common-share",
            };
            blocks.push(self.paragraph(meeting, &[]));
        }
        blocks.push(self.paragraph("method.indicative", &[]));
        blocks.push(self.heading(3, "again", &[]));
        let values =
            [("hash", cases_hash.to_owned()), ("seed", found.seed.to_string()), ("samples", count(found.samples))];
        blocks.push(self.paragraph("again.made", &values));
    }
}
