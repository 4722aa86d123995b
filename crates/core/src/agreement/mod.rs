//! Getting a plan agreed: is it enough, does it answer the questions, who may decide, what was decided and why, who has
//! signed, and what the signed plan hands on.
//!
//! What a plan says belongs to `plan`; how the money then moves belongs to the ledger.

pub mod checklist;
pub mod consistency;
pub mod decision;
pub mod hand_on;
pub mod limits;
pub mod reminder;
pub mod signature;
pub mod sufficiency;

pub use checklist::{Answer, CheckAnswer, Question};
pub use decision::{AgreementRequest, Decision, DecisionError, PlanOutcome, Proposed, decide};
pub use hand_on::{HandOn, Missing, SignedPlan};
pub use limits::{Bound, Limit, LimitRefusal, StreamCost};
pub use signature::{FamilyAnswer, SignError, Signatures};
pub use sufficiency::{Enough, MarketRate, Sufficiency, look};
