//! The plan against the money: what each stream pays, what is left or missing, what the child's circle does unpaid, and
//! what should be looked at before anybody is asked to agree.

use jiff::civil::Date;

use super::costing::{CostError, Ground, LineCost, cost};
use super::employing;
use super::pattern::Stretch;
use super::piece::{Body, BodyKind, Piece, of_kind, outcomes, supports};
use super::support::{Paid, Quadrant};
use crate::people::age::turns;
use crate::{Pence, PieceId};

/// One stream's money in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamTotal {
    /// The stream.
    pub stream: String,
    /// What the family was told, or what was decided beside it; none where no sum was named for this stream.
    pub budget: Option<Pence>,
    /// What the plan's lines come to.
    pub planned: Pence,
    /// What a whole year of these lines comes to.
    pub full_year: Pence,
}

impl StreamTotal {
    /// What is left; below nothing where the plan needs more. Without a named sum everything is missing.
    #[must_use]
    pub fn left(&self) -> Pence {
        Pence(self.budget.unwrap_or_default().0.saturating_sub(self.planned.0))
    }
}

/// A line with its cost, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The piece.
    pub piece: PieceId,
    /// Its cost; none for unpaid support.
    pub cost: Result<Option<LineCost>, CostError>,
}

/// Something to look at. None of these stops anybody from writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Concern {
    /// A line's cost cannot be worked out.
    NoCost(PieceId),
    /// The plan needs more than the stream has.
    Shortfall {
        /// The stream.
        stream: String,
        /// How much more.
        by: Pence,
    },
    /// Money is left and nobody said what for.
    LeftOverUnsaid {
        /// The stream.
        stream: String,
        /// How much.
        left: Pence,
    },
    /// An outcome that nothing serves.
    OutcomeWithoutSupport(PieceId),
    /// Paid support that serves no outcome.
    SupportWithoutOutcome(PieceId),
    /// A wage below what the law asks.
    BelowLowestWage {
        /// The line.
        piece: PieceId,
        /// The lowest lawful wage an hour.
        lowest: Pence,
    },
    /// The stream ends before the support does.
    CutShort(PieceId),
    /// The stream has no choice of how to hold it.
    HoldingUnsaid {
        /// The stream.
        stream: String,
    },
    /// A part of the four quadrants that the plan leaves out.
    QuadrantUnused(Quadrant),
    /// Within the plan's time the child comes to an age from which something is different.
    ComesOfAge {
        /// The age.
        years: i16,
        /// The birthday.
        on: Date,
    },
}

impl Concern {
    /// The key of its words.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Concern::NoCost(_) => "no-cost",
            Concern::Shortfall { .. } => "shortfall",
            Concern::LeftOverUnsaid { .. } => "left-over-unsaid",
            Concern::OutcomeWithoutSupport(_) => "outcome-without-support",
            Concern::SupportWithoutOutcome(_) => "support-without-outcome",
            Concern::BelowLowestWage { .. } => "below-lowest-wage",
            Concern::CutShort(_) => "cut-short",
            Concern::HoldingUnsaid { .. } => "holding-unsaid",
            Concern::QuadrantUnused(_) => "quadrant-unused",
            Concern::ComesOfAge { years: 18, .. } => "comes-of-age-18",
            Concern::ComesOfAge { .. } => "comes-of-age-16",
        }
    }

    /// Whether the plan can be sent off with it. What has no cost, or breaks the law on wages, cannot be agreed.
    #[must_use]
    pub fn stops_asking(&self) -> bool {
        matches!(self, Concern::NoCost(_) | Concern::BelowLowestWage { .. })
    }
}

/// The plan against the money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Every stream that has money or lines, those with money first, in the budget's order.
    pub streams: Vec<StreamTotal>,
    /// Every line, in the plan's order.
    pub lines: Vec<Line>,
    /// What to look at.
    pub concerns: Vec<Concern>,
}

impl Summary {
    /// What all lines come to.
    #[must_use]
    pub fn planned(&self) -> Pence {
        Pence(self.streams.iter().fold(0, |sum, stream| sum.saturating_add(stream.planned.0)))
    }

    /// What was named in all streams.
    #[must_use]
    pub fn budget(&self) -> Pence {
        Pence(
            self.streams.iter().filter_map(|stream| stream.budget).fold(0, |sum, budget| sum.saturating_add(budget.0)),
        )
    }

    /// A line's cost; none for unpaid support or where it cannot be worked out.
    #[must_use]
    pub fn cost_of(&self, piece: PieceId) -> Option<&LineCost> {
        let line = self.lines.iter().find(|line| line.piece == piece)?;
        line.cost.as_ref().ok()?.as_ref()
    }
}

/// Sums a plan up. `budget` holds each stream's sum for the plan's time.
#[must_use]
pub fn summarise(pieces: &[Piece], budget: &[(String, Option<Pence>)], ground: Ground<'_>) -> Summary {
    let lines: Vec<Line> = supports(pieces).map(|(piece, line)| Line { piece, cost: cost(line, ground) }).collect();
    let mut streams: Vec<StreamTotal> = budget.iter().map(|(stream, sum)| StreamTotal::empty(stream, *sum)).collect();
    for ((_, line), costed) in supports(pieces).zip(&lines) {
        let (Some(stream), Ok(Some(cost))) = (line.stream(), &costed.cost) else { continue };
        let total = match streams.iter_mut().position(|total| total.stream == stream) {
            Some(at) => streams.get_mut(at),
            None => {
                streams.push(StreamTotal::empty(stream, None));
                streams.last_mut()
            }
        };
        if let Some(total) = total {
            total.planned = Pence(total.planned.0.saturating_add(cost.cost.0));
            total.full_year = Pence(total.full_year.0.saturating_add(cost.full_year.0));
        }
    }
    let concerns = concerns(pieces, &lines, &streams, ground);
    Summary { streams, lines, concerns }
}

impl StreamTotal {
    fn empty(stream: &str, budget: Option<Pence>) -> StreamTotal {
        StreamTotal { stream: stream.to_owned(), budget, planned: Pence::ZERO, full_year: Pence::ZERO }
    }
}

/// The 16th birthday, from which a young person speaks for themself, and the 18th, from which other laws hold, where they
/// fall after the first day of the plan and not after its last.
#[must_use]
pub fn birthdays(born: Option<Date>, plan: Stretch) -> Vec<Concern> {
    let on = |years: i16| born.map(|born| turns(born, years)).filter(|on| plan.from < *on && *on <= plan.until);
    [16, 18].into_iter().filter_map(|years| Some(Concern::ComesOfAge { years, on: on(years)? })).collect()
}

fn concerns(pieces: &[Piece], lines: &[Line], streams: &[StreamTotal], ground: Ground<'_>) -> Vec<Concern> {
    let mut found = Vec::new();
    for line in lines {
        match &line.cost {
            Err(_) => found.push(Concern::NoCost(line.piece)),
            Ok(Some(cost)) if cost.is_cut_short => found.push(Concern::CutShort(line.piece)),
            Ok(_) => {}
        }
    }
    for (piece, line) in supports(pieces) {
        if let Some(paid) = &line.paid {
            if let Some(lowest) = below_the_law(paid, line.from.unwrap_or(ground.plan.from), ground) {
                found.push(Concern::BelowLowestWage { piece, lowest });
            }
            if line.outcomes.is_empty() {
                found.push(Concern::SupportWithoutOutcome(piece));
            }
        }
    }
    for (piece, _) in outcomes(pieces) {
        if !supports(pieces).any(|(_, line)| line.outcomes.contains(&piece)) {
            found.push(Concern::OutcomeWithoutSupport(piece));
        }
    }
    for total in streams {
        about_stream(pieces, total, &mut found);
    }
    if !lines.is_empty() {
        let unused = |quadrant: &&Quadrant| !supports(pieces).any(|(_, line)| line.quadrant == **quadrant);
        found.extend(Quadrant::ALL.iter().filter(unused).map(|quadrant| Concern::QuadrantUnused(*quadrant)));
    }
    found
}

fn below_the_law(paid: &Paid, day: Date, ground: Ground<'_>) -> Option<Pence> {
    let terms = paid.employing.as_ref()?;
    let rates = employing::on(ground.rates, day).ok()?;
    rates.is_below_the_law(terms.band, paid.price).then(|| rates.lowest_wage(terms.band))
}

fn about_stream(pieces: &[Piece], total: &StreamTotal, found: &mut Vec<Concern>) {
    let stream = total.stream.clone();
    let left = total.left();
    if left < Pence::ZERO {
        found.push(Concern::Shortfall { stream: stream.clone(), by: Pence(left.0.saturating_neg()) });
    }
    let said = |kind| of_kind(pieces, kind).any(|piece| stream_of(&piece.body) == Some(stream.as_str()));
    if left > Pence::ZERO && !said(BodyKind::Savings) {
        found.push(Concern::LeftOverUnsaid { stream: stream.clone(), left });
    }
    if total.planned > Pence::ZERO && !said(BodyKind::Money) {
        found.push(Concern::HoldingUnsaid { stream });
    }
}

fn stream_of(body: &Body) -> Option<&str> {
    match body {
        Body::Money(choice) => Some(&choice.stream),
        Body::Savings(savings) => Some(&savings.stream),
        Body::Support(line) => line.stream(),
        _ => None,
    }
}

#[cfg(test)]
#[path = "summary_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "odd_dates_tests.rs"]
mod odd_dates_tests;
