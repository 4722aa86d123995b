//! The story: the two largest groups at length, every other gap that misleads in a sentence, and whom nothing can be said of.

use super::super::super::gap::Level;
use super::super::super::suppression::Showing;
use super::super::compare::{Allowance, Comparison};
use super::{Desk, is_warning, word};
use crate::fairness::Estimate;
use crate::fairness::gap::Conclusion;
use crate::wording::{Block, count, percent};

pub(super) fn summary(desk: &Desk<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut told = desk.equity.comparisons.iter().filter(|comparison| comparison.raw.is_some());
    if let Some(headline) = told.next() {
        blocks.extend(headline_story(desk, headline));
    }
    for comparison in told {
        let warnings = comparison.allowances.iter().filter(|allowance| is_warning(allowance));
        for allowance in warnings.take(1) {
            let text = [raw(desk, comparison), conclusion(desk, comparison, allowance)];
            blocks.push(Block::Warning(text.into_iter().flatten().collect::<Vec<_>>().join(" ")));
        }
    }
    let least = count(desk.equity.question.least_people);
    for group in &desk.equity.groups {
        let values = [("first", group.group.as_str()), ("least", &least)];
        match group.showing {
            Showing::TooFew => blocks.push(Block::Paragraph(desk.says("hidden.too_few", &values))),
            Showing::HiddenWithOthers => blocks.push(Block::Paragraph(desk.says("hidden.with_others", &values))),
            Showing::Shown => {}
        }
    }
    blocks
}

fn headline_story(desk: &Desk<'_>, comparison: &Comparison) -> Vec<Block> {
    let mut blocks: Vec<Block> = raw(desk, comparison).into_iter().map(Block::Paragraph).collect();
    if let (Some(Block::Paragraph(text)), Some(gap)) = (blocks.last_mut(), comparison.raw) {
        let key = if gap.is_clear() { "raw.clear" } else { "raw.unclear" };
        text.push(' ');
        text.push_str(&with_interval(desk, key, &gap));
    }
    let mut told: Vec<Conclusion> = Vec::new();
    let is_told = |allowance: &&Allowance| allowance.is_asked || is_warning(allowance);
    for allowance in comparison.allowances.iter().filter(is_told) {
        let is_known = !allowance.is_asked && allowance.conclusion.is_some_and(|found| told.contains(&found));
        if is_known {
            blocks.push(Block::Paragraph(same_again(desk, allowance)));
        } else {
            blocks.extend(allowance_story(desk, comparison, allowance));
        }
        told.extend(allowance.conclusion);
    }
    blocks
}

/// A factor that nobody asked for and that leads where an earlier one led.
fn same_again(desk: &Desk<'_>, allowance: &Allowance) -> String {
    let said = desk.says("conclusion.unasked_same", &[("factors", &desk.factors(allowance))]);
    match &allowance.adjusted {
        Some(adjusted) => [said, with_interval(desk, "conclusion.interval", adjusted)].join(" "),
        None => said,
    }
}

fn allowance_story(desk: &Desk<'_>, comparison: &Comparison, allowance: &Allowance) -> Vec<Block> {
    let Some(mut text) = conclusion(desk, comparison, allowance) else { return Vec::new() };
    if let Some(adjusted) = &allowance.adjusted {
        text = [text, with_interval(desk, "conclusion.interval", adjusted)].join(" ");
    }
    if !allowance.is_asked {
        text = [desk.says("conclusion.unasked", &[("factors", &desk.factors(allowance))]), text].join(" ");
    }
    if let Some(other) = allowance.standardised.as_ref().filter(|_| allowance.methods_disagree) {
        text = [text, with_interval(desk, "conclusion.disagree", &other.gap)].join(" ");
    }
    let mut blocks = vec![if is_warning(allowance) { Block::Warning(text) } else { Block::Paragraph(text) }];
    let more =
        [levels(desk, comparison, allowance), why(desk, comparison, allowance), parts(desk, comparison, allowance)];
    let more: Vec<String> = more.into_iter().flatten().chain(unmatched(desk, allowance)).collect();
    if !more.is_empty() {
        blocks.push(Block::Paragraph(more.join(" ")));
    }
    blocks
}

fn with_interval(desk: &Desk<'_>, key: &str, estimate: &Estimate) -> String {
    let (confidence, value) = (desk.confidence(), desk.signed(estimate.value));
    let (low, high) = (desk.signed(estimate.low), desk.signed(estimate.high));
    desk.says(key, &[("confidence", &confidence), ("value", &value), ("low", &low), ("high", &high)])
}

fn raw(desk: &Desk<'_>, comparison: &Comparison) -> Option<String> {
    let mean = |name: &str| {
        let group = desk.equity.groups.iter().find(|group| group.group == name)?;
        group.mean.map(|mean| desk.sums.shown(mean.value))
    };
    let gap = comparison.raw?;
    let key = if gap.value < 0.0 { "raw.less" } else { "raw.more" };
    let share = comparison.relative.map_or_else(|| desk.says("hidden.cell_none", &[]), |share| percent(share.abs()));
    Some(desk.says(
        key,
        &[
            ("first", &comparison.first),
            ("second", &comparison.second),
            ("first_mean", &mean(&comparison.first)?),
            ("second_mean", &mean(&comparison.second)?),
            ("size", &desk.sums.size(gap.value)),
            ("percent", &share),
        ],
    ))
}

/// What has become of the gap, in a sentence; also when nothing can be said.
fn conclusion(desk: &Desk<'_>, comparison: &Comparison, allowance: &Allowance) -> Option<String> {
    let factors = desk.factors(allowance);
    let by_levels = allowance.standardised.as_ref().map(|found| found.gap.value);
    let Some(left) = allowance.adjusted.map(|adjusted| adjusted.value).or(by_levels) else {
        return Some(desk.says("conclusion.unknown", &[("factors", &factors)]));
    };
    let found = allowance.conclusion?;
    let has_sides = matches!(found, Conclusion::Reverses | Conclusion::TurnsRound | Conclusion::Appears);
    let side = match (has_sides, left > 0.0) {
        (false, _) => "",
        (true, true) => "_more",
        (true, false) => "_less",
    };
    // Where a sentence names the direction the size stands alone; elsewhere its sign is needed.
    let size = if has_sides { desk.sums.size(left) } else { desk.signed(left) };
    let values =
        [("first", comparison.first.as_str()), ("second", &comparison.second), ("factors", &factors), ("size", &size)];
    Some(desk.says(&format!("conclusion.{}{side}", word(Some(found))), &values))
}

fn levels(desk: &Desk<'_>, comparison: &Comparison, allowance: &Allowance) -> Option<String> {
    let gaps: Vec<Estimate> = allowance.levels.iter().filter_map(|level| level.gap).collect();
    let more = gaps.iter().filter(|gap| gap.value > 0.0).count();
    let values = [
        ("count", count(more)),
        ("levels", count(gaps.len())),
        ("factor", desk.factors(allowance)),
        ("first", comparison.first.clone()),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    (!gaps.is_empty()).then(|| desk.says("levels.more", &values))
}

/// Where the groups are made up most differently, and what people have there. Told only where the raw gap misleads.
fn why(desk: &Desk<'_>, comparison: &Comparison, allowance: &Allowance) -> Option<String> {
    if !is_warning(allowance) {
        return None;
    }
    let lean = |level: &Level| match level.shares {
        [Some(first), Some(second)] => first - second,
        _ => 0.0,
    };
    let known = || allowance.levels.iter().filter(|level| level.gap.is_some());
    let own = known().max_by(|a, b| lean(a).total_cmp(&lean(b))).filter(|level| lean(level) > 0.0)?;
    let others = known().min_by(|a, b| lean(a).total_cmp(&lean(b))).filter(|level| lean(level) < 0.0)?;
    let share = |level: &Level, side: usize| level.shares.get(side).copied().flatten().map(percent).unwrap_or_default();
    let mean = |level: &Level| match (level.people, level.means) {
        ([Some(a), Some(b)], [Some(first), Some(second)]) => {
            desk.sums.shown((first * a as f64 + second * b as f64) / (a + b) as f64)
        }
        _ => String::new(),
    };
    Some(desk.says(
        "levels.why",
        &[
            ("first", &comparison.first),
            ("second", &comparison.second),
            ("factor", &desk.factors(allowance)),
            ("low_level", &own.level),
            ("low_first", &share(own, 0)),
            ("low_second", &share(own, 1)),
            ("low_mean", &mean(own)),
            ("high_level", &others.level),
            ("high_first", &share(others, 0)),
            ("high_second", &share(others, 1)),
            ("high_mean", &mean(others)),
        ],
    ))
}

fn parts(desk: &Desk<'_>, comparison: &Comparison, allowance: &Allowance) -> Option<String> {
    let found = allowance.decomposition.as_ref()?;
    Some(desk.says(
        "levels.parts",
        &[
            ("first", &comparison.first),
            ("second", &comparison.second),
            ("factors", &desk.factors(allowance)),
            ("explained", &desk.signed(found.at_second.explained.value)),
            ("unexplained", &desk.signed(found.at_second.unexplained.value)),
            ("other_explained", &desk.signed(found.at_first.explained.value)),
            ("other_unexplained", &desk.signed(found.at_first.unexplained.value)),
        ],
    ))
}

fn unmatched(desk: &Desk<'_>, allowance: &Allowance) -> Option<String> {
    let left_out = allowance.standardised.as_ref()?.people_without_match;
    let values = [("count", count(left_out)), ("factors", desk.factors(allowance))];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    // A number of people left out could be a number of two: it is told only when it is not small.
    (left_out >= desk.equity.question.least_people).then(|| desk.says("levels.unmatched", &values))
}
