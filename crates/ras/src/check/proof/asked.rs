//! A question as the proof sees it: which way need grows with the code of its answer, and which codes tell answers apart.

use crate::calculator::{BLANK, Calculator, Domain, Input, Op};
use crate::scheme::{NeedDirection, QuestionKind};

/// How need grows with the code of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Toward {
    /// A greater code is greater need.
    Greater,
    /// A smaller code is greater need.
    Smaller,
    /// The answers have no order of need.
    Unordered,
}

/// A question with its order of need.
#[derive(Debug, Clone)]
pub(in crate::check) struct Asked {
    pub(in crate::check) toward: Toward,
    /// For a date of birth: the first code of each age, rising.
    birthdays: Vec<i64>,
    /// Whether only the age matters, not the day itself.
    is_by_age: bool,
}

/// Every question of a calculator.
pub(in crate::check) fn all(calculator: &Calculator) -> Vec<Asked> {
    let mut is_dated = vec![false; calculator.inputs.len()];
    for node in &calculator.nodes {
        if let Op::Days { .. } = node.op {
            for question in node.op.questions() {
                if let Some(flag) = is_dated.get_mut(question) {
                    *flag = true;
                }
            }
        }
    }
    calculator.inputs.iter().zip(is_dated).map(|(input, is_dated)| Asked::of(input, is_dated)).collect()
}

/// The answers that a sheet may hold. A required question is always answered: a blank where it is asked is refused, and
/// where it is not asked every answer counts as the blank.
pub(in crate::check) fn domains(calculator: &Calculator) -> Vec<Domain> {
    let domain = |input: &Input| Domain { may_be_blank: !input.is_required, ..Domain::of(input) };
    calculator.inputs.iter().map(domain).collect()
}

impl Asked {
    fn of(input: &Input, is_dated: bool) -> Asked {
        let is_birth = matches!(input.kind, QuestionKind::DateOfBirth { .. });
        let toward = match (input.need, is_birth) {
            (NeedDirection::None, _) => Toward::Unordered,
            // Older is more; and who is older was born on an earlier day.
            (NeedDirection::Higher, false) | (NeedDirection::Lower, true) => Toward::Greater,
            (NeedDirection::Lower, false) | (NeedDirection::Higher, true) => Toward::Smaller,
        };
        let birthdays = if is_birth { first_of_each_age(input) } else { Vec::new() };
        Asked { toward, birthdays, is_by_age: is_birth && !is_dated }
    }

    /// For a date of birth: the codes within a domain at which the age is another than for the code before.
    pub(in crate::check) fn birthdays(&self, domain: Domain) -> impl Iterator<Item = i64> + '_ {
        self.birthdays.iter().copied().filter(move |first| domain.lo < *first && *first <= domain.hi)
    }

    pub(in crate::check) fn is_ordered(&self) -> bool {
        self.toward != Toward::Unordered
    }

    /// How many answers can be told apart, a blank included.
    pub(in crate::check) fn count(&self, domain: Domain) -> usize {
        self.answered_count(domain) + usize::from(domain.may_be_blank)
    }

    fn answered_count(&self, domain: Domain) -> usize {
        if !domain.may_be_answered {
            0
        } else if self.is_by_age {
            1 + self.birthdays(domain).count()
        } else {
            usize::try_from(domain.hi.saturating_sub(domain.lo)).unwrap_or(usize::MAX).saturating_add(1)
        }
    }

    /// The codes that tell answers apart, in the order of growing need (or of codes); at most `most` of them, spread
    /// evenly when there are more. A blank is not among them.
    pub(in crate::check) fn codes(&self, domain: Domain, most: usize) -> Vec<i64> {
        let count = self.answered_count(domain);
        let mut codes: Vec<i64> = if count == 0 {
            Vec::new()
        } else if self.is_by_age {
            spread(&std::iter::once(domain.lo).chain(self.birthdays(domain)).collect::<Vec<_>>(), most)
        } else if count <= most {
            (domain.lo..=domain.hi).collect()
        } else {
            let width = i128::from(domain.hi) - i128::from(domain.lo);
            let parts = i128::try_from(most.max(2) - 1).unwrap_or(1);
            let at = |part: i128| i64::try_from(i128::from(domain.lo) + width * part / parts).unwrap_or(domain.lo);
            (0..=parts).map(at).collect()
        };
        codes.dedup();
        if self.toward == Toward::Smaller {
            codes.reverse();
        }
        codes
    }

    /// The code of least need (or the first), or a blank where nothing else is possible.
    pub(in crate::check) fn least(&self, domain: Domain) -> i64 {
        match self.toward {
            _ if !domain.may_be_answered => BLANK,
            Toward::Smaller => domain.hi,
            Toward::Greater | Toward::Unordered => domain.lo,
        }
    }

    /// The code of greatest need (or the last), or a blank where nothing else is possible.
    pub(in crate::check) fn greatest(&self, domain: Domain) -> i64 {
        match self.toward {
            _ if !domain.may_be_answered => BLANK,
            Toward::Smaller => domain.lo,
            Toward::Greater | Toward::Unordered => domain.hi,
        }
    }

    /// Whether `to` is greater need than `from`.
    pub(in crate::check) fn is_more(&self, from: i64, to: i64) -> bool {
        match self.toward {
            _ if from == BLANK || to == BLANK => false,
            Toward::Greater => to > from,
            Toward::Smaller => to < from,
            Toward::Unordered => false,
        }
    }
}

fn first_of_each_age(input: &Input) -> Vec<i64> {
    let mut firsts = Vec::new();
    let mut before = None;
    for code in input.lo..=input.hi {
        let age = input.age_of(code);
        if age != before {
            firsts.push(code);
            before = age;
        }
    }
    firsts
}

/// At most so many of a list, the ends among them.
fn spread(codes: &[i64], most: usize) -> Vec<i64> {
    if codes.len() <= most {
        return codes.to_vec();
    }
    let parts = most.max(2) - 1;
    (0..=parts).filter_map(|part| codes.get((codes.len() - 1) * part / parts).copied()).collect()
}
