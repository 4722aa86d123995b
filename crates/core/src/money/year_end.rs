//! What happens to a plan's money that was not needed once the plan is over: as the plan said, line by line of its savings.
//! Money that a family holds is not swept; only what is still with the authority moves by itself, and earmarks never do.

use jiff::civil::Date;

use crate::ledger::{AccountKind, Holdings, Movement, Named, Transfer, statement};
use crate::plan::money::LeftOver;
use crate::{Pence, PersonId, PieceId, PlanId, TransferId};

/// What is left of a plan in one stream, and what the plan wants done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOfPlan {
    /// Whose.
    pub child: PersonId,
    /// The plan.
    pub plan: PlanId,
    /// The stream.
    pub stream: String,
    /// What each line was promised and did not use, still with the authority.
    pub committed: Vec<(PieceId, Pence)>,
    /// What each account of the stream holds.
    pub held: Holdings,
    /// What the plan says about savings; rolling over where it says nothing, because nobody gives up money by silence.
    pub left_over: LeftOver,
    /// For what it is kept.
    pub for_what: String,
}

/// The transfers at the end of a plan on a day, and the sum that is to be earmarked.
#[must_use]
pub fn at_the_end(left: &LeftOfPlan, day: Date, named: &Named) -> (Vec<Transfer>, Pence) {
    let plan = left.plan.to_string();
    let post = |words: &[&str], movement, amount, named| {
        Transfer::post(TransferId::of(words), movement, left.child, &left.stream, amount, day, named)
    };
    let mut transfers = Vec::new();
    let mut free = statement::of(&left.held, AccountKind::Available);
    for (line, amount) in left.committed.iter().filter(|(_, amount)| *amount > Pence::ZERO) {
        let named = named.clone().for_line(*line, None);
        transfers.push(post(&["free", &plan, &line.to_string()], Movement::Free, *amount, named));
        free = Pence(free.0.saturating_add(amount.0));
    }
    if free <= Pence::ZERO {
        return (transfers, Pence::ZERO);
    }
    match left.left_over {
        // what stays available is there for the next plan
        LeftOver::RollOver => (transfers, Pence::ZERO),
        LeftOver::Earmark => {
            let named = named.clone().because(&left.for_what);
            transfers.push(post(&["set aside", &plan, &left.stream], Movement::SetAside, free, named));
            (transfers, free)
        }
        LeftOver::GiveBack => {
            let named = named.clone().shown_by(crate::EvidenceId(left.plan.0)).because("given back, as the plan said");
            transfers.push(post(&["give back", &plan, &left.stream], Movement::Withdraw, free, named));
            (transfers, Pence::ZERO)
        }
    }
}

/// The transfers that take what is available over the end of a financial year: out on its last day, in on the first of the
/// next, so that both years' statements show it.
#[must_use]
pub fn carried(
    (child, stream): (PersonId, &str),
    available: Pence,
    (last, first): (Date, Date),
    named: &Named,
) -> Vec<Transfer> {
    if available <= Pence::ZERO {
        return Vec::new();
    }
    let (owner, year) = (child.to_string(), last.to_string());
    let post = |word: &str, movement, day| {
        let id = TransferId::of(&[word, &owner, stream, &year]);
        Transfer::post(id, movement, child, stream, available, day, named.clone())
    };
    vec![post("carry out", Movement::CarryOut, last), post("bring in", Movement::BringIn, first)]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::ledger::{Book, Taken};

    fn left(left_over: LeftOver) -> LeftOfPlan {
        LeftOfPlan {
            child: PersonId(Uuid::from_u128(1)),
            plan: PlanId(Uuid::from_u128(2)),
            stream: "health".to_owned(),
            committed: vec![(PieceId(Uuid::from_u128(3)), Pence(700))],
            held: Holdings::from([(AccountKind::Available, Pence(300)), (AccountKind::Paid, Pence(9_000))]),
            left_over,
            for_what: "a week by the sea".to_owned(),
        }
    }

    #[test]
    fn suffolk_what_a_family_holds_is_not_swept_and_the_rest_goes_where_the_plan_said() {
        let named = Named::by(None, jiff::Timestamp::UNIX_EPOCH);
        for (left_over, moves) in [
            (LeftOver::RollOver, vec![(Movement::Free, 700)]),
            (LeftOver::Earmark, vec![(Movement::Free, 700), (Movement::SetAside, 1_000)]),
            (LeftOver::GiveBack, vec![(Movement::Free, 700), (Movement::Withdraw, 1_000)]),
        ] {
            let (transfers, _) = at_the_end(&left(left_over), date(2027, 4, 1), &named);
            let told: Vec<(Movement, i64)> = transfers.iter().map(|one| (one.movement, one.amount.0)).collect();
            assert_eq!(told, moves, "{left_over}");
            assert!(transfers.iter().all(|one| one.check().is_ok() && one.movement.from() != AccountKind::Paid));
        }
    }

    #[test]
    fn what_is_available_goes_over_the_end_of_the_year_whole() {
        let (child, named) = (PersonId(Uuid::from_u128(1)), Named::by(None, jiff::Timestamp::UNIX_EPOCH));
        let mut book = Book::new();
        let (last, first) = (date(2027, 3, 31), date(2027, 4, 1));
        let id = TransferId::of(&["budget"]);
        book.take(&Transfer::post(id, Movement::Allocate, child, "health", Pence(500), last, named.clone())).unwrap();
        for transfer in carried((child, "health"), Pence(500), (last, first), &named) {
            assert_eq!(book.take(&transfer), Ok(Taken::Now));
        }
        assert!(book.trial_balance().balances());
        assert_eq!(carried((child, "health"), Pence::ZERO, (last, first), &named), []);
    }
}
