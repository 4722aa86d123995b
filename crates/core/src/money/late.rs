//! Whether a payment was on time. Lateness is counted by the day and told to the family with what the payment is for.

use jiff::civil::Date;

use super::schedule::{Instalment, InstalmentStatus};

/// How a payment stands to its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timeliness {
    /// Its day is to come, or is today.
    ToCome,
    /// It was there on its day or before.
    OnTime,
    /// It was there so many days late.
    PaidLate(i32),
    /// It is not there, so many days after its day.
    Overdue(i32),
    /// It is not to be paid: it rests or was called off.
    NotToBePaid,
}

/// How a payment stands to its day.
#[must_use]
pub fn timeliness(payment: &Instalment, today: Date) -> Timeliness {
    if matches!(payment.status, InstalmentStatus::Resting | InstalmentStatus::CalledOff) {
        return Timeliness::NotToBePaid;
    }
    match payment.paid_on {
        Some(day) if day > payment.due => Timeliness::PaidLate(days_between(payment.due, day)),
        Some(_) => Timeliness::OnTime,
        None if today > payment.due => Timeliness::Overdue(days_between(payment.due, today)),
        None => Timeliness::ToCome,
    }
}

/// Days from one to a later one.
#[must_use]
pub fn days_between(from: Date, until: Date) -> i32 {
    (until - from).get_days()
}

/// How many payments were due until a day, how many of them came or are late, and by how many days together.
#[must_use]
pub fn lateness<'p>(payments: impl IntoIterator<Item = &'p Instalment>, today: Date) -> (usize, usize, i32) {
    let (mut due, mut late, mut days) = (0_usize, 0_usize, 0_i32);
    for payment in payments {
        let by = match timeliness(payment, today) {
            Timeliness::ToCome | Timeliness::NotToBePaid => continue,
            Timeliness::OnTime => 0,
            Timeliness::PaidLate(days) | Timeliness::Overdue(days) => days,
        };
        due = due.saturating_add(1);
        late = late.saturating_add(usize::from(by > 0));
        days = days.saturating_add(by);
    }
    (due, late, days)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::plan::pattern::Stretch;
    use crate::{HoldingId, PersonId};

    #[test]
    fn dudley_lateness_is_counted_by_the_day() {
        let due = date(2027, 2, 27);
        let payment = |paid_on, status| Instalment {
            child: PersonId(Uuid::from_u128(1)),
            holding: HoldingId(Uuid::from_u128(2)),
            stream: "social-care".to_owned(),
            number: 1,
            due,
            covers: Stretch { from: due, until: date(2027, 3, 26) },
            parts: Vec::new(),
            run: None,
            paid_on,
            is_owed: false,
            note: String::new(),
            status,
        };
        let paid = |day| payment(Some(day), InstalmentStatus::Paid);
        assert_eq!(timeliness(&paid(due), due), Timeliness::OnTime);
        assert_eq!(timeliness(&paid(date(2027, 3, 2)), date(2027, 9, 1)), Timeliness::PaidLate(3));
        let open = payment(None, InstalmentStatus::Planned);
        assert_eq!(timeliness(&open, due), Timeliness::ToCome);
        assert_eq!(timeliness(&open, date(2027, 3, 1)), Timeliness::Overdue(2));
        let resting = payment(None, InstalmentStatus::Resting);
        assert_eq!(timeliness(&resting, date(2027, 3, 1)), Timeliness::NotToBePaid);
        let all = [paid(due), paid(date(2027, 3, 2)), open, resting];
        assert_eq!(lateness(&all, date(2027, 3, 1)), (3, 2, 5));
    }
}
