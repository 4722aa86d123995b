//! Who gets whom. Lines take their best expectation in the order of their points, so that a better claim goes first; where
//! points are equal what the line is decides, never where it stands. An expectation is never used more often than it can be.

use super::index::{Index, TOGETHER};
use super::learned::{Answers, Learned};
use super::score::{Due, Ready, why};
use super::why::Reason;
use super::{Expectation, Expected, Line, Match, Rules, Verdict, keys};

/// A line looks at no more expectations under one key: those nearest in time.
const MOST_LOOKED_AT: usize = 64;
/// So many lines are looked at before another thread is worth it.
const FEW_LINES: usize = 10_000;
/// A question names no more possibilities.
const MOST_ASKED: usize = 3;

/// Matches lines to expectations. The verdicts stand in the order of the lines.
#[must_use]
pub fn match_lines(
    lines: &[Line<'_>],
    expectations: &[Expectation<'_>],
    learned: &[Learned],
    rules: &Rules,
) -> Vec<Verdict> {
    let mut table = Table::of(lines, expectations, learned, rules);
    let mut verdicts = vec![Verdict::Left; lines.len()];
    let mut open: Vec<u32> = (0..u32::try_from(lines.len()).unwrap_or(u32::MAX)).collect();
    loop {
        let (done, still_open) = table.round(&open);
        let has_changed = !done.is_empty();
        for (line, found) in done {
            if let Some(verdict) = verdicts.get_mut(to_usize(line)) {
                *verdict = Verdict::Sure(found);
            }
        }
        open = still_open;
        if !has_changed || open.is_empty() {
            break;
        }
    }
    for line in open {
        let found = table.asked(line);
        if let Some(verdict) = verdicts.get_mut(to_usize(line)).filter(|_| !found.is_empty()) {
            *verdict = Verdict::Asked(found);
        }
    }
    verdicts
}

fn to_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A line's best, and how many points the next one has that is something else.
#[derive(Debug, Clone, Copy)]
struct Best {
    found: Match,
    next_points: u16,
}

struct Table<'a> {
    lines: &'a [Line<'a>],
    expectations: &'a [Expectation<'a>],
    rules: &'a Rules,
    answers: Answers,
    ready: Vec<Ready>,
    due: Vec<Due>,
    /// How often an expectation can still be used, and how much it has left.
    times: Vec<u32>,
    left: Vec<i64>,
    by_reference: Index,
    by_payee_and_sum: Index,
    by_payee: Index,
    by_sum: Index,
}

/// The possibilities of the line that is being looked at.
type Seen = Vec<(u32, Match)>;

/// A line that is sure: what it is put in order by, which one, what it takes.
type SureLine = (u16, u64, u32, Match);

/// What one look at some lines found: those that are sure, and the others.
type Looked = (Vec<SureLine>, Vec<u32>);

impl<'a> Table<'a> {
    fn of(
        lines: &'a [Line<'a>],
        expectations: &'a [Expectation<'a>],
        learned: &[Learned],
        rules: &'a Rules,
    ) -> Table<'a> {
        // the two halves of the reading have nothing to do with each other
        let (ready, due) = std::thread::scope(|scope| {
            let ready = scope.spawn(|| lines.iter().map(Ready::of).collect::<Vec<_>>());
            let due: Vec<Due> = expectations.iter().map(Due::of).collect();
            (ready.join().unwrap_or_default(), due)
        });
        let answers = Answers::of(learned);
        let all = || due.iter().zip(0_u32..);
        let entry = |key: u64, due: &Due, at: u32| (key, due.from, due.until, due.content, at);
        let exact = || all().filter(|(due, _)| !due.is_up_to);
        let (by_reference, by_payee_and_sum, by_sum) = std::thread::scope(|scope| {
            let by_reference = scope.spawn(|| {
                Index::of(all().filter(|(due, _)| due.reference != 0).map(|(due, at)| entry(due.reference, due, at)))
            });
            let by_sum = scope.spawn(|| Index::of(exact().map(|(due, at)| entry(with_sum(0, due.pence), due, at))));
            let by_payee_and_sum = Index::of(
                exact()
                    .filter(|(due, _)| due.payee != 0)
                    .map(|(due, at)| entry(with_sum(due.payee, due.pence), due, at)),
            );
            (by_reference.join().unwrap_or_default(), by_payee_and_sum, by_sum.join().unwrap_or_default())
        });
        let names = |due: &Due| {
            let own = Some(due.payee).filter(|own| *own != 0);
            let mut names: Vec<u64> = answers.names_of(due.teaches).chain(own).collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        let by_payee =
            Index::of(all().filter(|(due, _)| due.is_up_to).flat_map(|(due, at)| {
                names(due).into_iter().map(move |name| entry(name, due, at)).collect::<Vec<_>>()
            }));
        let times = expectations.iter().map(|expected| match expected.sum {
            Expected::Exactly(_, times) => times,
            Expected::UpTo(_) => u32::MAX,
        });
        let left = due.iter().map(|due| due.pence.saturating_abs()).collect();
        Table {
            lines,
            expectations,
            rules,
            answers,
            ready,
            times: times.collect(),
            left,
            by_reference,
            by_payee_and_sum,
            by_payee,
            by_sum,
            due,
        }
    }

    /// One round: whoever is sure takes theirs, the best first. What is taken, and the lines that are still open.
    fn round(&mut self, open: &[u32]) -> (Vec<(u32, Match)>, Vec<u32>) {
        let (mut sure, mut still_open) = self.looked_at(open);
        sure.sort_unstable_by_key(|(order, content, line, _)| (*order, *content, *line));
        let mut done = Vec::with_capacity(sure.len());
        let mut seen = Seen::new();
        for (_, _, line, mut found) in sure {
            if !self.can_take(line, &found) {
                // somebody with as good a claim was first: another that is as good is taken at once
                match self.sure(line, &mut seen).filter(|again| again.points == found.points) {
                    Some(again) => found = again,
                    None => {
                        still_open.push(line);
                        continue;
                    }
                }
            }
            self.take(line, &found);
            done.push((line, found));
        }
        (done, still_open)
    }

    /// Looks at lines, many at once where there are many: as nothing is taken meanwhile, nobody is in anybody's way.
    fn looked_at(&self, open: &[u32]) -> Looked {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(open.len() / FEW_LINES + 1);
        let each = open.len().div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            let parts: Vec<_> = open.chunks(each).map(|some| scope.spawn(|| self.looked_at_some(some))).collect();
            let (mut sure, mut still_open) = Looked::default();
            for (part, lines) in parts.into_iter().zip(open.chunks(each)) {
                // what a thread did not bring to its end is done here
                let (more, others) = part.join().unwrap_or_else(|_| self.looked_at_some(lines));
                sure.extend(more);
                still_open.extend(others);
            }
            (sure, still_open)
        })
    }

    fn looked_at_some(&self, open: &[u32]) -> Looked {
        let mut sure = Vec::with_capacity(open.len());
        let (mut still_open, mut seen) = (Vec::new(), Seen::new());
        for lines in open.chunks(TOGETHER) {
            self.look_ahead(lines);
            for line in lines {
                match (self.sure(*line, &mut seen), self.ready.get(to_usize(*line))) {
                    (Some(found), Some(ready)) => sure.push((u16::MAX - found.points, ready.content, *line, found)),
                    _ => still_open.push(*line),
                }
            }
        }
        (sure, still_open)
    }

    /// Looks where some lines will look first: what is due by their name and sum, and by their reference.
    fn look_ahead(&self, lines: &[u32]) {
        let ready = || lines.iter().filter_map(|line| self.ready.get(to_usize(*line)));
        let by_name = self.by_payee_and_sum.look_ahead(ready().map(|ready| with_sum(ready.payee, ready.pence)));
        let by_reference = self.by_reference.look_ahead(ready().map(|ready| ready.reference));
        let seen = by_name.chain(by_reference).map(|expectation| {
            let at = to_usize(expectation);
            let due = self.due.get(at).map_or(0, |due| due.content);
            due ^ u64::from(self.times.get(at).copied().unwrap_or_default())
        });
        std::hint::black_box(seen.fold(0, |all, one| all ^ one));
    }

    fn can_take(&self, line: u32, found: &Match) -> bool {
        let at = to_usize(found.expectation);
        let pence = self.ready.get(to_usize(line)).map_or(0, |ready| ready.pence.saturating_abs());
        let is_up_to = self.due.get(at).is_some_and(|due| due.is_up_to);
        let fits = !is_up_to || self.left.get(at).is_some_and(|left| pence <= *left);
        fits && self.times.get(at).is_some_and(|times| *times > 0)
    }

    fn take(&mut self, line: u32, found: &Match) {
        let at = to_usize(found.expectation);
        let pence = self.ready.get(to_usize(line)).map_or(0, |ready| ready.pence.saturating_abs());
        let Some(due) = self.due.get(at) else { return };
        let is_up_to = due.is_up_to;
        if let Some(left) = self.left.get_mut(at).filter(|_| is_up_to) {
            *left -= pence;
        }
        if let Some(times) = self.times.get_mut(at).filter(|_| !is_up_to) {
            *times = times.saturating_sub(1);
        }
    }

    /// A line's match, if it is sure: enough points, the same sum, and well ahead of anything else.
    fn sure(&self, line: u32, seen: &mut Seen) -> Option<Match> {
        let best = self.best(line, seen)?;
        let is_ahead = best.found.points >= best.next_points.saturating_add(self.rules.lead);
        let is_sum = !best.found.why.has(Reason::OtherSum);
        (best.found.points >= self.rules.sure && is_ahead && is_sum).then_some(best.found)
    }

    fn best(&self, line: u32, seen: &mut Seen) -> Option<Best> {
        self.look(line, seen);
        let content = |found: &Match| self.due.get(to_usize(found.expectation)).map_or(0, |due| due.content);
        let order = |found: &Match| (found.points, u16::MAX - found.why.days(), content(found), found.expectation);
        let (_, best) = seen.iter().max_by_key(|(_, found)| order(found))?;
        let series = |found: &Match| self.due.get(to_usize(found.expectation)).map_or(0, |due| due.series);
        let others = seen.iter().filter(|(_, found)| series(found) != series(best));
        let next_points = others.map(|(_, found)| found.points).max().unwrap_or_default();
        Some(Best { found: *best, next_points })
    }

    /// What a question about a line names, the likeliest first.
    fn asked(&self, line: u32) -> Vec<Match> {
        let mut seen = Seen::new();
        self.look(line, &mut seen);
        let mut found: Vec<Match> = seen.iter().map(|(_, found)| *found).collect();
        found.retain(|found| found.points >= self.rules.asked);
        let of =
            |found: &Match| self.due.get(to_usize(found.expectation)).map_or((0, 0), |due| (due.series, due.content));
        found.sort_by_key(|found| (u16::MAX - found.points, found.why.days(), of(found), found.expectation));
        let mut told = Vec::new();
        found.retain(|found| {
            let is_new = !told.contains(&of(found).0);
            told.push(of(found).0);
            is_new
        });
        found.truncate(MOST_ASKED);
        found
    }

    /// Gathers what a line may be. Where its name with its sum, or its reference, finds somebody sure, a sum alone cannot come
    /// near; so the wider searches are left out.
    fn look(&self, line: u32, seen: &mut Seen) {
        seen.clear();
        let Some(ready) = self.ready.get(to_usize(line)).copied() else { return };
        let window = (i32::from(self.rules.most_days_early), i32::from(self.rules.most_days_late));
        let mut found: [u32; MOST_LOOKED_AT] = [0; MOST_LOOKED_AT];
        for step in 0..4 {
            let (index, key) = match step {
                0 if ready.payee != 0 => (&self.by_payee_and_sum, with_sum(ready.payee, ready.pence)),
                1 if ready.reference != 0 => (&self.by_reference, ready.reference),
                2 if ready.payee != 0 => (&self.by_payee, ready.payee),
                3 => (&self.by_sum, with_sum(0, ready.pence)),
                _ => continue,
            };
            let mut many = 0;
            let times = &self.times;
            index.near(key, window, ready.day, MOST_LOOKED_AT, |expectation| {
                let is_free = times.get(to_usize(expectation)).is_some_and(|times| *times > 0);
                if let Some(place) = found.get_mut(many).filter(|_| is_free) {
                    *place = expectation;
                    many += 1;
                }
                is_free
            });
            for expectation in found.iter().take(many) {
                self.weigh((line, &ready), *expectation, seen);
            }
            let sure = self.rules.sure;
            if step >= 1 && seen.iter().any(|(_, found)| found.points >= sure) {
                return;
            }
        }
    }

    fn weigh(&self, (line, ready): (u32, &Ready), expectation: u32, seen: &mut Seen) {
        if seen.iter().any(|(known, _)| *known == expectation) {
            return;
        }
        let at = to_usize(expectation);
        let (Some(text), Some(expected), Some(due)) =
            (self.lines.get(to_usize(line)), self.expectations.get(at), self.due.get(at))
        else {
            return;
        };
        let left = self.left.get(at).copied().unwrap_or_default();
        if let Some(why) = why((text, ready), (expected, due), left, &self.answers, self.rules) {
            seen.push((expectation, Match { expectation, points: why.points(self.rules), why }));
        }
    }
}

/// A name with a sum as one key.
fn with_sum(payee: u64, pence: i64) -> u64 {
    keys::mix(payee, pence.cast_unsigned())
}
