//! The move in words: who gains, who loses, how fast, and whom to look at.

use super::by_hand::ToLookAt;
use super::groups::GroupEffect;
use super::path::{Life, Path, Year};
use crate::fairness::suppression::Showing;
use crate::wording::{Block, Catalogue, Sums, Table, count, percent};

struct Desk<'a> {
    say: Catalogue,
    sums: Sums,
    path: &'a Path,
}

/// The report as blocks. `effects` holds a column's name with its groups; of `hand` at most `most_listed` are shown; `sign` stands
/// before sums.
#[must_use]
pub fn blocks(
    path: &Path,
    effects: &[(String, Vec<GroupEffect>)],
    hand: &[ToLookAt],
    most_listed: usize,
    least_people: usize,
    sign: &str,
) -> Vec<Block> {
    let mean = path.lives.iter().map(|life| life.before_pence as f64 / 100.0).sum::<f64>() / path.lives.len() as f64;
    let desk = Desk { say: Catalogue::of(include_str!("messages.en.toml")), sums: Sums::about(sign, mean), path };
    let heads = [("people", count(path.lives.len())), ("years", count(path.years.len()))];
    let mut blocks = vec![desk.heading(1, "title", &heads), desk.heading(2, "short", &[])];
    blocks.extend(desk.summary().into_iter().map(Block::Paragraph));
    blocks.push(desk.heading(2, "years", &[]));
    blocks.push(Block::Table(desk.years()));
    for (column, effects) in effects {
        blocks.push(desk.heading(2, "groups", &[("column", column.clone())]));
        blocks.push(Block::Table(desk.effects(column, effects)));
    }
    if !hand.is_empty() {
        blocks.push(desk.heading(2, "hand", &[]));
        blocks.push(Block::Warning(desk.says("method.names", &[])));
        blocks.push(Block::Table(desk.hand(hand, most_listed)));
    }
    blocks.push(desk.heading(2, "method", &[]));
    blocks.push(Block::Paragraph(desk.says("method.rule", &[])));
    if path.plan.uplift > 0 {
        let uplift = format!("{} %", f64::from(path.plan.uplift) / 100.0);
        blocks.push(Block::Paragraph(desk.says("method.uplift", &[("uplift", uplift)])));
    }
    blocks.push(Block::Paragraph(desk.says("method.small", &[("least", count(least_people))])));
    blocks
}

impl Desk<'_> {
    fn says(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.say.say(key, &values)
    }

    fn heading(&self, level: u8, key: &str, values: &[(&str, String)]) -> Block {
        Block::Heading(level, self.says(&format!("heading.{key}"), values))
    }

    fn pence(&self, pence: f64) -> String {
        self.sums.shown(pence / 100.0)
    }

    fn sum(&self, of: impl Fn(&Life) -> i64) -> String {
        self.pence(self.path.lives.iter().map(of).sum::<i64>() as f64)
    }

    fn summary(&self) -> Vec<String> {
        let lives = &self.path.lives;
        let losing = lives.iter().filter(|life| life.target_pence < life.before_pence).count();
        let gaining = lives.iter().filter(|life| life.target_pence > life.before_pence).count();
        let same = lives.len() - losing - gaining;
        let sides = [("losing", count(losing)), ("gaining", count(gaining)), ("same", count(same))];
        let mut said = vec![self.says("short.sides", &sides)];
        let caps: Vec<String> = self.path.years.iter().map(|year| percent(year.loss_cap)).collect();
        let share = self.path.years.first().map(|year| percent(year.gain_share)).unwrap_or_default();
        let is_one = caps.windows(2).all(|pair| pair.first() == pair.last());
        said.push(match caps.first().filter(|_| is_one) {
            Some(cap) => self.says("short.cap", &[("cap", cap.clone()), ("share", share)]),
            None => self.says("short.cap_rise", &[("caps", caps.join(", ")), ("share", share)]),
        });
        let is_done = |year: &&Year| year.protected == 0 && year.waiting == 0;
        match (self.path.years.iter().find(is_done), self.path.years.last()) {
            (Some(year), _) => said.push(self.says("short.done", &[("year", count(year.year))])),
            (None, Some(last)) => {
                let left = [("protected", count(last.protected)), ("waiting", count(last.waiting))];
                let years = ("years", count(last.year));
                said.push(self.says("short.not_done", &[&left[..], &[years]].concat()));
            }
            (None, None) => {}
        }
        if losing > 0 {
            let most = lives.iter().map(|life| life.lost_pence).max().unwrap_or(0);
            let lost = self.sum(|life| life.lost_pence.max(0));
            said.push(self.says("short.lost", &[("lost", lost), ("most", self.pence(most as f64))]));
            let (protected, waited) = (self.sum(|life| life.protected_pence), self.sum(|life| life.waited_pence));
            said.push(self.says("short.protected", &[("protected", protected), ("waited", waited)]));
        }
        if let Some(first) = self.path.years.iter().find(|year| year.left_pence >= 100) {
            let left = self.pence(first.left_pence as f64);
            said.push(self.says("short.left", &[("year", count(first.year)), ("left", left)]));
        }
        said
    }

    fn table(&self, caption: String, head: &[&str], rows: Vec<Vec<String>>) -> Table {
        Table { caption, head: head.iter().map(|key| self.says(&format!("table.{key}"), &[])).collect(), rows }
    }

    fn years(&self) -> Table {
        let row = |year: &Year| {
            vec![
                count(year.year),
                self.pence(year.budget_pence as f64),
                self.pence(year.given_pence as f64),
                self.pence(year.left_pence as f64),
                percent(year.gain_share),
                count(year.losing),
                count(year.gaining),
                count(year.protected),
                count(year.waiting),
            ]
        };
        let head = ["year", "budget", "given", "left", "gain_share", "losing", "gaining", "protected", "waiting"];
        self.table(self.says("table.years", &[]), &head, self.path.years.iter().map(row).collect())
    }

    fn effects(&self, column: &str, effects: &[GroupEffect]) -> Table {
        let none = || self.says("hidden.none", &[]);
        let part = |share: Option<f64>| share.map_or_else(none, percent);
        let row = |effect: &GroupEffect| {
            let people = match effect.showing {
                Showing::Shown => effect.people.map(count).unwrap_or_default(),
                Showing::TooFew => self.says("hidden.too_few", &[]),
                Showing::HiddenWithOthers => self.says("hidden.with_others", &[]),
            };
            vec![
                effect.group.clone(),
                people,
                part(effect.losing),
                part(effect.losing_much),
                part(effect.gaining),
                effect.mean_change_pence.map_or_else(none, |pence| self.pence(pence)),
                part(effect.change_share),
            ]
        };
        let caption = self.says("table.effects", &[("column", column.to_owned())]);
        let head = ["people", "losing_share", "losing_much", "gaining_share", "mean_change", "change_share"];
        let mut table = self.table(caption, &head, effects.iter().map(row).collect());
        table.head.insert(0, column.to_owned());
        table
    }

    fn hand(&self, hand: &[ToLookAt], most_listed: usize) -> Table {
        let shown = hand.len().min(most_listed);
        let caption = self.says("table.hand", &[("shown", count(shown)), ("all", count(hand.len()))]);
        let row = |one: &ToLookAt| {
            let why: Vec<String> = one
                .reasons
                .iter()
                .map(|reason| {
                    let key = serde_json::to_value(reason).ok().and_then(|key| key.as_str().map(str::to_owned));
                    self.says(&format!("reason.{}", key.unwrap_or_default()), &[])
                })
                .collect();
            vec![
                one.person.clone(),
                self.pence(one.before_pence as f64),
                self.pence(one.target_pence as f64),
                why.join("; "),
            ]
        };
        let rows = hand.iter().take(most_listed).map(row).collect();
        self.table(caption, &["person", "before", "target", "reasons"], rows)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Plan, effects, path, to_look_at};
    use super::*;
    use crate::cases::Group;

    #[test]
    fn a_move_is_told_in_whole_sentences() {
        let now: Vec<i64> = (0..40).map(|at| 100_000 + at * 10_000).collect();
        let targets: Vec<i64> = (0..40).map(|at| 500_000 - at * 10_000).collect();
        let plan = Plan { years: 5, budget_pence: now.iter().sum(), loss_caps: vec![1_000, 2_000], uplift: 200 };
        let path = path(&now, &targets, &plan).unwrap();
        let people: Vec<String> = (0..40).map(|at| format!("p{at}")).collect();
        let hand = to_look_at(&path, &people, &(2..42).collect::<Vec<u64>>());
        let group = Group::of("area", &(0..40).map(|at| ["north", "south"][at % 2].to_owned()).collect::<Vec<_>>());
        let effects = vec![("area".to_owned(), effects(&path, &group, 5))];
        let text = Block::text(&blocks(&path, &effects, &hand, 3, 5, "£"));
        assert!(text.contains("people who would have less than now: 19; more: 20; the same: 1"), "{text}");
        assert!(text.contains("Losses are capped: 10 %, 20 %, 20 %, 20 %, 20 %"), "{text}");
        assert!(!text.contains('[') && !text.contains('{') && !text.contains("NaN"), "{text}");
    }
}
