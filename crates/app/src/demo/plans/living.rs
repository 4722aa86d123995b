//! What a family, or whoever holds its fund, buys in a month: worked out from the lines of its own plan and from what is there.

use seven_core::ledger::{AccountKind, statement};
use seven_core::plan::Ratio;
use seven_core::plan::pattern::{Pattern, Stretch, Terms};
use seven_core::{Pence, PieceId};

use actions::money::{MoneyView, StreamMoney};

/// What is bought of one line.
pub(super) struct Bought {
    pub(super) line: PieceId,
    pub(super) outcome: Option<PieceId>,
    pub(super) amount: Pence,
}

/// What is bought of a stream in a month of the plan's time: on each line no more than was paid for it, in all no more than
/// `there`.
pub(super) fn of_month(
    (view, stream): (&MoneyView, &StreamMoney),
    (month, whole): (Stretch, Stretch),
    terms: &Terms,
    there: Pence,
) -> Vec<Bought> {
    let by_line = statement::by_line(&stream.stream, &view.entries);
    let (mut left, mut all) = (there, Vec::new());
    for (line, support) in &stream.support {
        let Some(money) = stream.lines.iter().find(|one| one.line == *line) else { continue };
        let paid = by_line.get(&Some(*line)).map_or(Pence::ZERO, |held| statement::of(held, AccountKind::Paid));
        let share = share(&support.pattern, (money.planned, paid), (month, whole), terms).unwrap_or(Pence::ZERO);
        let amount = share.min(paid).min(left);
        if amount > Pence::ZERO {
            left = Pence(left.0.saturating_sub(amount.0));
            all.push(Bought { line: *line, outcome: money.outcome, amount });
        }
    }
    all
}

/// A line's part of a month. A thing is paid off with what comes; visits so many times a year are bought whole; all else goes by
/// the days of the calendar.
fn share(
    pattern: &Pattern,
    (planned, paid): (Pence, Pence),
    (month, whole): (Stretch, Stretch),
    terms: &Terms,
) -> Option<Pence> {
    match pattern {
        Pattern::Once { .. } => Some(paid),
        Pattern::TimesAYear { times } => {
            let one = planned.0.checked_div(i64::from(*times)).filter(|one| *one > 0)?;
            Some(Pence(paid.0.checked_div(one)?.saturating_mul(one)))
        }
        _ => {
            let (now, in_all) = (pattern.occasions(month, whole, terms)?, pattern.occasions(whole, whole, terms)?);
            now.over(in_all)?.times(Ratio::whole(planned.0))?.floor().map(Pence)
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use seven_core::plan::pattern::{Day, Season};

    use super::*;

    #[test]
    fn a_month_buys_by_the_calendar_in_whole_visits_or_towards_a_thing() {
        let whole = Stretch::year_from(date(2025, 9, 1));
        let terms = Terms(vec![(date(2025, 9, 1), date(2026, 7, 31))]);
        let of = |pattern: &Pattern, sums: (i64, i64), month| {
            let month = Stretch { from: month, until: month.last_of_month() };
            share(pattern, (Pence(sums.0), Pence(sums.1)), (month, whole), &terms).unwrap().0
        };
        let mondays = Pattern::OnDays { days: vec![Day::Monday], season: Season::TermTime };
        // 48 Mondays of term, 4 of them in October, none in August
        assert_eq!(of(&mondays, (48_000, 4_000), date(2025, 10, 1)), 4_000);
        assert_eq!(of(&mondays, (48_000, 4_000), date(2026, 8, 1)), 0);
        let visits = Pattern::TimesAYear { times: 8 };
        assert_eq!(of(&visits, (80_000, 6_666), date(2025, 9, 1)), 0);
        assert_eq!(of(&visits, (80_000, 23_332), date(2025, 11, 1)), 20_000);
        assert_eq!(of(&Pattern::Once { on: None }, (550_000, 45_834), date(2025, 11, 1)), 45_834);
    }
}
