//! The month in figures: who decided what, how long it took, how final sums stand to those that were told, what was refused
//! and challenged. So that a group of people can see whether like cases are treated alike.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::decision::PlanOutcome;
use crate::need_beside_spend::suppression::FLOOR;
use crate::{Pence, PersonId, PlanId};

/// One decided plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Which.
    pub plan: PlanId,
    /// Who decided.
    pub by: PersonId,
    /// When the family asked.
    pub asked_on: Date,
    /// When it was decided.
    pub decided_on: Date,
    /// How.
    pub outcome: PlanOutcome,
    /// What the family was told, all streams.
    pub told: Pence,
    /// What was agreed, all streams.
    pub agreed: Pence,
    /// Whether it was challenged, and whether that changed it.
    pub challenged: Option<bool>,
    /// The group that the reader wants to see: an age band, an area.
    pub group: String,
}

/// Several cases in one line of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many.
    pub cases: usize,
    /// How many of each outcome, in the order of [`PlanOutcome::ALL`].
    pub outcomes: [usize; 4],
    /// Calendar days from asking to deciding: the middle one.
    pub middle_days: i64,
    /// The longest.
    pub longest_days: i64,
    /// Agreed for every £100 told, in pence; none where nothing was told or nothing agreed.
    pub agreed_of_hundred: Option<Pence>,
    /// How many were challenged.
    pub challenged: usize,
    /// How many of these were changed.
    pub changed: usize,
    /// Whether there are too few cases to show anything but their number.
    pub too_few: bool,
}

/// One line for all.
#[must_use]
pub fn tally<'a>(cases: impl Iterator<Item = &'a Case>) -> Tally {
    let cases: Vec<&Case> = cases.collect();
    let mut days: Vec<i64> = cases.iter().map(|case| i64::from((case.decided_on - case.asked_on).get_days())).collect();
    days.sort_unstable();
    let mut outcomes = [0usize; 4];
    for case in &cases {
        let at = PlanOutcome::ALL.iter().position(|outcome| *outcome == case.outcome);
        if let Some(count) = at.and_then(|at| outcomes.get_mut(at)) {
            *count = count.saturating_add(1);
        }
    }
    let agreed: Vec<&&Case> = cases.iter().filter(|case| case.outcome.agrees() && case.told > Pence::ZERO).collect();
    let sum =
        |of: fn(&Case) -> Pence| agreed.iter().fold(0i128, |sum, case| sum.saturating_add(i128::from(of(case).0)));
    let (told, given) = (sum(|case| case.told), sum(|case| case.agreed));
    let hundred =
        given.checked_mul(10_000).and_then(|given| given.checked_div(told)).and_then(|p| i64::try_from(p).ok());
    Tally {
        cases: cases.len(),
        outcomes,
        middle_days: days.get(days.len() / 2).copied().unwrap_or(0),
        longest_days: days.last().copied().unwrap_or(0),
        agreed_of_hundred: hundred.map(Pence),
        challenged: cases.iter().filter(|case| case.challenged.is_some()).count(),
        changed: cases.iter().filter(|case| case.challenged == Some(true)).count(),
        too_few: u64::try_from(cases.len()).is_ok_and(|cases| cases < FLOOR),
    }
}

/// A line for each person who decided. They are staff at work: nothing is held back.
#[must_use]
pub fn by_approver(cases: &[Case]) -> Vec<(PersonId, Tally)> {
    let mut people: Vec<PersonId> = cases.iter().map(|case| case.by).collect();
    people.sort();
    people.dedup();
    let of = |person| cases.iter().filter(move |case| case.by == person);
    people.into_iter().map(|person| (person, Tally { too_few: false, ..tally(of(person)) })).collect()
}

/// A line for each group of children; where there are too few of them the line says no more than that. Where it is one
/// group alone, the next smallest is kept back with it, so that no total tells the one.
#[must_use]
pub fn by_group(cases: &[Case]) -> BTreeMap<String, Tally> {
    let mut groups: BTreeMap<String, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        groups.entry(case.group.clone()).or_default().push(case);
    }
    let mut lines: BTreeMap<String, Tally> =
        groups.into_iter().map(|(group, cases)| (group, tally(cases.into_iter()))).collect();
    if lines.values().filter(|line| line.too_few).count() == 1
        && let Some(next) = lines.values_mut().filter(|line| !line.too_few).min_by_key(|line| line.cases)
    {
        next.too_few = true;
    }
    for line in lines.values_mut().filter(|line| line.too_few) {
        *line = Tally { too_few: true, ..Tally::default() };
    }
    lines
}

/// Cases like this one, the nearest first: told a sum within a fifth of it.
#[must_use]
pub fn like<'a>(case: &Case, others: &'a [Case]) -> Vec<&'a Case> {
    let far = |other: &Case| other.told.0.saturating_sub(case.told.0).unsigned_abs();
    let near = |other: &&Case| other.plan != case.plan && far(other).saturating_mul(5) <= case.told.0.unsigned_abs();
    let mut found: Vec<&Case> = others.iter().filter(near).collect();
    found.sort_by_key(|other| (far(other), other.plan));
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn case(number: u128, by: u128, outcome: PlanOutcome, day: i8, told: i64, agreed: i64, group: &str) -> Case {
        Case {
            plan: PlanId(Uuid::from_u128(number)),
            by: PersonId(Uuid::from_u128(by)),
            asked_on: date(2026, 11, 1),
            decided_on: date(2026, 11, day),
            outcome,
            told: Pence(told),
            agreed: Pence(agreed),
            challenged: (outcome == PlanOutcome::Refuse).then_some(true),
            group: group.to_owned(),
        }
    }

    fn month() -> Vec<Case> {
        let mut cases: Vec<Case> =
            (0..6).map(|n| case(n, 1, PlanOutcome::Agree, 5, 400_000, 380_000, "primary")).collect();
        cases.push(case(7, 2, PlanOutcome::Refuse, 28, 410_000, 0, "adult"));
        cases
    }

    #[test]
    fn the_month_shows_who_decided_how_and_how_long_it_took() {
        let cases = month();
        let lines = by_approver(&cases);
        assert_eq!((lines.len(), lines[0].1.outcomes, lines[0].1.middle_days), (2, [6, 0, 0, 0], 4));
        // £95 agreed of each £100 told
        assert_eq!(lines[0].1.agreed_of_hundred, Some(Pence(9_500)));
        assert_eq!((lines[1].1.longest_days, lines[1].1.challenged, lines[1].1.changed), (27, 1, 1));
        assert_eq!(lines[1].1.agreed_of_hundred, None);
    }

    #[test]
    fn a_group_of_few_says_no_more_than_that_and_no_total_tells_it() {
        let mut cases = month();
        let few = Tally { too_few: true, ..Tally::default() };
        let groups = by_group(&cases);
        assert_eq!((&groups["adult"], &groups["primary"]), (&few, &few), "six of seven would tell the one");
        cases.extend((20..30).map(|n| case(n, 1, PlanOutcome::Agree, 5, 400_000, 380_000, "secondary")));
        let groups = by_group(&cases);
        assert_eq!((&groups["adult"], &groups["primary"]), (&few, &few));
        assert_eq!((groups["secondary"].cases, groups["secondary"].too_few), (10, false));
    }

    #[test]
    fn like_cases_stand_side_by_side() {
        let cases = month();
        let found = like(&cases[6], &cases);
        assert_eq!(found.len(), 6);
        assert!(like(&case(9, 1, PlanOutcome::Agree, 2, 100, 100, ""), &cases).is_empty());
    }
}
