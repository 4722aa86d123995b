//! For tests: builders, a frozen clock, temporary databases.
