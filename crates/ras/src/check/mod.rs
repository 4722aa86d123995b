//! Checking a scheme.
