//! People whom a rule should not settle alone: named, each with the reason, for someone to look at. Not for publishing.

use super::path::Path;
use serde::Serialize;

/// Why someone should look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The scheme gives nothing where there is something now.
    LosesEverything,
    /// The target is less than half of what there is now.
    LosesHalf,
    /// Still above the target when the years are over.
    NeverThere,
    /// The target is more than three times what there is now: has something been missed so far, or is an answer wrong?
    GainsThreefold,
    /// Nothing now, and a target: somebody who has been going without.
    HadNothing,
}

/// Someone to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToLookAt {
    /// Who, as the file names them.
    pub person: String,
    /// The line of the file.
    pub line: u64,
    /// What there is now, in pence.
    pub before_pence: i64,
    /// What the scheme says, in pence.
    pub target_pence: i64,
    /// Every reason, the gravest first.
    pub reasons: Vec<Reason>,
}

/// Everyone there is a reason for: the gravest first, then by how much changes, then as in the file.
#[must_use]
pub fn to_look_at(path: &Path, people: &[String], lines: &[u64]) -> Vec<ToLookAt> {
    let mut found = Vec::new();
    for ((life, person), line) in path.lives.iter().zip(people).zip(lines) {
        let (before, target) = (life.before_pence, life.target_pence);
        let is_held = life.reached_in.is_none() && target < before;
        let reasons: Vec<Reason> = [
            (before > 0 && target == 0, Reason::LosesEverything),
            (target > 0 && target * 2 < before, Reason::LosesHalf),
            (is_held, Reason::NeverThere),
            (before > 0 && target > before * 3, Reason::GainsThreefold),
            (before == 0 && target > 0, Reason::HadNothing),
        ]
        .into_iter()
        .filter_map(|(holds, reason)| holds.then_some(reason))
        .collect();
        if !reasons.is_empty() {
            found.push(ToLookAt {
                person: person.clone(),
                line: *line,
                before_pence: before,
                target_pence: target,
                reasons,
            });
        }
    }
    let change = |one: &ToLookAt| std::cmp::Reverse((one.target_pence - one.before_pence).abs());
    found.sort_by(|a, b| {
        a.reasons.first().cmp(&b.reasons.first()).then(change(a).cmp(&change(b))).then(a.line.cmp(&b.line))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::super::path::{Plan, path};
    use super::*;

    #[test]
    fn the_gravest_stand_first_with_every_reason() {
        let (now, targets) = ([40_000, 90_000, 0, 10_000, 50_000], [0, 30_000, 100, 40_000, 50_000]);
        let plan = Plan { years: 1, budget_pence: 400_000, loss_caps: vec![500], uplift: 0 };
        let people: Vec<String> = ["ada", "bo", "cy", "di", "ed"].map(str::to_owned).to_vec();
        let found = to_look_at(&path(&now, &targets, &plan).unwrap(), &people, &[2, 3, 4, 5, 6]);
        let named: Vec<&str> = found.iter().map(|one| one.person.as_str()).collect();
        assert_eq!(named, ["ada", "bo", "di", "cy"]);
        assert_eq!(found[0].reasons, [Reason::LosesEverything, Reason::NeverThere]);
    }
}
