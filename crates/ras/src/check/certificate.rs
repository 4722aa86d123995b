//! The certificate of one stream: proven, refuted by two sheets, or open.

use super::proof::boxes::{Verdict, decide};
use super::proof::cone::Cone;
use super::proof::effort::Effort;
use super::proof::shrink::shrink;
use super::proof::step::Step;
use super::proof::view::Look;
use super::report::{Certificate, CounterExample, Proof};
use super::sheets;
use crate::calculator::{Bits, Domain};

/// Operations that one certificate may take.
const EFFORT: u64 = 60_000_000;

/// The certificate of the stream whose amount a cone ends in. `movers` are the questions that may move the amount.
pub(super) fn certificate(cone: &Cone<'_>, domains: &[Domain], stream: &str, movers: &Bits) -> Certificate {
    let id = |at: usize| cone.calculator.inputs.get(at).map(|input| input.id.clone());
    let is_unordered = |at: &usize| cone.asked.get(*at).is_some_and(|asked| !asked.is_ordered());
    let mut certificate = Certificate {
        stream: stream.to_owned(),
        verdict: Proof::Proved,
        counter_example: None,
        undecided: Vec::new(),
        without_order: movers.iter().filter(is_unordered).filter_map(id).collect(),
    };
    match decide(cone, domains, Look::USUAL, &mut Effort::of(EFFORT)) {
        Verdict::Proved => {}
        Verdict::Undecided(questions) => {
            certificate.verdict = Proof::Undecided;
            certificate.undecided = questions.iter().filter_map(id).collect();
        }
        Verdict::Falls(step) => match counter_example(cone, domains, stream, &shrink(cone, domains, &step)) {
            Some(example) => {
                certificate.verdict = Proof::CounterExample;
                certificate.counter_example = Some(example);
            }
            None => {
                certificate.verdict = Proof::Undecided;
                certificate.undecided = id(step.question).into_iter().collect();
            }
        },
    }
    certificate
}

/// The two sheets as a file would hold them, scored anew from there: what is reported has been seen to happen.
fn counter_example(cone: &Cone<'_>, domains: &[Domain], stream: &str, step: &Step) -> Option<CounterExample> {
    let calculator = cone.calculator;
    let (before, after) = (sheets::answers(calculator, &step.sheet), sheets::answers(calculator, &step.after()));
    let amount = |answers: &super::Answers| {
        let sheet = calculator.sheet(answers.0.iter().map(|(id, text)| (id.as_str(), text.as_str()))).ok()?;
        let score = calculator.score(&sheet);
        score.streams.into_iter().find(|score| score.stream == stream)?.amount.ok()
    };
    let (amount_before, amount_after) = (amount(&before)?, amount(&after)?);
    (amount_after < amount_before).then(|| CounterExample {
        question: calculator.inputs.get(step.question).map(|input| input.id.clone()).unwrap_or_default(),
        from: sheets::answer(calculator, step.question, step.from),
        to: sheets::answer(calculator, step.question, step.to),
        amount_before,
        amount_after,
        other_answers: sheets::telling(cone, domains, &step.sheet, Some(step.question)),
        before,
        after,
    })
}
