//! Explaining one result.
