//! The simulation in words and tables.

use super::outlook::{Outlook, OutlookYear, Rate};
use super::variants::{Aim, Weighed};
use crate::wording::{Block, Catalogue, Sums, Table, count, number, percent};

struct Desk<'a> {
    say: Catalogue,
    sums: Sums,
    weighed: &'a [Weighed],
    aim: &'a Aim,
    has_groups: bool,
}

/// What a report tells of.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The schemes.
    pub weighed: &'a [Weighed],
    /// Positions of those that no other beats.
    pub frontier: &'a [usize],
    /// Position of the scheme that the outlook is about.
    pub chosen: usize,
    /// What they were weighed by.
    pub aim: &'a Aim,
    /// The years ahead.
    pub outlook: &'a Outlook,
    /// How many cases.
    pub people: usize,
    /// Whether groups were watched.
    pub has_groups: bool,
}

/// The report as blocks. `sign` stands before sums.
#[must_use]
pub fn blocks(told: &Told<'_>, sign: &str) -> Vec<Block> {
    let sums = Sums::about(sign, told.aim.money);
    let say = Catalogue::of(include_str!("messages.en.toml"));
    let desk = Desk { say, sums, weighed: told.weighed, aim: told.aim, has_groups: told.has_groups };
    let heads = [("variants", count(told.weighed.len())), ("people", count(told.people))];
    let mut blocks = vec![desk.heading(1, "title", &heads), desk.heading(2, "short", &[])];
    blocks.extend(desk.summary(told.frontier, told.chosen).into_iter().map(Block::Paragraph));
    blocks.extend(desk.ahead(told.chosen, told.outlook).into_iter().map(Block::Paragraph));
    blocks.push(desk.heading(2, "frontier", &[]));
    blocks.push(Block::Table(desk.table(told.frontier)));
    blocks.push(desk.heading(2, "outlook", &[("years", count(told.outlook.rates.years))]));
    blocks.push(Block::Table(desk.years(told.outlook)));
    blocks.push(desk.heading(2, "method", &[]));
    blocks.extend(desk.method(told.outlook).into_iter().map(Block::Paragraph));
    blocks
}

/// A small share with one decimal.
fn fine(share: f64) -> String {
    format!("{} %", number(share * 100.0, 1))
}

impl Desk<'_> {
    fn says(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.say.say(key, &values)
    }

    fn heading(&self, level: u8, key: &str, values: &[(&str, String)]) -> Block {
        Block::Heading(level, self.says(&format!("heading.{key}"), values))
    }

    fn method_name(&self, weighed: &Weighed) -> String {
        let parts = weighed.variant.parts.map(count).unwrap_or_default();
        self.says(&format!("method_name.{}", weighed.variant.method), &[("parts", parts)])
    }

    fn summary(&self, frontier: &[usize], chosen: usize) -> Vec<String> {
        let counts = [("variants", count(self.weighed.len())), ("count", count(frontier.len()))];
        let mut said = vec![self.says("short.frontier", &counts)];
        if let Some(own) = self.weighed.get(chosen) {
            let key = if self.has_groups { "short.fairness_groups" } else { "short.fairness_people" };
            let fairness = self.says(key, &[("unfairness", fine(own.unfairness))]);
            let values = [
                ("number", count(own.variant.number)),
                ("method", self.method_name(own)),
                ("contingency", percent(own.variant.contingency)),
                ("misfit", fine(own.misfit)),
                ("fairness", fairness),
                ("risk", fine(own.pot.overspent)),
            ];
            said.push(self.says("short.all_round", &values));
            let values = [
                ("number", count(own.variant.number)),
                ("borne", percent(self.aim.borne)),
                ("needed", fine(own.pot.contingency_needed)),
            ];
            said.push(self.says("short.contingency", &values));
        }
        let best = self.weighed.iter().map(|own| own.misfit).fold(f64::INFINITY, f64::min);
        if let Some(practised) = self.weighed.iter().find(|own| own.variant.method == "percentile") {
            let values = [
                ("misfit", fine(practised.misfit)),
                ("contingency", percent(practised.variant.contingency)),
                ("best", fine(best)),
            ];
            said.push(self.says("short.practised", &values));
        }
        said
    }

    fn ahead(&self, chosen: usize, outlook: &Outlook) -> Vec<String> {
        let (Some(last), Some(own)) = (outlook.years.last(), self.weighed.get(chosen)) else { return Vec::new() };
        let values = [
            ("years", count(last.year)),
            ("number", count(own.variant.number)),
            ("middle", self.sums.shown(last.middle)),
            ("low", self.sums.shown(last.low)),
            ("high", self.sums.shown(last.high)),
            ("pot", self.sums.shown(last.pot)),
        ];
        let mut said = vec![self.says("short.outlook", &values)];
        let values = [("short", percent(last.short)), ("deflator", number(last.deflator, 3))];
        said.push(self.says(if last.deflator < 1.0 { "short.short" } else { "short.enough" }, &values));
        if outlook.beyond_table > 0.0 {
            said.push(self.says("short.beyond", &[("beyond", fine(outlook.beyond_table))]));
        }
        said
    }

    fn table(&self, frontier: &[usize]) -> Table {
        let none = || self.says("hidden.none", &[]);
        let row = |own: &Weighed| {
            vec![
                count(own.variant.number),
                self.method_name(own),
                percent(own.variant.contingency),
                self.sums.shown(own.variant.floor),
                own.variant.ceiling.map_or_else(none, |ceiling| self.sums.shown(ceiling)),
                fine(own.misfit),
                fine(own.unfairness),
                fine(own.pot.overspent),
                fine(own.pot.contingency_needed),
            ]
        };
        let head =
            ["number", "method", "contingency", "floor", "ceiling", "misfit", "unfairness", "overspent", "needed"];
        let mut best: Vec<&Weighed> = frontier.iter().filter_map(|at| self.weighed.get(*at)).collect();
        best.sort_by(|a, b| a.misfit.total_cmp(&b.misfit));
        let rows = best.into_iter().map(row).collect();
        self.named("frontier", &head, rows)
    }

    fn named(&self, caption: &str, head: &[&str], rows: Vec<Vec<String>>) -> Table {
        let head = head.iter().map(|key| self.says(&format!("table.{key}"), &[])).collect();
        Table { caption: self.says(&format!("table.{caption}"), &[]), head, rows }
    }

    fn years(&self, outlook: &Outlook) -> Table {
        let row = |year: &OutlookYear| {
            let mut row = vec![count(year.year), number(year.children, 0)];
            row.extend([year.low, year.middle, year.high, year.pot].map(|sum| self.sums.shown(sum)));
            row.extend([percent(year.short), number(year.deflator, 3)]);
            row
        };
        let head = ["year", "children", "low", "middle", "high", "pot", "short", "deflator"];
        self.named("outlook", &head, outlook.years.iter().map(row).collect())
    }

    fn method(&self, outlook: &Outlook) -> Vec<String> {
        let rate = |rate: Rate| format!("{} ± {}", fine(rate.mean), fine(rate.spread));
        let rates = [
            ("children", rate(outlook.rates.children)),
            ("complexity", rate(outlook.rates.complexity)),
            ("prices", rate(outlook.rates.prices)),
            ("pot", fine(outlook.rates.pot)),
            ("futures", count(outlook.rates.futures)),
        ];
        let plans =
            [("granted", percent(self.aim.plans.granted)), ("handed_back", percent(self.aim.plans.handed_back))];
        vec![
            self.says("method.variants", &[("seed", self.aim.seed.to_string())]),
            self.says("method.measures", &[]),
            self.says("method.risk", &plans),
            self.says("method.outlook", &rates),
            self.says("method.caution", &[]),
        ]
    }
}
