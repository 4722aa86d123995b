//! Payments on fixed days: what is paid when, for which lines and which stretch of time. The parts of a line come to the line
//! to the penny, and the days stay the same from year to year.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::agreement::hand_on::HandOnLine;
use crate::codes::coded;
use crate::paper::Paper;
use crate::plan::pattern::Stretch;
use crate::{HoldingId, Pence, PersonId, PieceId, RunId};

coded! {
    /// How often money is paid.
    pub enum Rhythm ("rhythm of payments") {
        /// On one day of each month.
        Monthly = "monthly",
        /// Every four weeks.
        FourWeekly = "four-weekly",
        /// Four times a year.
        Quarterly = "quarterly",
        /// All at once.
        Once = "once",
    }
}

coded! {
    /// Where a payment stands.
    pub enum InstalmentStatus ("status of a payment") {
        /// Its day is to come.
        Planned = "planned",
        /// It is in a payment run.
        InRun = "in-run",
        /// The bank has confirmed it.
        Paid = "paid",
        /// The bank has sent it back.
        Returned = "returned",
        /// It rests, as in hospital.
        Resting = "resting",
        /// It is not paid.
        CalledOff = "called-off",
    }
}

/// A part of a payment: for one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartFor {
    /// The line.
    pub line: PieceId,
    /// The outcome that it serves.
    pub outcome: Option<PieceId>,
    /// How much.
    pub amount: Pence,
}

/// One payment on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Instalment {
    /// Whose.
    pub child: PersonId,
    /// The holding.
    pub holding: HoldingId,
    /// The stream.
    pub stream: String,
    /// The how many-th of the holding's payments.
    pub number: u16,
    /// The day on which it has to be there.
    pub due: Date,
    /// The stretch of time that it is for.
    pub covers: Stretch,
    /// For which lines.
    pub parts: Vec<PartFor>,
    /// The run that it is in.
    pub run: Option<RunId>,
    /// The day on which it was there.
    pub paid_on: Option<Date>,
    /// Whether it is owed and paid although payments rest: wages, notice, bills and payments of days before a death.
    #[serde(default)]
    pub is_owed: bool,
    /// What the family is told about it, such as why it is late.
    pub note: String,
    /// Where it stands.
    pub status: InstalmentStatus,
}

impl Instalment {
    /// What it comes to.
    #[must_use]
    pub fn total(&self) -> Pence {
        Pence(self.parts.iter().fold(0, |sum, part| sum.saturating_add(part.amount.0)))
    }
}

impl Paper for Instalment {
    const TABLE: &'static str = "instalment";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn stream(&self) -> &str {
        &self.stream
    }

    fn status(&self) -> &'static str {
        self.status.code()
    }

    fn day(&self) -> Date {
        self.due
    }

    fn amount(&self) -> Pence {
        self.total()
    }

    fn belongs_to(&self) -> Option<Uuid> {
        Some(self.holding.0)
    }

    fn only_one(&self) -> Option<String> {
        Some(format!("{} {}", self.holding, self.number))
    }
}

/// Why there is no schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// The first day is not in the holding's time.
    #[error("the first payment on {0} is not in the time of the plan: choose a day in it")]
    FirstOutside(Date),
    /// Nothing to pay.
    #[error("no line of this stream has money: there is nothing to pay")]
    Nothing,
}

/// The days on which money is paid, from the first until the last.
#[must_use]
pub fn days(rhythm: Rhythm, first: Date, until: Date) -> Vec<Date> {
    let mut days = Vec::new();
    for place in 0..600_i32 {
        // always counted from the first, so that the 31st comes back after February
        let step = match rhythm {
            Rhythm::Monthly => place.months(),
            Rhythm::FourWeekly => (place.saturating_mul(4)).weeks(),
            Rhythm::Quarterly => (place.saturating_mul(3)).months(),
            Rhythm::Once => place.days(),
        };
        let day = first.saturating_add(step);
        if day > until || (rhythm == Rhythm::Once && place > 0) {
            break;
        }
        days.push(day);
    }
    days
}

/// The payments of a holding.
///
/// # Errors
/// [`ScheduleError`].
pub fn instalments(
    (child, holding, stream): (PersonId, HoldingId, &str),
    stretch: Stretch,
    lines: &[(HandOnLine, Option<PieceId>)],
    (rhythm, first): (Rhythm, Date),
) -> Result<Vec<Instalment>, ScheduleError> {
    if first < stretch.from.saturating_sub(31.days()) || first > stretch.until {
        return Err(ScheduleError::FirstOutside(first));
    }
    let days = days(rhythm, first, stretch.until);
    let covered: Vec<(Date, Date)> = days
        .iter()
        .enumerate()
        .map(|(at, day)| {
            let next = days.get(at + 1).and_then(|next| next.yesterday().ok());
            (*day, next.unwrap_or(stretch.until))
        })
        .collect();
    let own = lines.iter().filter(|(line, _)| line.stream == stream);
    let to_pay = own.map(|(line, outcome)| ToPay {
        line: line.piece,
        outcome: *outcome,
        stretch: line.stretch,
        amount: line.amount,
    });
    let parts = parts_on(&covered, to_pay);
    let mut all = Vec::new();
    for (at, (day, parts)) in days.iter().zip(parts).enumerate() {
        if parts.is_empty() {
            continue;
        }
        let next = days.get(at + 1).and_then(|next| next.yesterday().ok());
        let from = if at == 0 { stretch.from } else { *day };
        all.push(Instalment {
            child,
            holding,
            stream: stream.to_owned(),
            number: u16::try_from(all.len()).unwrap_or(u16::MAX).saturating_add(1),
            due: *day,
            covers: Stretch { from, until: next.unwrap_or(stretch.until) },
            parts,
            run: None,
            paid_on: None,
            is_owed: false,
            note: String::new(),
            status: InstalmentStatus::Planned,
        });
    }
    if all.is_empty() { Err(ScheduleError::Nothing) } else { Ok(all) }
}

/// What is still to be paid of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToPay {
    /// The line.
    pub line: PieceId,
    /// The outcome that it serves.
    pub outcome: Option<PieceId>,
    /// From when until when it is needed.
    pub stretch: Stretch,
    /// How much.
    pub amount: Pence,
}

/// What is paid on each of these days, each with the last day that it is for, so that every line is paid to the penny.
#[must_use]
pub fn parts_on(days: &[(Date, Date)], lines: impl IntoIterator<Item = ToPay>) -> Vec<Vec<PartFor>> {
    let mut parts: Vec<Vec<PartFor>> = vec![Vec::new(); days.len()];
    for ToPay { line, outcome, stretch, amount } in lines.into_iter().filter(|one| one.amount > Pence::ZERO) {
        // a line is paid on the days of its own stretch; one that is shorter than a step, on the last day before its end
        let is_own = |(day, covers_until): &(Date, Date)| *covers_until >= stretch.from && *day <= stretch.until;
        let own: Vec<usize> = (0..days.len()).filter(|at| days.get(*at).is_some_and(is_own)).collect();
        let own = if own.is_empty() { vec![0] } else { own };
        for (at, amount) in own.iter().zip(spread(amount, own.len())) {
            if let Some(parts) = parts.get_mut(*at)
                && amount > Pence::ZERO
            {
                parts.push(PartFor { line, outcome, amount });
            }
        }
    }
    parts
}

/// The rhythm that payments on these days have, the earliest first; once where there is only one. Days on which nothing was to
/// be paid may be missing.
#[must_use]
pub fn rhythm_of(planned: &[Date]) -> Rhythm {
    // four weeks from 1 February are a month, too: the third day tells them apart
    let few: Vec<Date> = planned.iter().take(3).copied().collect();
    let (Some(first), Some(last)) = (few.first(), few.last().filter(|_| few.len() > 1)) else { return Rhythm::Once };
    let fits = |rhythm: &Rhythm| few.iter().all(|day| days(*rhythm, *first, *last).contains(day));
    let all = [Rhythm::Quarterly, Rhythm::Monthly, Rhythm::FourWeekly];
    all.into_iter().find(fits).unwrap_or(Rhythm::Monthly)
}

/// A sum in so many parts that come to it again; the first ones have the odd pence.
#[must_use]
pub fn spread(sum: Pence, parts: usize) -> Vec<Pence> {
    let Some(count) = i64::try_from(parts).ok().filter(|count| *count > 0) else { return Vec::new() };
    let (each, odd) = (sum.0.div_euclid(count), sum.0.rem_euclid(count));
    (0..count).map(|at| Pence(each.saturating_add(i64::from(at < odd)))).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const YEAR: Stretch = Stretch { from: date(2026, 10, 1), until: date(2027, 9, 30) };

    fn line(number: u128, pence: i64, stretch: Stretch) -> (HandOnLine, Option<PieceId>) {
        let piece = PieceId(Uuid::from_u128(number));
        let stream = "social-care".to_owned();
        let (payee, amount) = (String::new(), Pence(pence));
        let line = HandOnLine { piece, stream, amount, hours: None, stretch, payee, holding: None };
        (line, None)
    }

    fn made(lines: &[(HandOnLine, Option<PieceId>)], rhythm: Rhythm, first: Date) -> Vec<Instalment> {
        let ids = (PersonId(Uuid::from_u128(1)), HoldingId(Uuid::from_u128(2)), "social-care");
        instalments(ids, YEAR, lines, (rhythm, first)).unwrap()
    }

    #[test]
    fn suffolk_payments_fall_on_the_same_day_of_every_month() {
        let made = made(&[line(7, 93_800, YEAR)], Rhythm::Monthly, date(2026, 10, 1));
        assert_eq!(made.len(), 12);
        assert!(made.iter().all(|one| one.due.day() == 1));
        assert_eq!(made.iter().map(|one| one.total().0).sum::<i64>(), 93_800, "to the penny");
        assert_eq!((made[0].total(), made[11].total()), (Pence(7_817), Pence(7_816)));
        assert_eq!(made[1].covers, Stretch { from: date(2026, 11, 1), until: date(2026, 11, 30) });
        let last = days(Rhythm::Monthly, date(2026, 12, 31), date(2027, 4, 30));
        assert_eq!(last[2..4], [date(2027, 2, 28), date(2027, 3, 31)]);
    }

    #[test]
    fn a_year_has_thirteen_payments_of_four_weeks() {
        let made = made(&[line(7, 130_000, YEAR)], Rhythm::FourWeekly, date(2026, 10, 1));
        assert_eq!((made.len(), made[12].due), (14, date(2027, 9, 2)));
        assert_eq!(made.iter().map(|one| one.total().0).sum::<i64>(), 130_000);
    }

    #[test]
    fn a_line_is_paid_in_its_own_time() {
        let summer = Stretch { from: date(2027, 7, 20), until: date(2027, 8, 31) };
        let made = made(&[line(7, 120_000, YEAR), line(8, 30_001, summer)], Rhythm::Monthly, date(2026, 10, 1));
        let with: Vec<(i8, i64)> = made
            .iter()
            .filter_map(|one| {
                Some((one.due.month(), one.parts.iter().find(|part| part.line.0.as_u128() == 8)?.amount.0))
            })
            .collect();
        assert_eq!(with, [(7, 15_001), (8, 15_000)]);
    }

    #[test]
    fn a_rhythm_is_read_off_its_days() {
        for rhythm in [Rhythm::Monthly, Rhythm::FourWeekly, Rhythm::Quarterly] {
            for first in [date(2026, 10, 1), date(2027, 1, 31), date(2027, 2, 1)] {
                assert_eq!(rhythm_of(&days(rhythm, first, date(2028, 9, 30))), rhythm, "{first}");
            }
        }
        assert_eq!(rhythm_of(&[date(2026, 10, 1)]), Rhythm::Once);
    }

    #[test]
    fn nothing_to_pay_is_told() {
        let ids = (PersonId(Uuid::from_u128(1)), HoldingId(Uuid::from_u128(2)), "health");
        let lines = [line(7, 100, YEAR)];
        let none = instalments(ids, YEAR, &lines, (Rhythm::Monthly, date(2026, 10, 1)));
        assert_eq!(none, Err(ScheduleError::Nothing));
        let late = instalments(ids, YEAR, &lines, (Rhythm::Monthly, date(2027, 10, 1)));
        assert_eq!(late, Err(ScheduleError::FirstOutside(date(2027, 10, 1))));
    }
}
