//! This time beside last time: which answers changed, and what that did to points and amounts. Both stand.

use ras::record::{Record, StreamRecord};

use crate::Pence;

/// An answer that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerChange {
    /// The question's id.
    pub question: String,
    /// Last time; none where it was not asked or not answered.
    pub was: Option<String>,
    /// This time; none where it is not asked or not answered.
    pub is: Option<String>,
}

/// One stream then and now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamChange {
    /// The stream's id.
    pub stream: String,
    /// Points last time.
    pub points_was: Option<String>,
    /// Points this time.
    pub points_is: Option<String>,
    /// Amount last time.
    pub amount_was: Option<Pence>,
    /// Amount this time.
    pub amount_is: Option<Pence>,
    /// The second less the first, where both are amounts for the same period.
    pub change: Option<Pence>,
}

/// This time beside last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Answers that changed, by question id.
    pub answers: Vec<AnswerChange>,
    /// Every stream of either time, those of this time first.
    pub streams: Vec<StreamChange>,
    /// Whether both were worked out by the same rules; if not, an amount may move though no answer did.
    pub is_same_scheme: bool,
}

/// Compares two stored results of one child.
#[must_use]
pub fn compare(last: &Record, now: &Record) -> Comparison {
    let mut questions: Vec<&String> = last.answers.keys().chain(now.answers.keys()).collect();
    questions.sort_unstable();
    questions.dedup();
    let answers = questions.into_iter().filter_map(|question| {
        let (was, is) = (last.answers.get(question), now.answers.get(question));
        (was != is).then(|| AnswerChange { question: question.clone(), was: was.cloned(), is: is.cloned() })
    });
    let find = |record: &'_ Record, id: &str| record.streams.iter().position(|stream| stream.stream == id);
    let gone = last.streams.iter().filter(|stream| find(now, &stream.stream).is_none());
    let both =
        now.streams.iter().map(|stream| (find(last, &stream.stream).and_then(|at| last.streams.get(at)), Some(stream)));
    let streams = both.chain(gone.map(|stream| (Some(stream), None)));
    Comparison {
        answers: answers.collect(),
        streams: streams.map(|(was, is)| stream_change(was, is)).collect(),
        is_same_scheme: last.hash == now.hash,
    }
}

fn stream_change(was: Option<&StreamRecord>, is: Option<&StreamRecord>) -> StreamChange {
    let amount = |stream: Option<&StreamRecord>| Pence::read(stream?.amount.as_deref()?).ok();
    let is_same_period = was.zip(is).is_some_and(|(was, is)| was.period == is.period);
    let (amount_was, amount_is) = (amount(was), amount(is));
    let both = amount_was.zip(amount_is).filter(|_| is_same_period);
    StreamChange {
        stream: is.or(was).map(|stream| stream.stream.clone()).unwrap_or_default(),
        points_was: was.and_then(|stream| stream.points.clone()),
        points_is: is.and_then(|stream| stream.points.clone()),
        amount_was,
        amount_is,
        change: both.and_then(|(was, is)| is.minus(was)),
    }
}
