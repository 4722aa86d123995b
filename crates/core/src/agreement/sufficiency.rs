//! Is it enough? Before anybody signs: what serves each outcome and at what price, what the sum is against the budget, and
//! each price against what such support costs in the market. The figures do not decide; a named person answers.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::budget::{ReasonsError, read_reasons};
use crate::plan::Summary;
use crate::plan::piece::{Piece, outcomes, supports};
use crate::plan::support::{Support, SupportKind, Unit, UnitPrice};
use crate::{Pence, PersonId, PieceId};

/// What such support costs in the market, as the authority found it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct MarketRate {
    /// The kind of support.
    pub kind: SupportKind,
    /// What is counted.
    pub unit: Unit,
    /// The least for which anybody was found.
    pub least: UnitPrice,
    /// What is usually paid.
    pub usual: UnitPrice,
    /// Where and when that was found.
    pub source: String,
}

/// What serves an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// The outcome.
    pub outcome: PieceId,
    /// Paid lines with their price.
    pub paid: Vec<(PieceId, Pence)>,
    /// Unpaid lines with somebody's name to them.
    pub unpaid: Vec<PieceId>,
}

impl Served {
    /// Whether nothing serves it that is priced or named.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.paid.is_empty() && self.unpaid.is_empty()
    }
}

/// A line whose price is below the market's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BelowMarket {
    /// The line.
    pub piece: PieceId,
    /// Its price.
    pub price: UnitPrice,
    /// The market's.
    pub rate: MarketRate,
}

/// What the look brought to light.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sufficiency {
    /// Each outcome with what serves it.
    pub outcomes: Vec<Served>,
    /// Lines for which nobody may be found.
    pub below_market: Vec<BelowMarket>,
    /// Streams whose sum does not buy what the plan says, with what is missing.
    pub short: Vec<(String, Pence)>,
    /// Lines whose cost cannot be worked out.
    pub without_cost: Vec<PieceId>,
}

impl Sufficiency {
    /// Whether the plan, as it stands, buys what it says.
    #[must_use]
    pub fn buys_its_provision(&self) -> bool {
        self.short.is_empty()
            && self.without_cost.is_empty()
            && self.below_market.is_empty()
            && !self.has_bare_outcome()
    }

    /// Whether an outcome has nothing that serves it.
    #[must_use]
    pub fn has_bare_outcome(&self) -> bool {
        self.outcomes.iter().any(Served::is_bare)
    }
}

/// A named person's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Enough {
    /// Whether it is enough.
    pub is_enough: bool,
    /// Why; always where it is not enough, or where the figures say otherwise.
    pub reasons: String,
    /// Who answered.
    pub by: PersonId,
    /// When.
    pub on: Date,
}

/// An answer that cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnoughError {
    /// The figures say otherwise and nothing was said about it.
    #[error("the figures show that the plan may not buy what it says: say why it is enough all the same ({0})")]
    AgainstTheFigures(ReasonsError),
    /// Not enough, without a word.
    #[error("say what is missing ({0})")]
    SayWhatIsMissing(ReasonsError),
}

/// Looks at a plan. `rates` are the authority's own findings of the market.
#[must_use]
pub fn look(pieces: &[Piece], summary: &Summary, rates: &[MarketRate]) -> Sufficiency {
    let served = |outcome: PieceId| {
        let lines = || supports(pieces).filter(move |(_, line)| line.outcomes.contains(&outcome));
        let paid = lines().filter_map(|(piece, _)| Some((piece, summary.cost_of(piece)?.cost))).collect();
        let named = |line: &Support| !line.is_paid() && !line.who.trim().is_empty();
        let unpaid = lines().filter(|(_, line)| named(line)).map(|(piece, _)| piece).collect();
        Served { outcome, paid, unpaid }
    };
    let below_market = supports(pieces).filter_map(|(piece, line)| below(piece, line, rates)).collect();
    let short = summary.streams.iter().filter(|total| total.left() < Pence::ZERO);
    Sufficiency {
        outcomes: outcomes(pieces).map(|(piece, _)| served(piece)).collect(),
        below_market,
        short: short.map(|total| (total.stream.clone(), Pence(total.left().0.saturating_neg()))).collect(),
        without_cost: summary.lines.iter().filter(|line| line.cost.is_err()).map(|line| line.piece).collect(),
    }
}

fn below(piece: PieceId, line: &Support, rates: &[MarketRate]) -> Option<BelowMarket> {
    let price = line.paid.as_ref()?.price;
    let rate = rates.iter().find(|rate| rate.kind == line.kind && rate.unit == line.unit)?;
    (price < rate.least).then(|| BelowMarket { piece, price, rate: rate.clone() })
}

/// A person answers whether it is enough.
///
/// # Errors
/// [`EnoughError`] where the answer goes against the figures, or says no, without reasons.
pub fn answer(
    found: &Sufficiency,
    is_enough: bool,
    reasons: &str,
    by: PersonId,
    on: Date,
) -> Result<Enough, EnoughError> {
    let read = read_reasons(reasons);
    let reasons = match (is_enough, found.buys_its_provision()) {
        (true, true) => reasons.trim().to_owned(),
        (true, false) => read.map_err(EnoughError::AgainstTheFigures)?,
        (false, _) => read.map_err(EnoughError::SayWhatIsMissing)?,
    };
    Ok(Enough { is_enough, reasons, by, on })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::plan::costing::Ground;
    use crate::plan::pattern::{Pattern, Season, Stretch, Terms};
    use crate::plan::piece::Body;
    use crate::plan::summarise;
    use crate::plan::support::{Paid, Part, Quadrant, Quantity};
    use crate::plan::writing::{Measure, Outcome};

    fn id(number: u128) -> PieceId {
        PieceId(Uuid::from_u128(number))
    }

    fn piece(number: u128, body: Body) -> Piece {
        Piece { id: id(number), place: 1, body }
    }

    fn outcome(number: u128) -> Piece {
        let measure = Measure::Change { today: String::new(), then: "a lie-in".to_owned() };
        let words = "start the day later".to_owned();
        piece(number, Body::Outcome(Outcome { words, framework: "stay-safe".to_owned(), measure, by: None }))
    }

    fn mornings(number: u128, price: Option<&str>, who: &str) -> Piece {
        let paid = price.map(|price| Paid {
            stream: "social-care".to_owned(),
            price: UnitPrice::read(price).unwrap(),
            part: Part::Whole,
            employing: None,
            payee: String::new(),
        });
        let line = Support {
            what: "mornings".to_owned(),
            who: who.to_owned(),
            kind: SupportKind::Help,
            quadrant: Quadrant::SelfDirected,
            outcomes: vec![id(1)],
            pattern: Pattern::TimesAWeek { times: 7, season: Season::AllYear },
            from: None,
            until: None,
            quantity: Quantity::ONE,
            unit: Unit::Hour,
            paid,
        };
        piece(number, Body::Support(line))
    }

    fn looked(pieces: &[Piece], budget: i64) -> Sufficiency {
        let terms = Terms::default();
        let plan = Stretch::year_from(date(2026, 4, 1));
        let budget = [("social-care".to_owned(), Some(Pence(budget)))];
        let summary = summarise(pieces, &budget, Ground { plan, terms: &terms, rates: &[], ends: &[] });
        let rate = MarketRate {
            kind: SupportKind::Help,
            unit: Unit::Hour,
            least: UnitPrice::read("15").unwrap(),
            usual: UnitPrice::read("17.50").unwrap(),
            source: "agencies asked in May 2026".to_owned(),
        };
        look(pieces, &summary, &[rate])
    }

    #[test]
    fn each_outcome_has_priced_support_or_a_named_unpaid_one() {
        let found = looked(&[outcome(1), outcome(2), mornings(3, Some("16"), ""), mornings(4, None, "Gran")], 600_000);
        assert_eq!(found.outcomes[0].paid, [(id(3), Pence(584_000))]);
        assert_eq!(found.outcomes[0].unpaid, [id(4)]);
        assert!(found.outcomes[1].is_bare() && !found.buys_its_provision());
        let nobody = looked(&[outcome(1), mornings(4, None, "  ")], 0);
        assert!(nobody.has_bare_outcome());
    }

    #[test]
    fn a_rate_for_which_nobody_was_found_and_a_budget_that_is_too_small_are_seen() {
        let found = looked(&[outcome(1), mornings(3, Some("8.90"), "")], 100_000);
        assert_eq!(found.below_market[0].price.to_string(), "£8.90");
        assert_eq!(found.short, [("social-care".to_owned(), Pence(224_850))]);
    }

    #[test]
    fn a_named_person_answers_and_says_why_against_the_figures() {
        let (by, on) = (PersonId(Uuid::from_u128(9)), date(2026, 11, 3));
        let good = looked(&[outcome(1), mornings(3, Some("16"), "")], 600_000);
        let short = looked(&[outcome(1), mornings(3, Some("16"), "")], 1);
        assert!(answer(&good, true, "", by, on).is_ok());
        assert!(matches!(answer(&short, true, "", by, on), Err(EnoughError::AgainstTheFigures(_))));
        assert!(matches!(answer(&good, false, "no", by, on), Err(EnoughError::SayWhatIsMissing(_))));
        let said = answer(&short, true, "health pays the rest from May", by, on).unwrap();
        assert_eq!((said.is_enough, said.by), (true, by));
    }
}
