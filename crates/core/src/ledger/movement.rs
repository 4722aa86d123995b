//! What money can do: each movement goes from one kind of account to one other, and says what has to be named with it. What
//! stands in no row here cannot happen.

use super::account::{AccountKind, OwnerKind};
use crate::codes::coded;

coded! {
    /// One way in which money moves.
    pub enum Movement ("movement of money") {
        /// Kept back for shortfalls, crises and changed needs.
        HoldBack = "hold-back",
        /// No longer kept back.
        FreeContingency = "free-contingency",
        /// Given to a child.
        Allocate = "allocate",
        /// Given to a child out of what was kept back.
        AllocateFromContingency = "allocate-from-contingency",
        /// Taken from what a child has not promised to anything: the plan ended, or a case decided so.
        Withdraw = "withdraw",
        /// Promised to a line of the plan.
        Commit = "commit",
        /// No longer promised to it.
        Free = "free",
        /// Comes to be paid.
        FallDue = "fall-due",
        /// Is not to be paid after all: suspended, or called off.
        CallOff = "call-off",
        /// Paid out.
        Pay = "pay",
        /// Spent on a line of the plan.
        Spend = "spend",
        /// Kept by whoever holds the money, for holding it.
        Fee = "fee",
        /// Come back from a seller.
        Refund = "refund",
        /// Put in by the family.
        Contribute = "contribute",
        /// Kept for a named thing, out of what was paid.
        Earmark = "earmark",
        /// No longer kept for it.
        EndEarmark = "end-earmark",
        /// Spent on what it was kept for.
        SpendEarmark = "spend-earmark",
        /// Kept for a named thing, out of what is still with the authority.
        SetAside = "set-aside",
        /// No longer kept for it.
        PutBack = "put-back",
        /// Asked back in a case, out of what is not spent.
        Demand = "demand",
        /// Not asked back after all.
        Waive = "waive",
        /// Asked back in a case, although it is spent.
        DemandSpent = "demand-spent",
        /// Not asked back after all.
        WaiveSpent = "waive-spent",
        /// Come back after a case.
        Recover = "recover",
        /// Given back by the family, as the plan said.
        GiveBack = "give-back",
        /// What came back goes to where it came from.
        ToFunding = "to-funding",
        /// Taken out of a financial year.
        CarryOut = "carry-out",
        /// Brought into the next.
        BringIn = "bring-in",
        /// Handed to a worker as a small budget.
        FloatOut = "float-out",
        /// Spent out of it for a child.
        FloatSpend = "float-spend",
        /// Handed back by the worker.
        FloatBack = "float-back",
    }
}

/// What has to be named with a movement beside person and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wants {
    /// The line of the plan.
    pub line: bool,
    /// What shows it: receipt, invoice, statement line, timesheet.
    pub evidence: bool,
    /// Why, in words.
    pub reason: bool,
}

impl Movement {
    /// The account that it takes from.
    #[must_use]
    pub fn from(self) -> AccountKind {
        self.accounts().0
    }

    /// The account that it gives to.
    #[must_use]
    pub fn to(self) -> AccountKind {
        self.accounts().1
    }

    fn accounts(self) -> (AccountKind, AccountKind) {
        use AccountKind::*;
        match self {
            Movement::HoldBack => (Funding, Contingency),
            Movement::FreeContingency => (Contingency, Funding),
            Movement::Allocate => (Funding, Available),
            Movement::AllocateFromContingency => (Contingency, Available),
            Movement::Withdraw => (Available, Funding),
            Movement::Commit => (Available, Committed),
            Movement::Free => (Committed, Available),
            Movement::FallDue => (Committed, Due),
            Movement::CallOff => (Due, Committed),
            Movement::Pay => (Due, Paid),
            Movement::Spend | Movement::Fee => (Paid, Spent),
            Movement::Refund => (Spent, Paid),
            Movement::Contribute => (Contribution, Paid),
            Movement::Earmark => (Paid, Earmarked),
            Movement::EndEarmark => (Earmarked, Paid),
            Movement::SpendEarmark => (Earmarked, Spent),
            Movement::SetAside => (Available, Earmarked),
            Movement::PutBack => (Earmarked, Available),
            Movement::Demand => (Paid, Recovery),
            Movement::Waive => (Recovery, Paid),
            Movement::DemandSpent => (Spent, Recovery),
            Movement::WaiveSpent => (Recovery, Spent),
            Movement::Recover => (Recovery, Returned),
            Movement::GiveBack => (Paid, Returned),
            Movement::ToFunding => (Returned, Funding),
            Movement::CarryOut => (Available, CarryOver),
            Movement::BringIn => (CarryOver, Available),
            Movement::FloatOut => (Funding, Float),
            Movement::FloatSpend => (Float, Spent),
            Movement::FloatBack => (Float, Funding),
        }
    }

    /// What has to be named with it.
    #[must_use]
    pub fn wants(self) -> Wants {
        let none = Wants { line: false, evidence: false, reason: false };
        match self {
            Movement::Commit | Movement::Free | Movement::FallDue | Movement::CallOff | Movement::Pay => {
                Wants { line: true, ..none }
            }
            Movement::Spend | Movement::Refund => Wants { line: true, evidence: true, ..none },
            // a worker explains tomorrow what was spent today, so evidence may follow
            Movement::FloatSpend => Wants { reason: true, ..none },
            Movement::Fee | Movement::GiveBack => Wants { evidence: true, ..none },
            // no money is taken back without its case, and no earmark is made for nothing in particular
            Movement::Demand | Movement::DemandSpent | Movement::Recover | Movement::Withdraw => {
                Wants { evidence: true, reason: true, ..none }
            }
            Movement::Earmark | Movement::SetAside | Movement::SpendEarmark => Wants { reason: true, ..none },
            _ => none,
        }
    }

    /// Whether it takes from or gives to an account of such an owner.
    #[must_use]
    pub fn touches(self, owner: OwnerKind) -> bool {
        self.from().owner() == owner || self.to().owner() == owner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_always_goes_somewhere_else() {
        for movement in Movement::ALL {
            assert_ne!(movement.from(), movement.to(), "{movement}");
        }
    }

    #[test]
    fn earmarks_are_out_of_reach_of_everything_but_their_own_movements() {
        let takes: Vec<&str> = Movement::ALL
            .iter()
            .filter(|movement| movement.from() == AccountKind::Earmarked)
            .map(|movement| movement.code())
            .collect();
        assert_eq!(takes, ["end-earmark", "spend-earmark", "put-back"]);
    }

    #[test]
    fn nothing_is_asked_back_without_a_case_and_a_reason() {
        for movement in Movement::ALL.iter().filter(|movement| movement.to() == AccountKind::Recovery) {
            assert!(movement.wants().evidence && movement.wants().reason, "{movement}");
        }
    }
}
