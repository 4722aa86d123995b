//! Why a figure is what it is: one person's answers, points and sums in plain words, what another answer would do, and how
//! to ask for another look. Everything here is pure; the wording stands in `messages.<language>.toml`.
//!
//! An [`Explainer`] is made once for a scheme, a day and a language of wording; then it explains as many people as there are.

mod amounts;
mod answers;
mod catalogue;
mod changes;
mod cliffs;
mod conditions;
mod desk;
mod directory;
mod figure;
mod frame;
mod letter;
mod message;
mod sentences;
mod steps;
mod text;
mod units;
mod way;
mod wording;
mod wrap;

#[cfg(test)]
mod tests;

pub use catalogue::Catalogue;
pub use changes::{Change, QuestionChange, StreamChange, Towards};
pub use cliffs::{Cliff, CliffSide};
pub use letter::{
    Afterwards, AnswerLine, AnswerPoints, Explanation, PartLine, PointsGroup, PointsTable, RouteLine, SchemeStamp,
    Source, SourceLine, StepLine, StreamLine, TotalLine,
};
pub use message::Message;
pub use sentences::{effects, write_source};
pub use wording::{FigureValue, Value, Wording};

use crate::calculator::{Calculator, NodeId, Refusal, Sheet, StreamNodes};
use crate::scheme::{Scheme, Words};
use amounts::StreamOutline;
use answers::QuestionOutline;
use changes::Dependents;
use cliffs::Reached;
use desk::Desk;
use directory::Directory;
use frame::Frame;
use message::Message as M;
use steps::StepOutline;
use wording::Value as V;

/// All of an explanation that is the same for everyone, laid out once.
pub struct Explainer<'a> {
    directory: Directory<'a>,
    frame: Frame<'a>,
    questions: Vec<QuestionOutline<'a>>,
    streams: Vec<StreamOutline<'a>>,
    steps: Vec<StepOutline<'a>>,
    /// The numbers that the steps with bands look up, in the order of those steps.
    bands: Vec<NodeId>,
    dependents: Vec<Dependents>,
}

impl<'a> Explainer<'a> {
    /// For a scheme on the day that a calculator was made for, in a language of its wording. The sentences of the letter
    /// itself are in English until another catalogue stands beside the English one.
    #[must_use]
    pub fn new(scheme: &'a Scheme, calculator: &'a Calculator, words: &'a Words) -> Explainer<'a> {
        let wording = Wording::new("en", calculator.currency);
        let directory = Directory::new(scheme, calculator, words, wording);
        let on_the_way = way::steps_on_the_way(&directory);
        let steps: Vec<StepOutline<'a>> = on_the_way
            .iter()
            .map(|found| StepOutline::new(&directory, found.nodes, found.step, found.stream))
            .collect();
        let bands: Vec<NodeId> =
            steps.iter().filter_map(|step| step.bands().map(|bands| bands.looked_up.node)).collect();
        let questions = scheme.questions.iter().zip(&calculator.inputs);
        let streams = scheme.streams.iter().zip(&calculator.streams);
        Explainer {
            frame: Frame::new(&directory),
            questions: questions.map(|(question, input)| QuestionOutline::new(&directory, question, input)).collect(),
            streams: streams.map(|(stream, nodes)| StreamOutline::new(&directory, stream, nodes)).collect(),
            steps,
            dependents: changes::dependents(calculator, bands.iter().copied()),
            bands,
            directory,
        }
    }

    /// The sentences that the explanation is written with.
    #[must_use]
    pub fn wording(&self) -> &Wording {
        &self.directory.wording
    }

    /// Explains one person's sheet.
    #[must_use]
    pub fn explain(&self, person: &str, sheet: &Sheet) -> Explanation<'_> {
        let Directory { calculator, wording, .. } = &self.directory;
        let values = calculator.evaluate(sheet);
        let desk = Desk { calculator, wording, sheet, values: &values };
        let missing = calculator.missing_answer(sheet, &values);
        let why_none = |stream: &StreamOutline<'a>| self.why_none(&desk, stream.nodes, missing.as_ref());
        let streams: Vec<StreamLine<'_>> =
            self.streams.iter().map(|stream| stream.line(&desk, why_none(stream))).collect();
        let mut reached: Vec<Reached> = self.bands.iter().map(|node| Reached::at(&values, *node)).collect();
        let changes = self.changes(&desk, &streams, missing.is_some(), &mut reached);
        // Without a required answer nothing that follows from the answers means anything.
        let is_whole = missing.is_none();
        let of_steps = || self.steps.iter().filter(|_| is_whole);
        let answers = self.questions.iter().zip(&calculator.inputs).enumerate();
        Explanation {
            language: wording.language(),
            person: person.to_owned(),
            scheme: self.frame.stamp(&self.directory),
            on: calculator.on,
            totals: amounts::totals(wording, &streams),
            is_complete: is_whole,
            is_refused: streams.iter().any(|line| line.amount.is_none()),
            indicative: wording.text(M::IndicativeWhat),
            routes: if is_whole { self.routes(&desk) } else { Vec::new() },
            answers: answers.map(|(at, (question, input))| question.line(&desk, at, input)).collect(),
            points: of_steps().filter_map(|step| step.points_table(&desk)).collect(),
            steps: of_steps().map(|step| step.line(&desk)).collect(),
            cliffs: if is_whole { self.cliffs(&desk, &reached) } else { Vec::new() },
            changes,
            streams,
            afterwards: &self.frame.afterwards,
            sources: &self.frame.sources,
        }
    }

    /// The explanation of one person's sheet as a text.
    #[must_use]
    pub fn text(&self, explanation: &Explanation<'_>) -> String {
        let mut out = String::with_capacity(24 * 1024);
        text::write_text(&mut out, explanation, self.wording(), &self.frame.closing);
        out
    }

    fn routes<'e>(&'e self, desk: &Desk<'_>) -> Vec<RouteLine<'e>> {
        let is_open = |node: NodeId| desk.values.holds(node) && desk.values.refusal(node).is_none();
        let open = desk.calculator.routes.iter().filter(|(_, node)| is_open(*node));
        let words = self.directory.words;
        let line = |(id, _): &(String, NodeId)| {
            let own = self.directory.scheme.routes.iter().find(|route| route.id == *id)?;
            Some(RouteLine { route: &own.id, text: words.routes.get(id).map_or(own.id.as_str(), |text| text.trim()) })
        };
        open.filter_map(line).collect()
    }

    /// Why a stream has no amount, if it has none.
    fn why_none(&self, desk: &Desk<'_>, stream: &StreamNodes, missing: Option<&Refusal>) -> Option<String> {
        if let Some(Refusal::NoAnswer { question }) = missing {
            let text = self.directory.words.question(question);
            return Some(desk.wording.sentence(M::StreamNoAnswer, &[("question", V::Text(text))]));
        }
        let node = desk.values.refusal(stream.amount)?;
        let step = desk.calculator.step_of(node);
        let outline = self.steps.iter().find(|outline| Some(outline.index()) == step);
        Some(match outline {
            Some(outline) => {
                let working = outline.line(desk).working;
                let values = [("step", V::Text(outline.name())), ("working", V::Text(&working))];
                desk.wording.sentence(M::StreamOutside, &values)
            }
            None => desk.wording.text(M::StreamOutsideUnknown).to_owned(),
        })
    }
}
