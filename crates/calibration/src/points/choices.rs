//! What people choose about points, and why there may be none.

use super::link::Link;

/// What weights are to be near to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PointLoss {
    /// Least squares.
    Squares,
    /// A quantile; 0.5 is the least absolute distance.
    Quantile(f64),
    /// Squares near the fit and distance far from it, so that a few extreme costs do not decide.
    Huber,
}

/// What people, not the cases, decide about one answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Lock {
    /// The question.
    pub question: String,
    /// The option.
    pub option: String,
    /// The least that it is worth, in pounds (or in their link's measure).
    pub least: f64,
    /// The most that it is worth; the same as the least locks it.
    pub most: f64,
}

/// How points are made.
#[derive(Debug, Clone, PartialEq)]
pub struct PointChoices {
    /// What weights are to be near to.
    pub loss: PointLoss,
    /// The measure in which answers add up.
    pub link: Link,
    /// Whether everyone has a sum before any answer counts; it is never below nought.
    pub has_base: bool,
    /// What people decided.
    pub locks: Vec<Lock>,
    /// Points of the answer that is worth most.
    pub largest_points: i64,
}

impl Default for PointChoices {
    fn default() -> PointChoices {
        PointChoices {
            loss: PointLoss::Squares,
            link: Link::Plain,
            has_base: true,
            locks: Vec::new(),
            largest_points: 50,
        }
    }
}

/// Why there are no points.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PointsError {
    /// No answers.
    #[error("the cases have no answers to learn from: name the columns that hold them")]
    NoAnswers,
    /// More to learn than there is to learn from.
    #[error(
        "{cases} cases cannot tell {unknowns} answers apart: with {questions} questions that have cases for each answer, at \
         least {unknowns} cases are needed and ten times as many are wise; ask about at most {nearest} of the questions, or put \
         levels together"
    )]
    FewCases {
        /// Cases.
        cases: usize,
        /// Answers to be weighed.
        unknowns: usize,
        /// Questions.
        questions: usize,
        /// Questions that the cases could carry.
        nearest: usize,
    },
    /// A lock on nothing.
    #[error("the lock on `{question}`, `{option}` names no answer of the file; it has {found}")]
    UnknownLock {
        /// The question named.
        question: String,
        /// The option named.
        option: String,
        /// What there is.
        found: String,
    },
    /// Locks that contradict each other, or the order of answers.
    #[error(
        "the locks on `{question}` contradict each other: `{lower}` is at least {least} and `{upper}`, more need, at most {most}; the nearest is {least} for both"
    )]
    Contradiction {
        /// The question.
        question: String,
        /// The lesser answer.
        lower: String,
        /// Its least.
        least: f64,
        /// The greater answer.
        upper: String,
        /// Its most.
        most: f64,
    },
    /// Nothing can be learned.
    #[error("every answer came out worth nothing: the costs have no link with these questions that rises with need")]
    NoLink,
    /// A quantile outside what means anything.
    #[error("the quantile {0} is not between 0.01 and 0.99: 0.5 is the median")]
    Quantile(f64),
    /// The solver found nothing.
    #[error("no weights keep to all of the locks")]
    NoSolution,
    /// A link that the costs do not allow.
    #[error("{0} cases cost nothing, and the log of nought does not exist: use the square root or plain sums")]
    LogOfNought(usize),
}
