//! The library as its callers use it: from a file of cases to tables, points and what they do.

mod reading;
