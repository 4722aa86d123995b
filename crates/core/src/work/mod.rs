//! What a child waits for, and on whom. The list of work is made of this.

use crate::codes::coded;

coded! {
    /// For what a child waits.
    pub enum Waiting ("state of work") {
        /// Nobody has begun.
        New = "new",
        /// For the family's answers.
        Answers = "answers",
        /// For somebody to look at answers that were handed in.
        Submitted = "submitted",
        /// For differences between answers to be settled.
        Settling = "settling",
        /// For the family to be told the figure.
        Settled = "settled",
        /// For an answer to a challenge.
        Challenge = "challenge",
        /// For a decision beside the figure.
        Decision = "decision",
        /// For somebody to look at what has changed.
        NeedChanged = "need-changed",
        /// For an answer to a plan that the family asks to be agreed.
        PlanAsked = "plan-asked",
        /// For the family to sign an agreed plan.
        PlanToSign = "plan-to-sign",
        /// For somebody to look at money that goes on between two plans.
        BetweenPlans = "between-plans",
        /// For a review to be planned.
        ReviewDue = "review-due",
        /// For one named person to be asked after a death.
        AfterDeath = "after-death",
        /// For nothing.
        Nothing = "nothing",
    }
}

coded! {
    /// On whom somebody waits.
    pub enum WaitingOn ("side") {
        /// The family.
        Family = "family",
        /// The key worker or the team.
        Worker = "worker",
        /// A manager who decides.
        Manager = "manager",
        /// Nobody.
        Nobody = "nobody",
    }
}

impl Waiting {
    /// On whom.
    #[must_use]
    pub fn on(self) -> WaitingOn {
        match self {
            Waiting::New
            | Waiting::Submitted
            | Waiting::Settling
            | Waiting::Settled
            | Waiting::NeedChanged
            | Waiting::BetweenPlans
            | Waiting::ReviewDue
            | Waiting::AfterDeath => WaitingOn::Worker,
            Waiting::Answers | Waiting::PlanToSign => WaitingOn::Family,
            Waiting::Challenge | Waiting::Decision | Waiting::PlanAsked => WaitingOn::Manager,
            Waiting::Nothing => WaitingOn::Nobody,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waits_waits_on_somebody() {
        for waiting in Waiting::ALL {
            assert_eq!(*waiting == Waiting::Nothing, waiting.on() == WaitingOn::Nobody, "{waiting}");
        }
    }
}
