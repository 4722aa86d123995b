//! The questions of a scheme that is there already, each answer with its points, so that a new table can stand behind the same
//! questions. Points of several sets are added up: a table made here is for all support together.

use super::draft::DraftQuestion;
use ras::scheme::{Question, QuestionKind};
use ras::{Ratio, Scheme};

/// Why a scheme's questions cannot be taken over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AskedError {
    /// Points that are no whole numbers.
    #[error("`{question}` gives points that are not whole: multiply all points of the scheme so that they are")]
    NotWhole {
        /// The question.
        question: String,
    },
    /// Points that fall while need grows.
    #[error("`{question}` gives fewer points for a later option: its options do not stand in the order of need")]
    Falls {
        /// The question.
        question: String,
    },
    /// None of its questions has levels and points.
    #[error("the scheme `{0}` has no question with levels and points")]
    Nothing(String),
}

/// The questions with levels, or answered yes or no, that give points.
///
/// # Errors
/// [`AskedError`].
pub fn asked(scheme: &Scheme) -> Result<Vec<DraftQuestion>, AskedError> {
    let words = scheme.words_in(&scheme.language);
    let mut made = Vec::new();
    for question in scheme.questions.iter().filter(|question| !question.points.is_empty()) {
        let Some(options) = options(question) else { continue };
        let points = points(question, options.len())?;
        let worded = words.questions.get(&question.id);
        let word = |option: &String| {
            let text = worded.and_then(|worded| worded.options.get(option)).cloned();
            (option.clone(), text.unwrap_or_else(|| option.clone()))
        };
        let text = worded.and_then(|worded| worded.text.clone()).unwrap_or_else(|| question.id.clone());
        made.push(DraftQuestion { id: question.id.clone(), text, options: options.iter().map(word).collect(), points });
    }
    if made.is_empty() { Err(AskedError::Nothing(scheme.id.clone())) } else { Ok(made) }
}

/// Options from least to most need.
fn options(question: &Question) -> Option<Vec<String>> {
    match &question.kind {
        QuestionKind::Levels(options) => Some(options.clone()),
        QuestionKind::YesNo => Some(["no", "yes"].map(str::to_owned).to_vec()),
        _ => None,
    }
}

fn points(question: &Question, options: usize) -> Result<Vec<i64>, AskedError> {
    let not_whole = || AskedError::NotWhole { question: question.id.clone() };
    let mut sums = vec![0_i64; options];
    for (_, set) in &question.points {
        // a single number is for yes
        let of_no = (set.len() == 1 && options == 2).then_some(Ratio::ZERO);
        for (sum, points) in sums.iter_mut().zip(of_no.iter().chain(set)) {
            *sum += whole(*points, question.weight).ok_or_else(not_whole)?;
        }
    }
    match sums.is_sorted() {
        true => Ok(sums),
        false => Err(AskedError::Falls { question: question.id.clone() }),
    }
}

/// The product of two numbers, where it is whole.
fn whole(points: Ratio, weight: Ratio) -> Option<i64> {
    let product = points.times(weight).filter(|product| product.is_whole())?;
    i64::try_from(product.num()).ok()
}

/// The points of somebody's answers; a question without an answer gives those of its least option.
#[must_use]
pub fn answered<'a>(questions: &[DraftQuestion], answer: impl Fn(&str) -> Option<&'a str>) -> i64 {
    let points = |question: &DraftQuestion| {
        let given = answer(&question.id);
        let at = question.options.iter().position(|(option, _)| Some(option.as_str()) == given).unwrap_or(0);
        question.points.get(at).copied().unwrap_or(0)
    };
    questions.iter().map(points).sum()
}
