//! The family's own document: the child's pages, what is to come of it, the support and what it costs, how to keep safe,
//! how the money is held. Each piece stands alone, so that several people can write at once without losing a word.
//!
//! Whether the plan is agreed belongs to `agreement`; what the law asks of it belongs to rule packs (`pack`).

pub mod amending;
pub mod budgeted;
pub mod checked;
pub mod costing;
pub mod difference;
pub mod employing;
pub mod money;
pub mod pack;
pub mod paper;
pub mod pattern;
pub mod piece;
pub mod ratio;
pub mod remark;
pub mod status;
pub mod stories;
pub mod summary;
pub mod support;
pub mod writing;

pub use costing::{CostError, LineCost, cost};
pub use pattern::{Pattern, Season, Terms};
pub use piece::{Body, BodyKind, Piece};
pub use ratio::Ratio;
pub use status::{PlanStatus, StatusRefusal};
pub use summary::{Summary, summarise};
pub use support::{Part, Quadrant, Support, UnitPrice};
