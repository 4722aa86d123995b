//! Comparing two schemes.
