//! What can be done about a figure that was told: challenge it, answer a challenge.

pub mod challenge;
