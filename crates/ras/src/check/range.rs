//! The least and greatest amount of a stream: the best sheet that is found, and a bound that no sheet passes. Where the two
//! meet, the end is exact.

use super::proof::cone::Cone;
use super::proof::effort::{Dice, Effort};
use super::proof::view::{Look, View};
use super::proof::walk::{Start, Walk};
use super::report::Extreme;
use super::sheets;
use crate::calculator::{Bits, Domain, Sheet};

/// Operations that one end may take.
const EFFORT: u64 = 8_000_000;
/// Most boxes of answers that are looked at for one end.
const MOST_BOXES: usize = 300;

/// Which end of the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Least,
    Greatest,
}

/// A box of answers with the bound of the amounts in it and the questions that move them.
struct Part {
    bound: i128,
    domains: Vec<Domain>,
    movers: Bits,
}

struct Hunt<'c, 'a> {
    cone: &'c Cone<'a>,
    end: End,
    is_monotone: bool,
    best: Option<(i128, Sheet)>,
    effort: Effort,
}

/// One end of the range. `is_monotone` says that growing need is proven never to lower the amount.
pub(super) fn extreme(cone: &Cone<'_>, domains: &[Domain], end: End, is_monotone: bool) -> Option<Extreme> {
    let mut hunt = Hunt { cone, end, is_monotone, best: None, effort: Effort::of(EFFORT) };
    hunt.climb(domains);
    let bound = hunt.bound(domains);
    let (amount, sheet) = hunt.best?;
    let sheet = plainer(cone, domains, amount, sheet);
    let bound = end.further(bound, amount);
    Some(Extreme {
        amount: sheets::money(amount),
        bound: sheets::money(bound),
        is_exact: bound == amount,
        other_answers: sheets::telling(cone, domains, &sheet, None),
        answers: sheets::answers(cone.calculator, &sheet),
    })
}

/// A sheet with the same amount and more answers at their first.
fn plainer(cone: &Cone<'_>, domains: &[Domain], amount: i128, sheet: Sheet) -> Sheet {
    let mut effort = Effort::of(EFFORT);
    let mut walk = Walk::new(cone, sheet, &mut effort);
    for (at, (asked, domain)) in cone.asked.iter().zip(domains).enumerate().filter(|(at, _)| cone.reads(*at)) {
        let kept = walk.code(at);
        let earlier = asked.codes(*domain, 200).into_iter().take_while(|code| *code != kept);
        let is_set = earlier.into_iter().any(|code| walk.set(at, code, &mut effort) && walk.value() == Some(amount));
        if !is_set && !walk.set(at, kept, &mut effort) {
            walk.sheet.set(at, kept);
            break;
        }
    }
    walk.sheet
}

impl End {
    /// Whether one amount is further out than another.
    fn is_beyond(self, one: i128, other: i128) -> bool {
        if self == End::Least { one < other } else { one > other }
    }

    fn further(self, one: i128, other: i128) -> i128 {
        if self.is_beyond(one, other) { one } else { other }
    }
}

impl Hunt<'_, '_> {
    fn take(&mut self, value: Option<i128>, sheet: &Sheet) {
        let Some(value) = value else { return };
        if self.best.as_ref().is_none_or(|(best, _)| self.end.is_beyond(value, *best)) {
            self.best = Some((value, sheet.clone()));
        }
    }

    fn take_start(&mut self, domains: &[Domain], start: Start) {
        let sheet = self.cone.start(domains, start, &mut Dice::new(1));
        self.effort.spend(self.cone.calculator.nodes.len());
        self.take(self.cone.value_of(&sheet), &sheet);
    }

    /// From a few sheets, each answer in turn is put where the amount is furthest out.
    fn climb(&mut self, domains: &[Domain]) {
        let mut dice = Dice::new(3);
        let plain = if self.end == End::Least { Start::Least } else { Start::Greatest };
        for start in [plain, Start::Least, Start::Greatest, Start::Chance, Start::Chance, Start::Chance] {
            let mut effort = self.effort.part(12);
            let mut walk = Walk::new(self.cone, self.cone.start(domains, start, &mut dice), &mut effort);
            self.take(walk.value(), &walk.sheet);
            for (at, (asked, domain)) in self.cone.asked.iter().zip(domains).enumerate() {
                if !self.cone.reads(at) {
                    continue;
                }
                let mut best = (walk.value(), walk.code(at));
                for code in asked.codes(*domain, 40) {
                    walk.set(at, code, &mut effort);
                    let is_better = match (walk.value(), best.0) {
                        (Some(value), Some(best)) => self.end.is_beyond(value, best),
                        (Some(_), None) => true,
                        (None, _) => false,
                    };
                    if is_better {
                        best = (walk.value(), code);
                    }
                }
                walk.set(at, best.1, &mut effort);
            }
            self.take(walk.value(), &walk.sheet);
            self.effort.give_back(&effort);
        }
    }

    /// A bound that no sheet passes, made tighter by splitting the box where it lies furthest out.
    fn bound(&mut self, domains: &[Domain]) -> i128 {
        let mut open: Vec<Part> = Vec::new();
        let mut seen = 0;
        self.look(domains, &mut open);
        loop {
            let beyond = |a: &Part, b: &Part| self.end.is_beyond(b.bound, a.bound);
            let furthest = open.iter().enumerate().reduce(|a, b| if beyond(a.1, b.1) { b } else { a });
            let Some((at, bound)) = furthest.map(|(at, part)| (at, part.bound)) else {
                return self.best.as_ref().map_or(0, |(best, _)| *best);
            };
            let is_settled = self.best.as_ref().is_some_and(|(best, _)| !self.end.is_beyond(bound, *best));
            seen += 1;
            if is_settled || seen > MOST_BOXES || self.effort.is_spent() {
                return bound;
            }
            let part = open.swap_remove(at);
            match halves(self.cone, &part) {
                Some(halves) => halves.iter().for_each(|half| self.look(half, &mut open)),
                None => return bound,
            }
        }
    }

    /// Adds a box with its bound, after taking what sheets it offers.
    fn look(&mut self, domains: &[Domain], open: &mut Vec<Part>) {
        let cone = self.cone;
        let view = View::of(cone, domains, &mut self.effort, Look::Plain);
        let target = view.moves(cone.target);
        let mut narrow = domains.to_vec();
        if !view.refuses(cone.target) {
            for (at, (asked, domain)) in cone.asked.iter().zip(&mut narrow).enumerate() {
                let never_lowers = self.is_monotone || !target.down.contains(at);
                let never_raises = !target.up.contains(at);
                if asked.is_ordered() && domain.may_be_answered && (never_lowers || never_raises) {
                    let is_low = (self.end == End::Least) == never_lowers;
                    let code = if is_low { asked.least(*domain) } else { asked.greatest(*domain) };
                    (domain.lo, domain.hi) = (code, code);
                }
            }
        }
        self.take_start(&narrow, Start::Least);
        self.take_start(&narrow, Start::Greatest);
        let view = View::of(cone, &narrow, &mut self.effort, Look::Plain);
        let reach = view.reach(cone.target);
        let movers = view.moves(cone.target).any.clone();
        if !movers.is_empty() || !self.is_refused(&narrow) {
            let bound = if self.end == End::Least { reach.lo } else { reach.hi };
            open.push(Part { bound, domains: narrow, movers });
        }
    }

    /// Whether a box in which nothing moves the amount holds no amount at all.
    fn is_refused(&mut self, domains: &[Domain]) -> bool {
        self.effort.spend(self.cone.calculator.nodes.len());
        self.cone.value_of(&self.cone.start(domains, Start::Least, &mut Dice::new(1))).is_none()
    }
}

/// A box cut in two at the question with the fewest answers, those without order first.
fn halves(cone: &Cone<'_>, part: &Part) -> Option<[Vec<Domain>; 2]> {
    let open = cone.asked.iter().zip(&part.domains).enumerate();
    let open = open.filter(|(at, (asked, domain))| part.movers.contains(*at) && asked.count(**domain) > 1);
    let (at, (asked, domain)) = open.min_by_key(|(_, (asked, domain))| (asked.is_ordered(), asked.count(**domain)))?;
    let (one, other) = if domain.may_be_blank && domain.may_be_answered {
        (Domain { may_be_answered: false, ..*domain }, Domain { may_be_blank: false, ..*domain })
    } else {
        let mut codes = asked.codes(*domain, 1_000);
        codes.sort_unstable();
        let middle = codes.get(codes.len() / 2).copied()?;
        (Domain { hi: middle - 1, ..*domain }, Domain { lo: middle, ..*domain })
    };
    Some([one, other].map(|half| {
        let mut halves = part.domains.clone();
        if let Some(slot) = halves.get_mut(at) {
            *slot = half;
        }
        halves
    }))
}
