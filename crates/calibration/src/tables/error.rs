//! Why no table can be made, in words, with the nearest choice that can.

/// Why there is no table.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TableError {
    /// No case to learn from.
    #[error("there is no case to make a table from")]
    NoCases,
    /// Cases without points.
    #[error("the cases have no points: give a column of points, or answers and `--method` with points of their own")]
    NoPoints,
    /// Fewer different scores than bands.
    #[error(
        "{wanted} bands need at least as many different scores, and the cases have {found}: ask for {found} or fewer"
    )]
    FewScores {
        /// Bands asked for.
        wanted: usize,
        /// Different scores.
        found: usize,
    },
    /// Edges that do not rise.
    #[error("the edges of bands must rise: {0}")]
    Edges(String),
    /// Floor above ceiling.
    #[error("the floor £{floor:.2} is above the ceiling £{ceiling:.2}: exchange them, or leave one out")]
    FloorAboveCeiling {
        /// Floor in pounds.
        floor: f64,
        /// Ceiling in pounds.
        ceiling: f64,
    },
    /// The floors alone cost more than there is.
    #[error(
        "the floor alone comes to £{needed:.2} for all cases, and £{available:.2} is available after contingency: the \
         highest floor within it is £{nearest:.2}"
    )]
    FloorsAboveBudget {
        /// What the floors cost.
        needed: f64,
        /// What there is.
        available: f64,
        /// The highest floor that could be met.
        nearest: f64,
    },
    /// Nothing that the ceiling lets pass spends the budget.
    #[error(
        "even with every amount at the ceiling the cases come to £{most:.2}, below the £{available:.2} available: raise \
         the ceiling to £{nearest:.2} or more, or give a budget of £{most:.2} after contingency"
    )]
    CeilingsBelowBudget {
        /// What ceilings everywhere would spend.
        most: f64,
        /// What there is.
        available: f64,
        /// The lowest ceiling that spends it.
        nearest: f64,
    },
    /// A share of nothing stays nothing.
    #[error("every amount is nought, so no common share meets the budget: use a common shift")]
    NothingToShare,
    /// Points that cannot carry one price.
    #[error("one price for each point needs points of nought or more, and some above nought")]
    PointsWithoutPrice,
    /// Steps allowed that cannot get from the floor to the budget.
    #[error(
        "no table meets all of: floor, ceiling, budget and the cap of £{cap:.2} on a step; the cap that the table has \
         without one is £{nearest:.2}"
    )]
    CapTooTight {
        /// The cap asked for.
        cap: f64,
        /// The largest step without a cap.
        nearest: f64,
    },
    /// A cap where the method has no least squares.
    #[error("a cap on steps goes with methods that fit by squares: isotonic, bands or lines")]
    CapNeedsSquares,
    /// A budget of nothing or less.
    #[error("the budget left after contingency is £{0:.2}: it must be above nought")]
    NoBudget(f64),
    /// A quantile outside what means anything.
    #[error("the quantile {0} is not between 0.01 and 0.99: 0.5 is the median")]
    Quantile(f64),
}
