//! A stream's money for the time of a plan: a yearly sum for a shorter plan is its share by days, a weekly one counts the
//! weeks, a sum that is paid once is paid whole.

use super::Ratio;
use super::pattern::Stretch;
use crate::Pence;

/// What a sum that was told for a period comes to in a plan's time, rounded once; nothing for a period that is not known
/// or a sum that does not fit.
#[must_use]
pub fn for_the_plan(amount: Pence, period: &str, plan: Stretch) -> Option<Pence> {
    let days = i128::from(plan.length());
    let share = match period {
        "year" => Ratio::new(days, i128::from(Stretch::year_from(plan.from).length()))?,
        "month" => Ratio::new(days.checked_mul(12)?, i128::from(Stretch::year_from(plan.from).length()))?,
        "week" => Ratio::new(days, 7)?,
        "day" => Ratio::new(days, 1)?,
        "once" => Ratio::whole(1),
        _ => return None,
    };
    share.times(Ratio::whole(amount.0))?.rounded().map(Pence)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_sum_is_for_the_plans_own_time() {
        let year = Stretch::year_from(date(2027, 4, 1));
        let half = Stretch { from: date(2026, 4, 1), until: date(2026, 9, 30) };
        for (amount, period, plan, sum) in [
            (460_000, "year", year, 460_000),
            (365_000, "year", half, 183_000),
            (8_200, "week", year, 428_743),
            (550_000, "once", half, 550_000),
            (1_200, "month", year, 14_400),
        ] {
            assert_eq!(for_the_plan(Pence(amount), period, plan), Some(Pence(sum)), "{period}");
        }
        assert_eq!(for_the_plan(Pence(1), "fortnight", year), None);
    }
}
