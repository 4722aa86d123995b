//! One line beside one expectation: what speaks for it, or that it cannot be.

use super::learned::Answers;
use super::why::{Reason, Why};
use super::{Expectation, Expected, Line, Rules, day_number, keys};

/// A line made ready.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ready {
    pub day: i32,
    pub pence: i64,
    pub payee: u64,
    pub reference: u64,
    /// All that the line is, as one number: what decides where points are equal.
    pub content: u64,
}

/// An expectation made ready.
#[derive(Debug, Clone, Copy)]
pub(super) struct Due {
    pub from: i32,
    pub until: i32,
    pub pence: i64,
    pub is_up_to: bool,
    pub payee: u64,
    pub reference: u64,
    pub teaches: u64,
    /// All that it is, as one number: two that are alike in everything stand for each other.
    pub content: u64,
    /// The same without its days: wages of two weeks are told apart by their days alone, and the nearer one is meant.
    pub series: u64,
}

impl Ready {
    pub fn of(line: &Line<'_>) -> Ready {
        let day = day_number(line.booked);
        let texts =
            [line.payee, line.reference, line.bank_id].iter().fold(0, |key, text| keys::mix(key, keys::whole(text)));
        let content = keys::mix(keys::mix(texts, day.unsigned_abs().into()), line.pence.0.cast_unsigned());
        let (payee, reference) = (keys::payee(line.payee), keys::reference(line.reference));
        Ready { day, pence: line.pence.0, payee, reference, content }
    }
}

impl Due {
    pub fn of(due: &Expectation<'_>) -> Due {
        let (from, until) = (day_number(due.from), day_number(due.until));
        let (pence, is_up_to) = match due.sum {
            Expected::Exactly(sum, _) => (sum.0, false),
            Expected::UpTo(sum) => (sum.0, true),
        };
        let (payee, reference) = (keys::payee(due.payee), keys::reference(due.reference));
        let teaches = if due.teaches.is_empty() { 0 } else { keys::whole(due.teaches) };
        let texts = [due.payee, due.reference, due.kind.code()]
            .iter()
            .fold(teaches, |key, text| keys::mix(key, keys::whole(text)));
        let days = keys::mix(from.unsigned_abs().into(), until.unsigned_abs().into());
        let series = keys::mix(texts, pence.cast_unsigned() ^ u64::from(is_up_to));
        Due { from, until, pence, is_up_to, payee, reference, teaches, content: keys::mix(series, days), series }
    }
}

/// What speaks for a pair; nothing where it cannot be.
pub(super) fn why(
    (line, ready): (&Line<'_>, &Ready),
    (expected, due): (&Expectation<'_>, &Due),
    left: i64,
    answers: &Answers,
    rules: &Rules,
) -> Option<Why> {
    if (ready.pence < 0) != (due.pence < 0) {
        return None;
    }
    let mut why = when(ready.day, due, rules)?;
    let answer = answers.about(ready.payee, due.teaches);
    if answer == Some(false) {
        return None;
    }
    let is_same_reference = due.reference != 0
        && (due.reference == ready.reference
            || keys::holds_reference(line.reference, expected.reference)
            || keys::holds_reference(line.payee, expected.reference));
    if due.is_up_to {
        if ready.pence.checked_abs()? > left {
            return None;
        }
        why = why.with(Reason::WithinWhatIsLeft);
    } else if ready.pence == due.pence {
        why = why.with(Reason::SameSum);
    } else if is_same_reference {
        why = why.with(Reason::OtherSum);
    } else {
        return None;
    }
    if is_same_reference {
        why = why.with(Reason::SameReference);
    }
    if due.payee != 0 && due.payee == ready.payee {
        why = why.with(Reason::SamePayee);
        if answer == Some(true) {
            why = why.with(Reason::LearnedPayee);
        }
    } else if answer == Some(true) {
        why = why.with(Reason::LearnedPayee);
        // a name that was answered for is as good as the same name
        why = why.with(Reason::AlikePayee);
    } else if due.payee != 0 && ready.payee != 0 && keys::are_alike(line.payee, expected.payee) {
        why = why.with(Reason::AlikePayee);
    }
    Some(why)
}

/// How the days lie to each other; nothing where they are too far apart.
fn when(day: i32, due: &Due, rules: &Rules) -> Option<Why> {
    let why = Why::default();
    let (early, late) = (due.from - day, day - due.until);
    if early > i32::from(rules.most_days_early) || late > i32::from(rules.most_days_late) {
        return None;
    }
    Some(match u16::try_from(early.max(late)) {
        Ok(days) if days > 0 => why.days_apart(days),
        _ if due.until - due.from <= i32::from(rules.few_days) => why.with(Reason::SameDay),
        _ => why.with(Reason::WithinItsDays),
    })
}
