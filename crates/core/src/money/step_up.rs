//! From a worker's small budget to money of the family's own: what was found and explained so far is the beginning of the plan. The
//! small budget stays usable until the first payment of the family's own has gone, so that nothing stops meanwhile.

use super::Find;
use crate::plan::pattern::Pattern;
use crate::plan::support::{Paid, Part, Quadrant, Quantity, Support, SupportKind, Unit, UnitPrice};

/// Lines of a plan with the places of the finds that each is made of: the same thing for the same sum is one line, so many times a
/// year. What was had without paying is a line too.
#[must_use]
pub fn beginning(finds: &[Find]) -> Vec<(Vec<usize>, Support)> {
    let is_same = |one: &Find, other: &Find| {
        one.stream == other.stream
            && one.amount == other.amount
            && one.what.trim().to_lowercase() == other.what.trim().to_lowercase()
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, find) in finds.iter().enumerate() {
        let known = groups
            .iter_mut()
            .find(|group| group.first().and_then(|first| finds.get(*first)).is_some_and(|first| is_same(first, find)));
        match known {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
        .into_iter()
        .filter_map(|group| {
            let find = finds.get(*group.first()?)?;
            let times = u16::try_from(group.len()).unwrap_or(u16::MAX);
            Some((group, line(find, times)?))
        })
        .collect()
}

fn line(find: &Find, times: u16) -> Option<Support> {
    let paid = match find.amount.0 {
        1.. => Some(Paid {
            stream: find.stream.clone(),
            price: UnitPrice::of(find.amount)?,
            part: Part::Whole,
            employing: None,
            payee: String::new(),
        }),
        _ => None,
    };
    Some(Support {
        what: find.what.trim().to_owned(),
        who: String::new(),
        kind: SupportKind::Activity,
        quadrant: if paid.is_some() { Quadrant::SelfDirected } else { Quadrant::Community },
        outcomes: Vec::new(),
        pattern: if times > 1 { Pattern::TimesAYear { times } } else { Pattern::Once { on: None } },
        from: None,
        until: None,
        quantity: Quantity::ONE,
        unit: Unit::Item,
        paid,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::money::find::FindStatus;
    use crate::{Pence, PersonId};

    fn find(what: &str, pence: i64) -> Find {
        Find {
            child: PersonId(Uuid::from_u128(1)),
            worker: PersonId(Uuid::from_u128(2)),
            stream: "practice".to_owned(),
            what: what.to_owned(),
            amount: Pence(pence),
            worth: None,
            on: date(2026, 9, 1),
            explained: None,
            carried: None,
            status: FindStatus::Explained,
        }
    }

    #[test]
    fn the_same_thing_for_the_same_sum_is_one_line() {
        let finds = [find("Swimming", 600), find("a lock", 4_000), find("swimming ", 600), find("Swimming", 650)];
        let lines = beginning(&finds);
        let told: Vec<(&[usize], &str)> = lines.iter().map(|(at, line)| (at.as_slice(), line.what.as_str())).collect();
        assert_eq!(told, [(&[0, 2][..], "Swimming"), (&[1], "a lock"), (&[3], "Swimming")]);
        assert_eq!(lines[0].1.pattern, Pattern::TimesAYear { times: 2 });
        assert_eq!(lines[0].1.paid.as_ref().map(|paid| paid.price), UnitPrice::of(Pence(600)));
    }

    #[test]
    fn what_was_had_without_paying_is_a_line_without_money() {
        let lines = beginning(&[find("the library's club", 0)]);
        assert_eq!((lines[0].1.is_paid(), lines[0].1.quadrant), (false, Quadrant::Community));
        assert_eq!(beginning(&[]), []);
    }
}
