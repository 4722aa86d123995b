//! What values an operation can take when every answer stays within given bounds. Exact integer interval arithmetic:
//! wide enough to hold every possible value, and checked so that the calculation itself can never overflow.

use super::input::Input;
use super::op::{NodeId, Op, RowFinder};
use super::sheet::BLANK;
use crate::number::RoundingMode;

/// The codes that answers may have: for each question the least, the greatest, and whether it may be blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Domain {
    pub(crate) lo: i64,
    pub(crate) hi: i64,
    pub(crate) may_be_blank: bool,
    pub(crate) may_be_answered: bool,
}

impl Domain {
    pub(crate) fn of(input: &Input) -> Domain {
        Domain { lo: input.lo, hi: input.hi, may_be_blank: input.may_be_blank(), may_be_answered: true }
    }

    /// Whether just one answer is left.
    pub(crate) fn is_single(self) -> bool {
        !self.may_be_answered || (!self.may_be_blank && self.lo == self.hi)
    }

    /// The code of its least answer.
    pub(crate) fn low(self) -> i64 {
        if self.may_be_answered { self.lo } else { BLANK }
    }
}

/// The least and greatest numerator, and the largest size of any number met while computing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) lo: i128,
    pub(crate) hi: i128,
    pub(crate) largest: i128,
}

/// Numbers beyond this are refused when a calculator is made (10^36).
pub(crate) const FARTHEST: i128 = 10_i128.pow(36);

impl Reach {
    fn of(lo: i128, hi: i128) -> Option<Reach> {
        Reach::with(lo, hi, lo.checked_abs()?.max(hi.checked_abs()?))
    }

    fn with(lo: i128, hi: i128, largest: i128) -> Option<Reach> {
        let largest = largest.max(lo.checked_abs()?).max(hi.checked_abs()?);
        (largest <= FARTHEST).then_some(Reach { lo, hi, largest })
    }

    fn among(values: impl IntoIterator<Item = i128>) -> Option<Reach> {
        let mut values = values.into_iter();
        let first = values.next()?;
        let (lo, hi) = values.fold((first, first), |(lo, hi), value| (lo.min(value), hi.max(value)));
        Reach::of(lo, hi)
    }

    /// Multiplied by a constant.
    fn scaled(self, by: i128) -> Option<Reach> {
        let (a, b) = (self.lo.checked_mul(by)?, self.hi.checked_mul(by)?);
        Reach::of(a.min(b), a.max(b))
    }

    fn times(self, other: Reach) -> Option<Reach> {
        let ends = [(self.lo, other.lo), (self.lo, other.hi), (self.hi, other.lo), (self.hi, other.hi)];
        let products: Option<Vec<i128>> = ends.iter().map(|(a, b)| a.checked_mul(*b)).collect();
        Reach::among(products?)
    }
}

/// The reach of an operation whose inputs have been worked out. `None` when a number could grow too large.
pub(crate) fn reach(op: &Op, reaches: &dyn Fn(NodeId) -> Reach, domains: &[Domain]) -> Option<Reach> {
    match op {
        Op::Select { when, then, otherwise } => {
            let when = reaches(*when);
            let (then, otherwise) = (reaches(*then), reaches(*otherwise));
            match (when.lo, when.hi) {
                (1, _) => Some(then),
                (_, 0) => Some(otherwise),
                _ => Reach::of(then.lo.min(otherwise.lo), then.hi.max(otherwise.hi)),
            }
        }
        Op::Sum { terms, plus } => sum(terms, *plus, reaches),
        Op::Product(parts) => product(parts, reaches),
        Op::Greatest(parts) | Op::Least(parts) => {
            let scaled: Option<Vec<Reach>> = parts.iter().map(|(node, by)| reaches(*node).scaled(*by)).collect();
            let scaled = scaled?;
            let (los, his) = (scaled.iter().map(|r| r.lo), scaled.iter().map(|r| r.hi));
            let (lo, hi) = match op {
                Op::Greatest(_) => (los.max()?, his.max()?),
                _ => (los.min()?, his.min()?),
            };
            Reach::with(lo, hi, scaled.iter().map(|r| r.largest).max()?)
        }
        Op::Power(of, exponent) => power(reaches(*of), *exponent),
        Op::Polynomial(of, coefficients) => polynomial(reaches(*of), coefficients),
        Op::Round { of, mul, div, unit, mode } => rounded(reaches(*of), *mul, *div, *unit, *mode),
        Op::Divide { of, by, mul, div, unit, mode } => divided(reaches(*of), reaches(*by), (*mul, *div, *unit), *mode),
        Op::Compare { of, mul, comparison, with } => {
            let scaled = reaches(*of).scaled(*mul)?;
            let (lo, hi) = (comparison.holds(&scaled.lo, with), comparison.holds(&scaled.hi, with));
            // `equals` can hold in the middle though it holds at neither end.
            let is_inside = *comparison == crate::scheme::Comparison::Equals && scaled.lo < *with && *with < scaled.hi;
            let (least, most) = if is_inside { (false, true) } else { (lo && hi, lo || hi) };
            Reach::with(i128::from(least), i128::from(most), scaled.largest.max(with.checked_abs()?))
        }
        Op::And(parts) => {
            Reach::of(parts.iter().map(|p| reaches(*p).lo).min()?, parts.iter().map(|p| reaches(*p).hi).min()?)
        }
        Op::Or(parts) => {
            Reach::of(parts.iter().map(|p| reaches(*p).lo).max()?, parts.iter().map(|p| reaches(*p).hi).max()?)
        }
        Op::Not(of) => Reach::of(1 - reaches(*of).hi, 1 - reaches(*of).lo),
        Op::Rows { finder, values, outside } => {
            let rows = reachable_rows(finder, reaches, values.len());
            Reach::among(rows.filter_map(|row| values.get(row).copied()).chain(*outside)).or_else(|| Reach::of(0, 0))
        }
        Op::Pick { of, .. } => {
            let scaled: Option<Vec<Reach>> = of.iter().map(|(node, by)| reaches(*node).scaled(*by)).collect();
            let scaled = scaled?;
            Reach::of(scaled.iter().map(|r| r.lo).min()?, scaled.iter().map(|r| r.hi).max()?)
        }
        Op::Line { of, xs, ys, slopes, outside } => line(reaches(*of), xs, ys, slopes, *outside),
        reading => reach_of_reading(reading, domains),
    }
}

/// The reach of an operation that reads answers, or none.
fn reach_of_reading(op: &Op, domains: &[Domain]) -> Option<Reach> {
    let domain = |question: &usize| domains.get(*question).copied();
    match op {
        Op::Const(value) => Reach::of(*value, *value),
        Op::Map { question, base, values, blank } => {
            let domain = domain(question)?;
            let (from, to) = (usize::try_from(domain.lo - base).ok()?, usize::try_from(domain.hi - base).ok()?);
            let answered = values.get(from..=to).unwrap_or_default().iter().copied().filter(|_| domain.may_be_answered);
            Reach::among(answered.chain(domain.may_be_blank.then_some(*blank)))
        }
        Op::Number { question, blank } => {
            let domain = domain(question)?;
            let ends = [i128::from(domain.lo), i128::from(domain.hi)].into_iter().filter(|_| domain.may_be_answered);
            Reach::among(ends.chain(domain.may_be_blank.then_some(*blank)))
        }
        Op::Age { question, day, unit, blank } => {
            let domain = domain(question)?;
            let ends = [domain.lo, domain.hi].map(|code| super::evaluate::age(code, *day, *unit));
            Reach::among(
                ends.into_iter().filter(|_| domain.may_be_answered).chain(domain.may_be_blank.then_some(*blank)),
            )
        }
        Op::Answered { question } => {
            let domain = domain(question)?;
            Reach::of(i128::from(!domain.may_be_blank), i128::from(domain.may_be_answered))
        }
        Op::Days { first, last, .. } => Reach::of(0, i128::from(last - first + 1)),
        _ => None,
    }
}

fn sum(terms: &[(NodeId, i128)], plus: i128, reaches: &dyn Fn(NodeId) -> Reach) -> Option<Reach> {
    let (mut lo, mut hi, mut size) = (plus, plus, plus.checked_abs()?);
    for (node, by) in terms {
        let term = reaches(*node).scaled(*by)?;
        lo = lo.checked_add(term.lo)?;
        hi = hi.checked_add(term.hi)?;
        size = size.checked_add(term.largest)?;
    }
    Reach::with(lo, hi, size)
}

fn product(parts: &[NodeId], reaches: &dyn Fn(NodeId) -> Reach) -> Option<Reach> {
    let mut all = Reach::of(1, 1)?;
    let mut largest = 1;
    for part in parts {
        all = all.times(reaches(*part))?;
        largest = largest.max(all.largest);
    }
    Reach::with(all.lo, all.hi, largest)
}

fn power(of: Reach, exponent: u32) -> Option<Reach> {
    let (a, b) = (of.lo.checked_pow(exponent)?, of.hi.checked_pow(exponent)?);
    let crosses = exponent.is_multiple_of(2) && of.lo < 0 && of.hi > 0;
    Reach::of(if crosses { 0 } else { a.min(b) }, a.max(b))
}

fn polynomial(of: Reach, coefficients: &[i128]) -> Option<Reach> {
    // Term by term; the running value of Horner's rule is bounded by the sum of the sizes.
    let (mut lo, mut hi, mut size) = (0_i128, 0_i128, 0_i128);
    for (exponent, coefficient) in coefficients.iter().enumerate() {
        let term = power(of, u32::try_from(exponent).ok()?)?.scaled(*coefficient)?;
        lo = lo.checked_add(term.lo)?;
        hi = hi.checked_add(term.hi)?;
        size = size.checked_add(term.largest)?;
    }
    let x = of.lo.checked_abs()?.max(of.hi.checked_abs()?).max(1);
    let horner =
        coefficients.iter().rev().try_fold(0_i128, |all, c| all.checked_mul(x)?.checked_add(c.checked_abs()?))?;
    Reach::with(lo, hi, size.max(horner))
}

fn rounded(of: Reach, mul: i128, div: i128, unit: i128, mode: RoundingMode) -> Option<Reach> {
    let scaled = of.scaled(mul)?;
    let end = |value: i128| mode.divide(value, div).checked_mul(unit);
    Reach::with(end(scaled.lo)?, end(scaled.hi)?, scaled.largest.max(div))
}

fn divided(of: Reach, by: Reach, (mul, div, unit): (i128, i128, i128), mode: RoundingMode) -> Option<Reach> {
    let (top, bottom) = (of.scaled(mul)?, by.scaled(div)?);
    if bottom.lo <= 0 && bottom.hi >= 0 {
        return None;
    }
    let quotient = |a: i128, b: i128| {
        let (a, b) = if b < 0 { (-a, -b) } else { (a, b) };
        mode.divide(a, b).checked_mul(unit)
    };
    let ends = [(top.lo, bottom.lo), (top.lo, bottom.hi), (top.hi, bottom.lo), (top.hi, bottom.hi)];
    let ends: Option<Vec<i128>> = ends.iter().map(|(a, b)| quotient(*a, *b)).collect();
    let all = Reach::among(ends?)?;
    Reach::with(all.lo, all.hi, top.largest.max(bottom.largest))
}

fn line(of: Reach, xs: &[i128], ys: &[i128], slopes: &[i128], outside: Option<i128>) -> Option<Reach> {
    let (first, last) = (*xs.first()?, *xs.last()?);
    let (from, to) = (of.lo.max(first), of.hi.min(last));
    let at = |x: i128| super::evaluate::on_line(x, xs, ys, slopes);
    let corners = xs.iter().zip(ys).filter(|(x, _)| from <= **x && **x <= to).map(|(_, y)| *y);
    let ends = [from, to].into_iter().filter(|_| from <= to).filter_map(at);
    let out = outside.filter(|_| of.lo < first || of.hi > last);
    Reach::among(corners.chain(ends).chain(out)).or_else(|| Reach::of(0, 0))
}

/// The rows that can be found; the order is the table's.
pub(crate) fn reachable_rows<'a>(
    finder: &'a RowFinder,
    reaches: &dyn Fn(NodeId) -> Reach,
    rows: usize,
) -> Box<dyn Iterator<Item = usize> + 'a> {
    match finder {
        RowFinder::Bands { of, ranges } => {
            let of = reaches(*of);
            let inside = move |(_, (lo, hi)): &(usize, &(i128, i128))| *lo <= of.hi && *hi >= of.lo;
            Box::new(ranges.iter().enumerate().filter(inside).map(|(row, _)| row))
        }
        RowFinder::Lookup { keys, cells } => {
            let mut seen = vec![false; rows];
            for cell in reachable_cells(keys, reaches) {
                let row = cells.get(cell).and_then(|row| (*row as usize).checked_sub(1));
                if let Some(flag) = row.and_then(|row| seen.get_mut(row)) {
                    *flag = true;
                }
            }
            Box::new(seen.into_iter().enumerate().filter(|(_, seen)| *seen).map(|(row, _)| row))
        }
    }
}

/// The cells of a lookup that its keys can come to.
pub(crate) fn reachable_cells(keys: &[super::op::Key], reaches: &dyn Fn(NodeId) -> Reach) -> Vec<usize> {
    keys.iter().fold(vec![0], |cells, key| {
        let of = reaches(key.of);
        let (from, to) = (key.class(of.lo), key.class(of.hi));
        cells.iter().flat_map(|cell| (from..=to).map(move |class| cell * key.classes() + class)).collect()
    })
}

/// Whether an operation itself can find no row.
pub(crate) fn can_miss(op: &Op, reaches: &dyn Fn(NodeId) -> Reach) -> bool {
    match op {
        Op::Rows { finder, outside: None, .. } => match finder {
            RowFinder::Bands { of, ranges } => {
                let of = reaches(*of);
                let mut next = of.lo;
                for (lo, hi) in ranges.iter().filter(|(_, hi)| *hi >= of.lo) {
                    if *lo > next {
                        break;
                    }
                    next = hi.saturating_add(1);
                }
                next <= of.hi
            }
            RowFinder::Lookup { keys, cells } => {
                reachable_cells(keys, reaches).iter().any(|cell| cells.get(*cell).is_none_or(|row| *row == 0))
            }
        },
        Op::Line { of, xs, outside: None, .. } => {
            let of = reaches(*of);
            xs.first().is_none_or(|first| of.lo < *first) || xs.last().is_none_or(|last| of.hi > *last)
        }
        _ => false,
    }
}
