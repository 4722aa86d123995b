//! What is promised to the children of a pot: what they were told, or what their signed plans say once there is one.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::commitment::{Commitment, Source, Stage};
use crate::{BudgetId, Pence, PersonId};

/// What a family was told for one stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The stream's id.
    pub stream: String,
    /// Which budget.
    pub budget: BudgetId,
    /// Whose.
    pub child: PersonId,
    /// When.
    pub at: Timestamp,
    /// A full year's amount: what was decided beside the figure, or else the figure.
    pub amount: Pence,
}

/// What a plan says that both sides have signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Whose.
    pub child: PersonId,
    /// When the last of them signed.
    pub at: Timestamp,
    /// What is agreed, stream by stream.
    pub agreed: Vec<(String, Pence)>,
}

/// A child's promise from one stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Whose.
    pub child: PersonId,
    /// The stream's id.
    pub stream: String,
    /// How it counts in the pot.
    pub commitment: Commitment,
}

/// Every child's promises. A plan signed after the figure takes its place in every stream, so that what it leaves is free for
/// others; a figure told after the plan counts until the next plan is signed. Of several plans of a child the last counts.
#[must_use]
pub fn promises(told: &[Told], signed: &[Signed]) -> Vec<Promise> {
    let mut plans: BTreeMap<PersonId, &Signed> = BTreeMap::new();
    for plan in signed {
        if plans.get(&plan.child).is_none_or(|other| other.at <= plan.at) {
            plans.insert(plan.child, plan);
        }
    }
    let made = |one: &Told, stream: &str, stage, amount| Promise {
        child: one.child,
        stream: stream.to_owned(),
        commitment: Commitment { budget: one.budget, stage, source: Source::Main, amount },
    };
    let mut all = Vec::new();
    for one in told {
        match plans.get(&one.child) {
            Some(plan) if plan.at >= one.at => {}
            _ => all.push(made(one, &one.stream, Stage::Indicative, one.amount)),
        }
    }
    for plan in plans.values() {
        let Some(figure) = told.iter().find(|one| one.child == plan.child && one.at <= plan.at) else { continue };
        all.extend(plan.agreed.iter().map(|(stream, amount)| made(figure, stream, Stage::Agreed, *amount)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARE: &str = "social-care";
    const HEALTH: &str = "health";

    fn id<T: From<uuid::Uuid>>(number: u128) -> T {
        uuid::Uuid::from_u128(number).into()
    }

    fn told(child: u128, stream: &str, day: i64, pounds: i64) -> Told {
        let at = Timestamp::from_second(day * 86_400).unwrap();
        Told { stream: stream.to_owned(), budget: id(child + 100), child: id(child), at, amount: Pence(pounds * 100) }
    }

    fn signed(child: u128, day: i64, agreed: &[(&str, i64)]) -> Signed {
        let agreed = agreed.iter().map(|(stream, pounds)| ((*stream).to_owned(), Pence(pounds * 100))).collect();
        Signed { child: id(child), at: Timestamp::from_second(day * 86_400).unwrap(), agreed }
    }

    fn shown(told: &[Told], plans: &[Signed]) -> Vec<(String, &'static str, i64)> {
        let all = promises(told, plans);
        all.into_iter().map(|one| (one.stream, one.commitment.stage.code(), one.commitment.amount.0 / 100)).collect()
    }

    #[test]
    fn a_figure_counts_until_a_plan_is_signed() {
        let figure = [told(1, CARE, 1, 5_000), told(1, HEALTH, 1, 800)];
        let before = [(CARE.to_owned(), "indicative", 5_000), (HEALTH.to_owned(), "indicative", 800)];
        assert_eq!(shown(&figure, &[]), before);
        assert_eq!(shown(&figure, &[signed(1, 9, &[(CARE, 4_200)])]), [(CARE.to_owned(), "agreed", 4_200)]);
        assert_eq!(shown(&figure, &[signed(2, 9, &[(CARE, 4_200)])]), before, "another child's plan");
    }

    #[test]
    fn the_last_plan_counts_until_there_is_a_newer_figure() {
        let plans = [signed(1, 5, &[(CARE, 4_000)]), signed(1, 9, &[(CARE, 4_500)])];
        assert_eq!(shown(&[told(1, CARE, 1, 5_000)], &plans), [(CARE.to_owned(), "agreed", 4_500)]);
        assert_eq!(shown(&[told(1, CARE, 12, 6_000)], &plans), [(CARE.to_owned(), "indicative", 6_000)]);
    }
}
