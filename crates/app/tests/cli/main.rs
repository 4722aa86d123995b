//! The program from outside, as people use it.

mod run;
mod score;
