//! Proof by parts: a box of answers that no rule settles is split until each part is proven, or a step is found that
//! lowers the value, or the effort is spent.

use super::cone::Cone;
use super::effort::Effort;
use super::search::Search;
use super::step::Step;
use super::view::{Look, View};
use crate::calculator::{Bits, Domain};

/// Most boxes that are looked at.
const MOST_BOXES: usize = 2_000;
/// One part in so many of the effort goes into looking for a counter-example before splitting.
const SEARCH_PART: u64 = 4;

/// What is known about more need and less money.
#[derive(Debug, Clone)]
pub(in crate::check) enum Verdict {
    /// No answer of greater need lowers the value.
    Proved,
    /// This one does.
    Falls(Step),
    /// Neither a proof nor a counter-example was found for these questions.
    Undecided(Bits),
}

/// A box with the questions that are still to be proven in it.
struct Task {
    domains: Vec<Domain>,
    goals: Bits,
    /// Questions that are not to be split.
    whole: Bits,
}

/// Decides whether growing need can lower the value of a cone.
pub(in crate::check) fn decide(cone: &Cone<'_>, domains: &[Domain], look: Look, effort: &mut Effort) -> Verdict {
    let root = View::of(cone, domains, effort, look);
    let goals = root.moves(cone.target).down.clone();
    if goals.is_empty() {
        return Verdict::Proved;
    }
    let mut part = effort.part(SEARCH_PART);
    let found = Search::new(cone, domains, &goals).fall(&root.hints, 40, &mut part);
    effort.give_back(&part);
    if let Some(step) = found {
        return Verdict::Falls(step);
    }
    let first = Task { domains: domains.to_vec(), goals, whole: Bits::default() };
    let mut unsettled = Bits::default();
    let mut open = vec![first];
    let mut seen = 0;
    while let Some(task) = open.pop() {
        seen += 1;
        if seen > MOST_BOXES || effort.is_spent() {
            unsettled.add(&task.goals);
            open.iter().for_each(|task| unsettled.add(&task.goals));
            break;
        }
        let view = View::of(cone, &task.domains, effort, look);
        let goals = view.moves(cone.target).down.and(&task.goals);
        if goals.is_empty() {
            continue;
        }
        let mut part = effort.part(20);
        let found = Search::new(cone, &task.domains, &goals).fall(&view.hints, 2, &mut part);
        effort.give_back(&part);
        if let Some(step) = found {
            return Verdict::Falls(step);
        }
        match split(&view, &Task { domains: task.domains.clone(), goals: goals.clone(), whole: task.whole }) {
            Some(tasks) => open.extend(tasks),
            None => unsettled.add(&goals),
        }
    }
    if unsettled.is_empty() { Verdict::Proved } else { Verdict::Undecided(unsettled) }
}

/// The parts of a box that together prove it.
fn split(view: &View<'_, '_>, task: &Task) -> Option<Vec<Task>> {
    let target = view.cone.target;
    let candidates = [&view.blame, &view.moves(target).any];
    let at = candidates.iter().find_map(|from| choose(view, task, from))?;
    let (domain, asked) = (*task.domains.get(at)?, view.cone.asked.get(at)?);
    let one = Bits::one(at);
    let with = |domain: Domain, goals: Bits, whole: Bits| {
        let mut domains = task.domains.clone();
        if let Some(slot) = domains.get_mut(at) {
            *slot = domain;
        }
        Task { domains, goals, whole }
    };
    let plain = |domain: Domain| with(domain, task.goals.clone(), task.whole.clone());
    if domain.may_be_blank && domain.may_be_answered {
        let parts = [Domain { may_be_answered: false, ..domain }, Domain { may_be_blank: false, ..domain }];
        return Some(parts.into_iter().map(plain).collect());
    }
    let middle = middle(domain, asked)?;
    let below = Domain { hi: middle - 1, ..domain };
    let above = Domain { lo: middle, ..domain };
    if !task.goals.contains(at) {
        return Some(vec![plain(below), plain(above)]);
    }
    if !view.refuses(target) && asked.count(domain) > 2 {
        // Both parts hold the middle: what rises up to it and rises from it rises over both.
        return Some(vec![plain(Domain { hi: middle, ..domain }), plain(above)]);
    }
    let rest = task.goals.without(&one);
    let mut whole = task.whole.clone();
    whole.add(&one);
    Some(vec![
        with(domain, one, whole),
        with(below, rest.clone(), task.whole.clone()),
        with(above, rest, task.whole.clone()),
    ])
}

/// The code at which the upper half of a domain begins.
fn middle(domain: Domain, asked: &super::asked::Asked) -> Option<i64> {
    let mut codes = asked.codes(domain, 1_000);
    codes.sort_unstable();
    codes.get(codes.len() / 2).copied().filter(|middle| *middle > domain.lo)
}

/// The question to split by: what has no order first, the fewest answers first; then the widest.
fn choose(view: &View<'_, '_>, task: &Task, from: &Bits) -> Option<usize> {
    let ranked = from.iter().filter_map(|at| {
        let (domain, asked) = (*task.domains.get(at)?, view.cone.asked.get(at)?);
        let count = asked.count(domain);
        if count < 2 || task.whole.contains(at) {
            return None;
        }
        let may_be_both = domain.may_be_blank && domain.may_be_answered;
        let (class, width) = match (may_be_both || !asked.is_ordered(), task.goals.contains(at)) {
            (true, _) => (0, count),
            (false, false) => (1, usize::MAX - count),
            (false, true) => (2, usize::MAX - count),
        };
        Some((class, width, at))
    });
    ranked.min().map(|(_, _, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::proof::asked;
    use crate::check::tests::plain;

    /// The parts that a scheme of one question from 0 to 3, looked up in these rows, is split into.
    fn parts(rows: &str) -> Vec<(Domain, Vec<usize>)> {
        let scheme = plain(
            "[[question]]\nid = \"q\"\nkind = \"whole\"\nmin = 0\nmax = 3\nmore-need = \"higher\"\n",
            &format!(
                "[[step]]\nid = \"budget\"\nkind = \"bands\"\nof = \"q\"\noutside = \"refused\"\nrows = [{rows}]\n"
            ),
        );
        let calculator = scheme.on(scheme.effective_from).unwrap();
        let (asked, domains) = (asked::all(&calculator), asked::domains(&calculator));
        let cone = Cone::of(&calculator, &asked, calculator.streams[0].amount);
        let view = View::of(&cone, &domains, &mut Effort::of(u64::MAX), Look::Plain);
        let task = Task { domains: domains.clone(), goals: Bits::one(0), whole: Bits::default() };
        let tasks = split(&view, &task).unwrap();
        tasks.into_iter().map(|task| (task.domains[0], task.goals.iter().collect())).collect()
    }

    fn codes(lo: i64, hi: i64) -> Domain {
        Domain { lo, hi, may_be_blank: false, may_be_answered: true }
    }

    #[test]
    fn parts_share_the_answer_at_which_they_are_cut() {
        let rows = "{ from = 0, to = 1, value = 5 }, { from = 2, to = 3, value = 3 }";
        assert_eq!(parts(rows), [(codes(0, 2), vec![0]), (codes(2, 3), vec![0])]);
    }

    #[test]
    fn where_a_sheet_may_be_refused_the_question_is_proven_whole() {
        // From 0 to 3 the amount falls, and between them nothing is known: no part alone shows it.
        let rows = "{ from = 0, to = 0, value = 5 }, { from = 3, to = 3, value = 3 }";
        assert_eq!(parts(rows), [(codes(0, 3), vec![0]), (codes(0, 1), vec![]), (codes(2, 3), vec![])]);
    }
}
