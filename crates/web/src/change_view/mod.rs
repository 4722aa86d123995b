//! What a change of a running plan brings, as families and workers alike read it: the new figure beside the old with its
//! working, what is new in the plan, and what that does to the money line by line.

use actions::money::MoneyView;
use actions::needs::NeedView;
use actions::plan::PlanView;
use seven_core::Pence;
use seven_core::needs::Stage;
use seven_core::plan::difference::{Change, differences, told};
use seven_core::plan::pattern::Stretch;
use seven_core::plan::piece::{Body, Piece};
use seven_core::plan::summary::Summary;
use store::Reading;
use store::agreements;

use crate::dates::day;
use crate::fault::Fault;
use crate::parts::show::{Cell, Column, Table, Tag, Tone};
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words, for `visit.words`.
const FOLDER: &str = "change_view";

/// The words of this folder.
pub(crate) fn words(visit: &Visit) -> PageWords {
    visit.words(FOLDER)
}

/// A change of a plan with the agreed plan beside it.
pub(crate) struct Beside {
    /// The changed plan.
    pub plan: PlanView,
    /// The agreed one, with what it would go on to cost in the same time.
    before: (Vec<Piece>, Summary),
    /// The agreed plan's days.
    agreed: Stretch,
}

impl Beside {
    /// Loads it; nothing where the plan changes no other.
    pub async fn load(at: &mut Reading, plan: PlanView) -> Result<Option<Beside>, Fault> {
        let Some(agreed) = plan.changes.clone() else { return Ok(None) };
        let asked = agreements::of_plan(at, agreed.id).await?;
        let signed = asked.into_iter().find(|one| one.signatures.are_complete());
        let pieces = signed.map(|one| one.pieces).unwrap_or_default();
        let view = PlanView::load(at, agreed.child, agreed.id).await?;
        let going_on = actions::plan::going_on(&view, &pieces, plan.plan.stretch)?;
        let summary = plan.summed(&going_on)?;
        Ok(Some(Beside { before: (going_on, summary), agreed: agreed.stretch, plan }))
    }

    /// Both figures, stream by stream, with the difference.
    pub fn figures(&self, w: PageWords) -> Option<Table> {
        let all = &self.plan.additional;
        if all.is_empty() {
            return None;
        }
        let sum = |pence: Option<Pence>| pence.map_or_else(|| w.t("none").to_owned(), |pence| pence.to_string());
        let row = |one: &seven_core::budget::Additional| {
            let counts =
                if one.is_kept_up() { w.say("kept-up", &[("sum", &sum(one.counts))]) } else { sum(one.counts) };
            vec![
                Cell::text(called(&one.stream)),
                Cell::text(sum(one.before)),
                Cell::text(sum(one.figure)),
                Cell::text(counts),
                Cell::text(signed(one.change())),
            ]
        };
        let columns = vec![
            Column::new(w.t("column.stream")),
            Column::number(w.t("column.before")),
            Column::number(w.t("column.figure")),
            Column::number(w.t("column.counts")),
            Column::number(w.t("column.difference")),
        ];
        Some(Table::new(w, w.t("figures"), columns, all.iter().map(row).collect()))
    }

    /// How both figures came to the time of the change, in a sentence.
    pub fn working(&self, w: PageWords) -> String {
        let rest = self.plan.plan.stretch;
        let year = Stretch::year_from(rest.from).length();
        w.say(
            "working",
            &[("from", &day(w, rest.from)), ("until", &day(w, rest.until)), ("days", &rest.length()), ("year", &year)],
        )
    }

    /// From when until when the agreed plan is, in a sentence.
    pub fn days(&self, w: PageWords) -> String {
        let rest = self.plan.plan.stretch;
        let days = [("first", day(w, self.agreed.from)), ("from", day(w, rest.from)), ("until", day(w, rest.until))];
        w.say("days", &days.each_ref().map(|(name, text)| (*name, text as &dyn std::fmt::Display)))
    }

    /// What is new, what changed and what is gone, with what each line costs in the time of the change.
    pub fn pieces(&self, w: PageWords) -> Option<Table> {
        let (before, costs) = &self.before;
        let after = self.plan.pieces();
        let changes = differences(before, &after);
        if changes.is_empty() {
            return None;
        }
        let row = |change: &Change<'_>| {
            let (mark, tone, piece) = match change {
                Change::Added(piece) => ("new", Tone::Good, *piece),
                Change::Changed { after, .. } => ("changed", Tone::Active, *after),
                Change::Removed(piece) => ("gone", Tone::Attention, *piece),
            };
            let sum = |summary: &Summary, pieces: &[Piece]| {
                let there = pieces.iter().any(|one| one.id == piece.id);
                let cost = summary.cost_of(piece.id).filter(|_| there).map(|cost| cost.cost);
                cost.map(|cost| cost.to_string()).unwrap_or_default()
            };
            let kind = w.find(&format!("kind.{}", change.kind().code())).unwrap_or_default();
            vec![
                Cell::Tag(Tag::new(w.t(mark), tone)),
                Cell::text(format!("{kind}: {}", what(&piece.body))),
                Cell::text(sum(costs, before)),
                Cell::text(sum(&self.plan.summary, &after)),
            ]
        };
        let guarded = |change: &&Change<'_>| match change {
            Change::Added(piece) | Change::Removed(piece) | Change::Changed { after: piece, .. } => {
                !piece.body.is_guarded()
            }
        };
        let columns = vec![
            Column::new(w.t("column.mark")),
            Column::new(w.t("column.what")),
            Column::number(w.t("column.was")),
            Column::number(w.t("column.is")),
        ];
        Some(Table::new(w, w.t("pieces"), columns, changes.iter().filter(guarded).map(row).collect()))
    }

    /// Whether both sides have signed, so that the money goes on by it.
    pub fn is_signed(&self) -> bool {
        use seven_core::plan::PlanStatus::{Replaced, Signed};
        matches!(self.plan.plan.status, Signed | Replaced)
    }

    /// What each line of the money has now, and what comes next.
    pub fn money(&self, w: PageWords, view: &MoneyView) -> Option<Table> {
        let of_plan = |one: &&actions::money::StreamMoney| {
            one.holding.as_ref().is_some_and(|held| held.paper.plan == self.plan.plan.id)
        };
        let mut rows = Vec::new();
        for stream in view.streams.iter().filter(of_plan) {
            for line in &stream.lines {
                let words = stream.support.iter().find(|(piece, _)| *piece == line.line);
                let words = words.map(|(_, support)| support.what.clone()).unwrap_or_default();
                let ended = self.plan.piece(line.line).is_none();
                let words = if ended { w.say("ended", &[("what", &words)]) } else { words };
                rows.push(vec![
                    Cell::text(words),
                    Cell::text(called(&stream.stream)),
                    Cell::text(line.planned.to_string()),
                    Cell::text(line.spent.to_string()),
                    Cell::text(line.left().to_string()),
                ]);
            }
        }
        let columns = vec![
            Column::new(w.t("column.what")),
            Column::new(w.t("column.stream")),
            Column::number(w.t("column.planned")),
            Column::number(w.t("column.spent")),
            Column::number(w.t("column.left")),
        ];
        (!rows.is_empty()).then(|| Table::new(w, w.t("money"), columns, rows))
    }

    /// What the next payments come to, in sentences.
    pub fn payments(&self, w: PageWords, view: &MoneyView) -> Vec<String> {
        let next = |one: &actions::money::StreamMoney| {
            let next = one.next_payment(view.today)?;
            let after = one.payments.iter().map(|one| &one.paper).find(|one| one.due >= self.plan.plan.stretch.from)?;
            let values = [
                ("stream", called(&one.stream)),
                ("sum", next.total().to_string()),
                ("day", day(w, next.due)),
                ("then", after.total().to_string()),
                ("from", day(w, after.due)),
            ];
            let values = values.each_ref().map(|(name, text)| (*name, text as &dyn std::fmt::Display));
            Some(w.say(if next.due >= after.due { "payment" } else { "payment-then" }, &values))
        };
        view.streams.iter().filter_map(next).collect()
    }
}

/// What a piece says, as short as a table needs it.
fn what(body: &Body) -> String {
    match body {
        Body::Money(choice) => called(&choice.stream),
        Body::Savings(savings) => called(&savings.stream),
        Body::Support(line) => line.what.clone(),
        other => told(other),
    }
}

/// A sum with its sign: more and less are told apart without colour.
fn signed(pence: Pence) -> String {
    if pence > Pence::ZERO { format!("+{pence}") } else { pence.to_string() }
}

/// The steps of a change of need: done, next, to come.
pub(crate) fn steps(w: PageWords, view: &NeedView) -> Vec<(Stage, String, &'static str)> {
    let next = view.course.next();
    let step = |(stage, is_done): &(Stage, bool)| {
        let state = match (is_done, next == Some(*stage)) {
            (true, _) => "done",
            (false, true) => "next",
            (false, false) => "to-come",
        };
        (*stage, w.t(&format!("stage.{stage}")).to_owned(), state)
    };
    view.course.stages.iter().map(step).collect()
}

/// The steps as a table.
pub(crate) fn course(w: PageWords, view: &NeedView) -> Table {
    let row = |(_, text, state): (Stage, String, &'static str)| {
        let tone = match state {
            "done" => Tone::Good,
            "next" => Tone::Active,
            _ => Tone::Calm,
        };
        vec![Cell::text(text), Cell::Tag(Tag::new(w.t(&format!("state.{state}")), tone))]
    };
    let columns = vec![Column::new(w.t("column.step")), Column::new(w.t("column.state"))];
    let what: String = view.stored.paper.what.chars().take(60).collect();
    Table::new(w, w.say("course", &[("what", &what)]), columns, steps(w, view).into_iter().map(row).collect())
}
