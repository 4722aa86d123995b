//! After a death: what goes on and what stops. This is the one rule that every sender, list and clock asks; whoever adds a letter
//! or a reminder adds it here.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::access::{Action, Purpose};
use crate::codes::coded;

/// So many days after a death no money is asked back, where the authority has set nothing else. The number is ours: no law names
/// one.
pub const QUIET_DAYS: u16 = 90;

coded! {
    /// What is going on around a child, as far as a death has a say in it.
    pub enum Ongoing ("what goes on") {
        /// A reminder of something that waits.
        Reminder = "reminder",
        /// A letter or an e-mail to the family or the child.
        Letter = "letter",
        /// An e-mail to whoever works with the family.
        WordToWorkers = "word-to-workers",
        /// What a birthday changes.
        Birthday = "birthday",
        /// Days to come in a calendar.
        Calendar = "calendar",
        /// A question about what was spent.
        Question = "question",
        /// Something out of the ordinary that begins a conversation.
        Alert = "alert",
        /// The clock of reviews.
        ReviewClock = "review-clock",
        /// Payments that were planned for days to come.
        PlannedPayment = "planned-payment",
        /// The child's own way in.
        OwnSignIn = "own-sign-in",
        /// What is owed: wages, notice and redundancy of an assistant, payments and bills of days before.
        Owed = "owed",
        /// What can be read and printed.
        Reading = "reading",
    }
}

impl Ongoing {
    /// Whether it goes on after a death.
    #[must_use]
    pub fn goes_on_after_death(self) -> bool {
        matches!(self, Ongoing::Owed | Ongoing::Reading | Ongoing::WordToWorkers)
    }
}

/// What a family still does after a death, beside reading: write to us, take the record with it, answer what is asked of those
/// who settle the affairs.
const BY_FAMILY: [Action; 3] = [Action::WriteMessage, Action::ExportRecord, Action::AnswerMoneyCase];

/// What is still to be done at work after a death, beside looking: what is owed is paid, what was spent is written up, the record
/// is kept in order.
const AT_WORK: [Action; 24] = [
    Action::EditIdentity,
    Action::Relate,
    Action::Restrict,
    Action::WriteNote,
    Action::WriteHiddenNote,
    Action::WriteMessage,
    Action::ExportRecord,
    Action::HoldRecord,
    Action::EraseRecord,
    Action::ImportStatement,
    Action::MatchSpending,
    Action::RecordSpending,
    Action::RecordSpend,
    Action::ArrangeMoney,
    Action::AskBankDetails,
    Action::ConfirmBankDetails,
    Action::CorrectEntry,
    Action::RecordInvoice,
    Action::ApproveInvoice,
    Action::AccountForFund,
    Action::UseFloat,
    Action::OpenMoneyCase,
    Action::DecideMoneyCase,
    Action::RecordDeath,
];

/// Whether something about a child may still be done after the child has died: everything can be read, little is done, and nobody
/// of the family is asked for anything.
#[must_use]
pub fn may_after_death(action: Action, purpose: Purpose) -> bool {
    if action.is_view() {
        return true;
    }
    match purpose {
        Purpose::OwnLife => BY_FAMILY.contains(&action),
        Purpose::Work => AT_WORK.contains(&action),
        Purpose::Protection => false,
        Purpose::Upkeep => true,
    }
}

/// The first day on which a case of asking money back may be opened or go on.
#[must_use]
pub fn quiet_until(died_on: Date, quiet_days: u16) -> Date {
    died_on.saturating_add(i64::from(quiet_days).days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_owed_and_what_can_be_read_goes_on_and_everything_else_stops() {
        let goes_on: Vec<&str> =
            Ongoing::ALL.iter().filter(|one| one.goes_on_after_death()).map(|one| one.code()).collect();
        assert_eq!(goes_on, ["word-to-workers", "owed", "reading"]);
    }

    #[test]
    fn a_family_reads_everything_and_is_asked_for_nothing() {
        for action in Action::ALL.iter().copied().filter(|action| action.scope() == crate::access::Scope::Child) {
            let may = may_after_death(action, Purpose::OwnLife);
            assert_eq!(may, action.is_view() || BY_FAMILY.contains(&action), "{action}");
        }
        for asking in [Action::AnswerSheet, Action::SignPlan, Action::SayAtReview, Action::MatchSpending] {
            assert!(!may_after_death(asking, Purpose::OwnLife), "{asking}");
        }
    }

    #[test]
    fn at_work_what_is_owed_is_paid_and_no_round_review_or_plan_begins() {
        for action in [Action::RecordInvoice, Action::ApproveInvoice, Action::ArrangeMoney, Action::WriteNote] {
            assert!(may_after_death(action, Purpose::Work), "{action}");
        }
        for action in [Action::OpenAssessment, Action::HoldReview, Action::TalkAboutSpending, Action::UseContingency] {
            assert!(!may_after_death(action, Purpose::Work), "{action}");
        }
        assert!(!may_after_death(Action::WriteNote, Purpose::Protection));
    }

    #[test]
    fn money_is_not_asked_back_for_a_quiet_time() {
        assert_eq!(quiet_until(date(2026, 10, 3), QUIET_DAYS), date(2027, 1, 1));
        assert_eq!(quiet_until(date(2026, 10, 3), 0), date(2026, 10, 3));
    }
}
