//! The plan against the money: a bar and a line of a table for each stream, and what to look at.

use askama::Template;
use seven_core::plan::costing::{CostError, LineCost};
use seven_core::plan::employing::{self, EmployingError};
use seven_core::plan::piece::BodyKind;
use seven_core::plan::summary::Concern;
use seven_core::plan::support::Paid;
use seven_core::{Pence, PieceId};

use super::PlanSheet;
use crate::dates::day;
use crate::parts::show::{Cell, Column, Table};
use crate::parts::steps::Bar;
use crate::streams::called;
use crate::words::PageWords;

/// Bars and a table of the plan's money.
#[derive(Debug, Clone, Template)]
#[template(path = "plan_view/money.html")]
pub struct MoneyBars {
    bars: Vec<Bar>,
    unnamed: Vec<String>,
    table: Table,
}

impl askama::filters::HtmlSafe for MoneyBars {}

/// Something to look at, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What it is and what can be done.
    pub text: String,
    /// The piece that it is about, where it is about one.
    pub piece: Option<PieceId>,
    /// The chapter in which it can be mended.
    pub chapter: BodyKind,
    /// Whether nobody can be asked to agree before it is mended.
    pub stops_asking: bool,
}

pub(super) fn bars(sheet: &PlanSheet<'_>) -> Option<MoneyBars> {
    let (w, summary) = (sheet.w, &sheet.view.summary);
    if summary.streams.is_empty() {
        return None;
    }
    // a bar of nothing against nothing says nothing; the table has its line
    let named = summary.streams.iter().filter_map(|total| Some((total, total.budget?)));
    let named = named.filter(|(total, budget)| *budget != Pence::ZERO || total.planned != Pence::ZERO);
    let bars = named.map(|(total, budget)| Bar::new(w, called(&total.stream), total.planned, budget)).collect();
    let unnamed = summary
        .streams
        .iter()
        .filter(|total| total.budget.is_none())
        .map(|total| w.say("money.unnamed", &[("stream", &called(&total.stream)), ("planned", &total.planned)]));
    let columns = vec![
        Column::new(w.t("money.stream")),
        Column::number(w.t("money.budget")),
        Column::number(w.t("money.planned")),
        Column::number(w.t("money.left")),
    ];
    let row = |name: String, budget: Option<Pence>, planned: Pence, left: Pence| {
        let budget = budget.map_or_else(|| w.t("money.no-sum").to_owned(), |budget| budget.to_string());
        [name, budget, planned.to_string(), left_in_words(w, left)].map(Cell::Text).to_vec()
    };
    let rows = summary.streams.iter();
    let rows = rows.map(|one| row(called(&one.stream), one.budget, one.planned, one.left())).collect();
    let (budget, planned) = (summary.budget(), summary.planned());
    let all = row(w.t("money.all").to_owned(), Some(budget), planned, Pence(budget.0.saturating_sub(planned.0)));
    let table = Table::new(w, w.t("money.table"), columns, rows).total(all);
    Some(MoneyBars { bars, unnamed: unnamed.collect(), table })
}

fn left_in_words(w: PageWords, left: Pence) -> String {
    match left {
        Pence(0) => w.t("money.even").to_owned(),
        left if left > Pence::ZERO => w.say("money.is-left", &[("sum", &left)]),
        left => w.say("money.is-missing", &[("sum", &Pence(left.0.saturating_neg()))]),
    }
}

pub(super) fn concerns(sheet: &PlanSheet<'_>) -> Vec<Said> {
    sheet.view.summary.concerns.iter().map(|concern| said(sheet, concern)).collect()
}

/// What is to be looked at in one piece.
pub(super) fn about(sheet: &PlanSheet<'_>, piece: PieceId) -> Vec<String> {
    let own = sheet.view.summary.concerns.iter().filter(|concern| piece_of(concern) == Some(piece));
    own.map(|concern| said(sheet, concern).text).collect()
}

fn piece_of(concern: &Concern) -> Option<PieceId> {
    match concern {
        Concern::NoCost(piece)
        | Concern::OutcomeWithoutSupport(piece)
        | Concern::SupportWithoutOutcome(piece)
        | Concern::CutShort(piece)
        | Concern::BelowLowestWage { piece, .. } => Some(*piece),
        _ => None,
    }
}

fn said(sheet: &PlanSheet<'_>, concern: &Concern) -> Said {
    let w = sheet.w;
    let key = format!("concern.{}", concern.code());
    let title = |piece: &PieceId| {
        let found = sheet.view.piece(*piece);
        found.map(|stored| super::said::title(w, &stored.piece.body)).unwrap_or_default()
    };
    let (text, chapter) = match concern {
        Concern::NoCost(piece) => {
            let line = sheet.view.summary.lines.iter().find(|line| line.piece == *piece);
            let why = line.and_then(|line| line.cost.as_ref().err()).map(|error| cost_error(w, error));
            (w.say(&key, &[("what", &title(piece)), ("why", &why.unwrap_or_default())]), BodyKind::Support)
        }
        Concern::Shortfall { stream: id, by } => {
            (w.say(&key, &[("stream", &called(id)), ("by", by)]), BodyKind::Support)
        }
        Concern::LeftOverUnsaid { stream: id, left } => {
            (w.say(&key, &[("stream", &called(id)), ("left", left)]), BodyKind::Savings)
        }
        Concern::OutcomeWithoutSupport(piece) => (w.say(&key, &[("what", &title(piece))]), BodyKind::Outcome),
        Concern::SupportWithoutOutcome(piece) | Concern::CutShort(piece) => {
            (w.say(&key, &[("what", &title(piece))]), BodyKind::Support)
        }
        Concern::BelowLowestWage { piece, lowest } => {
            (w.say(&key, &[("what", &title(piece)), ("lowest", lowest)]), BodyKind::Support)
        }
        Concern::HoldingUnsaid { stream: id } => (w.say(&key, &[("stream", &called(id))]), BodyKind::Money),
        Concern::ComesOfAge { on, .. } => {
            (w.say(&key, &[("day", &day(w, *on)), ("name", &sheet.child)]), BodyKind::Support)
        }
        Concern::QuadrantUnused(quadrant) => {
            let what = w.t(&format!("quadrant.{quadrant}")).to_owned();
            (w.say(&key, &[("what", &what)]), BodyKind::Support)
        }
    };
    Said { text, piece: piece_of(concern), chapter, stops_asking: concern.stops_asking() }
}

/// Why a cost cannot be worked out, and what to do, in words.
#[must_use]
pub fn cost_error(w: PageWords, error: &CostError) -> String {
    match error {
        CostError::OutsideThePlan { from, until } => {
            w.say("cost-error.outside", &[("from", &day(w, *from)), ("until", &day(w, *until))])
        }
        CostError::NoTerms(from) => w.say("cost-error.no-terms", &[("day", &day(w, *from))]),
        CostError::Share { .. } => w.t("cost-error.share").to_owned(),
        CostError::PartAbovePrice { price, .. } => w.say("cost-error.part", &[("price", price)]),
        CostError::Employing(EmployingError::NoRates(from)) => w.say("cost-error.no-rates", &[("day", &day(w, *from))]),
        CostError::TooLarge | CostError::Employing(_) => w.t("cost-error.too-large").to_owned(),
    }
}

/// How many hours the stream's money really buys, beside those that the wage alone would make one think of. Nothing for a wage
/// that nobody may pay.
pub(super) fn hours_bought(sheet: &PlanSheet<'_>, piece: PieceId, paid: &Paid, cost: &LineCost) -> Option<String> {
    let below = |concern: &Concern| matches!(concern, Concern::BelowLowestWage { piece: low, .. } if *low == piece);
    if sheet.view.summary.concerns.iter().any(below) {
        return None;
    }
    let terms = paid.employing.as_ref()?;
    let rates = employing::known().ok()?;
    let rates = employing::on(&rates, cost.stretch.from).ok()?;
    let total = sheet.view.summary.streams.iter().find(|total| total.stream == paid.stream)?;
    let sum = total.budget?;
    let hours = rates.hours_for(sum, paid.price, terms).ok()?;
    Some(sheet.w.say("really-buys", &[("sum", &sum), ("hours", &hours), ("wage", &paid.price)]))
}
