//! Why a round of answering begins.

use crate::codes::coded;

coded! {
    /// Why a child's questions are answered.
    pub enum Reason ("reason for answering") {
        /// For the first time.
        First = "first",
        /// Something in the child's life changed.
        ChangedNeeds = "changed-needs",
        /// A year has passed.
        Yearly = "yearly",
    }
}
